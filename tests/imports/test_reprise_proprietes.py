"""Whatever the tracker, no figure is read at a wrong key: it is read at its own, or asked, or left with its reason."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from lib.domain.correspondances import A_DIRE, read_role
from lib.domain.droits import Acteur, Role
from lib.domain.nomenclatures import TypeDepot
from lib.domain.reprises import FeuilleProposee, Reponses, TableauPropose, UsageColonne
from lib.imports.lecture import Consignes, read_feuilles, read_fichier
from lib.imports.reprise import propose_feuille
from lib.imports.reprise_outils import Outils
from lib.imports.verification import verify_table
from tests.contrat_complet import read_contrat
from tests.imports.suivis import DISPOSITIONS, Cle, FeuilleSuivi, Suivi, make_suivi

TIRAGES = 30
"""Trackers drawn per layout."""

LUS_AU_MOINS = {"make_pieges": 0.0, "make_lieux": 0.4, "make_trimestres_en_lignes": 0.5}
"""Share of the results read without any answer, by layout: the labels drawn are not all the contract's."""


@cache
def get_outils() -> Outils:
    return Outils(read_contrat())


def write_suivi(suivi: Suivi, graine: int) -> tuple[bytes, str]:
    if len(suivi.feuilles) == 1 and graine % 3 == 0:
        separateur, encodage = ((";", "cp1252"), ("\t", "utf-8"), (";", "utf-8-sig"))[graine // 3 % 3]
        return suivi.to_csv(separateur, encodage), f"{suivi.nom}.csv"
    return suivi.to_xlsx(), f"{suivi.nom}.xlsx"


def propose(contenu: bytes, nom: str, reponses: Reponses) -> list[FeuilleProposee]:
    feuilles, problemes = read_feuilles(contenu, nom)
    assert not problemes
    return [propose_feuille(feuille, get_outils(), reponses, nom) for feuille in feuilles]


def read_lues(contenu: bytes, nom: str, tableau: TableauPropose) -> Iterator[tuple[tuple[int, int], Cle | None]]:
    """Give each cell that the rules of an upload read as a value, and its datum; None when the row is left."""
    consignes = Consignes(choisie=tableau.choisie)
    table, type_depot, problemes = read_fichier(contenu, nom, TypeDepot.RESULTATS, consignes)
    assert table is not None and type_depot is not None, [p.message for p in problemes]
    acteur = Acteur(Role.ADMINISTRATEUR)
    rapport = verify_table(table, type_depot, read_contrat(), acteur, date(2026, 8, 1))
    for ligne, verifiee in zip(table.lignes, rapport.lignes, strict=True):
        if not (cellule := ligne.get_cellule("valeur")) or cellule.est_vide:
            continue
        cle = None if ligne.ecart is not None or verifiee.cle is None else verifiee.cle
        if cle is None:
            assert verifiee.problemes, f"ligne {ligne.numero} laissée sans message"
        yield (ligne.numero, cellule.colonne), cle and (str(cle[0]), int(str(cle[1])), int(str(cle[2])), str(cle[3]))


def is_dit(feuille: FeuilleProposee, place: tuple[int, int]) -> bool:
    """Whether a cell that was not read is accounted for: its sheet, table, column or row says why."""
    if not feuille.tableaux:
        return bool(feuille.raison)
    for tableau in feuille.tableaux:
        if not tableau.lignes[0] <= place[0] <= tableau.lignes[1]:
            continue
        if tableau.questions or not tableau.valeurs:
            return True
        for colonne in tableau.colonnes:
            if colonne.numero == place[1] and colonne.usage in (UsageColonne.A_DIRE, UsageColonne.IGNOREE):
                return bool(colonne.raison)
    return False


def check_suivi(graine: int, reponses: Reponses) -> Counter[str]:
    """Check every figure of a tracker; count those read and those left."""
    suivi = make_suivi(graine)
    contenu, nom = write_suivi(suivi, graine)
    compte: Counter[str] = Counter()
    for verite, feuille in zip(suivi.feuilles, propose(contenu, nom, reponses), strict=True):
        lues = {place: cle for t in feuille.tableaux if t.est_lisible for place, cle in read_lues(contenu, nom, t)}
        check_cles(graine, verite, lues)
        for place in verite.verite:
            assert place in lues or is_dit(feuille, place), f"{graine} {feuille.nom} {place} : passée sous silence"
            compte["lue" if lues.get(place) else "laissée"] += 1
    return compte


def check_cles(graine: int, verite: FeuilleSuivi, lues: dict[tuple[int, int], Cle | None]) -> None:
    for place, cle in lues.items():
        if cle is not None:
            assert place in verite.verite, f"{graine} {verite.nom} {place} : {cle} n’est pas un résultat"
            assert cle == verite.verite[place], f"{graine} {verite.nom} {place}"


def accept_proches(graine: int) -> Reponses:
    """Answer as someone who accepts every close label proposed, and nothing else."""
    suivi = make_suivi(graine)
    contenu, nom = write_suivi(suivi, graine)
    libelles = {
        libelle.cle: libelle.suggestions[0][0]
        for feuille in propose(contenu, nom, Reponses())
        for tableau in feuille.tableaux
        for libelle in tableau.libelles
        if libelle.lu_comme == A_DIRE and libelle.certitude == "proche"
    }
    assert all(read_role(code).nom in read_contrat().indicateur_par_code for code in libelles.values())
    return Reponses(libelles=libelles)


@pytest.mark.parametrize("rang", range(len(DISPOSITIONS)), ids=lambda rang: DISPOSITIONS[rang].__name__)
def test_no_figure_is_read_at_a_wrong_key_and_none_is_left_in_silence(rang: int) -> None:
    compte: Counter[str] = Counter()
    for graine in range(rang, TIRAGES * len(DISPOSITIONS), len(DISPOSITIONS)):
        compte += check_suivi(graine, Reponses())
    total = compte["lue"] + compte["laissée"]
    assert compte["lue"] >= LUS_AU_MOINS.get(DISPOSITIONS[rang].__name__, 0.6) * total, compte


@pytest.mark.parametrize("rang", range(len(DISPOSITIONS)), ids=lambda rang: DISPOSITIONS[rang].__name__)
def test_accepting_every_close_label_reads_no_figure_at_a_wrong_key_either(rang: int) -> None:
    for graine in range(rang, 12 * len(DISPOSITIONS), len(DISPOSITIONS)):
        check_suivi(graine, accept_proches(graine))
