"""The application takes no side: one wording for every party's delay, and no sentence that blames anybody."""

import ast
import re
from collections.abc import Iterator
from datetime import date

import pytest

from lib.domain.alertes_argent import build_alertes_argent
from lib.domain.attention import list_donnees_en_retard
from lib.domain.contrat import Avenant
from lib.domain.nomenclatures import PartieContrat, Producteur
from lib.domain.periodes import Trimestre
from lib.domain.suivi import build_suivi
from tests.controles import BLAME
from tests.domain.fabrique import make_contrat, make_indicateur
from tests.domain.fabrique_argent import make_contrat as make_contrat_argent
from tests.domain.fabrique_argent import make_regle
from tests.serveur import RACINE

JOUR = date(2025, 2, 1)
LIEUX = ("ui", "domain", "exports", "charts", "usecases", "cli", "imports")
RETARD = re.compile(
    r"(Conseil départemental|France Travail|État) : .+ non (?:transmise|versé)s? \([^)]+\), "
    r"en attente depuis le \d\d/\d\d/\d{4}"
)


@pytest.mark.parametrize("producteur", [Producteur.CD, Producteur.FRANCE_TRAVAIL, Producteur.ETAT])
def test_a_missing_figure_is_worded_alike_whoever_sends_it(producteur: Producteur) -> None:
    contrat = make_contrat(make_indicateur(producteur=producteur))
    (point,) = list_donnees_en_retard(contrat, build_suivi(contrat, Trimestre(2024, 4), JOUR))
    trouve = RETARD.match(point.phrase.replace("\u00a0", " "))
    assert trouve is not None and trouve[1] == producteur.libelle


def test_a_payment_past_its_day_is_worded_like_a_missing_figure() -> None:
    contrat = make_contrat_argent(
        avenants=[Avenant(numero=0, objet="Contrat", date_signature=date(2024, 7, 1))],
        regles_versement=[make_regle("R3", PartieContrat.SOLIDARITES, 1000)],
    )
    (alerte,) = build_alertes_argent(contrat, Trimestre(2024, 4), JOUR)
    trouve = RETARD.match(alerte.phrase.replace("\u00a0", " "))
    assert trouve is not None and trouve[1] == "État"


@pytest.mark.parametrize("lieu", LIEUX)
def test_no_sentence_blames(lieu: str) -> None:
    assert [(fichier, texte) for fichier, texte in list_textes(lieu) if BLAME.search(texte)] == []


@pytest.mark.parametrize(
    ("texte", "blame"),
    [
        ("Le Département n’a pas transmis ses données.", True),
        ("L’État n’a toujours pas versé la contribution.", True),
        ("France Travail a omis 3 données.", True),
        ("données manquantes par défaut de saisie", True),
        ("L’envoi aurait dû être fait.", True),
        ("3 données non transmises, en attente depuis le 15/01/2025", False),
        ("Ce contrat n’a pas d’axe.", False),
        ("Réglage par défaut", False),
    ],
)
def test_the_reader_knows_blame_from_a_fact(texte: str, blame: bool) -> None:
    assert bool(BLAME.search(texte)) is blame


def list_textes(lieu: str) -> Iterator[tuple[str, str]]:
    """Give every text written in a part of the code, docstrings left out, with its file."""
    for fichier in sorted((RACINE / "lib" / lieu).rglob("*.py")):
        arbre = ast.parse(fichier.read_text(encoding="utf-8"))
        seuls = {id(noeud.value) for noeud in ast.walk(arbre) if isinstance(noeud, ast.Expr)}
        for noeud in ast.walk(arbre):
            if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and id(noeud) not in seuls:
                yield fichier.name, noeud.value
