"""Who may comment what, and declare which fiche: deny by default, with the sentence that says why."""

from dataclasses import replace

import pytest

from lib.domain.contrat import Habilitation
from lib.domain.droits import Acteur, Role
from lib.domain.faits import ObjetCommentaire
from lib.domain.nomenclatures import Producteur, TypePerimetre
from lib.domain.perimetres import (
    get_refus_acceptation,
    get_refus_chiffre,
    get_refus_commentaire,
    get_refus_meteo,
)
from tests.domain.fabrique import make_contrat, make_indicateur

INDICATEUR, FICHE, CONTRAT = ObjetCommentaire
LU = replace(
    make_contrat(
        make_indicateur("X-01", producteur=Producteur.CD),
        make_indicateur("X-02", producteur=Producteur.FRANCE_TRAVAIL, fiche=""),
    ),
    habilitations=(
        Habilitation(role="contributeur_cd", type=TypePerimetre.PRODUCTEUR, valeur="CD"),
        Habilitation(role="contributeur_ft", type=TypePerimetre.PRODUCTEUR, valeur="FRANCE_TRAVAIL"),
        Habilitation(role="administrateur", type=TypePerimetre.TOUT, valeur=""),
    ),
)


@pytest.mark.parametrize(
    ("role", "admis"),
    [
        (Role.LECTEUR, set()),
        (Role.COMMISSAIRE, {"X-01", "X-02", "F1", "contrat"}),
        (Role.CONTRIBUTEUR_CD, {"X-01", "F1", "contrat"}),
        (Role.CONTRIBUTEUR_FT, {"X-02", "contrat"}),
        (Role.VALIDEUR_CD, {"X-01", "X-02", "F1", "contrat"}),
        (Role.VALIDEUR_ETAT, {"X-01", "X-02", "F1", "contrat"}),
        (Role.ADMINISTRATEUR, {"X-01", "X-02", "F1", "contrat"}),
    ],
)
def test_each_role_comments_what_it_follows(role: Role, admis: set[str]) -> None:
    objets = {"X-01": INDICATEUR, "X-02": INDICATEUR, "F1": FICHE, "contrat": CONTRAT}
    ouverts = {ref for ref, objet in objets.items() if not get_refus_commentaire(Acteur(role), LU, objet, ref)}
    assert ouverts == admis


def test_a_refusal_names_what_lies_outside_the_scope() -> None:
    refus = get_refus_commentaire(Acteur(Role.CONTRIBUTEUR_FT), LU, FICHE, "F1")
    assert refus.startswith("La fiche F1 est hors du périmètre du profil « Contributeur France Travail »")
    assert "permet de lire" in get_refus_commentaire(Acteur(Role.LECTEUR), LU, INDICATEUR, "X-01")


@pytest.mark.parametrize("role", list(Role))
def test_the_departement_alone_declares_the_weather_of_its_fiches(role: Role) -> None:
    assert (get_refus_meteo(Acteur(role), LU, "F1") == "") is (role in {Role.CONTRIBUTEUR_CD, Role.ADMINISTRATEUR})


@pytest.mark.parametrize(
    ("role", "admis"),
    [
        (Role.LECTEUR, set()),
        (Role.COMMISSAIRE, set()),
        (Role.CONTRIBUTEUR_CD, {"X-01"}),
        (Role.CONTRIBUTEUR_FT, {"X-02"}),
        (Role.VALIDEUR_CD, set()),  # produit X-01, mais aucune habilitation ne lui donne de périmètre ici
        (Role.VALIDEUR_ETAT, set()),
        (Role.ADMINISTRATEUR, {"X-01", "X-02"}),
    ],
)
def test_a_role_speaks_for_the_figures_it_produces_within_its_scope(role: Role, admis: set[str]) -> None:
    ouverts = {i.code for i in LU.indicateurs if not get_refus_chiffre(Acteur(role), LU, i)}
    assert ouverts == admis


def test_the_producer_comes_before_the_scope() -> None:
    niveau = Habilitation(role="contributeur_cd", type=TypePerimetre.NIVEAU, valeur="local")
    lu = replace(LU, habilitations=(niveau,))
    refus = [get_refus_chiffre(Acteur(Role.CONTRIBUTEUR_CD), lu, indicateur) for indicateur in lu.indicateurs]
    assert refus[0] == ""
    assert "son producteur (France Travail)" in refus[1]
    assert "hors du périmètre" in get_refus_chiffre(Acteur(Role.VALIDEUR_CD), lu, lu.indicateurs[0])


@pytest.mark.parametrize("role", list(Role))
def test_each_party_answers_by_its_valideur_alone(role: Role) -> None:
    assert (get_refus_acceptation(Acteur(role), Producteur.ETAT) == "") is (role is Role.VALIDEUR_ETAT)
    assert (get_refus_acceptation(Acteur(role), Producteur.CD) == "") is (role is Role.VALIDEUR_CD)
