"""The thresholds and rights of a folder: what is missing is filled or denied and told, what is wrong is refused."""

import shutil
from pathlib import Path

import pytest

from lib.domain.indicateurs import Seuil
from lib.domain.phrases import format_texte
from lib.domain.seuils_par_defaut import DEFAUTS, SOURCE
from lib.imports.dossier import read_dossier
from tests.imports.test_dossier import FICTIF, REEL

SEUILS, HABILITATIONS = "seuils.csv", "habilitations.csv"
FAUX = [
    (SEUILS, "seuil_bonne_voie;", "seuil_bone;", (2, "code", "seuil_bone", "un seuil parmi seuil_bonne_voie")),
    (SEUILS, ";90;%;", ";900;%;", (2, "valeur", "900", "un pourcentage")),
    (SEUILS, ";70;%;", ";0;%;", (3, "valeur", "0", "un pourcentage")),
    (SEUILS, ";70;%;", ";95;%;", (3, "valeur", "95", "au plus « seuil_bonne_voie », 90")),
    (SEUILS, ";4;personnes;", ";1;personnes;", (4, "valeur", "1", "à partir de 2")),
    (SEUILS, ";4;personnes;", ";4;%;", (4, "unite", "%", "personnes")),
    (HABILITATIONS, "contributeur_cd;", "contributrice;", (2, "role", "contributrice", "un profil parmi lecteur")),
    (HABILITATIONS, ";CD;", ";CG;", (2, "valeur", "CG", "une valeur parmi CD")),
    (HABILITATIONS, ";producteur;CD;", ";fiche;F9;", (2, "valeur", "F9", "une valeur parmi F1, F2")),
    (HABILITATIONS, ";producteur;CD;", ";producteur;;", (2, "valeur", "vide", "une valeur parmi CD")),
    (HABILITATIONS, ";tout;;", ";tout;F1;", (3, "valeur", "F1", "rien")),
]


def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FICTIF, tmp_path / "essai"))


@pytest.mark.parametrize(("fichier", "avant", "apres", "attendu"), FAUX)
def test_a_wrong_threshold_or_right_is_refused_where_it_is(
    tmp_path: Path, fichier: str, avant: str, apres: str, attendu: tuple[int, str, str, str]
) -> None:
    chemin = copy(tmp_path) / fichier
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    (erreur,) = read_dossier(chemin.parent).erreurs
    ligne, colonne, lu, phrase = attendu
    assert (erreur.fichier, erreur.ligne, erreur.colonne, erreur.lu) == (fichier, ligne, colonne, lu)
    assert phrase in erreur.attendu


def test_a_folder_that_says_everything_calls_for_no_remark() -> None:
    assert read_dossier(REEL).remarques == ()


@pytest.mark.parametrize("vide", [False, True], ids=["sans fichier", "titres seuls"])
def test_a_folder_without_thresholds_takes_those_of_jalons_and_says_so(tmp_path: Path, vide: bool) -> None:
    dossier = copy(tmp_path)
    entetes = (dossier / SEUILS).read_text(encoding="utf-8").splitlines()[0]
    (dossier / SEUILS).unlink()
    if vide:
        (dossier / SEUILS).write_text(f"{entetes}\n", encoding="utf-8")
    lu = read_dossier(dossier)
    assert lu.erreurs == ()
    assert [fait_lu.fait for fait_lu in lu.faits if isinstance(fait_lu.fait, Seuil)] == list(DEFAUTS.values())
    remarque = next(remarque for remarque in lu.remarques if SOURCE in remarque)
    assert all(format_texte(f"{s.code} ({s.valeur} {s.unite})") in remarque for s in DEFAUTS.values())
    assert any("aucun cofinancement n’est jugé" in remarque for remarque in lu.remarques)


def test_what_a_folder_sets_is_kept_beside_what_jalons_fills() -> None:
    seuils = {lu.fait.code: lu.fait for lu in read_dossier(FICTIF).faits if isinstance(lu.fait, Seuil)}
    assert (seuils["seuil_bonne_voie"].valeur, seuils["seuil_bonne_voie"].source) == (90, "fiction")
    assert seuils["saut"] == DEFAUTS["saut"]


def test_a_folder_without_rights_opens_none_and_says_so(tmp_path: Path) -> None:
    dossier = copy(tmp_path)
    assert any("« Contributeur France Travail »" in r.replace("\u00a0", " ") for r in read_dossier(dossier).remarques)
    assert not any("« Administrateur »" in r.replace("\u00a0", " ") for r in read_dossier(dossier).remarques)
    (dossier / HABILITATIONS).unlink()
    assert any("aucun profil ne peut déposer" in remarque for remarque in read_dossier(dossier).remarques)
