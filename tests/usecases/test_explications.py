"""« Pourquoi ? » in the store: one sentence by the producer, corrected by another entry, the former ones readable."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.lots import Lot
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.explications import list_versions, record_explication
from lib.usecases.lots import list_lots, publish_annulation
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN, CD = Acteur(Role.ADMINISTRATEUR, nom="essai"), Acteur(Role.CONTRIBUTEUR_CD, nom="cadre")
T2 = Trimestre(2025, 2)


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def explain(texte: str, acteur: Acteur = CD, code: str = "F1-01", trimestre: Trimestre = T2) -> Lot:
    return record_explication(acteur, CODE, code, trimestre, texte, datetime(2026, 2, 1, 9, tzinfo=UTC))


def list_lues() -> list[tuple[Trimestre, str]]:
    return [(explication.periode, explication.texte) for explication in build_contrat_lu(CODE).explications]


def test_the_last_sentence_holds_and_is_on_one_line() -> None:
    explain("la marée")
    lot = explain("  la marée\n haute ")
    assert list_lues() == [(T2, "la marée haute")]
    assert (lot.service, lot.motif) == ("Conseil départemental", "F1-01 T2 2025, pourquoi")


def test_every_sentence_stays_readable_and_says_whether_it_holds() -> None:
    explain("un")
    explain("ailleurs", trimestre=Trimestre(2025, 3))
    lot = explain("deux")

    def list_vues() -> list[tuple[str, str]]:
        return [(version.fait.texte, version.etat) for version in list_versions(CODE, "F1-01", T2)]

    assert list_vues() == [("deux", "en vigueur"), ("un", "remplacée")]
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    assert list_vues() == [("deux", "annulée"), ("un", "en vigueur")]
    assert (T2, "un") in list_lues()


@pytest.mark.parametrize(
    ("texte", "refus"),
    [
        ("\n", "Il manque la phrase qui explique"),
        ("x" * 301, "301 caractères, 300 au plus"),
        ("demander à paul@exemple.fr", "adresse électronique"),
    ],
)
def test_a_sentence_is_short_and_holds_no_personal_data(texte: str, refus: str) -> None:
    with pytest.raises(SaisieRefusee, match=refus):
        explain(texte)
    explain("x" * 300)


@pytest.mark.parametrize(
    ("role", "permis"),
    [
        (Role.LECTEUR, False),
        (Role.COMMISSAIRE, False),
        (Role.CONTRIBUTEUR_CD, True),
        (Role.VALIDEUR_CD, False),  # aucune habilitation ne lui donne de périmètre dans ce contrat
        (Role.VALIDEUR_ETAT, False),
        (Role.CONTRIBUTEUR_FT, False),
        (Role.ADMINISTRATEUR, True),
    ],
)
def test_only_the_producer_explains_its_figures(role: Role, permis: bool) -> None:
    if permis:
        explain("la marée", Acteur(role))
        return
    with pytest.raises(AccesRefuse):
        explain("la marée", Acteur(role))
    assert len(list_lots(CODE)) == 1


def test_an_indicator_and_a_quarter_that_the_contract_follows() -> None:
    with pytest.raises(Introuvable):
        explain("x", code="Z9")
    with pytest.raises(SaisieRefusee, match="n’a pas commencé"):
        explain("x", trimestre=Trimestre(2026, 2))
    with pytest.raises(SaisieRefusee, match="n’est pas suivi"):
        explain("x", ADMIN, code="F2-01")


def test_the_same_sentence_twice_is_refused() -> None:
    explain("la marée")
    with pytest.raises(SaisieRefusee, match="rien ne changerait"):
        explain("la marée")
