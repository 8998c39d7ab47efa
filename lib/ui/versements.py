"""The State's payments: planned, due, paid, remaining, late, in time and as a table (art. 3)."""

from datetime import date

import streamlit as st

from lib.charts.versements import build_versements_chart, list_jours
from lib.domain.argent import A_CONFIRMER
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_date_courte, format_euros, format_pourcentage
from lib.domain.nomenclatures import PartieContrat
from lib.domain.versements import (
    SANS_SIGNATURE,
    Echeance,
    Echeancier,
    build_echeanciers,
    compute_du_a_la_signature,
    write_prevu,
)
from lib.ui.composants import build_lien, show_phrase, show_tableau
from lib.ui.montants import show_montants

DROITES = ("Montant", "Versé", "Reste")


def show_versements(contrat: ContratLu, annee: int) -> None:
    """Show what is planned, due and paid to each part for a year, then each payment made."""
    aujourd_hui = date.today()
    echeanciers = [e for e in build_echeanciers(contrat, aujourd_hui) if e.annee == annee]
    if not echeanciers:
        st.write(f"{annee}{INSECABLE}: versements {A_CONFIRMER} (art. 3).")
        return
    phrase = build_phrase_versements(echeanciers, annee)
    show_phrase(
        phrase,
        f"{explain_signature(contrat, annee)}Losange{INSECABLE}: date exigible. Disque{INSECABLE}: versement. "
        f"Trait épais{INSECABLE}: en attente.",
    )
    if list_jours(contrat, echeanciers):
        spec = build_versements_chart(contrat, echeanciers, aujourd_hui)
        st.vega_lite_chart(spec=spec, width="stretch", theme=None, alt=phrase)
    _show_sans_signature(echeanciers)
    show_montants(
        [_build_versement(e, x) for e in echeanciers for x in e.echeances], f"Versements prévus pour {annee}", DROITES
    )
    for echeancier in echeanciers:
        if echeancier.excedent or echeancier.non_ventile:
            st.caption(_explain_echeancier(echeancier))
    _show_payes(contrat, annee)


def build_phrase_versements(echeanciers: list[Echeancier], annee: int) -> str:
    """Write what was paid, what is planned and due, what remains and what is awaited."""
    prevu = write_prevu(sum(e.prevu for e in echeanciers), sum(e.du for e in echeanciers))
    verse = sum(e.verse for e in echeanciers)
    reste, excedent = sum(e.reste for e in echeanciers), sum(e.excedent for e in echeanciers)
    attente = sum(x.reste for e in echeanciers for x in e.echeances if x.en_retard)
    mots = [f"reste {format_euros(reste)}"] if reste else []
    mots += [f"dont {format_euros(attente)} en attente"] if attente else []
    mots += [f"{format_euros(excedent)} de plus que prévu"] if excedent else []
    suite = ", ".join(mots) or "tout est versé"
    return f"{format_euros(verse)} versés par l’État pour {annee} sur {prevu}{INSECABLE}; {suite}."


def explain_signature(contrat: ContratLu, annee: int) -> str:
    """Say what the signature alone makes due, both parts together (R5); nothing when no payment follows from it."""
    du = compute_du_a_la_signature(contrat, annee)
    return f"La signature rend exigibles {format_euros(du)} (R3 et R4, art. 3). " if du else ""


def _show_sans_signature(echeanciers: list[Echeancier]) -> None:
    """Say once that the signature date is missing, and where to enter it."""
    if any(x.motif == SANS_SIGNATURE for e in echeanciers for x in e.echeances):
        lien = build_lien("/avenants", "→ Saisir la date de signature")
        st.html(
            f"<p class='vide'>Échéance inconnue{INSECABLE}: date de signature non saisie. Le délai de l’article 3 part "
            f"d’elle. {lien}</p>"
        )


def _build_versement(echeancier: Echeancier, echeance: Echeance) -> dict[str, str]:
    """Write one payment of the contract."""
    etat = echeance.etat.libelle
    if echeance.en_retard:
        etat += f" depuis le {format_date_courte(echeance.exigible_le)}"
    regle = f" le {format_date_courte(echeance.regle_le)}" if echeance.regle_le else ""
    return {
        "Partie": echeancier.partie.libelle,
        "Versement": f"{format_pourcentage(echeance.regle.part, 0)} du montant {echeance.regle.annee}",
        "Exigible": format_date_courte(echeance.exigible_le) if echeance.exigible_le else echeance.motif,
        "Montant": format_euros(echeance.montant),
        "Versé": format_euros(echeance.verse),
        "Reste": format_euros(echeance.reste),
        "État": f"{etat}{regle}",
        "Règle": f"{echeance.regle.code}, {echeance.regle.article}".replace(" ", INSECABLE),
    }


def _explain_echeancier(echeancier: Echeancier) -> str:
    """Say what was paid beyond what is planned, and what names no action."""
    mots = []
    if echeancier.non_ventile:
        mots.append(f"{format_euros(echeancier.non_ventile)} versés sans nommer d’action (non ventilés)")
    if echeancier.excedent:
        mots.append(f"{format_euros(echeancier.excedent)} versés au-delà du prévu")
    return f"{echeancier.partie.libelle}{INSECABLE}: {' ; '.join(mots)}."


def _show_payes(contrat: ContratLu, annee: int) -> None:
    """Fold the list of the payments received, one by one."""
    lignes = [
        {
            "Date": format_date_courte(v.date_versement),
            "Partie": PartieContrat(v.partie).libelle,
            "Axe ou volet": v.axe or "non ventilé",
            "Action": v.fiche or "non ventilé",
            "Montant": format_euros(v.montant),
            "Référence": v.reference,
        }
        for v in sorted(contrat.versements, key=lambda v: (v.date_versement, v.fiche))
        if v.annee_convention == annee
    ]
    with st.expander("Voir les versements un par un"):
        if lignes:
            show_tableau(lignes, f"versements-{annee}", f"Versements de l’État pour {annee}, un par un")
        else:
            st.write(f"Aucun versement saisi pour {annee}.")
