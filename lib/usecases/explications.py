"""« Pourquoi ? »: the producer of a figure says in one sentence why it is late or moved; the last sentence holds."""

from datetime import UTC, datetime

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.explications import check_explicable
from lib.domain.faits import Explication
from lib.domain.lots import Lot
from lib.domain.perimetres import check_can_repondre_de
from lib.domain.periodes import Trimestre
from lib.usecases.historique import Reglage, list_reglages
from lib.usecases.saisies import check_phrase, save_saisie


def list_versions(code: str, indicateur: str, trimestre: Trimestre) -> list[Reglage[Explication]]:
    """List every sentence ever given for one figure, the latest first, undone or not."""
    return [
        version
        for version in list_reglages(code, Explication)
        if (version.fait.indicateur, version.fait.periode) == (indicateur, trimestre)
    ]


def record_explication(
    acteur: Acteur,
    code: str,
    indicateur: str,
    trimestre: Trimestre,
    texte: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Say why, or correct what was said: another entry, the former sentence staying readable."""
    instant = maintenant or datetime.now(UTC)
    explication = Explication(
        indicateur=indicateur,
        annee=trimestre.annee,
        trimestre=trimestre.numero,
        texte=check_phrase(texte, "la phrase qui explique"),
    )

    def build(_session: Session, contrat: ContratLu) -> Explication:
        mesure = contrat.get_indicateur(indicateur)
        check_can_repondre_de(acteur, contrat, mesure)
        check_explicable(contrat, mesure, trimestre, instant.date())
        return explication

    objet = f"{indicateur} {trimestre.libelle}, pourquoi"
    return save_saisie(acteur, code, f"l’explication de {objet}", objet, build, instant)
