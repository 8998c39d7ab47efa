"""The whole job of an upload, in a real browser, on a store that holds the contract alone."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.magasins import URL_POSTGRESQL, schema_postgresql
from tests.navigateur.attente import attendre_fin
from tests.serveur import run_commande, start_serveur

__all__ = ["schema_postgresql"]

SUITE = """precedent => {
  const fins = document.querySelectorAll(".fin");
  const etat = document.querySelector("[data-testid=stApp]").dataset.testScriptState;
  return fins.length === 1 && Number(fins[0].dataset.n) > precedent && etat === "notRunning";
}"""
"""A later run is over. Publishing and undoing run the script twice: until the page settles, both ends are drawn."""

CD = "contributeur_cd"
ROUGE, JAUNE = "FFF8CBC6", "FFFFE8A3"
T4 = "2024-T4"


@pytest.fixture(params=["sqlite", "postgresql"])
def magasin_du_parcours(request: pytest.FixtureRequest, magasin_initial: Path, tmp_path: Path) -> str:
    """The address of a store of the test's own, as `make run` prepares it."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(magasin_initial, tmp_path / 'jalons.sqlite')}"
    if not URL_POSTGRESQL:
        pytest.skip("PostgreSQL : TEST_DATABASE_URL n’est pas renseignée, ces tests n’ont pas été exécutés")
    url: str = request.getfixturevalue("schema_postgresql")
    run_commande("initialiser", magasin=url)
    return url


@pytest.fixture
def serveur(magasin_du_parcours: str, tmp_path: Path) -> Iterator[str]:
    """A real server over that store."""
    with start_serveur(magasin_du_parcours, tmp_path / "journal.txt") as adresse:
        yield adresse


def open_depot(page: Page) -> int:
    page.goto(f"/profil/{CD}?retour=/depot")
    attendre_fin(page, "depot")
    page.goto(f"/depot?trimestre={T4}")
    return attendre_fin(page, "depot")


def attendre_suite(page: Page, precedent: int) -> int:
    page.wait_for_function(SUITE, arg=precedent)
    return attendre_fin(page)


def follow_lien(page: Page, lien: str, adresse: str) -> int:
    """Follow a link to the Dépôts page; the address is awaited first, since one may come from that very page."""
    page.get_by_role("link", name=lien).first.click()
    page.wait_for_url(re.compile(re.escape(adresse)))
    return attendre_fin(page, "depots")


def save_fichier(page: Page, nom: str, contenu: bytes, precedent: int) -> int:
    page.set_input_files(".st-key-fichier input[type=file]", {"name": nom, "mimeType": "text/csv", "buffer": contenu})
    return attendre_suite(page, precedent)


def click_et_attendre(page: Page, bouton: str, precedent: int) -> int:
    page.get_by_role("button", name=bouton).click()
    return attendre_suite(page, precedent)


def select_motif(page: Page, question: str, motif: str) -> None:
    page.get_by_role("radiogroup", name=question).get_by_text(motif).click()


def select_encodage(page: Page, encodage: str, precedent: int) -> int:
    """Read the file again with another encoding, from the folded choice beside the sentence."""
    page.get_by_role("button", name="Les accents sont illisibles").click()
    page.get_by_role("combobox", name="Relire le fichier avec cet encodage").click()
    page.get_by_role("option", name=encodage, exact=True).click()
    numero = attendre_suite(page, precedent)
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Relire le fichier avec cet encodage")).to_be_hidden()
    return numero


def list_annotations(classeur: bytes) -> list[tuple[object, str, str]]:
    """Give each coloured cell of an annotated workbook: its content, its colour, the message at the end of its row."""
    feuille = openpyxl.load_workbook(io.BytesIO(classeur)).worksheets[0]
    fin = feuille.max_column
    return [
        (case.value, str(case.fill.fgColor.rgb), str(feuille.cell(case.row, fin).value))
        for rangee in feuille.iter_rows(min_row=2, max_col=fin - 1)
        for case in rangee
        if case.fill.fill_type
    ]


def get_telechargement(page: Page, bouton: str) -> bytes:
    with page.expect_download() as attendu:
        page.get_by_role("button", name=bouton).click()
    return attendu.value.path().read_bytes()


def list_exportes(magasin: str, dossier: Path) -> list[tuple[str, ...]]:
    run_commande("exporter", str(dossier), magasin=magasin)
    lignes = csv.DictReader(io.StringIO((dossier / "resultats.csv").read_text("utf-8-sig")), delimiter=";")
    return [(ligne["code_indicateur"], ligne["annee"], ligne["trimestre"], ligne["valeur"]) for ligne in lignes]


def fill_modele(modele: bytes, valeurs: dict[str, str]) -> bytes:
    """Fill the « valeur » cell of the département's own row of each indicator."""
    lignes = list(csv.reader(io.StringIO(modele.decode("utf-8-sig")), delimiter=";"))
    entete = lignes[0]
    rangs = {nom: entete.index(nom) for nom in ("code_indicateur", "territoire", "ventilation", "valeur")}
    for ligne in lignes[1:]:
        if ligne[rangs["territoire"]] in ("", "DEP") and not ligne[rangs["ventilation"]]:
            ligne[rangs["valeur"]] = valeurs.get(ligne[rangs["code_indicateur"]], "")
    sortie = io.StringIO(newline="")
    csv.writer(sortie, delimiter=";", lineterminator="\r\n").writerows(lignes)
    return sortie.getvalue().encode("utf-8-sig")


def test_a_first_quarter_is_uploaded_seen_exported_and_undone(
    page: Page, magasin_du_parcours: str, tmp_path: Path
) -> None:
    page.goto(f"/indicateur?code=S.1.3-01&trimestre={T4}")
    attendre_fin(page, "indicateur")
    for cible in ("28", "50", "70", "80"):
        expect(page.locator(f"svg text:text-is('{cible}')").first).to_be_attached()
    expect(page.get_by_text("Aucune valeur n’a encore été déposée.")).to_be_visible()

    numero = open_depot(page)
    modele = get_telechargement(page, "Télécharger le modèle (CSV)")
    rempli = fill_modele(modele, {"S.1.3-01": "31", "S.1.3-02": "33"})
    numero = save_fichier(page, "resultats-2024-T4.csv", rempli, numero)
    expect(page.get_by_text("2 prêtes")).to_be_visible()
    click_et_attendre(page, "Publier les 2 lignes", numero)
    expect(page.get_by_text("publié : 2 valeurs")).to_be_visible()

    page.goto(f"/indicateur?code=S.1.3-01&trimestre={T4}")
    attendre_fin(page, "indicateur")
    expect(page.locator(".phrase").first).to_contain_text("31")
    expect(page.locator("svg text:text-is('31')").first).to_be_attached()
    expect(page.get_by_role("row", name="Valeur à fin T4 2024 31 transmise (mesurée), lot n° 2")).to_be_visible()
    follow_lien(page, "T4 2024", "/depots?valeur=")
    expect(page.get_by_text("31 logements, selon le dépôt n° 2 (1 version)")).to_be_visible()
    expect(page.get_by_text("de resultats-2024-T4.csv")).to_be_visible()
    assert get_telechargement(page, "Télécharger resultats-2024-T4.csv (dépôt n° 2)") == rempli
    assert list_exportes(magasin_du_parcours, tmp_path / "avec") == [
        ("S.1.3-01", "2024", "T4", "31"),
        ("S.1.3-02", "2024", "T4", "33"),
    ]

    page.goto("/depots?lot=2")
    numero = attendre_fin(page, "depots")
    page.get_by_text("Annuler ce dépôt").click()
    numero = attendre_suite(page, numero)
    select_motif(page, "Motif de l’annulation", "Dépôt d’essai")
    click_et_attendre(page, "Annuler le dépôt n° 2", numero)
    expect(page.get_by_text("Les valeurs d’avant sont rétablies.")).to_be_visible()
    assert list_exportes(magasin_du_parcours, tmp_path / "sans") == []
    page.goto(f"/indicateur?code=S.1.3-01&trimestre={T4}")
    attendre_fin(page, "indicateur")
    assert page.locator("svg text:text-is('31')").count() == 0


ENTETE = "code_indicateur;libelle;annee;trimestre;valeur_connue;valeur;commentaire"


def make_fichier(*valeurs: str) -> bytes:
    """Four rows as a French office saves them: a conflict, two cells to fill right, a falling cumulated count."""
    lignes = (
        f"S.1.3-01;Nombre de logements mis à disposition par les Villes;2024;T4;26;{valeurs[0]};relevé des villes",
        f"S.1.3-02;Nombre de familles accompagnées;2024;T4;;{valeurs[1]};",
        f"S.1.2-01;;2024;T4;;{valeurs[2]};double compte corrigé",
        f"S.1.2-04;;2024;T4;;{valeurs[3]};",
    )
    return "\r\n".join((ENTETE, *lignes, "")).encode("cp1252")


def publish_avant(magasin: str, dossier: Path) -> None:
    """What was published before: T3, then two versions of one value at T4, so that the template's 26 is out of date."""
    for nom, lignes in (
        ("t3.csv", ("S.1.2-01;2024;T3;40",)),
        ("t4.csv", ("S.1.3-01;2024;T4;26",)),
        ("t4-corrige.csv", ("S.1.3-01;2024;T4;28",)),
    ):
        fichier = dossier / nom
        fichier.write_text("\n".join(("code_indicateur;annee;trimestre;valeur", *lignes)), "utf-8")
        run_commande("importer", str(fichier), "--role", CD, "--motif", "suivi", "--publier", magasin=magasin)


def test_a_file_with_wrong_cells_a_conflict_and_a_falling_count_is_corrected_and_published(
    page: Page, magasin_du_parcours: str, tmp_path: Path
) -> None:
    publish_avant(magasin_du_parcours, tmp_path)
    avant = list_exportes(magasin_du_parcours, tmp_path / "avant")
    numero = open_depot(page)
    numero = save_fichier(page, "t4.csv", make_fichier("30", "environ 12", "35", "1o5"), numero)
    expect(page.get_by_text("Windows-1252")).to_be_visible()
    expect(page.get_by_text("4 lignes lues : 0 prête, 2 à corriger, 1 à confirmer, 1 à départager")).to_be_visible()
    expect(page.get_by_text("Ligne 3, colonne F « valeur »")).to_be_visible()
    expect(page.get_by_text("Ligne 5, colonne F « valeur »")).to_be_visible()
    numero = select_encodage(page, "Macintosh", numero)
    expect(page.get_by_text("Lu comme : CSV, point-virgule, Macintosh")).to_be_visible()
    numero = select_encodage(page, "Reconnaître automatiquement", numero)
    expect(page.get_by_text("Lu comme : CSV, point-virgule, Windows-1252")).to_be_visible()

    faux, baisse, second = list_annotations(get_telechargement(page, "Télécharger mes lignes annotées"))
    assert (faux[:2], baisse[:2], second[:2]) == (("environ 12", ROUGE), ("35", JAUNE), ("1o5", ROUGE))
    assert "n’est pas un nombre" in faux[2] and "→ Écrivez seulement le nombre" in faux[2]

    numero = save_fichier(page, "t4-bis.csv", make_fichier("30", "33", "35", "7"), numero)
    expect(page.get_by_text("4 lignes lues : 2 prêtes, 1 à confirmer, 1 à départager")).to_be_visible()
    page.get_by_text("Je confirme ce qui a été lu : cumul en baisse").click()
    numero = attendre_suite(page, numero)
    page.get_by_text("Prendre celle du fichier : 30").click()
    numero = attendre_suite(page, numero)
    expect(page.get_by_text("4 lignes lues : 4 prêtes")).to_be_visible()
    expect(page.locator("tr.modifie del")).to_have_text("28")
    expect(page.locator("tr.modifie ins")).to_have_text("30")

    numero = click_et_attendre(page, "Publier les 4 lignes", numero)
    expect(page.get_by_text("indiquez le motif")).to_be_visible()
    select_motif(page, "Motif du changement", "Donnée consolidée")
    numero = click_et_attendre(page, "Publier les 4 lignes", numero)
    expect(page.get_by_text("publié : 4 valeurs")).to_be_visible()
    recu = get_telechargement(page, "Télécharger le reçu").decode("utf-8")
    assert all(mot in recu for mot in ("Reçu du dépôt", "t4-bis.csv", "Windows-1252", "<del>28</del>"))
    assert get_telechargement(page, "Télécharger le fichier d’origine") == make_fichier("30", "33", "35", "7")

    follow_lien(page, "S.1.3-01 · T4 2024", "/depots?valeur=")
    expect(page.get_by_text("30 logements, selon le dépôt n° 5 (3 versions)")).to_be_visible()
    expect(page.get_by_text("ligne 2 de t4-bis.csv")).to_be_visible()
    numero = follow_lien(page, "n° 5", "/depots?lot=5")
    page.get_by_text("Annuler ce dépôt").click()
    numero = attendre_suite(page, numero)
    select_motif(page, "Motif de l’annulation", "Données inexactes")
    click_et_attendre(page, "Annuler le dépôt n° 5", numero)
    expect(page.get_by_text("Les valeurs d’avant sont rétablies.")).to_be_visible()
    assert list_exportes(magasin_du_parcours, tmp_path / "apres") == avant
