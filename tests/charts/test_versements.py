from datetime import date
from typing import Any

from lib.charts.theme import MARQUES
from lib.charts.versements import build_versements_chart, list_jours, sum_par_jour
from lib.domain.contrat import Avenant
from lib.domain.contrat_lu import ContratLu
from lib.domain.nomenclatures import PartieContrat
from lib.domain.versements import build_echeanciers
from tests.domain.fabrique_argent import make_contrat, make_regle, make_versement

INSERTION = PartieContrat.INSERTION
REGLES = [make_regle("R4a", INSERTION, 600, "0.6"), make_regle("R4b", INSERTION, 400, "0.4", "bilan_final")]
JOUR = date(2025, 1, 10)
FILS, RETARDS, DUS, PAYES, MOTS_DUS, MOTS_PAYES, TITRES, SANS_DATE = range(8)


def make(signature: date | None, *versements: tuple[float, date]) -> ContratLu:
    return make_contrat(
        avenants=[Avenant(numero=0, objet="Contrat", date_signature=signature)],
        regles_versement=REGLES,
        versements=[make_versement(euros, jour, INSERTION) for euros, jour in versements],
    )


def draw(contrat: ContratLu) -> list[list[dict[str, Any]]]:
    chart = build_versements_chart(contrat, build_echeanciers(contrat, JOUR), JOUR)
    return [couche["data"]["values"] for couche in chart["layer"]]


def clean(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def test_without_signature_nor_payment_there_is_no_day_to_draw() -> None:
    contrat = make(None)
    assert list_jours(contrat, build_echeanciers(contrat, JOUR)) == []


def test_payments_of_one_day_are_added_up_and_stand_beside_the_due_date() -> None:
    contrat = make(date(2024, 7, 12), (200, date(2024, 7, 20)), (400, date(2024, 7, 20)))
    assert sum_par_jour(contrat, build_echeanciers(contrat, JOUR)[0]) == {date(2024, 7, 20): 60000}
    couches = draw(contrat)
    assert [clean(d["mots"]) for d in couches[DUS]] == ["exigible le 27/07/2024 : 600 €"]
    assert [clean(p["mots"]) for p in couches[PAYES]] == ["versé le 20/07/2024 : 600 €"]
    assert couches[PAYES][0]["y"] < couches[DUS][0]["y"]
    assert couches[RETARDS] == []
    assert clean(couches[TITRES][0]["mots"]).endswith(
        "2024 : 600 € versés sur 1 000 € prévus, dont 600 € dus, reste 400 €"
    )


def test_a_late_payment_is_a_thick_red_line_up_to_today_with_its_word() -> None:
    couches = draw(make(date(2024, 7, 12), (250, date(2024, 9, 2))))
    assert [(r["jour"], r["fin"]) for r in couches[RETARDS]] == [("2024-07-27", "2025-01-10")]
    (du,) = couches[MOTS_DUS]
    assert clean(du["mots"]) == "exigible le 27/07/2024 : 600 €, 350 € en attente"
    assert du["couleur"] == MARQUES["en_retard"].couleur


def test_a_payment_without_due_date_is_written_with_its_reason() -> None:
    (ligne,) = draw(make(date(2024, 7, 12)))[SANS_DATE]
    assert clean(ligne["mots"]) == "400 € prévus, échéance inconnue : aucun délai écrit après le bilan final (art. 3)"


def test_what_is_paid_beyond_what_is_due_is_said() -> None:
    titre = draw(make(date(2024, 7, 12), (1100, date(2024, 7, 20))))[TITRES][0]["mots"]
    assert clean(titre).endswith("1 100 € versés sur 1 000 € prévus, dont 600 € dus, 100 € de plus que prévu")
