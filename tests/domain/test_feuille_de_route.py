from dataclasses import replace
from datetime import date

import pytest

from lib.domain.contrat import ActionFeuilleDeRoute
from lib.domain.erreurs import Introuvable
from lib.domain.feuille_de_route import ActionLue, build_feuille_de_route, group_par_cible
from lib.domain.nomenclatures import StatutAction
from lib.domain.periodes import Trimestre
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat

JOUR = date(2024, 7, 1)


def make_action(code: str = "FDR-01", **champs: object) -> ActionFeuilleDeRoute:
    base: dict[str, object] = {"ordre": 1, "domaine": "D", "cible_operationnelle": "C", "action": "Faire"}
    return ActionFeuilleDeRoute(code=code, **(base | champs))  # type: ignore[arg-type]


def read(*actions: ActionFeuilleDeRoute) -> list[ActionLue]:
    contrat = make_contrat(
        make_indicateur("FR-01"),
        make_indicateur("FR-02"),
        resultats=(
            make_resultat("2024-T1", 3, "FR-01"),
            make_resultat("2024-T2", 5, "FR-01"),
            make_resultat("2024-T3", code="FR-01", statut="non_disponible"),
        ),
    )
    return build_feuille_de_route(replace(contrat, feuille_de_route=actions), JOUR)


def test_an_action_shows_the_last_known_value_of_each_indicator_it_names() -> None:
    (lue,) = read(make_action(indicateurs="FR-01 | FR-02"))
    connu, inconnu = lue.indicateurs
    assert (connu.indicateur.code, connu.trimestre) == ("FR-01", Trimestre(2024, 2))
    assert connu.point is not None and connu.point.chiffre.valeur == 5
    assert (inconnu.indicateur.code, inconnu.trimestre, inconnu.point) == ("FR-02", None, None)


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(Introuvable):
        read(make_action(indicateurs="FR-99"))


@pytest.mark.parametrize(
    ("date_limite", "statut", "passee"),
    [
        (date(2024, 6, 30), StatutAction.NON_RENSEIGNE, True),
        (date(2024, 6, 30), StatutAction.EN_COURS, True),
        (date(2024, 6, 30), StatutAction.REALISEE, False),
        (date(2024, 6, 30), StatutAction.ABANDONNEE, False),
        (date(2024, 7, 1), StatutAction.NON_RENSEIGNE, False),
        (None, StatutAction.NON_RENSEIGNE, False),
    ],
)
def test_a_date_is_past_unless_the_action_is_done_or_dropped(
    date_limite: date | None, statut: StatutAction, passee: bool
) -> None:
    (lue,) = read(make_action(date_limite=date_limite, statut=statut))
    assert lue.passee is passee


@pytest.mark.parametrize(
    ("pilotes", "noms"),
    [
        ("", ()),
        ("CD\u00a0: cadres de l’équipe\u00a0; FT\u00a0: direction territoriale", ("CD", "FT")),
        ("DRIEETS, FT et CD, missions locales", ("DRIEETS", "FT", "CD", "missions locales")),
        ("DRIEETS, CD (selon les groupes de travail)", ("DRIEETS", "CD")),
    ],
)
def test_pilots_are_read_body_by_body(pilotes: str, noms: tuple[str, ...]) -> None:
    assert read(make_action(pilotes=pilotes))[0].organismes == noms


def test_rows_are_grouped_by_domain_then_target_in_the_contracts_order() -> None:
    lues = read(
        make_action("FDR-02", ordre=2, domaine="B"),
        make_action("FDR-01", ordre=1, domaine="A"),
        make_action("FDR-03", ordre=3, domaine="A", cible_operationnelle="C2"),
    )
    groupes = {
        d: {c: [lue.action.code for lue in ls] for c, ls in cs.items()} for d, cs in group_par_cible(lues).items()
    }
    assert groupes == {"A": {"C": ["FDR-01"], "C2": ["FDR-03"]}, "B": {"C": ["FDR-02"]}}
    assert list(groupes) == ["A", "B"]
