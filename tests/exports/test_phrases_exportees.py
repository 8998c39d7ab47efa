"""The texts of the documents to print, share or put in a diary are as right as those of the screens."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from lib.domain.droits import Acteur, Role
from lib.domain.periodes import Trimestre
from lib.domain.relances import build_relance
from lib.exports.agenda_ics import build_agenda
from lib.exports.documents import DOCUMENTS, build_document
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.lots import list_lots
from lib.usecases.mon_trimestre import load_mon_trimestre
from lib.usecases.recu import get_recu_html
from tests.fautes import list_debuts, list_fautes
from tests.phrases import list_citations, list_textes_html

ADMIN = Acteur(Role.ADMINISTRATEUR)
ANNEES = (2024, 2025, 2026)
RELANCE = date(2026, 7, 20)


@pytest.fixture(scope="module")
def magasin(magasin_demo: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{magasin_demo}")
        yield f"sqlite:///{magasin_demo}"


def check(magasin: str, textes: list[str]) -> None:
    debuts = list_debuts(list_citations(magasin))
    fautes = [
        f"{faute} dans {texte[:120]!r}" for texte in dict.fromkeys(textes) for faute in list_fautes(texte, debuts)
    ]
    assert textes and not fautes, "\n".join(fautes[:40])


@pytest.mark.parametrize("nom", DOCUMENTS)
def test_the_workbooks_are_written_in_french(magasin: str, nom: str) -> None:
    contrat = build_contrat_lu(get_code(None))
    classeurs = [openpyxl.load_workbook(BytesIO(build_document(nom, contrat, annee))) for annee in ANNEES]
    cases = [
        case.value for classeur in classeurs for feuille in classeur for rang in feuille.iter_rows() for case in rang
    ]
    check(magasin, [ligne for case in cases if isinstance(case, str) and case[0] != "=" for ligne in case.split("\n")])


def test_the_receipts_are_written_in_french(magasin: str) -> None:
    code = get_code(None)
    recus = [get_recu_html(ADMIN, code, lot.numero).decode() for lot in list_lots(code)]
    check(magasin, [texte for recu in recus for texte in list_textes_html(recu)])


def test_the_reminders_and_their_diary_are_written_in_french(magasin: str) -> None:
    contrat = build_contrat_lu(get_code(None))
    mon = load_mon_trimestre(ADMIN, contrat.contrat.code, Trimestre(2026, 2), contrat.lecture, RELANCE)
    relances = [build_relance(contrat.contrat, etat, mon.trimestre, RELANCE) for etat in mon.etats]
    agendas = [build_agenda(relance.rappels, datetime(2026, 7, 20, tzinfo=UTC)) for relance in relances if relance]
    jours = [jour for agenda in agendas for jour in Calendar.from_ical(agenda).walk("VEVENT")]
    check(magasin, [ligne for jour in jours for ligne in f"{jour['summary']}\n{jour['description']}".split("\n")])
