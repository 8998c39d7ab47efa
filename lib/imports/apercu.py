"""The first rows of a file as the eye sees them, when no header was found in it: the person points at it."""

from lib.domain.tableau import Apercu
from lib.imports.classeur import ClasseurIllisibleError
from lib.imports.csv_francais import SEPARATEURS, read_debut, remove_guillemets_de_ligne, remove_ligne_sep
from lib.imports.demesure import DemesureError
from lib.imports.lecture import Consignes
from lib.imports.ouverture import ClasseurDepose
from lib.imports.refus import check_contenu, is_classeur
from lib.imports.texte import read_texte


def read_apercu(contenu: bytes, nom: str, consignes: Consignes) -> Apercu:
    """Read the first rows of a file, of the sheet chosen, else of the first visible one; empty when it cannot be."""
    if check_contenu(contenu, nom):
        return Apercu()
    if is_classeur(contenu):
        return _read_classeur(contenu, consignes.choisie.feuille if consignes.choisie else "")
    texte = remove_ligne_sep(read_texte(contenu, consignes.encodage).texte)
    texte = remove_guillemets_de_ligne(texte) or texte
    lectures = [_read_csv(texte, separateur) for separateur in SEPARATEURS]
    return Apercu(tuple(tuple(ligne) for ligne in max(lectures, key=lambda lignes: sum(map(len, lignes)))))


def _read_csv(texte: str, separateur: str) -> list[list[str]]:
    try:
        return read_debut(texte, separateur)
    except DemesureError:
        return []


def _read_classeur(contenu: bytes, voulue: str) -> Apercu:
    try:
        classeur = ClasseurDepose(contenu)
        feuilles = tuple(feuille.nom for feuille in classeur.feuilles if feuille.visible)
        nom = voulue or next(iter(feuilles), "")
        return Apercu(tuple(tuple(ligne) for ligne in classeur.read_debut(nom)) if nom else (), feuilles)
    except (ClasseurIllisibleError, DemesureError):
        return Apercu()
