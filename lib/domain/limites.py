"""Texts that enter the store: how long each may be, and what none may hold. One table, one check, at the only door.

Screens stop typing at the same lengths; the rule is here, whatever brings the text (screen, file, command line).
"""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

from lib.domain.contrat import Avenant, Fait
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import (
    Commentaire,
    Execution,
    Explication,
    JalonSaisi,
    MeteoDeclaree,
    NonTransmission,
    Report,
    Resultat,
    Versement,
)
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Cible
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot
from lib.domain.phrases import format_quantite
from lib.domain.ruptures import Rupture
from lib.domain.texte_saisi import has_controles, remove_controles

COURT, PHRASE, PARAGRAPHE, LONG = 80, 300, 500, 2000
"""A name, a sentence, a few sentences, a text: lengths in characters."""

LONGUEUR_MAXIMALE = 32_767
"""Longest text of any other kind: what a cell of a spreadsheet holds."""

LIMITES: dict[type, dict[str, tuple[str, int]]] = {
    Lot: {
        "auteur": ("Le nom", COURT),
        "service": ("Le service", PHRASE),
        "motif": ("Le motif", 2 * PARAGRAPHE),
        "fichier": ("Le nom du fichier", PHRASE),
    },
    Commentaire: {"texte": ("Le texte", LONG)},
    MeteoDeclaree: {"texte": ("La phrase qui explique la météo", PARAGRAPHE)},
    Explication: {"texte": ("La phrase qui explique", PHRASE)},
    NonTransmission: {"motif": ("Le motif", PHRASE)},
    JalonSaisi: {"motif": ("Le motif du jalon", PARAGRAPHE)},
    Rupture: {"motif": ("Le motif de la rupture", PHRASE), "source": ("La source de la rupture", PARAGRAPHE)},
    Avenant: {"objet": ("L’objet de l’avenant", PARAGRAPHE)},
    Resultat: {"texte": ("Le résultat", LONG), "commentaire": ("Le commentaire", LONG)},
    Execution: {"commentaire": ("Le commentaire", LONG)},
    Versement: {"reference": ("La référence", LONG), "commentaire": ("Le commentaire", LONG)},
    Report: {"commentaire": ("Le commentaire", LONG)},
    Cible: {"texte": ("La cible", LONG)},
}
"""What people write, field by field: its name in a sentence, and its greatest length."""


def read_saisie(texte: str) -> str:
    """Read what a person typed: without control characters, nor blanks around.

    >>> read_saisie("  oui\\x00 ")
    'oui'
    """
    return remove_controles(texte).strip()


def check_texte_saisi(texte: str, nom: str, limite: int) -> None:
    """Refuse a text too long, or holding a character that cannot be written. nom: « Le motif »."""
    if len(texte) > limite:
        raise SaisieRefusee(
            f"{nom} est trop long{INSECABLE}: {format_quantite(len(texte), 'caractère')}, {limite} au plus."
        )
    if has_controles(texte):
        raise SaisieRefusee(
            f"{nom} contient un caractère de contrôle, invisible, qui ne s’enregistre pas{INSECABLE}: "
            "récrivez ce texte au clavier."
        )


def check_textes(lot: Lot, faits: Sequence[Fait]) -> None:
    """Refuse a lot of which one text may not enter the store: its own, and those of all its facts.

    What the contract writes has no other length than the greatest: only what is in force is agreed, not typed.
    """
    par_nom: dict[type, list[Fait]] = {}
    for fait in faits:
        par_nom.setdefault(type(fait), []).append(fait)
    limites = {} if lot.genre is GenreLot.CONTRAT else LIMITES
    _check_champs(Lot, [lot], LIMITES)
    for nom, siens in par_nom.items():
        _check_champs(nom, siens, limites)


def _check_champs(nom: type, objets: Sequence[object], limites: dict[type, dict[str, tuple[str, int]]]) -> None:
    """Check every text of objects of one noun: those of a field are looked at together, each one once."""
    for champ in fields(nom):
        if champ.type not in (str, str | None):
            continue
        textes = set(filter(None, map(attrgetter(champ.name), objets)))
        dit, limite = limites.get(nom, {}).get(champ.name, ("Un texte", LONGUEUR_MAXIMALE))
        if textes and (max(map(len, textes)) > limite or has_controles(" ".join(textes))):
            for texte in sorted(textes):
                check_texte_saisi(texte, dit, limite)
