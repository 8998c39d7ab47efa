import pytest
from streamlit.testing.v1 import AppTest

from tests.application import build_page

pytestmark = pytest.mark.usefixtures("magasin_partage")


TITRES_ENONCES = ["Engagements de France Travail", "Financement, sans montant écrit"]


def get_html(page: AppTest) -> str:
    return " ".join(bloc.proto.body for bloc in page.get("html")).replace("\u00a0", " ")


@pytest.fixture
def page() -> AppTest:
    page = build_page("feuille_de_route.py").run()
    assert not page.exception
    return page


def test_every_row_of_the_roadmap_is_shown_by_domain(page: AppTest) -> None:
    assert [titre.value for titre in page.header] == [
        "Entrée en parcours (11)",
        "Accompagnement (21)",
        "Communs et numérique (4)",
        "Mobilisation des entreprises (8)",
        "Gouvernance partagée (6)",
        *TITRES_ENONCES,
    ]
    html = get_html(page)
    assert all(f"<td>FDR-{n:02}</td>" in html for n in range(1, 51))


def test_an_undeclared_status_is_said_and_never_guessed(page: AppTest) -> None:
    html = get_html(page)
    assert "50 lignes : 50 « non renseigné » ; " in html
    assert html.count("– Non renseigné") == 50


def test_an_indicator_without_value_is_not_transmitted_and_has_its_link(page: AppTest) -> None:
    html = get_html(page)
    assert "href='/indicateur?code=FR-01'" in html
    assert "<strong>non transmis</strong>" in html
    assert "dont une valeur au moins est transmise : aucun sur 23." in html


def test_the_rows_can_be_downloaded_as_one_table(page: AppTest) -> None:
    tableau = page.dataframe[0].value
    assert len(tableau) == 50
    assert list(tableau["Code"][:2]) == ["FDR-01", "FDR-02"]


def test_filters_keep_what_they_name(page: AppTest) -> None:
    page.multiselect(key="domaine").set_value(["Gouvernance partagée"]).run()
    assert not page.exception
    assert [titre.value for titre in page.header] == ["Gouvernance partagée (6)", *TITRES_ENONCES]
    page.multiselect(key="statut_action").set_value(["Réalisée"]).run()
    assert "Aucune ligne ne répond à ces filtres" in get_html(page)


def test_what_france_travail_commits_to_is_shown_with_its_lines(page: AppTest) -> None:
    html = get_html(page)
    assert "18 engagements écrits au contrat, sans date ni cible." in html
    for source in ("annexe 5, § 1.1, l.1725", "annexe 5, § 5, l.1796", "art. 2.5.2, l.197", "feuille de route, l.2260"):
        assert f"<td>{source}</td>" in html
    assert "Animateur – responsable référencement de l’offre" in html and "Conférences des financeurs" in html
