"""Columns nobody reads that hold something which may change what the others mean, and titles of another period."""

import re
from collections.abc import Collection, Iterable, Iterator

from lib.domain.contrat_lu import ContratLu
from lib.domain.depots import COLONNES
from lib.domain.nomenclatures import TypeDepot, TypeTerritoire
from lib.domain.problemes import Probleme
from lib.domain.tableau import Cellule, ColonneLue, TableLue, list_ignorees
from lib.imports.attentes import Attente
from lib.imports.catalogue import build_probleme
from lib.imports.nombres import read_nombre
from lib.imports.plis import fold
from lib.imports.precisions import PeriodeDite, find_periode, has_inconnu
from lib.imports.regles_codes import to_cle
from lib.imports.regles_examen import Examen

EXEMPLES_DITS = 3
_N_IMPORTE_QUELLE = Attente(pourcentage=True, argent=True)
_ORDINAL = re.compile(r"(?:n°|no?|num|numero|ligne|ordre|axe|volet|pilier|page|version|id|rang)\b")
"""Titles of columns whose numbers only number the rows."""

_DETAIL = re.compile(
    r"(?<![a-z])(?:ville|local|commune|quartier|secteur|site|insee|territoire|sexe|genre|femme|homme|age(?![a-z])|tranche"
    r"|public|parcours|modalite|dont|unite|type|categorie|nature)"
)
"""Words of a title that announce a breakdown."""


def verify_colonnes(
    table: TableLue, type_depot: TypeDepot, contrat: ContratLu, dites: Collection[int] = ()
) -> list[Probleme]:
    """Ask about the columns nobody reads that hold places, numbers or a breakdown (C30); name the others (I20).

    Of dites, the numbers of the columns the person spoke of, nothing is left to say.
    """
    noms = _list_noms_de_lieux(contrat)
    tues = [colonne for colonne in table.colonnes if colonne.entete.colonne not in dites and colonne.remplies]
    questions = [_say_ignoree(colonne, noms) for colonne in list_ignorees(tues)]
    return questions + list(_ask_precisions(tues, type_depot, contrat))


def _ask_precisions(colonnes: Iterable[ColonneLue], type_depot: TypeDepot, contrat: ContratLu) -> Iterator[Probleme]:
    """Ask about the columns to fill whose title adds words of unknown effect, or another quarter than its own (C33)."""
    par_nom = {colonne.nom: colonne for colonne in COLONNES[type_depot] if colonne.saisie}
    unites = frozenset(mot for i in contrat.indicateurs for mot in fold(i.unite).split() if mot.isalpha())
    for colonne in colonnes:
        entete, modele = colonne.entete, par_nom.get(colonne.entete.nom or "")
        if modele is None or modele.nature == "texte" or not entete.precision:
            continue
        fixes = dict(entete.fixes)
        autre = "trimestre" in fixes and find_periode(entete.precision).is_autre(
            int(fixes["annee"]), int(fixes["trimestre"][1:])
        )
        if autre or has_inconnu(entete.precision, modele.nature == "argent", unites):
            lieu, precision = entete.lieu, entete.precision
            yield build_probleme("C33", colonne=lieu, titre=lieu, precision=precision, modele=modele.intitule)


def _say_ignoree(colonne: ColonneLue, noms: frozenset[str]) -> Probleme:
    lieu, quoi = colonne.lieu, _find_contenu(colonne, noms)
    if not quoi:
        return build_probleme("I20", colonne=lieu, titre=lieu, nombre=colonne.remplies)
    exemples = ", ".join(f"«\u00a0{texte}\u00a0»" for texte in colonne.exemples[:EXEMPLES_DITS])
    return build_probleme("C30", colonne=lieu, titre=lieu, quoi=quoi, exemples=exemples)


def _list_noms_de_lieux(contrat: ContratLu) -> frozenset[str]:
    """Every writing of a place of the contract, the whole name or its first word."""
    places = [t for t in contrat.territoires if t.type is not TypeTerritoire.DEPARTEMENT]
    noms = {to_cle(ecriture) for t in places for ecriture in (t.nom, t.code)}
    return frozenset(noms | {to_cle(t.nom.replace("-", " ").split(" ")[0]) for t in places})


def _find_contenu(colonne: ColonneLue, noms: frozenset[str]) -> str:
    """Say what a column nobody reads holds, '' when it is only words."""
    if colonne.entete.interdit:
        return f"des données (son titre dit «\u00a0{colonne.entete.interdit}\u00a0»)"
    if any(to_cle(texte) in noms for texte in colonne.exemples):
        return "des lieux"
    if _DETAIL.search(fold(colonne.entete.texte)):
        return "un détail (lieu, public ou modalité)"
    if _ORDINAL.match(fold(colonne.entete.texte).strip()):
        return ""
    return "des nombres" if any(_is_nombre(colonne, texte) for texte in colonne.exemples) else ""


def _is_nombre(colonne: ColonneLue, texte: str) -> bool:
    lu = read_nombre(Cellule(0, colonne.entete.colonne, texte), _N_IMPORTE_QUELLE)
    return lu.valeur is not None


def list_periodes_dites(table: TableLue, type_depot: TypeDepot) -> dict[str, PeriodeDite]:
    """Give the period that the title of each column to fill speaks of, for those that speak of one."""
    saisies = {colonne.nom for colonne in COLONNES[type_depot] if colonne.saisie}
    dites = {e.nom: find_periode(e.precision) for e in table.entetes if e.nom in saisies and not e.fixes}
    return {str(nom): dite for nom, dite in dites.items() if any(dite)}


def check_periodes(examens: Iterable[Examen], dites: dict[str, PeriodeDite]) -> None:
    """Refuse the rows of another quarter than the one the title of a filled column says (V31)."""
    for examen, nom, dite in _list_cellules_datees(examens, dites):
        periode = examen.periode
        if periode is not None and dite.is_autre(periode.annee, periode.numero):
            examen.record("V31", nom, dite=dite, periode=periode.libelle)


def _list_cellules_datees(
    examens: Iterable[Examen], dites: dict[str, PeriodeDite]
) -> Iterator[tuple[Examen, str, PeriodeDite]]:
    if dites:
        yield from ((examen, nom, dite) for examen in examens for nom, dite in dites.items() if examen.has(nom))
