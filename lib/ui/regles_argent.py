"""The contract's other rules on money, each folded under its finding: reduction, exclusions, volet 3."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, can_justifier, can_regler_seuil
from lib.domain.eligibilite import EXCLUSIONS, select_lignes_a_verifier
from lib.domain.erreurs import SaisieRefusee
from lib.domain.forfait import Forfait, build_forfait
from lib.domain.formats import (
    ABSENT,
    FINE,
    INSECABLE,
    format_euros,
    format_nombre,
    format_part,
    format_taux,
    round_decimal,
)
from lib.domain.limites import LONG
from lib.domain.nomenclatures import PartieContrat, TypeAxe
from lib.domain.phrases import format_quantite
from lib.domain.reduction import ARTICLE, ConditionsReduction, compute_conditions_reduction
from lib.domain.seuils import CONVENTION
from lib.domain.soldes import LectureProposee, compute_reliquats, compute_trop_percu
from lib.ui.composants import show_liste, show_phrase
from lib.ui.montants import show_montants
from lib.ui.page import show_refus
from lib.ui.saisies import get_cle, keep_fait, select, show_fait, type_texte
from lib.ui.session import get_acteur
from lib.usecases.saisies_argent import record_justification, record_niveau_sous_consommation

NON_CALCULABLE = "non calculable"
JUSTIFIER, REGLER = "saisie-justification", "saisie-niveau"


def show_regles(contrat: ContratLu, annee: int) -> None:
    """Show each rule under its own heading, opened on demand; nothing here is a verdict."""
    show_fait()
    derniere = contrat.compute_annees()[-1]
    with st.expander(f"Réduction possible de {derniere} ({ARTICLE}){INSECABLE}: les deux conditions, par action"):
        show_reduction(contrat, min(annee, derniere - 1))
    with st.expander(f"Dépenses non éligibles de l’insertion (art. 2.3){INSECABLE}: points à vérifier"):
        show_exclusions(contrat)
    if forfait := build_forfait(contrat, annee):
        with st.expander(f"Enveloppe du volet 3 en {annee}{INSECABLE}: le calcul refait"):
            show_forfait(forfait)


def show_reduction(contrat: ContratLu, annee: int) -> None:
    """Show both conditions of R7 for one past year, side by side, then who may write what."""
    conditions = [c for c in compute_conditions_reduction(contrat) if c.annee == annee]
    show_phrase(
        build_phrase_reduction(conditions, annee),
        f"L’article 2.2 demande les deux ensemble{INSECABLE}: une sous-consommation manifeste, sans justification. "
        "Jalons ne conclut pas.",
    )
    largeurs = {"Action": "32%", "Consommé par l’État": "12%", "2. Justification écrite": "24%"}
    show_liste([_build_conditions(contrat, c) for c in conditions], f"Conditions de la réduction, {annee}", largeurs)
    acteur = get_acteur()
    if can_justifier(acteur):
        _show_justification(acteur, contrat, annee)
    if can_regler_seuil(acteur):
        _show_niveau(acteur, contrat)


def build_phrase_reduction(conditions: list[ConditionsReduction], annee: int) -> str:
    """Write how many actions meet each condition; only that no level is set until one is."""
    niveau = conditions[0].niveau if conditions else None
    if niveau is None:
        return (
            f"{annee}{INSECABLE}: aucun niveau de «{INSECABLE}sous-consommation manifeste{INSECABLE}» n’est fixé, ni "
            "par le contrat ni dans Jalons."
        )
    connues = [c for c in conditions if c.taux.rapport is not None]
    if not connues:
        return f"{annee}{INSECABLE}: aucun taux de consommation définitif n’est connu."
    dessous = [c for c in connues if c.sous_le_niveau]
    return (
        f"{annee}{INSECABLE}: {format_quantite(len(dessous), 'action')} sur {len(connues)} "
        f"sous {format_part(niveau)} ({CONVENTION}), "
        f"dont {sum(not c.justifiee for c in dessous)} sans justification écrite."
    )


def _build_conditions(contrat: ContratLu, c: ConditionsReduction) -> dict[str, str]:
    reponses = {None: "niveau non fixé" if c.niveau is None else "taux inconnu", True: "oui", False: "non"}
    niveau = "" if c.niveau is None else f" de {format_part(c.niveau)} ({CONVENTION})"
    connu = c.taux.rapport is not None
    return {
        "Action": f"{c.fiche} · {contrat.get_fiche(c.fiche).intitule}",
        "Consommé par l’État": format_taux(c.taux.rapport, c.niveau or 1),
        "Base du taux": f"{format_euros(c.taux.base)}, {c.taux.libelle_base}" if connu else c.taux.motif,
        f"1. Sous le niveau{niveau}": reponses[c.sous_le_niveau],
        "2. Justification écrite": c.justification or (ABSENT if c.niveau is None else "aucune"),
    }


def _show_justification(acteur: Acteur, contrat: ContratLu, annee: int) -> None:
    """Write the justification of one action for the year shown."""
    fiches = {
        fiche.code: fiche.intitule
        for fiche in contrat.fiches
        if contrat.axe_par_code[fiche.axe].partie is PartieContrat.SOLIDARITES
    }
    with st.form(JUSTIFIER, border=False):
        fiche = select(JUSTIFIER, "fiche", "Action", list(fiches), lambda code: f"{code} · {fiches[code]}")
        texte = st.text_area(f"Justification pour {annee}", max_chars=LONG, key=get_cle(JUSTIFIER, "texte"))
        motif = type_texte(JUSTIFIER, "motif", "Motif, si vous remplacez une justification déjà écrite")
        if st.form_submit_button("Enregistrer la justification", type="primary"):
            with show_refus():
                lot = record_justification(acteur, contrat.contrat.code, fiche, annee, str(texte), motif)
                keep_fait(lot, f"justification de {fiche} pour {annee}")


def _show_niveau(acteur: Acteur, contrat: ContratLu) -> None:
    """Set or take away the level of the first condition."""
    with st.form(REGLER, border=False):
        saisi = type_texte(REGLER, "valeur", "Niveau de sous-consommation, en % (vide : aucun niveau)", "70")
        motif = type_texte(REGLER, "motif", "Motif")
        if st.form_submit_button("Régler le niveau"):
            with show_refus():
                lot = record_niveau_sous_consommation(acteur, contrat.contrat.code, read_niveau(saisi), motif)
                keep_fait(lot, "niveau de sous-consommation")


def read_niveau(texte: str) -> Decimal | None:
    """Read a percentage typed in French; None when nothing is typed."""
    nettoye = texte.replace("%", "").replace(",", ".").strip()
    if not nettoye:
        return None
    try:
        return Decimal(nettoye)
    except InvalidOperation:
        raise SaisieRefusee(f"«{INSECABLE}{texte}{INSECABLE}» n’est pas un pourcentage.") from None


def show_soldes(contrat: ContratLu, annee: int) -> None:
    """Show what would be paid back, in each reading that the text allows; volets are never netted."""
    lignes = [
        build_solde(f"{volet.code} · {volet.intitule_court}", lecture)
        for volet in contrat.axes
        if volet.type is TypeAxe.VOLET and volet.debut.year <= annee <= volet.fin.year
        for lecture in compute_trop_percu(contrat, volet, annee)
    ]
    lignes += [build_solde("Solidarités", lecture) for lecture in compute_reliquats(contrat, annee)]
    show_montants(lignes, f"Trop-perçus et reliquats bruts à fin {annee}", ("Montant",))


def build_solde(objet: str, lecture: LectureProposee) -> dict[str, str]:
    """Write one reading: its amount, then what was decided to be carried over of it and what that leaves."""
    raisons = [lecture.motif] if lecture.motif else []
    if lecture.reports is not None:
        raisons.append(f"reports décidés{INSECABLE}: {format_euros(lecture.reports)}")
        if lecture.apres_reports is not None:
            raisons.append(f"après reports{INSECABLE}: {format_euros(lecture.apres_reports)}")
    return {
        "Objet": objet,
        "Lecture": lecture.titre,
        "Montant": NON_CALCULABLE if lecture.montant is None else format_euros(lecture.montant),
        "Reports et raison": f"{INSECABLE}; ".join(raisons) or ABSENT,
    }


def show_exclusions(contrat: ContratLu) -> None:
    """Show R11 as a checklist: each exclusion, and the budget lines whose words recall it."""
    a_verifier = select_lignes_a_verifier(contrat)
    compte = f"{format_quantite(len(a_verifier), 'ligne')} de budget à regarder"
    show_phrase(
        f"{compte if a_verifier else 'Aucune ligne de budget ne rappelle une exclusion'}.",
        "Les mots d’une ligne ne disent pas si la dépense est éligible : une personne le vérifie.",
    )
    lignes = [
        {
            "Exclu (art. 2.3)": exclusion.libelle,
            "Lignes à regarder": " ; ".join(
                f"{vue.ligne.fiche} {vue.ligne.annee}, {vue.ligne.libelle} ({format_euros(vue.ligne.montant)})"
                for vue in a_verifier
                if vue.exclusion is exclusion
            )
            or "aucune",
        }
        for exclusion in EXCLUSIONS
    ]
    show_liste(lignes, "Dépenses non éligibles", {"Exclu (art. 2.3)": "45%"})


def show_forfait(forfait: Forfait) -> None:
    """Show R13: the terms with their sources, the product, the amount written, what the census would give."""
    show_phrase(build_phrase_forfait(forfait), f"Fiche {forfait.fiche}, part État {forfait.annee}.")
    lignes = [
        {
            "Terme": terme.libelle,
            "Valeur": f"{format_nombre(terme.valeur)} {terme.unite}",
            "Source": terme.source,
        }
        for terme in forfait.termes.values()
    ]
    lignes.append(
        {
            "Terme": "Mois de l’action dans l’année",
            "Valeur": f"{forfait.mois} sur 12",
            "Source": f"fiche {forfait.fiche}",
        }
    )
    show_liste(lignes, "Termes du calcul", {"Valeur": "22%", "Source": "24%"})
    if forfait.recense is not None and forfait.compte is not None:
        st.caption(
            f"Avec les {format_nombre(forfait.recense.valeur)} {forfait.recense.unite} recensés au "
            f"{forfait.recense.periode} ({forfait.recense.source}), le même calcul donnerait "
            f"{format_fraction(forfait.compte)}."
        )


def build_phrase_forfait(forfait: Forfait) -> str:
    """Write the product and compare it with the amount written."""
    t = forfait.termes
    calcul = (
        f"{format_nombre(t['allocataires'].valeur)} × {format_nombre(t['part_departement'].valeur)}{FINE}% × "
        f"{format_nombre(t['part_intensif'].valeur)}{FINE}% × {format_euros(int(t['cout_annuel'].valeur * 100))} × "
        f"{forfait.mois}/12 = {format_fraction(forfait.montant)}"
    )
    if forfait.ecrit is None:
        return f"{calcul}{INSECABLE}; aucun montant n’est écrit pour cette année."
    ecart = forfait.montant - forfait.ecrit
    suite = "c’est le montant écrit" if not ecart else f"le montant écrit est {format_euros(forfait.ecrit)}"
    return f"{calcul}{INSECABLE}: {suite}."


def format_fraction(centimes: Fraction) -> str:
    """Write an amount of unrounded cents, rounded to the cent."""
    return format_euros(int(round_decimal(centimes, 0)))
