import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.depots import COLONNES
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import GenreCellule, TableLue
from lib.imports.lecture import FEUILLES_LUES, Consignes, read_fichier
from lib.imports.texte import ENCODAGES
from tests.imports.fabrique import (
    EN_TETE,
    FICHIERS,
    FICHIERS_LONGS,
    LIGNES,
    VALEURS,
    build_archive,
    build_classeur,
    build_ods,
    edit_archive,
    to_csv,
)

MINIMUM = ["code_indicateur", "annee", "trimestre", "valeur"]
ESPACES = str.maketrans("\u00a0\u202f.", "  ,")


def _list_valeurs(table: TableLue) -> list[tuple[str, str, str]]:
    """Give code, quarter and value as the eye reads them: a number of a workbook like the same one typed."""
    lues = []
    for ligne in table.lignes:
        code, trimestre, valeur = (ligne.cellules[nom] for nom in ("code_indicateur", "trimestre", "valeur"))
        texte = valeur.texte.translate(ESPACES)
        if valeur.genre is GenreCellule.NOMBRE and texte == "1015":
            texte = "1 015"
        lues.append((code.texte, trimestre.texte, texte))
    return lues


@pytest.mark.parametrize("nom", [*FICHIERS, *FICHIERS_LONGS])
def test_the_files_of_french_offices_say_what_their_author_sees(nom: str):
    table, type_depot, problemes = read_fichier({**FICHIERS, **FICHIERS_LONGS}[nom](), "resultats.csv")
    assert table is not None, problemes
    assert type_depot is TypeDepot.RESULTATS
    assert _list_valeurs(table)[-3:] == VALEURS
    assert {probleme.niveau for probleme in problemes} <= {NiveauProbleme.INFORMATION}


@pytest.mark.parametrize("nom", [nom for nom in FICHIERS if "virgules" not in nom and "trois lignes" not in nom])
def test_accents_survive_every_file(nom: str):
    table, _, _ = read_fichier(FICHIERS[nom](), "resultats.csv")
    assert table is not None
    textes = [ligne.cellules["commentaire"].texte.replace("oe", "œ") for ligne in table.lignes]
    assert textes[0].replace("’", "'").replace('"', "") == "Créteil : repéré à l'été"
    assert textes[1:] == ["œuvre terminée", "À vérifier"]


@pytest.mark.parametrize(
    ("nom", "phrase"),
    [
        (
            "titre et lignes vides au-dessus",
            "CSV, point-virgule, Windows-1252, en-tête ligne 4, 3 lignes, 7 colonnes reconnues",
        ),
        (
            "colonnes dans le désordre et colonne inconnue",
            "CSV, point-virgule, Windows-1252, en-tête ligne 1, 3 lignes, 6 colonnes reconnues, 1 ignorée (agent)",
        ),
        (
            "Excel Texte Unicode : UTF-16 LE, tabulation",
            "CSV, tabulation, UTF-16, en-tête ligne 1, 3 lignes, 7 colonnes reconnues",
        ),
        (
            "xlsx, titre et vrais nombres",
            "Classeur Excel, feuille «\u00a0Résultats\u00a0», en-tête ligne 3, 3 lignes, 7 colonnes reconnues",
        ),
    ],
)
def test_how_the_file_was_read_is_said(nom: str, phrase: str):
    table, _, _ = read_fichier(FICHIERS[nom](), "x")
    assert table is not None
    assert table.lecture.phrase == phrase


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_the_kind_of_file_is_recognised(type_depot: TypeDepot):
    colonnes = [colonne.nom for colonne in COLONNES[type_depot]]
    table, reconnu, _ = read_fichier(to_csv([colonnes, ["x"] * len(colonnes)]).encode(), "sans-nom.csv")
    assert (table is not None, reconnu) == (True, type_depot)


def test_the_kind_of_file_can_be_imposed():
    table, reconnu, problemes = read_fichier(to_csv((EN_TETE, *LIGNES)).encode(), "x.csv", TypeDepot.EXECUTIONS)
    assert (table, reconnu) == (None, TypeDepot.EXECUTIONS)
    assert {probleme.code for probleme in problemes} == {"F06"}


def test_the_encoding_can_be_imposed():
    contenu = to_csv((EN_TETE, *LIGNES)).encode()
    table, _, _ = read_fichier(contenu, "x.csv", consignes=Consignes(encodage="cp1252"))
    assert table is not None
    assert table.lignes[0].cellules["commentaire"].texte.startswith("CrÃ©teil")
    assert "Windows-1252" in table.lecture.phrase


def test_repaired_accents_are_said_with_an_example():
    table, _, problemes = read_fichier(FICHIERS["mojibake réenregistré"](), "x.csv")
    assert table is not None
    assert [probleme.code for probleme in problemes] == ["F09"]
    assert "JeunesÂ" not in problemes[0].message
    lu, repare = table.lecture.repare[0]
    assert (lu, repare) == ("accompagnÃ©s", "accompagnés")
    assert lu in problemes[0].message and repare in problemes[0].message


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        (b"", "F02"),
        (b"\xef\xbb\xbf\r\n\r\n;;;\r\n", "F02"),
        (b"sep=;\r\n", "F02"),
        (b"a" * (5 * 1024 * 1024 + 1), "F01"),
        (b"%PDF-1.4", "F03"),
        (b"<html><table>", "F03"),
        (b"PK\x03\x04abc", "F04"),
        (b"nom;prenom\nDupont;Jean\n", "F05"),
        (b"bonjour", "F05"),
        (build_archive({"xl/workbook.xml": b"<pas-un-classeur/>"}), "F04"),
        (build_classeur({"A": [[]]}), "F02"),
        (build_classeur({"A": [["nom", "prenom"], ["Dupont", "Jean"]]}), "F05"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(contenu: bytes, code: str):
    table, type_depot, problemes = read_fichier(contenu, "x.csv")
    assert (table, type_depot, [probleme.code for probleme in problemes]) == (None, None, [code])
    assert problemes[0].niveau is NiveauProbleme.FICHIER


def test_a_file_without_header_is_told_what_was_read_on_its_first_row():
    _, _, problemes = read_fichier(b"\n\nnom;prenom\nDupont;Jean\n", "x.csv")
    assert "nom;prenom" in problemes[0].message


def _to_feuille(code: str) -> list[list[Any]]:
    return [MINIMUM, [code, 2025, "T1", 348]]


def test_the_first_visible_sheet_with_a_known_header_is_read_and_the_others_named():
    contenu = build_classeur(
        {
            "Mode d'emploi": [["code_indicateur", "le code"], ["valeur", "le nombre"]],
            "Brouillon": _to_feuille("CACHE"),
            "T1": _to_feuille("A"),
            "T2": _to_feuille("B"),
        },
        masquees=["Brouillon"],
    )
    table, _, problemes = read_fichier(contenu, "x.xlsx")
    assert table is not None
    assert [ligne.cellules["code_indicateur"].texte for ligne in table.lignes] == ["A"]
    assert table.lecture.feuille == "T1"
    assert table.lecture.autres_feuilles == ("Mode d'emploi", "Brouillon, masquée", "T2")
    assert [(probleme.code, "T2" in probleme.message) for probleme in problemes] == [("C38", True)]
    assert "Mode" not in problemes[0].message


def test_a_whole_header_wins_over_an_earlier_sheet_with_half_of_one():
    contenu = build_classeur({"Synthèse": [["Indicateur", "Valeur"], ["x", 1]], "Données": _to_feuille("A")})
    table, _, _ = read_fichier(contenu, "x.xlsx")
    assert table is not None
    assert table.lecture.feuille == "Données"


def test_formulas_dates_and_percentages_of_a_workbook_are_told_apart():
    lignes = [MINIMUM, ["A", 2025, "T1", "=1+1"], ["B", 2025, "T1", 0.125], ["C", 2025, "T1", 45717]]
    table, _, _ = read_fichier(build_classeur({"F": lignes}, {"D3": "0.0%", "D4": "dd/mm/yyyy"}), "x.xlsx")
    assert table is not None
    cellules = [ligne.cellules["valeur"] for ligne in table.lignes]
    assert [(cellule.texte, cellule.genre) for cellule in cellules] == [
        ("=1+1", GenreCellule.FORMULE),
        ("0.125", GenreCellule.POURCENTAGE),
        ("01/03/2025", GenreCellule.DATE),
    ]


def test_ten_thousand_rows_are_read_while_the_user_blinks():
    colonnes = [colonne.nom for colonne in COLONNES[TypeDepot.RESULTATS]]
    ligne = "V1-01a;Jeunes accompagnés;jeunes;2025;T1;94028;;340;345;348,5;;;mesuree;été\r\n"
    contenu = (";".join(colonnes) + "\r\n" + ligne * 10_000).encode("cp1252")
    debut = time.process_time()
    table, _, _ = read_fichier(contenu, "x.csv")
    assert table is not None
    assert len(table.lignes) == 10_000
    assert time.process_time() - debut < 2


def test_a_sheet_filled_beyond_the_columns_kept_is_too_wide():
    contenu = build_ods({"A": [[*MINIMUM], ["A", 2025, "T1", 1, *[None] * 150, "loin"]]})
    table, _, problemes = read_fichier(contenu, "x.ods")
    assert (table, [probleme.code for probleme in problemes]) == (None, ["F12"])
    assert "155" in problemes[0].message


@pytest.mark.parametrize(("rang", "lue"), [(FEUILLES_LUES, True), (FEUILLES_LUES + 1, False)])
def test_a_header_is_looked_for_on_the_first_visible_sheets(rang: int, lue: bool):
    feuilles: dict[str, list[list[object]]] = {"masquee": [["note"]]}
    feuilles |= {str(numero): [["note"]] for numero in range(1, rang)}
    feuilles |= {"Résultats": [[*MINIMUM], ["A", 2025, "T1", 1]]}
    table, _, _ = read_fichier(build_ods(feuilles, masquees=["masquee"]), "x.ods")
    assert (table is not None) == lue


CLASSEUR = build_classeur({"Résultats": [EN_TETE, *LIGNES]}, {"F2": "0.0%"}, ["A2:A4"])
ORIGINAUX = [FICHIERS[nom]() for nom in FICHIERS if "xlsx" not in nom] + [CLASSEUR]
FEUILLE = "xl/worksheets/sheet1.xml"
MORCEAUX = st.sampled_from(
    [b"", b";", b'"', b"\n", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\t", b"=", b"sep=,\n", b"valeur;"]
)


def _check(resultat: tuple[TableLue | None, TypeDepot | None, list[Probleme]]) -> None:
    """Every reading ends in a table that holds together, or in a refusal."""
    table, type_depot, problemes = resultat
    refuse = any(probleme.niveau is NiveauProbleme.FICHIER for probleme in problemes)
    assert refuse == (table is None)
    assert all(probleme.message for probleme in problemes)
    if table is not None:
        assert type_depot is not None
        assert table.lecture.phrase
        obligatoires = {colonne.nom for colonne in COLONNES[type_depot] if colonne.obligatoire}
        for ligne in table.lignes:
            assert ligne.numero > table.lecture.ligne_entete
            assert obligatoires <= ligne.cellules.keys()
            assert {cellule.ligne for cellule in ligne.cellules.values()} == {ligne.numero}


@given(st.binary(max_size=2_000), st.sampled_from([None, "inconnu", *ENCODAGES]))
def test_random_bytes_never_break_the_reading(contenu: bytes, encodage: str | None):
    _check(read_fichier(contenu, "x.csv", consignes=Consignes(encodage=encodage)))


@given(st.text(max_size=500), st.sampled_from(list(ENCODAGES)))
def test_random_text_under_a_header_never_breaks_the_reading(texte: str, encodage: str):
    contenu = f"code_indicateur;annee;trimestre;valeur;commentaire\n{texte}\nA;2025;T1;1".encode(encodage, "replace")
    _check(read_fichier(contenu, "x.csv"))


TEXTES = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t;,|"'), max_size=12)


@given(st.lists(st.lists(TEXTES, max_size=8), max_size=8), st.sampled_from(list(";\t,|")))
def test_what_a_spreadsheet_writes_is_read_back(lignes: list[list[str]], separateur: str):
    brutes = [[code, "2025", "T1", "1", *ligne] for code, ligne in zip("ABCDEFGH", lignes, strict=False)]
    entete = [*MINIMUM, *(f"note {n}" for n in range(8))]
    table, _, _ = read_fichier(
        to_csv([entete, *brutes, ["Z", "2025", "T1", "1"]], separateur).encode("utf-8-sig"), "x.csv"
    )
    assert table is not None
    assert [ligne.cellules["code_indicateur"].texte for ligne in table.lignes] == [*(b[0] for b in brutes), "Z"]


@given(st.sampled_from(ORIGINAUX), st.data())
def test_mutated_files_never_break_the_reading(original: bytes, donnees: st.DataObject):
    contenu = original
    for _ in range(donnees.draw(st.integers(1, 4))):
        debut = donnees.draw(st.integers(0, len(contenu)))
        fin = donnees.draw(st.integers(debut, min(len(contenu), debut + 40)))
        contenu = contenu[:debut] + donnees.draw(MORCEAUX | st.binary(max_size=8)) + contenu[fin:]
    _check(read_fichier(contenu, "x.csv"))


@given(st.data())
def test_workbooks_mutated_inside_never_break_the_reading(donnees: st.DataObject):
    def change(xml: bytes) -> bytes:
        debut = donnees.draw(st.integers(0, len(xml)))
        fin = donnees.draw(st.integers(debut, min(len(xml), debut + 20)))
        return (
            xml[:debut]
            + donnees.draw(st.binary(max_size=6) | st.sampled_from([b"9", b"<", b'"', b"n", b"-"]))
            + xml[fin:]
        )

    membre = donnees.draw(st.sampled_from([FEUILLE, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]))
    _check(read_fichier(edit_archive(CLASSEUR, membre, change), "x.xlsx"))
