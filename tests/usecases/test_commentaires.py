"""Comments: one thread per object, ranks that are never taken twice."""

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.faits import ObjetCommentaire
from lib.usecases.commentaires import correct_commentaire, list_fil, record_commentaire
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.lots import list_lots, publish_annulation
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="essai", service="Conseil départemental")
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
COMMISSAIRE = Acteur(role=Role.COMMISSAIRE, nom="essai")
INDICATEUR, FICHE, CONTRAT = ObjetCommentaire


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def list_textes() -> list[tuple[str, str, int, str]]:
    return [(c.objet, c.reference, c.rang, c.texte) for c in build_contrat_lu(CODE).commentaires]


def test_each_object_has_its_thread_and_each_line_its_role() -> None:
    record_commentaire(COMMISSAIRE, CODE, INDICATEUR, "F1-01", " Pourquoi ? ")
    record_commentaire(ADMIN, CODE, INDICATEUR, "F1-01", "Un bus en panne")
    record_commentaire(ADMIN, CODE, FICHE, "F1", "Réunion le 3")
    record_commentaire(ADMIN, CODE, CONTRAT, CODE, "Bilan")
    assert list_textes() == [
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
    assert list_textes() == [("fiche", "F1", 2, "la suite")]


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
    assert list_fil(CODE, FICHE, "F1") == []


def test_a_contributor_comments_what_it_contributes_to() -> None:
    record_commentaire(CD, CODE, INDICATEUR, "F1-01", "transmis")
    with pytest.raises(AccesRefuse, match="F2-01 est hors du périmètre"):
        record_commentaire(CD, CODE, INDICATEUR, "F2-01", "x")
    with pytest.raises(AccesRefuse, match="fiche F2"):
        record_commentaire(CD, CODE, FICHE, "F2", "x")
    assert [message.texte for message in list_fil(CODE, INDICATEUR, "F1-01")] == ["transmis"]


def test_a_correction_holds_and_keeps_the_old_text_with_its_reason() -> None:
    record_commentaire(COMMISSAIRE, CODE, INDICATEUR, "F1-01", "Pourquoi ?")
    record_commentaire(CD, CODE, INDICATEUR, "F1-01", "Douze en mai")
    correct_commentaire(CD, CODE, INDICATEUR, "F1-01", 2, "Onze en mai", "recompté")
    assert [texte for *_, texte in list_textes()] == ["Pourquoi ?", "Onze en mai"]
    question, reponse = list_fil(CODE, INDICATEUR, "F1-01")
    assert (question.lot.role, len(question.versions)) == ("commissaire", 1)
    assert [(version.texte, version.lot.motif) for version in reponse.versions] == [
        ("Douze en mai", ""),
        ("Onze en mai", "recompté"),
    ]


def test_an_undone_correction_gives_the_old_text_back() -> None:
    record_commentaire(CD, CODE, FICHE, "F1", "avant")
    lot = correct_commentaire(CD, CODE, FICHE, "F1", 1, "après", "faute")
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    (message,) = list_fil(CODE, FICHE, "F1")
    assert [version.texte for version in message.versions] == ["avant"]


@pytest.mark.parametrize(
    ("acteur", "rang", "texte", "motif", "refus"),
    [
        (COMMISSAIRE, 1, "x", "y", AccesRefuse),
        (Acteur(role=Role.VALIDEUR_CD, service="Conseil départemental"), 1, "x", "y", AccesRefuse),
        (Acteur(role=Role.LECTEUR), 1, "x", "y", AccesRefuse),
        (CD, 2, "x", "y", Introuvable),
        (CD, 1, " ", "y", SaisieRefusee),
        (CD, 1, "x", " ", SaisieRefusee),
        (CD, 1, "mien", "y", SaisieRefusee),
    ],
)
def test_only_its_author_corrects_a_comment_with_a_text_and_a_reason(
    acteur: Acteur, rang: int, texte: str, motif: str, refus: type[Exception]
) -> None:
    record_commentaire(CD, CODE, INDICATEUR, "F1-01", "mien")
    with pytest.raises(refus):
        correct_commentaire(acteur, CODE, INDICATEUR, "F1-01", rang, texte, motif)
    assert [texte for *_, texte in list_textes()] == ["mien"]


def test_the_administrator_corrects_any_comment() -> None:
    record_commentaire(CD, CODE, FICHE, "F1", "un nom de personne")
    correct_commentaire(ADMIN, CODE, FICHE, "F1", 1, "sans nom", "nom retiré")
    assert [texte for *_, texte in list_textes()] == ["sans nom"]
