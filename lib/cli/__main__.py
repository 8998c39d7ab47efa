"""Entry point: `python -m lib.cli COMMANDE`. 0: done; 1: the input is refused, reasons on stdout; 2: misuse."""

import os
import sys

from lib.cli.commandes import run

try:
    code = run(sys.argv[1:])
    sys.stdout.flush()
except BrokenPipeError:
    # Whoever was reading (`| head`) has stopped: what was done is done, and nothing more can be said.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    code = 0
sys.exit(code)
