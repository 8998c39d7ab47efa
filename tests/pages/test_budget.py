"""The Budget page as a visitor meets it, and the sentences it writes."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.charts.jauges import list_jauges
from lib.domain.argent import build_synthese
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre
from lib.ui.budget import (
    build_phrase_consommation,
    explain_annee_vide,
    get_annee_par_defaut,
    get_trimestre_par_defaut,
    list_chiffres,
)
from lib.ui.composants import build_csv
from lib.ui.previsionnel import list_previsionnel, to_dataframe
from tests.domain.fabrique_argent import CD, ETAT, NOTIFIE, make_contrat, make_enveloppe, make_execution
from tests.exports.contrat_reel import read_contrat
from tests.pages.visite import clean, open_ecran, publish, read_graphiques, read_html

T2, T4 = Trimestre(2024, 2), Trimestre(2024, 4)


def test_the_totals_of_the_table_are_those_of_the_annex() -> None:
    contrat = read_contrat()
    lignes = list_previsionnel(contrat, build_synthese(contrat, T4))
    totaux = {ligne.libelle: (*ligne.montants[:2], ligne.total) for ligne in lignes if ligne.genre != "fiche"}
    assert totaux["Sous-total Axe 1 · Enfance et inégalités"] == (36529500, 66609500, 103139000)
    assert totaux["Sous-total Axe 2 · Accès aux droits"] == (96680000, 209937200, 306617200)
    assert totaux["Sous-total Axe 3 · Transition écologique solidaire"] == (22130000, 25130000, 47260000)
    assert totaux["Sous-total Volet 2 · Solutions d'insertion locales"] == (169504000, 1213976000, 1383480000)
    assert totaux["TOTAL SOLIDARITES"] == (155339500, 301676700, 457016200)
    assert totaux["TOTAL INSERTION"] == (323629000, 1357795400, 1681424400)
    assert totaux["TOTAL DU CONTRAT"] == (478968500, 1659472100, 2138440600)


def test_the_file_of_the_table_opens_in_a_french_spreadsheet() -> None:
    contrat = read_contrat()
    lignes = build_csv(to_dataframe(list_previsionnel(contrat, build_synthese(contrat, T4)))).decode("utf-8-sig")
    assert lignes.splitlines()[0] == "Action;Intitulé;État (€);Département (€);Autres financeurs (€);Total (€)"
    assert lignes.splitlines()[-1] == ";TOTAL DU CONTRAT;4789685;16594721;0;21384406"


def test_a_year_without_amounts_gives_unknown_totals_never_zero() -> None:
    contrat = read_contrat()
    derniere = list_previsionnel(contrat, build_synthese(contrat, Trimestre(2025, 4)))[-1]
    assert (derniere.montants, derniere.total) == ((None, None, None), None)
    assert "confirmer par avenant" in explain_annee_vide(contrat, 2025)
    assert "Volet 1, Volet 2, Volet 3\u00a0: période terminée le 31\u00a0décembre 2024" in explain_annee_vide(
        contrat, 2025
    )


def test_one_arrives_on_the_last_year_written_and_the_last_quarter_received() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 1), make_enveloppe("S.1", ETAT, 1, NOTIFIE, 2025)],
        executions=[make_execution("S.1", ETAT, 1, 1), make_execution("S.1", ETAT, 3, 1)],
    )
    assert get_annee_par_defaut(contrat) == 2025
    assert get_trimestre_par_defaut(contrat, 2024, date(2026, 1, 1)) == Trimestre(2024, 3)
    assert get_trimestre_par_defaut(contrat, 2025, date(2025, 8, 1)) == Trimestre(2025, 2)
    assert get_trimestre_par_defaut(contrat, 2026, date(2025, 8, 1)) == Trimestre(2026, 1)


def test_the_sentence_says_the_whole_each_funder_and_who_is_furthest_behind() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 1000), make_enveloppe("S.1", CD, 1000), make_enveloppe("S.3", CD, 500)],
        executions=[
            make_execution("S.1", ETAT, 2, 600),
            make_execution("S.1", CD, 2, 400),
            make_execution("S.3", CD, 2, 100),
        ],
    )
    phrase = clean(build_phrase_consommation(contrat, T2))
    assert phrase.startswith("À fin T2 2024, 44,0 % consommés, attendu 50,0 % : 1 100 € sur 2 500 €")
    assert "(État 60,0 %, Département 33,3 %)" in phrase


def test_an_incomplete_gauge_is_never_said_to_be_behind() -> None:
    enveloppes = [make_enveloppe("S.1", CD, 1000), make_enveloppe("S.2", CD, 1000)]
    complet = make_contrat(
        enveloppes=enveloppes, executions=[make_execution("S.1", CD, 2, 10), make_execution("S.2", CD, 2, 10)]
    )
    assert "Axe 1 · A1 · Département, 49,0 points de moins" in clean(build_phrase_consommation(complet, T2))
    partiel = make_contrat(enveloppes=enveloppes, executions=[make_execution("S.1", CD, 2, 10)])
    phrase = clean(build_phrase_consommation(partiel, T2))
    assert "Le plus loin" not in phrase and "1 montant reçu sur" in phrase


def test_the_table_of_the_gauges_prints_the_base_of_each_rate() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 1000)], executions=[make_execution("S.1", ETAT, 2, 250)]
    )
    etat = list_chiffres(list_jauges(contrat, T2, separes=True))[0]
    assert clean(f"{etat['Réalisé']} / {etat['Base']} = {etat['Taux']}") == "250 € / 1 000 € = 25,0 %"
    assert etat["Nature de la base"] == "prévisionnel de l’annexe"


def open_budget(application: AppTest, onglet: str = "", **adresse: str) -> tuple[AppTest, str]:
    for nom, valeur in (adresse | ({"onglet": onglet} if onglet else {})).items():
        application.query_params[nom] = valeur
    page = open_ecran(application, "budget.py")
    return page, clean(read_html(page))


def test_without_any_spending_the_page_says_so_and_shows_the_forecast(application: AppTest) -> None:
    page, textes = open_budget(application)
    assert "Aucune exécution déposée pour 2024. " in textes and "href='/depot'" in textes
    assert "21 384 406 € prévus en 2024 : État 4 789 685 € (22,4 %), Département 16 594 721 € (77,6 %)." in textes
    assert len(page.get("vega_lite_chart")) == 1
    assert "TOTAL SOLIDARITES" not in textes


def test_only_the_open_tab_is_drawn_and_the_forecast_has_its_own(application: AppTest) -> None:
    page, textes = open_budget(application, "Prévisionnel et annexe")
    assert "TOTAL SOLIDARITES" in textes and "4 570 162 €" in textes
    assert "Aucune exécution déposée" not in textes
    assert "écrit 18 fois deux montants" in textes
    assert any("I03" in tableau.value.to_csv() for tableau in page.dataframe)


@pytest.mark.parametrize("annee", [2025, 2026, 2027])
def test_a_year_to_come_is_to_be_confirmed_and_no_amount_is_copied(application: AppTest, annee: int) -> None:
    page, textes = open_budget(application, trimestre=f"{annee}-T4")
    assert f"{annee} : montants à confirmer par avenant" in textes
    assert not page.get("vega_lite_chart")
    assert "4 789 685" not in textes


def test_choosing_a_year_or_a_quarter_writes_one_stable_code_in_the_address(application: AppTest) -> None:
    page, _ = open_budget(application)
    page.segmented_control(key="budget-fin").set_value(2).run()
    assert page.query_params["trimestre"] == "2024-T2"
    page.segmented_control(key="budget-annee").set_value(2026).run()
    assert page.query_params["trimestre"].startswith("2026-T")


@pytest.mark.parametrize(
    ("onglet", "phrase"),
    [
        ("Alertes", "Le réalisé du T4 2024 n’est pas transmis : il n’est pas jugé."),
        ("Par action", "Axe 1 · Enfance et inégalités, T4 2024 : exécution non transmise."),
        ("Par action", "Non calculable : résultat S.1.3-01 du T4 2024 non transmis"),
        ("Fin d’année", "Aucune exécution déposée pour T4 2024 : rien à projeter."),
        ("Cofinancement", "2024 : aucune part connue n’est sous le minimum (réalisé non transmis)."),
        ("Cofinancement", "aucune règle au contrat, rien n’y est jugé."),
        ("Versements", "0 € versés par l’État pour 2024 sur 4 789 685 € prévus ; reste 4 789 685 €."),
        ("Versements", "Échéance inconnue : date de signature non saisie."),
        ("Soldes et règles", "Crédits non consommés de 2024 inconnus"),
        ("Soldes et règles", "lecture proposée"),
    ],
)
def test_the_contract_alone_says_what_is_not_known_yet(application: AppTest, onglet: str, phrase: str) -> None:
    assert phrase in open_budget(application, onglet)[1]


def test_the_base_of_a_ratio_is_the_annex_total_beside_the_total_of_the_fiche(application: AppTest) -> None:
    _, textes = open_budget(application, "Cofinancement")
    totaux = textes[textes.index("Totaux qui diffèrent") :]
    assert "S.2.4" in totaux and "15 000 €" in totaux and "90 000 €" in totaux


def test_an_axe_is_chosen_by_its_code_and_its_lines_keep_their_unit_costs(application: AppTest) -> None:
    page, textes = open_budget(application, "Par action", axe="V3")
    assert page.segmented_control(key="budget-axe").value == "V3"
    assert "parcours × 6 000" in textes and "aucune dépense n’est déclarée par marché" in textes
    page.segmented_control(key="budget-axe").set_value("A2").run()
    assert page.query_params["axe"] == "A2"
    assert "Aucun prix unitaire n’est écrit pour ces actions en 2024." in clean(
        " ".join([read_html(page), *(m.value for m in page.markdown)])
    )


def test_spending_moves_the_gauges_and_a_shortfall_at_t4_is_an_alert(magasin: str, application: AppTest) -> None:
    fiche = {"fiche": "S.3.1", "annee": 2024, "trimestre": 4}
    publish(
        fiche | {"financeur": Financeur.ETAT, "montant": 1500000},
        fiche | {"financeur": Financeur.CD, "montant": 1499999},
    )
    page, textes = open_budget(application)
    assert len(page.get("vega_lite_chart")) == 1
    assert "À fin T4 2024" in textes
    assert "<b>Une alerte :</b> S.3.1 : le Département apporte" in textes and "il manque 0,01 €" in textes
    assert "href='/budget?onglet=Alertes'" in textes
    for onglet in ("Alertes", "Cofinancement", "Fin d’année", "Soldes et règles", "Par action"):
        _, textes = open_budget(application, onglet)
    _, textes = open_budget(application, "Alertes")
    assert "R1, art. 2.2" in textes and "href='/fiches-action?fiche=S.3.1'" in textes
    _, textes = open_budget(application, "Cofinancement")
    assert "Sous le minimum : S.3.1, réalisé 49,99998 %, il manque 0,01 €." in textes


def test_funders_together_are_kept_in_the_address(magasin: str, application: AppTest) -> None:
    publish({"fiche": "S.3.1", "annee": 2024, "trimestre": 2, "financeur": Financeur.ETAT, "montant": 100})
    page, _ = open_budget(application, financeurs="Ensemble")
    jauges = read_graphiques(page)[0]
    assert '"Total du contrat"' in jauges and "Total du contrat · État" not in jauges
