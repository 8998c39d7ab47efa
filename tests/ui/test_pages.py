import pytest
import streamlit as st

import lib.ui.page
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import SaisieRefusee
from lib.domain.nomenclatures import Nomenclature
from lib.ui.page import show_refus
from lib.ui.routeur import ECRANS, Ecran
from lib.ui.session import get_acteur
from tests.application import build_application, build_page
from tests.serveur import RACINE

pytestmark = pytest.mark.usefixtures("magasin_partage")
FICHIERS = [ecran.fichier for ecran in ECRANS]


class RoleInconnu(Nomenclature):
    """A role that no rule names."""

    AUCUN = "aucun", "Sans rôle"


def test_the_menu_lists_exactly_the_pages_that_exist() -> None:
    existants = {fichier.name for fichier in (RACINE / "pages").glob("*.py")} - {"__init__.py"}
    assert existants == set(FICHIERS)
    assert len({ecran.adresse for ecran in ECRANS}) == len(ECRANS)


def set_role(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    """Answer this role for the cookie of the visitor."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role}))


@pytest.mark.parametrize("ecran", ECRANS, ids=FICHIERS)
def test_every_page_opens_from_the_menu(monkeypatch: pytest.MonkeyPatch, ecran: Ecran) -> None:
    set_role(monkeypatch, Role.ADMINISTRATEUR)
    application = build_application().run()
    if ecran is not ECRANS[0]:
        application.switch_page(str(RACINE / "pages" / ecran.fichier)).run()
    assert not application.exception
    assert [titre.value for titre in application.title] == [ecran.titre]
    assert any("Administrateur (profil actuel)" in texte.proto.body for texte in application.get("html"))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("ecran", ECRANS, ids=FICHIERS)
def test_every_page_opens_or_refuses_for_each_role(monkeypatch: pytest.MonkeyPatch, ecran: Ecran, role: Role) -> None:
    set_role(monkeypatch, role)
    page = build_page(ecran.fichier).run()
    assert not page.exception
    titres = [titre.value for titre in page.title]
    refus = [erreur.value for erreur in page.error if "profil" in erreur.value]
    assert (titres == [ecran.titre]) != (len(refus) == 1), "ni la page ni son refus, ou les deux"


@pytest.mark.parametrize("fichier", FICHIERS)
def test_a_page_asked_for_alone_shows_nothing_but_its_refusal(monkeypatch: pytest.MonkeyPatch, fichier: str) -> None:
    monkeypatch.setattr(lib.ui.page, "get_acteur", lambda: Acteur(role=RoleInconnu.AUCUN))
    page = build_page(fichier).run()
    assert not page.exception
    assert len(page.error) == 1
    assert len(page.main.children) == 1


@pytest.mark.parametrize(
    ("cookies", "role"),
    [
        ({}, Role.LECTEUR),
        ({"jalons_role": "valideur_etat"}, Role.VALIDEUR_ETAT),
        ({"jalons_role": "administrateur"}, Role.ADMINISTRATEUR),
        ({"jalons_role": "directeur"}, Role.LECTEUR),
        ({"jalons_role": ""}, Role.LECTEUR),
    ],
)
def test_the_role_comes_from_the_cookie_and_is_lecteur_unless_known(
    monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str], role: Role
) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: cookies))
    assert get_acteur().role is role


def test_a_refusal_is_shown_as_it_is_and_any_other_error_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    montres: list[str] = []
    monkeypatch.setattr(st, "error", montres.append)
    with show_refus():
        raise SaisieRefusee("Le trimestre est scellé.")
    with pytest.raises(KeyError), show_refus():
        raise KeyError("panne")
    assert montres == ["Le trimestre est scellé."]
