from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.calculs import list_calculs
from lib.domain.constats import build_constat, build_figure, format_intitule
from lib.domain.mesures import format_ecart, format_mesure
from lib.domain.nomenclatures import Categorie, StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression, build_progressions
from lib.domain.ruptures import Rupture
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat, read_trimestre
from tests.domain.fabrique_clotures import ACCEPTEE, DECLAREE, make_pas, with_pas

LOGEMENTS = {"comptage": "stock", "unite": "logements", "situation_initiale": Decimal(16)}


def build(
    indicateur: dict[str, Any], resultats: Any = (), cibles: Any = (), jour: date = date(2025, 1, 20)
) -> Progression:
    contrat = make_contrat(make_indicateur(**indicateur), resultats=tuple(resultats), cibles=tuple(cibles))
    return build_progressions(contrat, jour)[("X-01", "DEP", "")]


def read(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("valeur", "unite", "attendu"),
    [
        (28, "logements", "28 logements"),
        (1, "logements", "1 logement"),
        (0, "personnes (ARSA)", "0 personne (ARSA)"),
        (1, "mois", "1 mois"),
        (Decimal("42.5"), "% des orientations", "42,5 % des orientations"),
        (1, "files actives (portefeuilles)", "1 file active (portefeuilles)"),
        (1250, "personnes par référent", "1 250 personnes par référent"),
    ],
)
def test_a_figure_is_written_with_its_unit(valeur: Any, unite: str, attendu: str) -> None:
    assert read(format_mesure(valeur, unite)) == attendu


def test_a_difference_has_its_sign_and_points_for_a_percentage() -> None:
    assert [read(format_ecart(e, u)) for e, u in ((12, "logements"), (-1, "%"), (Decimal("3.5"), "% du flux"))] == [
        "+12",
        "−1 point",
        "+3,5 points",
    ]


@pytest.mark.parametrize(
    ("valeur", "trimestre", "cible", "attendu"),
    [
        (28, "2024-T4", 28, "28 logements sur 28 : cible 2024 atteinte, +12 depuis fin 2023."),
        (27, "2024-T4", 28, "27 logements sur 28 : cible 2024 non atteinte (96,4 %), +11 depuis fin 2023."),
        (22, "2024-T2", 28, "22 logements sur 28 : en bonne voie à fin T2 2024, +6 depuis fin 2023."),
        (16, "2024-T2", 28, "16 logements sur 28 : en retard à fin T2 2024, comme fin 2023."),
    ],
)
def test_a_stock_says_its_verdict_and_the_way_since_the_baseline(
    valeur: int, trimestre: str, cible: int, attendu: str
) -> None:
    progression = build(LOGEMENTS, [make_resultat(trimestre, valeur)], [make_cible(2024, cible)])
    assert read(build_constat(progression, read_trimestre(trimestre))) == attendu


def test_a_year_under_way_is_not_compared_with_a_whole_year() -> None:
    flux = {"unite": "personnes", "situation_initiale": Decimal(100)}
    progression = build(flux, [make_resultat("2024-T2", 60)], [make_cible(2024, 120)])
    assert read(build_constat(progression, Trimestre(2024, 2))) == "60 personnes sur 120 : en bonne voie à fin T2 2024."


def test_a_measure_to_lower_is_said_with_its_ceiling() -> None:
    progression = build(
        {"type": "duree", "unite": "mois", "sens": "baisse"}, [make_resultat("2024-T4", 9)], [make_cible(2024, 10)]
    )
    assert read(build_constat(progression, Trimestre(2024, 4))) == (
        "9 mois pour une cible de 10 au plus : cible 2024 atteinte."
    )


def test_a_provisional_figure_says_so() -> None:
    progression = build(LOGEMENTS, [make_resultat("2024-T4", 28, statut="provisoire")], [make_cible(2024, 28)])
    assert build_constat(progression, Trimestre(2024, 4)).endswith("(chiffre provisoire).")
    assert read(build_figure(progression, Trimestre(2024, 4))) == "28 sur 28 logements (provisoire)"


def test_a_late_figure_says_since_when_from_whom_and_the_last_known_value() -> None:
    progression = build(LOGEMENTS, [make_resultat("2024-T3", 20)], [make_cible(2024, 28)])
    assert read(build_constat(progression, Trimestre(2024, 4))) == (
        "T4 2024 : donnée en attente depuis le 15/01/2025 (Conseil départemental, délai proposé par Jalons) ; "
        "cible 2024 : 28 logements. "
        "Dernière valeur connue : 20 (T3 2024)."
    )
    assert read(build_figure(progression, Trimestre(2024, 4))) == "20 logements à fin T3 2024"


def test_a_figure_not_yet_owed_is_not_called_late() -> None:
    progression = build(LOGEMENTS, cibles=[make_cible(2024, 28)], jour=date(2025, 1, 10))
    assert "le chiffre du trimestre est attendu le 15/01/2025" in build_constat(progression, Trimestre(2024, 4))


@pytest.mark.parametrize(
    ("cibles", "fin"),
    [((), "sans cible chiffrée pour 2024."), ((make_cible(2024, texte="A définir"),), "cible 2024 à définir.")],
)
def test_no_target_and_a_target_to_define_are_two_things(cibles: Any, fin: str) -> None:
    progression = build({"unite": "personnes"}, [make_resultat("2024-T4", 5)], cibles)
    assert read(build_constat(progression, Trimestre(2024, 4))) == f"5 personnes à fin T4 2024 ; {fin}"


def test_an_indicator_out_of_its_period_awaits_nothing() -> None:
    progression = build({"axe": "V3", "fiche": ""})
    assert read(build_constat(progression, Trimestre(2025, 1))) == (
        "T1 2025 : aucun chiffre n’est attendu ; hors de la période du volet."
    )


def test_a_text_is_never_a_number() -> None:
    progression = build(
        {"type": "texte", "unite": "texte"},
        [make_resultat("2024-T4", texte="Deux ateliers")],
        [make_cible(2024, texte="Ateliers")],
    )
    assert (
        read(build_constat(progression, Trimestre(2024, 4)))
        == "Texte reçu au T4 2024 ; attendu en 2024 : « Ateliers »."
    )


def test_the_exact_label_stays_beside_the_measure_taken_out_of_it() -> None:
    assert (
        format_intitule(make_indicateur(libelle="Orientations", mesure="part emploi")) == "part emploi · Orientations"
    )
    assert format_intitule(make_indicateur(libelle="Orientations")) == "Orientations"


def test_past_a_series_break_the_sentence_compares_nothing_and_says_why() -> None:
    rupture = Rupture(objet="X-01", debut=date(2024, 7, 1), motif="inventaire changé")
    resultats = (make_resultat("2024-T2", 20), make_resultat("2024-T3", 25), make_resultat("2024-T4", 28))
    contrat = make_contrat(
        make_indicateur(**LOGEMENTS), resultats=resultats, cibles=(make_cible(2024, 28),), ruptures=(rupture,)
    )
    progression = build_progressions(contrat, date(2025, 1, 20))[("X-01", "DEP", "")]
    avant, apres = (read(build_constat(progression, Trimestre(2024, n))) for n in (2, 4))
    assert avant.endswith("+4 depuis fin 2023.")
    assert apres == (
        "28 logements sur 28 : cible 2024 atteinte, sans comparaison avec les chiffres d’avant la rupture de série au "
        "01/07/2024."
    )


def test_the_last_known_value_says_that_a_break_came_since() -> None:
    rupture = Rupture(objet="X-01", debut=date(2024, 7, 1), motif="inventaire changé")
    contrat = make_contrat(make_indicateur(**LOGEMENTS), resultats=(make_resultat("2024-T2", 20),), ruptures=(rupture,))
    progression = build_progressions(contrat, date(2025, 1, 20))[("X-01", "DEP", "")]
    phrase = read(build_constat(progression, Trimestre(2024, 3)))
    assert phrase.endswith("Dernière valeur connue : 20 (T2 2024, avant une rupture de série au 01/07/2024).")


def test_a_figure_that_will_not_be_sent_is_neither_late_nor_awaited() -> None:
    contrat = make_contrat(make_indicateur(), cibles=(make_cible(2024, 350),))
    contrat = with_pas(contrat, make_pas(DECLAREE, 1, "2024-T4"), make_pas(ACCEPTEE, 2, "2024-T4"))
    progression = build_progressions(contrat, date(2025, 6, 1))[("X-01", "DEP", "")]
    t4 = Trimestre(2024, 4)
    assert read(build_constat(progression, t4)) == (
        "T4 2024 : donnée qui ne sera pas transmise (Conseil départemental, avec l’accord de l’État) ; "
        "cible 2024 : 350 personnes."
    )
    assert build_figure(progression, t4) == "ne sera pas transmise"
    assert [ligne.trimestre for ligne in progression.list_closes()] == [t4]
    assert progression.list_closes(2025) == []
    assert t4 not in [ligne.trimestre for ligne in progression.list_absentes()]


@pytest.mark.parametrize("champs", [{"type": "duree", "unite": "mois"}, {"comptage": "stock", "unite": "familles"}, {}])
@pytest.mark.parametrize("numero", [1, 2, 3, 4])
@pytest.mark.parametrize("valeur", [0, 99, 100, 125, 400])
def test_no_sentence_about_a_target_to_lower_has_a_percentage(champs: Any, numero: int, valeur: int) -> None:
    trimestre = Trimestre(2024, numero)
    base = {"unite": "familles"} | champs
    progression = build(base | {"sens": "baisse"}, [make_resultat(str(trimestre), valeur)], [make_cible(2024, 100)])
    ligne = progression.ligne_par_trimestre[trimestre]
    lieux = [build_constat(progression, trimestre), build_figure(progression, trimestre), ligne.libelle]
    lieux += [f"{c.nom} {c.operation} {c.resultat}" for c in list_calculs(progression, ligne, {})]
    assert not [texte for texte in lieux if "%" in texte]
    assert "100 au plus" in lieux[0] and "100 au plus" in lieux[1]


@pytest.mark.parametrize("statut_cible", ["cible_chiffree", "vide", "a_definir_non_cible"])
@pytest.mark.parametrize("statut", ["sans_objet", "non_disponible", "a_definir"])
@pytest.mark.parametrize("trimestre", ["2024-T2", "2024-T4"])
def test_a_figure_answered_without_value_is_never_said_to_be_awaited(
    statut_cible: str, statut: str, trimestre: str
) -> None:
    champs = {"statut": StatutCible(statut_cible), "categorie": Categorie.REALISATION}
    progression = build(champs, [make_resultat(trimestre, statut=statut)])
    phrase = read(build_constat(progression, read_trimestre(trimestre)))
    assert "attendu" not in phrase and "en attente" not in phrase
    assert "déclarée «" in phrase
