"""The rows of the templates about money: spending, envelopes, State payments, carry-overs. Amounts in Decimal euros."""

from decimal import Decimal

from lib.domain.argent import build_synthese
from lib.domain.attendus import is_hors_periode
from lib.domain.contrat import Centimes, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, PartieContrat
from lib.domain.perimetres import is_fiche_dans_perimetre
from lib.domain.periodes import Trimestre

Valeur = str | int | Decimal | None
"""What a cell of a template may hold; a choice of a closed list is its Nomenclature member."""

LigneModele = dict[str, Valeur]
"""A row of a template, by column name."""


def _list_fiches(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[FicheAction]:
    """List the fiches of the person whose axe covers the quarter."""
    return [
        fiche
        for fiche in contrat.fiches
        if is_fiche_dans_perimetre(acteur, contrat.habilitations, fiche.code)
        and (hors or not is_hors_periode(contrat.axe_par_code[fiche.axe], trimestre))
    ]


def _to_euros(centimes: Centimes | None) -> Decimal | None:
    return None if centimes is None else Decimal(centimes).scaleb(-2)


def build_executions(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """Build a row per fiche and funder expected to spend, with what the year foresees and what the quarter knows."""
    fiches = {fiche.code: fiche for fiche in _list_fiches(contrat, trimestre, acteur, hors)}
    return [
        {
            "code_fiche": ligne.fiche,
            "intitule": fiches[ligne.fiche].intitule,
            "annee": trimestre.annee,
            "trimestre": f"T{trimestre.numero}",
            "financeur": ligne.financeur,
            "montant_prevu": _to_euros(ligne.base),
            "montant_connu": _to_euros(ligne.realise),
            "montant_realise": None,
            "commentaire": None,
        }
        for ligne in build_synthese(contrat, trimestre).lignes
        if ligne.fiche in fiches and (ligne.attendue or ligne.financeur is not Financeur.AUTRES)
    ]


def build_enveloppes(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """Build a row per fiche, funder and nature for the quarter's year, with the amount in force."""
    montants = {enveloppe.cle: enveloppe.montant for enveloppe in contrat.enveloppes}
    return [
        {
            "code_fiche": fiche.code,
            "intitule": fiche.intitule,
            "annee": trimestre.annee,
            "financeur": financeur,
            "nature": nature,
            "montant_en_vigueur": _to_euros(montants.get((fiche.code, trimestre.annee, financeur, nature))),
            "montant": None,
            "avenant": None,
        }
        for fiche in _list_fiches(contrat, trimestre, acteur, hors)
        for financeur in Financeur
        for nature in NatureEnveloppe
    ]


def build_versements(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """Build a row per payment that art. 3 foresees in the year, and one per part in its period that has none."""
    parties = [regle.partie for regle in contrat.regles_versement if regle.annee == trimestre.annee]
    presentes = {axe.partie for axe in contrat.axes if hors or not is_hors_periode(axe, trimestre)}
    parties += [partie for partie in PartieContrat if partie in presentes.difference(parties)]
    return [
        {
            "partie": partie,
            "axe": None,
            "fiche": None,
            "annee_convention": trimestre.annee,
            "date": None,
            "montant": None,
            "reference": None,
        }
        for partie in parties
    ]


def build_reports(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """Build a row per fiche and funder, from the year before to the quarter's; the first year carries to the next."""
    annees = contrat.compute_annees()
    origine = max(trimestre.annee - 1, annees[0])
    return [
        {
            "fiche": fiche.code,
            "intitule": fiche.intitule,
            "annee_origine": origine,
            "annee_destination": origine + 1,
            "financeur": financeur,
            "montant": None,
            "commentaire": None,
        }
        for fiche in _list_fiches(contrat, Trimestre(origine, 4), acteur, hors)
        for financeur in Financeur
    ]
