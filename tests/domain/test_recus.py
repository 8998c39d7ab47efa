from datetime import UTC, datetime

import pytest

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse
from lib.domain.recus import can_voir_piece, check_can_voir_piece, format_instant, format_instant_court, format_mois


@pytest.mark.parametrize(
    ("role", "permis"),
    [
        (Role.LECTEUR, False),
        (Role.COMMISSAIRE, False),
        (Role.CONTRIBUTEUR_CD, True),
        (Role.VALIDEUR_CD, True),
        (Role.VALIDEUR_ETAT, False),
        (Role.CONTRIBUTEUR_FT, False),
        (Role.ADMINISTRATEUR, True),
    ],
)
def test_the_original_file_is_for_its_service_and_the_administrator(role: Role, permis: bool) -> None:
    acteur = Acteur(role)
    assert can_voir_piece(acteur, "valideur_cd") is permis
    if not permis:
        with pytest.raises(AccesRefuse, match="Conseil départemental"):
            check_can_voir_piece(acteur, "valideur_cd", "Conseil départemental")


@pytest.mark.parametrize("role_du_lot", ["", "inconnu", "lecteur"])
def test_a_lot_of_no_known_service_is_nobody_s_but_the_administrator_s(role_du_lot: str) -> None:
    for role in Role:
        assert can_voir_piece(Acteur(role), role_du_lot) is (role is Role.ADMINISTRATEUR)


def test_instants_are_shown_at_the_hour_of_paris() -> None:
    instant = datetime(2025, 7, 14, 22, 5, tzinfo=UTC)
    assert format_instant(instant).replace("\u00a0", " ") == "15 juillet 2025 à 0 h 05"
    assert format_instant_court(instant) == "15/07/2025 00:05"


def test_a_lot_of_the_last_night_of_the_month_is_of_the_next_month_in_paris() -> None:
    assert format_mois(datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == "novembre 2026"
