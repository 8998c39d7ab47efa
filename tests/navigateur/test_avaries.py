"""The store damaged, moved away or replaced under an open page: the next click says so, in the application's frame."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.avaries import AVARIES, check_phrase, execute
from tests.navigateur.attente import attendre_fin
from tests.serveur import start_serveur

SOUS_LA_PAGE = {
    "coupé à 4096 octets": "est abîmé",
    "première page abîmée": "est abîmé",
    "déplacé": "est introuvable",
    "version plus récente": "version plus récente",
}
"""What the next screen says; a contract already read, and that the journal says unchanged, is still shown."""


class Ouverte:
    """A page open on a store of its own, and where this store is."""

    def __init__(self, page: Page, fichier: Path, journal: Path) -> None:
        self.page, self.fichier, self.journal = page, fichier, journal

    def open_ecran(self, titre: str) -> None:
        """Go to another screen by its menu, as a person does."""
        self.page.get_by_test_id("stTopNavSection").filter(has_text="Suivre").click()
        self.page.get_by_role("menuitem", name=titre, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=titre)).to_be_visible()


@pytest.fixture
def ouverte(navigateur: Browser, magasin_initial: Path, tmp_path: Path) -> Iterator[Ouverte]:
    fichier = Path(shutil.copy(magasin_initial, tmp_path / "jalons.sqlite"))
    with start_serveur(f"sqlite:///{fichier}", tmp_path / "journal.txt") as adresse:
        page = navigateur.new_page(base_url=adresse, locale="fr-FR", viewport={"width": 1600, "height": 900})
        page.goto("/")
        attendre_fin(page, "")
        expect(page.get_by_test_id("stAlert").filter(has_text="magasin")).to_have_count(0)
        yield Ouverte(page, fichier, tmp_path / "journal.txt")
        page.close()


def restore(copie: Path, fichier: Path) -> None:
    """Put a copy back in place of the store and of what it was writing."""
    for compagnon in ("-wal", "-shm"):
        Path(f"{fichier}{compagnon}").unlink(missing_ok=True)
    os.replace(shutil.copy(copie, f"{fichier}.copie"), fichier)


def read_alerte(page: Page) -> str:
    """The sentence shown; Streamlit's own error is nowhere, and the frame is there."""
    alerte = page.get_by_test_id("stAlertContentError")
    expect(alerte).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("Vous agissez comme")).to_be_visible()
    return alerte.inner_text()


@pytest.mark.parametrize("avarie", SOUS_LA_PAGE)
def test_the_next_screen_says_what_happened_to_the_store_and_comes_back_with_it(
    ouverte: Ouverte, magasin_initial: Path, avarie: str
) -> None:
    AVARIES[avarie](ouverte.fichier)
    ouverte.open_ecran("Échéances")
    dit = read_alerte(ouverte.page)
    check_phrase(dit)
    assert SOUS_LA_PAGE[avarie] in dit
    restore(magasin_initial, ouverte.fichier)
    ouverte.open_ecran("Feuille de route")
    attendre_fin(ouverte.page, "feuille-de-route")
    expect(ouverte.page.get_by_test_id("stAlert").filter(has_text="magasin")).to_have_count(0)


def test_a_store_that_contradicts_itself_is_an_incident_with_a_reference(ouverte: Ouverte) -> None:
    execute("UPDATE axe SET efface = 1")(ouverte.fichier)
    ouverte.page.goto("/indicateurs?avenant=0")
    dit = read_alerte(ouverte.page)
    check_phrase(dit)
    (reference,) = re.findall(r"référence ([0-9A-F]{6})", dit)
    assert f"Incident {reference}" in ouverte.journal.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_prepared_is_said_in_french(ouverte: Ouverte) -> None:
    page = ouverte.page
    page.goto("/depots?lot=1")
    attendre_fin(page, "depots")
    AVARIES["déplacé"](ouverte.fichier)
    page.get_by_role("button", name="Télécharger le reçu").click()
    erreur = page.get_by_test_id("stDownloadButtonError")
    expect(erreur).to_have_text("Ce fichier n’a pas pu être préparé. Rechargez la page.")
