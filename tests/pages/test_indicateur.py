import json
from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.faits import ObjetCommentaire, PositionNonTransmission
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.periodes import Trimestre
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.commentaires import record_commentaire
from lib.usecases.contrats import get_code
from lib.usecases.explications import record_explication
from lib.usecases.non_transmissions import record_non_transmission, record_reponse
from tests.application import build_application
from tests.domain.fabrique import make_resultat
from tests.pages.visite import clean
from tests.serveur import RACINE


def open_page(trimestre: str = "2026-T3", **adresse: str) -> AppTest:
    application = build_application().run()
    application.switch_page(str(RACINE / "pages" / "indicateur.py"))
    for cle, valeur in adresse.items():
        application.query_params[cle] = valeur
    application.run()
    if not application.error:
        application.selectbox(key="trimestre").set_value(trimestre).run()
    assert not application.exception
    return application


def read(application: AppTest) -> str:
    return " ".join(str(bloc.proto.body) for bloc in application.get("html")).replace("\u00a0", " ")


@pytest.mark.usefixtures("magasin_partage")
def test_without_results_the_page_shows_targets_and_says_what_to_do() -> None:
    page = open_page(code="S.1.3-01", trimestre="2024-T4")
    textes = read(page)
    assert "T4 2024 : donnée en attente depuis le 31/01/2025" in textes
    assert "Aucun résultat déposé pour S.1.3-01" in textes
    assert "Nombre de logements mis à disposition par les Villes" in textes
    assert "S.1.2-05" in textes and "S.1.3-02" in textes
    couches = {couche["name"] for couche in json.loads(page.get("vega_lite_chart")[0].proto.spec)["layer"]}
    assert {"situation_initiale", "cibles", "manques"} <= couches


@pytest.mark.usefixtures("magasin_partage")
def test_an_unknown_code_is_refused_in_words() -> None:
    page = open_page(code="Z-99")
    assert [erreur.value for erreur in page.error] == ["L’indicateur Z-99 n’existe pas dans ce contrat."]


@pytest.mark.usefixtures("magasin_partage")
def test_a_text_indicator_has_a_timeline_and_no_chart() -> None:
    page = open_page(code="S.3.3-02")
    assert "class='frise'" in read(page)
    assert not page.get("vega_lite_chart")


@pytest.mark.usefixtures("magasin_partage")
def test_a_national_indicator_names_what_it_adds_up() -> None:
    page = open_page(code="N-S-04", trimestre="2024-T4")
    assert "Calculé à partir de (une même personne peut être comptée plusieurs fois)" in read(page)
    assert "Chiffre calculé, jamais déposé" in read(page)
    assert read(page).count("/indicateur?code=S.1.2-02") == 1, "cité une fois, comme partie"
    calculs = next(bloc for bloc in read(page).split("<table") if "Calcul de chaque chiffre" in bloc)
    assert "S.1.2-01 : non reçu" in clean(calculs)


def test_a_result_changes_the_finding_the_chart_and_the_history(magasin: str) -> None:
    contrat = get_code(None)
    lot = Lot(genre=GenreLot.DEPOT, type_depot=TypeDepot.RESULTATS, publie_le=datetime(2025, 1, 20, tzinfo=UTC))
    with write() as session:
        lock_contrat(session, contrat)
        save_lot(session, contrat, lot, [make_resultat("2024-T4", 28, code="S.1.3-01")])
    page = open_page(code="S.1.3-01", trimestre="2024-T4")
    assert "28 logements sur 28 : cible 2024 atteinte, +12 depuis fin 2023." in read(page)
    spec = json.loads(page.get("vega_lite_chart")[0].proto.spec)
    (points,) = [couche for couche in spec["layer"] if couche["name"] == "points"]
    assert [point["valeur"] for point in points["data"]["values"]] == [28]
    vers_sa_source = "<a href='/depots?valeur=resultats/S.1.3-01/2024/4/DEP/"
    assert f"D’où vient ce chiffre : {vers_sa_source}" in read(page)
    (historique,) = [bloc for bloc in read(page).split("<table") if "Valeurs reçues pour S.1.3-01" in bloc]
    assert (
        vers_sa_source in historique and "T4 2024</a></td><td>28</td><td>Mesurée</td><td>en vigueur</td>" in historique
    )
    assert "n° 2</a></td><td>20/01/2025 01:00</td>" in historique


def visit(monkeypatch: pytest.MonkeyPatch, role: Role) -> AppTest:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role.value}))
    return open_page(code="S.1.3-01", trimestre="2024-T4")


@pytest.mark.usefixtures("magasin")
def test_a_reader_reads_the_thread_and_learns_why_it_may_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(monkeypatch, Role.LECTEUR)
    assert "Aucun commentaire sur S.1.3-01 à ce jour." in read(page)
    assert "Le profil « Lecteur » permet de lire, pas de commenter." in read(page)
    assert not page.text_area


@pytest.mark.usefixtures("magasin")
def test_a_comment_says_its_service_and_its_hour_of_paris_never_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    acteur = Acteur(Role.VALIDEUR_ETAT, nom="Camille")
    instant = datetime(2026, 7, 1, 7, 5, tzinfo=UTC)
    record_commentaire(acteur, get_code(None), ObjetCommentaire.INDICATEUR, "S.1.3-01", "Où ? <b>", instant)
    textes = read(visit(monkeypatch, Role.LECTEUR))
    assert "<strong>État</strong> · Valideur État · 1er juillet 2026 à 9 h 05" in textes
    assert "Où ? &lt;b&gt;" in clean(textes)
    assert "Camille" not in textes


@pytest.mark.usefixtures("magasin")
def test_a_comment_is_written_then_corrected_and_its_old_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(monkeypatch, Role.CONTRIBUTEUR_CD)
    get_zone(page, "Votre commentaire sur S.1.3-01").set_value("Douze baux signés")
    page = click(page, "Publier le commentaire")
    assert "commentaire sur S.1.3-01" in page.success[0].value
    assert "Douze baux signés" in read(page)
    assert get_zone(page, "Votre commentaire sur S.1.3-01").value == ""
    get_zone(page, "Texte corrigé").set_value("Onze baux signés")
    next(champ for champ in page.text_input if champ.label == "Motif de la correction").set_value("un désistement")
    page = click(page, "Enregistrer la correction")
    assert "<p>Onze baux signés</p>" in read(page)
    assert "« Douze baux signés » <span>(corrigé : un désistement)</span>" in read(page)


@pytest.mark.usefixtures("magasin")
def test_an_empty_comment_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    page = click(visit(monkeypatch, Role.COMMISSAIRE), "Publier le commentaire")
    assert [erreur.value for erreur in page.error] == ["Il manque le texte du commentaire."]


def get_zone(page: AppTest, libelle: str) -> Any:
    return next(zone for zone in page.text_area if zone.label.startswith(libelle))


def click(page: AppTest, libelle: str) -> AppTest:
    next(bouton for bouton in page.button if bouton.label == libelle).click()
    page.run()
    assert not page.exception
    return page


T4 = Trimestre(2024, 4)
CD, ETAT = Acteur(Role.CONTRIBUTEUR_CD, nom="Camille"), Acteur(Role.VALIDEUR_ETAT, nom="Dominique")


def type_texte(page: AppTest, libelle: str, texte: str) -> None:
    next(champ for champ in page.text_input if champ.label.startswith(libelle)).set_value(texte)


def list_boutons(page: AppTest) -> set[str]:
    noms = {"Déclarer", "Retirer la déclaration", "Envoyer la réponse", "Publier la phrase"}
    return noms & {bouton.label for bouton in page.button}


@pytest.mark.usefixtures("magasin")
@pytest.mark.parametrize(
    ("role", "avant", "apres"),
    [
        (Role.LECTEUR, set(), set()),
        (Role.COMMISSAIRE, set(), set()),
        (Role.CONTRIBUTEUR_CD, {"Déclarer", "Publier la phrase"}, {"Retirer la déclaration"}),
        (Role.VALIDEUR_CD, {"Déclarer", "Publier la phrase"}, {"Retirer la déclaration"}),
        (Role.VALIDEUR_ETAT, set(), {"Envoyer la réponse"}),
        (Role.CONTRIBUTEUR_FT, set(), set()),
        (Role.ADMINISTRATEUR, {"Déclarer", "Publier la phrase"}, {"Retirer la déclaration"}),
    ],
)
def test_each_profile_sees_what_it_may_do_of_a_missing_datum(
    monkeypatch: pytest.MonkeyPatch, role: Role, avant: set[str], apres: set[str]
) -> None:
    page = visit(monkeypatch, role)
    assert list_boutons(page) == avant
    assert "S.1.3-01, T4 2024 : rien n’est reçu, rien n’est déclaré." in read(page)
    assert ("ne répond pas de ce chiffre" in read(page)) is not bool(avant)
    record_non_transmission(CD, get_code(None), "S.1.3-01", T4, "le <b>registre</b> a brûlé")
    page = visit(monkeypatch, role)
    assert list_boutons(page) == apres
    assert "déclarée « ne sera pas transmise », réponse attendue de l’État" in read(page)
    assert "Conseil départemental : « le &lt;b&gt;registre&lt;/b&gt; a brûlé »" in read(page)
    assert ("ne répond pas à la place de l’autre partie" in read(page)) is not bool(apres)


@pytest.mark.usefixtures("magasin")
def test_a_datum_is_declared_accepted_then_retracted_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(monkeypatch, Role.CONTRIBUTEUR_CD)
    page = click(page, "Déclarer")
    assert [erreur.value for erreur in page.error] == ["Il manque le motif."]
    type_texte(page, "Pourquoi elle ne sera pas transmise", "le registre a brûlé")
    page = click(page, "Déclarer")
    assert "S.1.3-01 déclarée" in page.success[0].value
    assert "donnée en attente depuis le 31/01/2025" in read(page)

    page = visit(monkeypatch, Role.VALIDEUR_ETAT)
    page = click(page, "Envoyer la réponse")
    assert [clean(erreur.value) for erreur in page.error] == ["Il manque la réponse : accepter ou refuser."]
    next(radio for radio in page.radio if radio.label.startswith("Réponse au nom de l’État")).set_value(
        PositionNonTransmission.ACCEPTEE
    )
    page = click(page, "Envoyer la réponse")
    textes = read(page)
    assert "T4 2024 : donnée qui ne sera pas transmise (Conseil départemental, avec l’accord de l’État)" in textes
    assert "Ne sera pas transmise : le registre a brûlé" in textes
    historique = next(bloc for bloc in textes.split("<table") if "Étapes de la déclaration" in bloc)
    assert historique.index("Acceptée") < historique.index("<td>Ne sera pas transmise</td>")
    assert "<strong>État</strong> · Valideur État" in historique and "href='/depots?lot=3" in historique

    page = visit(monkeypatch, Role.CONTRIBUTEUR_CD)
    type_texte(page, "Pourquoi elle sera finalement transmise", "registre retrouvé")
    page = click(page, "Retirer la déclaration")
    assert "déclaration retirée, la donnée sera finalement transmise" in read(page)
    assert "donnée en attente depuis le 31/01/2025" in read(page)


@pytest.mark.usefixtures("magasin")
def test_the_history_names_services_never_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    record_non_transmission(CD, get_code(None), "S.1.3-01", T4, "registre perdu")
    record_reponse(ETAT, get_code(None), "S.1.3-01", T4, PositionNonTransmission.REFUSEE, "cherchez encore")
    textes = read(visit(monkeypatch, Role.LECTEUR))
    assert "refus de l’État" in textes and "État : « cherchez encore »" in textes
    assert "Camille" not in textes and "Dominique" not in textes


@pytest.mark.usefixtures("magasin_partage")
def test_a_datum_that_nobody_owes_offers_nothing() -> None:
    for code in ("N-S-04", "N-S-01"):
        page = open_page(code=code, trimestre="2024-T4")
        assert not [titre.value for titre in page.header if titre.value.startswith("Donnée manquante")]


@pytest.mark.usefixtures("magasin")
def test_a_late_line_asks_why_and_its_producer_answers_then_corrects(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(monkeypatch, Role.LECTEUR)
    assert (
        "Pourquoi ?</strong> Donnée en attente depuis le 31/01/2025 (Conseil départemental, délai proposé par Jalons)"
        in clean(read(page))
    )
    assert "Pas encore de réponse." in read(page)
    page = visit(monkeypatch, Role.CONTRIBUTEUR_CD)
    get_zone(page, "Pourquoi, en une phrase").set_value("Deux villes n’ont pas répondu")
    page = click(page, "Publier la phrase")
    assert "explication de S.1.3-01 pour T4 2024" in page.success[0].value
    assert "« Deux villes n’ont pas répondu » <span class='source'><strong>Conseil départemental</strong>" in read(page)
    assert get_zone(page, "Pourquoi, en une phrase").value == "Deux villes n’ont pas répondu"
    get_zone(page, "Pourquoi, en une phrase").set_value("Une ville n’a pas répondu")
    page = click(page, "Publier la phrase")
    textes = read(page)
    assert "« Une ville n’a pas répondu »" in textes
    assert "<td>Deux villes n’ont pas répondu</td>" in textes and "<td>remplacée</td>" in textes


@pytest.mark.usefixtures("magasin")
def test_a_line_that_asks_nothing_shows_the_sentence_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(code="S.1.3-01", trimestre="2024-T2")
    assert "Pourquoi" not in read(page)
    record_explication(CD, get_code(None), "S.1.3-01", Trimestre(2024, 2), "livraisons en juillet")
    assert "« livraisons en juillet »" in read(open_page(code="S.1.3-01", trimestre="2024-T2"))
