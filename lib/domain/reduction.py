"""The reduction of the last year (R7, art. 2.2): its two cumulative conditions shown together, never a verdict.

The article speaks of « une sous-consommation manifeste, sans justification » and fixes no level. The level, when one
is wanted, is an editable parameter of ours (code sous_consommation, in %); the justification is a written comment.
"""

from dataclasses import dataclass
from fractions import Fraction

from lib.domain.argent import Taux, build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.nomenclatures import Financeur, PartieContrat
from lib.domain.periodes import Trimestre

ARTICLE = "art. 2.2"
SEUIL_SOUS_CONSOMMATION = "sous_consommation"
OBJET_JUSTIFICATION = "justification"


@dataclass(frozen=True)
class ConditionsReduction:
    """The two conditions for one action and one past year.

    niveau is the editable level (None: not set); sous_le_niveau is None when the rate or the level is unknown.
    """

    fiche: str
    annee: int
    taux: Taux
    niveau: Fraction | None
    justification: str

    @property
    def sous_le_niveau(self) -> bool | None:
        """First condition: the rate of consumption lies below the level of ours."""
        return None if self.niveau is None or self.taux.rapport is None else self.taux.rapport < self.niveau

    @property
    def justifiee(self) -> bool:
        """Second condition, reversed: a justification is written."""
        return bool(self.justification)


def get_reference_justification(fiche: str, annee: int) -> str:
    """Give the reference under which the justification of an action and year is commented."""
    return f"{fiche}/{annee}"


def get_justification(contrat: ContratLu, fiche: str, annee: int) -> str:
    """Give the written justification of an action and year; '' when there is none."""
    cle = (OBJET_JUSTIFICATION, get_reference_justification(fiche, annee))
    textes = [c.texte for c in sorted(contrat.commentaires, key=lambda c: c.rang) if (c.objet, c.reference) == cle]
    return "\n".join(texte for texte in textes if texte.strip())


def compute_conditions_reduction(contrat: ContratLu) -> list[ConditionsReduction]:
    """List both conditions for each solidarités action and each year before the last one, on its fourth quarter."""
    seuil = contrat.seuil_par_code.get(SEUIL_SOUS_CONSOMMATION)
    niveau = None if seuil is None else Fraction(seuil.valeur) / 100
    conditions = []
    for annee in contrat.compute_annees()[:-1]:
        synthese = build_synthese(contrat, Trimestre(annee, 4))
        etat = synthese.select(partie=PartieContrat.SOLIDARITES, financeur=Financeur.ETAT)
        for ligne in etat.lignes:
            taux = etat.select(fiche=ligne.fiche).compute_taux_consommation()
            justification = get_justification(contrat, ligne.fiche, annee)
            conditions.append(ConditionsReduction(ligne.fiche, annee, taux, niveau, justification))
    return conditions
