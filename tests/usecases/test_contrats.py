"""Loading contracts: whole or not at all, twice without effect, and a change asks for its avenant."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.lecture import Lecture
from lib.usecases.contrats import Chargement, build_contrat_lu, get_code, get_dernier_lot, list_codes, publish_contrat
from lib.usecases.magasin import save_export, verify_magasin
from tests.imports.test_dossier import FICTIF, REEL

ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A copy of the fictional contract, to change."""
    return Path(shutil.copytree(FICTIF, tmp_path / "fictif"))


def replace(dossier: Path, fichier: str, avant: str, apres: str) -> None:
    chemin = dossier / fichier
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres), encoding="utf-8")


def test_loading_twice_changes_nothing(moteur: Engine, dossier: Path) -> None:
    assert publish_contrat(ADMIN, dossier).lot == 1
    second = publish_contrat(ADMIN, dossier)
    assert (second.lot, second.differences, second.est_refuse) == (None, (), False)
    assert get_dernier_lot("00-fictif") == 1


def test_a_contract_is_read_again_only_when_something_entered_the_store(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    lu = build_contrat_lu("00-fictif")
    assert build_contrat_lu("00-fictif") is lu
    replace(dossier, "fiches.csv", "F2;P3;2;Réparer des vélos", "F2;P3;2;Réparer des bicyclettes")
    publish_contrat(ADMIN, dossier, avenant=1)
    relu = build_contrat_lu("00-fictif")
    assert relu is not lu and relu.get_fiche("F2").intitule == "Réparer des bicyclettes"


def test_a_wrong_folder_loads_nothing(moteur: Engine, dossier: Path) -> None:
    replace(dossier, "cibles.csv", "1500", "mille cinq cents")
    assert publish_contrat(ADMIN, dossier).est_refuse
    assert list_codes() == []


def test_a_changed_folder_says_what_differs_and_asks_for_an_avenant(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    replace(dossier, "cibles.csv", "F1-01;2025;1500", "F1-01;2025;1600")
    replace(dossier, "fiches.csv", "F2;P3;2;Réparer des vélos", "F2;P3;2;Réparer des bicyclettes")
    chargement = publish_contrat(ADMIN, dossier)
    assert (chargement.lot, chargement.est_refuse) == (None, True)
    assert [(d.nom, d.cle, d.detail) for d in chargement.differences] == [
        ("FicheAction", ("F2",), "intitule : « Réparer des vélos » → « Réparer des bicyclettes »"),
        ("Cible", ("F1-01", 2025, "DEP", ""), "valeur : « 1500 » → « 1600 »"),
    ]
    assert get_dernier_lot("00-fictif") == 1


SEUIL = "sous_consommation;Un seuil de plus;7;%;Essai;convention Jalons\n"


def test_a_threshold_that_the_version_adds_enters_a_store_already_filled(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    (dossier / "seuils.csv").write_text((dossier / "seuils.csv").read_text("utf-8") + SEUIL, "utf-8")
    chargement = publish_contrat(ADMIN, dossier)
    assert (chargement.lot, chargement.faits, chargement.est_refuse) == (2, 1, False)
    assert build_contrat_lu("00-fictif", Lecture(avenant=0)).seuil_par_code["sous_consommation"].valeur == 7
    assert publish_contrat(ADMIN, dossier) == Chargement("00-fictif")
    assert verify_magasin() == []


def test_what_an_avenant_withdrew_is_not_loaded_again_at_each_start(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    entier = (dossier / "seuils.csv").read_text("utf-8")
    (dossier / "seuils.csv").write_text(entier + SEUIL, "utf-8")
    publish_contrat(ADMIN, dossier)
    (dossier / "seuils.csv").write_text(entier, "utf-8")
    assert publish_contrat(ADMIN, dossier, avenant=1).lot == 3
    (dossier / "seuils.csv").write_text(entier + SEUIL, "utf-8")
    for _ in range(2):
        assert publish_contrat(ADMIN, dossier).lot is None
    assert "sous_consommation" not in build_contrat_lu("00-fictif").seuil_par_code


def test_what_binds_the_parties_still_asks_for_an_avenant_beside_what_does_not(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    (dossier / "seuils.csv").write_text((dossier / "seuils.csv").read_text("utf-8") + SEUIL, "utf-8")
    replace(dossier, "cibles.csv", "F1-01;2025;1500", "F1-01;2025;1600")
    replace(dossier, "seuils.csv", "petit_effectif;Petit effectif;4", "petit_effectif;Petit effectif;9")
    chargement = publish_contrat(ADMIN, dossier)
    assert (chargement.lot, chargement.faits, chargement.est_refuse) == (2, 1, True)
    assert [d.nom for d in chargement.differences] == ["Cible", "Seuil"]
    lu = build_contrat_lu("00-fictif")
    assert (lu.get_cible("F1-01", 2025).valeur, lu.seuil_par_code["petit_effectif"].valeur) == (1500, 4)  # type: ignore[union-attr]


def test_an_avenant_keeps_the_initial_reading(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    replace(dossier, "cibles.csv", "F1-01;2025;1500", "F1-01;2025;1600")
    replace(dossier, "cibles.csv", "F2-01;2025;40;;fiction, p. 4\n", "")
    assert publish_contrat(ADMIN, dossier, avenant=1).lot == 2
    initial, actuel = build_contrat_lu("00-fictif", Lecture(avenant=0)), build_contrat_lu("00-fictif")
    assert [str(c.valeur) for c in initial.cibles if c.annee == 2025] == ["1500", "40"]
    assert [str(c.valeur) for c in actuel.cibles if c.annee == 2025] == ["1600"]
    assert [(a.numero, a.objet) for a in actuel.avenants] == [(1, "Avenant n° 1")]
    assert publish_contrat(ADMIN, dossier).differences == ()


def test_the_initial_contract_cannot_be_changed_under_its_own_number(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    replace(dossier, "cibles.csv", "1500", "1600")
    with pytest.raises(SaisieRefusee, match="à partir de 1"):
        publish_contrat(ADMIN, dossier, avenant=0)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATEUR])
def test_only_the_administrator_loads_a_contract(moteur: Engine, dossier: Path, role: Role) -> None:
    with pytest.raises(AccesRefuse):
        publish_contrat(Acteur(role=role), dossier)


def test_two_contracts_live_in_one_store(moteur: Engine, dossier: Path) -> None:
    publish_contrat(ADMIN, dossier)
    publish_contrat(ADMIN, REEL)
    assert list_codes() == ["00-fictif", "94-2024"]
    assert get_code("94-2024") == "94-2024"
    with pytest.raises(SaisieRefusee, match="plusieurs contrats"):
        get_code(None)
    with pytest.raises(Introuvable, match="Contrats connus : 00-fictif, 94-2024"):
        get_code("75")
    assert verify_magasin() == []


def test_the_open_data_of_another_department_has_its_own_shape(moteur: Engine, dossier: Path, tmp_path: Path) -> None:
    publish_contrat(ADMIN, dossier)
    save_export(tmp_path / "export", "00-fictif")
    axes = (tmp_path / "export" / "axes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert axes[0].startswith("code;type;intitule;debut;fin")
    assert [ligne.split(";")[0] for ligne in axes[1:]] == ["P1", "P2", "P3", "P4"]
