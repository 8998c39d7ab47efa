"""Conservation: every filled cell of a file is published, left aside with its message, or ignored and named."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lib.domain.bordereau import Bordereau, CelluleBordereau, SortCellule
from lib.domain.comparaison import A_PUBLIER, EtatLigne, LigneComparee
from lib.domain.contrat_lu import group_par
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.phrases import format_quantite
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import ColonneLue, Remplies, Retouche, get_lettre, list_ignorees

Place = tuple[int, int]
"""Spreadsheet row and column number of a cell."""

ECARTANTS = frozenset({"I09", "I21"})
"""What is told of cells that a published row leaves aside: terms of what is no rate, a text that says nothing."""

_ORDRE = {SortCellule.PUBLIEE: 0, SortCellule.INCHANGEE: 1, SortCellule.LAISSEE: 2}


def compute_sorts(lignes: Iterable[LigneComparee]) -> dict[Place, SortCellule]:
    """Say what becomes of each cell that the rows read, by its place; a cell several rows read has its best end."""
    sorts: dict[Place, SortCellule] = {}
    for ligne in lignes:
        if ligne.verifiee is None:
            continue
        sort = _get_sort(ligne)
        for rang in ligne.verifiee.rangs:
            place = (ligne.verifiee.numero, rang)
            actuel = sorts.get(place)
            if actuel is None or _ORDRE[sort] < _ORDRE[actuel]:
                sorts[place] = sort
        for rang in ligne.verifiee.ecartes:
            sorts.setdefault((ligne.verifiee.numero, rang), SortCellule.LAISSEE)
    return sorts


def _get_sort(ligne: LigneComparee) -> SortCellule:
    """A row keeps out what is wrong, asked, or given up for the value in place."""
    if ligne.etat in A_PUBLIER:
        return SortCellule.PUBLIEE
    if ligne.etat is EtatLigne.INCHANGE and not ligne.change_une_mesure:
        return SortCellule.INCHANGEE
    return SortCellule.LAISSEE


def build_bordereau(
    remplies: Remplies, recues: int, sorts: Mapping[Place, SortCellule]
) -> tuple[Bordereau, list[Place]]:
    """Count the filled cells of a file by what becomes of them; the second list holds those that nothing accounts for.

    The file balances when it is empty: filled = published + already published + left aside + ignored.
    """
    places = [(numero, rang) for numero, rangs in remplies.contenu.items() for rang in rangs]
    compte = Counter(map(sorts.get, places))
    bordereau = Bordereau(
        remplies=remplies.nombre,
        publiees=compte[SortCellule.PUBLIEE],
        inchangees=compte[SortCellule.INCHANGEE],
        laissees=compte[SortCellule.LAISSEE],
        ignorees=sum(remplies.ignorees.values()),
        recues=recues,
    )
    return bordereau, [place for place in places if place not in sorts] if compte[None] else []


def format_place(place: Place) -> str:
    """Write where a cell is, as a spreadsheet does.

    >>> format_place((14, 5))
    'E14'
    """
    numero, rang = place
    return f"{get_lettre(rang)}{numero}"


def format_bordereau(bordereau: Bordereau, publie: bool, ignorees: Iterable[str] = ()) -> str:
    """Write the balance of a file in one line; ignorees are the names of the columns nobody reads.

    For instance « 12 cellules remplies dans votre fichier = 11 publiées + 1 laissée de côté »; when corrections made on
    screen filled or emptied some: « 12 cellules remplies dans votre fichier, 11 après vos corrections = 11 publiées ».
    """
    verbe = ("publiée", "publiées") if publie else ("à publier", "à publier")
    noms = ", ".join(ignorees)
    termes = (
        (bordereau.publiees, *verbe, ""),
        (bordereau.inchangees, "déjà publiée", "déjà publiées", ""),
        (bordereau.laissees, "laissée de côté", "laissées de côté", ""),
        (bordereau.ignorees, "ignorée", "ignorées", f" ({noms})" if noms else ""),
    )
    somme = " + ".join(
        f"{format_quantite(nombre, un, plusieurs)}{suite}" for nombre, un, plusieurs, suite in termes if nombre
    )
    dites = f"{format_quantite(bordereau.recues, 'cellule remplie')} dans votre fichier"
    if bordereau.remplies != bordereau.recues:
        dites += f", {format_entier(bordereau.remplies)} après vos corrections"
    return f"{dites}{INSECABLE}= {somme}" if somme else dites


def format_correction(lu: str, ecrit: str) -> str:
    """Write what was corrected on screen: « « douze » → « 12 » », or « vide » for a cell that says nothing.

    >>> format_correction("douze", " ").replace(INSECABLE, "_")
    '«_douze_» → vide'
    """
    return " → ".join(f"«{INSECABLE}{mot.strip()}{INSECABLE}»" if mot.strip() else "vide" for mot in (lu, ecrit))


def list_cellules(
    lignes: Iterable[LigneComparee],
    du_fichier: Iterable[Probleme],
    corrigees: Iterable[Retouche],
    colonnes: Iterable[ColonneLue],
) -> list[CelluleBordereau]:
    """List what the receipt must say beyond what was published: cells left with their message, ignored, corrected.

    du_fichier are the problems told of a row by the comparison itself, such as a conflict.
    """
    par_ligne: dict[int | None, list[Probleme]] = {}
    for probleme in du_fichier:
        par_ligne.setdefault(probleme.ligne, []).append(probleme)
    cellules = [
        _build_laissee(probleme, ligne.numero)
        for ligne in lignes
        if ligne.verifiee is not None and (ligne.verifiee.problemes or ligne.numero in par_ligne)
        for probleme in _select_raisons(ligne, (*ligne.verifiee.problemes, *par_ligne.get(ligne.numero, ())))
    ]
    cellules += [
        CelluleBordereau(
            sort=SortCellule.CORRIGEE,
            numero=corrigee.numero,
            colonne=get_lettre(corrigee.rang) if corrigee.rang else "",
            lu=corrigee.lu,
            ecrit=corrigee.ecrit,
        )
        for corrigee in corrigees
    ]
    cellules += [
        CelluleBordereau(
            sort=SortCellule.IGNOREE,
            numero=0,
            colonne=colonne.lieu,
            message=format_quantite(colonne.remplies, "cellule remplie"),
        )
        for colonne in list_ignorees(colonnes)
        if colonne.remplies
    ]
    return list({cellule.cle: cellule for cellule in cellules}.values())


def _select_raisons(ligne: LigneComparee, problemes: Sequence[Probleme]) -> list[Probleme]:
    """Select why filled cells of a row are left aside: its errors, else its questions, else what is told of it.

    A row that is published may leave aside cells of its own (ECARTANTS).
    """
    if ligne.verifiee is None:
        return []
    if _get_sort(ligne) is not SortCellule.LAISSEE:
        return [p for p in problemes if p.code in ECARTANTS] if ligne.verifiee.ecartes else []
    if not ligne.verifiee.rangs:
        return []
    par_niveau = group_par(problemes, lambda probleme: probleme.niveau)
    niveaux = (NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER, NiveauProbleme.INFORMATION)
    return next((par_niveau[niveau] for niveau in niveaux if niveau in par_niveau), [])


def _build_laissee(probleme: Probleme, numero: int | None) -> CelluleBordereau:
    return CelluleBordereau(
        sort=SortCellule.LAISSEE,
        numero=numero or 0,
        colonne=probleme.colonne,
        code=probleme.code,
        lu=probleme.lu,
        message=probleme.message,
    )
