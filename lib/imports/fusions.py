"""Merged cells: a key or a text is repeated where the eye reads it; a value merged over several rows is nobody's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lib.domain.depots import COLONNES, Colonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import Entete, GenreCellule, get_lettre
from lib.imports.catalogue import build_probleme
from lib.imports.grille import Fusion, Grille, Place, is_vide


@dataclass
class FusionsLues:
    """What merged cells say: the ranges whose value belongs to no row in particular, the texts repeated on each."""

    fautives: dict[int, list[Fusion]] = field(default_factory=dict)
    repetees: dict[Place, Fusion] = field(default_factory=dict)


@dataclass(frozen=True)
class ColonnesLues:
    """The columns of a sheet that are read, by number."""

    par_numero: Mapping[int, Colonne]
    ligne_entete: int

    def list_lues(self, fusion: Fusion) -> list[int]:
        """Give those a merged range covers."""
        return [numero for numero in self.par_numero if fusion.colonne <= numero <= fusion.colonne_fin]

    def is_repetable(self, numero: int) -> bool:
        """Whether what is written once may be read on several rows: a key, or a free text."""
        colonne = self.par_numero[numero]
        return not colonne.saisie or colonne.nature == "texte"


def build_colonnes_lues(entetes: Iterable[Entete], type_depot: TypeDepot, ligne_entete: int) -> ColonnesLues:
    """Index the columns that are read: the first header of each name, and every quarter used as a header."""
    par_nom = {colonne.nom: colonne for colonne in COLONNES[type_depot]}
    lues: dict[int, Colonne] = {}
    vus: set[str] = set()
    for entete in entetes:
        if entete.nom in par_nom and (entete.fixes or entete.nom not in vus):
            lues[entete.colonne] = par_nom[entete.nom]
            vus.add(entete.nom)
    return ColonnesLues(lues, ligne_entete)


def extend_fusions(grille: Grille, colonnes: ColonnesLues) -> FusionsLues:
    """Repeat merged keys and texts on every filled row they cover, and find the merged values."""
    lues = FusionsLues()
    faites: dict[int, int] = {}
    for fusion in sorted(grille.fusions):
        debut = max(fusion.ligne, colonnes.ligne_entete + 1, faites.get(fusion.colonne, 0) + 1)
        fin = min(fusion.fin, len(grille.lignes))
        couvertes = colonnes.list_lues(fusion)
        if debut > fin or not couvertes or fusion.ligne <= colonnes.ligne_entete:
            continue
        faites[fusion.colonne] = fin
        rangs = [numero for numero in range(debut, fin + 1) if not is_vide(grille.lignes[numero - 1])]
        if couvertes == [fusion.colonne] and colonnes.is_repetable(fusion.colonne):
            _repeat(grille, fusion, rangs, colonnes, lues)
        else:
            for numero in _list_fautives(grille, fusion, rangs, couvertes, colonnes):
                lues.fautives.setdefault(numero, []).append(fusion)
    return lues


def _repeat(grille: Grille, fusion: Fusion, rangs: list[int], colonnes: ColonnesLues, lues: FusionsLues) -> None:
    """Write on each row what its first one says, with its kind; a text to fill is told."""
    haut = grille.get_cellule(fusion.ligne, fusion.colonne)
    if haut.est_vide:
        return
    for numero in rangs:
        ligne, place = grille.lignes[numero - 1], (numero, fusion.colonne)
        if numero != fusion.ligne:
            ligne.extend([""] * (fusion.colonne - len(ligne)))
            ligne[fusion.colonne - 1] = haut.texte
            grille.genres.pop(place, None)
            if haut.genre is not GenreCellule.TEXTE:
                grille.genres[place] = haut.genre
        if colonnes.par_numero[fusion.colonne].saisie and len(rangs) > 1:
            lues.repetees[place] = fusion


def _list_fautives(
    grille: Grille, fusion: Fusion, rangs: list[int], couvertes: list[int], colonnes: ColonnesLues
) -> Iterator[int]:
    """Give the rows whose value cannot be told from a merged range.

    None when the range is over read-only columns, over one row filled in all (a tall row), or is a band that titles
    what follows.
    """
    if all(colonnes.par_numero[numero].aide for numero in couvertes):
        return
    if couvertes == [fusion.colonne] and len(rangs) < 2:
        return
    haut = grille.get_cellule(fusion.ligne, fusion.colonne)
    titre = fusion.colonne not in colonnes.par_numero or not colonnes.par_numero[fusion.colonne].saisie
    for numero in rangs:
        dedans, dehors = _part(grille.lignes[numero - 1], fusion)
        if (dehors or not titre) and (dedans or not haut.est_vide):
            yield numero


def _part(ligne: list[str], fusion: Fusion) -> tuple[bool, bool]:
    """Tell whether a row has something inside the columns of a range, and outside them."""
    dedans = any(texte.strip() for texte in ligne[fusion.colonne - 1 : fusion.colonne_fin])
    dehors = any(texte.strip() for texte in (*ligne[: fusion.colonne - 1], *ligne[fusion.colonne_fin :]))
    return dedans, dehors


def check_titres_fusionnes(grille: Grille, colonnes: ColonnesLues) -> list[Probleme]:
    """Refuse a title merged over several columns that are filled: which one it names is unknown (F07)."""
    refus = []
    pleines: set[int] | None = None
    for fusion in grille.fusions:
        colonne = colonnes.par_numero.get(fusion.colonne)
        if colonne is None or colonne.aide or not fusion.ligne <= colonnes.ligne_entete <= fusion.fin:
            continue
        if pleines is None:
            pleines = grille.list_colonnes_remplies(colonnes.ligne_entete)
        remplies = sorted(numero for numero in pleines if fusion.colonne < numero <= fusion.colonne_fin)
        if remplies:
            lettres = " et ".join(map(get_lettre, (fusion.colonne, *remplies)))
            refus.append(build_probleme("F07", colonne=colonne.nom, lettres=lettres))
    return refus
