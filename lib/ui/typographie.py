"""The door of the screen: every text that leaves for the browser goes through it, with French typography.

Sentences, texts of the contract and texts typed by people all pass here, whatever shows them: no page has to think of
the spaces before « : » or « ; », nor of the Markdown that a text may hold, which is never read as such. What is chosen
(options, tabs) and what is typed keep their characters: they come back. The files to download do not pass here.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.domain.phrases import format_html, format_texte
from lib.ui.litteral import escape_markdown

TEXTES = frozenset(
    "alt body caption captions code_text help label placeholder text title tooltip validate_message".split()
)
"""Fields of Streamlit's messages that hold words to read."""

TELS_QUELS = frozenset({"alt", "code_text", "placeholder"})
"""Among them, those that the browser shows as they are. It reads Markdown in all the others: new ones too."""

HTML = frozenset({("Html", "body"), ("DeckGlJsonChart", "tooltip")})
"""Messages whose words are HTML that Jalons wrote, its data escaped."""

DESCRIPTIONS = frozenset({"spec", "json", "columns"})
"""Fields that describe a chart, a map or columns, in JSON."""

RENVOIS = frozenset({"Tab"})
"""Messages whose words are an address: the browser sends them back."""

CHAMPS = frozenset("as field fields from groupby href key lookup url".split())
"""Parts of a chart that name its data."""

EXPRESSIONS = frozenset("calculate expr filter labelExpr signal test update".split())
"""Parts of a chart that compute: only what they quote is words."""

AIDES = frozenset({"help"})
"""Parts of the columns of a table that the browser reads as Markdown."""

_CITATION = re.compile(r"""(["'])(.*?)\1""")


@dataclass(frozen=True)
class Porte:
    """The sending that puts a message right, then sends it."""

    envoi: Callable[[ForwardMsg], None]

    def __call__(self, message: ForwardMsg) -> None:
        """Send a message put right."""
        if message.WhichOneof("type") == "delta":
            write_message(message.delta)
        self.envoi(message)


def install_porte() -> None:
    """Put right every message of this run as it leaves; called by the router, before anything is shown.

    A run that follows another in the same session finds the door there: a text is never escaped twice.
    """
    contexte = get_script_run_ctx()
    if contexte is not None and not isinstance(contexte._enqueue, Porte):
        contexte._enqueue = Porte(contexte._enqueue)


def write_message(message: Message) -> None:
    """Put right, in place, the texts of a message and of all it holds."""
    for champ, valeur in message.ListFields():
        repete = not isinstance(valeur, str | bytes | Message | int | float)
        if champ.type == FieldDescriptor.TYPE_MESSAGE:
            if message.DESCRIPTOR.GetOptions().map_entry or (repete and hasattr(valeur, "items")):
                continue
            for contenu in valeur if repete else [valeur]:
                if contenu.DESCRIPTOR.name not in RENVOIS:
                    write_message(contenu)
        elif champ.name in TEXTES and champ.type == FieldDescriptor.TYPE_STRING:
            format_ = _get_format(message.DESCRIPTOR.name, champ.name)
            if repete:
                valeur[:] = [format_(texte) for texte in valeur]
            else:
                setattr(message, champ.name, format_(valeur))
        elif champ.name in DESCRIPTIONS and champ.type == FieldDescriptor.TYPE_STRING and valeur:
            setattr(message, champ.name, json.dumps(_format_json(json.loads(valeur)), ensure_ascii=False))
        elif champ.name == "data" and champ.type == FieldDescriptor.TYPE_BYTES and "Arrow" in message.DESCRIPTOR.name:
            setattr(message, champ.name, _format_arrow(valeur))


def _get_format(message: str, champ: str) -> Callable[[str], str]:
    """Give how a field is written: as HTML, as it is, or with its Markdown escaped, which is the rule."""
    if (message, champ) in HTML:
        return format_html
    return format_texte if champ in TELS_QUELS else _format_litteral


def _format_litteral(texte: str) -> str:
    return escape_markdown(format_texte(texte))


def _format_json(valeur: Any, cle: str = "") -> Any:
    """Put right the words of a description, and leave what the machine reads."""
    if cle in CHAMPS:
        return valeur
    if isinstance(valeur, str):
        if cle in EXPRESSIONS:
            return _CITATION.sub(_format_citation, valeur)
        return _format_litteral(valeur) if cle in AIDES else format_texte(valeur)
    if isinstance(valeur, dict):
        return {nom: _format_json(contenu, nom) for nom, contenu in valeur.items()}
    if isinstance(valeur, list):
        return [_format_json(contenu) for contenu in valeur]
    return valeur


def _format_citation(trouve: re.Match[str]) -> str:
    return f"{trouve[1]}{format_texte(trouve[2])}{trouve[1]}"


def _format_arrow(octets: bytes) -> bytes:
    """Put right the cells of a table; the names of its columns are read by its description and stay."""
    table = pa.ipc.open_stream(octets).read_all()
    for rang, champ in enumerate(table.schema):
        if pa.types.is_string(champ.type) or pa.types.is_large_string(champ.type):
            textes = [None if texte is None else format_texte(texte) for texte in table.column(rang).to_pylist()]
            table = table.set_column(rang, champ, pa.array(textes, champ.type))
    sortie = pa.BufferOutputStream()
    with pa.ipc.new_stream(sortie, table.schema) as ecrivain:
        ecrivain.write_table(table)
    return sortie.getvalue().to_pybytes()
