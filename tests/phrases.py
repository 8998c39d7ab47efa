"""Every sentence of the application: each page read on a store, quarter by quarter, tab by tab, and what it shows.

`list_phrases(magasin)` gives them all, once per store: a test on the words of the screens is a filter on that list.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from itertools import product
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role, can_deposer
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre, list_trimestres
from lib.domain.territoire_pilote import list_membres, list_mesures_contexte, list_zones
from lib.ui.methode import ARGENT, DONNEES, ECARTS, MOTS, SOURCES, SUIVI
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.lots import list_lots
from tests.application import build_application
from tests.serveur import RACINE

PARTIES = (SUIVI, ARGENT, DONNEES, ECARTS, MOTS, SOURCES)
VUES_INDICATEURS = ("Cartes", "Tableau", "À définir")
VUES_AVENANTS = ("avenants", "versements", "reports")
ONGLETS_BUDGET = (
    "Où en est l’argent",
    "Alertes",
    "Par action",
    "Fin d’année",
    "Cofinancement",
    "Versements",
    "Soldes et règles",
    "Prévisionnel et annexe",
)


class Phrase(NamedTuple):
    """One text that a person reads: where, and at which quarter ('' when the page has none)."""

    page: str
    trimestre: str
    texte: str


class Visite(NamedTuple):
    """One page to open, with what its address says."""

    fichier: str
    adresse: dict[str, str]
    role: Role = Role.ADMINISTRATEUR


def list_trimestres_suivis(contrat: ContratLu) -> list[str]:
    """Every quarter of the contract."""
    annees = contrat.compute_annees()
    return [str(t) for t in list_trimestres(Trimestre(annees[0], 1), Trimestre(annees[-1], 4))]


def list_visites(contrat: ContratLu) -> Iterator[Visite]:
    """Every page at every quarter; each tab, fiche and indicator at several quarters in turn."""
    trimestres = list_trimestres_suivis(contrat)
    for trimestre in trimestres:
        for fichier in ("synthese.py", "fiches_action.py", "mon_trimestre.py", "depot.py"):
            yield Visite(fichier, {"trimestre": trimestre})
    for rang, (trimestre, onglet) in enumerate(product(trimestres, ONGLETS_BUDGET)):
        if trimestre.endswith("T4") or rang % 3 == 0:
            yield Visite("budget.py", {"trimestre": trimestre, "onglet": onglet})
    for rang, (trimestre, vue) in enumerate(product(trimestres, VUES_INDICATEURS)):
        if vue == "Tableau" or rang % 4 == 0:
            yield Visite("indicateurs.py", {"trimestre": trimestre, "vue": vue})
    for rang, indicateur in enumerate(contrat.indicateurs):
        yield Visite("indicateur.py", {"code": indicateur.code, "trimestre": trimestres[rang % len(trimestres)]})
    for rang, fiche in enumerate(contrat.fiches):
        yield Visite("fiches_action.py", {"fiche": fiche.code, "trimestre": trimestres[rang * 3 % len(trimestres)]})
    yield from _list_visites_sans_trimestre(contrat)
    for fichier in sorted(f.name for f in (RACINE / "pages").glob("*.py") if f.name != "__init__.py"):
        yield Visite(fichier, {}, Role.LECTEUR)


def _list_visites_sans_trimestre(contrat: ContratLu) -> Iterator[Visite]:
    """The pages that have no quarter, whole."""
    for zone in list_zones(contrat):
        mesures = list(dict.fromkeys(mesure.libelle for mesure in list_mesures_contexte(contrat, zone)))
        communes = [commune.nom for commune in list_membres(contrat, zone)]
        for rang, mesure in enumerate(mesures):
            yield Visite("territoire.py", {"mesure": mesure})
            yield Visite("territoire.py", {"mesure": mesure, "commune": communes[rang % len(communes)]})
    for partie in PARTIES:
        yield Visite("methode.py", {"partie": partie})
    for vue in VUES_AVENANTS:
        yield Visite("avenants.py", {"vue": vue})
    for avenant in contrat.avenants:
        yield Visite("avenants.py", {"numero": str(avenant.numero)})
        yield Visite("synthese.py", {"avenant": str(avenant.numero)})
    for type_depot in TypeDepot:
        if can_deposer(Acteur(Role.ADMINISTRATEUR), type_depot):
            yield Visite("depot.py", {"type": type_depot.libelle})
    for lot in list_lots(contrat.contrat.code):
        yield Visite("depots.py", {"lot": str(lot.numero)})
    for fichier in ("depots.py", "reprise.py", "echeances.py", "feuille_de_route.py"):
        yield Visite(fichier, {})


@cache
def list_phrases(magasin: str) -> tuple[Phrase, ...]:
    """Every text shown on a store (its address), each once per page and quarter; takes about a minute."""
    with open_magasin(magasin) as environnement:
        pages = list_adresses_pages()
        lues: dict[Phrase, None] = {}
        for visite in list_visites(build_contrat_lu(get_code(None))):
            role = visite.role.value
            environnement.setattr(type(st.context), "cookies", property(lambda _, r=role: {"jalons_role": r}))
            page = open_page(pages[visite.fichier], visite.adresse)
            assert not page.exception, (visite, page.exception)
            endroit = " ".join([visite.fichier, *(f"{n}={v}" for n, v in visite.adresse.items() if n != "trimestre")])
            trimestre = visite.adresse.get("trimestre", "")
            lues.update(dict.fromkeys(Phrase(endroit, trimestre, texte) for texte in list_textes(page)))
    return tuple(lues)


@contextmanager
def open_magasin(magasin: str) -> Iterator[pytest.MonkeyPatch]:
    """Read a store for a while, with nothing kept from another."""
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", magasin)
        st.cache_data.clear()
        st.cache_resource.clear()
        yield environnement
    st.cache_data.clear()
    st.cache_resource.clear()


@cache
def list_citations(magasin: str) -> tuple[str, ...]:
    """Every text written in the contract's data or typed by people: what screens quote as it is."""
    with open_magasin(magasin):
        contrat = build_contrat_lu(get_code(None))
        motifs = [lot.motif for lot in list_lots(contrat.contrat.code)]
    faits = [fait for nom in vars(contrat) if isinstance(liste := getattr(contrat, nom), tuple) for fait in liste]
    textes = [valeur for fait in (contrat.contrat, *faits) for valeur in vars(fait).values()]
    return (*motifs, *(texte for texte in textes if isinstance(texte, str) and texte))


def list_adresses_pages() -> dict[str, str]:
    """Give what AppTest calls each page, known only after a first run."""
    application = build_application().run()
    noms = {}
    for fichier in (RACINE / "pages").glob("[!_]*.py"):
        noms[fichier.name] = application.switch_page(str(fichier))._page_hash
    return noms


def open_page(page: str, adresse: dict[str, str]) -> AppTest:
    """Open a page as a new visitor does, by its address."""
    application = build_application()
    application._page_hash = page
    for nom, valeur in adresse.items():
        application.query_params[nom] = valeur
    return application.run()


MUETS = frozenset(
    "id key url form_id icon icon_image content_icon anchor tag type language format default value element_id src uuid "
    "raw_value raw_values name theme selection_mode delete_url deferred_file_id gap page page_script_hash styles "
    "default_tab_label query_string divider height_config width_config mapbox_token autocomplete css stack_trace "
    "column_order selection_default validate_regex shortcut".split()
)
"""Fields of Streamlit's messages that nobody reads."""

MACHINES = frozenset(
    "$schema as field fields from groupby href key lookup url type fill stroke color background font fontStyle "
    "interpolate orient align baseline shape mark calculate expr filter signal test op resolve format timeUnit scheme "
    "strokeCap cursor source ariaRoleDescription range scale dash".split()
)
"""Parts of a chart that nobody reads."""


def list_textes(page: AppTest) -> list[str]:
    """Give every text of a page, its blocks and charts included."""
    return [texte for proto in list_protos(page._tree) for texte in list_textes_message(proto) if texte.strip()]


def list_protos(noeud: Any) -> Iterator[Message]:
    """Give the message of every piece of a page."""
    if isinstance(getattr(noeud, "proto", None), Message):
        yield noeud.proto
    for enfant in getattr(noeud, "children", {}).values():
        yield from list_protos(enfant)


def list_textes_message(message: Message) -> Iterator[str]:
    """Give what is read of one message."""
    for champ, valeur in message.ListFields():
        if champ.name in ("spec", "json", "columns") and isinstance(valeur, str):
            yield from _list_textes_json(json.loads(valeur))
        elif isinstance(valeur, bytes) and "Arrow" in message.DESCRIPTOR.name:
            yield from _list_textes_arrow(valeur)
        elif isinstance(valeur, Message):
            yield from list_textes_message(valeur)
        elif isinstance(valeur, str) and champ.name not in MUETS:
            yield from list_textes_html(valeur)
        elif (
            champ.name not in MUETS
            and not isinstance(valeur, str | bytes | int | float)
            and not hasattr(valeur, "items")
        ):
            for element in valeur:
                if isinstance(element, Message):
                    yield from list_textes_message(element)
                elif isinstance(element, str):
                    yield from list_textes_html(element)


def _list_textes_arrow(octets: bytes) -> Iterator[str]:
    table = pa.ipc.open_stream(octets).read_all()
    for nom, colonne in zip(table.column_names, table.columns, strict=True):
        if not nom.startswith("__index"):
            yield nom
        if pa.types.is_string(colonne.type) or pa.types.is_large_string(colonne.type):
            yield from dict.fromkeys(texte for texte in colonne.to_pylist() if texte and not _DATE.fullmatch(texte))


def _list_textes_json(valeur: Any, cle: str = "") -> Iterator[str]:
    if cle in MACHINES:
        return
    if isinstance(valeur, str):
        citations = re.findall(r"\"([^\"]*)\"", valeur) if cle == "labelExpr" else [valeur]
        yield from (citation for citation in citations if not _DATE.fullmatch(citation))
    elif isinstance(valeur, dict):
        for nom, contenu in valeur.items():
            yield from _list_textes_json(contenu, nom)
    elif isinstance(valeur, list):
        for contenu in valeur:
            yield from _list_textes_json(contenu)


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+)?")
"""A date as charts place it on an axis, which nobody reads."""

BLOCS = frozenset(
    "address br caption dd div dl dt h1 h2 h3 h4 li ol p section small table tbody td th thead tr ul".split()
)
SEPAREES = frozenset("chiffre code etat figure figure_sans intitule marque statut tete".split())
"""Classes of the pieces that the style sheet sets apart from what precedes them."""

_LIEN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class _Lecteur(HTMLParser):
    """Read a piece of HTML as a person does: one text per block, its titles apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.textes, self.courant, self.muet = [], [], False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.muet = tag in ("style", "script")
        self.close_bloc("p" if SEPAREES.intersection((dict(attrs).get("class") or "").split()) else tag)
        self.textes += [valeur for nom, valeur in attrs if nom in ("title", "alt", "aria-label") and valeur]

    def handle_endtag(self, tag: str) -> None:
        self.muet = False
        self.close_bloc(tag)

    def handle_data(self, data: str) -> None:
        if not self.muet:
            self.courant.append(data)

    def close_bloc(self, tag: str = "p") -> None:
        if tag in BLOCS:
            self.textes.append(" ".join("".join(self.courant).split(" ")).strip(" \n"))
            self.courant = []


def list_textes_html(html: str) -> Iterable[str]:
    """Give the texts of a piece of HTML or Markdown, links and emphasis read as words."""
    lecteur = _Lecteur()
    lecteur.feed(_LIEN.sub(r"\1", html).replace("**", ""))
    lecteur.close()
    lecteur.close_bloc()
    return [ligne.strip() for texte in lecteur.textes for ligne in texte.split("\n") if ligne.strip()]
