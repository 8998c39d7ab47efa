"""Relance: the reminder of one service, ready to copy, and the days to put in a diary. No person is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lib.domain.attendus import ORIGINE_DELAI, write_delais
from lib.domain.contrat import Contrat
from lib.domain.contrat_lu import group_par
from lib.domain.fiction import MENTION, to_nom_marque
from lib.domain.formats import INSECABLE, format_date_courte, format_date_longue, format_entier
from lib.domain.mon_trimestre import Depense, Donnee, EtatService
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.phrases_trimestre import write_depuis, write_manquants

JOURS_DE_REPONSE = 7
"""Days given to answer a reminder about figures already late (convention Jalons)."""

LIBELLE_COURT = 20
"""Letters under which a label of the contract is not understood alone."""


@dataclass(frozen=True)
class Rappel:
    """A whole day for a diary: uid stays the same when the reminder is made again, so that it replaces the former."""

    uid: str
    jour: date
    objet: str
    texte: str


@dataclass(frozen=True)
class Relance:
    """The reminder of one service: subject and body to copy, days to keep."""

    objet: str
    corps: str
    rappels: tuple[Rappel, ...]

    @property
    def texte(self) -> str:
        """Subject and body, as they are copied together."""
        return f"Objet{INSECABLE}: {self.objet}\n\n{self.corps}"


def build_relance(
    contrat: Contrat,
    etat: EtatService,
    trimestre: Trimestre,
    aujourd_hui: date,
    classeurs: Sequence[str] = (),
) -> Relance | None:
    """Write the reminder of a service: what is missing by code and name, until when, where to send it.

    classeurs: names of the ready workbooks joined to the message. None when there is nothing to ask.
    """
    if not etat.reclame:
        return None
    reponse = compute_jour_reponse(aujourd_hui)
    blocs = [
        *([f"{MENTION}."] if contrat.exemple else []),
        "Bonjour,",
        _write_demande(contrat, etat, trimestre),
        *_list_blocs_donnees(etat, trimestre),
        *_list_blocs_depenses(etat),
        *([_write_reponse(reponse)] if _list_en_retard(etat) else []),
        _write_ou(classeurs),
        "Merci.",
    ]
    rappels = _list_rappels(contrat, etat, trimestre, reponse)
    return Relance(_write_objet(contrat, etat, trimestre), "\n\n".join(blocs), rappels)


def compute_jour_reponse(aujourd_hui: date) -> date:
    """Give the day by which an answer is asked for: JOURS_DE_REPONSE later, a Monday rather than a week-end.

    >>> compute_jour_reponse(date(2025, 7, 19))
    datetime.date(2025, 7, 28)
    """
    jour = aujourd_hui + timedelta(days=JOURS_DE_REPONSE)
    return jour + timedelta(days=max(0, 7 - jour.weekday())) if jour.weekday() >= 5 else jour


def _list_en_retard(etat: EtatService) -> list[Donnee]:
    return [donnee for donnee in (*etat.manquantes, *etat.anterieures) if donnee.attente.en_retard]


def _write_objet(contrat: Contrat, etat: EtatService, trimestre: Trimestre) -> str:
    parts = []
    if etat.manquantes:
        parts.append(f"{format_quantite(len(etat.manquantes), 'donnée attendue')} au {trimestre.libelle}")
    if etat.anterieures:
        parts.append(f"{format_quantite(len(etat.anterieures), 'donnée attendue')} de trimestres précédents")
    quoi = ", ".join(parts) or f"exécution budgétaire attendue au {trimestre.libelle}"
    mention = f"[{MENTION}] " if contrat.exemple else ""
    return f"{mention}{contrat.nom_court}, {etat.service.nom}{INSECABLE}: {quoi}"


def _write_demande(contrat: Contrat, etat: EtatService, trimestre: Trimestre) -> str:
    """Say what the message is about, what was received and that the rest is asked for."""
    sujet = (
        f"Ce message concerne le suivi de «{INSECABLE}{contrat.nom_court}{INSECABLE}» pour{INSECABLE}: "
        f"{etat.service.nom}."
    )
    return f"{sujet} {_write_recues(etat, trimestre)}Il reste à nous transmettre{INSECABLE}:"


def _write_recues(etat: EtatService, trimestre: Trimestre) -> str:
    if not etat.manquantes:
        return ""
    exigees = format_entier(len(etat.exigees))
    if not etat.recues:
        if len(etat.exigees) == 1:
            return f"La donnée du {trimestre.libelle} ne nous est pas parvenue. "
        return f"Aucune des {exigees} données du {trimestre.libelle} ne nous est parvenue. "
    recues = format_quantite(len(etat.recues), "donnée")
    parvenues = "nous sont parvenues" if len(etat.recues) > 1 else "nous est parvenue"
    return f"{recues} du {trimestre.libelle} sur {exigees} {parvenues}. "


def _list_blocs_donnees(etat: EtatService, trimestre: Trimestre) -> list[str]:
    """List the figures of the quarter by deadline, then those of earlier quarters, each once with its quarters."""
    blocs = []
    for siennes in group_par(etat.manquantes, lambda donnee: donnee.attente.echeance).values():
        titre = f"{trimestre.libelle}, {format_quantite(len(siennes), 'donnée')} {write_depuis(siennes)}{INSECABLE}:"
        blocs.append("\n".join([titre, *(f"- {_write_nom(donnee)}" for donnee in siennes)]))
    if etat.anterieures:
        titre = (
            f"Trimestres précédents, {format_quantite(len(etat.anterieures), 'donnée')}{_write_dates(etat)}{INSECABLE}:"
        )
        noms = group_par(etat.anterieures, _write_nom)
        lignes = (
            f"- {nom}{INSECABLE}: {', '.join(donnee.trimestre.libelle for donnee in siennes)}"
            for nom, siennes in noms.items()
        )
        blocs.append("\n".join([titre, *lignes]))
    return blocs


def _write_dates(etat: EtatService) -> str:
    """Write since when each earlier quarter is awaited, those already late: « (T4 2024 depuis le 31/01/2025…) »."""
    depuis = [
        f"{periode.libelle} depuis {write_delais((d.attente.echeance for d in siennes), origine=False)}"
        for periode, siennes in sorted(group_par(etat.anterieures, lambda d: d.trimestre).items())
        if all(donnee.attente.en_retard for donnee in siennes)
    ]
    return f" ({', '.join([*depuis, ORIGINE_DELAI])})" if depuis else ""


def _write_nom(donnee: Donnee) -> str:
    """Write the code and the name of a figure: its theme when the contract's label says little alone (« Nom »)."""
    indicateur = donnee.indicateur
    mots = [indicateur.libelle, indicateur.mesure]
    if len(indicateur.libelle) < LIBELLE_COURT:
        mots.insert(0, indicateur.thematique)
    return f"{indicateur.code}, {' – '.join(dict.fromkeys(filter(None, mots)))}"


def _list_blocs_depenses(etat: EtatService) -> list[str]:
    """List the spending missing: what it covers, then each fiche and whose amount."""
    depenses = group_par([*etat.depenses_manquantes, *etat.depenses_anterieures], lambda d: d.trimestre)
    return [
        "\n".join(
            [
                f"Exécution budgétaire, cumul du 1er janvier au {format_date_courte(periode.fin)} (le contrat n’écrit "
                f"aucune date d’envoi){INSECABLE}:",
                *map(_write_depense, siennes),
            ]
        )
        for periode, siennes in sorted(depenses.items(), reverse=True)
    ]


def _write_depense(depense: Depense) -> str:
    return f"- {depense.fiche.code}, {depense.fiche.intitule}{INSECABLE}: {write_manquants(depense)}"


def _write_reponse(jour: date) -> str:
    return f"Merci de répondre avant le {format_date_longue(jour)} ({ORIGINE_DELAI})."


def _write_ou(classeurs: Sequence[str]) -> str:
    """Say where and how to send."""
    if len(classeurs) > 1:
        comment = f"Remplissez les classeurs joints, déjà préparés ({', '.join(classeurs)}), puis déposez-les"
    elif classeurs:
        comment = f"Remplissez le classeur joint, déjà préparé ({classeurs[0]}), puis déposez-le"
    else:
        comment = "Remplissez le modèle qui se télécharge dans Jalons, puis déposez-le"
    return (
        f"{comment} dans Jalons, page «{INSECABLE}Dépôt{INSECABLE}», ou renvoyez le fichier en réponse à ce message. "
        f"Seules les cases blanches sont à remplir{INSECABLE}; une case vide ne change rien. Si un chiffre n’existe "
        f"pas, choisissez son statut («{INSECABLE}Non disponible{INSECABLE}», «{INSECABLE}Sans objet{INSECABLE}»)."
    )


def _list_rappels(contrat: Contrat, etat: EtatService, trimestre: Trimestre, reponse: date) -> tuple[Rappel, ...]:
    """Give a day per deadline to come, and the day of the answer asked for when figures are late already."""
    a_venir = [donnee for donnee in etat.manquantes if not donnee.attente.en_retard]
    groupes = group_par(a_venir, lambda donnee: donnee.attente.echeance)
    en_retard = _list_en_retard(etat)
    racine = f"{to_nom_marque(contrat.code, contrat.exemple)}-{trimestre}-{etat.service.code}"
    rappels = [
        Rappel(
            uid=f"{racine}-{delai.jour}@jalons",
            jour=delai.jour,
            objet=f"{etat.service.nom}{INSECABLE}: {format_quantite(len(siennes), 'donnée')} du {trimestre.libelle}",
            texte=_write_rappel(siennes),
        )
        for delai, siennes in sorted(groupes.items())
    ]
    if en_retard:
        objet = f"{etat.service.nom}{INSECABLE}: réponse à la relance, {format_quantite(len(en_retard), 'donnée')}"
        rappels.append(Rappel(f"{racine}-relance@jalons", reponse, objet, _write_rappel(en_retard)))
    if contrat.exemple:
        rappels = [replace(r, objet=f"[{MENTION}] {r.objet}", texte=f"{MENTION}\n{r.texte}") for r in rappels]
    return tuple(sorted(rappels, key=lambda rappel: rappel.jour))


def _write_rappel(donnees: Sequence[Donnee]) -> str:
    """Write the note of a diary: the figures by quarter, since when, their codes."""
    return "\n".join(
        f"{periode.libelle}, {write_depuis(siennes)}{INSECABLE}: {_list_codes(siennes)}"
        for periode, siennes in sorted(group_par(donnees, lambda donnee: donnee.trimestre).items())
    )


def _list_codes(donnees: Iterable[Donnee]) -> str:
    return ", ".join(donnee.indicateur.code for donnee in donnees)
