"""Words of a cell: their plain form, and the mentions written instead of a figure (« ND », « Idem »…)."""

import unicodedata
from html import unescape

from lib.domain.nomenclatures import Nomenclature
from lib.domain.tableau import to_visible

TIRETS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014", "-") | {"\u2019": "'"})
"""Every dash is a minus, every apostrophe is straight."""


class Mention(Nomenclature):
    """Words written instead of a figure."""

    A_DEFINIR = "a_definir", "à définir"
    NON_DISPONIBLE = "non_disponible", "non disponible"
    SANS_OBJET = "sans_objet", "sans objet"
    IDEM = "idem", "idem"
    NEANT = "neant", "néant"
    EFFACER = "effacer", "effacer"


MENTIONS: dict[str, Mention] = {
    "a definir": Mention.A_DEFINIR,
    "a completer": Mention.A_DEFINIR,
    "a venir": Mention.A_DEFINIR,
    "en cours": Mention.A_DEFINIR,
    "en attente": Mention.A_DEFINIR,
    "nd": Mention.NON_DISPONIBLE,
    "n d": Mention.NON_DISPONIBLE,
    "nc": Mention.NON_DISPONIBLE,
    "n c": Mention.NON_DISPONIBLE,
    "na": Mention.NON_DISPONIBLE,
    "n/a": Mention.NON_DISPONIBLE,
    "-": Mention.NON_DISPONIBLE,
    "--": Mention.NON_DISPONIBLE,
    "?": Mention.NON_DISPONIBLE,
    "non disponible": Mention.NON_DISPONIBLE,
    "non communique": Mention.NON_DISPONIBLE,
    "inconnu": Mention.NON_DISPONIBLE,
    "sans objet": Mention.SANS_OBJET,
    "so": Mention.SANS_OBJET,
    "idem": Mention.IDEM,
    "neant": Mention.NEANT,
    "- €": Mention.NEANT,
    "aucun": Mention.NEANT,
    "aucune": Mention.NEANT,
    "zero": Mention.NEANT,
    "effacer": Mention.EFFACER,
}
"""Plain form (no accent, no point, lower case) → mention."""


_VIDES = frozenset(
    "null <null> (null) \\n nan nat nil none undefined vide (vide) <vide> blank (blank) na <na> n/a".split()
)
"""How software writes that a cell is empty (lower case)."""


def is_case_vide(texte: str) -> bool:
    """Whether a text says nothing: a software's word for empty, a space of a web page, or only punctuation.

    >>> is_case_vide("NULL"), is_case_vide("&nbsp;"), is_case_vide("…"), is_case_vide("RAS")
    (True, True, True, False)
    """
    net = to_visible(unescape(texte)).casefold()
    return net in _VIDES or all(unicodedata.category(caractere)[0] == "P" for caractere in net)


def to_plat(texte: str) -> str:
    """Give the plain form of words: no accent, lower case, single spaces, each word without its plural.

    >>> to_plat(" Personnes (ARSA) ")
    'personne (arsa)'
    """
    sans_accent = "".join(c for c in unicodedata.normalize("NFKD", texte.casefold()) if not unicodedata.combining(c))
    mots = sans_accent.replace("'", " ").replace("’", " ").split()
    return " ".join(mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot for mot in mots)


def to_mention(texte: str) -> Mention | None:
    """Give the mention a text is, or None."""
    decompose = unicodedata.normalize("NFKD", texte.casefold()).translate(TIRETS)
    plat = "".join(c for c in decompose if not unicodedata.combining(c)).replace(".", "")
    return MENTIONS.get(" ".join(plat.split()))
