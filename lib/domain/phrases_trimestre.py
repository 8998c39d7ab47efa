"""What Mon trimestre says in words: the finding of a quarter, then each service's, always with whom and since when."""

from collections.abc import Sequence

from lib.domain.attendus import ORIGINE_DELAI, write_delais
from lib.domain.contrat_lu import group_par
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.mon_trimestre import Depense, Donnee, EtatService, MonTrimestre
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.services import DU_PRODUCTEUR


def write_constat(mon: MonTrimestre) -> str:
    """Write the finding: « T2 2025 : 12 données reçues sur 19 attendues ; il en manque 7, dont 4 du Conseil… »."""
    exigees, recues = mon.list_donnees("exigees"), mon.list_donnees("recues")
    debut = f"{mon.trimestre.libelle}{INSECABLE}: "
    if not exigees:
        return debut + _write_facultatives(mon)
    if len(recues) == len(exigees):
        toutes = f"les {format_quantite(len(recues), 'donnée attendue')} sont reçues."
        return debut + format_accord(len(recues), "la donnée attendue est reçue.", toutes)
    return (
        f"{debut}{format_quantite(len(recues), 'donnée reçue', aucun='aucune')} sur {format_entier(len(exigees))} "
        f"{format_accord(len(exigees), 'attendue')}{INSECABLE}; {_write_manquantes(mon.list_donnees('manquantes'))}."
    )


def _write_facultatives(mon: MonTrimestre) -> str:
    """Write what is said of a quarter that nobody owes."""
    facultatives, recues = mon.list_donnees("facultatives"), mon.list_donnees("facultatives_recues")
    if not facultatives:
        return "aucune donnée n’est attendue."
    jours = write_delais(donnee.attente.echeance for donnee in facultatives)
    return (
        f"aucune donnée n’est exigée ce trimestre{INSECABLE}; "
        f"{format_quantite(len(recues), 'valeur facultative reçue', aucun='aucune')} "
        f"sur {format_entier(len(facultatives))}, celles de l’année étant attendues {jours}."
    )


def _write_manquantes(manquantes: Sequence[Donnee]) -> str:
    """Write « il en manque 7, dont 4 du Conseil départemental, attendues le 15/07/2025 (délai proposé…) »."""
    groupes = sorted(group_par(manquantes, lambda d: d.attente.producteur).items(), key=lambda g: -len(g[1]))
    producteur, siennes = groupes[0]
    qui = DU_PRODUCTEUR[producteur]
    if len(groupes) > 1:
        qui = f"dont {format_entier(len(siennes))} {qui}"
    return f"il en manque {format_entier(len(manquantes))}, {qui}, {write_depuis(siennes)}"


def write_depuis(donnees: Sequence[Donnee], origine: bool = True) -> str:
    """Write since when figures are awaited, or until when: « en attente depuis le 15/07/2025 (délai proposé…) ».

    origine is False where whose deadline it is stands beside already.
    """
    en_retard = all(donnee.attente.en_retard for donnee in donnees)
    mots = "en attente depuis" if en_retard else format_accord(len(donnees), "attendue")
    return f"{mots} {write_delais((donnee.attente.echeance for donnee in donnees), origine=origine)}"


def write_anterieures(mon: MonTrimestre) -> str:
    """Write what earlier quarters still owe, quarter by quarter; '' when they owe nothing."""
    anterieures = mon.list_donnees("anterieures")
    if not anterieures:
        return ""
    nombre = len(anterieures)
    parts = ", ".join(
        f"{trimestre.libelle}{INSECABLE}: {format_entier(len(siennes))}"
        for trimestre, siennes in sorted(group_par(anterieures, lambda donnee: donnee.trimestre).items())
    )
    verbe, mots = ("Restent attendues", "données") if nombre > 1 else ("Reste attendue", "donnée")
    return f"{verbe} des trimestres précédents ({ORIGINE_DELAI}){INSECABLE}: {format_entier(nombre)} {mots} ({parts})."


def write_depenses(mon: MonTrimestre) -> str:
    """Write how many fiches' spending came, and how many years over are not whole; '' when none is expected."""
    depenses, recues = mon.list_depenses("depenses"), mon.list_depenses("depenses_recues")
    phrase = ""
    if depenses:
        phrase = (
            f"Exécution budgétaire{INSECABLE}: "
            f"{format_quantite(len(recues), 'fiche reçue', aucun='aucune')} sur {format_entier(len(depenses))}"
        )
    anciennes = group_par(mon.list_depenses("depenses_anterieures"), lambda depense: depense.trimestre.annee)
    if anciennes:
        annees = ", ".join(
            f"{annee} ({format_quantite(len(siennes), 'fiche')})" for annee, siennes in sorted(anciennes.items())
        )
        debut = f"{phrase}{INSECABLE}; reste" if phrase else "Exécution budgétaire, reste"
        phrase = f"{debut} à compléter l’année entière{INSECABLE}: {annees}"
    return f"{phrase}." if phrase else ""


def write_service(etat: EtatService, trimestre: Trimestre) -> str:
    """Write what one service is to be told: its figures of the quarter, then nothing more when all came."""
    if etat.manquantes:
        recues = format_quantite(len(etat.recues), "donnée reçue", aucun="Aucune")
        return (
            f"{recues} sur {format_entier(len(etat.exigees))}{INSECABLE}; "
            f"il en manque {format_entier(len(etat.manquantes))}, {write_depuis(etat.manquantes)}."
        )
    if etat.exigees:
        return f"Tout ce qui est exigé au {trimestre.libelle} est reçu."
    return f"Rien n’est exigé au {trimestre.libelle}."


def write_manquants(depense: Depense) -> str:
    """Write which amounts of a fiche are missing: « État et Département », « Département (État reçu) »."""
    manquants = " et ".join(financeur.libelle for financeur in depense.manquants)
    recus = " et ".join(financeur.libelle for financeur in depense.recus)
    return f"{manquants} ({recus} {'reçus' if len(depense.recus) > 1 else 'reçu'})" if recus else manquants
