"""A small contract with money, built by hand: two axes, three volets, amounts in euros."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lib.domain.contrat import Avenant, Axe, Contrat, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe, RegleVersement
from lib.domain.faits import Execution, Report, Versement
from lib.domain.indicateurs import Seuil
from lib.domain.nomenclatures import Declencheur, Financeur, NatureEnveloppe, PartieContrat, TypeAxe

ETAT, CD, AUTRES = Financeur.ETAT, Financeur.CD, Financeur.AUTRES
PREVU, NOTIFIE = NatureEnveloppe.PREVISIONNEL, NatureEnveloppe.NOTIFIE


def make_axe(code: str, ordre: int) -> Axe:
    volet = code.startswith("V")
    return Axe(
        code=code,
        type=TypeAxe.VOLET if volet else TypeAxe.AXE,
        partie=PartieContrat.INSERTION if volet else PartieContrat.SOLIDARITES,
        ordre=ordre,
        intitule=f"Intitulé de {code}",
        intitule_court=code,
        debut=date(2024, 1, 1),
        fin=date(2024, 12, 31) if volet else date(2027, 12, 31),
        activite_chorus=f"304-{code}",
    )


def make_fiche(code: str, axe: str, debut: date = date(2024, 1, 1), fin: date = date(2027, 12, 31)) -> FicheAction:
    return FicheAction(code=code, axe=axe, ordre=0, intitule=f"Action {code}", debut=debut, fin=fin)


def make_enveloppe(
    fiche: str, financeur: Financeur, euros: float, nature: NatureEnveloppe = PREVU, annee: int = 2024
) -> Enveloppe:
    return Enveloppe(fiche=fiche, annee=annee, financeur=financeur, nature=nature, montant=round(100 * euros))


def make_execution(fiche: str, financeur: Financeur, trimestre: int, euros: float, annee: int = 2024) -> Execution:
    return Execution(fiche=fiche, annee=annee, trimestre=trimestre, financeur=financeur, montant=round(100 * euros))


def make_versement(
    euros: float,
    jour: date = date(2024, 7, 15),
    partie: PartieContrat = PartieContrat.SOLIDARITES,
    axe: str = "",
    fiche: str = "",
    annee: int = 2024,
) -> Versement:
    return Versement(
        partie=partie, axe=axe, fiche=fiche, annee_convention=annee, date_versement=jour, montant=round(100 * euros)
    )


def make_report(fiche: str, financeur: Financeur, euros: float, origine: int = 2024) -> Report:
    return Report(
        fiche=fiche,
        annee_origine=origine,
        annee_destination=origine + 1,
        financeur=financeur,
        montant=round(100 * euros),
    )


def make_regle(
    code: str,
    partie: PartieContrat,
    euros: float,
    part: str = "1",
    declencheur: Declencheur = Declencheur.SIGNATURE,
    avenant: int = 0,
) -> RegleVersement:
    return RegleVersement(
        code=code,
        partie=partie,
        annee=2024,
        part=Decimal(part),
        montant=round(100 * euros),
        declencheur=declencheur,
        delai_jours=15 if declencheur is Declencheur.SIGNATURE else None,
        article="art. 3",
        avenant=avenant,
    )


def make_contrat(**faits: object) -> ContratLu:
    """S.1 and S.2 in A1, S.3 in A2; I.V1, I.V2.1 and I.V2.2, I.V3 (from April 2024). No money unless given."""
    base = ContratLu(
        contrat=Contrat(
            code="00-2024",
            intitule="Contrat d'essai",
            nom_court="Contrat d'essai",
            departement_code="00",
            departement="Essai",
            debut=date(2024, 1, 1),
            fin=date(2027, 12, 31),
        ),
        avenants=(Avenant(numero=0, objet="Contrat initial"),),
        axes=tuple(make_axe(code, rang) for rang, code in enumerate(("A1", "A2", "V1", "V2", "V3"), start=1)),
        fiches=(
            make_fiche("S.1", "A1"),
            make_fiche("S.2", "A1"),
            make_fiche("S.3", "A2"),
            make_fiche("I.V1", "V1"),
            make_fiche("I.V2.1", "V2"),
            make_fiche("I.V2.2", "V2"),
            make_fiche("I.V3", "V3", debut=date(2024, 4, 1), fin=date(2025, 12, 31)),
        ),
        seuils=(
            Seuil(
                code="cofinancement_minimum",
                libelle="Minimum",
                valeur=Decimal(50),
                unite="%",
                explication="Texte",
            ),
        ),
    )
    return replace(base, **{nom: tuple(valeur) for nom, valeur in faits.items()})  # type: ignore[arg-type, call-overload]
