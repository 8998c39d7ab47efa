"""Visiting one page in process, with spending already in the store."""

import json
from datetime import UTC, datetime
from typing import Any

from streamlit.testing.v1 import AppTest

from lib.domain.faits import Execution
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.contrats import get_code
from tests.serveur import RACINE


def publish(*executions: dict[str, Any]) -> None:
    """Put spending into the store of the test, as one lot."""
    lot = Lot(
        genre=GenreLot.DEPOT,
        type_depot=TypeDepot.EXECUTIONS,
        auteur="Camille",
        service="Conseil départemental",
        publie_le=datetime(2025, 1, 15, tzinfo=UTC),
    )
    code = get_code(None)
    with write() as session:
        lock_contrat(session, code)
        save_lot(session, code, lot, [Execution(**execution) for execution in executions])


def open_ecran(application: AppTest, fichier: str) -> AppTest:
    """Open a page of the application through its menu."""
    adresse = {nom: application.query_params[nom] for nom in application.query_params}
    application.run()
    application.switch_page(str(RACINE / "pages" / fichier))
    for nom, valeur in adresse.items():
        application.query_params[nom] = valeur
    page = application.run()
    assert not page.exception, page.exception
    return page


def read_html(page: AppTest) -> str:
    """Give every text of the page: HTML blocks, Markdown and titles."""
    blocs = [bloc.proto.body for bloc in page.get("html")]
    return "\n".join([*blocs, *(m.value for m in page.markdown), *(t.value for t in (*page.header, *page.subheader))])


def clean(texte: str) -> str:
    """Give plain spaces in place of the French narrow ones, to compare sentences."""
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def read_graphiques(page: AppTest) -> list[str]:
    """Give the specs of the page's charts, as readable JSON."""
    specs = [json.loads(graphique.proto.spec) for graphique in page.get("vega_lite_chart")]
    return [json.dumps(spec, ensure_ascii=False) for spec in specs]
