"""Where a figure comes from: every version of one value, from the file's row to the lot, and the choice of a value."""

from functools import partial
from html import escape

import streamlit as st

from lib.domain.droits import Acteur
from lib.domain.formats import ABSENT, INSECABLE
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.recus import can_voir_piece, format_instant_court
from lib.ui.comparaison import STYLE
from lib.ui.composants import build_lien, show_phrase, show_vide
from lib.ui.page import show_refus
from lib.ui.telechargement import show_telechargement
from lib.usecases.historique import Historique, Version, get_historique, list_donnees
from lib.usecases.recu import get_piece


def show_historique_valeur(acteur: Acteur, code: str, adresse: str) -> None:
    """Show the history of the value at an address, or why it cannot be shown."""
    historique = None
    with show_refus():
        historique = get_historique(acteur, code, adresse)
    if historique is None:
        return
    show_phrase(format_constat(historique), historique.nom.complet)
    st.html(STYLE + build_versions(historique))
    _show_pieces(acteur, code, historique)


def _show_pieces(acteur: Acteur, code: str, historique: Historique) -> None:
    """Offer the original files of the versions to those entitled to them."""
    lots = {version.lot.numero: version.lot for version in historique.versions}
    with st.container(horizontal=True):
        for numero, lot in lots.items():
            if lot.sha256 and lot.genre is GenreLot.DEPOT and can_voir_piece(acteur, lot.role):
                show_telechargement(
                    f"Télécharger {lot.fichier} (dépôt n°{INSECABLE}{numero})",
                    partial(_get_contenu, acteur, code, numero),
                    lot.fichier or f"depot-{numero}",
                    "application/octet-stream",
                    cle=f"piece-{numero}",
                )


def _get_contenu(acteur: Acteur, code: str, numero: int) -> bytes:
    return get_piece(acteur, code, numero)[1]


def format_constat(historique: Historique) -> str:
    """Say what the value is now and how many times it was written."""
    unite = f" {historique.unite}" if historique.unite else ""
    nombre = len(historique.versions)
    fois = format_quantite(nombre, "version")
    for version in historique.versions:
        if version.etat == "en vigueur":
            return f"{version.valeur}{unite}, selon le dépôt n°{INSECABLE}{version.lot.numero} ({fois})"
    return f"Plus aucune valeur en vigueur ({fois}, toutes annulées)"


def build_versions(historique: Historique) -> str:
    """Build the table of the versions (HTML), the latest first."""
    entetes = "".join(
        f"<th scope='col'{classe}>{mot}</th>"
        for mot, classe in (
            ("Valeur", " class='nombre'"),
            ("État", ""),
            ("Publiée le", ""),
            ("Par", ""),
            ("Dépôt", ""),
            ("Vient de", ""),
            ("Motif et commentaire", ""),
        )
    )
    rangs = "".join(_build_version(version) for version in historique.versions)
    return f"<table class='comparaison'><thead><tr>{entetes}</tr></thead><tbody>{rangs}</tbody></table>"


def _build_version(version: Version) -> str:
    lot = version.lot
    vigueur = version.etat == "en vigueur"
    valeur = f"<b>{escape(version.valeur)}</b>" if vigueur else f"<del>{escape(version.valeur)}</del>"
    signe = "✓" if vigueur else "✕" if version.etat == "annulée" else "→"
    qui = " · ".join(part for part in (lot.service, version.auteur) if part)
    pourquoi = " · ".join(part for part in (lot.motif, version.commentaire, version.confirmation) if part)
    return (
        f"<tr><td class='nombre'>{valeur}</td><td class='etat'>{signe} {version.etat.capitalize()}</td>"
        f"<td class='jour'>{format_instant_court(lot.publie_le)}</td><td>{escape(qui) or ABSENT}</td>"
        f"<td>{build_lien(f'/depots?lot={lot.numero}', f'n°{INSECABLE}{lot.numero}')}</td>"
        f"<td>{escape(format_origine(version))}</td><td>{escape(pourquoi) or ABSENT}</td></tr>"
    )


def format_origine(version: Version) -> str:
    """Say where a version was written: a row of a file, or a place of the contract."""
    fichier = version.lot.fichier
    if version.ligne and fichier:
        return f"ligne {version.ligne} de {fichier}"
    return version.source or fichier or ABSENT


def select_donnee(acteur: Acteur, code: str) -> None:
    """Let the visitor find a value by its kind and its name, and open its history."""
    libelles = {type_depot.libelle: type_depot for type_depot in TypeDepot}
    gauche, droite = st.columns([1, 3], vertical_alignment="bottom")
    with gauche:
        type_depot = libelles[str(st.selectbox("Nature", list(libelles), key="nature"))]
    donnees = dict(list_donnees(acteur, code, type_depot))
    with droite:
        if not donnees:
            show_vide("Aucune donnée de cette nature n’a été déposée.")
            return
        adresse = st.selectbox(
            "Donnée",
            list(donnees),
            index=None,
            format_func=lambda adresse: format_texte(donnees[adresse].complet),
            placeholder="Choisissez une donnée déposée",
            key=f"donnee-{type_depot.value}",
        )
    if adresse:
        show_historique_valeur(acteur, code, adresse)
