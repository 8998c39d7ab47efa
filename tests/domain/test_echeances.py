from dataclasses import replace
from datetime import date

import pytest

from lib.domain.contrat import Avenant, Obligation
from lib.domain.contrat_lu import ContratLu
from lib.domain.echeances import SANS_SIGNATURE, EtatEcheance, build_calendrier, list_a_venir, list_organismes
from tests.domain.fabrique import make_contrat

JOUR = date(2025, 1, 1)


def make_obligation(code: str = "O1", **champs: object) -> Obligation:
    base: dict[str, object] = {
        "ordre": 1,
        "partie": "commun",
        "qui": "État",
        "quoi": "",
        "echeance": "",
        "rythme": "unique",
        "article": "art. 1",
    }
    return Obligation(code=code, **(base | champs))  # type: ignore[arg-type]


def make_calendrier(*obligations: Obligation, signature: date | None = None) -> ContratLu:
    avenants = (Avenant(numero=0, objet="Contrat initial", date_signature=signature),)
    return replace(make_contrat(), obligations=obligations, avenants=avenants)


@pytest.mark.parametrize(
    ("date_limite", "etat", "delai"),
    [
        (date(2024, 12, 31), EtatEcheance.PASSEE, -1),
        (date(2025, 1, 1), EtatEcheance.PROCHAINE, 0),
        (date(2025, 4, 1), EtatEcheance.PROCHAINE, 90),
        (date(2025, 4, 2), EtatEcheance.A_VENIR, 91),
    ],
)
def test_a_date_is_past_from_the_day_after_and_near_for_ninety_days(
    date_limite: date, etat: EtatEcheance, delai: int
) -> None:
    (echeance,) = build_calendrier(make_calendrier(make_obligation(date_limite=date_limite)), JOUR)
    assert (echeance.jour, echeance.etat, echeance.delai) == (date_limite, etat, delai)


def test_a_payment_has_no_date_until_the_signature_is_entered() -> None:
    versement = make_obligation(jours_apres_signature=15)
    (sans,) = build_calendrier(make_calendrier(versement), JOUR)
    assert (sans.jour, sans.etat, sans.motif) == (None, EtatEcheance.SANS_DATE, SANS_SIGNATURE)
    (avec,) = build_calendrier(make_calendrier(versement, signature=date(2025, 1, 10)), JOUR)
    assert (avec.jour, avec.etat, avec.motif) == (date(2025, 1, 25), EtatEcheance.PROCHAINE, "")


@pytest.mark.parametrize(
    ("rythme", "etat"),
    [
        ("annuel", EtatEcheance.RECURRENTE),
        ("trimestriel", EtatEcheance.RECURRENTE),
        ("continu", EtatEcheance.RECURRENTE),
        ("evenement", EtatEcheance.SANS_DATE),
        ("unique", EtatEcheance.SANS_DATE),
    ],
)
def test_without_a_date_the_rhythm_decides(rythme: str, etat: EtatEcheance) -> None:
    (echeance,) = build_calendrier(make_calendrier(make_obligation(rythme=rythme)), JOUR)
    assert echeance.etat is etat


def test_the_calendar_is_in_order_of_dates_then_of_the_contract() -> None:
    contrat = make_calendrier(
        make_obligation("O1", ordre=1),
        make_obligation("O2", ordre=2, date_limite=date(2027, 1, 1)),
        make_obligation("O3", ordre=3, date_limite=date(2026, 1, 1)),
        make_obligation("O4", ordre=4, date_limite=date(2024, 1, 1)),
    )
    calendrier = build_calendrier(contrat, JOUR)
    assert [echeance.obligation.code for echeance in calendrier] == ["O4", "O3", "O2", "O1"]
    assert [echeance.obligation.code for echeance in list_a_venir(calendrier)] == ["O3", "O2"]


@pytest.mark.parametrize(
    ("qui", "noms"),
    [
        ("État", ("État",)),
        ("Conseil départemental (organise) et État", ("Conseil départemental", "État")),
        ("DRIEETS, France Travail, Cap emploi", ("DRIEETS", "France Travail", "Cap emploi")),
    ],
)
def test_who_owes_it_is_split_body_by_body(qui: str, noms: tuple[str, ...]) -> None:
    assert list_organismes(qui) == noms
