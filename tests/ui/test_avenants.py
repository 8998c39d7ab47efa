from dataclasses import replace

from lib.domain.avenants import build_changements
from lib.ui.avenants import list_phrases
from tests.domain.fabrique_argent import CD, ETAT, NOTIFIE, make_contrat, make_enveloppe
from tests.pages.visite import clean


def test_changes_are_marked_and_a_title_is_written_once() -> None:
    avant = make_contrat(enveloppes=[make_enveloppe("S.1", ETAT, 100, NOTIFIE)])
    apres = replace(
        avant, enveloppes=(make_enveloppe("S.1", ETAT, 120, NOTIFIE), make_enveloppe("S.1", CD, 80, NOTIFIE))
    )
    lignes = list_phrases(build_changements(avant, apres))
    assert [ligne["Intitulé"] for ligne in lignes] == ["Action S.1", ""]
    assert [clean(ligne["Objet"]) for ligne in lignes] == [
        "<span class='compte'>→ Enveloppe</span>",
        "<span class='compte'>+ Enveloppe</span>",
    ]
    assert [clean(ligne["Écart"]) for ligne in lignes] == ["+20 € (+20,0 %)", "–"]


def test_a_text_of_the_contract_is_never_read_as_html() -> None:
    avant = make_contrat()
    piege = replace(avant.axes[0], note="<b>x</b>")
    (ligne,) = list_phrases(build_changements(avant, replace(avant, axes=(piege, *avant.axes[1:]))))
    assert "<b>" not in ligne["Après"]
    assert "&lt;b&gt;" in ligne["Après"]
