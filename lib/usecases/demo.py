"""The demonstration store: the real contract, marked as an example, and fictional uploads played in order."""

import os
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lib.domain.comparaison import compute_resume
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import NiveauMeteo, ObjetCommentaire
from lib.domain.periodes import Trimestre, read_trimestre
from lib.store.engine import RACINE
from lib.store.schema import save_schema
from lib.usecases.avenants import record_avenant
from lib.usecases.commentaires import record_commentaire
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, list_codes, publish_contrat
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.jalons import record_jalon
from lib.usecases.lots import publish_annulation
from lib.usecases.magasin import DOSSIER_CONTRATS, SYSTEME
from lib.usecases.meteo import record_meteo

DOSSIER_DEMO = RACINE / "data" / "demo"
URL_DEMO = f"sqlite:///{RACINE / 'data' / 'demo.sqlite'}"


def save_demo() -> str:
    """Prepare the demonstration store and say what it holds; a store with real uploads is never touched.

    Each step of the scenario makes one lot, after the contract's own: an interrupted preparation resumes where it was.
    """
    os.environ.setdefault("DATABASE_URL", URL_DEMO)
    save_schema()
    scenario = tomllib.loads((DOSSIER_DEMO / "scenario.toml").read_text(encoding="utf-8"))
    for code in list_codes():
        if not build_contrat_lu(code).contrat.exemple:
            raise SaisieRefusee(
                f"Ce magasin tient le contrat « {code} » pour de bon : la démonstration se prépare dans un autre."
            )
    dossier, instant = DOSSIER_CONTRATS / scenario["contrat"], _read_instant(scenario)
    chargement = publish_contrat(SYSTEME, dossier, exemple=True, maintenant=instant)
    if chargement.erreurs:
        raise SaisieRefusee("; ".join(str(erreur) for erreur in chargement.erreurs))
    restantes = scenario["etapes"][get_dernier_lot(chargement.code) - 1 :]
    if not restantes:
        return "Démonstration déjà prête : les résultats de ce magasin sont fictifs."
    for etape in restantes:
        _play(chargement.code, etape)
    return f"Démonstration prête : {get_dernier_lot(chargement.code)} lots, aux résultats fictifs."


def _read_instant(etape: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(f"{etape['date']}T09:00:00").replace(tzinfo=UTC)


def _play(code: str, etape: dict[str, Any]) -> None:
    """Play one step: a lot to undo, a fact to enter or a file to upload, on the step's own day."""
    acteur = Acteur(role=Role(etape["role"]), nom="démonstration", service=etape.get("service", ""))
    maintenant = _read_instant(etape)
    if "annule_lot" in etape:
        publish_annulation(acteur, code, etape["annule_lot"], etape["motif"], maintenant)
        return
    for cle, record in _SAISIES.items():
        if cle in etape:
            record(acteur, code, etape, maintenant)
            return
    _publish(acteur, code, etape, maintenant)


def _publish(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    fichier = DOSSIER_DEMO / etape["fichier"]
    depot = Depot(
        contenu=fichier.read_bytes(),
        nom=fichier.name,
        motif=etape.get("motif", ""),
        accepter=frozenset(etape.get("accepter", ())),
    )
    try:
        plan, lot = publish_depot(acteur, code, depot, maintenant=maintenant)
    except SaisieRefusee as refus:
        raise SaisieRefusee(f"Démonstration, {fichier.name} : {refus}") from refus
    if lot is None:
        raise SaisieRefusee(f"Démonstration : {fichier.name} ne publie rien ({compute_resume(plan.lignes)}).")


def _record_avenant(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    signe_le = etape["date_signature"]
    record_avenant(acteur, code, etape["avenant"], etape["objet"], signe_le, etape["motif"], maintenant)


def _record_jalon(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    valeur, trimestre = Decimal(etape["valeur"]), _get_trimestre(etape)
    record_jalon(acteur, code, etape["jalon"], trimestre, valeur, etape["motif"], maintenant=maintenant)


def _record_meteo(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    niveau = NiveauMeteo(etape["niveau"])
    record_meteo(acteur, code, etape["meteo"], _get_trimestre(etape), niveau, etape["texte"], maintenant)


def _record_commentaire(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    objet = ObjetCommentaire(etape["objet"])
    record_commentaire(acteur, code, objet, etape["commentaire"], etape["texte"], maintenant)


def _get_trimestre(etape: dict[str, Any]) -> Trimestre:
    trimestre = read_trimestre(etape["trimestre"])
    if trimestre is None:
        raise SaisieRefusee(f"Démonstration : « {etape['trimestre']} » n’est pas un trimestre.")
    return trimestre


_SAISIES: dict[str, Callable[[Acteur, str, dict[str, Any], datetime], None]] = {
    "avenant": _record_avenant,
    "jalon": _record_jalon,
    "meteo": _record_meteo,
    "commentaire": _record_commentaire,
}
