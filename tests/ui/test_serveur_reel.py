"""The first request to a server just started, where Streamlit's own pages/ loader could serve a page without us."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib.ui.routeur import ECRANS
from tests.serveur import RACINE, get_port_libre, start_serveur

ADRESSES = [ecran.adresse for ecran in ECRANS]


@pytest.fixture
def serveur_froid(magasin_initial: Path, tmp_path: Path) -> Iterator[str]:
    """A server that nobody has visited yet."""
    shutil.copy(magasin_initial, tmp_path / "jalons.sqlite")
    with start_serveur(f"sqlite:///{tmp_path / 'jalons.sqlite'}", tmp_path / "journal.txt") as adresse:
        yield adresse


def read_execution(adresse: str, page: str, **entetes: str) -> list[ForwardMsg]:
    """Ask for a page as the browser does in its first message; give what the run sent back."""
    with connect(
        f"{adresse.replace('http', 'ws')}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers=entetes,
        proxy=None,
    ) as prise:
        demande = BackMsg()
        demande.rerun_script.page_name = page
        prise.send(demande.SerializeToString())
        messages: list[ForwardMsg] = []
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            recu = prise.recv(timeout=30)
            assert isinstance(recu, bytes)
            messages.append(ForwardMsg.FromString(recu))
        return messages


def test_a_cold_websocket_asking_for_a_page_meets_the_router_first(serveur_froid: str) -> None:
    for page in (*reversed(ADRESSES), "inconnue"):
        messages = read_execution(serveur_froid, page)
        genres = [message.WhichOneof("type") for message in messages]
        assert "navigation" in genres, f"« {page} » a été servie sans le routeur"
        titres = [i for i, m in enumerate(messages) if m.delta.new_element.WhichOneof("type") == "heading"]
        assert not titres or genres.index("navigation") < titres[0]
        assert any("Vous agissez comme" in str(message.delta) for message in messages)


def test_a_cold_websocket_from_elsewhere_is_refused(serveur_froid: str) -> None:
    for entetes in ({"X-Forwarded-For": "127.0.0.1"}, {"Origin": "https://example.org"}):
        with pytest.raises(InvalidStatus) as refus:
            read_execution(serveur_froid, ADRESSES[0], **entetes)
        assert refus.value.response.status_code == 403


def test_a_cold_page_by_its_url_is_the_french_shell_or_a_french_refusal(serveur_froid: str) -> None:
    def get(chemin: str, **entetes: str) -> tuple[int, str]:
        demande = urllib.request.Request(f"{serveur_froid}/{chemin}", headers=entetes)
        try:
            with urllib.request.urlopen(demande, timeout=10) as reponse:
                return reponse.status, reponse.read().decode()
        except urllib.error.HTTPError as erreur:
            with erreur:
                return erreur.code, erreur.read().decode()

    for adresse in ADRESSES:
        statut, corps = get(adresse, **{"Accept-Encoding": "gzip"})
        assert statut == 200
        assert '<html lang="fr">' in corps
        assert get(adresse, Via="1.1 relais")[0] == 403
        assert get(adresse, Host="jalons.example.org")[0] == 403
    assert get("pages/methode.py")[1].count("open_page") == 0
    assert get("_stcore/metrics")[0] == 404
    assert get("_stcore/agent/openapi.json")[0] == 404


@pytest.mark.parametrize("adresse", ["0.0.0.0", "::"])
def test_the_server_does_not_start_beyond_this_machine(adresse: str, tmp_path: Path) -> None:
    port = str(get_port_libre())
    fin = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port, "--server.address", adresse],
        cwd=RACINE,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'jalons.sqlite'}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert fin.returncode != 0
    assert "Jalons ne démarre pas" in fin.stderr
