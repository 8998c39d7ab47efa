"""Rights as a table: one row per role, one column per right; each row checks both twins."""

from datetime import date

import pytest

from lib.domain.contrat import Habilitation
from lib.domain.droits import (
    SERVICES,
    Acteur,
    Role,
    can_accepter_non_transmission,
    can_annuler,
    can_charger_contrat,
    can_commenter,
    can_declarer_meteo,
    can_deposer,
    can_justifier,
    can_regler_convention,
    can_regler_seuil,
    can_repondre_du_chiffre,
    can_saisir,
    can_saisir_avenant,
    can_voir,
    check_can_accepter_non_transmission,
    check_can_annuler,
    check_can_charger_contrat,
    check_can_commenter,
    check_can_declarer_meteo,
    check_can_deposer,
    check_can_justifier,
    check_can_regler_convention,
    check_can_regler_seuil,
    check_can_repondre_du_chiffre,
    check_can_saisir,
    check_can_saisir_avenant,
    check_can_voir,
    is_du_service,
)
from lib.domain.erreurs import AccesRefuse
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import (
    Categorie,
    Comptage,
    Mode,
    Niveau,
    Periodicite,
    Producteur,
    Sens,
    StatutCible,
    TypeDepot,
    TypePerimetre,
    TypeValeur,
)
from lib.domain.perimetres import is_dans_perimetre, is_fiche_dans_perimetre
from lib.domain.recus import can_voir_piece

R, E, C, V = TypeDepot.RESULTATS, TypeDepot.EXECUTIONS, TypeDepot.CIBLES, TypeDepot.VERSEMENTS
# rôle : voir, commenter, résultats, exécutions, cibles, versements, charger un contrat, saisir un avenant
DROITS = [
    (Role.LECTEUR, True, False, False, False, False, False, False, False),
    (Role.COMMISSAIRE, True, True, False, False, False, False, False, False),
    (Role.CONTRIBUTEUR_CD, True, True, True, True, True, True, False, False),
    (Role.VALIDEUR_CD, True, True, True, True, True, True, False, True),
    (Role.VALIDEUR_ETAT, True, True, False, False, True, True, False, True),
    (Role.CONTRIBUTEUR_FT, True, True, True, False, False, False, False, False),
    (Role.ADMINISTRATEUR, True, True, True, True, True, True, True, True),
]


def is_refuse(check: object, *arguments: object) -> bool:
    try:
        check(*arguments)  # type: ignore[operator]
    except AccesRefuse:
        return True
    return False


def test_every_role_is_in_the_table() -> None:
    assert [ligne[0] for ligne in DROITS] == list(Role)


@pytest.mark.parametrize(("role", "voir", "commenter", "r", "e", "c", "v", "charger", "avenant"), DROITS)
def test_each_right_answers_and_refuses_alike(
    role: Role, voir: bool, commenter: bool, r: bool, e: bool, c: bool, v: bool, charger: bool, avenant: bool
) -> None:
    acteur = Acteur(role=role)
    assert can_voir(acteur) is voir is not is_refuse(check_can_voir, acteur)
    assert can_commenter(acteur) is commenter is not is_refuse(check_can_commenter, acteur)
    assert can_charger_contrat(acteur) is charger is not is_refuse(check_can_charger_contrat, acteur)
    assert can_saisir_avenant(acteur) is avenant is not is_refuse(check_can_saisir_avenant, acteur)
    for type_depot, permis in ((R, r), (E, e), (C, c), (V, v)):
        assert can_deposer(acteur, type_depot) is permis
        assert is_refuse(check_can_deposer, acteur, type_depot) is not permis


def test_whoever_may_upload_something_may_enter_the_page() -> None:
    assert [can_deposer(Acteur(role=role)) for role in Role] == [any(ligne[3:7]) for ligne in DROITS]


@pytest.mark.parametrize(
    ("role", "role_du_lot", "permis"),
    [
        (Role.CONTRIBUTEUR_CD, "valideur_cd", True),
        (Role.VALIDEUR_CD, "contributeur_cd", True),
        (Role.CONTRIBUTEUR_CD, "contributeur_ft", False),
        (Role.CONTRIBUTEUR_CD, "administrateur", False),
        (Role.CONTRIBUTEUR_FT, "contributeur_ft", True),
        (Role.LECTEUR, "", False),
        (Role.LECTEUR, "lecteur", False),
        (Role.CONTRIBUTEUR_CD, "", False),
        (Role.CONTRIBUTEUR_CD, "Conseil départemental", False),
        (Role.COMMISSAIRE, "commissaire", False),
        (Role.ADMINISTRATEUR, "contributeur_ft", True),
        (Role.ADMINISTRATEUR, "", True),
    ],
)
def test_a_lot_is_undone_by_the_service_of_its_role_or_the_administrator(
    role: Role, role_du_lot: str, permis: bool
) -> None:
    acteur = Acteur(role=role)
    assert can_annuler(acteur, role_du_lot) is permis is not is_refuse(check_can_annuler, acteur, role_du_lot, "x")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATEUR])
@pytest.mark.parametrize("role_du_lot", [*Role, "", "inconnu"])
def test_the_service_that_a_person_types_gives_and_takes_no_right(role: Role, role_du_lot: str) -> None:
    nu = Acteur(role)
    for service in [*SERVICES.values(), "Cellule pauvreté"]:
        dit = Acteur(role, service=service)
        assert can_annuler(dit, role_du_lot) is can_annuler(nu, role_du_lot)
        assert can_voir_piece(dit, role_du_lot) is can_voir_piece(nu, role_du_lot)
        assert not is_du_service(nu, role_du_lot) or SERVICES[Role(role_du_lot)] == SERVICES[role] != ""


def make_indicateur(fiche: str, niveau: Niveau, producteur: Producteur) -> Indicateur:
    return Indicateur(
        code="X",
        niveau=niveau,
        axe="A1",
        fiche=fiche,
        libelle="x",
        unite="x",
        categorie=Categorie.REALISATION,
        type=TypeValeur.NOMBRE,
        comptage=Comptage.EVENEMENTS,
        mode=Mode.CUMUL_ANNEE,
        additif=True,
        sens=Sens.HAUSSE,
        producteur=producteur,
        periodicite=Periodicite.ANNUELLE,
        delai_jours=31,
        si_fin=date(2023, 12, 31),
        statut=StatutCible.VIDE,
    )


@pytest.mark.parametrize(
    ("habilitations", "fiche", "niveau", "producteur", "permis"),
    [
        ([], "S.1.2", Niveau.LOCAL, Producteur.CD, False),
        ([(TypePerimetre.TOUT, "")], "", Niveau.NATIONAL, Producteur.ETAT, True),
        ([(TypePerimetre.FICHE, "S.1.2")], "S.1.2", Niveau.LOCAL, Producteur.CD, True),
        ([(TypePerimetre.FICHE, "S.1.2")], "S.1.3", Niveau.LOCAL, Producteur.CD, False),
        ([(TypePerimetre.FICHE, "")], "", Niveau.NATIONAL, Producteur.CD, False),
        ([(TypePerimetre.NIVEAU, "national")], "", Niveau.NATIONAL, Producteur.CD, True),
        ([(TypePerimetre.PRODUCTEUR, "CD")], "", Niveau.FEUILLE_DE_ROUTE, Producteur.CD, True),
        ([(TypePerimetre.PRODUCTEUR, "CD")], "I.V3", Niveau.NATIONAL, Producteur.FRANCE_TRAVAIL, False),
    ],
)
def test_a_scope_is_drawn_by_fiche_niveau_or_producteur(
    habilitations: list[tuple[TypePerimetre, str]], fiche: str, niveau: Niveau, producteur: Producteur, permis: bool
) -> None:
    lignes = [Habilitation(role="contributeur_cd", type=type_, valeur=valeur) for type_, valeur in habilitations]
    indicateur = make_indicateur(fiche, niveau, producteur)
    assert is_dans_perimetre(Acteur(role=Role.CONTRIBUTEUR_CD), lignes, indicateur) is permis
    assert is_dans_perimetre(Acteur(role=Role.LECTEUR), lignes, indicateur) is False


@pytest.mark.parametrize(
    ("habilitations", "permis"),
    [
        ([], False),
        ([(TypePerimetre.TOUT, "")], True),
        ([(TypePerimetre.FICHE, "S.1.2")], True),
        ([(TypePerimetre.FICHE, "S.1.3")], False),
        ([(TypePerimetre.FICHE, "S.1.3"), (TypePerimetre.FICHE, "S.1.2")], True),
        ([(TypePerimetre.FICHE, "S.1.3"), (TypePerimetre.NIVEAU, "national")], True),
        ([(TypePerimetre.PRODUCTEUR, "CD")], True),
    ],
)
def test_the_money_of_a_fiche_is_in_scope_of_its_own_fiche_or_of_a_scope_not_drawn_by_fiche(
    habilitations: list[tuple[TypePerimetre, str]], permis: bool
) -> None:
    lignes = [Habilitation(role="contributeur_cd", type=type_, valeur=valeur) for type_, valeur in habilitations]
    assert is_fiche_dans_perimetre(Acteur(role=Role.CONTRIBUTEUR_CD), lignes, "S.1.2") is permis


@pytest.mark.parametrize(
    ("role", "justifier", "regler"),
    [
        (Role.LECTEUR, False, False),
        (Role.COMMISSAIRE, False, False),
        (Role.CONTRIBUTEUR_CD, True, False),
        (Role.VALIDEUR_CD, True, False),
        (Role.VALIDEUR_ETAT, False, False),
        (Role.CONTRIBUTEUR_FT, False, False),
        (Role.ADMINISTRATEUR, True, True),
    ],
)
def test_the_departement_justifies_and_the_administrator_sets_thresholds(
    role: Role, justifier: bool, regler: bool
) -> None:
    acteur = Acteur(role=role)
    assert can_justifier(acteur) is justifier is not is_refuse(check_can_justifier, acteur)
    assert can_regler_seuil(acteur) is regler is not is_refuse(check_can_regler_seuil, acteur)


@pytest.mark.parametrize("type_depot", list(TypeDepot))
@pytest.mark.parametrize("role", list(Role))
def test_what_may_be_uploaded_may_be_typed(role: Role, type_depot: TypeDepot) -> None:
    acteur = Acteur(role=role)
    permis = can_deposer(acteur, type_depot)
    assert can_saisir(acteur, type_depot) is permis is not is_refuse(check_can_saisir, acteur, type_depot)


@pytest.mark.parametrize(
    ("role", "meteo", "convention"),
    [
        (Role.LECTEUR, False, False),
        (Role.COMMISSAIRE, False, False),
        (Role.CONTRIBUTEUR_CD, True, False),
        (Role.VALIDEUR_CD, True, False),
        (Role.VALIDEUR_ETAT, False, False),
        (Role.CONTRIBUTEUR_FT, False, False),
        (Role.ADMINISTRATEUR, True, True),
    ],
)
def test_the_weather_is_the_departement_s_and_conventions_the_administrator_s(
    role: Role, meteo: bool, convention: bool
) -> None:
    acteur = Acteur(role=role)
    assert can_declarer_meteo(acteur) is meteo is not is_refuse(check_can_declarer_meteo, acteur)
    assert can_regler_convention(acteur) is convention is not is_refuse(check_can_regler_convention, acteur)


CD, FT, ETAT = Producteur.CD, Producteur.FRANCE_TRAVAIL, Producteur.ETAT
# rôle : répond des chiffres du CD, de France Travail, de l'État ; accepte au nom du CD, au nom de l'État
PAROLES = [
    (Role.LECTEUR, False, False, False, False, False),
    (Role.COMMISSAIRE, False, False, False, False, False),
    (Role.CONTRIBUTEUR_CD, True, False, False, False, False),
    (Role.VALIDEUR_CD, True, False, False, True, False),
    (Role.VALIDEUR_ETAT, False, False, True, False, True),
    (Role.CONTRIBUTEUR_FT, False, True, False, False, False),
    (Role.ADMINISTRATEUR, True, True, True, False, False),
]


def test_every_role_is_in_the_table_of_who_speaks() -> None:
    assert [ligne[0] for ligne in PAROLES] == list(Role)


@pytest.mark.parametrize(("role", "cd", "ft", "etat", "accepte_cd", "accepte_etat"), PAROLES)
def test_a_producer_speaks_for_its_figures_and_a_valideur_answers_for_its_party(
    role: Role, cd: bool, ft: bool, etat: bool, accepte_cd: bool, accepte_etat: bool
) -> None:
    acteur = Acteur(role=role)
    for producteur, permis in ((CD, cd), (FT, ft), (ETAT, etat)):
        assert can_repondre_du_chiffre(acteur, producteur) is permis
        assert is_refuse(check_can_repondre_du_chiffre, acteur, producteur) is not permis
    for partie, permis in ((CD, accepte_cd), (ETAT, accepte_etat)):
        assert can_accepter_non_transmission(acteur, partie) is permis
        assert is_refuse(check_can_accepter_non_transmission, acteur, partie) is not permis


@pytest.mark.parametrize("tape", ["", " ", "\t\n", "\u200b", "\u2800\u3164", "\u202e \u2069", "\u00a0\ufe0f"])
def test_a_name_or_a_service_that_no_eye_sees_is_not_given(tape: str) -> None:
    acteur = Acteur(Role.CONTRIBUTEUR_CD, nom=tape, service=tape)
    assert (acteur.nom, acteur.service_affiche) == ("", "Conseil départemental")
    assert Acteur(Role.LECTEUR, nom=f"{tape}Zoé").nom == f"{tape}Zoé"
