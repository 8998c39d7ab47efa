"""A contract folder that lacks something is refused, file and line said, or loads and every page of it opens.

The folders are generated: the fictional one and the real one, without each of their files, without each row of their
thresholds and of their rights. A folder whose file has only its titles says the same as the one without the file.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from lib.cli.commandes import run
from lib.domain.droits import Acteur, Role
from lib.exports.documents import DOCUMENTS
from lib.imports.dossier import OBLIGATOIRES, read_dossier
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from tests.imports.test_dossier import FICTIF, REEL
from tests.magasins import magasin_vide
from tests.phrases import ONGLETS_BUDGET, PARTIES, VUES_AVENANTS, VUES_INDICATEURS, list_adresses_pages, open_page
from tests.serveur import RACINE

__all__ = ["magasin_vide"]
ADMIN = Acteur(Role.ADMINISTRATEUR)
DOSSIERS = {"fictif": FICTIF, "reel": REEL}
ROLES = {"fictif": ("administrateur", "lecteur"), "reel": ("administrateur",)}
LUES_LIGNE_A_LIGNE = ("seuils.csv", "habilitations.csv")


def list_cas() -> Iterator[tuple[str, str, int]]:
    """A folder, a file of it (none: every optional one at once), and the row taken out (0: the whole file).

    Rows are taken out of the small folder only: opening every page of the real one takes five seconds each time.
    """
    for nom, dossier in DOSSIERS.items():
        yield nom, "", 0
        for fichier in sorted(f.name for f in dossier.iterdir()):
            yield nom, fichier, 0
            if fichier in LUES_LIGNE_A_LIGNE and dossier is FICTIF:
                lignes = (dossier / fichier).read_text(encoding="utf-8").splitlines()
                yield from ((nom, fichier, rang) for rang in range(1, len(lignes)))


CAS = list(list_cas())


def make_dossier(tmp_path: Path, nom: str, fichier: str, ligne: int = 0) -> Path:
    """Copy a folder without a file, or without one of its rows."""
    dossier = Path(shutil.copytree(DOSSIERS[nom], tmp_path / nom))
    if not ligne:
        for chemin in [dossier / fichier] if fichier else list(dossier.glob("*.csv")):
            if fichier or chemin.stem not in OBLIGATOIRES:
                chemin.unlink()
        return dossier
    lignes = (dossier / fichier).read_text(encoding="utf-8").splitlines()
    (dossier / fichier).write_text("\n".join([*lignes[:ligne], *lignes[ligne + 1 :], ""]), encoding="utf-8")
    return dossier


def list_visites() -> Iterator[tuple[str, dict[str, str]]]:
    for fichier in sorted(f.name for f in (RACINE / "pages").glob("[!_]*.py")):
        yield fichier, {}
    yield from (("budget.py", {"onglet": onglet}) for onglet in ONGLETS_BUDGET)
    yield from (("methode.py", {"partie": partie}) for partie in PARTIES)
    yield from (("avenants.py", {"vue": vue}) for vue in VUES_AVENANTS)
    yield from (("indicateurs.py", {"vue": vue}) for vue in VUES_INDICATEURS)
    yield "depots.py", {"lot": "1"}


@pytest.fixture
def vide(magasin_vide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty store of the test's own."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(magasin_vide, tmp_path / 'magasin.sqlite')}")
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def pages(magasin_initial: Path) -> dict[str, str]:
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{magasin_initial}")
        return list_adresses_pages()


@pytest.mark.usefixtures("vide")
@pytest.mark.parametrize(("nom", "fichier", "ligne"), CAS, ids=lambda valeur: str(valeur))
def test_without_a_file_or_a_row_a_folder_is_refused_or_wholly_works(
    nom: str,
    fichier: str,
    ligne: int,
    pages: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chargement = publish_contrat(ADMIN, make_dossier(tmp_path, nom, fichier, ligne))
    if chargement.erreurs:
        assert all(erreur.fichier and "None" not in str(erreur) for erreur in chargement.erreurs)
        return
    fautes = []
    for role in ROLES[nom]:
        monkeypatch.setattr(type(st.context), "cookies", property(lambda _, r=role: {"jalons_role": r}))
        for page, adresse in list_visites():
            if role == "lecteur" and adresse:
                continue
            vue = open_page(pages[page], adresse)
            fautes += [(page, adresse, e.message, e.stack_trace[-3:]) for e in vue.exception]
            fautes += [(page, adresse, e.value) for e in vue.error if not e.value.startswith("Rien à remplir")]
    annee = str(build_contrat_lu(chargement.code).contrat.debut.year)
    for commande in (
        ["verifier"],
        ["exporter", str(tmp_path / "ouvertes")],
        ["suivi", "--trimestre", f"{annee}-T4"],
        ["suivi", "--trimestre", f"{annee}-T4", "--json"],
        *(["document", document, "--annee", annee, "--vers", str(tmp_path)] for document in DOCUMENTS),
    ):
        try:
            if run(commande):
                fautes.append((commande, capsys.readouterr().out))
        except Exception as erreur:  # what the test looks for
            fautes.append((commande, repr(erreur)))
    assert fautes == []


@pytest.mark.parametrize("nom", list(DOSSIERS))
def test_a_file_that_has_only_its_titles_says_the_same_as_no_file(nom: str, tmp_path: Path) -> None:
    for rang, chemin in enumerate(sorted(DOSSIERS[nom].glob("*.csv"))):
        sans = make_dossier(tmp_path / f"sans-{rang}", nom, chemin.name)
        vide = Path(shutil.copytree(DOSSIERS[nom], tmp_path / f"vide-{rang}"))
        titres = chemin.read_text(encoding="utf-8").splitlines()[0]
        (vide / chemin.name).write_text(f"{titres}\n", encoding="utf-8")
        absent, nu = read_dossier(sans), read_dossier(vide)
        assert (nu.faits, nu.erreurs, nu.remarques) == (absent.faits, absent.erreurs, absent.remarques), chemin.name
        assert bool(nu.erreurs) >= (chemin.stem in OBLIGATOIRES)
