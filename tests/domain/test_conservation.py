import pytest

from lib.domain.bordereau import Bordereau, SortCellule
from lib.domain.comparaison import EtatLigne, LigneComparee
from lib.domain.conservation import build_bordereau, compute_sorts, format_bordereau, format_place, list_cellules
from lib.domain.faits import Resultat
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import ColonneLue, Entete, Remplies, Retouche
from lib.domain.verification import LigneVerifiee

FAIT = Resultat(indicateur="S.1.1-01", annee=2025, trimestre=1)
ERREUR = Probleme("V01", NiveauProbleme.ERREUR, "« x » n’est pas un nombre.", 2, "D « Valeur »", "x")


def ligne(
    etat: EtatLigne, *rangs: int, numero: int = 2, ecartes: tuple[int, ...] = (), problemes: tuple[Probleme, ...] = ()
) -> LigneComparee:
    verifiee = LigneVerifiee(numero, problemes=problemes, rangs=rangs, ecartes=ecartes)
    return LigneComparee(etat, numero, None, FAIT, verifiee)


def bordereau(**comptes: int) -> Bordereau:
    zeros = dict.fromkeys(("remplies", "publiees", "inchangees", "laissees", "ignorees"), 0)
    return Bordereau(**(zeros | {"recues": comptes.get("remplies", 0)} | comptes))


@pytest.mark.parametrize(
    ("etat", "sort"),
    [
        (EtatLigne.NOUVEAU, SortCellule.PUBLIEE),
        (EtatLigne.MODIFIE, SortCellule.PUBLIEE),
        (EtatLigne.INCHANGE, SortCellule.INCHANGEE),
        (EtatLigne.ERREUR, SortCellule.LAISSEE),
        (EtatLigne.A_CONFIRMER, SortCellule.LAISSEE),
        (EtatLigne.CONFLIT, SortCellule.LAISSEE),
        (EtatLigne.VIDE, SortCellule.LAISSEE),
    ],
)
def test_a_cell_has_the_end_of_its_row(etat: EtatLigne, sort: SortCellule) -> None:
    assert compute_sorts([ligne(etat, 4)]) == {(2, 4): sort}


def test_a_cell_that_several_rows_read_has_its_best_end() -> None:
    lues = [ligne(EtatLigne.ERREUR, 4, 6), ligne(EtatLigne.NOUVEAU, 5, 6)]
    assert compute_sorts(lues) == {
        (2, 4): SortCellule.LAISSEE,
        (2, 5): SortCellule.PUBLIEE,
        (2, 6): SortCellule.PUBLIEE,
    }


def test_a_cell_left_aside_by_a_published_row_is_left() -> None:
    assert compute_sorts([ligne(EtatLigne.NOUVEAU, 4, ecartes=(5,))])[2, 5] is SortCellule.LAISSEE


def test_a_file_does_not_balance_when_no_row_reads_one_of_its_cells() -> None:
    compte, inexpliquees = build_bordereau(Remplies({2: (4,), 3: (4, 5)}, {7: 2}), 5, {(2, 4): SortCellule.PUBLIEE})
    assert compte == bordereau(remplies=5, publiees=1, ignorees=2)
    assert [format_place(place) for place in inexpliquees] == ["D3", "E3"]


@pytest.mark.parametrize(
    ("compte", "publie", "ignorees", "phrase"),
    [
        (
            bordereau(remplies=12, publiees=11, laissees=1),
            True,
            (),
            "12 cellules remplies dans votre fichier = 11 publiées + 1 laissée de côté",
        ),
        (bordereau(remplies=1, publiees=1), False, (), "1 cellule remplie dans votre fichier = 1 à publier"),
        (
            bordereau(remplies=1_015, inchangees=1_013, ignorees=2),
            True,
            ("G « agent »",),
            "1 015 cellules remplies dans votre fichier = 1 013 déjà publiées + 2 ignorées (G « agent »)",
        ),
        (bordereau(), False, (), "0 cellule remplie dans votre fichier"),
        (
            bordereau(recues=12, remplies=11, publiees=11),
            True,
            (),
            "12 cellules remplies dans votre fichier, 11 après vos corrections = 11 publiées",
        ),
        (bordereau(recues=2), False, (), "2 cellules remplies dans votre fichier, 0 après vos corrections"),
    ],
)
def test_the_balance_is_one_line(compte: Bordereau, publie: bool, ignorees: tuple[str, ...], phrase: str) -> None:
    ecrite = format_bordereau(compte, publie, ignorees)
    assert ecrite.replace("\u00a0", " ").replace("\u202f", " ") == phrase


def test_what_is_left_ignored_or_corrected_is_listed_once_with_its_message() -> None:
    lignes = [
        ligne(EtatLigne.ERREUR, 4, problemes=(ERREUR, ERREUR)),
        ligne(EtatLigne.NOUVEAU, 4, numero=3, problemes=(ERREUR,)),
    ]
    colonnes = [
        ColonneLue(Entete(7, "agent"), 2),
        ColonneLue(Entete(8, "vide"), 0),
        ColonneLue(Entete(4, "v", "valeur"), 3),
    ]
    cellules = list_cellules(lignes, [], [Retouche(5, 4, "douze", "12")], colonnes)
    assert [(c.sort, c.numero, c.colonne) for c in cellules] == [
        (SortCellule.LAISSEE, 2, "D « Valeur »"),
        (SortCellule.CORRIGEE, 5, "D"),
        (SortCellule.IGNOREE, 0, "G «\u00a0agent\u00a0»"),
    ]
    assert (cellules[0].message, cellules[1].lu, cellules[1].ecrit) == (ERREUR.message, "douze", "12")
