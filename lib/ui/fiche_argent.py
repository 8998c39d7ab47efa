"""The money of one fiche: amounts by funder, gauges, then the lines and markets that the fiche itself writes."""

from datetime import date
from html import escape

import streamlit as st

from lib.charts.jauges import Jauge, format_nom_axe, list_jauges_fiche
from lib.charts.jauges_dessin import build_jauges_chart
from lib.domain.argent import A_CONFIRMER, Synthese, build_synthese, has_montants
from lib.domain.cibles_comptees import is_avec_cible
from lib.domain.cofinancement import get_total_fiche
from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.credits import LigneBudget, Marche
from lib.domain.formats import (
    ABSENT,
    INSECABLE,
    format_date_longue,
    format_euros,
    format_nombre,
    format_pourcentage,
    format_taux,
)
from lib.domain.periodes import Trimestre
from lib.domain.rythme_argent import write_decalage
from lib.domain.rythme_fiches import build_rythmes_fiches
from lib.domain.suivi import build_suivi
from lib.ui.budget import get_annee_par_defaut, get_trimestre_par_defaut, list_chiffres, show_legende
from lib.ui.composants import build_badge, show_chiffres, show_phrase, show_vide
from lib.ui.liens import build_lien_indicateur
from lib.ui.montants import STYLE
from lib.ui.previsionnel import build_phrase_previsionnel, explain_base


def show_argent_fiche(contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre) -> None:
    """Show what the year gives a fiche by funder and what is realised of it; other years are said to be confirmed.

    The money is the quarter's when it is known, else the last known, beside the results of that same quarter.
    """
    periode = get_periode(contrat, fiche, trimestre)
    annee = periode.annee
    synthese = build_synthese(contrat, Trimestre(annee, 4)).select(fiche=fiche.code)
    if any(ligne.affecte is not None for ligne in synthese.lignes):
        show_phrase(build_phrase_previsionnel(synthese, annee), _explain_total(contrat, fiche, synthese, annee))
    st.html(f"<p class='sous-phrase'>{escape(explain_suite(contrat, fiche, annee))}</p>")
    if not any((e.fiche, e.annee) == (fiche.code, annee) for e in contrat.executions):
        show_vide(f"Aucune exécution déposée pour {fiche.code} en {annee}.", "Déposer", "/depot")
        return
    argent, resultats = st.columns([3, 2], gap="large")
    with argent:
        jauges = list_jauges_fiche(contrat, fiche.code, periode)
        lecture = build_phrase_realise(jauges, periode)
        show_phrase(lecture, f"Réalisé du 1er janvier à fin {periode.libelle}, en part de la base de l’année")
        st.vega_lite_chart(spec=build_jauges_chart(jauges, periode), width="stretch", theme=None, alt=lecture)
    with resultats:
        show_resultats_fiche(contrat, fiche, periode)
    show_legende()
    show_chiffres(list_chiffres(jauges), f"argent-{fiche.code}-{periode}", f"Argent de {fiche.code} par financeur")


def get_periode(contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre) -> Trimestre:
    """Give the quarter whose money is shown: the one asked for when the fiche's spending is known for it.

    Failing that, the last quarter received in its year, or in the last year whose amounts are written.
    """
    if any(
        (e.fiche, e.annee, e.trimestre) == (fiche.code, trimestre.annee, trimestre.numero) for e in contrat.executions
    ):
        return trimestre
    annee = trimestre.annee if has_montants(contrat, trimestre.annee) else get_annee_par_defaut(contrat)
    return get_trimestre_par_defaut(contrat, annee, date.today())


def show_resultats_fiche(contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre) -> None:
    """Show the results of the same quarter beside the money: what the two say together, then each one judged."""
    suivi = build_suivi(contrat, trimestre, date.today())
    rythme = next(r for r in build_rythmes_fiches(contrat, suivi, trimestre) if r.code == fiche.code)
    comparaison = write_decalage(rythme.decalage, trimestre)
    show_phrase(f"{comparaison}.", f"Résultats au {trimestre.libelle} (convention Jalons)")
    codes = {indicateur.code for indicateur in contrat.indicateurs_par_fiche.get(fiche.code, [])}
    rangs = "".join(
        f"<tr><th scope='row' class='code'>{build_lien_indicateur(ligne.code)}</th>"
        f"<td>{escape(contrat.get_indicateur(ligne.code).intitule)}</td><td>{build_badge(ligne.statut)}</td></tr>"
        for ligne in suivi
        if ligne.code in codes and ligne.est_ensemble and is_avec_cible(ligne)
    )
    st.html(
        f"{STYLE}<table class='montants'><tbody>{rangs}</tbody></table>"
        if rangs
        else "<p>Aucune cible cette année.</p>"
    )


def build_phrase_realise(jauges: list[Jauge], trimestre: Trimestre) -> str:
    """Write the rate of each funder, and what was expected at the date."""
    taux = [
        f"{jauge.financeur.libelle if jauge.financeur else jauge.libelle} "
        + (format_taux(jauge.taux.rapport) if jauge.taux.rapport is not None else jauge.texte)
        for jauge in jauges
    ]
    attendue = next((part for jauge in jauges if (part := jauge.part_attendue) is not None), None)
    attendu = "" if attendue is None else f"{INSECABLE}; attendu à cette date {format_pourcentage(attendue)}"
    return f"Consommé à fin {trimestre.libelle}{INSECABLE}: {', '.join(taux)}{attendu}."


def explain_suite(contrat: ContratLu, fiche: FicheAction, annee: int) -> str:
    """Say what is known of the years after one: to be confirmed by avenant, or beyond the axe's own period."""
    axe, phrases = contrat.axe_par_code[fiche.axe], []
    suivantes = range(annee + 1, min(fiche.fin, axe.fin).year + 1)
    vides = [str(suivante) for suivante in suivantes if not has_montants(contrat, suivante)]
    if vides:
        phrases.append(f"{', '.join(vides)}{INSECABLE}: montants {A_CONFIRMER} (art. 2.2 et 3).")
    if fiche.fin > axe.fin:
        quoi = format_nom_axe(axe, contrat.axes).partition(" ·")[0].lower()
        phrases.append(f"Après le {format_date_longue(axe.fin)}{INSECABLE}: hors de la période du {quoi} (art. 4).")
    return " ".join(phrases)


def _explain_total(contrat: ContratLu, fiche: FicheAction, synthese: Synthese, annee: int) -> str:
    """Say where the amounts come from, and the fiche's own total when it differs from the annex's."""
    source = explain_base(contrat, synthese)
    total, annexe = get_total_fiche(contrat, fiche.code, annee), synthese.compute_somme("affecte").montant
    if total is None or total == annexe:
        return source
    return f"{source} La fiche écrit, elle, un coût total de {format_euros(total)}."


def show_lignes_fiche(contrat: ContratLu, fiche: FicheAction) -> None:
    """Show the budget lines and unit costs that the fiche writes, year by year, then its markets."""
    lignes = [ligne for ligne in contrat.lignes_budget if ligne.fiche == fiche.code]
    if not lignes:
        st.write("Le document n’écrit aucun détail de budget pour cette action.")
    for annee, postes in group_par(lignes, lambda ligne: ligne.annee).items():
        rangs = "".join(_build_poste(ligne) for ligne in sorted(postes, key=lambda ligne: ligne.rang))
        entetes = ("Poste", "Financeur", "Montant", "Quantité et prix écrits", "Remarque", "Source")
        st.html(f"{STYLE}{_build_table(f'Budget détaillé {annee}, tel que la fiche l’écrit', entetes, rangs)}")
    marches = [marche for marche in contrat.marches if marche.fiche == fiche.code]
    if marches:
        rangs = "".join(_build_marche(marche) for marche in marches)
        entetes = ("Marché", "Places", "Budget", "Prix du parcours", "Remarque", "Source")
        st.html(_build_table("Marchés et appels à projets", entetes, rangs))


def _build_table(titre: str, entetes: tuple[str, ...], rangs: str) -> str:
    """Build a table of amounts; the third column is at the right."""
    tete = "".join(
        f"<th scope='col'{' class=montant' if rang == 2 else ''}>{entete}</th>" for rang, entete in enumerate(entetes)
    )
    caption = f"<caption>{escape(titre)}</caption>"
    return f"<table class='montants'>{caption}<thead><tr>{tete}</tr></thead><tbody>{rangs}</tbody></table>"


def _build_poste(ligne: LigneBudget) -> str:
    """Build one budget line; a total is set apart, never added to its parts."""
    financeur = ligne.financeur.libelle if ligne.financeur else "Tous" if ligne.est_total else "non précisé"
    return (
        f"<tr class='{'sous-total' if ligne.est_total else ''}'><td>{escape(ligne.libelle)}</td>"
        f"<td>{escape(financeur)}</td><td class='montant'>{format_euros(ligne.montant)}</td>"
        f"<td>{escape(format_cout_unitaire(ligne))}</td><td class='note'>{escape(ligne.note)}</td>"
        f"<td class='source'>{escape(ligne.source)}</td></tr>"
    )


def format_cout_unitaire(ligne: LigneBudget) -> str:
    """Write the quantity and the unit price that the contract writes, « – » when it writes none: « 28 logements … »."""
    quantite = f"{format_nombre(ligne.quantite)} {ligne.unite}".strip() if ligne.quantite is not None else ""
    prix = f"{format_euros(ligne.prix_unitaire)} l’unité" if ligne.prix_unitaire is not None else ""
    return ", ".join(mot for mot in (quantite, prix) if mot) or ABSENT


def _build_marche(marche: Marche) -> str:
    """Build one market."""
    return (
        f"<tr><td>{escape(marche.procedure)}{INSECABLE}: {escape(marche.libelle)}</td>"
        f"<td>{format_nombre(marche.places)}</td><td class='montant'>{format_euros(marche.budget)}</td>"
        f"<td>{format_euros(marche.prix_parcours)}</td><td>{escape(marche.note)}</td>"
        f"<td class='source'>{escape(marche.source)}</td></tr>"
    )
