"""In a real browser, a file with an odd header and three wrong rows is mended on the page; the next one is known."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.navigateur.test_accessibilite import REGLES
from tests.navigateur.test_parcours_depot import (
    attendre_suite,
    click_et_attendre,
    get_telechargement,
    list_exportes,
    magasin_du_parcours,
    open_depot,
    save_fichier,
    schema_postgresql,
    serveur,
)

__all__ = ["magasin_du_parcours", "schema_postgresql", "serveur"]

ENTETE = "code_indicateur;annee;trimestre;Réalisé T4;commentaire"
LIGNES = (
    "S.1.3-01;2024;T4;28;relevé des villes",
    "S.1.3-02;2024;T4;environ 12;",
    "S.1.2-2;2024;T4;61;",
    '"S.2.1-01;2024;T4;12,5;"',
)
FOCUS = "document.activeElement.getAttribute('aria-label') || ''"
DANS_LA_FENETRE = """selecteur => {
  const cadre = document.querySelector(selecteur).getBoundingClientRect();
  return document.activeElement.matches(selecteur) && cadre.top >= 0 && cadre.bottom <= innerHeight;
}"""
TABULATIONS = 80


def make_fichier(*lignes: str, entete: str = ENTETE) -> bytes:
    return "\r\n".join((entete, *lignes, "")).encode("cp1252")


def tab_jusqu_a(page: Page, debut: str) -> None:
    """Press Tab until the keyboard stands on an element whose accessible name begins so."""
    for _ in range(TABULATIONS):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUS)).replace("\u00a0", " ").startswith(debut):
            return
    raise AssertionError(f"{debut} : hors d’atteinte au clavier")


def test_a_file_is_mended_on_the_page_and_its_titles_are_known_the_next_quarter(
    page: Page, magasin_du_parcours: str, tmp_path: Path
) -> None:
    fichier = make_fichier(*LIGNES)
    numero = save_fichier(page, "suivi-t4.csv", fichier, open_depot(page))
    expect(page.get_by_text("Il manque la colonne « valeur »")).to_be_visible()
    liste = page.get_by_role("combobox", name="Colonne D, lue comme")
    liste.evaluate("liste => liste.scrollIntoView({ block: 'center' })")
    liste.click()
    page.get_by_role("option", name="Valeur", exact=True).click()
    numero = attendre_suite(page, numero)
    expect(page.get_by_text("4 lignes lues : 1 prête, 3 à corriger")).to_be_visible()

    page.get_by_role("button", name="Télécharger mes lignes annotées").focus()
    tab_jusqu_a(page, "Correction de la cellule D3")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    numero = attendre_suite(page, numero)
    expect(page.get_by_text("4 lignes lues : 2 prêtes, 2 à corriger")).to_be_visible()
    expect(page.get_by_label("Correction de la cellule A4")).to_be_focused()
    numero = click_et_attendre(page, "Lire S.1.2-02", numero)
    numero = click_et_attendre(page, "Lire : S.2.1-01;2024;T4;12,5;", numero)
    expect(page.get_by_text("4 lignes lues : 4 prêtes")).to_be_visible()
    expect(page.locator(".compte")).to_be_focused()
    expect(page.get_by_text("Ligne 3, colonne D « Réalisé T4 » : « environ 12 » → « 12 »")).to_be_visible()

    click_et_attendre(page, "Publier les 4 lignes", numero)
    expect(page.get_by_role("heading", name="publié : 4 valeurs")).to_be_focused()
    page.wait_for_function(DANS_LA_FENETRE, arg="h2.compte")
    assert get_telechargement(page, "Télécharger le fichier d’origine") == fichier
    assert sorted(list_exportes(magasin_du_parcours, tmp_path / "avec")) == [
        ("S.1.2-02", "2024", "T4", "61"),
        ("S.1.3-01", "2024", "T4", "28"),
        ("S.1.3-02", "2024", "T4", "12"),
        ("S.2.1-01", "2024", "T4", "12,5"),
    ]

    page.goto("/depot?trimestre=2025-T1")
    suivant = make_fichier("S.1.3-01;2025;T1;31;", entete=ENTETE.replace("T4", "T1"))
    numero = save_fichier(page, "suivi-t1.csv", suivant, attendre_suite(page, 0))
    expect(page.get_by_text("1 ligne lue : 1 prête")).to_be_visible()
    page.get_by_text("Colonnes lues : 5 sur 5 (1 reprise de votre dépôt n° 2), voir ou changer").click()
    numero = attendre_suite(page, numero)
    expect(page.get_by_text("repris de votre dépôt n° 2")).to_be_visible()
    click_et_attendre(page, "Publier la ligne", numero)
    assert ("S.1.3-01", "2025", "T1", "31") in list_exportes(magasin_du_parcours, tmp_path / "suivant")


@pytest.mark.parametrize("magasin_du_parcours", ["sqlite"], indirect=True)
def test_no_step_of_the_repair_breaks_a_rule_of_accessibility(page: Page) -> None:
    def check(etape: str) -> None:
        manquements = Axe().run(page, options=REGLES).response["violations"]
        assert [(etape, m["id"], [noeud["html"][:200] for noeud in m["nodes"]]) for m in manquements] == []

    numero = save_fichier(page, "sans-titres.csv", make_fichier("S.1.3-01;28", entete="Suivi"), open_depot(page))
    check("ligne des titres")
    numero = save_fichier(page, "suivi-t4.csv", make_fichier(*LIGNES), numero)
    check("colonnes")
    numero = click_et_attendre(page, "Lire comme « Valeur »", numero)
    check("cellules à corriger")
    page.get_by_label("Correction de la cellule D3").fill("12")
    numero = click_et_attendre(page, "Vérifier mes corrections", numero)
    check("cellules corrigées")
    page.get_by_text("voir ou changer").click()
    numero = attendre_suite(page, numero)
    check("colonnes dépliées")
    click_et_attendre(page, "Publier les 2 lignes correctes", numero)
    check("publié")
