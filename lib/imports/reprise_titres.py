"""One title of a tracker: the quarter, the indicator or the place it says, and whether its cells are results."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.domain.nomenclatures import TypeDepot
from lib.imports.contextes import Contextes
from lib.imports.libelles import Libelles
from lib.imports.periodes_ecrites import PeriodeEcrite, is_mise_a_jour, read_periode_ecrite
from lib.imports.plis import fold
from lib.imports.precisions import find_interdit
from lib.imports.titres import PartieTitre

REALISE, AUTRE = "realise", "autre"
"""The natures of a title that says that its cells are results, or something beside them (a comment, a rate, a unit)."""

_REALISES = re.compile(
    r"(?:realise|resultat|valeur|reel|atteint|constate|obtenu|mesure|cumul|cumule|transmi[st]|effectue|realisation)e?s?\Z"
)
_AUTRES = re.compile(
    r"(?:taux|evolution|variation|progression|%|commentaire|observation|remarque|source|numerateur|denominateur|moyenne"
    r"|total|note|delta|tendance|avancement|statut|unite|responsable|referent|date|sous|meteo|suivi)s?\Z"
)
_JOUR = re.compile(
    r"(?<![a-z0-9.])[0-3]?\d([/.-])[01]?\d\1(?:20)?\d\d(?!\d)|(?<!\d)20\d\d-[01]\d-[0-3]\d(?!\d)"
    r"|(?<![\d/.-])3[01]/(?:0?[369]|12)(?![\d/])|(?<!\d)[0-3]?\d(?:er)? (?:mars|juin|sept|dec)"
)
_TRIMESTRE = re.compile(r"(?<![a-z])[tq](?:rim\w*)?\.?\s?[1-4](?!\d)|(?<!\d)[1-4]\s?(?:er|e|eme)?\s?(?:t\b|q\b|trim)")
_MOIS_ABREGE = re.compile(
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|may|june?|july?|jui|aou|aug(?:ust)?|october|november)(?![a-z])"
)
_MULTIPLE = re.compile(r"\b[km] ?(?:€|euros?\b|eur\b)|\bmilliers?\b|\bmillions?\b")


class TitreLu(NamedTuple):
    """What a title says. nature: REALISE, AUTRE, the word that says that its cells are no results (« cible »), or ''.

    inconnus are the words nothing explains; sure is False when it says two periods, or one that ends no quarter.
    """

    annee: int | None = None
    numero: int | None = None
    code: str = ""
    territoire: str = ""
    nature: str = ""
    inconnus: tuple[str, ...] = ()
    sure: bool = True
    mensuelle: bool = False

    @property
    def dit(self) -> bool:
        """Whether it says something a column of results may say."""
        return bool(self.annee or self.numero or self.code or self.territoire or self.nature == REALISE)

    @property
    def est_resultat(self) -> bool:
        """Whether its cells are results for sure, of something it says."""
        return self.dit and self.sure and not self.inconnus and self.nature in ("", REALISE)


class LecteurTitres:
    """Reads titles with the words of one contract."""

    def __init__(self, libelles: Libelles, contextes: Contextes) -> None:
        """Keep what recognises indicators and places."""
        self._libelles, self._contextes = libelles, contextes
        self._lus: dict[tuple[str, bool], TitreLu] = {}

    def read(self, parties: Sequence[PartieTitre], colonne: int, dates: frozenset[tuple[int, int]]) -> TitreLu:
        """Join what the parts of a column's title say; its own words win over those merged from the left.

        dates are the cells, (row, column), that hold a date.
        """
        lu = TitreLu()
        for partie in sorted(parties, key=lambda p: (p.origine != colonne, -p.ligne)):
            dit = self.read_texte(partie.texte, (partie.ligne, partie.origine) in dates)
            lu = _merge(lu, dit, partie.origine == colonne)
        return lu

    def read_texte(self, texte: str, est_date: bool = False) -> TitreLu:
        """Read one text."""
        cle = (texte, est_date)
        if cle not in self._lus:
            self._lus[cle] = self._read_texte(texte, est_date)
        return self._lus[cle]

    def _read_texte(self, texte: str, est_date: bool) -> TitreLu:
        if noms := self._find_nom(texte):
            return noms
        if is_mise_a_jour(texte):
            return TitreLu(inconnus=(texte,))
        lue = read_periode_ecrite(texte, est_date)
        if _MULTIPLE.search(fold(texte)):
            return TitreLu(inconnus=(texte,), sure=lue.sure)
        abrege = _is_mois_abrege(texte)
        base = TitreLu(lue.annee, lue.numero, sure=lue.sure and not abrege, mensuelle=is_mensuelle(texte))
        if not lue.mots:
            return base
        if interdit := find_interdit(lue.reste, TypeDepot.RESULTATS):
            return base._replace(nature=interdit)
        reste = [mot for mot in lue.mots if not _REALISES.match(mot)]
        if any(map(_AUTRES.match, reste)):
            return base._replace(nature=AUTRE)
        nature = REALISE if len(reste) < len(lue.mots) else ""
        if not reste:
            return base._replace(nature=nature)
        if noms := self._find_nom(_remove_mots(lue)):
            return base._replace(code=noms.code, territoire=noms.territoire, nature=nature, inconnus=noms.inconnus)
        return base._replace(nature=nature, inconnus=tuple(reste))

    def _find_nom(self, texte: str) -> TitreLu | None:
        """Recognise the very name or code of an indicator or of a place; a label that several bear is a question."""
        if code := self._contextes.get_code(texte):
            return TitreLu(code=code)
        if territoire := self._contextes.get_territoire(texte):
            return TitreLu(territoire=territoire)
        identiques = self._libelles.list_identiques(texte)
        if len(identiques) == 1:
            return TitreLu(code=identiques[0])
        return TitreLu(inconnus=(texte,)) if identiques else None


def is_mensuelle(texte: str) -> bool:
    """Whether a period is told by a month or a day rather than by its quarter.

    >>> is_mensuelle("mars 2024"), is_mensuelle("31/03/2024"), is_mensuelle("T1 2024 (31/03/2024)")
    (True, True, False)
    """
    plat = fold(texte)
    est_jour = bool(_JOUR.search(plat)) and not _TRIMESTRE.search(plat)
    return est_jour or _is_mois_abrege(texte) or read_periode_ecrite(texte).mensuelle


def is_mois_dans_trimestre(texte: str) -> bool:
    """Whether a text says a month, or a day, that ends no quarter: what stands beside it is then monthly.

    >>> is_mois_dans_trimestre("01/02/2024"), is_mois_dans_trimestre("31/03/2024"), is_mois_dans_trimestre("Feb-24")
    (True, False, True)
    """
    lue = read_periode_ecrite(texte, est_date=True)
    return is_mensuelle(texte) and (not lue.sure or _is_mois_abrege(texte))


def _is_mois_abrege(texte: str) -> bool:
    """Whether a text says a month that ends no quarter in a way periods are not read: « jan », « Feb-24 »."""
    return bool(_MOIS_ABREGE.search(fold(texte)))


def _remove_mots(lue: PeriodeEcrite) -> str:
    """Give the text around a period without its marks."""
    return lue.reste.strip(" -–—:·()/,")


def _merge(haut: TitreLu, bas: TitreLu, propre: bool) -> TitreLu:
    """Add a part to what the others say: two that disagree are unsure, unless the added one comes from the left."""
    champs = ("annee", "numero", "code", "territoire")
    conflits = [c for c in champs if getattr(haut, c) and getattr(bas, c) and getattr(haut, c) != getattr(bas, c)]
    if conflits and not propre:
        return haut
    dits = {c: getattr(haut, c) or getattr(bas, c) for c in champs}
    interdits = [lu.nature for lu in (haut, bas) if lu.nature not in ("", REALISE)]
    return TitreLu(
        **dits,
        nature=interdits[0] if interdits else haut.nature or bas.nature,
        inconnus=haut.inconnus + bas.inconnus,
        sure=haut.sure and bas.sure and not conflits,
        mensuelle=haut.mensuelle or bas.mensuelle,
    )


def is_nature(texte: str) -> str | None:
    """Give what a cell says of the kind of its row: REALISE, the word for what is no result, None when it says more.

    >>> is_nature("Réalisé"), is_nature("Cible 2024"), is_nature("Nombre de jeunes")
    ('realise', 'cible', None)
    """
    mots = read_periode_ecrite(texte).mots
    if not mots:
        return None
    if interdit := find_interdit(" ".join(mots), TypeDepot.RESULTATS):
        return interdit if len(mots) <= 3 else None
    return REALISE if all(map(_REALISES.match, mots)) else None
