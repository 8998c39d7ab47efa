"""Texts about a row: its shape, the datum it is about, its scope (L): level, problem, expected, gesture."""

from lib.domain.problemes import NiveauProbleme

_E = NiveauProbleme.ERREUR

TEXTES_LIGNES: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    "L01": (
        _E,
        "Le contrat n'a pas d'indicateur « {lu} ». {suggestion}",
        "un code du contrat, par exemple {exemple}",
        "Corrigez le code, ou supprimez la ligne ; un dépôt ne crée jamais d'indicateur.",
    ),
    "L02": (
        _E,
        "{objet} est à remplir par {producteur} : il est hors du périmètre du profil « {profil} ».",
        "les indicateurs et fiches de votre périmètre",
        "Retirez la ligne, ou adressez le chiffre à {producteur}.",
    ),
    "L03": (
        _E,
        "« {lu} » n'est pas une année du contrat.",
        "une année sur 4 chiffres, de {debut} à {fin}",
        "Corrigez l'année : écrivez {exemple}, si c'est elle.",
    ),
    "L04": (
        _E,
        "« {lu} » n'est pas un trimestre{precision}.",
        "T1, T2, T3 ou T4",
        "Corrigez le trimestre.",
    ),
    "L05": (
        _E,
        "Territoire inconnu : « {lu} ». {suggestion}",
        "un code ou un nom de la liste du modèle, par exemple {exemple} ; vide pour le département",
        "Choisissez le territoire dans la liste ; laissez vide pour tout le département.",
    ),
    "L06": (
        _E,
        "Les lignes {lignes} disent deux choses différentes de la même donnée ({objet}) : {valeurs}.",
        "une seule ligne par donnée",
        "Gardez la bonne ligne et supprimez l'autre.",
    ),
    "L07": (
        _E,
        "La cellule « {nom} » est vide.",
        "{exemple}",
        "Complétez la cellule, ou supprimez la ligne entière.",
    ),
    "L08": (
        _E,
        "La ligne a {cellules}, la ligne de titres {colonnes}{en_trop}. {cause}.",
        "{colonnes} cellules, vides comprises",
        "Mettez le texte ou le nombre entre guillemets, ou retirez {separateur} de trop.",
    ),
    "L09": (
        _E,
        "{code} ne se dépose pas : il se calcule à partir d'autres indicateurs ({formule}).",
        "les indicateurs dont il est fait : {parts}",
        "Supprimez la ligne et déposez {parts}.",
    ),
    "L10": (
        _E,
        "Ventilation inconnue : « {lu} ». {suggestion}",
        "« dimension:modalité », par exemple {exemple} ; vide pour le total",
        "Recopiez une ventilation du modèle, ou laissez vide pour le total.",
    ),
    "L11": (
        _E,
        "Le contrat n'a pas de fiche action « {lu} ». {suggestion}",
        "un code de fiche, par exemple {exemple}",
        "Corrigez le code de la fiche, ou supprimez la ligne.",
    ),
    "L12": (
        _E,
        "{code} ne se détaille pas par territoire : le contrat garantit la confidentialité des lieux (fiche {fiche}).",
        "le seul total du département",
        "Supprimez les lignes par territoire ; déposez le total avec un territoire vide.",
    ),
    "L13": (
        _E,
        "« {lu} » n'est pas connu dans la colonne « {nom} ». {suggestion}",
        "{liste}",
        "Choisissez une des valeurs de la liste.",
    ),
    "L14": (
        _E,
        "{incoherence}",
        "une partie, un axe ou volet et une fiche qui vont ensemble",
        "Corrigez la partie, l'axe ou la fiche ; laissez l'axe et la fiche vides si le versement n'est pas ventilé.",
    ),
    "L15": (
        _E,
        "La ligne a {cellules}, la ligne de titres {colonnes}. {cause}.",
        "{colonnes} cellules, vides comprises",
        "Récrivez la ligne : une cellule par titre, {separateur} entre deux cellules, même vides.",
    ),
    "L16": (
        _E,
        "Un guillemet s'ouvre sur cette ligne et ne se referme pas : on ne sait plus où ses cellules finissent.",
        "deux guillemets autour d'un texte, ou aucun",
        "Retirez le guillemet, ou refermez-le à la fin de la cellule.",
    ),
    "L17": (
        _E,
        "Un guillemet ouvert sur cette ligne se referme plus bas : d'autres lignes du tableau ({lignes}) sont prises "
        "dans sa cellule.",
        "un guillemet refermé dans la même cellule",
        "Refermez le guillemet à la fin de sa cellule ; les lignes du dessous seront lues à nouveau.",
    ),
    "L18": (
        _E,
        "Une cellule seule suit cette ligne : un retour à la ligne a sans doute coupé la dernière cellule.",
        "une ligne du tableau par ligne du fichier",
        "Recollez les deux morceaux, ou supprimez la ligne du dessous.",
    ),
    "L19": (
        _E,
        "« {entier} », puis « {suite} » dans la colonne « {nom} » : une virgule décimale a sans doute été lue comme un "
        "séparateur.",
        "un nombre entre guillemets dans un fichier séparé par des virgules, ou avec un point",
        "Écrivez « {entier}.{suite} », ou mettez le nombre entre guillemets.",
    ),
    "L20": (
        _E,
        "La ligne remplit {quoi}, mais aucune colonne de trimestre : on ne sait pas de quel trimestre elle parle.",
        "une valeur sous le titre de son trimestre",
        "Remplissez le trimestre, ou videz la ligne.",
    ),
}
