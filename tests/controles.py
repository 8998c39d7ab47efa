"""What is asked of every sentence shown, on whichever store: a new requirement is one function and one line here."""

from collections.abc import Callable

from tests.fautes import list_debuts, list_fautes
from tests.phrases import list_citations, list_phrases


def list_fautes_de_francais(magasin: str) -> list[str]:
    """Agreement, elision, typography: each wrong text once, with the page and quarter where it is first read."""
    debuts = list_debuts(list_citations(magasin))
    premieres = {phrase.texte: phrase for phrase in reversed(list_phrases(magasin))}
    return [
        f"{phrase.page} {phrase.trimestre} : {faute}\n    dans {phrase.texte[:200]!r}"
        for phrase in premieres.values()
        for faute in list_fautes(phrase.texte, debuts)
    ]


CONTROLES: dict[str, Callable[[str], list[str]]] = {"accords, élisions, typographie": list_fautes_de_francais}
"""Each gives what it refuses of a store (its address), every refusal naming its page and its text."""


def check_phrases(magasin: str, controle: str) -> None:
    """Fail with what a control refuses on a store."""
    refus = CONTROLES[controle](magasin)
    assert not refus, f"{len(refus)} phrases refusées\n" + "\n".join(refus[:60])
