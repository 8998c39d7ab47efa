"""The real contract folder as a ContratLu, to which tests add spending, payments and avenants."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from lib.domain.contrat import Avenant, Axe, Fait, FicheAction, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe, LigneBudget, RegleVersement
from lib.domain.faits import Execution, Report, Versement
from lib.domain.indicateurs import Cible, Indicateur, Seuil
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, PartieContrat
from lib.imports.dossier import read_dossier

DOSSIER = Path(__file__).parents[2] / "data" / "contrats" / "94-val-de-marne"
NOMS: dict[str, type[Fait]] = {
    "avenants": Avenant,
    "territoires": Territoire,
    "axes": Axe,
    "fiches": FicheAction,
    "lignes_budget": LigneBudget,
    "indicateurs": Indicateur,
    "cibles": Cible,
    "enveloppes": Enveloppe,
    "regles_versement": RegleVersement,
    "seuils": Seuil,
}


@cache
def read_contrat() -> ContratLu:
    dossier = read_dossier(DOSSIER)
    assert dossier.erreurs == ()
    listes = {nom: tuple(lu.fait for lu in dossier.faits if type(lu.fait) is noun) for nom, noun in NOMS.items()}
    return replace(ContratLu(contrat=dossier.contrat), **listes)


def build_contrat_execute(graine: int) -> ContratLu:
    """The real contract a year later: spending to the cent at T4 2024, one unallocated payment, carry-overs, 2025."""
    hasard, contrat = Random(graine), read_contrat()
    solidarites = [enveloppe for enveloppe in contrat.enveloppes if enveloppe.fiche.startswith("S.")]
    return replace(
        contrat,
        executions=tuple(
            Execution(
                fiche=enveloppe.fiche,
                annee=2024,
                trimestre=4,
                financeur=enveloppe.financeur,
                montant=hasard.randint(0, 110) * enveloppe.montant // 100 + hasard.randint(0, 99),
            )
            for enveloppe in contrat.enveloppes
            if enveloppe.financeur is not Financeur.AUTRES
        ),
        versements=(
            Versement(
                partie=PartieContrat.SOLIDARITES,
                annee_convention=2024,
                date_versement=date(2024, 7, 20),
                montant=sum(e.montant for e in solidarites if e.financeur is Financeur.ETAT),
            ),
        ),
        reports=tuple(
            Report(
                fiche=enveloppe.fiche,
                annee_origine=2024,
                annee_destination=2025,
                financeur=enveloppe.financeur,
                montant=hasard.randint(0, 10**6),
            )
            for enveloppe in solidarites[::2]
        ),
        enveloppes=(
            *contrat.enveloppes,
            *(replace(e, annee=2025, nature=NatureEnveloppe.NOTIFIE) for e in solidarites[:-3]),
        ),
    )
