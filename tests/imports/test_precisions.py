import pytest

from lib.domain.depots import COLONNES
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.exports.modeles import build_modele_xlsx
from lib.imports.entetes import recognise_entetes
from lib.imports.lecture import read_source
from lib.imports.precisions import find_interdit, find_periode, has_inconnu

R = TypeDepot.RESULTATS
MINIMUM = ("code_indicateur", "annee", "trimestre")


@pytest.mark.parametrize(
    ("type_depot", "titre", "mot"),
    [
        (R, "valeur : cible", "cible"),
        (R, "Valeur (T3, pour mémoire)", "mémoire"),
        (R, "Valeur (ancienne)", "ancien"),
        (R, "Valeur – N-1", "N-1"),
        (R, "Résultat (prévisionnel)", "prévu"),
        (R, "Valeur\nattendue", "attendu"),
        (R, "Valeur (provisoire)", "provisoire"),
        (R, "Numérateur (objectif)", "objectif"),
        (TypeDepot.EXECUTIONS, "montant (engagé)", "engagé"),
        (TypeDepot.EXECUTIONS, "Montant réalisé - voté", "voté"),
        (TypeDepot.VERSEMENTS, "Montant (notifié)", "notifié"),
        (TypeDepot.CONTEXTE, "Valeur (écart)", "écart"),
    ],
)
def test_a_title_that_says_something_else_than_the_value_is_not_read_as_it(
    type_depot: TypeDepot, titre: str, mot: str
) -> None:
    (entete,) = recognise_entetes((titre,), type_depot).entetes
    assert (entete.nom, entete.interdit) == (None, mot)
    assert entete.serait in {colonne.nom for colonne in COLONNES[type_depot] if colonne.saisie}


@pytest.mark.parametrize(
    ("type_depot", "titre"),
    [
        (R, "Valeur (au 30/06/2025)"),
        (R, "Valeur (cumul depuis le 1er janvier 2025)"),
        (R, "Résultat (définitif)"),
        (TypeDepot.CIBLES, "Valeur (cible)"),
        (TypeDepot.ENVELOPPES, "Montant (prévu)"),
        (TypeDepot.EXECUTIONS, "Montant réalisé (€)"),
    ],
)
def test_a_title_that_only_says_more_is_read(type_depot: TypeDepot, titre: str) -> None:
    (entete,) = recognise_entetes((titre,), type_depot).entetes
    assert (bool(entete.nom), entete.interdit) == (True, "")


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_no_title_of_a_template_is_forbidden(type_depot: TypeDepot) -> None:
    titres = tuple(colonne.intitule for colonne in COLONNES[type_depot])
    assert [e.interdit for e in recognise_entetes(titres, type_depot).entetes] == [""] * len(titres)


def test_the_value_is_missing_when_its_only_column_says_cible_and_the_reason_is_told() -> None:
    assert recognise_entetes((*MINIMUM, "valeur : cible"), R).manquantes == ("valeur",)


@pytest.mark.parametrize(
    ("texte", "annee", "numero"),
    [
        ("(T3)", None, 3),
        ("– 2e trimestre 2025", 2025, 2),
        ("(au 31/12/2024)", 2024, 4),
        (": 2026", 2026, None),
        ("(depuis septembre 2024)", None, None),
        ("(cumul depuis le 01/01/2025, T2)", None, 2),
        ("(en euros)", None, None),
    ],
)
def test_the_period_a_title_speaks_of_is_found(texte: str, annee: int | None, numero: int | None) -> None:
    assert find_periode(texte) == (annee, numero)


def test_a_part_the_title_does_not_say_agrees_with_every_quarter() -> None:
    assert not find_periode("(T2)").is_autre(2025, 2)
    assert find_periode("(T2)").is_autre(2025, 3)
    assert find_periode("(2024)").is_autre(2025, 2)
    assert find_interdit("(T2)", R) == ""


@pytest.mark.parametrize(
    "texte",
    [
        *(
            "(femmes)",
            "(dont femmes)",
            "(Créteil)",
            "(hors QPV)",
            "(juin 2025)",
            "(1er semestre 2025)",
            "(3T)",
            "(obj.)",
        ),
        *("(target)", "(x 1 000)", "(centaines)", "(trimestre seul)", "(BP 2024)", "(AE)", "(crédits ouverts)"),
        *("(du trimestre)", "(mensuel)", "(en 000 €)", "(kE)", "(centimes)", "(USD)", "(solde)", "(Département)"),
    ],
)
@pytest.mark.parametrize("argent", [True, False])
def test_words_of_unknown_effect_are_known_as_such(texte: str, argent: bool) -> None:
    assert has_inconnu(texte, argent)


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_no_title_of_a_template_adds_an_unknown_word(type_depot: TypeDepot) -> None:
    titres = tuple(colonne.intitule for colonne in COLONNES[type_depot])
    entetes = recognise_entetes(titres, type_depot).entetes
    assert [e.precision for e in entetes if e.precision] == []


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_no_title_of_a_workbook_ready_to_fill_adds_an_unknown_word(type_depot: TypeDepot) -> None:
    contenu = build_modele_xlsx(type_depot, Trimestre(2024, 4), [dict.fromkeys(c.nom for c in COLONNES[type_depot])])
    source, _ = read_source(contenu, "modele.xlsx", type_depot)
    assert source is not None
    entetes = source.reconnaissance.entetes
    assert [e.titre for e in entetes if e.interdit or has_inconnu(e.precision, True)] == []
    assert {entete.nom for entete in entetes} == {colonne.nom for colonne in COLONNES[type_depot]}


@pytest.mark.parametrize("ajout", ["(cible)", ": objectif", "\nprévision", "(N-1)", "(provisoire)", "– engagé"])
@pytest.mark.parametrize("type_depot", [R, TypeDepot.EXECUTIONS])
def test_a_quarter_whose_title_says_something_else_is_not_read(ajout: str, type_depot: TypeDepot) -> None:
    code = "code_indicateur" if type_depot is R else "code_fiche"
    entetes = recognise_entetes((code, "T1 2025", f"T2 2025 {ajout}"), type_depot).entetes
    assert [bool(entete.nom) for entete in entetes] == [True, True, False]
    assert entetes[2].interdit


@pytest.mark.parametrize("ajout", ["(k€)", "(en milliers)", "(M€)"])
def test_a_quarter_in_thousands_is_not_read(ajout: str) -> None:
    entetes = recognise_entetes(("code_fiche", "T1 2025", f"T2 2025 {ajout}"), TypeDepot.EXECUTIONS).entetes
    assert entetes[2].nom is None
