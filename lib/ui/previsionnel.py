"""The forecast of a year: its chart, the annex's table with subtotals and totals, the differences of the contract."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape

import pandas as pd
import streamlit as st

from lib.charts.budget_previsionnel import build_previsionnel_chart
from lib.charts.jauges import format_nom_axe
from lib.domain.argent import A_CONFIRMER, HORS_PERIODE, Synthese, build_synthese
from lib.domain.avenants import get_titre
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_euros, format_pourcentage
from lib.domain.nomenclatures import FamilleEcart, Financeur, NatureEnveloppe, PartieContrat
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.ui.composants import build_lien, show_csv, show_phrase, show_tableau
from lib.ui.liens import build_lien_fiche
from lib.ui.montants import STYLE

TITRES = {PartieContrat.SOLIDARITES: "TOTAL SOLIDARITES", PartieContrat.INSERTION: "TOTAL INSERTION"}


@dataclass(frozen=True)
class LignePrevisionnel:
    """One row of the table: genre is axe (a heading), fiche, sous-total or total; montants in cents by funder."""

    genre: str
    code: str
    libelle: str
    montants: tuple[int | None, ...] = ()
    total: int | None = None


def list_previsionnel(contrat: ContratLu, synthese: Synthese) -> list[LignePrevisionnel]:
    """List the rows of the annex: fiches by axe and volet with their subtotal, the two parts, the contract."""
    lignes: list[LignePrevisionnel] = []
    for partie in PartieContrat:
        axes = [axe for axe in contrat.axes if axe.partie is partie]
        for axe in axes:
            nom = format_nom_axe(axe, contrat.axes)
            hors = f" ({HORS_PERIODE})" if synthese.select(axe=axe.code).hors_periode else ""
            lignes.append(LignePrevisionnel("axe", axe.code, f"{axe.intitule}{hors}"))
            for fiche in contrat.fiches_par_axe.get(axe.code, []):
                lignes.append(_build("fiche", fiche.code, fiche.intitule, synthese.select(fiche=fiche.code)))
            lignes.append(_build("sous-total", "", f"Sous-total {nom}", synthese.select(axe=axe.code)))
        if axes:
            lignes.append(_build("total", "", TITRES[partie], synthese.select(partie=partie)))
    lignes.append(_build("total", "", "TOTAL DU CONTRAT", synthese))
    return lignes


def _build(genre: str, code: str, libelle: str, synthese: Synthese) -> LignePrevisionnel:
    """Add up one row: what the year gives, by funder and together."""
    montants = tuple(_sum(synthese.select(financeur=financeur)) for financeur in Financeur)
    return LignePrevisionnel(genre, code, libelle, montants, _sum(synthese))


def _sum(synthese: Synthese) -> int | None:
    """Sum what the year gives: notified or, failing that, the annex's forecast; 0 written is 0, unwritten is None."""
    montants = [ligne.affecte for ligne in synthese.lignes if ligne.affecte is not None]
    return sum(montants) if montants else None


def show_montants_prevus(contrat: ContratLu, annee: int) -> bool:
    """Show the year's amounts: the finding and the chart by axe and volet; False when none is written."""
    synthese = build_synthese(contrat, Trimestre(annee, 4))
    total = _sum(synthese)
    if total is None:
        st.write(f"{annee}{INSECABLE}: {A_CONFIRMER} (art. 2.2 et 3).")
        return False
    phrase = build_phrase_previsionnel(synthese, annee)
    show_phrase(phrase, f"Montants de {annee} par axe et volet, en millions d’euros. {explain_base(contrat, synthese)}")
    st.vega_lite_chart(spec=build_previsionnel_chart(contrat.axes, synthese), width="stretch", theme=None, alt=phrase)
    return True


def show_previsionnel(contrat: ContratLu, annee: int) -> None:
    """Show the year's amounts, then the annex's table and its file."""
    if not show_montants_prevus(contrat, annee):
        return
    lignes = list_previsionnel(contrat, build_synthese(contrat, Trimestre(annee, 4)))
    with st.expander("Voir le tableau financier", expanded=True):
        st.html(STYLE + build_tableau_html(lignes, annee))
        show_csv(to_dataframe(lignes), f"previsionnel-{annee}")


def build_phrase_previsionnel(synthese: Synthese, annee: int) -> str:
    """Write the year's total and the share of each funder."""
    total = _sum(synthese) or 0
    parts = [
        f"{financeur.libelle} {format_euros(montant)} ({format_pourcentage(Fraction(montant, total))})"
        for financeur in Financeur
        if (montant := _sum(synthese.select(financeur=financeur)))
    ]
    notifies = all(ligne.affecte is None or ligne.notifie is not None for ligne in synthese.lignes)
    return f"{format_euros(total)} {'notifiés' if notifies else 'prévus'} en {annee}{INSECABLE}: {', '.join(parts)}."


def explain_base(contrat: ContratLu, synthese: Synthese) -> str:
    """Say where the amounts come from: the annex's forecast, or notified ones and the acts that carry them."""
    notifies = {(ligne.fiche, ligne.periode.annee) for ligne in synthese.lignes if ligne.notifie is not None}
    if not notifies:
        return "Prévisionnel de l’annexe financière : aucun montant notifié n’est enregistré."
    actes = {
        enveloppe.avenant
        for enveloppe in contrat.enveloppes
        if enveloppe.nature is NatureEnveloppe.NOTIFIE and (enveloppe.fiche, enveloppe.annee) in notifies
    }
    titres = ", ".join(get_titre(numero) for numero in sorted(actes))
    return f"Montants notifiés ({titres}){INSECABLE}; à défaut, prévisionnel de l’annexe."


def build_tableau_html(lignes: list[LignePrevisionnel], annee: int) -> str:
    """Build the table (HTML), each fiche linked to its page."""
    entetes = "".join(f"<th scope='col' class='montant'>{escape(f.libelle)}</th>" for f in Financeur)
    corps = "".join(_build_rang(ligne) for ligne in lignes)
    return (
        "<table class='montants'>"
        f"<caption>Montants de {annee} par action, financeur, axe et volet</caption>"
        f"<thead><tr><th scope='col'>Action</th><th scope='col'>Intitulé</th>{entetes}"
        f"<th scope='col' class='montant'>Total</th></tr></thead><tbody>{corps}</tbody></table>"
    )


def _build_rang(ligne: LignePrevisionnel) -> str:
    """Build one row."""
    if ligne.genre == "axe":
        return f"<tr class='axe'><th scope='rowgroup' colspan='{3 + len(Financeur)}'>{escape(ligne.libelle)}</th></tr>"
    montants = "".join(
        f"<td class='montant'>{format_euros(montant)}</td>" for montant in (*ligne.montants, ligne.total)
    )
    if ligne.genre == "fiche":
        tete = f"<th scope='row'>{build_lien_fiche(ligne.code)}</th><td>{escape(ligne.libelle)}</td>"
    else:
        tete = f"<th scope='row' colspan='2'>{escape(ligne.libelle)}</th>"
    return f"<tr class='{ligne.genre}'>{tete}{montants}</tr>"


def to_dataframe(lignes: list[LignePrevisionnel]) -> pd.DataFrame:
    """Give the table as a file: amounts in euros, totals named as in the annex."""
    return pd.DataFrame(
        [
            {
                "Action": ligne.code if ligne.genre == "fiche" else "",
                "Intitulé": ligne.libelle,
                **{
                    f"{nom} (€)": None if montant is None else Decimal(montant) / 100
                    for nom, montant in zip(
                        [*(f.libelle for f in Financeur), "Total"], (*ligne.montants, ligne.total), strict=True
                    )
                },
            }
            for ligne in lignes
            if ligne.genre != "axe"
        ],
        dtype=object,
    )


def show_ecarts_argent(contrat: ContratLu) -> None:
    """Point to the differences of amounts written in the contract itself."""
    ecarts = [ecart for ecart in contrat.ecarts if ecart.famille is FamilleEcart.ARGENT]
    if not ecarts:
        return
    st.html(
        f"<p>Le contrat écrit {len(ecarts)} fois deux montants différents pour la même chose. Les deux sont gardés, "
        f"aucun n’est corrigé. {build_lien('/methode', 'Tous les écarts, dans Méthode')}</p>"
    )
    lignes = [
        {
            "Écart": ecart.code,
            "Objet": ecart.objet,
            "Une valeur": ecart.valeur_1,
            "Où": ecart.lieu_1,
            "L’autre": ecart.valeur_2,
            "Où aussi": ecart.lieu_2,
            "Explication": ecart.explication,
        }
        for ecart in ecarts
    ]
    with st.expander(f"Voir {format_quantite(len(ecarts), 'écart d’argent', 'écarts d’argent')}"):
        show_tableau(lignes, "ecarts-argent", "Écarts d’argent du contrat, avec les deux valeurs et les deux lieux")
