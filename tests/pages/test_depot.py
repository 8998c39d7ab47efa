"""The Dépôt page as a person meets it: choose, give a file, answer, publish; and what a stale comparison does."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.motifs import MotifChangement
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.lots import list_lots
from tests.pages.visite import clean, open_ecran, read_html
from tests.serveur import RACINE

CD = Acteur(Role.CONTRIBUTEUR_CD)
ENTETE = "code_indicateur;annee;trimestre;valeur"


@pytest.fixture
def contributeur(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor acts as a contributor of the département."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "contributeur_cd"}))


def make_contenu(*lignes: str, entete: str = ENTETE) -> bytes:
    return "\r\n".join([entete, *lignes, ""]).encode("cp1252")


def publish(*lignes: str, motif: str = "") -> None:
    depot = Depot(make_contenu(*lignes), "avant.csv", motif=motif)
    _, lot = publish_depot(CD, get_code(None), depot)
    assert lot is not None


def open_depot(application: AppTest) -> AppTest:
    application.query_params["trimestre"] = "T4 2024"
    return open_ecran(application, "depot.py")


def give(page: AppTest, *lignes: str, entete: str = ENTETE, nom: str = "t4.csv") -> AppTest:
    page.file_uploader[0].set_value((nom, make_contenu(*lignes, entete=entete), "text/csv")).run()
    assert not page.exception
    return page


def click(page: AppTest, debut: str) -> AppTest:
    (bouton,) = [bouton for bouton in page.button if clean(bouton.label).startswith(debut)]
    bouton.click().run()
    assert not page.exception
    return page


def list_valeurs() -> list[tuple[str, str]]:
    return [(r.indicateur, str(r.valeur)) for r in build_contrat_lu(get_code(None)).resultats]


def test_a_reader_is_told_how_to_change_profile(application: AppTest) -> None:
    page = open_ecran(application, "depot.py")
    html = clean(read_html(page))
    assert "Votre profil, « Lecteur », permet de lire, pas de déposer." in html
    assert "/profil/contributeur_cd?retour=/depot" in html
    assert "/profil/commissaire" not in html.replace(html[html.find("<ul class='profils'>") :], "")
    assert len(page.file_uploader) == 0


@pytest.mark.usefixtures("contributeur")
def test_the_template_is_ready_and_nothing_is_shown_before_a_file(application: AppTest) -> None:
    page = open_depot(application)
    assert [bouton.label for bouton in page.get("download_button")] == [
        "Télécharger le modèle (Excel ou LibreOffice)",
        "Télécharger le modèle (CSV)",
    ]
    assert "Vérifiez" not in read_html(page)


@pytest.mark.usefixtures("contributeur")
def test_a_file_is_compared_then_published_then_its_receipt_is_shown(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;")
    html = clean(read_html(page))
    assert "2 lignes lues : 1 prête, 1 sans valeur" in html
    assert "<ins>28</ins>" in html
    assert list_valeurs() == []
    page = click(page, "Publier la ligne")
    assert "Dépôt n° 2 publié : 1 valeur" in clean(read_html(page))
    assert list_valeurs() == [("S.1.3-01", "28")]
    page = click(page, "Déposer un autre fichier")
    assert len(page.file_uploader) == 1


@pytest.mark.usefixtures("contributeur")
def test_wrong_cells_are_shown_and_the_right_rows_may_go_alone(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;environ 12")
    html = clean(read_html(page))
    assert "2 lignes lues : 1 prête, 1 à corriger" in html
    assert "Ligne 3, colonne D « valeur »" in html
    assert "Télécharger mes lignes annotées (Excel)" in [bouton.label for bouton in page.get("download_button")]
    click(page, "Publier la ligne correcte (1 laissée de côté)")
    assert list_valeurs() == [("S.1.3-01", "28")]


@pytest.mark.usefixtures("contributeur")
def test_a_published_value_changes_only_with_a_reason(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;26")
    page = give(open_depot(application), "S.1.3-01;2024;T4;28")
    html = clean(read_html(page))
    assert "<del>26</del>" in html and "+2 (+7,7 %)" in html
    page = click(page, "Publier la ligne")
    assert [clean(erreur.value) for erreur in page.error] == [
        "Ce fichier modifie des valeurs déjà publiées : indiquez le motif."
    ]
    next(choix for choix in page.radio if choix.label.startswith("Motif")).set_value(MotifChangement.CONSOLIDATION)
    click(page, "Publier la ligne")
    assert list_valeurs() == [("S.1.3-01", "28")]
    assert list_lots(get_code(None))[-1].motif == "Donnée consolidée"


@pytest.mark.usefixtures("contributeur")
def test_a_warning_is_confirmed_by_its_box(application: AppTest) -> None:
    publish("S.1.2-01;2024;T3;40")
    page = give(open_depot(application), "S.1.2-01;2024;T4;35")
    assert "1 ligne lue : 0 prête, 1 à confirmer" in clean(read_html(page))
    (boite,) = [boite for boite in page.checkbox if "cumul en baisse" in boite.label]
    boite.check().run()
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    click(page, "Publier la ligne")
    assert ("S.1.2-01", "35") in list_valeurs()


@pytest.mark.usefixtures("contributeur")
@pytest.mark.parametrize(("reponse", "valeur"), [(0, "28"), (1, "30")])
def test_a_conflict_is_decided_row_by_row(application: AppTest, reponse: int, valeur: str) -> None:
    publish("S.1.3-01;2024;T4;28")
    entete = "code_indicateur;annee;trimestre;valeur_connue;valeur"
    page = give(open_depot(application), "S.1.3-01;2024;T4;26;30", "S.1.3-02;2024;T4;;33", entete=entete)
    assert "2 lignes lues : 1 prête, 1 à départager" in clean(read_html(page))
    (choix,) = page.radio
    assert clean(choix.options[0]) == "Garder la valeur en place : 28"
    choix.set_value(choix.options[reponse]).run()
    assert not page.exception
    if reponse:
        next(choix for choix in page.radio if choix.label.startswith("Motif")).set_value(MotifChangement.ERREUR)
    click(page, "Publier")
    assert sorted(list_valeurs()) == [("S.1.3-01", valeur), ("S.1.3-02", "33")]


@pytest.mark.usefixtures("contributeur")
def test_a_comparison_that_no_longer_holds_is_shown_again_instead_of_published(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28")
    publish("S.1.3-01;2024;T4;25")
    page = click(page, "Publier la ligne")
    # The person now sees the new comparison, its former value and the reason it asks for.
    html = clean(read_html(page))
    assert "<del>25</del>" in html
    assert list_valeurs() == [("S.1.3-01", "25")]
    assert "rien n’a été publié" in clean(" ".join(erreur.value for erreur in page.error))


@pytest.mark.usefixtures("contributeur")
def test_an_unreadable_file_says_why_and_what_to_do(application: AppTest) -> None:
    page = open_depot(application)
    page.file_uploader[0].set_value(("rapport.pdf", b"%PDF-1.7 \x00", "application/pdf")).run()
    html = read_html(page)
    assert not page.exception
    assert "role='alert'" in html and "Enregistrer sous" in html
    assert "Publiez" not in html


@pytest.mark.usefixtures("contributeur")
def test_a_file_of_another_kind_or_quarter_is_said(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T3;22")
    assert "Ce fichier concerne T3 2024, et vous avez choisi T4 2024." in clean(read_html(page))
    assert not [bouton for bouton in page.button if bouton.label.startswith("Publier")]
    (boite,) = [boite for boite in page.checkbox if "fichier d’un autre trimestre" in boite.label]
    boite.check().run()
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    entete = "code_fiche;annee;trimestre;financeur;montant_realise"
    page = give(page, "S.1.3;2024;T4;CD;120000", entete=entete, nom="exec.csv")
    assert [clean(avis.value) for avis in page.warning] == [
        "Vous aviez choisi « Résultats » ; ce fichier est lu comme « Exécution budgétaire »."
    ]


@pytest.mark.usefixtures("contributeur")
def test_the_template_of_targets_is_for_a_year_and_that_of_results_for_a_quarter(application: AppTest) -> None:
    page = open_depot(application)
    assert [choix.label for choix in page.selectbox if choix.label in ("Trimestre", "Année")] == ["Trimestre"]
    page.selectbox(key="type").select("Cibles").run()
    assert [choix.label for choix in page.selectbox if choix.label in ("Trimestre", "Année")] == ["Année"]
    page.selectbox(key="modele-annee").select(2025).run()
    assert not page.exception and not page.error


@pytest.mark.usefixtures("contributeur")
def test_the_encoding_is_imposed_beside_the_texts_read(application: AppTest) -> None:
    entete = f"{ENTETE};commentaire"
    page = give(open_depot(application), "S.1.3-01;2024;T4;28;relevé", entete=entete)
    html = clean(read_html(page))
    assert "Lu comme : CSV, point-virgule, Windows-1252" in html and "<li>relevé</li>" in html
    next(choix for choix in page.selectbox if "encodage" in choix.label).select("Macintosh").run()
    html = clean(read_html(page))
    assert not page.exception
    assert "Lu comme : CSV, point-virgule, Macintosh" in html and "<li>relevé</li>" not in html


@pytest.mark.usefixtures("contributeur")
def test_where_one_row_is_explained_apart_is_said_beside_the_reason(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;26")
    html = clean(read_html(give(open_depot(application), "S.1.3-01;2024;T4;28")))
    assert "Ce motif vaut pour toutes les valeurs que ce dépôt change." in html
    assert "écrivez dans la colonne « commentaire » de sa ligne" in html


@pytest.mark.usefixtures("contributeur")
def test_many_rows_are_shown_by_pages_that_say_their_place(application: AppTest) -> None:
    codes = [i.code for i in build_contrat_lu(get_code(None)).indicateurs if i.code.startswith("S.") and not i.formule]
    page = give(open_depot(application), *(f"{code};2024;T4;x" for code in codes))
    assert "dans le classeur annoté." in clean(read_html(page))
    page = give(page, *(f"{code};2024;T4;1" for code in codes), nom="bis.csv")
    assert "Lignes 1 à 25 sur " in clean(read_html(page))


@pytest.mark.usefixtures("contributeur")
def test_the_same_file_again_changes_nothing_and_says_when(application: AppTest) -> None:
    publish("S.1.3-01;2024;T4;28")
    page = give(open_depot(application), "S.1.3-01;2024;T4;28")
    html = clean(read_html(page))
    assert "a déjà été publié le" in html
    assert "tout ce que dit ce fichier est déjà publié" in html
    assert not [bouton for bouton in page.button if bouton.label.startswith("Publier")]


@pytest.mark.usefixtures("contributeur")
def test_a_file_left_for_another_page_is_taken_up_again_until_it_is_published(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28", nom="<b>villes*.csv")
    for ecran in ("synthese.py", "depot.py"):
        page.switch_page(str(RACINE / "pages" / ecran)).run()
    assert "Vous aviez donné <b>&lt;b&gt;villes*.csv</b>" in clean(read_html(page))
    html = clean(read_html(click(page, "Le reprendre")))
    assert "villes*.csv</b>, repris là où vous l’aviez laissé" in html and "<ins>28</ins>" in html
    page = click(click(page, "Publier la ligne"), "Déposer un autre fichier")
    assert list_valeurs() == [("S.1.3-01", "28")]
    assert len(page.file_uploader) == 1 and "Vous aviez donné" not in read_html(page)
