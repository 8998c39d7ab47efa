"""Several files dropped at once: what becomes of each, and the data that two of them are about.

Each file is published on its own. Two files that say one datum differently are never published as they are: whichever
came last would win without anybody having chosen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.domain.comparaison import MESURES, EtatLigne, LigneComparee
from lib.domain.contrat import Fait
from lib.domain.nomenclatures import Nomenclature, TypeDepot


class EtatFichier(Nomenclature):
    """What may be done with one file of a set."""

    PRET = "pret", "Prêt à publier"
    A_TRAITER = "a_traiter", "Attend une réponse ou une correction"
    EN_DESACCORD = "en_desaccord", "En désaccord avec un autre fichier"
    SANS_EFFET = "sans_effet", "Rien à publier"
    REFUSE = "refuse", "Fichier refusé"


@dataclass(frozen=True)
class Recoupement:
    """One datum that several files of a set are about: the rank of each file in the set, and what it says."""

    type_depot: TypeDepot
    dits: tuple[tuple[int, Fait], ...]

    @property
    def en_accord(self) -> bool:
        """Whether they all say the same."""
        premier = self.dits[0][1]
        return all(has_meme_contenu(premier, fait) for _, fait in self.dits[1:])


def has_meme_contenu(un: Fait, autre: Fait) -> bool:
    """Whether two facts about one datum say the same; a comment that only one of them has takes nothing away."""
    if un.efface or autre.efface:
        return un.efface and autre.efface
    if any(getattr(un, champ, None) != getattr(autre, champ, None) for champ in MESURES):
        return False
    commentaires = {texte for fait in (un, autre) if (texte := getattr(fait, "commentaire", ""))}
    return len(commentaires) < 2


def list_recoupements(fichiers: Sequence[tuple[TypeDepot | None, Iterable[LigneComparee]]]) -> list[Recoupement]:
    """List the data that several files are about, in the order they are met; a row in error says nothing yet."""
    dits: dict[tuple[TypeDepot, tuple[object, ...]], list[tuple[int, Fait]]] = defaultdict(list)
    for rang, (type_depot, lignes) in enumerate(fichiers):
        for ligne in lignes:
            if type_depot and ligne.verifiee and ligne.verifiee.fait and ligne.etat is not EtatLigne.ERREUR:
                fait = ligne.verifiee.fait
                dits[type_depot, fait.cle].append((rang, fait))
    return [
        Recoupement(type_depot, tuple(siens))
        for (type_depot, _), siens in dits.items()
        if len({r for r, _ in siens}) > 1
    ]


def list_rangs(recoupements: Iterable[Recoupement], en_accord: bool) -> set[int]:
    """List the files concerned by the data on which all agree, or by those on which they do not."""
    return {rang for recoupement in recoupements if recoupement.en_accord is en_accord for rang, _ in recoupement.dits}


def get_etat_fichier(
    illisible: bool, a_publier: int, laissees: int, demande_motif: bool, en_desaccord: bool
) -> EtatFichier:
    """Say what may be done with a file: refused, in disagreement, to be answered, nothing to publish, ready.

    a_publier, laissees: how many rows publishing would insert, and leave out.
    """
    if illisible:
        return EtatFichier.REFUSE
    if en_desaccord and (a_publier or laissees):
        return EtatFichier.EN_DESACCORD
    if laissees or demande_motif:
        return EtatFichier.A_TRAITER
    return EtatFichier.PRET if a_publier else EtatFichier.SANS_EFFET
