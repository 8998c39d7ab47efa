"""The thresholds that Jalons sets when a contract folder sets none, and every threshold that a folder may set.

What the contract itself decides (its least co-financing) has no default: a contract that writes none has none.
"""

from collections.abc import Iterable
from decimal import Decimal

from lib.domain.cofinancement import SEUIL_MINIMUM
from lib.domain.indicateurs import Seuil
from lib.domain.phrases import format_texte
from lib.domain.reduction import SEUIL_SOUS_CONSOMMATION

SOURCE = "réglage de Jalons par défaut"
"""What stands beside a threshold that nobody set: it is a convention, to be set in Méthode."""


def _build(code: str, libelle: str, valeur: int, unite: str, explication: str) -> Seuil:
    return Seuil(
        code=code,
        libelle=format_texte(libelle),
        valeur=Decimal(valeur),
        unite=unite,
        explication=format_texte(explication),
        source=SOURCE,
    )


DEFAUTS: dict[str, Seuil] = {
    seuil.code: seuil
    for seuil in (
        _build(
            "seuil_bonne_voie",
            "En bonne voie : part du jalon à partir de laquelle un résultat est en bonne voie",
            95,
            "%",
            "Un résultat qui vaut au moins cette part du jalon du trimestre est « en bonne voie ».",
        ),
        _build(
            "seuil_a_surveiller",
            "À surveiller : part du jalon à partir de laquelle un résultat est à surveiller",
            80,
            "%",
            "Entre cette part et celle de « en bonne voie », un résultat est « à surveiller » ; au-dessous, il est "
            "« en retard ».",
        ),
        _build(
            "petit_effectif",
            "Petit effectif : plus grand effectif de personnes masqué",
            4,
            "personnes",
            "Un effectif de personnes de 1 à ce nombre, par commune ou par ventilation, est masqué pour qui n’y a pas "
            "droit, avec ce qui permettrait de le retrouver.",
        ),
        _build(
            "saut",
            "Saut : rapport au trimestre précédent au-delà duquel une valeur est à confirmer",
            3,
            "fois",
            "Au dépôt, une valeur plus de ce nombre de fois supérieure ou inférieure à celle du trimestre précédent "
            "est à confirmer.",
        ),
        _build(
            "avancement_ecart_minimal",
            "Avancement : écart entre la cible et la situation initiale au-dessous duquel aucun taux n’est calculé",
            5,
            "%",
            "Quand la cible est à moins de cette part de la situation initiale (348 pour 350), un taux d’avancement ne "
            "se lit pas : l’écart est dit en unités (« +4 jeunes, +2 visés »).",
        ),
    )
}

UNITES: dict[str, str] = {
    **{code: seuil.unite for code, seuil in DEFAUTS.items()},
    SEUIL_MINIMUM: "%",
    SEUIL_SOUS_CONSOMMATION: "%",
}
"""The unit of every threshold a folder may set."""


def list_manquants(seuils: Iterable[Seuil]) -> list[Seuil]:
    """List the defaults that stand in for what is not set."""
    ecrits = {seuil.code for seuil in seuils}
    return [seuil for code, seuil in DEFAUTS.items() if code not in ecrits]
