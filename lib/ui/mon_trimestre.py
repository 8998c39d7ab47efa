"""Top of Mon trimestre: its finding, then the services, one row each, and the one to look at."""

from datetime import date
from html import escape

import streamlit as st

from lib.domain.attendus import ORIGINE_DELAI
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.formats import ABSENT, INSECABLE, format_date_courte, format_entier
from lib.domain.lecture import Lecture
from lib.domain.lots import Lot
from lib.domain.mon_trimestre import EtatService, MonTrimestre
from lib.domain.non_transmissions import list_a_repondre
from lib.domain.perimetres import get_refus_acceptation, get_refus_chiffre
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord, format_quantite, format_texte
from lib.domain.phrases_trimestre import write_anterieures, write_constat, write_depenses, write_depuis
from lib.domain.statuts import StatutSuivi
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE
from lib.ui.composants import build_lien, build_marque, get_trimestre_clos, select_trimestre
from lib.ui.lecture import get_lecture
from lib.usecases.contrats import get_etat
from lib.usecases.mon_trimestre import load_mon_trimestre

STYLE = """<style>
.services { width: 100%; min-width: 44rem; border-collapse: collapse; font-size: 16px; }
.services th, .services td { padding: .4rem 1rem .4rem 0; text-align: left; vertical-align: top; line-height: 1.35; }
.services thead th { font-weight: 400; color: var(--gris); border-bottom: 2px solid var(--encre);
  vertical-align: bottom; }
.services tbody tr { border-bottom: 1px solid var(--gris-clair); }
.services tbody th { font-weight: 600; }
.services .nombre { text-align: right; width: 6.8rem; }
.services .jour { width: 12rem; white-space: nowrap; }
.services tr.choisi th { border-left: 4px solid #000091; padding-left: .6rem; }
</style>"""

NOMBRE, JOUR = " class='nombre'", " class='jour'"
ENTETES = (
    ("Service", ""),
    ("Données reçues", NOMBRE),
    (f"Il manque ({ORIGINE_DELAI})", ""),
    ("Facultatives reçues", NOMBRE),
    ("Manque avant ce trimestre", NOMBRE),
    ("Exécution, fiches reçues", NOMBRE),
    ("Dernier dépôt", JOUR),
)
"""The columns of the table, and the class of their cells."""


def load_trimestre(acteur: Acteur, contrat: ContratLu) -> MonTrimestre:
    """Show the finding and the choice of the quarter; give the quarter read. The last closed one to begin with."""
    texte, choix = st.columns([6, 1], vertical_alignment="bottom")
    with choix:
        trimestre = select_trimestre(contrat, get_trimestre_clos(contrat, date.today()))
    code = contrat.contrat.code
    mon = _load(acteur, code, trimestre, get_lecture(), get_etat(code), date.today())
    with texte:
        suites = " ".join(filter(None, (write_anterieures(mon), write_depenses(mon))))
        st.html(f"{STYLE}<p class='constat'>{escape(write_constat(mon))}</p><p class='phrase'>{escape(suites)}</p>")
    return mon


@st.cache_resource(max_entries=20, show_spinner=False)
def _load(
    acteur: Acteur, code: str, trimestre: Trimestre, lecture: Lecture, etat: tuple[int, str], jour: date
) -> MonTrimestre:
    # etat and jour are the version of what is read; what is kept is frozen.
    return load_mon_trimestre(acteur, code, trimestre, lecture, jour)


def show_reponses(acteur: Acteur, contrat: ContratLu) -> None:
    """Tell those who answer for a party how many declarations await them, and where."""
    siennes = [c for c in list_a_repondre(contrat) if not get_refus_acceptation(acteur, c.autre)]
    if siennes:
        verbe = format_accord(len(siennes), "attend", "attendent")
        st.html(
            f"<p class='phrase'>{format_quantite(len(siennes), 'donnée déclarée')} «{INSECABLE}{NE_SERA_PAS_TRANSMISE}"
            f"{INSECABLE}» {verbe} votre réponse{INSECABLE}: {build_lien('/echeances', 'répondre dans Échéances')}.</p>"
        )


def select_service(acteur: Acteur, contrat: ContratLu, mon: MonTrimestre) -> EtatService | None:
    """Show the services in a table and let one be looked at, kept in the URL.

    At first the one that misses most, among those whose figures this person sends when there are some.
    """
    if not mon.etats:
        return None
    lieu = st.container()
    par_nom = {etat.service.nom: etat for etat in mon.etats}

    def get_rang(etat: EtatService) -> tuple[bool, int, int]:
        donnees = (*etat.donnees, *etat.anterieures)
        sien = any(not get_refus_chiffre(acteur, contrat, donnee.indicateur) for donnee in donnees)
        return sien, len(etat.manquantes), len(etat.anterieures)

    premier = max(mon.etats, key=get_rang)
    noms = list(par_nom)
    rang = noms.index(premier.service.nom)
    choisi = st.selectbox(
        "Service à regarder", noms, rang, format_func=format_texte, key="service", bind="query-params", width=620
    )
    etat = par_nom[str(choisi)]
    with lieu:
        st.html(build_services(mon, etat))
    return etat


def build_services(mon: MonTrimestre, choisi: EtatService) -> str:
    """Build the table of the services (HTML), the one looked at marked."""
    entetes = "".join(f"<th scope='col'{classe}>{mot}</th>" for mot, classe in ENTETES)
    rangs = "".join(_build_rang(etat, etat is choisi) for etat in mon.etats)
    return (
        f"<table class='services'><caption class='cache'>Les services au {mon.trimestre.libelle}</caption>"
        f"<thead><tr>{entetes}</tr></thead><tbody>{rangs}</tbody></table>"
    )


def _build_rang(etat: EtatService, choisi: bool) -> str:
    classe = " class='choisi' aria-current='true'" if choisi else ""
    cellules = (
        _format_part(len(etat.recues), len(etat.exigees)),
        _build_manque(etat),
        _format_part(len(etat.facultatives_recues), len(etat.facultatives)),
        format_entier(len(etat.anterieures)) if etat.anterieures else ABSENT,
        _format_part(len(etat.depenses_recues), len(etat.depenses)),
        build_depot(etat.dernier_depot),
    )
    suite = "".join(f"<td{style}>{cellule}</td>" for cellule, (_, style) in zip(cellules, ENTETES[1:], strict=True))
    return f"<tr{classe}><th scope='row'>{escape(etat.service.nom)}</th>{suite}</tr>"


def _format_part(recus: int, attendus: int) -> str:
    """Write « 12 sur 19 »; « – » when nothing is awaited."""
    return f"{format_entier(recus)} sur {format_entier(attendus)}" if attendus else ABSENT


def _build_manque(etat: EtatService) -> str:
    """Write what is missing of the quarter, its mark before it when it is late."""
    if not etat.exigees:
        return "rien n’est exigé"
    if not etat.manquantes:
        return f"{build_marque(StatutSuivi.ATTEINT)}{INSECABLE}rien, tout est reçu"
    en_retard = any(donnee.attente.en_retard for donnee in etat.manquantes)
    marque = build_marque(StatutSuivi.DONNEE_ATTENDUE if en_retard else StatutSuivi.NON_EXIGEE)
    nombre = format_entier(len(etat.manquantes))
    return f"{marque}{INSECABLE}<b>{nombre}</b> {escape(write_depuis(etat.manquantes, origine=False))}"


def build_depot(lot: Lot | None) -> str:
    """Build the link to a lot and its day (HTML); « aucun » without any."""
    if lot is None:
        return "aucun"
    lien = build_lien(f"/depots?lot={lot.numero}", f"n°{INSECABLE}{lot.numero}")
    return f"{format_date_courte(lot.publie_le.date())} ({lien})"
