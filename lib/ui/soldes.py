"""What is left: not consumed and carried over, action by action, then what would be paid back in each reading."""

import streamlit as st

from lib.domain.argent import LigneArgent, build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT, INSECABLE, format_euros
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.soldes import check_report
from lib.ui.composants import Html, show_phrase
from lib.ui.liens import build_lien_fiche
from lib.ui.montants import show_montants

DROITES = ("Base", "Versé", "Réalisé", "Non consommé", "Reporté ensuite")


def show_non_consommes(contrat: ContratLu, annee: int) -> None:
    """Show what each action did not consume in a year, by funder, and what was carried over from it."""
    synthese = build_synthese(contrat, Trimestre(annee, 4))
    lignes = [ligne for ligne in synthese.lignes if ligne.non_consomme is not None or ligne.a_reporter is not None]
    if not lignes:
        st.write(
            f"Crédits non consommés de {annee} inconnus{INSECABLE}: versement ou exécution du quatrième trimestre non "
            "transmis."
        )
        return
    show_phrase(
        build_phrase_soldes(lignes, annee),
        f"Non consommé{INSECABLE}: versé − réalisé pour l’État, affecté − réalisé pour le Département (annexe 3), au "
        "quatrième trimestre. Rien n’est compensé d’une action à l’autre.",
    )
    rangs = [_build(contrat, ligne) for ligne in lignes]
    if not any(rang["Remarque"] for rang in rangs):
        rangs = [{nom: mot for nom, mot in rang.items() if nom != "Remarque"} for rang in rangs]
    show_montants(rangs, f"Crédits non consommés de {annee}", DROITES)


def build_phrase_soldes(lignes: list[LigneArgent], annee: int) -> str:
    """Write what each funder has left, action by action, then what is carried over and what was overspent."""
    parts = []
    for financeur in Financeur:
        restes = [x for ligne in lignes if ligne.financeur is financeur and (x := ligne.non_consomme) is not None]
        positifs, negatifs = [x for x in restes if x > 0], [x for x in restes if x < 0]
        if restes:
            mots = f"{financeur.libelle} {format_euros(sum(positifs))} sur {format_quantite(len(positifs), 'action')}"
            plus = f", {format_euros(-sum(negatifs))} dépensés en plus sur {len(negatifs)}" if negatifs else ""
            parts.append(mots + plus)
    reports = sum(ligne.a_reporter or 0 for ligne in lignes)
    suite = (
        f"{INSECABLE}; {format_euros(reports)} reportés sur l’année suivante"
        if reports
        else f"{INSECABLE}; aucun report saisi"
    )
    return f"Non consommé en {annee}{INSECABLE}: {' ; '.join(parts) or 'inconnu'}{suite}."


def _build(contrat: ContratLu, ligne: LigneArgent) -> dict[str, str]:
    """Write one action and funder; a carry-over says whether what was left covers it."""
    return {
        "Action": Html(build_lien_fiche(ligne.fiche)),
        "Financeur": ligne.financeur.libelle,
        "Base": format_euros(ligne.base),
        "Versé": format_euros(ligne.verse) if ligne.financeur is Financeur.ETAT else ABSENT,
        "Réalisé": format_euros(ligne.realise),
        "Non consommé": format_euros(ligne.non_consomme),
        "Reporté ensuite": format_euros(ligne.a_reporter),
        "Remarque": _explain(contrat, ligne),
    }


def _explain(contrat: ContratLu, ligne: LigneArgent) -> str:
    """Say what the contract says of the carry-overs of one action and funder; '' when there is nothing to say."""
    cle = (ligne.fiche, ligne.financeur, ligne.periode.annee)
    controles = [check_report(contrat, r) for r in contrat.reports if (r.fiche, r.financeur, r.annee_origine) == cle]
    return " ".join(
        f"{phrase} Excédent{INSECABLE}: {format_euros(exces)}." if exces else phrase
        for exces, phrase in controles
        if phrase
    )
