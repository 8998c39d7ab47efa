"""Small counts: hidden, and not to be had back from what stays visible."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.faits import Resultat
from lib.domain.indicateurs import Cible
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lisibles import list_resultats
from lib.domain.masques import get_masques
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MOTIF, is_personnes
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import COMMUNES, FICHE, make_cible, make_contrat, make_indicateur, make_resultat

T = "2025-T2"
PAR_COMMUNE = make_indicateur(ventilations="territoire | parcours")


def compute_cases(indicateur: Any, *resultats: Resultat) -> set[str]:
    masques = list_cases(make_contrat(indicateur, resultats=resultats))
    return {f"{lieu} {ventilation}".strip() for lieu, ventilation in masques}


def list_cases(contrat: Any) -> set[Any]:
    """The hidden cells of a contract of one indicator and quarter."""
    return {cle[3:] for cle in get_masques(contrat)}


def make_table(**valeurs: int) -> list[Resultat]:
    return [make_resultat(T, valeur, territoire=lieu.removeprefix("c")) for lieu, valeur in valeurs.items()]


@pytest.mark.parametrize(
    ("effectif", "masque"), [(0, False), (1, True), (4, True), (5, False)], ids=["zéro", "un", "quatre", "cinq"]
)
def test_a_count_from_one_to_the_threshold_is_hidden(effectif: int, masque: bool) -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(c94017=effectif)) == ({"94017"} if masque else set())


def test_the_smallest_other_cell_is_hidden_with_it() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=55, c94017=3, c94028=40, c94079=12)) == {"94017", "94079"}


def test_a_total_of_persons_counted_twice_gives_back_too() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=54, c94017=3, c94028=40, c94079=12)) == {"94017", "94079"}


def test_three_communes_out_of_many_give_nothing_back() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=800, c94017=3, c94028=40)) == {"94017"}


def test_the_total_that_jalons_computes_gives_back_as_an_uploaded_one_does() -> None:
    table = make_table(DEP=800, c94017=3, c94028=40, c94079=12)
    assert compute_cases(PAR_COMMUNE, *table) == {"94017", "94079"}


def test_the_total_of_the_pilot_territory_gives_back_too() -> None:
    table = make_table(DEP=800, ZONE=55, c94017=3, c94028=40, c94079=12)
    assert compute_cases(PAR_COMMUNE, *table) == {"94017", "94079"}


def test_ones_alone_are_betrayed_by_their_sum() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=22, c94017=1, c94028=1, c94079=20)) == set(COMMUNES)


def test_the_whole_is_hidden_when_nothing_else_can_be() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=3, c94017=3)) == {"94017", "DEP"}


def test_a_zero_is_hidden_before_the_whole() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=3, c94017=3, c94028=0)) == {"94017", "94028"}


def test_a_zero_is_hidden_after_any_other_count() -> None:
    table = make_table(DEP=15, c94017=3, c94028=0, c94079=12)
    assert compute_cases(PAR_COMMUNE, *table) == {"94017", "94079"}


def test_only_the_sums_that_betray_lose_a_cell() -> None:
    modalites = [make_resultat(T, v, ventilation=f"parcours:{m}") for m, v in zip("abc", (20, 30, 50), strict=True)]
    table = make_table(DEP=100, c94017=3, c94028=40, c94079=57)
    assert compute_cases(PAR_COMMUNE, *table, *modalites) == {"94017", "94028"}


def test_the_departement_as_a_whole_is_never_a_small_count() -> None:
    assert compute_cases(PAR_COMMUNE, *make_table(DEP=3)) == set()


def test_a_breakdown_is_protected_like_a_commune() -> None:
    table = [
        make_resultat(T, 47),
        *(make_resultat(T, v, ventilation=f"parcours:{m}") for m, v in zip("abc", (2, 5, 40), strict=True)),
    ]
    assert compute_cases(PAR_COMMUNE, *table) == {"DEP parcours:a", "DEP parcours:b"}


@pytest.mark.parametrize(
    ("numerateur", "denominateur", "masque"),
    [(37, 40, True), (3, 40, True), (2, 2, True), (30, 40, False), (0, 40, False), (40, 40, False)],
)
def test_a_rate_is_hidden_when_it_shows_a_small_count(numerateur: int, denominateur: int, masque: bool) -> None:
    taux = make_indicateur(type="taux", unite="%", ventilations="territoire")
    resultat = make_resultat(T, numerateur=numerateur, denominateur=denominateur, territoire="94017")
    assert compute_cases(taux, resultat) == ({"94017"} if masque else set())


def test_an_average_over_few_persons_is_hidden() -> None:
    duree = make_indicateur(type="duree", unite="jours", ventilations="territoire")
    resultat = make_resultat(T, numerateur=90, denominateur=3, territoire="94017")
    assert compute_cases(duree, resultat) == {"94017"}


def test_a_bare_rate_has_no_count_to_hide() -> None:
    taux = make_indicateur(type="taux", unite="%", ventilations="territoire")
    assert compute_cases(taux, make_resultat(T, 3, territoire="94017")) == set()


def test_a_total_without_a_count_gives_nothing_back() -> None:
    taux = make_indicateur(type="taux", unite="%", ventilations="territoire")
    commune = make_resultat(T, numerateur=3, denominateur=40, territoire="94017")
    assert compute_cases(taux, commune, make_resultat(T, 80)) == {"94017"}
    absent = make_resultat(T, statut="non_disponible")
    assert compute_cases(PAR_COMMUNE, absent, *make_table(c94017=3, c94028=40)) == {"94017"}


def test_things_are_not_persons() -> None:
    logements = make_indicateur(unite="logements", ventilations="territoire")
    assert compute_cases(logements, *make_table(c94017=3)) == set()
    assert not is_personnes(make_indicateur(type="texte"))
    assert is_personnes(make_indicateur(unite="dossiers"))


@pytest.mark.parametrize(("ventilations", "lieu"), [("", "94017"), ("territoire", "94017"), ("territoire", "ZONE")])
def test_a_confidential_fiche_is_never_shown_by_territory(ventilations: str, lieu: str) -> None:
    logements = make_indicateur(unite="logements", comptage="stock", ventilations=ventilations)
    resultats = [make_resultat(T, 120), make_resultat(T, 60, territoire=lieu)]
    for confidentielle, masques in ((True, {(lieu, "")}), (False, set())):
        contrat = make_contrat(logements, fiches=(replace(FICHE, confidentielle=confidentielle),))
        assert list_cases(replace(contrat, resultats=tuple(resultats))) == masques


def test_what_a_zone_and_the_departement_give_together_is_hidden() -> None:
    lignes = make_table(DEP=70, ZONE=50, c94017=3, c94028=40, c94079=7, c94022=20)
    masques = list_cases(make_contrat(PAR_COMMUNE, resultats=tuple(lignes)))
    assert masques == {("94017", ""), ("94079", "")}


MODALITES = ("", "parcours:a", "parcours:b")
LIEUX = ("DEP", *COMMUNES)


def build_tableau(valeurs: list[int]) -> dict[tuple[str, str], int]:
    """A full table, communes by modalities, with its margins."""
    tableau = dict.fromkeys(((lieu, m) for lieu in LIEUX for m in MODALITES), 0)
    for (lieu, m), valeur in zip(((c, m) for c in COMMUNES for m in MODALITES[1:]), valeurs, strict=True):
        for cle in ((lieu, m), (lieu, ""), ("DEP", m), ("DEP", "")):
            tableau[cle] += valeur
    return tableau


def list_solutions(tableau: dict[tuple[str, str], int], masques: set[Any]) -> dict[Any, set[int]]:
    """Every value each hidden cell may take, given the visible ones, whole numbers from 0: the attacker's view."""
    cellules = [(c, m) for c in COMMUNES for m in MODALITES[1:]]
    possibles: dict[Any, set[int]] = {cle: set() for cle in masques}

    def explore(rang: int, restes: dict[tuple[str, str], int], essai: list[int]) -> None:
        if all(len(vues) > 1 for vues in possibles.values()):
            return
        if rang == len(cellules):
            if not any(restes.values()):
                complet = build_tableau(essai)
                for cle in masques:
                    possibles[cle].add(complet[cle])
            return
        lieu, m = cellules[rang]
        marges = [cle for cle in ((lieu, ""), ("DEP", m), ("DEP", "")) if cle in restes]
        plafond = min((restes[cle] for cle in marges), default=8)
        choix = range(plafond + 1) if (lieu, m) in masques else [tableau[(lieu, m)]]
        for valeur in choix:
            if valeur <= plafond or not marges:
                explore(rang + 1, restes | {cle: restes[cle] - valeur for cle in marges}, [*essai, valeur])

    explore(0, {cle: v for cle, v in tableau.items() if "DEP" in cle or not cle[1] if cle not in masques}, [])
    return possibles


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 5]), min_size=6, max_size=6))
def test_no_hidden_cell_can_be_worked_out(valeurs: list[int]) -> None:
    tableau = build_tableau(valeurs)
    resultats = [make_resultat(T, v, territoire=lieu, ventilation=m) for (lieu, m), v in tableau.items()]
    masques = list_cases(make_contrat(PAR_COMMUNE, resultats=tuple(resultats)))
    petits = {cle for cle, v in tableau.items() if 0 < v <= 4 and cle != ("DEP", "")}
    assert petits <= masques
    # The pilot territory is the whole here: where its total is shown, the département's is known.
    caches = {cle for cle in masques & tableau.keys() if cle[0] != "DEP" or ("ZONE", cle[1]) in masques}
    retrouves = {cle for cle, vues in list_solutions(tableau, caches).items() if len(vues) < 2}
    assert not retrouves & petits


def build_lignes(indicateur: Any, resultats: list[Resultat], cibles: tuple[Cible, ...] = ()) -> list[LigneSuivi]:
    contrat = make_contrat(indicateur, resultats=tuple(resultats), cibles=cibles)
    return build_suivi(contrat, Trimestre(2025, 2), date(2025, 8, 1))


def test_a_hidden_line_has_no_verdict_and_says_why() -> None:
    resultats = make_table(DEP=55, c94017=3, c94028=40, c94079=12)
    cibles = (make_cible(2025, 100), make_cible(2025, 10, territoire="94017"))
    lignes = {ligne.territoire: ligne for ligne in build_lignes(PAR_COMMUNE, resultats, cibles)}
    masquee = lignes["94017"]
    assert (masquee.valeur, masquee.resultat, masquee.ecart_jalon, masquee.masque) == (None, None, None, True)
    assert (masquee.taux_atteinte, masquee.avancement_annee, masquee.projection) == (None, None, None)
    assert (masquee.cible, masquee.statut, masquee.motif_null) == (10, StatutSuivi.MASQUE, MOTIF)
    assert lignes["DEP"].valeur == 55
    assert lignes["94028"].valeur == 40


def test_a_computed_territory_is_shown_without_its_hidden_members() -> None:
    lignes = {
        ligne.territoire: ligne for ligne in build_lignes(PAR_COMMUNE, make_table(c94017=3, c94028=40, c94079=12))
    }
    assert lignes["ZONE"].valeur == 55
    assert [(partie.code, partie.valeur, partie.masque) for partie in lignes["ZONE"].parties] == [
        ("94017", None, True),
        ("94028", 40, False),
        ("94079", None, True),
    ]


def test_a_former_small_count_is_not_shown_as_the_last_known_one() -> None:
    anciens = [make_resultat("2025-T1", 3, territoire="94017"), make_resultat("2025-T1", 30)]
    lignes = {ligne.territoire: ligne for ligne in build_lignes(PAR_COMMUNE, anciens)}
    assert lignes["94017"].derniere is None
    assert lignes["DEP"].derniere is not None
    assert lignes["DEP"].derniere.valeur == Decimal(30)


def test_figures_that_are_not_persons_stay_whole() -> None:
    logements = make_indicateur(unite="logements", ventilations="territoire")
    ancien = make_resultat("2025-T1", 3, territoire="94017")
    ligne = next(li for li in build_lignes(logements, [ancien]) if li.territoire == "94017")
    assert ligne.derniere == ancien


def test_uploaded_results_are_hidden_quarter_by_quarter_and_indicator_by_indicator() -> None:
    resultats = [
        *make_table(DEP=55, c94017=3, c94028=40, c94079=12),
        make_resultat("2025-T3", 30, territoire="94017"),
        make_resultat(T, 3, code="X-02", territoire="94017"),
    ]
    logements = make_indicateur("X-02", unite="logements", ventilations="territoire")
    contrat = make_contrat(PAR_COMMUNE, logements, resultats=tuple(resultats))
    masques = {resultat.cle for resultat in list_resultats(contrat) if resultat.masque}
    assert masques == {resultats[1].cle, resultats[3].cle}
