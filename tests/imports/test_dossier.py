"""A contract folder is loaded whole, or refused with errors that say where, what was read and what is expected."""

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from lib.domain.contrat import Axe, Enonce, FicheAction, Territoire
from lib.domain.credits import Enveloppe
from lib.domain.indicateurs import Cible, Indicateur
from lib.domain.nomenclatures import Financeur, StatutCible, ThemeEnonce
from lib.imports.dossier import read_dossier
from tests.serveur import RACINE

REEL = RACINE / "data" / "contrats" / "94-val-de-marne"
FICTIF = RACINE / "tests" / "donnees" / "contrat-fictif"


def list_faits(dossier: Path, nom: type) -> list:
    lu = read_dossier(dossier)
    assert lu.erreurs == ()
    return [fait_lu.fait for fait_lu in lu.faits if isinstance(fait_lu.fait, nom)]


def test_the_real_contract_is_all_there() -> None:
    comptes = {nom: len(list_faits(REEL, nom)) for nom in (Axe, FicheAction, Indicateur)}
    assert comptes == {Axe: 6, FicheAction: 14, Indicateur: 138}


def test_the_real_contract_promises_nineteen_figures_for_2024_and_thirteen_for_2027() -> None:
    cibles = list_faits(REEL, Cible)
    chiffrees = {annee: sum(c.annee == annee and c.valeur is not None for c in cibles) for annee in (2024, 2027)}
    assert chiffrees == {2024: 19, 2027: 13}


def test_the_real_envelopes_are_the_annex_to_the_cent() -> None:
    enveloppes = list_faits(REEL, Enveloppe)
    totaux = {f: sum(e.montant for e in enveloppes if e.financeur is f) for f in Financeur}
    assert totaux == {Financeur.ETAT: 478968500, Financeur.CD: 1659472100, Financeur.AUTRES: 0}


def test_the_reasons_for_having_no_target_are_kept_apart() -> None:
    statuts = [indicateur.statut for indicateur in list_faits(REEL, Indicateur)]
    assert statuts.count(StatutCible.NON_CONTRACTUALISE) == 8
    assert statuts.count(StatutCible.A_DEFINIR_NON_CIBLE) == 33
    assert statuts.count(StatutCible.VIDE) == 35


def test_every_record_of_the_real_contract_says_where_it_comes_from() -> None:
    assert [lu.numero for lu in read_dossier(REEL).faits if not lu.fait.source] == []


def test_the_real_contract_states_its_jobs_its_governance_and_its_commitments() -> None:
    enonces = list_faits(REEL, Enonce)
    themes = [enonce.theme for enonce in enonces]
    assert {theme: themes.count(theme) for theme in ThemeEnonce} == {
        ThemeEnonce.METIERS: 20,
        ThemeEnonce.GOUVERNANCE: 6,
        ThemeEnonce.ENGAGEMENTS: 18,
        ThemeEnonce.FINANCEMENTS: 2,
    }
    assert [
        e.code for e in enonces if not re.search(r", l\.\d{3,4}(?:-\d{4})?(?: et l\.\d{4}(?:-\d{4})?)?$", e.source)
    ] == []


def test_each_list_of_jobs_follows_the_document_line_by_line() -> None:
    metiers = [enonce for enonce in list_faits(REEL, Enonce) if enonce.theme is ThemeEnonce.METIERS]
    assert [enonce.source for enonce in metiers] == [
        f"feuille de route, l.{ligne}" for ligne in (*range(1921, 1931), *range(1993, 2003))
    ]
    assert all(re.fullmatch(r"[A-Z]\d{4}", enonce.objet) for enonce in metiers)


def test_a_statement_names_only_what_exists(tmp_path: Path) -> None:
    assert list_faits(FICTIF, Enonce) == []
    dossier = Path(shutil.copytree(FICTIF, tmp_path / "fictif"))
    entetes = "code;ordre;theme;objet;texte;axe;fiche;territoire;source\n"
    (dossier / "enonces.csv").write_text(f"{entetes}E1;1;engagements;o;t;P1;F1;;s\n", encoding="utf-8")
    assert [(e.axe, e.fiche, e.territoire) for e in list_faits(dossier, Enonce)] == [("P1", "F1", "")]
    (dossier / "enonces.csv").write_text(f"{entetes}E1;1;engagements;o;t;P9;F9;99999;s\n", encoding="utf-8")
    assert [(e.colonne, e.lu) for e in read_dossier(dossier).erreurs] == [
        ("axe", "P9"),
        ("fiche", "F9"),
        ("territoire", "99999"),
    ]


def test_another_department_loads_through_the_same_path() -> None:
    assert [axe.code for axe in list_faits(FICTIF, Axe)] == ["P1", "P2", "P3", "P4"]
    assert [t.nom for t in list_faits(FICTIF, Territoire)] == ["Essai-sur-Mer"]
    assert {c.valeur for c in list_faits(FICTIF, Cible)} == {Decimal(1500), Decimal("1800.5"), Decimal(40), None}


MAUVAIS: list[tuple[str, str, str, tuple[int, str, str, str]]] = [
    ("cibles.csv", ";1500;", ";1 500;", (2, "valeur", "1 500", "un nombre, par exemple 12,5")),
    (
        "cibles.csv",
        "F1-01;2026",
        "F1-99;2026",
        (3, "indicateur", "F1-99", "un code déclaré, parmi F1-01, F1-02, F2-01"),
    ),
    ("cibles.csv", "F1-01;2026", "F1-01;2025", (3, "indicateur + annee + territoire + ventilation", "", "clé unique")),
    ("cibles.csv", "annee;valeur", "annee;valleur", (1, "valleur", "valleur", "une des colonnes indicateur, annee")),
    ("cibles.csv", "F2-01;2025;40;;", "F2-01;2025;40;;;", (4, "", "6 cellules", "5 cellules")),
    ("axes.csv", "2026-12-31;999;fiction, p. 1", "31/12/2026;999;x", (2, "fin", "31/12/2026", "une date AAAA-MM-JJ")),
    ("axes.csv", "P4;axe", "P4;pilier", (5, "type", "pilier", "un code parmi axe, volet")),
    ("axes.csv", "2025-01-01;2025-12-31", "2025-12-31;2025-01-01", (5, "fin", "2025-01-01", "une date après")),
    ("fiches.csv", "F2;P3", "F2;P9", (3, "axe", "P9", "un code déclaré, parmi P1, P2, P3, P4")),
    ("fiches.csv", "Réparer des vélos;oui", "Réparer des vélos;1", (3, "presente", "1", "oui ou non")),
    ("fiches.csv", ";Réparer des vélos", ";", (3, "intitule", "vide", "une valeur")),
    ("enveloppes.csv", "1000,50", "1000,505", (2, "montant", "1000,505", "un montant en euros")),
    ("indicateurs.csv", ";15;1200", ";quinze;1200", (2, "delai_jours", "quinze", "un nombre entier")),
    (
        "indicateurs.csv",
        "cible_chiffree;age",
        "cible_chiffree;couleur",
        (2, "ventilations", "couleur", "dimensions.csv"),
    ),
    ("contrat.toml", "debut = 2025-01-01", 'debut = "hier"', (7, "debut", "hier", "une date AAAA-MM-JJ")),
    ("contrat.toml", "[contrat]", "[contrat", (1, "", "", "un fichier TOML en UTF-8")),
]


@pytest.mark.parametrize(("fichier", "avant", "apres", "attendu"), MAUVAIS)
def test_a_wrong_folder_is_refused_with_a_located_error(
    tmp_path: Path, fichier: str, avant: str, apres: str, attendu: tuple[int, str, str, str]
) -> None:
    dossier = tmp_path / "essai"
    shutil.copytree(FICTIF, dossier)
    chemin = dossier / fichier
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    erreur = read_dossier(dossier).erreurs[0]
    ligne, colonne, lu, phrase = attendu
    assert (erreur.fichier, erreur.ligne, erreur.colonne) == (fichier, ligne, colonne)
    assert lu in erreur.lu
    assert phrase in erreur.attendu


def test_all_the_errors_of_a_folder_are_given_at_once(tmp_path: Path) -> None:
    dossier = tmp_path / "essai"
    shutil.copytree(FICTIF, dossier)
    chemin = dossier / "cibles.csv"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("2025", "l’an prochain"), encoding="utf-8")
    assert [(e.ligne, e.colonne) for e in read_dossier(dossier).erreurs] == [(2, "annee"), (4, "annee")]


@pytest.mark.parametrize(("objet", "connu"), [("F1-01", True), ("F1", False), ("defm", False), ("foyers", True)])
def test_a_series_break_names_an_indicator_or_a_measure(tmp_path: Path, objet: str, connu: bool) -> None:
    dossier = tmp_path / "essai"
    shutil.copytree(FICTIF, dossier)
    contexte = "territoire;mesure;periode;bloc;libelle;unite;valeur;source\n{};foyers_rsa;31/12/2023;b;l;u;1;s\n"
    (dossier / "contexte.csv").write_text(contexte.format(list_faits(FICTIF, Territoire)[0].code), encoding="utf-8")
    (dossier / "ruptures.csv").write_text(f"objet;debut;motif;source\n{objet};2025-01-01;m;s\n", encoding="utf-8")
    lus = [(e.fichier, e.ligne, e.colonne, e.lu) for e in read_dossier(dossier).erreurs]
    assert lus == ([] if connu else [("ruptures.csv", 2, "objet", objet)])


def test_an_unknown_file_or_a_missing_one_is_said(tmp_path: Path) -> None:
    dossier = tmp_path / "essai"
    shutil.copytree(FICTIF, dossier)
    (dossier / "cible.csv").write_text("x\n")
    (dossier / "axes.csv").unlink()
    assert {e.fichier for e in read_dossier(dossier).erreurs} >= {"cible.csv", "axes.csv"}


def test_a_folder_saved_by_excel_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    dossier = tmp_path / "essai"
    shutil.copytree(FICTIF, dossier)
    chemin = dossier / "axes.csv"
    chemin.write_bytes(b"\xef\xbb\xbf" + chemin.read_bytes().replace(b"\n", b"\r\n"))
    assert read_dossier(dossier).erreurs == ()


def test_a_folder_that_is_not_one_is_said(tmp_path: Path) -> None:
    assert [e.fichier for e in read_dossier(tmp_path).erreurs] == ["contrat.toml"]
