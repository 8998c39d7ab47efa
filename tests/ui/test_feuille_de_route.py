"""What the roadmap writes of an indicator: its last value, that nothing came, or that nothing will."""

from dataclasses import replace
from datetime import date

from lib.domain.contrat import ActionFeuilleDeRoute
from lib.domain.contrat_lu import ContratLu
from lib.domain.feuille_de_route import build_feuille_de_route
from lib.ui.feuille_de_route import write_valeur
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas

ACTION = ActionFeuilleDeRoute(
    code="FDR-01", ordre=1, domaine="D", cible_operationnelle="C", action="Faire", indicateurs="X-01"
)


def read_valeur(contrat: ContratLu) -> str:
    (lue,) = build_feuille_de_route(replace(contrat, feuille_de_route=(ACTION,)), date(2025, 8, 1))
    return write_valeur(lue.indicateurs[0])


def test_a_figure_that_will_not_be_sent_is_not_called_non_transmis() -> None:
    contrat = make_contrat(make_indicateur())
    assert read_valeur(contrat) == "non transmis"
    assert read_valeur(with_pas(contrat, make_pas(DECLAREE))) == "non transmis"
    close = with_pas(contrat, make_pas(DECLAREE), make_pas(DECLAREE, 2, "2025-T1"), valideurs=False)
    assert read_valeur(close) == "ne sera pas transmise (T2 2025)"


def test_a_known_value_stays_what_is_read() -> None:
    contrat = make_contrat(make_indicateur(), resultats=(make_resultat("2025-T1", 5),))
    assert read_valeur(with_pas(contrat, make_pas(DECLAREE), valideurs=False)) == "5 (T1 2025)"
