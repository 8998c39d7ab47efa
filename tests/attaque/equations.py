"""The attacker: everything that every reading shows, put together, then asked what each hidden figure can be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.attaque.magasins import MESURES, OUVERTURES
from tests.attaque.structure import (
    COMMUNES_ZONE,
    get_indicateur,
    get_nombre,
    get_total,
    list_parts,
    list_sommes,
)
from tests.attaque.systeme import Nombre, Resolution, Systeme
from tests.attaque.vues import Case, Cle, Vue, is_cle_taux

SEUIL = 4
"""The contract's own `petit_effectif`."""
COMMUNES_DEPARTEMENT = 47
Somme = dict[Nombre, int]


@dataclass(frozen=True)
class Prise:
    """A figure given back: which, in which version, what it is."""

    cle: Cle
    version: tuple[int, ...]
    nombres: dict[str, Fraction]
    petit: bool


@dataclass(frozen=True)
class Bilan:
    """What an attack saw: the last reading's hidden figures and truly small ones; over every reading, the small ones
    left in clear, the hidden ones given back, and the stored ones that are not there, even hidden.
    """

    masques: int
    petits: int
    en_clair: tuple[Prise, ...]
    prises: tuple[Prise, ...]
    absents: tuple[Cle, ...]


def attack(vues: Sequence[Vue], verites: Sequence[dict[Cle, Case]], informe: bool = True) -> Bilan:
    """Attack a store; informe: the attacker is also told which hidden figures are small themselves.

    What it takes with every figure hidden comes from what it was told (a small count whose four parts are each said
    not to be null is 4): no masking would prevent it, and it is not counted.
    """
    verite = _get_verite(vues, verites)
    masquees = {(c.cle, c.version): c for vue in vues for c in vue.cases.values() if c.masque}
    petites = {nom: _list_petits(case, verite) for nom, case in masquees.items()}
    dites = [somme for sommes in petites.values() for somme in sommes] if informe else []
    systeme = _build_systeme(vues, dites)
    for vue in vues:
        systeme.connus |= {(c.cle, c.version, t): n for c in vue.cases.values() for t, n in c.nombres.items()}
    fausses = systeme.list_fausses(verite)
    assert not fausses, fausses[:3]
    resolution = Resolution(systeme, verite)
    prises = [nom for nom, case in masquees.items() if _is_prise(resolution, case, petites[nom])]
    if prises:
        aveugle = Resolution(_build_systeme([Vue(vue.cases, {}) for vue in vues], dites), verite)
        prises = [nom for nom in prises if not _is_prise(aveugle, masquees[nom], petites[nom])]
    derniere = vues[-1].cases.values()
    return Bilan(
        sum(case.masque for case in derniere),
        sum(bool(_list_petits(case, verite)) for case in derniere),
        tuple(_build_prise(c, verite, True) for v in vues for c in v.cases.values() if _is_en_clair(c, verite)),
        tuple(_build_prise(masquees[nom], verite, bool(petites[nom])) for nom in prises),
        tuple(cle for vue, vraies in zip(vues, verites, strict=True) for cle in vraies if cle not in vue.cases),
    )


def _build_systeme(vues: Sequence[Vue], dites: Iterable[Somme]) -> Systeme:
    """Write every equation of every reading, and what the attacker is told: these sums are small."""
    systeme = Systeme()
    for vue in vues:
        _add_vue(systeme, vue)
    for somme in dites:
        systeme.add(somme, 1, SEUIL)
    return systeme


def _is_prise(resolution: Resolution, case: Case, petits: Iterable[Somme]) -> bool:
    """Whether a hidden figure is given back: all its numbers, or a small one of them."""
    entiere = all(resolution.is_fige({(case.cle, case.version, terme): 1}) for terme in case.termes)
    return entiere or any(resolution.is_fige(somme) for somme in petits)


def _get_verite(vues: Sequence[Vue], verites: Sequence[dict[Cle, Case]]) -> dict[Nombre, Fraction]:
    """Name the true numbers as the attacker names the hidden ones."""
    verite = {}
    for vue, vraies in zip(vues, verites, strict=True):
        for cle, case in vue.cases.items():
            verite |= {(cle, case.version, terme): n for terme, n in vraies[cle].nombres.items()}
        verite |= {(cle[:-1], (-1,), cle[-1]): n for cle, n in vue.pages.items()}
    return verite


def _is_en_clair(case: Case, verite: dict[Nombre, Fraction]) -> bool:
    return not case.masque and bool(_list_petits(case, verite))


def _build_prise(case: Case, verite: dict[Nombre, Fraction], petit: bool) -> Prise:
    return Prise(case.cle, case.version, {t: verite[(case.cle, case.version, t)] for t in case.termes}, petit)


def is_protegee(cle: Cle) -> bool:
    """Whether small counts of this figure must be hidden: persons, by commune or by breakdown."""
    if cle[0] == "contexte":
        return cle[1] in MESURES and cle[3] in COMMUNES_ZONE
    return bool(cle[4]) or cle[3] not in ("DEP", "ZONE")


def _list_petits(case: Case, verite: dict[Nombre, Fraction]) -> list[Somme]:
    """List the small numbers of a figure, as sums: its count, or a term of a rate, or what the two leave out."""
    if not is_protegee(case.cle):
        return []
    termes = [(case.cle, case.version, terme) for terme in case.termes]
    sommes = [{terme: 1} for terme in termes]
    if is_cle_taux(case.cle):
        sommes.append({termes[1]: 1, termes[0]: -1})
    return [s for s in sommes if 1 <= sum(c * verite[n] for n, c in s.items()) <= SEUIL]


def _add_vue(systeme: Systeme, vue: Vue) -> None:
    """Write every equation of one reading."""
    for case in vue.cases.values():
        if is_cle_taux(case.cle) and get_indicateur(case.cle[0]).hors_bornes is False:
            num, den = ((case.cle, case.version, terme) for terme in case.termes)
            systeme.add({num: 1, den: -1}, None, 0)
    _add_pages(systeme, vue)
    groupes: dict[Cle, set[str]] = defaultdict(set)
    for cle in vue.cases:
        if cle[0] != "contexte":
            groupes[(cle[0], cle[1], cle[2])].add(cle[4])
    for racine, ventilations in groupes.items():
        _add_territoires(systeme, vue, racine, ventilations)
        _add_ventilations(systeme, vue, racine, ventilations)
    for cle in vue.cases:
        if cle[0] != "contexte":
            _add_liens(systeme, vue, cle)
    _add_contexte(systeme, vue)


def _get(vue: Vue, cle: Cle, terme: str) -> Nombre | None:
    """Name the number of a figure that a reading has, hidden or not, or that its pages compute."""
    if (case := vue.cases.get(cle)) is not None:
        return (cle, case.version, terme)
    return (cle, (-1,), terme) if (*cle, terme) in vue.pages else None


def _add_pages(systeme: Systeme, vue: Vue) -> None:
    """Take what the pages show in clear: a number, or a rate, which bounds one term by the other."""
    for (*debut, terme), n in vue.pages.items():
        cle = tuple(debut)
        case = vue.cases.get(cle)
        version = case.version if case else (-1,)
        if terme != "valeur" or not is_cle_taux(cle):
            systeme.connus.setdefault((cle, version, terme), n)
        elif case and case.masque:
            marge = Fraction(1, 100)
            num, den = ((cle, version, t) for t in case.termes)
            systeme.add({num: 100, den: -(n - marge)}, 0, None)
            systeme.add({num: 100, den: -(n + marge)}, None, 0)


def _add_somme(systeme: Systeme, total: Nombre | None, parts: Sequence[Nombre | None], complet: bool = True) -> None:
    """Write total = Σ parts, or ≥ when some part is not there."""
    presentes = [part for part in parts if part is not None]
    if total is None or not presentes:
        return
    somme = {total: 1} | dict.fromkeys(presentes, -1)
    systeme.add(somme, 0, 0 if complet and len(presentes) == len(parts) else None)


def _list_termes(code: str) -> Sequence[str]:
    return ("numerateur", "denominateur") if is_cle_taux((code,)) else ("valeur",)


def _add_territoires(systeme: Systeme, vue: Vue, racine: Cle, ventilations: set[str]) -> None:
    communes = {cle[3] for cle in vue.cases if cle[:3] == racine} - {"DEP", "ZONE"}
    for ventilation in ventilations:
        for terme in _list_termes(racine[0]):
            lieux = {
                lieu: _get(vue, (*racine, lieu, ventilation), terme) for lieu in {*communes, *COMMUNES_ZONE, "ZONE"}
            }
            dep = _get(vue, (*racine, "DEP", ventilation), terme)
            _add_somme(systeme, lieux["ZONE"], [lieux[commune] for commune in COMMUNES_ZONE])
            _add_somme(systeme, dep, [lieux[c] for c in sorted(communes)], len(communes) == COMMUNES_DEPARTEMENT)
            dehors = [lieux[c] for c in sorted(communes - set(COMMUNES_ZONE))]
            _add_somme(systeme, dep, [lieux["ZONE"], *dehors], False)


def _add_ventilations(systeme: Systeme, vue: Vue, racine: Cle, ventilations: set[str]) -> None:
    for lieu in sorted({cle[3] for cle in vue.cases if cle[:3] == racine}):
        for terme in _list_termes(racine[0]):
            for total, parts in list_sommes(ventilations):
                nombres = [_get(vue, (*racine, lieu, part), terme) for part in parts]
                _add_somme(systeme, _get(vue, (*racine, lieu, total), terme), nombres)


def _add_liens(systeme: Systeme, vue: Vue, cle: Cle) -> None:
    """Write what the contract says between indicators of one place: shares of a whole, « dont », « Nombre et % »."""
    code, reste = cle[0], cle[1:]
    if parts := list_parts(code):
        base = _get(vue, cle, "denominateur")
        _add_somme(systeme, base, [_get(vue, (part, *reste), "numerateur") for part in parts])
        for part in set(parts) - {code}:
            _add_somme(systeme, base, [_get(vue, (part, *reste), "denominateur")])
    if total := get_total(code):
        _add_somme(systeme, _get(vue, (total, *reste), "valeur"), [_get(vue, cle, "valeur")], False)
    if nombre := get_nombre(code):
        _add_somme(systeme, _get(vue, cle, "numerateur"), [_get(vue, (nombre, *reste), "valeur")])


def _add_contexte(systeme: Systeme, vue: Vue) -> None:
    for _, mesure, periode, lieu in [cle for cle in vue.cases if cle[0] == "contexte"]:
        nombre = _get(vue, ("contexte", mesure, periode, lieu), "valeur")
        if lieu == "ZONE":
            parts = [_get(vue, ("contexte", mesure, periode, c), "valeur") for c in COMMUNES_ZONE]
            _add_somme(systeme, nombre, parts)
        if mesure == "foyers_rsa":
            _add_somme(systeme, nombre, [_get(vue, ("contexte", o, periode, lieu), "valeur") for o in OUVERTURES])
