"""The shape of a CSV row: as many cells as the header, quotes that close, no row inside another."""

from lib.domain.tableau import Doute, TableLue
from lib.imports.csv_francais import SEPARATEURS
from lib.imports.regles_examen import Examen
from lib.imports.reparations import list_reparations

_ARTICLES = {";": "un point-virgule", "\t": "une tabulation", ",": "une virgule", "|": "une barre verticale"}


def check_forme(examen: Examen, table: TableLue) -> None:
    """Refuse a row whose cells may not be where its author put them; its other problems are told all the same."""
    if examen.ligne.doute is not None:
        _CONSTATS[examen.ligne.doute](examen, table)
    elif table.lecture.separateur == ",":
        _check_decimale(examen)


def _check_decimale(examen: Examen) -> None:
    """Refuse a comment that is the end of a decimal figure, in a file separated by commas."""
    suite = examen.get_texte("commentaire")
    if not suite.isdecimal():
        return
    avant = examen.ligne.colonnes["commentaire"] - 1
    nom = next((nom for nom, rang in examen.ligne.colonnes.items() if rang == avant and examen.has(nom)), "")
    entier = examen.get_texte(nom)
    if entier.lstrip("-").isdecimal():
        examen.record("L19", nom, (f"{entier}.{suite}",), entier=entier, suite=suite, nom="commentaire")


def _record(examen: Examen, table: TableLue, code: str, **champs: object) -> None:
    ligne = examen.ligne
    separateur = table.lecture.separateur
    propositions = list_reparations(ligne.brut, separateur, table.largeur)
    communs = {
        "lu": ligne.brut,
        "cellules": f"{ligne.largeur} cellule{'s' if ligne.largeur > 1 else ''}",
        "colonnes": table.largeur,
    }
    examen.record(code, "", propositions, separateur=_ARTICLES[separateur], **communs, **champs)


def _check_longue(examen: Examen, table: TableLue) -> None:
    """Tell a comma read as a separator from a separator typed in a text or doubled."""
    en_trop = ", ".join(cellule.texte.strip() for cellule in examen.ligne.en_trop)
    separateur = table.lecture.separateur
    accord = "" if separateur == ";" else "e"
    cause = f"{_ARTICLES[separateur].capitalize()} s’est glissé{accord} dans un texte, ou est doublé{accord}"
    if separateur == ",":
        cause = "Une virgule décimale, ou celle d’un texte, a été lue comme un séparateur"
    trop = f"\u202f; en trop\u00a0: «\u00a0{en_trop}\u00a0»" if en_trop else ""
    _record(examen, table, "L08", en_trop=trop, cause=cause)


def _check_courte(examen: Examen, table: TableLue) -> None:
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
    _record(examen, table, "L15", cause=cause)


def _check_ouvert(examen: Examen, table: TableLue) -> None:
    _record(examen, table, "L16")


def _check_avalees(examen: Examen, table: TableLue) -> None:
    _record(examen, table, "L17", lignes=examen.ligne.brut.count("\n"))


def _check_coupee(examen: Examen, table: TableLue) -> None:
    _record(examen, table, "L18")


_CONSTATS = {
    Doute.LONGUE: _check_longue,
    Doute.COURTE: _check_courte,
    Doute.GUILLEMET_OUVERT: _check_ouvert,
    Doute.LIGNES_AVALEES: _check_avalees,
    Doute.COUPEE: _check_coupee,
}
