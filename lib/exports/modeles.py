"""Templates to fill: the white cells are to type, the grey ones are known and locked (without password).

Nothing in a template is lost by an office computer: no U+202F, no « ≥ », codes kept as text, no formula.
"""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap
from typing import Any

from lib.domain.depots import ANNUELS, COLONNES, Colonne
from lib.domain.fiction import MENTION
from lib.domain.formats import format_date_courte, round_decimal
from lib.domain.modeles_argent import LigneModele, Valeur
from lib.domain.nomenclatures import Nomenclature, TypeDepot
from lib.domain.periodes import Trimestre
from lib.exports.mode_emploi import list_consignes
from lib.exports.ouvertes import to_cellule
from lib.exports.tableur import Livre

CHIFFRES_TABLEUR = 15
"""Significant digits a spreadsheet keeps."""

LIGNE_ENTETE = 1
"""Index of the header row: the instruction stands above it."""

LIGNES_LIBRES = 200
"""Rows below the table that stay white, for what the template did not foresee."""

_RARES = str.maketrans({"\u202f": " ", "\u00a0": " ", "≥": ">=", "≤": "<=", "→": "->", "\u2212": "-", "\u2011": "-"})
_LARGEURS = {"code": 12, "entier": 8, "trimestre": 10, "liste": 16, "argent": 16, "date": 13, "texte": 26}
_PROPRES = {
    "libelle": 46,
    "intitule": 46,
    "commentaire": 40,
    "fenetre": 32,
    "unite": 14,
    "ventilation": 18,
    "trimestre_precedent": 12,
    "valeur_precedente": 11,
    "valeur_connue": 11,
    "montant_realise": 24,
}
_HAUTEUR = 15
_FORMATS = {"code": "@", "trimestre": "@", "liste": "@", "texte": "@", "argent": "#,##0.00", "date": "dd/mm/yyyy"}
_BLOQUE = {"bg_color": "#EDEDED", "font_color": "#4D4D4D"}
_PERMIS = ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter")


def build_modele_csv(type_depot: TypeDepot, lignes: Sequence[LigneModele], exemple: bool = False) -> bytes:
    """Write a template as CSV: UTF-8 with BOM, « ; », CRLF, the columns' own names, choices by code.

    That of an example has the mention above its titles, where a deposit reads none of it.
    """
    colonnes = COLONNES[type_depot]
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    if exemple:
        ecrivain.writerow([MENTION])
    ecrivain.writerow([colonne.nom for colonne in colonnes])
    for ligne in lignes:
        ecrivain.writerow([_to_case_csv(colonne, ligne.get(colonne.nom)) for colonne in colonnes])
    return sortie.getvalue().encode("utf-8-sig")


def _to_case_csv(colonne: Colonne, valeur: Valeur) -> str:
    """Write one cell; only words may look like a formula."""
    if isinstance(valeur, Nomenclature):
        return valeur.value
    if isinstance(valeur, Decimal):
        return to_cellule(valeur, "number") if is_exact(valeur) else write_tronque(valeur)
    return to_cellule(to_texte_sur(valeur) if isinstance(valeur, str) else valeur, "string")


def build_modele_xlsx(
    type_depot: TypeDepot, trimestre: Trimestre, lignes: Sequence[LigneModele], service: str = "", exemple: bool = False
) -> bytes:
    """Write a template as a workbook: the sheet to fill, then « Mode d'emploi »; service says whose it is."""
    livre = Livre(exemple)
    titre = format_titre(type_depot, trimestre)
    livre.set_properties({"title": titre, "subject": service, "author": "Jalons"})
    feuille = livre.add_worksheet(titre)
    _write_feuille(livre, feuille, type_depot, trimestre, lignes, service)
    _write_mode_emploi(livre, type_depot, trimestre)
    return livre.to_octets()


def format_titre(type_depot: TypeDepot, trimestre: Trimestre) -> str:
    """Name a template and its period: a quarter or a year."""
    return f"{type_depot.libelle} {trimestre.annee if type_depot in ANNUELS else trimestre.libelle}"


def _write_feuille(
    livre: Livre,
    feuille: Any,
    type_depot: TypeDepot,
    trimestre: Trimestre,
    lignes: Sequence[LigneModele],
    service: str,
) -> None:
    """Write the sheet to fill: instruction, header, rows; the rows below stay free."""
    colonnes, styles = COLONNES[type_depot], _Styles(livre)
    for rang, colonne in enumerate(colonnes):
        feuille.set_column(rang, rang, _get_largeur(colonne), styles.get(colonne, "libre"))
    titre = format_titre(type_depot, trimestre) + (f", {to_texte_sur(service)}" if service else "")
    mention = f"{to_texte_sur(MENTION)}. " if livre.exemple else ""
    consigne = f"{mention}{titre} : remplissez seulement les cases blanches."
    feuille.set_row(0, 22, styles.titre)
    feuille.write_string(0, 0, consigne, styles.titre)
    feuille.set_row(LIGNE_ENTETE, 48)
    for rang, colonne in enumerate(colonnes):
        style = styles.entete_blanche if colonne.saisie else styles.entete
        feuille.write_string(LIGNE_ENTETE, rang, build_entete(colonne, trimestre), style)
    for numero, ligne in enumerate(lignes, LIGNE_ENTETE + 1):
        feuille.set_row(numero, _HAUTEUR * max(_count_rangs(colonne, ligne) for colonne in colonnes))
        for rang, colonne in enumerate(colonnes):
            etat = "bloque" if not colonne.saisie else "blanc" if colonne.nom in ligne else "inutile"
            _write_case(feuille, (numero, rang), ligne.get(colonne.nom), styles.get(colonne, etat))
    _add_listes(feuille, colonnes, len(lignes))
    feuille.freeze_panes(LIGNE_ENTETE + 1, 2 if colonnes[1].aide else 1)
    feuille.autofilter(LIGNE_ENTETE, 0, LIGNE_ENTETE + len(lignes), len(colonnes) - 1)
    feuille.ignore_errors({"number_stored_as_text": f"A1:{_get_fin(colonnes, lignes)}"})
    feuille.protect("", dict.fromkeys(_PERMIS, True))
    feuille.set_zoom(90)
    feuille.set_landscape()
    feuille.set_paper(8)
    feuille.fit_to_pages(1, 0)
    feuille.repeat_rows(LIGNE_ENTETE)


class _Styles:
    """The formats of a template, by column and state of the cell: bloque, blanc, inutile, libre."""

    def __init__(self, livre: Livre) -> None:
        """Declare the headings; cells' formats are made when first asked for."""
        bord = {"border": 1, "border_color": "#8C8C8C", "valign": "top", "text_wrap": True, "font_name": "Arial"}
        self._livre, self._bord = livre, bord
        self._formats: dict[tuple[str, str], Any] = {}
        self.titre = livre.add_format({"bold": True, "font_size": 13, "font_name": "Arial", "valign": "vcenter"})
        self.entete = livre.add_format({**bord, "bold": True, "bg_color": "#D9D9D9"})
        self.entete_blanche = livre.add_format({**bord, "bold": True, "bg_color": "#CACAFB"})

    def get(self, colonne: Colonne, etat: str) -> Any:
        """Give the format of a column's cell; numbers to type keep the general format."""
        nombre = _FORMATS.get(colonne.nature, "General")
        if (nombre, etat) not in self._formats:
            style = {"num_format": nombre, **(self._bord if etat != "libre" else {"font_name": "Arial"})}
            if etat in ("blanc", "libre"):
                style["locked"] = False
            else:
                style |= _BLOQUE | ({"pattern": 17, "fg_color": "#BFBFBF"} if etat == "inutile" else {})
            self._formats[nombre, etat] = self._livre.add_format(style)
        return self._formats[nombre, etat]


def _write_case(feuille: Any, case: tuple[int, int], valeur: Valeur, style: Any) -> None:
    """Write one cell: a number when the spreadsheet keeps it exactly, else its text."""
    if valeur is None or valeur == "":
        feuille.write_blank(*case, None, style)
    elif isinstance(valeur, Nomenclature):
        feuille.write_string(*case, valeur.libelle, style)
    elif isinstance(valeur, str):
        feuille.write_string(*case, to_texte_sur(valeur), style)
    elif isinstance(valeur, Decimal) and not is_exact(valeur):
        feuille.write_string(*case, write_tronque(valeur), style)
    else:
        feuille.write_number(*case, float(valeur), style)


def _add_listes(feuille: Any, colonnes: Sequence[Colonne], nombre: int) -> None:
    """Offer the choices of the closed lists, in the rows of the table and in the free ones below."""
    for rang, colonne in enumerate(colonnes):
        if colonne.choix is None:
            continue
        libelles = [membre.libelle for membre in colonne.choix]
        regle = {
            "validate": "list",
            "source": libelles,
            "error_title": "Choix inconnu",
            "error_message": f"Choisissez dans la liste, ou laissez vide : {', '.join(libelles)}.",
        }
        feuille.data_validation(LIGNE_ENTETE + 1, rang, LIGNE_ENTETE + nombre + LIGNES_LIBRES, rang, regle)


def build_entete(colonne: Colonne, trimestre: Trimestre) -> str:
    """Write a header: the title the reader knows, then on a second line what to do with the column."""
    if colonne.nom == "montant_realise":
        return f"Montant réalisé (€)\ncumul du 1er janvier au {format_date_courte(trimestre.fin)}, à remplir"
    return f"{colonne.intitule}\nà remplir" if colonne.saisie else colonne.intitule


def _get_largeur(colonne: Colonne) -> int:
    return _PROPRES.get(colonne.nom, _LARGEURS.get(colonne.nature, 12))


def _count_rangs(colonne: Colonne, ligne: LigneModele) -> int:
    """Count the lines of text a cell needs at its column's width: no spreadsheet is trusted to find out."""
    valeur = ligne.get(colonne.nom)
    return len(wrap(valeur, _get_largeur(colonne))) or 1 if isinstance(valeur, str) else 1


def _get_fin(colonnes: Sequence[Colonne], lignes: Sequence[LigneModele]) -> str:
    """Give the address of the table's last cell (a template has fewer than 26 columns)."""
    return f"{chr(64 + len(colonnes))}{LIGNE_ENTETE + 1 + len(lignes)}"


def _write_mode_emploi(livre: Livre, type_depot: TypeDepot, trimestre: Trimestre) -> None:
    """Write the instructions, one paragraph per row."""
    feuille = livre.add_worksheet("Mode d’emploi")
    titre = livre.add_format({"bold": True, "font_size": 13, "font_name": "Arial"})
    texte = livre.add_format({"text_wrap": True, "valign": "top", "font_name": "Arial"})
    feuille.set_column(0, 0, 76)
    feuille.set_paper(9)
    feuille.write_string(0, 0, f"Mode d’emploi : {format_titre(type_depot, trimestre)}", titre)
    if livre.exemple:
        feuille.write_string(1, 0, to_texte_sur(MENTION), titre)
    for rang, consigne in enumerate(list_consignes(type_depot, trimestre), 2):
        feuille.write_string(rang, 0, to_texte_sur(consigne), texte)
        feuille.set_row(rang, 6 + 15 * len(wrap(consigne, 76)))
    feuille.protect("", dict.fromkeys(("format_columns", "format_rows"), True))


def to_texte_sur(texte: str) -> str:
    """Write a text without the characters that office computers lose: U+202F becomes a space, « ≥ » becomes « >= »."""
    return texte.translate(_RARES)


def is_exact(valeur: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a figure."""
    return Decimal(format(float(valeur), f".{CHIFFRES_TABLEUR}g")) == valeur


def write_tronque(valeur: Decimal) -> str:
    """Write a figure no spreadsheet holds so that it can be seen, and never be read back as an exact one.

    >>> write_tronque(Decimal(100) / 3)
    '33,33…'
    """
    return f"{round_decimal(valeur, 2)}…".replace(".", ",")
