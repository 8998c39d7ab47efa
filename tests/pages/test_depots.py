"""The Dépôts page: the list and its filters, one lot for each profile, its undoing, the history of a value."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.motifs import MotifAnnulation
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, publish_depot
from tests.pages.visite import clean, open_ecran, read_html

CD = Acteur(Role.CONTRIBUTEUR_CD, nom="Camille")
ADRESSE = "resultats/S.1.3-01/2024/4/DEP/"


@pytest.fixture(autouse=True)
def lots(magasin: str) -> None:
    """Two uploads after the contract: a value, then its correction beside spending."""
    for nom, contenu, motif in (
        ("t4.csv", "code_indicateur;annee;trimestre;valeur\nS.1.3-01;2024;T4;26\n", ""),
        ("bis.csv", "code_indicateur;annee;trimestre;valeur\nS.1.3-01;2024;T4;28\n", "Donnée consolidée"),
        ("exec.csv", "code_fiche;annee;trimestre;financeur;montant_realise\nS.1.3;2024;T4;CD;120000\n", ""),
    ):
        _, lot = publish_depot(CD, get_code(None), Depot(contenu.encode(), nom, motif=motif))
        assert lot is not None


def visit(application: AppTest, monkeypatch: pytest.MonkeyPatch, role: Role, **adresse: str) -> AppTest:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role.value}))
    for nom, valeur in adresse.items():
        application.query_params[nom] = valeur
    return open_ecran(application, "depots.py")


def list_boutons(page: AppTest) -> list[str]:
    return [bouton.label for bouton in page.get("download_button")]


def test_the_list_shows_every_lot_the_latest_first_and_filters(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit(application, monkeypatch, Role.LECTEUR)
    html = clean(read_html(page))
    assert "4 dépôts sur 4" in html
    assert html.index("lot=4") < html.index("lot=3") < html.index("lot=1")
    page.selectbox(key="contenu").select("Exécution budgétaire").run()
    html = clean(read_html(page))
    assert "1 dépôt sur 4" in html and "exec.csv" in html and "bis.csv" not in html
    assert "Camille" not in html


def test_a_filter_that_leaves_nothing_says_so(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(application, monkeypatch, Role.LECTEUR)
    page.selectbox(key="contenu").select("Chargement du contrat").run()
    page.selectbox(key="service").select("Conseil départemental").run()
    assert "Aucun dépôt ne répond à ces filtres." in read_html(page)


def test_its_service_sees_the_author_and_gets_the_file(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(application, monkeypatch, Role.VALIDEUR_CD, lot="3")
    html = clean(read_html(page))
    assert "Conseil départemental, par Camille" in html
    assert "<del>26</del>" in html and "<ins>28</ins>" in html
    assert f"/depots?valeur={ADRESSE}" in html
    assert list_boutons(page) == ["Télécharger le reçu", "Télécharger le fichier d’origine"]


def test_another_profile_gets_the_receipt_only(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(application, monkeypatch, Role.VALIDEUR_ETAT, lot="3")
    assert "Camille" not in read_html(page)
    assert list_boutons(page) == ["Télécharger le reçu"]
    assert not [bouton for bouton in page.button if "Annuler" in bouton.label]
    legendes = [clean(legende.value) for legende in page.caption]
    assert "Le fichier d’origine est réservé à « Conseil départemental »." in legendes


def test_a_lot_is_undone_with_a_reason(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(application, monkeypatch, Role.CONTRIBUTEUR_CD, lot="3")
    page.toggle[0].set_value(True).run()
    (bouton,) = [bouton for bouton in page.button if bouton.label.startswith("Annuler")]
    bouton.click().run()
    assert "demande un motif" in page.error[0].value
    page.radio(key="annuler-motif-3").set_value(MotifAnnulation.DONNEES_FAUSSES)
    (bouton,) = [bouton for bouton in page.button if bouton.label.startswith("Annuler")]
    bouton.click().run()
    assert not page.exception
    assert "Les valeurs d’avant sont rétablies." in page.success[0].value
    assert "annulé depuis le" in clean(read_html(page))
    assert [str(r.valeur) for r in build_contrat_lu(get_code(None)).resultats] == ["26"]


def test_an_undo_blocked_by_a_later_lot_names_it(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(application, monkeypatch, Role.CONTRIBUTEUR_CD, lot="2")
    page.toggle[0].set_value(True).run()
    page.radio(key="annuler-motif-2").set_value(MotifAnnulation.MAUVAIS_FICHIER)
    (bouton,) = [bouton for bouton in page.button if bouton.label.startswith("Annuler")]
    bouton.click().run()
    assert "S.1.3-01" in page.error[0].value and "lot n° 3" in clean(page.error[0].value)


@pytest.mark.parametrize("numero", ["99", "12345678"])
def test_a_lot_that_does_not_exist_says_so(application: AppTest, monkeypatch: pytest.MonkeyPatch, numero: str) -> None:
    page = visit(application, monkeypatch, Role.LECTEUR, lot=numero)
    assert "n’existe pas" in page.error[0].value


def test_the_history_of_a_value_leads_from_the_figure_to_the_row(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit(application, monkeypatch, Role.LECTEUR, valeur=ADRESSE)
    html = clean(read_html(page))
    assert "28 logements, selon le dépôt n° 3 (2 versions)" in html
    assert "ligne 2 de bis.csv" in html and "ligne 2 de t4.csv" in html
    assert "✓ En vigueur" in html and "→ Remplacée" in html
    assert "Camille" not in html
    assert list_boutons(page) == []


def test_the_history_gives_the_original_files_to_their_service(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit(application, monkeypatch, Role.CONTRIBUTEUR_CD, valeur=ADRESSE)
    assert [clean(bouton) for bouton in list_boutons(page)] == [
        "Télécharger bis.csv (dépôt n° 3)",
        "Télécharger t4.csv (dépôt n° 2)",
    ]


def test_a_value_is_found_by_its_name(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(application, monkeypatch, Role.LECTEUR)
    page.selectbox(key="donnee-resultats").select_index(0).run()
    assert not page.exception
    assert "28 logements, selon le dépôt n° 3" in clean(read_html(page))
