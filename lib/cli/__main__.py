"""Entry point: `python -m lib.cli COMMANDE`. 0: done; 1: the input is refused, reasons on stdout; 2: misuse."""

import sys

from lib.cli.commandes import run

sys.exit(run(sys.argv[1:]))
