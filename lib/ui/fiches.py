"""Blocks of the Fiches action page: the choice, the list by axe and volet, then what one fiche says."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from html import escape

import streamlit as st

from lib.charts.jauges import format_nom_axe
from lib.domain.argent import build_synthese
from lib.domain.attendus import ORIGINE_DELAI, write_statut_date
from lib.domain.cibles_comptees import select_comptees
from lib.domain.contrat import Axe, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.ecarts import select_ecarts_fiche
from lib.domain.formats import ABSENT, INSECABLE, format_date_longue, format_euros
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.suivi import build_suivi
from lib.ui.budget import get_annee_par_defaut
from lib.ui.composants import build_lien, build_marque, select_trimestre, show_source
from lib.ui.liens import build_lien_fiche
from lib.ui.montants import STYLE
from lib.ui.page import show_refus

TOUTES = "Toutes les fiches"
SIGNATAIRES = (Financeur.ETAT, Financeur.CD)
CLE_CHOIX, CLE_ADRESSE = "choix_fiche", "fiche"


def select_fiche(contrat: ContratLu) -> tuple[FicheAction | None, Trimestre]:
    """Let the visitor choose a fiche, kept in the URL (?fiche=S.1.2), and a quarter; None is the whole list."""
    codes = ["", *(fiche.code for fiche in contrat.fiches)]
    demande = st.query_params.get(CLE_ADRESSE, "")
    with show_refus():
        if demande:
            contrat.get_fiche(demande)
    # The address wins over the widget, which only rewrites it.
    st.session_state[CLE_CHOIX] = demande if demande in codes else ""
    gauche, droite = st.columns([5, 1], vertical_alignment="bottom")
    with droite:
        trimestre = select_trimestre(contrat)
    with gauche:
        code = st.selectbox(
            "Fiche",
            codes,
            format_func=lambda code: format_texte(format_titre(contrat.fiche_par_code[code])) if code else TOUTES,
            key=CLE_CHOIX,
            on_change=_save_adresse,
        )
    return contrat.fiche_par_code.get(code or ""), trimestre


def _save_adresse() -> None:
    """Write the chosen fiche in the URL."""
    code = st.session_state[CLE_CHOIX]
    if code:
        st.query_params[CLE_ADRESSE] = code
    else:
        st.query_params.pop(CLE_ADRESSE, None)


def format_titre(fiche: FicheAction) -> str:
    """Write « S.1.2 · Accompagner les jeunes… »."""
    return f"{fiche.code} · {fiche.intitule}"


def list_suivi(contrat: ContratLu, trimestre: Trimestre) -> list[LigneSuivi]:
    """Give the follow-up of each indicator of the contract for the whole département."""
    lignes = build_suivi(contrat, trimestre, date.today())
    return [ligne for ligne in lignes if ligne.est_ensemble]


def show_fiches(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Show every fiche by axe and volet: what the year gives it and where its indicators stand."""
    suivi = {ligne.code: ligne for ligne in list_suivi(contrat, trimestre)}
    annee = get_annee_par_defaut(contrat)
    absentes = [fiche.code for fiche in contrat.fiches if not fiche.presente]
    manque = f" {', '.join(absentes)}{INSECABLE}: fiche absente du document." if absentes else ""
    st.html(
        f"<p class='phrase'>{format_quantite(len(contrat.fiches), 'action')}, "
        f"{format_quantite(len(contrat.axes), 'axe ou volet', 'axes et volets')}.{escape(manque)}</p>"
        f"<p class='sous-phrase'>Montants prévus pour {annee} ; indicateurs au {trimestre.libelle}.</p>"
    )
    rangs = "".join(_build_rangs_axe(contrat, axe, suivi, annee) for axe in contrat.axes)
    entetes = "".join(f"<th scope='col' class='montant'>{escape(f.libelle)}</th>" for f in SIGNATAIRES)
    st.html(
        f"{STYLE}<table class='montants'><thead><tr><th scope='col'>Fiche</th><th scope='col'>Intitulé</th>{entetes}"
        f"<th scope='col'>Indicateurs (donnée attendue{INSECABLE}: {ORIGINE_DELAI})</th></tr></thead>"
        f"<tbody>{rangs}</tbody></table>"
    )


def _build_rangs_axe(contrat: ContratLu, axe: Axe, suivi: dict[str, LigneSuivi], annee: int) -> str:
    """Build the rows of one axe or volet: its name, then its fiches."""
    synthese = build_synthese(contrat, Trimestre(annee, 4))
    titre = f"{format_nom_axe(axe, contrat.axes)} – {axe.intitule}"
    rangs = [f"<tr class='axe'><th scope='rowgroup' colspan='5'>{escape(titre)}</th></tr>"]
    for fiche in contrat.fiches_par_axe.get(axe.code, []):
        montants = "".join(
            f"<td class='montant'>"
            f"{format_euros(synthese.select(fiche=fiche.code, financeur=f).compute_somme('affecte').montant)}</td>"
            for f in SIGNATAIRES
        )
        lignes = [suivi[i.code] for i in contrat.indicateurs_par_fiche.get(fiche.code, [])]
        rangs.append(
            f"<tr><th scope='row' class='code'>{build_lien_fiche(fiche.code)}</th>"
            f"<td>{build_lien_fiche(fiche.code, fiche.intitule)}</td>{montants}"
            f"<td>{build_comptes(lignes, origine=False)}</td></tr>"
        )
    return "".join(rangs)


def build_comptes(lignes: Iterable[LigneSuivi], *, origine: bool = True) -> str:
    """Count indicators by status, each fact once (HTML): mark, number and word, in the order of the statuses.

    origine is False where the head of the column says whose deadlines they are.
    """
    comptes = Counter(ligne.statut for ligne in select_comptees(lignes))
    if not comptes:
        return "Aucun indicateur"
    return " ".join(
        f"<span class='compte'>{build_marque(statut)} "
        f"{escape(write_statut_date(statut) if origine else statut.libelle)}{INSECABLE}: {comptes[statut]}</span>"
        for statut in type(next(iter(comptes)))
        if comptes[statut]
    )


def show_identite(contrat: ContratLu, fiche: FicheAction) -> None:
    """Show what a fiche is: its name, its axe, what it says, who and when. An absent fiche says so and no more."""
    axe = contrat.axe_par_code[fiche.axe]
    st.header(format_titre(fiche), anchor=False)
    nom = f"{format_nom_axe(axe, contrat.axes)} – {axe.intitule}"
    annexe = f" Dans l’annexe{INSECABLE}: « {fiche.intitule_annexe} »." if fiche.intitule_annexe else ""
    st.html(f"<p class='sous-phrase'>{escape(nom)}.{escape(annexe)}</p>")
    if not fiche.presente:
        st.warning(fiche.note or "Fiche absente du document.")
        return
    quoi, qui = st.columns([3, 2], gap="large")
    with quoi:
        st.subheader("Contexte", anchor=False)
        st.html(_build_texte(fiche.contexte))
        st.subheader("Contenu", anchor=False)
        st.html(_build_texte(fiche.contenu))
    with qui:
        st.subheader("Qui et quand", anchor=False)
        st.html(STYLE + _build_definitions(fiche, axe))


def _build_texte(texte: str) -> str:
    """Build a paragraph of comfortable width."""
    return f"<p style='font-size:17px;line-height:1.5;max-width:75ch;margin:0'>{escape(texte or ABSENT)}</p>"


def _build_definitions(fiche: FicheAction, axe: Axe) -> str:
    """Build the list of who and when; what the fiche does not say is « non écrit »."""
    periode = f"du {format_date_longue(fiche.debut)} au {format_date_longue(fiche.fin)}"
    if (fiche.debut, fiche.fin) != (axe.debut, axe.fin):
        bornes = f"du {format_date_longue(axe.debut)} au {format_date_longue(axe.fin)}"
        periode += f" ({axe.type.libelle.lower()}{INSECABLE}: {bornes})"
    termes = {
        "Pilote": fiche.pilotes,
        "Partenaires": fiche.partenaires,
        "Cofinanceurs": fiche.cofinanceurs,
        "Mise en place": fiche.mise_en_place,
        "Durée écrite": fiche.duree,
        "Période suivie": periode,
        "Confidentialité": "chiffres jamais ventilés par territoire" if fiche.confidentielle else "",
        "Remarque": fiche.note,
    }
    rangs = "".join(
        f"<tr><th scope='row'>{terme}</th><td>{escape(valeur or 'non écrit dans la fiche')}</td></tr>"
        for terme, valeur in termes.items()
        if valeur or terme not in ("Confidentialité", "Remarque")
    )
    return f"<table class='montants'><tbody>{rangs}</tbody></table>"


def show_ecarts_fiche(contrat: ContratLu, fiche: FicheAction) -> None:
    """Show the differences of the contract that name this fiche, both values and both places."""
    ecarts = select_ecarts_fiche(contrat, fiche.code)
    if not ecarts:
        st.write(f"Aucun écart relevé dans le contrat ne nomme la fiche {fiche.code}.")
        return
    rangs = "".join(
        f"<tr><th scope='row'>{escape(e.code)}</th><td>{escape(e.objet)}</td>"
        f"<td>{escape(e.valeur_1)}<br><span class='source'>{escape(e.lieu_1)}</span></td>"
        f"<td>{escape(e.valeur_2)}<br><span class='source'>{escape(e.lieu_2)}</span></td>"
        f"<td>{escape(e.explication)}</td></tr>"
        for e in ecarts
    )
    st.html(
        f"{STYLE}<table class='montants'><thead><tr><th scope='col'>Écart</th><th scope='col'>Objet</th>"
        "<th scope='col'>Le contrat écrit</th><th scope='col'>et aussi</th><th scope='col'>Explication</th></tr>"
        f"</thead><tbody>{rangs}</tbody></table>"
        "<p class='source'>Les deux valeurs sont gardées, aucune n’est corrigée. "
        f"{build_lien('/methode', 'Tous les écarts, dans Méthode')}</p>"
    )


def show_voisines(contrat: ContratLu, fiche: FicheAction) -> None:
    """Show where the fiche is written, and the fiches before and after."""
    show_source(fiche.source)
    codes = [autre.code for autre in contrat.fiches]
    rang = codes.index(fiche.code)
    liens = [
        build_lien_fiche(codes[voisin], f"{mot} {codes[voisin]}")
        for voisin, mot in ((rang - 1, "← Fiche"), (rang + 1, "→ Fiche"))
        if 0 <= voisin < len(codes)
    ]
    st.html(f"<p>{' · '.join([*liens, build_lien('/fiches-action', TOUTES)])}</p>")
