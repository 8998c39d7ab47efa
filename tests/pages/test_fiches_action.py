"""The Fiches action page: the list, one fiche by its address, and the fiche that the document lacks."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.nomenclatures import Financeur
from lib.ui.fiche_argent import explain_suite, format_cout_unitaire
from lib.ui.fiches import format_titre
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
    assert "chiffres jamais ventilés par commune" in textes
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
