"""Blocks of the page of one indicator: choice, finding and chart, definition, computation, territories."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.charts.frise import build_frise
from lib.charts.progression import build_progression_chart, has_dessin
from lib.charts.theme import ENCRE, GRIS, GRIS_CLAIR
from lib.domain.attendus import ORIGINE_DELAI
from lib.domain.calculs import list_calculs
from lib.domain.constats import build_constat, format_intitule
from lib.domain.contrat_lu import ContratLu
from lib.domain.derives import DOUBLE_COMPTE
from lib.domain.formats import ABSENT, format_date_courte, format_nombre
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.mesures import format_mesure
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE, PHRASE
from lib.domain.phrases import format_texte
from lib.domain.progression import Forme, Progression
from lib.domain.statuts import StatutSuivi
from lib.ui.composants import (
    build_lien,
    format_statut,
    select_trimestre,
    show_liste,
    show_phrase,
    show_source,
    show_statut,
    show_tableau,
    show_vide,
)
from lib.ui.liens import build_lien_fiche, build_lien_indicateur
from lib.ui.origine import get_dernier_resultat, show_origine
from lib.ui.progressions import load_progressions
from lib.ui.table_progression import show_table_progression

STYLE_FRISE = f"""
<style>
.frise {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); margin: .5rem 0 1rem; }}
.frise > div {{ display: grid; grid-template-rows: subgrid; grid-row: span 3; }}
.frise .attendu {{ padding: .4rem .8rem .5rem 0; align-self: end; }}
.frise .annee {{ border-top: 3px solid {ENCRE}; font-weight: 700; padding-top: .5rem; position: relative; }}
.frise .annee::before {{ content: "◆"; position: absolute; top: -.72em; left: -2px; }}
.frise .recu {{ padding: .3rem .8rem 0 0; }}
.frise .recu p {{ margin: 0 0 .4rem; }}
.frise .absent {{ color: {GRIS}; }}
</style>
"""

STYLE_LISTE = f"""
<style>
.fiche-liste {{
  display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem;
  margin: 0 !important; padding: 0 !important;
}}
.fiche-liste dt, .fiche-liste dd {{ margin: 0 !important; padding: 0 !important; }}
.fiche-liste dt {{ color: {GRIS}; }}
.voisins {{ display: flex; justify-content: space-between; border-top: 1px solid {GRIS_CLAIR}; padding-top: .5rem; }}
</style>
"""


def select_indicateur(contrat: ContratLu) -> tuple[Indicateur, Trimestre]:
    """Draw the choice of indicator (?code=…) and quarter; raises Introuvable for a code the contract has not."""
    codes = [indicateur.code for indicateur in contrat.indicateurs]
    code = st.query_params.get("code", codes[0])
    if code not in codes:
        st.html(build_lien("/indicateurs", "← Tous les indicateurs"))
    indicateur = contrat.get_indicateur(code)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cle = f"indicateur-{code}"
        st.selectbox(
            "Indicateur",
            codes,
            index=codes.index(code),
            format_func=lambda c: format_texte(f"{c} · {format_intitule(contrat.indicateur_par_code[c])}"),
            key=cle,
            on_change=lambda: st.query_params.update(code=st.session_state[cle]),
        )
        trimestre = select_trimestre(contrat)
    return indicateur, trimestre


def show_voisins(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Link to the previous and the next indicator, in the contract's order, and back to the list."""
    codes = [autre.code for autre in contrat.indicateurs]
    rang = codes.index(indicateur.code)

    def build(code: str, texte: str) -> str:
        return build_lien(f"/indicateur?code={code}&trimestre={trimestre}", texte)

    avant = build(codes[rang - 1], f"← {codes[rang - 1]}") if rang else "<span></span>"
    apres = build(codes[rang + 1], f"{codes[rang + 1]} →") if rang + 1 < len(codes) else "<span></span>"
    liste = build_lien("/indicateurs", f"Tous les indicateurs ({rang + 1} sur {len(codes)})")
    st.html(f"{STYLE_LISTE}<nav class='voisins' aria-label='Indicateurs voisins'>{avant}{liste}{apres}</nav>")


def show_constat(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Show the finding, then the status in full."""
    progression = get_progression(contrat, indicateur.code)
    ligne = progression.ligne_par_trimestre[trimestre]
    axe = contrat.axe_par_code[indicateur.axe]
    lieu = f"{axe.code} · {axe.intitule_court or axe.intitule}"
    show_phrase(build_constat(progression, trimestre), f"{indicateur.code} · {format_intitule(indicateur)} · {lieu}")
    show_statut(ligne.statut, ligne.libelle)


def show_progression(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Show the progression in the form of its type, and its figures."""
    progression = get_progression(contrat, indicateur.code)
    if progression.forme is Forme.TEXTE:
        st.html(STYLE_FRISE + build_frise(progression))
    elif has_dessin(progression):
        spec = build_progression_chart(progression, trimestre)
        annees = f"{progression.annee_initiale} à {progression.annees[-1]}"
        ruptures = "".join(f" {r.phrase[0].upper()}{r.phrase[1:]}." for r in progression.ruptures_montrees)
        constat = build_constat(progression, trimestre)
        alt = f"Progression de {indicateur.code}, de {annees}. {constat}{ruptures}"
        st.vega_lite_chart(spec, width="stretch", theme=None, alt=alt)
    if not progression.recues:
        show_vide(f"Aucun résultat déposé pour {indicateur.code} à ce jour.", "Déposer", "/depot")
    show_origine(get_dernier_resultat(contrat, indicateur.code, trimestre))
    show_table_progression(progression)


def get_progression(contrat: ContratLu, code: str) -> Progression:
    """Give the progression of an indicator for the whole département."""
    return load_progressions(contrat)[(code, "DEP", "")]


def show_definition(contrat: ContratLu, indicateur: Indicateur) -> None:
    """Show what is measured, how, by whom and where it is written."""
    fenetre = indicateur.mode.libelle
    if indicateur.depuis:
        fenetre += f" ({format_date_courte(indicateur.depuis)})"
    delai = f"{indicateur.periodicite.libelle}, {indicateur.delai_jours} jours après ({ORIGINE_DELAI})"
    depart = indicateur.situation_initiale_texte or format_nombre(indicateur.situation_initiale)
    if indicateur.situation_initiale is not None:
        depart = format_mesure(indicateur.situation_initiale, indicateur.unite)
    lignes = {
        "Intitulé exact": indicateur.libelle,
        "Mesure retenue": indicateur.mesure,
        "Autre intitulé": indicateur.libelle_fiche,
        "Unité": indicateur.unite,
        "Fenêtre": fenetre,
        "Règle": indicateur.regle_source,
        "Sens": " ".join(mot for mot in (indicateur.sens.libelle, indicateur.note_sens) if mot),
        "Niveau": indicateur.niveau.libelle,
        "Nature": indicateur.categorie.libelle,
        "Producteur": indicateur.producteur.libelle,
        "Périodicité": delai,
        "Situation initiale": " ".join(mot for mot in (depart, indicateur.periode_situation_initiale) if mot),
        "Cible": ". ".join(mot for mot in (indicateur.statut.libelle, indicateur.motif_statut) if mot),
        "Ventilations": ", ".join(d.intitule for d in contrat.dimensions if d.code in indicateur.dimensions),
        "Remarques": indicateur.remarques,
    }
    _show_liste({nom: texte for nom, texte in lignes.items() if texte})
    show_source(indicateur.source)


def _show_liste(lignes: dict[str, str]) -> None:
    """Show names and texts as a definition list."""
    corps = "".join(f"<dt>{escape(nom)}</dt><dd>{escape(texte)}</dd>" for nom, texte in lignes.items())
    st.html(f"{STYLE_LISTE}<dl class='fiche-liste'>{corps}</dl>")


def show_calculs(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Show each figure of the quarter with the operation and its actual inputs."""
    progression = get_progression(contrat, indicateur.code)
    noms = {territoire.code: territoire.nom for territoire in contrat.territoires}
    calculs = list_calculs(progression, progression.ligne_par_trimestre[trimestre], noms)
    show_liste(
        [
            {"Chiffre": c.nom, "Résultat": c.resultat, "Calcul": c.operation, "Règle ou source": c.regle}
            for c in calculs
        ],
        f"Calcul de chaque chiffre de {indicateur.code} à fin {trimestre.libelle}",
    )


def show_territoires(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Show communes, territories and breakdowns for the quarter; small counts stay masked."""
    parts = [
        progression
        for cle, progression in load_progressions(contrat).items()
        if cle[0] == indicateur.code and not progression.est_ensemble and trimestre in progression.ligne_par_trimestre
    ]
    if not parts:
        noms = [d.intitule for d in contrat.dimensions if d.code in indicateur.dimensions]
        possibles = ", ".join(nom[0].lower() + nom[1:] for nom in noms)
        quoi = f"prévues : {possibles}" if possibles else "le contrat n’en prévoit pas"
        show_vide(f"Aucune valeur par territoire ni ventilation à fin {trimestre.libelle} ({quoi}).")
        return
    show_tableau(
        [_build_ligne_territoire(contrat, progression, trimestre) for progression in parts],
        f"territoires-{indicateur.code}-{trimestre}",
        f"{indicateur.code} par territoire et ventilation à fin {trimestre.libelle}",
    )
    if any(progression.ligne_par_trimestre[trimestre].masque for progression in parts):
        st.caption(PHRASE)


def _build_ligne_territoire(contrat: ContratLu, progression: Progression, trimestre: Trimestre) -> dict[str, str]:
    ligne = progression.ligne_par_trimestre[trimestre]
    dimension, _, code = progression.ventilation.partition(":")
    modalites = {(m.dimension, m.code): m.intitule for m in contrat.modalites}
    if ligne.masque:
        valeur = MASQUE
    else:
        valeur = ABSENT if ligne.valeur is None else format_mesure(ligne.valeur, progression.indicateur.unite)
    return {
        "Territoire": contrat.territoire_par_code[progression.territoire].nom,
        "Ventilation": modalites.get((dimension, code), progression.ventilation) or ABSENT,
        "Valeur": valeur,
        "Cible": ABSENT if ligne.cible is None else format_nombre(ligne.cible),
        "Statut": format_statut(ligne.statut),
        "Donnée": _format_donnee(ligne),
    }


def _format_donnee(ligne: LigneSuivi) -> str:
    """Say how a value was given, or why there is none; a masked one was received."""
    if ligne.provisoire:
        return "provisoire"
    return "reçue" if ligne.masque else dict(ligne.motifs).get("valeur", "") or "mesurée"


def show_liens(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Link to what the indicator is made of, what counts it again, and its neighbours of the same fiche."""
    parts = [contrat.indicateur_par_code[code] for code in indicateur.parts if code in contrat.indicateur_par_code]
    reprises = [autre for autre in contrat.indicateurs if indicateur.code in autre.parts]
    montres = [indicateur, *parts, *reprises]
    voisins = [
        a for a in contrat.indicateurs_par_fiche.get(indicateur.fiche, []) if indicateur.fiche and a not in montres
    ]
    if parts:
        double = f" ({DOUBLE_COMPTE})" if indicateur.double_compte else ""
        _show_groupe(contrat, f"Calculé à partir de{double}", parts, trimestre)
    if reprises:
        _show_groupe(contrat, "Repris dans l’indicateur national", reprises, trimestre)
    if indicateur.fiche:
        st.html(f"<p>Fiche action {build_lien_fiche(indicateur.fiche)}</p>")
    if voisins:
        with st.expander(f"Autres indicateurs de la fiche ({len(voisins)})", expanded=len(voisins) <= 6):
            _show_groupe(contrat, "", voisins, trimestre)
    if not (parts or reprises or voisins or indicateur.fiche):
        show_vide("Aucun autre indicateur n’est lié à celui-ci.")


def _show_groupe(contrat: ContratLu, titre: str, indicateurs: Sequence[Indicateur], trimestre: Trimestre) -> None:
    """Show a few indicators with their status and their finding."""
    lignes = []
    for autre in indicateurs:
        progression = get_progression(contrat, autre.code)
        ligne = progression.ligne_par_trimestre.get(trimestre)
        statut = format_statut(ligne.statut if ligne else StatutSuivi.NON_EXIGEE)
        constat = build_constat(progression, trimestre)
        lignes.append(
            f"<li>{build_lien_indicateur(autre.code)} {escape(format_intitule(autre))}<br>"
            f"<span class='source'>{escape(statut)} · {escape(constat)}</span></li>"
        )
    entete = f"<p><b>{escape(titre)}</b></p>" if titre else ""
    st.html(f"{entete}<ul>{''.join(lignes)}</ul>")
