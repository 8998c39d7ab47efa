"""Waiting for Streamlit: a page is finished when the router's end mark is drawn and the script no longer runs."""

from playwright.sync_api import Page


def attendre_fin(page: Page, adresse: str | None = None) -> int:
    """Wait until the run ends, on the page at this address (`depot`, "" for the first) when given; give its number."""
    marque = ".fin" if adresse is None else f".fin[data-page='{adresse}']"
    page.wait_for_selector(marque, state="attached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return int(page.locator(marque).get_attribute("data-n") or 0)


def attendre_suite(page: Page, precedent: int) -> int:
    """Wait for a run later than the one numbered `precedent`, as after a click; give its number."""
    page.wait_for_function("n => Number(document.querySelector('.fin')?.dataset.n) > n", arg=precedent)
    return attendre_fin(page)
