"""Rows of a CSV whose cells are out of place: the writings that would put them back, offered, never applied."""

from collections.abc import Collection, Iterator

from lib.imports.csv_francais import SEPARATEURS, split_ligne


def list_reparations(brut: str, separateur: str, largeur: int, nombres: Collection[int]) -> tuple[str, ...]:
    """List the ways to write a row that give it as many cells as the header has; nombres: the columns of figures.

    >>> list_reparations('"S.2.1-01;2024;T4;12,5"', ";", 4, {4})
    ('S.2.1-01;2024;T4;12,5',)
    >>> list_reparations("V2.1-EIO-02,2024,T4,12,5", ",", 4, {4})
    ('V2.1-EIO-02,2024,T4,"12,5"',)
    """
    retenues: dict[str, None] = {}
    for ecriture in _list_ecritures(brut, separateur, largeur, nombres):
        cellules = split_ligne(ecriture, separateur)
        if ecriture != brut and "\n" not in ecriture and len(cellules) == largeur:
            retenues.setdefault(ecriture)
    return tuple(retenues)


def _list_ecritures(brut: str, separateur: str, largeur: int, nombres: Collection[int]) -> Iterator[str]:
    """Yield candidate writings: without quotes, with the file's own separator, a decimal joined, a doubled cell cut."""
    net = brut.strip()
    if len(net) > 1 and net[0] == net[-1] == '"' and '"' not in net[1:-1].replace('""', ""):
        net = net[1:-1].replace('""', '"')
        yield net
    elif net.count('"') == 1:
        net = net.replace('"', "")
        yield net
    if separateur not in net:
        yield from (_join(split_ligne(net, autre), separateur) for autre in SEPARATEURS if autre in net)
    cellules = split_ligne(net, separateur)
    if len(cellules) != largeur + 1:
        return
    if separateur == ",":
        for rang in nombres:
            if rang < len(cellules) and all(c.strip().lstrip("-").isdigit() for c in cellules[rang - 1 : rang + 1]):
                decimale = f"{cellules[rang - 1].strip()},{cellules[rang].strip()}"
                yield _join([*cellules[: rang - 1], decimale, *cellules[rang + 1 :]], separateur)
    for rang, cellule in enumerate(cellules):
        if not cellule.strip():
            yield _join([*cellules[:rang], *cellules[rang + 1 :]], separateur)


def _join(cellules: list[str], separateur: str) -> str:
    """Write cells as a row, quoting those that need it."""
    return separateur.join(
        '"' + cellule.replace('"', '""') + '"' if separateur in cellule or '"' in cellule else cellule
        for cellule in cellules
    )
