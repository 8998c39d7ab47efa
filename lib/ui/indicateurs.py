"""Blocks of the Indicateurs page: filters kept in the address, finding, cards, table, list « À définir »."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from lib.domain.a_definir import HORS_LISTE, FamilleManque, Manque, list_manques
from lib.domain.attendus import ORIGINE_DELAI, write_statut_date
from lib.domain.cibles_comptees import select_comptees
from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.filtres import (
    Filtres,
    Tri,
    has_cible_chiffree,
    select_progressions,
    sort_progressions,
)
from lib.domain.formats import ABSENT, INSECABLE, format_date_courte
from lib.domain.nomenclatures import Niveau, Producteur, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord, format_quantite, format_texte
from lib.domain.progression import Progression
from lib.domain.recherche import to_cle_recherche
from lib.domain.statuts import StatutSuivi
from lib.ui.cartes_indicateurs import show_cartes
from lib.ui.composants import Html, select_trimestre, show_csv, show_liste, show_phrase, show_tableau, show_vide
from lib.ui.liens import build_lien_fiche, build_lien_indicateur
from lib.ui.litteral import select_segment
from lib.ui.progressions import load_progressions
from lib.ui.tableau_indicateurs import build_lignes_matrice

STATUTS = {statut.value: statut.libelle for statut in StatutSuivi}
CLES_FILTRES = ("axe", "fiche", "niveau", "type", "statut", "producteur", "annee", "territoire")
"""Names of the filters in the address."""

LARGEURS_MANQUES = {"Code": "8%", "Qui doit": "17%", "Article": "12%", "Depuis le": "8%", "Au contrat": "24%"}
CARTES, TABLEAU, A_DEFINIR = "Cartes", "Tableau", "À définir"


@dataclass(frozen=True)
class Demande:
    """What the visitor asked to see."""

    trimestre: Trimestre
    filtres: Filtres
    vue: str
    tri: Tri


def select_demande(contrat: ContratLu) -> Demande:
    """Draw the search, the view, the order and the filters; all of it lives in the address, to be shared."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        recherche = st.text_input(
            "Rechercher", key="q", bind="query-params", type="search", placeholder="logement, S.1.3, crèche…", width=300
        )
        trimestre = select_trimestre(contrat)
        vue = select_segment(
            "Vue", [CARTES, TABLEAU, A_DEFINIR], default=CARTES, required=True, key="vue", bind="query-params"
        )
        tri = st.selectbox("Trier par", [t.libelle for t in Tri], key="tri", bind="query-params", width=300)
    filtres = _select_filtres(contrat, recherche or "")
    return Demande(trimestre, filtres, vue or CARTES, next(t for t in Tri if t.libelle == tri))


def _select_filtres(contrat: ContratLu, recherche: str) -> Filtres:
    """Draw the eight filters, folded; a filter left empty keeps everything."""
    axes = {axe.code: f"{axe.code} · {axe.intitule_court or axe.intitule}" for axe in contrat.axes}
    fiches = {fiche.code: f"{fiche.code} · {fiche.intitule}" for fiche in contrat.fiches}
    actifs = sum(cle in st.query_params for cle in CLES_FILTRES)
    with st.expander(f"Filtres ({actifs} en cours)" if actifs else "Filtres", key="filtres"):
        haut, bas = st.columns(4), st.columns(4)
        with haut[0]:
            axe = _select("Axe ou volet", "axe", list(axes), axes.__getitem__)
        with haut[1]:
            fiche = _select("Fiche action", "fiche", list(fiches), fiches.__getitem__)
        with haut[2]:
            niveau = _select("Niveau", "niveau", [n.value for n in Niveau], lambda code: Niveau(code).libelle)
        with haut[3]:
            type_valeur = _select("Type", "type", [t.value for t in TypeValeur], lambda code: TypeValeur(code).libelle)
        with bas[0]:
            statut = _select("Statut", "statut", list(STATUTS), STATUTS.__getitem__)
        with bas[1]:
            producteur = _select(
                "Producteur", "producteur", [p.value for p in Producteur], lambda code: Producteur(code).libelle
            )
        with bas[2]:
            annees = _select("Cible chiffrée en", "annee", [str(a) for a in contrat.compute_annees()], str)
        with bas[3]:
            territoire = _select_territoire(contrat)
    return Filtres(
        recherche=recherche,
        axes=tuple(axe),
        fiches=tuple(fiche),
        niveaux=tuple(niveau),
        types=tuple(type_valeur),
        statuts=tuple(statut),
        producteurs=tuple(producteur),
        annees=tuple(int(annee) for annee in annees),
        territoire=territoire,
    )


def _select(nom: str, cle: str, codes: Sequence[str], libelle: Callable[[str], str]) -> list[str]:
    return st.multiselect(
        nom,
        codes,
        format_func=lambda code: format_texte(libelle(code)),
        key=cle,
        bind="query-params",
        placeholder="Tous",
        select_all=False,
    )


def _select_territoire(contrat: ContratLu) -> str:
    """Choose among the places that have figures; the whole département comes first."""
    renseignes = {territoire for _, territoire, _ in load_progressions(contrat)}
    noms = {t.code: format_texte(t.nom) for t in contrat.territoires if t.code in renseignes or t.code == DEPARTEMENT}
    choisi = st.selectbox("Territoire", list(noms), format_func=noms.__getitem__, key="territoire", bind="query-params")
    return str(choisi or DEPARTEMENT)


def show_resultat(contrat: ContratLu, demande: Demande) -> None:
    """Show the finding, then the view asked for."""
    if demande.vue == A_DEFINIR:
        show_a_definir(contrat, demande.filtres)
        return
    retenues = select_progressions(contrat, load_progressions(contrat).values(), demande.filtres, demande.trimestre)
    retenues = sort_progressions(retenues, demande.tri, demande.trimestre)
    show_phrase(*build_bilan(contrat, retenues, demande))
    if not retenues:
        show_vide("Aucun indicateur ne répond à ces filtres.", "Tout afficher", "/indicateurs")
    elif demande.vue == TABLEAU:
        show_matrice(retenues, demande.trimestre)
    else:
        show_cartes(contrat, retenues, demande.trimestre, demande.tri is Tri.AXE)


def build_bilan(contrat: ContratLu, retenues: Sequence[Progression], demande: Demande) -> tuple[str, str]:
    """Count, for the sentence above the list: figures as targets among all, then what is shown, by status."""
    annee = demande.trimestre.annee
    ensemble = [p for p in load_progressions(contrat).values() if p.est_ensemble]
    ciblees = sum(has_cible_chiffree(progression, annee) for progression in ensemble)
    reprises = sum(p.ligne_par_trimestre[demande.trimestre].reprise for p in ensemble)
    ont = format_accord(ciblees, "a", "ont")
    phrase = f"{format_quantite(ciblees, 'indicateur')} sur {len(ensemble)} {ont} une cible chiffrée pour {annee}"
    phrase += f", dont {format_quantite(reprises, 'repris', 'repris')} d’un autre" if reprises else ""
    lignes = [ligne for p in retenues if (ligne := p.ligne_par_trimestre.get(demande.trimestre))]
    statuts = Counter(ligne.statut for ligne in select_comptees(lignes))
    mots = [write_statut_date(statut, statuts[statut]) for statut in StatutSuivi if statuts[statut]]
    repris = sum(ligne.reprise for ligne in lignes)
    mots += [f"{repris} repris d’indicateurs déjà comptés"] if repris else []
    affiches = format_quantite(len(retenues), "affiché")
    precision = f"{affiches}, à fin {demande.trimestre.libelle}" + (f"{INSECABLE}: {' · '.join(mots)}" if mots else "")
    return phrase, precision


def show_matrice(retenues: Sequence[Progression], trimestre: Trimestre) -> None:
    """Show baseline, targets, results and statuses of every year, like the annex."""
    lignes = build_lignes_matrice(retenues, trimestre)
    colonnes: dict[str, Any] = {
        nom: st.column_config.TextColumn(
            alignment="left" if nom.startswith("Statut") else "right", width=_compute_largeur(lignes, nom)
        )
        for nom in lignes[0]
        if nom.startswith(("Situation", "Cible", "Résultat", "Statut"))
    }
    colonnes["Code"] = st.column_config.TextColumn(pinned=True, width=110)
    colonnes["Indicateur"] = st.column_config.TextColumn(width=330)
    show_tableau(
        lignes,
        "indicateurs",
        "Situation initiale, cibles, résultats et statuts, année par année, "
        f"de {format_quantite(len(retenues), 'indicateur')}",
        colonnes,
        hauteur=620,
    )
    st.caption(
        f"«{INSECABLE}En attente{INSECABLE}», «{INSECABLE}donnée attendue{INSECABLE}»{INSECABLE}: {ORIGINE_DELAI}."
    )


def _compute_largeur(lignes: Sequence[Mapping[str, str]], nom: str) -> int:
    """Width in pixels of a column that cuts neither its header nor its figures; a target in words is cut."""
    return min(190, 7 * max(len(nom), *(len(ligne[nom]) for ligne in lignes)) + 20)


def show_a_definir(contrat: ContratLu, filtres: Filtres) -> None:
    """Show what is still to be defined, who owes it, by which article and since when."""
    manques = [m for m in list_manques(contrat, date.today()) if _is_demande(m, filtres)]
    show_phrase(*build_bilan_manques(contrat, manques))
    if not manques:
        show_vide("Rien à définir dans cette sélection.", "Tout afficher", "/indicateurs?vue=À définir")
        return
    for famille, groupe in group_par(manques, lambda manque: manque.famille).items():
        st.header(f"{famille.libelle} ({len(groupe)})", anchor=False)
        show_liste([_build_ligne_manque(manque) for manque in groupe], famille.libelle, LARGEURS_MANQUES)
    show_csv([_build_ligne_csv(manque) for manque in manques], "a-definir")
    show_non_comptes(contrat)


def _build_ligne_manque(manque: Manque) -> dict[str, str]:
    """Write one thing to define, read whole; its code leads to its indicator, or to its fiche."""
    impact = manque.famille is FamilleManque.IMPACT
    lien = build_lien_fiche(manque.fiche, manque.code) if impact else build_lien_indicateur(manque.code)
    return {
        "Code": Html(lien),
        "Ce qui manque": manque.intitule if impact else f"{manque.quoi}{INSECABLE}: {manque.intitule}",
        "Qui doit": manque.qui,
        "Article": manque.article,
        "Depuis le": format_date_courte(manque.depuis),
        "Au contrat": manque.motif,
    }


def _build_ligne_csv(manque: Manque) -> dict[str, str]:
    return {
        "Nature": manque.famille.libelle,
        "Code": manque.code,
        "Fiche": manque.fiche or ABSENT,
        "Ce qui manque": manque.quoi,
        "Depuis le": format_date_courte(manque.depuis),
        "Qui doit": manque.qui,
        "Article": manque.article,
        "Indicateur": manque.intitule,
        "Au contrat": manque.motif,
        "Source": manque.source,
    }


def _is_demande(manque: Manque, filtres: Filtres) -> bool:
    """Whether something to define is of the axes, fiches and words asked for."""
    if filtres.axes and manque.axe not in filtres.axes:
        return False
    if filtres.fiches and manque.fiche not in filtres.fiches:
        return False
    texte = to_cle_recherche(f"{manque.code} {manque.intitule} {manque.fiche} {manque.qui}")
    return all(mot in texte for mot in to_cle_recherche(filtres.recherche).split())


def build_bilan_manques(contrat: ContratLu, manques: Sequence[Manque]) -> tuple[str, str]:
    """Say how many things are to be defined, and name the most binding ones with their date."""
    if not manques:
        return "Rien n’est à définir dans cette sélection", ""
    familles = Counter(manque.famille for manque in manques)
    impacts = [manque for manque in manques if manque.famille is FamilleManque.IMPACT]
    restent = format_accord(len(manques), "reste", "restent")
    phrase = f"{format_quantite(len(manques), 'élément')} du contrat {restent} à définir"
    if impacts:
        depuis = format_date_courte(impacts[0].depuis)
        attendus = format_accord(len(impacts), "d’impact attendu", "d’impact attendus")
        phrase += (
            f", dont {format_quantite(len(impacts), 'indicateur')} {attendus} depuis le {depuis} ({impacts[0].article})"
        )
    precision = " · ".join(f"{f.libelle} {familles[f]}" for f in FamilleManque if familles[f])
    return phrase, precision


def show_non_comptes(contrat: ContratLu) -> None:
    """Say which indicators without figure are not in the list, and why."""
    statuts = Counter(indicateur.statut for indicateur in contrat.indicateurs if indicateur.statut in HORS_LISTE)
    details = " ; ".join(f"{statut.libelle.lower()} : {nombre}" for statut, nombre in statuts.items())
    if details:
        st.caption(
            f"Ne sont pas comptés{INSECABLE}: {details}, ni les données de contexte. "
            "« Depuis le » : date fixée par l’article, sinon début de la première année sans cible (convention Jalons)."
        )
