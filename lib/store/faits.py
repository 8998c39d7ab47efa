"""Reading facts: one query for every noun, at an avenant and up to a lot."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session, col

from lib.domain.champs import COMMUNS, get_champs
from lib.domain.contrat import Contexte, Contrat, Fait
from lib.domain.contrat_lu import AutresLectures, ContratLu
from lib.domain.erreurs import Introuvable
from lib.domain.faits import Resultat
from lib.domain.lecture import MAINTENANT, Lecture, compute_lots_annules
from lib.domain.lots import NOMS_LUS
from lib.domain.nomenclatures import GenreLot
from lib.store.colonnes import from_ligne
from lib.store.lots import get_dernier_lot, list_annulations, select_publies
from lib.store.tables import LotLigne, get_table

F = TypeVar("F", bound=Fait)


def list_faits(
    session: Session,
    nom: type[F],
    contrat: str,
    lecture: Lecture = MAINTENANT,
    genres: Collection[GenreLot] | None = None,
    annules: frozenset[int] | None = None,
) -> list[F]:
    """Per key, the last row the reading sees: highest avenant, then highest lot; in order of first appearance.

    Only what was published is read: a row of a lot that is not in the journal is not there.

    genres restricts to the lots of these kinds (what the contract folder last said, for instance); annules spares
    asking again which lots the reading ignores.
    """
    if annules is None:
        annules = compute_lots_annules(list_annulations(session, contrat), lecture.jusqu_a)
    table = get_table(nom)
    cle = [table.c[champ] for champ in nom.CLE]
    filtres = [table.c.contrat == contrat, table.c.lot.in_(select_publies(contrat))]
    if lecture.jusqu_a is not None:
        filtres.append(table.c.lot <= lecture.jusqu_a)
    if lecture.avenant is not None:
        filtres.append(table.c.avenant <= lecture.avenant)
    if annules:
        filtres.append(table.c.lot.not_in(annules))
    if genres is not None:
        retenus = select(col(LotLigne.numero)).where(
            col(LotLigne.contrat) == contrat, col(LotLigne.genre).in_([genre.value for genre in genres])
        )
        filtres.append(table.c.lot.in_(retenus))
    rang = func.row_number().over(partition_by=cle, order_by=[table.c.avenant.desc(), table.c.lot.desc()])
    apparition = func.min(table.c.id).over(partition_by=cle)
    vues = select(table, rang.label("_rang"), apparition.label("_ordre")).where(*filtres).subquery()
    lues = select(*(vues.c[colonne] for colonne in _list_colonnes(nom)))
    requete = lues.where(vues.c._rang == 1).order_by(vues.c._ordre)
    return [fait for fait in _read_faits(session, nom, requete) if not fait.efface]


def list_disputees(session: Session, nom: type[F], contrat: str) -> list[F]:
    """List the rows that not every reading gives: those of a key that has several, or of a lot that was ever undone."""
    table = get_table(nom)
    nombre = func.count().over(partition_by=[table.c[champ] for champ in nom.CLE])
    publiees = (table.c.contrat == contrat, table.c.lot.in_(select_publies(contrat)))
    vues = select(table, nombre.label("_nombre")).where(*publiees).subquery()
    touches = {lot for annulation in list_annulations(session, contrat) for lot in annulation}
    lues = select(*(vues.c[colonne] for colonne in _list_colonnes(nom)))
    return _read_faits(session, nom, lues.where(or_(vues.c._nombre > 1, vues.c.lot.in_(touches))).order_by(vues.c.id))


def list_lignes(session: Session, nom: type[F], contrat: str, apres: int = 0) -> list[F]:
    """Every row of a noun from a lot on, undone or not, oldest first: the raw history."""
    table = get_table(nom)
    lues = select(*(table.c[colonne] for colonne in _list_colonnes(nom)))
    publiees = (table.c.contrat == contrat, table.c.lot.in_(select_publies(contrat)))
    requete = lues.where(*publiees, table.c.lot >= apres).order_by(table.c.id)
    return _read_faits(session, nom, requete)


def _list_colonnes(nom: type[Fait]) -> list[str]:
    return [*get_champs(nom), *COMMUNS]


def _read_faits(session: Session, nom: type[F], requete: Select[Any]) -> list[F]:
    """Run a query on the columns of a noun, in their order, and make the facts."""
    colonnes = _list_colonnes(nom)
    lignes = session.connection().execute(requete)
    return [from_ligne(nom, dict(zip(colonnes, ligne, strict=True))) for ligne in lignes]


def _get_ordre(fait: Fait) -> int:
    ordre: int = getattr(fait, "ordre", 0)
    return ordre


def read_contrat(session: Session, code: str, lecture: Lecture = MAINTENANT) -> ContratLu:
    """Read the whole contract as a Lecture gives it, and what the other readings give; raises Introuvable."""
    annulations = list_annulations(session, code)
    annules = compute_lots_annules(annulations, lecture.jusqu_a)
    contrats = list_faits(session, Contrat, code, lecture, annules=annules)
    if not contrats:
        raise Introuvable(f"Le contrat « {code} » n’est pas dans le magasin.")
    listes = {
        cle: tuple(sorted(list_faits(session, nom, code, lecture, annules=annules), key=_get_ordre))
        for cle, nom in NOMS_LUS.items()
        if nom is not Contrat
    }
    autres = AutresLectures(
        tuple(list_disputees(session, Resultat, code)),
        tuple(list_disputees(session, Contexte, code)),
        tuple(annulations),
    )
    return ContratLu(
        contrat=contrats[0],
        lecture=lecture,
        dernier_lot=get_dernier_lot(session, code),
        autres_lectures=autres,
        **listes,  # type: ignore[arg-type]
    )
