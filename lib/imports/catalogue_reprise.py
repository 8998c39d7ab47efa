"""Texts about the rows of a tracker that a person's own reading leaves aside: level, problem, expected, gesture."""

from lib.domain.problemes import NiveauProbleme

_E = NiveauProbleme.ERREUR
_I = NiveauProbleme.INFORMATION

TEXTES_REPRISE: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    "L25": (
        _E,
        "« {lu} » n'est relié à aucun indicateur : la ligne attend votre réponse.",
        "l'indicateur dont parle cette ligne, ou « Ne pas lire »",
        "Choisissez l'indicateur parmi les libellés à relier.",
    ),
    "I25": (
        _I,
        "La ligne « {lu} » est laissée hors de la lecture, comme indiqué plus haut.",
        "",
        "Rien à faire si cette ligne ne porte pas de résultat.",
    ),
}
