"""What the bench measures: one upload of a given size, on a store of its own, step by step."""

import io
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import pandas as pd

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role
from lib.domain.nomenclatures import PartieContrat, TypeTerritoire, TypeValeur
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.lots import publish_annulation

T = TypeVar("T")
ACTEUR = Acteur(role=Role.ADMINISTRATEUR, nom="banc")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
TRIMESTRES = [(annee, numero) for annee in (2024, 2025) for numero in (1, 2, 3, 4)]
LECTURES = 7


@dataclass(frozen=True)
class Mesure:
    """One size: seconds of each step, and the peak of memory of a publication in bytes.

    verification: what a person waits for to see the comparison; publication: what they wait for once they press the
    button, the store not having changed since. depot_identique verifies anew, since it has.
    """

    lignes: int
    lecture_nue: float
    verification: float
    publication: float
    depot_identique: float
    annulation: float
    memoire: int

    @property
    def rapport(self) -> float:
        """Verifying, comparing and publishing, against a bare reading of the same file in the same run."""
        return (self.verification + self.publication) / self.lecture_nue


def build_fichier(contrat: ContratLu, lignes: int) -> bytes:
    """Write a results file of so many rows: counts by commune of the solidarités part, one row per quarter."""
    axes = {axe.code for axe in contrat.axes if axe.partie is PartieContrat.SOLIDARITES}
    confidentielles = {fiche.code for fiche in contrat.fiches if fiche.confidentielle}
    codes = [
        indicateur.code
        for indicateur in contrat.indicateurs
        if indicateur.axe in axes
        and indicateur.fiche not in confidentielles
        and indicateur.type is TypeValeur.NOMBRE
        and not indicateur.formule
    ]
    communes = [territoire.code for territoire in contrat.territoires if territoire.type is TypeTerritoire.COMMUNE]
    rangees = [
        f"{code};{annee};T{numero};{commune};{100 + 10 * rang}"
        for code in codes
        for commune in communes
        for rang, (annee, numero) in enumerate(TRIMESTRES)
    ]
    if len(rangees) < lignes:
        raise ValueError(f"Le contrat ne permet que {len(rangees)} lignes, {lignes} demandées.")
    entete = "code_indicateur;annee;trimestre;territoire;valeur"
    return "\r\n".join([entete, *rangees[:lignes], ""]).encode("utf-8-sig")


def measure_depot(lignes: int) -> Mesure:
    """Upload a file of so many rows into the current store, upload it again, undo it."""
    code = get_code(None)
    contenu = build_fichier(build_contrat_lu(code), lignes)
    depot = Depot(contenu=contenu, nom="banc.csv", accepter=list_a_confirmer(code, contenu))
    _, lecture_nue = _time_mediane(lambda: pd.read_csv(io.BytesIO(contenu), sep=";", dtype=str))
    plan, verification = _time(lambda: verify_depot(ACTEUR, code, depot, LE_JOUR.date()))
    (_, lot), publication = _time(lambda: publish_depot(ACTEUR, code, depot, plan.empreinte, LE_JOUR))
    if lot is None or len(plan.a_publier) != lignes:
        raise ValueError(f"Le banc devait publier {lignes} valeurs : {plan.resume}.")
    (_, rien), identique = _time(lambda: publish_depot(ACTEUR, code, depot, maintenant=LE_JOUR))
    if rien is not None:
        raise ValueError("Le même fichier déposé à nouveau a changé quelque chose.")
    _, annulation = _time(lambda: publish_annulation(ACTEUR, code, lot.numero, "banc"))
    memoire = _measure_memoire(lambda: publish_depot(ACTEUR, code, depot, maintenant=LE_JOUR))
    return Mesure(lignes, lecture_nue, verification, publication, identique, annulation, memoire)


def list_a_confirmer(code: str, contenu: bytes) -> frozenset[str]:
    """Give the codes a person would have to confirm in this file, read under another name: nothing is made ready."""
    plan = verify_depot(ACTEUR, code, Depot(contenu=contenu, nom="lecture.csv"), LE_JOUR.date())
    return frozenset(probleme.code for probleme in plan.problemes)


def _time(acte: Callable[[], T]) -> tuple[T, float]:
    debut = time.perf_counter()
    return acte(), time.perf_counter() - debut


def _time_mediane(acte: Callable[[], T]) -> tuple[T, float]:
    essais = [_time(acte) for _ in range(LECTURES)]
    return essais[0][0], statistics.median(duree for _, duree in essais)


def _measure_memoire(acte: Callable[[], object]) -> int:
    tracemalloc.start()
    acte()
    sommet = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return sommet
