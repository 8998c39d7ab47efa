"""Small counts: what a reader who is not entitled to them must not see, nor be able to work out.

Counts of persons from 1 to the threshold, by territory or breakdown, are masked, and with them whatever would give
them back: a second cell of a sum (3, 40, 12 with a total of 55), a revealing rate (37 of 40). Convention Jalons; the
confidentiality of the addresses of S.1.3 is the contract's own promise (l.902).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import TypeTerritoire, TypeValeur
from lib.domain.statuts import get_seuils
from lib.domain.valeurs import TYPES_RAPPORT, to_fraction

CleCase = tuple[str, str]
Somme = tuple[CleCase, tuple[CleCase, ...]]
"""A total and the cells that add up to it."""

TOTAL: CleCase = (DEPARTEMENT, "")
TERRITOIRE = "territoire"
UNITES_DE_CHOSES = (
    "€",
    "ETP",
    "actions",
    "ateliers",
    "berceaux",
    "files actives",
    "formations",
    "heures",
    "logements",
    "places",
    "plants",
    "repas",
    "structures",
)
MOTIF = "masqué : effectif de personnes trop petit, ou qui permettrait d’en retrouver un"


def is_personnes(indicateur: Indicateur) -> bool:
    """Whether figures count persons, or their dossiers; in doubt they do. A rate's terms are taken as persons."""
    if indicateur.type is TypeValeur.TEXTE:
        return False
    return indicateur.type in TYPES_RAPPORT or not indicateur.unite.startswith(UNITES_DE_CHOSES)


def is_lieu_confidentiel(contrat: ContratLu, indicateur: Indicateur, territoire: str) -> bool:
    """Whether a territorial figure would betray where people are: the fiche says so, as S.1.3 does (l.902).

    Such a figure is neither asked for, nor accepted, nor shown.
    """
    fiche = contrat.fiche_par_code.get(indicateur.fiche)
    return territoire != DEPARTEMENT and fiche is not None and fiche.confidentielle


def compute_masques(
    contrat: ContratLu, indicateur: Indicateur, resultats: Iterable[Resultat], seuil: int
) -> frozenset[CleCase]:
    """Give the cells (territory, breakdown) of one indicator and quarter to hide. The whole département is kept.

    Cells are added until no hidden one can be had back from the visible ones by any combination of sums.
    """
    cases = {(r.territoire, r.ventilation): r for r in resultats}
    masques = {cle for cle in cases if is_lieu_confidentiel(contrat, indicateur, cle[0])}
    if not is_personnes(indicateur):
        return frozenset(masques)
    comptes = {cle: _get_effectif(indicateur, r) for cle, r in cases.items()}
    effectifs = {cle: compte for cle, compte in comptes.items() if compte is not None}
    masques |= {cle for cle, r in cases.items() if cle != TOTAL and is_revelateur(indicateur, r, seuil)}
    sommes = list_sommes(contrat, effectifs)
    while retrouvees := list_retrouvees(sommes, effectifs, masques):
        candidats = [
            (cle == total, effectifs[cle] == 0, effectifs[cle], cle)
            for total, parts in sommes
            if retrouvees & {total, *parts}
            for cle in (total, *parts)
            if cle not in masques
        ]
        masques.add(min(candidats)[3])
    return frozenset(masques)


def is_revelateur(indicateur: Indicateur, resultat: Resultat, seuil: int) -> bool:
    """Whether a value shows a small count: the count itself, a term of a rate, or those the rate leaves out.

    37 of 40 shows that 3 persons are not concerned.
    """
    numerateur, denominateur = resultat.numerateur, resultat.denominateur
    if indicateur.type not in TYPES_RAPPORT:
        effectifs = [resultat.valeur]
    elif indicateur.type is TypeValeur.TAUX and numerateur is not None and denominateur is not None:
        effectifs = [numerateur, denominateur, denominateur - numerateur]
    else:
        effectifs = [denominateur]
    return any(effectif is not None and 0 < effectif <= seuil for effectif in effectifs)


def list_sommes(contrat: ContratLu, effectifs: Mapping[CleCase, Fraction]) -> list[Somme]:
    """List the sums a reader may do: communes of the département or of a territory, modalities of a dimension.

    A sum counts only if its visible parts reach the total: three communes out of forty-seven give nothing back.
    """
    lieux = {DEPARTEMENT: {t.code for t in contrat.territoires if t.type is TypeTerritoire.COMMUNE}}
    lieux |= {t.code: set(t.membres.split()) for t in contrat.territoires if t.membres}
    sommes: list[Somme] = []
    for total in sorted(effectifs):
        lieu, ventilation = total
        sommes.append(
            (total, tuple(sorted(c for c in effectifs if c[1] == ventilation and c[0] in lieux.get(lieu, ()))))
        )
        if not ventilation:
            ventilees = [cle for cle in sorted(effectifs) if cle[0] == lieu and cle[1]]
            modalites = group_par(ventilees, lambda cle: cle[1].split(":")[0])
            sommes.extend((total, tuple(groupe)) for groupe in modalites.values())
    return [s for s in sommes if s[1] and sum(effectifs[cle] for cle in s[1]) >= effectifs[s[0]]]


def list_retrouvees(
    sommes: Sequence[Somme], effectifs: Mapping[CleCase, Fraction], masques: set[CleCase]
) -> set[CleCase]:
    """List the hidden cells that the visible ones give back while something is left to hide.

    A cell is given back when the system of sums has one solution for it, or when a sum leaves exactly 1 to each.
    """
    visibles = {cle for total, parts in sommes for cle in (total, *parts)} - masques
    retrouvees = solve_inconnues(
        [
            {cle: 1 for cle in parts if cle in masques} | ({total: -1} if total in masques else {})
            for total, parts in sommes
        ]
    )
    for total, parts in sommes:
        cachees = [cle for cle in parts if cle in masques]
        if total not in masques and cachees and all(effectifs[cle] == 1 for cle in cachees):
            retrouvees |= set(cachees)
    return {cle for cle in retrouvees if any(cle in {t, *parts} and visibles & {t, *parts} for t, parts in sommes)}


def solve_inconnues(lignes: Sequence[Mapping[CleCase, int]]) -> set[CleCase]:
    """Give the unknowns that a linear system determines, by Gauss-Jordan elimination; exact."""
    reduites: list[dict[CleCase, Fraction]] = []
    for ligne in lignes:
        courante = {cle: Fraction(coefficient) for cle, coefficient in ligne.items()}
        for reduite in reduites:
            _subtract(courante, reduite)
        if not courante:
            continue
        pivot = min(courante)
        courante = {pivot: Fraction(1)} | {c: v / courante[pivot] for c, v in courante.items() if c != pivot}
        for reduite in reduites:
            _subtract(reduite, courante)
        reduites.append(courante)
    return {next(iter(ligne)) for ligne in reduites if len(ligne) == 1}


def select_lignes_lisibles(contrat: ContratLu, lignes: Iterable[LigneSuivi]) -> list[LigneSuivi]:
    """Give the lines of one quarter as a reader not entitled to small counts may see them."""
    seuil = get_seuils(contrat).petit_effectif
    lues = list(lignes)
    masques = {
        code: compute_masques(
            contrat, contrat.get_indicateur(code), [li.resultat for li in groupe if li.resultat is not None], seuil
        )
        for code, groupe in group_par(lues, lambda ligne: ligne.code).items()
    }
    return [_build_lisible(contrat.get_indicateur(ligne.code), ligne, masques[ligne.code]) for ligne in lues]


def list_resultats_masques(contrat: ContratLu) -> frozenset[tuple[object, ...]]:
    """Give the keys of the uploaded results that a reader not entitled to small counts may not see."""
    seuil = get_seuils(contrat).petit_effectif
    groupes = group_par(contrat.resultats, lambda resultat: (resultat.indicateur, resultat.periode))
    return frozenset(
        resultat.cle
        for (code, _), resultats in groupes.items()
        for masques in [compute_masques(contrat, contrat.get_indicateur(code), resultats, seuil)]
        for resultat in resultats
        if (resultat.territoire, resultat.ventilation) in masques
    )


def _build_lisible(indicateur: Indicateur, ligne: LigneSuivi, masques: frozenset[CleCase]) -> LigneSuivi:
    """Hide a line, or the parts of it that tell too much."""
    membres = {(partie.code, ligne.ventilation) for partie in ligne.parties}
    if (ligne.territoire, ligne.ventilation) not in masques and not membres & masques:
        fine = (ligne.territoire, ligne.ventilation) != TOTAL and is_personnes(indicateur)
        return replace(ligne, derniere=None) if fine else ligne
    return LigneSuivi(
        code=ligne.code,
        niveau=ligne.niveau,
        sens=ligne.sens,
        trimestre=ligne.trimestre,
        territoire=ligne.territoire,
        ventilation=ligne.ventilation,
        cible=ligne.cible,
        cible_texte=ligne.cible_texte,
        statut=ligne.statut,
        libelle=ligne.statut.libelle,
        motifs=(("valeur", MOTIF),),
        provisoire=ligne.provisoire,
        attente=ligne.attente,
        calculee=ligne.calculee,
        masque=True,
    )


def _get_effectif(indicateur: Indicateur, resultat: Resultat) -> Fraction | None:
    """Give the count that sums are done with: the value, a rate's numerator, an average's number of persons.

    None when there is none (a bare rate, a value declared missing): such a cell gives nothing back.
    """
    if indicateur.type is TypeValeur.TAUX:
        effectif = resultat.numerateur
    elif indicateur.type in TYPES_RAPPORT:
        effectif = resultat.denominateur
    else:
        effectif = resultat.valeur
    return to_fraction(effectif)


def _subtract(ligne: dict[CleCase, Fraction], reduite: Mapping[CleCase, Fraction]) -> None:
    """Take the pivot of a reduced row (its first key) out of another row, in place."""
    facteur = ligne.get(next(iter(reduite)), Fraction(0))
    for cle, valeur in reduite.items() if facteur else ():
        reste = ligne.get(cle, Fraction(0)) - facteur * valeur
        if reste:
            ligne[cle] = reste
        else:
            ligne.pop(cle, None)
