"""What an upload would change: each row against what the store says now. Verify and publish call this same function."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from lib.domain.contrat import Contexte, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.faits import Execution, Report, Resultat, Versement
from lib.domain.indicateurs import Cible
from lib.domain.nomenclatures import Nomenclature, TypeDepot
from lib.domain.problemes import NiveauProbleme
from lib.domain.verification import LigneVerifiee

NOUNS: dict[TypeDepot, type[Fait]] = {
    TypeDepot.RESULTATS: Resultat,
    TypeDepot.EXECUTIONS: Execution,
    TypeDepot.CIBLES: Cible,
    TypeDepot.ENVELOPPES: Enveloppe,
    TypeDepot.VERSEMENTS: Versement,
    TypeDepot.REPORTS: Report,
    TypeDepot.CONTEXTE: Contexte,
}
"""The noun each kind of file holds."""

MESURES = ("valeur", "numerateur", "denominateur", "texte", "statut", "montant")
"""Fields whose change is a change of the published value; a comment alone is not."""


class EtatLigne(Nomenclature):
    """What would become of a row."""

    NOUVEAU = "nouveau", "Nouveau"
    MODIFIE = "modifie", "Modifié"
    INCHANGE = "inchange", "Inchangé"
    CONFLIT = "conflit", "En conflit"
    VIDE = "vide", "Non renseigné"
    ERREUR = "erreur", "À corriger"
    A_CONFIRMER = "a_confirmer", "À confirmer"
    ABSENT = "absent", "Absent du fichier, conservé"


class Choix(Nomenclature):
    """What to do with a row in conflict."""

    GARDER = "garder", "Garder la valeur en place"
    REMPLACER = "remplacer", "Prendre celle du fichier"


@dataclass(frozen=True)
class LigneComparee:
    """One row of the file (or, when absent, one value of the store): its state, the value before, the value after."""

    etat: EtatLigne
    numero: int | None
    avant: Fait | None
    apres: Fait | None
    verifiee: LigneVerifiee | None = None

    @property
    def change_une_mesure(self) -> bool:
        """Whether publishing replaces a published value: a reason is then demanded."""
        return self.avant is not None and self.apres is not None and _differe(self.avant, self.apres, MESURES)


def list_en_place(contrat: ContratLu, type_depot: TypeDepot) -> dict[tuple[object, ...], Fait]:
    """The facts of a kind the store holds now, by key."""
    faits: tuple[Fait, ...] = getattr(contrat, type_depot.value)
    return {fait.cle: fait for fait in faits}


def compare_lignes(
    lignes: Iterable[LigneVerifiee],
    en_place: Mapping[tuple[object, ...], Fait],
    accepter: frozenset[str] = frozenset(),
    choix: Mapping[int, Choix] | None = None,
) -> list[LigneComparee]:
    """Compare each row with the store; accepter: warning codes confirmed; choix: per row in conflict."""
    comparees = []
    vues = set()
    for ligne in lignes:
        comparee = _compare(ligne, en_place, accepter, choix or {})
        comparees.append(comparee)
        if ligne.fait is not None:
            vues.add(ligne.fait.cle)
    perimetre = {_get_perimetre(cle) for cle in vues}
    absents = [fait for cle, fait in en_place.items() if cle not in vues and _get_perimetre(cle) in perimetre]
    return comparees + [LigneComparee(EtatLigne.ABSENT, None, fait, fait) for fait in absents]


def _get_perimetre(cle: tuple[object, ...]) -> tuple[object, ...]:
    # A file speaks of the periods it names: values of other years are not « absent ».
    return cle[1:3]


def _compare(
    ligne: LigneVerifiee,
    en_place: Mapping[tuple[object, ...], Fait],
    accepter: frozenset[str],
    choix: Mapping[int, Choix],
) -> LigneComparee:
    fait = ligne.fait
    avant = en_place.get(fait.cle) if fait is not None else None
    apres = merge_avec(fait, avant) if fait is not None else None
    etat = _get_etat(ligne, avant, apres, accepter, choix)
    return LigneComparee(etat, ligne.numero, avant, apres, ligne)


def _get_etat(
    ligne: LigneVerifiee,
    avant: Fait | None,
    apres: Fait | None,
    accepter: frozenset[str],
    choix: Mapping[int, Choix],
) -> EtatLigne:
    niveaux = {probleme.niveau for probleme in ligne.problemes if probleme.code not in accepter}
    if NiveauProbleme.ERREUR in niveaux:
        return EtatLigne.ERREUR
    if ligne.vide or apres is None:
        return EtatLigne.VIDE
    if avant is None and apres.efface:
        return EtatLigne.INCHANGE
    if avant is not None and not apres.efface and not _differe(avant, apres, (*MESURES, "commentaire", "avenant")):
        return EtatLigne.INCHANGE
    if is_en_conflit(ligne, avant, apres):
        decision = choix.get(ligne.numero)
        if decision is None:
            return EtatLigne.CONFLIT
        if decision is Choix.GARDER:
            return EtatLigne.INCHANGE
    if NiveauProbleme.A_CONFIRMER in niveaux:
        return EtatLigne.A_CONFIRMER
    return EtatLigne.NOUVEAU if avant is None else EtatLigne.MODIFIE


def is_en_conflit(ligne: LigneVerifiee, avant: Fait | None, apres: Fait) -> bool:
    """Whether someone changed the value after the template was downloaded, to something else than what is proposed."""
    if not ligne.a_valeur_connue:
        return False
    actuelle = get_mesure(avant)
    return actuelle != ligne.valeur_connue and actuelle != get_mesure(apres)


def get_mesure(fait: Fait | None) -> Decimal | None:
    """The figure of a fact, in its own unit: its value, or its amount in cents."""
    if fait is None:
        return None
    if hasattr(fait, "montant"):
        return Decimal(fait.montant)
    valeur: Decimal | None = getattr(fait, "valeur", None)
    return valeur


def merge_avec(fait: Fait, avant: Fait | None) -> Fait:
    """Keep what the file leaves empty: a comment in place is not erased by an empty cell."""
    commentes = (Resultat, Execution, Versement, Report)
    if fait.efface or not isinstance(fait, commentes) or not isinstance(avant, commentes) or fait.commentaire:
        return fait
    return replace(fait, commentaire=avant.commentaire)


def _differe(avant: Fait, apres: Fait, champs: Iterable[str]) -> bool:
    if apres.efface:
        return True
    return any(getattr(avant, champ, None) != getattr(apres, champ, None) for champ in champs)


def compute_resume(lignes: Iterable[LigneComparee]) -> dict[str, int]:
    """Count rows by state; every state is present, 0 included."""
    resume = {etat.value: 0 for etat in EtatLigne}
    for ligne in lignes:
        resume[ligne.etat.value] += 1
    return resume
