"""The command as a shell runs it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.serveur import RACINE


def test_a_reader_that_stops_early_gets_no_traceback(magasin_initial: Path) -> None:
    commande = f"'{sys.executable}' -m lib.cli verifier | true"
    fini = subprocess.run(
        ["bash", "-o", "pipefail", "-c", commande],
        cwd=RACINE,
        capture_output=True,
        text=True,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{magasin_initial}"},
    )
    assert (fini.returncode, fini.stderr) == (0, "")
