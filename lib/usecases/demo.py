"""The demonstration store: the real contract, marked as an example, and fictional uploads played in order."""

import os
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lib.domain.comparaison import compute_resume
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import Commentaire, NiveauMeteo, ObjetCommentaire, PositionNonTransmission, Resultat
from lib.domain.lots import EtatLot
from lib.domain.meteo import list_contestees
from lib.domain.nomenclatures import StatutResultat, TypeTerritoire
from lib.domain.non_transmissions import list_a_repondre, list_clotures
from lib.domain.periodes import Trimestre, read_trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from lib.domain.valeurs import TYPES_RAPPORT
from lib.imports.dossier import read_dossier
from lib.store import faits as store_faits
from lib.store.engine import RACINE, read
from lib.store.schema import save_schema
from lib.usecases.avenants import record_avenant
from lib.usecases.commentaires import correct_commentaire, record_commentaire
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, list_codes, publish_contrat
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.explications import record_explication
from lib.usecases.jalons import record_jalon, record_rupture
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.magasin import DOSSIER_CONTRATS, SYSTEME
from lib.usecases.meteo import record_meteo
from lib.usecases.non_transmissions import REPONSES, record_non_transmission, record_reponse, record_retrait

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


def list_recit() -> list[str]:
    """Say what the story shows and on which page, counted in the store itself, as of the scenario's last day."""
    scenario = tomllib.loads((DOSSIER_DEMO / "scenario.toml").read_text(encoding="utf-8"))
    jour = max(etape["date"] for etape in scenario["etapes"])
    contrat = build_contrat_lu(read_dossier(DOSSIER_CONTRATS / scenario["contrat"]).contrat.code)
    suivis = {t: build_suivi(contrat, t, jour) for t in sorted({resultat.periode for resultat in contrat.resultats})}
    premier, dernier = min(suivis), max(suivis)
    lues = [ligne for lignes in suivis.values() for ligne in lignes]
    statuts = {ligne.statut for ligne in lues} | {StatutSuivi.MASQUE for ligne in lues if ligne.masque}
    contestees = [meteo.fiche for t, lignes in suivis.items() for meteo in list_contestees(contrat, lignes, t)]
    provisoires = [resultat for resultat in contrat.resultats if resultat.statut is StatutResultat.PROVISOIRE]
    avenants = [str(avenant.numero) for avenant in contrat.avenants if avenant.numero]
    return [
        f"Indicateurs : {len(statuts)} statuts sur {len(StatutSuivi)}, de {premier.libelle} à {dernier.libelle}",
        f"Synthèse, {dernier.libelle} : {len(provisoires)} valeurs provisoires",
        f"Avenants : n° {', '.join(avenants)}",
        f"Indicateur : rupture de série de {', '.join(rupture.objet for rupture in contrat.ruptures)}",
        f"Indicateur et fiche : commentaires sur {', '.join(_list_commentes(contrat))}",
        f"Indicateur : {_write_clotures(contrat)} ; {len(contrat.explications)} explications",
        f"Fiches action : {len(contrat.meteos)} météos déclarées, contestée : {', '.join(contestees)}",
        f"Territoire : taux par commune de {', '.join(_list_taux_communes(contrat))}",
        _write_reprises(contrat.contrat.code),
    ]


def _write_clotures(contrat: ContratLu) -> str:
    clotures = list_clotures(contrat)
    closes = [f"{cloture.indicateur} ({cloture.periode.libelle})" for cloture in clotures if cloture.close]
    return f"{', '.join(closes)} : ne sera pas transmise ; {len(list_a_repondre(contrat))} réponse attendue"


def _list_commentes(contrat: ContratLu) -> list[str]:
    return list(dict.fromkeys(commentaire.reference for commentaire in contrat.commentaires))


def _list_taux_communes(contrat: ContratLu) -> list[str]:
    communes = {lieu.code for lieu in contrat.territoires if lieu.type is TypeTerritoire.COMMUNE}
    locaux = dict.fromkeys(resultat.indicateur for resultat in contrat.resultats if resultat.territoire in communes)
    return [code for code in locaux if contrat.get_indicateur(code).type in TYPES_RAPPORT]


def _write_reprises(code: str) -> str:
    """Say which values and which comments were corrected, and which lots were undone."""
    lots = list_lots(code)
    publies = {lot.numero for lot in lots if lot.etat is EtatLot.PUBLIE}
    with read() as session:
        resultats = Counter(r.cle for r in store_faits.list_lignes(session, Resultat, code) if r.lot in publies)
        commentaires = Counter(c.cle for c in store_faits.list_lignes(session, Commentaire, code) if c.lot in publies)
    corrigees = [f"{cle[0]} (T{cle[2]} {cle[1]})" for cle, nombre in resultats.items() if nombre > 1]
    reecrits = [f"{cle[1]}" for cle, nombre in commentaires.items() if nombre > 1]
    annules = [f"n° {lot.numero}" for lot in lots if lot.etat is EtatLot.ANNULE]
    return (
        f"Dépôts : valeur corrigée {', '.join(corrigees)} ; commentaire corrigé {', '.join(reecrits)} ; "
        f"dépôt annulé {', '.join(annules)}"
    )


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


def _record_rupture(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    record_rupture(acteur, code, etape["rupture"], etape["debut"], etape["motif"], etape["source"], maintenant)


def _record_meteo(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    niveau = NiveauMeteo(etape["niveau"])
    record_meteo(acteur, code, etape["meteo"], _get_trimestre(etape), niveau, etape["texte"], maintenant)


def _record_commentaire(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    objet, reference, texte = ObjetCommentaire(etape["objet"]), etape["commentaire"], etape["texte"]
    if "rang" in etape:
        correct_commentaire(acteur, code, objet, reference, etape["rang"], texte, etape["motif"], maintenant)
        return
    record_commentaire(acteur, code, objet, reference, texte, maintenant)


def _record_non_transmission(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    indicateur, trimestre, motif = etape["non_transmission"], _get_trimestre(etape), etape["motif"]
    position = PositionNonTransmission(etape["position"])
    if position in REPONSES:
        record_reponse(acteur, code, indicateur, trimestre, position, motif, maintenant)
    elif position is PositionNonTransmission.RETIREE:
        record_retrait(acteur, code, indicateur, trimestre, motif, maintenant)
    else:
        record_non_transmission(acteur, code, indicateur, trimestre, motif, maintenant)


def _record_explication(acteur: Acteur, code: str, etape: dict[str, Any], maintenant: datetime) -> None:
    record_explication(acteur, code, etape["explication"], _get_trimestre(etape), etape["texte"], maintenant)


def _get_trimestre(etape: dict[str, Any]) -> Trimestre:
    trimestre = read_trimestre(etape["trimestre"])
    if trimestre is None:
        raise SaisieRefusee(f"Démonstration : « {etape['trimestre']} » n’est pas un trimestre.")
    return trimestre


_SAISIES: dict[str, Callable[[Acteur, str, dict[str, Any], datetime], None]] = {
    "avenant": _record_avenant,
    "jalon": _record_jalon,
    "rupture": _record_rupture,
    "meteo": _record_meteo,
    "commentaire": _record_commentaire,
    "non_transmission": _record_non_transmission,
    "explication": _record_explication,
}
