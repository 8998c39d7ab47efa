"""The words of the page that takes over a tracker."""

from dataclasses import replace

import pytest

from lib.domain.correspondances import A_DIRE, RoleColonne
from lib.domain.ensembles import EtatFichier
from lib.domain.reprises import Certitude, ColonneProposee, LibellePropose, TableauPropose, UsageColonne
from lib.ui.reprise import format_contenu, format_etat, format_nom
from lib.ui.reprise_colonnes import build_colonnes, build_ignorees, format_colonnes, format_role, list_roles
from lib.ui.reprise_libelles import build_surs, format_indicateur, format_libelles, format_lignes, list_options
from lib.ui.reprise_reponses import Suivi, TableauLu
from lib.usecases.depots import Depot
from tests.contrat_complet import read_contrat
from tests.pages.visite import clean

T1 = RoleColonne("valeur", (("annee", "2024"), ("trimestre", "T1")))
COLONNES = (
    ColonneProposee(1, "Indicateur", UsageColonne.REPERE, RoleColonne("code_indicateur"), "libellés", 3, ("Jeunes",)),
    ColonneProposee(2, "T1 2024", UsageColonne.VALEUR, T1, "le titre le dit", 3, ("10", "x" * 40)),
    ColonneProposee(3, "", UsageColonne.IGNOREE, RoleColonne(), "sans titre", 1, ("note",)),
    ColonneProposee(4, "Niveau", UsageColonne.A_DIRE, RoleColonne(A_DIRE), "n’est pas compris", 2, ("4",)),
)


def make_libelle(lu_comme: str, certitude: Certitude, *lignes: int, raison: str = "") -> LibellePropose:
    return LibellePropose("ASE › Jeunes", "Jeunes", "ASE", lignes or (2,), 4, lu_comme, certitude, raison)


LIBELLES = (
    make_libelle("S.1.2-01", Certitude.IDENTIQUE),
    make_libelle(A_DIRE, Certitude.PROCHE),
    make_libelle(A_DIRE, Certitude.PROCHE),
    make_libelle(A_DIRE, Certitude.A_DIRE),
    make_libelle("", Certitude.IGNOREE, raison="ligne de total"),
)
TABLEAU = TableauPropose("ASE", 1, 3, 2, (4, 9), COLONNES, LIBELLES)


def test_a_table_is_named_by_its_sheet_or_its_file() -> None:
    suivi = Suivi("suivi.csv", b"")
    assert format_nom(TABLEAU, suivi) == "ASE"
    assert format_nom(replace(TABLEAU, feuille="", rang=2), suivi) == "suivi.csv, tableau 2"
    assert format_contenu(TABLEAU) == "lignes 4 à 9, 1 colonne de résultats, 5 libellés"


@pytest.mark.parametrize(
    ("etat", "mots"),
    [
        (EtatFichier.A_TRAITER, "attend 4 réponses"),
        (EtatFichier.PRET, "prêt à publier"),
        (EtatFichier.SANS_EFFET, "rien à publier"),
    ],
)
def test_the_state_of_a_table_counts_the_answers_awaited(etat: EtatFichier, mots: str) -> None:
    assert format_etat(TableauLu(TABLEAU, Depot(b"", ""), None, etat)) == mots


def test_columns_are_counted_shown_with_samples_and_named_when_not_read() -> None:
    assert clean(format_colonnes(COLONNES)) == "Colonnes : 1 de résultats, 1 repère, 1 à dire, 1 non lue"
    html = clean(build_colonnes(read_contrat(), COLONNES[:2]))
    assert "Résultats, T1 2024" in html and "<td class='exemples'>10 · " + "x" * 28 + "…</td>" in html
    assert clean(build_ignorees(COLONNES)).endswith("<li>sans titre : C (1 case remplie)</li></ul>")
    assert build_ignorees(COLONNES[:2]) == ""


@pytest.mark.parametrize(
    ("role", "mots"),
    [
        ("", "Ne pas lire cette colonne"),
        ("valeur annee=2024 trimestre=T1 territoire=94028", "Résultats, T1 2024, Créteil"),
        ("valeur code_indicateur=S.3.3-02", "Résultats, S.3.3-02 Communication"),
        ("periode", "Trimestre ou année de la ligne"),
    ],
)
def test_a_role_is_written_in_words(role: str, mots: str) -> None:
    assert format_role(read_contrat(), role) == mots


def test_a_column_may_be_a_quarter_when_rows_tell_the_indicator_and_an_indicator_otherwise() -> None:
    contrat = read_contrat()
    par_ligne = list_roles(contrat, TABLEAU, COLONNES[3])
    assert "valeur annee=2024 trimestre=T1" in par_ligne and "valeur code_indicateur=S.1.2-01" not in par_ligne
    periode = replace(COLONNES[0], role=RoleColonne("periode"))
    par_colonne = list_roles(contrat, replace(TABLEAU, colonnes=(periode, COLONNES[3])), COLONNES[3])
    assert "valeur code_indicateur=S.1.2-01" in par_colonne and "valeur annee=2024 trimestre=T1" not in par_colonne
    assert all("" in roles and "code_indicateur" in roles for roles in (par_ligne, par_colonne))


def test_labels_are_counted_by_how_sure_they_are() -> None:
    mots = "5 libellés : 1 identique ; 2 proches, à accepter ; 1 à choisir ; 1 non lu"
    assert clean(format_libelles(LIBELLES)) == mots


def test_an_indicator_is_offered_with_its_exact_label_and_a_derived_one_never() -> None:
    contrat = read_contrat()
    suggere = replace(LIBELLES[3], suggestions=(("S.3.3-02", 60),))
    options = list_options(contrat, suggere)
    assert options[:2] == ["S.3.3-02", ""] and "N-S-07" not in options
    assert format_indicateur(contrat, "S.3.3-02") == "S.3.3-02 · Communication"
    assert format_indicateur(contrat, "S.3.3-02 territoire=94028") == "S.3.3-02 · Communication, Créteil"
    assert format_indicateur(contrat, "") == "Ne pas lire cette ligne"
    html = clean(build_surs(contrat, [LIBELLES[0], LIBELLES[4]]))
    assert "✓ S.1.2-01 · Nombre de jeunes ayant accès" in html and "– non lue : ligne de total" in html


@pytest.mark.parametrize(
    ("lignes", "mots"),
    [((4,), "ligne 4"), ((4, 5), "lignes 4, 5"), (tuple(range(1, 10)), "lignes 1, 2, 3, 4, 5, 6 et 3 autres")],
)
def test_rows_are_named(lignes: tuple[int, ...], mots: str) -> None:
    assert format_lignes(lignes) == mots
