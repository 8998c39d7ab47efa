"""A quarter in one sitting, in a real browser: what misses, the reminder, the workbooks, then several files at once."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.attente import attendre_fin
from tests.navigateur.test_parcours_depot import (
    CD,
    attendre_suite,
    click_et_attendre,
    get_telechargement,
    list_exportes,
)
from tests.serveur import start_serveur

T4 = "2024-T4"
ENTETE = "code_indicateur;annee;trimestre;valeur"
Fichier = dict[str, str | bytes]


@pytest.fixture
def magasin(magasin_initial: Path, tmp_path: Path) -> str:
    """The address of a store that holds the contract alone."""
    return f"sqlite:///{shutil.copy(magasin_initial, tmp_path / 'jalons.sqlite')}"


@pytest.fixture
def serveur(magasin: str, tmp_path: Path) -> Iterator[str]:
    """A real server over that store."""
    with start_serveur(magasin, tmp_path / "journal.txt") as adresse:
        yield adresse


def make_fichier(nom: str, *lignes: str) -> Fichier:
    return {"name": nom, "mimeType": "text/csv", "buffer": "\r\n".join((ENTETE, *lignes, "")).encode("cp1252")}


def open_trimestre(page: Page) -> int:
    page.goto(f"/profil/{CD}?retour=/mon-trimestre")
    attendre_fin(page, "mon-trimestre")
    page.goto(f"/mon-trimestre?trimestre={T4}")
    return attendre_fin(page, "mon-trimestre")


def open_menu(page: Page, nom: str, adresse: str) -> int:
    """Go to a page of the « Déposer » menu without leaving the visit."""
    page.get_by_test_id("stTopNavSection").filter(has_text="Déposer").click()
    page.get_by_role("menuitem", name=nom, exact=True).click()
    return attendre_fin(page, adresse)


def give_fichiers(page: Page, precedent: int, *fichiers: Fichier) -> int:
    page.set_input_files(".st-key-ensemble input[type=file]", list(fichiers))  # type: ignore[arg-type]
    return attendre_suite(page, precedent)


def get_ligne(page: Page, nom: str):  # type: ignore[no-untyped-def]
    """The block of one file of the list."""
    return page.locator("[class*=st-key-depose-]").filter(has_text=nom)


def test_three_files_dropped_at_once_are_published_each_in_its_lot_and_the_faulty_one_is_treated(
    page: Page, magasin: str, tmp_path: Path
) -> None:
    numero = open_trimestre(page)
    expect(page.locator(".constat")).to_contain_text("aucune donnée reçue sur 126 attendues")
    numero = give_fichiers(
        page,
        numero,
        make_fichier("villes.csv", "S.1.3-01;2024;T4;31"),
        make_fichier("ase.csv", "S.1.2-01;2024;T4;environ 12", "S.1.2-03;2024;T4;9"),
        make_fichier("familles.csv", "S.1.3-02;2024;T4;33"),
    )
    expect(get_ligne(page, "villes.csv")).to_contain_text("Prêt à publier")
    expect(get_ligne(page, "ase.csv")).to_contain_text(re.compile(r"2 lignes lues\s: 1 prête, 1 à corriger"))
    assert page.locator(".st-key-ensemble [data-testid=stFileChip]:visible").count() == 0
    assert list_exportes(magasin, tmp_path / "avant") == []

    numero = click_et_attendre(page, "Publier les 2 fichiers prêts", numero)
    expect(get_ligne(page, "villes.csv")).to_contain_text(re.compile(r"Publié\s: dépôt n°\s2"))
    expect(get_ligne(page, "villes.csv").locator(".etat")).to_be_focused()
    expect(get_ligne(page, "familles.csv")).to_contain_text(re.compile(r"Publié\s: dépôt n°\s3"))
    expect(get_ligne(page, "ase.csv")).to_contain_text("1 à corriger")
    expect(page.locator(".constat")).to_contain_text("2 données reçues sur 126 attendues")
    assert list_exportes(magasin, tmp_path / "apres") == [
        ("S.1.3-01", "2024", "T4", "31"),
        ("S.1.3-02", "2024", "T4", "33"),
    ]

    get_ligne(page, "ase.csv").get_by_role("button", name="Ouvrir dans Dépôt").click()
    attendre_fin(page, "depot")
    expect(page.get_by_text("venu de « Mon trimestre »")).to_be_visible()
    expect(page.get_by_text("Ligne 2, colonne D « valeur »")).to_be_visible()
    numero = open_menu(page, "Mon trimestre", "mon-trimestre")
    expect(get_ligne(page, "ase.csv")).to_contain_text("1 à corriger")
    expect(get_ligne(page, "villes.csv")).to_contain_text(re.compile(r"dépôt n°\s2"))

    numero = give_fichiers(page, numero, make_fichier("ase.csv", "S.1.2-01;2024;T4;12", "S.1.2-03;2024;T4;9"))
    expect(page.locator("[class*=st-key-depose-]")).to_have_count(3)
    click_et_attendre(page, "Publier les 2 lignes", numero)
    expect(get_ligne(page, "ase.csv")).to_contain_text(re.compile(r"2 valeurs publiées.*dépôt n°\s4", re.DOTALL))
    get_ligne(page, "ase.csv").get_by_role("link", name="Voir le dépôt").click()
    attendre_fin(page, "depots")
    expect(page.get_by_role("heading", name=re.compile(r"Dépôt n°\s4"))).to_be_visible()


def test_two_files_that_differ_are_told_before_anything_is_published(page: Page, magasin: str, tmp_path: Path) -> None:
    numero = open_trimestre(page)
    give_fichiers(
        page, numero, make_fichier("a.csv", "S.1.3-01;2024;T4;28"), make_fichier("b.csv", "S.1.3-01;2024;T4;31")
    )
    for nom in ("a.csv", "b.csv"):
        expect(get_ligne(page, f"{nom}, Résultats")).to_contain_text(
            re.compile(r"S\.1\.3-01 · T4 2024\s: 28 dans a\.csv, 31 dans b\.csv")
        )
    assert page.get_by_role("button", name=re.compile("^Publier")).count() == 0
    assert list_exportes(magasin, tmp_path / "rien") == []


def test_the_reminder_is_copied_in_french_and_the_workbooks_come_in_one_file(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_trimestre(page)
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    copie = page.evaluate("navigator.clipboard.readText()")
    assert copie.startswith("Objet") and "délai proposé par Jalons" in copie
    with zipfile.ZipFile(io.BytesIO(get_telechargement(page, "Télécharger les 12 classeurs (.zip)"))) as archive:
        noms = archive.namelist()
    assert len(noms) == 12 and all(nom in copie for nom in noms if "volet-2" in nom)
    agenda = get_telechargement(page, "Télécharger le rappel d’agenda (.ics)").decode("utf-8")
    assert agenda.startswith("BEGIN:VCALENDAR\r\n") and "BEGIN:VALARM" in agenda


def test_a_figure_is_declared_not_to_come_beside_its_line_and_the_keyboard_stands_on_what_was_saved(page: Page) -> None:
    numero = open_trimestre(page)
    ligne = page.locator("[class*=st-key-manquante-]").first
    ligne.get_by_text(re.compile("dire pourquoi, ou qu’elle ne sera pas transmise")).click()
    numero = attendre_suite(page, numero)
    ligne.get_by_text(re.compile("^Déclarer que .* ne sera pas transmise")).click()
    ligne.get_by_label("Pourquoi elle ne sera pas transmise, en une phrase").fill("Le relevé a été perdu.")
    ligne.get_by_role("button", name="Déclarer", exact=True).click()
    attendre_suite(page, numero)
    expect(page.locator("[class*=st-key-fait-]")).to_contain_text("Enregistré (dépôt n°")
    expect(page.locator("[class*=st-key-fait-]")).to_be_focused()
    expect(ligne).to_contain_text("réponse attendue de l’État")
