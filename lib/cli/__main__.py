"""Entry point: `python -m lib.cli COMMANDE`. 0: done; 1: refused, and why; 2: misuse."""

import os
import sys

from lib.cli.commandes import run
from lib.cli.incidents import save_incident

try:
    code = run(sys.argv[1:])
    sys.stdout.flush()
except BrokenPipeError:
    # Whoever was reading (`| head`) has stopped: what was done is done, and nothing more can be said.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    code = 0
except Exception as erreur:
    print(save_incident(erreur), file=sys.stderr)
    code = 1
sys.exit(code)
