"""Blocks of the Territoire pilote page: selectors, map and bars of one measure."""

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from lib.charts.territoire import COULEUR_ZONE, FOND_ZONE, build_communes_chart
from lib.charts.theme import ENCRE, FOND, GRIS_CLAIR
from lib.domain.contrat import Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT, FINE, INSECABLE, format_nombre, format_pourcentage
from lib.domain.mesures import format_mesure
from lib.domain.petits_effectifs import MASQUE, PHRASE
from lib.domain.phrases import format_texte
from lib.domain.territoire_pilote import (
    MesureLocale,
    ValeurLocale,
    list_communes,
    list_membres,
    list_mesures_contexte,
    list_mesures_indicateurs,
    list_zones,
)
from lib.maps.communes import COUCHE, Couleurs, build_communes_map
from lib.ui.composants import show_chiffres, show_phrase, show_source, show_vide
from lib.ui.litteral import select_segment
from lib.ui.progressions import load_progressions

TOUTES = "Tout le territoire pilote"
CLE_CARTE = "carte-communes"
COULEURS = Couleurs(zone=COULEUR_ZONE, fond_zone=FOND_ZONE, fond=FOND, trait=GRIS_CLAIR, encre=ENCRE)


def select_zone(contrat: ContratLu) -> Territoire:
    """Give the pilot territory, a selector appearing when the contract has several; stop the page without any."""
    zones = list_zones(contrat)
    if not zones:
        show_vide("Ce contrat ne définit pas de territoire pilote.")
        st.stop()
    if len(zones) == 1:
        return zones[0]
    noms = {zone.nom: zone for zone in zones}
    return noms[str(st.selectbox("Territoire", list(noms), key="territoire", bind="query-params"))]


def select_mesure(contrat: ContratLu, zone: Territoire) -> MesureLocale:
    """Let the visitor choose a measure, and its period when it has several; both kept in the URL."""
    mesures = [
        *list_mesures_contexte(contrat, zone),
        *list_mesures_indicateurs(contrat, zone, load_progressions(contrat)),
    ]
    if not mesures:
        show_vide("Aucun chiffre par commune n’est écrit au contrat ni déposé pour ce territoire.", "Déposer", "/depot")
        st.stop()
    libelles = list(dict.fromkeys(mesure.libelle for mesure in mesures))
    choix = st.selectbox("Mesure", libelles, format_func=format_texte, key="mesure", bind="query-params")
    choisies = {mesure.periode: mesure for mesure in mesures if mesure.libelle == choix}
    if len(choisies) == 1:
        return next(iter(choisies.values()))
    periode = select_segment(
        "Période", list(choisies), default=next(iter(choisies)), required=True, key=f"periode-{choix}"
    )
    return choisies[str(periode)]


def select_commune(contrat: ContratLu, zone: Territoire) -> str:
    """Let the visitor choose a commune, as a click on the map does; give its code, '' for the whole territory."""
    noms = {commune.nom: commune.code for commune in list_membres(contrat, zone)}
    choix = select_segment(
        "Commune", [TOUTES, *noms], default=TOUTES, required=True, key="commune", bind="query-params"
    )
    return noms.get(str(choix), "")


def show_carte(contrat: ContratLu, mesure: MesureLocale, choisie: str) -> None:
    """Show the map; a click on a commune of the territory chooses it, as the selector does."""
    communes = list_communes(contrat)
    if not any(commune.contour for commune in communes):
        show_vide("Les contours des communes ne sont pas dans les données du contrat.")
        return
    cle = f"{CLE_CARTE}-{choisie}"
    noms = {valeur.territoire.code: valeur.territoire.nom for valeur in mesure.communes}
    bulles = {valeur.territoire.code: _write_valeur(mesure, valeur) for valeur in mesure.communes}
    st.pydeck_chart(
        build_communes_map(communes, mesure, list_textes(mesure, court=True), bulles, COULEURS, choisie),
        key=cle,
        on_select=lambda: _choose_commune(cle, noms),
        selection_mode="single-object",
        width="stretch",
        height=460,
        alt=f"Carte des {len(communes)} communes du département, territoire pilote coloré. {build_constat(mesure, '')}",
    )
    show_source(" ; ".join(dict.fromkeys(commune.source for commune in communes if commune.contour)))


def _choose_commune(cle: str, noms: Mapping[str, str]) -> None:
    """Take the commune clicked on the map, when it belongs to the territory, or the whole when it is let go."""
    objets = st.session_state[cle]["selection"]["objects"].get(COUCHE, [])
    codes = [objet["properties"]["code"] for objet in objets]
    st.session_state["commune"] = noms.get(codes[0], TOUTES) if codes else TOUTES


def show_mesure(zone: Territoire, mesure: MesureLocale, choisie: str) -> None:
    """Show the finding, the bars by commune and their table."""
    phrase = build_constat(mesure, choisie)
    show_phrase(phrase, f"{mesure.libelle} · {mesure.periode}")
    st.vega_lite_chart(
        spec=build_communes_chart(mesure, list_textes(mesure), choisie), width="stretch", theme=None, alt=phrase
    )
    if mesure.note:
        st.caption(mesure.note)
    show_source(mesure.source)
    if any(valeur.motif == MASQUE for valeur in mesure.communes):
        st.caption(PHRASE)
    show_chiffres(list_chiffres(zone, mesure), f"territoire-{mesure.code}", f"{mesure.libelle}, par commune")


def build_constat(mesure: MesureLocale, choisie: str) -> str:
    """Write what the measure says, of one commune or of all of them in the contract's order, never a ranking."""
    if choisie:
        (valeur,) = [valeur for valeur in mesure.communes if valeur.territoire.code == choisie]
        return f"{valeur.territoire.nom}{INSECABLE}: {_write_valeur(mesure, valeur)}."
    parts = ", ".join(f"{valeur.territoire.nom} {_write_part(mesure, valeur)}" for valeur in mesure.communes)
    tout = mesure.ensemble
    if tout.valeur is None:
        return f"{parts}{INSECABLE}; territoire pilote{INSECABLE}: {tout.motif}."
    if tout.part_base is not None:
        total = f"{format_mesure(tout.valeur, mesure.unite)} sur {format_nombre(tout.base)}"
        return f"{total}, {format_pourcentage(tout.part_base)}{INSECABLE}: {parts}."
    return f"{format_mesure(tout.valeur, mesure.unite, 1)}{INSECABLE}: {parts}."


def _write_part(mesure: MesureLocale, valeur: ValeurLocale) -> str:
    """Write the one figure by which a commune is read beside the others."""
    if valeur.part_base is not None:
        return format_pourcentage(valeur.part_base)
    if valeur.part is not None:
        return format_pourcentage(valeur.part)
    return valeur.motif if valeur.valeur is None else _write_nombre(mesure, valeur.valeur)


def _write_nombre(mesure: MesureLocale, valeur: Decimal) -> str:
    """Write a figure alone: one decimal for a rate, with its percent sign when its unit is one."""
    nombre = format_nombre(valeur, 1 if mesure.est_rapport else None)
    return f"{nombre}{FINE}%" if mesure.est_rapport and mesure.unite.startswith("%") else nombre


def _write_valeur(mesure: MesureLocale, valeur: ValeurLocale) -> str:
    """Write the figure of a commune with all it is a share of."""
    if valeur.valeur is None:
        return valeur.motif
    mots = [format_mesure(valeur.valeur, mesure.unite, 1)]
    if valeur.termes:
        mots.append(f"({format_nombre(valeur.termes[0])} sur {format_nombre(valeur.termes[1])})")
    if valeur.part is not None:
        mots[-1] += f", {format_pourcentage(valeur.part)} du territoire pilote"
    if valeur.part_base is not None:
        mots.append(f"et {format_pourcentage(valeur.part_base)} de ses {format_nombre(valeur.base)} {mesure.unite}")
    return " ".join(mots) + (" (provisoire)" if valeur.provisoire else "")


def list_textes(mesure: MesureLocale, court: bool = False) -> dict[str, str]:
    """Write each commune's figure, by code: with its share beside the bars, alone on the map."""
    textes = {}
    for valeur in mesure.communes:
        texte = valeur.motif
        if valeur.valeur is not None:
            texte = _write_nombre(mesure, valeur.valeur)
            texte += " (provisoire)" if valeur.provisoire else ""
            if not court:
                texte += _write_denominateur(valeur)
        textes[valeur.territoire.code] = texte
    return textes


def _write_denominateur(valeur: ValeurLocale) -> str:
    """Write what a figure is a share of: its own base, its terms, else the territory."""
    if valeur.termes:
        return f" · {format_nombre(valeur.termes[0])} sur {format_nombre(valeur.termes[1])}"
    if valeur.part_base is not None:
        return f" · {format_pourcentage(valeur.part_base)} de {format_nombre(valeur.base)}"
    return f" · {format_pourcentage(valeur.part)} du total" if valeur.part is not None else ""


def list_chiffres(zone: Territoire, mesure: MesureLocale) -> list[dict[str, str]]:
    """Give the table of a measure, the territory last; a column that would be empty is left out."""
    lignes = []
    for valeur in (*mesure.communes, mesure.ensemble):
        est_zone = valeur.territoire is zone
        lignes.append(
            {
                "Territoire": "Territoire pilote" if est_zone else valeur.territoire.nom,
                "Code INSEE": "" if est_zone else valeur.territoire.code,
                f"Valeur ({mesure.unite})": valeur.motif if valeur.valeur is None else format_nombre(valeur.valeur),
                "Numérateur": format_nombre(valeur.termes[0] if valeur.termes else None),
                "Dénominateur": format_nombre(valeur.termes[1] if valeur.termes else None),
                "Part du territoire": format_pourcentage(valeur.part),
                f"Part de : {mesure.libelle_base}": format_pourcentage(valeur.part_base),
                "Période": mesure.periode,
            }
        )
    vides = {nom for nom in lignes[0] if all(ligne[nom] in ("", ABSENT) for ligne in lignes)}
    return [{nom: mot for nom, mot in ligne.items() if nom not in vides} for ligne in lignes]
