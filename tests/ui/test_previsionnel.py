"""The year's amounts say whether they are the annex's forecast or notified, and by which act."""

from dataclasses import replace

from lib.domain.argent import build_synthese
from lib.domain.formats import INSECABLE
from lib.domain.nomenclatures import Financeur, NatureEnveloppe
from lib.domain.periodes import Trimestre
from lib.ui.previsionnel import build_phrase_previsionnel, explain_base
from tests.domain.fabrique_argent import make_contrat, make_enveloppe

T4 = Trimestre(2024, 4)
PREVUE = make_enveloppe("S.1", Financeur.ETAT, 100)
NOTIFIEE = replace(make_enveloppe("S.1", Financeur.ETAT, 120, NatureEnveloppe.NOTIFIE), avenant=2)


def test_a_forecast_is_said_to_be_the_annex_s() -> None:
    contrat = make_contrat(enveloppes=[PREVUE])
    assert "prévus en 2024" in build_phrase_previsionnel(build_synthese(contrat, T4), 2024)
    assert explain_base(contrat, build_synthese(contrat, T4)).startswith("Prévisionnel de l’annexe financière")


def test_notified_amounts_name_the_act_that_carries_them() -> None:
    contrat = make_contrat(enveloppes=[PREVUE, NOTIFIEE])
    assert "notifiés en 2024" in build_phrase_previsionnel(build_synthese(contrat, T4), 2024)
    lu = explain_base(contrat, build_synthese(contrat, T4)).replace(INSECABLE, " ")
    assert lu == "Montants notifiés (avenant n° 2) ; à défaut, prévisionnel de l’annexe."
