"""Blocks of the Méthode page: its parts, the glossary, the inconsistencies, the sources and version of the data."""

from collections import Counter
from pathlib import Path

import streamlit as st

from lib.domain.contrat import Ecart
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_date_courte, format_date_longue
from lib.domain.lots import NOMS, EtatLot
from lib.domain.nomenclatures import FamilleEcart, TypeTerritoire
from lib.domain.phrases import format_quantite
from lib.domain.recus import format_instant
from lib.ui.composants import show_csv, show_liste, show_phrase, show_vide
from lib.ui.litteral import select_segment
from lib.ui.methode_argent import show_argent
from lib.ui.methode_donnees import show_donnees_attendues
from lib.ui.methode_suivi import show_suivi
from lib.ui.reglages import list_objets_rompus
from lib.usecases.lots import list_lots

GLOSSAIRE = Path(__file__).resolve().parents[2] / "docs" / "glossaire.md"
PARTIE = "partie"
"""Name of the part in the URL: /methode?partie=…"""

SUIVI, ARGENT, DONNEES = "Suivi des résultats", "Argent", "Qui doit quoi"
ECARTS, MOTS, SOURCES = "Écarts du contrat", "Glossaire", "Sources et version"

NOMS_COMPTES = {
    "fiches": "fiches action",
    "indicateurs": "indicateurs",
    "impacts": "indicateurs d’impact à définir",
    "cibles": "cibles",
    "reperes": "repères",
    "enveloppes": "montants d’enveloppe",
    "obligations": "obligations",
    "feuille_de_route": "actions de la feuille de route",
    "contexte": "chiffres de situation",
    "enonces": "énoncés",
    "ecarts": "écarts relevés",
    "resultats": "résultats",
    "executions": "montants d’exécution",
    "versements": "versements",
    "reports": "reports",
}
"""What is counted in the version of the data, by the name of its list."""


def select_partie() -> str:
    """Let the visitor choose a part of the method, kept in the URL."""
    parties = [SUIVI, ARGENT, DONNEES, ECARTS, MOTS, SOURCES]
    choix = select_segment(
        "Partie de la méthode", parties, default=SUIVI, required=True, key=PARTIE, bind="query-params"
    )
    return str(choix or SUIVI)


def show_partie(contrat: ContratLu, partie: str) -> None:
    """Show one part of the method."""
    if partie == SUIVI:
        show_suivi(contrat)
    elif partie == ARGENT:
        show_argent(contrat)
    elif partie == DONNEES:
        show_donnees_attendues(contrat)
    elif partie == ECARTS:
        show_ecarts(contrat)
    elif partie == MOTS:
        show_glossaire()
    else:
        show_sources(contrat)
        show_version(contrat)


def show_ecarts(contrat: ContratLu) -> None:
    """Show the inconsistencies of the contract: both values, both places, none corrected."""
    if not contrat.ecarts:
        show_vide("Aucun écart n’est relevé dans ce contrat.")
        return
    choix = st.multiselect(
        "Famille",
        [famille.libelle for famille in FamilleEcart],
        key="famille",
        placeholder="Toutes",
        bind="query-params",
        select_all=False,
    )
    retenus = [ecart for ecart in contrat.ecarts if not choix or ecart.famille.libelle in choix]
    comptes = Counter(ecart.famille for ecart in retenus)
    detail = ", ".join(f"{famille.libelle.lower()} {comptes[famille]}" for famille in FamilleEcart if comptes[famille])
    show_phrase(
        f"{format_quantite(len(retenus), 'écart relevé')} entre deux passages du contrat{INSECABLE}: {detail}.",
        "Les deux valeurs sont gardées, aucune n’est corrigée : seul un avenant peut trancher.",
    )
    lignes = [build_ligne_ecart(ecart) for ecart in retenus]
    largeurs = {"Code": "4%", "Famille": "9%", "Objet": "14%", "Une valeur": "22%", "L’autre valeur": "22%"}
    show_liste(lignes, "Écarts relevés dans le contrat", largeurs)
    show_csv(lignes, "ecarts")


def build_ligne_ecart(ecart: Ecart) -> dict[str, str]:
    """Write one inconsistency: what it is about, each value with its place, why."""
    return {
        "Code": ecart.code,
        "Famille": ecart.famille.libelle,
        "Objet": ecart.objet,
        "Une valeur": f"{ecart.valeur_1} ({ecart.lieu_1})",
        "L’autre valeur": f"{ecart.valeur_2} ({ecart.lieu_2})",
        "Explication": ecart.explication,
    }


def show_glossaire() -> None:
    """Show the project's glossary, without its column of code names."""
    lignes = read_glossaire(GLOSSAIRE.read_text(encoding="utf-8")) if GLOSSAIRE.exists() else []
    if not lignes:
        show_vide("Le glossaire (docs/glossaire.md) n’est pas avec l’application.")
        return
    show_phrase(f"{len(lignes)} mots, le sens qu’ils ont ici, et où le contrat les écrit.")
    show_liste(lignes, "Glossaire", {"Mot": "22%", "Source": "22%"})


def read_glossaire(texte: str) -> list[dict[str, str]]:
    """Read the first three columns of the Markdown table of the glossary: word, meaning, source.

    >>> read_glossaire("| mot | sens | source |\\n|---|---|---|\\n| axe | partie | art. 1 |")
    [{'Mot': 'axe', 'Sens': 'partie', 'Source': 'art. 1'}]
    """
    rangs = [ligne.strip().strip("|").split("|") for ligne in texte.splitlines() if ligne.strip().startswith("|")]
    return [
        {nom: cellule.strip().replace("`", "") for nom, cellule in zip(("Mot", "Sens", "Source"), rang, strict=False)}
        for rang in rangs[2:]
    ]


def show_sources(contrat: ContratLu) -> None:
    """Show what the figures come from, and under which licence."""
    du_contrat = contrat.contrat
    st.header("Sources", anchor="sources")
    contours = dict.fromkeys(t.source for t in contrat.territoires if t.type is TypeTerritoire.COMMUNE and t.contour)
    lignes = [
        {
            "Ce qui est montré": "Contrat, fiches action, annexes, feuille de route",
            "Source": f"{du_contrat.intitule}, {du_contrat.departement}",
            "Précision": "Chaque donnée porte son article, sa fiche ou son annexe ; « l. » est une ligne du texte.",
        },
        {
            "Ce qui est montré": "Résultats, exécution, versements, reports",
            "Source": "Fichiers déposés et saisies, service par service",
            "Précision": "Chaque valeur garde le lot qui l’a apportée ; une correction est un nouveau lot.",
        },
        *(
            {"Ce qui est montré": "Contours des communes", "Source": source, "Précision": "Contours simplifiés."}
            for source in contours
        ),
        *(
            {
                "Ce qui est montré": f"Rupture de série de {', '.join(list_objets_rompus(contrat, rupture))}",
                "Source": rupture.source,
                "Précision": f"À partir du {format_date_longue(rupture.debut)}{INSECABLE}: {rupture.motif}.",
            }
            for rupture in contrat.ruptures
        ),
        {
            "Ce qui est montré": "Seuils, jalons, taux, délais",
            "Source": "Convention Jalons",
            "Précision": "Le contrat n’en écrit pas : ces choix sont les nôtres, et peuvent être changés.",
        },
    ]
    show_liste(lignes, "Sources", {"Ce qui est montré": "28%", "Source": "34%"})
    if du_contrat.note:
        st.caption(du_contrat.note)


def show_version(contrat: ContratLu) -> None:
    """Show the state of the data: last lot, avenants read, how many facts of each kind."""
    st.header("Version des données", anchor="version")
    lots = list_lots(contrat.contrat.code)
    if lots:
        dernier = lots[-1]
        annules = sum(lot.etat is EtatLot.ANNULE for lot in lots)
        show_phrase(
            f"Lot n° {dernier.numero}, publié le {format_instant(dernier.publie_le)}{INSECABLE}: "
            f"{dernier.genre.libelle.lower()}.",
            f"{format_quantite(len(lots), 'lot')} depuis l’origine, "
            f"dont {format_quantite(annules, 'annulé')}. Motif du dernier{INSECABLE}: « {dernier.motif} »",
        )
    avenants = [
        {
            "Numéro": "Contrat initial" if avenant.numero == 0 else f"Avenant n° {avenant.numero}",
            "Objet": avenant.objet,
            "Signature": format_date_courte(avenant.date_signature) if avenant.date_signature else "date non saisie",
        }
        for avenant in contrat.avenants
    ]
    show_liste(avenants, "Contrat et avenants", {"Numéro": "18%", "Signature": "18%"})
    comptes = [
        f"{len(getattr(contrat, nom))} {libelle}"
        for nom, libelle in NOMS_COMPTES.items()
        if nom in NOMS and getattr(contrat, nom)
    ]
    st.caption(f"Lus{INSECABLE}: {', '.join(comptes)}.")
