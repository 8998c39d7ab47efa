"""What Jalons decides where the contract is silent: thresholds, milestones set by hand, series breaks; who, when, why.

Everyone reads them with their history; the administrator sets them, with a reason. Undoing or going back is another
entry: nothing is erased.
"""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from lib.domain.constats import format_intitule
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role, can_regler_convention, can_regler_seuil
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import JalonSaisi
from lib.domain.formats import ABSENT, INSECABLE, format_date_courte, format_nombre
from lib.domain.indicateurs import Seuil
from lib.domain.limites import PHRASE
from lib.domain.lisibles import list_contexte
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.recus import format_instant_court
from lib.domain.reduction import SEUIL_SOUS_CONSOMMATION
from lib.domain.ruptures import Rupture
from lib.domain.seuils import is_convention
from lib.domain.tableau import Cellule
from lib.imports.attentes import Attente
from lib.imports.nombres import read_nombre
from lib.imports.regles_codes import read_date
from lib.ui.composants import Html, build_lien, show_liste
from lib.ui.page import show_refus
from lib.ui.saisies import get_cle, keep_fait, select, show_fait, type_texte
from lib.ui.session import get_acteur
from lib.usecases.historique import Reglage, list_reglages
from lib.usecases.jalons import record_jalon, record_rupture, record_seuil

SEUIL, JALON, RUPTURE = "reglage-seuil", "reglage-jalon", "reglage-rupture"
"""Names of the three forms."""
LARGEURS_JALONS = {"Indicateur": "28%", "Trimestre": "9%", "Jalon": "7%", "État": "9%", "Motif": "30%", "Dépôt": "6%"}


def read_valeur(texte: str) -> Decimal:
    """Read a figure typed in French; raises SaisieRefusee."""
    lu = read_nombre(Cellule(1, 1, texte.replace("%", "").strip()), Attente())
    if lu.valeur is None or lu.code:
        raise SaisieRefusee(f"«{INSECABLE}{texte}{INSECABLE}» n’est pas un nombre.")
    return lu.valeur


def format_origine(lot: Lot) -> str:
    """Say who set a convention, when and why; what the contract folder brought was there from the start."""
    if lot.genre is GenreLot.CONTRAT:
        return f"depuis l’origine ({format_instant_court(lot.publie_le)})"
    qui = lot.service or (Role(lot.role).libelle if lot.role else ABSENT)
    return f"{qui}, le {format_instant_court(lot.publie_le)}{INSECABLE}: {lot.motif}"


def _build_depot(lot: Lot) -> Html:
    return Html(build_lien(f"/depots?lot={lot.numero}", f"n°{INSECABLE}{lot.numero}"))


def _show_historique(titre: str, lignes: Sequence[dict[str, str]]) -> None:
    """Fold the versions, the latest first."""
    with st.expander(f"{titre} ({len(lignes)})"):
        show_liste(lignes, titre)


def show_seuils(contrat: ContratLu) -> None:
    """Show every threshold with its value, who set it and why, its history, then the form of the administrator."""
    show_fait(SEUIL)
    reglages = list_reglages(contrat.contrat.code, Seuil)
    show_liste(
        list_seuils(contrat, reglages),
        "Seuils et paramètres",
        {"Valeur": "9%", "Explication": "30%", "Source": "13%", "Réglé par": "20%"},
    )
    changes = [r for r in reglages if r.lot.genre is not GenreLot.CONTRAT]
    if changes:
        codes = {r.fait.code for r in changes}
        lignes = [
            {
                "Paramètre": reglage.fait.libelle.partition(":")[0].strip(),
                "Valeur": "retirée" if reglage.fait.efface else _write_seuil(reglage.fait),
                "État": reglage.etat,
                "Réglé par": format_origine(reglage.lot),
                "Dépôt": _build_depot(reglage.lot),
            }
            for reglage in reglages
            if reglage.fait.code in codes
        ]
        _show_historique("Historique des seuils, conventions Jalons", lignes)
    acteur = get_acteur()
    if can_regler_seuil(acteur):
        _show_formulaire_seuil(acteur, contrat)


def _write_seuil(seuil: Seuil) -> str:
    return f"{format_nombre(seuil.valeur)}{INSECABLE}{seuil.unite}"


def list_seuils(contrat: ContratLu, reglages: Sequence[Reglage[Seuil]]) -> list[dict[str, str]]:
    """List the thresholds in force, the contract's own included, and the one that nobody has fixed."""
    origines = {reglage.fait.code: format_origine(reglage.lot) for reglage in reglages if reglage.est_en_vigueur}
    lignes = [
        {
            "Paramètre": seuil.libelle,
            "Valeur": _write_seuil(seuil),
            "Explication": seuil.explication,
            "Source": seuil.source,
            "Réglé par": origines.get(seuil.code, ABSENT),
        }
        for seuil in contrat.seuils
    ]
    if SEUIL_SOUS_CONSOMMATION not in contrat.seuil_par_code:
        lignes.append(
            {
                "Paramètre": "Sous-consommation : niveau de la première condition de réduction",
                "Valeur": "non fixé",
                "Explication": "Le contrat n’écrit aucun niveau. Il se règle, avec un motif, dans Budget, onglet "
                f"«{INSECABLE}Soldes et règles{INSECABLE}».",
                "Source": "art. 2.2",
                "Réglé par": ABSENT,
            }
        )
    return lignes


def _show_formulaire_seuil(acteur: Acteur, contrat: ContratLu) -> None:
    seuils = {seuil.code: seuil for seuil in contrat.seuils if is_convention(seuil)}
    with st.expander("Régler un seuil"), st.form(SEUIL, border=False):
        code = select(
            SEUIL,
            "seuil",
            "Seuil à régler (convention Jalons)",
            list(seuils),
            lambda c: f"{seuils[c].libelle} ({_write_seuil(seuils[c])})",
        )
        saisi = type_texte(SEUIL, "valeur", "Nouvelle valeur", "90")
        motif = type_texte(SEUIL, "motif", "Motif")
        if st.form_submit_button("Régler le seuil", type="primary"):
            with show_refus():
                lot = record_seuil(acteur, contrat.contrat.code, code, read_valeur(saisi), motif)
                keep_fait(lot, f"{seuils[code].libelle.partition(':')[0].strip()} à {saisi.strip()}", SEUIL)


def show_jalons_saisis(contrat: ContratLu) -> None:
    """Show the milestones set by hand, then the form of the administrator; undoing the lot gives the computed back."""
    show_fait(JALON)
    reglages = list_reglages(contrat.contrat.code, JalonSaisi)
    if reglages:
        show_liste([_build_ligne_jalon(contrat, r) for r in reglages], "Jalons saisis à la main", LARGEURS_JALONS)
    else:
        st.caption("Aucun jalon n’est saisi à la main : tous sont calculés.")
    acteur = get_acteur()
    if can_regler_convention(acteur):
        _show_formulaire_jalon(acteur, contrat)


def _build_ligne_jalon(contrat: ContratLu, reglage: Reglage[JalonSaisi]) -> dict[str, str]:
    saisi = reglage.fait
    indicateur = contrat.indicateur_par_code.get(saisi.indicateur)
    lieu = contrat.territoire_par_code.get(saisi.territoire)
    return {
        "Indicateur": f"{saisi.indicateur} · {format_intitule(indicateur)}" if indicateur else saisi.indicateur,
        "Trimestre": Trimestre(saisi.annee, saisi.trimestre).libelle,
        "Territoire": " · ".join(mot for mot in (lieu.nom if lieu else saisi.territoire, saisi.ventilation) if mot),
        "Jalon": format_nombre(saisi.valeur),
        "État": reglage.etat,
        "Motif": format_origine(reglage.lot),
        "Dépôt": _build_depot(reglage.lot),
    }


def _show_formulaire_jalon(acteur: Acteur, contrat: ContratLu) -> None:
    mesures = {i.code: i for i in contrat.indicateurs if i.type is not TypeValeur.TEXTE}
    trimestres = [Trimestre(annee, numero) for annee in contrat.compute_annees() for numero in (1, 2, 3)]
    with st.expander("Saisir un jalon"), st.form(JALON, border=False):
        code = select(
            JALON, "indicateur", "Indicateur", list(mesures), lambda c: f"{c} · {format_intitule(mesures[c])}"
        )
        trimestre = select(JALON, "trimestre", "Trimestre", trimestres, lambda t: t.libelle)
        saisi = type_texte(JALON, "valeur", "Valeur attendue à la fin du trimestre", "60")
        motif = type_texte(JALON, "motif", "Motif")
        if st.form_submit_button("Saisir le jalon", type="primary"):
            with show_refus():
                lot = record_jalon(acteur, contrat.contrat.code, code, trimestre, read_valeur(saisi), motif)
                keep_fait(lot, f"jalon {trimestre.libelle} de {code} à {saisi.strip()}", JALON)
    st.caption("Pour revenir au jalon calculé, annulez le dépôt qui a apporté le jalon saisi.")


def show_ruptures(contrat: ContratLu) -> None:
    """Show the series breaks, across which nothing is compared, then the form of the administrator."""
    show_fait(RUPTURE)
    reglages = list_reglages(contrat.contrat.code, Rupture)
    lignes = [
        {
            "Ce qui change": ", ".join(list_objets_rompus(contrat, reglage.fait)) or reglage.fait.objet,
            "À partir du": format_date_courte(reglage.fait.debut),
            "Raison": reglage.fait.motif,
            "Source": reglage.fait.source,
            "État": reglage.etat,
            "Saisie": format_origine(reglage.lot),
        }
        for reglage in reglages
    ]
    show_liste(lignes, "Ruptures de série", {"À partir du": "10%", "État": "9%", "Source": "18%", "Saisie": "26%"})
    acteur = get_acteur()
    if can_regler_convention(acteur):
        _show_formulaire_rupture(acteur, contrat)


def list_objets_rompus(contrat: ContratLu, rupture: Rupture) -> list[str]:
    """Name what a series break is about: indicators by code, measures of the context by their block."""
    codes = [indicateur.code for indicateur in contrat.indicateurs if rupture.is_sur(indicateur.code)]
    return [*codes, *dict.fromkeys(fait.bloc for fait in list_contexte(contrat) if rupture.is_sur(fait.mesure))]


def _show_formulaire_rupture(acteur: Acteur, contrat: ContratLu) -> None:
    noms = {i.code: f"{i.code} · {format_intitule(i)}" for i in contrat.indicateurs}
    noms |= {fait.mesure: f"{fait.bloc} · {fait.libelle}" for fait in list_contexte(contrat)}
    with st.expander("Enregistrer une rupture de série"), st.form(RUPTURE, border=False):
        objet = select(RUPTURE, "objet", "Indicateur ou chiffre de situation", list(noms), noms.__getitem__)
        jour = type_texte(RUPTURE, "debut", "Premier jour du nouveau décompte", "01/01/2025")
        motif = st.text_input("Ce qui est compté autrement", max_chars=PHRASE, key=get_cle(RUPTURE, "motif"))
        source = type_texte(RUPTURE, "source", "Source (texte, note du service)")
        if st.form_submit_button("Enregistrer la rupture", type="primary"):
            with show_refus():
                debut = read_date(jour)
                if debut is None:
                    raise SaisieRefusee("Écrivez le jour sous la forme 01/01/2025.")
                lot = record_rupture(acteur, contrat.contrat.code, objet, debut, str(motif), source)
                keep_fait(lot, f"rupture de série de {objet} au {format_date_courte(debut)}", RUPTURE)
