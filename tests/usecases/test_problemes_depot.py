import pytest

from lib.domain.comparaison import EtatLigne, LigneComparee
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.usecases.problemes_depot import LigneLaissee, list_laissees


def make_ligne(etat: EtatLigne, numero: int | None) -> LigneComparee:
    return LigneComparee(etat, numero, None, None)


def make_probleme(code: str, niveau: NiveauProbleme, ligne: int | None) -> Probleme:
    return Probleme(code, niveau, f"{code} {ligne or 'fichier'}", ligne=ligne)


LIGNES = [
    make_ligne(EtatLigne.NOUVEAU, 2),
    make_ligne(EtatLigne.ERREUR, 3),
    make_ligne(EtatLigne.A_CONFIRMER, 4),
    make_ligne(EtatLigne.CONFLIT, 5),
    make_ligne(EtatLigne.ERREUR, 3),
    make_ligne(EtatLigne.ABSENT, None),
]
PROBLEMES = [
    make_probleme("V01", NiveauProbleme.ERREUR, 3),
    make_probleme("C05", NiveauProbleme.A_CONFIRMER, 3),
    make_probleme("I04", NiveauProbleme.INFORMATION, 4),
    make_probleme("C04", NiveauProbleme.A_CONFIRMER, 4),
    make_probleme("C05", NiveauProbleme.A_CONFIRMER, 4),
    make_probleme("C07", NiveauProbleme.A_CONFIRMER, 5),
    make_probleme("F10", NiveauProbleme.A_CONFIRMER, None),
]


@pytest.mark.parametrize(
    ("accepter", "de_la_quatre"),
    [
        (frozenset(), ("C04 4", "C05 4")),
        (frozenset({"C04"}), ("C05 4",)),
        (frozenset({"C04", "C05"}), ("F10 fichier",)),
    ],
)
def test_each_row_left_out_says_what_keeps_it_out(accepter: frozenset[str], de_la_quatre: tuple[str, ...]) -> None:
    assert list_laissees(LIGNES, PROBLEMES, accepter) == [
        LigneLaissee(3, ("V01 3",)),
        LigneLaissee(4, de_la_quatre),
        LigneLaissee(5, ("C07 5",)),
    ]
