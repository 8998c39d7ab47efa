"""The reminder of a service, ready to copy and to put in a diary, and the workbooks of the quarter in one file."""

from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from lib.domain.contrat import Contrat
from lib.domain.droits import Acteur, can_deposer
from lib.domain.formats import INSECABLE, format_date_longue, format_entier
from lib.domain.mon_trimestre import EtatService, MonTrimestre
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.relances import Relance, build_relance
from lib.exports.agenda_ics import build_agenda
from lib.ui.page import show_refus
from lib.ui.telechargement import show_telechargement
from lib.usecases.contrats import get_etat
from lib.usecases.mon_trimestre import ClasseurService, get_classeurs_zip, get_nom_zip, list_classeurs

STYLE = """<style>
.st-key-relance [data-testid=stCode] { display: flex; flex-direction: column; max-height: 22rem; overflow-y: auto;
  background: #F6F6F6; }
.st-key-relance [data-testid=stCode] :is(pre, div, code) { font-family: inherit !important; font-size: 16px; }
.st-key-relance [data-testid=stCode] pre { padding-top: .4rem; overflow: visible; flex: none;
  background: none; }
.st-key-relance [data-testid=stCode] > div:last-child { order: -1; position: sticky; top: 0; align-self: flex-end;
  opacity: 1 !important; visibility: visible !important; }
.st-key-relance [data-testid=stCode] button { width: auto; padding: .2rem .6rem; border: 1px solid var(--gris);
  background: var(--fond); color: var(--encre); font-size: 16px; }
.st-key-relance [data-testid=stCode] button::after { content: "Copier le texte"; margin-left: .4rem; }
.st-key-relance [data-testid=stCode] button[aria-label=Copié]::after { content: "Copié"; }
</style>"""
"""The text to copy reads as a letter and scrolls by the keyboard; its button is always in sight, with its word."""


def show_relance(acteur: Acteur, contrat: Contrat, mon: MonTrimestre, etat: EtatService) -> None:
    """Show the reminder of a service, to copy, and its days to keep; say so when there is nothing to ask for."""
    st.header(f"Relance{INSECABLE}: {etat.service.nom}", anchor=False)
    noms = [
        classeur.nom
        for classeur in load_classeurs(acteur, contrat.code, mon.trimestre)
        if classeur.service == etat.service
    ]
    relance = build_relance(contrat, etat, mon.trimestre, date.today(), noms)
    if relance is None:
        st.html("<p class='vide'>Rien à demander à ce service.</p>")
        return
    with st.container(key="relance"):
        st.html(STYLE)
        st.code(relance.texte, language=None, wrap_lines=True)
        _show_agenda(contrat, mon.trimestre, etat, relance)


def _show_agenda(contrat: Contrat, trimestre: Trimestre, etat: EtatService, relance: Relance) -> None:
    """Offer the days to keep as a file, and say which they are."""
    if not relance.rappels:
        return
    jours = " et ".join(f"le {format_date_longue(rappel.jour)}" for rappel in relance.rappels)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_telechargement(
            "Télécharger le rappel d’agenda (.ics)",
            build_agenda(relance.rappels, datetime.now(UTC)),
            f"relance-{trimestre}-{etat.service.code}.ics",
            "text/calendar",
            cle=f"agenda-{contrat.code}",
        )
        st.html(
            f"<p>Un rappel d’une journée entière {escape(jours)}, avec une alarme trois jours avant. Il entre dans "
            "tout agenda (Outlook, Thunderbird, Zimbra).</p>",
            width="content",
        )


def load_classeurs(acteur: Acteur, code: str, trimestre: Trimestre) -> list[ClasseurService]:
    """Give the workbooks this person may hand out; none for those who may not deposit."""
    if not can_deposer(acteur, TypeDepot.RESULTATS):
        return []
    with show_refus():
        return _list(acteur, code, trimestre, get_etat(code))
    return []


@st.cache_resource(max_entries=10, show_spinner=False)
def _list(acteur: Acteur, code: str, trimestre: Trimestre, etat: tuple[int, str]) -> list[ClasseurService]:
    # etat is the version of the store: the values already known are written in the workbooks.
    return list_classeurs(acteur, code, trimestre)


def show_classeurs(acteur: Acteur, code: str, trimestre: Trimestre) -> None:
    """Offer the workbooks of the quarter, one per service, in one file."""
    st.header(f"Classeurs à remplir au {trimestre.libelle}", anchor=False)
    classeurs = load_classeurs(acteur, code, trimestre)
    if not classeurs:
        st.html(f"<p class='vide'>Aucun classeur à remplir au {escape(trimestre.libelle)} pour votre profil.</p>")
        return
    services = len({classeur.service for classeur in classeurs})
    contenus = " et ".join(dict.fromkeys(classeur.type_depot.libelle.lower() for classeur in classeurs))
    qui = f"chacun des {format_entier(services)} services" if services > 1 else "le service"
    with st.container(horizontal=True, vertical_alignment="center"):
        show_telechargement(
            f"Télécharger {'le classeur' if len(classeurs) == 1 else f'les {len(classeurs)} classeurs'} (.zip)",
            lambda: get_classeurs_zip(acteur, code, trimestre),
            get_nom_zip(code, trimestre),
            "application/zip",
            cle="classeurs-zip",
        )
        st.html(
            f"<p>Pour {qui} de votre périmètre{INSECABLE}: {escape(contenus)}, avec ce qui est déjà connu. Rempli, "
            "chaque classeur se dépose tel quel.</p>",
            width="content",
        )
    with st.expander(format_quantite(len(classeurs), "classeur")):
        lignes = "".join(
            f"<li>{escape(classeur.nom)}, {format_quantite(len(classeur.lignes), 'ligne')} à remplir</li>"
            for classeur in classeurs
        )
        st.html(f"<ul>{lignes}</ul>")
