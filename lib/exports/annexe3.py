"""The financial tables of annexe 3, laid out as the contract's own: what their three layouts share.

Rows: one per action, grouped by axe, a « Sous total » per axe, then the totals. Each builder says its columns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lib.domain.argent import LigneArgent, Synthese, compute_non_ventile
from lib.domain.contrat import Axe, Centimes, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT
from lib.domain.nomenclatures import Financeur, PartieContrat
from lib.exports.tableur import Classeur, Feuille, build_phrase_lecture

LIGNE_ENTETES = 4
PREMIERE_LIGNE = LIGNE_ENTETES + 1
SIGNES_PAR_LIGNE = 48
"""Characters of an action's name, or of an axe's, that surely fit on one line of its cell."""
LIGNES_PAR_PAGE = 24
"""Rows of a table that are still legible on one printed page; a longer one takes several."""


@dataclass
class Grille:
    """A table being written: where its amounts start and end, its next row, the rows of its subtotals."""

    feuille: Feuille
    premiere: int
    derniere: int
    ligne: int = PREMIERE_LIGNE
    sous_totaux: list[int] = field(default_factory=list)

    def write_totaux(
        self, ligne: int, lignes: Sequence[int], ecrit: Callable[[int], bool] = lambda colonne: True
    ) -> None:
        """Write the live column sums of some rows, in every amount column that is not written otherwise."""
        for colonne in range(self.premiere, self.derniere + 1):
            if not lignes:
                self.feuille.write_montant((ligne, colonne), None, gras=True)
            elif ecrit(colonne):
                self.feuille.write_somme((ligne, colonne), [(autre, colonne) for autre in lignes], gras=True)

    def write_libelle_total(self, ligne: int, texte: str) -> None:
        """Write the words of a total over the columns before the amounts."""
        self.feuille.merge_texte((ligne, 0), (ligne, self.premiere - 1), texte, "texte_gras")


def open_grille(
    contrat: ContratLu,
    titre: Sequence[str],
    nom: str,
    entetes: Sequence[str],
    largeurs: Sequence[float],
    premiere: int,
) -> Grille:
    """Open a workbook with one sheet: three title rows, the headings, and no row yet."""
    feuille = Classeur(" – ".join(titre), contrat.contrat.exemple).add_feuille(nom, largeurs, PREMIERE_LIGNE)
    for rang, texte in enumerate(titre):
        feuille.write_texte((rang, 0), texte, "titre" if rang == 0 else "sous_titre")
    feuille.write_entetes(LIGNE_ENTETES, entetes)
    return Grille(feuille, premiere, len(entetes) - 1)


def close_grille(grille: Grille, contrat: ContratLu, notes: Sequence[str]) -> bytes:
    """Write the notes under the table and give the workbook's bytes."""
    textes = [*notes, f"« {ABSENT} » : montant non transmis ou non écrit ; il n’entre dans aucun total."]
    if grille.ligne - PREMIERE_LIGNE <= LIGNES_PAR_PAGE:
        grille.feuille.page.fit_to_pages(1, 1)
    grille.feuille.write_notes(grille.ligne + 1, grille.derniere, [*textes, build_phrase_lecture(contrat)])
    return grille.feuille.classeur.to_octets()


def write_axe(
    grille: Grille,
    axe_texte: str,
    fiches: Sequence[FicheAction],
    write_fiche: Callable[[int, FicheAction], None],
    sous_total: bool,
    lignes_minimum: int = 2,
) -> list[int]:
    """Write an axe's actions, its name merged beside them, and its subtotal when it has one; give the actions' rows.

    lignes_minimum: how many lines of text a row holds at least.
    """
    lignes = []
    debut = grille.ligne
    for fiche in fiches:
        lignes_de_texte = max(lignes_minimum, 1 + len(get_intitule(fiche)) // SIGNES_PAR_LIGNE)
        grille.feuille.page.set_row(grille.ligne, 15 * lignes_de_texte + 2)
        write_fiche(grille.ligne, fiche)
        lignes.append(grille.ligne)
        grille.ligne += 1
    if sous_total:
        grille.feuille.merge_texte((grille.ligne, 1), (grille.ligne, grille.premiere - 1), "Sous total", "texte_gras")
        grille.write_totaux(grille.ligne, lignes)
        grille.sous_totaux.append(grille.ligne)
        grille.ligne += 1
    grille.feuille.merge_texte((debut, 0), (grille.ligne - 1, 0), axe_texte)
    return lignes


def list_axes(contrat: ContratLu, partie: PartieContrat) -> list[Axe]:
    """List the axes or volets of a part that have an action, in order."""
    return [axe for axe in contrat.axes if axe.partie is partie and contrat.fiches_par_axe.get(axe.code)]


def get_intitule(fiche: FicheAction) -> str:
    """Give an action's name as the annex writes it."""
    return fiche.intitule_annexe or fiche.intitule


def get_ligne(synthese: Synthese, fiche: FicheAction, financeur: Financeur) -> LigneArgent:
    """Give the money of one action and funder."""
    return synthese.select(fiche=fiche.code, financeur=financeur).lignes[0]


def write_non_ventile(grille: Grille, contrat: ContratLu, annee: int, colonne: int) -> Centimes:
    """Add a row for the payments that name no action, when there are any; give their sum in cents."""
    montant = compute_non_ventile(contrat, annee, PartieContrat.SOLIDARITES)
    if montant:
        grille.write_libelle_total(grille.ligne, "Versements non ventilés par action")
        for autre in range(grille.premiere, grille.derniere + 1):
            grille.feuille.write_montant((grille.ligne, autre), montant if autre == colonne else None, gras=True)
        grille.sous_totaux.append(grille.ligne)
        grille.ligne += 1
    return montant


def build_notes_partielles(synthese: Synthese, champs: dict[str, tuple[Financeur, str]]) -> list[str]:
    """Say which sums leave actions out: champs gives, per words shown, the funder and the amount of LigneArgent."""
    notes = []
    for libelle, (financeur, champ) in champs.items():
        somme = synthese.select(financeur=financeur).compute_somme(champ)
        if somme.connus and not somme.complete:
            notes.append(f"{libelle} : totaux partiels, actions renseignées : {somme.connus} sur {somme.attendus}.")
    return notes
