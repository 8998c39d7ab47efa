"""`suivi`: what a program reads is exact and is what the screens show; what a person reads is a table."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lib.cli.commandes import run
from lib.cli.suivi import COLONNES, build_json_suivi, build_table_suivi, to_texte
from lib.domain.droits import Acteur, Role
from lib.domain.faits import PositionNonTransmission
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.suivi import build_suivi
from lib.usecases.contrats import build_contrat_lu
from lib.usecases.non_transmissions import record_non_transmission, record_reponse
from tests.cli.test_commandes import write_fichier
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat

T2 = "2024-T2"


def read_suivi(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(["suivi", "--trimestre", T2, "--json", *options]) == 0
    lignes: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return lignes


@pytest.fixture(autouse=True)
def resultats(magasin: str, tmp_path: Path) -> None:
    fichier = write_fichier(tmp_path, "S.1.2-02;2024;T2;349", "S.1.3-01;2024;T2;20")
    assert run(["importer", str(fichier), "--publier"]) == 0


def test_one_line_per_indicator_territory_and_breakdown_with_the_promised_fields(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lignes = read_suivi(capsys)
    suivi = build_suivi(build_contrat_lu("94-2024"), Trimestre(2024, 2), date.today())
    assert [(li["code"], li["territoire"], li["ventilation"]) for li in lignes] == [ligne.cle for ligne in suivi]
    assert [li["statut"] for li in lignes] == [ligne.statut.value for ligne in suivi]
    assert {tuple(ligne) for ligne in lignes} == {COLONNES}
    par_code = {ligne["code"]: ligne for ligne in lignes}
    foyers = par_code["S.1.2-02"]
    assert (foyers["valeur"], foyers["cible"], foyers["avancement_annee"]) == ("349", "350", None)
    assert "compteur remis à zéro au 1er\u00a0janvier\u00a0: se lit au T4" in foyers["motif_null"]
    assert par_code["S.1.3-01"]["avancement_annee"] == str(Decimal(20 - 16) / Decimal(28 - 16))
    assert foyers["taux_atteinte"] == "0.9971428571428571428571428571"
    assert (foyers["jalon"], foyers["statut"]) == (None, "en_cours")
    logements = par_code["S.1.3-01"]
    assert (logements["jalon"], logements["ecart_jalon"], logements["statut"]) == ("22", "-2", "a_surveiller")
    absente = par_code["S.1.1-01"]
    assert absente["valeur"] is None
    assert absente["motif_null"].startswith("non transmis")


def test_a_reading_at_a_former_lot_or_another_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert {ligne["valeur"] for ligne in read_suivi(capsys, "--jusqu-a", "1", "--avenant", "0")} == {None}
    assert run(["suivi", "--trimestre", T2, "--contrat", "00-inconnu"]) == 1
    assert "00-inconnu" in capsys.readouterr().out


def test_without_json_a_table_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["suivi", "--trimestre", "T2 2024"]) == 0
    entete, *lignes = capsys.readouterr().out.splitlines()
    assert entete.split()[:4] == ["Code", "Trimestre", "Territoire", "Ventilation"]
    assert len(lignes) == len(read_suivi(capsys))
    foyers = next(ligne for ligne in lignes if ligne.startswith("S.1.2-02"))
    assert "99,7\u202f%" in foyers.replace("\u00a0", "\u202f") and "En cours" in foyers
    assert foyers.index("350") + 3 == entete.index("Cible") + 5


@pytest.mark.parametrize("trimestre", ["2024-T5", "2024", ""])
def test_a_quarter_that_does_not_exist_is_a_misuse(trimestre: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as sortie:
        run(["suivi", "--trimestre", trimestre])
    assert sortie.value.code == 2
    assert "2025-T2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("chiffre", "texte"),
    [
        (None, None),
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(-7, 4), "-1.75"),
        (Fraction(2, 3), "0.6666666666666666666666666667"),
        (Fraction(12345678901234567890123456789, 8), "1543209862654320986265432098.625"),
        (Decimal("28.50"), "28.5"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_a_figure_is_written_whole(chiffre: Any, texte: str | None) -> None:
    assert to_texte(chiffre) == texte


def test_the_fields_are_those_promised_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    promis = (
        "code trimestre territoire ventilation valeur cible taux_atteinte avancement_annee avancement_contrat "
        "trimestre_clos jalon ecart_jalon statut projection motif_null"
    )
    assert list(read_suivi(capsys)[0]) == promis.split()


def test_a_figure_that_will_not_be_sent_has_its_own_status_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    trimestre = Trimestre(2024, 2)
    for code in ("S.1.1-01", "V1-01"):
        record_non_transmission(Acteur(Role.CONTRIBUTEUR_CD), "94-2024", code, trimestre, "registre perdu")
        assert read_ligne(capsys, code)["motif_null"].startswith("non transmis")
        reponse = PositionNonTransmission.ACCEPTEE
        record_reponse(Acteur(Role.VALIDEUR_ETAT), "94-2024", code, trimestre, reponse, "")
        ligne = read_ligne(capsys, code)
        assert ligne["valeur"] is None
        assert ligne["motif_null"].replace("\u00a0", " ").startswith("ne sera pas transmise : registre perdu")
    assert read_ligne(capsys, "S.1.1-01")["statut"] == "ne_sera_pas_transmise"
    capsys.readouterr()
    assert run(["suivi", "--trimestre", T2]) == 0
    rangee = next(li for li in capsys.readouterr().out.splitlines() if li.startswith("S.1.1-01"))
    assert "Ne sera pas transmise" in rangee and "non transmis" not in rangee


def read_ligne(capsys: pytest.CaptureFixture[str], code: str) -> dict[str, Any]:
    return next(ligne for ligne in read_suivi(capsys) if ligne["code"] == code)


def test_a_masked_figure_says_so_to_a_person_and_to_a_program() -> None:
    compte = make_indicateur(ventilations="territoire")
    resultats = (make_resultat("2024-T2", 73), make_resultat("2024-T2", 3, territoire="94017"))
    lignes = build_suivi(make_contrat(compte, resultats=resultats), Trimestre(2024, 2), date(2024, 8, 1))
    commune = next(ligne for ligne in build_table_suivi(lignes).splitlines() if "94017" in ligne)
    assert MASQUE in commune and " 3 " not in commune
    lu = next(ligne for ligne in json.loads(build_json_suivi(lignes)) if ligne["territoire"] == "94017")
    assert lu["valeur"] is None
    assert lu["motif_null"].startswith(MASQUE)
