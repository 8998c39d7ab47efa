"""Statements of the contract without a target or a date: tables of sentences, each with its line."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from lib.domain.contrat import Enonce, FicheAction, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.demandeurs_emploi import PartAgence, list_agences, list_parts_agences
from lib.domain.enonces import ListeMetiers, list_communs, list_metiers, select_enonces, select_enonces_fiche
from lib.domain.formats import ABSENT, INSECABLE, format_nombre, format_pourcentage
from lib.domain.indicateurs import Repere
from lib.domain.lisibles import ContexteLisible
from lib.domain.nomenclatures import ThemeEnonce
from lib.domain.petits_effectifs import MASQUE
from lib.domain.phrases import format_quantite
from lib.ui.composants import Html, show_csv, show_liste, show_phrase, show_source
from lib.ui.territoire_contexte import show_table_chiffres

LARGEURS = {"Sujet": "20%", "Ce que le contrat écrit": "42%", "Source": "16%"}


def build_lignes(enonces: Iterable[Enonce]) -> list[dict[str, str]]:
    """Write statements as the rows of a table; a column that would be empty is left out."""
    lignes = [
        {
            "Sujet": enonce.objet,
            "Ce que le contrat écrit": enonce.texte,
            "Précision": enonce.note,
            "Source": enonce.source,
        }
        for enonce in enonces
    ]
    if not any(ligne["Précision"] for ligne in lignes):
        return [{nom: mot for nom, mot in ligne.items() if nom != "Précision"} for ligne in lignes]
    return lignes


def show_engagements(contrat: ContratLu) -> None:
    """Show what France Travail commits to and what may be funded, beside the roadmap; nothing without any."""
    engagements = select_enonces(contrat, ThemeEnonce.ENGAGEMENTS)
    if engagements:
        st.header(ThemeEnonce.ENGAGEMENTS.libelle, anchor=False)
        ecrits = format_quantite(len(engagements), "engagement écrit")
        show_phrase(f"{ecrits} au contrat, sans date ni cible.")
        show_liste(build_lignes(engagements), ThemeEnonce.ENGAGEMENTS.libelle, LARGEURS)
        show_csv(build_lignes(engagements), "engagements-france-travail")
    financements = select_enonces(contrat, ThemeEnonce.FINANCEMENTS)
    if financements:
        st.header(ThemeEnonce.FINANCEMENTS.libelle, anchor=False)
        show_liste(build_lignes(financements), ThemeEnonce.FINANCEMENTS.libelle, LARGEURS)


def show_enonces_fiche(contrat: ContratLu, fiche: FicheAction) -> None:
    """Show what the contract states about a fiche elsewhere than in it; nothing without any."""
    enonces = select_enonces_fiche(contrat, fiche)
    if enonces:
        st.subheader("Ce que le contrat écrit ailleurs sur cette action", anchor=False)
        show_liste(build_lignes(enonces), "Énoncés du contrat", LARGEURS)


def show_gouvernance(contrat: ContratLu, zone: Territoire) -> None:
    """Show who governs the territory, and what the roadmap answers about it; nothing without any."""
    enonces = select_enonces(contrat, ThemeEnonce.GOUVERNANCE, territoire=zone.code)
    if enonces:
        st.header(ThemeEnonce.GOUVERNANCE.libelle, anchor=False)
        largeurs = {"Sujet": "24%", "Ce que le contrat écrit": "26%", "Source": "18%"}
        show_liste(build_lignes(enonces), ThemeEnonce.GOUVERNANCE.libelle, largeurs)


def show_parts(contrat: ContratLu, zone: Territoire) -> None:
    """Show the share of RSA recipients among jobseekers, each agency beside what its page prints to compare it."""
    parts = list_parts_agences(contrat, zone)
    if not parts:
        return
    agences = {agence.code for agence in list_agences(contrat, zone)}
    reperes = [repere for repere in contrat.reperes if repere.territoire in agences]
    titre = f"Part des allocataires du RSA parmi les demandeurs d’emploi, catégories ABC, {parts[0].trimestre.libelle}"
    lignes = [_build_part(titre, part) for part in parts] + [_build_repere(titre, repere) for repere in reperes]
    show_table_chiffres(lignes, titre, {"Part"})


def _build_part(titre: str, part: PartAgence) -> dict[str, str]:
    """Write the share of one agency, and whether the contract prints it."""
    return {
        titre: part.agence.nom,
        "Part": MASQUE if part.masque else format_pourcentage(part.part),
        "Comment elle est connue": _explain_part(part),
        "Source": " ; ".join(fait.source for fait in _list_origines(part)),
    }


def _explain_part(part: PartAgence) -> str:
    if part.imprimee is not None:
        return "écrite au contrat"
    if part.partie is None or part.tout is None or part.part is None:
        return "ni écrite, ni calculable"
    termes = f"{format_nombre(part.partie.valeur)} sur {format_nombre(part.tout.valeur)}"
    return f"non écrite{INSECABLE}; {termes} (calcul Jalons)"


def _list_origines(part: PartAgence) -> list[ContexteLisible]:
    origines = (part.imprimee,) if part.imprimee is not None else (part.partie, part.tout)
    return [fait for fait in origines if fait is not None]


def _build_repere(titre: str, repere: Repere) -> dict[str, str]:
    """Write a figure that an agency's page prints beside its own."""
    return {
        titre: repere.libelle,
        "Part": format_pourcentage(repere.valeur / 100),
        "Comment elle est connue": f"écrite au contrat. {repere.note}",
        "Source": repere.source,
    }


def show_metiers(contrat: ContratLu, zone: Territoire) -> None:
    """Show the jobs most sought, agency beside agency, in the printed order; nothing without any."""
    listes = list_metiers(contrat, zone)
    if not listes:
        return
    st.subheader("Métiers les plus recherchés par les allocataires du RSA", anchor=False)
    show_phrase(build_phrase_metiers(listes), "Ordre et libellés du document, codes ROME ; aucun effectif n’est écrit.")
    rangs = range(max(len(liste.metiers) for liste in listes))
    lignes = [
        {"Rang": str(rang + 1)} | {liste.agence.nom: build_metier(liste.metiers, rang) for liste in listes}
        for rang in rangs
    ]
    show_liste(lignes, "Métiers les plus recherchés, par agence", {"Rang": "6%"})
    bornes = ((liste.metiers[0].source, liste.metiers[-1].source) for liste in listes)
    show_source(" ; ".join(f"{debut} à {fin.rpartition(', ')[2]}" for debut, fin in bornes))
    show_csv(
        [
            {"Agence": liste.agence.nom, "Rang": rang, "Code ROME": metier.objet, "Libellé": metier.texte}
            | {"Note": metier.note, "Source": metier.source}
            for liste in listes
            for rang, metier in enumerate(liste.metiers, 1)
        ],
        "metiers-recherches",
    )


def build_phrase_metiers(listes: Sequence[ListeMetiers]) -> str:
    """Say how many jobs the lists share, and which are in one alone."""
    communs = list_communs(listes)
    if len(listes) < 2:
        return f"{format_quantite(len(communs), 'métier écrit')} au contrat."
    propres = [
        f"{', '.join(m.objet for m in liste.metiers if m.objet not in communs)} ({liste.agence.nom})"
        for liste in listes
        if {metier.objet for metier in liste.metiers} - set(communs)
    ]
    seuls = f" Dans une seule{INSECABLE}: {' ; '.join(propres)}." if propres else ""
    partages = format_quantite(len(communs), "métier est", "métiers sont", aucun="Aucun")
    return f"{partages} dans chacune des {format_quantite(len(listes), 'liste')}.{seuls}"


def build_metier(metiers: Sequence[Enonce], rang: int) -> str:
    """Build the cell of a job: its ROME code, its label as printed, what is said of a label that is cut."""
    if rang >= len(metiers):
        return ABSENT
    metier = metiers[rang]
    note = f"<br><span class='source'>{escape(metier.note)}</span>" if metier.note else ""
    return Html(f"<strong>{escape(metier.objet)}</strong> {escape(metier.texte)}{note}")
