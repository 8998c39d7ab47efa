"""The lines of the follow-up: which ones there are, in which order, and what may not leak from one to another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lib.domain.contrat import FicheAction
from lib.domain.erreurs import ErreurMetier
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.ruptures import Rupture, get_rupture, select_ruptures
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi, get_cible
from tests.domain.fabrique import COMMUNES, TERRITOIRES, make_cible, make_contrat, make_indicateur, make_resultat

JOUR = date(2025, 8, 1)
T2 = Trimestre(2025, 2)


def test_one_line_per_value_or_target_and_one_for_the_departement_in_any_case() -> None:
    contrat = make_contrat(
        make_indicateur("X-02"),
        make_indicateur("X-01", comptage="personnes"),
        resultats=(
            make_resultat("2025-T1", 5, territoire="94079"),
            make_resultat("2025-T2", 5, territoire="94017", ventilation="parcours:b"),
            make_resultat("2025-T2", 5, territoire="94017", ventilation="parcours:a"),
            make_resultat("2025-T3", 5, territoire="94028"),
            make_resultat("2025-T2", 5, territoire="INCONNU"),
        ),
        cibles=(make_cible(2025, 9, territoire="ZONE"), make_cible(2024, 9, territoire="94028")),
    )
    assert [ligne.cle for ligne in build_suivi(contrat, T2, JOUR)] == [
        ("X-02", "DEP", ""),
        ("X-01", "DEP", ""),
        ("X-01", "ZONE", ""),
        ("X-01", "94017", "parcours:a"),
        ("X-01", "94017", "parcours:b"),
        ("X-01", "94079", ""),
        ("X-01", "INCONNU", ""),
    ]


def test_a_commune_without_target_says_that_the_whole_has_one() -> None:
    contrat = make_contrat(
        make_indicateur(),
        resultats=(make_resultat("2025-T2", 5, territoire="94017"),),
        cibles=(make_cible(2025, 100),),
    )
    commune = build_suivi(contrat, T2, JOUR)[-1]
    assert commune.statut is StatutSuivi.SANS_CIBLE
    assert commune.libelle.endswith("la cible est fixée pour le département entier")


def test_a_commune_of_an_indicator_without_target_gives_the_contract_s_reason() -> None:
    contrat = make_contrat(
        make_indicateur(statut=StatutCible.VIDE),
        resultats=(make_resultat("2025-T2", 5, territoire="94017"),),
        cibles=(make_cible(2025, texte="A définir"),),
    )
    assert build_suivi(contrat, T2, JOUR)[-1].motif_null == "Sans cible : case vide"


def test_a_missing_threshold_stops_the_follow_up() -> None:
    with pytest.raises(ErreurMetier, match="seuil_bonne_voie"):
        build_suivi(make_contrat(make_indicateur(), seuils=()), T2, JOUR)


def test_the_last_known_value_is_shown_apart_only_when_there_is_none() -> None:
    resultats = (
        make_resultat("2024-T4", 90),
        make_resultat("2025-T1", None, statut="non_disponible"),
        make_resultat("2025-T3", 7),
    )
    contrat = make_contrat(make_indicateur(comptage="stock"), resultats=resultats, cibles=(make_cible(2025, 100),))
    ligne = build_suivi(contrat, T2, JOUR)[0]
    assert (ligne.valeur, ligne.derniere) == (None, resultats[0])
    assert (ligne.taux_atteinte, ligne.ecart_jalon, ligne.projection) == (None, None, None)
    assert build_suivi(contrat, Trimestre(2025, 3), JOUR)[0].derniere is None


def test_the_situation_initiale_is_the_departement_s_only() -> None:
    indicateur = make_indicateur(comptage="stock", situation_initiale=Decimal(16))
    cibles = (make_cible(2024, 28), make_cible(2024, 28, territoire="94017"))
    resultats = (make_resultat("2024-T2", 22), make_resultat("2024-T2", 22, territoire="94017"))
    contrat = make_contrat(indicateur, cibles=cibles, resultats=resultats)
    departement, commune = (li for li in build_suivi(contrat, Trimestre(2024, 2), JOUR) if li.territoire != "ZONE")
    assert (departement.jalon, commune.jalon) == (22, 28)
    assert ("avancement_annee", "pas de situation initiale") in commune.motifs


def test_idem_follows_the_years_back_to_the_words_it_repeats() -> None:
    cibles = (make_cible(2024, 12, texte="12 postes"), make_cible(2025, texte="Idem"), make_cible(2026, texte=" idem "))
    contrat = make_contrat(make_indicateur(), cibles=cibles)
    lue = get_cible(contrat, ("X-01", "DEP", ""), 2026)
    assert lue is not None
    assert (lue.annee, lue.valeur, lue.texte) == (2026, Decimal(12), "12 postes")
    assert get_cible(contrat, ("X-01", "DEP", ""), 2027) is None


def test_a_break_parts_only_the_days_around_it_and_its_own_object() -> None:
    cassure = Rupture(objet="DEFM", debut=date(2025, 1, 1), motif="catégories F et G")
    tardive = Rupture(objet="DEFM", debut=date(2025, 3, 1), motif="autre")
    fin_2024, debut_2025 = date(2024, 12, 31), date(2025, 1, 1)
    assert get_rupture([tardive, cassure], fin_2024, date(2025, 3, 31)) is cassure
    assert get_rupture([cassure], fin_2024, debut_2025) is cassure
    assert get_rupture([cassure], debut_2025, date(2025, 3, 31)) is None
    assert get_rupture([cassure], date(2024, 9, 30), fin_2024) is None
    assert select_ruptures([tardive, cassure], "DEFM") == (cassure, tardive)
    assert select_ruptures([cassure], "DEFM_a", "DEFMa") == (cassure,)
    assert select_ruptures([cassure], "X-01", "DEFMa") == ()
    assert (cassure.titre, cassure.phrase) == (
        "rupture de série au 01/01/2025",
        "rupture de série au 01/01/2025\u00a0: catégories F et G",
    )


CASSURE = Rupture(objet="X-01", debut=date(2025, 4, 1), motif="inventaire changé")
PHRASE = "rupture de série au 01/04/2025\u00a0: inventaire changé"


def read_rompu(trimestre: str, *resultats: tuple[str, int], rupture: Rupture = CASSURE, **champs: Any) -> LigneSuivi:
    indicateur = (
        make_indicateur(comptage="stock", situation_initiale=Decimal(16)) if not champs else make_indicateur(**champs)
    )
    contrat = make_contrat(
        indicateur,
        cibles=(make_cible(2025, 40), make_cible(2027, 80)),
        resultats=tuple(make_resultat(*resultat) for resultat in resultats),
        ruptures=(rupture,),
    )
    return build_suivi(contrat, Trimestre(int(trimestre[:4]), int(trimestre[-1])), JOUR)[0]


def test_before_its_break_a_level_is_still_compared() -> None:
    ligne = read_rompu("2025-T1", ("2024-T4", 28), ("2025-T1", 30))
    assert (ligne.jalon, ligne.avancement_annee) == (31, Fraction(14, 24))


def test_a_break_stops_the_progress_the_milestone_and_says_why() -> None:
    ligne = read_rompu("2025-T2", ("2024-T4", 28), ("2025-T1", 30), ("2025-T2", 50))
    assert (ligne.avancement_annee, ligne.projection) == (None, None)
    # le dernier T4 clos précède la rupture : il se compare encore
    assert ligne.avancement_contrat == Fraction(28 - 16, 80 - 16)
    assert ligne.jalon == 40
    assert ligne.explication_jalon == f"{PHRASE}, donc la cible elle-même"
    motifs = dict(ligne.motifs)
    assert motifs["avancement_annee"] == PHRASE
    assert motifs["projection"] == f"pas de projection\u00a0: {PHRASE}"


def test_a_stock_is_projected_again_from_the_first_quarter_after_its_break() -> None:
    ligne = read_rompu("2025-T3", ("2024-T4", 28), ("2025-T1", 30), ("2025-T2", 50), ("2025-T3", 54))
    assert ligne.projection == 58


def test_nothing_is_projected_across_a_break_that_is_still_to_come() -> None:
    tardive = Rupture(objet="X-01", debut=date(2025, 10, 1), motif="m")
    avant = read_rompu("2025-T2", ("2024-T4", 28), ("2025-T2", 30), rupture=tardive)
    assert (avant.jalon, avant.projection) == (34, None)
    evenements = read_rompu("2025-T2", ("2025-T2", 30), rupture=tardive, comptage="evenements")
    assert (evenements.jalon, evenements.projection) == (20, None)
    au_jour_de_l_an = Rupture(objet="X-01", debut=date(2025, 1, 1), motif="m")
    assert read_rompu("2025-T2", ("2025-T2", 30), rupture=au_jour_de_l_an, comptage="evenements").projection == 60
    assert read_rompu("2025-T4", ("2025-T4", 30), rupture=tardive, comptage="evenements").projection == 30


def test_a_break_on_the_second_day_of_the_year_already_mixes_two_counts() -> None:
    lendemain = Rupture(objet="X-01", debut=date(2025, 1, 2), motif="m")
    assert read_rompu("2025-T2", ("2025-T2", 30), rupture=lendemain, comptage="evenements").projection is None


def test_an_older_break_is_not_the_reason_for_having_no_former_level() -> None:
    ancienne = Rupture(objet="X-01", debut=date(2024, 7, 1), motif="m")
    ligne = read_rompu("2025-T2", ("2025-T2", 30), rupture=ancienne)
    assert dict(ligne.motifs)["projection"].startswith("pas de niveau antérieur")


def test_an_action_that_starts_after_the_break_counts_one_thing_only() -> None:
    fiche = FicheAction(code="F1", axe="A1", ordre=1, intitule="", debut=date(2025, 4, 1), fin=date(2025, 12, 31))
    contrat = make_contrat(
        make_indicateur(comptage="evenements"),
        cibles=(make_cible(2025, 40),),
        resultats=(make_resultat("2025-T3", 30),),
        ruptures=(CASSURE,),
        fiches=(fiche,),
    )
    assert build_suivi(contrat, Trimestre(2025, 3), JOUR)[0].projection == 45


def test_a_sum_is_broken_with_each_of_its_parts() -> None:
    somme = make_indicateur(code="N-01", comptage="stock", formule="X-01 + X-02", situation_initiale=Decimal(5))
    parts = [make_indicateur(code=code, comptage="stock") for code in ("X-01", "X-02")]
    resultats = [make_resultat(t, v, c) for t, v in (("2024-T4", 3), ("2025-T2", 4)) for c in ("X-01", "X-02")]
    contrat = make_contrat(
        *parts,
        somme,
        cibles=(make_cible(2025, 10, "N-01"),),
        resultats=tuple(resultats),
        ruptures=(replace(CASSURE, objet="X-02"),),
    )
    lignes = {ligne.code: ligne for ligne in build_suivi(contrat, Trimestre(2025, 2), JOUR)}
    assert lignes["N-01"].valeur == 8
    assert lignes["N-01"].jalon == 10
    assert dict(lignes["N-01"].motifs)["avancement_annee"] == PHRASE


def test_without_a_stated_date_the_baseline_is_the_eve_of_the_contract() -> None:
    indicateur = make_indicateur(comptage="stock", situation_initiale=Decimal(16), si_fin=None)
    contrat = make_contrat(indicateur, cibles=(make_cible(2024, 28),), resultats=(make_resultat("2024-T2", 22),))
    assert build_suivi(contrat, Trimestre(2024, 2), JOUR)[0].jalon == 22
    assert build_suivi(contrat, Trimestre(2024, 1), JOUR)[0].explication_jalon.endswith("1 trimestre sur 4 : 19")


def test_the_year_end_of_a_stock_projects_to_itself_without_any_former_level() -> None:
    contrat = make_contrat(make_indicateur(comptage="stock"), resultats=(make_resultat("2025-T4", 30),))
    assert build_suivi(contrat, Trimestre(2025, 4), JOUR)[0].projection == 30


def test_the_line_of_a_level_starts_from_the_last_year_end_known_never_from_a_later_one() -> None:
    resultats = tuple(make_resultat(t, v) for t, v in (("2024-T4", 20), ("2026-T2", 30), ("2026-T4", 99)))
    indicateur = make_indicateur(comptage="stock", situation_initiale=Decimal(4))
    contrat = make_contrat(indicateur, cibles=(make_cible(2026, 36),), resultats=resultats)
    assert build_suivi(contrat, Trimestre(2026, 2), JOUR)[0].jalon == 20 + 16 * 6 // 8


def test_the_same_quarter_read_on_two_days_differs_only_by_what_is_late() -> None:
    contrat = make_contrat(make_indicateur(), cibles=(make_cible(2025, 30),))
    avant, apres = (build_suivi(contrat, T2, jour)[0] for jour in (date(2025, 7, 15), date(2025, 7, 16)))
    assert (avant.statut, apres.statut) == (StatutSuivi.NON_EXIGEE, StatutSuivi.DONNEE_ATTENDUE)
    assert avant.jalon == apres.jalon == 15


def test_the_departement_comes_first_wherever_the_contract_declares_it() -> None:
    resultats = (make_resultat("2025-T2", 5, territoire="94017"),)
    contrat = make_contrat(make_indicateur(), resultats=resultats, territoires=(TERRITOIRES[2], TERRITOIRES[0]))
    assert [ligne.territoire for ligne in build_suivi(contrat, T2, JOUR)] == ["DEP", "94017"]


def test_territories_the_contract_does_not_know_come_last_in_the_order_of_their_codes() -> None:
    lieux = (("B", "parcours:a"), ("A", "parcours:b"), ("94017", ""))
    resultats = tuple(make_resultat("2025-T2", 5, territoire=lieu, ventilation=v) for lieu, v in lieux)
    lignes = build_suivi(make_contrat(make_indicateur(), resultats=resultats), T2, JOUR)
    assert [ligne.territoire for ligne in lignes if ligne.territoire != "ZONE"] == ["DEP", "94017", "A", "B"]


def test_a_commune_known_before_the_quarter_is_shown_whatever_comes_after() -> None:
    resultats = tuple(make_resultat(t, 5, territoire="94017") for t in ("2025-T1", "2025-T3"))
    assert ("X-01", "94017", "") in {
        ligne.cle for ligne in build_suivi(make_contrat(make_indicateur(), resultats=resultats), T2, JOUR)
    }


def test_words_where_a_figure_is_expected_are_still_in_progress() -> None:
    resultats = (make_resultat("2025-T2", texte="en cours de comptage"),)
    contrat = make_contrat(make_indicateur(), resultats=resultats, cibles=(make_cible(2025, 30),))
    ligne = build_suivi(contrat, T2, JOUR)[0]
    assert (ligne.statut, ligne.valeur, ligne.texte) == (StatutSuivi.EN_COURS, None, "en cours de comptage")


def test_a_value_declared_missing_has_been_answered() -> None:
    resultats = (make_resultat("2025-T2", statut="non_disponible"),)
    contrat = make_contrat(make_indicateur(), resultats=resultats, cibles=(make_cible(2025, 30),))
    ligne = build_suivi(contrat, T2, date(2026, 1, 1))[0]
    assert ligne.attente is not None
    assert (ligne.statut, ligne.attente.recue, ligne.attente.en_retard) == (StatutSuivi.SANS_VALEUR, True, False)


def read_zone(*statuts: str) -> LigneSuivi:
    """The pilot territory, from as many communes as there are statuses, with a target of its own."""
    communes = zip(COMMUNES, statuts, strict=False)
    resultats = tuple(make_resultat("2025-T2", 5, territoire=lieu, statut=statut) for lieu, statut in communes)
    cibles = (make_cible(2025, 30, territoire="ZONE"),)
    lignes = build_suivi(make_contrat(make_indicateur(), resultats=resultats, cibles=cibles), T2, JOUR)
    return next(ligne for ligne in lignes if ligne.territoire == "ZONE")


def test_a_territory_that_lacks_a_member_is_not_computable() -> None:
    ligne = read_zone("mesuree", "mesuree")
    assert (ligne.statut, ligne.libelle) == (StatutSuivi.NON_CALCULABLE, "Non calculable, 2/3 reçus")


def test_a_territory_is_provisional_as_soon_as_one_member_is() -> None:
    provisoire = read_zone("mesuree", "mesuree", "provisoire")
    assert provisoire.provisoire
    assert provisoire.calculee
    assert not read_zone("mesuree", "mesuree", "mesuree").provisoire
