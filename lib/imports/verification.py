"""From a table read to facts or problems: every rule of an upload, in one call that neither raises nor writes."""

from collections.abc import Callable
from datetime import date

from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import TableLue
from lib.domain.verification import LigneVerifiee, RapportVerification
from lib.imports.regles_argent import (
    read_enveloppe,
    read_execution,
    read_reperes_enveloppe,
    read_reperes_execution,
    read_reperes_report,
    read_report,
    verify_executions_ensemble,
)
from lib.imports.regles_cadre import SAISIES, Cadre
from lib.imports.regles_cibles import read_cible, read_contexte, read_reperes_cible, read_reperes_contexte
from lib.imports.regles_ensemble import build_series, group_lignes, merge_doubles, verify_resultats_ensemble
from lib.imports.regles_examen import Examen
from lib.imports.regles_gris import Gris
from lib.imports.regles_resultats import is_ligne_vide, read_reperes, read_resultat
from lib.imports.regles_sommes import Sommes
from lib.imports.regles_versements import read_reperes_versement, read_versement

_LECTEURS: dict[TypeDepot, Callable[[Examen, Cadre], Fait | None]] = {
    TypeDepot.RESULTATS: read_resultat,
    TypeDepot.EXECUTIONS: read_execution,
    TypeDepot.CIBLES: read_cible,
    TypeDepot.ENVELOPPES: read_enveloppe,
    TypeDepot.VERSEMENTS: read_versement,
    TypeDepot.REPORTS: read_report,
    TypeDepot.CONTEXTE: read_contexte,
}

_REPERES: dict[TypeDepot, Callable[[Examen, Cadre], object]] = {
    TypeDepot.RESULTATS: read_reperes,
    TypeDepot.EXECUTIONS: read_reperes_execution,
    TypeDepot.CIBLES: read_reperes_cible,
    TypeDepot.ENVELOPPES: read_reperes_enveloppe,
    TypeDepot.VERSEMENTS: read_reperes_versement,
    TypeDepot.REPORTS: read_reperes_report,
    TypeDepot.CONTEXTE: read_reperes_contexte,
}
"""What reads only which datum a row is about: the first step of the readers above."""


def verify_table(
    table: TableLue, type_depot: TypeDepot, contrat: ContratLu, acteur: Acteur, aujourd_hui: date
) -> RapportVerification:
    """Verify a table read; aujourd_hui tells the quarters that have begun.

    A row with an error has no fact; one to confirm has the fact of the reading proposed; a row that repeats another
    has none. Rows whose white cells are all empty are « vides » and blamed for nothing.
    """
    cadre = Cadre(contrat, acteur, aujourd_hui)
    gris = Gris(cadre, type_depot)
    examens = _list_examens(table, type_depot)
    for examen in examens:
        examen.vide = _is_vide(examen, type_depot)
        _record_constats(examen)
        if examen.vide or examen.bloquee:
            _read_cle_seule(examen, cadre, type_depot)
            if examen.vide and not examen.bloquee:
                gris.check(examen)
        else:
            examen.fait = _LECTEURS[type_depot](examen, cadre)
    merge_doubles(examens)
    if type_depot is TypeDepot.RESULTATS:
        lignes = group_lignes(examens)
        series = build_series(lignes, cadre)
        verify_resultats_ensemble(lignes, series, cadre)
        Sommes(lignes, series, cadre).verify()
    elif type_depot is TypeDepot.EXECUTIONS:
        verify_executions_ensemble(examens, cadre)
    return RapportVerification(lignes=tuple(_to_ligne(examen) for examen in examens))


def _is_vide(examen: Examen, type_depot: TypeDepot) -> bool:
    """Whether a row says nothing; a comment alone is told."""
    if type_depot is not TypeDepot.RESULTATS:
        return not examen.has(*SAISIES[type_depot])
    vide = is_ligne_vide(examen)
    if vide and examen.has("commentaire"):
        examen.record("I08", "commentaire")
    return vide


def _record_constats(examen: Examen) -> None:
    """Say of a row what reading the workbook already found; of an empty one, only what its merged cells hide."""
    for constat in examen.ligne.constats:
        if constat.toujours or not examen.vide:
            examen.record(constat.code, constat.nom, **constat.champs)


def _read_cle_seule(examen: Examen, cadre: Cadre, type_depot: TypeDepot) -> None:
    """Read which datum a row is about, without blaming it for anything more."""
    problemes, bloquee = list(examen.problemes), examen.bloquee
    _REPERES[type_depot](examen, cadre)
    examen.problemes, examen.bloquee = problemes, bloquee


def _list_examens(table: TableLue, type_depot: TypeDepot) -> list[Examen]:
    """Prepare the rows, each cell being named by its letter and the header as the user wrote it."""
    titres = {entete.colonne: f"{entete.lettre} «\u00a0{entete.texte.strip()}\u00a0»" for entete in table.entetes}
    examens = [Examen(ligne, titres) for ligne in table.lignes]
    for examen, ligne in zip(examens, table.lignes, strict=True):
        if ligne.en_trop:
            remplies = len(examen.textes) + len(ligne.en_trop)
            en_trop = ", ".join(cellule.texte for cellule in ligne.en_trop)
            examen.record("L08", lu=en_trop, remplies=remplies, colonnes=len(table.entetes), en_trop=en_trop)
    return examens


def _to_ligne(examen: Examen) -> LigneVerifiee:
    return LigneVerifiee(
        numero=examen.numero,
        cle=examen.cle,
        fait=examen.fait,
        problemes=tuple(examen.problemes),
        vide=examen.vide,
        valeur_connue=examen.valeur_connue,
        a_valeur_connue=examen.a_valeur_connue,
    )
