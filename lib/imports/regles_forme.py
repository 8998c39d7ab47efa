"""The shape of a CSV row: as many cells as the header, quotes that close, no row inside another."""

import re
from collections.abc import Callable

from lib.domain.depots import COLONNES
from lib.domain.phrases import format_quantite
from lib.domain.tableau import Cellule, Doute, Entete, TableLue, get_lettre, to_visible
from lib.imports.attentes import Attente
from lib.imports.csv_francais import SEPARATEURS, split_ligne
from lib.imports.nombres import read_nombre
from lib.imports.regles_cadre import Cadre
from lib.imports.regles_codes import read_numero_trimestre
from lib.imports.regles_examen import Examen
from lib.imports.reparations import list_reparations

_ENTIER = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f]?\d{3})*\Z")
_SUITE = re.compile(r"\d+(?: ?[%€a-zA-ZÀ-ÿ].*)?\Z")
_N_IMPORTE_QUELLE = Attente(pourcentage=True, argent=True)
_ARTICLES = {";": "un point-virgule", "\t": "une tabulation", ",": "une virgule", "|": "une barre verticale"}


def check_forme(examen: Examen, table: TableLue, cadre: Cadre) -> None:
    """Refuse a row whose cells may not be where its author put them; its other problems are told all the same."""
    if examen.ligne.doute is not None:
        code, champs = _CONSTATS[examen.ligne.doute](examen, table)
        _record(examen, table, cadre, code, champs)
    else:
        _check_decimales(examen, table, cadre)


def _check_decimales(examen: Examen, table: TableLue, cadre: Cadre) -> None:
    """Refuse a whole figure that a cell of digits follows, in a file separated by commas: « 12,5 » was cut in two.

    Quotes around the cell, or a neighbour that is itself a figure to fill, leave no doubt.
    """
    par_rang = {entete.colonne: entete for entete in table.entetes}
    cellules = split_ligne(examen.ligne.brut, ",")
    natures = _list_natures(table, cadre)
    for rang in sorted(natures):
        entete, voisine = par_rang[rang], par_rang.get(rang + 1)
        if rang >= len(cellules) or _is_terme(voisine, examen, cadre) or (voisine and voisine.fixes):
            continue
        entier, suite = cellules[rang - 1].strip(), cellules[rang].strip()
        if _ENTIER.match(entier) and _SUITE.match(suite) and f'"{suite}"' not in examen.ligne.brut:
            nom = voisine.titre if voisine else get_lettre(rang + 1)
            champs = {"entier": entier, "suite": suite, "nom": nom}
            examen.record("L19", str(entete.nom), (f"{entier}.{suite}",) if suite.isdecimal() else (), **champs)


def _list_natures(table: TableLue, cadre: Cadre) -> dict[int, str]:
    """Give, by column number, the nature of the columns of figures to fill."""
    figures = {c.nom: c.nature for colonnes in (COLONNES[cadre.type_depot],) for c in colonnes if c.saisie}
    return {
        entete.colonne: figures[entete.nom]
        for entete in table.entetes
        if entete.nom in figures and figures[entete.nom] in ("nombre", "mesure", "argent")
    }


def _is_terme(voisine: Entete | None, examen: Examen, cadre: Cadre) -> bool:
    """Whether the next column is a term of a rate that the row fills in full: a figure of its own."""
    if voisine is None or voisine.nom not in ("numerateur", "denominateur"):
        return False
    indicateur = cadre.codes.get_indicateur(examen.get_texte("code_indicateur"))
    return indicateur is not None and cadre.get_regle(indicateur).is_rapport


def _record(examen: Examen, table: TableLue, cadre: Cadre, code: str, champs: dict[str, object]) -> None:
    ligne, separateur = examen.ligne, table.lecture.separateur
    offertes = list_reparations(ligne.brut, separateur, table.largeur, _list_natures(table, cadre))
    lisibles = tuple(offerte for offerte in offertes if _is_lisible(split_ligne(offerte, separateur), table, cadre))
    cellules = format_quantite(ligne.largeur, "cellule")
    communs = {"lu": ligne.brut, "cellules": cellules, "colonnes": table.largeur}
    propositions = lisibles if len(lisibles) == 1 else ()
    examen.record(code, "", propositions, separateur=_ARTICLES[separateur], **communs, **champs)


def _is_lisible(cellules: list[str], table: TableLue, cadre: Cadre) -> bool:
    """Whether a row put back has a key that reads, and figures where figures are to be; only then is it offered."""
    natures = _list_natures(table, cadre)
    lecteurs: dict[str, Callable[[str], object]] = {
        "code_indicateur": cadre.codes.get_indicateur,
        "code_fiche": cadre.codes.get_fiche,
        "annee": cadre.codes.read_annee,
        "territoire": cadre.codes.get_territoire,
        "trimestre": lambda texte: read_numero_trimestre(texte)[0],
    }
    for entete in table.entetes:
        texte = to_visible(cellules[entete.colonne - 1])
        if entete.nom in lecteurs and lecteurs[entete.nom](texte) is None:
            return False
        cellule = Cellule(0, entete.colonne, texte)
        if entete.colonne in natures and texte and read_nombre(cellule, _N_IMPORTE_QUELLE).valeur is None:
            return False
    return any(to_visible(cellules[rang - 1]) for rang in natures)


def _say_longue(examen: Examen, table: TableLue) -> tuple[str, dict[str, object]]:
    """Tell a comma read as a separator from a separator typed in a text or doubled."""
    en_trop = ", ".join(cellule.texte.strip() for cellule in examen.ligne.en_trop)
    separateur = table.lecture.separateur
    accord = "" if separateur == ";" else "e"
    cause = f"{_ARTICLES[separateur].capitalize()} s’est glissé{accord} dans un texte, ou est doublé{accord}"
    if separateur == ",":
        cause = "Une virgule décimale, ou celle d’un texte, a été lue comme un séparateur"
    trop = f"\u202f; en trop\u00a0: «\u00a0{en_trop}\u00a0»" if en_trop else ""
    return "L08", {"en_trop": trop, "cause": cause}


def _say_courte(examen: Examen, table: TableLue) -> tuple[str, dict[str, object]]:
    """Say why a row is short, as far as its text tells: quoted whole, other separator, cut, or a separator missing."""
    brut, separateur = examen.ligne.brut.strip(), table.lecture.separateur
    entiere = brut[:1] == brut[-1:] == '"' and examen.ligne.largeur == 1
    autre = next(
        (mot for signe, mot in SEPARATEURS.items() if signe != separateur and brut.count(signe) >= table.largeur - 1),
        "",
    )
    if entiere and separateur in brut:
        cause = "Toute la ligne est entre guillemets : elle ne fait qu’une cellule"
    elif autre and separateur not in brut:
        cause = f"Cette ligne est écrite avec un autre séparateur ({autre})"
    else:
        cause = f"Il manque {_ARTICLES[separateur]}, ou la ligne a été coupée en deux"
    return "L15", {"cause": cause}


_CONSTATS: dict[Doute, Callable[[Examen, TableLue], tuple[str, dict[str, object]]]] = {
    Doute.LONGUE: _say_longue,
    Doute.COURTE: _say_courte,
    Doute.GUILLEMET_OUVERT: lambda examen, table: ("L16", {}),
    Doute.LIGNES_AVALEES: lambda examen, table: ("L17", {"lignes": examen.ligne.brut.count("\n")}),
    Doute.COUPEE: lambda examen, table: ("L18", {}),
}
"""By what is wrong with a row: the problem and the fields of its message."""
