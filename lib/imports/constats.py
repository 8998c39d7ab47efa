"""What a workbook says beside its values: formulas, number formats, hidden rows and columns, merged cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from lib.domain.formats import FINE, INSECABLE, format_nombre
from lib.domain.problemes import Probleme
from lib.domain.tableau import Affichage, Cellule, Constat, Entete, GenreCellule, LigneLue, get_lettre
from lib.imports.catalogue import build_probleme
from lib.imports.fusions import ColonnesLues, FusionsLues
from lib.imports.grille import Grille
from lib.imports.nombres import CHIFFRES_MAX

_SANS_AFFICHAGE: Mapping[str, Affichage] = MappingProxyType({})


def add_constats(
    lignes: Sequence[LigneLue], grille: Grille, colonnes: ColonnesLues, fusions: FusionsLues
) -> Iterable[LigneLue]:
    """Give the rows with what the workbook says of each; those of a CSV are left as they are."""
    dits = (grille.formules, grille.affichages, grille.lignes_masquees, fusions.fautives, fusions.repetees)
    if not any(dits):
        return lignes
    masquees = _name_masquees({ligne.numero for ligne in lignes} & grille.lignes_masquees, grille.filtrees)
    return [_add(ligne, grille, colonnes, fusions, masquees.get(ligne.numero)) for ligne in lignes]


def _add(
    ligne: LigneLue, grille: Grille, colonnes: ColonnesLues, fusions: FusionsLues, masquee: Constat | None
) -> LigneLue:
    noms = {
        numero: nom
        for nom, numero in ligne.colonnes.items()
        if numero in colonnes.par_numero and not colonnes.par_numero[numero].aide
    }  # in a wide file, year, quarter and value stand in one column: the value, last, is what its cell says
    constats = [
        *_list_fusions(ligne, noms, grille, colonnes, fusions),
        *_list_formules(ligne, noms, grille),
        *([masquee] if masquee else ()),
    ]
    affichages = {
        nom: grille.affichages[place]
        for nom, numero in ligne.colonnes.items()
        if (place := (ligne.numero, numero)) in grille.affichages
    }
    return ligne._replace(constats=tuple(constats), affichages=affichages or _SANS_AFFICHAGE)


def _list_fusions(
    ligne: LigneLue, noms: Mapping[int, str], grille: Grille, colonnes: ColonnesLues, fusions: FusionsLues
) -> Iterator[Constat]:
    """Say which merged ranges leave a value without a row, and which texts are read on several."""
    for fusion in fusions.fautives.get(ligne.numero, ()):
        couvertes = [numero for numero in noms if fusion.colonne <= numero <= fusion.colonne_fin]
        if couvertes:
            a_remplir = next((numero for numero in couvertes if colonnes.par_numero[numero].saisie), couvertes[0])
            lu = grille.get_cellule(fusion.ligne, fusion.colonne).texte
            yield Constat("V18", noms[a_remplir], {"lu": lu, "plage": fusion.plage}, toujours=True)
    for numero, nom in noms.items():
        if repetee := fusions.repetees.get((ligne.numero, numero)):
            yield Constat("C27", nom, {"plage": repetee.plage})


def _list_formules(ligne: LigneLue, noms: Mapping[int, str], grille: Grille) -> Iterator[Constat]:
    """Say which cells are read by the recorded result of their formula, and whether it is to be trusted."""
    for numero, nom in noms.items():
        formule = grille.formules.get((ligne.numero, numero))
        cellule = grille.get_cellule(ligne.numero, numero)
        if formule is None or cellule.genre is GenreCellule.ERREUR:
            continue
        champs = {"lu": formule.texte, "valeur": format_resultat(cellule)}
        yield Constat("C22", nom, {**champs, "raison": formule.doute}) if formule.doute else Constat("I12", nom, champs)


def format_resultat(cellule: Cellule) -> str:
    """Write the result of a formula as the spreadsheet shows it."""
    if cellule.genre not in (GenreCellule.NOMBRE, GenreCellule.POURCENTAGE):
        return f"«{INSECABLE}{cellule.texte}{INSECABLE}»"
    valeur = Decimal(cellule.texte)
    if not valeur.is_finite() or valeur.adjusted() > CHIFFRES_MAX:
        return cellule.texte
    return (
        f"{format_nombre(valeur * 100)}{FINE}%" if cellule.genre is GenreCellule.POURCENTAGE else format_nombre(valeur)
    )


def _name_masquees(numeros: Iterable[int], filtrees: frozenset[int]) -> dict[int, Constat]:
    """Give, for each hidden row, the words that name it with its hidden neighbours."""
    groupes: list[list[int]] = []
    for numero in sorted(numeros):
        if groupes and numero == groupes[-1][-1] + 1 and (numero in filtrees) == (groupes[-1][-1] in filtrees):
            groupes[-1].append(numero)
        else:
            groupes.append([numero])
    return {numero: _build_masquee(groupe, groupe[0] in filtrees) for groupe in groupes for numero in groupe}


def _build_masquee(groupe: list[int], filtree: bool) -> Constat:
    seule = len(groupe) == 1
    lignes = f"La ligne {groupe[0]} est masquée" if seule else f"Les lignes {groupe[0]} à {groupe[-1]} sont masquées"
    return Constat("C24", "", {"lignes": f"{lignes}{' par un filtre' if filtree else ''}"})


def list_notices_classeur(grille: Grille, entetes: Iterable[Entete], colonnes: ColonnesLues) -> Iterator[Probleme]:
    """Name the hidden columns that are read all the same (I13)."""
    titres = {entete.colonne: " ".join(entete.texte.split()) for entete in entetes}
    masquees = [
        f"{get_lettre(numero)}{INSECABLE}«{INSECABLE}{titres[numero]}{INSECABLE}»"
        for numero, colonne in sorted(colonnes.par_numero.items())
        if numero in grille.colonnes_masquees and not colonne.aide and grille.is_remplie(numero, colonnes.ligne_entete)
    ]
    if masquees:
        yield build_probleme("I13", colonnes=", ".join(masquees))
