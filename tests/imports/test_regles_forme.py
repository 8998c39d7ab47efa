"""Commas: a figure cut in two by the separator of its file is refused, whatever column its decimals fell in."""

from datetime import date

import pytest

from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from tests.factories import CONTRIBUTEUR, build_contrat

R, E = TypeDepot.RESULTATS, TypeDepot.EXECUTIONS


def verify(type_depot: TypeDepot, titres: str, ligne: str) -> list[Probleme]:
    table, _, problemes = read_fichier(f"{titres}\n{ligne}\n".encode(), "x.csv", type_depot)
    assert table is not None, problemes
    return verify_table(table, type_depot, build_contrat(), CONTRIBUTEUR, date(2025, 8, 15)).list_problemes()


CLES = "code_indicateur,annee,trimestre"


@pytest.mark.parametrize(
    ("type_depot", "titres", "ligne"),
    [
        (R, f"{CLES},valeur,commentaire", "S.2.1-01,2025,T2,75,5"),
        (R, f"{CLES},valeur,commentaire", "S.2.1-01,2025,T2,75,5 %"),
        (R, f"{CLES},valeur,note", "S.2.1-01,2025,T2,75,5"),
        (R, f"{CLES},valeur,libelle", "S.2.1-01,2025,T2,75,5"),
        (R, f"{CLES},valeur,unite", "S.2.1-01,2025,T2,75,5"),
        (R, f"{CLES},valeur,statut", "S.1.2-02,2025,T2,75,5"),
        (R, f"{CLES},valeur,numerateur", "S.1.2-02,2025,T2,75,5"),
        (E, "code_fiche,annee,trimestre,financeur,montant_realise,commentaire", "S.1.2,2025,T2,État,20145,50 €"),
        (E, "code_fiche,annee,trimestre,financeur,montant_realise,commentaire", "S.1.2,2025,T2,État,20 145,50"),
    ],
)
def test_a_figure_cut_in_two_is_refused(type_depot: TypeDepot, titres: str, ligne: str) -> None:
    assert "L19" in [p.code for p in verify(type_depot, titres, ligne)]


@pytest.mark.parametrize(
    ("titres", "ligne"),
    [
        (f"{CLES},valeur,commentaire", '"S.1.2-02","2025","T2","350","12"'),
        (f"{CLES},valeur,commentaire", 'S.2.1-01,2025,T2,"75,5",relevé'),
        (f"{CLES},valeur,numerateur,denominateur", "S.2.1-01,2025,T2,75,60,80"),
        ("code_indicateur,T1 2025,T2 2025", "S.1.2-02,12,15"),
    ],
)
def test_two_figures_that_are_each_their_own_are_read(titres: str, ligne: str) -> None:
    assert "L19" not in [p.code for p in verify(R, titres, ligne)]


@pytest.mark.parametrize(
    ("titres", "ligne", "offerte"),
    [
        (f"{CLES},valeur", '"S.1.2-02,2025,T2,12"', "S.1.2-02,2025,T2,12"),
        (f"{CLES},valeur", "S.2.1-01,2025,T2,12,5", 'S.2.1-01,2025,T2,"12,5"'),
        (f"{CLES},valeur", "S.1.2-02,,2025,T2,12", "S.1.2-02,2025,T2,12"),
        (f"{CLES},valeur", "S.9.9-99,,2025,T2,12", None),
        (f"{CLES},valeur,commentaire", "S.1.2-02,2025,T2,,12,", "S.1.2-02,2025,T2,12,"),
    ],
)
def test_only_a_row_that_reads_is_offered(titres: str, ligne: str, offerte: str | None) -> None:
    propositions = [p.propositions for p in verify(R, titres, ligne) if p.code in ("L08", "L15")]
    assert propositions == [(offerte,) if offerte else ()]
