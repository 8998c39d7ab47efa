"""No page of the application says that a figure is late, or due on a day, without « délai proposé par Jalons »."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.attendus import ORIGINE_DELAI
from tests.application import build_application
from tests.pages.visite import clean, open_ecran
from tests.serveur import run_commande

DELAI = re.compile(
    r"en attente depuis(?!.*art\. 3)|attendue?s? le \d|attendus? depuis (?!.*\(art)|données? attendues?\b(?! au)"
    r"|délai dépassé|^○ T\d.* attendu|(?<![-\d])\d+ en attente|\breçu.* en retard",
    re.IGNORECASE,
)
"""What rests on one of our deadlines; a verdict (« 2 en retard » of cibles) and an article's date do not."""

TABLEAU = re.compile(r"<table.*?</table>", re.DOTALL)
POINT = re.compile(r"<li.*?</li>", re.DOTALL)
RANGEE = re.compile(r"</(?:p|h\d|div|a)>|<br>")
VISITES = (
    *(("synthese.py", {"trimestre": trimestre}) for trimestre in ("2024-T2", "2025-T4", "2026-T2")),
    *(("indicateurs.py", {"trimestre": trimestre}) for trimestre in ("2024-T2", "2025-T4")),
    ("indicateurs.py", {"trimestre": "2025-T4", "vue": "Tableau"}),
    ("indicateurs.py", {"vue": "À définir"}),
    *(("indicateur.py", {"code": code, "trimestre": "2025-T4"}) for code in ("S.1.3-01", "N-S-05", "N-V2-01")),
    *(("mon_trimestre.py", {"trimestre": trimestre}) for trimestre in ("2024-T2", "2025-T4", "2026-T3")),
    ("fiches_action.py", {"trimestre": "2025-T4"}),
    ("fiches_action.py", {"fiche": "S.1.2", "trimestre": "2025-T4"}),
    ("territoire.py", {"trimestre": "2025-T4"}),
    *((fichier, {}) for fichier in ("echeances.py", "feuille_de_route.py", "methode.py", "budget.py", "depots.py")),
    *((fichier, {}) for fichier in ("depot.py", "reprise.py", "avenants.py")),
)


@pytest.fixture(scope="module", params=["contrat", "demo"])
def magasin_lu(
    request: pytest.FixtureRequest, magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The real contract, of which nothing was sent; then the demonstration."""
    fichier = magasin_initial
    if request.param == "demo":
        fichier = tmp_path_factory.mktemp("demo") / "demo.sqlite"
        run_commande("demo", magasin=f"sqlite:///{fichier}")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{fichier}")
        st.cache_data.clear()
        st.cache_resource.clear()
        yield


@pytest.mark.parametrize(("fichier", "adresse"), VISITES)
def test_no_page_says_late_or_due_without_whose_deadline_it_is(
    magasin_lu: None, fichier: str, adresse: dict[str, str]
) -> None:
    application = build_application()
    for nom, valeur in adresse.items():
        application.query_params[nom] = valeur
    page = open_ecran(application, fichier)
    fautifs = [rangee for rangee in list_rangees(page) if DELAI.search(rangee) and ORIGINE_DELAI not in rangee]
    assert fautifs == []


@pytest.mark.parametrize(
    ("texte", "fautif"),
    [
        ("donnée en attente depuis le 15/04/2025 (Conseil départemental)", True),
        ("<table><tr><td>3 en attente</td></tr></table>", True),
        (f"<table><caption>{ORIGINE_DELAI}</caption><tr><td>3 en attente</td></tr></table>", False),
        ("1 cible sur 3 atteinte ou en bonne voie, 2 en retard ou non atteintes", False),
        (f"<p>Donnée attendue</p><p>{ORIGINE_DELAI}</p>", True),
        (f"<li><p>Donnée attendue</p><p>{ORIGINE_DELAI}</p></li>", False),
        ("10 indicateurs d’impact attendus depuis le 30/09/2024 (art. 2.4.1)", False),
    ],
)
def test_the_reader_sees_what_it_is_for(texte: str, fautif: bool) -> None:
    rangees = [r for r in split_rangees(texte) if DELAI.search(r) and ORIGINE_DELAI not in r]
    assert bool(rangees) is fautif


def list_rangees(page: AppTest) -> Iterator[str]:
    """Give every text shown, row by row: what stands at the head of a table is with each of its rows."""
    for bloc in page.get("html"):
        yield from split_rangees(bloc.proto.body)
    textes = (*page.markdown, *page.caption, *page.header, *page.subheader, *page.text_area, *page.code)
    for texte in textes:
        yield from split_rangees(str(texte.value))
    for tableau in page.dataframe:
        entete = " ".join([*map(str, tableau.value.columns), *(texte.value for texte in page.caption)])
        for rang in tableau.value.itertuples(index=False):
            yield clean(f"{entete} {' '.join(map(str, rang))}")
    for graphique in page.get("vega_lite_chart"):
        for nom in ("description", "spec"):
            yield from map(clean, list_textes(json.loads(graphique.proto.spec).get(nom)))


def list_textes(spec: object) -> Iterator[str]:
    """Give every string of a chart's spec."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict | list):
        for element in spec.values() if isinstance(spec, dict) else spec:
            yield from list_textes(element)


def split_rangees(texte: str) -> Iterator[str]:
    """Split a text into its rows and paragraphs; each row of a table keeps its head and caption."""
    for tableau in TABLEAU.findall(texte):
        tete = _strip(tableau.split("<tbody", 1)[0]) if "<tbody" in tableau else _strip(tableau.split("<tr", 1)[0])
        yield from (f"{tete} {_strip(rang)}" for rang in tableau.split("</tr>"))
    hors_tableau = TABLEAU.sub("", texte)
    yield from map(_strip, [*POINT.findall(hors_tableau), *RANGEE.split(POINT.sub("", hors_tableau))])


def _strip(morceau: str) -> str:
    """Give the words of a piece of HTML, those of its « alt » and « title » with them."""
    sans_style = re.sub(r"<style.*?</style>", "", morceau, flags=re.DOTALL)
    dits = " ".join(re.findall(r"(?:alt|title|aria-label)=['\"]([^'\"]*)", sans_style))
    return clean(html.unescape(f"{re.sub(r'<[^>]*>', ' ', sans_style)} {dits}")).strip()
