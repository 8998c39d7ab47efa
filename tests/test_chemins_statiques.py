"""Who reads what is not masked: every module that touches raw results or figures of situation, and why it may.

A module that is not in the table must be handed lines, progressions or figures that the mask has already read.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.serveur import RACINE

DOSSIERS = ("lib/ui", "lib/charts", "lib/exports", "lib/cli", "lib/maps", "lib/usecases", "lib/domain", "pages")
ATTRIBUTS = frozenset({"resultats", "resultats_par_indicateur", "get_resultat", "contexte", "autres_lectures"})
"""Lists of a ContratLu that hold what was uploaded, as it was."""

APPELS = frozenset({"list_faits", "list_lignes", "list_disputees", "read_contrat", "list_en_place"})
"""What gives them, or figures made of them, unmasked."""

SAISIE = "for the service that deposits: what it may fill, replace or undo"

AUTORISES: dict[str, str] = {
    "lib/domain/coherence.py": "codes and territories only, to name those that the contract does not know",
    "lib/domain/contrat_lu.py": "the indexes of the lists themselves",
    "lib/domain/lisibles.py": "the door: gives each fact as it may be read",
    "lib/domain/masques.py": "the mask itself",
    "lib/domain/modeles.py": SAISIE,
    "lib/domain/mon_trimestre.py": "the number of the last lot of each service",
    "lib/domain/non_transmissions.py": "whether the département's figure came, not what it is",
    "lib/domain/series.py": "the other door: computes the series, then masks them",
    "lib/domain/sommes_effectifs.py": "which measures make another one, for the mask",
    "lib/ui/ensemble_lignes.py": SAISIE,
    "lib/usecases/contrats.py": "reads a contract for the doors, and loads its folder, which holds no result",
    "lib/usecases/demo.py": "tells the story of the demonstration, whose figures are fictional",
    "lib/usecases/depots.py": SAISIE,
    "lib/usecases/historique.py": "the versions of a value, each masked or opened by is_publique or can_voir_piece",
    "lib/usecases/jalons.py": "names of the measures, to check that of a series break",
    "lib/usecases/lots.py": SAISIE,
    "lib/usecases/magasin.py": "names the incoherences of a contract: codes, territories, amounts",
    "lib/usecases/modeles.py": SAISIE,
    "lib/usecases/mon_trimestre.py": SAISIE,
    "lib/usecases/recu.py": "the values of a lot, each opened by is_publique or can_voir_piece",
    "lib/usecases/saisies.py": SAISIE,
    "lib/usecases/saisies_argent.py": SAISIE,
}
"""The modules that may, each with its reason."""


def list_modules() -> list[Path]:
    return sorted(fichier for dossier in DOSSIERS for fichier in (RACINE / dossier).rglob("*.py"))


def list_lectures(source: str) -> Iterator[tuple[int, str]]:
    """List what a module reads unmasked, with its line; the text « contexte » of a fiche is no figure."""
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.Attribute) and noeud.attr in ATTRIBUTS and ast.unparse(noeud.value) != "fiche":
            yield noeud.lineno, ast.unparse(noeud)
        elif isinstance(noeud, ast.Call) and _get_nom(noeud.func) in APPELS and not _is_sans_chiffre(noeud):
            yield noeud.lineno, f"{ast.unparse(noeud.func)}(…)"


def _get_nom(fonction: ast.expr) -> str:
    return fonction.attr if isinstance(fonction, ast.Attribute) else getattr(fonction, "id", "")


SANS_CHIFFRE = frozenset({"Commentaire", "MeteoDeclaree", "Correspondance", "Contrat", "Bordereau", "CelluleBordereau"})
"""Nouns of the store that hold no count of persons by territory or breakdown."""


def _is_sans_chiffre(appel: ast.Call) -> bool:
    """Whether a query of the store is about such a noun."""
    return any(isinstance(argument, ast.Name) and argument.id in SANS_CHIFFRE for argument in appel.args)


def read_tout() -> dict[str, list[str]]:
    """Give the reads of each module that has some, as « line: what »."""
    lus = {
        fichier.relative_to(RACINE).as_posix(): [
            f"{ligne}: {quoi}" for ligne, quoi in sorted(list_lectures(fichier.read_text(encoding="utf-8")))
        ]
        for fichier in list_modules()
    }
    return {module: lectures for module, lectures in lus.items() if lectures}


def test_only_known_modules_read_what_is_not_masked() -> None:
    inconnus = {module: lectures for module, lectures in read_tout().items() if module not in AUTORISES}
    assert not inconnus, "lisent des faits non masqués sans raison écrite ici"


def test_the_table_names_no_module_that_reads_nothing_any_more() -> None:
    assert not AUTORISES.keys() - read_tout().keys()


def test_each_way_of_reading_is_seen() -> None:
    source = "contrat.resultats\nx.contrat.contexte\nfiche.contexte\nc.get_resultat(1)\nread_contrat(s, c)\n"
    source += "store.list_lignes(session, Resultat)\nstore.list_lignes(session, Commentaire)\n"
    assert [ligne for ligne, _ in sorted(list_lectures(source))] == [1, 2, 4, 5, 6]
