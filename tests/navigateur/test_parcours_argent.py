"""The money of 2024, quarter by quarter, in a real browser: gauges, co-financing, alerts, then the annex itself."""

import csv
import re
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from lib.domain.nomenclatures import Financeur
from tests.exports.contrat_reel import read_contrat
from tests.exports.recalcul import Valeurs, list_ecarts, read_formules, read_valeurs, recalculate
from tests.navigateur.attente import attendre_fin
from tests.navigateur.test_parcours_depot import CD, click_et_attendre, get_telechargement, save_fichier
from tests.serveur import run_commande, start_serveur

EXECUTION = "Exécution budgétaire"
PARTS = {1: 20, 2: 45, 3: 70, 4: 100}
"""What every action has spent of its forecast at each quarter, in %."""

VELO = "S.3.1"
VELO_REALISE = {1: (5000, 1000), 2: (15000, 3000), 3: (15000, 9000), 4: (15000, 14999)}
"""État then CD: the State's share is spent first, and the year ends one euro short of half."""


@pytest.fixture
def magasin(magasin_initial: Path, tmp_path: Path) -> str:
    """The address of a store that holds the contract alone."""
    return f"sqlite:///{shutil.copy(magasin_initial, tmp_path / 'jalons.sqlite')}"


@pytest.fixture
def serveur(magasin: str, tmp_path: Path) -> Iterator[str]:
    """A real server over that store."""
    with start_serveur(magasin, tmp_path / "journal.txt") as adresse:
        yield adresse


def list_realises(trimestre: int) -> list[tuple[str, str, int]]:
    """What is deposited for a quarter: fiche, funder, whole euros."""
    realises = []
    for enveloppe in read_contrat().enveloppes:
        if enveloppe.financeur is Financeur.AUTRES:
            continue
        euros = enveloppe.montant // 100 * PARTS[trimestre] // 100
        if enveloppe.fiche == VELO:
            euros = VELO_REALISE[trimestre][enveloppe.financeur is Financeur.CD]
        realises.append((enveloppe.fiche, enveloppe.financeur.value, euros))
    return realises


def make_fichier(trimestre: int) -> bytes:
    sortie = StringIO(newline="")
    ecrit = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrit.writerow(["code_fiche", "annee", "trimestre", "financeur", "montant_realise"])
    ecrit.writerows([fiche, 2024, f"T{trimestre}", qui, euros] for fiche, qui, euros in list_realises(trimestre))
    return sortie.getvalue().encode("utf-8-sig")


def upload(page: Page, trimestre: int) -> None:
    """Deposit a quarter's file through the Dépôt page and see it published."""
    page.goto(f"/depot?type={quote(EXECUTION)}&trimestre=2024-T{trimestre}")
    numero = attendre_fin(page, "depot")
    numero = save_fichier(page, f"executions-2024-t{trimestre}.csv", make_fichier(trimestre), numero)
    lignes = len(list_realises(trimestre))
    expect(page.get_by_text(f"{lignes} prêtes")).to_be_visible()
    click_et_attendre(page, f"Publier les {lignes} lignes", numero)
    expect(page.get_by_text(f"publié : {lignes} valeurs")).to_be_visible()


def open_budget(page: Page, trimestre: int, onglet: str) -> None:
    page.goto(f"/budget?trimestre=2024-T{trimestre}&onglet={quote(onglet)}")
    attendre_fin(page, "budget")
    expect(page.get_by_role("tab", name=onglet, selected=True)).to_be_visible()


def get_mots(page: Page, nom: str) -> str:
    """The words at the right of the gauge that bears a name at its left, thin spaces made plain."""
    textes = page.locator("[data-testid=stVegaLiteChart] svg text")
    expect(textes.filter(has_text=nom).first).to_be_attached()
    mots = [re.sub(r"[\u202f\u00a0]", " ", texte) for texte in textes.all_text_contents()]
    noms, suites = [m for m in mots if " · État" in m or " · Département" in m], [m for m in mots if "€" in m]
    return suites[noms.index(nom)]


def list_exportees(magasin: str, dossier: Path) -> dict[tuple[str, str], float]:
    """The fourth quarter's amounts as the store exports them."""
    run_commande("exporter", str(dossier), magasin=magasin)
    lignes = csv.DictReader(StringIO((dossier / "executions.csv").read_text("utf-8-sig")), delimiter=";")
    return {
        (ligne["fiche"], ligne["financeur"]): float(ligne["montant"].replace(",", "."))
        for ligne in lignes
        if (ligne["annee"], ligne["trimestre"]) == ("2024", "T4")
    }


def test_a_year_of_spending_moves_the_gauges_raises_one_alert_and_fills_the_annex(
    page: Page, magasin: str, tmp_path: Path
) -> None:
    page.goto(f"/profil/{CD}?retour=/depot")
    attendre_fin(page, "depot")
    taux = []
    for trimestre in PARTS:
        upload(page, trimestre)
        open_budget(page, trimestre, "Où en est l’argent")
        taux.append(get_mots(page, "Axe 1 · Enfance et inégalités · État"))
        if trimestre == 2:
            check_no_alert(page)
    assert [re.findall(r"[\d,]+ %", mots) for mots in taux] == [["20,0 %"], ["45,0 %"], ["70,0 %"], ["100,0 %"]]
    assert re.search(r" 99,9\d+ % du prévisionnel$", get_mots(page, "Total du contrat · Département"))

    open_budget(page, 4, "Alertes")
    expect(page.get_by_text("1 alerte au T4 2024.")).to_be_visible()
    alerte = page.get_by_role("row", name=re.compile(r"R1, art\. 2\.2"))
    expect(alerte).to_contain_text(re.compile(r"S\.3\.1.*49,998\s%.*il manque 1\s€"))

    open_budget(page, 4, "Prévisionnel et annexe")
    annexe = get_telechargement(page, "Exécution 2024 (.xlsx)")
    check_annexe(annexe, recalculate({"execution": annexe}, tmp_path)["execution"], list_exportees(magasin, tmp_path))


def check_no_alert(page: Page) -> None:
    """State 15 000 and CD 3 000 at T2: under half, provisional, without alert."""
    open_budget(page, 2, "Alertes")
    expect(page.get_by_text("Aucune alerte sur les montants connus.")).to_be_visible()
    open_budget(page, 2, "Cofinancement")
    expect(page.locator(".phrase").first).to_contain_text(
        re.compile(
            r"sans alerte avant le T4 définitif\s: S\.3\.1, réalisé 16,7\s% \(provisoire\), il manque 12\s000\s€"
        )
    )


def check_annexe(ecrite: bytes, recalculee: bytes, magasin: dict[tuple[str, str], float]) -> None:
    """LibreOffice finds what the workbook says, and the workbook says what the store holds."""
    assert read_formules(ecrite)
    valeurs = read_valeurs(recalculee)
    assert list_ecarts(read_valeurs(ecrite), valeurs) == []
    etat, cd = (
        {fiche: euros for (fiche, financeur), euros in magasin.items() if financeur == qui and fiche.startswith("S.")}
        for qui in ("ETAT", "CD")
    )
    assert len(etat) == len(cd) == 10
    for fiche in etat:
        assert read_ligne(valeurs, fiche) == (etat[fiche], cd[fiche], etat[fiche] + cd[fiche])
    totaux = (sum(etat.values()), sum(cd.values()), sum(etat.values()) + sum(cd.values()))
    assert read_ligne(valeurs, "TOTAUX FINANCIERS") == totaux == (1553395, 3016766, 4570161)


def read_ligne(valeurs: Valeurs, nom: str) -> tuple[object, ...]:
    """Columns A, C and A+C of the row that bears a name."""
    feuille, case = next(cle for cle, valeur in valeurs.items() if valeur == nom)
    rang = re.sub(r"\D", "", case)
    return tuple(valeurs[feuille, f"{colonne}{rang}"] for colonne in "EGH")
