"""How money is read: bases and rates, co-financing, payments, what is left, exclusions; each with its article."""

from fractions import Fraction

import streamlit as st

from lib.domain.argent import A_CONFIRMER, NatureBase
from lib.domain.cofinancement import SANS_MINIMUM, Portee, explain_sans_regle, get_minimum
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import RegleVersement
from lib.domain.eligibilite import EXCLUSIONS
from lib.domain.formats import INSECABLE, format_euros, format_part, format_pourcentage, format_taux
from lib.domain.nomenclatures import PartieContrat, TypeAxe
from lib.domain.reduction import ARTICLE, SEUIL_SOUS_CONSOMMATION
from lib.domain.rythme_argent import Decalage
from lib.domain.seuils import CONVENTION
from lib.domain.soldes import compute_reliquats, compute_trop_percu
from lib.ui.composants import show_liste, show_phrase, show_vide


def show_argent(contrat: ContratLu) -> None:
    """Show the formulas of money, the rules of the contract with their articles, and what they leave open."""
    show_phrase(
        "La base d’un taux est toujours écrite à côté de lui, et un montant inconnu n’est jamais compté pour 0.",
        f"Une année dont aucun montant n’est écrit reste «{INSECABLE}{A_CONFIRMER}{INSECABLE}».",
    )
    st.header("Formules", anchor="formules-argent")
    show_liste(list_formules_argent(), "Formules", {"Nom": "22%", "Source": "16%"})
    st.header("Bases d’un taux de consommation", anchor="bases")
    st.write(" ; ".join(nature.libelle for nature in NatureBase) + ".")
    st.header("Cofinancement", anchor="cofinancement")
    show_liste(list_cofinancement(contrat), "Cofinancement", {"Portée": "42%"})
    st.header("Versements prévus", anchor="versements")
    show_versements(contrat)
    st.header("Trop-perçu, reliquat, report, réduction", anchor="soldes")
    show_liste(list_soldes(contrat), "Ce qui reste", {"Objet": "42%"})
    st.header("Dépenses non éligibles (partie insertion)", anchor="exclusions")
    show_liste(
        [{"Dépense": exclusion.libelle, "Article": exclusion.article} for exclusion in EXCLUSIONS],
        "Dépenses non éligibles",
        {"Article": "16%"},
    )
    st.caption("Une liste de points à vérifier par une personne : les mots d’une ligne de budget ne jugent rien.")


def list_formules_argent() -> list[dict[str, str]]:
    """List the rates and differences, with an invented example where a figure helps."""
    exemple = Fraction(140_000, 126_000 + 26_000)
    decalages = ", ".join(d.libelle.lower() for d in Decalage if d is not Decalage.NON_JUGE)
    return [
        {
            "Nom": "Taux de consommation",
            "Formule": "réalisé / (notifié + reporté) ; sans notifié, le prévisionnel de l’annexe",
            "Exemple inventé": f"{format_euros(14_000_000)} réalisés pour {format_euros(12_600_000)} notifiés et "
            f"{format_euros(2_600_000)} reportés{INSECABLE}: {format_pourcentage(exemple)}",
            "Source": CONVENTION,
        },
        {
            "Nom": "Attendu à une date",
            "Formule": "part des mois écoulés de la période propre à l’action, dans l’année",
            "Exemple inventé": "action d’avril à décembre, fin juin : 3 mois sur 9",
            "Source": CONVENTION,
        },
        {
            "Nom": "Non consommé",
            "Formule": "État : versé − réalisé ; Département : affecté − réalisé",
            "Exemple inventé": "",
            "Source": "annexe 3",
        },
        {
            "Nom": "Projection à fin d’année",
            "Formule": "réalisé × mois de l’action / mois écoulés, à partir de deux trimestres",
            "Exemple inventé": "",
            "Source": CONVENTION,
        },
        {
            "Nom": "Argent et résultats",
            "Formule": f"le taux de consommation est mis en regard des verdicts{INSECABLE}: {decalages}",
            "Exemple inventé": "",
            "Source": CONVENTION,
        },
    ]


def list_cofinancement(contrat: ContratLu) -> list[dict[str, str]]:
    """Say where the co-financing rule applies, where no rule is written, and how a ratio is shown."""
    minimum = get_minimum(contrat)
    if minimum is None:
        return [{"Portée": "Toutes les actions", "Règle": f"{SANS_MINIMUM}."}]
    part = format_part(minimum)
    juste_dessous = format_taux(minimum - Fraction(1, 60_000), minimum)
    lignes = [
        {"Portée": portee.libelle, "Règle": f"Département / (État + Département + autres) ≥ {part}"}
        for portee in Portee
    ]
    sans_regle = [axe for axe in contrat.axes if axe.type is TypeAxe.VOLET and explain_sans_regle(axe)]
    lignes += [{"Portée": f"{axe.code} · {axe.intitule_court}", "Règle": explain_sans_regle(axe)} for axe in sans_regle]
    return [
        *lignes,
        {"Portée": "Avant le T4 définitif", "Règle": "Le rapport est montré « provisoire », sans alerte."},
        {
            "Portée": "Arrondi",
            "Règle": f"Un rapport qui manque le minimum n’est jamais arrondi à lui : {juste_dessous}.",
        },
    ]


def show_versements(contrat: ContratLu) -> None:
    """Show the payments that the contract foresees."""
    if not contrat.regles_versement:
        show_vide("Aucune règle de versement n’est dans les données du contrat.")
        return
    lignes = [
        {
            "Code": regle.code,
            "Partie": regle.partie.libelle,
            "Année": str(regle.annee),
            "Part": format_pourcentage(regle.part, 0),
            "Montant": format_euros(regle.montant),
            "Exigible": write_declencheur(regle),
            "Article": regle.article,
        }
        for regle in contrat.regles_versement
    ]
    show_liste(lignes, "Versements prévus", {"Code": "8%", "Année": "7%", "Part": "8%", "Montant": "12%"})


def write_declencheur(regle: RegleVersement) -> str:
    """Say what makes a payment due: « 15 jours après : signature du contrat », « production du bilan final »."""
    evenement = regle.declencheur.libelle
    if regle.delai_jours is None:
        return evenement
    return f"{regle.delai_jours}{INSECABLE}jours après{INSECABLE}: {evenement}"


def list_soldes(contrat: ContratLu) -> list[dict[str, str]]:
    """List the readings of what is left, in the very words of the rules that compute them."""
    premiere = contrat.compute_annees()[0]
    volets = [axe for axe in contrat.axes if axe.partie is PartieContrat.INSERTION]
    lectures = [lecture.titre for volet in volets for lecture in compute_trop_percu(contrat, volet, premiere)]
    lectures += [lecture.titre for lecture in compute_reliquats(contrat, premiere)]
    seuil = contrat.seuil_par_code.get(SEUIL_SOUS_CONSOMMATION)
    niveau = f"{seuil.valeur}{INSECABLE}{seuil.unite}" if seuil else "aucun niveau n’est fixé"
    return [
        *(
            {"Objet": titre, "Règle": "Montant montré à côté des autres lectures quand le texte en permet plusieurs."}
            for titre in dict.fromkeys(lectures)
        ),
        {
            "Objet": "Volets",
            "Règle": "Aucune compensation d’un volet à l’autre.",
        },
        {
            "Objet": "Report (annexe 3)",
            "Règle": "Au plus le non consommé de l’année d’origine ; la règle n’existe que pour les solidarités.",
        },
        {
            "Objet": f"Réduction de la dernière année ({ARTICLE})",
            "Règle": "Deux conditions montrées ensemble, jamais un verdict : une sous-consommation manifeste "
            f"({niveau}) et l’absence de justification écrite.",
        },
    ]
