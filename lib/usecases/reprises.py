"""Taking over the past of a tracker: how each of its tables is proposed to be read, and the deposit each one makes.

Each table is read, compared and published like any file, as a lot of its own, by the rules of every upload.
"""

import hashlib
from dataclasses import dataclass, replace

from lib.domain.correspondances import REPRISE, GenreCorrespondance
from lib.domain.droits import Acteur, check_can_deposer
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.reprises import FeuilleProposee, Reponses, TableauPropose
from lib.imports.lecture import Consignes, FeuilleBrute, read_feuilles
from lib.imports.reprise import propose_feuille
from lib.imports.reprise_outils import Outils
from lib.store.engine import read
from lib.store.journal import get_tete
from lib.usecases.contrats import load_contrat
from lib.usecases.correspondances import load_correspondances
from lib.usecases.depots import Depot
from lib.usecases.memoire import Memoire

FICHIERS_GARDES = 2
"""How many trackers a process keeps unpacked at most."""


@dataclass(frozen=True)
class Reprise:
    """A tracker: its sheets, or why it cannot be opened."""

    feuilles: tuple[FeuilleProposee, ...] = ()
    problemes: tuple[Probleme, ...] = ()

    @property
    def tableaux(self) -> list[TableauPropose]:
        """Every table, sheet after sheet."""
        return [tableau for feuille in self.feuilles for tableau in feuille.tableaux]


_fichiers: Memoire[tuple[list[FeuilleBrute], list[Probleme]]] = Memoire(FICHIERS_GARDES)
_outils: Memoire[Outils] = Memoire(FICHIERS_GARDES)


def propose_reprise(acteur: Acteur, code: str, contenu: bytes, nom: str, reponses: Reponses) -> Reprise:
    """Propose how each sheet of a tracker is read, from what the person's service said before, then what they answer.

    Nothing is written, and no value is read yet.
    """
    check_can_deposer(acteur, TypeDepot.RESULTATS)
    brutes, problemes = _open_fichier(contenu, nom)
    if problemes:
        return Reprise(problemes=tuple(problemes))
    with read() as session:
        cle = (code, get_tete(session, code))
        outils = _outils.get(cle) or Outils(load_contrat(session, code))
        gardees = load_correspondances(session, code, acteur.service_du_role, REPRISE)
    _outils.save(cle, outils)
    connues = {genre: {g.texte: g.lu_comme for g in gardees if g.genre is genre} for genre in GenreCorrespondance}
    reponses = replace(
        reponses,
        titres_connus=connues[GenreCorrespondance.COLONNE],
        libelles_connus=connues[GenreCorrespondance.LIBELLE],
    )
    return Reprise(tuple(propose_feuille(brute, outils, reponses, nom) for brute in brutes))


def _open_fichier(contenu: bytes, nom: str) -> tuple[list[FeuilleBrute], list[Probleme]]:
    """Open a file once: it is looked at again at each answer."""
    cle = (hashlib.sha256(contenu).hexdigest(), nom)
    lu = _fichiers.get(cle)
    if lu is None:
        lu = read_feuilles(contenu, nom)
        if lu[0]:  # a refusal may be of the moment
            _fichiers.save(cle, lu)
    return lu


def build_depot_tableau(contenu: bytes, nom: str, tableau: TableauPropose) -> Depot:
    """Build the deposit of one table, read as proposed."""
    consignes = Consignes(choisie=tableau.choisie)
    return Depot(contenu=contenu, nom=nom, type_depot=TypeDepot.RESULTATS, consignes=consignes)
