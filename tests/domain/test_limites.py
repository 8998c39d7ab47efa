"""No text enters the store too long, nor with a character that no store keeps: every noun, every field."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from lib.domain.contrat import Fait
from lib.domain.erreurs import SaisieRefusee
from lib.domain.limites import LIMITES, LONGUEUR_MAXIMALE, check_textes, read_saisie
from lib.domain.lots import NOMS, NOMS_SUIVIS, Lot
from lib.domain.nomenclatures import GenreLot

MAUVAIS = ["\x00", "a\x07b", "\ud800", "\udfff", "\x1b[2J", "\x7f", "\ufffe"]
CODES = frozenset("axe fiche indicateur objet partie reference source territoire ventilation".split())
"""Fields of the follow-up that hold a code, or what Jalons writes itself."""

TEXTES = [(nom, champ.name) for nom in (Lot, *NOMS.values()) for champ in fields(nom) if champ.type in ("str", str)]


def build(nom: type, valeurs: Mapping[str, str] = MappingProxyType({})) -> Any:
    """Build an object of a noun, empty but for what is given."""
    objet = object.__new__(nom)
    for champ in fields(nom):
        object.__setattr__(objet, champ.name, valeurs.get(champ.name, ""))
    return objet


def check(nom: type, champ: str, texte: str, genre: GenreLot = GenreLot.SAISIE) -> None:
    instant = datetime(2025, 1, 1, tzinfo=UTC)
    if nom is Lot:
        check_textes(Lot(genre=genre, publie_le=instant, **{champ: texte}), [])  # type: ignore[arg-type]
    else:
        faits: list[Fait] = [build(nom), build(nom, {champ: texte}), build(nom)]
        check_textes(Lot(genre=genre, publie_le=instant), faits)


@pytest.mark.parametrize(("nom", "champ"), TEXTES)
def test_each_text_stops_at_its_length(nom: type, champ: str) -> None:
    dit, limite = LIMITES.get(nom, {}).get(champ, ("Un texte", LONGUEUR_MAXIMALE))
    check(nom, champ, "é" * limite)
    with pytest.raises(SaisieRefusee, match=f"^{dit} est trop long\u00a0: "):
        check(nom, champ, "é" * (limite + 1))


@pytest.mark.parametrize(("nom", "champ"), TEXTES)
@pytest.mark.parametrize("mauvais", MAUVAIS)
@pytest.mark.parametrize("genre", [GenreLot.SAISIE, GenreLot.CONTRAT])
def test_no_text_holds_a_control_character(nom: type, champ: str, mauvais: str, genre: GenreLot) -> None:
    with pytest.raises(SaisieRefusee, match="caractère de contrôle"):
        check(nom, champ, f"oui{mauvais}", genre)


def test_lines_and_every_writing_of_people_pass() -> None:
    for texte in ("deux\nlignes\tet\r\n", "Ünï — « œ » 😀 中文 ـا", "e\u0301\u200d\u00a0\u202f"):
        check(Lot, "motif", texte)


def test_every_text_of_the_follow_up_has_a_length_of_its_own() -> None:
    oublies = [
        (nom.__name__, champ.name)
        for nom in NOMS_SUIVIS.values()
        for champ in fields(nom)
        if champ.type in ("str", str) and champ.name not in CODES and champ.name not in LIMITES.get(nom, {})
    ]
    assert oublies == []


@pytest.mark.parametrize("mauvais", MAUVAIS)
def test_what_is_typed_is_read_without_control_characters(mauvais: str) -> None:
    lu = read_saisie(f" motif {mauvais} ")
    assert lu.startswith("motif")
    check(Lot, "motif", lu)
