"""Uploading a file: verify_depot says what would change and writes nothing; publish_depot checks again, then writes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property

from sqlmodel import Session

from lib.domain.bordereau import Bordereau, CelluleBordereau
from lib.domain.comparaison import (
    A_PUBLIER,
    Choix,
    EtatLigne,
    LigneComparee,
    compare_lignes,
    compute_resume,
    list_en_place,
    select_lisibles,
)
from lib.domain.conservation import (
    Place,
    build_bordereau,
    compute_sorts,
    format_bordereau,
    format_place,
    list_cellules,
)
from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.correspondances import Correspondance
from lib.domain.droits import Acteur, check_can_deposer
from lib.domain.erreurs import ErreurMetier, SaisieRefusee
from lib.domain.limites import read_saisie
from lib.domain.lots import EtatLot, Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.perimetres import check_can_ecrire
from lib.domain.periodes import Trimestre
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import ColonneLue, LectureFichier, Retouche, list_ignorees
from lib.imports.catalogue import build_probleme
from lib.imports.correspondances import list_roles_ignores
from lib.imports.lecture import SANS_CONSIGNES, Consignes, read_fichier
from lib.imports.lectures_gardees import keep_lecture
from lib.imports.regles_colonnes import verify_colonnes
from lib.imports.verification import verify_table
from lib.store import lots as store_lots
from lib.store.colonnes import to_lignes
from lib.store.engine import read, write
from lib.store.journal import get_tete
from lib.store.temoin import save_temoin
from lib.usecases.contrats import get_dernier_lot, load_contrat
from lib.usecases.memoire import Memoire, suspend_ramassage
from lib.usecases.problemes_depot import list_problemes_comparaison, verify_origine, verify_trimestre

CELLULES_DITES = 10
"""How many unaccounted cells a refusal names."""

PLANS_GARDES = 4
"""How many comparisons a process keeps at most: a file of 20 000 rows makes one of some 60 MB."""


@dataclass(frozen=True)
class Depot:
    """What a person brings: the file as received, and what they have decided about it.

    trimestre is the quarter chosen on screen, when there is one: a file of another quarter is to confirm.
    """

    contenu: bytes
    nom: str
    type_depot: TypeDepot | None = None
    consignes: Consignes = SANS_CONSIGNES
    motif: str = ""
    accepter: frozenset[str] = frozenset()
    choix: Mapping[int, Choix] = field(default_factory=dict)
    partiel: bool = False
    trimestre: Trimestre | None = None

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the file."""
        return hashlib.sha256(self.contenu).hexdigest()


@dataclass(frozen=True)
class PlanDepot:
    """What publishing a file would do now. empreinte changes whenever the store would make it do something else.

    correspondances: what the person said of the file's columns, kept with the lot for the next file.
    """

    type_depot: TypeDepot | None
    lecture: LectureFichier | None
    lignes: tuple[LigneComparee, ...]
    problemes: tuple[Probleme, ...]
    deja_publie: Lot | None = None
    correspondances: tuple[Correspondance, ...] = ()
    bordereau: Bordereau | None = None
    colonnes: tuple[ColonneLue, ...] = ()
    corrigees: tuple[Retouche, ...] = ()

    @cached_property
    def cellules(self) -> tuple[CelluleBordereau, ...]:
        """The cells that publishing now would leave aside, each with its message, ignore, or take as corrected."""
        return tuple(list_cellules(self.lignes, self.problemes, self.corrigees, self.colonnes))

    @property
    def phrase_bordereau(self) -> str:
        """What becomes of the filled cells, in one line; '' when the file could not be read."""
        ignorees = [colonne.lieu for colonne in list_ignorees(self.colonnes) if colonne.remplies]
        return format_bordereau(self.bordereau, False, ignorees) if self.bordereau else ""

    @cached_property
    def resume(self) -> dict[str, int]:
        """Rows by state."""
        return compute_resume(self.lignes)

    @cached_property
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

    @cached_property
    @suspend_ramassage()
    def empreinte(self) -> str:
        """Fingerprint of what was shown: the state, before and after of each row; values left alone do not count."""
        vues = [ligne for ligne in self.lignes if ligne.etat is not EtatLigne.ABSENT]
        etats = {etat: etat.value for etat in EtatLigne}
        rangs = [(etats[ligne.etat], ligne.numero) for ligne in vues]
        vu = (rangs, _write_faits(ligne.avant for ligne in vues), _write_faits(ligne.apres for ligne in vues))
        return hashlib.sha256(json.dumps(vu).encode()).hexdigest()


def _write_faits(faits: Iterable[Fait | None]) -> list[object]:
    """Write the facts of rows, of one noun, as the store would keep them, with the lot each comes from."""
    rangs = [(rang, fait) for rang, fait in enumerate(faits) if fait is not None]
    if not rangs:
        return []
    siens = [fait for _, fait in rangs]
    return [[(rang, fait.lot) for rang, fait in rangs], to_lignes(type(siens[0]), siens)]


class PlanPerime(ErreurMetier):
    """The store changed since the comparison was shown; the new one is in plan."""

    def __init__(self, plan: PlanDepot) -> None:
        """Carry the new comparison."""
        super().__init__(
            "La comparaison a changé depuis qu’elle vous a été montrée (une correction que vous veniez de taper, "
            "ou une publication faite entre-temps) : rien n’a été publié. La voici à jour."
        )
        self.plan = plan


_plans: Memoire[PlanDepot] = Memoire(PLANS_GARDES)


@suspend_ramassage()
def verify_depot(acteur: Acteur, code: str, depot: Depot, aujourd_hui: date | None = None) -> PlanDepot:
    """Read a file and compare it with the store; nothing is written."""
    check_can_deposer(acteur, depot.type_depot)
    with read() as session:
        return _load_plan(session, acteur, code, depot, aujourd_hui or date.today())


@suspend_ramassage()
def publish_depot(
    acteur: Acteur, code: str, depot: Depot, attendu: str | None = None, maintenant: datetime | None = None
) -> tuple[PlanDepot, Lot | None]:
    """Publish a file: the plan is asked for again under the write lock, and made anew when the store has changed.

    attendu is the fingerprint of the plan shown; raises PlanPerime when it no longer holds, SaisieRefusee when the
    plan cannot be published as it is. Gives the plan and the lot, None when there is nothing to change. The file is
    verified before the lock is taken, so that nobody waits for it.
    """
    maintenant = (maintenant or datetime.now(UTC)).replace(microsecond=0)
    verify_depot(acteur, code, depot, maintenant.date())
    objet = f"la publication du fichier « {depot.nom} »"
    with save_temoin(code, objet, acteur.service_affiche, get_dernier_lot(code)), write() as session:
        store_lots.lock_contrat(session, code)
        plan = _load_plan(session, acteur, code, depot, maintenant.date())
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
    if plan.demande_motif and not read_saisie(depot.motif):
        raise SaisieRefusee("Ce fichier modifie des valeurs déjà publiées : indiquez le motif.")


def _save(session: Session, acteur: Acteur, code: str, depot: Depot, plan: PlanDepot, maintenant: datetime) -> Lot:
    lot = Lot(
        genre=GenreLot.DEPOT,
        type_depot=plan.type_depot,
        auteur=acteur.nom,
        service=acteur.service_affiche,
        role=acteur.role.value,
        publie_le=maintenant,
        motif=read_saisie(depot.motif),
        fichier=depot.nom,
        sha256=depot.sha256,
        lu_comme=plan.lecture.phrase if plan.lecture else "",
    )
    accompagne = [*filter(None, [plan.bordereau]), *plan.cellules, *plan.correspondances]
    numero = store_lots.save_lot(session, code, lot, [*plan.a_publier, *accompagne], piece=depot.contenu)
    return replace(lot, numero=numero)


def _load_plan(session: Session, acteur: Acteur, code: str, depot: Depot, aujourd_hui: date) -> PlanDepot:
    """Make a plan, or give the very one already made of the same file, answers, role and day on the same store.

    The last hash of the journal stands for the whole content of the contract: the same hash makes the same plan.
    """
    decisions = (depot.type_depot, depot.consignes, depot.accepter, frozenset(depot.choix.items()), depot.trimestre)
    cle = (code, get_tete(session, code), replace(acteur, nom=""), aujourd_hui, depot.sha256, depot.nom, *decisions)
    plan = _plans.get(cle)
    if plan is None:
        contrat = load_contrat(session, code)
        check_can_ecrire(acteur, contrat.habilitations)
        plan = _build_plan(acteur, contrat, store_lots.list_lots(session, code), depot, aujourd_hui)
        _plans.save(cle, plan)
    return plan


def _build_plan(acteur: Acteur, contrat: ContratLu, lots: list[Lot], depot: Depot, aujourd_hui: date) -> PlanDepot:
    table, type_depot, problemes = read_fichier(depot.contenu, depot.nom, depot.type_depot, depot.consignes)
    if type_depot is not None:
        check_can_deposer(acteur, type_depot)
    if table is None or type_depot is None:
        return PlanDepot(type_depot, table.lecture if table else None, (), tuple(problemes))
    rapport = verify_table(table, type_depot, contrat, acteur, aujourd_hui)
    en_place = select_lisibles(contrat, acteur, list_en_place(contrat, type_depot))
    lignes = compare_lignes(rapport.lignes, en_place, type_depot, depot.accepter, depot.choix)
    problemes += verify_trimestre(rapport.lignes, type_depot, depot.trimestre)
    dits = dict(depot.consignes.choisie.colonnes) if depot.consignes.choisie else {}
    problemes += verify_colonnes(table, type_depot, contrat, dits)
    problemes += verify_origine(contrat, depot.nom, depot.contenu, table.lecture)
    roles = list_roles_ignores(table, problemes, depot.accepter) | dits
    if any(p.niveau is NiveauProbleme.A_CONFIRMER and p.code not in depot.accepter for p in problemes):
        lignes = [_ask(ligne) for ligne in lignes]
    bordereau, inexpliquees = build_bordereau(table.remplies, table.recues, compute_sorts(lignes))
    if inexpliquees:
        return PlanDepot(type_depot, table.lecture, (), (*problemes, _refuse_inexpliquees(inexpliquees)))
    deja = next((lot for lot in lots if lot.sha256 == depot.sha256 and lot.etat is EtatLot.PUBLIE), None)
    problemes += rapport.list_problemes()
    problemes += list_problemes_comparaison(lignes, lots, deja)
    return PlanDepot(
        type_depot,
        table.lecture,
        tuple(lignes),
        tuple(problemes),
        deja,
        keep_lecture(table.entetes, roles, depot.consignes.choisie, acteur.service_du_role, type_depot),
        bordereau,
        table.colonnes,
        table.corrigees,
    )


def _refuse_inexpliquees(places: list[Place]) -> Probleme:
    """Refuse a file that does not balance: filled cells that no row accounts for."""
    cellules = ", ".join(format_place(place) for place in places[:CELLULES_DITES])
    suite = ", …" if len(places) > CELLULES_DITES else ""
    return build_probleme("F14", nombre=len(places), cellules=cellules + suite)


def _ask(ligne: LigneComparee) -> LigneComparee:
    """Leave out, until the file itself is confirmed, a row that was ready."""
    return ligne._replace(etat=EtatLigne.A_CONFIRMER) if ligne.etat in A_PUBLIER else ligne
