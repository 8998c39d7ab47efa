"""Every screen on a damaged store: a sentence in French that says what to do, within the frame of the application."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.ui.routeur import ECRANS, Ecran
from lib.usecases import contrats
from lib.usecases.memoire import Memoire
from tests.application import build_application
from tests.avaries import AVARIES, PARTIELLES, check_phrase
from tests.serveur import RACINE

RARES = ("coupé à 4096 octets", "déplacé", "version plus récente", "table absente", "choix inconnu")
"""One of each kind, tried on every screen."""


@pytest.fixture
def fichier(magasin: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the store that the application uses; nothing of it was read before it is damaged."""
    monkeypatch.setattr(contrats, "_contrats", Memoire(contrats.CONTRATS_GARDES))
    return Path(magasin.removeprefix("sqlite:///"))


def read_litteral(markdown: str) -> str:
    """What is read of a text whose marks of Markdown were escaped (lib.ui.litteral)."""
    return markdown.replace("\\", "")


def check_ecran(application: AppTest, certaine: bool) -> None:
    """The frame is there; so is a sentence, or the page in full when it did not meet the damage."""
    assert not application.exception, application.exception
    assert any("Vous agissez comme" in popover.proto.popover.label for popover in application.get("popover"))
    assert application.error or not certaine
    for erreur in application.error:
        check_phrase(read_litteral(erreur.value))


@pytest.mark.parametrize("avarie", AVARIES)
def test_the_first_screen_says_a_damaged_store_in_french(fichier: Path, avarie: str) -> None:
    AVARIES[avarie](fichier)
    check_ecran(build_application().run(), avarie not in PARTIELLES)


@pytest.mark.parametrize("ecran", ECRANS, ids=[ecran.adresse for ecran in ECRANS])
def test_every_screen_says_a_damaged_store_in_french_under_an_open_page(
    magasin_initial: Path, fichier: Path, ecran: Ecran
) -> None:
    application = build_application().run()
    assert not application.error
    for avarie in RARES:
        shutil.copy(magasin_initial, fichier)
        AVARIES[avarie](fichier)
        st.cache_resource.clear()
        contrats._contrats = Memoire(contrats.CONTRATS_GARDES)
        application.switch_page(str(RACINE / "pages" / ecran.fichier)).run()
        check_ecran(application, True)
    shutil.copy(magasin_initial, fichier)
    application.run()
    assert not application.error, "le magasin revenu, l’écran revient"


@pytest.mark.parametrize(
    "adresse",
    ["n’importe quoi", "sqlite:////nulle/part/magasin", "postgresql://compte:secret@127.0.0.1:1/base"],
)
def test_an_address_that_leads_nowhere_is_said_on_the_screen(monkeypatch: pytest.MonkeyPatch, adresse: str) -> None:
    monkeypatch.setenv("DATABASE_URL", adresse)
    check_ecran(build_application().run(), True)
