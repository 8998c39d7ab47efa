"""How sentences are built in French: agreement, elision, enumerations, and the spaces of the typography.

Figures, amounts and dates are in lib/domain/formats.py. Every sentence is built with these helpers; every text is put
right once more by format_texte where it reaches the reader (lib/ui/typographie.py, lib/exports/tableur.py).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape, unescape

from lib.domain.formats import FINE, INSECABLE, format_nombre

Nombre = int | Decimal

NOMS_PROPRES = frozenset({"Conseil", "Département", "État", "France", "Jalons", "Préfecture"})
"""Names of the parties, whose capital stays in the middle of a sentence."""

_PREPOSITIONS = frozenset(
    "à au aux avec d’un d’une dans de des du en et hors non ou par pas pour sans sous sur".split()
)
"""Words that agree with nothing, and after which nothing agrees: « 2 trimestres de retard »."""

_ELIDES = {"de": "d’", "que": "qu’", "le": "l’", "la": "l’", "ne": "n’", "se": "s’", "ce": "c’", "je": "j’"}
_DISJOINTS = ("onz", "oui", "ouist", "yaourt", "yacht", "yog", "uhlan", "ululer")
_ASPIRES = (
    "hach hagard hai haie hal halt hamac hameau hand handicap hangar hant harc hard haricot harn harp hasard hât "
    "hauss haut havre hein hérisson hernie héron héros hêtre heurt hibou hic hiérarch hip hiss hobby hoch hockey "
    "holland homard hongr honte hoquet hors houle housse hub huit hurl hutte"
).split()
"""How the words begin whose h is « aspiré »: nothing is elided before them."""


def can_accorder(nombre: Nombre | Fraction) -> bool:
    """Say whether a count asks for the plural: from two on, so « 0 ligne » and « 1,5 point ».

    >>> can_accorder(0), can_accorder(1), can_accorder(Decimal("1.5")), can_accorder(2), can_accorder(-3)
    (False, False, False, True, True)
    """
    return abs(Fraction(nombre)) >= 2


def format_accord(nombre: Nombre | Fraction, singulier: str, pluriel: str = "") -> str:
    """Write words as their count asks, without it; pluriel when it is not each word with an « s ».

    >>> format_accord(3, "donnée reçue"), format_accord(3, "trimestre de retard"), format_accord(2, "est", "sont")
    ('données reçues', 'trimestres de retard', 'sont')
    """
    if not can_accorder(nombre):
        return singulier
    return pluriel or _build_pluriel(singulier)


def format_quantite(nombre: Nombre, singulier: str, pluriel: str = "", aucun: str = "") -> str:
    """Write a count and its words: « 1 ligne », « 0 ligne », « 2 lignes »; aucun: the word that stands for zero.

    >>> format_quantite(1, "ligne"), format_quantite(12, "ligne lue"), format_quantite(0, "donnée", aucun="aucune")
    ('1 ligne', '12 lignes lues', 'aucune donnée')
    """
    chiffre = aucun if aucun and not nombre else format_nombre(nombre)
    return f"{chiffre} {format_accord(nombre, singulier, pluriel)}"


def _build_pluriel(mots: str) -> str:
    """Put each word in the plural until the first one after which nothing agrees."""
    pluriels, fige = [], False
    for mot in mots.split(" "):
        seul = mot.lower()
        fige = fige or seul.startswith(("d’", "l’", "qu’")) or (seul in _PREPOSITIONS and seul != "non")
        invariable = fige or seul == "non" or mot.endswith(("s", "x", "z"))
        pluriels.append(mot if invariable else f"{mot}{'x' if mot.endswith('eau') else 's'}")
    return " ".join(pluriels)


def can_elider(mot: str) -> bool:
    """Say whether an article or « de » loses its vowel before a word: a vowel or a mute h, never a figure.

    >>> [can_elider(mot) for mot in ("axe", "État", "hébergement", "Humanesens", "Yvelines", "« écart »")]
    [True, True, True, True, True, True]
    >>> [can_elider(mot) for mot in ("onze", "11", "huit", "haut", "yaourt", "Département", "")]
    [False, False, False, False, False, False, False]
    """
    debut = mot.lstrip(f"« {INSECABLE}{FINE}(").lower()
    nu = unicodedata.normalize("NFD", debut).replace("œ", "oe")
    if debut.startswith(_DISJOINTS) or not nu:
        return False
    if nu[0] == "h":
        return not debut.startswith(tuple(_ASPIRES))
    if nu[0] == "y":
        return len(nu) > 1 and nu[1] not in "aeiou"
    return nu[0] in "aeiou"


def format_elision(mot: str, suite: str) -> str:
    """Write « de », « que », « le »… and what follows, its vowel lost where French asks for it.

    >>> format_elision("de", "Humanesens"), format_elision("de", "onze"), format_elision("que", "il")
    ('d’Humanesens', 'de onze', 'qu’il')
    """
    if not can_elider(suite):
        return f"{mot} {suite}"
    court = _ELIDES[mot.lower()]
    return f"{court.capitalize() if mot[0].isupper() else court}{suite}"


def format_suite(phrase: str) -> str:
    """Write a sentence as it goes on after a colon: without its capital, acronyms and proper nouns apart.

    >>> format_suite("En bonne voie"), format_suite("RSA versé"), format_suite("État, valideur"), format_suite("")
    ('en bonne voie', 'RSA versé', 'État, valideur', '')
    """
    mot = phrase.split(" ")[0].rstrip(",.")
    if mot in NOMS_PROPRES or sum(lettre.isupper() or lettre.isdigit() for lettre in mot) > 1:
        return phrase
    return phrase[:1].lower() + phrase[1:]


def format_liste(elements: Sequence[str], liaison: str = "et") -> str:
    """Write an enumeration: « a », « a et b », « a, b et c ».

    >>> format_liste(["a", "b", "c"]), format_liste(["a", "b"], "ou"), format_liste(["a"]), format_liste([])
    ('a, b et c', 'a ou b', 'a', '')
    """
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} {liaison} {elements[-1]}"


_ESPACES = f"[ {INSECABLE}{FINE}]"
_REGLES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(f"«{_ESPACES}+"), f"«{INSECABLE}"),
    (re.compile(f"{_ESPACES}+»"), f"{INSECABLE}»"),
    (re.compile(rf"{_ESPACES}+:(?=[\s»)]|$)"), f"{INSECABLE}:"),
    (re.compile(f"{_ESPACES}+;"), f"{FINE};"),
    (re.compile(rf"{_ESPACES}+([!?]+)(?![\[\w])"), rf"{FINE}\1"),
    (re.compile(rf"(?<![\w.])(?<!\w-)(\d(?:[\d,.{FINE}]*\d)?){_ESPACES}+%(?![\w%])"), rf"\1{FINE}%"),
    (re.compile(f"{_ESPACES}+€"), f"{INSECABLE}€"),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
    (
        re.compile(rf"(?<![\d.,/{FINE}{INSECABLE}])\d{{1,3}}(?:[ {INSECABLE}]\d{{3}})+(?![\d/])"),
        lambda trouve: re.sub("[ \u00a0]", FINE, trouve[0]),
    ),
)
_CODE = re.compile(r"`[^`]*`")
_BALISE = re.compile(r"<style.*?</style>|</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_ATTRIBUT = re.compile(r"""\b(title|alt|aria-label)=(['"])(.*?)\2""", re.DOTALL)


def format_texte(texte: str) -> str:
    """Put the spaces and apostrophes of a text right; its words, its addresses and its hours are left as they are.

    >>> format_texte("l'écart : 12 000 € ; 50 % ?").replace(INSECABLE, "~").replace(FINE, "_")
    'l’écart~: 12_000~€_; 50_%_?'
    >>> format_texte("Nombre et % de personnes"), format_texte("FR-02 % du stock")
    ('Nombre et % de personnes', 'FR-02 % du stock')
    >>> format_texte("https://exemple.fr/?a=1 à 12:30")
    'https://exemple.fr/?a=1 à 12:30'
    """
    for motif, remplacement in _REGLES:
        texte = motif.sub(remplacement, texte)
    return texte


def format_html(html: str) -> str:
    """Put right what is read of a piece of HTML or Markdown: texts and titles, neither tags, styles nor `code`.

    >>> format_html("<p class='a : b' title='oui ?'>Oui ; `non ;`</p>").replace(INSECABLE, "~").replace(FINE, "_")
    "<p class='a : b' title='oui_?'>Oui_; `non ;`</p>"
    """
    return _format_entre(_BALISE, html, _format_balise, lambda texte: _format_entre(_CODE, texte, str, _format_noeud))


def _format_entre(
    motif: re.Pattern[str], texte: str, dedans: Callable[[str], str], dehors: Callable[[str], str]
) -> str:
    """Rewrite a text piece by piece: what the pattern finds, then what stands between two findings."""
    morceaux, fin = [], 0
    for trouve in motif.finditer(texte):
        morceaux += [dehors(texte[fin : trouve.start()]), dedans(trouve[0])]
        fin = trouve.end()
    return "".join([*morceaux, dehors(texte[fin:])])


def _format_noeud(texte: str) -> str:
    """Put a text right, its « &#x27; » read as the apostrophe it is."""
    return format_texte(texte.replace("&#x27;", "’"))


def _format_balise(balise: str) -> str:
    return _ATTRIBUT.sub(
        lambda trouve: f"{trouve[1]}={trouve[2]}{escape(format_texte(unescape(trouve[3])))}{trouve[2]}", balise
    )
