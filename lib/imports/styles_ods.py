"""Styles of a LibreOffice workbook: the number format of a cell, the sheets not displayed."""

from typing import ClassVar

from lib.imports.budget import Budget
from lib.imports.formats_nombre import FormatNombre, Section, build_affichage, read_condition
from lib.imports.xml_ods import FinDeLecture, LecteurXml, read_nombre_de_fois

_FORMATS = frozenset({"number-style", "currency-style", "text-style"})
_CHIFFRES = frozenset({"number", "scientific-number", "fraction", "text-content"})
_PARTIES = frozenset({*_CHIFFRES, "text", "currency-symbol", "map"})
_STYLES = frozenset({*_FORMATS, "style"})
_PROFONDEUR = 20
_RENVOIS_MAX, _MOTS_MAX = 20, 255


class StylesOds(LecteurXml):
    """Reads the styles of styles.xml, then those at the head of content.xml."""

    enfants: ClassVar[dict[str, frozenset[str]]] = {
        "": frozenset({"document-styles", "document-content"}),
        "document-styles": frozenset({"styles", "automatic-styles"}),
        "document-content": frozenset({"automatic-styles", "body"}),
        "styles": _STYLES,
        "automatic-styles": _STYLES,
        "number-style": _PARTIES,
        "currency-style": _PARTIES,
        "text-style": _PARTIES,
        "style": frozenset({"table-properties"}),
    }

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.feuilles_masquees: set[str] = set()
        self._cellules: dict[str, tuple[str, str]] = {}
        self._formats: dict[str, FormatNombre] = {}
        self._renvois: dict[str, list[tuple[tuple[str, float] | None, str]]] = {}
        self._resolus: dict[str, FormatNombre] = {}
        self._nom, self._mots, self._diviseur, self._chiffre = "", "", 1, False

    def open(self, nom: str, attributs: dict[str, str]) -> bool:
        """Begin a style or a part of it; there is none after the styles."""
        if nom == "body":
            raise FinDeLecture
        if nom in _STYLES:
            self._nom, self._mots, self._diviseur, self._chiffre = attributs.get("name", ""), "", 1, False
            if nom == "style" and attributs.get("family") == "table-cell":
                self._cellules[self._nom] = (
                    attributs.get("parent-style-name", ""),
                    attributs.get("data-style-name", ""),
                )
        elif nom in _CHIFFRES:
            self._chiffre = True
            self._diviseur = read_nombre_de_fois(attributs.get("display-factor"), 10**12)
        elif nom == "map":
            condition = read_condition(attributs.get("condition", "").replace("value()", ""))
            renvois = self._renvois.setdefault(self._nom, [])
            if len(renvois) < _RENVOIS_MAX:
                renvois.append((condition, attributs.get("apply-style-name", "")))
        elif nom == "table-properties" and attributs.get("display") == "false":
            self.feuilles_masquees.add(self._nom)
        return True

    def add_texte(self, texte: str) -> None:
        """Receive the words a format shows."""
        if self._pile[-1] in ("text", "currency-symbol") and len(self._mots) < _MOTS_MAX:
            self._mots += texte

    def close(self, nom: str) -> None:
        """End a number format."""
        if nom in _FORMATS:
            self._formats[self._nom] = (Section(None, build_affichage(self._diviseur, self._mots, self._chiffre)),)

    def get_format(self, style: str) -> FormatNombre:
        """Give the number format of a cell's style, inherited if need be; empty when it has none of its own."""
        if style not in self._resolus:
            self._resolus[style] = self._find_format(style)
        return self._resolus[style]

    def _find_format(self, style: str) -> FormatNombre:
        for _ in range(_PROFONDEUR):
            parent, nom = self._cellules.get(style, ("", ""))
            if nom:
                renvois = [
                    Section(condition, section.affichage)
                    for condition, cible in self._renvois.get(nom, [])
                    for section in self._formats.get(cible, ())
                ]
                return (*renvois, *self._formats.get(nom, ()))
            style = parent
        return ()
