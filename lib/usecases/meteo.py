"""Météo déclarée: the owner of a fiche says how its quarter goes."""

from datetime import datetime

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_declarer_meteo, is_dans_perimetre
from lib.domain.erreurs import AccesRefuse, SaisieRefusee
from lib.domain.faits import MeteoDeclaree, NiveauMeteo
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypePerimetre
from lib.domain.periodes import Trimestre
from lib.usecases.saisies import check_texte, save_saisie


def record_meteo(
    acteur: Acteur,
    code: str,
    fiche: str,
    trimestre: Trimestre,
    niveau: NiveauMeteo,
    texte: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Declare the weather of a fiche for a quarter, with the sentence that explains it; the last one holds."""
    check_can_declarer_meteo(acteur)
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
        if not is_fiche_dans_perimetre(acteur, contrat, fiche):
            raise AccesRefuse(f"La fiche {fiche} est hors du périmètre de votre profil.")
        return meteo

    return save_saisie(acteur, code, f"la météo {trimestre.libelle} de {fiche}", "", build, maintenant)


def is_fiche_dans_perimetre(acteur: Acteur, contrat: ContratLu, fiche: str) -> bool:
    """Whether a fiche lies within the role's scope: itself, everything, or one of its indicators."""
    if any(
        habilitation.role == acteur.role
        and (habilitation.type, habilitation.valeur) in ((TypePerimetre.TOUT, ""), (TypePerimetre.FICHE, fiche))
        for habilitation in contrat.habilitations
    ):
        return True
    indicateurs = contrat.indicateurs_par_fiche.get(fiche, [])
    return any(is_dans_perimetre(acteur, contrat.habilitations, indicateur) for indicateur in indicateurs)
