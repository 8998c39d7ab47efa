"""A row, or two rows of one datum, that say two things: none of them is lost in silence, neither is chosen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.domain.contrat import Fait
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme
from lib.usecases.depots import Depot, PlanDepot, publish_depot, verify_depot
from tests.usecases.test_messages import (
    AVANT,
    CD,
    CODE,
    LE_JOUR,
    Ligne,
    build_fichier,
    cible,
    contexte,
    execution,
    report,
    resultat,
    versement,
)

R, C, CX = TypeDepot.RESULTATS, TypeDepot.CIBLES, TypeDepot.CONTEXTE
E, VT, RP = TypeDepot.EXECUTIONS, TypeDepot.VERSEMENTS, TypeDepot.REPORTS
QUALITATIF = "S.3.3-02"


@pytest.fixture(scope="module", autouse=True)
def magasin(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    copie = shutil.copy(magasin_initial, tmp_path_factory.mktemp("contradictions") / "jalons.sqlite")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{copie}")
        for type_depot, lignes in (
            (R, AVANT[0]),
            (VT, (versement("31 795"),)),
            (CX, (contexte("4 018", source="CAF"),)),
        ):
            contenu = build_fichier(type_depot, *lignes, ordinaires=False)
            publish_depot(CD, CODE, Depot(contenu=contenu, nom="avant.csv"), maintenant=LE_JOUR)
        yield


def verify(type_depot: TypeDepot, *lignes: Ligne) -> PlanDepot:
    contenu = build_fichier(type_depot, *lignes, ordinaires=False)
    return verify_depot(CD, CODE, Depot(contenu=contenu, nom="depot.csv", type_depot=type_depot), LE_JOUR.date())


def list_codes(plan: PlanDepot) -> set[str]:
    return {probleme.code for probleme in plan.problemes} - {"I03"}


def get_texte(fait: Fait) -> str:
    return getattr(fait, "commentaire", "") or getattr(fait, "texte", "") or fait.source


DOUBLES: tuple[tuple[TypeDepot, Ligne, str], ...] = (
    (R, resultat("64"), "commentaire"),
    (R, resultat("Guide paru", QUALITATIF), "commentaire"),
    (E, execution("31 795", code_fiche="S.1.1"), "commentaire"),
    (C, cible("60", code_indicateur="S.1.1-01"), "texte"),
    (RP, report("2 500", fiche="S.1.1"), "commentaire"),
    (CX, contexte("3 467", territoire="Champigny-sur-Marne"), "source"),
)


@pytest.mark.parametrize(("type_depot", "ligne", "nom"), DOUBLES)
def test_two_rows_with_two_texts_are_refused_and_both_texts_named(
    type_depot: TypeDepot, ligne: Ligne, nom: str
) -> None:
    plan = verify(type_depot, ligne | {nom: "relevé des villes"}, ligne | {nom: "enquête"})
    assert list_codes(plan) == {"L06"} and plan.a_publier == ()
    assert all(
        mots in p.message for p in plan.problemes if p.code == "L06" for mots in ("relevé des villes", "enquête")
    )


@pytest.mark.parametrize(("type_depot", "ligne", "nom"), DOUBLES)
@pytest.mark.parametrize("rang", [0, 1])
def test_of_two_rows_the_one_that_says_more_is_published(
    type_depot: TypeDepot, ligne: Ligne, nom: str, rang: int
) -> None:
    dits = ["", ""]
    dits[rang] = "relevé des villes"
    plan = verify(type_depot, *(ligne | {nom: dit} for dit in dits))
    assert list_codes(plan) - {"C08"} == {"I04"}
    assert [get_texte(fait) for fait in plan.a_publier] == ["relevé des villes"]


@pytest.mark.parametrize(
    ("premiere", "seconde"),
    [
        (resultat("64"), resultat("64", statut="Provisoire")),
        (resultat("Guide paru", QUALITATIF), resultat("Guide paru", QUALITATIF, statut="Provisoire")),
        (resultat("75", "S.2.1-01"), resultat("", "S.2.1-01", numerateur="60", denominateur="80")),
        (resultat("ND"), resultat("Sans objet")),
    ],
)
def test_two_rows_with_two_statuses_or_two_pairs_of_terms_are_refused(premiere: Ligne, seconde: Ligne) -> None:
    plan = verify(R, premiere, seconde)
    assert "L06" in list_codes(plan) and plan.a_publier == ()


@pytest.mark.parametrize("champs", [{"reference": ""}, {"reference": "EJ 2"}, {"fiche": ""}, {"axe": "", "fiche": ""}])
def test_a_payment_written_under_another_name_is_asked(champs: Ligne) -> None:
    plan = verify(VT, versement("31 795,00") | champs)
    (probleme,) = [p for p in plan.problemes if p.code == "C35"]
    assert plan.a_publier == () and "31\u202f795" in probleme.message and "EJ 2025-118" in probleme.message


def test_a_payment_written_twice_in_a_file_is_asked_on_its_second_row() -> None:
    deux = (versement("900", reference=""), versement("900", reference="EJ 9"), versement("901", reference="EJ 9"))
    (probleme,) = [p for p in verify(VT, *deux[:2]).problemes if p.code == "C35"]
    assert probleme.ligne == 3 and "ligne 2" in probleme.message
    assert "C35" not in list_codes(verify(VT, deux[0], deux[2]))
    assert "C35" not in list_codes(verify(VT, versement("31 795"), versement("31 795", date="30/06/2025")))


SEULES: tuple[tuple[TypeDepot, Ligne, str], ...] = (
    (R, resultat("ND", "S.2.1-01", numerateur="60", denominateur="80"), "V13"),
    (R, resultat("ND", statut="Sans objet"), "V13"),
    (R, resultat("Sans objet", QUALITATIF, statut="Provisoire"), "V13"),
    (R, resultat("EFFACER", "S.2.1-01", numerateur="60", denominateur="80"), "V33"),
    (R, resultat("EFFACER", statut="Provisoire"), "V33"),
    (R, resultat("EFFACER", QUALITATIF, statut="Non disponible"), "V33"),
    (C, cible("EFFACER", code_indicateur="S.1.2-05", texte="25 binômes"), "V33"),
    (C, cible("Guide paru", code_indicateur=QUALITATIF, texte="Guide diffusé"), "V34"),
    (C, cible("À définir", code_indicateur="S.3.2-01", texte="À revoir"), "V34"),
)


@pytest.mark.parametrize(("type_depot", "ligne", "code"), SEULES)
def test_a_row_that_says_two_things_is_refused_and_says_which(type_depot: TypeDepot, ligne: Ligne, code: str) -> None:
    plan = verify(type_depot, ligne)
    assert code in list_codes(plan) and plan.a_publier == ()
    assert plan.bordereau is not None and plan.bordereau.publiees == plan.bordereau.inchangees == 0
    (probleme,) = [p for p in plan.problemes if p.code == code]
    assert probleme.niveau is NiveauProbleme.ERREUR
    saisies = [ligne[nom] for nom in ("valeur", "numerateur", "statut", "texte") if ligne.get(nom)]
    assert all(dit in probleme.message for dit in saisies)


def test_words_with_terms_leave_the_terms_aside_and_say_so() -> None:
    plan = verify(R, resultat("Guide paru", QUALITATIF, numerateur="60", denominateur="80"))
    assert list_codes(plan) == {"I09"} and len(plan.a_publier) == 1
    assert plan.bordereau is not None and (plan.bordereau.publiees, plan.bordereau.laissees) == (1, 2)


def test_the_same_words_twice_are_no_contradiction() -> None:
    for texte in ("Guide paru", " guide  PARU"):
        plan = verify(C, cible("Guide paru", code_indicateur=QUALITATIF, texte=texte))
        assert list_codes(plan) <= {"C08"} and len(plan.a_publier) == 1


@pytest.mark.parametrize("chiffre", ["64", " 1 015 ", "12,5 %", "31\u00a0795 €", "-3"])
@pytest.mark.parametrize(
    ("type_depot", "ligne", "nom", "attendue"),
    [
        (R, resultat(""), "commentaire", "valeur"),
        (R, resultat("", QUALITATIF), "commentaire", "valeur"),
        (E, execution("", code_fiche="S.1.1"), "commentaire", "montant_realise"),
        (C, cible("", code_indicateur="S.1.1-01"), "texte", "valeur"),
        (RP, report("", fiche="S.1.1"), "commentaire", "montant"),
        (CX, contexte(""), "source", "valeur"),
    ],
)
def test_a_figure_typed_in_a_column_of_words_is_refused(
    type_depot: TypeDepot, ligne: Ligne, nom: str, attendue: str, chiffre: str
) -> None:
    plan = verify(type_depot, ligne | {nom: chiffre})
    assert list_codes(plan) == {"V36"} and plan.a_publier == ()
    (probleme,) = [p for p in plan.problemes if p.code == "V36"]
    assert probleme.propositions == (chiffre.strip(),) and f"«\u00a0{attendue}\u00a0» est vide" in probleme.message
    assert plan.bordereau is not None and plan.bordereau.laissees >= 1


def test_a_context_figure_of_another_source_is_a_change() -> None:
    for source, publiees in (("CAF", []), ("", []), ("INSEE", ["INSEE"])):
        plan = verify(CX, contexte("4 018", source=source))
        assert [fait.source for fait in plan.a_publier] == publiees
        assert not plan.demande_motif


def test_the_same_source_with_a_confirmed_warning_is_no_change() -> None:
    contenu = build_fichier(CX, contexte("45 291", territoire="Bonneuil-sur-Marne", source="CAF"), ordinaires=False)
    depot = Depot(contenu=contenu, nom="c26.csv", type_depot=CX, accepter=frozenset({"C26"}))
    _, lot = publish_depot(CD, CODE, depot, maintenant=LE_JOUR)
    assert lot is not None
    assert verify_depot(CD, CODE, depot, LE_JOUR.date()).a_publier == ()


def test_a_code_of_a_place_suggests_nothing_and_a_name_does() -> None:
    for lu, propositions in (("94000", ()), ("94O17", ()), ("AG-94012", ()), ("Cretel", ("Créteil",))):
        (probleme,) = [p for p in verify(R, resultat("3", "S.3.3-03", territoire=lu)).problemes if p.code == "L05"]
        assert probleme.propositions == propositions
