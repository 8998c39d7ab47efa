"""What is sealed: whatever people bring that may be a name or a small count, and nothing of the public act."""

from decimal import Decimal

import pytest

from lib.domain.champs import get_champs, read_type
from lib.domain.contrat import Contexte, Fait
from lib.domain.faits import Resultat, Versement
from lib.domain.lots import NOMS, NOMS_AGREES, NOMS_DEPOT, NOMS_SUIVIS
from lib.domain.ruptures import Rupture
from lib.domain.scelles import get_scelles, seal_colonne
from tests.preuves import compute_cle, compute_engagement

SEL = bytes(range(32))


@pytest.mark.parametrize("nom", [*NOMS_SUIVIS.values(), *NOMS_DEPOT.values(), Contexte, Rupture])
def test_every_figure_and_every_free_word_that_people_bring_is_sealed(nom: type[Fait]) -> None:
    libres = {c for c, indication in get_champs(nom).items() if read_type(indication)[0] in (str, Decimal)}
    assert libres - set(get_scelles(nom)) - set(nom.CLE) == set()
    assert "source" in get_scelles(nom)


@pytest.mark.parametrize("nom", [nom for nom in NOMS_AGREES.values() if nom not in (Contexte, Rupture)])
def test_the_contract_is_a_public_act(nom: type[Fait]) -> None:
    assert get_scelles(nom) == ()


def test_codes_periods_and_amounts_stay_in_clear() -> None:
    assert get_scelles(Resultat) == ("commentaire", "denominateur", "numerateur", "source", "texte", "valeur")
    assert get_scelles(Versement) == ("commentaire", "reference", "source")
    assert all(set(get_scelles(nom)) <= {*get_champs(nom), "source"} for nom in NOMS.values())


def test_a_column_is_sealed_value_by_value_and_what_is_empty_stays_so() -> None:
    scellee = seal_colonne(SEL, "resultat", "valeur", ["3", None, "", "3"])
    cles = [compute_cle(SEL, "resultat", "valeur", rang) for rang in (1, 4)]
    assert scellee == [compute_engagement(cles[0], "3"), None, "", compute_engagement(cles[1], "3")]
    assert scellee[0] != scellee[3]


def test_no_two_places_nor_two_lots_seal_a_value_alike() -> None:
    sels = (SEL, bytes(32))
    lieux = [(sel, t, c) for sel in sels for t in ("a", "ab", "b") for c in ("a", "b", "bc")]
    scelles = [scelle for lieu in lieux for scelle in seal_colonne(*lieu, ["3"] * 12)]
    assert len(set(scelles)) == len(scelles) == 12 * len(lieux)
