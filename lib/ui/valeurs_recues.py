"""Every value received for an indicator, read whole: each leads to where it comes from."""

from lib.domain.changements import get_adresse
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT, INSECABLE, format_nombre
from lib.domain.indicateurs import Indicateur
from lib.domain.lisibles import ResultatLisible
from lib.domain.nomenclatures import TypeValeur
from lib.domain.petits_effectifs import MASQUE
from lib.domain.recus import format_instant_court
from lib.ui.composants import Html, build_lien, show_csv, show_liste, show_vide
from lib.ui.liens import build_lien_valeur
from lib.usecases.historique import ValeurDeposee, list_historique

LARGEURS = {
    "Trimestre": "5.5rem",
    "Valeur": "7rem",
    "Donnée": "6.5rem",
    "État": "6.5rem",
    "Dépôt": "4.5rem",
    "Publié le": "7rem",
    "Service": "9.5rem",
}


def show_valeurs_recues(contrat: ContratLu, indicateur: Indicateur) -> None:
    """Show every value received, with its lot, its date and the service, never a person."""
    valeurs = list_historique(contrat.contrat.code, indicateur.code)
    if not valeurs and indicateur.parts:
        show_vide("Chiffre calculé, jamais déposé : l’historique est celui des indicateurs qu’il additionne.")
        return
    if not valeurs:
        show_vide("Aucune valeur n’a encore été déposée.", "Déposer", "/depot")
        return
    lignes = [_build_ligne(indicateur, valeur) for valeur in valeurs]
    liens = [
        {
            "Trimestre": Html(build_lien_valeur(get_adresse(valeur.resultat), valeur.resultat.periode.libelle)),
            "Dépôt": Html(build_lien(f"/depots?lot={valeur.lot.numero}", f"n°{INSECABLE}{valeur.lot.numero}")),
        }
        for valeur in valeurs
    ]
    show_liste(
        [ligne | lien for ligne, lien in zip(lignes, liens, strict=True)],
        f"Valeurs reçues pour {indicateur.code}, la plus récente d’abord",
        LARGEURS,
    )
    show_csv(lignes, f"historique-{indicateur.code}")


def _build_ligne(indicateur: Indicateur, valeur: ValeurDeposee) -> dict[str, str]:
    return {
        "Trimestre": valeur.resultat.periode.libelle,
        "Valeur": format_resultat(indicateur, valeur.resultat),
        "Donnée": valeur.resultat.statut.libelle,
        "État": valeur.etat,
        "Dépôt": f"n°{INSECABLE}{valeur.lot.numero}",
        "Publié le": format_instant_court(valeur.lot.publie_le),
        "Service": valeur.lot.service or ABSENT,
        "Motif": valeur.lot.motif or ABSENT,
        "Commentaire": valeur.resultat.commentaire or ABSENT,
    }


def format_resultat(indicateur: Indicateur, resultat: ResultatLisible) -> str:
    """Write an uploaded value as it came."""
    if resultat.masque:
        return MASQUE
    if resultat.efface:
        return "effacée"
    if indicateur.type is TypeValeur.TEXTE:
        return resultat.texte or ABSENT
    if resultat.numerateur is not None and resultat.denominateur is not None:
        return f"{format_nombre(resultat.numerateur)} / {format_nombre(resultat.denominateur)}"
    return format_nombre(resultat.valeur)
