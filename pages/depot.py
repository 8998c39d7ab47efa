"""Dépôt: choose, download the template, give the file, see what it would change, publish."""

import streamlit as st

from lib.domain.droits import can_deposer, check_can_voir
from lib.ui.bordereau import show_cellules
from lib.ui.cellules import BLOC, load_atelier, show_corrigees, show_verifier
from lib.ui.colonnes import show_colonnes
from lib.ui.comparaison import show_comparaison, show_conflits
from lib.ui.depot import (
    build_depot,
    load_plan,
    select_fichier,
    select_quoi,
    show_compte,
    show_etape,
    show_modeles,
    show_profils,
)
from lib.ui.depots import load_recu, show_annulation, show_recu, show_valeurs
from lib.ui.donnees import load_contrat
from lib.ui.lecture_fichier import show_lecture
from lib.ui.page import open_page
from lib.ui.problemes import list_noms, show_confirmations, show_erreurs, show_informations, show_refus_fichier
from lib.ui.publication import get_lot_publie, show_publication, show_publie
from lib.ui.reponses import get_prefixe

acteur = open_page("Dépôt", check_can_voir).acteur
contrat = load_contrat()
code = contrat.contrat.code

if not can_deposer(acteur):
    show_profils(acteur)

elif (publie := get_lot_publie()) and (recu := load_recu(acteur, code, publie)):
    show_publie(recu)
    show_recu(acteur, code, recu)
    show_cellules(recu)
    show_annulation(acteur, code, recu.lot)
    show_valeurs(recu)

else:
    choix, envoi = st.columns(2, gap="large")
    with choix:
        show_etape(1, "Choisissez ce que vous déposez")
        type_depot, trimestre = select_quoi(contrat, acteur)
        show_modeles(acteur, code, type_depot, trimestre)
    with envoi:
        show_etape(2, "Donnez votre fichier")
        fichier = select_fichier()
        verifie = load_plan(acteur, code, build_depot(fichier, type_depot, trimestre)) if fichier else None

    if verifie:
        depot, plan = verifie
        show_etape(3, "Vérifiez")
        show_lecture(plan, depot, type_depot)

        if plan.est_illisible:
            show_refus_fichier(plan.problemes)
        show_colonnes(acteur, code, depot, plan)

        if not plan.est_illisible:
            reponses = get_prefixe(depot)
            noms = list_noms(contrat, plan.lignes)
            atelier = load_atelier(acteur, contrat, depot, plan, noms)
            show_compte(code, plan, depot)
            show_corrigees(atelier)
            with st.container(key=BLOC):
                show_erreurs(atelier)
                show_confirmations(plan.problemes, atelier)
                show_verifier(atelier)
            show_conflits(contrat, plan, reponses)
            show_comparaison(contrat, plan, reponses)
            show_informations(plan.problemes, noms)

            show_etape(4, "Publiez")
            show_publication(acteur, code, atelier, plan)
