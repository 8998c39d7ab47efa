"""What anyone reads in the contract's public folder: places, breakdowns, and which figures add up to which."""

from collections import defaultdict
from functools import cache

from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import TypeValeur
from tests.contrat_complet import read_contrat


def _get_communes_zone() -> tuple[str, ...]:
    return tuple(next(t for t in read_contrat().territoires if t.code == "ZONE").membres.split())


def _get_locales_par_legale() -> dict[str, tuple[str, ...]]:
    """Read the two nomenclatures of parcours in their wording: « X (catégorie de la loi) », « … catégorie x) »."""
    parcours = [m for m in read_contrat().modalites if m.dimension == "parcours"]
    noms = {m.intitule.split(" (")[0].lower(): m.code for m in parcours if "catégorie de la loi" in m.intitule}
    locales = defaultdict(list)
    for modalite in parcours:
        if "parcours local" in modalite.intitule:
            locales[noms[modalite.intitule.rpartition("catégorie ")[2].rstrip(")")]].append(modalite.code)
    return {legale: tuple(siennes) for legale, siennes in locales.items()}


COMMUNES_ZONE = _get_communes_zone()
LOCALES_PAR_LEGALE = _get_locales_par_legale()


@cache
def get_indicateur(code: str) -> Indicateur:
    """Give an indicator of the contract."""
    return read_contrat().indicateur_par_code[code]


def is_taux(code: str) -> bool:
    """Whether an indicator is a part of a whole, with its two terms."""
    return get_indicateur(code).type is TypeValeur.TAUX


@cache
def list_meme_libelle(code: str) -> list[str]:
    """List the indicators that the contract writes under one wording, this one included."""
    libelle, fiche = get_indicateur(code).libelle, get_indicateur(code).fiche
    return [i.code for i in read_contrat().indicateurs if (i.libelle, i.fiche) == (libelle, fiche)]


def list_parts(code: str) -> list[str]:
    """List the shares of the whole that this one belongs to, all of them."""
    codes = list_meme_libelle(code)
    return codes if len(codes) > 1 and all(get_indicateur(c).mesure.startswith("part ") for c in codes) else []


def get_total(code: str) -> str | None:
    """Give the count of which this one is a « dont »."""
    if not get_indicateur(code).mesure.startswith("dont "):
        return None
    return next(c for c in list_meme_libelle(code) if c != code)


def get_nombre(code: str) -> str | None:
    """Give the count that the same wording announces beside a rate: « Nombre et % de … »."""
    if not is_taux(code) or not get_indicateur(code).libelle.startswith("Nombre et %"):
        return None
    return next((c for c in list_meme_libelle(code) if not is_taux(c)), None)


def list_sommes(ventilations: set[str]) -> list[tuple[str, list[str]]]:
    """List the breakdowns that add up to another one: by nomenclature, the local ones inside the legal ones."""
    locales = {legale: [f"parcours:{m}" for m in siennes] for legale, siennes in LOCALES_PAR_LEGALE.items()}
    sommes = [(f"parcours:{legale}", siennes) for legale, siennes in locales.items()]
    sommes.append(("", [f"parcours:{legale}" for legale in locales]))
    sommes.append(("", [m for siennes in locales.values() for m in siennes]))
    mixte = [[f"parcours:{legale}"] if f"parcours:{legale}" in ventilations else locales[legale] for legale in locales]
    sommes.append(("", [m for siennes in mixte for m in siennes]))
    for dimension in {v.partition(":")[0] for v in ventilations if v} - {"parcours"}:
        modalites = [m.code for m in read_contrat().modalites if m.dimension == dimension]
        sommes.append(("", [f"{dimension}:{m}" for m in modalites]))
    return sommes
