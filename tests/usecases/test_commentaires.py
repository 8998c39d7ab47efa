"""Comments: one thread per object, ranks that are never taken twice."""

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.faits import ObjetCommentaire
from lib.usecases.commentaires import record_commentaire
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.lots import list_lots, publish_annulation
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
COMMISSAIRE = Acteur(role=Role.COMMISSAIRE, nom="essai")
INDICATEUR, FICHE, CONTRAT = ObjetCommentaire


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def list_fil() -> list[tuple[str, str, int, str]]:
    return [(c.objet, c.reference, c.rang, c.texte) for c in build_contrat_lu(CODE).commentaires]


def test_each_object_has_its_thread_and_each_line_its_role() -> None:
    record_commentaire(COMMISSAIRE, CODE, INDICATEUR, "F1-01", " Pourquoi ? ")
    record_commentaire(ADMIN, CODE, INDICATEUR, "F1-01", "Un bus en panne")
    record_commentaire(ADMIN, CODE, FICHE, "F1", "Réunion le 3")
    record_commentaire(ADMIN, CODE, CONTRAT, CODE, "Bilan")
    assert list_fil() == [
        ("indicateur", "F1-01", 1, "Pourquoi ?"),
        ("indicateur", "F1-01", 2, "Un bus en panne"),
        ("fiche", "F1", 1, "Réunion le 3"),
        ("contrat", CODE, 1, "Bilan"),
    ]
    assert [lot.role for lot in list_lots(CODE)][1:] == ["commissaire", *["administrateur"] * 3]


def test_an_undone_comment_keeps_its_rank() -> None:
    lot = record_commentaire(ADMIN, CODE, FICHE, "F1", "à retirer")
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    record_commentaire(ADMIN, CODE, FICHE, "F1", "la suite")
    assert list_fil() == [("fiche", "F1", 2, "la suite")]


@pytest.mark.parametrize(
    ("objet", "reference"), [(INDICATEUR, "F1"), (FICHE, "F1-01"), (CONTRAT, "94-2024"), (FICHE, "")]
)
def test_a_comment_is_about_something(objet: ObjetCommentaire, reference: str) -> None:
    with pytest.raises(Introuvable):
        record_commentaire(ADMIN, CODE, objet, reference, "x")


def test_an_empty_comment_is_refused() -> None:
    with pytest.raises(SaisieRefusee, match="texte"):
        record_commentaire(ADMIN, CODE, FICHE, "F1", "\n ")


def test_a_reader_does_not_comment() -> None:
    with pytest.raises(AccesRefuse):
        record_commentaire(Acteur(role=Role.LECTEUR), CODE, FICHE, "F1", "x")
    assert len(list_lots(CODE)) == 1
