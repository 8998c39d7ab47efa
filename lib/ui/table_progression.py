"""The table of a progression chart: the baseline, every quarter, the series breaks, and where each value comes from."""

from html import escape
from urllib.parse import quote

import streamlit as st

from lib.domain.changements import get_adresse
from lib.domain.formats import ABSENT, format_nombre, round_decimal
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.mesures import format_mesure
from lib.domain.petits_effectifs import MASQUE
from lib.domain.progression import Progression
from lib.domain.ruptures import Rupture
from lib.ui.composants import Html, build_lien, show_csv, show_liste
from lib.ui.tableau_indicateurs import format_cible_cellule, format_situation_initiale

CHIFFRES = ("Valeur", "Numérateur", "Dénominateur", "Cible de l’année", "Jalon")
"""Columns of the table of a progression that hold figures."""
STYLE = "<style>.a-droite { display: block; text-align: right; padding-right: .8rem; white-space: nowrap; }</style>"


def show_table_progression(progression: Progression) -> None:
    """Fold the chart's table under it: every quarter, and for each uploaded value the way to where it comes from."""
    code, lignes = progression.indicateur.code, build_lignes_progression(progression)
    with st.expander("Voir les chiffres"):
        st.html(STYLE)
        show_liste(
            [_build_ligne_lisible(ligne) for ligne in lignes],
            f"Valeurs, cibles, jalons et statuts de {code}, trimestre par trimestre",
        )
        show_csv(lignes, f"progression-{code}")


def _build_ligne_lisible(ligne: dict[str, str]) -> dict[str, str]:
    """Set the figures at the right, and turn the address of a value into a link."""
    lisible = {
        nom: Html(f"<span class='a-droite'>{escape(mot)}</span>") if nom in CHIFFRES else mot
        for nom, mot in ligne.items()
    }
    if ligne["Origine"] != ABSENT:
        lisible["Origine"] = Html(build_lien(ligne["Origine"], "d’où vient ce chiffre"))
    return lisible


def build_lignes_progression(progression: Progression) -> list[dict[str, str]]:
    """Build the table of a progression chart: the baseline, then each quarter with a value, a debt or a target."""
    unite = progression.indicateur.unite
    ruptures = progression.ruptures_montrees
    lignes = [
        {
            "Trimestre": f"{progression.fin_initiale} (situation initiale)",
            "Valeur": format_situation_initiale(progression),
            "Unité": unite,
            "Numérateur": ABSENT,
            "Dénominateur": ABSENT,
            "Cible de l’année": ABSENT,
            "Jalon": ABSENT,
            "Donnée": progression.indicateur.periode_situation_initiale or ABSENT,
            "Statut": ABSENT,
            "Origine": ABSENT,
        }
    ]
    for ligne in progression.lignes:
        while ruptures and ruptures[0].debut <= ligne.trimestre.fin:
            lignes.append(_build_ligne_rupture(lignes[0], ruptures.pop(0)))
        resultat = ligne.resultat
        attente = ligne.attente.phrase if ligne.attente else ABSENT
        lignes.append(
            {
                "Trimestre": ligne.trimestre.libelle,
                "Valeur": MASQUE if ligne.masque else _format_valeur(ligne.valeur, ligne.texte),
                "Unité": unite,
                "Numérateur": format_nombre(resultat.numerateur) if resultat else ABSENT,
                "Dénominateur": format_nombre(resultat.denominateur) if resultat else ABSENT,
                "Cible de l’année": format_cible_cellule(progression, ligne.trimestre.annee),
                "Jalon": ABSENT if ligne.jalon is None else format_nombre(round_decimal(ligne.jalon, 2)),
                "Donnée": ("provisoire, " if ligne.provisoire else "") + attente,
                "Statut": ligne.libelle,
                "Origine": _format_origine(ligne),
            }
        )
    return lignes


def _format_origine(ligne: LigneSuivi) -> str:
    """Give the address where an uploaded value comes from; a computed one is explained on its own page."""
    if ligne.resultat is None:
        return ABSENT
    return f"/depots?valeur={quote(get_adresse(ligne.resultat), safe='/:')}"


def _format_valeur(valeur: object, texte: str) -> str:
    return texte or ABSENT if valeur is None else format_mesure(valeur, "")  # type: ignore[arg-type]


def _build_ligne_rupture(modele: dict[str, str], rupture: Rupture) -> dict[str, str]:
    """Build the row of a series break, between the figures that it keeps apart."""
    ligne = dict.fromkeys(modele, ABSENT)
    return ligne | {
        "Trimestre": rupture.titre,
        "Donnée": rupture.motif,
        "Statut": "pas de comparaison avec ce qui précède",
    }
