from datetime import date
from decimal import Decimal

import pytest

from lib.domain.changements import build_nom, compute_ecart, format_ecart, get_adresse, get_unite, list_details
from lib.domain.contrat import Contexte, Fait
from lib.domain.credits import Enveloppe
from lib.domain.faits import Execution, Report, Resultat, Versement
from lib.domain.indicateurs import Cible
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, StatutResultat
from tests.factories import CONTRAT, build_resultat

VERSEMENT = Versement(
    partie="solidarites", annee_convention=2024, date_versement=date(2024, 12, 2), reference="BOP 304", montant=100
)


@pytest.mark.parametrize(
    ("fait", "nom", "adresse"),
    [
        (
            build_resultat("S.1.2-01", "2025-T1", "12"),
            "S.1.2-01 · T1 2025 · Nombre de jeunes logés en colocation",
            "resultats/S.1.2-01/2025/1/DEP/",
        ),
        (
            build_resultat("V2.1-03b", "2025-T1", "3", territoire="94028", ventilation="parcours:emploi"),
            "V2.1-03b · T1 2025 · Créteil · Emploi · Orientés en moins de 1 mois (dont en moins de 15 jours)",
            "resultats/V2.1-03b/2025/1/94028/parcours:emploi",
        ),
        (
            Cible(indicateur="S.1.2-02", annee=2026, valeur=Decimal(40)),
            "S.1.2-02 · 2026 · Nombre de jeunes accompagnés",
            "cibles/S.1.2-02/2026/DEP/",
        ),
        (
            Execution(fiche="S.1.2", annee=2025, trimestre=2, financeur=Financeur.CD, montant=100),
            "S.1.2 · T2 2025 · Département · Action S.1.2",
            "executions/S.1.2/2025/2/CD",
        ),
        (
            Enveloppe(fiche="S.1.2", annee=2025, financeur=Financeur.ETAT, nature=NatureEnveloppe.NOTIFIE, montant=100),
            "S.1.2 · 2025 · État · notifié · Action S.1.2",
            "enveloppes/S.1.2/2025/ETAT/notifie",
        ),
        (
            Report(fiche="S.1.2", annee_origine=2024, annee_destination=2025, financeur=Financeur.CD, montant=1),
            "S.1.2 · 2024 → 2025 · Département · Action S.1.2",
            "reports/S.1.2/2024/2025/CD",
        ),
        (
            VERSEMENT,
            "Solidarités · 2024 · le 02/12/2024 · BOP 304 · Versement de l’État",
            "versements/solidarites///2024/2024-12-02/BOP 304",
        ),
        (
            Contexte(
                territoire="94028",
                mesure="defm",
                periode="T1 2025",
                bloc="",
                libelle="DEFM",
                unite="",
                valeur=Decimal(1),
            ),
            "defm · T1 2025 · Créteil · DEFM",
            "contexte/94028/defm/T1 2025",
        ),
        (build_resultat("S.9.9-09", "2025-T1", "1"), "S.9.9-09 · T1 2025", "resultats/S.9.9-09/2025/1/DEP/"),
    ],
)
def test_a_value_is_named_in_the_words_of_the_contract(fait: Fait, nom: str, adresse: str) -> None:
    assert build_nom(CONTRAT, fait).complet == nom
    assert get_adresse(fait) == adresse


@pytest.mark.parametrize(
    ("avant", "apres", "ecart"),
    [
        ("10", "28", "+18 (+180,0 %)"),
        ("40", "35", "−5 (−12,5 %)"),
        ("0", "7", "+7"),
        ("7", "7", "="),
        ("-4", "-2", "+2 (+50,0 %)"),
    ],
)
def test_a_difference_is_signed_and_relative_to_the_size_of_the_former(avant: str, apres: str, ecart: str) -> None:
    faits = [build_resultat("S.1.2-01", "2025-T1", valeur) for valeur in (avant, apres)]
    assert format_ecart(compute_ecart(*faits)).replace("\u202f", " ") == ecart


def test_money_differs_in_euros() -> None:
    avant, apres = (
        Execution(fiche="S.1.2", annee=2025, trimestre=2, financeur=Financeur.CD, montant=montant)
        for montant in (100_000, 150_050)
    )
    ecrit = format_ecart(compute_ecart(avant, apres)).replace("\u202f", " ").replace("\u00a0", " ")
    assert ecrit == "+500,50 € (+50,1 %)"


def test_there_is_no_difference_without_two_figures() -> None:
    chiffre = build_resultat("S.1.2-01", "2025-T1", "3")
    efface = Resultat(indicateur="S.1.2-01", annee=2025, trimestre=1, efface=True)
    assert compute_ecart(None, chiffre) is None
    assert compute_ecart(chiffre, efface) is None
    assert format_ecart(None) == ""


def test_what_changes_beside_the_figure_is_told_in_words() -> None:
    avant = Resultat(indicateur="S.2.1-01", annee=2025, trimestre=1, numerateur=Decimal(30), denominateur=Decimal(40))
    apres = Resultat(
        indicateur="S.2.1-01",
        annee=2025,
        trimestre=1,
        numerateur=Decimal(31),
        denominateur=Decimal(40),
        statut=StatutResultat.PROVISOIRE,
        commentaire="relevé",
    )
    details = [(mot, a.replace("\u00a0", " "), b.replace("\u00a0", " ")) for mot, a, b in list_details(avant, apres)]
    assert details == [
        ("numérateur", "30", "31"),
        ("statut", "Mesurée", "Provisoire"),
        ("commentaire", "vide", "« relevé »"),
    ]
    assert list_details(None, apres) == []


def test_money_needs_no_unit_and_a_figure_has_the_one_of_its_indicator() -> None:
    assert get_unite(CONTRAT, build_resultat("S.1.2-01", "2025-T1", "3")) == "jeunes"
    assert get_unite(CONTRAT, VERSEMENT) == ""
