"""What every workbook shares: formats, headings, amounts, and formulas written with the value they give.

A spreadsheet shows the cached value of a formula until it recalculates, and some readers never do: each formula is
therefore written with its value, computed here from the very cells it refers to. Text is always text, even when it
begins with « = ». What is missing is « – », which the formulas leave out, and never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.fiction import MENTION, to_feuille_marquee
from lib.domain.formats import ABSENT, INSECABLE, MOINS
from lib.domain.lecture import Lecture
from lib.domain.phrases import format_texte

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
FRANCAIS = "[$-40C]"
"""Asks for French separators, whatever the language of the office that opens the file."""
FORMAT_EUROS = f'{FRANCAIS}#,##0.00"{INSECABLE}€";[Red]"{MOINS}"#,##0.00"{INSECABLE}€"'
FORMAT_NOMBRE = f"{FRANCAIS}#,##0.##"
FORMAT_ENTIER = f"{FRANCAIS}#,##0"
ROUGE = "#C9191E"
MARGES = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
"""Margins of a printed page, in inches."""

Case = tuple[int, int]
"""A cell: its row and its column, both from 0."""


class Livre(Workbook):  # type: ignore[misc]
    """Every workbook that leaves the store: safe options, and each sheet of an example says that it is one."""

    def __init__(self, exemple: bool) -> None:
        """Open a workbook in memory."""
        self.exemple = exemple
        self.sortie = BytesIO()
        super().__init__(self.sortie, OPTIONS)

    def add_worksheet(self, name: str) -> Any:
        """Add a sheet; that of an example has the mark in its name, and the mention on every printed page."""
        feuille = super().add_worksheet(to_feuille_marquee(name, self.exemple))
        if self.exemple:
            feuille.set_header(f"&C&B{MENTION}")
            feuille.set_tab_color(ROUGE)
        return feuille

    def to_octets(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.close()
        return self.sortie.getvalue()


@dataclass
class Classeur:
    """A workbook of the contract's tables being written; to_octets closes it."""

    titre: str
    exemple: bool
    feuilles: list["Feuille"] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the workbook with its declared formats."""
        self.livre = Livre(self.exemple)
        self.livre.set_properties({"title": self.titre, "author": "Jalons"})
        self.livre.set_calc_mode("auto")
        bord = {"border": 1, "border_color": "#8C8C8C", "valign": "vcenter", "text_wrap": True, "font_name": "Arial"}
        gras = {**bord, "bold": True, "bg_color": "#E8EDFF"}
        styles: dict[str, dict[str, Any]] = {
            "titre": {"bold": True, "font_size": 13, "font_name": "Arial"},
            "mention": {"bold": True, "font_size": 11, "font_name": "Arial", "font_color": ROUGE},
            "sous_titre": {"font_size": 11, "font_name": "Arial"},
            "note": {"italic": True, "font_size": 9, "font_name": "Arial", "valign": "top", "text_wrap": True},
            "entete": {**bord, "bold": True, "bg_color": "#CACAFB", "align": "center"},
            "texte": bord,
            "texte_gras": gras,
            "montant": {**bord, "num_format": FORMAT_EUROS, "align": "right"},
            "montant_gras": {**gras, "num_format": FORMAT_EUROS, "align": "right"},
            "nombre": {**bord, "num_format": FORMAT_NOMBRE, "align": "right"},
            "entier": {**bord, "num_format": FORMAT_ENTIER, "align": "right"},
            "nombre_provisoire": {**bord, "num_format": FORMAT_NOMBRE, "align": "right", "italic": True},
            "entier_provisoire": {**bord, "num_format": FORMAT_ENTIER, "align": "right", "italic": True},
        }
        self.styles = {nom: self.livre.add_format(style) for nom, style in styles.items()}

    def add_feuille(self, nom: str, largeurs: Sequence[float], lignes_repetees: int) -> "Feuille":
        """Add a landscape sheet: column widths in characters, heading rows repeated on each printed page.

        Its titles leave a row free above the headings: the mention of an example stands there.
        """
        feuille = Feuille(self, self.livre.add_worksheet(nom))
        for colonne, largeur in enumerate(largeurs):
            feuille.page.set_column(colonne, colonne, largeur)
        feuille.page.set_landscape()
        feuille.page.set_paper(8 if sum(largeurs) > 180 else 9)
        feuille.page.set_margins(**MARGES)
        feuille.page.fit_to_pages(1, 0)
        feuille.page.repeat_rows(0, lignes_repetees - 1)
        feuille.page.freeze_panes(lignes_repetees, 0)
        feuille.page.set_footer("&L&F&R&P / &N")
        if self.exemple:
            feuille.write_texte((lignes_repetees - 2, 0), MENTION, "mention")
        self.feuilles.append(feuille)
        return feuille

    def to_octets(self) -> bytes:
        """Close the workbook and give its bytes."""
        return self.livre.to_octets()


class Feuille:
    """A sheet that remembers its amounts, in cents, so that a formula's value follows from its cells."""

    def __init__(self, classeur: Classeur, page: Any) -> None:
        self.classeur = classeur
        self.page = page
        self.montants: dict[Case, Centimes | None] = {}

    def write_texte(self, case: Case, texte: str, style: str = "texte") -> None:
        """Write a text, whatever its first character, with the spaces of French typography."""
        self.page.write_string(*case, format_texte(texte), self.classeur.styles[style])

    def merge_texte(self, debut: Case, fin: Case, texte: str, style: str = "texte") -> None:
        """Write a text over several cells."""
        if debut == fin:
            self.write_texte(debut, texte, style)
        else:
            self.page.merge_range(*debut, *fin, "", self.classeur.styles[style])
            self.write_texte(debut, texte, style)

    def write_montant(self, case: Case, centimes: Centimes | None, absent: str = ABSENT, gras: bool = False) -> None:
        """Write an amount in euros, or the words that stand for a missing one."""
        self.montants[case] = centimes
        style = "montant_gras" if gras else "montant"
        if centimes is None:
            self.write_texte(case, absent, style)
        else:
            self.page.write_number(*case, to_euros(centimes), self.classeur.styles[style])

    def write_nombre(self, case: Case, valeur: Decimal | None, provisoire: bool = False) -> None:
        """Write a figure, with its decimals when it has any."""
        if valeur is None:
            self.write_texte(case, ABSENT, "nombre")
        else:
            base = "entier" if valeur == valeur.to_integral_value() else "nombre"
            style = self.classeur.styles[f"{base}_provisoire" if provisoire else base]
            self.page.write_number(*case, float(valeur), style)

    def write_somme(
        self, case: Case, termes: Sequence[Case], requis: Sequence[Case] = (), absent: str = ABSENT, gras: bool = False
    ) -> None:
        """Write the live sum of some cells; `absent` when none is known, or when a required one is not."""
        connus = [montant for terme in termes if (montant := self.montants.get(terme)) is not None]
        exiges = list(requis) or list(termes)
        minimum = len(requis) or 1
        presents = sum(self.montants.get(terme) is not None for terme in exiges)
        valeur = sum(connus) if presents >= minimum else None
        formule = f'=IF(COUNT({write_plage(exiges)})<{minimum},"{absent}",SUM({write_plage(termes)}))'
        self._write_formule(case, formule, valeur, absent, gras)

    def write_difference(self, case: Case, terme: Case, moins: Case, gras: bool = False) -> None:
        """Write the live difference of two cells; « – » when one is unknown."""
        premier, second = self.montants.get(terme), self.montants.get(moins)
        valeur = None if premier is None or second is None else premier - second
        a, b = xl_rowcol_to_cell(*terme), xl_rowcol_to_cell(*moins)
        self._write_formule(case, f'=IF(COUNT({a},{b})<2,"{ABSENT}",{a}-{b})', valeur, ABSENT, gras)

    def _write_formule(self, case: Case, formule: str, valeur: Centimes | None, absent: str, gras: bool) -> None:
        """Write a formula with its value."""
        self.montants[case] = valeur
        style = self.classeur.styles["montant_gras" if gras else "montant"]
        self.page.write_formula(*case, formule, style, absent if valeur is None else to_euros(valeur))

    def write_entetes(self, ligne: int, entetes: Sequence[str], hauteur: float = 78) -> None:
        """Write the row of column headings."""
        self.page.set_row(ligne, hauteur)
        for colonne, entete in enumerate(entetes):
            self.write_texte((ligne, colonne), entete, "entete")

    def write_notes(self, ligne: int, derniere_colonne: int, notes: Sequence[str]) -> None:
        """Write the notes under a table, one row each, across its columns."""
        for rang, note in enumerate(notes):
            self.merge_texte((ligne + rang, 0), (ligne + rang, derniere_colonne), note, "note")
            self.page.set_row(ligne + rang, 14 * (1 + len(note) // 150))


def to_euros(centimes: Centimes) -> int | float:
    """Give an amount in euros as a spreadsheet keeps it: whole when it has no cents."""
    return centimes / 100 if centimes % 100 else centimes // 100


def write_plage(cases: Sequence[Case]) -> str:
    """Write cells as a formula refers to them: a range when they touch, in one row or column; else one by one."""
    (ligne, colonne), (derniere_ligne, derniere_colonne) = cases[0], cases[-1]
    contigues = [(x, y) for x in range(ligne, derniere_ligne + 1) for y in range(colonne, derniere_colonne + 1)]
    if len(cases) > 1 and list(cases) == contigues:
        return f"{xl_rowcol_to_cell(*cases[0])}:{xl_rowcol_to_cell(*cases[-1])}"
    return ",".join(xl_rowcol_to_cell(*case) for case in cases)


def build_phrase_lecture(contrat: ContratLu) -> str:
    """Say which reading of the contract a document shows, and the last lot it knows."""
    lot = f"Dernier lot pris en compte : n° {contrat.dernier_lot}."
    return f"{contrat.contrat.nom_court}. {_write_lecture(contrat.lecture)} {lot}"


def _write_lecture(lecture: Lecture) -> str:
    """Name a reading."""
    if lecture.avenant is None:
        return "Lecture : contrat et avenants enregistrés."
    return "Lecture : contrat initial." if lecture.avenant == 0 else f"Lecture : à l’avenant n° {lecture.avenant}."
