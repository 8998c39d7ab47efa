from datetime import date

import pytest

from lib.domain.periodes import Trimestre
from lib.domain.rythme_fiches import Rythme, build_rythmes_axes, build_rythmes_fiches
from lib.domain.suivi import build_suivi
from lib.ui.rythme_argent import build_phrase_decalage, build_phrase_projection, format_rythme
from tests.domain.cas_rythme import make_contrat_juge
from tests.domain.fabrique import make_cible, make_indicateur, make_resultat
from tests.domain.fabrique_argent import CD, ETAT, make_enveloppe, make_execution
from tests.pages.visite import clean

NOMS = {"A1": "Axe 1", "A2": "Axe 2", "V1": "Volet 1", "V2": "Volet 2", "V3": "Volet 3"}


def build(trimestre: int, euros: float, valeur: int | None = None) -> tuple[list[Rythme], list[Rythme], Trimestre]:
    """S.3, alone in its axe, foresees 1 000 € of each funder."""
    t = Trimestre(2024, trimestre)
    contrat = make_contrat_juge(
        enveloppes=[make_enveloppe("S.3", financeur, 1000) for financeur in (ETAT, CD)],
        executions=[make_execution("S.3", financeur, trimestre, euros) for financeur in (ETAT, CD)],
        indicateurs=[make_indicateur("X-01", fiche="S.3", axe="A2")],
        cibles=[make_cible(2024, 100)],
        resultats=[] if valeur is None else [make_resultat(str(t), valeur)],
    )
    suivi = build_suivi(contrat, t, date(2025, 3, 1))
    return build_rythmes_axes(contrat, suivi, t), build_rythmes_fiches(contrat, suivi, t), t


@pytest.mark.parametrize(
    ("trimestre", "phrase", "mots"),
    [
        (
            1,
            "T1 2024 : aucune projection encore possible.",
            "800 € réalisés, 40,0 % · pas de projection : à partir de deux trimestres",
        ),
        (
            2,
            "À ce rythme, fin 2024 : 80,0 % de la base pour Axe 2, le plus bas.",
            "800 € réalisés, 40,0 % · à ce rythme 80,0 % de 2 000 €",
        ),
        (4, "Fin 2024 : 40,0 % de la base pour Axe 2, le plus bas.", "800 € réalisés, 40,0 % de 2 000 €"),
    ],
)
def test_the_projection_is_said_at_its_date(trimestre: int, phrase: str, mots: str) -> None:
    axes, _, t = build(trimestre, 400)
    assert clean(build_phrase_projection(axes, NOMS, t)) == phrase
    assert clean(format_rythme(next(r for r in axes if r.code == "A2"))) == mots


@pytest.mark.parametrize(
    ("euros", "valeur", "phrase"),
    [
        (500, 10, "Argent consommé, résultats en retard : S.3. 6 actions sur 7 sans comparaison possible."),
        (100, 60, "Résultats au rendez-vous, argent peu consommé : S.3. 6 actions sur 7 sans comparaison possible."),
        (500, 60, "T2 2024 : aucune action en décalage. 6 actions sur 7 sans comparaison possible."),
        (500, None, "T2 2024 : aucune action n’a à la fois une dépense complète et un résultat jugé."),
    ],
)
def test_actions_out_of_step_are_named_each_way(euros: float, valeur: int | None, phrase: str) -> None:
    _, fiches, t = build(2, euros, valeur)
    assert clean(build_phrase_decalage(fiches, t)) == phrase
