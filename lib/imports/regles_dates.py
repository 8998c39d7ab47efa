"""Dates that a spreadsheet made of something else: in a column of years or quarters, or kept as a day's number."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal

from lib.domain.formats import format_date_courte, format_nombre
from lib.domain.tableau import GenreCellule
from lib.imports.regles_cadre import JOUR_ZERO, Cadre, RegleIndicateur
from lib.imports.regles_codes import read_date, read_entier
from lib.imports.regles_examen import Examen

ECART_SUSPECT = 100
"""How many times the greatest known figure a day's number must be to be doubted (convention Jalons)."""

Connues = Callable[[], Iterable[Decimal | None]]
"""Gives the known figures, when they are needed."""


def find_jour(numero: Decimal | int | None, cadre: Cadre) -> date | None:
    """Give the day a number stands for in a spreadsheet, when it is of the contract's years, one more each side."""
    jours = cadre.numeros_de_jour
    if numero is None or not jours.start <= numero < jours.stop or numero != int(numero):
        return None
    return JOUR_ZERO + timedelta(days=int(numero))


def check_numero_de_jour(
    examen: Examen, nom: str, valeur: Decimal | None, list_connues: Connues, exemple: str, cadre: Cadre
) -> None:
    """Ask about a figure that is a day's number, when the known ones are far below or when none is known (C26)."""
    jour = find_jour(valeur, cadre)
    if jour is None or valeur is None:
        return
    connues = [abs(connue) for connue in list_connues() if connue is not None]
    if connues and valeur < ECART_SUSPECT * max(connues):
        return
    repere = f" Aucune valeur connue ne dépasse {format_nombre(max(connues))}." if connues else ""
    champs = {"valeur": format_nombre(valeur), "jour": format_date_courte(jour), "repere": repere, "exemple": exemple}
    examen.record("C26", nom, (format_nombre(valeur),), **champs)


def list_references(regle: RegleIndicateur, cadre: Cadre) -> list[Decimal | None]:
    """List the figures known of an indicator, wherever and whenever: results, initial situation, targets."""
    code, contrat = regle.indicateur.code, cadre.contrat
    resultats = [resultat.valeur for resultat in contrat.resultats_par_indicateur.get(code, [])]
    cibles = [cible.valeur for cible in contrat.cibles_par_indicateur.get(code, [])]
    return [*resultats, regle.indicateur.situation_initiale, *cibles]


def refuse_date(examen: Examen, nom: str, cadre: Cadre, attendu: str) -> bool:
    """Refuse a date where a year or a quarter is expected (V19); gives whether it was one."""
    cellule = examen.get_cellule(nom)
    if cellule is None:
        return False
    texte = examen.get_texte(nom)
    jour = find_jour(read_entier(texte), cadre)
    if jour is None and cellule.genre is not GenreCellule.DATE and read_date(texte) is None:
        return False
    precision = f" (le {format_date_courte(jour)})" if jour else ""
    examen.record("V19", nom, nom=nom, jour=precision, attendu=attendu)
    return True
