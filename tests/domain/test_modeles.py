"""A template has the rows this person may fill for one quarter, with what is known, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lib.domain.contrat import Habilitation
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import RegleVersement
from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur, Role
from lib.domain.faits import Execution, Report, Resultat
from lib.domain.indicateurs import Cible
from lib.domain.modeles import MODALITES_MAX, build_lignes_modele, format_fenetre
from lib.domain.modeles_argent import LigneModele
from lib.domain.nomenclatures import (
    Declencheur,
    Financeur,
    Mode,
    NatureEnveloppe,
    PartieContrat,
    StatutCible,
    StatutResultat,
    TypeDepot,
    TypePerimetre,
)
from lib.domain.periodes import Trimestre
from tests.domain.test_coherence import read_contrat_reel
from tests.factories import CONTRAT, CONTRIBUTEUR, build_contrat, build_indicateur, build_resultat

T2 = Trimestre(2025, 2)
FRANCE_TRAVAIL = Acteur(Role.CONTRIBUTEUR_FT)
REEL = read_contrat_reel()


def build_lignes(
    contrat: ContratLu = CONTRAT, type_depot: TypeDepot = TypeDepot.RESULTATS, hors: bool = False
) -> list[LigneModele]:
    return build_lignes_modele(contrat, type_depot, T2, CONTRIBUTEUR, hors)


def list_codes(lignes: Sequence[LigneModele]) -> list[object]:
    return list(dict.fromkeys(ligne["code_indicateur"] for ligne in lignes))


def get_ligne(lignes: Sequence[LigneModele], **cle: object) -> LigneModele:
    trouvees = [ligne for ligne in lignes if all(ligne[nom] == valeur for nom, valeur in cle.items())]
    assert len(trouvees) == 1
    return trouvees[0]


@pytest.mark.parametrize("type_depot", list(TypeDepot))
def test_the_columns_of_a_row_are_those_of_the_file_in_their_order(type_depot: TypeDepot) -> None:
    noms = [colonne.nom for colonne in COLONNES[type_depot]]
    lignes = build_lignes_modele(REEL, type_depot, Trimestre(2024, 4), CONTRIBUTEUR)
    assert lignes
    for ligne in lignes:
        assert list(ligne) == [nom for nom in noms if nom in ligne]
        absentes = set(noms) - set(ligne)
        assert absentes <= {"numerateur", "denominateur"}


@pytest.mark.parametrize("type_depot", [t for t in TypeDepot if t is not TypeDepot.VERSEMENTS])
def test_no_two_rows_are_about_the_same_thing(type_depot: TypeDepot) -> None:
    cles = [colonne.nom for colonne in COLONNES[type_depot] if colonne.cle]
    lignes = build_lignes_modele(REEL, type_depot, Trimestre(2024, 4), CONTRIBUTEUR, hors_periode=True)
    vues = [tuple(ligne[cle] for cle in cles) for ligne in lignes]
    assert len(set(vues)) == len(vues)


def test_a_person_only_has_the_indicators_of_its_scope() -> None:
    codes = list_codes(build_lignes())
    assert "N-V3-05" not in codes
    assert list_codes(build_lignes_modele(CONTRAT, TypeDepot.RESULTATS, T2, FRANCE_TRAVAIL)) == ["N-V3-05"]


def test_a_derived_indicator_is_never_typed() -> None:
    assert "N-S-04" not in list_codes(build_lignes(hors=True))


def test_a_non_contracted_indicator_is_never_asked() -> None:
    retire = build_indicateur("S.9.9-01", "Retiré", "jeunes", statut=StatutCible.NON_CONTRACTUALISE)
    contrat = replace(CONTRAT, indicateurs=(*CONTRAT.indicateurs, retire))
    assert "S.9.9-01" not in list_codes(build_lignes(contrat, hors=True))


def test_an_axe_whose_period_is_over_only_comes_when_asked() -> None:
    assert "V2.2-01" not in list_codes(build_lignes())
    assert "V2.2-01" in list_codes(build_lignes(hors=True))


def test_the_totals_come_first_then_the_details() -> None:
    lignes = build_lignes()
    details = [bool(ligne["ventilation"]) or ligne["territoire"] != "DEP" for ligne in lignes]
    assert details == sorted(details)
    assert any(details)


def test_a_territorial_indicator_has_a_row_per_commune_of_the_territoire_pilote() -> None:
    indicateur = build_indicateur("S.9.9-01", "Personnes reçues", "personnes", ventilations="territoire | parcours")
    contrat = replace(CONTRAT, indicateurs=(indicateur,))
    places = [(ligne["territoire"], ligne["ventilation"], ligne["libelle"]) for ligne in build_lignes(contrat)]
    assert places == [
        ("DEP", "", "Personnes reçues"),
        ("94017", "", "Personnes reçues – Champigny-sur-Marne"),
        ("94028", "", "Personnes reçues – Créteil"),
        ("DEP", "parcours:emploi", "Personnes reçues – Emploi"),
        ("DEP", "parcours:equilibre", "Personnes reçues – Équilibré"),
    ]


@pytest.mark.parametrize(("modalites", "lignes"), [(MODALITES_MAX, 1 + MODALITES_MAX), (MODALITES_MAX + 1, 1)])
def test_a_long_breakdown_has_no_row_of_its_own(modalites: int, lignes: int) -> None:
    modele = CONTRAT.modalites[0]
    liste = tuple(replace(modele, code=f"m{rang}") for rang in range(modalites))
    contrat = replace(CONTRAT, indicateurs=CONTRAT.indicateurs[:1], modalites=liste)
    assert len(build_lignes(contrat)) == lignes


def test_the_confidential_fiche_has_no_row_by_commune_in_the_real_contract() -> None:
    lignes = build_lignes_modele(REEL, TypeDepot.RESULTATS, Trimestre(2024, 4), CONTRIBUTEUR)
    siens = [ligne for ligne in lignes if str(ligne["code_indicateur"]).startswith("S.1.3")]
    assert {ligne["territoire"] for ligne in siens} == {"DEP"}


def test_a_confidential_fiche_has_no_row_by_commune_even_where_a_breakdown_by_territory_is_written() -> None:
    indicateur = build_indicateur("S.1.3-09", "Familles", "familles", fiche="S.1.3", ventilations="territoire")
    contrat = replace(CONTRAT, indicateurs=(indicateur,))
    assert [ligne["territoire"] for ligne in build_lignes(contrat)] == ["DEP"]


def test_the_largest_template_of_a_contributor_stays_near_400_rows() -> None:
    tailles = [
        len(build_lignes_modele(REEL, TypeDepot.RESULTATS, Trimestre(annee, numero), CONTRIBUTEUR))
        for annee in REEL.compute_annees()
        for numero in (1, 2, 3, 4)
    ]
    assert 300 < max(tailles) < 420


def test_known_and_previous_values_are_those_of_the_same_place() -> None:
    contrat = build_contrat(
        resultats=[
            build_resultat("S.1.2-01", "2024-T4", "40"),
            build_resultat("S.1.2-01", "2025-T1", "12"),
            build_resultat("S.1.2-01", "2025-T2", "25"),
            build_resultat("S.1.2-01", "2025-T3", "99"),
            build_resultat("S.1.2-01", "2025-T1", "3", ventilation="parcours:emploi"),
        ]
    )
    lignes = build_lignes(contrat)
    total = get_ligne(lignes, code_indicateur="S.1.2-01", ventilation="")
    assert (total["trimestre_precedent"], total["valeur_precedente"], total["valeur_connue"]) == ("T1 2025", 12, 25)
    emploi = get_ligne(lignes, code_indicateur="S.1.2-01", ventilation="parcours:emploi")
    assert (emploi["valeur_precedente"], emploi["valeur_connue"]) == (3, None)


def test_a_status_without_figure_is_no_previous_value_and_zero_is_one() -> None:
    sans = Resultat(indicateur="S.1.2-01", annee=2025, trimestre=1, statut=StatutResultat.NON_DISPONIBLE)
    contrat = build_contrat(resultats=[build_resultat("S.1.2-01", "2024-T4", "0"), sans])
    ligne = get_ligne(build_lignes(contrat), code_indicateur="S.1.2-01", ventilation="")
    assert (ligne["trimestre_precedent"], ligne["valeur_precedente"]) == ("T4 2024", Decimal(0))


def test_the_words_of_a_qualitative_indicator_are_shown() -> None:
    mots = Resultat(indicateur="S.3.3-02", annee=2025, trimestre=2, texte="Plan écrit")
    ligne = get_ligne(build_lignes(build_contrat(resultats=[mots])), code_indicateur="S.3.3-02", ventilation="")
    assert ligne["valeur_connue"] == "Plan écrit"


def test_only_a_ratio_has_terms_to_fill() -> None:
    lignes = build_lignes()
    assert "numerateur" in get_ligne(lignes, code_indicateur="S.2.1-01", ventilation="")
    assert "numerateur" not in get_ligne(lignes, code_indicateur="S.1.2-01", ventilation="")


@pytest.mark.parametrize(
    ("code", "libelle"),
    [
        ("V3-04a", "Orientations – part emploi"),
        ("V2.1-03b", "Orientés en moins de 1 mois – dont en moins de 15 jours"),
        ("S.1.2-01", "Nombre de jeunes logés en colocation"),
    ],
)
def test_a_part_of_a_label_is_written_with_the_label(code: str, libelle: str) -> None:
    assert get_ligne(build_lignes(), code_indicateur=code, ventilation="")["libelle"] == libelle


@pytest.mark.parametrize(
    ("mode", "depuis", "fenetre"),
    [
        (Mode.CUMUL_ANNEE, None, "cumul depuis le 1er janvier 2025"),
        (Mode.A_DATE, None, "au 30/06/2025"),
        (Mode.CUMUL_DEPUIS, date(2024, 9, 1), "depuis septembre 2024"),
        (Mode.CUMUL_DEPUIS, date(2024, 9, 16), "depuis le 16/09/2024"),
        (Mode.COHORTE, None, "cohorte, au 30/06/2025"),
        (Mode.VAGUE, None, "dernière vague d’enquête, au 30/06/2025"),
        (Mode.VARIATION, None, "variation sur un an, au 30/06/2025"),
        (Mode.TEXTE, None, "état au 30/06/2025"),
    ],
)
def test_the_window_is_written_in_words(mode: Mode, depuis: date | None, fenetre: str) -> None:
    assert format_fenetre(build_indicateur("X", "X", "x", mode=mode, depuis=depuis), T2) == fenetre


def test_spending_shows_what_the_year_foresees_and_what_the_quarter_knows() -> None:
    contrat = replace(
        build_contrat(
            executions=[Execution(fiche="S.1.2", annee=2025, trimestre=2, financeur=Financeur.ETAT, montant=123_45)]
        ),
        reports=(
            Report(fiche="S.1.2", annee_origine=2024, annee_destination=2025, financeur=Financeur.ETAT, montant=100_00),
        ),
    )
    lignes = build_lignes(contrat, TypeDepot.EXECUTIONS)
    etat = get_ligne(lignes, code_fiche="S.1.2", financeur=Financeur.ETAT)
    assert (etat["montant_prevu"], etat["montant_connu"]) == (Decimal("207600"), Decimal("123.45"))
    cd = get_ligne(lignes, code_fiche="S.1.2", financeur=Financeur.CD)
    assert (cd["montant_prevu"], cd["montant_connu"]) == (None, None)
    assert "I.V2" not in {ligne["code_fiche"] for ligne in lignes}
    assert not [ligne for ligne in lignes if ligne["financeur"] is Financeur.AUTRES]


def test_a_scope_drawn_by_fiches_only_has_its_fiches() -> None:
    habilitation = Habilitation(role="contributeur_cd", type=TypePerimetre.FICHE, valeur="S.1.3")
    contrat = replace(CONTRAT, habilitations=(habilitation,))
    for type_depot, nom in ((TypeDepot.EXECUTIONS, "code_fiche"), (TypeDepot.REPORTS, "fiche")):
        assert {ligne[nom] for ligne in build_lignes(contrat, type_depot)} == {"S.1.3"}


def test_targets_are_asked_for_the_years_left_with_the_one_in_force() -> None:
    cibles = (
        Cible(indicateur="S.1.2-01", annee=2026, valeur=Decimal(70)),
        Cible(indicateur="S.1.2-01", annee=2027, texte="À définir"),
        Cible(indicateur="S.1.2-01", annee=2026, territoire="94028", valeur=Decimal(9)),
    )
    lignes = build_lignes(replace(CONTRAT, cibles=cibles), TypeDepot.CIBLES)
    siennes = [ligne for ligne in lignes if ligne["code_indicateur"] == "S.1.2-01"]
    vues = [(ligne["territoire"], ligne["annee"], ligne["cible_en_vigueur"]) for ligne in siennes]
    assert vues == [
        *(("DEP", 2025, None), ("DEP", 2026, Decimal(70)), ("DEP", 2027, "À définir")),
        *(("94028", 2025, None), ("94028", 2026, Decimal(9)), ("94028", 2027, None)),
    ]


def test_envelopes_show_the_amount_in_force() -> None:
    lignes = build_lignes(type_depot=TypeDepot.ENVELOPPES)
    cle = {"code_fiche": "S.1.2", "financeur": Financeur.ETAT}
    assert get_ligne(lignes, nature=NatureEnveloppe.PREVISIONNEL, **cle)["montant_en_vigueur"] == Decimal(207_500)
    assert get_ligne(lignes, nature=NatureEnveloppe.NOTIFIE, **cle)["montant_en_vigueur"] is None


def test_payments_have_a_row_per_payment_foreseen_and_one_for_the_part_without_any() -> None:
    regles = tuple(
        RegleVersement(
            code=f"R{rang}",
            partie=PartieContrat.INSERTION,
            annee=2025,
            part=Decimal(40),
            montant=1,
            declencheur=Declencheur.SIGNATURE,
            article="art. 3",
        )
        for rang in (1, 2)
    )
    parties = [
        ligne["partie"] for ligne in build_lignes(replace(CONTRAT, regles_versement=regles), TypeDepot.VERSEMENTS)
    ]
    assert parties == [PartieContrat.INSERTION, PartieContrat.INSERTION, PartieContrat.SOLIDARITES]


@pytest.mark.parametrize(("annee", "annees"), [(2024, (2024, 2025)), (2025, (2024, 2025)), (2027, (2026, 2027))])
def test_carry_overs_go_from_the_year_before_to_this_one(annee: int, annees: tuple[int, int]) -> None:
    lignes = build_lignes_modele(CONTRAT, TypeDepot.REPORTS, Trimestre(annee, 2), CONTRIBUTEUR)
    assert {(ligne["annee_origine"], ligne["annee_destination"]) for ligne in lignes} == {annees}


def test_context_figures_are_asked_where_they_are_known_at_the_end_of_the_quarter() -> None:
    ligne = get_ligne(build_lignes(type_depot=TypeDepot.CONTEXTE), mesure="foyers_rsa")
    assert (ligne["territoire"], ligne["date"], ligne["unite"]) == ("DEP", "30/06/2025", "foyers")
