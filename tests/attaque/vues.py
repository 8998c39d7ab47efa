"""What an outsider gets: the open export of every reading, read back from its files, and the lines that pages draw."""

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from lib.domain.contrat import Contexte
from lib.domain.faits import Resultat
from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import GenreLot
from lib.domain.progression import build_progressions
from lib.store import faits as store_faits
from lib.store.engine import read
from lib.usecases.contrats import build_contrat_lu
from lib.usecases.lots import list_lots
from lib.usecases.magasin import save_export
from tests.attaque.magasins import ANNEE, CODE
from tests.attaque.structure import COMMUNES_ZONE, is_taux

Cle = tuple[str, ...]
"""Indicator, year, quarter, territory, breakdown; for a context figure « contexte », measure, date, territory."""
TERMES = ("valeur", "numerateur", "denominateur")
AUJOURD_HUI = date(2025, 2, 1)


@dataclass(frozen=True)
class Case:
    """A figure as a reading gives it: the version it comes from, whether it is hidden, its numbers otherwise.

    version: the lot; for the context, whose file names none, the lots that could have changed it.
    """

    cle: Cle
    version: tuple[int, ...]
    masque: bool
    nombres: dict[str, Fraction]

    @property
    def termes(self) -> tuple[str, ...]:
        """The numbers it is made of."""
        return ("numerateur", "denominateur") if is_cle_taux(self.cle) else ("valeur",)


@dataclass(frozen=True)
class Vue:
    """One reading: its figures in the open files, and those that only the pages show, by place."""

    cases: dict[Cle, Case]
    pages: dict[Cle, Fraction]


def is_cle_taux(cle: Cle) -> bool:
    """Whether a figure is a rate with two terms."""
    return cle[0] != "contexte" and is_taux(cle[0])


@contextmanager
def use_magasin(url: str) -> Iterator[None]:
    """Have the application use a store during the block."""
    avant = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = url
    try:
        yield
    finally:
        del os.environ["DATABASE_URL"]
        if avant is not None:
            os.environ["DATABASE_URL"] = avant


def list_vues(dossier: Path) -> list[Vue]:
    """Give every reading that holds a figure, the oldest first; pages show the last one."""
    vues = [Vue(_read_export(dossier / str(n), Lecture(jusqu_a=n)), {}) for n in _list_numeros()[:-1]]
    return [*vues, Vue(_read_export(dossier / "actuel", MAINTENANT), _read_pages())]


def _list_numeros() -> list[int]:
    """List the lots after which the store is read: all those that came after the contract itself."""
    return [lot.numero for lot in list_lots(CODE) if lot.genre is not GenreLot.CONTRAT]


def list_verites() -> list[dict[Cle, Case]]:
    """Give the true figures of the same readings, straight from the store."""
    verites = []
    lectures = [Lecture(jusqu_a=n) for n in _list_numeros()]
    with read() as session:
        for lecture in lectures:
            cases = [
                Case(_get_cle(r), (r.lot,), False, _get_nombres(r))
                for r in store_faits.list_faits(session, Resultat, CODE, lecture)
            ]
            cases += [
                Case(("contexte", f.mesure, f.periode, f.territoire), (f.lot,), False, {"valeur": Fraction(f.valeur)})
                for f in store_faits.list_faits(session, Contexte, CODE, lecture)
            ]
            verites.append({case.cle: case for case in cases})
    return verites


def _get_cle(resultat: Resultat) -> Cle:
    periode = (str(resultat.annee), f"T{resultat.trimestre}")
    return (resultat.indicateur, *periode, resultat.territoire, resultat.ventilation)


def _get_nombres(fait: Resultat) -> dict[str, Fraction]:
    return {terme: Fraction(n) for terme in TERMES if (n := getattr(fait, terme)) is not None}


def _read_export(dossier: Path, lecture: Lecture) -> dict[Cle, Case]:
    """Write the open files of a reading, and read them as anyone would."""
    save_export(dossier, CODE, lecture)
    lots = _read_csv(dossier / "lots.csv")
    annuels = [lot for lot in lots if lot["genre"] == "contrat" or lot["type_depot"] == "contexte"]
    lus = tuple(int(lot["numero"]) for lot in annuels if lot["etat"] == "publie" and not lot["annule_lot"])
    cases = []
    for ligne in _read_csv(dossier / "resultats.csv"):
        cle = tuple(ligne[nom] for nom in ("code_indicateur", "annee", "trimestre", "territoire", "ventilation"))
        cases.append(Case(cle, (int(ligne["lot"]),), ligne["masque"] == "oui", _read_nombres(ligne)))
    for ligne in _read_csv(dossier / "contexte.csv"):
        cle = ("contexte", ligne["mesure"], ligne["date"], ligne["territoire"])
        cases.append(Case(cle, lus, ligne.get("masque") == "oui", _read_nombres(ligne)))
    return {case.cle: case for case in cases}


def _read_csv(fichier: Path) -> list[dict[str, str]]:
    with fichier.open(encoding="utf-8-sig", newline="") as texte:
        return list(csv.DictReader(texte, delimiter=";"))


def _read_nombres(ligne: dict[str, str]) -> dict[str, Fraction]:
    return {nom: Fraction(Decimal(ligne[nom].replace(",", "."))) for nom in TERMES if ligne.get(nom)}


def _read_pages() -> dict[Cle, Fraction]:
    """Give every value that a line of the pages holds in clear, its terms and the parts it is computed from."""
    montres: dict[Cle, Fraction] = {}
    for progression in build_progressions(build_contrat_lu(CODE), AUJOURD_HUI).values():
        for ligne in progression.lignes:
            if not ligne.masque and ligne.trimestre.annee == ANNEE:
                montres |= _read_ligne(ligne)
    return montres


def _read_ligne(ligne: LigneSuivi) -> dict[Cle, Fraction]:
    periode = (str(ligne.trimestre.annee), f"T{ligne.trimestre.numero}")
    cle = (ligne.code, *periode, ligne.territoire, ligne.ventilation)
    montres = {(*cle, "valeur"): Fraction(ligne.valeur)} if ligne.valeur is not None else {}
    for fait in filter(None, (ligne.resultat, ligne.derniere)):
        montres |= {(*_get_cle(fait), terme): n for terme, n in _get_nombres(fait).items()}
    for partie in ligne.parties:
        if partie.valeur is not None and partie.code in COMMUNES_ZONE:
            montres[(ligne.code, *periode, partie.code, ligne.ventilation, "valeur")] = partie.valeur
    return montres
