"""The counts that one reading of a period shows, by cell: those uploaded, and those that Jalons computes of them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from lib.domain.contrat import DEPARTEMENT, Contexte
from lib.domain.contrat_lu import ContratLu
from lib.domain.derives import list_codes
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.petits_effectifs import (
    DENOMINATEUR,
    VALEUR,
    Effectifs,
    build_effectifs_taux,
    is_personnes,
    is_unite_de_personnes,
    read_effectifs,
)
from lib.domain.sommes_effectifs import Case, Decoupages
from lib.domain.valeurs import is_agregeable


def build_etat_contexte(faits: Iterable[Contexte]) -> dict[Case, Effectifs]:
    """Give the counts of persons among the figures of context of one reading."""
    return {
        (fait.mesure, fait.territoire, ""): {VALEUR: fait.valeur}
        for fait in faits
        if is_unite_de_personnes(fait.unite) and not fait.unite.startswith("%")
    }


def build_etat(decoupages: Decoupages, resultats: Iterable[Resultat]) -> dict[Case, Effectifs]:
    """Give the counts that one reading of a quarter shows, those that Jalons computes included."""
    contrat = decoupages.contrat
    etat: dict[Case, Effectifs] = {}
    lus = [(contrat.indicateur_par_code.get(r.indicateur), r) for r in resultats]
    for indicateur, resultat in lus:
        if indicateur is not None and _is_comptee(contrat, indicateur):
            etat[indicateur.code, resultat.territoire, resultat.ventilation] = read_effectifs(indicateur, resultat)
    _add_parts_nues(decoupages.partages, etat, [r for indicateur, r in lus if indicateur is not None])
    _add_ensembles(contrat, etat)
    for indicateur in contrat.indicateurs:
        places = [(code, DEPARTEMENT, "") for code in list_codes(indicateur, contrat.indicateur_par_code)]
        if places and is_personnes(indicateur) and (somme := _sum_effectifs([etat.get(c, {}) for c in places])):
            etat[indicateur.code, DEPARTEMENT, ""] = somme
    return {case: effectifs for case, effectifs in etat.items() if effectifs}


def _is_comptee(contrat: ContratLu, indicateur: Indicateur) -> bool:
    fiche = contrat.fiche_par_code.get(indicateur.fiche)
    return is_personnes(indicateur) or (fiche is not None and fiche.confidentielle)


def _add_parts_nues(
    partages: Iterable[Sequence[str]], etat: dict[Case, Effectifs], resultats: Iterable[Resultat]
) -> None:
    """Give its terms to a share uploaded alone, when another share of the same whole says of how many."""
    for codes, resultat in product(partages, resultats):
        case = (resultat.indicateur, resultat.territoire, resultat.ventilation)
        if resultat.indicateur in codes and not etat.get(case) and resultat.valeur is not None:
            communs = [etat.get((code, *case[1:]), {}).get(DENOMINATEUR) for code in codes]
            denominateur = next((commun for commun in communs if commun is not None), None)
            if denominateur is not None:
                numerateur = (resultat.valeur * denominateur / 100).to_integral_value()
                etat[case] = build_effectifs_taux(numerateur, denominateur)


def _add_ensembles(contrat: ContratLu, etat: dict[Case, Effectifs]) -> None:
    """Add what Jalons computes of a territory from its communes, where nothing was uploaded for it."""
    for zone in contrat.territoires:
        membres = zone.membres.split() if zone.type is TypeTerritoire.ZONE else []
        for code, ventilation in sorted({(case[0], case[2]) for case in etat if case[1] in membres}):
            indicateur = contrat.get_indicateur(code)
            if (code, zone.code, ventilation) not in etat and is_agregeable(indicateur):
                somme = _sum_effectifs([etat.get((code, membre, ventilation), {}) for membre in membres])
                if somme:
                    etat[code, zone.code, ventilation] = somme


def _sum_effectifs(parties: Sequence[Effectifs]) -> dict[str, Decimal]:
    """Add up counts, when every part has the same ones; nothing otherwise."""
    noms = set(parties[0])
    if any(set(partie) != noms for partie in parties):
        return {}
    return {nom: sum((partie[nom] for partie in parties), Decimal(0)) for nom in sorted(noms)}
