"""Twin stores that differ only by figures that a reader must not see: what they give out must be the same text.

The threshold of small counts is set so high that every count of persons by territory or breakdown is one. Each figure
is a number of its own, found nowhere in the contract: met anywhere, it is a leak, and its name is known.
"""

import csv
import hashlib
import io
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest

from lib.domain.bordereau import Bordereau, CelluleBordereau, SortCellule
from lib.domain.confirmations import record_confirmation
from lib.domain.contrat import DEPARTEMENT, Contexte, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Role
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Cible
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, StatutResultat, TypeDepot, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import is_personnes
from lib.domain.valeurs import TYPES_RAPPORT
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.contrats import build_contrat_lu, get_code
from tests.serveur import RACINE

SEUIL = Decimal(9_999_999)
"""Above every figure by territory or breakdown, below every figure of the département."""

TOTAL = 30_000_000
CD, FT = "Conseil départemental", "France Travail"
COMMUNES = ("94028", "94017", "94079")
HORS_ZONE = "94001"
PARCOURS = ("emploi", "equilibre", "remobilisation", "tns", "parcours_insertion")
TRIMESTRES = tuple(Trimestre(a, n) for a, n in ((2024, 3), (2024, 4), (2025, 1), (2025, 2), (2025, 3), (2025, 4)))
PARTS = ("V3-04a", "V3-04b", "V3-04c")
"""Rates that share a denominator, which their numerators add up to."""

CASES: dict[str, tuple[tuple[str, str], ...]] = {
    code: tuple((lieu, "") for lieu in (*COMMUNES, HORS_ZONE)) + tuple((DEPARTEMENT, f"parcours:{p}") for p in PARCOURS)
    for code in ("V3-01", *PARTS, "V3-06", "V3-07", "V3-08", "FR-01", "FR-07", "FR-17", "N-V3-01", "N-V3-03", "N-V3-07")
} | {
    "V2.1-EIO-01": (*((lieu, "") for lieu in COMMUNES), (HORS_ZONE, "mois:m01")),
    "V2.1-EIO-02": (("94028", ""), ("AG-94106", "")),
    "V2.1-EIO-03a": tuple((lieu, f"parcours:{p}") for lieu in ("94028", "ZONE") for p in ("emploi", "equilibre")),
    "S.1.2-01": ((DEPARTEMENT, "type_location:colocation"), (DEPARTEMENT, "type_location:location_individuelle")),
    "S.3.3-03": (*((lieu, "") for lieu in COMMUNES), (DEPARTEMENT, "ept:grand_paris_sud_est_avenir")),
    "S.1.3-02": ((DEPARTEMENT, "enfants:avec_enfants"), ("94028", "")),
}
"""Cells deposited, by indicator: communes of the pilot territory and one outside, breakdowns, legal and local."""

CORRIGES, ANNULES, EFFACES = ("V3-07", *PARTS, "V2.1-EIO-01", "N-V3-03"), ("V3-08", "FR-17"), ("FR-07", "N-V3-07")
CORRECTION = Trimestre(2025, 2)
MESURES = ("foyers_rsa", "entrants_un_an", "brsa_stock")
PERIODES = ("31/12/2024", "31/12/2025")
CATEGORIES = ("defm_a", "defm_b", "defm_c", "defm_abc")
CIBLES = (("S.1.2-01", 2025, DEPARTEMENT, "type_location:colocation"), ("S.3.3-03", 2025, "94028", ""))
"""Cells given a target, which their figures reach in one twin and miss in the other."""


@cache
def list_nombres() -> tuple[int, ...]:
    """List five-digit numbers, in no order, that the contract's files write nowhere, nor the application's own text."""
    textes = [f.read_text(encoding="utf-8") for f in (RACINE / "data" / "contrats").rglob("*.*")]
    textes += [f.read_text(encoding="utf-8") for d in ("lib", "pages") for f in (RACINE / d).rglob("*.py")]
    ecrits = {n for texte in textes for n in re.findall(r"\d+", re.sub(r"(?<=\d)[ \u00a0\u202f_](?=\d{3})", "", texte))}
    tires = Random(94).sample(range(30_000, 90_000), 60_000)
    return tuple(n for n in tires if str(n) not in ecrits and not str(n).startswith("94"))


def get_milieu() -> Decimal:
    """Give the number in the middle of those that may be drawn."""
    nombres = sorted(list_nombres())
    return Decimal(nombres[len(nombres) // 2])


@dataclass
class Tirage:
    """The numbers of one of the twins; each number drawn is kept with what it is the figure of."""

    jumeau: int
    rang: int = 0
    sentinelles: dict[int, str] = field(default_factory=dict)
    parts: dict[tuple[object, ...], dict[str, Decimal]] = field(default_factory=dict)

    def draw(self, nom: str) -> Decimal:
        """Give the next number."""
        nombre = list_nombres()[2 * self.rang + self.jumeau]
        self.rang += 1
        return self.keep(Decimal(nombre), nom)

    def keep(self, nombre: Decimal, nom: str) -> Decimal:
        """Keep a number that follows from others."""
        self.sentinelles[int(nombre)] = nom
        return nombre


@dataclass(frozen=True)
class Jumeau:
    """One of the twin stores: its address and what each of its hidden numbers is."""

    url: str
    sentinelles: dict[int, str]
    deposes: tuple[Fait, ...]


@dataclass(frozen=True)
class Entree:
    """A lot to write: whose it is, what it brings; annule: the lot it undoes."""

    faits: Sequence[Fait]
    service: str = CD
    type_depot: TypeDepot | None = TypeDepot.RESULTATS
    genre: GenreLot = GenreLot.DEPOT
    annule: int | None = None
    lu: str = ""


def build_jumeau(initial: Path, dossier: Path, rang: int) -> Jumeau:
    """Build one of the twins (rang 0 or 1) in a folder, from a store that holds the contract alone."""
    fichier = dossier / f"jumeau-{rang}.sqlite"
    shutil.copy(initial, fichier)
    url = f"sqlite:///{fichier}"
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", url)
        contrat = build_contrat_lu(get_code(None))
        tirage = Tirage(rang)
        entrees = list(_list_entrees(contrat, tirage))
        with write() as session:
            lock_contrat(session, contrat.contrat.code)
            for numero, entree in enumerate(entrees, contrat.dernier_lot + 1):
                _save(session, contrat.contrat.code, numero, entree)
    deposes = tuple(f for e in entrees for f in e.faits if isinstance(f, Resultat | Contexte))
    return Jumeau(url, tirage.sentinelles, deposes)


def _save(session: object, code: str, numero: int, entree: Entree) -> None:
    piece = _build_piece(entree.faits) if entree.genre is GenreLot.DEPOT else None
    lot = Lot(
        genre=entree.genre,
        type_depot=entree.type_depot,
        auteur="Camille",
        service=entree.service,
        role=(Role.CONTRIBUTEUR_FT if entree.service == FT else Role.CONTRIBUTEUR_CD).value,
        publie_le=datetime(2026, 1, 10, 9, tzinfo=UTC) + timedelta(days=numero),
        motif="Remontée du trimestre" if numero > 2 else "",
        fichier=f"resultats-{numero}.csv" if piece else "",
        sha256=hashlib.sha256(piece).hexdigest() if piece else "",
        lu_comme="CSV, point-virgule" if piece else "",
        annule_lot=entree.annule,
    )
    suite: list[Fait] = []
    if piece:
        nombre = len(entree.faits)
        suite.append(
            Bordereau(remplies=nombre, publiees=nombre - 1, inchangees=0, laissees=1, ignorees=0, recues=nombre)
        )
        cite = {"numero": 3, "colonne": "F (valeur)", "lu": entree.lu, "message": f"« {entree.lu} » est à confirmer."}
        suite.append(CelluleBordereau(sort=SortCellule.LAISSEE, code="C07", **cite))
    save_lot(session, code, lot, [*entree.faits, *suite], piece)  # type: ignore[arg-type]


def _build_piece(faits: Sequence[Fait]) -> bytes:
    """Write the file a lot came from: the very figures, in a CSV of the same length for both twins."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";")
    for fait in faits:
        ecrivain.writerow([*fait.cle, getattr(fait, "valeur", ""), getattr(fait, "commentaire", "")])
    return sortie.getvalue().encode()


def _list_entrees(contrat: ContratLu, tirage: Tirage) -> Iterator[Entree]:
    """The lots, oldest first: the threshold and a target, the deposits, a correction, an undone lot, an erasure."""
    seuil = replace(contrat.seuil_par_code["petit_effectif"], valeur=SEUIL, lot=0)
    cibles = [
        Cible(indicateur=code, annee=an, territoire=lieu, ventilation=dont, valeur=get_milieu() * (an - annee + 1))
        for code, annee, lieu, dont in CIBLES
        for an in (annee, annee + 2)
    ]
    yield Entree([seuil, *cibles], genre=GenreLot.SAISIE, type_depot=None)
    deposes: dict[tuple[object, ...], Resultat] = {}
    for trimestres, service in ((TRIMESTRES[:3], CD), (TRIMESTRES[:4], FT), (TRIMESTRES[3:], CD)):
        lot = [r for t in trimestres for r in _list_resultats(contrat, tirage, t, service)]
        deposes |= {r.cle: r for r in lot}
        yield Entree(lot, service, lu=str(tirage.draw("cellule citée du fichier")))
    corriges = [r for r in deposes.values() if r.indicateur in CORRIGES and r.periode == CORRECTION and not _is_tout(r)]
    yield Entree([_redraw(contrat, tirage, r, "correction") for r in corriges], lu=str(tirage.draw("cellule citée")))
    annules = [r for r in deposes.values() if r.indicateur in ANNULES and r.periode == CORRECTION and not _is_tout(r)]
    yield Entree([_redraw(contrat, tirage, r, "lot annulé") for r in annules], lu=str(tirage.draw("cellule citée")))
    yield Entree([], genre=GenreLot.ANNULATION, annule=contrat.dernier_lot + 6)
    effaces = [r for r in deposes.values() if r.indicateur in EFFACES and r.periode == CORRECTION and not _is_tout(r)]
    yield Entree([replace(r, efface=True) for r in effaces], lu=str(tirage.draw("cellule citée")))
    contextes = list(_list_contextes(contrat, tirage))
    yield Entree(contextes, type_depot=TypeDepot.CONTEXTE, lu=str(tirage.draw("cellule citée")))
    corriges_contexte = [replace(c, valeur=tirage.draw(f"{_name(c)}, correction")) for c in contextes[:4]]
    yield Entree(corriges_contexte, type_depot=TypeDepot.CONTEXTE, lu=str(tirage.draw("cellule citée")))


def _is_tout(resultat: Resultat) -> bool:
    return (resultat.territoire, resultat.ventilation) == (DEPARTEMENT, "")


def _list_resultats(contrat: ContratLu, tirage: Tirage, trimestre: Trimestre, service: str) -> Iterator[Resultat]:
    """The results of a service for a quarter: the whole département, the same in both twins, then each hidden cell."""
    for code, cases in CASES.items():
        indicateur = contrat.get_indicateur(code)
        assert is_personnes(indicateur), code
        if (indicateur.producteur.value == "FRANCE_TRAVAIL") is not (service == FT):
            continue
        communs = {"indicateur": code, "annee": trimestre.annee, "trimestre": trimestre.numero}
        rang = list(CASES).index(code) * 100_003 + trimestre.annee * 10 + trimestre.numero
        tout = Resultat(**communs, valeur=Decimal(TOTAL + rang))  # type: ignore[arg-type]
        if indicateur.type is TypeValeur.TAUX:
            tout = replace(tout, valeur=None, numerateur=Decimal(TOTAL + rang), denominateur=Decimal(3 * TOTAL))
        yield tout
        for lieu, ventilation in cases:
            case = Resultat(**communs, territoire=lieu, ventilation=ventilation)  # type: ignore[arg-type]
            if trimestre == TRIMESTRES[-1]:
                case = replace(case, statut=StatutResultat.PROVISOIRE)
            yield _redraw(contrat, tirage, case, "")


def _redraw(contrat: ContratLu, tirage: Tirage, resultat: Resultat, quoi: str) -> Resultat:
    """Give a result its own numbers: its figure or its terms, and those its words quote."""
    indicateur = contrat.get_indicateur(resultat.indicateur)
    draw = _build_draw(tirage, f"{_name(resultat)}{', ' if quoi else ''}{quoi}")
    resultat = replace(resultat, commentaire=f"Chiffre repris de l’outil, {draw('commentaire')} selon le pointage")
    resultat = record_confirmation(resultat, [f"{draw('confirmation')} au trimestre précédent."])
    if (resultat.indicateur, resultat.annee, resultat.territoire, resultat.ventilation) in CIBLES:
        return replace(resultat, valeur=_draw_cote(tirage, draw))
    if indicateur.type is TypeValeur.TAUX and resultat.indicateur in PARTS:
        return replace(resultat, **_draw_part(tirage, resultat))
    if indicateur.type is TypeValeur.TAUX:
        termes = sorted((draw("numérateur"), draw("dénominateur")))
        return replace(resultat, numerateur=termes[0], denominateur=termes[1])
    if indicateur.type in TYPES_RAPPORT:
        return replace(resultat, valeur=draw("valeur"), denominateur=draw("dénominateur"))
    return replace(resultat, valeur=draw("valeur"))


def _build_draw(tirage: Tirage, nom: str) -> Callable[[str], Decimal]:
    """Draw numbers for the parts of one fact."""
    return lambda partie: tirage.draw(f"{nom}, {partie}")


def _draw_cote(tirage: Tirage, draw: Callable[[str], Decimal]) -> Decimal:
    """Draw a figure above the target in one twin, below it in the other: a verdict would tell them apart."""
    while True:
        nombre = draw("valeur")
        if (nombre > get_milieu()) == bool(tirage.jumeau):
            return nombre


def _draw_part(tirage: Tirage, resultat: Resultat) -> dict[str, Decimal]:
    """Draw the terms of a rate whose numerator makes, with those of its like, their common denominator."""
    place = resultat.cle[1:]
    if resultat.indicateur == PARTS[0]:
        tirage.parts[place] = {code: tirage.draw(f"{_name(resultat)}, numérateur de {code}") for code in PARTS}
    numerateurs = tirage.parts[place]
    denominateur = tirage.keep(sum(numerateurs.values(), Decimal(0)), f"{_name(resultat)}, dénominateur")
    return {"numerateur": numerateurs[resultat.indicateur], "denominateur": denominateur}


def _list_contextes(contrat: ContratLu, tirage: Tirage) -> Iterator[Contexte]:
    """Figures of situation of new periods: by commune and their territory, by agency."""
    connus = {(c.mesure, c.territoire): c for c in contrat.contexte}
    for periode in PERIODES:
        for mesure in MESURES:
            for lieu in (*COMMUNES, "ZONE"):
                if modele := connus.get((mesure, lieu)):
                    nouveau = replace(modele, periode=periode, lot=0, source="Caf", note="")
                    yield replace(nouveau, valeur=tirage.draw(_name(nouveau)))
    for periode in ("T4 2024", "T4 2025"):
        for mesure in CATEGORIES:
            for lieu in ("AG-94011", "AG-94106"):
                if modele := connus.get((mesure, lieu)):
                    nouveau = replace(modele, periode=periode, lot=0, source="France Travail", note="")
                    yield replace(nouveau, valeur=tirage.draw(_name(nouveau)))


def _name(fait: Fait) -> str:
    """Name a cell in a message."""
    return " ".join(str(valeur) for valeur in fait.cle if valeur != "")
