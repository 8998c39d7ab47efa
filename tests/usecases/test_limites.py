"""What people type: stripped of what no store keeps, stopped at its length, alike on each database."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import NiveauMeteo, ObjetCommentaire
from lib.domain.limites import COURT, LONG, PARAGRAPHE, PHRASE
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.usecases.avenants import record_avenant
from lib.usecases.commentaires import record_commentaire
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.jalons import record_jalon, record_rupture
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.magasin import verify_magasin
from lib.usecases.meteo import record_meteo
from lib.usecases.saisies_argent import record_justification
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR)
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
T2 = Trimestre(2025, 2)
MOTIF = 2 * PARAGRAPHE


def annule(motif: str) -> Lot:
    numero = record_commentaire(ADMIN, CODE, ObjetCommentaire.FICHE, "F1", "à annuler", LE_JOUR).numero
    return publish_annulation(ADMIN, CODE, numero, motif, LE_JOUR)


def depose(texte: str, champ: str) -> Lot:
    indicateur = build_contrat_lu(CODE).indicateurs[0].code
    contenu = f"code_indicateur;annee;trimestre;valeur\r\n{indicateur};2025;T4;3\r\n".encode()
    depot = {"contenu": contenu, "nom": "resultats.csv", "type_depot": TypeDepot.RESULTATS, champ: texte}
    _, lot = publish_depot(ADMIN, CODE, Depot(**depot), maintenant=LE_JOUR)  # type: ignore[arg-type]
    assert lot is not None
    return lot


def comment(acteur: Acteur, texte: str = "texte") -> Lot:
    return record_commentaire(acteur, CODE, ObjetCommentaire.FICHE, "F1", texte, LE_JOUR)


def rompt(motif: str, source: str) -> Lot:
    mesure = build_contrat_lu(CODE).indicateurs[0].code
    return record_rupture(ADMIN, CODE, mesure, date(2025, 1, 1), motif, source, LE_JOUR)


def fixe(motif: str) -> Lot:
    mesure = build_contrat_lu(CODE).indicateurs[0].code
    return record_jalon(ADMIN, CODE, mesure, T2, Decimal(4), motif, maintenant=LE_JOUR)


def modify_avenant(objet: str, motif: str) -> Lot:
    with suppress(SaisieRefusee):
        record_avenant(ADMIN, CODE, 1, "premier", None, "", LE_JOUR)
    return record_avenant(ADMIN, CODE, 1, objet, None, motif, LE_JOUR)


TYPES: dict[str, tuple[Callable[[str], Lot], int]] = {
    "commentaire": (lambda t: comment(ADMIN, t), LONG),
    "météo": (lambda t: record_meteo(ADMIN, CODE, "F1", T2, NiveauMeteo.COMPROMIS, t, LE_JOUR), PARAGRAPHE),
    "objet d’avenant": (lambda t: modify_avenant(t, "motif"), PARAGRAPHE),
    "motif d’avenant": (lambda t: modify_avenant("objet", t), MOTIF),
    "motif de jalon": (fixe, PARAGRAPHE),
    "motif de rupture": (lambda t: rompt(t, "source"), PHRASE),
    "source de rupture": (lambda t: rompt("motif", t), PARAGRAPHE),
    "justification": (lambda t: record_justification(ADMIN, CODE, "F1", 2025, t, maintenant=LE_JOUR), LONG),
    "motif d’annulation": (annule, MOTIF),
    "motif de dépôt": (lambda t: depose(t, "motif"), MOTIF),
}
"""What is typed: stripped at the border, and its length."""

NOMS: dict[str, tuple[Callable[[str], Lot], int]] = {
    "nom": (lambda t: comment(Acteur(Role.ADMINISTRATEUR, nom=t)), COURT),
    "service": (lambda t: comment(Acteur(Role.ADMINISTRATEUR, service=t)), PHRASE),
    "nom de fichier": (lambda t: depose(f"{t[:-4]}.csv", "nom"), PHRASE),
}
"""Who and what a lot names: refused when they hold what no store keeps."""


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


@pytest.mark.parametrize("nom", [*TYPES, *NOMS])
def test_a_text_is_kept_up_to_its_length_and_refused_beyond(nom: str) -> None:
    save, limite = (TYPES | NOMS)[nom]
    with pytest.raises(SaisieRefusee, match=r"trop long.*au plus"):
        save("x" * (limite + 1))
    lots = len(list_lots(CODE))
    save("x" * limite)
    assert len(list_lots(CODE)) > lots
    assert verify_magasin() == []


@pytest.mark.parametrize("nom", TYPES)
def test_what_no_store_keeps_is_taken_off_what_is_typed(nom: str) -> None:
    save, _ = TYPES[nom]
    save("oui\x00 \x07non\ud800 fin")
    assert verify_magasin() == []


@pytest.mark.parametrize("nom", [nom for nom in TYPES if nom != "motif de dépôt"])
def test_control_characters_alone_are_nothing_typed(nom: str) -> None:
    save, _ = TYPES[nom]
    with pytest.raises(SaisieRefusee):
        save("\x00 \x07\ud800")


@pytest.mark.parametrize("nom", NOMS)
@pytest.mark.parametrize("mauvais", ["\x00", "\ud800", "\x1b"])
def test_a_name_that_no_store_keeps_is_refused_in_a_sentence(nom: str, mauvais: str) -> None:
    save, _ = NOMS[nom]
    with pytest.raises(SaisieRefusee, match="caractère de contrôle"):
        save(f"avant{mauvais}après.csv")
    assert verify_magasin() == []


@pytest.mark.parametrize(
    ("objet", "phrase"), [("x" * (PARAGRAPHE + 1), "trop long"), ("a\x00b", "caractère de contrôle")]
)
def test_the_object_of_an_avenant_loaded_with_its_folder_obeys_the_same_limit(objet: str, phrase: str) -> None:
    with pytest.raises(SaisieRefusee, match=phrase):
        publish_contrat(ADMIN, FICTIF, avenant=1, objet=objet)
