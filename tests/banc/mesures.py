"""What the bench measures: one upload of a given size, on a store of its own, step by step, in processor time.

Processor time does not count what other programs of the machine take; the median of several rounds, each on a store of
its own, leaves little of what they disturb all the same.
"""

import csv
import io
import json
import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pandas as pd
from frictionless import Detector, Dialect, Resource, Schema
from frictionless.formats import CsvControl

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role
from lib.domain.nomenclatures import PartieContrat, TypeDepot, TypeTerritoire, TypeValeur
from lib.exports.schemas import get_nom_schema
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.lots import publish_annulation
from lib.usecases.magasin import save_magasin
from tests.serveur import RACINE

T = TypeVar("T")
ACTEUR = Acteur(role=Role.ADMINISTRATEUR, nom="banc")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
TRIMESTRES = [(annee, numero) for annee in (2024, 2025) for numero in (1, 2, 3, 4)]
LECTURES = 15
VALIDATIONS = 5


@dataclass(frozen=True)
class Mesure:
    """One size: rows and filled cells of the file, seconds of each step, and the peak of memory of a publication.

    lecture_nue: pandas reads the file, nothing else; validation: frictionless checks it against the schema published.
    verification: what a person waits for to see the comparison; publication: what they wait for once they press the
    button, the store not having changed since. depot_identique verifies anew, since it has. Memory is in bytes.
    """

    lignes: int
    cellules: int
    lecture_nue: float
    validation: float
    verification: float
    publication: float
    depot_identique: float
    annulation: float
    memoire: int

    @property
    def rapport(self) -> float:
        """Verifying, comparing and publishing, against a bare reading of the same file in the same run."""
        return (self.verification + self.publication) / self.lecture_nue

    @property
    def rapport_validation(self) -> float:
        """The same, against the validation of the same file in the same run."""
        return (self.verification + self.publication) / self.validation


def build_fichier(contrat: ContratLu, lignes: int) -> bytes:
    """Write a results file of so many rows: counts by commune of the solidarités part, one row per quarter.

    The column of ventilations, empty, is there because the schema published requires it.
    """
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
        f"{code};{annee};T{numero};{commune};;{100 + 10 * rang}"
        for code in codes
        for commune in communes
        for rang, (annee, numero) in enumerate(TRIMESTRES)
    ]
    if len(rangees) < lignes:
        raise ValueError(f"Le contrat ne permet que {len(rangees)} lignes, {lignes} demandées.")
    entete = "code_indicateur;annee;trimestre;territoire;ventilation;valeur"
    return "\r\n".join([entete, *rangees[:lignes], ""]).encode("utf-8-sig")


def measure_tours(lignes: int, tours: int) -> Mesure:
    """Upload a file of so many rows into new stores, one after the other; gives the median of each measure."""
    mesures = []
    for _ in range(tours):
        with tempfile.TemporaryDirectory() as dossier:
            os.environ["DATABASE_URL"] = f"sqlite:///{dossier}/banc.sqlite"
            save_magasin()
            mesures.append(measure_depot(lignes))
    return Mesure(*(statistics.median(getattr(mesure, champ.name) for mesure in mesures) for champ in fields(Mesure)))


def measure_depot(lignes: int) -> Mesure:
    """Upload a file of so many rows into the current store, upload it again, undo it."""
    code = get_code(None)
    contenu = build_fichier(build_contrat_lu(code), lignes)
    depot = Depot(contenu=contenu, nom="banc.csv", accepter=list_a_confirmer(code, contenu))
    lecture_nue = _time_mediane(lambda: pd.read_csv(io.BytesIO(contenu), sep=";", dtype=str), LECTURES)
    validation = _measure_validation(contenu)
    plan, verification = _time(lambda: verify_depot(ACTEUR, code, depot, LE_JOUR.date()))
    (_, lot), publication = _time(lambda: publish_depot(ACTEUR, code, depot, plan.empreinte, LE_JOUR))
    if lot is None or len(plan.a_publier) != lignes:
        raise ValueError(f"Le banc devait publier {lignes} valeurs : {plan.resume}.")
    (_, rien), identique = _time(lambda: publish_depot(ACTEUR, code, depot, maintenant=LE_JOUR))
    if rien is not None:
        raise ValueError("Le même fichier déposé à nouveau a changé quelque chose.")
    _, annulation = _time(lambda: publish_annulation(ACTEUR, code, lot.numero, "banc"))
    memoire = _measure_memoire(lambda: publish_depot(ACTEUR, code, depot, maintenant=LE_JOUR))
    temps = (lecture_nue, validation, verification, publication, identique, annulation)
    return Mesure(lignes, _count_cellules(contenu), *temps, memoire)


def list_a_confirmer(code: str, contenu: bytes) -> frozenset[str]:
    """Give the codes a person would have to confirm in this file, read under another name: nothing is made ready."""
    plan = verify_depot(ACTEUR, code, Depot(contenu=contenu, nom="lecture.csv"), LE_JOUR.date())
    return frozenset(probleme.code for probleme in plan.problemes)


def _count_cellules(contenu: bytes) -> int:
    """Count the filled cells under the header."""
    lignes = list(csv.reader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";"))
    return sum(bool(cellule) for ligne in lignes[1:] for cellule in ligne)


def _measure_validation(contenu: bytes) -> float:
    """Time frictionless on the file with the schema published; the columns that the file leaves out are no error."""
    chemin_schema = RACINE / "data" / "schemas" / f"{get_nom_schema(TypeDepot.RESULTATS)}.json"
    schema = json.loads(chemin_schema.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as dossier:
        (Path(dossier) / "banc.csv").write_bytes(contenu)

        def validate() -> None:
            ressource = Resource(
                path="banc.csv",
                basepath=dossier,
                encoding="utf-8-sig",
                dialect=Dialect(controls=[CsvControl(delimiter=";")]),
                schema=Schema.from_descriptor(schema),
                detector=Detector(schema_sync=True),
            )
            if erreurs := ressource.validate().flatten(["rowNumber", "type", "note"]):
                raise ValueError(f"Le fichier du banc ne suit pas le schéma publié : {erreurs[0]}.")

        return _time_mediane(validate, VALIDATIONS)


def _time(acte: Callable[[], T]) -> tuple[T, float]:
    debut = time.process_time()
    return acte(), time.process_time() - debut


def _time_mediane(acte: Callable[[], object], essais: int) -> float:
    return statistics.median(_time(acte)[1] for _ in range(essais))


def _measure_memoire(acte: Callable[[], object]) -> int:
    tracemalloc.start()
    acte()
    sommet = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return sommet
