"""The alerts on money: each has its rule, its article, its euros and its sentence. Provisional ratios raise none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lib.domain.argent import build_synthese
from lib.domain.cofinancement import Moment, Portee, compute_cofinancements
from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_date_courte, format_euros, format_pourcentage
from lib.domain.nomenclatures import Financeur, Producteur, TypeAxe
from lib.domain.periodes import Trimestre
from lib.domain.seuils import CONVENTION
from lib.domain.soldes import check_report, compute_controles, compute_trop_percu
from lib.domain.versements import build_echeanciers


@dataclass(frozen=True)
class AlerteArgent:
    """One alert: regle is R1… or « convention Jalons »; objet is the fiche, volet or part it is about; cents."""

    regle: str
    article: str
    objet: str
    montant: Centimes
    phrase: str


def build_alertes_argent(contrat: ContratLu, trimestre: Trimestre, aujourd_hui: date) -> list[AlerteArgent]:
    """List every alert on money in a quarter's year, as known on a day; the biggest amounts first within a rule."""
    alertes = [
        *_alert_cofinancements(contrat, trimestre),
        *_alert_versements(contrat, aujourd_hui),
        *_alert_controles(contrat, trimestre),
        *_alert_trop_percus(contrat, trimestre),
        *_alert_reports(contrat, trimestre),
        *_alert_depassements(contrat, trimestre),
    ]
    return sorted(alertes, key=lambda alerte: (alerte.regle, -alerte.montant))


def _alert_cofinancements(contrat: ContratLu, trimestre: Trimestre) -> Iterator[AlerteArgent]:
    """R1 and R2: the CD's share is below the minimum, planned or definitively realised."""
    for moment in Moment:
        for test in compute_cofinancements(contrat, trimestre, moment):
            if test.alerte:
                regle, article = ("R1", "art. 2.2") if test.portee is Portee.ACTION else ("R2", "art. 2.3")
                lecture = "" if test.portee is Portee.ACTION else f", {test.portee.libelle}"
                minimum = format_pourcentage(test.minimum, 0)
                phrase = (
                    f"{test.code}{lecture}{INSECABLE}: le Département apporte {test.texte} du coût {moment.libelle} en "
                    f"{test.annee}, pour un minimum au contrat de {minimum}{INSECABLE}; il manque "
                    f"{format_euros(test.manque)}."
                )
                yield AlerteArgent(regle, article, test.code, test.manque, phrase)


def _alert_versements(contrat: ContratLu, aujourd_hui: date) -> Iterator[AlerteArgent]:
    """R3 and R4: a payment of the State is late."""
    for echeancier in build_echeanciers(contrat, aujourd_hui):
        for echeance in echeancier.echeances:
            if echeance.en_retard:
                regle = echeance.regle
                phrase = (
                    f"{Producteur.ETAT.libelle}{INSECABLE}: {format_euros(echeance.reste)} non versés "
                    f"({echeancier.partie.libelle} {regle.annee}), en attente depuis le "
                    f"{format_date_courte(echeance.exigible_le)}."
                )
                yield AlerteArgent(regle.code, regle.article, echeancier.partie, echeance.reste, phrase)


def _alert_controles(contrat: ContratLu, trimestre: Trimestre) -> Iterator[AlerteArgent]:
    """R8: the State paid an action more than its definitive cost."""
    for controle in compute_controles(contrat, trimestre):
        if controle.alerte and controle.depassement:
            phrase = (
                f"{controle.fiche}{INSECABLE}: l’État a versé {format_euros(controle.verse)} pour {controle.annee}, "
                f"{format_euros(controle.depassement)} de plus que le coût total réalisé."
            )
            yield AlerteArgent("R8", controle.article, controle.fiche, controle.depassement, phrase)


def _alert_trop_percus(contrat: ContratLu, trimestre: Trimestre) -> Iterator[AlerteArgent]:
    """R9: a volet was paid more than it spent, once its fourth quarter is in."""
    if trimestre.numero == 4:
        for volet in (axe for axe in contrat.axes if axe.type is TypeAxe.VOLET):
            for lecture in compute_trop_percu(contrat, volet, trimestre.annee):
                if lecture.montant:
                    phrase = f"{volet.code}, {lecture.titre}{INSECABLE}: {format_euros(lecture.montant)} à rembourser."
                    yield AlerteArgent("R9", lecture.article, volet.code, lecture.montant, phrase)


def _alert_reports(contrat: ContratLu, trimestre: Trimestre) -> Iterator[AlerteArgent]:
    """R10: a carry-over is bigger than what was left."""
    for report in contrat.reports:
        exces, phrase = check_report(contrat, report)
        if report.annee_origine == trimestre.annee and exces:
            texte = (
                f"{report.fiche}, part {report.financeur.libelle}{INSECABLE}: {phrase} Excédent{INSECABLE}: "
                f"{format_euros(exces)}."
            )
            yield AlerteArgent("R10", "annexe 3", report.fiche, exces, texte)


def _alert_depassements(contrat: ContratLu, trimestre: Trimestre) -> Iterator[AlerteArgent]:
    """More State money is declared spent than the year gives: to be checked (convention Jalons)."""
    for ligne in build_synthese(contrat, trimestre).select(financeur=Financeur.ETAT).lignes:
        if ligne.base is not None and ligne.realise is not None and ligne.realise > ligne.base:
            exces = ligne.realise - ligne.base
            phrase = (
                f"{ligne.fiche}{INSECABLE}: la part État réalisée au {trimestre.libelle} dépasse de "
                f"{format_euros(exces)} sa base de {format_euros(ligne.base)} ({ligne.nature_base.libelle})."
            )
            yield AlerteArgent(CONVENTION, CONVENTION, ligne.fiche, exces, phrase)
