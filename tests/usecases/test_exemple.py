"""The mark of a demonstration comes with a contract and stays: whatever is loaded after, at whatever reading."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.cli.commandes import run
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import SaisieRefusee
from lib.domain.lecture import Lecture
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.demo import save_demo
from lib.usecases.lots import list_lots
from tests.application import build_application
from tests.imports.test_dossier import FICTIF, REEL
from tests.serveur import RACINE

CODE = "94-2024"
ADMIN = Acteur(Role.ADMINISTRATEUR)


@pytest.fixture
def magasin_a_part(magasin_vide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty store of the test's own."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(magasin_vide, tmp_path / 'magasin.sqlite')}")
    st.cache_data.clear()
    st.cache_resource.clear()


def make_reel(dossier: Path) -> Path:
    """The fictional folder of the tests, told to be a real contract's."""
    shutil.copytree(FICTIF, dossier)
    toml = dossier / "contrat.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("exemple = true\n", ""), encoding="utf-8")
    return dossier


@pytest.mark.usefixtures("magasin_a_part")
def test_the_mark_survives_every_loading_and_stands_at_every_reading(tmp_path: Path) -> None:
    publish_contrat(ADMIN, REEL, exemple=True)
    dossier = Path(shutil.copytree(REEL, tmp_path / "94"))
    toml = dossier / "contrat.toml"
    toml.write_text(re.sub(r'nom_court = ".*"', 'nom_court = "Autre nom"', toml.read_text(encoding="utf-8")))
    assert publish_contrat(ADMIN, dossier, avenant=1, date_signature=date(2025, 1, 1)).lot == 2
    run(["initialiser"])
    run(["charger-contrat", str(REEL)])
    lectures = [Lecture(), Lecture(avenant=0), Lecture(avenant=1), Lecture(jusqu_a=1), Lecture(avenant=0, jusqu_a=1)]
    assert [build_contrat_lu(CODE, lecture).contrat.exemple for lecture in lectures] == [True] * 5


@pytest.mark.usefixtures("magasin_a_part")
@pytest.mark.parametrize("avenant", [None, 1])
def test_a_real_contract_never_becomes_a_demonstration(tmp_path: Path, avenant: int | None) -> None:
    publish_contrat(ADMIN, make_reel(tmp_path / "reel"))
    for dossier, exemple in ((FICTIF, False), (tmp_path / "reel", True)):
        with pytest.raises(SaisieRefusee, match="pour de bon"):
            publish_contrat(ADMIN, dossier, avenant=avenant, exemple=exemple)
    with pytest.raises(SaisieRefusee, match="« 00-fictif » pour de bon"):
        save_demo()
    assert not build_contrat_lu("00-fictif").contrat.exemple
    assert [lot.numero for lot in list_lots("00-fictif")] == [1]


@pytest.mark.usefixtures("magasin_a_part")
def test_beside_a_demonstration_a_real_contract_has_no_banner(tmp_path: Path) -> None:
    publish_contrat(ADMIN, REEL, exemple=True)
    publish_contrat(ADMIN, make_reel(tmp_path / "reel"))
    application = build_application()
    for code, dit in (("94-2024", True), ("00-fictif", False)):
        application.query_params["contrat"] = code
        application.run()
        application.selectbox(key="contrat").set_value(code).run()
        assert [is_annonce(application)] == [dit], code
        for fichier in ("budget.py", "echeances.py"):
            application.switch_page(str(RACINE / "pages" / fichier)).run()
            vu = application.selectbox(key="contrat").value
            assert is_annonce(application) == (vu == "94-2024"), (fichier, vu)


def is_annonce(page: AppTest) -> bool:
    return any("fictifs" in bandeau.value for bandeau in page.warning)
