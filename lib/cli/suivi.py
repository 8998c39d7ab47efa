"""What `suivi` writes of each line: a table for a person, or a JSON list for a program, from the screens' own figures.

In JSON a figure is a decimal string, with a point and without any rounding; one that has no finite decimal form
(1/3) is given to 28 significant digits. null means that there is none: motif_null says why.
"""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from lib.domain.attendus import write_statut_date
from lib.domain.avancement import format_atteinte, format_avancement
from lib.domain.formats import ABSENT, format_nombre, round_decimal
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.petits_effectifs import MASQUE

TAUX = ("taux_atteinte", "avancement_annee", "avancement_contrat")
CHIFFRES = ("valeur", "cible", *TAUX, "jalon", "ecart_jalon", "projection")
COLONNES = (
    *("code", "trimestre", "territoire", "ventilation", "valeur", "cible", *TAUX),
    *("trimestre_clos", "jalon", "ecart_jalon", "statut", "projection", "motif_null"),
)
TITRES = (
    *("Code", "Trimestre", "Territoire", "Ventilation", "Valeur", "Cible", "Atteinte", "Avanc. année"),
    *("Avanc. contrat", "À fin", "Jalon", "Écart au jalon", "Statut", "Projection", "Pourquoi un chiffre manque"),
)


def build_json_suivi(lignes: Iterable[LigneSuivi]) -> str:
    """Write the lines as a list of objects, one per indicator, territory and breakdown, in the contract's order."""
    return json.dumps([_to_objet(ligne) for ligne in lignes], ensure_ascii=False, indent=2)


def _to_objet(ligne: LigneSuivi) -> dict[str, str | None]:
    return {nom: to_texte(getattr(ligne, nom)) if nom in CHIFFRES else str(getattr(ligne, nom)) for nom in COLONNES}


def to_texte(chiffre: Decimal | Fraction | None) -> str | None:
    """Write a figure as a decimal string, unrounded; 28 significant digits when it has no finite form.

    >>> to_texte(Fraction(1, 3)), to_texte(Fraction(5, 2)), to_texte(Decimal("28.50"))
    ('0.3333333333333333333333333333', '2.5', '28.5')
    """
    if chiffre is None:
        return None
    texte = format(_to_decimal_exact(Fraction(chiffre)), "f")
    return texte.rstrip("0").rstrip(".") if "." in texte else texte


def _to_decimal_exact(chiffre: Fraction) -> Decimal:
    """Give the decimal that is the fraction (its denominator holds only 2 and 5), else its 28 first digits."""
    decimales, reste = 0, chiffre.denominator
    while reste % 2 == 0 or reste % 5 == 0:
        reste //= 10 if reste % 10 == 0 else 2 if reste % 2 == 0 else 5
        decimales += 1
    if reste == 1:
        return Decimal(f"{int(chiffre * 10**decimales)}E-{decimales}")
    return Decimal(chiffre.numerator) / Decimal(chiffre.denominator)


def build_table_suivi(lignes: Iterable[LigneSuivi]) -> str:
    """Write the lines as a table to read: figures rounded for the eye, « – » for none."""
    rangees = [TITRES, *(_to_rangee(ligne) for ligne in lignes)]
    largeurs = [max(len(rangee[n]) for rangee in rangees) for n in range(len(TITRES))]
    return "\n".join(_align(rangee, largeurs) for rangee in rangees)


def _to_rangee(ligne: LigneSuivi) -> Sequence[str]:
    return [_to_cellule(ligne, nom) for nom in COLONNES]


def _to_cellule(ligne: LigneSuivi, nom: str) -> str:
    valeur = getattr(ligne, nom)
    if nom == "statut":
        return write_statut_date(ligne.statut)
    if nom not in CHIFFRES:
        return str(valeur)
    if nom == "valeur" and ligne.masque:
        return MASQUE
    if valeur is None:
        return ABSENT
    if nom == "taux_atteinte" and ligne.valeur is not None and ligne.cible is not None:
        return format_atteinte(Fraction(ligne.valeur), Fraction(ligne.cible), ligne.sens)
    return format_avancement(valeur, ligne.sens) if nom in TAUX else format_nombre(round_decimal(valeur, 2))


def _align(rangee: Sequence[str], largeurs: Sequence[int]) -> str:
    cellules = [
        cellule.rjust(largeur) if nom in CHIFFRES else cellule.ljust(largeur)
        for nom, cellule, largeur in zip(COLONNES, rangee, largeurs, strict=True)
    ]
    return "  ".join(cellules).rstrip()
