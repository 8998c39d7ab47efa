"""The history of values: every version, undone or not, with its lot: who, when, why, which row of which file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lib.domain.changements import NomDonnee, build_nom, get_adresse, get_unite
from lib.domain.comparaison import NOUNS
from lib.domain.confirmations import get_confirmation
from lib.domain.contrat import DEPARTEMENT, Fait
from lib.domain.droits import Acteur
from lib.domain.erreurs import AccesRefuse, Introuvable
from lib.domain.faits import Resultat
from lib.domain.lisibles import ResultatLisible, build_lisible
from lib.domain.lots import EtatLot, Lot
from lib.domain.masques import get_masques
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.recus import can_voir_piece
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read
from lib.usecases.contrats import load_contrat
from lib.usecases.problemes_depot import format_mesure
from lib.usecases.recu import is_publique

F = TypeVar("F", bound=Fait)
EN_VIGUEUR = "en vigueur"


def _get_etat(lot: Lot, remplacee: bool) -> str:
    if lot.etat is EtatLot.ANNULE:
        return "annulée"
    return "remplacée" if remplacee else EN_VIGUEUR


@dataclass(frozen=True)
class ValeurDeposee:
    """One value as a lot brought it; remplacee when a later lot that still counts says something else."""

    resultat: ResultatLisible
    lot: Lot
    remplacee: bool

    @property
    def etat(self) -> str:
        """The French word of its state."""
        return _get_etat(self.lot, self.remplacee)


@dataclass(frozen=True)
class Version:
    """One version of a value: as written, its state, the lot that brought it; auteur is '' for other services.

    confirmation: the warnings the person confirmed when depositing it.
    """

    valeur: str
    commentaire: str
    confirmation: str
    ligne: int | None
    source: str
    lot: Lot
    etat: str
    auteur: str


@dataclass(frozen=True)
class Historique:
    """Where a figure comes from: its name, its unit and every version of it, the latest first."""

    nom: NomDonnee
    unite: str
    versions: tuple[Version, ...]


def list_historique(contrat: str, indicateur: str) -> list[ValeurDeposee]:
    """List the values of an indicator for the whole département, the latest lot first, masked as they are everywhere.

    Territories and breakdowns are left out.
    """
    with read() as session:
        masques = get_masques(load_contrat(session, contrat))
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, contrat)}
        lignes = [
            build_lisible(ligne, ligne.cle in masques)
            for ligne in store_faits.list_lignes(session, Resultat, contrat)
            if (ligne.indicateur, ligne.territoire, ligne.ventilation) == (indicateur, DEPARTEMENT, "")
        ]
    derniers = _list_derniers(lignes, lots)
    valeurs = [ValeurDeposee(ligne, lots[ligne.lot], derniers.get(ligne.cle) != _get_rang(ligne)) for ligne in lignes]
    return sorted(valeurs, key=lambda v: (v.lot.numero, v.resultat.periode), reverse=True)


def _get_rang(fait: Fait) -> tuple[int, int]:
    """Rank of a version among those of its key: the highest is the one that is read."""
    return fait.avenant, fait.lot


def _list_derniers(lignes: Iterable[Fait], lots: dict[int, Lot]) -> dict[tuple[object, ...], tuple[int, int]]:
    derniers: dict[tuple[object, ...], tuple[int, int]] = {}
    for ligne in lignes:
        if lots[ligne.lot].etat is EtatLot.PUBLIE:
            derniers[ligne.cle] = max(derniers.get(ligne.cle, (0, 0)), _get_rang(ligne))
    return derniers


def get_historique(acteur: Acteur, code: str, adresse: str) -> Historique:
    """Give every version of the value at an address (changements.get_adresse); raises Introuvable or AccesRefuse.

    A result by territory or breakdown, or one that is masked, is for the services that deposited it.
    """
    nom = next((nom for type_, nom in NOUNS.items() if adresse.startswith(f"{type_.value}/")), None)
    if nom is None:
        raise Introuvable(f"Aucune donnée à l’adresse «\u00a0{adresse}\u00a0».")
    with read() as session:
        contrat = load_contrat(session, code)
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        lignes = [fait for fait in store_faits.list_lignes(session, nom, code) if get_adresse(fait) == adresse]
    if not lignes:
        raise Introuvable(f"Aucune donnée à l’adresse «\u00a0{adresse}\u00a0».")
    if not all(is_publique(contrat, fait) or can_voir_piece(acteur, lots[fait.lot].role) for fait in lignes):
        raise AccesRefuse("L’historique de cette donnée est réservé au service qui l’a déposée.")
    dernier = _list_derniers(lignes, lots).get(lignes[0].cle)
    versions = [_build_version(acteur, fait, lots[fait.lot], dernier != _get_rang(fait)) for fait in lignes]
    versions.sort(key=lambda version: version.lot.numero, reverse=True)
    return Historique(build_nom(contrat, lignes[-1]), get_unite(contrat, lignes[-1]), tuple(versions))


def _build_version(acteur: Acteur, fait: Fait, lot: Lot, remplacee: bool) -> Version:
    return Version(
        valeur=format_mesure(fait),
        commentaire=getattr(fait, "commentaire", ""),
        confirmation=get_confirmation(fait),
        ligne=fait.ligne,
        source=fait.source,
        lot=lot,
        etat=_get_etat(lot, remplacee),
        auteur=lot.auteur if can_voir_piece(acteur, lot.role) else "",
    )


def list_donnees(acteur: Acteur, code: str, type_depot: TypeDepot) -> list[tuple[str, NomDonnee]]:
    """List the values of a kind that were ever deposited and that this person may read, as (address, name)."""
    with read() as session:
        contrat = load_contrat(session, code)
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        lignes = store_faits.list_lignes(session, NOUNS[type_depot], code)
    deposees = {
        get_adresse(fait): build_nom(contrat, fait)
        for fait in lignes
        if lots[fait.lot].genre is not GenreLot.CONTRAT
        and (is_publique(contrat, fait) or can_voir_piece(acteur, lots[fait.lot].role))
    }
    return sorted(deposees.items(), key=lambda donnee: donnee[1].complet)


@dataclass(frozen=True)
class Reglage(Generic[F]):
    """One version of a convention: what it says, the lot that brought it, and the French word of its state."""

    fait: F
    lot: Lot
    etat: str

    @property
    def est_en_vigueur(self) -> bool:
        """Whether it is the one that is read."""
        return self.etat == EN_VIGUEUR


def list_reglages(code: str, nom: type[F]) -> list[Reglage[F]]:
    """List every version of the thresholds, milestones or series breaks of a contract, the latest first."""
    with read() as session:
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        lignes = store_faits.list_lignes(session, nom, code)
    derniers = _list_derniers(lignes, lots)
    reglages = [
        Reglage(ligne, lots[ligne.lot], _get_etat(lots[ligne.lot], derniers.get(ligne.cle) != _get_rang(ligne)))
        for ligne in lignes
    ]
    return sorted(reglages, key=lambda reglage: reglage.lot.numero, reverse=True)
