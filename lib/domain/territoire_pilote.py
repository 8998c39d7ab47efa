"""The pilot territory: figures by commune, each beside what it is a share of, never ranked.

A measure is a figure of the context written in the contract, or an indicator with results by commune. Figures by
commune are read as they are: nothing is added up here (the follow-up engine does it where the rule allows it).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from lib.domain.constats import format_intitule
from lib.domain.contrat import DEPARTEMENT, Territoire
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.indicateurs import Repere
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lisibles import ContexteLisible, list_contexte
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.progression import Progression
from lib.domain.series import CleSerie
from lib.domain.valeurs import TYPES_RAPPORT

NON_VENTILE = "non écrit par commune"


@dataclass(frozen=True, kw_only=True)
class ValeurLocale:
    """The figure of one place; motif says why it has none.

    part: share of the territory's figure. base: the larger figure of the same place that this one is a part of. termes:
    numerator and denominator of a rate.
    """

    territoire: Territoire
    valeur: Decimal | None = None
    motif: str = ""
    part: Fraction | None = None
    base: Decimal | None = None
    termes: tuple[Decimal, Decimal] | None = None
    provisoire: bool = False

    @property
    def part_base(self) -> Fraction | None:
        """Share of the place's own base; None when there is none."""
        return Fraction(self.valeur) / Fraction(self.base) if self.valeur is not None and self.base else None


@dataclass(frozen=True, kw_only=True)
class MesureLocale:
    """One measure at one period: the communes in the contract's order, then the territory as a whole."""

    code: str
    libelle: str
    unite: str
    periode: str
    source: str
    note: str = ""
    est_rapport: bool = False
    libelle_base: str = ""
    communes: tuple[ValeurLocale, ...]
    ensemble: ValeurLocale


def list_zones(contrat: ContratLu) -> list[Territoire]:
    """List the pilot territories; a contract may have none."""
    return [t for t in contrat.territoires if t.type is TypeTerritoire.ZONE and t.membres.split()]


def list_membres(contrat: ContratLu, territoire: Territoire) -> list[Territoire]:
    """List the communes of a territory or of an agency, in the order of the contract."""
    connus = contrat.territoire_par_code
    return [connus[code] for code in territoire.membres.split() if code in connus]


def list_communes(contrat: ContratLu) -> list[Territoire]:
    """List every commune of the département."""
    return [t for t in contrat.territoires if t.type is TypeTerritoire.COMMUNE]


def list_mesures_contexte(contrat: ContratLu, zone: Territoire) -> list[MesureLocale]:
    """List the figures of the context written for at least one commune of the territory."""
    membres = {membre.code for membre in list_membres(contrat, zone)}
    groupes = group_par(list_contexte(contrat), lambda fait: (fait.mesure, fait.periode))
    locales = {cle: faits for cle, faits in groupes.items() if any(fait.territoire in membres for fait in faits)}
    bases = {cle: _find_base(cle, locales) for cle in locales}
    return [_build_contexte(contrat, zone, faits, locales.get(bases[cle] or cle, [])) for cle, faits in locales.items()]


def _find_base(
    cle: tuple[str, str], locales: Mapping[tuple[str, str], list[ContexteLisible]]
) -> tuple[str, str] | None:
    """Find the measure that this one and others of its kind add up to, exactly and everywhere; None otherwise.

    The contract names no denominator: a share is given only where the figures themselves prove that it is one.
    """
    genre = _get_genre(locales[cle][0])
    semblables = {autre: _index(faits) for autre, faits in locales.items() if _get_genre(faits[0]) == genre}
    for tout, valeurs in semblables.items():
        parties = [partie for autre, partie in semblables.items() if autre != tout]
        if tout != cle and len(parties) > 1 and all(_is_somme(valeurs, parties, lieu) for lieu in valeurs):
            return tout
    return None


def _get_genre(fait: ContexteLisible) -> tuple[str, str, str]:
    return fait.bloc, fait.unite, fait.periode


def _index(faits: Iterable[ContexteLisible]) -> dict[str, Decimal]:
    return {fait.territoire: fait.valeur for fait in faits if fait.valeur is not None}


def _is_somme(tout: Mapping[str, Decimal], parties: Sequence[Mapping[str, Decimal]], lieu: str) -> bool:
    return all(lieu in partie for partie in parties) and sum(partie[lieu] for partie in parties) == tout[lieu]


def _build_contexte(
    contrat: ContratLu, zone: Territoire, faits: Sequence[ContexteLisible], faits_base: Sequence[ContexteLisible]
) -> MesureLocale:
    """Put one figure of the context by commune; faits_base is faits itself when there is no base."""
    valeurs, premier = _index(faits), faits[0]
    masques = {fait.territoire for fait in faits if fait.masque}
    a_une_base = faits_base is not faits
    bases = _index(faits_base) if a_une_base else {}

    def build_valeur(lieu: Territoire) -> ValeurLocale:
        if lieu.code in masques:
            return ValeurLocale(territoire=lieu, motif=MASQUE)
        valeur = valeurs.get(lieu.code)
        return ValeurLocale(
            territoire=lieu, valeur=valeur, motif="" if valeur is not None else NON_VENTILE, base=bases.get(lieu.code)
        )

    ensemble = build_valeur(zone)
    return MesureLocale(
        code=premier.mesure,
        libelle=premier.libelle,
        unite=premier.unite,
        periode=premier.periode,
        source=premier.source,
        note=" · ".join(dict.fromkeys(fait.note for fait in faits if fait.note)),
        libelle_base=faits_base[0].libelle if a_une_base else "",
        communes=_add_parts([build_valeur(lieu) for lieu in list_membres(contrat, zone)], ensemble),
        ensemble=ensemble,
    )


def _add_parts(communes: Iterable[ValeurLocale], ensemble: ValeurLocale) -> tuple[ValeurLocale, ...]:
    """Add each commune's share of the territory's figure."""
    total = ensemble.valeur
    return tuple(
        replace(commune, part=Fraction(commune.valeur) / Fraction(total))
        if commune.valeur is not None and total
        else commune
        for commune in communes
    )


def list_mesures_indicateurs(
    contrat: ContratLu, zone: Territoire, progressions: Mapping[CleSerie, Progression]
) -> list[MesureLocale]:
    """List the indicators and quarters with a result for at least one commune of the territory, the latest first."""
    membres = {membre.code for membre in list_membres(contrat, zone)}
    trimestres: dict[str, set[Trimestre]] = {}
    for (code, lieu, ventilation), progression in progressions.items():
        if lieu in membres and not ventilation:
            recus = {ligne.trimestre for ligne in progression.lignes if ligne.resultat is not None or ligne.masque}
            trimestres.setdefault(code, set()).update(recus)
    return [
        _build_indicateur(contrat, zone, progressions, code, trimestre)
        for code, recus in trimestres.items()
        for trimestre in sorted(recus, reverse=True)
    ]


def _build_indicateur(
    contrat: ContratLu,
    zone: Territoire,
    progressions: Mapping[CleSerie, Progression],
    code: str,
    trimestre: Trimestre,
) -> MesureLocale:
    """Put the results of one indicator and quarter by commune."""
    indicateur = contrat.get_indicateur(code)
    departement = progressions[(code, DEPARTEMENT, "")].ligne_par_trimestre[trimestre]

    def build_valeur(lieu: Territoire) -> ValeurLocale:
        progression = progressions.get((code, lieu.code, ""))
        ligne = progression.ligne_par_trimestre.get(trimestre) if progression else None
        return ValeurLocale(territoire=lieu, motif=departement.absence) if ligne is None else _read_ligne(lieu, ligne)

    ensemble = build_valeur(zone)
    communes = [build_valeur(lieu) for lieu in list_membres(contrat, zone)]
    est_rapport = indicateur.type in TYPES_RAPPORT
    return MesureLocale(
        code=code,
        libelle=f"{code} · {format_intitule(indicateur)}",
        unite=indicateur.unite,
        periode=trimestre.libelle,
        source=indicateur.source,
        est_rapport=est_rapport,
        communes=tuple(communes) if est_rapport or not indicateur.additif else _add_parts(communes, ensemble),
        ensemble=ensemble,
    )


def _read_ligne(lieu: Territoire, ligne: LigneSuivi) -> ValeurLocale:
    """Read a line of the follow-up, its small counts masked already."""
    motif = MASQUE if ligne.masque else dict(ligne.motifs).get("valeur", "")
    resultat, termes = ligne.resultat, None
    if resultat is not None and resultat.numerateur is not None and resultat.denominateur is not None:
        termes = (resultat.numerateur, resultat.denominateur)
    return ValeurLocale(territoire=lieu, valeur=ligne.valeur, motif=motif, termes=termes, provisoire=ligne.provisoire)


def list_repartitions(contrat: ContratLu, zone: Territoire) -> list[list[Repere]]:
    """List the planned splits of the territory: several marks in percent, of one indicator label, that make 100."""
    parts = [r for r in contrat.reperes if r.territoire == zone.code and r.unite == "%" and r.indicateur]
    groupes = group_par(parts, lambda repere: contrat.get_indicateur(repere.indicateur).libelle)
    return [groupe for groupe in groupes.values() if len(groupe) > 1 and sum(r.valeur for r in groupe) == 100]
