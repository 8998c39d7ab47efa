"""The style sheet: links of the application's own colour, no English hint under a field."""

from lib.ui.style import build_style


def test_links_never_keep_the_browser_s_blue() -> None:
    assert "[data-testid=stMain] a, .profils a) { color: #000091; }" in build_style()


def test_the_english_hint_of_text_fields_is_never_shown() -> None:
    assert "[data-testid=InputInstructions] { display: none; }" in build_style()
