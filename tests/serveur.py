"""A real server for the tests: `streamlit run app.py` on a free port, over a store of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
DELAI = 60


def get_port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port: int = prise.getsockname()[1]
        return port


def run_commande(*arguments: str, magasin: str) -> None:
    """Run `python -m lib.cli …` on a store; a failure shows what the command said."""
    fin = subprocess.run(
        [sys.executable, "-m", "lib.cli", *arguments],
        cwd=RACINE,
        env={**os.environ, "DATABASE_URL": magasin},
        capture_output=True,
        text=True,
        timeout=DELAI,
    )
    assert fin.returncode == 0, f"lib.cli {' '.join(arguments)} : {fin.stdout}{fin.stderr}"


@contextmanager
def start_serveur(magasin: str, journal: Path, **environnement: str) -> Iterator[str]:
    """Serve the application until the end of the block; give its address."""
    port = get_port_libre()
    adresse = f"http://127.0.0.1:{port}"
    with journal.open("w") as sortie:
        processus = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=RACINE,
            env={**os.environ, "DATABASE_URL": magasin, **environnement},
            stdout=sortie,
            stderr=subprocess.STDOUT,
        )
    try:
        _attendre(adresse, processus, journal)
        yield adresse
    finally:
        processus.terminate()
        try:
            processus.wait(10)
        except subprocess.TimeoutExpired:
            processus.kill()
            processus.wait()


def _attendre(adresse: str, processus: "subprocess.Popen[bytes]", journal: Path) -> None:
    limite = time.monotonic() + DELAI
    while time.monotonic() < limite:
        assert processus.poll() is None, f"le serveur s'est arrêté : {journal.read_text()}"
        try:
            with urllib.request.urlopen(f"{adresse}/sante", timeout=1) as reponse:
                assert reponse.read() == b"ok"
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"le serveur ne répond pas après {DELAI} s : {journal.read_text()}")
