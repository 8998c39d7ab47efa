"""Typing by hand what an avenant agrees: one amount, one target."""

import streamlit as st

from lib.domain.avenants import get_titre, list_avenants
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.nomenclatures import Financeur, NatureEnveloppe
from lib.ui.page import show_refus
from lib.ui.saisies import EXEMPLE, MONTANT, keep_fait, select, select_fiche, send, type_texte
from lib.usecases.saisies_argent import record_cible, record_enveloppe


def select_avenant(formulaire: str, contrat: ContratLu) -> int:
    """Choose the avenant that agrees what is typed, the latest one to begin with."""
    numeros = [avenant.numero for avenant in list_avenants(contrat)][::-1] or [0]
    return select(formulaire, "avenant", "Selon", numeros, lambda numero: get_titre(numero).capitalize())


def show_saisie_enveloppe(acteur: Acteur, contrat: ContratLu) -> None:
    """Type one amount that an avenant agrees."""
    nom = "saisie-enveloppe"
    with st.expander("Saisir un montant"), st.form(nom, border=False):
        gauche, droite = st.columns(2)
        with gauche:
            avenant = select_avenant(nom, contrat)
            fiche = select_fiche(nom, contrat)
            montant = type_texte(nom, "montant", MONTANT, EXEMPLE)
        with droite:
            annee = select(nom, "annee", "Année", list(contrat.compute_annees()))
            financeur = select(nom, "financeur", "Financeur", list(Financeur), lambda f: f.libelle)
            nature = select(nom, "nature", "Nature", list(NatureEnveloppe)[::-1], lambda n: n.libelle)
        motif, confirme, envoye = send(nom, "Enregistrer ce montant")
        if envoye:
            with show_refus():
                lot = record_enveloppe(
                    acteur,
                    contrat.contrat.code,
                    fiche=fiche,
                    annee=annee,
                    financeur=financeur,
                    nature=nature,
                    montant=montant,
                    avenant=avenant,
                    motif=motif,
                    confirme=confirme,
                )
                keep_fait(lot, f"montant de {fiche} pour {annee}")


def show_saisie_cible(acteur: Acteur, contrat: ContratLu) -> None:
    """Type one target that an avenant agrees, for the whole département."""
    nom = "saisie-cible"
    intitules = {i.code: f"{i.code} · {i.intitule} ({i.unite})" for i in contrat.indicateurs}
    with st.expander("Saisir une cible"), st.form(nom, border=False):
        gauche, droite = st.columns(2)
        with gauche:
            avenant = select_avenant(nom, contrat)
            indicateur = select(nom, "indicateur", "Indicateur", list(intitules), lambda code: intitules[code])
        with droite:
            annee = select(nom, "annee", "Année", list(contrat.compute_annees()))
            valeur = type_texte(nom, "valeur", "Cible, dans l’unité de l’indicateur", "75")
        motif, confirme, envoye = send(nom, "Enregistrer cette cible")
        if envoye:
            with show_refus():
                lot = record_cible(
                    acteur,
                    contrat.contrat.code,
                    indicateur=indicateur,
                    annee=annee,
                    valeur=valeur,
                    avenant=avenant,
                    motif=motif,
                    confirme=confirme,
                )
                keep_fait(lot, f"cible {annee} de {indicateur}")
