"""Who owes which figure and when, who may write what, and what is masked."""

from collections import Counter

import streamlit as st

from lib.domain.attendus import ORIGINE_DELAI, is_due
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import PRODUCTEURS, VALIDEURS, Role
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Periodicite, TypePerimetre
from lib.domain.non_transmissions import get_autre_partie, has_valideur
from lib.domain.perimetres import SANS_BORNE
from lib.domain.periodes import trimestre_du
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.seuils import CONVENTION
from lib.domain.statuts import get_seuils
from lib.ui.composants import show_liste, show_phrase


def show_donnees_attendues(contrat: ContratLu) -> None:
    """Show who owes what, the scope of each role, and the rule of small counts."""
    dus = [indicateur for indicateur in contrat.indicateurs if is_attendu(contrat, indicateur)]
    autres = len(contrat.indicateurs) - len(dus)
    show_phrase(
        f"{format_quantite(len(dus), 'indicateur')} sur {len(contrat.indicateurs)} "
        f"{format_accord(len(dus), 'appelle', 'appellent')} une donnée, chacun de son producteur.",
        f"Les {autres} autres sont calculés sur d’autres indicateurs ou non contractualisés : personne ne les doit.",
    )
    show_liste(list_attendus(contrat, dus), "Qui doit quoi", {"Indicateurs": "12%"})
    st.caption(
        "Producteur, périodicité et délai sont des données de chaque indicateur ; le contrat n’écrit aucun jour de "
        "remise (art. 2.4), chaque délai est proposé par Jalons. Une valeur trimestrielle d’un indicateur annuel est "
        "bienvenue et n’est jamais en retard. Hors de la période de son axe ou de son volet (art. 4), rien n’est "
        "attendu."
    )
    st.header("Clore une donnée qui ne sera pas transmise", anchor="non-transmises")
    show_liste(list_clotures_possibles(contrat), "Qui déclare, qui accepte", {"Chiffre produit par": "20%"})
    st.caption(
        "Convention Jalons. Le contrat ne dit rien d’une donnée qui ne viendra pas : son producteur la déclare avec sa "
        "raison, l’autre partie répond. Tant qu’elle n’a pas accepté, la donnée reste attendue ; acceptée, elle quitte "
        "tous les décomptes ; reçue ensuite, elle est simplement reçue."
    )
    st.header("Qui peut écrire quoi", anchor="roles")
    show_liste(list_perimetres(contrat), "Périmètres", {"Profil": "34%", "Périmètre": "30%"})
    st.header("Petits effectifs", anchor="petits-effectifs")
    show_liste(list_masques(get_seuils(contrat).petit_effectif), "Petits effectifs", {"Cas": "34%"})


def is_attendu(contrat: ContratLu, indicateur: Indicateur) -> bool:
    """Whether somebody owes an indicator on the last quarter of its axe or volet."""
    axe = contrat.axe_par_code[indicateur.axe]
    return is_due(indicateur, axe, (axe.debut, axe.fin), trimestre_du(axe.fin))


def list_attendus(contrat: ContratLu, dus: list[Indicateur]) -> list[dict[str, str]]:
    """Count the indicators owed by part, level, producer, frequency and delay."""
    comptes = Counter(
        (
            contrat.axe_par_code[indicateur.axe].partie.libelle,
            indicateur.niveau.libelle,
            indicateur.producteur.libelle,
            indicateur.periodicite,
            indicateur.delai_jours,
        )
        for indicateur in dus
    )
    return [
        {
            "Partie": partie,
            "Niveau": niveau,
            "Producteur": producteur,
            "Rythme": periodicite.libelle,
            f"Au plus tard ({ORIGINE_DELAI})": f"{delai}{INSECABLE}jours après la fin "
            + ("de l’année" if periodicite is Periodicite.ANNUELLE else "du trimestre"),
            "Indicateurs": str(nombre),
        }
        for (partie, niveau, producteur, periodicite, delai), nombre in comptes.items()
    ]


def list_clotures_possibles(contrat: ContratLu) -> list[dict[str, str]]:
    """List, for each producer, who declares that a figure will not be sent and who accepts it in this store."""
    lignes = []
    for producteur in dict.fromkeys(indicateur.producteur for indicateur in contrat.indicateurs):
        autre = get_autre_partie(producteur)
        accord = f"{VALIDEURS[autre].libelle} accepte ou refuse"
        lignes.append(
            {
                "Chiffre produit par": producteur.libelle,
                "Déclare, ou se ravise": ", ".join(r.libelle for r in Role if r in PRODUCTEURS[producteur]),
                "Répond": accord if has_valideur(contrat, autre) else f"Personne{INSECABLE}: la déclaration suffit",
            }
        )
    return lignes


def list_perimetres(contrat: ContratLu) -> list[dict[str, str]]:
    """List the scopes of the roles, as the contract's data or the rule give them; the others only read or comment."""
    libelles = {role.value: role.libelle for role in Role}
    lignes = [
        {
            "Profil": libelles.get(habilitation.role, habilitation.role),
            "Périmètre": habilitation.type.libelle,
            "Valeur": habilitation.valeur or "tout",
            "Source": habilitation.source,
        }
        for habilitation in contrat.habilitations
    ]
    ecrivent = {habilitation.role for habilitation in contrat.habilitations} | SANS_BORNE
    lignes += [
        {
            "Profil": role.libelle,
            "Périmètre": TypePerimetre.TOUT.libelle if role in SANS_BORNE else "Aucun",
            "Valeur": "tout" if role in SANS_BORNE else "lit sans déposer",
            "Source": CONVENTION,
        }
        for role in Role
        if role.value not in ecrivent
    ]
    return lignes


def list_masques(seuil: int) -> list[dict[str, str]]:
    """Say what is masked, and why it cannot be worked out."""
    return [
        {
            "Cas": f"Effectif de personnes de 1 à {seuil} ({CONVENTION})",
            "Règle": "Masqué par commune et par ventilation, dans les résultats comme dans les chiffres de situation. "
            "Le département est montré, sauf s’il faut le masquer pour protéger une commune seule.",
        },
        {
            "Cas": "Ce qui permettrait de le retrouver",
            "Règle": "Une seconde case de la même somme est masquée avec lui (3, 40 et 12 pour un total de 55), la "
            "plus petite qui suffit. Comptent les communes d’un territoire, les ventilations et leurs regroupements, "
            "les parts d’un même tout, un « dont » et son total, les indicateurs repris ou additionnés.",
        },
        {
            "Cas": "Plusieurs dépôts",
            "Règle": "Une case petite dans un dépôt est masquée dans toutes les lectures, même après une correction : "
            "l’ancien chiffre et le nouveau se déduiraient l’un de l’autre. Ce qu’un dépôt a masqué, aucun autre ne le "
            "montre.",
        },
        {
            "Cas": "Ce qui en serait calculé",
            "Règle": "Statut, taux, jalon, projection et évolution ne sont pas calculés sur un chiffre masqué ; un "
            "reçu ou un historique ne le montre qu’au service qui l’a déposé.",
        },
        {
            "Cas": "Taux révélateur",
            "Règle": "37 sur 40 dirait que 3 personnes ne sont pas concernées : le taux est masqué aussi.",
        },
        {
            "Cas": "Lieu confidentiel",
            "Règle": "Une action que le contrat dit confidentielle n’a de chiffre pour aucun territoire : ni "
            "demandé, ni accepté, ni montré.",
        },
    ]
