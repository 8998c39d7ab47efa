from dataclasses import replace

from lib.domain.enonces import list_communs, list_metiers, select_enonces, select_enonces_fiche
from lib.domain.nomenclatures import ThemeEnonce
from lib.domain.territoire_pilote import list_zones
from tests.contrat_complet import read_contrat

CONTRAT = read_contrat()
(ZONE,) = list_zones(CONTRAT)


def test_jobs_keep_the_order_and_the_words_of_each_list() -> None:
    champigny, creteil = list_metiers(CONTRAT, ZONE)
    assert (champigny.agence.code, creteil.agence.code) == ("AG-94011", "AG-94106")
    assert [metier.objet for metier in champigny.metiers] == (
        "K2204 N4105 M1601 K1303 D1505 K1302 K1304 D1214 G1603 D1507".split()
    )
    assert [metier.objet for metier in creteil.metiers] == (
        "M1601 D1214 M1602 N4105 K2204 K1303 D1507 G1603 M1607 K1304".split()
    )
    assert {m.objet: m.texte for m in champigny.metiers}["D1214"] == "Vente En Habilleme Et Accessoires De L"


def test_eight_jobs_are_in_both_lists() -> None:
    listes = list_metiers(CONTRAT, ZONE)
    assert list_communs(listes) == "K2204 N4105 M1601 K1303 K1304 D1214 G1603 D1507".split()
    assert len(list_communs(listes[:1])) == 10
    assert list_communs([]) == []


def test_a_contract_without_any_statement_shows_none() -> None:
    sans = replace(CONTRAT, enonces=())
    assert list_metiers(sans, ZONE) == []
    assert select_enonces(sans, ThemeEnonce.ENGAGEMENTS) == []


def test_a_statement_belongs_to_the_fiche_it_names_or_to_every_fiche_of_its_volet() -> None:
    codes = {f.code: [e.code for e in select_enonces_fiche(CONTRAT, f)] for f in CONTRAT.fiches}
    assert {code: liste for code, liste in codes.items() if liste} == {
        "I.V2.1": ["FIN-01"],
        "I.V2.2": ["FIN-01"],
        "I.V3": ["ENG-18", "FIN-02"],
    }


def test_the_governance_of_the_territory_is_answered_as_printed() -> None:
    reponses = {e.objet: e.texte for e in select_enonces(CONTRAT, ThemeEnonce.GOUVERNANCE, territoire=ZONE.code)}
    assert reponses["Cohérence en matière de gouvernance"] == "Non"
    assert reponses["Management de projet facilité"] == reponses["Accès à la donnée facilité"] == "Oui"
    assert select_enonces(CONTRAT, ThemeEnonce.GOUVERNANCE, territoire="94028") == []
