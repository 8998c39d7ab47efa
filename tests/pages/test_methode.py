"""The Méthode page: what it says comes from the code's own lists and from the contract's data."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import lib.ui.methode as methode
from lib.domain.contrat_lu import ContratLu
from lib.domain.explications import RaisonPourquoi
from lib.domain.jalons import Allure
from lib.domain.nomenclatures import FamilleEcart, Mode
from lib.domain.phrases import format_suite
from lib.domain.statuts import StatutSuivi, get_seuils
from lib.ui.methode import ARGENT, DONNEES, ECARTS, GLOSSAIRE, MOTS, SOURCES, SUIVI, read_glossaire
from lib.ui.methode_donnees import list_clotures_possibles
from lib.ui.methode_formules import list_formules
from lib.ui.methode_suivi import (
    SAISIES,
    build_sens_statuts,
    list_absences,
    list_dementis,
    list_raisons,
)
from lib.usecases.contrats import build_contrat_lu, get_code
from tests.contrat_complet import read_contrat
from tests.pages.visite import clean, open_ecran, read_html

PAGE = "methode.py"


def read_contrat_du_magasin() -> ContratLu:
    return build_contrat_lu(get_code(None))


def open_partie(application: AppTest, partie: str) -> tuple[AppTest, str]:
    page = open_ecran(application, PAGE)
    if partie != SUIVI:
        page.button_group(key="partie").select(partie).run()
    assert not page.exception
    return page, clean(read_html(page))


def test_every_status_and_every_mode_is_explained() -> None:
    assert list(build_sens_statuts(get_seuils(read_contrat()))) == list(StatutSuivi)
    assert set(SAISIES) == set(Mode)


def test_the_thresholds_are_those_of_the_data() -> None:
    contrat = read_contrat()
    changes = {"seuil_bonne_voie": Decimal(90), "seuil_a_surveiller": Decimal(60)}
    seuils = get_seuils(
        replace(contrat, seuils=tuple(replace(s, valeur=changes.get(s.code, s.valeur)) for s in contrat.seuils))
    )
    sens = build_sens_statuts(seuils)
    assert "au moins 90 %" in clean(sens[StatutSuivi.EN_BONNE_VOIE])
    assert "moins de 60 %" in clean(sens[StatutSuivi.EN_RETARD])


def test_the_examples_are_computed_by_the_rules() -> None:
    exemples = {
        formule["Nom"]: clean(formule["Exemple inventé"]) for formule in list_formules(get_seuils(read_contrat()))
    }
    assert exemples["Taux d’atteinte"].endswith("93,3 %")
    assert "résultat 140 : 80,0 % ;" in exemples["Taux d’avancement de l’année"]
    assert exemples["Taux d’avancement du contrat"].endswith("40,0 %")
    assert exemples["Taux et moyennes"] == "37 sur 40 : 92,5 % ; avec 3 sur 10 : 80 %"
    assert sum(format_suite(allure.libelle) in nom for nom in exemples for allure in Allure) == len(Allure)


def test_the_marks_stand_beside_their_words(application: AppTest) -> None:
    _, textes = open_partie(application, SUIVI)
    for statut in StatutSuivi:
        assert f"statut-{statut.value}" in textes and statut.libelle in textes
    assert "Un effectif de personnes de 1 à ce nombre" in textes


def test_money_cites_its_articles_and_the_contract_s_payments(application: AppTest) -> None:
    _, textes = open_partie(application, ARGENT)
    assert "126 000 € notifiés et 26 000 € reportés : 92,1 %" in textes
    assert "1 941 774 €" in textes and "bilan final" in textes and "bilan_final" not in textes
    assert "49,998 %" in textes
    assert "lecture proposée, art. 5" in textes
    assert "Aucune règle de cofinancement n’est écrite pour ce volet" in textes


def test_who_owes_what_adds_up(application: AppTest) -> None:
    _, textes = open_partie(application, DONNEES)
    assert "126 indicateurs sur 138 appellent une donnée" in textes
    assert "31 jours après la fin de l’année" in textes and "15 jours après la fin du trimestre" in textes
    assert "Effectif de personnes de 1 à 4 (convention Jalons)" in textes


def test_the_inconsistencies_keep_both_values_and_filter_by_family(application: AppTest) -> None:
    page, textes = open_partie(application, ECARTS)
    ecarts = read_contrat().ecarts
    assert f"{len(ecarts)} écarts relevés entre deux passages du contrat : argent 18" in textes
    page.multiselect(key="famille").select(FamilleEcart.DATES.libelle).run()
    textes = clean(read_html(page))
    dates = [ecart for ecart in ecarts if ecart.famille is FamilleEcart.DATES]
    assert f"{len(dates)} écarts relevés" in textes
    assert "I35" in textes and "I01" not in textes
    assert "31 décembre 2024 (art. 4, l.272)" in textes


def test_the_glossary_is_read_from_its_file(application: AppTest) -> None:
    _, textes = open_partie(application, MOTS)
    lignes = read_glossaire(GLOSSAIRE.read_text(encoding="utf-8"))
    assert len(lignes) > 15 and f"{len(lignes)} mots" in textes
    assert all(ligne["Sens"] and ligne["Source"] for ligne in lignes)
    assert "lib/domain" not in textes


def test_a_missing_glossary_is_said(application: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(methode, "GLOSSAIRE", tmp_path / "absent.md")
    assert "n’est pas avec l’application" in open_partie(application, MOTS)[1]


def test_sources_carry_their_licence_and_the_data_their_last_lot(application: AppTest) -> None:
    page, textes = open_partie(application, SOURCES)
    assert "IGN GEOFLA 2.2 (2016), Licence Ouverte 2.0" in textes
    assert "Lot n° 1, publié le" in textes
    assert "138 indicateurs" in clean(page.caption[-1].value)


def test_a_reader_sees_who_set_each_convention_and_no_form(application: AppTest) -> None:
    page, textes = open_partie(application, SUIVI)
    assert "depuis l’origine" in textes and "non fixé" in textes
    assert "DEFM allocataires du RSA" in textes and "01/01/2025" in textes
    assert [bouton.label for bouton in page.button if "seuil" in bouton.label] == []


def test_the_administrator_sets_a_threshold_with_a_reason_and_its_history_keeps_both(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "administrateur"}))
    page, _ = open_partie(application, SUIVI)
    page.text_input(key="reglage-seuil-valeur-0").set_value("90,5")
    next(bouton for bouton in page.button if bouton.label == "Régler le seuil").click().run()
    assert [erreur.value for erreur in page.error] == ["Il manque le motif du réglage."]
    page.text_input(key="reglage-seuil-motif-0").set_value("comité du 6 mai")
    next(bouton for bouton in page.button if bouton.label == "Régler le seuil").click().run()
    assert get_seuils(read_contrat_du_magasin()).bonne_voie == Fraction(181, 200)
    textes = clean(read_html(page))
    assert "90,5 %" in textes and "comité du 6 mai" in textes
    assert [e.label for e in page.expander if e.label.startswith("Historique des seuils")] == [
        "Historique des seuils, conventions Jalons (2)"
    ]


def test_the_administrator_sets_a_milestone_and_a_break(application: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "administrateur"}))
    page, _ = open_partie(application, SUIVI)
    page.text_input(key="reglage-jalon-valeur-0").set_value("30")
    page.text_input(key="reglage-jalon-motif-0").set_value("rentrée scolaire")
    next(bouton for bouton in page.button if bouton.label == "Saisir le jalon").click().run()
    (saisi,) = read_contrat_du_magasin().jalons_saisis
    assert (saisi.indicateur, saisi.annee, saisi.trimestre, saisi.valeur) == ("S.1.1-01", 2024, 1, Decimal(30))
    page.text_input(key="reglage-rupture-debut-1").set_value("31/02/2025")
    next(bouton for bouton in page.button if bouton.label == "Enregistrer la rupture").click().run()
    assert [erreur.value for erreur in page.error] == ["Écrivez le jour sous la forme 01/01/2025."]
    page.text_input(key="reglage-rupture-debut-1").set_value("01/03/2025")
    page.text_input(key="reglage-rupture-motif-1").set_value("inventaire changé")
    page.text_input(key="reglage-rupture-source-1").set_value("note")
    next(bouton for bouton in page.button if bouton.label == "Enregistrer la rupture").click().run()
    assert [(r.objet, str(r.debut)) for r in read_contrat_du_magasin().ruptures] == [
        ("defm", "2025-01-01"),
        ("S.1.1-01", "2025-03-01"),
    ]


def test_what_contradicts_a_declared_weather_is_written_from_the_rule_itself() -> None:
    assert {ligne["Météo déclarée"]: ligne["Contredite quand"] for ligne in list_dementis()} == {
        "Objectifs sécurisés": "Un indicateur au moins est non atteint ou à surveiller ou en retard",
        "Objectifs atteignables": "Un indicateur au moins est non atteint ou en retard",
        "Appuis nécessaires": "Chaque indicateur jugé est atteint ou en bonne voie",
        "Objectifs compromis": "Chaque indicateur jugé est atteint ou en bonne voie",
    }


def test_when_a_reason_is_asked_is_written_with_the_threshold_of_the_data() -> None:
    seuils = replace(get_seuils(read_contrat()), a_surveiller=Fraction(6, 10))
    regles = {ligne["Cas"]: clean(ligne["Règle"]) for ligne in list_raisons(seuils)}
    assert list(regles) == [raison.libelle for raison in RaisonPourquoi]
    assert regles[RaisonPourquoi.RETARD.libelle] == "Le statut du trimestre est non atteint ou en retard."
    assert "moins de 60 % de l’autre" in regles[RaisonPourquoi.NIVEAU.libelle]


def test_the_six_absences_have_six_words(application: AppTest) -> None:
    mots = [ligne["Mot"] for ligne in list_absences()]
    assert len(mots) == len(set(mots)) == 6
    assert "Ne sera pas transmise" in mots and "Non transmis" in mots
    assert "Six absences qui ne se confondent pas" in open_partie(application, SUIVI)[1]


def test_who_closes_a_missing_datum_follows_the_habilitations(application: AppTest) -> None:
    contrat = read_contrat()
    lignes = {ligne["Chiffre produit par"]: ligne for ligne in list_clotures_possibles(contrat)}
    assert list(lignes) == ["Conseil départemental", "France Travail"]
    assert lignes["Conseil départemental"]["Déclare, ou se ravise"] == "Contributeur CD, Valideur CD"
    assert {ligne["Répond"] for ligne in lignes.values()} == {"Valideur État accepte ou refuse"}
    seul = list_clotures_possibles(replace(contrat, habilitations=()))
    assert {clean(ligne["Répond"]) for ligne in seul} == {"Personne : la déclaration suffit"}
    assert "Clore une donnée qui ne sera pas transmise" in open_partie(application, DONNEES)[1]
