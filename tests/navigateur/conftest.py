"""A real browser in front of a real server: no request may leave the machine, no error may reach the console."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.serveur import start_serveur

CHROMIUM = "/usr/bin/chromium"
OPTIONS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --use-angle=swiftshader --enable-unsafe-swiftshader"
)
"""No sandbox: the tests may run as root. SwiftShader: the map needs WebGL."""

RECHERCHE_DE_BASE = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
"""Opened directly on a page, Streamlit looks for its server below the page's address first: two harmless 404."""


@pytest.fixture(scope="session")
def serveur(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over a store that holds the contract alone."""
    dossier = tmp_path_factory.mktemp("serveur")
    shutil.copy(magasin_initial, dossier / "jalons.sqlite")
    with start_serveur(f"sqlite:///{dossier / 'jalons.sqlite'}", dossier / "journal.txt") as adresse:
        yield adresse


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """Chromium, for the whole session."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"Chromium est introuvable ({CHROMIUM}) : lancez les tests par « make test », qui l'installe.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def page(navigateur: Browser, serveur: str) -> Iterator[Page]:
    """A new French visitor; the test fails at its end when a request went elsewhere or the console shows an error."""
    contexte = navigateur.new_context(
        base_url=serveur, locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1280, "height": 900}
    )
    ailleurs: list[str] = []
    erreurs: list[str] = []

    def note_adresse(adresse: str) -> None:
        lue = urlsplit(adresse)
        if lue.scheme not in ("data", "blob") and lue.netloc != urlsplit(serveur).netloc:
            ailleurs.append(adresse)

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not RECHERCHE_DE_BASE.search(message.location["url"]):
            erreurs.append(f"{message.text} ({message.location['url']})")

    visite = contexte.new_page()
    visite.on("request", lambda requete: note_adresse(requete.url))
    visite.on("websocket", lambda prise: note_adresse(prise.url))
    visite.on("console", note_console)
    visite.on("pageerror", lambda erreur: erreurs.append(str(erreur)))
    yield visite
    contexte.close()
    assert not ailleurs, f"requêtes hors de la machine : {ailleurs}"
    assert not erreurs, f"erreurs dans la console : {erreurs}"
