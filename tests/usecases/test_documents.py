"""Documents: the annex tables, from any reading."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import Introuvable
from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.nomenclatures import Financeur, NatureEnveloppe
from lib.usecases.avenants import record_avenant
from lib.usecases.contrats import publish_contrat
from lib.usecases.documents import get_document
from lib.usecases.saisies_argent import record_enveloppe
from tests.imports.test_dossier import FICTIF

CODE, LECTEUR = "00-fictif", Acteur(role=Role.LECTEUR)
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def read_cellules(lecture: Lecture) -> set[object]:
    nom, octets = get_document(LECTEUR, CODE, "annexe3", 2025, lecture)
    assert nom == "00-fictif-annexe3-2025.xlsx"
    classeur = openpyxl.load_workbook(BytesIO(octets), data_only=True)
    return {cellule for feuille in classeur for rang in feuille.iter_rows(values_only=True) for cellule in rang}


def test_a_document_is_that_of_its_reading() -> None:
    record_avenant(ADMIN, CODE, 1, "Prévisionnel revu", None, "")
    record_enveloppe(
        ADMIN,
        CODE,
        fiche="F1",
        annee=2025,
        financeur=Financeur.ETAT,
        nature=NatureEnveloppe.PREVISIONNEL,
        montant="1 234",
        avenant=1,
        motif="avenant 1",
    )
    assert {1000.5, 1234} & read_cellules(MAINTENANT) == {1000.5, 1234}
    assert 1234 not in read_cellules(Lecture(avenant=0))
    assert 1234 not in read_cellules(Lecture(jusqu_a=2))


def test_an_unknown_document_or_year_is_refused() -> None:
    with pytest.raises(Introuvable, match="n’existe pas"):
        get_document(LECTEUR, CODE, "bilan", 2025)
    with pytest.raises(Introuvable, match="hors du contrat"):
        get_document(LECTEUR, CODE, "annexe3", 2031)
