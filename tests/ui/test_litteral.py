"""Texts are read as they are written: a Markdown reader that is not the application's judges, and the static files."""

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lib.ui.litteral import escape_markdown, write_gras
from tests.serveur import RACINE

LECTEUR = MarkdownIt("commonmark").enable(["strikethrough", "table"])

HOSTILES = (
    "[lien](http://exemple.fr)",
    "![image](http://exemple.fr/i.png)",
    "<http://exemple.fr> <b>gras</b> <!-- rien -->",
    "**gras** __gras__ *i* _i_ ***x*** ~~barré~~",
    "`code` ```bloc``` ~~~bloc~~~",
    "# titre",
    "###### titre",
    "- liste",
    "+ liste",
    "* liste",
    "1. liste",
    "12) liste",
    "> citation",
    "---",
    "- - -",
    "***",
    "Titre\n===",
    "Titre\n---",
    "un\n\ndeux\n\n- trois",
    "un  \ndeux\\\ntrois",
    "    code",
    "\tcode",
    "| a | b |\n|---|---|\n| c | d |",
    "[a]: http://exemple.fr\n[a]",
    "[^1] et [^1]: note",
    "&amp; &#91;x&#93; &copy",
    "\\*x\\* \\\\",
    "12 000 € - 3 % : oui ; non (a, b) « c » !",
)

DIRECTIVES = (
    ":red[x] :blue-background[y]",
    ":smile: :+1:",
    ":material/close: :streamlit:",
    "$x^2$ $$y$$",
    "::feuille[x]{a=b} :::bloc",
)
"""What Streamlit reads besides Markdown."""

_ACTIVE = re.compile(r"(?<!\\):(?=[\w:\[+/])|(?<!\\)\$|:material/|:[\w+-]+:")


def read(texte: str) -> str:
    """Read a text as a browser shows it; fails when it is made of anything else than words."""
    blocs = LECTEUR.parse(texte)
    if not blocs:
        return ""
    assert [bloc.type for bloc in blocs] == ["paragraph_open", "inline", "paragraph_close"], blocs
    morceaux = blocs[1].children or []
    assert {morceau.type for morceau in morceaux} <= {"text", "text_special"}, morceaux
    return "".join(morceau.content for morceau in morceaux)


@pytest.mark.parametrize("texte", [*HOSTILES, *DIRECTIVES])
def test_what_is_read_is_the_text(texte: str) -> None:
    assert read(escape_markdown(texte)) == texte


@pytest.mark.parametrize("texte", DIRECTIVES)
def test_nothing_is_left_for_streamlit_to_read(texte: str) -> None:
    assert _ACTIVE.search(texte)
    assert not _ACTIVE.search(escape_markdown(texte))


@given(st.text(st.sampled_from("ab1 #-+*_`~<>[]()!&;:$\\/.=|{}^@\n\t\r\u00a0é")))
def test_any_text_is_read_as_it_is(texte: str) -> None:
    assert read(escape_markdown(texte)) == texte


def test_bold_is_jalons_s_own_and_what_it_quotes_stays_words() -> None:
    html = LECTEUR.render(escape_markdown(f"≠ {write_gras('[a](b) **c**')} : d"))
    assert html == "<p>≠ <strong>[a](b) **c**</strong> : d</p>\n"
    assert "<strong>" not in LECTEUR.render(escape_markdown("\ufdd0a\ufdd0 **b**"))


APPELS = frozenset(
    "altair_chart button caption checkbox code columns container context dataframe download_button error expander "
    "file_uploader form form_submit_button get_option header html info markdown multiselect navigation page_link "
    "pagination popover pydeck_chart query_params rerun selectbox session_state set_page_config spinner stop "
    "subheader success switch_page text_area text_input title toast toggle vega_lite_chart warning write App Page "
    "cache_data cache_resource column_config".split()
)
"""What pages may ask of Streamlit: each one's texts leave by fields that the door knows."""

GARDIENS = {"radio": "litteral.py", "segmented_control": "litteral.py", "pills": "litteral.py", "tabs": "onglets.py"}
"""Choices that come back: only these modules draw them, and escape them."""


def list_appels() -> set[tuple[str, str]]:
    """List what each file of the screens asks of Streamlit."""
    fichiers = [*(RACINE / "lib" / "ui").glob("*.py"), *(RACINE / "pages").glob("*.py"), RACINE / "app.py"]
    return {
        (fichier.name, noeud.attr)
        for fichier in fichiers
        for noeud in ast.walk(ast.parse(fichier.read_text("utf-8")))
        if isinstance(noeud, ast.Attribute) and isinstance(noeud.value, ast.Name) and noeud.value.id == "st"
    }


def test_only_known_elements_are_drawn() -> None:
    assert {(fichier, nom) for fichier, nom in list_appels() if nom not in APPELS} == {
        (fichier, nom) for nom, fichier in GARDIENS.items()
    }


def test_no_markdown_is_allowed_to_hold_html() -> None:
    sources = [fichier.read_text("utf-8") for fichier in (RACINE / "lib" / "ui").glob("*.py")]
    assert not any("unsafe_allow_html" in source for source in sources)
