"""Blocks of Échéances: filters, what comes next, the timeline, then the obligations by state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from lib.charts.echeances import build_frise_chart
from lib.domain.contrat_lu import ContratLu
from lib.domain.echeances import (
    HORIZON_JOURS,
    SANS_SIGNATURE,
    EcheanceDatee,
    EtatEcheance,
    PartieObligation,
    RythmeObligation,
    build_calendrier,
    list_a_venir,
)
from lib.domain.formats import ABSENT, INSECABLE, format_date_longue
from lib.domain.jours_retenus import JOUR_RETENU
from lib.domain.phrases import format_quantite, format_suite, format_texte
from lib.ui.composants import show_chiffres, show_liste, show_phrase, show_vide

LARGEURS = {
    "Code": "4%",
    "Date": "11%",
    "Échéance écrite": "18%",
    "Rythme": "8%",
    "Qui": "14%",
    "Partie": "10%",
    "Article": "14%",
}
FACULTATIVES = ("Date", "Rythme")
"""Columns left out of a list where they say nothing."""


@dataclass(frozen=True)
class Filtres:
    """What the visitor keeps; an empty list keeps everything."""

    qui: Sequence[str]
    parties: Sequence[str]
    etats: Sequence[str]

    def keep(self, echeance: EcheanceDatee) -> bool:
        """Whether an obligation is kept."""
        return (
            (not self.qui or bool(set(self.qui) & set(echeance.organismes)))
            and (not self.parties or echeance.partie.libelle in self.parties)
            and (not self.etats or echeance.etat.libelle in self.etats)
        )


def select_echeances(contrat: ContratLu) -> list[EcheanceDatee]:
    """Show the filters, kept in the URL, and give the obligations they keep."""
    calendrier = build_calendrier(contrat, date.today())
    organismes = sorted({nom for echeance in calendrier for nom in echeance.organismes})
    colonnes = st.columns(3)
    choix = (
        ("Qui", organismes, "qui", "Tous"),
        ("Partie du contrat", [partie.libelle for partie in PartieObligation], "partie", "Toutes"),
        ("État", [etat.libelle for etat in EtatEcheance], "etat", "Tous"),
    )
    filtres = Filtres(
        *(
            colonne.multiselect(
                nom, options, format_func=format_texte, key=cle, placeholder=vide, bind="query-params", select_all=False
            )
            for colonne, (nom, options, cle, vide) in zip(colonnes, choix, strict=True)
        )
    )
    retenues = [echeance for echeance in calendrier if filtres.keep(echeance)]
    st.caption(f"{format_quantite(len(retenues), 'obligation')} sur {len(calendrier)}")
    return retenues


def show_suite(echeances: list[EcheanceDatee]) -> None:
    """Say what comes next, the coming days first."""
    limite = format_date_longue(date.today() + timedelta(days=HORIZON_JOURS))
    a_venir = list_a_venir(echeances)
    proches = [echeance for echeance in a_venir if echeance.etat is EtatEcheance.PROCHAINE]
    if proches:
        show_phrase(f"{format_quantite(len(proches), 'échéance datée')} d’ici le {limite}.")
        show_liste(_build_lignes(proches), "Échéances proches", LARGEURS)
    elif a_venir:
        suivante = a_venir[0]
        jour, quoi = suivante.write_jour(longue=True, cite=True), format_suite(suivante.obligation.quoi)
        show_phrase(
            f"Aucune échéance datée d’ici le {limite}{INSECABLE}; la suivante est le {jour}{INSECABLE}: {quoi}.",
            f"{suivante.obligation.qui} · {suivante.obligation.article}",
        )
    else:
        show_phrase("Aucune échéance datée à venir parmi celles qui sont affichées.")


def show_frise(contrat: ContratLu, echeances: list[EcheanceDatee]) -> None:
    """Show the timeline of the dated obligations and its table."""
    datees = [echeance for echeance in echeances if echeance.jour is not None]
    if not datees:
        show_vide("Aucune obligation datée parmi celles qui sont affichées.")
        return
    passees = sum(echeance.etat is EtatEcheance.PASSEE for echeance in datees)
    retenues = sum(echeance.etat is EtatEcheance.PASSEE and echeance.jour_retenu for echeance in datees)
    origine = f", dont {retenues} à un {JOUR_RETENU} (le contrat n’écrit pas ce jour)," if retenues else ""
    dates, obligations = format_quantite(passees, "date passée"), format_quantite(len(datees), "obligation datée")
    phrase = f"{dates}{origine} sur {obligations}."
    show_phrase(
        phrase,
        "Rond plein : date passée, sans dire si l’obligation a été tenue ; cercle : à venir. "
        "Bleu : État ; vert : Conseil départemental ; noir : plusieurs ou un partenaire.",
    )
    st.altair_chart(
        build_frise_chart(contrat, datees, date.today()),
        width="stretch",
        alt=f"Frise des obligations datées. {phrase} " + _write_alt(datees),
    )
    show_chiffres(
        [_build_ligne(echeance) for echeance in datees], "echeances-datees", "Obligations datées, par ordre de date"
    )


def _write_alt(datees: list[EcheanceDatee]) -> str:
    return " ".join(f"{e.write_jour()} : {e.obligation.code}." for e in datees)


def show_etats(echeances: list[EcheanceDatee]) -> None:
    """Show the obligations by state; the recurring ones and the undated ones apart, with the reason."""
    for etat, titre in (
        (EtatEcheance.A_VENIR, "Plus tard"),
        (EtatEcheance.PASSEE, "Dates passées"),
        (EtatEcheance.RECURRENTE, "Obligations récurrentes"),
        (EtatEcheance.SANS_DATE, "Sans date"),
    ):
        retenues = [echeance for echeance in echeances if echeance.etat is etat]
        if not retenues:
            continue
        st.header(f"{titre} ({len(retenues)})", anchor=False)
        if any(echeance.motif == SANS_SIGNATURE for echeance in retenues):
            show_vide(
                "La date de signature n’est pas saisie : les versements « 15 jours après la signature » n’ont pas "
                "encore de date."
            )
        show_liste(_build_lignes(retenues), titre, LARGEURS)
    if not echeances:
        show_vide("Aucune obligation ne répond à ces filtres : retirez-en un.")


def _build_lignes(echeances: list[EcheanceDatee]) -> list[dict[str, str]]:
    """Build the rows of one list, without the optional columns that are empty in all of them."""
    lignes = [_build_ligne(echeance) for echeance in echeances]
    vides = [nom for nom in FACULTATIVES if all(ligne[nom] in ("", ABSENT) for ligne in lignes)]
    return [{nom: valeur for nom, valeur in ligne.items() if nom not in vides} for ligne in lignes]


def _build_ligne(echeance: EcheanceDatee) -> dict[str, str]:
    obligation = echeance.obligation
    rythme = echeance.rythme
    return {
        "Code": obligation.code,
        "Date": echeance.write_jour(),
        "Échéance écrite": obligation.echeance + (f" ({echeance.motif})" if echeance.motif == SANS_SIGNATURE else ""),
        "Rythme": "" if rythme is RythmeObligation.UNIQUE else rythme.libelle,
        "Qui": obligation.qui,
        "Quoi": obligation.quoi,
        "Partie": echeance.partie.libelle,
        "Article": obligation.source or obligation.article,
    }
