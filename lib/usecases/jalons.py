"""Conventions Jalons set by hand, each with its reason and its history: thresholds, milestones, series breaks."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_regler_convention, check_can_regler_seuil
from lib.domain.erreurs import Introuvable, SaisieRefusee
from lib.domain.faits import JalonSaisi
from lib.domain.indicateurs import Seuil
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.ruptures import Rupture
from lib.domain.seuils import CONVENTION, build_seuil
from lib.usecases.saisies import check_texte, save_saisie


def record_seuil(
    acteur: Acteur, code: str, seuil: str, valeur: Decimal, motif: str, maintenant: datetime | None = None
) -> Lot:
    """Set a threshold that the contract leaves open; going back to the former value is another entry."""
    check_can_regler_seuil(acteur)
    raison = check_texte(motif, "le motif du réglage")

    def build(_session: Session, contrat: ContratLu) -> Seuil:
        return build_seuil(contrat, seuil, valeur)

    return save_saisie(acteur, code, f"le réglage du seuil « {seuil} »", raison, build, maintenant)


def record_jalon(
    acteur: Acteur,
    code: str,
    indicateur: str,
    trimestre: Trimestre,
    valeur: Decimal,
    motif: str,
    territoire: str = "DEP",
    ventilation: str = "",
    maintenant: datetime | None = None,
) -> Lot:
    """Set the milestone of a quarter by hand, with its reason; undoing its lot gives the computed one back.

    Refused at T4 (the milestone is the target itself), without a reason, for a text, outside the contract's years.
    """
    check_can_regler_convention(acteur)
    saisi = JalonSaisi(
        indicateur=indicateur,
        annee=trimestre.annee,
        trimestre=trimestre.numero,
        territoire=territoire,
        ventilation=ventilation,
        valeur=valeur,
        motif=check_texte(motif, "le motif du jalon"),
        source=CONVENTION,
    )

    def build(_session: Session, contrat: ContratLu) -> JalonSaisi:
        _check_jalon(contrat, saisi)
        return saisi

    objet = f"la saisie du jalon {trimestre.libelle} de {indicateur}"
    return save_saisie(acteur, code, objet, motif, build, maintenant)


def _check_jalon(contrat: ContratLu, saisi: JalonSaisi) -> None:
    mesure = contrat.get_indicateur(saisi.indicateur)
    if mesure.type is TypeValeur.TEXTE:
        raise SaisieRefusee(f"L’indicateur {mesure.code} se renseigne par un texte : il n’a pas de jalon.")
    if saisi.trimestre == 4:
        raise SaisieRefusee("Au T4, le jalon est la cible de l’année : il ne se saisit pas.")
    if saisi.annee not in contrat.compute_annees():
        raise SaisieRefusee(f"L’année {saisi.annee} est hors du contrat.")
    if saisi.territoire not in contrat.territoire_par_code:
        raise Introuvable(f"Le territoire {saisi.territoire} n’existe pas dans ce contrat.")
    modalites = {f"{m.dimension}:{m.code}" for m in contrat.modalites if m.dimension in mesure.dimensions}
    if saisi.ventilation and saisi.ventilation not in modalites:
        raise Introuvable(f"L’indicateur {mesure.code} n’a pas de ventilation « {saisi.ventilation} ».")


def record_rupture(
    acteur: Acteur, code: str, objet: str, debut: date, motif: str, source: str, maintenant: datetime | None = None
) -> Lot:
    """Record a series break: no comparison crosses it any more. objet: an indicator, a measure or a family of them."""
    check_can_regler_convention(acteur)
    rupture = Rupture(
        objet=objet,
        debut=debut,
        motif=check_texte(motif, "le motif de la rupture"),
        source=check_texte(source, "la source de la rupture"),
    )

    def build(_session: Session, contrat: ContratLu) -> Rupture:
        connus = [*contrat.indicateur_par_code, *(fait.mesure for fait in contrat.contexte)]
        if not any(rupture.is_sur(connu) for connu in connus):
            raise Introuvable(f"Ni indicateur ni mesure du contexte ne s’appelle « {objet} ».")
        return rupture

    return save_saisie(acteur, code, f"la saisie d’une rupture de série de {objet}", motif, build, maintenant)
