"""The State's payments and the carry-overs: those known, and typing one by hand."""

from itertools import pairwise

import streamlit as st

from lib.charts.jauges import format_nom_axe
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.droits import Acteur
from lib.domain.faits import Report, Versement
from lib.domain.formats import ABSENT, INSECABLE, format_date_courte, format_euros
from lib.domain.nomenclatures import Financeur, PartieContrat, TypeDepot
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.soldes import check_report
from lib.ui.composants import Html, build_lien, show_phrase, show_vide
from lib.ui.montants import show_montants
from lib.ui.page import show_refus
from lib.ui.saisies import (
    EXEMPLE,
    MONTANT,
    keep_fait,
    select,
    select_fiche,
    send,
    show_depot_fichier,
    show_reserve,
    type_texte,
)
from lib.usecases.saisies_argent import record_report, record_versement


def show_versements_saisis(contrat: ContratLu) -> None:
    """Show every payment known, the latest first, and their sum for each year's convention."""
    if not contrat.versements:
        show_vide("Aucun versement de l’État n’est enregistré.")
        return
    sommes = [
        f"{format_euros(sum(v.montant for v in versements))} pour {annee}"
        for annee, versements in sorted(group_par(contrat.versements, lambda v: v.annee_convention).items())
    ]
    nombre = len(contrat.versements)
    show_phrase(
        f"{format_quantite(nombre, 'versement')} de l’État {format_accord(nombre, 'enregistré')}{INSECABLE}: "
        f"{', '.join(sommes)}.",
        "Ce qui est prévu, dû, versé et en attente se lit dans Budget (art. 3).",
    )
    recents = sorted(contrat.versements, key=lambda v: v.date_versement, reverse=True)
    show_montants([_build_versement(versement) for versement in recents], "Versements de l’État", ("Montant",))


def _build_versement(versement: Versement) -> dict[str, str]:
    lieu = versement.fiche or versement.axe
    return {
        "Versé le": format_date_courte(versement.date_versement),
        "Partie": PartieContrat(versement.partie).libelle,
        "Objet": lieu or "non ventilé",
        "Convention": str(versement.annee_convention),
        "Référence": versement.reference or ABSENT,
        "Montant": format_euros(versement.montant),
        "Dépôt": _build_lien_lot(versement.lot),
    }


def _build_lien_lot(lot: int) -> Html:
    return Html(build_lien(f"/depots?lot={lot}", f"n°{INSECABLE}{lot}"))


def list_objets(contrat: ContratLu) -> list[tuple[PartieContrat, str, str, str]]:
    """What a payment may be about, as (part, axe, fiche, words): a whole part (art. 3), an axe, a fiche."""
    objets = []
    for partie in PartieContrat:
        axes = [axe for axe in contrat.axes if axe.partie is partie]
        if axes:
            objets.append((partie, "", "", f"{partie.libelle}, non ventilé (art. 3)"))
        for axe in axes:
            objets.append((partie, axe.code, "", format_nom_axe(axe, contrat.axes)))
            for fiche in contrat.fiches_par_axe.get(axe.code, []):
                objets.append((partie, axe.code, fiche.code, f"{fiche.code} · {fiche.intitule}"))
    return objets


def show_saisie_versement(acteur: Acteur, contrat: ContratLu) -> None:
    """Type one payment of the State."""
    if not show_reserve(acteur, TypeDepot.VERSEMENTS):
        return
    nom = "saisie-versement"
    with st.expander("Saisir un versement", expanded=not contrat.versements), st.form(nom, border=False):
        gauche, droite = st.columns(2)
        with gauche:
            objet = select(nom, "objet", "Ce que l’État paie", list_objets(contrat), lambda objet: objet[3])
            montant = type_texte(nom, "montant", MONTANT, EXEMPLE)
            reference = type_texte(nom, "reference", "Référence (facultative)", "EJ 2025-118")
        with droite:
            annee = select(nom, "annee", "Année de la convention", list(contrat.compute_annees()))
            jour = type_texte(nom, "date", "Date du versement", "20/07/2025")
        motif, confirme, envoye = send(nom, "Enregistrer ce versement")
        if envoye:
            partie, axe, fiche, _ = objet
            with show_refus():
                lot = record_versement(
                    acteur,
                    contrat.contrat.code,
                    partie=partie,
                    annee=annee,
                    date_versement=jour,
                    montant=montant,
                    axe=axe,
                    fiche=fiche,
                    reference=reference,
                    motif=motif,
                    confirme=confirme,
                )
                keep_fait(lot, "versement de l’État")
    show_depot_fichier(TypeDepot.VERSEMENTS, "Plusieurs versements à la fois : déposer un fichier")


def show_reports_saisis(contrat: ContratLu) -> None:
    """Show every carry-over known, and what annexe 3 says of it."""
    if not contrat.reports:
        show_vide("Aucun report n’est enregistré.")
        return
    nombre = len(contrat.reports)
    total = format_euros(sum(report.montant for report in contrat.reports))
    show_phrase(
        f"{format_quantite(nombre, 'report enregistré')}{INSECABLE}: {total}.",
        "Un report ne dépasse pas les crédits non consommés de l’année d’origine (annexe 3, solidarités).",
    )
    recents = sorted(contrat.reports, key=lambda r: (-r.annee_origine, r.fiche, r.financeur))
    show_montants([_build_report(contrat, report) for report in recents], "Reports de crédits", ("Montant",))


def _build_report(contrat: ContratLu, report: Report) -> dict[str, str]:
    exces, phrase = check_report(contrat, report)
    controle = f"{phrase} Excédent{INSECABLE}: {format_euros(exces)}." if exces else phrase or "Dans la limite."
    return {
        "Report": f"{report.annee_origine} → {report.annee_destination}",
        "Action": f"{report.fiche} · {contrat.get_fiche(report.fiche).intitule}",
        "Financeur": report.financeur.libelle,
        "Montant": format_euros(report.montant),
        "Contrôle": controle,
        "Dépôt": _build_lien_lot(report.lot),
    }


def show_saisie_report(acteur: Acteur, contrat: ContratLu) -> None:
    """Type one carry-over, from a year to the next."""
    if not show_reserve(acteur, TypeDepot.REPORTS):
        return
    nom, annees = "saisie-report", list(contrat.compute_annees())
    with st.expander("Saisir un report", expanded=not contrat.reports), st.form(nom, border=False):
        gauche, droite = st.columns(2)
        with gauche:
            fiche = select_fiche(nom, contrat)
            financeur = select(nom, "financeur", "Financeur", list(Financeur), lambda f: f.libelle)
            montant = type_texte(nom, "montant", MONTANT, EXEMPLE)
        with droite:
            couples = list(pairwise(annees))
            origine, destination = select(nom, "annees", "De quelle année à quelle année", couples, _write_couple)
            commentaire = type_texte(nom, "commentaire", "Commentaire (facultatif)")
        motif, confirme, envoye = send(nom, "Enregistrer ce report")
        if envoye:
            with show_refus():
                lot = record_report(
                    acteur,
                    contrat.contrat.code,
                    fiche=fiche,
                    annee_origine=origine,
                    annee_destination=destination,
                    financeur=financeur,
                    montant=montant,
                    commentaire=commentaire,
                    motif=motif,
                    confirme=confirme,
                )
                keep_fait(lot, f"report de {fiche}")
    show_depot_fichier(TypeDepot.REPORTS, "Plusieurs reports à la fois : déposer un fichier")


def _write_couple(couple: tuple[int, int]) -> str:
    return f"{couple[0]} → {couple[1]}"
