"""A row that repeats the cells of others is judged as if it came first: nothing is said less, nothing more."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.nomenclatures import StatutResultat, TypeDepot
from lib.domain.tableau import GenreCellule
from lib.domain.verification import RapportVerification
from lib.imports import regles_resultats
from lib.imports.regles_cadre import Cadre, RegleIndicateur
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, Contenu, build_contrat, build_resultat, build_table

Ligne = dict[str, Contenu]
CONTRAT = build_contrat(
    resultats=(
        build_resultat("S.1.2-02", "2025-T1", "40"),
        replace(build_resultat("S.1.2-02", "2025-T2", "41"), statut=StatutResultat.PROVISOIRE),
    )
)
CELLULES: dict[str, list[Contenu]] = {
    "code_indicateur": [*sorted(CONTRAT.indicateur_par_code), "s.1.2-02", "Z.9", ""],
    "libelle": ["", *sorted({i.libelle for i in CONTRAT.indicateurs}), "Un libellé de personne"],
    "unite": ["", "jeunes", "k€", "%", "mètres"],
    "annee": ["2024", "2025", "2019", ""],
    "trimestre": ["T1", "T2", "T3", "2e trimestre", "T9"],
    "territoire": ["", "DEP", "94028", "Créteil", "Ailleurs"],
    "ventilation": ["", "parcours:emploi", "parcours:autre"],
    "valeur": [
        *("", "3", "348", "12,5", "0,4", "150", "-2", "45931", "Idem", "ND", "EFFACER", "douze", "1.234"),
        *(("0.4", genre) for genre in (GenreCellule.NOMBRE, GenreCellule.POURCENTAGE, GenreCellule.DATE)),
    ],
    "numerateur": ["", "3", "45931"],
    "denominateur": ["", "12", "0"],
    "statut": ["", "Provisoire", "Sans objet", "Autre"],
    "commentaire": ["", "RAS", "ecrire@ici.fr", "EFFACER"],
    "valeur_connue": ["", "12", "41"],
}
LIGNES = st.fixed_dictionaries({nom: st.sampled_from(cellules) for nom, cellules in CELLULES.items()})
ORDINAIRE: Ligne = dict.fromkeys(CELLULES, "") | {"annee": "2025", "trimestre": "T1", "valeur": "348"}
CODES = st.sampled_from(sorted(CONTRAT.indicateur_par_code))


class Oublieux(dict[object, object]):
    """A memory that keeps nothing."""

    def __setitem__(self, cle: object, valeur: object) -> None:
        pass


@contextmanager
def forget() -> Iterator[None]:
    """Have every row read from its own cells, whatever was read before."""
    init, get_regle = Cadre.__init__, Cadre.get_regle

    def init_oublieux(cadre: Cadre, *arguments: object) -> None:
        init(cadre, *arguments)
        cadre.lieux_lus = Oublieux()

    def get_oublieuse(cadre: Cadre, *arguments: object) -> RegleIndicateur:
        return replace(get_regle(cadre, *arguments), mesures_lues=Oublieux())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cadre, "__init__", init_oublieux)
        patch.setattr(Cadre, "get_regle", get_oublieuse)
        yield


def verify(*lignes: Ligne, contrat: ContratLu = CONTRAT) -> RapportVerification:
    return verify_table(
        build_table(TypeDepot.RESULTATS, *lignes), TypeDepot.RESULTATS, contrat, CONTRIBUTEUR, AUJOURD_HUI
    )


@given(st.data())
def test_a_row_says_the_same_whatever_was_read_before_it(data: st.DataObject) -> None:
    modele = ORDINAIRE | {"code_indicateur": data.draw(CODES)}
    lignes = [modele]
    for tiree in data.draw(st.lists(LIGNES, min_size=1, max_size=8)):
        changees = data.draw(st.sets(st.sampled_from(sorted(CELLULES)), max_size=3))
        lignes.append(modele | {nom: tiree[nom] for nom in changees})
    rapport = verify(*lignes)
    with forget():
        assert verify(*lignes) == rapport


def test_cells_already_read_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lus: list[object] = []
    read_mesure = regles_resultats.read_mesure

    def read_et_compte(*arguments: object) -> object:
        lus.append(arguments)
        return read_mesure(*arguments)

    monkeypatch.setattr(regles_resultats, "read_mesure", read_et_compte)
    communes = sorted(CONTRAT.territoire_par_code)
    lignes = [ORDINAIRE | {"code_indicateur": "S.1.2-02", "territoire": commune} for commune in communes]
    rapport = verify(*lignes)
    assert [isinstance(ligne.fait, Resultat) for ligne in rapport.lignes] == [True] * len(communes)
    assert len(communes) > 1 == len(lus)
    with forget():
        verify(*lignes)
    assert len(lus) == 1 + len(communes)


def list_codes(rapport: RapportVerification) -> list[list[str]]:
    return [[probleme.code for probleme in ligne.problemes] for ligne in rapport.lignes]


def test_a_place_and_a_quarter_both_known_may_not_go_together() -> None:
    sien = ORDINAIRE | {"code_indicateur": "S.1.2-01"}
    autre = ORDINAIRE | {"code_indicateur": "V2.2-01", "annee": "2024"}
    axes = [axe if axe.code == "V2" else replace(axe, debut=date(2025, 1, 1)) for axe in CONTRAT.axes]
    rapport = verify(sien, autre, sien | {"annee": "2024"}, contrat=replace(CONTRAT, axes=tuple(axes)))
    assert list_codes(rapport) == [[], [], ["C18"]]


def test_a_share_below_one_is_asked_wherever_the_quarter_before_does_not_explain_it() -> None:
    contrat = build_contrat(resultats=(build_resultat("S.2.1-01", "2024-T4", "0.7"),))
    sienne = ORDINAIRE | {"code_indicateur": "S.2.1-01", "valeur": "0,8"}
    rapport = verify(sienne, sienne | {"territoire": "94028"}, contrat=contrat)
    assert list_codes(rapport) == [[], ["C03"]]


@pytest.mark.parametrize(("genre", "code"), [(GenreCellule.DATE, "V02"), (GenreCellule.ERREUR, "V03")])
def test_a_text_read_as_a_figure_is_not_one_in_a_cell_of_another_kind(genre: GenreCellule, code: str) -> None:
    nombre = ORDINAIRE | {"code_indicateur": "S.1.2-01", "valeur": ("60", GenreCellule.NOMBRE)}
    rapport = verify(nombre, nombre | {"territoire": "94028", "valeur": ("60", genre)})
    assert list_codes(rapport) == [[], [code]]
