"""Météo déclarée: the owner of a fiche says how its quarter goes."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_declarer_meteo
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import MeteoDeclaree, NiveauMeteo
from lib.domain.lots import EtatLot, Lot
from lib.domain.perimetres import check_can_declarer_meteo_fiche
from lib.domain.periodes import Trimestre
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read
from lib.usecases.saisies import check_texte, save_saisie


@dataclass(frozen=True)
class Declaration:
    """One declaration as a lot brought it; remplacee when a later one holds for the same quarter."""

    meteo: MeteoDeclaree
    lot: Lot
    remplacee: bool


def list_declarations(code: str, fiche: str) -> list[Declaration]:
    """List the declarations of a fiche, the latest quarter then the latest lot first; an undone lot is left out."""
    with read() as session:
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        lignes = [
            ligne
            for ligne in store_faits.list_lignes(session, MeteoDeclaree, code)
            if ligne.fiche == fiche and lots[ligne.lot].etat is EtatLot.PUBLIE
        ]
    derniers = {ligne.periode: ligne.lot for ligne in lignes}
    declarations = [Declaration(ligne, lots[ligne.lot], derniers[ligne.periode] != ligne.lot) for ligne in lignes]
    return sorted(declarations, key=lambda d: (d.meteo.periode, d.lot.numero), reverse=True)


def record_meteo(
    acteur: Acteur,
    code: str,
    fiche: str,
    trimestre: Trimestre,
    niveau: NiveauMeteo | None,
    texte: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Declare the weather of a fiche for a quarter, with the sentence that explains it; the last one holds."""
    check_can_declarer_meteo(acteur)
    if niveau is None:
        raise SaisieRefusee("Il manque la météo : choisissez l’un des quatre niveaux.")
    meteo = MeteoDeclaree(
        fiche=fiche,
        annee=trimestre.annee,
        trimestre=trimestre.numero,
        niveau=niveau,
        texte=check_texte(texte, "la phrase qui explique la météo"),
    )

    def build(_session: Session, contrat: ContratLu) -> MeteoDeclaree:
        contrat.get_fiche(fiche)
        if trimestre.annee not in contrat.compute_annees():
            raise SaisieRefusee(f"L’année {trimestre.annee} est hors du contrat.")
        check_can_declarer_meteo_fiche(acteur, contrat, fiche)
        return meteo

    return save_saisie(acteur, code, f"la météo {trimestre.libelle} de {fiche}", "", build, maintenant)
