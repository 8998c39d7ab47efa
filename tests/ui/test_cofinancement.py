import pytest

from lib.charts.cofinancement import list_rangs
from lib.domain.periodes import Trimestre
from lib.ui.cofinancement import _build_chiffres, build_phrase_cofinancement, format_etat
from tests.domain.fabrique_argent import CD, ETAT, make_contrat, make_enveloppe, make_execution
from tests.pages.visite import clean


@pytest.mark.parametrize(
    ("trimestre", "cd", "phrase", "etat"),
    [
        (
            2,
            3000,
            "À fin T2 2024, sous le minimum, sans alerte avant le T4 définitif : S.1, réalisé 16,7 % (provisoire), "
            "il manque 12 000 €.",
            "provisoire",
        ),
        (4, 14999, "Sous le minimum : S.1, réalisé 49,998 %, il manque 1 €.", "sous le minimum"),
        (4, 15000, "2024 : aucune part connue n’est sous le minimum (réalisé connu pour 1 sur 1).", "respecté"),
        (4, None, "2024 : aucune part connue n’est sous le minimum (réalisé non transmis).", "non transmis"),
    ],
)
def test_the_sentence_names_what_is_missing_and_never_judges_the_unknown(
    trimestre: int, cd: float | None, phrase: str, etat: str
) -> None:
    t = Trimestre(2024, trimestre)
    executions = [make_execution("S.1", ETAT, trimestre, 15000)]
    executions += [] if cd is None else [make_execution("S.1", CD, trimestre, cd)]
    contrat = make_contrat(enveloppes=[make_enveloppe("S.1", f, 15000) for f in (ETAT, CD)], executions=executions)
    rang = list_rangs(contrat, t)[0]
    assert clean(build_phrase_cofinancement([rang], t)) == phrase
    assert format_etat(rang.realise) == etat
    chiffres = _build_chiffres(rang)
    assert (chiffres["Règle"], chiffres["État"]) == ("R1, art. 2.2", etat)
    assert clean(chiffres["Coût prévu (annexe)"]) == "30 000 €"


def test_the_volet_2_is_read_both_ways_and_says_so() -> None:
    rangs = list_rangs(make_contrat(), Trimestre(2024, 4))
    assert {_build_chiffres(rang)["Règle"].partition(" (")[0] for rang in rangs} == {
        "R1, art. 2.2",
        "R2, volet 2, par action",
        "R2, volet 2 dans son ensemble",
    }
