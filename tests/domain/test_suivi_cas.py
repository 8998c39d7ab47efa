"""The tables of cases that a member of the committee can read, run through the whole follow-up."""

from typing import Any

import pytest

from tests.domain.lecture_cas import build_ligne, read_attendu, read_cas, read_obtenu

STATUTS = read_cas("statuts.yaml")


def to_espaces_simples(valeur: Any) -> Any:
    """Fine spaces are French typography; the tables are typed with plain ones."""
    return valeur.replace("\u202f", " ").replace("\u00a0", " ") if isinstance(valeur, str) else valeur


@pytest.mark.parametrize("cas", STATUTS, ids=[cas["cas"] for cas in STATUTS])
def test_each_case_of_the_table_reads_as_written(cas: dict[str, Any]) -> None:
    ligne = build_ligne(cas)
    obtenu = {nom: to_espaces_simples(read_obtenu(ligne, nom)) for nom in cas["attendu"]}
    assert obtenu == {nom: read_attendu(nom, valeur) for nom, valeur in cas["attendu"].items()}


def test_no_two_cases_have_the_same_name() -> None:
    assert len({cas["cas"] for cas in STATUTS}) == len(STATUTS)
