"""How a sheet is proposed to be read, layout by layout; and the traps, which are asked or left, never guessed."""

import re
from calendar import monthrange
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from lib.domain.correspondances import A_DIRE, read_role
from lib.domain.reprises import Certitude, FeuilleProposee, LibellePropose, Reponses, TableauPropose, UsageColonne
from lib.domain.tableau import GenreCellule
from lib.imports.grille import Fusion, Grille
from lib.imports.lecture import FeuilleBrute
from lib.imports.reprise import propose_feuille
from lib.imports.reprise_outils import Outils
from lib.imports.titres_connus import list_titres_connus
from tests.contrat_complet import read_contrat

COLOCATION = "Nombre de jeunes ayant accès à un appartement en colocation"
FAMILLES = "Nombre de familles accompagnées"
RECUS = "Nombre d'ARSA reçus"


@cache
def get_outils() -> Outils:
    return Outils(read_contrat())


def propose(
    *lignes: list[Any], feuille: str = "Suivi", reponses: Reponses | None = None, fusions: tuple[Fusion, ...] = ()
) -> FeuilleProposee:
    textes = [["" if cellule is None else str(cellule) for cellule in ligne] for ligne in lignes]
    brute = FeuilleBrute(feuille, Grille(textes, fusions=fusions))
    return propose_feuille(brute, get_outils(), reponses or Reponses(), "suivi.xlsx")


def propose_seul(*lignes: list[Any], **options: Any) -> TableauPropose:
    (tableau,) = propose(*lignes, **options).tableaux
    return tableau


def list_roles(tableau: TableauPropose, usage: UsageColonne = UsageColonne.VALEUR) -> list[str]:
    return [str(colonne.role) for colonne in tableau.colonnes if colonne.usage is usage]


def get_usages(tableau: TableauPropose) -> dict[str, UsageColonne]:
    return {colonne.titre: colonne.usage for colonne in tableau.colonnes}


def get_libelles(tableau: TableauPropose) -> dict[str, LibellePropose]:
    return {libelle.texte: libelle for libelle in tableau.libelles}


def test_quarters_in_columns_and_labels_in_rows() -> None:
    tableau = propose_seul(["Indicateur", "Unité", "T1 2024", "déc. 2024"], [COLOCATION, "jeunes", 10, 50])
    assert list_roles(tableau) == ["valeur annee=2024 trimestre=T1", "valeur annee=2024 trimestre=T4"]
    assert [(lib.lu_comme, lib.certitude) for lib in tableau.libelles] == [("S.1.2-01", Certitude.IDENTIQUE)]
    assert (tableau.ligne_entete, tableau.lignes_titre, tableau.lignes) == (1, 1, (2, 2))


def test_targets_gaps_totals_and_comments_are_named_and_not_read() -> None:
    tableau = propose_seul(
        ["Indicateur", "T1 2024", "", "", "Total 2024", "Commentaire"],
        ["", "Réalisé", "Cible", "Écart", "", ""],
        [COLOCATION, 10, 12, -2, 10, "à voir"],
    )
    assert list_roles(tableau) == ["valeur annee=2024 trimestre=T1"]
    raisons = {c.titre: c.raison for c in tableau.colonnes if c.usage is UsageColonne.IGNOREE}
    assert raisons == {
        "T1 2024 · Cible": "dit «\u00a0cible\u00a0»",
        "T1 2024 · Écart": "dit «\u00a0écart\u00a0»",
        "Total 2024": "pas une colonne de résultats",
        "Commentaire": "pas une colonne de résultats",
    }


def test_sections_situate_rows_and_totals_are_left() -> None:
    tableau = propose_seul(
        ["Indicateur", "T1 2024"],
        ["Axe 1 – Enfance et inégalités"],
        [COLOCATION, 10],
        [],
        ["Total axe 1", 10],
        ["Volet 2 – Accompagnement"],
        [RECUS, 900],
    )
    libelles = get_libelles(tableau)
    assert libelles[COLOCATION].situe == "Suivi › Axe 1 – Enfance et inégalités"
    assert (libelles["Total axe 1"].lu_comme, libelles["Total axe 1"].raison) == ("", "ligne de total")
    assert libelles[RECUS].lu_comme == "V2.1-ESE-02"
    assert tableau.situees == ((3, 2), (5, 2), (7, 6))


def test_a_section_decides_between_indicators_of_one_label_and_contradicts_a_misplaced_one() -> None:
    tableau = propose_seul(
        ["Indicateur", "T1 2024"],
        ["Fiche I.V3"],
        ["Nombre de nouveaux entrants", 5],
        ["Axe 1"],
        [RECUS, 900],
        ["Divers"],
        ["Nombre de nouveaux entrants", 6],
    )
    lus = [(lib.lu_comme, lib.certitude, lib.raison) for lib in tableau.libelles]
    assert lus == [
        ("N-V3-04", Certitude.IDENTIQUE, ""),
        (A_DIRE, Certitude.A_DIRE, "d’une autre partie du contrat"),
        (A_DIRE, Certitude.A_DIRE, "plusieurs indicateurs portent ce libellé"),
    ]
    assert [code for code, _ in tableau.libelles[2].suggestions] == ["N-V2A-08", "N-V2B-08", "N-V3-04"]


def test_a_derived_indicator_is_left_with_its_formula() -> None:
    formation = "Nombre de professionnels de l'action sociale formés à l'évolution des pratiques"
    (libelle,) = propose_seul(["Indicateur", "T1 2024"], [formation, 5]).libelles
    assert (libelle.lu_comme, libelle.raison) == ("", "N-S-07 se calcule\u00a0: S.2.3-01")


def test_quarters_in_rows_and_indicators_in_columns() -> None:
    tableau = propose_seul(
        ["Année", "Trimestre", "S.1.2-01", FAMILLES, "Nb de jeunes parrainés"],
        [2024, "T1", 10, 11, 12],
        ["", "T2", 13, 14, 15],
    )
    assert list_roles(tableau) == ["valeur code_indicateur=S.1.2-01", "valeur code_indicateur=S.1.3-02"]
    assert list_roles(tableau, UsageColonne.REPERE) == ["periode", "periode"]
    (asked,) = [c for c in tableau.colonnes if c.usage is UsageColonne.A_DIRE]
    assert asked.suggestions[0][0] == "S.1.2-03"


@pytest.mark.parametrize("titre", ["Trimestre", "TRIMESTRE", "Trim.", "trim", "T", "N° trimestre", "N° de trimestre"])
@pytest.mark.parametrize("ecriture", ["{}", "T{}", "{}e"])
def test_a_column_of_quarters_from_1_to_4_is_read_beside_that_of_years(titre: str, ecriture: str) -> None:
    lignes = [[annee, ecriture.format(n), 10 * n, 20 * n] for annee in (2024, 2025) for n in range(1, 5)]
    tableau = propose_seul(["Année", titre, "S.1.2-01", FAMILLES], *lignes)
    assert tableau.a_dire == 0 and tableau.est_lisible
    assert list_roles(tableau, UsageColonne.REPERE)[0] == "periode"
    assert list_roles(tableau, UsageColonne.REPERE)[1] in ("periode", "trimestre")


def test_a_column_of_1_to_4_said_to_be_the_quarter_is_read_so() -> None:
    lignes = (["Année", "Numéro", "S.1.2-01"], [2024, 1, 10], [2024, 2, 20], [2024, 3, 25])
    assert [c.usage for c in propose_seul(*lignes).colonnes][1] is not UsageColonne.REPERE
    tableau = propose_seul(*lignes, reponses=Reponses(titres={"numero": "periode"}))
    assert list_roles(tableau, UsageColonne.REPERE) == ["periode", "trimestre"] and tableau.est_lisible


@pytest.mark.parametrize(
    ("inconnus", "titre"), [(1, "Lieu"), (2, "Lieu"), (4, "Commune"), (3, "Ville"), (4, "Territoire")]
)
def test_a_column_of_places_stays_one_when_some_are_misspelt(inconnus: int, titre: str) -> None:
    lieux = ["Villejuiff", "Cretteil", "Cachant", "Vitri"][:inconnus] + ["Créteil", "Cachan"][: max(0, 4 - inconnus)]
    tableau = propose_seul(["Indicateur", titre, "T1 2024"], *([RECUS, lieu, 5] for lieu in lieux))
    assert list_roles(tableau, UsageColonne.REPERE) == ["code_indicateur", "territoire"]


@pytest.mark.parametrize("feuille", ["S.1.2-01", "Fiche S.1.2-01 (suivi)"])
def test_one_sheet_for_one_indicator_named_by_its_code(feuille: str) -> None:
    tableau = propose_seul(["Période", "Réalisé", "Objectif"], ["T1 2024", 10, 12], ["Total", 10, 12], feuille=feuille)
    assert dict(tableau.constantes)["code_indicateur"] == "S.1.2-01"
    assert [(lib.lu_comme, lib.lignes) for lib in tableau.libelles] == [("S.1.2-01", (2,)), ("", (3,))]


def test_one_sheet_for_one_indicator_named_by_a_label_of_the_house_is_asked() -> None:
    tableau = propose_seul(["Période", "Réalisé"], ["T1 2024", 10], ["T2 2024", 21], feuille="Coloc")
    (libelle,) = tableau.libelles
    assert (libelle.texte, libelle.lu_comme, libelle.lignes) == ("Coloc", A_DIRE, (2, 3))


@pytest.mark.parametrize(
    ("lignes", "roles", "periode"),
    [
        ((["", "T1", "T2"], [2024, 10, 11], [2025, 12, 13]), ["valeur trimestre=T1", "valeur trimestre=T2"], "annee"),
        ((["", 2024, 2025], ["T1", 10, 12], ["T2", 11, 13]), ["valeur annee=2024", "valeur annee=2025"], "trimestre"),
    ],
)
def test_years_against_quarters(lignes: tuple[list[Any], ...], roles: list[str], periode: str) -> None:
    tableau = propose_seul(*lignes, feuille="S.1.2-01")
    assert list_roles(tableau) == roles
    assert list_roles(tableau, UsageColonne.REPERE) == ["periode"]
    assert tableau.questions == ()


@pytest.mark.parametrize(
    ("feuille", "titre", "annee"),
    [
        ("2025", "", "2025"),
        ("Suivi 2025", "", "2025"),
        ("Feuil1", "Année 2025", "2025"),
        ("2025", "Suivi 2025", "2025"),
    ],
)
def test_the_year_comes_from_the_sheet_or_from_its_title(feuille: str, titre: str, annee: str) -> None:
    tableau = propose_seul([titre], ["Indicateur", "T1", "T2"], [COLOCATION, 10, 21], feuille=feuille)
    assert dict(tableau.constantes) == {"annee": annee} and tableau.questions == ()


@pytest.mark.parametrize(
    ("feuille", "lignes", "genre"),
    [
        ("Suivi", (["Indicateur", "T1"], [COLOCATION, 10]), "annee"),
        ("2025", (["Suivi 2024"], ["Indicateur", "T1"], [COLOCATION, 10]), "annee"),
        ("2025", (["Indicateur", "T1 2024", "T2 2024"], [COLOCATION, 10, 21]), "annee"),
        ("2025", (["Indicateur", "Réalisé"], [COLOCATION, 10]), "trimestre"),
        ("Femmes", (["Indicateur", "T1 2024"], [COLOCATION, 10]), "territoire"),
        ("Suivi", (["Suivi – Créteil"], ["Indicateur", "T1 2024"], [COLOCATION, 10]), "territoire"),
    ],
)
def test_what_a_table_does_not_say_for_sure_is_asked_and_then_obeyed(
    feuille: str, lignes: tuple[list[Any], ...], genre: str
) -> None:
    tableau = propose_seul(*lignes, feuille=feuille)
    assert [question.genre.value for question in tableau.questions] == [genre]
    assert not tableau.est_lisible
    dit = {"annee": "2026", "trimestre": "T2", "territoire": "DEP"}[genre]
    reponses = Reponses(tableaux={f"{feuille}/1": {genre: dit}})
    repondu = propose_seul(*lignes, feuille=feuille, reponses=reponses)
    dits = {
        cle: texte for role in list_roles(repondu) for cle, _, texte in (f.partition("=") for f in role.split()[1:])
    }
    assert repondu.est_lisible and {**dict(repondu.constantes), **dits}[genre] == dit


def test_a_sheet_named_after_a_place_is_about_it() -> None:
    tableau = propose_seul(["Indicateur", "T1 2024"], [RECUS, 9], feuille="Créteil")
    assert dict(tableau.constantes) == {"territoire": "94028"}


def test_places_in_a_column_across_and_under_their_indicator() -> None:
    colonne = propose_seul(["Indicateur", "Commune", "T1 2024"], [RECUS, "Créteil", 9], [RECUS, "Cachan", 8])
    assert "territoire" in list_roles(colonne, UsageColonne.REPERE)
    travers = propose_seul(["Indicateur", "T1 2024", ""], ["", "Créteil", "Cachan"], [RECUS, 9, 8])
    assert list_roles(travers) == [
        "valeur annee=2024 trimestre=T1 territoire=94028",
        "valeur annee=2024 trimestre=T1 territoire=94016",
    ]
    dessous = propose_seul(
        ["Indicateur", "T1 2024"], [RECUS, 17], ["  Créteil", 9], ["  Cachan", 8], [], ["Créteil", 3]
    )
    assert [lib.lu_comme for lib in dessous.libelles] == [
        "V2.1-ESE-02",
        "V2.1-ESE-02 territoire=94028",
        "V2.1-ESE-02 territoire=94016",
        A_DIRE,
    ]


def test_a_detail_of_the_row_above_is_asked_and_its_breakdown_suggested() -> None:
    tableau = propose_seul(
        ["Indicateur", "T1 2024"],
        ["Nombre de jeunes accédant à une formation ou un emploi en sortie du dispositif", 9],
        ["dont formation", 5],
        ["dont garçons", 4],
    )
    details = [(lib.lu_comme, [code for code, _ in lib.suggestions]) for lib in tableau.libelles[1:]]
    assert details == [(A_DIRE, ["S.1.2-05 ventilation=issue_sortie:formation"]), (A_DIRE, [])]


@pytest.mark.parametrize("dedans", [True, False])
def test_two_rows_per_indicator_result_and_target(dedans: bool) -> None:
    lignes = (
        [["Indicateur", "T1 2024"], [COLOCATION], ["Réalisé", 10], ["Cible", 12], ["Mesure maison"], ["Réalisé", 3]]
        if dedans
        else [["Indicateur", "", "T1 2024"], [COLOCATION, "Réalisé", 10], ["", "Cible", 12]]
    )
    tableau = propose_seul(*lignes)
    lus = [lib.lu_comme for lib in tableau.libelles]
    assert lus == (["S.1.2-01", "", A_DIRE] if dedans else ["S.1.2-01", ""])


def test_the_years_of_a_stacked_sheet_make_one_table_each() -> None:
    repete = propose(
        ["Suivi 2024"],
        ["Indicateur", "T1", "T2"],
        [COLOCATION, 10, 21],
        [],
        ["Suivi 2025"],
        ["Indicateur", "T1", "T2"],
        [COLOCATION, 12, 24],
    ).tableaux
    assert [(t.ligne_entete, t.lignes[1], dict(t.constantes)["annee"]) for t in repete] == [
        (2, 5, "2024"),
        (6, 7, "2025"),
    ]
    section = propose(
        ["Indicateur", "T1", "T2"], ["2024"], [COLOCATION, 10, 21], ["Année 2025"], [COLOCATION, 12, 24]
    ).tableaux
    assert [(t.ligne_entete, t.lignes, dict(t.constantes)["annee"]) for t in section] == [
        (1, (3, 3), "2024"),
        (1, (5, 5), "2025"),
    ]


@pytest.mark.parametrize(
    ("titres", "raison"),
    [
        (["janv. 2024", "févr. 2024", "mars 2024"], "le tableau est mensuel"),
        (["S1 2024", "T1 2024", "T2 2024"], "ne dit pas la fin d’un seul trimestre"),
        (["2024", "T1 2025", "T2 2025"], "dit l’année 2024, sans trimestre"),
        (["T1 2024", "T1 2024", "T2 2024"], "dit la même chose qu’une autre colonne"),
        (["T1 2024 femmes", "T2 2024", "T3 2024"], "«\u00a0femmes\u00a0» n’est pas compris"),
        (["T1 2024 (k€)", "T2 2024", "T3 2024"], "«\u00a0T1 2024 (k€)\u00a0» n’est pas compris"),
    ],
)
def test_a_title_that_may_be_read_in_two_ways_is_asked(titres: list[str], raison: str) -> None:
    tableau = propose_seul(["Indicateur", *titres], [COLOCATION, 10, 21, 30])
    asked = [colonne for colonne in tableau.colonnes if colonne.usage is UsageColonne.A_DIRE]
    assert asked and asked[0].raison == raison
    assert all(colonne.role.nom == A_DIRE for colonne in asked)


ECRITURES_DE_MOIS = {
    "premier jour": "01/{m:02}/2024",
    "dernier jour": "{j}/{m:02}/2024",
    "iso": "2024-{m:02}-01 00:00:00",
    "mois et annee": "{mot} 2024",
    "mois abrege": "{court}-24",
    "mois seul": "{mot}",
    "anglais": "{anglais}-24",
    "chiffres": "{m:02}/2024",
    "lieu": "Créteil {mot} 2024",
}
MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
COURTS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
ANGLAIS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
FINS = {3: 31, 6: 30, 9: 30, 12: 31}


def write_mois(ecriture: str, mois: int) -> str:
    """Write a month as a tracker does, days of the last of the month included."""
    mots = {"mot": MOIS[mois - 1], "court": COURTS[mois - 1], "anglais": ANGLAIS[mois - 1]}
    return ECRITURES_DE_MOIS[ecriture].format(m=mois, j=monthrange(2024, mois)[1], **mots)


def propose_dates(titres: list[str], feuille: str = "2024") -> TableauPropose:
    """Propose a table whose titles that look like dates are real dates, as spreadsheets make of them."""
    lignes = [["Indicateur", *titres], [COLOCATION, *map(str, range(1, len(titres) + 1))]]
    genres = {(1, c): GenreCellule.DATE for c, titre in enumerate(titres, 2) if titre[:2].isdigit()}
    brute = FeuilleBrute(feuille, Grille(lignes, genres=genres))
    (tableau,) = propose_feuille(brute, get_outils(), Reponses(), "suivi.xlsx").tableaux
    return tableau


@pytest.mark.parametrize("ecriture", ECRITURES_DE_MOIS)
@pytest.mark.parametrize("mois", [range(1, 13), range(1, 4), range(2, 7), (3, 4), (5, 6, 9, 12)], ids=str)
def test_a_month_that_ends_no_quarter_makes_every_month_asked_however_it_is_written(
    ecriture: str, mois: Iterable[int]
) -> None:
    tableau = propose_dates([write_mois(ecriture, numero) for numero in mois])
    assert {colonne.usage for colonne in tableau.colonnes[1:]} == {UsageColonne.A_DIRE}


def test_months_written_in_several_ways_are_asked_together() -> None:
    ecritures = list(ECRITURES_DE_MOIS)
    for decalage in range(len(ecritures)):
        titres = [write_mois(ecritures[(m + decalage) % len(ecritures)], m) for m in range(1, 13)]
        assert {c.usage for c in propose_dates(titres).colonnes[1:]} == {UsageColonne.A_DIRE}


@pytest.mark.parametrize(
    "ecriture", ["premier jour", "dernier jour", "iso", "mois et annee", "mois abrege", "chiffres"]
)
def test_months_that_all_end_a_quarter_are_read_as_quarters(ecriture: str) -> None:
    tableau = propose_dates([write_mois(ecriture, mois) for mois in FINS])
    assert list_roles(tableau) == [f"valeur annee=2024 trimestre=T{numero}" for numero in range(1, 5)]


@pytest.mark.parametrize("ecriture", ["premier jour", "dernier jour", "mois et annee", "chiffres", "iso"])
@pytest.mark.parametrize("titre", ["Date", "Période", "Mois"])
def test_rows_that_say_months_are_not_read_as_quarters(titre: str, ecriture: str) -> None:
    lignes = [[write_mois(ecriture, mois), mois, 100 + mois] for mois in range(1, 13)]
    tableau = propose_seul([titre, "S.1.2-01", "S.1.2-03"], *lignes)
    assert (tableau.colonnes[0].usage, tableau.colonnes[0].raison) == (UsageColonne.A_DIRE, "le tableau est mensuel")
    assert not tableau.est_lisible
    fins = propose_seul(["Période", "S.1.2-01"], *([write_mois("dernier jour", mois), mois] for mois in FINS))
    assert fins.est_lisible and list_roles(fins, UsageColonne.REPERE) == ["periode"]


def test_a_rule_learnt_from_quarters_does_not_read_months() -> None:
    titres = ["Indicateur", "janv. 2024", "févr. 2024", "mars 2024"]
    connus = list_titres_connus([("T1 2023", read_role("valeur annee=2023 trimestre=T1"))])
    tableau = propose_seul(titres, [COLOCATION, 1, 2, 3], reponses=Reponses(titres_connus=connus))
    assert list_roles(tableau) == []


def test_a_month_that_was_answered_is_read_so() -> None:
    titres = ["Indicateur", "janv. 2024", "févr. 2024", "mars 2024"]
    dits = list_titres_connus([("mars 2024", read_role("valeur annee=2024 trimestre=T1"))])
    reponses = Reponses(titres=dits)
    tableau = propose_seul(titres, [COLOCATION, 1, 2, 3], reponses=reponses)
    assert list_roles(tableau) == ["valeur annee=2024 trimestre=T1"]


def test_a_year_of_another_contract_is_not_read() -> None:
    tableau = propose_seul(["Indicateur", "T4 2023", "T1 2024"], [COLOCATION, 10, 21])
    assert [(c.usage.value, c.raison) for c in tableau.colonnes][1] == (
        "ignoree",
        "2023 n’est pas une année du contrat",
    )


def test_quarters_that_come_back_under_one_year_lost_the_next_one() -> None:
    tableau = propose_seul(["", 2024], ["Indicateur", "T3", "T4", "T1"], [COLOCATION, 10, 21, 30])
    assert [c.usage.value for c in tableau.colonnes[1:]] == ["valeur", "valeur", "a_dire"]


def test_rows_that_would_say_one_datum_are_all_asked() -> None:
    tableau = propose_seul(
        ["Indicateur", "Public", "T1 2024"],
        [COLOCATION, "Tous", 10],
        [COLOCATION, "Femmes", 4],
        [FAMILLES, "Femmes", 3],
    )
    assert [lib.lu_comme for lib in tableau.libelles] == [A_DIRE, A_DIRE]
    assert tableau.libelles[0].lignes == (2, 3)
    assert "Femmes" in tableau.libelles[1].raison or "femmes" in tableau.libelles[1].raison


def test_a_section_about_a_part_of_the_public_makes_its_rows_asked() -> None:
    tableau = propose_seul(["Indicateur", "T1 2024"], ["Femmes"], [COLOCATION, 4], ["Hors QPV"], [FAMILLES, 3])
    assert [lib.lu_comme for lib in tableau.libelles] == [A_DIRE, A_DIRE]


def test_a_sheet_without_quarter_nor_indicator_is_not_read_and_says_so() -> None:
    feuille = propose(["Nom", "Prénom", "Poste"], ["Martin", "Anne", 12])
    assert (feuille.tableaux, feuille.remplies) == ((), 1)
    assert feuille.raison


def test_what_was_said_of_a_title_and_of_a_label_prevails() -> None:
    reponses = Reponses(
        titres={"niveau periode": "valeur periode=titre"},
        libelles={"Suivi › Coloc": "S.1.2-01"},
        libelles_connus={"Suivi › Coloc": "S.1.2-02", "Suivi › Parrains": "S.1.2-03", f"Suivi › {FAMILLES}": ""},
    )
    tableau = propose_seul(
        ["Indicateur", "Niveau T1 2024"], ["Coloc", 1], ["Parrains", 2], [FAMILLES, 3], reponses=reponses
    )
    assert list_roles(tableau) == ["valeur annee=2024 trimestre=T1"]
    assert [(lib.lu_comme, lib.certitude.value) for lib in tableau.libelles] == [
        ("S.1.2-01", "choisie"),
        ("S.1.2-03", "connue"),
        ("", "connue"),
    ]


def test_a_known_label_that_the_contract_no_longer_has_is_asked_again() -> None:
    reponses = Reponses(libelles_connus={"Suivi › Coloc": "S.9.9-99"})
    (libelle,) = propose_seul(["Indicateur", "T1 2024"], ["Coloc", 1], reponses=reponses).libelles
    assert libelle.lu_comme == A_DIRE


def test_a_label_merged_over_its_rows_is_read_on_each() -> None:
    fusions = (Fusion(2, 3, 1, 1),)
    tableau = propose_seul(
        ["Indicateur", "Nature", "T1 2024"], [COLOCATION, "Réalisé", 10], ["", "Cible", 12], fusions=fusions
    )
    assert [(lib.texte, lib.lu_comme) for lib in tableau.libelles] == [
        (f"{COLOCATION} › Réalisé", "S.1.2-01"),
        (f"{COLOCATION} › Cible", ""),
    ]


@pytest.mark.parametrize("titre", ["N°", "No", "Num.", "Numéro", "N° d’ordre", "N° ligne", "Rang", "#"])
@pytest.mark.parametrize("numeros", [(1, 2, 3), (1, 2, 1), (1, "", 2)])
def test_a_plain_numbering_of_rows_is_left_with_its_reason(titre: str, numeros: tuple[Any, ...]) -> None:
    libelles = (COLOCATION, FAMILLES, RECUS)
    lignes = [[numero, libelle, 10, 20] for numero, libelle in zip(numeros, libelles, strict=True)]
    tableau = propose_seul([titre, "Indicateur", "T1 2024", "T2 2024"], *lignes, ["Source : service Enfance"])
    (ignoree,) = [c for c in tableau.colonnes if c.usage is UsageColonne.IGNOREE]
    assert (ignoree.titre, ignoree.raison) == (titre, "numérotation des lignes")
    assert tableau.a_dire == 0


def test_figures_under_a_title_of_numbers_that_count_nothing_are_still_asked() -> None:
    tableau = propose_seul(["N°", "Indicateur", "T1 2024"], [12, COLOCATION, 10], [7, FAMILLES, 20])
    assert tableau.colonnes[0].usage is UsageColonne.A_DIRE


@pytest.mark.parametrize("forme", ["{} – suivi maison", "Indicateur {}", "{} : chiffre maison", "Suivi maison ({})"])
@pytest.mark.parametrize("code", ["S.1.2-03", "S.1.3-01", "V2.1-ESE-02"])
def test_a_code_written_in_a_label_is_suggested_first(forme: str, code: str) -> None:
    (libelle,) = propose_seul(["Indicateur", "T1 2024"], [forme.format(code), 10]).libelles
    assert (libelle.lu_comme, libelle.suggestions[0][0]) == (A_DIRE, code)


def test_a_code_and_the_label_of_another_indicator_are_both_suggested() -> None:
    (libelle,) = propose_seul(["Indicateur", "T1 2024"], [f"S.1.3-01 {FAMILLES}", 10]).libelles
    assert libelle.lu_comme == A_DIRE
    assert [code for code, _ in libelle.suggestions][:2] == ["S.1.3-01", "S.1.3-02"]


def test_every_reason_is_written_with_its_no_break_spaces() -> None:
    raisons = []
    for mot in ("Objectif", "Cible", "Écart", "Prévu", "dont femmes", "k€", "Total"):
        for titres in (["Indicateur", "T1 2024"], ["Indicateur", "T1 2024", "Note"], ["Indicateur", f"T1 2024 {mot}"]):
            for ligne in ([COLOCATION, 1, mot], [mot, 2, "milliers d’euros"], [f"Maison {mot}", 3, mot]):
                for tableau in propose(titres, [COLOCATION, 1], ligne).tableaux:
                    raisons += [lu.raison for lu in (*tableau.colonnes, *tableau.libelles)]
    assert len(set(raisons)) > 5
    assert [raison for raison in raisons if re.search("[^\u00a0\u202f][:;!?»]", raison)] == []
