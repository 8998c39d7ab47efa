"""The door of the screen: whatever shows a text, it leaves with French typography."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.formats import FINE, INSECABLE


def draw() -> None:
    """A page whose every text is written with plain spaces."""
    import pandas as pd
    import streamlit as st

    from lib.ui.litteral import write_gras
    from lib.ui.typographie import install_porte

    install_porte()
    st.html("<p class='a : b' title='Quoi ?'>Source : contrat ; l'annexe</p>")
    st.markdown(f"{write_gras('Reçu')} : 12 000 €")
    st.warning("À vérifier : 5 %")
    st.caption("Fin ?")
    st.expander("Voir : tout")
    st.button("Publier ?", key="publier", help="Lire : tout")
    st.selectbox("Quoi ?", ["a : b", "c"], key="quoi")
    st.text_area("Motif ?", "tel : quel", key="motif")
    st.dataframe(pd.DataFrame({"nom": ["x ; y", None], "rang": [1, 2]}), alt="Table : noms")
    st.vega_lite_chart(
        spec={
            "title": "Reçu : attendu",
            "data": {"values": [{"nom : x": "a ; b"}]},
            "mark": "bar",
            "encoding": {
                "x": {"field": "nom : x", "axis": {"labelExpr": "datum.value == 1 ? 'a : b' : 'c'"}},
            },
        },
        alt="Lecture : a",
    )


@pytest.fixture(scope="module")
def page() -> AppTest:
    page = AppTest.from_function(draw).run()
    assert not page.exception
    return page


def test_the_words_of_every_piece_leave_with_their_spaces(page: AppTest) -> None:
    html = page.get("html")[0].proto.body
    assert html == f"<p class='a : b' title='Quoi{FINE}?'>Source{INSECABLE}: contrat{FINE}; l’annexe</p>"
    assert page.markdown[0].value == f"**Reçu**{INSECABLE}: 12{FINE}000{INSECABLE}€"
    assert page.warning[0].value == f"À vérifier{INSECABLE}: 5{FINE}%"
    assert page.caption[0].value == f"Fin{FINE}?"
    assert page.expander[0].label == f"Voir{INSECABLE}: tout"
    assert (page.button[0].label, page.button[0].help) == (f"Publier{FINE}?", f"Lire{INSECABLE}: tout")


def test_what_is_chosen_or_typed_keeps_its_characters_for_it_comes_back(page: AppTest) -> None:
    assert page.selectbox[0].label == f"Quoi{FINE}?"
    assert page.selectbox[0].options == ["a : b", "c"]
    assert page.text_area[0].value == "tel : quel"
    assert page.selectbox(key="quoi").set_value("a : b").run().selectbox[0].value == "a : b"


def test_a_table_is_put_right_cell_by_cell(page: AppTest) -> None:
    tableau = page.dataframe[0]
    assert next(iter(tableau.value["nom"])) == f"x{FINE}; y"
    assert list(tableau.value["rang"]) == [1, 2]
    assert tableau.proto.alt == f"Table{INSECABLE}: noms"


def test_a_chart_is_put_right_but_for_what_the_machine_reads(page: AppTest) -> None:
    proto = page.get("vega_lite_chart")[0].proto
    spec = json.loads(proto.spec)
    assert spec["title"] == f"Reçu{INSECABLE}: attendu"
    assert spec["encoding"]["x"]["field"] == "nom : x"
    assert spec["encoding"]["x"]["axis"]["labelExpr"] == f"datum.value == 1 ? 'a{INSECABLE}: b' : 'c'"
    assert f"a{FINE}; b".encode() in proto.data.data
