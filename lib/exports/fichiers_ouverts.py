"""The open files of a contract: which columns, from which nouns. Declared here, written by ouvertes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lib.domain.contrat_lu import ContratLu
from lib.domain.fiction import MOTS
from lib.domain.lisibles import list_contexte
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypeTerritoire
from lib.exports.champs_ouverts import Champ, Fichier, build_champ, build_champ_euros, build_champ_masque
from lib.exports.suivis_ouverts import build_suivis


def build_fichiers(contrat: ContratLu, lots: Iterable[Lot]) -> list[Fichier]:
    """Build the open files of a reading of the contract; lots are those the reading sees."""
    lots = tuple(lots)
    fichiers = [
        *_build_agrees(contrat),
        *build_suivis(contrat, {lot.numero: lot for lot in lots}),
        Fichier("lots", "Lots : tout ce qui est entré dans le magasin", _CHAMPS_LOTS, lots),
    ]
    if not contrat.contrat.exemple:
        return fichiers
    return [replace(fichier, champs=(*fichier.champs, _CHAMP_EXEMPLE)) for fichier in fichiers]


_CHAMP_EXEMPLE = Champ("demonstration", "string", lambda fait: MOTS, "Démonstration : aucun résultat n’est réel")
"""The last column of every open file of an example."""


_CHAMPS_LOTS = (
    build_champ("numero", "integer"),
    build_champ("genre"),
    build_champ("etat"),
    build_champ("type_depot"),
    build_champ("service"),
    build_champ("publie_le", "datetime"),
    build_champ("motif"),
    build_champ("sha256", description="Empreinte du fichier reçu ; vide quand un chiffre du lot est masqué"),
    build_champ("annule_lot", "integer"),
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
                build_champ("code"),
                build_champ("type"),
                build_champ("intitule"),
                build_champ("debut", "date"),
                build_champ("fin", "date"),
                build_champ("source"),
            ),
            contrat.axes,
        ),
        Fichier(
            "fiches",
            "Fiches action",
            (
                build_champ("code"),
                build_champ("axe"),
                build_champ("intitule"),
                build_champ("debut", "date"),
                build_champ("fin", "date"),
                build_champ("presente", "boolean"),
                build_champ("note"),
                build_champ("source"),
            ),
            contrat.fiches,
        ),
        Fichier(
            "indicateurs",
            "Indicateurs, avec leur situation initiale et l’état de leur cible",
            (
                *(build_champ(nom) for nom in ("code", "niveau", "axe", "fiche", "libelle")),
                build_champ("mesure"),
                *(build_champ(nom) for nom in ("unite", "type", "mode")),
                build_champ("additif", "boolean"),
                *(build_champ(nom) for nom in ("sens", "producteur", "statut")),
                Champ("situation_initiale", "string", _get_situation, "Nombre quand il est chiffré, sinon le texte"),
                build_champ("situation_initiale_texte", description="La case du contrat, telle qu’écrite"),
                build_champ("periode_situation_initiale"),
                build_champ("motif_statut"),
                build_champ("categorie"),
                build_champ("formule"),
                build_champ("source"),
            ),
            contrat.indicateurs,
        ),
        Fichier(
            "cibles",
            "Cibles",
            (
                build_champ("code_indicateur", champ="indicateur"),
                build_champ("annee", "integer"),
                build_champ("territoire"),
                build_champ("ventilation"),
                build_champ("valeur", "number"),
                build_champ("texte"),
                build_champ("avenant", "integer"),
                build_champ("lot", "integer"),
                build_champ("source"),
            ),
            contrat.cibles,
        ),
        Fichier(
            "enveloppes",
            "Enveloppes par fiche, année et financeur",
            (
                build_champ("fiche"),
                build_champ("annee", "integer"),
                build_champ("financeur"),
                build_champ("nature"),
                build_champ_euros(),
                build_champ("avenant", "integer"),
                build_champ("source"),
            ),
            contrat.enveloppes,
        ),
        Fichier(
            "contexte",
            "Chiffres de situation par territoire",
            (
                build_champ("territoire"),
                Champ("code_insee", "string", lambda fait: fait.territoire if fait.territoire in communes else ""),
                build_champ("mesure"),
                build_champ("libelle"),
                build_champ("date", champ="periode"),
                build_champ("valeur", "number"),
                build_champ_masque(),
                build_champ("unite"),
                build_champ("source"),
            ),
            list_contexte(contrat),
        ),
        Fichier(
            "echeances",
            "Échéances et obligations",
            (
                build_champ("code"),
                build_champ("qui"),
                build_champ("quoi"),
                build_champ("echeance", description="Ce que le contrat écrit"),
                build_champ("date_limite", "date"),
                build_champ(
                    "jour_retenu",
                    "boolean",
                    description="oui : jour retenu par Jalons, le contrat n’en écrivant aucun",
                ),
                build_champ("rythme"),
                build_champ("article"),
                build_champ("source"),
            ),
            contrat.obligations,
        ),
        Fichier(
            "ecarts",
            "Écarts relevés entre deux endroits du contrat",
            tuple(
                build_champ(nom) for nom in ("code", "objet", "valeur_1", "lieu_1", "valeur_2", "lieu_2", "explication")
            ),
            contrat.ecarts,
        ),
        Fichier(
            "feuille_de_route",
            "Feuille de route France Travail",
            (
                *(build_champ(nom) for nom in ("code", "domaine", "cible_operationnelle", "action", "echeance")),
                *(build_champ(nom) for nom in ("pilotes", "statut", "source")),
            ),
            contrat.feuille_de_route,
        ),
        Fichier(
            "enonces",
            "Ce que le contrat énonce sans cible ni date : engagements, gouvernance, métiers recherchés",
            tuple(
                build_champ(nom)
                for nom in ("code", "theme", "objet", "texte", "axe", "fiche", "territoire", "note", "source")
            ),
            contrat.enonces,
        ),
        Fichier(
            "reperes",
            "Repères chiffrés que le contrat écrit sans en faire des cibles",
            (
                build_champ("code"),
                build_champ("libelle"),
                build_champ("valeur", "number"),
                *(build_champ(nom) for nom in ("unite", "indicateur", "territoire", "ventilation", "source")),
            ),
            contrat.reperes,
        ),
    ]
