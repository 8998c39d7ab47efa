"""Whatever the contract, the people and the address say, no page makes Markdown or HTML of it."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
import streamlit as st
from google.protobuf.message import Message
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Role
from lib.ui.routeur import ECRANS
from lib.usecases.contrats import get_code
from lib.usecases.lots import list_lots
from tests.phrases import (
    ONGLETS_BUDGET,
    PARTIES,
    VUES_AVENANTS,
    VUES_INDICATEURS,
    list_adresses_pages,
    list_protos,
    open_magasin,
    open_page,
)
from tests.pieges import PIEGE, save_magasin_piege

PARAMETRES = (
    "annee avenant axe code commune etat famille fiche financeurs genre lot mesure numero onglet partie q service "
    "territoire tri trimestre type valeur vue"
).split()
"""What an address may say, the contract apart."""

TELS_QUELS = frozenset("alt code_text data default id key placeholder raw_value query_string url value".split())
"""Fields that the browser never reads as Markdown."""

OPTIONS_BRUTES = frozenset({"Selectbox", "MultiSelect"})
"""Messages whose options the browser shows as they are."""

PERMIS = frozenset({"text", "text_special", "strong_open", "strong_close"})
"""What a text of the application may be made of: words, and the bold that Jalons puts itself."""

_ACTIF = re.compile(r"(?<!\\):(?=[\w\[/])|(?<![\\*])\*(?!\*)|(?<!\\)[$~`]")
"""What Streamlit reads besides Markdown: directives, icons, emoji, formulas."""

VISITES: list[tuple[str, dict[str, str]]] = [
    *((ecran.fichier, {"trimestre": "2025-T1"}) for ecran in ECRANS),
    *((ecran.fichier, dict.fromkeys(PARAMETRES, PIEGE)) for ecran in ECRANS),
    *((ecran.fichier, {"contrat": PIEGE}) for ecran in ECRANS),
    *(("budget.py", {"trimestre": "2025-T1", "onglet": onglet}) for onglet in ONGLETS_BUDGET),
    *(("methode.py", {"partie": partie}) for partie in PARTIES),
    *(("indicateurs.py", {"trimestre": "2025-T1", "vue": vue}) for vue in VUES_INDICATEURS),
    *(("avenants.py", {"vue": vue}) for vue in VUES_AVENANTS),
    ("avenants.py", {"numero": "1"}),
    ("synthese.py", {"avenant": "1"}),
    ("indicateur.py", {"code": "S.1.1-01", "trimestre": "2025-T1"}),
    ("fiches_action.py", {"fiche": "S.1.1", "trimestre": "2025-T1"}),
    ("fiches_action.py", {"fiche": "I.V3", "trimestre": "2025-T1"}),
    ("depots.py", {"valeur": "resultats/S.1.1-01/2025/1/DEP/"}),
    ("depots.py", {"valeur": f"resultats/{PIEGE}"}),
    ("depots.py", {"valeur": f"{PIEGE}/{PIEGE}"}),
    *(("depots.py", {"lot": str(numero)}) for numero in range(1, 7)),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A store whose every text is hostile, read by an administrator; what AppTest calls each page of it."""
    dossier = tmp_path_factory.mktemp("pieges")
    with open_magasin(f"sqlite:///{dossier / 'jalons.sqlite'}") as environnement:
        save_magasin_piege(dossier / "contrats")
        assert len(list_lots(get_code(None))) == 6, "VISITES ouvre chaque lot"
        role = {"jalons_role": Role.ADMINISTRATEUR.value}
        environnement.setattr(type(st.context), "cookies", property(lambda _: role))
        yield list_adresses_pages()


@pytest.mark.parametrize(("fichier", "adresse"), VISITES, ids=lambda v: v if isinstance(v, str) else ",".join(v))
def test_no_page_reads_as_markdown_what_it_was_given(
    pages: dict[str, str], fichier: str, adresse: dict[str, str]
) -> None:
    page = open_page(pages[fichier], adresse)
    assert not page.exception
    assert list_pris(page) == []


def test_the_trap_is_seen_on_the_pages(pages: dict[str, str]) -> None:
    page = open_page(pages["depots.py"], {"valeur": f"resultats/{PIEGE}"})
    assert any("piège" in erreur.value for erreur in page.error), "sans quoi le test d’à côté ne lirait rien"
    assert list_pris_markdown("Alert", "body", f"« {PIEGE} »") and list_pris_html(f"<p>{PIEGE}</p>")


def list_pris(page: AppTest) -> list[str]:
    """List the texts of a page in which a browser would read something else than words."""
    return [pris for proto in list_protos(page._tree) for pris in _list_pris_message(proto)]


def _list_pris_message(message: Message) -> Iterator[str]:
    genre = message.DESCRIPTOR.name
    if genre == "Markdown" and message.allow_html:  # type: ignore[attr-defined]
        yield f"HTML par le Markdown : {message}"
    for champ, valeur in message.ListFields():
        if hasattr(valeur, "items"):
            continue
        for un in valeur if champ.is_repeated else [valeur]:
            if isinstance(un, Message):
                yield from _list_pris_message(un)
            elif isinstance(un, str) and genre == "Html":
                yield from list_pris_html(un)
            elif isinstance(un, str) and champ.name == "columns" and genre == "Dataframe":
                aides = [colonne.get("help") or "" for colonne in json.loads(un).values()]
                yield from (pris for aide in aides for pris in list_pris_markdown(genre, "help", aide))
            elif isinstance(un, str):
                yield from list_pris_markdown(genre, champ.name, un)


def list_pris_markdown(genre: str, champ: str, texte: str) -> list[str]:
    """List what a field would be read as, by a Markdown reader that is not the application's; [] when words alone."""
    if champ in TELS_QUELS or (genre in OPTIONS_BRUTES and champ == "options") or "mal.example" not in texte:
        return []
    if genre in ("VegaLiteChart", "ArrowVegaLiteChart", "DeckGlJsonChart"):
        return []
    blocs = MarkdownIt("commonmark").parse(texte)
    morceaux = {enfant.type for bloc in blocs for enfant in bloc.children or ()}
    if [bloc.type for bloc in blocs] == ["paragraph_open", "inline", "paragraph_close"] and morceaux <= PERMIS:
        return [f"{genre}.{champ} : {texte}"] if _ACTIF.search(texte) else []
    return [f"{genre}.{champ} : {texte}"]


class _Balises(HTMLParser):
    """Read the tags of a piece of HTML, and keep those that the trap would have made."""

    def __init__(self) -> None:
        super().__init__()
        self.prises: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        valeurs = dict(attrs)
        if valeurs.get("id") == "mal" or (valeurs.get("href") or valeurs.get("src") or "").startswith("http://mal"):
            self.prises.append(self.get_starttag_text() or tag)


def list_pris_html(html: str) -> list[str]:
    """List the tags that a text given to the page has become."""
    lecteur = _Balises()
    lecteur.feed(html)
    return lecteur.prises
