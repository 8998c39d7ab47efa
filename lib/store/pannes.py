"""What keeps the store from answering, said in a sentence that tells what to do and names no server, path or value."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from types import FrameType, TracebackType

from sqlalchemy.exc import DBAPIError

from lib.domain.erreurs import ErreurMetier

RIEN = "Rien n’a été enregistré."
INCONNU = "On ne sait pas si l’enregistrement a abouti : regardez dans « Dépôts » si le lot y est avant de recommencer."

SAUVEGARDE = "restaurez la dernière sauvegarde, puis lancez « python -m lib.cli verifier »"
ABIME = f"Le fichier du magasin est abîmé : {SAUVEGARDE}."
BASE_ABIMEE = f"La base de données est abîmée : {SAUVEGARDE}."
ETRANGER = f"Le fichier du magasin n’est pas un magasin de Jalons, ou il est abîmé : {SAUVEGARDE}."
ILLISIBLE = (
    "Le magasin contient une valeur illisible : lancez « python -m lib.cli verifier » pour savoir où, "
    "puis restaurez la dernière sauvegarde."
)
INTRUS = (
    "Le magasin contient un lot qui n’a pas été publié : lancez « python -m lib.cli verifier » pour savoir lequel, "
    "puis restaurez la dernière sauvegarde."
)
FORME = f"Le magasin n’a pas la forme attendue, il lui manque une table ou une colonne : {SAUVEGARDE}."
VIDE = (
    "Le magasin est vide : s’il a déjà servi, restaurez la dernière sauvegarde ; "
    "sinon lancez « python -m lib.cli initialiser »."
)
ABSENT = (
    "Le magasin est introuvable : s’il a été déplacé ou supprimé, remettez-le à sa place ou restaurez la dernière "
    "sauvegarde ; s’il n’a jamais été créé, lancez « python -m lib.cli initialiser »."
)
RESTE = (
    "Le fichier du magasin a disparu, mais son journal d’écriture (« -wal ») est resté : remettez le fichier à côté, "
    "ou mettez ce journal de côté puis restaurez la dernière sauvegarde."
)
FERME = "Le fichier du magasin ne peut pas être ouvert. Vérifiez que son dossier existe et qu’il est accessible."
PLEIN = "Le disque du serveur est plein. Libérez de la place puis recommencez."
LECTURE_SEULE = "Le magasin est en lecture seule. Vérifiez les droits du fichier et de son dossier."
OCCUPE = "Une autre personne enregistre en ce moment. Réessayez dans un instant."
LENT = "La base de données met trop de temps à répondre. Réessayez dans un instant."
DISQUE = (
    "Le disque du serveur ne lit ou n’écrit plus correctement. Vérifiez-le, puis lancez « python -m lib.cli verifier »."
)
DROITS = "Le compte de la base de données n’a pas les droits nécessaires. Vérifiez-les."
CONNEXION = (
    "La base de données ne répond pas ou refuse la connexion : vérifiez qu’elle est démarrée, "
    "puis l’adresse, le compte et le mot de passe donnés par DATABASE_URL."
)
COUPEE = "La connexion à la base de données a été coupée. Réessayez dans un instant."
REFUS = "Le magasin a refusé cette opération. Lancez « python -m lib.cli verifier » pour savoir s’il est intact."
ADRESSE = (
    "DATABASE_URL n’est pas l’adresse d’un magasin : écrivez sqlite:///chemin/du/fichier "
    "ou postgresql://compte:motdepasse@serveur/base."
)
PILOTE = "Le pilote de la base de données n’est pas installé : lancez « pip install -r requirements.txt »."

SQLITE: dict[int, str] = {
    **dict.fromkeys((3, 14, 23), FERME),
    **dict.fromkeys((5, 6, 9), OCCUPE),
    8: LECTURE_SEULE,
    10: DISQUE,
    13: PLEIN,
    **dict.fromkeys((1, 17), FORME),
    **dict.fromkeys((11, 18), ABIME),
    19: "",
    26: ETRANGER,
}
"""Sentence of each primary result code of SQLite; none for a constraint, which only a fault of ours breaks."""
DEPLACE, LECTURE_COURTE = 1032, 522
"""Two extended codes: the file was moved away; the file is shorter than it says."""

POSTGRESQL: dict[str, str] = {
    **dict.fromkeys(("08", "57P01", "57P02", "57P03"), COUPEE),
    **dict.fromkeys(("28", "3D", "53300"), CONNEXION),
    **dict.fromkeys(("40", "55"), OCCUPE),
    **dict.fromkeys(("42P01", "42703", "42883", "3F"), FORME),
    "42501": DROITS,
    "25006": LECTURE_SEULE,
    "53": PLEIN,
    "57": LENT,
    "58": DISQUE,
    "22": ILLISIBLE,
    "XX": BASE_ABIMEE,
    **dict.fromkeys(("23", "P0"), ""),
}
"""Sentence of the error codes of PostgreSQL: the whole code first, then its class, its first two characters."""

LECTURES_RATEES = (ValueError, KeyError, ArithmeticError, TypeError)
"""What reading a value that is not what its column says raises: a date, a decimal, a choice of a closed list."""


class MagasinIndisponible(ErreurMetier):
    """The store cannot be read or written just now; nothing was half done."""


class IssueInconnue(MagasinIndisponible):
    """The connection was lost while the change was being committed: it may be whole in the store, or absent."""


class Operation(Enum):
    """What was under way, which says what became of it."""

    LECTURE = auto()
    ECRITURE = auto()
    VALIDATION = auto()


@contextmanager
def translate(moment: Operation) -> Iterator[None]:
    """Turn what the database or an unreadable value raises into the sentence shown to the person."""
    try:
        yield
    except DBAPIError as erreur:
        if phrase := get_phrase(erreur):
            raise build_panne(phrase, moment) from erreur
        raise
    except LECTURES_RATEES as erreur:
        if not is_valeur_illisible(erreur.__traceback__):
            raise
        raise build_panne(ILLISIBLE, moment) from erreur


def build_panne(phrase: str, moment: Operation) -> MagasinIndisponible:
    """Build the refusal: its cause, then what became of what was being written."""
    if moment is Operation.VALIDATION and phrase in (COUPEE, DISQUE):
        return IssueInconnue(f"{phrase} {INCONNU}")
    return MagasinIndisponible(phrase if moment is Operation.LECTURE else f"{phrase} {RIEN}")


def get_phrase(erreur: DBAPIError) -> str:
    """Say what keeps the store from answering, by its code; '' when it did answer, and refused a fault of ours."""
    code = getattr(erreur.orig, "sqlite_errorcode", None)
    if code is not None:
        return _get_phrase_sqlite(code, str(erreur.orig))
    etat = getattr(erreur.orig, "sqlstate", "22")  # SQLite's driver alone has neither: a text of the file is not text
    if etat is None:
        return COUPEE if erreur.connection_invalidated else CONNEXION
    return POSTGRESQL.get(etat, POSTGRESQL.get(etat[:2], REFUS))


def _get_phrase_sqlite(code: int, message: str) -> str:
    if code == DEPLACE:
        return ABSENT
    if code == LECTURE_COURTE or (code == 1 and "file format" in message):
        return ABIME
    return SQLITE.get(code & 0xFF, REFUS)


def is_table_absente(erreur: DBAPIError) -> bool:
    """Whether a query failed for want of its table."""
    return getattr(erreur.orig, "sqlstate", None) == "42P01" or "no such table" in str(erreur.orig)


def is_valeur_illisible(trace: TracebackType | None) -> bool:
    """Whether an error was raised while the store's own code read a row; one of a rule, or of a writing, is a fault."""
    cadres = []
    while trace is not None:
        cadres.append(trace.tb_frame)
        trace = trace.tb_next
    noms = [_get_module(cadre) for cadre in cadres]
    siens = [
        cadre for cadre, nom in zip(cadres, noms, strict=True) if nom.startswith("lib.store.") and nom not in PORTE
    ]
    if any(cadre.f_code.co_name.startswith("save_") for cadre in siens):
        return False
    return bool(siens) or any(nom.startswith("sqlalchemy.") for nom in noms)


PORTE = (__name__, "lib.store.engine")
"""The modules every reading goes through, whoever fails in it."""


def _get_module(cadre: FrameType) -> str:
    return str(cadre.f_globals.get("__name__", ""))
