"""Constats: the sentence said aloud above a chart, computed from the line of a quarter."""

from decimal import Decimal

from lib.domain.attendus import write_delais
from lib.domain.formats import INSECABLE, format_nombre, format_taux, round_decimal
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.mesures import format_ecart, format_mesure
from lib.domain.nomenclatures import Sens, TypeAxe
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import EXPLICATION, MASQUE
from lib.domain.progression import Forme, Progression
from lib.domain.statuts import StatutSuivi


def format_intitule(indicateur: Indicateur) -> str:
    """Write the exact label, after the measure when one cell of the contract holds several."""
    return f"{indicateur.mesure} · {indicateur.libelle}" if indicateur.mesure else indicateur.libelle


def build_constat(progression: Progression, trimestre: Trimestre) -> str:
    """Say where one indicator stands at a quarter, in one sentence for the room."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    if ligne is None:
        return f"Aucune valeur au {trimestre.libelle} pour ce territoire."
    if progression.forme is Forme.TEXTE:
        return _build_constat_texte(progression, ligne)
    if ligne.valeur is None:
        return _build_constat_absent(progression, ligne)
    if ligne.cible is None:
        return _build_constat_sans_cible(progression, ligne)
    return _build_constat_chiffre(progression, ligne, ligne.valeur, ligne.cible)


def _build_constat_chiffre(progression: Progression, ligne: LigneSuivi, valeur: Decimal, cible: Decimal) -> str:
    """« 28 logements sur 28 : cible 2024 atteinte, +12 depuis fin 2023 »."""
    indicateur, annee = progression.indicateur, ligne.trimestre.annee
    if progression.forme is Forme.RAPPORT or indicateur.sens is Sens.BAISSE:
        borne = " au plus" if indicateur.sens is Sens.BAISSE else ""
        debut = f"{format_mesure(valeur, indicateur.unite)} pour une cible de {format_nombre(cible)}{borne}"
    else:
        debut = f"{format_mesure(valeur, indicateur.unite)} sur {format_nombre(cible)}"
    verdict = _format_verdict(progression, ligne, annee)
    return f"{debut}{INSECABLE}: {verdict}{_format_depuis(progression, ligne, valeur)}{_format_provisoire(ligne)}."


def _format_verdict(progression: Progression, ligne: LigneSuivi, annee: int) -> str:
    """Put the status into the sentence."""
    statut = ligne.statut
    if statut is StatutSuivi.ATTEINT:
        return f"cible {annee} atteinte"
    if statut is StatutSuivi.NON_ATTEINT:
        return f"cible {annee} non atteinte{_format_taux(progression, ligne)}"
    quand = ligne.trimestre.libelle
    if statut is StatutSuivi.EN_COURS:
        return f"en cours à fin {quand}{_format_taux(progression, ligne)}, jugé à la fin de l’année"
    return f"{statut.libelle.lower()} à fin {quand}"


def _format_taux(progression: Progression, ligne: LigneSuivi) -> str:
    """Write the share of the target that is met; one to lower is already read as « 125 pour 100 au plus »."""
    if ligne.taux_atteinte is None or progression.indicateur.sens is Sens.BAISSE:
        return ""
    return f" ({format_taux(ligne.taux_atteinte)})"


def _format_depuis(progression: Progression, ligne: LigneSuivi, valeur: Decimal) -> str:
    """Compare with the baseline where the two may be compared: never a year under way with a whole year.

    Past a series break, nothing is compared and the break is said instead.
    """
    if rupture := progression.get_rupture_depuis(ligne.trimestre):
        return f", sans comparaison avec les chiffres d’avant la {rupture.titre}"
    indicateur = progression.indicateur
    depart = indicateur.situation_initiale
    if depart is None or not indicateur.si_comparable or not progression.est_ensemble:
        return ""
    if progression.forme is Forme.FLUX and ligne.trimestre.numero != 4:
        return ""
    ecart = valeur - depart
    if not ecart:
        return f", comme {progression.fin_initiale}"
    return f", {format_ecart(ecart, indicateur.unite)} depuis {progression.fin_initiale}"


def _format_provisoire(ligne: LigneSuivi) -> str:
    """Say that the figure may still change."""
    return " (chiffre provisoire)" if ligne.provisoire else ""


def _build_constat_sans_cible(progression: Progression, ligne: LigneSuivi) -> str:
    """« 37 % des orientations à fin T2 2025 ; sans cible »."""
    unite = progression.indicateur.unite
    mesure = format_mesure(ligne.valeur or Decimal(0), unite)
    depuis = _format_depuis(progression, ligne, ligne.valeur or Decimal(0))
    quoi = _format_sans_cible(progression, ligne)
    return f"{mesure} à fin {ligne.trimestre.libelle}{depuis}{_format_provisoire(ligne)}{INSECABLE}; {quoi}."


def _format_sans_cible(progression: Progression, ligne: LigneSuivi) -> str:
    """Name the absence of a target in few words; the full reason is beside the chart."""
    mots = {
        StatutSuivi.A_DEFINIR: f"cible {ligne.trimestre.annee} à définir",
        StatutSuivi.NON_CONTRACTUALISE: "indicateur non contractualisé",
        StatutSuivi.CONTEXTE: "donnée de contexte, sans cible",
        StatutSuivi.HORS_PERIODE: f"hors de la période {_format_du_domaine(progression)}",
    }
    return mots.get(ligne.statut, f"sans cible chiffrée pour {ligne.trimestre.annee}")


def _format_du_domaine(progression: Progression) -> str:
    """Write « de l’axe » or « du volet »."""
    return "de l’axe" if progression.axe.type is TypeAxe.AXE else "du volet"


def _build_constat_absent(progression: Progression, ligne: LigneSuivi) -> str:
    """« Aucun résultat pour T3 2026 ; cible 2026 : 38 familles. »."""
    indicateur, quand = progression.indicateur, ligne.trimestre.libelle
    if ligne.masque:
        return f"Chiffre de {quand} {MASQUE}{INSECABLE}: {EXPLICATION}."
    if ligne.statut is StatutSuivi.NON_CONTRACTUALISE:
        return "Indicateur non contractualisé\u00a0: aucune donnée n’est demandée."
    manque = f"{quand}{INSECABLE}: {_format_absence(progression, ligne)}"
    if ligne.cible is not None:
        borne = " au plus" if indicateur.sens is Sens.BAISSE else ""
        suite = f"cible {ligne.trimestre.annee}{INSECABLE}: {format_mesure(ligne.cible, indicateur.unite)}{borne}"
    else:
        suite = _format_sans_cible(progression, ligne)
    connue = next((autre for autre in reversed(progression.recues) if autre.trimestre < ligne.trimestre), None)
    rappel = ""
    if connue is not None and connue.valeur is not None:
        rappel = f". Dernière valeur connue{INSECABLE}: {format_nombre(round_decimal(connue.valeur, 2))}"
        rupture = progression.get_rupture(connue.trimestre.fin, ligne.trimestre.fin)
        rappel += f" ({connue.trimestre.libelle}{', avant une ' + rupture.titre if rupture else ''})"
    return f"{manque}{INSECABLE}; {suite}{rappel}."


def _format_absence(progression: Progression, ligne: LigneSuivi) -> str:
    """Tell a figure that is late from one not owed yet, not sent for good, declared missing, or not calculable."""
    if ligne.statut is StatutSuivi.HORS_PERIODE:
        return "aucun chiffre n’est attendu"
    if ligne.attente is not None and ligne.attente.close:
        return f"donnée qui {ligne.attente.phrase}"
    if ligne.attente is not None and ligne.attente.en_retard:
        return f"donnée {ligne.attente.phrase}"
    motif = dict(ligne.motifs).get("valeur", "")
    if motif and (ligne.statut is StatutSuivi.NON_CALCULABLE or ligne.resultat is not None):
        return motif
    if ligne.attente is None:
        return "aucune valeur transmise"
    if ligne.attente.passee:
        return "pas de valeur, facultative ce trimestre"
    jour = write_delais([ligne.attente.echeance], ligne.attente.producteur.libelle)
    if progression.forme is Forme.TEXTE:
        return f"pas encore de texte, attendu {jour}"
    periode = "du trimestre" if ligne.attente.exigee else "de l’année"
    return f"pas de valeur, le chiffre {periode} est attendu {jour}"


def _build_constat_texte(progression: Progression, ligne: LigneSuivi) -> str:
    """Say whether a text answers the text expected; people judge."""
    quand = ligne.trimestre.libelle
    if ligne.statut is StatutSuivi.NON_CONTRACTUALISE:
        return "Indicateur non contractualisé\u00a0: aucune donnée n’est demandée."
    recu = f"Texte reçu au {quand}" if ligne.texte else f"{quand}{INSECABLE}: {_format_absence(progression, ligne)}"
    attendu = f"attendu en {ligne.trimestre.annee}{INSECABLE}: « {ligne.cible_texte} »" if ligne.cible_texte else ""
    return f"{recu}{INSECABLE}; {attendu or _format_sans_cible(progression, ligne)}."


def build_figure(progression: Progression, trimestre: Trimestre) -> str:
    """Give the figure of a quarter in few words, for a card: « 28 sur 28 logements », « pas encore de valeur »."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    unite = progression.indicateur.unite
    if ligne is not None and ligne.masque:
        return MASQUE
    if ligne is not None and ligne.valeur is not None:
        provisoire = " (provisoire)" if ligne.provisoire else ""
        if ligne.cible is None:
            return f"{format_mesure(ligne.valeur, unite)}{provisoire}"
        if progression.indicateur.sens is Sens.BAISSE:
            return f"{format_mesure(ligne.valeur, unite)} pour {format_nombre(ligne.cible)} au plus{provisoire}"
        if progression.forme is Forme.RAPPORT:
            return f"{format_mesure(ligne.valeur, unite)}, cible {format_nombre(ligne.cible)}{provisoire}"
        valeur, cible = format_nombre(round_decimal(ligne.valeur, 2)), format_nombre(ligne.cible)
        return f"{valeur} sur {cible} {unite}{provisoire}"
    connue = next((autre for autre in reversed(progression.recues) if autre.trimestre < trimestre), None)
    if connue is not None and connue.valeur is not None:
        return f"{format_mesure(connue.valeur, unite)} à fin {connue.trimestre.libelle}"
    if connue is not None or (ligne is not None and ligne.texte):
        return "texte reçu"
    if ligne is not None and ligne.close:
        return ligne.absence
    if ligne is None or ligne.cible is None:
        return "aucune valeur reçue"
    return f"cible {format_mesure(ligne.cible, unite)}{' au plus' if ligne.sens is Sens.BAISSE else ''}"
