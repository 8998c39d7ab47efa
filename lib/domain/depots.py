"""The files that can be uploaded: their columns, declared once for reading, templates, schemas and documentation."""

from dataclasses import dataclass

from lib.domain.nomenclatures import (
    Financeur,
    NatureEnveloppe,
    Nomenclature,
    PartieContrat,
    StatutResultat,
    TypeDepot,
)


@dataclass(frozen=True)
class Colonne:
    """One column of an uploaded file.

    nature: code, entier, trimestre, nombre, mesure (a number, or words for a qualitative indicator), argent (euros),
    liste (of choix, by code or label), date, texte. saisie: the user fills it (white in the template); aide: printed
    for information, ignored when read; cle: with the others, tells a row apart.
    """

    nom: str
    intitule: str
    nature: str
    obligatoire: bool = False
    saisie: bool = False
    aide: bool = False
    cle: bool = False
    choix: type[Nomenclature] | None = None
    exemple: str = ""
    alias: tuple[str, ...] = ()
    description: str = ""


ANNUELS = (TypeDepot.CIBLES, TypeDepot.ENVELOPPES, TypeDepot.VERSEMENTS, TypeDepot.REPORTS)
"""The files that speak of whole years: their template is for a year, the others' for a quarter."""

LIBELLE = Colonne("libelle", "Libellé", "texte", aide=True, exemple="Nombre de jeunes logés en colocation")
UNITE = Colonne("unite", "Unité", "texte", aide=True, exemple="jeunes")
ANNEE = Colonne("annee", "Année", "entier", obligatoire=True, cle=True, exemple="2025", alias=("exercice",))
TRIMESTRE = Colonne(
    "trimestre",
    "Trimestre",
    "trimestre",
    obligatoire=True,
    cle=True,
    exemple="T2",
    alias=("periode", "trim"),
)
COMMENTAIRE = Colonne(
    "commentaire",
    "Commentaire",
    "texte",
    saisie=True,
    alias=("observation", "observations", "remarque"),
)
INTITULE = Colonne("intitule", "Intitulé", "texte", aide=True, exemple="Loger les jeunes en colocation")
FINANCEUR = Colonne("financeur", "Financeur", "liste", obligatoire=True, cle=True, choix=Financeur, exemple="ETAT")
AVENANT = Colonne("avenant", "Avenant", "entier", obligatoire=True, saisie=True, exemple="1")
"""Columns that several kinds of files share."""

COLONNES: dict[TypeDepot, tuple[Colonne, ...]] = {
    TypeDepot.RESULTATS: (
        Colonne(
            "code_indicateur",
            "Code de l’indicateur",
            "code",
            obligatoire=True,
            cle=True,
            exemple="S.1.2-01",
            alias=("code", "indicateur"),
        ),
        LIBELLE,
        UNITE,
        ANNEE,
        TRIMESTRE,
        Colonne(
            "fenetre",
            "Période à saisir",
            "texte",
            aide=True,
            exemple="cumul depuis le 1er janvier 2025",
            description="Ce que la valeur doit couvrir : cumul depuis le 1er janvier, situation à une date…",
        ),
        Colonne(
            "territoire",
            "Territoire",
            "code",
            cle=True,
            exemple="DEP",
            alias=("commune", "code_insee", "zone"),
            description="Code ou nom ; DEP pour tout le département.",
        ),
        Colonne(
            "ventilation",
            "Ventilation",
            "code",
            cle=True,
            alias=("modalite",),
            description="« dimension:modalite », par exemple « parcours:emploi » ; vide pour le total.",
        ),
        Colonne(
            "trimestre_precedent",
            "Trimestre de la valeur précédente",
            "texte",
            aide=True,
            exemple="T1 2025",
        ),
        Colonne("valeur_precedente", "Valeur précédente", "mesure", aide=True, exemple="48"),
        Colonne(
            "valeur_connue",
            "Valeur connue",
            "mesure",
            aide=True,
            description="Valeur dans l’outil quand le modèle a été téléchargé ; sert à voir si elle a changé depuis.",
        ),
        Colonne(
            "valeur",
            "Valeur",
            "mesure",
            obligatoire=True,
            saisie=True,
            exemple="52",
            alias=("resultat", "resultat_atteint"),
            description="Situation au dernier jour du trimestre. Vide : non transmis, rien ne change.",
        ),
        Colonne("numerateur", "Numérateur", "nombre", saisie=True, description="Pour un taux ou une moyenne."),
        Colonne("denominateur", "Dénominateur", "nombre", saisie=True, description="Pour un taux ou une moyenne."),
        Colonne("statut", "Statut", "liste", saisie=True, choix=StatutResultat, exemple="mesuree", alias=("etat",)),
        COMMENTAIRE,
    ),
    TypeDepot.EXECUTIONS: (
        Colonne(
            "code_fiche",
            "Code de la fiche",
            "code",
            obligatoire=True,
            cle=True,
            exemple="S.1.2",
            alias=("fiche", "code_action"),
        ),
        INTITULE,
        ANNEE,
        TRIMESTRE,
        FINANCEUR,
        Colonne("montant_prevu", "Montant prévu (€)", "argent", aide=True, exemple="80000"),
        Colonne(
            "montant_connu",
            "Montant connu (€)",
            "argent",
            aide=True,
            description="Montant dans l’outil quand le modèle a été téléchargé ; sert à voir s’il a changé depuis.",
        ),
        Colonne(
            "montant_realise",
            "Montant réalisé cumulé depuis le 1er janvier (€)",
            "argent",
            obligatoire=True,
            saisie=True,
            exemple="31795,5",
            alias=("montant", "realise", "montant_mandate"),
            description="Euros dépensés du 1er janvier au dernier jour du trimestre.",
        ),
        COMMENTAIRE,
    ),
    TypeDepot.CIBLES: (
        Colonne(
            "code_indicateur",
            "Code de l’indicateur",
            "code",
            obligatoire=True,
            cle=True,
            exemple="S.1.2-01",
            alias=("indicateur", "code"),
        ),
        LIBELLE,
        UNITE,
        Colonne("annee", "Année", "entier", obligatoire=True, cle=True, exemple="2026"),
        Colonne("territoire", "Territoire", "code", cle=True, exemple="DEP"),
        Colonne("ventilation", "Ventilation", "code", cle=True),
        Colonne("cible_en_vigueur", "Cible en vigueur", "mesure", aide=True, exemple="70"),
        Colonne("valeur", "Valeur", "nombre", saisie=True, exemple="75", alias=("cible",)),
        Colonne(
            "texte",
            "Texte",
            "texte",
            saisie=True,
            description="Les mots de l’avenant quand la cible n’est pas un nombre.",
        ),
        AVENANT,
    ),
    TypeDepot.ENVELOPPES: (
        Colonne(
            "code_fiche",
            "Code de la fiche",
            "code",
            obligatoire=True,
            cle=True,
            exemple="S.1.2",
            alias=("fiche",),
        ),
        INTITULE,
        Colonne("annee", "Année", "entier", obligatoire=True, cle=True, exemple="2025"),
        FINANCEUR,
        Colonne("nature", "Nature", "liste", obligatoire=True, cle=True, choix=NatureEnveloppe, exemple="notifie"),
        Colonne("montant_en_vigueur", "Montant en vigueur (€)", "argent", aide=True, exemple="80000"),
        Colonne("montant", "Montant (€)", "argent", obligatoire=True, saisie=True, exemple="82500"),
        AVENANT,
    ),
    TypeDepot.VERSEMENTS: (
        Colonne("partie", "Partie", "liste", obligatoire=True, choix=PartieContrat, exemple="solidarites"),
        Colonne("axe", "Axe ou volet", "code", saisie=True, description="Vide quand le versement n’est pas ventilé."),
        Colonne(
            "fiche",
            "Fiche",
            "code",
            saisie=True,
            alias=("code_fiche",),
            description="Vide quand le versement n’est pas ventilé.",
        ),
        Colonne(
            "annee_convention",
            "Année de convention",
            "entier",
            obligatoire=True,
            exemple="2025",
            alias=("annee",),
        ),
        Colonne(
            "date",
            "Date du versement",
            "date",
            obligatoire=True,
            saisie=True,
            exemple="2025-07-20",
            alias=("date_versement",),
        ),
        Colonne("montant", "Montant (€)", "argent", obligatoire=True, saisie=True, exemple="81500"),
        Colonne("reference", "Référence", "texte", saisie=True, exemple="EJ 2025-118"),
    ),
    TypeDepot.REPORTS: (
        Colonne(
            "fiche",
            "Code de la fiche",
            "code",
            obligatoire=True,
            cle=True,
            exemple="S.1.2",
            alias=("code_fiche",),
        ),
        INTITULE,
        Colonne("annee_origine", "Année d’origine", "entier", obligatoire=True, cle=True, exemple="2024"),
        Colonne("annee_destination", "Année de destination", "entier", obligatoire=True, cle=True, exemple="2025"),
        FINANCEUR,
        Colonne("montant", "Montant reporté (€)", "argent", obligatoire=True, saisie=True, exemple="2500"),
        Colonne("commentaire", "Commentaire", "texte", saisie=True),
    ),
    TypeDepot.CONTEXTE: (
        Colonne(
            "territoire",
            "Territoire",
            "code",
            obligatoire=True,
            cle=True,
            exemple="94028",
            alias=("code_insee", "commune"),
        ),
        Colonne("mesure", "Mesure", "code", obligatoire=True, cle=True, exemple="foyers_rsa"),
        Colonne("libelle", "Libellé", "texte", aide=True, exemple="Nombre de foyers allocataires du RSA"),
        Colonne(
            "date",
            "Date ou période",
            "texte",
            obligatoire=True,
            cle=True,
            exemple="31/12/2025",
            alias=("periode",),
        ),
        Colonne("valeur", "Valeur", "nombre", obligatoire=True, saisie=True, exemple="4183"),
        Colonne("unite", "Unité", "texte", exemple="foyers"),
        Colonne("source", "Source", "texte", saisie=True, exemple="CAF"),
    ),
}
