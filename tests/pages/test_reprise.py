"""The page that takes over a tracker: what is sure is read, what is not is asked, what is said once holds for all."""

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.lots import Lot
from lib.domain.reprises import Certitude, LibellePropose
from lib.ui.reprise_libelles import format_surs
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.lots import list_lots
from tests.imports.fabrique import build_suivi
from tests.pages.visite import clean, open_ecran, read_html

COLOCATION = "Nombre de jeunes ayant accès à un appartement en colocation"


@pytest.fixture
def contributeur(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor acts as a contributor of the département."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "contributeur_cd"}))


def make_suivi(annee: int, base: int = 10) -> list[list[Any]]:
    return [
        [f"Suivi {annee}"],
        ["Indicateur", "T1", None, "T2", None],
        [None, "Réalisé", "Cible", "Réalisé", "Cible"],
        ["Axe 1 – Enfance et inégalités"],
        [COLOCATION, base, 900, base + 9, 900],
        ["Familles accompagnées", base + 1, 900, base + 12, 900],
        ["Parrainages", base + 2, 900, base + 15, 900],
        ["Total", 3 * base, None, 3 * base, None],
    ]


DEUX_ANS = {"_2024": make_suivi(2024), "_2025": make_suivi(2025, 30)}


def give(application: AppTest, contenu: bytes, nom: str = "suivi.xlsx") -> AppTest:
    page = open_ecran(application, "reprise.py")
    page.file_uploader[0].set_value((nom, contenu, "application/octet-stream")).run()
    assert not page.exception, page.exception
    return page


def click(page: AppTest, debut: str) -> AppTest:
    (bouton,) = [bouton for bouton in page.button if clean(bouton.label).startswith(debut)]
    bouton.click().run()
    assert not page.exception, page.exception
    return page


def find_choix(page: AppTest, debut: str) -> Any:
    (choix,) = [choix for choix in page.selectbox if clean(choix.label).startswith(debut)]
    return choix


def choose(page: AppTest, debut: str, valeur: str | None) -> AppTest:
    find_choix(page, debut).set_value(valeur).run()
    assert not page.exception, page.exception
    return page


def list_valeurs() -> dict[tuple[str, int, int], str]:
    return {(r.indicateur, r.annee, r.trimestre): str(r.valeur) for r in build_contrat_lu(get_code(None)).resultats}


def list_depots() -> list[Lot]:
    return list_lots(get_code(None))[1:]


def test_a_reader_is_led_to_the_profiles_that_may_deposit_results(application: AppTest) -> None:
    html = read_html(open_ecran(application, "reprise.py"))
    assert "/profil/contributeur_cd?retour=/reprise" in html
    assert "/profil/valideur_etat" not in html.replace(html[html.find("<ul class='profils'>") :], "")


@pytest.mark.usefixtures("contributeur")
def test_the_reading_proposed_is_shown_with_samples_and_nothing_is_written(application: AppTest) -> None:
    html = clean(read_html(give(application, build_suivi(**DEUX_ANS, Notes=[["Rien", "à", "lire"], ["x", 12, 3]]))))
    assert "Notes</b></td><td>ni trimestre, ni indicateur reconnu dans les titres, 2 chiffres" in html
    assert "Résultats, T1" in html and "<td class='exemples'>10 · 11 · 12" in html
    assert "dit « cible » : C « T1 · Cible », E « T2 · Cible »" in html
    assert "4 libellés : 1 identique ; 1 proche, à accepter ; 1 à choisir ; 1 non lu" in html
    assert "– non lue : ligne de total" in html
    assert "Rien à publier pour l’instant" in html
    assert list_valeurs() == {} and list_depots() == []


@pytest.mark.usefixtures("contributeur")
def test_what_is_said_once_holds_for_every_sheet_and_all_are_published_at_once(application: AppTest) -> None:
    page = give(application, build_suivi(**DEUX_ANS))
    page = click(page, "Accepter le rapprochement proche")
    page = choose(page, "Indicateur de « Parrainages »", "S.1.2-03")
    html = clean(read_html(page))
    assert html.count("prêt à publier") == 2
    assert "<span aria-hidden='true'>+</span><span class='cache'>Nouveau</span> 10</td>" in html
    page = click(page, "Publier les 2 feuilles prêtes (12 valeurs)")
    html = clean(read_html(page))
    assert "✓ 2 dépôts publiés : 12 valeurs" in html
    assert "/depots?lot=2" in html and "/depots?lot=3" in html
    assert "tout ce que dit ce fichier est déjà publié" in html
    assert len(list_valeurs()) == 12
    assert list_valeurs()["S.1.2-03", 2025, 2] == "45" and list_valeurs()["S.1.3-02", 2024, 1] == "11"
    assert [lot.type_depot and lot.type_depot.value for lot in list_depots()] == ["resultats", "resultats"]


@pytest.mark.usefixtures("contributeur")
def test_the_tracker_comes_back_known_and_changes_nothing(application: AppTest) -> None:
    page = give(application, build_suivi(**DEUX_ANS))
    page = choose(click(page, "Accepter"), "Indicateur de « Parrainages »", "S.1.2-03")
    click(page, "Publier les 2 feuilles prêtes")
    html = clean(read_html(give(application, build_suivi(**DEUX_ANS, Notes=[["à part"]]), "suivi-bis.xlsx")))
    assert "4 libellés : 1 identique ; 2 comme la dernière fois ; 1 non lu" in html
    assert html.count("rien à publier") == 2
    assert len(list_depots()) == 2


@pytest.mark.usefixtures("contributeur")
def test_a_sheet_may_be_published_without_the_rows_left_aside(application: AppTest) -> None:
    page = give(application, build_suivi(**DEUX_ANS))
    (case,) = [case for case in page.checkbox if clean(case.label) == "Publier cette feuille sans ces 2 lignes"]
    case.check().run()
    page = click(page, "Publier la feuille prête (2 valeurs)")
    assert list_valeurs() == {("S.1.2-01", 2024, 1): "10", ("S.1.2-01", 2024, 2): "19"}
    assert find_choix(page, "Feuille à regarder").value == "2024/1"


@pytest.mark.usefixtures("contributeur")
def test_a_published_value_changes_only_with_a_reason(application: AppTest) -> None:
    lignes = [["Indicateur", "T1 2024"], [COLOCATION, 10]]
    click(give(application, build_suivi(Suivi=lignes)), "Publier la feuille prête")
    lignes[1][1] = 12
    page = give(application, build_suivi(Suivi=lignes), "corrige.xlsx")
    assert "<del>10</del>" in read_html(page)
    page = click(page, "Publier la feuille prête")
    assert "indiquez le motif" in clean(read_html(page))
    next(choix for choix in page.radio if choix.label.startswith("Motif")).set_value(
        next(choix for choix in page.radio if choix.label.startswith("Motif")).options[0]
    )
    click(page, "Publier la feuille prête")
    assert list_valeurs() == {("S.1.2-01", 2024, 1): "12"}
    assert list_depots()[-1].motif


@pytest.mark.usefixtures("contributeur")
def test_a_year_that_nothing_says_is_asked_before_anything_is_read(application: AppTest) -> None:
    page = give(application, build_suivi(Suivi=[["Indicateur", "T1", "T2"], [COLOCATION, 10, 19]]))
    assert not [bouton for bouton in page.button if bouton.label.startswith("Publier")]
    page = choose(page, "Année de tout le tableau, à dire", "2025")
    click(page, "Publier la feuille prête (2 valeurs)")
    assert set(list_valeurs()) == {("S.1.2-01", 2025, 1), ("S.1.2-01", 2025, 2)}


@pytest.mark.usefixtures("contributeur")
def test_a_column_that_is_not_sure_is_asked_and_its_rule_holds_for_the_others(application: AppTest) -> None:
    page = give(
        application, build_suivi(Suivi=[["Indicateur", "Niveau T1 2024", "Niveau T2 2024"], [COLOCATION, 10, 19]])
    )
    assert "2 à dire" in clean(page.expander[0].label)
    choix = find_choix(page, "Colonne B « Niveau T1 2024 »")
    page = choose(page, "Colonne B « Niveau T1 2024 »", "valeur annee=2024 trimestre=T1")
    assert "Résultats, T1 2024" in [clean(option) for option in choix.options]
    assert "à dire" not in clean(page.expander[0].label)
    click(page, "Publier la feuille prête (2 valeurs)")
    assert list_valeurs() == {("S.1.2-01", 2024, 1): "10", ("S.1.2-01", 2024, 2): "19"}


COLONNES_OUVERTES = {
    "mois": ["janv. 2024", "févr. 2024", "T1 2024"],
    "semestre": ["S1 2024", "S2 2024", "T1 2024"],
    "année": ["2024", "2025", "T1 2024"],
    "mot inconnu": ["T2 2024 femmes", "T3 2024 femmes", "T1 2024"],
    "sans période": ["Lits", "Places", "T1 2024"],
    "doubles": ["T2 2024", "T2 2024", "T1 2024"],
}
DEJA_PUBLIE = "tout ce que dit ce fichier est déjà publié"


@pytest.mark.usefixtures("contributeur")
@pytest.mark.parametrize("titres", COLONNES_OUVERTES.values(), ids=COLONNES_OUVERTES)
def test_a_sheet_whose_columns_of_figures_are_still_to_say_is_not_ready(
    application: AppTest, titres: list[str]
) -> None:
    lignes = [["Indicateur", *titres], [COLOCATION, 5, 7, 10]]
    page = give(application, build_suivi(Suivi=lignes))
    html = clean(read_html(page))
    assert "attend 2 réponses" in html and "prêt à publier" not in html
    assert not [bouton for bouton in page.button if bouton.label.startswith("Publier")]
    (case,) = [c for c in page.checkbox if clean(c.label) == "Publier cette feuille sans les 2 colonnes à dire"]
    case.check().run()
    assert "prêt à publier, sans 2 colonnes" in clean(read_html(page))
    page = click(page, "Publier la feuille prête (1 valeur)")
    html = clean(read_html(page))
    assert DEJA_PUBLIE not in html and "le reste a été mis de côté" in html
    html = clean(read_html(give(application, build_suivi(Suivi=lignes, Notes=[["à part"]]), "suivi-bis.xlsx")))
    assert DEJA_PUBLIE not in html and "attend 2 réponses" in html


@pytest.mark.usefixtures("contributeur")
def test_a_column_said_not_to_be_read_is_an_answer(application: AppTest) -> None:
    lignes = [["Indicateur", "Lits", "T1 2024"], [COLOCATION, 5, 10]]
    page = give(application, build_suivi(Suivi=lignes))
    page = choose(page, "Colonne B « Lits »", "")
    page = click(page, "Publier la feuille prête (1 valeur)")
    assert DEJA_PUBLIE in clean(read_html(page))
    suivant = build_suivi(Suivi=lignes, Notes=[["à part"]])
    assert DEJA_PUBLIE in clean(read_html(give(application, suivant, "suivi-bis.xlsx")))


@pytest.mark.usefixtures("contributeur")
def test_a_column_and_a_row_that_were_sure_may_be_read_otherwise(application: AppTest) -> None:
    page = give(application, build_suivi(Suivi=[["Indicateur", "T1 2024", "T2 2024"], [COLOCATION, 10, 19]]))
    page = choose(page, "Lire une colonne autrement", "C")
    page = choose(page, "Colonne C, à lire comme", "")
    page = choose(page, "Lire une ligne autrement", f"Suivi › {COLOCATION}")
    page = choose(page, f"Indicateur de « {COLOCATION} »", "S.1.2-03")
    click(page, "Publier la feuille prête (1 valeur)")
    assert list_valeurs() == {("S.1.2-03", 2024, 1): "10"}


@pytest.mark.usefixtures("contributeur")
def test_a_wrong_cell_is_mended_on_the_page_and_a_warning_confirmed_there(application: AppTest) -> None:
    lignes = [["Indicateur", "T1 2024", "T2 2024", "T3 2024"], [COLOCATION, 30, 19, "environ 40"]]
    page = give(application, build_suivi(Suivi=lignes))
    (champ,) = page.text_input[:1]
    champ.set_value("40").run()
    (case,) = [case for case in page.checkbox if "cumul en baisse" in case.label]
    case.check().run()
    assert not page.exception
    click(page, "Publier la feuille prête (3 valeurs)")
    assert list_valeurs()["S.1.2-01", 2024, 3] == "40"


@pytest.mark.usefixtures("contributeur")
def test_two_sheets_that_disagree_are_said_and_neither_is_published(application: AppTest) -> None:
    un, autre = [["Indicateur", "T1 2024"], [COLOCATION, 10]], [["Indicateur", "T1 2024"], [COLOCATION, 11]]
    page = give(application, build_suivi(Un=un, Autre=autre))
    html = clean(read_html(page))
    assert html.count("en désaccord avec une autre feuille") >= 2
    assert "S.1.2-01 · T1 2024 : 10, 11" in html
    assert not [bouton for bouton in page.button if bouton.label.startswith("Publier")]


@pytest.mark.usefixtures("contributeur")
def test_a_csv_is_taken_over_like_a_workbook(application: AppTest) -> None:
    contenu = f"Suivi 2025;;\r\n;;\r\nLibellé;1er trimestre;2e trimestre\r\n{COLOCATION};10;19\r\n".encode("cp1252")
    page = give(application, contenu, "suivi.csv")
    click(page, "Publier la feuille prête (2 valeurs)")
    assert set(list_valeurs()) == {("S.1.2-01", 2025, 1), ("S.1.2-01", 2025, 2)}


@pytest.mark.usefixtures("contributeur")
def test_a_file_that_is_no_spreadsheet_says_why(application: AppTest) -> None:
    html = read_html(give(application, b"%PDF-1.7 \x00", "suivi.pdf"))
    assert "role='alert'" in html and "Enregistrer sous" in html


@pytest.mark.usefixtures("contributeur")
def test_the_landmarks_are_offered_before_the_indicators(application: AppTest) -> None:
    lignes = [["Année", "Relevé", "S.1.2-01"], [2024, 1, 10], [2024, 2, 20], [2024, 3, 25]]
    page = give(application, build_suivi(Suivi=lignes))
    options = [clean(option) for option in find_choix(page, "Colonne B « Relevé »").options]
    assert options.index("Trimestre ou année de la ligne") < 4
    page = choose(page, "Colonne B « Relevé »", "periode")
    assert "Trimestre de la ligne" in clean(read_html(page))
    click(page, "Publier la feuille prête (3 valeurs)")
    assert list_valeurs() == {("S.1.2-01", 2024, 1): "10", ("S.1.2-01", 2024, 2): "20", ("S.1.2-01", 2024, 3): "25"}


@pytest.mark.parametrize(
    ("certitudes", "titre"),
    [
        ("ii", "Voir 2 libellés identiques"),
        ("in", "Voir 1 libellé identique et 1 ligne non lue"),
        ("n", "Voir 1 ligne non lue"),
        ("nn", "Voir 2 lignes non lues"),
    ],
)
def test_the_labels_that_ask_nothing_are_counted_without_a_zero(certitudes: str, titre: str) -> None:
    genres = {"i": Certitude.IDENTIQUE, "n": Certitude.IGNOREE}
    assert format_surs([LibellePropose("x", "x", "", (1,), 1, "", genres[lettre]) for lettre in certitudes]) == titre
