import pytest

from lib.domain.depots import COLONNES
from lib.domain.nomenclatures import TypeDepot
from lib.imports.entetes import find_entete, find_trimestre, recognise_entetes, suggest_colonne

R = TypeDepot.RESULTATS
MINIMUM = ("code_indicateur", "annee", "trimestre", "valeur")


def _list_noms(textes: tuple[str, ...], type_depot: TypeDepot = R) -> list[str | None]:
    return [entete.nom for entete in recognise_entetes(textes, type_depot).entetes]


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("code_indicateur", "code_indicateur"),
        ("  CODE   Indicateur ", "code_indicateur"),
        ("Code de l’indicateur", "code_indicateur"),
        ("N° indicateur", "code_indicateur"),
        ("Année", "annee"),
        ("ANNÉES", "annee"),
        ("Anne\u0301e", "annee"),
        ("Trim.", "trimestre"),
        ("Code INSEE", "territoire"),
        ("Commune", "territoire"),
        ("\ufeffvaleur *", "valeur"),
        ("Résultat atteint", "valeur"),
        ("Valeur (cumul depuis le 1er janvier 2025)", "valeur"),
        ("valeur – au 30/06/2025", "valeur"),
        ("Valeurs\n(en %)", "valeur"),
        ("Valeur précédente", "valeur_precedente"),
        ("Observations", "commentaire"),
        ("agent", None),
        ("Valeur 2024", None),
        ("", None),
    ],
)
def test_a_header_is_recognised_as_people_write_it(texte: str, nom: str | None):
    assert ([*_list_noms((texte,)), None])[0] == nom


@pytest.mark.parametrize("texte", ["Montant réalisé (k€)", "Montant en milliers", "montant (M€)", "Montant k euros"])
def test_a_header_in_thousands_is_never_taken_for_euros(texte: str):
    assert _list_noms((texte,), TypeDepot.EXECUTIONS) == [None]


@pytest.mark.parametrize("type_depot", TypeDepot)
@pytest.mark.parametrize("attribut", ["nom", "intitule"])
def test_each_template_is_recognised_by_its_names_and_by_its_titles(type_depot: TypeDepot, attribut: str):
    textes = tuple(getattr(colonne, attribut) for colonne in COLONNES[type_depot])
    trouve = find_entete([["Titre du document"], textes], None)
    assert trouve is not None
    index, lue = trouve
    assert (index, lue.type_depot, lue.manquantes, lue.doublons) == (1, type_depot, (), {})
    assert [entete.nom for entete in lue.entetes] == [colonne.nom for colonne in COLONNES[type_depot]]


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_the_compulsory_columns_are_enough_to_recognise_a_kind_of_file(type_depot: TypeDepot):
    trouve = find_entete([[c.nom for c in COLONNES[type_depot] if c.obligatoire]], None)
    assert trouve is not None
    assert trouve[1].type_depot == type_depot


def test_the_exact_name_wins_over_an_alias_which_becomes_unknown():
    assert _list_noms(("Indicateur", "code_indicateur", "Commune", "Territoire")) == [
        None,
        "code_indicateur",
        None,
        "territoire",
    ]


def test_two_headers_of_one_name_are_told():
    doublons = recognise_entetes((*MINIMUM, "Valeur"), R).doublons
    assert {nom: [entete.lettre for entete in groupe] for nom, groupe in doublons.items()} == {"valeur": ["D", "E"]}


def test_two_columns_for_information_of_one_name_are_no_problem():
    assert recognise_entetes((*MINIMUM, "libelle", "Libellé"), R).doublons == {}


def test_missing_compulsory_columns_are_told():
    assert recognise_entetes(("code_indicateur", "valeur"), R).manquantes == ("annee", "trimestre")


@pytest.mark.parametrize(
    "texte", ["2025-T1", "T1 2025", "2025T1", "t1_2025", "2025 T1", "T1\u00a02025", "T1 2025 (réalisé)", " T1-2025 "]
)
def test_a_quarter_is_recognised_as_a_header(texte: str):
    assert find_trimestre(texte) == "2025-T1"


@pytest.mark.parametrize("texte", ["2025", "T1", "T5 2025", "Valeur T1 2025", "0000-T1", "Cible 2025-T1", ""])
def test_what_is_not_a_quarter_is_no_quarter(texte: str):
    assert find_trimestre(texte) is None


def test_a_file_with_quarters_and_no_value_is_large():
    lue = recognise_entetes(("code_indicateur", "T1 2025", "T2 2025"), R)
    assert (lue.large, lue.manquantes) == (True, ())
    assert [(entete.nom, entete.reconnu) for entete in lue.entetes[1:]] == [
        ("valeur", "2025-T1"),
        ("valeur", "2025-T2"),
    ]


def test_a_file_with_values_keeps_its_quarters_unknown():
    lue = recognise_entetes((*MINIMUM, "T1 2025"), R)
    assert (lue.large, lue.entetes[-1].nom) == (False, None)


def test_in_a_large_file_the_year_column_is_not_read():
    assert _list_noms(("code_indicateur", "annee", "T1 2025")) == ["code_indicateur", None, "valeur"]


def test_the_same_quarter_twice_is_a_double():
    assert list(recognise_entetes(("code_indicateur", "T1 2025", "2025-T1"), R).doublons) == ["2025-T1"]


def test_targets_have_no_quarters():
    assert not recognise_entetes(("code_indicateur", "annee", "T1 2025"), TypeDepot.CIBLES).large


def test_the_row_with_every_compulsory_column_wins_over_an_earlier_title():
    lignes = [["Indicateur", "Année"], MINIMUM, ("V1-01a", "2025", "T1", "348")]
    trouve = find_entete(lignes, None)
    assert trouve is not None
    assert trouve[0] == 1


def test_one_known_name_is_not_a_header():
    assert find_entete([["valeur", "agent", "date de saisie"]], R) is None


def test_a_close_header_is_suggested_for_a_missing_column():
    lue = recognise_entetes(("code_indicateur", "trimestre", "Anéee", "valeur"), R)
    assert suggest_colonne("annee", lue) == "Avez-vous voulu dire «\u00a0Anéee\u00a0» (colonne C)\u202f?"


def test_an_amount_in_thousands_is_suggested_so_that_the_user_knows_why_it_was_not_read():
    lue = recognise_entetes(
        ("code_fiche", "annee", "trimestre", "financeur", "Montant réalisé (k€)"), TypeDepot.EXECUTIONS
    )
    assert lue.manquantes == ("montant_realise",)
    assert "« Montant réalisé (k€) » (colonne E)" in suggest_colonne("montant_realise", lue).replace("\u00a0", " ")


def test_nothing_is_suggested_when_nothing_is_close():
    assert suggest_colonne("annee", recognise_entetes(("code_indicateur", "agent"), R)) == ""
