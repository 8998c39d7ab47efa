"""Random stores for the attack: consistent figures of the real contract, in several lots, some corrected or undone.

Every figure is a sum of leaves (a commune, a modality of each dimension, a part), so that each equation that a reader
may write is true in every reading.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from random import Random

from sqlalchemy import Engine

from lib.domain.contrat import Contexte, Fait
from lib.domain.faits import Resultat
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from tests.attaque.structure import COMMUNES_ZONE, LOCALES_PAR_LEGALE
from tests.contrat_complet import read_contrat

CODE = read_contrat().contrat.code
ANNEE, TRIMESTRES = 2024, (3, 4)
"""A time that every volet covers."""
INSTANT = datetime(2025, 1, 15, 9, 30, tzinfo=UTC)
AILLEURS = ("94081", "reste")
"""A commune outside the pilot territory, and all the others, of which no figure is ever published."""
LOCALES = tuple(locale for locales in LOCALES_PAR_LEGALE.values() for locale in locales)
MODALITES = {
    "parcours": LOCALES,
    "convocation": ("premiere", "deuxieme"),
    "dominante": ("emploi", "equilibre", "remobilisation_sociale"),
}


@dataclass(frozen=True)
class Famille:
    """Indicators counted on the same leaves: for each, the parts of its count, or of its two terms."""

    dimensions: tuple[str, ...]
    parts: tuple[str, ...]
    indicateurs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


FAMILLES = (
    Famille(
        ("parcours",),
        ("quinze_jours", "un_mois"),
        {"V2.1-EIO-03a": (("quinze_jours", "un_mois"), ()), "V2.1-EIO-03b": (("quinze_jours",), ())},
    ),
    Famille(
        ("convocation",),
        ("absents", "presents"),
        {"V2.1-EIO-04a": (("absents",), ()), "V2.1-EIO-04b": (("absents",), ("absents", "presents"))},
    ),
    Famille(("parcours",), ("inscrits", "autres"), {"V3-03": (("inscrits",), ("inscrits", "autres"))}),
    Famille(
        (),
        ("emploi", "equilibre", "social"),
        {
            f"V3-04{lettre}": ((part,), ("emploi", "equilibre", "social"))
            for lettre, part in zip("abc", ("emploi", "equilibre", "social"), strict=True)
        },
    ),
    Famille(("parcours", "dominante"), ("inscrits",), {"N-V3-03": (("inscrits",), ())}),
    Famille((), ("entrants",), {"V2.1-EIO-01": (("entrants",), ())}),
    Famille((), ("entrants", "sortants"), {"N-V3-04": (("entrants",), ()), "N-V3-05": (("sortants",), ())}),
)
OUVERTURES = ("ouverture_moins_1_an", "ouverture_1_a_2_ans", "ouverture_plus_2_ans")
MESURES = ("foyers_rsa", *OUVERTURES, "entrants_un_an")

Feuilles = dict[tuple[str, ...], int]
"""Counts by commune, modality of each dimension, part."""
Tirage = Callable[[Random], int]


def draw_dense(hasard: Random) -> int:
    """A leaf of a store where most counts are small."""
    return hasard.randint(0, 6) if hasard.random() < 0.6 else hasard.randint(7, 60)


def draw_realiste(hasard: Random) -> int:
    """A leaf of a store as a département fills it: mid-size counts, a few small ones."""
    return hasard.randint(0, 4) if hasard.random() < 0.15 else hasard.randint(5, 150)


def draw_situation(hasard: Random) -> int:
    """A context figure of a commune, as the contract writes them; hardly ever a small one."""
    return hasard.randint(0, 4) if hasard.random() < 0.02 else hasard.randint(60, 2500)


@dataclass(frozen=True)
class Publication:
    """What a producer uploads of a family for a quarter: these places crossed with these breakdowns."""

    famille: Famille
    trimestre: int
    places: tuple[tuple[str, str], ...]


@dataclass
class Etat:
    """What is true at a moment: the leaves of each publication, and the context figures."""

    feuilles: list[Feuilles] = field(default_factory=list)
    contexte: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Depot:
    """One lot to come: its facts, or the lot it undoes counted from the last one."""

    faits: tuple[Fait, ...] = ()
    type_depot: TypeDepot = TypeDepot.RESULTATS
    annule: bool = False


def build_depots(graine: int, tirage: Tirage = draw_dense) -> list[Depot]:
    """Draw the lots of a store: figures, context, corrections, undone corrections."""
    hasard = Random(graine)
    publications = [
        Publication(famille, hasard.choice(TRIMESTRES), tuple(_draw_places(hasard, famille)))
        for famille in hasard.sample(FAMILLES, hasard.randint(1, 3))
    ]
    etat = Etat([_draw_feuilles(hasard, p.famille, tirage) for p in publications])
    depots = _build_premiers(hasard, list(_list_resultats(publications, etat)))
    if hasard.random() < 0.5:
        etat.contexte = _draw_contexte(hasard, tirage)
        depots.append(Depot(tuple(_list_contexte(etat)), TypeDepot.CONTEXTE))
    for _ in range(hasard.randint(1, 3)):
        depots += _correct(hasard, publications, etat)
    return depots


def _build_premiers(hasard: Random, resultats: list[Resultat]) -> list[Depot]:
    """Upload figures for the first time, sometimes in two files cut anywhere."""
    if hasard.random() < 0.7 or len(resultats) < 2:
        return [Depot(tuple(resultats))]
    hasard.shuffle(resultats)
    coupe = hasard.randint(1, len(resultats) - 1)
    return [Depot(tuple(resultats[:coupe])), Depot(tuple(resultats[coupe:]))]


def build_depots_realistes(graine: int) -> list[Depot]:
    """Draw the lots of a realistic store: every family, totals by commune, breakdowns of larger places, context."""
    hasard = Random(graine)
    publications = [
        Publication(famille, trimestre, tuple(_list_places_realistes(famille)))
        for famille in FAMILLES
        for trimestre in TRIMESTRES
    ]
    etat = Etat([_draw_feuilles(hasard, p.famille, draw_realiste) for p in publications])
    etat.contexte = _draw_contexte(hasard, draw_situation)
    depots = [
        Depot(tuple(_list_resultats(publications, etat))),
        Depot(tuple(_list_contexte(etat)), TypeDepot.CONTEXTE),
    ]
    return depots + _correct(hasard, publications, etat)


def save_depots(depots: Iterable[Depot], moteur: Engine | None = None) -> None:
    """Publish lots into a store that holds the contract."""
    numero = 0
    for depot in depots:
        with write(moteur) as session:
            lock_contrat(session, CODE)
            lot = Lot(
                genre=GenreLot.ANNULATION if depot.annule else GenreLot.DEPOT,
                type_depot=depot.type_depot,
                publie_le=INSTANT,
                service="Essai",
                fichier="" if depot.annule else "essai.csv",
                motif="essai" if depot.annule else "",
                annule_lot=numero if depot.annule else None,
            )
            numero = save_lot(session, CODE, lot, depot.faits)


def _draw_places(hasard: Random, famille: Famille) -> Iterable[tuple[str, str]]:
    territoires = list(COMMUNES_ZONE)
    if hasard.random() < 0.1:
        territoires.remove(hasard.choice(territoires))
    territoires += [lieu for lieu, part in (("ZONE", 0.6), ("DEP", 0.5), ("94081", 0.2)) if hasard.random() < part]
    if hasard.random() < 0.08:
        territoires = ["DEP"]
    ventilations = [v for v in _list_ventilations(famille) if v]
    nomenclatures = {_get_nomenclature(v) for v in ventilations}
    retenues = [n for n in sorted(nomenclatures) if hasard.random() < 0.7]
    ventilees = [v for v in ventilations if _get_nomenclature(v) in retenues]
    totaux = [""] if not ventilees or hasard.random() < 0.85 else []
    lieux_ventiles = territoires if hasard.random() < 0.6 else [territoires[-1]]
    yield from product(territoires, totaux)
    yield from product(lieux_ventiles, ventilees)


def _list_places_realistes(famille: Famille) -> Iterable[tuple[str, str]]:
    zone = [] if _has_taux(famille) else ["ZONE"]  # a rate of the pilot territory is computed, not uploaded
    yield from product((*COMMUNES_ZONE, *zone, "DEP"), ("",))
    yield from product((*zone, "DEP"), [ventilation for ventilation in _list_ventilations(famille) if ventilation])


def _list_ventilations(famille: Famille) -> list[str]:
    legales = [f"parcours:{legale}" for legale in LOCALES_PAR_LEGALE] if "parcours" in famille.dimensions else []
    return ["", *legales, *(f"{d}:{m}" for d in famille.dimensions for m in MODALITES[d])]


def _get_nomenclature(ventilation: str) -> str:
    dimension, _, modalite = ventilation.partition(":")
    return f"{dimension} {'légal' if modalite in LOCALES_PAR_LEGALE and dimension == 'parcours' else ''}"


def _draw_feuilles(hasard: Random, famille: Famille, tirage: Tirage) -> Feuilles:
    lieux = (*COMMUNES_ZONE, *AILLEURS)
    modalites = [MODALITES[dimension] for dimension in famille.dimensions]
    rares = len(famille.dimensions) > 1
    feuilles = {cle: tirage(hasard) for cle in product(lieux, *modalites, famille.parts)}
    if rares:
        feuilles = {cle: n if hasard.random() < 0.25 else 0 for cle, n in feuilles.items()}
    for cle in list(feuilles):
        if cle[-1] == famille.parts[-1] and _has_taux(famille):
            feuilles[cle] = max(1, feuilles[cle])
    return feuilles


def _has_taux(famille: Famille) -> bool:
    return any(denominateur for _, denominateur in famille.indicateurs.values())


def _select(famille: Famille, feuilles: Feuilles, lieu: str, ventilation: str, parts: Sequence[str]) -> int:
    """Add up the leaves of a place, a breakdown and some parts."""
    lieux = {"ZONE": set(COMMUNES_ZONE), "DEP": {*COMMUNES_ZONE, *AILLEURS}}.get(lieu, {lieu})
    dimension, _, modalite = ventilation.partition(":")
    rang = famille.dimensions.index(dimension) + 1 if ventilation else 0
    admises = {modalite}
    if dimension == "parcours":
        admises = set(LOCALES_PAR_LEGALE.get(modalite, (modalite,)))
    return sum(
        n
        for cle, n in feuilles.items()
        if cle[0] in lieux and cle[-1] in parts and (not ventilation or cle[rang] in admises)
    )


def _list_resultats(publications: Sequence[Publication], etat: Etat) -> Iterable[Resultat]:
    for publication, feuilles in zip(publications, etat.feuilles, strict=True):
        famille = publication.famille
        for (code, (parts, base)), (lieu, ventilation) in product(famille.indicateurs.items(), publication.places):
            resultat = Resultat(
                indicateur=code, annee=ANNEE, trimestre=publication.trimestre, territoire=lieu, ventilation=ventilation
            )
            n = Decimal(_select(famille, feuilles, lieu, ventilation, parts))
            if not base:
                yield replace(resultat, valeur=n)
            elif denominateur := _select(famille, feuilles, lieu, ventilation, base):
                valeur = (100 * n / denominateur).quantize(Decimal("0.01"))
                yield replace(resultat, valeur=valeur, numerateur=n, denominateur=Decimal(denominateur))


def _draw_contexte(hasard: Random, tirage: Tirage) -> dict[tuple[str, str], int]:
    return {(lieu, mesure): tirage(hasard) for lieu in COMMUNES_ZONE for mesure in (*OUVERTURES, "entrants_un_an")}


def _list_contexte(etat: Etat) -> Iterable[Contexte]:
    for lieu, mesure in product((*COMMUNES_ZONE, "ZONE"), MESURES if etat.contexte else ()):
        lieux = COMMUNES_ZONE if lieu == "ZONE" else (lieu,)
        mesures = OUVERTURES if mesure == "foyers_rsa" else (mesure,)
        entrants = mesure == "entrants_un_an"
        yield Contexte(
            territoire=lieu,
            mesure=mesure,
            periode="année 2023" if entrants else "31/12/2023",
            bloc="Situation initiale du bassin",
            libelle=mesure,
            unite="personnes (ARSA)" if entrants else "foyers",
            valeur=Decimal(sum(etat.contexte[cle] for cle in product(lieux, mesures))),
        )


def _correct(hasard: Random, publications: Sequence[Publication], etat: Etat) -> list[Depot]:
    """Draw one correction, sometimes undone at once: only the changed figures, or the places they belong to."""
    avant = deepcopy(etat)
    contexte = bool(etat.contexte) and hasard.random() < 0.3
    visees = etat.contexte if contexte else hasard.choice(etat.feuilles)
    _move(hasard, visees)
    lister = _list_contexte if contexte else lambda etat: _list_resultats(publications, etat)
    anciens = {fait.cle: fait for fait in lister(avant)}
    changes = tuple(fait for fait in lister(etat) if fait != anciens.get(fait.cle))
    if hasard.random() < 0.3:
        lieux = {fait.territoire for fait in changes}
        changes = tuple(fait for fait in lister(etat) if fait.territoire in lieux)
    if not changes or {fait.cle for fait in lister(etat)} != set(anciens):
        etat.feuilles, etat.contexte = avant.feuilles, avant.contexte
        return []
    depot = Depot(changes, TypeDepot.CONTEXTE if contexte else TypeDepot.RESULTATS)
    if hasard.random() >= 0.25:
        return [depot]
    etat.feuilles, etat.contexte = avant.feuilles, avant.contexte
    return [depot, Depot(type_depot=depot.type_depot, annule=True)]


def _move(hasard: Random, feuilles: dict[tuple[str, ...], int]) -> None:
    """Move some persons from one leaf to another, or count some again."""
    cles = sorted(feuilles)
    for _ in range(hasard.randint(1, 2)):
        source, but = hasard.sample(cles, 2)
        n = min(feuilles[source], hasard.choice((1, 2, 3, 10)))
        if hasard.random() < 0.6:
            feuilles[source] -= n
        feuilles[but] += n
