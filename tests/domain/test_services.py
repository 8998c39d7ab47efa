"""Who sends what: producers, the axes of the Conseil départemental, the fiches that a habilitation names."""

from dataclasses import replace

import pytest

from lib.domain.contrat import Habilitation
from lib.domain.droits import Acteur, Role
from lib.domain.modeles import build_lignes_modele
from lib.domain.nomenclatures import Producteur, TypeDepot, TypePerimetre
from lib.domain.periodes import Trimestre
from lib.domain.services import Service, get_service, get_service_depense, list_services, split_par_service
from tests.contrat_complet import read_contrat
from tests.domain.fabrique import FICHE, make_contrat, make_indicateur

ADMIN = Acteur(Role.ADMINISTRATEUR)
T4 = Trimestre(2024, 4)


def test_the_real_contract_has_a_service_per_axe_of_the_cd_and_one_for_france_travail() -> None:
    assert [(service.code, service.nom) for service in list_services(read_contrat())] == [
        ("cd-a1", "Conseil départemental – Axe 1 · Enfance et inégalités"),
        ("cd-a2", "Conseil départemental – Axe 2 · Accès aux droits"),
        ("cd-a3", "Conseil départemental – Axe 3 · Transition écologique solidaire"),
        ("cd-v1", "Conseil départemental – Volet 1 · Préparation de France Travail"),
        ("cd-v2", "Conseil départemental – Volet 2 · Solutions d'insertion locales"),
        ("cd-v3", "Conseil départemental – Volet 3 · Accompagnement rénové du RSA"),
        ("france-travail", "France Travail"),
    ]


@pytest.mark.parametrize(
    ("champs", "code"),
    [
        ({}, "cd-a1"),
        ({"axe": "V3", "fiche": ""}, "cd-v3"),
        ({"producteur": Producteur.FRANCE_TRAVAIL, "axe": "V3", "fiche": ""}, "france-travail"),
        ({"producteur": Producteur.FRANCE_TRAVAIL}, "france-travail"),
        ({"producteur": Producteur.ETAT}, "etat"),
    ],
)
def test_an_indicator_is_sent_by_its_producer_within_the_cd_by_its_axe(champs: dict[str, object], code: str) -> None:
    indicateur = make_indicateur(**champs)
    assert get_service(make_contrat(indicateur), indicateur).code == code


def test_a_fiche_named_by_a_habilitation_is_a_service_of_its_own_for_its_figures_and_its_money() -> None:
    siens, autres = make_indicateur("F1-01"), make_indicateur("A1-01", fiche="")
    habilitation = Habilitation(role="contributeur_cd", type=TypePerimetre.FICHE, valeur="F1")
    contrat = replace(make_contrat(siens, autres), habilitations=(habilitation,))
    attendu = Service(Producteur.CD, "A1", "F1", "Conseil départemental – fiche F1")
    assert get_service(contrat, siens) == get_service_depense(contrat, FICHE) == attendu
    assert get_service(contrat, autres).code == "cd-a1"
    assert [service.code for service in list_services(contrat)] == ["cd-a1", "cd-a1-f1"]


def test_a_habilitation_by_producer_makes_no_service() -> None:
    habilitation = Habilitation(role="contributeur_cd", type=TypePerimetre.PRODUCTEUR, valeur="F1")
    contrat = replace(make_contrat(make_indicateur()), habilitations=(habilitation,))
    assert [service.code for service in list_services(contrat)] == ["cd-a1"]


@pytest.mark.parametrize("type_depot", [TypeDepot.RESULTATS, TypeDepot.EXECUTIONS])
def test_the_rows_of_a_template_are_parted_without_losing_nor_repeating_any(type_depot: TypeDepot) -> None:
    contrat = read_contrat()
    lignes = build_lignes_modele(contrat, type_depot, T4, ADMIN)
    parts = split_par_service(contrat, lignes)
    reunies = [ligne for siennes in parts.values() for ligne in siennes]
    assert len(parts) == (7 if type_depot is TypeDepot.RESULTATS else 6)
    assert all(ligne in reunies for ligne in lignes)
    assert len(reunies) == len(lignes)
    assert list(parts) == [service for service in list_services(contrat) if service in parts]


def test_the_rows_of_a_service_keep_their_order() -> None:
    contrat = read_contrat()
    lignes = build_lignes_modele(contrat, TypeDepot.RESULTATS, T4, ADMIN)
    for siennes in split_par_service(contrat, lignes).values():
        assert [lignes.index(ligne) for ligne in siennes] == sorted(lignes.index(ligne) for ligne in siennes)


def test_file_names_are_in_plain_letters() -> None:
    for service in list_services(read_contrat()):
        assert service.nom_fichier.isascii()
        assert set(service.nom_fichier) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
