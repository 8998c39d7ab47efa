"""Warnings confirmed are kept with the value, after its own source."""

from lib.domain.confirmations import get_confirmation, record_confirmation
from lib.domain.faits import Resultat

FAIT = Resultat(indicateur="X-01", annee=2025, trimestre=4)


def test_nothing_confirmed_leaves_the_fact_as_it_is() -> None:
    assert record_confirmation(FAIT, []) is FAIT
    assert get_confirmation(FAIT) == ""


def test_each_warning_is_kept_once_after_the_source() -> None:
    fait = record_confirmation(Resultat(indicateur="X-01", annee=2025, trimestre=4, source="CAF"), ["A.", "B.", "A."])
    assert fait.source == "CAF ; Confirmé au dépôt\u00a0: A. B."
    assert get_confirmation(fait) == "Confirmé au dépôt\u00a0: a. B."
