"""Blocks of the Territoire pilote page: the starting point, the agencies, what is planned, what disagrees."""

from fractions import Fraction
from html import escape
from urllib.parse import quote

import streamlit as st

from lib.charts.territoire import Part, build_repartition_chart
from lib.domain.contrat import Territoire
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.demandeurs_emploi import TableAgence, list_ruptures_agences, list_tables_agences
from lib.domain.formats import ABSENT, INSECABLE, format_date_longue, format_nombre, format_pourcentage
from lib.domain.indicateurs import Repere
from lib.domain.lisibles import list_contexte
from lib.domain.mesures import format_mesure
from lib.domain.nomenclatures import FamilleEcart
from lib.domain.petits_effectifs import MASQUE
from lib.domain.phrases import format_elision
from lib.domain.progression import Progression
from lib.domain.series import CleSerie
from lib.domain.territoire_pilote import list_membres, list_repartitions
from lib.ui.composants import build_lien, show_csv, show_liste, show_phrase, show_source, show_vide
from lib.ui.litteral import write_gras
from lib.ui.methode import ECARTS, PARTIE
from lib.ui.montants import STYLE
from lib.ui.progressions import load_progressions

PILOTE, EVOLUTION = "Territoire pilote", "Sur un an"
"""Columns of the tables."""


def show_situation(contrat: ContratLu, zone: Territoire) -> None:
    """Show every figure of the context about the territory: by commune, then as a whole, with its source."""
    membres = list_membres(contrat, zone)
    lignes = list_situation(contrat, zone, membres)
    if not lignes:
        show_vide("Le contrat n’écrit aucun chiffre de départ pour ce territoire.")
        return
    par_commune = sum(any(ligne[membre.nom] != ABSENT for membre in membres) for ligne in lignes)
    show_phrase(
        f"{len(lignes)} mesures écrites au contrat pour le territoire pilote, dont {par_commune} par commune.",
        f"«{INSECABLE}{ABSENT}{INSECABLE}»{INSECABLE}: le contrat n’écrit pas ce chiffre par commune. {zone.note}",
    )
    colonnes = [*(membre.nom for membre in membres), PILOTE]
    montrees = [
        {
            "Mesure": ligne["Mesure"],
            "Unité": f"{ligne['Unité']}, {ligne['Période']}",
            **{nom: ligne[nom] for nom in colonnes},
            "Note et source": " · ".join(mot for mot in (ligne["Note"], ligne["Source"]) if mot),
        }
        for ligne in lignes
    ]
    show_table_chiffres(montrees, "Situation de départ", set(colonnes))
    show_csv(lignes, "situation-de-depart")


def list_situation(contrat: ContratLu, zone: Territoire, membres: list[Territoire]) -> list[dict[str, str]]:
    """List the measures of the context, one row each, « – » where the contract writes nothing."""
    noms = {membre.code: membre.nom for membre in membres} | {zone.code: PILOTE}
    lignes: dict[tuple[str, str], dict[str, str]] = {}
    for fait in list_contexte(contrat):
        if fait.territoire not in noms:
            continue
        vide = {
            "Mesure": fait.libelle,
            "Unité": fait.unite,
            "Période": fait.periode,
            **dict.fromkeys(noms.values(), ABSENT),
            "Note": "",
            "Source": fait.source,
        }
        ligne = lignes.setdefault((fait.mesure, fait.periode), vide)
        ligne[noms[fait.territoire]] = MASQUE if fait.masque else format_nombre(fait.valeur)
        ligne["Note"] = " · ".join(mot for mot in (ligne["Note"], fait.note) if mot)
    return list(lignes.values())


def show_table_chiffres(lignes: list[dict[str, str]], alt: str, chiffres: set[str]) -> None:
    """Show a table whose words are read whole; the columns named in chiffres are set at the right."""
    entetes = "".join(
        f"<th scope='col' class='{'montant' if nom in chiffres else ''}' style='white-space:normal'>{escape(nom)}</th>"
        for nom in lignes[0]
    )
    corps = "".join(
        "<tr>"
        + "".join(
            f"<td class='{'montant' if nom in chiffres else ''}'>{escape(mot)}</td>" for nom, mot in ligne.items()
        )
        + "</tr>"
        for ligne in lignes
    )
    st.html(
        f"{STYLE}<table class='montants'><caption class='cache'>{escape(alt)}</caption>"
        f"<thead><tr>{entetes}</tr></thead><tbody>{corps}</tbody></table>"
    )


def show_agences(contrat: ContratLu, zone: Territoire) -> None:
    """Show the figures of each agency, whose perimeter and code are not a commune's."""
    tables = list_tables_agences(contrat, zone)
    if not tables:
        show_vide("Le contrat n’écrit aucun chiffre par agence France Travail.")
        return
    show_phrase("Le périmètre d’une agence n’est pas celui d’une commune.")
    for table in tables:
        st.write(explain_agence(table))
    for rupture in list_ruptures_agences(contrat, tables):
        st.warning(
            f"Rupture de série au {format_date_longue(rupture.debut)}{INSECABLE}: {rupture.motif} "
            f"({rupture.source}). Les chiffres d’après ne se comparent pas à ceux d’avant."
        )
    for colonne, table in zip(st.columns(len(tables), gap="medium"), tables, strict=True):
        with colonne:
            show_agence(table)
    st.caption("Évolution sur un an : recalculée sur les chiffres écrits au contrat (convention Jalons).")
    show_csv([{"Agence": t.agence.nom, **ligne} for t in tables for ligne in list_categories(t)], "demandeurs-d-emploi")


def show_agence(table: TableAgence) -> None:
    """Show one agency: a table by population, then the notes of the contract."""
    st.write(write_gras(table.agence.nom))
    chiffres = {*(trimestre.libelle for trimestre in table.trimestres), EVOLUTION}
    for bloc, lignes in group_par(list_categories(table), lambda ligne: ligne["Population"]).items():
        montrees = [
            {bloc: ligne["Catégorie"], **{nom: ligne[nom] for nom in ligne if nom in chiffres}} for ligne in lignes
        ]
        show_table_chiffres(montrees, f"{table.agence.nom}, {bloc}", chiffres)
    for note in dict.fromkeys(ligne.note for ligne in table.lignes if ligne.note):
        st.caption(note)
    show_source(table.agence.source)


def explain_agence(table: TableAgence) -> str:
    """Say which communes an agency covers, which lie outside the territory, and whose code its own recalls."""
    communes = ", ".join(membre.nom for membre in table.membres)
    phrase = f"{table.agence.nom}{INSECABLE}: {communes}"
    if table.hors_zone:
        phrase += f" ({', '.join(membre.nom for membre in table.hors_zone)} hors du territoire pilote)"
    if table.homonyme:
        phrase += (
            f"{INSECABLE}; «{INSECABLE}{table.code_imprime}{INSECABLE}» est ici un code d’agence, c’est aussi le code "
            f"INSEE {format_elision('de', table.homonyme.nom)}{INSECABLE}: ne pas confondre"
        )
    return f"{phrase}."


def list_categories(table: TableAgence) -> list[dict[str, str]]:
    """Give the rows of one agency: a category, its quarters, its change over a year."""
    return [
        {
            "Population": ligne.bloc,
            "Catégorie": ligne.libelle,
            **{
                t.libelle: MASQUE if t in ligne.masques else format_nombre(ligne.valeurs.get(t))
                for t in table.trimestres
            },
            EVOLUTION: ABSENT if ligne.evolution is None else format_evolution(ligne.evolution),
        }
        for ligne in table.lignes
    ]


def format_evolution(evolution: Fraction) -> str:
    """Write a change with its sign: « +3,2 % »."""
    return f"{'+' if evolution > 0 else ''}{format_pourcentage(evolution)}"


def show_prevu(contrat: ContratLu, zone: Territoire) -> None:
    """Show what the contract plans in the territory: the split of the pathways, then every mark with its source."""
    reperes = [repere for repere in contrat.reperes if repere.territoire == zone.code]
    if not reperes:
        show_vide("Le contrat n’écrit aucun volume prévu pour ce territoire.")
        return
    progressions = load_progressions(contrat)
    for groupe in list_repartitions(contrat, zone):
        show_repartition(contrat, groupe, list_parts(contrat, groupe, progressions))
    lignes = [
        {
            "Repère": repere.libelle,
            "Valeur": format_mesure(repere.valeur, repere.unite),
            "Année": str(repere.annee or ABSENT),
            "Note": repere.note,
            "Source": repere.source,
        }
        for repere in sorted(reperes, key=lambda repere: repere.unite == "%")
    ]
    volumes = select_volumes(reperes)
    if volumes:
        ecrits = " + ".join(format_nombre(repere.valeur) for repere in volumes)
        show_phrase(
            f"{ecrits} {volumes[0].unite} prévus sur le territoire pilote.",
            " ; ".join(f"{repere.libelle}{INSECABLE}: {format_nombre(repere.valeur)}" for repere in volumes),
        )
    with st.expander(f"Les {len(lignes)} repères écrits à propos du territoire pilote"):
        largeurs = {"Repère": "32%", "Valeur": "16%", "Année": "7%", "Source": "17%"}
        show_liste(lignes, "Repères du territoire pilote", largeurs)


def select_volumes(reperes: list[Repere]) -> list[Repere]:
    """Select the first marks that count the same thing in the same fiche, other than by pathway."""
    groupes: dict[tuple[str, str, int | None], list[Repere]] = {}
    for repere in reperes:
        if repere.fiche and not repere.ventilation and not repere.unite.startswith("%"):
            groupes.setdefault((repere.fiche, repere.unite, repere.annee), []).append(repere)
    return next((groupe for groupe in groupes.values() if len(groupe) > 1), [])


def list_parts(contrat: ContratLu, groupe: list[Repere], progressions: dict[CleSerie, Progression]) -> list[Part]:
    """Give the planned split and, once every part is received for a same quarter, the one observed."""
    parts = [Part("Prévu", *_write_repere(contrat, repere, float(repere.valeur))) for repere in groupe]
    recues = []
    for repere in groupe:
        progression = progressions.get((repere.indicateur, repere.territoire, ""))
        lignes = progression.recues if progression else []
        recues.append({ligne.trimestre: ligne.valeur for ligne in lignes if ligne.valeur is not None})
    communs = set.intersection(*(set(recue) for recue in recues))
    if communs:
        dernier = max(communs)
        parts += [
            Part(f"Constaté {dernier.libelle}", *_write_repere(contrat, repere, float(recue[dernier])))
            for repere, recue in zip(groupe, recues, strict=True)
        ]
    return parts


def _write_repere(contrat: ContratLu, repere: Repere, valeur: float) -> tuple[str, float, str]:
    """Name a part by what follows the colon of its label, and write it."""
    nom = repere.libelle.rpartition(":")[2].strip() or contrat.get_indicateur(repere.indicateur).intitule
    return nom, valeur, f"{nom} {format_pourcentage(Fraction(valeur) / 100, 0)}"


def show_repartition(contrat: ContratLu, groupe: list[Repere], parts: list[Part]) -> None:
    """Show a planned split beside the one observed, never as a verdict."""
    prevues = ", ".join(part.mots for part in parts[: len(groupe)])
    constatees = ", ".join(part.mots for part in parts[len(groupe) :])
    suite = (
        f"{INSECABLE}; constaté{INSECABLE}: {constatees}"
        if constatees
        else f"{INSECABLE}; constaté{INSECABLE}: non transmis"
    )
    phrase = f"Prévu, environ{INSECABLE}: {prevues}{suite}."
    show_phrase(phrase, contrat.get_indicateur(groupe[0].indicateur).libelle)
    st.vega_lite_chart(spec=build_repartition_chart(parts), width="stretch", theme=None, alt=phrase)
    show_source(groupe[0].source)


def show_ecarts_population(contrat: ContratLu) -> None:
    """Show where the contract gives two values for the same population, and the way to all the others."""
    ecarts = [ecart for ecart in contrat.ecarts if ecart.famille is FamilleEcart.POPULATION]
    if not ecarts:
        return
    with st.expander(f"{len(ecarts)} écarts relevés sur les populations et la situation initiale"):
        show_liste(
            [
                {
                    "Code": ecart.code,
                    "Objet": ecart.objet,
                    "Une valeur": f"{ecart.valeur_1} ({ecart.lieu_1})",
                    "L’autre": f"{ecart.valeur_2} ({ecart.lieu_2})",
                }
                for ecart in ecarts
            ],
            "Écarts sur les populations",
            {"Code": "5%", "Objet": "25%"},
        )
        st.html(
            build_lien(f"/methode?{PARTIE}={quote(ECARTS)}", f"→{INSECABLE}Tous les écarts relevés, dans la méthode")
        )
