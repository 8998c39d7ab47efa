"""What moved since the quarter before: verdicts within a year, never across a break."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.mouvements import (
    SensMouvement,
    compute_variation,
    list_mouvements,
    write_mouvements,
    write_variation,
)
from lib.domain.periodes import Trimestre, read_trimestre
from lib.domain.ruptures import Rupture
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

MIEUX, MOINS_BIEN, NOUVEAU = SensMouvement
JOUR = date(2026, 6, 1)


def make_stock(**valeurs: int) -> ContratLu:
    """A stock whose target is 100 each year, with values by quarter: t1=90 is 2025-T1."""
    return make_contrat(
        make_indicateur(comptage="stock"),
        resultats=tuple(make_resultat(f"2025-{t.upper()}", valeur) for t, valeur in valeurs.items()),
        cibles=tuple(make_cible(annee, 100) for annee in (2024, 2025, 2026)),
    )


def list_sens(contrat: ContratLu, trimestre: str) -> list[SensMouvement]:
    lu = read_trimestre(trimestre)
    assert lu is not None
    lignes, avant = build_suivi(contrat, lu, JOUR), build_suivi(contrat, lu.precedent, JOUR)
    return [mouvement.sens for mouvement in list_mouvements(contrat, lignes, avant)]


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        (100, 100, []),
        (50, 100, [MIEUX]),
        (100, 50, [MOINS_BIEN]),
        (90, 50, [MOINS_BIEN]),
        (50, 90, [MIEUX]),
        (50, 40, []),
    ],
)
def test_a_verdict_moves_up_down_or_not_at_all(avant: int, apres: int, attendu: list[SensMouvement]) -> None:
    assert list_sens(make_stock(t2=avant, t3=apres), "2025-T3") == attendu


def test_late_at_t3_then_missed_at_t4_is_the_same_finding() -> None:
    assert list_sens(make_stock(t3=50, t4=50), "2025-T4") == []


def test_a_first_verdict_is_told_apart() -> None:
    assert list_sens(make_stock(t3=50), "2025-T3") == [NOUVEAU]


def test_t1_opens_new_targets_and_compares_nothing() -> None:
    contrat = make_stock(t4=50)
    contrat = replace(contrat, resultats=(*contrat.resultats, make_resultat("2026-T1", 100)))
    assert list_sens(contrat, "2026-T1") == []
    phrase = write_mouvements([], Trimestre(2026, 1)).replace("\u00a0", " ")
    assert phrase == "cibles nouvelles au T1 2026 : aucun statut comparé à T4 2025"


def test_nothing_is_compared_across_a_series_break() -> None:
    rupture = Rupture(objet="X-01", debut=date(2025, 7, 1), motif="autre définition")
    assert list_sens(replace(make_stock(t2=100, t3=10), ruptures=(rupture,)), "2025-T3") == []


def test_the_whole_contract_in_one_phrase() -> None:
    contrat = make_stock(t2=100, t3=50)
    trimestre = Trimestre(2025, 3)
    lignes, avant = build_suivi(contrat, trimestre, JOUR), build_suivi(contrat, trimestre.precedent, JOUR)
    (mouvement,) = list_mouvements(contrat, lignes, avant)
    assert mouvement.phrase == "atteint au T2 2025, en retard au T3 2025"
    assert write_mouvements([mouvement], trimestre) == "statuts depuis T2 2025\u00a0: 1 en moins bien"
    assert write_mouvements([], trimestre) == "statuts depuis T2 2025\u00a0: aucun ne change"
    assert write_mouvements([replace(mouvement, sens=NOUVEAU)] * 2, trimestre).endswith(
        "2 premiers verdicts de l’année"
    )


@pytest.mark.parametrize(
    ("champs", "avant", "apres", "variation"),
    [
        ({"comptage": "stock"}, 50, 40, -10),
        ({"comptage": "stock"}, 40, 40, 0),
        ({"type": "taux"}, 40, 50, 10),
        ({"type": "duree", "mode": "a_date"}, 0, 3, 3),
        ({"comptage": "evenements"}, 40, 50, None),
        ({"comptage": "stock"}, None, 50, None),
        ({"comptage": "stock"}, 50, None, None),
    ],
)
def test_a_level_varies_from_one_quarter_to_the_next(
    champs: dict[str, str], avant: int | None, apres: int | None, variation: int | None
) -> None:
    contrat = make_contrat(
        make_indicateur(**champs),
        resultats=tuple(
            make_resultat(trimestre, valeur)
            for trimestre, valeur in (("2024-T4", avant), ("2025-T1", apres))
            if valeur is not None
        ),
    )
    t1 = Trimestre(2025, 1)
    (ligne,), (ancienne,) = build_suivi(contrat, t1, JOUR), build_suivi(contrat, t1.precedent, JOUR)
    assert compute_variation(contrat, ligne, ancienne) == variation
    assert bool(write_variation(contrat, ligne, ancienne)) is (avant is not None and apres is not None)
    rompu = replace(contrat, ruptures=(Rupture(objet="X-01", debut=date(2025, 1, 1), motif="m"),))
    assert compute_variation(rompu, ligne, ancienne) is None
