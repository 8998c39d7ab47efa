"""From a table read to facts or problems: every rule of an upload, in one call that neither raises nor writes."""

from collections.abc import Callable, Iterable
from datetime import date

from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import MiseDeCote, TableLue
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
from lib.imports.regles_colonnes import check_periodes, list_periodes_dites
from lib.imports.regles_ensemble import build_series, group_lignes, merge_doubles, verify_resultats_ensemble
from lib.imports.regles_examen import Examen
from lib.imports.regles_forme import check_forme
from lib.imports.regles_gris import Gris, refuse_chiffre
from lib.imports.regles_lieu import read_reperes
from lib.imports.regles_resultats import is_ligne_vide, read_resultat
from lib.imports.regles_sommes import Sommes
from lib.imports.regles_valeurs import STATUTS_SANS_VALEUR
from lib.imports.regles_versements import read_reperes_versement, read_versement, verify_versements_ensemble

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


CLE_ILLISIBLE = frozenset({"L01", "L03", "L04", "L05", "L07", "L10", "L11", "L13", "V09", "V14", "B03"})
"""Problems that say which datum a row is about cannot be told."""


def verify_table(
    table: TableLue, type_depot: TypeDepot, contrat: ContratLu, acteur: Acteur, aujourd_hui: date
) -> RapportVerification:
    """Verify a table read; aujourd_hui tells the quarters that have begun.

    A row with an error has no fact; one to confirm has the fact of the reading proposed; a row that repeats another
    has none. Rows without a value are « vides »: they are only blamed for a key that does not read.
    """
    cadre = Cadre(contrat, acteur, aujourd_hui, type_depot)
    gris = Gris(cadre, type_depot)
    examens = _list_examens(table, cadre)
    for examen in examens:
        if examen.ligne.ecart is not None:
            _leave_aside(examen, examen.ligne.ecart)
            continue
        examen.vide = not examen.bloquee and _is_vide(examen, type_depot)
        if examen.ligne.constats:
            _record_constats(examen)
        if examen.vide or examen.bloquee:
            _read_cle_seule(examen, cadre, type_depot)
            if examen.vide:
                gris.check(examen)
        else:
            examen.fait = _LECTEURS[type_depot](examen, cadre)
            _check_dit(examen, type_depot)
    check_periodes(examens, list_periodes_dites(table, type_depot))
    merge_doubles(examens)
    if type_depot is TypeDepot.RESULTATS:
        lignes = group_lignes(examens)
        series = build_series(lignes, cadre)
        verify_resultats_ensemble(lignes, series, cadre)
        Sommes(lignes, series, cadre).verify()
    elif type_depot is TypeDepot.EXECUTIONS:
        verify_executions_ensemble(examens, cadre)
    elif type_depot is TypeDepot.VERSEMENTS:
        verify_versements_ensemble(examens, cadre)
    saisies = [colonne.nom for colonne in COLONNES[type_depot] if colonne.saisie]
    return RapportVerification(lignes=tuple(_to_ligne(examen, saisies) for examen in examens))


def _check_dit(examen: Examen, type_depot: TypeDepot) -> None:
    """Refuse a fact that says nothing: whatever the path, what is empty never takes a value's place."""
    fait = examen.fait
    if fait is None or getattr(fait, "valeur", None) is not None:
        return
    if fait.efface or getattr(fait, "statut", None) in STATUTS_SANS_VALEUR:
        return
    if getattr(fait, "texte", "") or getattr(fait, "montant", None) is not None:
        return
    nom = SAISIES[type_depot][0]
    examen.record("L07", nom, nom=nom, exemple="une valeur, ou une mention\u00a0: ND, À définir, Sans objet")


def _leave_aside(examen: Examen, ecart: MiseDeCote) -> None:
    """Say that a row is not read: the person chose so, or has not said yet what its label stands for."""
    examen.vide = ecart is MiseDeCote.IGNOREE
    nom = next((nom for nom in ("code_indicateur", "libelle") if examen.has(nom)), "")
    examen.record("I25" if examen.vide else "L25", nom)


def _is_vide(examen: Examen, type_depot: TypeDepot) -> bool:
    """Whether a row has no value; what it says all the same is told."""
    vide = is_ligne_vide(examen) if type_depot is TypeDepot.RESULTATS else not examen.has(*SAISIES[type_depot])
    seules = [c for c in COLONNES[type_depot] if c.saisie and examen.has(c.nom)] if vide else []
    if seules and not any(constat.code == "L20" for constat in examen.ligne.constats):
        if any(refuse_chiffre(examen, colonne.nom, SAISIES[type_depot][0]) for colonne in seules):
            return vide
        quoi = ", ".join(f"«\u00a0{colonne.intitule}\u00a0»" for colonne in seules)
        examen.record("I08", seules[0].nom, quoi=quoi, nom=SAISIES[type_depot][0])
    return vide


def _record_constats(examen: Examen) -> None:
    """Say of a row what reading the workbook already found; of an empty one, only what its merged cells hide."""
    for constat in examen.ligne.constats:
        if constat.toujours or not examen.vide:
            examen.record(constat.code, constat.nom, **constat.champs)


def _read_cle_seule(examen: Examen, cadre: Cadre, type_depot: TypeDepot) -> None:
    """Read which datum a row is about; a row without a value is only blamed for a key that does not read.

    What the person types themselves is not blamed while it is empty: a payment not made yet has no date.
    """
    problemes, bloquee = examen.problemes, examen.bloquee
    _REPERES[type_depot](examen, cadre)
    nouveaux = examen.problemes[len(problemes) :]
    saisies = {examen.ligne.colonnes.get(c.nom) for c in COLONNES[type_depot] if c.saisie and not examen.has(c.nom)}
    lisibles = tuple(p for p in nouveaux if p.code in CLE_ILLISIBLE and p.rang not in saisies)
    examen.problemes = problemes + (lisibles if examen.vide else ())
    examen.bloquee = bloquee or bool(examen.vide and lisibles)


def _list_examens(table: TableLue, cadre: Cadre) -> list[Examen]:
    """Prepare the rows, each cell being named by its letter and the header as the user wrote it."""
    titres = {entete.colonne: f"{entete.lettre} «\u00a0{entete.texte.strip()}\u00a0»" for entete in table.entetes}
    examens = [Examen(ligne, titres) for ligne in table.lignes]
    virgules = table.lecture.separateur == ","
    for examen in examens:
        if virgules or examen.ligne.doute is not None:
            check_forme(examen, table, cadre)
    return examens


def _to_ligne(examen: Examen, saisies: Iterable[str]) -> LigneVerifiee:
    ligne, textes, ecartes = examen.ligne, examen.textes, examen.ecartes
    rangs = ligne.remplies
    if not rangs:
        rangs = tuple([ligne.colonnes[nom] for nom in saisies if nom in textes and nom not in ecartes])
    return LigneVerifiee(
        examen.numero,
        examen.cle,
        examen.fait,
        examen.problemes,
        examen.vide,
        examen.valeur_connue,
        examen.a_valeur_connue,
        rangs,
        tuple([ligne.colonnes[nom] for nom in ecartes]),
    )
