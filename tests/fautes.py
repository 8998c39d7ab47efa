"""What French typography and agreement refuse in a sentence that a person reads; each fault says what it is."""

import re
from collections.abc import Callable, Iterable

from lib.domain.phrases import NOMS_PROPRES as PARTIES
from lib.domain.phrases import can_elider, format_texte

INVARIABLES = frozenset(
    "accès avis bis cas choix cours décès dans divers dix dos excès fois fonds gros hors mois pas pays plus poids "
    "prix processus progrès propos recours refus relais repas sans sens six sous surplus taux temps très vers".split()
)
"""Words that end in « s » or « x » in the singular too."""

NOMS = (
    "action alerte avenant cellule cible commune dépôt donnée écart échéance enregistrement fiche heure indicateur "
    "jeune ligne lot montant mot obligation personne place résultat service trimestre valeur version versement verdict"
).split()
"""Nouns that screens count."""

ANGLAIS = frozenset(
    "the with from value values error errors upload download row rows null undefined select choose missing "
    "empty unknown true false none nan nat yes no".split()
) - {"no"}
"""English words, and those of the machine, that no sentence holds."""

NOMS_PROPRES = PARTIES | {"Axe", "Volet", "Conseil"}
"""Words that keep their capital after a colon: the parties, and the parts of the contract by their name."""

LONGUEUR_DEBUT = 14
"""How much of a quoted text is compared."""

_ESPACE = " \u00a0\u202f"
_CODE = re.compile(r"https?://\S+|/[a-z-]+\?\S*|\S+@\S+|:material/\w+:")

MOTIFS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "espace ordinaire devant « : ; ! ? % € »",
        re.compile(r"\S [;!?€](?![\w\[])|(?<![\w.])(?<!\w-)\d(?:[\d,.\u202f]*\d)? %|\S :(?=\s|$)"),
    ),
    ("espace fine devant « % » pris comme un mot", re.compile(r"[^\d\W]\u202f%")),
    ("mauvaise espace insécable devant « ; ! ? % »", re.compile("\u00a0[;!?%]")),
    ("mauvaise espace insécable devant « : € »", re.compile("\u202f[:€]")),
    ("pas d’espace devant « ; ! ? % € »", re.compile(r"(?<![\d\u00a0 ][Mk])(?<=[^\W_])[;!?%€](?=[\s)»,.]|$)")),
    ("pas d’espace devant « : »", re.compile(r"[^\W_]:(?=\s|$)")),
    ("espace ordinaire dans les guillemets", re.compile("« |[ \u202f]»|«\u202f")),
    ("guillemets sans espace", re.compile("«[^\u00a0]|[^\u00a0]»")),
    ("apostrophe droite", re.compile(r"[^\W\d_]'[^\W\d_]")),
    ("double espace", re.compile(rf"[{_ESPACE}][{_ESPACE}]")),
    ("espace ordinaire entre milliers", re.compile(r"(?<![\d.,/])\d{1,3}(?: \d{3})+(?!\d)")),
    ("trop de décimales", re.compile(r"\d[.,]\d{5,}")),
    ("date de machine", re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")),
    (
        "pluriel après 2",
        re.compile(rf"(?<![\d\u202f,./T-])(?:[2-9]|\d+\d|\d[\d\u202f]+\d) (?:{'|'.join(NOMS)})\b(?!-)"),
    ),
    ("« de le »", re.compile(r"\b(?:de|à) les? (?=[A-ZÉ])")),
)
_PLURIEL_APRES_UN = re.compile(
    r"(?<![\d\u202f,./T°-])[01][ \u00a0]([a-zéèêàâîôûçœ’-]+[sx])\b(?:[ \u00a0]([a-zéèêç-]+s)\b)?"
)
_POINT = re.compile(r"(?<![\w./-])\d+\.\d+(?![\w./-])")
_REFERENCE = re.compile(
    r"(?:GEOFLA|Licence Ouverte|art\.|articles?|fiches?|annexes?|parties?|§|objectifs?|et|à|,|\() ?$", re.IGNORECASE
)
_MAJUSCULE = re.compile("\u00a0: ([A-ZÉÈÊÀÂÎÔÇŒ][\\w’-]*)")
_ELISION = re.compile(
    r"(?<![\w’-])(de|le|la|que|se|ne|je|jusque|lorsque|puisque|De|Le|La|Que|Lorsque) ([^\W\d_][\w’-]*)"
)
_SI_IL = re.compile(r"\b[sS]i ils?\b|\b[cC]e (?:est|était)\b")
_MOT = re.compile(r"(?<![\w’.-])[A-Za-z]+(?![\w’.-])")
SANS_ELISION = frozenset("un une et ou à a y oui onze ou".split())
"""Words before which nothing is elided in a list or a code: « le A », « de A à B »."""


def list_fautes(texte: str, debuts: frozenset[str] = frozenset()) -> list[str]:
    """Give the faults of a text, each with the piece that holds it; debuts: what may follow a colon with a capital."""
    lu = _CODE.sub("", texte)
    fautes = [f"{nom}{chr(160)}: {_get_autour(lu, trouve)}" for nom, motif in MOTIFS for trouve in motif.finditer(lu)]
    for nom, chercher in CHERCHEURS.items():
        fautes += [f"{nom}{chr(160)}: {_get_autour(lu, trouve)}" for trouve in chercher(lu)]
    for trouve in _MAJUSCULE.finditer(lu):
        suite = lu[trouve.start(1) :]
        if trouve[1] not in NOMS_PROPRES and not _is_sigle(trouve[1]) and not has_debut(suite, debuts):
            fautes.append(f"majuscule après deux-points{chr(160)}: {_get_autour(lu, trouve)}")
    return fautes


def list_debuts(textes: Iterable[str]) -> frozenset[str]:
    """Give how names and sentences begin that are quoted as they are: the contract's, and what people typed."""
    morceaux = (morceau for texte in textes for morceau in re.split("(?<=\u00a0: )|(?<=« )", format_texte(texte)))
    return frozenset(morceau.strip("«»\u00a0 ")[:LONGUEUR_DEBUT] for morceau in morceaux)


def has_debut(suite: str, debuts: frozenset[str]) -> bool:
    """Say whether a text begins as one of those that are quoted as they are."""
    return any(suite[:longueur] in debuts for longueur in range(3, LONGUEUR_DEBUT + 1))


def _get_autour(texte: str, trouve: re.Match[str]) -> str:
    return texte[max(0, trouve.start() - 25) : trouve.end() + 25]


def _is_sigle(mot: str) -> bool:
    """Say whether a word is an acronym or a code: « RSA », « T4 », « S.1.2 », « M. »."""
    return len(mot) == 1 or mot[1:2].isdigit() or sum(lettre.isupper() for lettre in mot) > 1


def _list_pluriels(texte: str) -> list[re.Match[str]]:
    return [
        trouve
        for trouve in _PLURIEL_APRES_UN.finditer(texte)
        if any(mot and mot not in INVARIABLES for mot in trouve.groups()[:1])
    ]


def _list_points(texte: str) -> list[re.Match[str]]:
    return [t for t in _POINT.finditer(texte) if not _REFERENCE.search(texte[: t.start()])]


def _list_elisions(texte: str) -> list[re.Match[str]]:
    fautes = [t for t in _ELISION.finditer(texte) if t[2] not in SANS_ELISION and len(t[2]) > 1 and can_elider(t[2])]
    return fautes + list(_SI_IL.finditer(texte))


def _list_anglais(texte: str) -> list[re.Match[str]]:
    return [trouve for trouve in _MOT.finditer(texte) if trouve[0].lower() in ANGLAIS]


CHERCHEURS: dict[str, Callable[[str], list[re.Match[str]]]] = {
    "pluriel après 0 ou 1": _list_pluriels,
    "point décimal": _list_points,
    "élision manquante": _list_elisions,
    "mot anglais ou de machine": _list_anglais,
}
