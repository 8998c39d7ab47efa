"""Jobseekers by France Travail agency: an agency is not a commune, and no change is computed across a series break."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lib.domain.contrat import Territoire
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.lisibles import ContexteLisible, list_contexte
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.periodes import Trimestre, read_trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.ruptures import Rupture, get_rupture, select_ruptures
from lib.domain.territoire_pilote import list_communes, list_membres

PART, PARTIE, TOUT = "part_arsa", "defm_abc", "defm_abc_tous_publics"
"""Measures of the context: the share of RSA recipients among jobseekers, and the two figures it is made of."""


@dataclass(frozen=True, kw_only=True)
class PartAgence:
    """The share of RSA recipients among the jobseekers of an agency: as printed, else made of its two figures."""

    agence: Territoire
    trimestre: Trimestre
    imprimee: ContexteLisible | None
    partie: ContexteLisible | None
    tout: ContexteLisible | None

    @property
    def part(self) -> Fraction | None:
        """The printed share first: the contract is not recomputed."""
        if self.imprimee is not None:
            return None if self.imprimee.valeur is None else Fraction(self.imprimee.valeur) / 100
        partie = self.partie.valeur if self.partie else None
        tout = self.tout.valeur if self.tout else None
        return Fraction(partie) / Fraction(tout) if partie is not None and tout else None

    @property
    def masque(self) -> bool:
        """Whether it is known, and no reader may see it."""
        faits = (self.imprimee,) if self.imprimee is not None else (self.partie, self.tout)
        return any(fait is not None and fait.masque for fait in faits)


@dataclass(frozen=True, kw_only=True)
class LigneAgence:
    """One category: its figures by quarter, and its change over a year, None with the reason.

    masques: the quarters whose figure is there and is not to be seen.
    """

    mesure: str
    bloc: str
    libelle: str
    valeurs: dict[Trimestre, Decimal] = field(default_factory=dict)
    masques: frozenset[Trimestre] = frozenset()
    evolution: Fraction | None = None
    motif: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class TableAgence:
    """The figures of one agency, its communes, those outside the pilot territory, the commune of the same code."""

    agence: Territoire
    membres: tuple[Territoire, ...]
    hors_zone: tuple[Territoire, ...]
    homonyme: Territoire | None
    lignes: tuple[LigneAgence, ...]

    @property
    def trimestres(self) -> list[Trimestre]:
        """Every quarter of the table, oldest first."""
        return sorted({trimestre for ligne in self.lignes for trimestre in (*ligne.valeurs, *ligne.masques)})

    @property
    def code_imprime(self) -> str:
        """The code as the contract prints it, which looks like a commune's."""
        return self.agence.code.partition("-")[2]


def list_agences(contrat: ContratLu, zone: Territoire) -> list[Territoire]:
    """List the agencies that share a commune with a territory."""
    pilotes = set(zone.membres.split())
    return [t for t in contrat.territoires if t.type is TypeTerritoire.AGENCE and pilotes & set(t.membres.split())]


def list_tables_agences(contrat: ContratLu, zone: Territoire) -> list[TableAgence]:
    """List the agencies of a territory with their figures."""
    return [_build_table(contrat, agence, set(zone.membres.split())) for agence in list_agences(contrat, zone)]


def _build_table(contrat: ContratLu, agence: Territoire, pilotes: set[str]) -> TableAgence:
    """Gather the figures of one agency."""
    membres = tuple(list_membres(contrat, agence))
    faits = [fait for fait in list_contexte(contrat) if fait.territoire == agence.code and fait.mesure != PART]
    imprime = agence.code.partition("-")[2]
    return TableAgence(
        agence=agence,
        membres=membres,
        hors_zone=tuple(membre for membre in membres if membre.code not in pilotes),
        homonyme=next((commune for commune in list_communes(contrat) if commune.code == imprime), None),
        lignes=tuple(_build_ligne(contrat, groupe) for groupe in group_par(faits, lambda fait: fait.mesure).values()),
    )


def _build_ligne(contrat: ContratLu, faits: Sequence[ContexteLisible]) -> LigneAgence:
    """Put one category by quarter; a period that is not a quarter is left out of the columns."""
    premier = faits[0]
    trimestres = [(t, fait) for fait in faits if (t := read_trimestre(fait.periode)) is not None]
    valeurs = {t: fait.valeur for t, fait in trimestres if fait.valeur is not None}
    masques = frozenset(t for t, fait in trimestres if fait.masque)
    evolution, motif = compute_evolution(select_ruptures(contrat.ruptures, premier.mesure), valeurs)
    if masques and max(t for t, _ in trimestres) not in valeurs:
        evolution, motif = None, MASQUE
    return LigneAgence(
        mesure=premier.mesure,
        bloc=premier.bloc,
        libelle=premier.libelle,
        valeurs=valeurs,
        masques=masques,
        evolution=evolution,
        motif=motif,
        note=" · ".join(dict.fromkeys(fait.note for fait in faits if fait.note)),
        source=premier.source,
    )


def compute_evolution(ruptures: Iterable[Rupture], valeurs: dict[Trimestre, Decimal]) -> tuple[Fraction | None, str]:
    """Compute the change of the last quarter over one year; (None, reason) without it, or across a series break.

    ruptures: those of the measure itself.

    >>> compute_evolution([], {Trimestre(2022, 4): Decimal(1240), Trimestre(2023, 4): Decimal(1220)})[0]
    Fraction(-1, 62)
    """
    if not valeurs:
        return None, "aucun trimestre"
    dernier = max(valeurs)
    origine = Trimestre(dernier.annee - 1, dernier.numero)
    avant = valeurs.get(origine)
    if not avant:
        return None, f"pas de valeur au {origine.libelle}"
    if rupture := get_rupture(ruptures, origine.fin, dernier.fin):
        return None, rupture.phrase
    return Fraction(valeurs[dernier] - avant) / Fraction(avant), ""


def list_parts_agences(contrat: ContratLu, zone: Territoire) -> list[PartAgence]:
    """List the share of each agency at the last quarter for which the contract prints one; nothing without any."""
    agences = list_agences(contrat, zone)
    codes = {agence.code for agence in agences}
    faits = {
        (fait.territoire, fait.mesure, trimestre): fait
        for fait in list_contexte(contrat)
        if fait.territoire in codes and (trimestre := read_trimestre(fait.periode)) is not None
    }
    imprimes = [trimestre for _, mesure, trimestre in faits if mesure == PART]
    if not imprimes:
        return []
    dernier = max(imprimes)
    return [
        PartAgence(
            agence=agence,
            trimestre=dernier,
            imprimee=faits.get((agence.code, PART, dernier)),
            partie=faits.get((agence.code, PARTIE, dernier)),
            tout=faits.get((agence.code, TOUT, dernier)),
        )
        for agence in agences
    ]


def list_ruptures_agences(contrat: ContratLu, tables: Iterable[TableAgence]) -> tuple[Rupture, ...]:
    """List the series breaks of what the agencies' tables show, oldest first."""
    return select_ruptures(contrat.ruptures, *(ligne.mesure for table in tables for ligne in table.lignes))
