import pytest
from playwright.sync_api import Page, expect

from lib.ui.routeur import ECRANS
from tests.navigateur.attente import attendre_fin

ADRESSES = [("", ECRANS[0].titre), *((ecran.adresse, ecran.titre) for ecran in ECRANS[1:])]

BLEU_DU_NAVIGATEUR = "rgb(0, 0, 238)"
COULEURS_DES_LIENS = """() => [...document.querySelectorAll("[data-testid=stMain] a")]
  .map(lien => getComputedStyle(lien).color)"""


@pytest.mark.parametrize(("adresse", "titre"), ADRESSES)
def test_every_page_opens_in_french_without_leaving_the_machine(page: Page, adresse: str, titre: str) -> None:
    page.goto(f"/{adresse}")
    attendre_fin(page, adresse)
    expect(page.get_by_role("heading", level=1, name=titre)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("[data-testid=stException]").count() == 0
    assert BLEU_DU_NAVIGATEUR not in page.evaluate(COULEURS_DES_LIENS), "un lien a perdu la couleur de l’État"


@pytest.mark.parametrize("trimestre", ["2024-T4", "2026-T2"])
def test_the_synthese_holds_in_one_screen_of_the_meeting_room(page: Page, trimestre: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"/?trimestre={trimestre}")
    attendre_fin(page, "")
    expect(page.get_by_role("link", name="Voir les échéances")).to_be_visible()
    principal = page.locator("[data-testid=stMain]")
    assert principal.evaluate(
        "bloc => [bloc.scrollHeight - bloc.clientHeight, bloc.scrollWidth - bloc.clientWidth]"
    ) == [
        0,
        0,
    ]


def test_the_role_chosen_in_the_menu_is_kept(page: Page) -> None:
    page.goto("/")
    attendre_fin(page, "")
    page.get_by_text("Vous agissez comme\u00a0: lecteur").click()
    page.get_by_role("link", name="Valideur État").click()
    expect(page.get_by_text("Vous agissez comme\u00a0: valideur État")).to_be_visible()
    attendre_fin(page, "")
    (cookie,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "jalons_role"]
    assert (cookie["value"], cookie["httpOnly"], cookie["sameSite"]) == ("valideur_etat", True, "Strict")


def test_an_address_without_a_page_answers_in_french(page: Page, serveur: str) -> None:
    reponse = page.request.get(f"{serveur}/nulle-part")
    assert reponse.status == 404
    assert "Cette adresse n’existe pas" in reponse.text()
