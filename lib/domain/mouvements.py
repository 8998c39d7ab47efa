"""Ce qui a bougé: the verdicts and the levels that changed since the quarter before. Convention Jalons.

Verdicts are compared within a year only (T1 opens new targets), at the département's level; levels whatever the year.
Nothing is ever compared across a break.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lib.domain.cibles_comptees import select_comptees
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE
from lib.domain.jalons import Allure, get_allure
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.mesures import format_mesure
from lib.domain.nomenclatures import Nomenclature
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.ruptures import get_rupture, select_ruptures
from lib.domain.statuts import StatutSuivi
from lib.domain.valeurs import format_chiffre, to_fraction

RANGS: dict[StatutSuivi, int] = {
    StatutSuivi.NON_ATTEINT: 0,
    StatutSuivi.EN_RETARD: 0,
    StatutSuivi.A_SURVEILLER: 1,
    StatutSuivi.EN_BONNE_VOIE: 2,
    StatutSuivi.ATTEINT: 3,
}
"""Verdicts from worst to best; late before T4 and missed at T4 are the same finding."""


class SensMouvement(Nomenclature):
    """Which way a verdict went."""

    MIEUX = "mieux", "en mieux"
    MOINS_BIEN = "moins_bien", "en moins bien"
    NOUVEAU = "nouveau", "premier verdict de l’année"


@dataclass(frozen=True)
class Mouvement:
    """One indicator whose verdict changed: its line now, its line the quarter before."""

    sens: SensMouvement
    ligne: LigneSuivi
    avant: LigneSuivi

    @property
    def phrase(self) -> str:
        """The change in words: « à surveiller au T1 2026, en retard au T2 2026 »; a closed year has its end alone."""
        if self.ligne.trimestre.numero == 4:
            return f"{self.ligne.statut.libelle.lower()} au {self.ligne.trimestre.libelle}"
        return (
            f"{self.avant.statut.libelle.lower()} au {self.avant.trimestre.libelle}, "
            f"{self.ligne.statut.libelle.lower()} au {self.ligne.trimestre.libelle}"
        )


def has_precedent(trimestre: Trimestre) -> bool:
    """Whether a quarter's verdicts are compared with those of the quarter before: not at T1."""
    return trimestre.numero > 1


def list_mouvements(
    contrat: ContratLu, lignes: Iterable[LigneSuivi], precedentes: Iterable[LigneSuivi]
) -> list[Mouvement]:
    """List the verdicts that changed, the lines' order kept, each fact once; empty at T1."""
    avant = {ligne.cle: ligne for ligne in precedentes}
    mouvements = []
    for ligne in select_comptees(li for li in lignes if li.est_ensemble):
        ancienne = avant.get(ligne.cle)
        if ancienne is None:
            continue
        sens = _compute_sens(contrat, ligne, ancienne)
        if sens is not None:
            mouvements.append(Mouvement(sens, ligne, ancienne))
    return mouvements


def _compute_sens(contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi) -> SensMouvement | None:
    if not has_precedent(ligne.trimestre) or ligne.statut not in RANGS:
        return None
    if _has_rupture(contrat, ligne, avant):
        return None
    if avant.statut not in RANGS:
        return SensMouvement.NOUVEAU
    ecart = RANGS[ligne.statut] - RANGS[avant.statut]
    if not ecart:
        return None
    return SensMouvement.MIEUX if ecart > 0 else SensMouvement.MOINS_BIEN


def _has_rupture(contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi) -> bool:
    """Whether a series break parts two quarters of a line."""
    indicateur = contrat.get_indicateur(ligne.code)
    ruptures = select_ruptures(contrat.ruptures, indicateur.code, *indicateur.parts)
    return get_rupture(ruptures, avant.trimestre.fin, ligne.trimestre.fin) is not None


def compute_variation(contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi) -> Fraction | None:
    """Give what a level (stock, rate, duration) gained since the quarter before; None when it may not be compared.

    Yearly counts start again each year and are left out, as is what a series break parts.
    """
    valeur, ancienne = to_fraction(ligne.valeur), to_fraction(avant.valeur)
    if get_allure(contrat.get_indicateur(ligne.code)) is not Allure.NIVEAU or valeur is None or ancienne is None:
        return None
    return None if _has_rupture(contrat, ligne, avant) else valeur - ancienne


def write_variation(contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi) -> str:
    """Write two values of a line: « 40 places au T4 2024 après 50 au T3 2024 », and whether one is provisional."""
    unite = contrat.get_indicateur(ligne.code).unite
    valeur, ancienne = to_fraction(ligne.valeur), to_fraction(avant.valeur)
    if valeur is None or ancienne is None:
        return ""
    provisoire = ", provisoire" if ligne.provisoire or avant.provisoire else ""
    return (
        f"{format_mesure(valeur, unite)} au {ligne.trimestre.libelle} "
        f"après {format_chiffre(ancienne)} au {avant.trimestre.libelle}{provisoire}"
    )


def write_mouvements(mouvements: Sequence[Mouvement], trimestre: Trimestre) -> str:
    """Write what moved over the whole contract: « statuts depuis T1 2026 : 1 en mieux, 2 en moins bien »."""
    avant = trimestre.precedent.libelle
    if not has_precedent(trimestre):
        return f"cibles nouvelles au {trimestre.libelle}{INSECABLE}: aucun statut comparé à {avant}"
    comptes = {sens: sum(m.sens is sens for m in mouvements) for sens in SensMouvement}
    faits = [_write_compte(sens, nombre) for sens, nombre in comptes.items() if nombre]
    return f"statuts depuis {avant}{INSECABLE}: {', '.join(faits) or 'aucun ne change'}"


def _write_compte(sens: SensMouvement, nombre: int) -> str:
    if sens is SensMouvement.NOUVEAU:
        return f"{format_quantite(nombre, 'premier verdict')} de l’année"
    return f"{nombre} {sens.libelle}"
