"""Closing a missing datum in the store: the rights, the history, and what undoing a step gives back."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from lib.domain.contrat import Fait, Habilitation
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.faits import PositionNonTransmission, Resultat
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypePerimetre
from lib.domain.non_transmissions import EtatCloture, get_cloture, list_a_repondre
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.non_transmissions import list_etapes, record_non_transmission, record_reponse, record_retrait
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN, LECTEUR = Acteur(Role.ADMINISTRATEUR, nom="essai"), Acteur(Role.LECTEUR)
CD, CHEF = Acteur(Role.CONTRIBUTEUR_CD, nom="cadre"), Acteur(Role.VALIDEUR_CD, nom="chef")
ETAT, FT = Acteur(Role.VALIDEUR_ETAT, nom="préfecture"), Acteur(Role.CONTRIBUTEUR_FT)
ACCEPTEE, REFUSEE = PositionNonTransmission.ACCEPTEE, PositionNonTransmission.REFUSEE
T2, T3 = Trimestre(2025, 2), Trimestre(2025, 3)
LE_JOUR = datetime(2026, 2, 1, 9, tzinfo=UTC)
Geste = Callable[[], object]


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def save(*faits: Fait) -> Lot:
    lot = Lot(genre=GenreLot.DEPOT, service="essai", publie_le=LE_JOUR)
    with write() as session:
        lock_contrat(session, CODE)
        save_lot(session, CODE, lot, faits)
    return list_lots(CODE)[-1]


def add_valideur(role: str, producteur: str) -> None:
    save(Habilitation(role=role, type=TypePerimetre.PRODUCTEUR, valeur=producteur))


def declare(acteur: Acteur = CD, motif: str = "registre perdu", trimestre: Trimestre = T2, code: str = "F1-01") -> Lot:
    return record_non_transmission(acteur, CODE, code, trimestre, motif, LE_JOUR)


def answer(position: PositionNonTransmission | None, motif: str = "", acteur: Acteur = ETAT) -> Lot:
    return record_reponse(acteur, CODE, "F1-01", T2, position, motif, LE_JOUR)


def retract(acteur: Acteur = CD, motif: str = "registre retrouvé") -> Lot:
    return record_retrait(acteur, CODE, "F1-01", T2, motif, LE_JOUR)


def get_etat() -> EtatCloture | None:
    cloture = get_cloture(build_contrat_lu(CODE), "F1-01", T2)
    return cloture and cloture.etat


def read_suivi() -> list[LigneSuivi]:
    return build_suivi(build_contrat_lu(CODE), T2, date(2026, 2, 1))


def test_without_another_party_the_producer_s_word_is_enough() -> None:
    lot = declare()
    assert get_etat() is EtatCloture.SUFFISANTE
    (ligne,) = [ligne for ligne in read_suivi() if ligne.code == "F1-01"]
    assert ligne.statut is StatutSuivi.NE_SERA_PAS_TRANSMISE
    assert lot.motif.replace("\u00a0", " ") == "F1-01 T2 2025, ne sera pas transmise : registre perdu"
    with pytest.raises(SaisieRefusee, match="Aucune réponse n’est demandée"):
        answer(ACCEPTEE)


def test_the_other_party_answers_may_change_its_mind_and_is_asked_again() -> None:
    add_valideur("valideur_etat", "ETAT")
    declare()
    assert [c.indicateur for c in list_a_repondre(build_contrat_lu(CODE))] == ["F1-01"]
    answer(REFUSEE, "cherchez encore")
    assert get_etat() is EtatCloture.REFUSEE
    answer(ACCEPTEE)
    assert get_etat() is EtatCloture.ACCEPTEE
    retract()
    assert get_etat() is EtatCloture.RETIREE
    declare()
    assert get_etat() is EtatCloture.EN_ATTENTE
    answer(ACCEPTEE)
    assert get_etat() is EtatCloture.ACCEPTEE


def test_after_a_refusal_the_same_reason_asks_again() -> None:
    add_valideur("valideur_etat", "ETAT")
    declare()
    refus = answer(REFUSEE, "non")
    declare()
    assert get_etat() is EtatCloture.EN_ATTENTE
    cloture = get_cloture(build_contrat_lu(CODE), "F1-01", T2)
    assert cloture is not None and cloture.declaration.source == f"après la réponse du lot n° {refus.numero}"
    answer(REFUSEE, "non")
    assert get_etat() is EtatCloture.REFUSEE


def test_the_same_answer_twice_changes_nothing_and_says_so() -> None:
    add_valideur("valideur_etat", "ETAT")
    declare()
    answer(REFUSEE, "non")
    with pytest.raises(SaisieRefusee, match="rien ne changerait"):
        answer(REFUSEE, "non")


@pytest.mark.parametrize(
    ("motif", "refus"),
    [
        ("  ", "Il manque le motif"),
        ("x" * 301, "301 caractères, 300 au plus"),
        ("demander à paul@exemple.fr", "adresse électronique"),
        ("voir le 01 23 45 67 89", "numéro de téléphone"),
    ],
)
def test_a_reason_is_one_sentence_without_personal_data(motif: str, refus: str) -> None:
    with pytest.raises(SaisieRefusee, match=refus):
        declare(motif=motif)
    add_valideur("valideur_etat", "ETAT")
    declare(motif="x" * 300)
    with pytest.raises(SaisieRefusee, match=refus):
        retract(motif=motif)
    with pytest.raises(SaisieRefusee, match=refus):
        answer(REFUSEE, motif)


def test_an_acceptance_needs_no_reason_and_a_reply_is_one_of_two() -> None:
    add_valideur("valideur_etat", "ETAT")
    declare()
    with pytest.raises(SaisieRefusee, match="accepter ou refuser"):
        answer(None)
    with pytest.raises(SaisieRefusee, match="accepter ou refuser"):
        answer(PositionNonTransmission.RETIREE, "x")
    answer(ACCEPTEE, "  ")
    assert list_etapes(CODE, "F1-01", T2)[0].fait.motif == ""


@pytest.mark.parametrize(
    ("acteur", "declarer", "repondre"),
    [
        (LECTEUR, False, False),
        (Acteur(Role.COMMISSAIRE), False, False),
        (CD, True, False),
        (CHEF, True, False),
        (ETAT, False, True),
        (FT, False, False),
        (ADMIN, True, False),
    ],
)
def test_the_producer_declares_and_the_other_party_s_valideur_answers(
    acteur: Acteur, declarer: bool, repondre: bool
) -> None:
    add_valideur("valideur_etat", "ETAT")
    add_valideur("valideur_cd", "CD")

    def is_permis(geste: Geste) -> bool:
        try:
            geste()
        except AccesRefuse:
            return False
        return True

    assert is_permis(lambda: declare(acteur)) is declarer
    if not declarer:
        declare()
    assert is_permis(lambda: answer(ACCEPTEE, acteur=acteur)) is repondre
    assert is_permis(lambda: retract(acteur)) is declarer


def test_a_figure_of_the_etat_is_answered_by_the_departement() -> None:
    add_valideur("valideur_etat", "ETAT")
    add_valideur("valideur_cd", "CD")
    with pytest.raises(AccesRefuse):
        declare(CD, trimestre=T3, code="F2-01")
    declare(ETAT, trimestre=T3, code="F2-01")
    with pytest.raises(AccesRefuse):
        record_reponse(ETAT, CODE, "F2-01", T3, ACCEPTEE, "", LE_JOUR)
    record_reponse(CHEF, CODE, "F2-01", T3, ACCEPTEE, "", LE_JOUR)
    cloture = get_cloture(build_contrat_lu(CODE), "F2-01", T3)
    assert cloture is not None and cloture.etat is EtatCloture.ACCEPTEE


def test_the_producer_without_a_scope_is_refused() -> None:
    with pytest.raises(AccesRefuse, match="périmètre"):
        declare(CHEF)


def test_what_cannot_be_closed_is_refused_in_words() -> None:
    with pytest.raises(Introuvable):
        declare(code="Z9")
    with pytest.raises(SaisieRefusee, match="n’a pas commencé"):
        declare(trimestre=Trimestre(2026, 2))
    with pytest.raises(SaisieRefusee, match="hors de la période"):
        declare(ADMIN, trimestre=T2, code="F2-01")
    with pytest.raises(SaisieRefusee, match="Aucune déclaration"):
        retract()
    assert len(list_lots(CODE)) == 1


def test_a_result_that_comes_prevails_and_its_undoing_gives_the_closure_back() -> None:
    declare()
    avant = read_suivi()
    lot = save(Resultat(indicateur="F1-01", annee=2025, trimestre=2, valeur=None, texte="", commentaire=""))
    assert get_etat() is EtatCloture.RECUE
    with pytest.raises(SaisieRefusee, match="Aucune déclaration"):
        retract()
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    assert get_etat() is EtatCloture.SUFFISANTE
    assert read_suivi() == avant


def test_undoing_each_step_gives_back_exactly_the_former_readings() -> None:
    add_valideur("valideur_etat", "ETAT")
    gestes: list[Callable[[], Lot]] = [
        declare,
        lambda: answer(REFUSEE, "non"),
        lambda: declare(motif="registre brûlé"),
        lambda: answer(ACCEPTEE, "soit"),
        retract,
        lambda: declare(motif="définitivement"),
        lambda: answer(ACCEPTEE),
    ]
    etats, suivis, lots = [get_etat()], [read_suivi()], []
    for geste in gestes:
        lots.append(geste())
        etats.append(get_etat())
        suivis.append(read_suivi())
    assert [etat and etat.value for etat in etats] == [
        None,
        "en_attente",
        "refusee",
        "en_attente",
        "acceptee",
        "retiree",
        "en_attente",
        "acceptee",
    ]
    for rang in range(len(gestes) - 1, -1, -1):
        publish_annulation(ADMIN, CODE, lots[rang].numero, "essai")
        assert (get_etat(), read_suivi()) == (etats[rang], suivis[rang])


def test_a_reply_left_alone_by_an_undone_declaration_closes_nothing() -> None:
    add_valideur("valideur_etat", "ETAT")
    avant = read_suivi()
    lot = declare()
    answer(ACCEPTEE)
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    assert get_etat() is None
    assert read_suivi() == avant
    declare()
    assert get_etat() is EtatCloture.EN_ATTENTE


def test_every_step_stays_in_the_history_with_its_service_and_its_state() -> None:
    add_valideur("valideur_etat", "ETAT")
    declare()
    lot = answer(REFUSEE, "non")
    publish_annulation(ETAT, CODE, lot.numero, "erreur")
    answer(ACCEPTEE, "soit")
    declare(trimestre=Trimestre(2025, 1))
    vues = [
        (etape.fait.position.value, etape.fait.motif, etape.lot.service, etape.lot.role, etape.etat)
        for etape in list_etapes(CODE, "F1-01", T2)
    ]
    assert vues == [
        ("acceptee", "soit", "État", "valideur_etat", "en vigueur"),
        ("refusee", "non", "État", "valideur_etat", "annulée"),
        ("declaree", "registre perdu", "Conseil départemental", "contributeur_cd", "en vigueur"),
    ]
