"""Blocks of the Dépôts page: the list of lots and its filters, one lot in full, its receipt, its undoing."""

from collections.abc import Callable
from html import escape

import streamlit as st

from lib.domain.droits import Acteur, can_annuler, get_service_du_role
from lib.domain.formats import ABSENT, INSECABLE, format_entier
from lib.domain.limites import PARAGRAPHE
from lib.domain.lots import EtatLot, Lot
from lib.domain.motifs import MotifAnnulation, build_motif
from lib.domain.nomenclatures import GenreLot
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.recus import (
    LigneRecu,
    Mouvement,
    Recu,
    format_instant,
    format_instant_court,
    format_mois,
    write_reservees,
)
from lib.exports.recu import format_annulation, list_identite
from lib.ui.comparaison import STYLE
from lib.ui.composants import build_lien, select_motif, show_vide
from lib.ui.liens import build_lien_valeur
from lib.ui.page import show_refus
from lib.ui.telechargement import show_telechargement
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.recu import get_piece, get_recu, get_recu_html

TOUS = "Tous"
LOTS_PAR_PAGE, VALEURS_PAR_PAGE = 50, 50
ANNULE = "depots-annule"
"""Session key: the sentence that says what was just undone."""

IDENTITE = """<style>
.identite { border-collapse: collapse; font-size: 16px; }
.identite th, .identite td { text-align: left; vertical-align: top; padding: .2rem 1.2rem .2rem 0; }
.identite th { color: var(--gris); font-weight: 400; white-space: nowrap; }
.identite td { overflow-wrap: anywhere; }
.annule { border: 2px solid #C9191E; padding: .4rem .8rem; font-weight: 600; }
</style>"""


def show_lots(code: str) -> None:
    """Show every lot, the latest first, under four filters kept in the URL."""
    lots = list_lots(code)[::-1]
    retenus = select_lots(lots)
    annules = sum(lot.etat is EtatLot.ANNULE for lot in retenus)
    mots = f"{format_quantite(len(retenus), 'dépôt')} sur {format_entier(len(lots))}"
    detail = f", dont {format_quantite(annules, 'annulé')}" if annules else ""
    st.html(f"<p class='phrase'>{mots}{detail}</p>")
    if not retenus:
        show_vide("Aucun dépôt ne répond à ces filtres.", "Tous les dépôts", "/depots")
        return
    debut = 0
    if len(retenus) > LOTS_PAR_PAGE:
        debut = (st.pagination(-(-len(retenus) // LOTS_PAR_PAGE), key="depots-page") - 1) * LOTS_PAR_PAGE
    st.html(STYLE + build_liste(retenus[debut : debut + LOTS_PAR_PAGE]))


def select_lots(lots: list[Lot]) -> list[Lot]:
    """Filter the lots by content, service, state and month of publication."""
    filtres: tuple[tuple[str, str, Callable[[Lot], str]], ...] = (
        ("Contenu", "contenu", format_contenu),
        ("Service", "service", lambda lot: lot.service or ABSENT),
        ("État", "etat", lambda lot: lot.etat.libelle),
        ("Publié en", "mois", lambda lot: format_mois(lot.publie_le)),
    )
    retenus = lots
    for colonne, (titre, cle, lire) in zip(st.columns(len(filtres)), filtres, strict=True):
        with colonne:
            options = [TOUS, *dict.fromkeys(lire(lot) for lot in lots)]
            choisi = st.selectbox(titre, options, format_func=format_texte, key=cle, bind="query-params")
        retenus = [lot for lot in retenus if choisi in (TOUS, lire(lot))]
    return retenus


def format_contenu(lot: Lot) -> str:
    """Say what a lot is: the kind of its file, else what it did."""
    if lot.genre is GenreLot.DEPOT and lot.type_depot:
        return lot.type_depot.libelle
    return lot.genre.libelle


def build_liste(lots: list[Lot]) -> str:
    """Build the list of lots (HTML), each number leading to its lot."""
    entetes = "".join(
        f"<th scope='col'>{mot}</th>"
        for mot in ("Dépôt", "Publié le", "Contenu", "Fichier", "Service", "État", "Motif")
    )
    rangs = "".join(
        f"<tr class='{'absent' if lot.etat is EtatLot.ANNULE else ''}'>"
        f"<th scope='row'>{build_lien(f'/depots?lot={lot.numero}', f'n°{INSECABLE}{lot.numero}')}</th>"
        f"<td class='jour'>{format_instant_court(lot.publie_le)}</td><td>{escape(_format_objet(lot))}</td>"
        f"<td>{escape(lot.fichier) or ABSENT}</td><td>{escape(lot.service) or ABSENT}</td>"
        f"<td class='etat'>{escape(_format_etat(lot))}</td><td>{escape(lot.motif) or ABSENT}</td></tr>"
        for lot in lots
    )
    return f"<table class='comparaison'><thead><tr>{entetes}</tr></thead><tbody>{rangs}</tbody></table>"


def _format_objet(lot: Lot) -> str:
    return f"Annulation du dépôt n°{INSECABLE}{lot.annule_lot}" if lot.annule_lot else format_contenu(lot)


def _format_etat(lot: Lot) -> str:
    return "✕ Annulé" if lot.etat is EtatLot.ANNULE else "✓ Publié"


def get_numero_demande() -> int | None:
    """Number of the lot named in the URL (?lot=12), None for the list."""
    demande = st.query_params.get("lot", "")
    return int(demande) if demande.isascii() and demande.isdigit() and len(demande) < 9 else None


def load_recu(acteur: Acteur, code: str, numero: int) -> Recu | None:
    """Give the receipt of a lot, or show why there is none."""
    with show_refus():
        return get_recu(acteur, code, numero)
    return None


def show_recu(acteur: Acteur, code: str, recu: Recu) -> None:
    """Show a lot in full, with its receipt to keep and its original file for those entitled to it."""
    numero = recu.lot.numero
    annule = f"<p class='annule'>{escape(format_annulation(recu))}</p>" if recu.lot.etat is EtatLot.ANNULE else ""
    rangs = "".join(
        f"<tr><th scope='row'>{escape(mot)}</th><td>{escape(valeur)}</td></tr>" for mot, valeur in list_identite(recu)
    )
    st.header(f"Dépôt n°{INSECABLE}{numero}{INSECABLE}: {format_contenu(recu.lot).lower()}", anchor=False)
    st.html(f"{IDENTITE}{annule}<table class='identite'><tbody>{rangs}</tbody></table>")
    with st.container(horizontal=True):
        show_telechargement(
            "Télécharger le reçu",
            lambda: get_recu_html(acteur, code, numero),
            f"recu-depot-{numero}.html",
            "text/html",
            cle=f"recu-{numero}",
            aide="Une page à imprimer ou à garder : elle s’ouvre dans tout navigateur.",
        )
        if recu.taille is not None and recu.est_complet:
            show_telechargement(
                "Télécharger le fichier d’origine",
                lambda: get_piece(acteur, code, numero)[1],
                recu.lot.fichier or f"depot-{numero}",
                "application/octet-stream",
                cle=f"piece-{numero}",
            )
    if recu.taille is not None and not recu.est_complet:
        st.caption(f"Le fichier d’origine est réservé à «{INSECABLE}{get_service_du_role(recu.lot.role)}{INSECABLE}».")


def show_valeurs(recu: Recu) -> None:
    """Show what the lot changed, value by value, each leading to its history."""
    if recu.lignes:
        debut = 0
        if len(recu.lignes) > VALEURS_PAR_PAGE:
            pages = -(-len(recu.lignes) // VALEURS_PAR_PAGE)
            debut = (st.pagination(pages, key=f"valeurs-{recu.lot.numero}") - 1) * VALEURS_PAR_PAGE
        st.html(STYLE + build_valeurs(recu.lignes[debut : debut + VALEURS_PAR_PAGE]))
    if recu.reservees:
        st.caption(write_reservees(recu))


def build_valeurs(lignes: tuple[LigneRecu, ...]) -> str:
    """Build the table of the values of a lot (HTML)."""
    rangs = "".join(
        f"<tr class='{'nouveau' if ligne.mouvement is Mouvement.NOUVELLE else 'modifie'}'>"
        f"<td>{build_lien_valeur(ligne.adresse, _format_tete(ligne))}<small>{escape(ligne.nom.libelle)}</small>"
        f"{''.join(f'<small>{escape(remarque)}</small>' for remarque in ligne.remarques)}</td>"
        f"<td class='etat'>{escape(ligne.mouvement.libelle)}</td>"
        f"<td class='nombre'>{f'<del>{escape(ligne.avant)}</del>' if ligne.avant else ABSENT}</td>"
        f"<td class='nombre'><ins>{escape(ligne.apres)}</ins></td><td class='nombre'>{escape(ligne.ecart)}</td>"
        f"<td class='nombre'>{ligne.ligne or ABSENT}</td></tr>"
        for ligne in lignes
    )
    return (
        "<table class='comparaison etroite'><thead><tr><th scope='col'>Donnée</th><th scope='col'>Effet</th>"
        "<th scope='col' class='nombre'>Avant</th><th scope='col' class='nombre'>Après</th>"
        "<th scope='col' class='nombre'>Écart</th><th scope='col' class='nombre'>Ligne du fichier</th></tr></thead>"
        f"<tbody>{rangs}</tbody></table>"
    )


def _format_tete(ligne: LigneRecu) -> str:
    return " · ".join(part for part in (ligne.nom.code, ligne.nom.periode, ligne.nom.precision) if part)


def show_annulation(acteur: Acteur, code: str, lot: Lot) -> None:
    """Offer to undo a lot, with a reason; say why not to those who may not."""
    if fait := st.session_state.pop(ANNULE, None):
        st.success(fait)
    if lot.etat is EtatLot.ANNULE or lot.genre is GenreLot.ANNULATION:
        return
    if not can_annuler(acteur, lot.role):
        if lot.genre is GenreLot.DEPOT:
            service = get_service_du_role(lot.role)
            st.caption(f"Ce dépôt peut être annulé par «{INSECABLE}{service}{INSECABLE}» ou par l’administrateur.")
        return
    if not st.toggle("Annuler ce dépôt", key=f"annuler-ouvert-{lot.numero}"):
        return
    with st.form(f"annuler-{lot.numero}"):
        st.write(
            "Les valeurs d’avant ce dépôt seront rétablies exactement. Rien n’est perdu : le dépôt et son fichier "
            "restent dans l’historique, et l’annulation y est inscrite."
        )
        motif = select_motif("Motif de l’annulation", MotifAnnulation, f"annuler-motif-{lot.numero}")
        precision = st.text_input(
            "Précision (facultative)", key=f"annuler-precision-{lot.numero}", max_chars=PARAGRAPHE
        )
        if st.form_submit_button(f"Annuler le dépôt n°{INSECABLE}{lot.numero}", type="primary"):
            with show_refus():
                annulation = publish_annulation(acteur, code, lot.numero, build_motif(motif, precision))
                st.session_state[ANNULE] = (
                    f"Dépôt n°{INSECABLE}{lot.numero} annulé par le dépôt n°{INSECABLE}{annulation.numero}, "
                    f"le {format_instant(annulation.publie_le)}. Les valeurs d’avant sont rétablies."
                )
                st.rerun()


def show_retour() -> None:
    """Lead back to the list."""
    st.html(f"<p style='margin:0'>{build_lien('/depots', '← Tous les dépôts')}</p>")
