from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.domain.contrat import Contexte, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.demandeurs_emploi import PART, TOUT, compute_evolution, list_parts_agences, list_tables_agences
from lib.domain.faits import Resultat
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.periodes import Trimestre
from lib.domain.progression import build_progressions
from lib.domain.ruptures import Rupture, select_ruptures
from lib.domain.territoire_pilote import (
    MASQUE,
    NON_VENTILE,
    MesureLocale,
    list_mesures_contexte,
    list_mesures_indicateurs,
    list_repartitions,
    list_zones,
)
from tests.contrat_complet import read_contrat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas

CONTRAT = read_contrat()
(ZONE,) = list_zones(CONTRAT)
CONTEXTE = {mesure.code: mesure for mesure in list_mesures_contexte(CONTRAT, ZONE)}


def list_communes_de(resultats: list[Resultat]) -> list[MesureLocale]:
    contrat = replace(CONTRAT, resultats=tuple(resultats))
    return list_mesures_indicateurs(contrat, ZONE, build_progressions(contrat, date(2025, 3, 1)))


def make_resultat(indicateur: str, territoire: str, **champs: int) -> Resultat:
    chiffres = {nom: Decimal(valeur) for nom, valeur in champs.items()}
    return Resultat(indicateur=indicateur, annee=2024, trimestre=4, territoire=territoire, **chiffres)


def test_a_contract_without_zone_has_no_pilot_territory() -> None:
    sans = replace(CONTRAT, territoires=tuple(t for t in CONTRAT.territoires if t.type is not TypeTerritoire.ZONE))
    assert list_zones(sans) == []


def test_communes_keep_the_contract_s_order_and_their_share_of_the_total_as_written() -> None:
    foyers = CONTEXTE["foyers_rsa"]
    assert [(v.territoire.code, v.valeur) for v in foyers.communes] == [
        ("94028", 4183),
        ("94017", 3620),
        ("94079", 946),
    ]
    assert foyers.ensemble.valeur == 8749
    assert [v.part for v in foyers.communes] == [Fraction(n, 8749) for n in (4183, 3620, 946)]
    assert foyers.ensemble.part is None


def test_a_measure_is_a_share_of_another_only_where_the_figures_add_up_everywhere() -> None:
    recents = CONTEXTE["ouverture_moins_1_an"]
    assert recents.communes[0].part_base == Fraction(1137, 4183)
    assert recents.ensemble.part_base == Fraction(2166, 8749)
    assert CONTEXTE["foyers_rsa"].communes[0].part_base is None
    assert CONTEXTE["entrants_un_an"].communes[0].part_base is None
    faux = tuple(
        replace(f, valeur=f.valeur + 1) if (f.mesure, f.territoire) == ("ouverture_plus_2_ans", "94079") else f
        for f in CONTRAT.contexte
    )
    mesures = list_mesures_contexte(replace(CONTRAT, contexte=faux), ZONE)
    assert [v.part_base for m in mesures for v in m.communes if v.part_base is not None] == []


def test_a_figure_written_for_the_whole_alone_is_not_a_measure_by_commune() -> None:
    assert "brsa_stock" not in CONTEXTE and len(CONTEXTE) == 6
    sans_creteil = tuple(f for f in CONTRAT.contexte if f.territoire != "94028")
    (foyers, *_) = list_mesures_contexte(replace(CONTRAT, contexte=sans_creteil), ZONE)
    assert (foyers.communes[0].valeur, foyers.communes[0].motif) == (None, NON_VENTILE)


def test_a_rate_by_commune_keeps_its_terms_and_has_no_share() -> None:
    (mesure,) = list_communes_de(
        [
            make_resultat("V3-01", "94028", numerateur=37, denominateur=60),
            make_resultat("V3-01", "94017", numerateur=30, denominateur=50),
            make_resultat("V3-01", "94079", numerateur=10, denominateur=20),
        ]
    )
    assert mesure.est_rapport and mesure.periode == "T4 2024"
    assert mesure.communes[1].termes == (30, 50) and mesure.communes[1].valeur == 60
    assert [v.part for v in mesure.communes] == [None, None, None]
    assert mesure.ensemble.valeur == Decimal(7700) / 130


def test_additive_events_have_a_share_and_persons_counted_twice_have_none() -> None:
    codes = ("94028", "94017", "94079")
    entrants = [make_resultat("N-V3-04", code, valeur=100) for code in codes]
    personnes = [make_resultat("V3-07", code, valeur=100) for code in codes]
    par_code = {mesure.code: mesure for mesure in list_communes_de(entrants + personnes)}
    assert [v.part for v in par_code["N-V3-04"].communes] == [Fraction(1, 3)] * 3
    assert [v.part for v in par_code["V3-07"].communes] == [None] * 3
    assert par_code["V3-07"].ensemble.valeur is None


def test_small_counts_stay_masked() -> None:
    (mesure,) = list_communes_de(
        [make_resultat("V3-07", "94028", valeur=120), make_resultat("V3-07", "94079", valeur=3)]
    )
    creteil, champigny, villiers = mesure.communes
    assert (villiers.valeur, villiers.motif, villiers.termes) == (None, MASQUE, None)
    assert champigny.motif == "non transmis"
    assert creteil.valeur == 120


def test_the_planned_split_makes_a_hundred_and_a_lone_mark_is_not_a_split() -> None:
    (groupe,) = list_repartitions(CONTRAT, ZONE)
    assert [(repere.indicateur, repere.valeur) for repere in groupe] == [("V3-04a", 50), ("V3-04b", 35), ("V3-04c", 15)]


def test_an_agency_says_what_it_covers_and_whose_code_its_own_recalls() -> None:
    champigny, creteil = list_tables_agences(CONTRAT, ZONE)
    assert [m.nom for m in champigny.membres] == ["Champigny-sur-Marne", "Villiers-sur-Marne"]
    assert champigny.hors_zone == ()
    assert champigny.homonyme is not None and champigny.homonyme.nom == "Bonneuil-sur-Marne"
    assert [m.nom for m in creteil.hors_zone] == ["Bonneuil-sur-Marne"]
    assert creteil.homonyme is None
    assert champigny.trimestres == [Trimestre(2022, 4), Trimestre(2023, 3), Trimestre(2023, 4)]


def test_the_change_lost_in_the_contract_is_recomputed() -> None:
    evolutions = [table.lignes[0].evolution for table in list_tables_agences(CONTRAT, ZONE)]
    assert evolutions == [Fraction(-1, 1025), Fraction(-20, 1240)]


RUPTURE = Rupture(objet="defm", debut=date(2025, 1, 1), motif="nouvelles catégories", source="loi")


@pytest.mark.parametrize(
    ("mesure", "valeurs", "evolution", "motif"),
    [
        ("defm_a", {(2023, 4): 100, (2024, 4): 110}, Fraction(1, 10), ""),
        ("defm_a", {(2024, 4): 100, (2025, 4): 110}, None, "rupture de série au 01/01/2025"),
        ("defm_a", {(2025, 4): 100, (2026, 4): 110}, Fraction(1, 10), ""),
        ("autre", {(2024, 4): 100, (2025, 4): 110}, Fraction(1, 10), ""),
        ("defm_a", {(2023, 3): 100, (2023, 4): 110}, None, "pas de valeur au T4 2022"),
        ("defm_a", {}, None, "aucun trimestre"),
    ],
)
def test_no_change_is_computed_across_the_series_break(
    mesure: str, valeurs: dict[tuple[int, int], int], evolution: Fraction | None, motif: str
) -> None:
    lues = {Trimestre(*periode): Decimal(valeur) for periode, valeur in valeurs.items()}
    obtenue, pourquoi = compute_evolution(select_ruptures([RUPTURE], mesure), lues)
    assert obtenue == evolution
    assert pourquoi.startswith(motif) and bool(pourquoi) == bool(motif)


def test_a_period_that_is_not_a_quarter_is_left_out_of_the_columns() -> None:
    agence = Territoire(code="AG-1", type=TypeTerritoire.AGENCE, nom="Agence", membres="94028")
    fait = Contexte(
        territoire="AG-1", mesure="defm_a", periode="année 2023", bloc="B", libelle="A", unite="", valeur=Decimal(1)
    )
    contrat: ContratLu = replace(CONTRAT, territoires=(*CONTRAT.territoires, agence), contexte=(fait,))
    assert [table.trimestres for table in list_tables_agences(contrat, ZONE)][-1] == []


def test_a_commune_without_figure_says_when_the_figure_will_not_be_sent() -> None:
    recu = replace(CONTRAT, resultats=(make_resultat("V3-07", "94028", valeur=120),))
    contrat = with_pas(recu, make_pas(DECLAREE, 1, "2024-T4", "V3-07"), valideurs=False)
    (mesure,) = list_mesures_indicateurs(contrat, ZONE, build_progressions(contrat, date(2025, 3, 1)))
    assert {valeur.territoire.code: valeur.motif for valeur in mesure.communes} == {
        "94028": "",
        "94017": "ne sera pas transmise",
        "94079": "ne sera pas transmise",
    }


def test_the_printed_share_is_read_and_the_missing_one_is_made_of_its_two_figures() -> None:
    champigny, creteil = list_parts_agences(CONTRAT, ZONE)
    assert (champigny.imprimee, champigny.part) == (None, Fraction(1234, 8740))
    assert (creteil.part, creteil.trimestre) == (Fraction(162, 1000), Trimestre(2023, 4))
    assert not any(ligne.mesure == PART for table in list_tables_agences(CONTRAT, ZONE) for ligne in table.lignes)


def test_without_its_figures_a_share_is_unknown_and_without_any_printed_one_none_is_listed() -> None:
    sans_tout = tuple(f for f in CONTRAT.contexte if f.mesure != TOUT)
    assert [p.part for p in list_parts_agences(replace(CONTRAT, contexte=sans_tout), ZONE)] == [
        None,
        Fraction(162, 1000),
    ]
    sans_part = tuple(f for f in CONTRAT.contexte if f.mesure != PART)
    assert list_parts_agences(replace(CONTRAT, contexte=sans_part), ZONE) == []


def test_the_figures_of_the_national_level_are_marks_and_never_targets() -> None:
    nationaux = {r.code: r.valeur for r in CONTRAT.reperes if r.code in ("REP-40", "REP-41", "REP-42")}
    assert nationaux == {"REP-40": 55, "REP-41": 21300, "REP-42": 3726}
    assert all(r.indicateur == "" for r in CONTRAT.reperes if r.code in nationaux)
