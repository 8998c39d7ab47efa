"""The palette is legible: AA contrast on white for every colour that writes or marks, French formats everywhere."""

import tomllib

import pytest

from lib.charts import theme
from lib.domain.statuts import StatutSuivi
from tests.serveur import RACINE

TEXTE, MARQUE = 4.5, 3.0
"""WCAG 2.1 AA: least contrast of a text, and of a mark."""


def compute_luminance(couleur: str) -> float:
    canaux = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]


def compute_contraste(premiere: str, seconde: str) -> float:
    claire, sombre = sorted((compute_luminance(premiere), compute_luminance(seconde)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


TEXTES = {
    "encre": theme.ENCRE,
    "gris": theme.GRIS,
    **{f"statut {nom}": marque.couleur for nom, marque in theme.MARQUES.items()},
    **{f"financeur {nom}": couleur for nom, couleur in theme.COULEURS_FINANCEURS.items()},
}


@pytest.mark.parametrize(("nom", "couleur"), TEXTES.items())
def test_every_colour_that_writes_is_legible_on_white(nom: str, couleur: str) -> None:
    assert compute_contraste(couleur, theme.FOND) >= TEXTE, nom


def test_the_known_contrast_of_black_and_white_is_found() -> None:
    assert compute_contraste("#000000", "#FFFFFF") == pytest.approx(21)


def test_funders_next_to_one_another_can_be_told_apart() -> None:
    etat, cd = (theme.COULEURS_FINANCEURS[nom] for nom in list(theme.COULEURS_FINANCEURS)[:2])
    assert compute_contraste(etat, cd) >= MARQUE


def test_a_status_never_takes_the_colour_of_a_funder() -> None:
    assert not {m.couleur for m in theme.MARQUES.values()} & set(theme.COULEURS_FINANCEURS.values())


def test_no_two_statuses_are_told_apart_by_colour_alone() -> None:
    signes = [(statut.marque, statut.libelle) for statut in StatutSuivi]
    assert len(set(signes)) == len(signes)


def test_the_screens_use_the_same_ink_as_the_charts() -> None:
    reglages = tomllib.loads((RACINE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert reglages["theme"]["textColor"].upper() == theme.ENCRE.upper()
    for nom in ("textColor", "linkColor", "primaryColor"):
        assert compute_contraste(reglages["theme"][nom], "#FFFFFF") >= TEXTE, nom
    assert compute_contraste(reglages["theme"]["textColor"], reglages["theme"]["secondaryBackgroundColor"]) >= TEXTE


def test_figures_are_written_in_french_by_the_charts() -> None:
    nombre = theme.LOCALE["number"]
    assert (nombre["decimal"], nombre["thousands"], nombre["currency"]) == (",", "\u202f", ["", "\u00a0€"])
    assert theme.CONFIG["locale"] is theme.LOCALE
