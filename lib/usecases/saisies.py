"""Entering one fact by hand: the store is read again under the write lock, the fact checked, then written as a lot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.erreurs import SaisieRefusee
from lib.domain.formats import INSECABLE
from lib.domain.limites import PHRASE, read_saisie
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.phrases import format_quantite
from lib.imports.regles_texte import get_genre_personnel
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import write
from lib.store.temoin import save_temoin
from lib.usecases.contrats import get_dernier_lot


def save_saisie(
    acteur: Acteur,
    code: str,
    objet: str,
    motif: str,
    build: Callable[[Session, ContratLu], Fait],
    maintenant: datetime | None = None,
    type_depot: TypeDepot | None = None,
) -> Lot:
    """Write one fact, in a lot of its own. objet: the act, in words, should it be cut short (« la saisie de… »).

    build makes the fact from the contract as it is under the lock, and refuses it there. The caller has checked the
    right. type_depot: the kind of file whose rules read what was typed; the fact is then kept under the avenant typed.
    """
    with save_temoin(code, objet, acteur.service_affiche, get_dernier_lot(code)), write() as session:
        store_lots.lock_contrat(session, code)
        fait = build(session, store_faits.read_contrat(session, code))
        if type_depot is None:
            fait = _follow_ancien(session, code, fait)
        lot = Lot(
            genre=GenreLot.SAISIE,
            type_depot=type_depot,
            auteur=acteur.nom,
            service=acteur.service_affiche,
            role=acteur.role.value,
            publie_le=(maintenant or datetime.now(UTC)).replace(microsecond=0),
            motif=read_saisie(motif),
        )
        return replace(lot, numero=store_lots.save_lot(session, code, lot, [fait]))


def _follow_ancien(session: Session, code: str, fait: Fait) -> Fait:
    """Keep a fact under the avenant of the one it replaces, which a reading would otherwise prefer.

    A fact that is already the one in force is refused: nothing would change.
    """
    ancien = next((f for f in store_faits.list_faits(session, type(fait), code) if f.cle == fait.cle), None)
    if ancien is None:
        return fait
    if replace(ancien, lot=0, ligne=None, avenant=0) == fait:
        raise SaisieRefusee("Cette saisie est déjà enregistrée : rien ne changerait.")
    return replace(fait, avenant=ancien.avenant)


def check_texte(texte: str, nom: str) -> str:
    """Give a text without control characters nor blanks around it; refused when nothing is left. nom: « le motif »."""
    net = read_saisie(texte)
    if not net:
        raise SaisieRefusee(f"Il manque {nom}.")
    return net


def check_phrase(texte: str, nom: str) -> str:
    """Give a sentence on one line; refused when empty, over PHRASE characters, or holding personal data."""
    phrase = " ".join(check_texte(texte, nom).split())
    if len(phrase) > PHRASE:
        raise SaisieRefusee(
            f"Une phrase suffit{INSECABLE}: {format_quantite(len(phrase), 'caractère')}, {PHRASE} au plus."
        )
    if genre := get_genre_personnel(phrase):
        raise SaisieRefusee(
            f"Cette phrase semble contenir une donnée personnelle ({genre}){INSECABLE}: retirez-la, "
            "elle sera lue par toutes les personnes qui suivent le contrat."
        )
    return phrase
