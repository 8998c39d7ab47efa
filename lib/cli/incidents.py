"""What a command says when something unforeseen happens: a sentence, and the trace in a file of its own."""

import os
import tempfile
import traceback


def save_incident(erreur: Exception) -> str:
    """Keep the trace in a new file that its owner alone may read; give the sentence to print."""
    phrase = "La commande n’a pas abouti : une erreur imprévue s’est produite."
    try:
        descripteur, chemin = tempfile.mkstemp(prefix="jalons-incident-", suffix=".txt")
        with os.fdopen(descripteur, "w", encoding="utf-8") as fichier:
            traceback.print_exception(erreur, file=fichier)
    except OSError:
        return f"{phrase} Son détail n’a pas pu être gardé."
    return f"{phrase} Son détail est dans le fichier {chemin}, à joindre à toute demande d’aide."
