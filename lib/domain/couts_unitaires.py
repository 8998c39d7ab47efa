"""Unit costs: the price that the contract writes (12 600 € per logement), and the price once the year is spent.

The realised price divides what an action spent by a published result. It exists only where the written price covers
the whole action, for spending is declared per action, and where one indicator of the action counts the same unit.
Convention Jalons: the contract asks for no realised price.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.argent import build_synthese
from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import LigneBudget
from lib.domain.lisibles import get_resultat
from lib.domain.nomenclatures import StatutResultat
from lib.domain.non_transmissions import get_cloture
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.soldes import compute_cout
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE, NON_TRANSMIS


@dataclass(frozen=True, kw_only=True)
class CoutUnitaire:
    """One written price and, when it can be had, the realised one. Amounts in cents; rapport unrounded.

    indicateur is the code of the one that counts the unit, '' when none does; motif says why rapport is None.
    provisoire: the year is not over, its spending still grows.
    """

    fiche: str
    libelle: str
    unite: str
    quantite: Decimal | None
    prix: Centimes
    source: str
    indicateur: str = ""
    realise: Centimes | None = None
    denominateur: Decimal | None = None
    rapport: Fraction | None = None
    motif: str = ""
    provisoire: bool = False


def compute_couts_unitaires(contrat: ContratLu, trimestre: Trimestre) -> list[CoutUnitaire]:
    """List the prices written for the quarter's year by the fiches, then those of the markets, in full years."""
    return [*_list_couts_fiches(contrat, trimestre), *_list_couts_marches(contrat)]


def _list_couts_fiches(contrat: ContratLu, trimestre: Trimestre) -> Iterator[CoutUnitaire]:
    """Give the price of each budget line that writes one."""
    for ligne in contrat.lignes_budget:
        if ligne.annee == trimestre.annee and ligne.prix_unitaire is not None:
            yield _compute_cout_ligne(contrat, ligne, ligne.prix_unitaire, trimestre)


def _list_couts_marches(contrat: ContratLu) -> Iterator[CoutUnitaire]:
    """Give the price of a parcours in each market: no spending is declared by market."""
    for marche in contrat.marches:
        if marche.prix_parcours is not None:
            yield CoutUnitaire(
                fiche=marche.fiche,
                libelle=f"{marche.procedure}, {marche.libelle}",
                unite="parcours",
                quantite=marche.places,
                prix=marche.prix_parcours,
                source=marche.source,
                motif="aucune dépense n’est déclarée par marché",
            )


def _compute_cout_ligne(contrat: ContratLu, ligne: LigneBudget, prix: Centimes, trimestre: Trimestre) -> CoutUnitaire:
    """Divide what the action spent by the published result that counts the line's unit."""
    indicateur, motif = _find_denominateur(contrat, ligne)
    denominateur, realise = None, None
    if not motif:
        denominateur, motif = _get_denominateur(contrat, indicateur, trimestre)
        realise = compute_cout(build_synthese(contrat, trimestre).select(fiche=ligne.fiche))
        motif = motif or (
            "" if realise is not None else f"exécution du {trimestre.libelle} incomplète ou non transmise"
        )
    return CoutUnitaire(
        fiche=ligne.fiche,
        libelle=ligne.libelle,
        unite=ligne.unite,
        quantite=ligne.quantite,
        prix=prix,
        source=ligne.source,
        indicateur=indicateur,
        realise=realise,
        denominateur=denominateur,
        rapport=Fraction(realise) / Fraction(denominateur)
        if not motif and realise is not None and denominateur
        else None,
        motif=motif,
        provisoire=not motif and trimestre.numero != 4,
    )


def _find_denominateur(contrat: ContratLu, ligne: LigneBudget) -> tuple[str, str]:
    """Find the one indicator of the fiche that counts the line's unit; ('', reason) otherwise."""
    if not ligne.est_total:
        return "", "l’exécution est déclarée par action, pas par poste"
    indicateurs = contrat.indicateurs_par_fiche.get(ligne.fiche, [])
    codes = [indicateur.code for indicateur in indicateurs if indicateur.unite == ligne.unite]
    if len(codes) != 1:
        return "", f"aucun indicateur de {ligne.fiche} ne compte seul des «\u00a0{ligne.unite}\u00a0»"
    return codes[0], ""


def _get_denominateur(contrat: ContratLu, indicateur: str, trimestre: Trimestre) -> tuple[Decimal | None, str]:
    """Give the published result of the quarter; (None, reason) when it is missing, provisional or nil."""
    resultat = get_resultat(contrat, indicateur, trimestre)
    if resultat is None:
        cloture = get_cloture(contrat, indicateur, trimestre)
        absence = f"\u00a0: {NE_SERA_PAS_TRANSMISE}" if cloture and cloture.close else f" {NON_TRANSMIS}"
        return None, f"résultat {indicateur} du {trimestre.libelle}{absence}"
    if resultat.masque:
        return None, f"résultat {indicateur} du {trimestre.libelle} {MASQUE}"
    if resultat.statut is not StatutResultat.MESUREE:
        return None, f"résultat {indicateur} du {trimestre.libelle}\u00a0: {resultat.statut.libelle.lower()}"
    return (resultat.valeur, "") if resultat.valeur else (None, f"résultat {indicateur} du {trimestre.libelle} nul")
