"""Files dropped together: what two of them both say, whether they agree, and what may be done with each."""

from decimal import Decimal
from typing import Any

import pytest

from lib.domain.comparaison import EtatLigne, LigneComparee
from lib.domain.contrat import Fait
from lib.domain.ensembles import (
    EtatFichier,
    get_etat_fichier,
    has_meme_contenu,
    list_rangs,
    list_recoupements,
)
from lib.domain.faits import Execution, Resultat
from lib.domain.nomenclatures import Financeur, StatutResultat, TypeDepot
from lib.domain.verification import LigneVerifiee


def make_fait(valeur: Any = 28, code: str = "S.1.3-01", **champs: Any) -> Resultat:
    nombre = None if valeur is None else Decimal(valeur)
    return Resultat(indicateur=code, annee=2025, trimestre=2, valeur=nombre, **champs)


def make_ligne(fait: Fait | None, etat: EtatLigne = EtatLigne.NOUVEAU) -> LigneComparee:
    return LigneComparee(etat, 2, None, fait, LigneVerifiee(2, cle=fait.cle if fait else None, fait=fait))


def make_fichier(*faits: Fait, etat: EtatLigne = EtatLigne.NOUVEAU) -> tuple[TypeDepot, list[LigneComparee]]:
    return TypeDepot.RESULTATS, [make_ligne(fait, etat) for fait in faits]


@pytest.mark.parametrize(
    ("un", "autre", "meme"),
    [
        (make_fait(), make_fait(), True),
        (make_fait(), make_fait(31), False),
        (make_fait("28.0"), make_fait(28), True),
        (make_fait(), make_fait(statut=StatutResultat.PROVISOIRE), False),
        (make_fait(), make_fait(numerateur=Decimal(1), denominateur=Decimal(2)), False),
        (make_fait(None, texte="oui"), make_fait(None, texte="non"), False),
        (make_fait(), make_fait(ligne=7, lot=3), True),
        (make_fait(), make_fait(commentaire="relevé"), True),
        (make_fait(commentaire="relevé des villes"), make_fait(commentaire="relevé"), False),
        (make_fait(efface=True), make_fait(), False),
        (make_fait(efface=True), make_fait(31, efface=True), True),
    ],
)
def test_when_two_facts_say_the_same(un: Resultat, autre: Resultat, meme: bool) -> None:
    assert has_meme_contenu(un, autre) is meme
    assert has_meme_contenu(autre, un) is meme


def test_a_datum_said_once_is_no_overlap() -> None:
    assert list_recoupements([make_fichier(make_fait()), make_fichier(make_fait(code="S.1.3-02"))]) == []


def test_two_files_that_differ_are_in_disagreement_with_what_each_says() -> None:
    (recoupement,) = list_recoupements([make_fichier(make_fait()), make_fichier(), make_fichier(make_fait(31))])
    assert not recoupement.en_accord
    assert [(rang, getattr(fait, "valeur", None)) for rang, fait in recoupement.dits] == [(0, 28), (2, 31)]


def test_of_three_files_one_that_differs_puts_all_three_in_disagreement() -> None:
    recoupements = list_recoupements(
        [make_fichier(make_fait()), make_fichier(make_fait()), make_fichier(make_fait(31))]
    )
    assert list_rangs(recoupements, en_accord=False) == {0, 1, 2}
    assert list_rangs(recoupements, en_accord=True) == set()


def test_two_files_that_say_the_same_are_told_apart_from_those_that_differ() -> None:
    recoupements = list_recoupements(
        [make_fichier(make_fait(), make_fait(5, "X-01")), make_fichier(make_fait()), make_fichier(make_fait(6, "X-01"))]
    )
    assert (list_rangs(recoupements, en_accord=True), list_rangs(recoupements, en_accord=False)) == ({0, 1}, {0, 2})


@pytest.mark.parametrize("etat", [EtatLigne.INCHANGE, EtatLigne.A_CONFIRMER, EtatLigne.CONFLIT, EtatLigne.MODIFIE])
def test_what_a_file_repeats_of_the_store_or_still_asks_about_counts_as_said(etat: EtatLigne) -> None:
    recoupements = list_recoupements([make_fichier(make_fait(), etat=etat), make_fichier(make_fait(31))])
    assert list_rangs(recoupements, en_accord=False) == {0, 1}


def test_a_row_in_error_an_empty_row_and_a_value_left_alone_say_nothing() -> None:
    absent = LigneComparee(EtatLigne.ABSENT, None, make_fait(), make_fait())
    muettes = [make_ligne(make_fait(), EtatLigne.ERREUR), make_ligne(None, EtatLigne.VIDE), absent]
    assert list_recoupements([(TypeDepot.RESULTATS, muettes), make_fichier(make_fait(31))]) == []


def test_a_refused_file_overlaps_nothing() -> None:
    assert list_recoupements([(None, []), make_fichier(make_fait())]) == []


def test_two_kinds_of_files_never_overlap() -> None:
    depense = Execution(fiche="S.1.3", annee=2025, trimestre=2, financeur=Financeur.CD, montant=5)
    fichiers = [make_fichier(make_fait()), (TypeDepot.EXECUTIONS, [make_ligne(depense)])]
    assert list_recoupements(fichiers) == []


def test_amounts_that_differ_are_in_disagreement() -> None:
    depenses = [
        Execution(fiche="S.1.3", annee=2025, trimestre=2, financeur=Financeur.CD, montant=montant) for montant in (5, 6)
    ]
    fichiers = [(TypeDepot.EXECUTIONS, [make_ligne(depense)]) for depense in depenses]
    assert [recoupement.en_accord for recoupement in list_recoupements(fichiers)] == [False]


@pytest.mark.parametrize(
    ("illisible", "a_publier", "laissees", "motif", "desaccord", "etat"),
    [
        (True, 0, 0, False, False, EtatFichier.REFUSE),
        (False, 3, 0, False, False, EtatFichier.PRET),
        (False, 3, 1, False, False, EtatFichier.A_TRAITER),
        (False, 0, 1, False, False, EtatFichier.A_TRAITER),
        (False, 3, 0, True, False, EtatFichier.A_TRAITER),
        (False, 3, 0, False, True, EtatFichier.EN_DESACCORD),
        (False, 3, 1, True, True, EtatFichier.EN_DESACCORD),
        (False, 0, 1, False, True, EtatFichier.EN_DESACCORD),
        (False, 0, 0, False, True, EtatFichier.SANS_EFFET),
        (False, 0, 0, False, False, EtatFichier.SANS_EFFET),
    ],
)
def test_what_may_be_done_with_a_file(
    illisible: bool, a_publier: int, laissees: int, motif: bool, desaccord: bool, etat: EtatFichier
) -> None:
    assert get_etat_fichier(illisible, a_publier, laissees, motif, desaccord) is etat
