"""StatutSuivi: the words a committee reads for one indicator and quarter, and the rule that chooses them.

The contract fixes no threshold: every verdict is convention Jalons, its thresholds are data (Seuil).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from lib.domain.avancement import format_atteinte, is_atteint
from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import ErreurMetier
from lib.domain.indicateurs import Cible, Indicateur
from lib.domain.nomenclatures import Categorie, Nomenclature, Sens, StatutCible
from lib.domain.valeurs import format_chiffre

A_DEFINIR = "à définir"
ECART_MINIMAL = "avancement_ecart_minimal"


class StatutSuivi(Nomenclature):
    """A status with its word, its mark and the name of the mark's shape (never colour alone)."""

    marque: str
    forme: str

    def __new__(cls, code: str, libelle: str, marque: str = "–", forme: str = "tiret") -> Self:
        """Attach the label and the mark to the code."""
        membre = str.__new__(cls, code)
        membre._value_ = code
        membre.libelle = libelle
        membre.marque = marque
        membre.forme = forme
        return membre

    ATTEINT = "atteint", "Atteint", "✓", "disque coché"
    NON_ATTEINT = "non_atteint", "Non atteint", "✕", "croix"
    EN_BONNE_VOIE = "en_bonne_voie", "En bonne voie", "▲", "triangle"
    A_SURVEILLER = "a_surveiller", "À surveiller", "◆", "losange"
    EN_RETARD = "en_retard", "En retard", "■", "carré"
    EN_COURS = "en_cours", "En cours", "◐", "disque à moitié plein"
    DONNEE_ATTENDUE = "donnee_attendue", "Donnée attendue", "○", "cercle pointillé"
    NON_EXIGEE = "non_exigee", "Non exigée à ce jour", "◌", "cercle léger"
    NE_SERA_PAS_TRANSMISE = "ne_sera_pas_transmise", "Ne sera pas transmise", "⊖", "cercle barré d’un tiret"
    SANS_VALEUR = "sans_valeur", "Déclarée sans valeur", "∅", "cercle barré"
    NON_CALCULABLE = "non_calculable", "Non calculable", "◔", "disque incomplet"
    MASQUE = "masque", "Masqué (petit effectif)", "▨", "carré hachuré"
    QUALITATIF = "qualitatif", "Qualitatif", "¶", "pied de mouche"
    SANS_CIBLE = "sans_cible", "Sans cible"
    A_DEFINIR = "a_definir", "Cible à définir"
    NON_CONTRACTUALISE = "non_contractualise", "Non contractualisé"
    HORS_PERIODE = "hors_periode", "Hors période"
    CONTEXTE = "contexte", "Contexte", "·", "point"


VERDICTS = frozenset(
    {
        StatutSuivi.ATTEINT,
        StatutSuivi.NON_ATTEINT,
        StatutSuivi.EN_BONNE_VOIE,
        StatutSuivi.A_SURVEILLER,
        StatutSuivi.EN_RETARD,
    }
)
SANS_JUGEMENT = frozenset(
    {
        StatutSuivi.QUALITATIF,
        StatutSuivi.SANS_CIBLE,
        StatutSuivi.A_DEFINIR,
        StatutSuivi.NON_CONTRACTUALISE,
        StatutSuivi.HORS_PERIODE,
        StatutSuivi.CONTEXTE,
    }
)
SANS_DONNEE = frozenset({StatutSuivi.NON_CONTRACTUALISE, StatutSuivi.HORS_PERIODE})
"""Statuses of which no figure is asked for."""


MOTS_INVARIABLES = {
    StatutSuivi.CONTEXTE: "de contexte",
    StatutSuivi.EN_BONNE_VOIE: "en bonne voie",
    StatutSuivi.A_SURVEILLER: "à surveiller",
    StatutSuivi.EN_RETARD: "en retard",
    StatutSuivi.EN_COURS: "en cours",
    StatutSuivi.SANS_CIBLE: "sans cible",
    StatutSuivi.HORS_PERIODE: "hors période",
}
MOTS_PLURIELS = {
    StatutSuivi.ATTEINT: "atteints",
    StatutSuivi.NON_ATTEINT: "non atteints",
    StatutSuivi.DONNEE_ATTENDUE: "données attendues",
    StatutSuivi.NON_EXIGEE: "non exigées à ce jour",
    StatutSuivi.NE_SERA_PAS_TRANSMISE: "ne seront pas transmises",
    StatutSuivi.SANS_VALEUR: "déclarées sans valeur",
    StatutSuivi.NON_CALCULABLE: "non calculables",
    StatutSuivi.MASQUE: "masqués (petit effectif)",
    StatutSuivi.QUALITATIF: "qualitatifs",
    StatutSuivi.A_DEFINIR: "à définir",
    StatutSuivi.NON_CONTRACTUALISE: "non contractualisés",
}


@dataclass(frozen=True)
class Seuils:
    """The thresholds of a verdict, as shares of the milestone, the largest masked count, and the shortest way.

    ecart_minimal: share of the baseline below which no avancement is computed.
    """

    bonne_voie: Fraction
    a_surveiller: Fraction
    petit_effectif: int
    ecart_minimal: Fraction


def get_seuils(contrat: ContratLu) -> Seuils:
    """Read the thresholds in the contract's data; raises ErreurMetier when one is missing or they contradict.

    A contract without the shortest way (avancement_ecart_minimal) sets none: every way gives its ratio.
    """

    seuils = Seuils(
        bonne_voie=_get_seuil(contrat, "seuil_bonne_voie"),
        a_surveiller=_get_seuil(contrat, "seuil_a_surveiller"),
        petit_effectif=get_petit_effectif(contrat),
        ecart_minimal=_get_seuil(contrat, ECART_MINIMAL) if ECART_MINIMAL in contrat.seuil_par_code else Fraction(0),
    )
    if seuils.a_surveiller > seuils.bonne_voie:
        raise ErreurMetier("Le seuil « à surveiller » dépasse le seuil « en bonne voie ».")
    return seuils


def get_petit_effectif(contrat: ContratLu) -> int:
    """Read the largest masked count in the contract's data; raises ErreurMetier when it is missing."""
    return int(_get_seuil(contrat, "petit_effectif"))


def _get_seuil(contrat: ContratLu, code: str) -> Fraction:
    try:
        seuil = contrat.seuil_par_code[code]
    except KeyError:
        raise ErreurMetier(f"Le seuil « {code} » manque dans les données du contrat (seuils).") from None
    return Fraction(seuil.valeur) / (100 if seuil.unite.strip() == "%" else 1)


def compute_tenue(valeur: Fraction, jalon: Fraction, sens: Sens) -> Fraction:
    """Compare a result with its milestone: 1 when it holds, less the further it is.

    The share of the milestone for a rise, mirrored for a fall: 125 days for a milestone of 100 is 80 %, 0 passes.
    Below zero the share is turned round, so that worse is always less. Convention Jalons.

    >>> compute_tenue(Fraction(125), Fraction(100), Sens.BAISSE)
    Fraction(4, 5)
    """
    if sens is Sens.BAISSE:
        return compute_tenue(-valeur, -jalon, Sens.HAUSSE)
    if valeur >= jalon:
        return Fraction(1)
    return valeur / jalon if jalon > 0 else jalon / valeur


def compute_verdict(
    valeur: Fraction,
    cible: Fraction,
    jalon: Fraction | None,
    sens: Sens,
    seuils: Seuils,
    *,
    clos: bool,
    juge_au_t4: bool = False,
) -> StatutSuivi:
    """Judge a result against the year's target, else against the quarter's milestone. Convention Jalons.

    clos: T4, which closes the year. juge_au_t4: a flow wanted lower, on which nothing is said before.
    """
    if juge_au_t4 and not clos:
        return StatutSuivi.EN_COURS
    if is_atteint(valeur, cible, sens):
        return StatutSuivi.ATTEINT
    if clos:
        return StatutSuivi.NON_ATTEINT
    if jalon is None:
        return StatutSuivi.EN_COURS
    tenue = compute_tenue(valeur, jalon, sens)
    if tenue >= seuils.bonne_voie:
        return StatutSuivi.EN_BONNE_VOIE
    return StatutSuivi.A_SURVEILLER if tenue >= seuils.a_surveiller else StatutSuivi.EN_RETARD


def is_a_definir(cible: Cible) -> bool:
    """Whether the contract writes « À définir » in the target's cell."""
    return cible.valeur is None and is_ecrit_a_definir(cible.texte)


def is_ecrit_a_definir(texte: str) -> bool:
    """Whether a text of the contract stands for no target: « À définir », « A définir, non ciblé »."""
    return texte.strip().lower().replace("a d", "à d", 1).startswith(A_DEFINIR)


def is_contexte(indicateur: Indicateur) -> bool:
    """Whether an indicator only gives context: no direction wanted, no verdict. Convention Jalons."""
    return indicateur.sens is Sens.NEUTRE or indicateur.categorie is Categorie.CONTEXTE


def compute_statut_sans_verdict(indicateur: Indicateur, cible: Cible | None) -> tuple[StatutSuivi | None, str]:
    """Say why no figure can be judged, in the contract's own words; (None, "") when there is a figure to meet.

    A text target is QUALITATIF: people compare it with the text received.
    """
    motif = indicateur.motif_statut or indicateur.statut.libelle
    if indicateur.statut is StatutCible.NON_CONTRACTUALISE:
        return StatutSuivi.NON_CONTRACTUALISE, motif
    if cible is not None and cible.valeur is None and cible.texte and not is_a_definir(cible):
        return StatutSuivi.QUALITATIF, "cible écrite en toutes lettres"
    if is_contexte(indicateur):
        return StatutSuivi.CONTEXTE, f"contexte, sans verdict : {motif}"
    if cible is not None and cible.valeur is not None:
        return None, ""
    if cible is not None and is_a_definir(cible):
        return StatutSuivi.A_DEFINIR, f"cible {cible.annee} : « {cible.texte.strip()} » au contrat"
    if indicateur.statut is StatutCible.A_DEFINIR_NON_CIBLE:
        return StatutSuivi.A_DEFINIR, motif
    return StatutSuivi.SANS_CIBLE, motif


def write_statut(statut: StatutSuivi, nombre: int) -> str:
    """Write a status after a count: « 5 non contractualisés », « 16 de contexte »."""
    if statut in MOTS_INVARIABLES:
        return MOTS_INVARIABLES[statut]
    return MOTS_PLURIELS[statut] if nombre > 1 else statut.libelle.lower()


def format_verdict(statut: StatutSuivi, valeur: Fraction, cible: Fraction, sens: Sens) -> str:
    """Write a verdict in full: « En cours · 28 sur 33 », « Non atteint (96,3 %) »; a missed target is never 100 %.

    One to lower is written « Non atteint (125 pour 100 au plus) ».
    """
    if statut is StatutSuivi.EN_COURS:
        borne = " au plus" if sens is Sens.BAISSE else ""
        return f"{statut.libelle} · {format_chiffre(valeur)} sur {format_chiffre(cible)}{borne}"
    if statut is StatutSuivi.NON_ATTEINT:
        return f"{statut.libelle} ({format_atteinte(valeur, cible, sens)})"
    return statut.libelle
