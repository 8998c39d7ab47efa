"""The two kinds of errors: a refusal (exception, its text is shown as is) and a located problem of a file."""

from dataclasses import dataclass


class ErreurMetier(Exception):
    """A refusal whose message is the French sentence shown on screen."""


class AccesRefuse(ErreurMetier):
    """The person may not do this."""


class SaisieRefusee(ErreurMetier):
    """What was entered cannot be accepted as it is."""


class Introuvable(ErreurMetier):
    """The thing asked for does not exist in this reading of the store."""


@dataclass(frozen=True)
class ErreurLocalisee:
    """One problem of a contract folder: where it is, what was read, what is expected."""

    fichier: str
    ligne: int
    colonne: str
    lu: str
    attendu: str

    def __str__(self) -> str:
        """Give the sentence shown to whoever loads the folder."""
        lieu = f"{self.fichier}, ligne {self.ligne}" if self.ligne else self.fichier
        if self.colonne:
            lieu += f", colonne « {self.colonne} »"
        return f"{lieu} : lu « {self.lu} », attendu {self.attendu}."
