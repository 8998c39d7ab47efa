"""In a real browser: what people, files and addresses say is read word for word."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from lib.domain.droits import Role
from tests.navigateur.attente import attendre_fin
from tests.phrases import open_magasin
from tests.pieges import PIEGE, save_magasin_piege
from tests.serveur import start_serveur

VISITES = {
    "adresse": f"/depots?valeur=resultats/{quote(PIEGE)}",
    "trimestre": f"/synthese?trimestre={quote(PIEGE)}",
    "service": f"/mon-trimestre?service={quote(PIEGE)}",
    "fiche": "/fiches-action?fiche=I.V3&trimestre=2025-T1",
    "territoire": "/territoire",
    "indicateur": "/indicateur?code=S.1.1-01&trimestre=2025-T1",
    "lot": "/depots?lot=6",
}
PRIS = """() => [...document.querySelectorAll(
  "a[href*='mal.example'], img[src*='mal.example'], #mal, .katex, [data-testid=stApp] em, [data-testid=stApp] del, "
  + "[data-testid=stApp] [class*=stMarkdownColored], [aria-label$=' icon'][translate=no]"
)].filter(e => !e.href || new URL(e.href).host !== location.host).map(e => e.outerHTML)"""
"""What the trap would have drawn; a link of the application may carry it in its address."""

MOTS = ("[piège](http://mal.example/x)", "<b id='mal'>h</b>", "$x^2$", ":smile:", ":material/close:", "-> fin")


@pytest.fixture(scope="module")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over a store whose every text is hostile."""
    dossier: Path = tmp_path_factory.mktemp("pieges")
    magasin = f"sqlite:///{dossier / 'jalons.sqlite'}"
    with open_magasin(magasin):
        save_magasin_piege(dossier / "contrats")
    with start_serveur(magasin, dossier / "journal.txt") as adresse:
        yield adresse


@pytest.mark.parametrize("visite", VISITES)
def test_a_hostile_text_is_read_word_for_word(page: Page, serveur: str, visite: str) -> None:
    page.context.add_cookies([{"name": "jalons_role", "value": Role.ADMINISTRATEUR.value, "url": serveur}])
    page.goto(VISITES[visite])
    attendre_fin(page)
    if visite == "trimestre":
        page.get_by_test_id("stToast").wait_for()
    assert page.evaluate(PRIS) == []
    textes = page.locator("body").evaluate("bloc => bloc.textContent").replace("\u2019", "'")
    assert [mot for mot in MOTS if mot not in textes] == []
