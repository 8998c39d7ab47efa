"""Warnings a person confirmed when depositing a value: written with the fact, shown with its history."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from lib.domain.contrat import Fait
from lib.domain.formats import INSECABLE
from lib.domain.phrases import format_suite

F = TypeVar("F", bound=Fait)

CONFIRME = f"Confirmé au dépôt{INSECABLE}: "
"""What opens the confirmations in the source of a fact."""


def record_confirmation(fait: F, messages: Iterable[str]) -> F:
    """Write in the source of a fact the warnings confirmed about it, as they were read then."""
    dits = " ".join(dict.fromkeys(messages))
    if not dits:
        return fait
    return replace(fait, source=" ; ".join(filter(None, [fait.source, f"{CONFIRME}{dits}"])))


def get_confirmation(fait: Fait) -> str:
    """Give the warnings confirmed about a fact, with the words that open them; '' when there was none."""
    _, marque, dits = fait.source.partition(CONFIRME)
    return f"{marque}{format_suite(dits)}"


def get_source(fait: Fait) -> str:
    """Give where a fact comes from, without the warnings confirmed about it."""
    return fait.source.partition(CONFIRME)[0].removesuffix(" ; ")
