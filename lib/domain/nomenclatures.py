"""Closed lists of the contract: a stable code and the French label shown for it, declared once."""

from enum import StrEnum
from typing import Self


class Nomenclature(StrEnum):
    """A code that carries its French label."""

    libelle: str

    def __new__(cls, code: str, libelle: str = "") -> Self:
        """Attach the label to the code."""
        membre = str.__new__(cls, code)
        membre._value_ = code
        membre.libelle = libelle
        return membre


class TypeAxe(Nomenclature):
    """Axe: subdivision of the solidarités part; volet: of the insertion part (art. 1)."""

    AXE = "axe", "Axe"
    VOLET = "volet", "Volet"


class PartieContrat(Nomenclature):
    """The two parts of the contract, with their own periods and payments (art. 3 and 4)."""

    SOLIDARITES = "solidarites", "Solidarités"
    INSERTION = "insertion", "Insertion et emploi"


class Niveau(Nomenclature):
    """Where an indicator is written."""

    LOCAL = "local", "Local"
    NATIONAL = "national", "National"
    FEUILLE_DE_ROUTE = "feuille_de_route", "Feuille de route"
    FICHE_SEULE = "fiche_seule", "Fiche seule"


class Categorie(Nomenclature):
    """What an indicator observes."""

    REALISATION = "realisation", "Réalisation"
    RESULTAT = "resultat", "Résultat"
    MOYENS = "moyens", "Moyens"
    CONTEXTE = "contexte", "Contexte"
    NATIONAL_OBLIGATOIRE = "national_obligatoire", "National obligatoire"
    DESCRIPTIF = "descriptif", "Descriptif"


class TypeValeur(Nomenclature):
    """The form of a value: a rate and an average keep both terms."""

    NOMBRE = "nombre", "Nombre"
    TAUX = "taux", "Taux"
    MOYENNE = "moyenne", "Moyenne"
    DUREE = "duree", "Durée"
    TEXTE = "texte", "Texte"


class Mode(Nomenclature):
    """How a value accumulates within the year (convention Jalons)."""

    CUMUL_ANNEE = "cumul_annee", "Cumul depuis le 1er janvier"
    A_DATE = "a_date", "Situation à la date"
    CUMUL_DEPUIS = "cumul_depuis", "Cumul depuis une date"
    COHORTE = "cohorte", "Cohorte"
    VAGUE = "vague", "Vague d'enquête"
    VARIATION = "variation", "Variation sur un an"
    TEXTE = "texte", "Texte"


class Comptage(Nomenclature):
    """What is counted: decides whether a milestone before T4 has a meaning."""

    EVENEMENTS = "evenements", "Événements"
    PERSONNES = "personnes", "Personnes distinctes"
    STOCK = "stock", "Stock à une date"
    RAPPORT = "rapport", "Rapport de deux termes"
    TEXTE = "texte", "Texte"


class Sens(Nomenclature):
    """The direction wanted."""

    HAUSSE = "hausse", "À la hausse"
    BAISSE = "baisse", "À la baisse"
    MAINTIEN = "maintien", "À maintenir"
    NEUTRE = "neutre", "Sans sens"


class Producteur(Nomenclature):
    """Who owes the figure."""

    CD = "CD", "Conseil départemental"
    FRANCE_TRAVAIL = "FRANCE_TRAVAIL", "France Travail"
    ETAT = "ETAT", "État"


class Periodicite(Nomenclature):
    """How often a figure is owed."""

    TRIMESTRIELLE = "trimestrielle", "Chaque trimestre"
    ANNUELLE = "annuelle", "Chaque année"


class StatutCible(Nomenclature):
    """Why an indicator has, or has not, a target: the contract's own reasons, kept apart."""

    CIBLE_CHIFFREE = "cible_chiffree", "Cible chiffrée"
    CIBLE_CONSTANTE = "cible_constante", "Cible chiffrée constante"
    CIBLE_2024_SEULE = "cible_2024_seule", "Cible chiffrée en 2024 seulement"
    CIBLE_PUIS_A_DEFINIR = "cible_puis_a_definir", "Cible chiffrée, puis « À définir »"
    CIBLE_QUALITATIVE = "cible_qualitative", "Cible qualitative"
    VIDE = "vide", "Sans cible : case vide"
    VIDE_A_AFFINER = "vide_a_affiner", "Sans cible : « À affiner »"
    SANS_OBJET_NOUVELLE_ACTION = "sans_objet_nouvelle_action", "Sans cible : « Sans objet, nouvelle action »"
    NON_CONTRACTUALISE = "non_contractualise", "Non contractualisé"
    A_DEFINIR_NON_CIBLE = "a_definir_non_cible", "« À définir, non ciblé »"
    REFERENTIEL_EN_ATTENTE = "referentiel_en_attente", "Sans cible : référentiel en attente"
    ECHEANCE_SANS_CIBLE = "echeance_sans_cible", "Échéance, sans cible chiffrée"
    HORS_DEFINITION = "hors_definition", "Situation initiale hors définition, sans cible"


class StatutResultat(Nomenclature):
    """State of an uploaded value; « non transmis » is the absence of any."""

    MESUREE = "mesuree", "Mesurée"
    PROVISOIRE = "provisoire", "Provisoire"
    NON_DISPONIBLE = "non_disponible", "Non disponible"
    SANS_OBJET = "sans_objet", "Sans objet"
    A_DEFINIR = "a_definir", "À définir"


class Financeur(Nomenclature):
    """Who pays."""

    ETAT = "ETAT", "État"
    CD = "CD", "Département"
    AUTRES = "AUTRES", "Autres financeurs"


class NatureEnveloppe(Nomenclature):
    """Forecast of the annex, or amount notified for the year."""

    PREVISIONNEL = "previsionnel", "Prévisionnel"
    NOTIFIE = "notifie", "Notifié"


class Declencheur(Nomenclature):
    """What makes a payment due (art. 3)."""

    SIGNATURE = "signature", "signature du contrat"
    BILAN_FINAL = "bilan_final", "production du bilan final"


class TypeTerritoire(Nomenclature):
    """Kinds of territory; an agency code may look like a commune code and never is one."""

    DEPARTEMENT = "departement", "Département"
    ZONE = "zone", "Territoire pilote"
    COMMUNE = "commune", "Commune"
    EPT = "ept", "Établissement public territorial"
    AGENCE = "agence", "Agence France Travail"


class GenreLot(Nomenclature):
    """What a lot does to the store."""

    CONTRAT = "contrat", "Chargement du contrat"
    DEPOT = "depot", "Dépôt d’un fichier"
    SAISIE = "saisie", "Saisie à l’écran"
    ANNULATION = "annulation", "Annulation d’un lot"


class TypeDepot(Nomenclature):
    """The files that can be uploaded."""

    RESULTATS = "resultats", "Résultats"
    EXECUTIONS = "executions", "Exécution budgétaire"
    CIBLES = "cibles", "Cibles"
    ENVELOPPES = "enveloppes", "Enveloppes"
    VERSEMENTS = "versements", "Versements"
    REPORTS = "reports", "Reports"
    CONTEXTE = "contexte", "Contexte"


class FamilleEcart(Nomenclature):
    """Subject of an inconsistency between two places of the contract."""

    ARGENT = "argent", "Argent"
    POPULATION = "population", "Population et situation initiale"
    INDICATEURS = "indicateurs", "Indicateurs"
    DATES = "dates", "Dates et structure"


class ThemeEnonce(Nomenclature):
    """What a statement of the contract is about: decides which screen shows it."""

    METIERS = "metiers", "Métiers les plus recherchés"
    GOUVERNANCE = "gouvernance", "Gouvernance du territoire pilote"
    ENGAGEMENTS = "engagements", "Engagements de France Travail"
    FINANCEMENTS = "financements", "Financement, sans montant écrit"


class StatutAction(Nomenclature):
    """State of a roadmap action as its pilots declare it."""

    NON_RENSEIGNE = "non_renseigne", "Non renseigné"
    A_ENGAGER = "a_engager", "À engager"
    EN_COURS = "en_cours", "En cours"
    REALISEE = "realisee", "Réalisée"
    ABANDONNEE = "abandonnee", "Abandonnée"


class TypePerimetre(Nomenclature):
    """By what a role's scope is drawn: by fiche, niveau or producteur (a fiche alone misses the national ones)."""

    TOUT = "tout", "Tout le contrat"
    FICHE = "fiche", "Par fiche action"
    NIVEAU = "niveau", "Par niveau d'indicateur"
    PRODUCTEUR = "producteur", "Par producteur"
