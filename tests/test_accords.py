"""Counts agree with their words by the one set of helpers: no sentence of the code holds a plural of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serveur import RACINE

PLURIEL = re.compile(r"[ \u00a0]([a-zéèêàâîôûç’]+[sx])\b")
COMPTE = re.compile(r"\blen\(|\bnombre\b|\bsum\(|\breste\b|\btotal\b|\bcomptes?\b|\bformat_entier\(")
FORMES = re.compile(r"""['"](s|x|nt|es)['"] if |\bs = ['"]s""")
ACCORDES = frozenset(
    "after après avis dans depuis fois hors jamais mais mois pas plus puis sans sous très vers".split()
)
"""Words in « s » that are no plural."""

TOUJOURS_PLUSIEURS = frozenset({"dépensés", "services", "lignes", "fichiers", "constats", "cellules", "mots"})
"""Counted words met only where the code has checked that there are several, or with an amount."""

A_PART = ("lib/usecases/demo.py", "lib/store/migrations", "lib/ui/territoire")
"""The story of the demonstration, whose counts are known; migrations; the territory, several communes by nature."""

FICHIERS = [
    fichier
    for fichier in sorted((RACINE / "lib").rglob("*.py"))
    if not fichier.relative_to(RACINE).as_posix().startswith(A_PART)
]


def list_pluriels_ecrits(source: str) -> Iterator[str]:
    """Give the pieces of sentences where a count stands before a plural that nothing makes agree."""
    arbre = ast.parse(source)
    gardes = {id(n) for x in ast.walk(arbre) if isinstance(x, ast.IfExp) for n in ast.walk(x)}
    for phrase in ast.walk(arbre):
        if not isinstance(phrase, ast.JoinedStr) or id(phrase) in gardes:
            continue
        for compte, suite in zip(phrase.values, phrase.values[1:], strict=False):
            if isinstance(compte, ast.FormattedValue) and isinstance(suite, ast.Constant):
                dit = ast.get_source_segment(source, compte.value) or ""
                trouve = PLURIEL.match(str(suite.value))
                if trouve and COMPTE.search(dit) and not dit.startswith(("format_quantite", "format_euros")):
                    if trouve[1] not in ACCORDES | TOUJOURS_PLUSIEURS:
                        yield f"ligne {phrase.lineno} : {{{dit}}}{str(suite.value)[:40]}"


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.relative_to(RACINE).as_posix())
def test_a_count_agrees_by_the_helpers_alone(fichier: Path) -> None:
    source = fichier.read_text(encoding="utf-8")
    assert list(list_pluriels_ecrits(source)) == []
    if fichier.name != "phrases.py":
        assert [ligne for ligne in source.splitlines() if FORMES.search(ligne)] == []


def test_a_plural_of_its_own_is_seen() -> None:
    assert list(list_pluriels_ecrits('f"{len(lignes)} résultats lus"'))
    assert not list(list_pluriels_ecrits("f\"{format_quantite(len(lignes), 'résultat')} lus\""))
    assert not list(list_pluriels_ecrits('"un" if n == 1 else f"{len(lignes)} résultats"'))
