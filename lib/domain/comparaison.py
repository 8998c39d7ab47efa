"""What an upload would change: each row against what the store says now. Verify and publish call this same function."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from lib.domain.confirmations import get_source, record_confirmation
from lib.domain.contrat import Contexte, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.droits import Acteur
from lib.domain.faits import Execution, Report, Resultat, Versement
from lib.domain.indicateurs import Cible
from lib.domain.masques import is_masque
from lib.domain.nomenclatures import Nomenclature, TypeDepot
from lib.domain.perimetres import is_dans_perimetre
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

PERIODES: dict[TypeDepot, tuple[str, ...]] = {
    TypeDepot.RESULTATS: ("annee", "trimestre"),
    TypeDepot.EXECUTIONS: ("annee", "trimestre"),
    TypeDepot.CIBLES: ("annee",),
    TypeDepot.ENVELOPPES: ("annee",),
    TypeDepot.VERSEMENTS: ("annee_convention",),
    TypeDepot.REPORTS: ("annee_origine", "annee_destination"),
    TypeDepot.CONTEXTE: ("periode",),
}
"""The fields of the key that say the period: values of other periods than the file's are not « absent »."""

MESURES = ("valeur", "numerateur", "denominateur", "texte", "statut", "montant")
"""Fields whose change is a change of the published value; a comment alone is not."""

CONTENU = (*MESURES, "commentaire", "avenant")
"""Fields whose change is to publish."""


TOUJOURS_GARDES, AVEC_LA_MESURE = ("commentaire",), ("numerateur", "denominateur", "texte")
"""Fields that an empty cell leaves as they are: whatever the figure, or as long as there is one and it is the same."""


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


A_PUBLIER = (EtatLigne.NOUVEAU, EtatLigne.MODIFIE)
"""The states of the rows that publishing inserts."""


class Choix(Nomenclature):
    """What to do with a row in conflict."""

    GARDER = "garder", "Garder la valeur en place"
    REMPLACER = "remplacer", "Prendre celle du fichier"


class LigneComparee(NamedTuple):
    """One row of the file (or, when absent, one value of the store): its state, the value before, the value after."""

    etat: EtatLigne
    numero: int | None
    avant: Fait | None
    apres: Fait | None
    verifiee: LigneVerifiee | None = None

    @property
    def libelle(self) -> str:
        """The words of its state; an empty cell keeps the value in place, when there is one."""
        if self.etat is EtatLigne.VIDE and self.avant is not None:
            return f"{self.etat.libelle}, valeur en place conservée"
        return self.etat.libelle

    @property
    def change_une_mesure(self) -> bool:
        """Whether publishing replaces a published value: a reason is then demanded."""
        return self.avant is not None and self.apres is not None and _differe(self.avant, self.apres, MESURES)


def list_en_place(contrat: ContratLu, type_depot: TypeDepot) -> dict[tuple[object, ...], Fait]:
    """The facts of a kind the store holds now, by key."""
    faits: tuple[Fait, ...] = getattr(contrat, type_depot.value)
    return {fait.cle: fait for fait in faits}


def select_lisibles(
    contrat: ContratLu, acteur: Acteur, en_place: Mapping[tuple[object, ...], Fait]
) -> dict[tuple[object, ...], Fait]:
    """Leave out the masked results that this person may not write: they are not theirs to see."""
    return {
        cle: fait
        for cle, fait in en_place.items()
        if not isinstance(fait, Resultat)
        or is_dans_perimetre(acteur, contrat.habilitations, contrat.get_indicateur(fait.indicateur))
        or not is_masque(contrat, fait)
    }


def compare_lignes(
    lignes: Iterable[LigneVerifiee],
    en_place: Mapping[tuple[object, ...], Fait],
    type_depot: TypeDepot,
    accepter: frozenset[str] = frozenset(),
    choix: Mapping[int, Choix] | None = None,
) -> list[LigneComparee]:
    """Compare each row with the store, then list the values of the same periods that no row is about.

    accepter: warning codes confirmed; choix: per row in conflict.
    """
    comparees = [_compare(ligne, en_place, accepter, choix or {}) for ligne in lignes]
    vues = {comparee.verifiee.cle for comparee in comparees if comparee.verifiee and comparee.verifiee.cle}
    get_periode = itemgetter(*(NOUNS[type_depot].CLE.index(champ) for champ in PERIODES[type_depot]))
    periodes = {get_periode(cle) for cle in vues}
    absents = [fait for cle, fait in en_place.items() if cle not in vues and get_periode(cle) in periodes]
    return comparees + [LigneComparee(EtatLigne.ABSENT, None, fait, fait) for fait in absents]


def _compare(
    ligne: LigneVerifiee,
    en_place: Mapping[tuple[object, ...], Fait],
    accepter: frozenset[str],
    choix: Mapping[int, Choix],
) -> LigneComparee:
    avant = en_place.get(ligne.cle) if ligne.cle is not None else None
    if ligne.fait is None:
        return LigneComparee(_get_etat_sans_fait(ligne, accepter), ligne.numero, avant, None, ligne)
    if avant is None and not (ligne.problemes or ligne.a_valeur_connue or ligne.fait.efface):
        return LigneComparee(EtatLigne.NOUVEAU, ligne.numero, None, ligne.fait, ligne)
    apres = merge_avec(ligne.fait, avant)
    etat = _get_etat(ligne, avant, apres, accepter, choix)
    if accepter and ligne.problemes and etat in A_PUBLIER:
        apres = record_confirmation(apres, [p.message for p in ligne.problemes if p.code in accepter])
    return LigneComparee(etat, ligne.numero, avant, apres, ligne)


def _get_etat_sans_fait(ligne: LigneVerifiee, accepter: frozenset[str]) -> EtatLigne:
    """A row without a fact is wrong, empty (perhaps by mistake), or repeats another one, which alone counts."""
    if any(probleme.niveau is NiveauProbleme.ERREUR for probleme in ligne.problemes):
        return EtatLigne.ERREUR
    if ligne.vide and _is_a_confirmer(ligne, accepter):
        return EtatLigne.A_CONFIRMER
    return EtatLigne.VIDE if ligne.vide else EtatLigne.INCHANGE


def _get_etat(
    ligne: LigneVerifiee,
    avant: Fait | None,
    apres: Fait,
    accepter: frozenset[str],
    choix: Mapping[int, Choix],
) -> EtatLigne:
    if avant is None and apres.efface:
        return EtatLigne.INCHANGE
    if avant is not None and not apres.efface and not _differe(avant, apres, CONTENU):
        if not _change_de_source(avant, apres):
            return EtatLigne.INCHANGE
    if is_en_conflit(ligne, avant, apres):
        decision = choix.get(ligne.numero)
        if decision is None:
            return EtatLigne.CONFLIT
        if decision is Choix.GARDER:
            return EtatLigne.INCHANGE
    if _is_a_confirmer(ligne, accepter):
        return EtatLigne.A_CONFIRMER
    return EtatLigne.NOUVEAU if avant is None else EtatLigne.MODIFIE


def _is_a_confirmer(ligne: LigneVerifiee, accepter: frozenset[str]) -> bool:
    if not ligne.problemes:
        return False
    return any(p.niveau is NiveauProbleme.A_CONFIRMER and p.code not in accepter for p in ligne.problemes)


def is_en_conflit(ligne: LigneVerifiee, avant: Fait | None, apres: Fait) -> bool:
    """Whether someone changed the value after the template was downloaded, to something else than what is proposed."""
    if not ligne.a_valeur_connue:
        return False
    actuelle = _get_contenu(avant)
    return actuelle != ligne.valeur_connue and actuelle != _get_contenu(apres)


def _get_contenu(fait: Fait | None) -> Decimal | str | None:
    """What a template says of a fact: its figure, else its words; None for a status alone."""
    mesure = get_mesure(fait)
    return mesure if mesure is not None else getattr(fait, "texte", "") or None


def get_mesure(fait: Fait | None) -> Decimal | None:
    """The figure of a fact, in its own unit: its value, or its amount in cents."""
    if fait is None:
        return None
    if hasattr(fait, "montant"):
        return Decimal(fait.montant)
    valeur: Decimal | None = getattr(fait, "valeur", None)
    return valeur


def merge_avec(fait: Fait, avant: Fait | None) -> Fait:
    """Keep what the file leaves empty: nothing in place is erased by an empty cell.

    A comment always stays. The terms of a rate, the words of a target and the source of a context figure stay as long
    as the figure does: beside another figure they would be wrong. Words that are themselves the value are no such
    field: they go when a status takes their place.
    """
    if avant is None or fait.efface or type(avant) is not type(fait):
        return fait
    gardes = {champ: getattr(avant, champ) for champ in TOUJOURS_GARDES if not getattr(fait, champ, "?")}
    if (mesure := get_mesure(fait)) is not None and mesure == get_mesure(avant):
        champs = (*AVEC_LA_MESURE, "source") if isinstance(fait, Contexte) else AVEC_LA_MESURE
        gardes |= {champ: getattr(avant, champ) for champ in champs if getattr(fait, champ, "?") in (None, "")}
    return replace(fait, **gardes) if any(gardes.values()) else fait


_LECTEURS: dict[tuple[type[Fait], tuple[str, ...]], Callable[[Fait], Any]] = {}


def _differe(avant: Fait, apres: Fait, champs: tuple[str, ...]) -> bool:
    if apres.efface:
        return True
    if type(avant) is not type(apres):
        return any(getattr(avant, champ, None) != getattr(apres, champ, None) for champ in champs)
    get = _get_lecteur(type(apres), champs)
    return bool(get(avant) != get(apres))


def _get_lecteur(nom: type[Fait], champs: tuple[str, ...]) -> Callable[[Fait], Any]:
    """Give what reads at once those of these fields that a noun has; worked out once for each noun."""
    if (nom, champs) not in _LECTEURS:
        siens = {champ.name for champ in fields(nom)}
        _LECTEURS[nom, champs] = attrgetter(*(champ for champ in champs if champ in siens))
    return _LECTEURS[nom, champs]


def _change_de_source(avant: Fait, apres: Fait) -> bool:
    """Whether a context figure comes from elsewhere: of other facts, the source is the contract's line."""
    return isinstance(apres, Contexte) and get_source(avant) != get_source(apres)


def compute_resume(lignes: Iterable[LigneComparee]) -> dict[str, int]:
    """Count rows by state; every state is present, 0 included."""
    compte = Counter(ligne.etat for ligne in lignes)
    return {etat.value: compte[etat] for etat in EtatLigne}
