"""Blocks of the Avenants page: the list and its signature dates, what one of them changes, entering one."""

from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from lib.domain.avenants import (
    Changement,
    Mouvement,
    TotalEnveloppe,
    build_changements,
    build_phrase,
    compute_totaux,
    get_titre,
    list_avenants,
)
from lib.domain.contrat import Avenant
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, can_saisir, can_saisir_avenant
from lib.domain.erreurs import SaisieRefusee
from lib.domain.formats import ABSENT, INSECABLE, format_date_longue, format_euros
from lib.domain.lecture import Lecture
from lib.domain.nomenclatures import TypeDepot
from lib.domain.phrases import format_quantite
from lib.imports.regles_codes import read_date
from lib.ui.composants import Html, build_lien, show_chiffres, show_liste, show_phrase
from lib.ui.donnees import read_lecture, select_contrat
from lib.ui.lecture import format_lecture, get_lecture
from lib.ui.litteral import select_segment
from lib.ui.montants import show_montants
from lib.ui.page import show_refus
from lib.ui.saisies import get_cle, keep_fait, show_depot_fichier, type_texte
from lib.ui.saisies_avenant import show_saisie_cible, show_saisie_enveloppe
from lib.usecases.avenants import record_avenant

AVENANTS, VERSEMENTS, REPORTS = "avenants", "versements", "reports"
VUES = {AVENANTS: "Avenants", VERSEMENTS: "Versements de l’État", REPORTS: "Reports"}
PAR_FICHIER = {
    TypeDepot.ENVELOPPES: "Tous les montants d’un avenant : déposer un fichier",
    TypeDepot.CIBLES: "Toutes les cibles d’un avenant : déposer un fichier",
}
PAR_DOSSIER = (
    "Les fiches, indicateurs, règles de versement et obligations d’un avenant viennent du dossier du contrat, que "
    f"l’administrateur charge sous son numéro{INSECABLE}: «{INSECABLE}charger-contrat DOSSIER --avenant N{INSECABLE}»."
)
SIGNES = {Mouvement.AJOUT: "+", Mouvement.CHANGEMENT: "→", Mouvement.RETRAIT: "−"}
LEGENDE = f"+{INSECABLE}ajouté, →{INSECABLE}changé, −{INSECABLE}retiré."
COURT = 34
NON_SAISIE = "non saisie"
NOUVEAU, CORRECTION = "saisie-avenant", "saisie-signature"


def select_vue() -> str:
    """Let the visitor choose what is looked at, kept in the URL."""
    demande = st.query_params.get("vue", AVENANTS)
    depart = demande if demande in VUES else AVENANTS
    choisie = select_segment(
        "Ce que vous regardez",
        list(VUES),
        default=depart,
        format_func=lambda vue: VUES[vue],
        required=True,
        label_visibility="collapsed",
        key="avenants-vue",
    )
    vue = str(choisie or depart)
    if st.query_params.get("vue", AVENANTS) != vue:
        st.query_params["vue"] = vue
    return vue


def load_contrat_actuel() -> ContratLu:
    """Give today's contract, whatever the reading: the list of avenants is always whole."""
    return read_lecture(select_contrat())


def show_avenants(contrat: ContratLu) -> None:
    """Show the initial contract and its avenants, with their signature dates and how to read the contract so."""
    avenants = list_avenants(contrat)
    nombre = sum(avenant.numero > 0 for avenant in avenants)
    compte = format_quantite(nombre, "avenant enregistré") if nombre else ""
    sans_date = [get_titre(avenant.numero) for avenant in avenants if avenant.date_signature is None]
    manque = f"date de signature non saisie{INSECABLE}: {', '.join(sans_date)}" if sans_date else ""
    show_phrase(
        f"{compte or 'Aucun avenant enregistré'}{f' ; {manque}' if manque else ''}.",
        "Le délai de versement de quinze jours court de la date de signature (art. 3).",
    )
    if contrat.lecture != get_lecture():
        st.caption("Cette page montre toujours tous les avenants connus aujourd’hui.")
    largeurs = {"N°": "6%", "Date de signature": "16%", "En vigueur aujourd’hui": "22%", "Lire": "20%"}
    show_liste([_build_avenant(contrat, avenant) for avenant in avenants], "Avenants du contrat", largeurs)


def _build_avenant(contrat: ContratLu, avenant: Avenant) -> dict[str, str]:
    cibles = sum(cible.avenant == avenant.numero for cible in contrat.cibles)
    enveloppes = sum(enveloppe.avenant == avenant.numero for enveloppe in contrat.enveloppes)
    signature = format_date_longue(avenant.date_signature) if avenant.date_signature else NON_SAISIE
    lecture = f"/?avenant={avenant.numero}"
    return {
        "N°": str(avenant.numero),
        "Objet": avenant.objet,
        "Date de signature": signature,
        "En vigueur aujourd’hui": f"{format_quantite(cibles, 'cible')}, {format_quantite(enveloppes, 'montant')}",
        "Lire": Html(build_lien(lecture, f"Lire {format_lecture(avenant.numero) if avenant.numero else 'ainsi'}")),
    }


def show_changements(contrat: ContratLu) -> None:
    """Show what an avenant changes: the sentence, the amounts by year and funder, then each change."""
    numeros = [avenant.numero for avenant in list_avenants(contrat) if avenant.numero]
    if not numeros:
        st.write("Le contrat initial seul est enregistré : il n’y a encore rien à comparer.")
        return
    numero = select_numero(numeros)
    code = contrat.contrat.code
    avant, apres = (read_lecture(code, Lecture(avenant=rang)) for rang in (numero - 1, numero))
    changements = build_changements(avant, apres)
    show_phrase(build_phrase(numero, changements), f"Comparé à la lecture d’avant ({get_titre(numero - 1)}). {LEGENDE}")
    totaux = compute_totaux(avant, apres)
    if totaux:
        titre = "Totaux des enveloppes qui changent"
        show_montants([_build_total(total) for total in totaux], titre, ("Avant", "Après", "Écart"))
    if changements:
        titre = f"Ce que change l’{get_titre(numero)}"
        show_montants(list_phrases(changements), titre, ("Écart",))
        tableau = pd.DataFrame([_build_ligne(changement) for changement in changements])
        remplies = [colonne for colonne in tableau if tableau[colonne].any()]
        show_chiffres(tableau[remplies], f"avenant-{numero}", titre)


def list_phrases(changements: Sequence[Changement]) -> list[dict[str, str]]:
    """Write the changes to be read from afar; a title already written just above is not repeated."""
    lignes, dernier = [], ("", "")
    for changement in changements:
        nom = changement.nom
        repere = (nom.code, nom.libelle)
        lignes.append(
            {
                "Objet": _keep_ligne(f"{SIGNES[changement.mouvement]} {changement.objet.libelle}"),
                "Code": _keep_ligne("" if repere == dernier else nom.code),
                "Intitulé": "" if repere == dernier else nom.libelle,
                "Précision": _keep_ligne(" · ".join(mot for mot in (nom.periode, nom.precision) if mot)),
                "Avant": _keep_ligne(changement.avant or ABSENT),
                "Après": _keep_ligne(changement.apres or ABSENT),
                "Écart": changement.ecart or ABSENT,
            }
        )
        dernier = repere
    return lignes


def _keep_ligne(texte: str) -> str:
    """Keep a short text on one line."""
    return texte if len(texte) > COURT else Html(f"<span class='compte'>{escape(texte)}</span>")


def select_numero(numeros: list[int]) -> int:
    """Choose the avenant looked at, the latest one to begin with; kept in the URL (?numero=1)."""
    demande = st.query_params.get("numero", "")
    connu = next((numero for numero in numeros if str(numero) == demande), numeros[-1])
    if len(numeros) == 1:
        return connu
    choisi = st.selectbox(
        "Avenant", numeros, index=numeros.index(connu), format_func=_write_titre, key="avenants-numero", width=220
    )
    st.query_params["numero"] = str(choisi)
    return int(choisi)


def _write_titre(numero: int) -> str:
    return get_titre(numero).capitalize()


def _build_total(total: TotalEnveloppe) -> dict[str, str]:
    ecart = (total.apres or 0) - (total.avant or 0)
    signe = "+" if ecart > 0 else ""
    return {
        "Année": str(total.annee),
        "Nature": total.nature.libelle,
        "Financeur": total.financeur.libelle,
        "Avant": format_euros(total.avant),
        "Après": format_euros(total.apres),
        "Écart": f"{signe}{format_euros(ecart)}" if total.avant is not None and total.apres is not None else ABSENT,
    }


def _build_ligne(changement: Changement) -> dict[str, str]:
    nom = changement.nom
    return {
        "Objet": changement.objet.libelle,
        "Effet": changement.mouvement.libelle,
        "Code": nom.code,
        "Intitulé": nom.libelle,
        "Année": nom.periode,
        "Précision": nom.precision,
        "Avant": changement.avant,
        "Après": changement.apres,
        "Écart": changement.ecart,
    }


def show_saisies(acteur: Acteur, contrat: ContratLu) -> None:
    """Offer what the profile may enter: an avenant and its date, then its amounts and targets."""
    if can_saisir_avenant(acteur):
        _show_saisie_avenant(acteur, contrat)
        _show_saisie_signature(acteur, contrat)
    else:
        st.caption(
            f"Le profil «{INSECABLE}{acteur.role.libelle}{INSECABLE}» n’enregistre pas d’avenant : un valideur du "
            "Conseil départemental ou de l’État, ou l’administrateur, le fait."
        )
    if can_saisir(acteur, TypeDepot.ENVELOPPES):
        show_saisie_enveloppe(acteur, contrat)
    if can_saisir(acteur, TypeDepot.CIBLES):
        show_saisie_cible(acteur, contrat)
    for type_depot, texte in PAR_FICHIER.items():
        if can_saisir(acteur, type_depot):
            show_depot_fichier(type_depot, texte)
    st.caption(PAR_DOSSIER)


def _show_saisie_avenant(acteur: Acteur, contrat: ContratLu) -> None:
    """Enter a new avenant: its number follows the last one."""
    numero = max((avenant.numero for avenant in contrat.avenants), default=0) + 1
    with st.expander(f"Enregistrer l’{get_titre(numero)}"), st.form(NOUVEAU, border=False):
        objet = type_texte(NOUVEAU, "objet", "Objet", "Montants notifiés 2025")
        signature = type_texte(NOUVEAU, "date", "Date de signature (vide : pas encore signé)", "15/04/2025")
        st.caption("Ses montants et ses cibles se saisissent ensuite, ci-dessous ou par fichier, sous son numéro.")
        if st.form_submit_button(f"Enregistrer l’{get_titre(numero)}", type="primary"):
            with show_refus():
                lot = record_avenant(acteur, contrat.contrat.code, numero, objet, read_signature(signature), "")
                keep_fait(lot, get_titre(numero))


def _show_saisie_signature(acteur: Acteur, contrat: ContratLu) -> None:
    """Enter or correct a signature date, or the object of an avenant."""
    avenants = {0: Avenant(numero=0, objet="Contrat initial")}
    avenants |= {avenant.numero: avenant for avenant in list_avenants(contrat)}
    with st.expander("Saisir ou corriger une date de signature"), st.form(CORRECTION, border=False):
        numero = st.selectbox("Acte", list(avenants), format_func=_write_titre, key=get_cle(CORRECTION, "numero"))
        signature = type_texte(CORRECTION, "date", "Date de signature", "15/04/2025")
        motif = type_texte(CORRECTION, "motif", "Motif", "Date lue sur l’exemplaire signé")
        if st.form_submit_button("Enregistrer cette date", type="primary"):
            with show_refus():
                objet = avenants[numero].objet
                lot = record_avenant(acteur, contrat.contrat.code, numero, objet, read_signature(signature), motif)
                keep_fait(lot, f"date de signature, {get_titre(numero)}")


def read_signature(texte: str) -> date | None:
    """Read a day typed in French, None when nothing is typed; refused when it is not a date."""
    jour = read_date(texte) if texte.strip() else None
    if jour is None and texte.strip():
        raise SaisieRefusee(f"«{INSECABLE}{texte}{INSECABLE}» n’est pas une date : écrivez jour/mois/année.")
    return jour
