"""The Fiches action page: the list, one fiche by its address, and the fiche that the document lacks."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.faits import NiveauMeteo, PositionNonTransmission, Resultat
from lib.domain.lots import Lot
from lib.domain.nomenclatures import Financeur, GenreLot
from lib.domain.periodes import Trimestre
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.ui.fiche_argent import explain_suite, format_cout_unitaire
from lib.ui.fiches import format_titre
from lib.usecases.contrats import get_code
from lib.usecases.explications import record_explication
from lib.usecases.meteo import record_meteo
from lib.usecases.non_transmissions import record_non_transmission, record_reponse
from tests.exports.contrat_reel import read_contrat
from tests.pages.visite import clean, open_ecran, publish, read_graphiques, read_html

PAGE = "fiches_action.py"


def open_fiche(application: AppTest, code: str) -> tuple[AppTest, str]:
    application.query_params["fiche"] = code
    page = open_ecran(application, PAGE)
    return page, clean(read_html(page))


def test_the_list_holds_every_fiche_under_its_axe_with_its_money(application: AppTest) -> None:
    textes = clean(read_html(open_ecran(application, PAGE)))
    assert "14 actions, 6 axes et volets. S.1.1 : fiche absente du document." in textes
    for fiche in read_contrat().fiches:
        assert f"href='/fiches-action?fiche={fiche.code}'" in textes
    assert textes.index("Axe 3 · Transition") < textes.index("?fiche=S.3.1'") < textes.index("Volet 1 ·")
    assert "10 742 480 €" in textes


def test_one_fiche_opens_by_its_address_with_all_that_the_contract_says(application: AppTest) -> None:
    page, textes = open_fiche(application, "S.1.3")
    fiche = read_contrat().fiche_par_code["S.1.3"]
    assert [titre.value for titre in page.header] == [format_titre(fiche)]
    assert "confidentialité des adresses" in textes and "SIAO" in textes
    assert "chiffres jamais ventilés par territoire" in textes
    assert "352 800 € prévus en 2024 : État 126 000 € (35,7 %), Département 226 800 € (64,3 %)." in textes
    assert "28 logements, 12 600 € l’unité" in textes
    assert "href='/indicateur?code=S.1.3-01'" in textes
    assert "I07" in textes and "I28" in textes and "I01" not in textes
    assert "Source : fiche S.1.3, l.865-939" in textes
    assert "Aucune exécution déposée pour S.1.3 en 2024." in textes


def test_the_absent_fiche_says_so_and_nothing_is_invented(application: AppTest) -> None:
    page, textes = open_fiche(application, "S.1.1")
    assert ["Fiche absente du document" in avis.value for avis in page.warning] == [True]
    sous_titres = [titre.value for titre in page.subheader]
    assert "Contexte" not in sous_titres and "Qui et quand" not in sous_titres
    assert "31 795 €" in textes and "Le document n’écrit aucun détail de budget pour cette action." in textes
    assert "href='/indicateur?code=S.1.1-01'" in textes


def test_an_unknown_fiche_is_refused_in_a_sentence_and_the_list_is_shown(application: AppTest) -> None:
    page, textes = open_fiche(application, "S.9.9")
    assert [erreur.value for erreur in page.error] == ["La fiche action S.9.9 n’existe pas dans ce contrat."]
    assert "14 actions" in textes


def test_choosing_a_fiche_writes_the_address(application: AppTest) -> None:
    page = open_ecran(application, PAGE)
    page.selectbox(key="choix_fiche").set_value("S.2.4").run()
    assert page.query_params["fiche"] == "S.2.4"
    textes = clean(read_html(page))
    assert "La fiche écrit, elle, un coût total de 90 000 €." in textes


def test_spending_draws_one_gauge_per_funder(magasin: str, application: AppTest) -> None:
    publish({"fiche": "S.3.1", "annee": 2024, "trimestre": 2, "financeur": Financeur.ETAT, "montant": 750000})
    page, textes = open_fiche(application, "S.3.1")
    assert "Consommé à fin T2 2024 : État 50,0 %, Département 15 000 € prévus · exécution non transmise" in textes
    (spec,) = read_graphiques(page)
    assert "S.3.1 · État" in spec and "S.3.1 · Département" in spec


@pytest.mark.parametrize("code", [fiche.code for fiche in read_contrat().fiches])
def test_every_fiche_opens(application: AppTest, code: str) -> None:
    page, _ = open_fiche(application, code)
    assert page.header[0].value.startswith(code)


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("S.1.2", "2025, 2026, 2027 : montants à confirmer par avenant (art. 2.2 et 3)."),
        ("I.V1", "Après le 31 décembre 2024 : hors de la période du volet 1 (art. 4)."),
    ],
)
def test_the_years_to_come_are_to_be_confirmed_or_beyond_the_volet(code: str, phrase: str) -> None:
    contrat = read_contrat()
    assert clean(explain_suite(contrat, contrat.fiche_par_code[code], 2024)) == phrase


def test_a_unit_price_is_shown_only_where_the_contract_writes_it() -> None:
    lignes = [ligne for ligne in read_contrat().lignes_budget if ligne.annee == 2024]
    ecrits = {(ligne.fiche, ligne.rang): clean(format_cout_unitaire(ligne)) for ligne in lignes}
    assert ecrits["S.1.3", 1] == "28 logements, 12 600 € l’unité"
    assert ecrits["S.3.2", 4] == "20 épiceries"
    assert ecrits["S.2.1", 1] == "–"


def test_without_declaration_the_fiche_says_so_and_who_may_declare(application: AppTest) -> None:
    _, textes = open_fiche(application, "S.1.2")
    assert "Aucune météo déclarée pour S.1.2 au" in textes
    assert "le Conseil départemental, qui la pilote, le fait." in textes
    assert "Aucun commentaire sur S.1.2 à ce jour." in textes


def test_the_owner_declares_then_replaces_the_weather_and_the_history_keeps_both(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "contributeur_cd"}))
    application.query_params["trimestre"] = "2025-T2"
    page, _ = open_fiche(application, "S.1.3")
    page = declare(page, NiveauMeteo.APPUIS_NECESSAIRES, "deux postes vacants")
    textes = clean(read_html(page))
    assert "météo de S.1.3 pour T2 2025" in page.success[0].value
    assert "meteo-appuis_necessaires'>Appuis nécessaires" in textes and "« deux postes vacants »" in textes
    assert "Aucun indicateur n’est encore jugé ce trimestre : rien à comparer" in textes
    textes = clean(read_html(declare(page, NiveauMeteo.SECURISES, "postes pourvus")))
    assert "« postes pourvus »" in textes and "deux postes vacants" in textes
    assert textes.count("<td>remplacée</td>") == 1 and textes.count("<td>en vigueur</td>") == 1


def test_a_weather_without_level_or_sentence_is_refused(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "contributeur_cd"}))
    page, _ = open_fiche(application, "S.1.3")
    assert ["quatre niveaux" in erreur.value for erreur in declare(page, None, "x").error] == [True]
    assert ["la phrase" in erreur.value for erreur in declare(page, NiveauMeteo.SECURISES, "").error] == [True]


def test_a_declaration_that_the_figures_deny_is_said_on_the_fiche_and_on_the_synthese(
    magasin: str, application: AppTest
) -> None:
    code, t4 = get_code(None), Trimestre(2024, 4)
    record_meteo(Acteur(Role.CONTRIBUTEUR_CD), code, "S.1.3", t4, NiveauMeteo.SECURISES, "rien à signaler")
    lot = Lot(genre=GenreLot.DEPOT, publie_le=datetime(2025, 1, 20, tzinfo=UTC))
    with write() as session:
        lock_contrat(session, code)
        save_lot(session, code, lot, [Resultat(indicateur="S.1.3-01", annee=2024, trimestre=4, valeur=Decimal(20))])
    application.query_params["trimestre"] = "2024-T4"
    _, textes = open_fiche(application, "S.1.3")
    desaccord = "« Objectifs sécurisés » déclaré pour T4 2024, mais S.1.3-01 non atteint"
    assert f"≠ Désaccord</strong> : {desaccord}. La Synthèse le montre dans « À regarder »." in textes
    synthese = clean(read_html(open_ecran(application, "synthese.py")))
    assert f"S.1.3 : {desaccord}" in synthese
    assert "Règle : météo déclarée contraire aux résultats" in synthese
    assert "href='/fiches-action?fiche=S.1.3&amp;trimestre=2024-T4'" in synthese


def declare(page: AppTest, niveau: NiveauMeteo | None, texte: str) -> AppTest:
    (choix,) = [radio for radio in page.radio if radio.label == "Météo"]
    choix.set_value(niveau)
    next(champ for champ in page.text_area if champ.label == "La phrase qui l’explique").set_value(texte)
    next(bouton for bouton in page.button if bouton.label == "Publier la météo").click()
    page.run()
    assert not page.exception, page.exception
    return page


def test_a_fiche_says_why_its_late_figures_are_so_or_that_it_remains_to_be_said(application: AppTest) -> None:
    code, t4 = get_code(None), Trimestre(2024, 4)
    application.query_params["trimestre"] = str(t4)
    _, textes = open_fiche(application, "S.1.3")
    assert "<a href='/indicateur?code=S.1.3-01&amp;trimestre=2024-T4' target='_self'>Pourquoi ?</a>" in textes
    for trimestre, texte in ((t4, "livraison en février"), (t4.precedent, "rien en été")):
        record_explication(Acteur(Role.CONTRIBUTEUR_CD), code, "S.1.3-01", trimestre, texte)
    page, textes = open_fiche(application, "S.1.3")
    assert "Pourquoi : « livraison en février »" in textes
    assert [clean(volet.label) for volet in page.expander if "Pourquoi" in volet.label] == [
        "Pourquoi ? Ce qui est dit des chiffres de 2024 (2)"
    ]
    annee = next(bloc for bloc in textes.split("<table") if "Explications des chiffres de S.1.3 en 2024" in bloc)
    assert annee.index("rien en été") < annee.index("livraison en février")


def test_a_quarter_that_will_not_be_sent_says_so_under_the_latest_known_value(application: AppTest) -> None:
    code, t4, cd = get_code(None), Trimestre(2024, 4), Acteur(Role.CONTRIBUTEUR_CD)
    for indicateur in ("S.1.3-01", "S.1.3-02"):
        record_non_transmission(cd, code, indicateur, t4, "registre perdu")
        record_reponse(Acteur(Role.VALIDEUR_ETAT), code, indicateur, t4, PositionNonTransmission.ACCEPTEE, "")
    with write() as session:
        lock_contrat(session, code)
        fait = Resultat(indicateur="S.1.3-01", annee=2024, trimestre=2, valeur=Decimal(21))
        save_lot(session, code, Lot(genre=GenreLot.DEPOT, publie_le=datetime(2024, 7, 14, tzinfo=UTC)), [fait])
    application.query_params["trimestre"] = str(t4)
    _, textes = open_fiche(application, "S.1.3")
    assert "21 (T2 2024)<br><span class='source'>T4 2024 : ne sera pas transmise</span>" in textes
    assert "<td class='montant'>ne sera pas transmise</td>" in textes
    assert textes.count("non transmis<") == 1  # N-S-02, dont rien n’est dit


def test_a_fiche_shows_what_the_contract_states_about_it_elsewhere(application: AppTest) -> None:
    page, textes = open_fiche(application, "I.V3")
    assert "Ce que le contrat écrit ailleurs sur cette action" in [titre.value for titre in page.subheader]
    assert "annexe 5, § 5, l.1796" in textes and "Conférences des financeurs" in textes
    assert "écart I44" in textes and "dont 5 258 (60,1 %)" in textes


def test_a_fiche_without_any_statement_has_no_such_part(application: AppTest) -> None:
    page, _ = open_fiche(application, "S.1.3")
    assert "Ce que le contrat écrit ailleurs sur cette action" not in [titre.value for titre in page.subheader]
