"""Deny by default: every rule of rights, found in the source, refuses whoever and whatever it does not know."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import lib.domain
import lib.usecases
from lib.domain.contrat import Habilitation
from lib.domain.droits import Acteur, Role, check_can_deposer
from lib.domain.erreurs import ErreurMetier
from lib.domain.faits import ObjetCommentaire
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, Producteur, TypeDepot, TypePerimetre
from lib.usecases.commentaires import Message, Version
from tests.factories import build_contrat

CONTRAT = build_contrat()
INDICATEUR = CONTRAT.indicateurs[0]
FICHE = CONTRAT.fiches[0].code
LOT = Lot(genre=GenreLot.DEPOT, role="contributeur_cd", publie_le=datetime(2025, 1, 1, tzinfo=UTC))
TOUTES = [Habilitation(role=role, type=TypePerimetre.TOUT, valeur="") for role in [*Role, "inconnu", ""]]

INCONNUS = [Acteur(role=role, service="Conseil départemental") for role in ("inconnu", "", None)]  # type: ignore[arg-type]

REGLES: dict[str, tuple[tuple[Any, ...], list[tuple[Any, ...]]]] = {
    "can_voir": ((), []),
    "can_deposer": ((TypeDepot.RESULTATS,), [("",), ("inconnu",)]),
    "can_commenter": ((), []),
    "can_annuler": (("contributeur_cd",), []),
    "can_charger_contrat": ((), []),
    "can_saisir_avenant": ((), []),
    "can_declarer_meteo": ((), []),
    "can_regler_convention": ((), []),
    "can_saisir": ((TypeDepot.RESULTATS,), [(None,), ("",), ("inconnu",)]),
    "can_justifier": ((), []),
    "can_regler_seuil": ((), []),
    "can_repondre_du_chiffre": ((Producteur.CD,), [(None,), ("",), ("inconnu",)]),
    "can_accepter_non_transmission": ((Producteur.CD,), [(None,), ("",), (Producteur.FRANCE_TRAVAIL,)]),
    "can_voir_piece": (("contributeur_cd",), []),
    "can_corriger": ((Message(1, (Version("texte", LOT),)),), []),
    "is_du_service": (("contributeur_cd",), [("",), ("inconnu",), (None,)]),
    "is_dans_perimetre": ((TOUTES, INDICATEUR), [(TOUTES, None)]),
    "is_fiche_dans_perimetre": ((TOUTES, FICHE), [(TOUTES, ""), (TOUTES, None)]),
    "can_ecrire": ((TOUTES,), []),
    "is_fiche_suivie": ((CONTRAT, FICHE), [(CONTRAT, ""), (CONTRAT, None)]),
    "check_can_annuler": (("contributeur_cd", "x"), []),
    "check_can_voir_piece": (("contributeur_cd", "x"), []),
    "check_can_declarer_meteo_fiche": ((CONTRAT, FICHE), [(CONTRAT, ""), (CONTRAT, None)]),
    "check_can_repondre_de": ((CONTRAT, INDICATEUR), []),
    "check_can_commenter_objet": (
        (CONTRAT, ObjetCommentaire.FICHE, FICHE),
        [(CONTRAT, ObjetCommentaire.FICHE, ""), (CONTRAT, ObjetCommentaire.INDICATEUR, None)],
    ),
}
"""By rule: arguments that grant the right to someone, and arguments that grant it to nobody."""


def list_regles() -> dict[str, Callable[..., Any]]:
    """Find every rule of rights: a function whose name asks (can, check can, is) and whose first argument acts."""
    regles = {}
    for paquet in (lib.domain, lib.usecases):
        for module in pkgutil.iter_modules(paquet.__path__, f"{paquet.__name__}."):
            lu = importlib.import_module(module.name)
            for nom, fonction in inspect.getmembers(lu, inspect.isfunction):
                arguments = list(inspect.signature(fonction).parameters)
                if nom.startswith(("can_", "check_can_", "is_")) and arguments[:1] == ["acteur"]:
                    regles[nom] = fonction
    return regles


def get_arguments(nom: str) -> tuple[tuple[Any, ...], list[tuple[Any, ...]]]:
    return REGLES[nom] if nom in REGLES else REGLES[nom.removeprefix("check_")]


def is_permis(nom: str, acteur: Acteur, arguments: tuple[Any, ...]) -> bool:
    try:
        dit = list_regles()[nom](acteur, *arguments)
    except ErreurMetier:
        return False
    return nom.startswith("check_") or dit is True


NOMS = sorted(list_regles())


def test_every_rule_has_its_row() -> None:
    assert {nom for nom in NOMS if nom not in REGLES and nom.removeprefix("check_") not in REGLES} == set()
    assert set(REGLES) <= set(NOMS)


@pytest.mark.parametrize("nom", NOMS)
def test_an_unknown_role_has_no_right(nom: str) -> None:
    permis, _ = get_arguments(nom)
    assert any(is_permis(nom, Acteur(role), permis) for role in Role), "sans quoi le refus ne prouverait rien"
    assert [acteur for acteur in INCONNUS if is_permis(nom, acteur, permis)] == []


@pytest.mark.parametrize("nom", NOMS)
def test_what_names_nothing_is_granted_to_nobody(nom: str) -> None:
    _, refuses = get_arguments(nom)
    assert [(role, refus) for role in Role for refus in refuses if is_permis(nom, Acteur(role), refus)] == []


@pytest.mark.parametrize("nom", ["is_dans_perimetre", "is_fiche_dans_perimetre", "can_ecrire", "check_can_ecrire"])
def test_without_a_habilitation_only_the_administrator_has_a_scope(nom: str) -> None:
    choses = {"is_dans_perimetre": [INDICATEUR], "is_fiche_dans_perimetre": [FICHE]}.get(nom, [])
    assert [role for role in Role if is_permis(nom, Acteur(role), ([], *choses))] == [Role.ADMINISTRATEUR]


def test_an_upload_of_no_kind_says_so_in_french() -> None:
    with pytest.raises(ErreurMetier, match="Le profil « inconnu » ne permet pas de déposer un fichier"):
        check_can_deposer(INCONNUS[0])
