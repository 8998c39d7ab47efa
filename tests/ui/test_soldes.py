from lib.domain.argent import build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.periodes import Trimestre
from lib.ui.soldes import _build, build_phrase_soldes
from tests.domain.fabrique_argent import (
    CD,
    ETAT,
    make_contrat,
    make_enveloppe,
    make_execution,
    make_report,
    make_versement,
)
from tests.pages.visite import clean

T4 = Trimestre(2024, 4)


def make(report: float | None = None) -> ContratLu:
    return make_contrat(
        enveloppes=[make_enveloppe(f, financeur, 1000) for f in ("S.1", "S.2") for financeur in (ETAT, CD)],
        executions=[
            make_execution("S.1", ETAT, 4, 800),
            make_execution("S.1", CD, 4, 1200),
            make_execution("S.2", CD, 4, 700),
        ],
        versements=[make_versement(1000, axe="A1", fiche="S.1")],
        reports=[] if report is None else [make_report("S.1", ETAT, report)],
    )


def write(contrat: ContratLu) -> str:
    lignes = [x for x in build_synthese(contrat, T4).lignes if x.non_consomme is not None or x.a_reporter is not None]
    return clean(build_phrase_soldes(lignes, 2024))


def test_what_is_left_and_what_is_overspent_are_told_apart() -> None:
    assert write(make()) == (
        "Non consommé en 2024 : État 200 € sur 1 action ; Département 300 € sur 1 action, "
        "200 € dépensés en plus sur 1 ; aucun report saisi."
    )
    assert write(make(200)).endswith(" ; 200 € reportés sur l’année suivante.")


def test_a_carry_over_bigger_than_what_was_left_is_said_beside_it() -> None:
    contrat = make(250)
    ligne = build_synthese(contrat, T4).select(fiche="S.1", financeur=ETAT).lignes[0]
    remarque = clean(_build(contrat, ligne)["Remarque"])
    assert remarque == "Le report dépasse les crédits non consommés (annexe 3). Excédent : 50 €."
