"""What must hold within a contract once read: no orphan, and payments that are their share of the envelopes."""

from collections.abc import Iterable, Iterator

from lib.domain.contrat import Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import RegleVersement
from lib.domain.nomenclatures import Financeur, NatureEnveloppe


def list_incoherences(contrat: ContratLu) -> Iterator[str]:
    """Name each orphan and each sum that does not hold; nothing when the contract is coherent."""
    mesures = [(fait.indicateur, fait.territoire) for fait in contrat.cibles]
    mesures += [(fait.indicateur, fait.territoire) for fait in contrat.resultats]
    yield from _list_orphelins("l’indicateur", (code for code, _ in mesures), contrat.indicateur_par_code)
    yield from _list_orphelins("le territoire", (code for _, code in mesures), contrat.territoire_par_code)
    fiches = [enveloppe.fiche for enveloppe in contrat.enveloppes]
    fiches += [execution.fiche for execution in contrat.executions]
    fiches += [report.fiche for report in contrat.reports]
    yield from _list_orphelins("la fiche", fiches, contrat.fiche_par_code)
    yield from _list_orphelins("l’axe", (fiche.axe for fiche in contrat.fiches), contrat.axe_par_code)
    for regle in contrat.regles_versement:
        if regle.avenant == 0 and regle.montant != regle.part * compute_montant_etat(contrat, regle):
            yield f"le versement « {regle.code} » ne vaut pas sa part des enveloppes de l’État ({regle.article})"


def _list_orphelins(nom: str, cites: Iterable[str], connus: Iterable[str]) -> Iterator[str]:
    for code in sorted(set(cites) - set(connus)):
        yield f"une ligne porte sur {nom} « {code} », qui n’existe pas"


def compute_montant_etat(contrat: ContratLu, regle: RegleVersement) -> int:
    """State amount a payment rule is a share of (art. 3), in cents: its part of the contract, its year, as signed."""
    return sum(
        enveloppe.montant
        for enveloppe in contrat.enveloppes
        if enveloppe.financeur is Financeur.ETAT
        and enveloppe.nature is NatureEnveloppe.PREVISIONNEL
        and enveloppe.annee == regle.annee
        and (axe := _get_axe(contrat, enveloppe.fiche)) is not None
        and axe.partie is regle.partie
    )


def _get_axe(contrat: ContratLu, fiche: str) -> Axe | None:
    connue = contrat.fiche_par_code.get(fiche)
    return contrat.axe_par_code.get(connue.axe) if connue else None
