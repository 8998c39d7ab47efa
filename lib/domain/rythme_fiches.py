"""Money and results side by side, action by action and axe by axe: pace, projection to the year's end, out of step.

Everything here is put together from rythme_argent and from the follow-up: convention Jalons, as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lib.domain.agregats import Bilan, compute_bilan
from lib.domain.argent import Somme, Synthese, Taux, build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.rythme_argent import Decalage, compute_decalage, compute_projection
from lib.domain.statuts import get_seuils


@dataclass(frozen=True)
class Rythme:
    """The pace of one fiche, axe or volet; projection in cents unrounded, None: motif says why.

    bilan: the verdicts on its indicators, at the level of the département.
    """

    code: str
    taux: Taux
    realise: Somme
    part_attendue: Fraction | None
    projection: Fraction | None
    motif: str
    bilan: Bilan
    decalage: Decalage

    @property
    def taux_projete(self) -> Fraction | None:
        """The projection over the base of the year."""
        base = self.taux.base
        return self.projection / base if self.projection is not None and base else None


def build_rythmes_axes(contrat: ContratLu, suivi: Sequence[LigneSuivi], trimestre: Trimestre) -> list[Rythme]:
    """Give the pace of each axe and volet, in the contract's order."""
    synthese, lignes = build_synthese(contrat, trimestre), _keep_departement(suivi)
    return [
        _build(
            contrat,
            axe.code,
            synthese.select(axe=axe.code),
            [ligne for ligne in lignes if contrat.get_indicateur(ligne.code).axe == axe.code],
            trimestre,
        )
        for axe in contrat.axes
    ]


def build_rythmes_fiches(contrat: ContratLu, suivi: Sequence[LigneSuivi], trimestre: Trimestre) -> list[Rythme]:
    """Give the pace of each fiche, in the contract's order."""
    synthese, lignes = build_synthese(contrat, trimestre), _keep_departement(suivi)
    return [
        _build(
            contrat,
            fiche.code,
            synthese.select(fiche=fiche.code),
            [ligne for ligne in lignes if contrat.get_indicateur(ligne.code).fiche == fiche.code],
            trimestre,
        )
        for fiche in contrat.fiches
    ]


def compute_projection_synthese(
    contrat: ContratLu, synthese: Synthese, trimestre: Trimestre
) -> tuple[Fraction | None, str]:
    """Add up the projections of each fiche and funder; (None, reason) as soon as one of them is unknown."""
    realise = synthese.compute_somme("realise")
    if not realise.connus:
        return None, "exécution non transmise"
    if not realise.complete:
        return None, f"{format_quantite(realise.connus, 'montant reçu')} sur {realise.attendus}"
    total = Fraction(0)
    for ligne in synthese.lignes:
        if ligne.attendue:
            fiche = contrat.get_fiche(ligne.fiche)
            projection = compute_projection(ligne.realise, fiche.debut, fiche.fin, trimestre)
            if projection is None:
                return None, "à partir de deux trimestres"
            total += projection
    return total, ""


def _build(
    contrat: ContratLu, code: str, synthese: Synthese, lignes: Sequence[LigneSuivi], trimestre: Trimestre
) -> Rythme:
    """Put together one group; money partly received is not compared with results."""
    seuils, bilan = get_seuils(contrat), compute_bilan(lignes)
    taux, part = synthese.compute_taux_consommation(), synthese.compute_part_attendue()
    realise = synthese.compute_somme("realise")
    projection, motif = compute_projection_synthese(contrat, synthese, trimestre)
    decalage = compute_decalage(
        taux.rapport if realise.complete else None,
        part,
        juges=bilan.cibles.juges,
        tenues=bilan.cibles.tenues,
        en_retard=bilan.cibles.manques,
        seuil_bonne_voie=seuils.bonne_voie,
        seuil_a_surveiller=seuils.a_surveiller,
    )
    return Rythme(code, taux, realise, part, projection, motif, bilan, decalage)


def _keep_departement(suivi: Sequence[LigneSuivi]) -> list[LigneSuivi]:
    """Keep the level of the département."""
    return [ligne for ligne in suivi if ligne.est_ensemble]
