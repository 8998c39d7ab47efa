"""Mon trimestre as a cadre meets it: the finding, the services, what misses, the reminder, several files at once."""

import io
import zipfile
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.motifs import MotifChangement
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.lots import list_lots
from lib.usecases.mon_trimestre import get_classeurs_zip
from tests.pages.visite import clean, open_ecran, read_html
from tests.serveur import RACINE

CD = Acteur(Role.CONTRIBUTEUR_CD)
ENTETE = "code_indicateur;annee;trimestre;valeur"
AXE_1 = "Conseil départemental – Axe 1 · Enfance et inégalités"
FT = "France Travail"


@pytest.fixture
def contributeur(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor acts as a contributor of the département."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "contributeur_cd"}))


def make_fichier(nom: str, *lignes: str, entete: str = ENTETE) -> tuple[str, bytes, str]:
    return nom, "\r\n".join([entete, *lignes, ""]).encode("cp1252"), "text/csv"


def publish(*lignes: str) -> None:
    _, lot = publish_depot(CD, get_code(None), Depot(make_fichier("avant.csv", *lignes)[1], "avant.csv"))
    assert lot is not None


def open_trimestre(application: AppTest, trimestre: str = "2024-T4", service: str = "") -> AppTest:
    application.query_params["trimestre"] = trimestre
    if service:
        application.query_params["service"] = service
    return open_ecran(application, "mon_trimestre.py")


def give(page: AppTest, *fichiers: tuple[str, bytes, str]) -> AppTest:
    page.file_uploader[0].set_value(list(fichiers)).run()
    assert not page.exception
    return page


def click(page: AppTest, libelle: str, rang: int = 0) -> AppTest:
    boutons = [bouton for bouton in page.button if clean(bouton.label) == libelle]
    boutons[rang].click().run()
    assert not page.exception
    return page


def open_dans_depot(page: AppTest) -> AppTest:
    """Hand the first file over; AppTest draws the other page but goes on running the former unless told."""
    page = click(page, "Ouvrir dans Dépôt")
    assert [titre.value for titre in page.title] == ["Dépôt"]
    page.switch_page(str(RACINE / "pages" / "depot.py")).run()
    assert not page.exception
    return page


def list_valeurs() -> list[tuple[str, str, int]]:
    return sorted((r.indicateur, str(r.valeur), r.lot) for r in build_contrat_lu(get_code(None)).resultats)


def read_depots(page: AppTest) -> list[str]:
    """What is said of each file, block by block."""
    return [clean(bloc.proto.body) for bloc in page.get("html") if "class='depose " in bloc.proto.body]


def test_the_finding_says_how_many_came_how_many_miss_and_since_when(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;28", "V1-01;2024;T4;1")
    html = clean(read_html(open_trimestre(application)))
    assert (
        "T4 2024 : 2 données reçues sur 126 attendues ; il en manque 124, dont 113 du Conseil départemental, "
        "en attente depuis le 15/01/2025 et le 31/01/2025 (délai proposé par Jalons)." in html
    )
    assert (
        "Restent attendues des trimestres précédents (délai proposé par Jalons) : 246 données "
        "(T1 2024 : 68, T2 2024 : 89, T3 2024 : 89)" in html
    )
    assert "Exécution budgétaire : aucune fiche reçue sur 14." in html


def test_each_service_has_its_row_its_count_and_the_way_to_its_last_lot(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;28")
    html = clean(read_html(open_trimestre(application)))
    tableau = html[html.index("<table class='services'>") :].partition("</table>")[0]
    rangs = tableau.split("<tr")[2:]
    assert len(rangs) == 7
    (axe,) = [rang for rang in rangs if AXE_1 in rang]
    assert ">1 sur 9<" in axe and "<b>8</b> en attente depuis le 31/01/2025" in axe and "/depots?lot=2" in axe
    (ft,) = [rang for rang in rangs if FT in rang and "Préparation" not in rang]
    assert ">0 sur 11<" in ft and ">aucun<" in ft


def test_the_service_chosen_lists_what_it_misses_what_came_and_from_which_lot(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;28")
    page = open_trimestre(application, service=AXE_1)
    html = clean(read_html(page))
    assert "1 donnée reçue sur 9 ; il en manque 8" in html
    assert html.count("<p class='manquante'>") == 8
    assert "code=S.1.3-01" not in html[html.index("class='manquante'") : html.index("<table class='liste'")]
    assert {"Reçues au T4 2024 (1)", "Exécution budgétaire, fiche par fiche (3)"} <= {e.label for e in page.expander}
    assert "Mesurée" in html and "lot=2" in html


def test_a_long_list_is_folded_and_whole(application: AppTest) -> None:
    page = open_trimestre(application, service="Conseil départemental – Volet 2 · Solutions d'insertion locales")
    assert "31 autres données manquantes" in [clean(volet.label) for volet in page.expander]
    assert read_html(page).count("<p class='manquante'>") == 41


def test_what_earlier_quarters_owe_is_listed_quarter_by_quarter(application: AppTest) -> None:
    page = open_trimestre(application, "2025-T1", FT)
    html = clean(read_html(page))
    assert "Rien n’est exigé au T1 2025." in html
    assert "Toujours attendues de trimestres précédents (33)" in [clean(volet.label) for volet in page.expander]
    assert "/mon-trimestre?trimestre=2024-T4" in html


def test_the_reminder_is_ready_to_copy_and_to_put_in_a_diary(application: AppTest) -> None:
    page = open_trimestre(application, service=FT)
    (relance,) = [bloc.value for bloc in page.code]
    assert clean(relance).startswith("Objet : Contrat du Val-de-Marne 2024-2027, France Travail : ")
    assert "- N-V3-04, " in relance and "délai proposé par Jalons" in relance and "Dépôt" in relance
    assert "Télécharger le rappel d’agenda (.ics)" in [bouton.label for bouton in page.get("download_button")]


@pytest.mark.usefixtures("contributeur")
def test_the_reminder_names_the_workbooks_that_the_zip_holds(application: AppTest) -> None:
    page = open_trimestre(application, service=AXE_1)
    (relance,) = [bloc.value for bloc in page.code]
    libelles = [bouton.label for bouton in page.get("download_button")]
    assert "Télécharger les 12 classeurs (.zip)" in libelles
    with zipfile.ZipFile(io.BytesIO(get_classeurs_zip(CD, get_code(None), Trimestre(2024, 4)))) as archive:
        siens = [nom for nom in archive.namelist() if "axe-1" in nom]
    assert len(siens) == 2 and all(nom in relance for nom in siens)


def test_a_reader_reads_and_reminds_without_workbooks_nor_files(application: AppTest) -> None:
    page = open_trimestre(application)
    assert len(page.file_uploader) == 0
    assert not [bouton for bouton in page.get("download_button") if ".zip" in bouton.label]
    assert any("ouverts aux profils qui déposent" in texte.value for texte in page.caption)


def test_the_last_closed_quarter_comes_first(application: AppTest) -> None:
    html = clean(read_html(open_ecran(application, "mon_trimestre.py")))
    attendu = date.today()
    numero, annee = (attendu.month - 1) // 3, attendu.year
    annee, numero = (annee, numero) if numero else (annee - 1, 4)
    assert f"T{numero} {annee} : " in html


@pytest.mark.usefixtures("contributeur")
def test_three_files_are_told_apart_and_the_ready_ones_published_each_in_its_lot(application: AppTest) -> None:
    page = give(
        open_trimestre(application),
        make_fichier("a.csv", "S.1.3-01;2024;T4;28"),
        make_fichier("b.csv", "S.1.2-01;2024;T4;environ 12", "S.1.2-03;2024;T4;9"),
        make_fichier("c.csv", "S.1.3-02;2024;T4;33"),
    )
    pret, faux, autre = read_depots(page)
    assert "<b>a.csv</b>, Résultats" in pret and "1 ligne lue : 1 prête" in pret and "✓ Prêt à publier" in pret
    assert "2 lignes lues : 1 prête, 1 à corriger" in faux and "À corriger : " in faux
    assert "✓ Prêt à publier" in autre
    assert list_valeurs() == []
    page = click(page, "Publier les 2 fichiers prêts")
    assert list_valeurs() == [("S.1.3-01", "28", 2), ("S.1.3-02", "33", 3)]
    pret, faux, autre = read_depots(page)
    assert "✓ Publié : dépôt n° 2" in pret and "1 valeur publiée" in pret
    assert "✓ Publié : dépôt n° 3" in autre
    assert "1 à corriger" in faux
    assert "2 données reçues sur 126" in clean(read_html(page))


@pytest.mark.usefixtures("contributeur")
def test_one_file_is_published_alone_with_the_name_given(application: AppTest) -> None:
    page = give(
        open_trimestre(application),
        make_fichier("a.csv", "S.1.3-01;2024;T4;28"),
        make_fichier("c.csv", "S.1.3-02;2024;T4;33"),
    )
    page.text_input(key="ensemble-nom").set_value("Camille")
    click(page, "Publier la ligne", 1)
    assert list_valeurs() == [("S.1.3-02", "33", 2)]
    assert list_lots(get_code(None))[-1].auteur == "Camille"


@pytest.mark.usefixtures("contributeur")
def test_two_files_that_say_a_datum_differently_are_told_and_neither_can_be_published(application: AppTest) -> None:
    page = give(
        open_trimestre(application),
        make_fichier("a.csv", "S.1.3-01;2024;T4;28"),
        make_fichier("b.csv", "S.1.3-01;2024;T4;31"),
    )
    for depot in read_depots(page):
        assert "≠ En désaccord avec un autre fichier" in depot
        assert "S.1.3-01 · T4 2024 : 28 dans a.csv, 31 dans b.csv" in depot
    assert not [bouton for bouton in page.button if bouton.label.startswith("Publier")]
    page = click(page, "Retirer", 1)
    click(page, "Publier la ligne")
    assert list_valeurs() == [("S.1.3-01", "28", 2)]


@pytest.mark.usefixtures("contributeur")
def test_the_same_file_given_under_two_names_is_told(application: AppTest) -> None:
    page = give(
        open_trimestre(application),
        make_fichier("a.csv", "S.1.3-01;2024;T4;28"),
        make_fichier("b.csv", "S.1.3-01;2024;T4;28"),
        make_fichier("c.csv", "S.1.3-02;2024;T4;33"),
    )
    un, deux, autre = read_depots(page)
    assert "Même contenu que b.csv" in un and "Même contenu que a.csv" in deux
    assert "Même contenu" not in autre


@pytest.mark.usefixtures("contributeur")
def test_a_file_corrected_and_given_again_takes_the_place_of_the_former(application: AppTest) -> None:
    faux = make_fichier("a.csv", "S.1.3-01;2024;T4;environ 28")
    page = give(open_trimestre(application), faux, make_fichier("b.csv", "S.1.3-02;2024;T4;33"))
    page = give(page, make_fichier("a.csv", "S.1.3-01;2024;T4;28"))
    depots = read_depots(page)
    assert [depot.split("<b>")[1].split("</b>")[0] for depot in depots] == ["b.csv", "a.csv"]
    assert all("✓ Prêt à publier" in depot for depot in depots)


@pytest.mark.usefixtures("contributeur")
def test_a_file_of_another_quarter_or_unreadable_waits_with_its_reason(application: AppTest) -> None:
    page = give(
        open_trimestre(application),
        make_fichier("t3.csv", "S.1.3-01;2024;T3;20"),
        ("rapport.pdf", b"%PDF-1.7 \x00", "application/pdf"),
        make_fichier(
            "exec.csv", "S.1.3;2024;T4;CD;120000", entete="code_fiche;annee;trimestre;financeur;montant_realise"
        ),
    )
    autre, illisible, depenses = read_depots(page)
    assert "? Attend une réponse ou une correction" in autre and "autre trimestre" in autre
    assert "✕ Fichier refusé" in illisible
    assert "<b>exec.csv</b>, Exécution budgétaire" in depenses


@pytest.mark.usefixtures("contributeur")
def test_a_published_value_that_would_change_asks_for_its_reason_in_depot(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;26")
    page = give(open_trimestre(application), make_fichier("a.csv", "S.1.3-01;2024;T4;28"))
    (depot,) = read_depots(page)
    assert "? Attend une réponse" in depot and "un motif est demandé" in depot
    page = open_dans_depot(page)
    html = clean(read_html(page))
    assert "<b>a.csv</b>, venu de « Mon trimestre »" in html and "<del>26</del>" in html
    page = click(page, "Choisir un autre fichier")
    assert [titre.value for titre in page.title] == ["Dépôt"]
    assert len(page.file_uploader) == 1
    assert "venu de" not in read_html(page)


@pytest.mark.usefixtures("contributeur")
def test_a_file_published_in_depot_is_let_go_there_and_known_as_published_on_return(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;26")
    page = give(open_trimestre(application), make_fichier("a.csv", "S.1.3-01;2024;T4;28"))
    page = open_dans_depot(page)
    next(choix for choix in page.radio if choix.label.startswith("Motif")).set_value(MotifChangement.CONSOLIDATION)
    page = click(page, "Publier la ligne")
    assert list_valeurs() == [("S.1.3-01", "28", 3)]
    page = click(page, "Déposer un autre fichier")
    assert len(page.file_uploader) == 1 and "venu de" not in read_html(page)
    page.switch_page(str(RACINE / "pages" / "mon_trimestre.py")).run()
    (depot,) = read_depots(page)
    assert "= Rien à publier" in depot


@pytest.mark.usefixtures("contributeur")
def test_a_second_file_handed_over_is_shown_though_the_receipt_of_the_first_still_was(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;26", "S.1.3-02;2024;T4;30")
    page = give(
        open_trimestre(application),
        make_fichier("a.csv", "S.1.3-01;2024;T4;28"),
        make_fichier("b.csv", "S.1.3-02;2024;T4;33"),
    )
    page = open_dans_depot(page)
    next(choix for choix in page.radio if choix.label.startswith("Motif")).set_value(MotifChangement.CONSOLIDATION)
    assert "Dépôt n° 3 publié" in clean(read_html(click(page, "Publier la ligne")))
    page.switch_page(str(RACINE / "pages" / "mon_trimestre.py")).run()
    assert "<b>b.csv</b>, venu de" in clean(read_html(open_dans_depot(page)))


@pytest.mark.usefixtures("contributeur")
def test_a_store_changed_meanwhile_refuses_that_file_and_says_so(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = give(open_trimestre(application), make_fichier("a.csv", "S.1.3-01;2024;T4;28"))
    publish("S.1.3-01;2024;T4;25")
    page = click(page, "Publier la ligne")
    (depot,) = read_depots(page)
    assert "rien n’a été publié" in depot
    assert list_valeurs() == [("S.1.3-01", "25", 2)]
