"""EFFACER takes a published value away in every kind of file, however it is written, and always with a reason."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lib.domain.comparaison import EtatLigne, list_en_place
from lib.domain.erreurs import SaisieRefusee
from lib.domain.nomenclatures import TypeDepot
from lib.imports.regles_cadre import SAISIES
from lib.usecases.contrats import build_contrat_lu
from lib.usecases.depots import publish_depot, verify_depot
from lib.usecases.magasin import verify_magasin
from tests.usecases.test_messages import CD, CODE, LE_JOUR, Ligne
from tests.usecases.test_vide import PLEINES, build_depot, modele

__all__ = ["modele"]
ECRITURES = ("EFFACER", "effacer", "Effacer.", " EFFACER\u00a0")


@pytest.fixture(autouse=True)
def magasin(modele: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copie = tmp_path / "jalons.sqlite"
    with closing(sqlite3.connect(modele)) as source, closing(sqlite3.connect(copie)) as destination:
        source.backup(destination)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{copie}")


def build_effacement(type_depot: TypeDepot, ligne: Ligne, ecrit: str) -> Ligne:
    """The row as it was published, its figure replaced by the word and what goes with the figure left empty."""
    vides = dict.fromkeys(("numerateur", "denominateur", "statut", "texte", "commentaire"), "")
    return {nom: texte for nom, texte in ligne.items() if nom not in vides} | {SAISIES[type_depot][0]: ecrit}


@pytest.mark.parametrize("ecrit", ECRITURES)
@pytest.mark.parametrize("rang", range(len(PLEINES)))
def test_a_published_value_goes_with_a_reason_only(rang: int, ecrit: str) -> None:
    type_depot, pleine = PLEINES[rang]
    ligne = build_effacement(type_depot, pleine, ecrit)
    avant = list_en_place(build_contrat_lu(CODE), type_depot)
    with pytest.raises(SaisieRefusee, match="motif"):
        publish_depot(CD, CODE, build_depot(type_depot, ligne), maintenant=LE_JOUR)
    plan, lot = publish_depot(CD, CODE, build_depot(type_depot, ligne, motif="saisie à tort"), maintenant=LE_JOUR)
    assert lot is not None
    (effacee,) = plan.a_publier
    assert effacee.efface
    apres = list_en_place(build_contrat_lu(CODE), type_depot)
    assert avant.keys() - apres.keys() == {effacee.cle}
    assert verify_magasin() == []


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_where_nothing_is_published_there_is_nothing_to_erase_and_it_is_said(type_depot: TypeDepot) -> None:
    ligne = build_effacement(type_depot, next(ligne for type_, ligne in PLEINES if type_ is type_depot), "EFFACER")
    publish_depot(CD, CODE, build_depot(type_depot, ligne, motif="saisie à tort"), maintenant=LE_JOUR)
    plan = verify_depot(CD, CODE, build_depot(type_depot, ligne), LE_JOUR.date())
    assert [ligne.etat for ligne in plan.lignes if ligne.etat is not EtatLigne.ABSENT] == [EtatLigne.INCHANGE]
    assert "I22" in {p.code for p in plan.problemes}
    assert plan.a_publier == () and not plan.demande_motif
