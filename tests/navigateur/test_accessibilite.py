"""No page breaks a rule of WCAG 2.1 A or AA that axe-core can see."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from lib.ui.routeur import ECRANS
from tests.navigateur.attente import attendre_fin

ADRESSES = ["", "indicateur?code=S.1.3-01", "fiches-action?fiche=S.1.2", *(ecran.adresse for ecran in ECRANS[1:])]
REGLES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.mark.parametrize("adresse", ADRESSES)
def test_no_page_breaks_a_rule_of_accessibility(page: Page, adresse: str) -> None:
    page.goto(f"/{adresse}")
    attendre_fin(page, adresse.partition("?")[0])
    manquements = Axe().run(page, options=REGLES).response["violations"]
    assert [(m["id"], [noeud["html"][:200] for noeud in m["nodes"]]) for m in manquements] == []


def test_the_check_is_able_to_fail(page: Page) -> None:
    page.goto("/")
    attendre_fin(page, "")
    page.evaluate("() => document.querySelector('main, [data-testid=stMain]').append(document.createElement('button'))")
    manquements = Axe().run(page, options=REGLES).response["violations"]
    assert [m["id"] for m in manquements] == ["button-name"]
