"""Uploading a file: verify_depot says what would change and writes nothing; publish_depot checks again, then writes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlmodel import Session

from lib.domain.comparaison import (
    Choix,
    EtatLigne,
    LigneComparee,
    compare_lignes,
    compute_resume,
    get_mesure,
    list_en_place,
)
from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_deposer
from lib.domain.erreurs import ErreurMetier, SaisieRefusee
from lib.domain.formats import format_date_courte, format_euros, format_nombre
from lib.domain.lots import EtatLot, Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import LectureFichier
from lib.imports.catalogue import build_probleme
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read, write
from lib.store.temoin import save_temoin
from lib.usecases.contrats import get_dernier_lot

A_PUBLIER = (EtatLigne.NOUVEAU, EtatLigne.MODIFIE)


@dataclass(frozen=True)
class Depot:
    """What a person brings: the file as received, and what they have decided about it."""

    contenu: bytes
    nom: str
    type_depot: TypeDepot | None = None
    encodage: str | None = None
    motif: str = ""
    accepter: frozenset[str] = frozenset()
    choix: Mapping[int, Choix] = field(default_factory=dict)
    partiel: bool = False

    @property
    def sha256(self) -> str:
        """Fingerprint of the file."""
        return hashlib.sha256(self.contenu).hexdigest()


@dataclass(frozen=True)
class PlanDepot:
    """What publishing a file would do now. empreinte changes whenever the store would make it do something else."""

    type_depot: TypeDepot | None
    lecture: LectureFichier | None
    lignes: tuple[LigneComparee, ...]
    problemes: tuple[Probleme, ...]
    deja_publie: Lot | None = None

    @property
    def resume(self) -> dict[str, int]:
        """Rows by state."""
        return compute_resume(self.lignes)

    @property
    def a_publier(self) -> tuple[Fait, ...]:
        """The facts that publishing would insert."""
        return tuple(ligne.apres for ligne in self.lignes if ligne.etat in A_PUBLIER and ligne.apres is not None)

    @property
    def est_illisible(self) -> bool:
        """Whether the file itself is refused."""
        return any(probleme.niveau is NiveauProbleme.FICHIER for probleme in self.problemes)

    @property
    def demande_motif(self) -> bool:
        """Whether a published value would change or be erased."""
        return any(ligne.etat is EtatLigne.MODIFIE and ligne.change_une_mesure for ligne in self.lignes)

    @property
    def laissees(self) -> int:
        """Rows that would be left out."""
        resume = self.resume
        return sum(resume[etat] for etat in (EtatLigne.ERREUR, EtatLigne.CONFLIT, EtatLigne.A_CONFIRMER))

    @property
    def empreinte(self) -> str:
        """Fingerprint of what was shown: the state, before and after of each row."""
        vu = [(ligne.etat.value, ligne.numero, _decrire(ligne.avant), _decrire(ligne.apres)) for ligne in self.lignes]
        return hashlib.sha256(repr(vu).encode()).hexdigest()


class PlanPerime(ErreurMetier):
    """The store changed since the comparison was shown; the new one is in plan."""

    def __init__(self, plan: PlanDepot) -> None:
        """Carry the new comparison."""
        super().__init__(
            "Des valeurs ont changé pendant que vous lisiez la comparaison : rien n’a été publié. "
            "Voici la comparaison à jour."
        )
        self.plan = plan


def _decrire(fait: Fait | None) -> str:
    return "" if fait is None else repr(replace(fait, ligne=None, source=""))


def verify_depot(acteur: Acteur, code: str, depot: Depot, aujourd_hui: date | None = None) -> PlanDepot:
    """Read a file and compare it with the store; nothing is written."""
    check_can_deposer(acteur, depot.type_depot)
    with read() as session:
        contrat = store_faits.read_contrat(session, code)
        lots = store_lots.list_lots(session, code)
    return _build_plan(acteur, contrat, lots, depot, aujourd_hui or date.today())


def publish_depot(
    acteur: Acteur, code: str, depot: Depot, attendu: str | None = None, maintenant: datetime | None = None
) -> tuple[PlanDepot, Lot | None]:
    """Publish a file: the store is read again under the write lock and the plan made again.

    attendu is the fingerprint of the plan shown; raises PlanPerime when it no longer holds, SaisieRefusee when the
    plan cannot be published as it is. Gives the plan and the lot, None when there is nothing to change.
    """
    check_can_deposer(acteur, depot.type_depot)
    maintenant = (maintenant or datetime.now(UTC)).replace(microsecond=0)
    objet = f"la publication du fichier « {depot.nom} »"
    with save_temoin(code, objet, acteur.service_affiche, get_dernier_lot(code)), write() as session:
        store_lots.lock_contrat(session, code)
        contrat = store_faits.read_contrat(session, code)
        plan = _build_plan(acteur, contrat, store_lots.list_lots(session, code), depot, maintenant.date())
        if attendu is not None and plan.empreinte != attendu:
            raise PlanPerime(plan)
        check_plan(plan, depot)
        if not plan.a_publier:
            return plan, None
        return plan, _save(session, acteur, code, depot, plan, maintenant)


def check_plan(plan: PlanDepot, depot: Depot) -> None:
    """Refuse a plan that may not be published: unreadable file, rows left out without saying so, reason missing."""
    if plan.est_illisible or plan.type_depot is None:
        raise SaisieRefusee("Ce fichier ne peut pas être lu : corrigez-le puis déposez-le à nouveau.")
    if plan.laissees and not depot.partiel:
        raise SaisieRefusee(
            f"{plan.laissees} lignes ne peuvent pas être publiées telles quelles : corrigez-les, confirmez-les, "
            "ou publiez seulement les lignes correctes."
        )
    if plan.demande_motif and not depot.motif.strip():
        raise SaisieRefusee("Ce fichier modifie des valeurs déjà publiées : indiquez le motif.")


def _save(session: Session, acteur: Acteur, code: str, depot: Depot, plan: PlanDepot, maintenant: datetime) -> Lot:
    lot = Lot(
        genre=GenreLot.DEPOT,
        type_depot=plan.type_depot,
        auteur=acteur.nom,
        service=acteur.service_affiche,
        role=acteur.role.value,
        publie_le=maintenant,
        motif=depot.motif.strip(),
        fichier=depot.nom,
        sha256=depot.sha256,
        lu_comme=plan.lecture.phrase if plan.lecture else "",
    )
    numero = store_lots.save_lot(session, code, lot, plan.a_publier, piece=depot.contenu)
    return replace(lot, numero=numero)


def _build_plan(acteur: Acteur, contrat: ContratLu, lots: list[Lot], depot: Depot, aujourd_hui: date) -> PlanDepot:
    table, type_depot, problemes = read_fichier(depot.contenu, depot.nom, depot.type_depot, depot.encodage)
    if type_depot is not None:
        check_can_deposer(acteur, type_depot)
    if table is None or type_depot is None:
        return PlanDepot(type_depot, table.lecture if table else None, (), tuple(problemes))
    rapport = verify_table(table, type_depot, contrat, acteur, aujourd_hui)
    en_place = list_en_place(contrat, type_depot)
    lignes = compare_lignes(rapport.lignes, en_place, depot.accepter, depot.choix)
    deja = next((lot for lot in lots if lot.sha256 == depot.sha256 and lot.etat is EtatLot.PUBLIE), None)
    problemes += rapport.problemes
    problemes += [probleme for ligne in rapport.lignes for probleme in ligne.problemes]
    problemes += _list_problemes_comparaison(lignes, lots, deja)
    return PlanDepot(type_depot, table.lecture, tuple(lignes), tuple(problemes), deja)


def _list_problemes_comparaison(lignes: list[LigneComparee], lots: list[Lot], deja: Lot | None) -> list[Probleme]:
    problemes = []
    if deja is not None and not any(ligne.etat in A_PUBLIER for ligne in lignes):
        problemes.append(build_probleme("F11", date=format_date_courte(deja.publie_le.date()), service=deja.service))
    par_numero = {lot.numero: lot for lot in lots}
    for ligne in lignes:
        if ligne.etat is EtatLigne.CONFLIT:
            problemes.append(_build_conflit(ligne, par_numero))
        elif ligne.etat is EtatLigne.MODIFIE and ligne.change_une_mesure:
            problemes.append(
                build_probleme(
                    "C08", ligne=ligne.numero, avant=format_mesure(ligne.avant), apres=format_mesure(ligne.apres)
                )
            )
    if absents := compute_resume(lignes)[EtatLigne.ABSENT]:
        problemes.append(build_probleme("I03", nombre=absents))
    return problemes


def _build_conflit(ligne: LigneComparee, lots: dict[int, Lot]) -> Probleme:
    lot = lots[ligne.avant.lot] if ligne.avant is not None else None
    connue = ligne.verifiee.valeur_connue if ligne.verifiee else None
    return build_probleme(
        "C07",
        ligne=ligne.numero,
        service=lot.service if lot else "",
        date=format_date_courte(lot.publie_le.date()) if lot else "",
        connue="aucune valeur" if connue is None else _format_comme(ligne.apres, connue),
        actuelle=format_mesure(ligne.avant),
        proposee=format_mesure(ligne.apres),
    )


def _format_comme(fait: Fait | None, mesure: Decimal) -> str:
    return format_euros(int(mesure)) if hasattr(fait, "montant") else format_nombre(mesure)


def format_mesure(fait: Fait | None) -> str:
    """Write the value of a fact for a sentence: its figure, its text, or the word of its status."""
    if fait is None:
        return "aucune valeur"
    if fait.efface:
        return "valeur effacée"
    if isinstance(montant := getattr(fait, "montant", None), int):
        return format_euros(montant)
    mesure = get_mesure(fait)
    if mesure is not None:
        return format_nombre(mesure)
    statut = getattr(fait, "statut", None)
    return getattr(fait, "texte", "") or (statut.libelle if statut else "vide")
