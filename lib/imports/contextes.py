"""What the words around a table say of it: an axe, a fiche, a level of the contract, a place, a part of the public."""

import re
from collections.abc import Iterable

from lib.domain.contrat_lu import ContratLu
from lib.domain.nomenclatures import Niveau, TypeTerritoire
from lib.imports.plis import fold
from lib.imports.regles_codes import Codes, to_cle

_NUMERO = re.compile(r"\d+")
_NIVEAUX = (
    (re.compile(r"\bnation"), Niveau.NATIONAL),
    (re.compile(r"feuille de route"), Niveau.FEUILLE_DE_ROUTE),
    (re.compile(r"\bindicateurs? loca"), Niveau.LOCAL),
)
_DETAIL = re.compile(
    r"\b(?:femmes?|hommes?|filles?|garcons?|mineure?s?|qpv|dont|hors|communes? de|villes? de|agence|quartiers?|ept)\b"
)
"""Words that say that a table is about a part only of what the contract counts."""

_LONGUEUR_RECONNUE = 25
_MOT = re.compile(r"[a-z0-9]+")


class Contextes:
    """The nouns of the contract that a title, a sheet or a section may name."""

    def __init__(self, contrat: ContratLu, codes: Codes) -> None:
        """Index once."""
        self._contrat, self._codes = contrat, codes
        self._fiches = [
            (re.compile(rf"(?<![\w.]){re.escape(fold(f.code))}(?![\w.-]*\w)"), f.code) for f in contrat.fiches
        ]
        self._axes = [
            (re.compile(rf"\b{axe.type.value}\s*(?:n°\s*)?{numero[0]}(?!\d)"), axe.code)
            for axe in contrat.axes
            if (numero := _NUMERO.search(axe.code))
        ]
        self._intitules = [
            (to_cle(t), "fiche", f.code) for f in contrat.fiches for t in (f.intitule, f.intitule_annexe)
        ]
        self._intitules += [(to_cle(t), "axe", a.code) for a in contrat.axes for t in (a.intitule, a.intitule_court)]
        self._trouves: dict[str, frozenset[str] | None] = {}
        lieux = (t for t in contrat.territoires if t.type is not TypeTerritoire.DEPARTEMENT)
        self._lieux = [(_to_suite(nom), t.code) for t in lieux for nom in _list_noms(t.nom)]

    def find_indicateurs(self, texte: str) -> frozenset[str] | None:
        """Give the codes of the indicators a text is about, None when it names no part of the contract."""
        if texte not in self._trouves:
            self._trouves[texte] = self._find_indicateurs(texte)
        return self._trouves[texte]

    def _find_indicateurs(self, texte: str) -> frozenset[str] | None:
        plat, cle = fold(texte), to_cle(texte)
        fiches = {code for forme, code in self._fiches if forme.search(plat)}
        axes = {code for forme, code in self._axes if forme.search(plat)}
        for intitule, genre, code in self._intitules:
            if cle and (cle == intitule or (len(intitule) >= _LONGUEUR_RECONNUE and intitule[:40] in cle)):
                (fiches if genre == "fiche" else axes).add(code)
        niveaux = {niveau for forme, niveau in _NIVEAUX if forme.search(plat)}
        if not (fiches or axes or niveaux):
            return None
        return frozenset(
            i.code
            for i in self._contrat.indicateurs
            if (not fiches or i.fiche in fiches)
            and (not axes or i.axe in axes)
            and (not niveaux or i.niveau in niveaux)
        )

    def restrict(self, textes: Iterable[str]) -> frozenset[str] | None:
        """Give the codes that fit every text that names a part of the contract, None when none does."""
        retenus: frozenset[str] | None = None
        for texte in textes:
            trouves = self.find_indicateurs(texte)
            if trouves is not None:
                retenus = trouves if retenus is None else retenus & trouves
        return retenus

    def find_lieux(self, texte: str) -> set[str]:
        """Give the territories a text names, the département apart; the longest name wins over one it holds."""
        suite, lieux = _to_suite(texte), set()
        for nom, code in sorted(self._lieux, key=lambda lieu: -len(lieu[0])):
            if nom in suite:
                lieux.add(code)
                suite = suite.replace(nom, " | ")
        return lieux

    def get_territoire(self, texte: str) -> str | None:
        """Give the territory a text is the very name or code of, the département included; None otherwise."""
        return self._codes.get_territoire(texte) if texte.strip() and not texte.strip().isdigit() else None

    def get_code(self, texte: str) -> str | None:
        """Give the indicator a text is the code of."""
        indicateur = self._codes.get_indicateur(texte.strip())
        return indicateur.code if indicateur else None


def find_detail(texte: str) -> str:
    """Give the word that says that a text is about a part of the public or of the territory, '' otherwise.

    >>> find_detail("Suivi des femmes accompagnées"), find_detail("Suivi 2024")
    ('femmes', '')
    """
    trouve = _DETAIL.search(fold(texte))
    return trouve[0] if trouve else ""


def _list_noms(nom: str) -> list[str]:
    """Give the writings of a place: its whole name, and without what follows in brackets."""
    return [nom, nom.partition("(")[0]] if "(" in nom else [nom]


def _to_suite(texte: str) -> str:
    """Give the words of a text between spaces, so that a name is found whole only."""
    return f" {' '.join(_MOT.findall(fold(texte)))} "
