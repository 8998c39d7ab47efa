"""Comments: one thread per indicator, per fiche and for the contract, each line with the role that wrote it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role, can_commenter, check_can_commenter
from lib.domain.erreurs import AccesRefuse, Introuvable
from lib.domain.faits import Commentaire, ObjetCommentaire
from lib.domain.lots import EtatLot, Lot
from lib.domain.perimetres import check_can_commenter_objet
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read
from lib.usecases.saisies import check_texte, save_saisie


@dataclass(frozen=True)
class Version:
    """One text of a comment, and the lot that brought it."""

    texte: str
    lot: Lot


@dataclass(frozen=True)
class Message:
    """One comment of a thread: its rank, then its texts, the oldest first; the last one holds."""

    rang: int
    versions: tuple[Version, ...]

    @property
    def lot(self) -> Lot:
        """The lot that opened it: its author's service, role and day."""
        return self.versions[0].lot

    @property
    def texte(self) -> str:
        """The text in force."""
        return self.versions[-1].texte


def list_fil(code: str, objet: ObjetCommentaire, reference: str) -> list[Message]:
    """List the comments of one thread, in their order, each with the texts it replaced; an undone lot is left out."""
    with read() as session:
        return _read_fil(session, code, objet, reference)


def _read_fil(session: Session, code: str, objet: ObjetCommentaire, reference: str) -> list[Message]:
    lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
    versions: dict[int, list[Version]] = {}
    for ligne in store_faits.list_lignes(session, Commentaire, code):
        if (ligne.objet, ligne.reference) == (objet, reference) and lots[ligne.lot].etat is EtatLot.PUBLIE:
            versions.setdefault(ligne.rang, []).append(Version(ligne.texte, lots[ligne.lot]))
    return [Message(rang, tuple(textes)) for rang, textes in sorted(versions.items())]


def can_corriger(acteur: Acteur, message: Message) -> bool:
    """A comment is corrected by the role that wrote it, or by an administrator."""
    return can_commenter(acteur) and (acteur.role is Role.ADMINISTRATEUR or acteur.role == message.lot.role)


def record_commentaire(
    acteur: Acteur,
    code: str,
    objet: ObjetCommentaire,
    reference: str,
    texte: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Add a comment at the end of a thread. reference: the code of the indicator, the fiche or the contract.

    An undone comment keeps its rank: the next one never takes its place.
    """
    check_can_commenter(acteur)
    ecrit = check_texte(texte, "le texte du commentaire")

    def build(session: Session, contrat: ContratLu) -> Commentaire:
        _check_reference(contrat, objet, reference)
        check_can_commenter_objet(acteur, contrat, objet, reference)
        fil = [
            commentaire.rang
            for commentaire in store_faits.list_lignes(session, Commentaire, code)
            if (commentaire.objet, commentaire.reference) == (objet, reference)
        ]
        return Commentaire(objet=objet.value, reference=reference, rang=max(fil, default=0) + 1, texte=ecrit)

    return save_saisie(acteur, code, f"un commentaire sur {reference}", "", build, maintenant)


def correct_commentaire(
    acteur: Acteur,
    code: str,
    objet: ObjetCommentaire,
    reference: str,
    rang: int,
    texte: str,
    motif: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Correct a comment, with a reason: the new text holds, the old one stays readable beside it."""
    check_can_commenter(acteur)
    ecrit, raison = check_texte(texte, "le texte du commentaire"), check_texte(motif, "le motif de la correction")

    def build(session: Session, contrat: ContratLu) -> Commentaire:
        _check_reference(contrat, objet, reference)
        check_can_commenter_objet(acteur, contrat, objet, reference)
        message = next((m for m in _read_fil(session, code, objet, reference) if m.rang == rang), None)
        if message is None:
            raise Introuvable(f"Le commentaire n° {rang} sur {reference} n’existe pas.")
        if not can_corriger(acteur, message):
            raise AccesRefuse(
                f"Ce commentaire a été écrit par « {message.lot.service} » : son profil peut le corriger."
            )
        return Commentaire(objet=objet.value, reference=reference, rang=rang, texte=ecrit)

    return save_saisie(acteur, code, f"la correction d’un commentaire sur {reference}", raison, build, maintenant)


def _check_reference(contrat: ContratLu, objet: ObjetCommentaire, reference: str) -> None:
    if objet is ObjetCommentaire.INDICATEUR:
        contrat.get_indicateur(reference)
    elif objet is ObjetCommentaire.FICHE:
        contrat.get_fiche(reference)
    elif reference != contrat.contrat.code:
        raise Introuvable(f"Le contrat « {reference} » n’est pas celui-ci.")
