"""The declared weather: by the fiche's owner, within the scope, the last declaration holds."""

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.faits import NiveauMeteo
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.meteo import list_declarations, record_meteo
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="cadre")
T2 = Trimestre(2025, 2)


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def test_the_last_declaration_holds() -> None:
    record_meteo(CD, CODE, "F1", T2, NiveauMeteo.SECURISES, "tout va bien")
    record_meteo(CD, CODE, "F1", T2, NiveauMeteo.APPUIS_NECESSAIRES, " un poste vacant ")
    (meteo,) = build_contrat_lu(CODE).meteos
    assert (meteo.periode, meteo.niveau, meteo.texte) == (T2, NiveauMeteo.APPUIS_NECESSAIRES, "un poste vacant")
    assert [lot.service for lot in list_lots(CODE)][1:] == ["Conseil départemental"] * 2


def test_a_declaration_explains_itself() -> None:
    with pytest.raises(SaisieRefusee, match="phrase"):
        record_meteo(CD, CODE, "F1", T2, NiveauMeteo.COMPROMIS, " ")


def test_a_fiche_and_a_quarter_of_the_contract() -> None:
    with pytest.raises(Introuvable):
        record_meteo(CD, CODE, "F9", T2, NiveauMeteo.COMPROMIS, "x")
    with pytest.raises(SaisieRefusee, match="2031"):
        record_meteo(CD, CODE, "F1", Trimestre(2031, 1), NiveauMeteo.COMPROMIS, "x")


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.COMMISSAIRE, Role.VALIDEUR_ETAT, Role.CONTRIBUTEUR_FT])
def test_only_the_departement_declares(role: Role) -> None:
    with pytest.raises(AccesRefuse):
        record_meteo(Acteur(role=role), CODE, "F1", T2, NiveauMeteo.SECURISES, "x")


def test_a_fiche_out_of_scope_is_refused() -> None:
    with pytest.raises(AccesRefuse, match="périmètre"):
        record_meteo(CD, CODE, "F2", T2, NiveauMeteo.SECURISES, "x")
    record_meteo(ADMIN, CODE, "F2", T2, NiveauMeteo.SECURISES, "x")
    assert len(list_lots(CODE)) == 2


def test_a_level_is_chosen() -> None:
    with pytest.raises(SaisieRefusee, match="quatre niveaux"):
        record_meteo(CD, CODE, "F1", T2, None, "x")


def test_every_declaration_stays_readable_and_says_whether_it_holds() -> None:
    record_meteo(CD, CODE, "F1", T2, NiveauMeteo.SECURISES, "un")
    record_meteo(CD, CODE, "F1", Trimestre(2025, 1), NiveauMeteo.ATTEIGNABLES, "deux")
    lot = record_meteo(CD, CODE, "F1", T2, NiveauMeteo.COMPROMIS, "trois")

    def list_vues() -> list[tuple[str, bool]]:
        return [(declaration.meteo.texte, declaration.remplacee) for declaration in list_declarations(CODE, "F1")]

    assert list_vues() == [("trois", False), ("un", True), ("deux", False)]
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    assert list_vues() == [("un", False), ("deux", False)]
    assert list_declarations(CODE, "F2") == []
