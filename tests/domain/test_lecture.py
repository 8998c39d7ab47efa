"""What a reading ignores: lots undone, unless the undo is itself undone or came later."""

import pytest

from lib.domain.lecture import compute_lots_annules


@pytest.mark.parametrize(
    ("annulations", "jusqu_a", "annules"),
    [
        ([], None, set()),
        ([(5, 3)], None, {3}),
        ([(5, 3)], 4, set()),
        ([(5, 3)], 5, {3}),
        ([(5, 3), (6, 5)], None, {5}),
        ([(5, 3), (6, 5)], 5, {3}),
        ([(5, 3), (6, 5), (7, 6)], None, {6, 3}),
        ([(6, 5), (5, 3)], None, {5}),
    ],
)
def test_undone_lots(annulations: list[tuple[int, int]], jusqu_a: int | None, annules: set[int]) -> None:
    assert compute_lots_annules(annulations, jusqu_a) == annules
