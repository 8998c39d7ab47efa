"""Tables of amounts: what comes from data is escaped, what is HTML already is not."""

from lib.ui.composants import Html
from lib.ui.montants import build_case


def test_a_cell_is_escaped_unless_it_is_html_already() -> None:
    assert build_case("<b>EJ & co</b>") == "&lt;b&gt;EJ &amp; co&lt;/b&gt;"
    assert build_case(Html("<a href='/depots'>n° 3</a>")) == "<a href='/depots'>n° 3</a>"
