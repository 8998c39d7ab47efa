"""Texts shown as they are written: Streamlit reads Markdown in nearly everything it draws, and Jalons writes none.

Whatever a person typed, a file holds or an address says reaches the browser with every mark of Markdown escaped:
`escape_markdown`, which the door of the screen applies to every message (lib/ui/typographie.py). Choices come back
from the browser as they were sent: they are escaped before they leave, by the three widgets below.
"""

import re
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")

RENDU = {"{remarkPlugins:x,rehypePlugins:S,": "{remarkPlugins:[],rehypePlugins:S,"}
"""What Streamlit adds to Markdown (addresses made into links, arrows, emoji), which no escape prevents: not served.

Served with Streamlit's words in French (lib/ui/francais.py): the same test says that the installed version holds it.
"""

_GRAS = f"\ufdd0{token_hex(8)}\ufdd0"
"""The mark around what Jalons writes in bold: drawn at each start of the server, so that no text can hold it."""

_BLANCS = re.compile(r"^\s+|\s+$|[\t\n\r]")
_MARQUES = re.compile(r"[\\`*_\[\]<$~]|&(?=[#\w])|(?<=\S):|:(?=\S)|(?<=:material)/")
_DEBUT = re.compile(r"(?:#{1,6}|[-+]|\d{1,9}[.)])(?=\s|$)|>|-(?=[-\s]*$)")


def write_gras(texte: str) -> str:
    """Write a text in bold within a sentence of Jalons; what it quotes is shown as it is all the same."""
    return f"{_GRAS}{texte}{_GRAS}"


def escape_markdown(texte: str) -> str:
    r"""Write a text so that what is read is the text itself: no emphasis, link, image, formula, icon, list or block.

    >>> escape_markdown("[Ici](http://exemple.fr) **gras** $x$ :red[a] <b>")
    '\\[Ici\\](http\\://exemple.fr) \\*\\*gras\\*\\* \\$x\\$ \\:red\\[a\\] \\<b>'
    >>> escape_markdown("1. Un\n- deux"), escape_markdown("Reçu\u00a0: 5 € - 12 à 3.")
    ('1\\. Un&#10;- deux', 'Reçu\xa0: 5 € - 12 à 3.')
    """
    debut = _DEBUT.match(texte)
    tete = f"{debut[0][:-1]}\\{debut[0][-1]}" if debut else ""
    reste = _MARQUES.sub(r"\\\g<0>", texte[debut.end() if debut else 0 :])
    ligne = _BLANCS.sub(lambda trouve: "".join(f"&#{ord(blanc)};" for blanc in trouve[0]), tete + reste)
    return ligne.replace(_GRAS, "**")


def _format_choix(format_func: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda option: escape_markdown(format_func(option))


def select_radio(
    libelle: str, options: Iterable[T], *, format_func: Callable[[T], str] = str, **reglages: Any
) -> T | None:
    """Draw a choice among options all in sight (st.radio), each shown as it is written."""
    return st.radio(libelle, list(options), format_func=_format_choix(format_func), **reglages)


def select_segment(
    libelle: str, options: Iterable[T], *, format_func: Callable[[T], str] = str, **reglages: Any
) -> T | None:
    """Draw a choice among segments (st.segmented_control), each shown as it is written."""
    return st.segmented_control(libelle, list(options), format_func=_format_choix(format_func), **reglages)


def select_pastille(
    libelle: str, options: Iterable[T], *, format_func: Callable[[T], str] = str, **reglages: Any
) -> T | None:
    """Draw a choice among pills (st.pills), each shown as it is written."""
    return st.pills(libelle, list(options), format_func=_format_choix(format_func), **reglages)
