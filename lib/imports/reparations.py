"""Rows of a CSV whose cells are out of place: the writings that would put them back, offered, never applied."""

from collections.abc import Iterator

from lib.imports.csv_francais import SEPARATEURS, split_ligne

PROPOSITIONS_MAX = 3


def list_reparations(brut: str, separateur: str, largeur: int) -> tuple[str, ...]:
    """List the ways to write a row that give it as many cells as the header has, the most likely first.

    >>> list_reparations('"S.2.1-01;2024;T4;12,5"', ";", 4)
    ('S.2.1-01;2024;T4;12,5',)
    >>> list_reparations("V2.1-EIO-02,2024,T4,12,5", ",", 4)
    ('V2.1-EIO-02,2024,T4,"12,5"',)
    """
    retenues: dict[str, None] = {}
    for ecriture in _list_ecritures(brut, separateur, largeur):
        cellules = split_ligne(ecriture, separateur)
        if ecriture != brut and "\n" not in ecriture and len(cellules) == largeur:
            retenues.setdefault(ecriture)
    return tuple(retenues)[:PROPOSITIONS_MAX]


def _list_ecritures(brut: str, separateur: str, largeur: int) -> Iterator[str]:
    """Yield candidate writings: without quotes, with the file's own separator, a decimal joined, a doubled cell cut."""
    net = brut.strip()
    sans = net[1:-1].replace('""', '"') if len(net) > 1 and net[0] == net[-1] == '"' else net.replace('"', "")
    yield sans
    yield net.replace('"', "")
    for autre in SEPARATEURS:
        if autre != separateur and autre in sans:
            cellules = split_ligne(sans, autre)
            yield _join(cellules, separateur)
    cellules = split_ligne(net, separateur)
    if separateur == "," and len(cellules) == largeur + 1:
        for rang in range(len(cellules) - 1):
            if cellules[rang].strip().lstrip("-").isdigit() and cellules[rang + 1].strip().isdigit():
                decimale = f"{cellules[rang].strip()},{cellules[rang + 1].strip()}"
                yield _join([*cellules[:rang], decimale, *cellules[rang + 2 :]], separateur)
    if len(cellules) == largeur + 1:
        for rang, cellule in enumerate(cellules):
            if not cellule.strip():
                yield _join([*cellules[:rang], *cellules[rang + 1 :]], separateur)


def _join(cellules: list[str], separateur: str) -> str:
    """Write cells as a row, quoting those that need it."""
    return separateur.join(
        '"' + cellule.replace('"', '""') + '"' if separateur in cellule or '"' in cellule else cellule
        for cellule in cellules
    )
