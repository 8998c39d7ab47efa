"""The uploaded rows given back with what to mend: bad cells coloured, the message beside, in « À corriger ».

Rows and columns stay where the person has them, so that « ligne 14, colonne E » is the same cell in both files; the
workbook, once mended, can be uploaded as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.utility import xl_cell_to_rowcol

from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import Cellule, GenreCellule, TableLue
from lib.exports.modeles import is_exact
from lib.exports.tableur import Livre

COLONNE_MESSAGES = "À corriger"
NIVEAUX_COLORES = (NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER)
_COULEURS = {NiveauProbleme.ERREUR: "#F8CBC6", NiveauProbleme.A_CONFIRMER: "#FFE8A3"}
_LARGEUR_MESSAGE = 70
_SIGNES_PAR_LIGNE = 64
_LARGEUR_CELLULE = 40
_TITRES = ("Ligne", "Colonne", "Niveau", "Lu", "Ce qui ne va pas", "Attendu", "Que faire")
_LARGEURS = (8, 26, 16, 24, 60, 40, 60)

Niveaux = dict[tuple[int, str], NiveauProbleme]
"""The worst level by row and column letter."""


def build_annotation(table: TableLue, problemes: Iterable[Probleme], exemple: bool = False) -> bytes:
    """Write the rows of a file with their errors and questions, then every problem on a second sheet."""
    tous = list(dict.fromkeys(problemes))  # in a wide file, one cell makes several values
    livre = Livre(exemple)
    feuille = livre.add_worksheet("À corriger")
    _write_table(livre, feuille, table, [p for p in tous if p.niveau in NIVEAUX_COLORES])
    _write_liste(livre, tous)
    return livre.to_octets()


def _write_table(livre: Livre, feuille: Any, table: TableLue, problemes: Sequence[Probleme]) -> None:
    """Write header and rows where the person has them, and the messages in a column of their own."""
    haut = {"valign": "top", "font_name": "Arial"}
    titre = livre.add_format({**haut, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#D9D9D9"})
    message = livre.add_format({**haut, "text_wrap": True, "bg_color": "#FFF6DC", "border": 1})
    styles = _Styles(livre, haut)
    cellules, plages = _list_cellules(table), _list_plages(table)
    entetes = [entete.colonne for entete in table.entetes]
    fusionnees = [xl_cell_to_rowcol(plage.partition(":")[2])[1] + 1 for plage in plages]
    colonne = max([*entetes, *fusionnees, *(cellule.colonne for cellule in cellules)])
    ligne_titres = max(table.lecture.ligne_entete, 1) - 1
    largeurs = _compute_largeurs(table, cellules)
    for entete in table.entetes:
        feuille.set_column(entete.colonne - 1, entete.colonne - 1, largeurs[entete.colonne])
        feuille.write_string(ligne_titres, entete.colonne - 1, entete.texte, titre)
    feuille.write_string(ligne_titres, colonne, COLONNE_MESSAGES, titre)
    feuille.set_column(colonne, colonne, _LARGEUR_MESSAGE)
    niveaux = _build_niveaux(problemes)
    for plage in plages:
        with suppress(OverlappingRange):
            feuille.merge_range(plage, "", styles.get(None, "General"))
    for cellule in cellules:
        _write_cellule(feuille, cellule, styles, niveaux.get((cellule.ligne, cellule.lettre)))
    for numero, siens in _group_par_ligne(problemes).items():
        textes = [build_message(probleme) for probleme in siens]
        feuille.write_string(numero - 1, colonne, "\n".join(textes), message)
        feuille.set_row(numero - 1, 15 * sum(1 + len(texte) // _SIGNES_PAR_LIGNE for texte in textes))
    feuille.freeze_panes(ligne_titres + 1, 1)
    feuille.set_landscape()
    feuille.set_paper(8)
    feuille.fit_to_pages(1, 0)
    feuille.repeat_rows(ligne_titres)


def _compute_largeurs(table: TableLue, cellules: Iterable[Cellule]) -> dict[int, int]:
    """Give each column the width of its longest cell, within bounds: the messages must stay close."""
    largeurs = {entete.colonne: len(entete.texte) for entete in table.entetes}
    for cellule in cellules:
        largeurs[cellule.colonne] = max(largeurs.get(cellule.colonne, 0), len(cellule.texte))
    return {colonne: min(max(largeur + 2, 8), _LARGEUR_CELLULE) for colonne, largeur in largeurs.items()}


def _list_cellules(table: TableLue) -> list[Cellule]:
    """List the cells as the file has them; in a wide file, year and quarter are only the header of their column."""
    noms = {(entete.colonne, entete.nom) for entete in table.entetes}
    uniques = {
        (cellule.ligne, cellule.colonne): cellule
        for ligne in table.lignes
        for nom, cellule in ligne.cellules.items()
        if (cellule.colonne, nom) in noms
    }
    en_trop = [cellule for ligne in table.lignes for cellule in ligne.en_trop]
    return [*uniques.values(), *en_trop]


def _list_plages(table: TableLue) -> list[str]:
    """List the merged ranges that something is said of: undone here, they would no longer be seen nor asked about."""
    plages = (constat.champs.get("plage") for ligne in table.lignes for constat in ligne.constats)
    return list(dict.fromkeys(str(plage) for plage in plages if plage))


class _Styles:
    """Formats by level of problem and number format."""

    def __init__(self, livre: Livre, base: dict[str, Any]) -> None:
        self._livre, self._base = livre, base
        self._formats: dict[tuple[NiveauProbleme | None, str], Any] = {}

    def get(self, niveau: NiveauProbleme | None, nombre: str) -> Any:
        """Give the format of a cell."""
        cle = (niveau, nombre)
        if cle not in self._formats:
            couleur = {"bg_color": _COULEURS[niveau], "border": 2, "bold": True} if niveau else {}
            self._formats[cle] = self._livre.add_format({**self._base, **couleur, "num_format": nombre})
        return self._formats[cle]


def _write_cellule(feuille: Any, cellule: Cellule, styles: _Styles, niveau: NiveauProbleme | None) -> None:
    """Write a cell as it was read: a number stays a number, a formula is shown and never computed."""
    case = (cellule.ligne - 1, cellule.colonne - 1)
    numerique = cellule.genre in (GenreCellule.NOMBRE, GenreCellule.POURCENTAGE)
    if numerique and is_exact(valeur := Decimal(cellule.texte)):
        feuille.write_number(*case, float(valeur), styles.get(niveau, get_format(cellule)))
    elif cellule.texte or niveau:
        feuille.write_string(*case, cellule.texte, styles.get(niveau, "General"))


def get_format(cellule: Cellule) -> str:
    """Give the number format under which a figure means what it meant in the file: percentage, unit, thousands."""
    if cellule.genre is GenreCellule.POURCENTAGE:
        return "0.0##%"
    affichage = cellule.affichage
    if affichage is None or not affichage.chiffre:
        return "General"
    milliers = (len(str(affichage.diviseur)) - 1) // 3
    mots = f' "{affichage.unite}"' if affichage.unite and '"' not in affichage.unite else ""
    return ("#,##0.0##" + "," * milliers if milliers else "General") + mots


def _build_niveaux(problemes: Iterable[Probleme]) -> Niveaux:
    """Give the worst level of each cell named by a problem."""
    niveaux: Niveaux = {}
    for probleme in problemes:
        if probleme.ligne is not None and probleme.colonne:
            cle = (probleme.ligne, get_lettre_colonne(probleme))
            if niveaux.get(cle) is not NiveauProbleme.ERREUR:
                niveaux[cle] = probleme.niveau
    return niveaux


def get_lettre_colonne(probleme: Probleme) -> str:
    """Give the letter of « E « Valeur » »; a column that the file lacks has none that matches a cell."""
    return probleme.colonne.split("\u00a0")[0].split(" ")[0]


def _group_par_ligne(problemes: Iterable[Probleme]) -> dict[int, list[Probleme]]:
    groupes: dict[int, list[Probleme]] = defaultdict(list)
    for probleme in problemes:
        if probleme.ligne is not None:
            groupes[probleme.ligne].append(probleme)
    return dict(groupes)


def build_message(probleme: Probleme) -> str:
    """Write one problem for the cell beside the row: where, what, what is expected, what to do."""
    lieu = f"Colonne {probleme.colonne} : " if probleme.colonne else ""
    question = "" if probleme.niveau is NiveauProbleme.ERREUR else f"{probleme.niveau.libelle} – "
    attendu = f" Attendu : {probleme.attendu}." if probleme.attendu else ""
    geste = f" → {probleme.geste}" if probleme.geste else ""
    return f"{question}{lieu}{probleme.message}{attendu}{geste}"


def _write_liste(livre: Livre, problemes: Sequence[Probleme]) -> None:
    """Write every problem, those of the file first."""
    feuille = livre.add_worksheet("Tous les messages")
    titre = livre.add_format({"bold": True, "font_name": "Arial", "bottom": 1, "bg_color": "#D9D9D9"})
    texte = livre.add_format({"text_wrap": True, "valign": "top", "align": "left", "font_name": "Arial"})
    for rang, (nom, largeur) in enumerate(zip(_TITRES, _LARGEURS, strict=True)):
        feuille.set_column(rang, rang, largeur)
        feuille.write_string(0, rang, nom, titre)
    for numero, probleme in enumerate(sorted(problemes, key=lambda p: p.ligne or 0), 1):
        if probleme.ligne is None:
            feuille.write_string(numero, 0, "fichier", texte)
        else:
            feuille.write_number(numero, 0, probleme.ligne, texte)
        textes = (probleme.colonne, probleme.niveau.libelle, probleme.lu, probleme.message, probleme.attendu)
        for rang, mots in enumerate((*textes, probleme.geste), 1):
            feuille.write_string(numero, rang, mots, texte)
        feuille.set_row(numero, _compute_hauteur((*textes, probleme.geste)))
    feuille.freeze_panes(1, 0)
    feuille.autofilter(0, 0, max(1, len(problemes)), len(_TITRES) - 1)
    feuille.set_landscape()
    feuille.set_paper(8)
    feuille.fit_to_pages(1, 0)


def _compute_hauteur(textes: Sequence[str]) -> int:
    """Height in points of a row of the list: its longest cell, wrapped in its column; LibreOffice computes none."""
    signes = (largeur * 0.9 for largeur in _LARGEURS[1:])
    return max(15 * (1 + int(len(texte) // place)) for texte, place in zip(textes, signes, strict=True))
