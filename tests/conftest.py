"""Fixtures shared by the tests that need a store holding the contract, or the whole application."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.application import build_application
from tests.serveur import run_commande


@pytest.fixture(scope="session")
def magasin_initial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as `make run` makes it, built once; copy it rather than write to it."""
    fichier = tmp_path_factory.mktemp("magasin") / "jalons.sqlite"
    run_commande("initialiser", magasin=f"sqlite:///{fichier}")
    return fichier


@pytest.fixture(scope="session")
def magasin_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as `make demo` makes it, built once; copy it rather than write to it."""
    fichier = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    run_commande("demo", magasin=f"sqlite:///{fichier}")
    return fichier


@pytest.fixture(scope="module")
def magasin_partage(magasin_initial: Path) -> Iterator[None]:
    """The application reads the initial store during this file's tests, which write nothing: one reading serves all."""
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{magasin_initial}")
        st.cache_data.clear()
        st.cache_resource.clear()
        yield


@pytest.fixture
def magasin(magasin_initial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a fresh store holding the contract, which the application uses during the test."""
    copie = tmp_path / "jalons.sqlite"
    shutil.copy(magasin_initial, copie)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{copie}")
    st.cache_data.clear()
    st.cache_resource.clear()
    return f"sqlite:///{copie}"


@pytest.fixture
def application(magasin: str) -> AppTest:
    """The application in process over a fresh store, from its router, not run yet: `application.run()`."""
    return build_application()
