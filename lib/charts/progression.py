"""The progression chart of one indicator, in the form that fits its type."""

from lib.charts.progression_commun import Spec
from lib.charts.progression_flux import build_progression_flux
from lib.charts.progression_niveau import build_progression_niveau
from lib.domain.periodes import Trimestre
from lib.domain.progression import Forme, Progression


def has_dessin(progression: Progression) -> bool:
    """Whether there is a figure to draw: a baseline, a target or a result. A text is never drawn as a number."""
    if progression.forme is Forme.TEXTE:
        return False
    cibles = (*progression.cibles.values(), *progression.initiales.values())
    return (
        any(ligne.valeur is not None for ligne in progression.lignes)
        or any(cible is not None and cible.valeur is not None for cible in cibles)
        or (progression.est_ensemble and progression.indicateur.situation_initiale is not None)
    )


def build_progression_chart(progression: Progression, trimestre: Trimestre) -> Spec:
    """Build the Vega-Lite spec of a progression, read at a quarter."""
    if progression.forme is Forme.FLUX:
        return build_progression_flux(progression, trimestre)
    return build_progression_niveau(progression, trimestre)
