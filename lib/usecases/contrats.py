"""Reading contracts, and loading a contract folder: whole or not at all, and a change asks for its avenant.

What a folder adds to the reading of the contract (a threshold of ours, an inconsistency, a figure of situation) binds
no party: it is loaded without any avenant, as a lot of its own, so that a store keeps up with the version it runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session

from lib.domain.champs import COMMUNS, get_champs
from lib.domain.contrat import Avenant, Contexte, Contrat, Ecart, Enonce, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_charger_contrat
from lib.domain.erreurs import ErreurLocalisee, Introuvable, SaisieRefusee
from lib.domain.indicateurs import Repere, Seuil
from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.limites import LIMITES, check_texte_saisi
from lib.domain.lots import NOMS_AGREES, Lot
from lib.domain.masques import get_masques
from lib.domain.nomenclatures import GenreLot, Nomenclature
from lib.domain.phrases import format_quantite
from lib.imports.dossier import DossierLu, read_dossier
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read, write
from lib.store.journal import get_tete
from lib.usecases.memoire import Memoire

CONTRATS_GARDES = 4
"""How many readings of contracts a process keeps at most."""
LECTURES = (Contexte, Ecart, Enonce, Repere, Seuil)
"""Nouns that say how the contract is read: one more of them changes nothing that the parties signed."""


class GenreDifference(Nomenclature):
    """How a folder differs from what was loaded."""

    AJOUT = "ajout", "ajouté"
    CHANGEMENT = "changement", "changé"
    RETRAIT = "retrait", "retiré"


@dataclass(frozen=True)
class Difference:
    """One fact of the folder that differs from what was loaded."""

    genre: GenreDifference
    nom: str
    cle: tuple[object, ...]
    detail: str
    fait: Fait

    @property
    def est_lecture(self) -> bool:
        """Whether it only adds to the way the contract is read, which asks for no avenant."""
        return self.genre is GenreDifference.AJOUT and isinstance(self.fait, LECTURES)


@dataclass(frozen=True)
class Chargement:
    """What loading a folder did: lot is None when nothing was written.

    differences: what the folder says otherwise and that was not loaded, for want of an avenant.
    remarques: what the folder leaves unsaid, and what stands in its place.
    """

    code: str
    lot: int | None = None
    erreurs: tuple[ErreurLocalisee, ...] = ()
    differences: tuple[Difference, ...] = ()
    faits: int = 0
    remarques: tuple[str, ...] = ()

    @property
    def est_refuse(self) -> bool:
        """Whether the folder asks for something before it can be loaded."""
        return bool(self.erreurs) or bool(self.differences)


_contrats: Memoire[ContratLu] = Memoire(CONTRATS_GARDES)


def list_codes() -> list[str]:
    """Codes of the contracts in the store."""
    with read() as session:
        return store_lots.list_codes_contrats(session)


def get_code(code: str | None) -> str:
    """Give the contract meant: the one named, else the only one; raises Introuvable or SaisieRefusee."""
    codes = list_codes()
    if code is not None:
        if code not in codes:
            connus = ", ".join(codes) or "aucun"
            raise Introuvable(f"Le contrat « {code} » n’est pas dans le magasin. Contrats connus : {connus}.")
        return code
    if not codes:
        raise Introuvable("Le magasin ne contient aucun contrat. Lancez « python -m lib.cli initialiser ».")
    if len(codes) > 1:
        raise SaisieRefusee(f"Le magasin contient plusieurs contrats : précisez lequel ({', '.join(codes)}).")
    return codes[0]


def is_exemple(code: str) -> bool:
    """Whether the results of a contract are fictional."""
    return build_contrat_lu(code).contrat.exemple


def get_dernier_lot(code: str) -> int:
    """Number of the contract's last lot: what changes when anything changes."""
    with read() as session:
        return store_lots.get_dernier_lot(session, code)


def get_etat(code: str) -> tuple[int, str]:
    """Rank and hash of the contract's journal: another whenever anything changes, or when another store is read."""
    with read() as session:
        rang, empreinte = get_tete(session, code)
    return rang, empreinte


def build_contrat_lu(code: str, lecture: Lecture = MAINTENANT) -> ContratLu:
    """Read the whole contract at a reading; raises Introuvable."""
    with read() as session:
        return load_contrat(session, code, lecture)


def load_contrat(session: Session, code: str, lecture: Lecture = MAINTENANT) -> ContratLu:
    """Read the whole contract, or give the very one already read on the same store; raises Introuvable.

    The last hash of the journal stands for the whole content of the contract. Whatever the reading, what is masked is
    decided by the whole store.
    """
    cle = (code, get_tete(session, code), lecture)
    contrat = _contrats.get(cle)
    if contrat is None:
        contrat = store_faits.read_contrat(session, code, lecture)
        if lecture != MAINTENANT:
            contrat = replace(contrat, masques=get_masques(load_contrat(session, code)))
        _contrats.save(cle, contrat)
    return contrat


def publish_contrat(
    acteur: Acteur,
    dossier: Path,
    avenant: int | None = None,
    date_signature: date | None = None,
    objet: str = "",
    exemple: bool = False,
    maintenant: datetime | None = None,
) -> Chargement:
    """Load a contract folder. Loaded twice, it changes nothing; changed, it is refused until an avenant is named.

    Without an avenant, what it adds to the reading of the contract is loaded all the same.
    exemple marks the contract of a demonstration store, whose results are fictional: the mark never goes away.
    """
    check_can_charger_contrat(acteur)
    check_texte_saisi(objet, *LIMITES[Avenant]["objet"])
    lu = read_dossier(dossier, est_signe=not avenant)
    if lu.erreurs:
        return Chargement(code=dossier.name, erreurs=lu.erreurs)
    code = lu.contrat.code
    with write() as session:
        store_lots.lock_contrat(session, code)
        charges: list[Fait] = []
        for nom in NOMS_AGREES.values():
            charges += store_faits.list_faits(session, nom, code, genres={GenreLot.CONTRAT})
        exemple = _check_exemple(charges, exemple or lu.contrat.exemple)
        differences = build_differences(charges, [_mark_exemple(fait_lu.fait, exemple) for fait_lu in lu.faits])
        if not differences:
            return Chargement(code=code)
        restantes: list[Difference] = []
        if charges and avenant is None:
            connus = _list_cles_connues(session, code)
            differences = [d for d in differences if not d.est_lecture or (d.nom, d.cle) not in connus]
            restantes = [difference for difference in differences if not difference.est_lecture]
            differences = [difference for difference in differences if difference.est_lecture]
            if not differences:
                return Chargement(code=code, differences=tuple(restantes))
        numero = avenant or 0
        faits = [replace(difference.fait, avenant=numero) for difference in differences]
        if charges and avenant is not None:
            check_avenant(faits, numero)
            acte = Avenant(numero=numero, objet=objet or f"Avenant n° {numero}", date_signature=date_signature)
            faits.append(replace(acte, avenant=numero, source=f"dossier {dossier.name}"))
        motif = _write_motif(bool(charges), numero, len(faits))
        lot = _build_lot(acteur, lu, dossier, motif, maintenant or datetime.now(UTC))
        return Chargement(
            code=code,
            lot=store_lots.save_lot(session, code, lot, faits),
            differences=tuple(restantes),
            faits=len(faits),
            remarques=lu.remarques,
        )


def _list_cles_connues(session: Session, code: str) -> set[tuple[str, tuple[object, ...]]]:
    """List what the initial contract ever said, be it withdrawn by an avenant since: it is not to be added again."""
    lus = (fait for nom in LECTURES for fait in store_faits.list_faits(session, nom, code, Lecture(avenant=0)))
    return {(type(fait).__name__, fait.cle) for fait in lus}


def _check_exemple(charges: Sequence[Fait], exemple: bool) -> bool:
    """Give the mark of the contract, decided once for all its life; raises SaisieRefusee when a real one would turn."""
    connu = next((fait for fait in charges if isinstance(fait, Contrat)), None)
    if connu is not None and exemple and not connu.exemple:
        raise SaisieRefusee(
            f"Ce magasin tient le contrat « {connu.code} » pour de bon : une démonstration se charge dans un autre."
        )
    return exemple if connu is None else connu.exemple


def _mark_exemple(fait: Fait, exemple: bool) -> Fait:
    return replace(fait, exemple=True) if exemple and isinstance(fait, Contrat) else fait


def check_avenant(faits: Sequence[Fait], numero: int) -> None:
    """Refuse an avenant number that cannot carry a change."""
    if numero < 1:
        raise SaisieRefusee("Un avenant porte un numéro à partir de 1 ; 0 désigne le contrat initial.")


def _write_motif(est_charge: bool, avenant: int, faits: int) -> str:
    """Say why a folder was loaded."""
    if not est_charge:
        return "Chargement du contrat"
    if avenant:
        return f"Chargement de l’avenant n° {avenant}"
    return f"Complément de lecture du contrat, {format_quantite(faits, 'enregistrement')}"


def _build_lot(acteur: Acteur, lu: DossierLu, dossier: Path, motif: str, maintenant: datetime) -> Lot:
    return Lot(
        genre=GenreLot.CONTRAT,
        auteur=acteur.nom,
        service=acteur.service_affiche,
        role=acteur.role.value,
        publie_le=maintenant.replace(microsecond=0),
        motif=motif,
        fichier=dossier.name,
        sha256=lu.empreinte,
        lu_comme=f"Dossier de contrat, {format_quantite(len(lu.faits), 'enregistrement')}",
    )


def build_differences(charges: Sequence[Fait], lus: Sequence[Fait]) -> list[Difference]:
    """Compare what was loaded with what the folder says now, noun by noun and key by key."""
    anciens = {(type(fait), fait.cle): fait for fait in charges if not isinstance(fait, Avenant) or fait.numero == 0}
    nouveaux = {(type(fait), fait.cle): fait for fait in lus}
    differences = []
    for (nom, cle), fait in nouveaux.items():
        ancien = anciens.get((nom, cle))
        if ancien is None:
            differences.append(Difference(GenreDifference.AJOUT, nom.__name__, cle, "", fait))
        elif detail := _build_detail(ancien, fait):
            differences.append(Difference(GenreDifference.CHANGEMENT, nom.__name__, cle, detail, fait))
    for (nom, cle), ancien in anciens.items():
        if (nom, cle) not in nouveaux and nom is not Contrat:
            retire = replace(ancien, efface=True)
            differences.append(Difference(GenreDifference.RETRAIT, nom.__name__, cle, "", retire))
    return differences


def _build_detail(ancien: Fait, nouveau: Fait) -> str:
    champs = [*get_champs(type(nouveau)), *(champ for champ in COMMUNS if champ == "source")]
    return " ; ".join(
        f"{champ} : « {getattr(ancien, champ)} » → « {getattr(nouveau, champ)} »"
        for champ in champs
        if getattr(ancien, champ) != getattr(nouveau, champ)
    )
