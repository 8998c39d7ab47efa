"""A tracker of two sheets taken over in a real browser, on a store that holds the contract alone; then given again."""

import io
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.navigateur.attente import attendre_fin
from tests.navigateur.test_accessibilite import REGLES
from tests.navigateur.test_parcours_depot import CD, attendre_suite, click_et_attendre, list_exportes
from tests.serveur import start_serveur

ANNEES = ((2024, (1, 2, 3, 4)), (2025, (1, 2, 3, 4)))
SOLIDARITES: dict[str, tuple[str, str, Sequence[int]]] = {
    "Nb de jeunes ayant accès à un appartement en colocation": ("S.1.2", "S.1.2-01", (12, 25, 38, 50, 14, 27, 39, 52)),
    "Jeunes parrainés (parrainage de proximité)": ("S.1.2", "S.1.2-03", (3, 6, 9, 12, 4, 7, 10, 13)),
    "Nombre de logements mis à disposition par les villes": ("S.1.3", "S.1.3-01", (16, 20, 24, 28, 30, 34, 38, 50)),
    "Familles accompagnées": ("S.1.3", "S.1.3-02", (10, 18, 25, 33, 9, 20, 28, 37)),
}
INSERTION: dict[str, tuple[str, str, Sequence[int]]] = {
    "Nombre d'ARSA reçus": ("I.V2.1", "V2.1-ESE-02", (900, 1850, 2800, 3700)),
    "Rendez-vous de suivi": ("I.V2.1", "V2.1-ESE-05", (1500, 3100, 4700, 6200)),
}
"""Label of the house → fiche, indicator, results by quarter."""


@pytest.fixture
def magasin(magasin_initial: Path, tmp_path: Path) -> str:
    """The address of a store that holds the contract alone."""
    return f"sqlite:///{shutil.copy(magasin_initial, tmp_path / 'jalons.sqlite')}"


@pytest.fixture
def serveur(magasin: str, tmp_path: Path) -> Iterator[str]:
    """A real server over that store."""
    with start_serveur(magasin, tmp_path / "journal.txt") as adresse:
        yield adresse


def add_feuille(
    classeur: Workbook, nom: str, section: str, annees: Any, lignes: dict[str, tuple[str, str, Sequence[int]]]
) -> None:
    """Write a sheet as an office does: years, quarters merged above « Réalisé » and « Cible », a section, a total."""
    page = classeur.create_sheet(nom)
    page["A1"] = f"Suivi du contrat, {nom.lower()}"
    for colonne, titre in enumerate(("Action", "Indicateur", "Unité"), start=1):
        page.cell(3, colonne, titre)
        page.merge_cells(start_row=3, end_row=5, start_column=colonne, end_column=colonne)
    colonne = 4
    for annee, trimestres in annees:
        page.cell(3, colonne, annee)
        page.merge_cells(start_row=3, end_row=3, start_column=colonne, end_column=colonne + 2 * len(trimestres) - 1)
        for numero in trimestres:
            page.cell(4, colonne, f"T{numero}")
            page.merge_cells(start_row=4, end_row=4, start_column=colonne, end_column=colonne + 1)
            page.cell(5, colonne, "Réalisé")
            page.cell(5, colonne + 1, "Cible")
            colonne += 2
    page.cell(6, 2, section)
    for rang, (libelle, (fiche, _, valeurs)) in enumerate(lignes.items(), start=7):
        page.cell(rang, 1, fiche)
        page.cell(rang, 2, libelle)
        for place, valeur in enumerate(valeurs):
            page.cell(rang, 4 + 2 * place, valeur)
            page.cell(rang, 5 + 2 * place, 9999)
    page.cell(7 + len(lignes), 2, "Total")
    for place in range(colonne - 4):
        page.cell(7 + len(lignes), 4 + place, 12345)


def make_suivi(notes: str) -> bytes:
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    add_feuille(classeur, "Solidarités", "Axe 1 – Enfance et inégalités", ANNEES, SOLIDARITES)
    add_feuille(classeur, "Insertion", "Volet 2 – Accompagnement", ANNEES[:1], INSERTION)
    classeur.create_sheet("Notes").append([notes])
    classeur.properties.created = classeur.properties.modified = datetime(2026, 1, 12)
    memoire = io.BytesIO()
    classeur.save(memoire)
    return memoire.getvalue()


def open_reprise(page: Page, contenu: bytes, nom: str) -> int:
    page.goto(f"/profil/{CD}?retour=/reprise")
    numero = attendre_fin(page, "reprise")
    fichier = {"name": nom, "mimeType": "application/octet-stream", "buffer": contenu}
    page.set_input_files(".st-key-fichier input[type=file]", fichier)
    return attendre_suite(page, numero)


def choose(page: Page, libelle: str, option: str, precedent: int) -> int:
    """Choose with the keyboard alone: type some words of the option, then Enter."""
    champ = page.get_by_role("combobox", name=libelle)
    champ.focus()
    page.keyboard.type(option)
    expect(page.get_by_role("option").first).to_contain_text(option)
    page.keyboard.press("Enter")
    return attendre_suite(page, precedent)


def check_accessibilite(page: Page) -> None:
    manquements = Axe().run(page, options=REGLES).response["violations"]
    assert [(m["id"], [noeud["html"][:200] for noeud in m["nodes"]]) for m in manquements] == []


def list_attendus() -> set[tuple[str, ...]]:
    """What the store must hold: each result at its indicator and quarter, no target and no total."""
    attendus = set()
    for lignes, annees in ((SOLIDARITES, ANNEES), (INSERTION, ANNEES[:1])):
        periodes = [(str(annee), f"T{numero}") for annee, numeros in annees for numero in numeros]
        for _, code, valeurs in lignes.values():
            attendus |= {(code, *periode, str(v)) for periode, v in zip(periodes, valeurs, strict=True)}
    return attendus


def test_a_tracker_is_taken_over_at_once_then_comes_back_known(page: Page, magasin: str, tmp_path: Path) -> None:
    numero = open_reprise(page, make_suivi("v1"), "suivi.xlsx")
    feuilles = page.get_by_role("table", name="Feuilles du fichier")
    expect(feuilles.get_by_role("row", name="Solidarités")).to_contain_text("8 colonnes de résultats, 5 libellés")
    expect(feuilles.get_by_role("row", name="Notes")).to_contain_text("non lue")
    expect(page.get_by_text("dit « cible »")).to_be_visible()
    expect(page.get_by_text("Rien à publier pour l’instant")).to_be_visible()
    check_accessibilite(page)

    numero = click_et_attendre(page, "Accepter les 2 rapprochements proches", numero)
    expect(feuilles.get_by_role("row", name="Solidarités")).to_contain_text("prêt à publier")
    matrice = page.get_by_role("table", name="Valeurs par indicateur et trimestre")
    expect(matrice.get_by_role("row", name=re.compile("S.1.2-03"))).to_contain_text(re.compile("13$"))
    numero = choose(page, "Feuille à regarder", "Insertion", numero)
    numero = choose(page, "Indicateur de « Rendez-vous de suivi »", "V2.1-ESE-05", numero)
    expect(feuilles.get_by_role("row", name="Insertion")).to_contain_text("prêt à publier")
    check_accessibilite(page)

    numero = click_et_attendre(page, "Publier les 2 feuilles prêtes (40 valeurs)", numero)
    expect(page.get_by_role("heading", name="✓ 2 dépôts publiés : 40 valeurs")).to_be_focused()
    assert set(list_exportes(magasin, tmp_path / "apres")) == list_attendus()

    page.goto("/indicateur?code=S.1.3-01&trimestre=2025-T4")
    attendre_fin(page, "indicateur")
    expect(page.locator("svg text:text-is('50')").first).to_be_attached()
    expect(page.get_by_role("row", name=re.compile("^T2 2024 20 "))).to_be_attached()

    open_reprise(page, make_suivi("v2"), "suivi-bis.xlsx")
    expect(page.get_by_text("comme la dernière fois").first).to_be_visible()
    for nom in ("Solidarités", "Insertion"):
        expect(feuilles.get_by_role("row", name=nom)).to_contain_text("rien à publier")
    expect(page.get_by_text("tout ce que dit ce fichier est déjà publié")).to_be_visible()
    check_accessibilite(page)
