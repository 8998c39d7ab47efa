"""What adds up to what in a contract: communes, breakdowns, shares of one whole, a « dont » and its total.

Read in the contract's own words: one way of cutting a whole is named in the brackets of its modalities, shares of one
whole have one label and are each named « part … », a « dont » follows its total.
"""

from collections import defaultdict
from collections.abc import Iterable

from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.indicateurs import Indicateur, Modalite
from lib.domain.nomenclatures import Comptage, TypeTerritoire
from lib.domain.recherche import to_cle_recherche

CATEGORIE = "categorie "
"""What a modality's brackets write before the name of the larger one it lies in."""


def build_membres(contrat: ContratLu) -> dict[str, frozenset[str]]:
    """Give the communes that make up each territory; the département has them all, an agency is not one."""
    communes = frozenset(t.code for t in contrat.territoires if t.type is TypeTerritoire.COMMUNE)
    membres = {DEPARTEMENT: communes} if communes else {}
    for territoire in contrat.territoires:
        codes = frozenset(territoire.membres.replace("|", " ").split())
        if codes and codes <= communes and territoire.type is not TypeTerritoire.AGENCE:
            membres[territoire.code] = codes
    return membres


def build_familles(contrat: ContratLu) -> dict[str, list[frozenset[str]]]:
    """Group by dimension the modalities that share a whole: all, or each of its families named in brackets.

    « Emploi (catégorie de la loi) » and « Jeunes (parcours local, …) » are two ways of cutting the same whole.
    """
    par_dimension: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for modalite in contrat.modalites:
        famille = _split_intitule(modalite)[1].split(",")[0]
        par_dimension[modalite.dimension][famille].add(f"{modalite.dimension}:{modalite.code}")
    familles: dict[str, list[frozenset[str]]] = {}
    for dimension, groupes in par_dimension.items():
        if all(len(groupe) > 1 for groupe in groupes.values()):
            familles[dimension] = [frozenset(groupe) for groupe in groupes.values()]
        else:
            familles[dimension] = [frozenset().union(*groupes.values())]
    return familles


def build_filiations(contrat: ContratLu) -> dict[str, frozenset[str]]:
    """Give the modalities that each larger one is made of: « Jeunes (parcours local, catégorie équilibré) »."""
    noms = {
        (modalite.dimension, to_cle_recherche(_split_intitule(modalite)[0])): f"{modalite.dimension}:{modalite.code}"
        for modalite in contrat.modalites
    }
    enfants: dict[str, set[str]] = defaultdict(set)
    for modalite in contrat.modalites:
        for precision in _split_intitule(modalite)[1].split(","):
            mots = to_cle_recherche(precision)
            parent = noms.get((modalite.dimension, mots.removeprefix(CATEGORIE).strip()))
            if mots.startswith(CATEGORIE) and parent is not None:
                enfants[parent].add(f"{modalite.dimension}:{modalite.code}")
    return {parent: frozenset(siens) for parent, siens in enfants.items()}


def _split_intitule(modalite: Modalite) -> tuple[str, str]:
    """Split a modality's title from what its brackets say."""
    titre, _, precision = modalite.intitule.partition("(")
    return titre.strip(), precision.rstrip(") ")


def build_partages(contrat: ContratLu) -> dict[str, tuple[str, ...]]:
    """Give, by indicator, the shares of one whole: same label, same unit in %, each measure named « part … »."""
    groupes: dict[tuple[str, str], list[Indicateur]] = defaultdict(list)
    for indicateur in contrat.indicateurs:
        part = to_cle_recherche(indicateur.mesure).startswith("part ")
        if indicateur.comptage is Comptage.RAPPORT and indicateur.unite.startswith("%") and part:
            groupes[indicateur.libelle, indicateur.unite].append(indicateur)
    return _index([[indicateur.code for indicateur in groupe] for groupe in groupes.values()])


def _index(groupes: Iterable[list[str]]) -> dict[str, tuple[str, ...]]:
    return {code: tuple(groupe) for groupe in groupes if len(groupe) > 1 for code in groupe}


def build_totaux_dont(contrat: ContratLu) -> dict[str, str]:
    """Give, by indicator whose measure begins with « dont », the one it is part of: same stem, first letter."""
    totaux: dict[str, str] = {}
    for indicateur in contrat.indicateurs:
        total = indicateur.code[:-1] + "a"
        if to_cle_recherche(indicateur.intitule).startswith("dont ") and total != indicateur.code:
            if total in contrat.indicateur_par_code:
                totaux[indicateur.code] = total
    return totaux
