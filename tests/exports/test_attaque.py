"""Masked means masked: whoever reads everything that Jalons gives, and knows the contract, gets no small count back.

`python -m tests.attaque 100` runs the same attack on as many stores as wanted.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import pytest

from tests.attaque.equations import SEUIL, Bilan, attack
from tests.attaque.magasins import build_depots, build_depots_realistes
from tests.attaque.masquage import attack_depots, compute_taux_de_masquage
from tests.attaque.structure import COMMUNES_ZONE, LOCALES_PAR_LEGALE
from tests.attaque.systeme import Resolution, Systeme
from tests.attaque.vues import Case, Cle, Vue
from tests.contrat_complet import read_contrat

MAGASINS_DENSES = 20
MAGASINS_REALISTES = 6
MASQUAGE_MAXIMAL = 2.5
"""Figures hidden for each truly small one, itself included, on realistic stores."""


@pytest.fixture(scope="module", params=range(MAGASINS_DENSES))
def bilan(request: pytest.FixtureRequest, magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Bilan:
    """What the attack of one random store gives."""
    return attack_depots(build_depots(request.param), magasin_initial, tmp_path_factory.mktemp("attaque"))


@pytest.fixture(scope="module")
def bilans_realistes(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Bilan]:
    """What the attack of each realistic store gives."""
    return [
        attack_depots(build_depots_realistes(graine), magasin_initial, tmp_path_factory.mktemp("realiste"))
        for graine in range(MAGASINS_REALISTES)
    ]


def test_no_masked_figure_takes_a_single_value(bilan: Bilan) -> None:
    assert bilan.prises == ()


def test_every_small_count_is_masked_in_every_reading(bilan: Bilan) -> None:
    assert bilan.en_clair == ()


def test_what_is_masked_is_never_absent(bilan: Bilan) -> None:
    assert bilan.absents == ()


def test_realistic_stores_give_no_small_count_back(bilans_realistes: list[Bilan]) -> None:
    assert [bilan.prises for bilan in bilans_realistes] == [()] * MAGASINS_REALISTES
    assert [bilan.en_clair for bilan in bilans_realistes] == [()] * MAGASINS_REALISTES


def test_little_is_hidden_beside_the_small_counts(bilans_realistes: list[Bilan]) -> None:
    assert sum(bilan.petits for bilan in bilans_realistes) > MAGASINS_REALISTES
    assert compute_taux_de_masquage(bilans_realistes) <= MASQUAGE_MAXIMAL


# The attacker is tested too: on leaks made by hand, it must take what can be taken, and nothing else.

CRETEIL, CHAMPIGNY, VILLIERS = COMMUNES_ZONE
EQUILIBRE = "parcours:equilibre"
Lecture = dict[Cle, tuple[int, ...]]
"""Figures of one reading, by key: a count, or a numerator and a denominator."""


def make_cle(code: str, lieu: str = CRETEIL, ventilation: str = "", trimestre: int = 2) -> Cle:
    return (code, "2025", f"T{trimestre}", lieu, ventilation)


def make_case(cle: Cle, nombres: Sequence[int], lot: int, masque: bool) -> Case:
    noms = ("numerateur", "denominateur") if len(nombres) == 2 else ("valeur",)
    fractions = {nom: Fraction(n) for nom, n in zip(noms, nombres, strict=True)}
    return Case(cle, (lot,), masque, {} if masque else fractions)


def attack_chiffres(
    *lectures: Lecture,
    masques: Sequence[set[Cle]],
    informe: bool = True,
    lots: dict[tuple[int, Cle], int] | None = None,
) -> set[Cle]:
    """Attack readings made by hand; lots: the lot of a figure that a reading takes from another one than the first."""
    lots = lots or {}
    vues, verites = [], []
    for rang, (lecture, caches) in enumerate(zip(lectures, masques, strict=True)):
        lots_lus = {cle: lots.get((rang, cle), 1) for cle in lecture}
        vues.append(Vue({c: make_case(c, n, lots_lus[c], c in caches) for c, n in lecture.items()}, {}))
        verites.append({c: make_case(c, n, lots_lus[c], False) for c, n in lecture.items()})
    return {prise.cle for prise in attack(vues, verites, informe).prises}


def make_lieux(code: str, *nombres: int, ventilation: str = "") -> Lecture:
    lieux = (*COMMUNES_ZONE, "ZONE")
    return {make_cle(code, lieu, ventilation): (n,) for lieu, n in zip(lieux, nombres, strict=True)}


def make_parcours(code: str, **effectifs: int) -> Lecture:
    return {
        make_cle(code, ventilation=f"parcours:{nom}" if nom != "total" else ""): (n,) for nom, n in effectifs.items()
    }


LIEUX = make_lieux("V2.1-EIO-01", 3, 12, 40, 55)
PARTS = {make_cle(f"V3-04{lettre}"): (n, 43) for lettre, n in zip("abc", (30, 10, 3), strict=True)}
PARCOURS = make_parcours("V2.1-EIO-03a", total=60, emploi=40, equilibre=17, remobilisation=3, parcours_insertion=3)
FOYERS = {
    ("contexte", mesure, "31/12/2023", CRETEIL): (n,)
    for mesure, n in (
        ("foyers_rsa", 65),
        ("ouverture_moins_1_an", 2),
        ("ouverture_1_a_2_ans", 23),
        ("ouverture_plus_2_ans", 40),
    )
}
NOMBRE_ET_TAUX: Lecture = {
    make_cle("V2.1-EIO-04a"): (3,),
    make_cle("V2.1-EIO-04b"): (3, 40),
    make_cle("V2.1-EIO-04b", CHAMPIGNY): (20, 50),
    make_cle("V2.1-EIO-04b", VILLIERS): (30, 60),
    make_cle("V2.1-EIO-04b", "ZONE"): (53, 150),
}
FUITES = {
    "une commune d’une somme": (LIEUX, {make_cle("V2.1-EIO-01")}),
    "une part de trois": (PARTS, {make_cle("V3-04c")}),
    "un parcours local et sa catégorie légale": (
        PARCOURS,
        {make_cle("V2.1-EIO-03a", ventilation=f"parcours:{m}") for m in ("remobilisation", "parcours_insertion")},
    ),
    "un chiffre de situation": (FOYERS, {("contexte", "ouverture_moins_1_an", "31/12/2023", CRETEIL)}),
    "le numérateur d’un taux, son nombre à côté": (
        NOMBRE_ET_TAUX,
        {make_cle("V2.1-EIO-04a"), make_cle("V2.1-EIO-04b")},
    ),
}


@pytest.mark.parametrize(("chiffres", "masques"), FUITES.values(), ids=FUITES.keys())
def test_the_attacker_takes_what_one_equation_gives(chiffres: Lecture, masques: set[Cle]) -> None:
    assert attack_chiffres(chiffres, masques=[masques], informe=False) == masques


TENUES = {
    "deux communes d’une somme": (LIEUX, {make_cle("V2.1-EIO-01"), make_cle("V2.1-EIO-01", CHAMPIGNY)}),
    "deux parts de trois": (PARTS, {make_cle("V3-04b"), make_cle("V3-04c")}),
    "deux catégories légales et leurs parcours locaux": (
        PARCOURS,
        {
            make_cle("V2.1-EIO-03a", ventilation=f"parcours:{m}")
            for m in ("equilibre", "remobilisation", "parcours_insertion")
        },
    ),
    "une commune du département, dont quarante-cinq ne sont pas dites": (
        {
            make_cle("V2.1-EIO-01"): (3,),
            make_cle("V2.1-EIO-01", CHAMPIGNY): (40,),
            make_cle("V2.1-EIO-01", "DEP"): (55,),
        },
        {make_cle("V2.1-EIO-01")},
    ),
}


@pytest.mark.parametrize(("chiffres", "masques"), TENUES.values(), ids=TENUES.keys())
def test_the_attacker_takes_nothing_that_two_stores_would_explain(chiffres: Lecture, masques: set[Cle]) -> None:
    assert attack_chiffres(chiffres, masques=[masques]) == set()


@pytest.mark.parametrize(
    ("petits", "informe", "pris"),
    [((1, 1), True, True), ((1, 1), False, False), ((1, 2), True, False), ((SEUIL, SEUIL), True, True)],
)
def test_two_hidden_counts_are_taken_when_their_sum_leaves_one_way(
    petits: tuple[int, int], informe: bool, pris: bool
) -> None:
    chiffres = make_lieux("V2.1-EIO-01", *petits, 40, sum(petits) + 40)
    masques = {make_cle("V2.1-EIO-01", lieu) for lieu in (CRETEIL, CHAMPIGNY)}
    assert attack_chiffres(chiffres, masques=[masques], informe=informe) == (masques if pris else set())


def test_an_older_reading_gives_back_what_the_newer_one_hides_otherwise() -> None:
    avant, apres = make_lieux("V2.1-EIO-01", 3, 12, 40, 55), make_lieux("V2.1-EIO-01", 3, 12, 2, 17)
    creteil, champigny, villiers = (make_cle("V2.1-EIO-01", lieu) for lieu in COMMUNES_ZONE)
    masques = [{creteil, champigny}, {creteil, villiers}]
    corriges = {(1, villiers): 2, (1, make_cle("V2.1-EIO-01", "ZONE")): 2}
    assert attack_chiffres(avant, masques=masques[:1]) == set()
    assert attack_chiffres(avant, apres, masques=masques, lots=corriges) == {creteil, champigny, villiers}


def test_a_dont_bounds_its_total_without_giving_it() -> None:
    chiffres = {make_cle("V2.1-EIO-03a"): (40,), make_cle("V2.1-EIO-03b"): (3,)}
    assert attack_chiffres(chiffres, masques=[{make_cle("V2.1-EIO-03b")}]) == set()
    vide = {make_cle("V2.1-EIO-03a"): (0,), make_cle("V2.1-EIO-03b"): (0,)}
    assert attack_chiffres(vide, masques=[{make_cle("V2.1-EIO-03b")}]) == {make_cle("V2.1-EIO-03b")}


def test_what_a_page_computes_in_clear_serves_the_attacker() -> None:
    chiffres = {make_cle("V2.1-EIO-01", lieu): (n,) for lieu, n in zip(COMMUNES_ZONE, (3, 12, 40), strict=True)}
    cache, somme = make_cle("V2.1-EIO-01"), (*make_cle("V2.1-EIO-01", "ZONE"), "valeur")
    cases = {cle: make_case(cle, n, 1, cle == cache) for cle, n in chiffres.items()}
    verite = {cle: make_case(cle, n, 1, False) for cle, n in chiffres.items()}
    assert attack([Vue(cases, {})], [verite]).prises == ()
    assert [prise.cle for prise in attack([Vue(cases, {somme: Fraction(55)})], [verite]).prises] == [cache]


def test_what_the_attacker_was_told_is_not_a_leak() -> None:
    locales = {f"parcours:{m}": (1,) for m in LOCALES_PAR_LEGALE["equilibre"][:SEUIL]}
    chiffres = {make_cle("V2.1-EIO-03a", ventilation=v): n for v, n in (*locales.items(), (EQUILIBRE, (SEUIL,)))}
    assert attack_chiffres(chiffres, masques=[set(chiffres)]) == set()
    assert attack_chiffres(chiffres, masques=[set(chiffres) - {make_cle("V2.1-EIO-03a", ventilation=EQUILIBRE)}])


@pytest.mark.parametrize("graine", range(60))
def test_the_solver_agrees_with_every_solution_counted_one_by_one(graine: int) -> None:
    hasard = Random(graine)
    nombres = [(make_cle("V2.1-EIO-01", lieu), (1,), "valeur") for lieu in (*COMMUNES_ZONE, "ZONE")]
    verite = {nombre: Fraction(hasard.randint(0, 3)) for nombre in nombres}
    systeme = Systeme()
    for nombre in nombres:
        systeme.add({nombre: 1}, 0, 3)
    for _ in range(hasard.randint(1, 3)):
        somme = {nombre: hasard.randint(-1, 1) for nombre in nombres}
        total = sum(c * verite[nombre] for nombre, c in somme.items())
        systeme.add(somme, total - hasard.randint(0, 1), total)
    essais = [dict(zip(nombres, map(Fraction, n), strict=True)) for n in product(range(4), repeat=len(nombres))]
    solutions = [essai for essai in essais if not systeme.list_fausses(essai)]
    resolution = Resolution(systeme, verite)
    for nombre in nombres:
        assert resolution.is_fige({nombre: 1}) == (len({solution[nombre] for solution in solutions}) == 1)


def test_a_small_count_left_in_clear_is_said() -> None:
    petit, departement = make_cle("V2.1-EIO-01"), make_cle("V2.1-EIO-01", "DEP", trimestre=1)
    cases = {cle: make_case(cle, (n,), 1, False) for cle, n in ((petit, 3), (departement, 2))}
    bilan = attack([Vue(cases, {})], [cases])
    assert [prise.cle for prise in bilan.en_clair] == [petit]
    assert (bilan.petits, bilan.masques) == (1, 0)


def test_a_false_equation_is_seen() -> None:
    nombre = (make_cle("V2.1-EIO-01"), (1,), "valeur")
    systeme = Systeme()
    systeme.add({nombre: 1}, 1, SEUIL)
    assert systeme.list_fausses({nombre: Fraction(3)}) == []
    assert len(systeme.list_fausses({nombre: Fraction(12)})) == 1


def test_the_attacker_knows_the_threshold_of_the_contract() -> None:
    assert SEUIL == next(seuil.valeur for seuil in read_contrat().seuils if seuil.code == "petit_effectif")
