"""The tables that put Streamlit's own words in French still fit the installed version."""

import re
from pathlib import Path

import streamlit

from lib.ui.francais import PAGE, SCRIPTS, translate

STATIQUE = Path(streamlit.__file__).parent / "static"


def test_the_english_words_of_the_page_are_still_those_of_the_package() -> None:
    page = (STATIQUE / "index.html").read_text("utf-8")
    assert [anglais for anglais in PAGE if anglais not in page] == []


def test_the_english_labels_of_scripts_are_still_those_of_the_package() -> None:
    scripts = [script.read_text("utf-8") for script in (STATIQUE / "static" / "js").glob("*.js")]
    assert [anglais for anglais in SCRIPTS if not any(anglais in script for script in scripts)] == []


def test_a_label_keeps_the_quotes_and_the_code_around_it() -> None:
    for anglais, francais in SCRIPTS.items():
        assert anglais.count("`") == francais.count("`"), anglais
        assert anglais.partition("`")[0] == francais.partition("`")[0] or "`" not in anglais, anglais


def test_what_folds_and_unfolds_a_text_is_said_in_french() -> None:
    scripts = [translate(script.read_bytes(), SCRIPTS) for script in (STATIQUE / "static" / "js").glob("*.js")]
    assert [
        trouve for script in scripts for trouve in re.findall(rb"`view (?:less|more|[$][^`]* more)`", script, re.I)
    ] == []
