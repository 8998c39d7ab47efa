"""The open files of the follow-up: results, money, explanations, and the data that will not be sent."""

from collections.abc import Mapping

from lib.domain.contrat_lu import ContratLu
from lib.domain.lisibles import list_resultats
from lib.domain.lots import Lot
from lib.domain.non_transmissions import Cloture, list_clotures
from lib.exports.champs_ouverts import Champ, Fichier, build_champ, build_champ_euros, build_champ_masque


def build_suivis(contrat: ContratLu, lots: Mapping[int, Lot]) -> list[Fichier]:
    """Build the open files of what was entered; each row names its lot and its service, never a person."""
    service = Champ("service", "string", lambda fait: lots[fait.lot].service, "Service qui a déposé la valeur")
    publie_le = Champ("publie_le", "datetime", lambda fait: lots[fait.lot].publie_le)
    trimestre = Champ("trimestre", "string", lambda fait: f"T{fait.trimestre}")
    lot = build_champ("lot", "integer")
    return [
        Fichier(
            "resultats",
            "Résultats : la situation au dernier jour du trimestre",
            (
                build_champ("code_indicateur", champ="indicateur"),
                build_champ("annee", "integer"),
                trimestre,
                build_champ("territoire"),
                build_champ("ventilation"),
                *(build_champ(nom, "number") for nom in ("valeur", "numerateur", "denominateur")),
                build_champ_masque(),
                *(build_champ(nom) for nom in ("texte", "statut", "commentaire")),
                lot,
                service,
                publie_le,
            ),
            list_resultats(contrat),
        ),
        Fichier(
            "executions",
            "Dépenses réalisées, cumulées depuis le 1er janvier",
            (
                build_champ("fiche"),
                build_champ("annee", "integer"),
                trimestre,
                build_champ("financeur"),
                build_champ_euros(),
                build_champ("commentaire"),
                lot,
                service,
                publie_le,
            ),
            contrat.executions,
        ),
        Fichier(
            "versements",
            "Versements de l’État",
            (
                *(build_champ(nom) for nom in ("partie", "axe", "fiche")),
                build_champ("annee_convention", "integer"),
                build_champ("date", "date", champ="date_versement"),
                build_champ_euros(),
                build_champ("reference"),
                lot,
            ),
            contrat.versements,
        ),
        Fichier(
            "reports",
            "Reports de crédits",
            (
                build_champ("fiche"),
                build_champ("annee_origine", "integer"),
                build_champ("annee_destination", "integer"),
                build_champ("financeur"),
                build_champ_euros(),
                lot,
            ),
            contrat.reports,
        ),
        Fichier(
            "explications",
            "Explications : pourquoi un indicateur est en retard ou a bougé, dit par son producteur",
            (
                build_champ("code_indicateur", champ="indicateur"),
                build_champ("annee", "integer"),
                trimestre,
                build_champ("texte"),
                lot,
                service,
                publie_le,
            ),
            contrat.explications,
        ),
        _build_non_transmissions(contrat, lots),
    ]


def _build_non_transmissions(contrat: ContratLu, lots: Mapping[int, Lot]) -> Fichier:
    """Build the file of the data declared « ne sera pas transmise », each with its state."""

    def get_lot(cloture: Cloture) -> Lot:
        return lots[cloture.declaration.lot]

    return Fichier(
        "non_transmissions",
        "Données déclarées « ne sera pas transmise » par leur producteur",
        (
            build_champ("code_indicateur", champ="indicateur"),
            Champ("annee", "integer", lambda cloture: cloture.periode.annee),
            Champ("trimestre", "string", lambda cloture: f"T{cloture.periode.numero}"),
            build_champ("etat"),
            build_champ("close", "boolean", description="oui : la donnée n’est plus attendue"),
            Champ("motif", "string", lambda cloture: cloture.declaration.motif, "Raison donnée par le producteur"),
            build_champ("autre_partie", champ="autre", description="Qui l’accepte ou la refuse"),
            Champ("motif_reponse", "string", lambda cloture: cloture.reponse.motif if cloture.reponse else ""),
            Champ("lot", "integer", lambda cloture: cloture.declaration.lot),
            Champ("service", "string", lambda cloture: get_lot(cloture).service),
            Champ("publie_le", "datetime", lambda cloture: get_lot(cloture).publie_le),
            Champ("lot_reponse", "integer", lambda cloture: cloture.reponse.lot if cloture.reponse else None),
        ),
        tuple(list_clotures(contrat)),
    )
