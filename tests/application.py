"""The application in process, without server nor browser."""

from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.serveur import RACINE

ROUTEUR = RACINE / "lib" / "ui" / "routeur.py"
DELAI = 60

# Streamlit reads the metadata of every installed package at each run of a test, half a second, to find components of
# which the application has none; in service it does so once, at the start.
manifest_scanner.scan_component_manifests = lambda *_, **__: []


def build_application() -> AppTest:
    """The whole application from its router, not run yet; an exception shows its text, unlike in service."""
    config.set_option("client.showErrorDetails", "full")
    return AppTest.from_file(str(ROUTEUR), default_timeout=DELAI)


def build_page(fichier: str) -> AppTest:
    """One page asked for alone, as if the router did not exist, not run yet."""
    config.set_option("client.showErrorDetails", "full")
    return AppTest.from_file(str(RACINE / "pages" / fichier), default_timeout=DELAI)
