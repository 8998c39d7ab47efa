"""The open files of a contract: which columns, from which nouns. Declared here, written by ouvertes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lib.domain.contrat_lu import ContratLu
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypeTerritoire
from lib.exports.resultats_ouverts import build_resultats_ouverts


@dataclass(frozen=True)
class Champ:
    """One column of an open file: its name, its Table Schema type, where it comes from."""

    nom: str
    type: str
    valeur: Callable[[Any], Any]
    description: str = ""

    def build_schema(self) -> dict[str, Any]:
        """Build the field's Table Schema."""
        schema: dict[str, Any] = {"name": self.nom, "type": self.type}
        if self.description:
            schema["description"] = self.description
        if self.type == "number":
            schema |= {"decimalChar": ",", "bareNumber": True}
        if self.type == "boolean":
            schema |= {"trueValues": ["oui"], "falseValues": ["non"]}
        return schema


@dataclass(frozen=True)
class Fichier:
    """One open file: its name, what it holds, its columns, its rows."""

    nom: str
    titre: str
    champs: tuple[Champ, ...]
    lignes: tuple[Any, ...]


def _attr(nom: str, type_: str = "string", champ: str | None = None, description: str = "") -> Champ:
    return Champ(nom, type_, lambda fait: getattr(fait, champ or nom), description)


def _euros(nom: str = "montant") -> Champ:
    return Champ(nom, "number", lambda fait: Decimal(getattr(fait, nom)) / 100, "Montant en euros")


def build_fichiers(contrat: ContratLu, lots: Iterable[Lot]) -> list[Fichier]:
    """Build the open files of a reading of the contract; lots are those the reading sees."""
    lots = tuple(lots)
    return [
        *_build_agrees(contrat),
        *_build_suivis(contrat, {lot.numero: lot for lot in lots}),
        Fichier("lots", "Lots : tout ce qui est entré dans le magasin", _CHAMPS_LOTS, lots),
    ]


_CHAMPS_LOTS = (
    _attr("numero", "integer"),
    _attr("genre"),
    _attr("etat"),
    _attr("type_depot"),
    _attr("service"),
    _attr("publie_le", "datetime"),
    _attr("motif"),
    _attr("sha256"),
    _attr("annule_lot", "integer"),
)


def _get_situation(indicateur: Any) -> Any:
    if indicateur.situation_initiale is not None:
        return indicateur.situation_initiale
    return indicateur.situation_initiale_texte


def _build_agrees(contrat: ContratLu) -> list[Fichier]:
    communes = {t.code for t in contrat.territoires if t.type is TypeTerritoire.COMMUNE}
    return [
        Fichier(
            "axes",
            "Axes et volets",
            (
                _attr("code"),
                _attr("type"),
                _attr("intitule"),
                _attr("debut", "date"),
                _attr("fin", "date"),
                _attr("source"),
            ),
            contrat.axes,
        ),
        Fichier(
            "fiches",
            "Fiches action",
            (
                _attr("code"),
                _attr("axe"),
                _attr("intitule"),
                _attr("debut", "date"),
                _attr("fin", "date"),
                _attr("presente", "boolean"),
                _attr("note"),
                _attr("source"),
            ),
            contrat.fiches,
        ),
        Fichier(
            "indicateurs",
            "Indicateurs, avec leur situation initiale et l’état de leur cible",
            (
                *(_attr(nom) for nom in ("code", "niveau", "axe", "fiche", "libelle")),
                _attr("mesure"),
                *(_attr(nom) for nom in ("unite", "type", "mode")),
                _attr("additif", "boolean"),
                *(_attr(nom) for nom in ("sens", "producteur", "statut")),
                Champ("situation_initiale", "string", _get_situation, "Nombre quand il est chiffré, sinon le texte"),
                _attr("situation_initiale_texte", description="La case du contrat, telle qu’écrite"),
                _attr("periode_situation_initiale"),
                _attr("motif_statut"),
                _attr("categorie"),
                _attr("formule"),
                _attr("source"),
            ),
            contrat.indicateurs,
        ),
        Fichier(
            "cibles",
            "Cibles",
            (
                _attr("code_indicateur", champ="indicateur"),
                _attr("annee", "integer"),
                _attr("territoire"),
                _attr("ventilation"),
                _attr("valeur", "number"),
                _attr("texte"),
                _attr("avenant", "integer"),
                _attr("lot", "integer"),
                _attr("source"),
            ),
            contrat.cibles,
        ),
        Fichier(
            "enveloppes",
            "Enveloppes par fiche, année et financeur",
            (
                _attr("fiche"),
                _attr("annee", "integer"),
                _attr("financeur"),
                _attr("nature"),
                _euros(),
                _attr("avenant", "integer"),
                _attr("source"),
            ),
            contrat.enveloppes,
        ),
        Fichier(
            "contexte",
            "Chiffres de situation par territoire",
            (
                _attr("territoire"),
                Champ("code_insee", "string", lambda fait: fait.territoire if fait.territoire in communes else ""),
                _attr("mesure"),
                _attr("libelle"),
                _attr("date", champ="periode"),
                _attr("valeur", "number"),
                _attr("unite"),
                _attr("source"),
            ),
            contrat.contexte,
        ),
        Fichier(
            "echeances",
            "Échéances et obligations",
            (
                _attr("code"),
                _attr("qui"),
                _attr("quoi"),
                _attr("echeance"),
                _attr("date_limite", "date"),
                _attr("rythme"),
                _attr("article"),
                _attr("source"),
            ),
            contrat.obligations,
        ),
        Fichier(
            "ecarts",
            "Écarts relevés entre deux endroits du contrat",
            tuple(_attr(nom) for nom in ("code", "objet", "valeur_1", "lieu_1", "valeur_2", "lieu_2", "explication")),
            contrat.ecarts,
        ),
        Fichier(
            "feuille_de_route",
            "Feuille de route France Travail",
            (
                *(_attr(nom) for nom in ("code", "domaine", "cible_operationnelle", "action", "echeance")),
                *(_attr(nom) for nom in ("pilotes", "statut", "source")),
            ),
            contrat.feuille_de_route,
        ),
        Fichier(
            "reperes",
            "Repères chiffrés que le contrat écrit sans en faire des cibles",
            (
                _attr("code"),
                _attr("libelle"),
                _attr("valeur", "number"),
                *(_attr(nom) for nom in ("unite", "indicateur", "territoire", "ventilation", "source")),
            ),
            contrat.reperes,
        ),
    ]


def _build_suivis(contrat: ContratLu, lots: dict[int, Lot]) -> list[Fichier]:
    service = Champ("service", "string", lambda fait: lots[fait.lot].service, "Service qui a déposé la valeur")
    publie_le = Champ("publie_le", "datetime", lambda fait: lots[fait.lot].publie_le)
    trimestre = Champ("trimestre", "string", lambda fait: f"T{fait.trimestre}")
    lot = _attr("lot", "integer")
    return [
        Fichier(
            "resultats",
            "Résultats : la situation au dernier jour du trimestre",
            (
                _attr("code_indicateur", champ="indicateur"),
                _attr("annee", "integer"),
                trimestre,
                _attr("territoire"),
                _attr("ventilation"),
                *(_attr(nom, "number") for nom in ("valeur", "numerateur", "denominateur")),
                _attr("masque", "boolean", description="oui : effectif trop petit, ou qui en ferait retrouver un"),
                *(_attr(nom) for nom in ("texte", "statut", "commentaire")),
                lot,
                service,
                publie_le,
            ),
            build_resultats_ouverts(contrat),
        ),
        Fichier(
            "executions",
            "Dépenses réalisées, cumulées depuis le 1er janvier",
            (
                _attr("fiche"),
                _attr("annee", "integer"),
                trimestre,
                _attr("financeur"),
                _euros(),
                _attr("commentaire"),
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
                *(_attr(nom) for nom in ("partie", "axe", "fiche")),
                _attr("annee_convention", "integer"),
                _attr("date", "date", champ="date_versement"),
                _euros(),
                _attr("reference"),
                lot,
            ),
            contrat.versements,
        ),
        Fichier(
            "reports",
            "Reports de crédits",
            (
                _attr("fiche"),
                _attr("annee_origine", "integer"),
                _attr("annee_destination", "integer"),
                _attr("financeur"),
                _euros(),
                lot,
            ),
            contrat.reports,
        ),
    ]
