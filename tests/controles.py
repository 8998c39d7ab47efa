"""What is asked of every sentence shown, on whichever store: a new requirement is one function and one line here."""

import re
from collections.abc import Callable

from tests.fautes import list_debuts, list_fautes
from tests.phrases import list_citations, list_phrases


def list_fautes_de_francais(magasin: str) -> list[str]:
    """Agreement, elision, typography: each wrong text once, with the page and quarter where it is first read."""
    debuts = list_debuts(list_citations(magasin))
    premieres = {phrase.texte: phrase for phrase in reversed(list_phrases(magasin))}
    return [
        f"{phrase.page} {phrase.trimestre} : {faute}\n    dans {phrase.texte[:200]!r}"
        for phrase in premieres.values()
        for faute in list_fautes(phrase.texte, debuts)
    ]


BLAME = re.compile(
    r"\bomis|\boubli|néglig|\bdéfaut de\b|défaillan|\bcarence|\bfautive?\b|en faute\b|coupable|manquement|à cause d"
    r"|aurai(?:t|ent) dû|aucun (?:pilote|service) n’a|devai(?:t|ent)\b|responsable du retard|retardataire"
    r"|n’(?:a|ont) (?:pas|toujours pas|rien) (?:transmis|versé|envoyé|déposé|fourni|rempli|respecté|répondu|signé)",
    re.IGNORECASE,
)
"""Words that say whose fault it is, or what somebody has not done, instead of what is awaited."""


MOTS_OUVERTS = re.compile(r"en bonne voie|à surveiller|en retard\b|à risque", re.IGNORECASE)
"""The words of a year that is not over."""

PAGES_D_UN_TRIMESTRE = ("synthese.py", "budget.py", "mon_trimestre.py")
"""Pages that say one quarter alone: at T4, none of their texts has these words."""

PAGES_DE_PLUSIEURS = ("indicateurs.py", "indicateur.py", "fiches_action.py")
"""Pages that show other quarters or every status too: at T4, none of their texts about it has these words."""


def list_fautes_d_annee_close(magasin: str) -> list[str]:
    """A closed year is atteinte or non atteinte: the words of an open one are refused, sentence by sentence."""
    refus = []
    for phrase in list_phrases(magasin):
        if not phrase.trimestre.endswith("T4") or not MOTS_OUVERTS.search(phrase.texte):
            continue
        page, (annee, _) = phrase.page.split(" ")[0], phrase.trimestre.split("-")
        dit_le_t4 = f"T4 {annee}" in phrase.texte or f"cible {annee}" in phrase.texte
        if page in PAGES_D_UN_TRIMESTRE or (page in PAGES_DE_PLUSIEURS and dit_le_t4):
            refus.append(f"{phrase.page} {phrase.trimestre} : {phrase.texte[:200]!r}")
    return refus


def count_phrases_d_annee_close(magasin: str) -> int:
    """Count the sentences that say a closed year: the control above is worth what it reads."""
    return sum(
        phrase.trimestre.endswith("T4") and bool(re.search(r"\b(?:non )?atteinte?s?\b", phrase.texte))
        for phrase in list_phrases(magasin)
    )


def list_fautes_de_neutralite(magasin: str) -> list[str]:
    """No sentence shown says whose fault it is; what the contract or people wrote is quoted as it is."""
    citations = "\n".join(list_citations(magasin))
    return [
        f"{phrase.page} {phrase.trimestre} : {trouve[0]!r} dans {phrase.texte[:200]!r}"
        for phrase in list_phrases(magasin)
        for trouve in [BLAME.search(phrase.texte)]
        if trouve and trouve[0] not in citations
    ]


def list_pourcentages_au_plus(magasin: str) -> list[str]:
    """A target to lower is « 125 pour 100 au plus »: never beside a percentage of itself."""
    return [
        f"{phrase.page} {phrase.trimestre} : {phrase.texte[:200]!r}"
        for phrase in list_phrases(magasin)
        if re.search(r"au plus\b.{0,40}non atteinte? \(|\d % .{0,20}au plus", phrase.texte)
    ]


CONTROLES: dict[str, Callable[[str], list[str]]] = {
    "accords, élisions, typographie": list_fautes_de_francais,
    "mots d’une année close": list_fautes_d_annee_close,
    "neutralité": list_fautes_de_neutralite,
    "cible à ne pas dépasser": list_pourcentages_au_plus,
}
"""Each gives what it refuses of a store (its address), every refusal naming its page and its text."""


def check_phrases(magasin: str) -> None:
    """Fail with what any control refuses on a store, whose pages are read once for all of them."""
    refus = [f"{nom} : {faute}" for nom, chercher in CONTROLES.items() for faute in chercher(magasin)]
    assert not refus, f"{len(refus)} phrases refusées\n" + "\n".join(refus[:60])
