"""Putting figures together: a rate over several territories, and the state of a whole axe or volet.

Rates are recomputed from their terms, never averaged; persons are never added up unless the indicator says it may be;
an axe is described by counts of statuses and by its completeness, never by a mean of unlike rates. Convention Jalons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lib.domain.cibles_comptees import CompteCibles, count_cibles
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import TypeValeur
from lib.domain.valeurs import TYPES_RAPPORT, Chiffre, build_incomplet, compute_rapport, compute_valeur


@dataclass(frozen=True)
class Bilan:
    """The state of an axe, a volet or any group, at the level of the département.

    exiges: figures owed for the quarter; recus: those received with a figure or a text (provisoires among them);
    sans_valeur: answered « non disponible » or « sans objet »; en_retard: past their deadline, nothing received;
    closes: figures that will not be sent, owed no more;
    facultatifs: welcome figures received that nobody owed yet. cibles: the verdicts, each fact once.
    """

    cibles: CompteCibles
    exiges: int
    recus: int
    sans_valeur: int
    en_retard: int
    provisoires: int
    facultatifs: int
    closes: int


def compute_agregat(indicateur: Indicateur, resultats: Sequence[Resultat | None]) -> Chiffre:
    """Give the value of a set of territories from the value of each; None, with the reason, when it may not be had.

    37 of 40 and 3 of 10 make 40 of 50, 80 points: never the mean of 92,5 and 30.
    """
    if indicateur.type is TypeValeur.TEXTE:
        return Chiffre(None, "un texte ne s’agrège pas")
    chiffres = [compute_valeur(indicateur, resultat).valeur for resultat in resultats]
    recus = sum(chiffre is not None for chiffre in chiffres)
    if recus < len(chiffres) or not chiffres:
        return build_incomplet(recus, len(chiffres))
    if indicateur.type in TYPES_RAPPORT:
        termes = [
            (Fraction(r.numerateur), Fraction(r.denominateur))
            for r in resultats
            if r is not None and r.numerateur is not None and r.denominateur is not None
        ]
        if len(termes) < len(chiffres):
            return Chiffre(None, "un taux sans numérateur ni dénominateur ne s’agrège pas")
        return compute_rapport(
            indicateur.type, sum((n for n, _ in termes), Fraction(0)), sum((d for _, d in termes), Fraction(0))
        )
    if not indicateur.additif:
        return Chiffre(None, "une même personne peut être comptée dans deux territoires : pas de somme")
    return Chiffre(sum((chiffre for chiffre in chiffres if chiffre is not None), Fraction(0)))


def compute_bilan(lignes: Iterable[LigneSuivi]) -> Bilan:
    """Count statuses and completeness over the département's own lines; communes and breakdowns are left out."""
    retenues = [ligne for ligne in lignes if ligne.est_ensemble]
    dues = [(ligne, ligne.attente) for ligne in retenues if ligne.attente is not None]
    exigees = [(ligne, attente) for ligne, attente in dues if attente.exigee]
    return Bilan(
        cibles=count_cibles(retenues),
        exiges=len(exigees),
        recus=sum(_has_contenu(ligne) for ligne, _ in exigees),
        sans_valeur=sum(attente.recue and not _has_contenu(ligne) for ligne, attente in exigees),
        en_retard=sum(attente.en_retard for _, attente in exigees),
        provisoires=sum(ligne.provisoire for ligne, _ in exigees),
        facultatifs=sum(_has_contenu(ligne) and not attente.exigee for ligne, attente in dues),
        closes=sum(attente.close for _, attente in dues),
    )


def _has_contenu(ligne: LigneSuivi) -> bool:
    """Whether a line has a figure, shown or masked, or a text."""
    return ligne.valeur is not None or bool(ligne.texte) or ligne.masque
