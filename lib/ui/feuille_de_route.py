"""Blocks of Feuille de route: filters, the finding, then the rows by domain and operational target."""

from collections import Counter
from datetime import date
from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.feuille_de_route import ActionLue, SuiviIndicateur, build_feuille_de_route, group_par_cible
from lib.domain.formats import ABSENT, INSECABLE
from lib.domain.jours_retenus import JOUR_RETENU
from lib.domain.nomenclatures import StatutAction, TypeValeur
from lib.domain.petits_effectifs import MASQUE
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE, NON_TRANSMIS, format_chiffre
from lib.ui.composants import Html, show_liste, show_phrase, show_source, show_tableau, show_vide
from lib.ui.liens import build_lien_indicateur

SIGNES: dict[StatutAction, str] = {
    StatutAction.NON_RENSEIGNE: ABSENT,
    StatutAction.A_ENGAGER: "○",
    StatutAction.EN_COURS: "◐",
    StatutAction.REALISEE: "✓",
    StatutAction.ABANDONNEE: "✕",
}
LARGEURS = {"Code": "7%", "Action du plan 2024": "30%", "Indicateurs et dernière valeur": "22%", "Échéance": "14%"}
LARGEURS |= {"Pilotes": "16%", "Statut": "12%"}


def select_actions(contrat: ContratLu) -> list[ActionLue]:
    """Show the filters, kept in the URL, and give the rows they keep."""
    lues = build_feuille_de_route(contrat, date.today())
    colonnes = st.columns(3)
    options = (
        ("Domaine", "domaine", list(dict.fromkeys(lue.action.domaine for lue in lues))),
        ("Pilote", "pilote", sorted({nom for lue in lues for nom in lue.organismes})),
        ("Statut", "statut_action", [statut.libelle for statut in StatutAction]),
    )
    domaines, pilotes, statuts = (
        colonne.multiselect(
            nom, choix, format_func=format_texte, key=cle, placeholder="Tous", bind="query-params", select_all=False
        )
        for colonne, (nom, cle, choix) in zip(colonnes, options, strict=True)
    )
    return [
        lue
        for lue in lues
        if (not domaines or lue.action.domaine in domaines)
        and (not pilotes or set(pilotes) & set(lue.organismes))
        and (not statuts or lue.action.statut.libelle in statuts)
    ]


def show_constat(actions: list[ActionLue]) -> None:
    """Say where the roadmap stands, as its pilots declare it."""
    if not actions:
        show_vide("Aucune ligne ne répond à ces filtres : retirez-en un.")
        return
    comptes = Counter(lue.action.statut for lue in actions)
    statuts = ", ".join(f"{comptes[s]} «{INSECABLE}{s.libelle.lower()}{INSECABLE}»" for s in StatutAction if comptes[s])
    passees = sum(lue.passee for lue in actions)
    origine = f" ({JOUR_RETENU})" if any(lue.passee and lue.action.jour_retenu for lue in actions) else ""
    suivies = {suivi.indicateur.code: suivi for lue in actions for suivi in lue.indicateurs}
    connues = sum(suivi.point is not None for suivi in suivies.values())
    lignes = format_quantite(len(actions), "ligne")
    phrase = f"{lignes}{INSECABLE}: {statuts}{INSECABLE}; {passees} dont la date est passée{origine}."
    if comptes[StatutAction.NON_RENSEIGNE] == len(actions):
        phrase += " Aucun avancement n’est déclaré."
    valeurs = f"{connues} sur {len(suivies)}" if connues else f"aucun sur {len(suivies)}"
    show_phrase(phrase, f"Indicateurs cités dont une valeur au moins est transmise{INSECABLE}: {valeurs}.")


def show_actions(actions: list[ActionLue]) -> None:
    """Show the rows: one block per domain, one table per operational target."""
    for domaine, cibles in group_par_cible(actions).items():
        nombre = sum(map(len, cibles.values()))
        st.header(f"{domaine} ({nombre})", anchor=False)
        for cible, lues in cibles.items():
            _show_cible(cible, lues)


def _show_cible(cible: str, lues: list[ActionLue]) -> None:
    precisions = ""
    for titre, champ in (("Existant", "preexistant"), ("Commentaire", "commentaire")):
        textes = dict.fromkeys(texte for lue in lues if (texte := getattr(lue.action, champ)))
        if textes:
            precisions += f"<p class='sous-phrase'>{titre}{INSECABLE}: {escape(' · '.join(textes))}</p>"
    st.html(f"<h3 class='cible-op'>{escape(cible)}</h3>{precisions}")
    show_liste([_build_ligne(lue) for lue in lues], cible, LARGEURS)
    show_source(" ; ".join(dict.fromkeys(lue.action.source.split(" (")[0] for lue in lues)))


def _build_ligne(lue: ActionLue) -> dict[str, str]:
    action = lue.action
    return {
        "Code": action.code,
        "Action du plan 2024": action.action,
        "Indicateurs et dernière valeur": Html("<br>".join(map(_build_indicateur, lue.indicateurs)) or ABSENT),
        "Échéance": _write_echeance(lue),
        "Pilotes": action.pilotes or f"{ABSENT} non indiqués",
        "Statut": f"{SIGNES[action.statut]}{INSECABLE}{action.statut.libelle}",
    }


def _build_indicateur(suivi: SuiviIndicateur) -> str:
    lien = build_lien_indicateur(suivi.indicateur.code)
    return f"{lien} {escape(suivi.indicateur.intitule)}{INSECABLE}: <strong>{escape(write_valeur(suivi))}</strong>"


def write_valeur(suivi: SuiviIndicateur) -> str:
    """Write the last value of an indicator and its quarter: a figure, masked, not sent, or not to be sent."""
    if suivi.point is None or suivi.trimestre is None:
        return NON_TRANSMIS
    if suivi.point.close:
        return f"{NE_SERA_PAS_TRANSMISE} ({suivi.trimestre.libelle})"
    if suivi.point.masque:
        return f"{MASQUE} ({suivi.trimestre.libelle})"
    valeur = suivi.point.chiffre.valeur
    texte = suivi.point.texte if valeur is None else format_chiffre(valeur)
    unite = f"{INSECABLE}%" if valeur is not None and suivi.indicateur.type is TypeValeur.TAUX else ""
    provisoire = ", provisoire" if suivi.point.provisoire else ""
    return f"{texte}{unite} ({suivi.trimestre.libelle}{provisoire})"


def _write_echeance(lue: ActionLue) -> str:
    action = lue.action
    if not action.echeance:
        return f"{ABSENT} non indiquée"
    jour = f" – date passée{INSECABLE}: {lue.jour}" if lue.passee else ""
    return f"{action.echeance}{jour}"


def show_telechargement(actions: list[ActionLue]) -> None:
    """Show the same rows as one table to download."""
    lignes = [
        {
            "Code": lue.action.code,
            "Domaine": lue.action.domaine,
            "Cible opérationnelle": lue.action.cible_operationnelle,
            "Existant": lue.action.preexistant,
            "Action du plan 2024": lue.action.action,
            "Indicateurs": " | ".join(f"{s.indicateur.code} : {write_valeur(s)}" for s in lue.indicateurs),
            "Échéance": lue.action.echeance,
            "Date": lue.action.date_limite,
            "Origine de la date": JOUR_RETENU if lue.action.jour_retenu else "",
            "Pilotes": lue.action.pilotes,
            "Statut": lue.action.statut.libelle,
            "Source": lue.action.source,
        }
        for lue in actions
    ]
    if lignes:
        with st.expander("Voir en un seul tableau"):
            dates = {"Date": st.column_config.DateColumn(format="DD/MM/YYYY")}
            show_tableau(lignes, "feuille-de-route", "Feuille de route France Travail", dates)
