"""The defaults of Jalons are conventions within their own bounds, the very ones the first contract was given."""

from lib.domain.phrases import format_texte
from lib.domain.seuils import get_attendu, is_convention
from lib.domain.seuils_par_defaut import DEFAUTS, SOURCE, UNITES, list_manquants
from tests.contrat_complet import read_contrat


def test_the_defaults_are_what_the_first_contract_sets() -> None:
    ecrits = {s.code: (format_texte(s.libelle), s.valeur, s.unite) for s in read_contrat().seuils}
    assert {code: (s.libelle, s.valeur, s.unite) for code, s in DEFAUTS.items()} == {c: ecrits[c] for c in DEFAUTS}
    assert {code: unite for code, (_, _, unite) in ecrits.items()}.items() <= UNITES.items()


def test_each_default_may_be_set_and_says_what_it_is() -> None:
    assert [s.code for s in DEFAUTS.values() if not is_convention(s) or get_attendu(s) or s.source != SOURCE] == []
    assert all(seuil.explication.endswith(".") for seuil in DEFAUTS.values())


def test_only_what_is_not_set_is_missing() -> None:
    assert list_manquants(read_contrat().seuils) == []
    assert [seuil.code for seuil in list_manquants([DEFAUTS["saut"]])] == [code for code in DEFAUTS if code != "saut"]
