"""The sentence that says how a file was read, shown to the person who uploaded it."""

from lib.domain.phrases import format_quantite
from lib.domain.tableau import LectureFichier
from lib.imports.csv_francais import SEPARATEURS
from lib.imports.texte import get_libelle_encodage

CLASSEURS = {"xlsx": "Classeur Excel", "ods": "Classeur LibreOffice"}
"""What each kind of workbook is called."""


def build_phrase(lecture: LectureFichier) -> str:
    """Say how a file was read: format, header, rows, columns.

    For instance « CSV, point-virgule, Windows-1252, en-tête ligne 4, 42 lignes, 6 colonnes reconnues, 1 ignorée
    (agent) ».
    """
    if lecture.format == "csv":
        morceaux = ["CSV", SEPARATEURS[lecture.separateur], get_libelle_encodage(lecture.encodage)]
    else:
        morceaux = [CLASSEURS[lecture.format], f"feuille «\u00a0{lecture.feuille}\u00a0»"]
    morceaux.append(f"en-tête ligne {lecture.ligne_entete}")
    morceaux.append(format_quantite(lecture.lignes, "ligne"))
    if lecture.lignes_vides:
        morceaux.append(format_quantite(lecture.lignes_vides, "vide"))
    morceaux.append(format_quantite(len(lecture.colonnes_reconnues), "colonne reconnue"))
    if lecture.large:
        morceaux[-1] += " (trimestres en colonnes)"
    for noms, mot in ((lecture.colonnes_ignorees, "ignorée"), (lecture.autres_feuilles, "autre feuille non lue")):
        if noms:
            morceaux.append(f"{format_quantite(len(noms), mot)} ({', '.join(noms)})")
    return ", ".join(morceaux)


def to_nombre(nombre: int) -> str:
    """Write a count for the screen, thousands apart.

    >>> to_nombre(20_000).split()
    ['20', '000']
    """
    return f"{nombre:,}".replace(",", "\u202f")
