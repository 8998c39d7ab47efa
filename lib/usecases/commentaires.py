"""Comments: one thread per indicator, per fiche and for the contract, each line with the role that wrote it."""

from datetime import datetime

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_commenter
from lib.domain.erreurs import Introuvable
from lib.domain.faits import Commentaire, ObjetCommentaire
from lib.domain.lots import Lot
from lib.store import faits as store_faits
from lib.usecases.saisies import check_texte, save_saisie


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
        fil = [
            commentaire.rang
            for commentaire in store_faits.list_lignes(session, Commentaire, code)
            if (commentaire.objet, commentaire.reference) == (objet, reference)
        ]
        return Commentaire(objet=objet.value, reference=reference, rang=max(fil, default=0) + 1, texte=ecrit)

    return save_saisie(acteur, code, f"un commentaire sur {reference}", "", build, maintenant)


def _check_reference(contrat: ContratLu, objet: ObjetCommentaire, reference: str) -> None:
    if objet is ObjetCommentaire.INDICATEUR:
        contrat.get_indicateur(reference)
    elif objet is ObjetCommentaire.FICHE:
        contrat.get_fiche(reference)
    elif reference != contrat.contrat.code:
        raise Introuvable(f"Le contrat « {reference} » n’est pas celui-ci.")
