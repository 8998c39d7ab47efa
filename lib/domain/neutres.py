"""Texts that a spreadsheet would run as a formula in a CSV file: one mark, put on writing, taken off on reading."""

DECLENCHEURS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with when a spreadsheet may read it as a formula, full-width signs included."""

MARQUE = "'"


def write_neutre(texte: str) -> str:
    """Write a text so that a spreadsheet reads a text; figures are not texts and never pass here.

    >>> write_neutre("=1+1"), write_neutre("-2+3"), write_neutre("＠SOMME(A1)"), write_neutre("a-b")
    ("'=1+1", "'-2+3", "'＠SOMME(A1)", 'a-b')
    """
    return f"{MARQUE}{texte}" if texte.startswith(DECLENCHEURS) else texte


def read_neutre(texte: str) -> str:
    """Take off the mark that write_neutre put.

    >>> read_neutre("'=1+1"), read_neutre("'a"), read_neutre("l'écart")
    ('=1+1', "'a", "l'écart")
    """
    nu = texte[len(MARQUE) :]
    return nu if texte.startswith(MARQUE) and nu.startswith(DECLENCHEURS) else texte
