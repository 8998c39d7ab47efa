"""A template filled in a spreadsheet, saved by LibreOffice as .xlsx, .ods and CSV, reads back unchanged."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from lib.domain.contrat import Fait
from lib.domain.depots import COLONNES
from lib.domain.faits import Resultat
from lib.domain.modeles import build_lignes_modele
from lib.domain.nomenclatures import StatutResultat, TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.verification import LigneVerifiee
from lib.exports.modeles import build_modele_xlsx
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from tests.bureautique import build_profil, convert
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, build_contrat, build_resultat

T2 = Trimestre(2025, 2)
CONTRAT = build_contrat(
    resultats=[build_resultat("S.1.2-01", "2025-T1", "12"), build_resultat("S.2.1-02", "2025-T2", "12.345")]
)
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
DEPUIS_CSV = "--infilter=Text - txt - csv (StarCalc):59,34,76,1"
"""Semicolon, UTF-8, cells as they are shown: what the dialogue box proposes."""

SAISIES: dict[TypeDepot, dict[str, dict[str, object]]] = {
    TypeDepot.RESULTATS: {
        "S.1.2-01": {"valeur": 1015, "commentaire": "=1 sortie ; « Créteil »\nsuite"},
        "S.2.1-01": {"valeur": 12.5, "numerateur": 25, "denominateur": 200},
        "S.2.1-02": {"valeur": 0.1},
        "S.1.2-02": {"statut": "Non disponible"},
        "S.3.1-01": {"valeur": 7.25},
        "S.3.3-02": {"valeur": "Plan de communication écrit"},
        "S.1.2-04": {"valeur": 0},
    },
    TypeDepot.EXECUTIONS: {"S.1.2": {"montant_realise": 31795.5}, "S.2.1": {"montant_realise": 120000}},
    TypeDepot.CIBLES: {
        "S.1.2-01": {"valeur": 75, "avenant": 1},
        "S.2.1-01": {"valeur": 12.5, "avenant": 1},
        "S.1.2-02": {"texte": "À définir d’ici l’été", "avenant": 1},
    },
    TypeDepot.ENVELOPPES: {"S.1.2": {"montant": 207500.5, "avenant": 1}, "S.2.1": {"montant": 0, "avenant": 1}},
    TypeDepot.VERSEMENTS: {
        "Solidarités": {"axe": "A1", "fiche": "S.1.2", "date": datetime(2025, 3, 31), "montant": 81500.25}
        | {"reference": "EJ 2025-118"}
    },
    TypeDepot.REPORTS: {"S.1.2": {"montant": 2500.1, "commentaire": "logements livrés en 2025"}},
    TypeDepot.CONTEXTE: {"DEP": {"valeur": 41250, "source": "CAF du Val-de-Marne, juin"}},
}


def fill(type_depot: TypeDepot) -> bytes:
    """Fill the white cells of a template as a person would, the first row of each code."""
    lignes = build_lignes_modele(CONTRAT, type_depot, T2, CONTRIBUTEUR)
    livre = openpyxl.load_workbook(BytesIO(build_modele_xlsx(type_depot, T2, lignes)))
    feuille, restantes = livre.worksheets[0], dict(SAISIES[type_depot])
    rangs = {colonne.nom: rang for rang, colonne in enumerate(COLONNES[type_depot], 1)}
    for numero in range(3, 3 + len(lignes)):
        for nom, valeur in restantes.pop(str(feuille.cell(numero, 1).value), {}).items():
            case = feuille.cell(numero, rangs[nom])
            assert not case.protection.locked
            case.value = valeur  # type: ignore[assignment]
            if isinstance(valeur, datetime):
                case.number_format = "dd/mm/yyyy"
            else:
                case.data_type = "s" if isinstance(valeur, str) else "n"
    assert restantes == {}
    memoire = BytesIO()
    livre.save(memoire)
    return memoire.getvalue()


@pytest.fixture(scope="module")
def fichiers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[TypeDepot, str], bytes]:
    """Each filled template as typed, saved as .xlsx, as .ods, as CSV, and back from CSV to .xlsx."""
    dossier = tmp_path_factory.mktemp("bureautique")
    profil = build_profil(dossier)
    departs = [dossier / f"{type_depot.value}.xlsx" for type_depot in SAISIES]
    for type_depot, chemin in zip(SAISIES, departs, strict=True):
        chemin.write_bytes(fill(type_depot))
    classeurs, odss, csvs, retours = (dossier / nom for nom in ("classeurs", "ods", "csv", "retours"))
    convert("xlsx", departs, classeurs, profil)
    convert("ods", departs, odss, profil)
    convert(CSV, [classeurs / chemin.name for chemin in departs], csvs, profil)
    convert("xlsx", [csvs / f"{type_depot.value}.csv" for type_depot in SAISIES], retours, profil, DEPUIS_CSV)
    return {
        (type_depot, etape): (lieu / f"{type_depot.value}.{extension}").read_bytes()
        for type_depot in SAISIES
        for etape, lieu, extension in (
            *(("saisi", dossier, "xlsx"), ("classeur", classeurs, "xlsx")),
            *(("ods", odss, "ods"), ("csv", csvs, "csv"), ("retour", retours, "xlsx")),
        )
    }


def read_lignes(contenu: bytes, nom: str) -> tuple[TypeDepot | None, list[LigneVerifiee]]:
    table, type_depot, problemes = read_fichier(contenu, nom)
    assert table is not None and type_depot is not None, problemes
    rapport = verify_table(table, type_depot, CONTRAT, CONTRIBUTEUR, AUJOURD_HUI)
    return type_depot, list(rapport.lignes)


def list_lu(lignes: list[LigneVerifiee]) -> list[LigneVerifiee]:
    """Give the rows with their problems, whose words quote the cell: 0,1 in a CSV is 0.1 in a workbook."""
    return [ligne._replace(problemes=tuple(replace(p, message="", lu="") for p in ligne.problemes)) for ligne in lignes]


def list_faits(lignes: list[LigneVerifiee]) -> list[Fait]:
    return [ligne.fait for ligne in lignes if ligne.fait is not None]


ATTENDUS: dict[TypeDepot, list[object]] = {
    TypeDepot.EXECUTIONS: [3_179_550, 12_000_000],
    TypeDepot.CIBLES: [75, None, Decimal("12.5")],
    TypeDepot.ENVELOPPES: [20_750_050, 0],
    TypeDepot.VERSEMENTS: [8_150_025],
    TypeDepot.REPORTS: [250_010],
    TypeDepot.CONTEXTE: [41_250],
}
"""The amounts in cents or the figures of each file, in the order of its rows; results are looked at one by one."""


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_what_was_typed_is_what_is_read(type_depot: TypeDepot, fichiers: dict[tuple[TypeDepot, str], bytes]) -> None:
    reconnu, lignes = read_lignes(fichiers[type_depot, "saisi"], "modele.xlsx")
    faits = list_faits(lignes)
    assert (reconnu, len(faits)) == (type_depot, len(SAISIES[type_depot]))
    if type_depot is not TypeDepot.RESULTATS:
        assert [getattr(fait, "montant", getattr(fait, "valeur", None)) for fait in faits] == ATTENDUS[type_depot]
        return
    lus = {f.indicateur: f for f in faits if isinstance(f, Resultat)}
    assert (lus["S.1.2-01"].valeur, lus["S.3.1-01"].valeur, lus["S.1.2-04"].valeur) == (1015, Decimal("7.25"), 0)
    assert lus["S.1.2-02"].statut is StatutResultat.NON_DISPONIBLE
    assert lus["S.3.3-02"].texte == "Plan de communication écrit"


@pytest.mark.parametrize("etape", ["classeur", "ods", "csv", "retour"])
@pytest.mark.parametrize("type_depot", TypeDepot)
def test_a_template_saved_by_libreoffice_reads_unchanged(
    type_depot: TypeDepot, etape: str, fichiers: dict[tuple[TypeDepot, str], bytes]
) -> None:
    _, attendues = read_lignes(fichiers[type_depot, "saisi"], "modele.xlsx")
    reconnu, lues = read_lignes(fichiers[type_depot, etape], "modele")
    assert reconnu is type_depot
    assert list_lu(lues) == list_lu(attendues)


def test_libreoffice_keeps_the_locks_the_lists_and_the_text_format(
    fichiers: dict[tuple[TypeDepot, str], bytes],
) -> None:
    feuille = openpyxl.load_workbook(BytesIO(fichiers[TypeDepot.RESULTATS, "classeur"])).worksheets[0]
    assert feuille.protection.sheet
    assert (feuille["A3"].protection.locked, feuille["L3"].protection.locked) == (True, False)
    assert feuille["A3"].number_format == "@"
    assert len(feuille.data_validations.dataValidation) == 1
