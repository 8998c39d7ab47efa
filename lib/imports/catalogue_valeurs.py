"""Texts about a value that is refused (V), those of money (B), some told (I): level, problem, expected, gesture."""

from lib.domain.problemes import NiveauProbleme

_E = NiveauProbleme.ERREUR
_C = NiveauProbleme.A_CONFIRMER
_I = NiveauProbleme.INFORMATION

TEXTES_VALEURS: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    "V01": (
        _E,
        "« {lu} » n'est pas un nombre.",
        "un nombre seul, par exemple {exemple}",
        "Écrivez seulement le nombre ; une précision va dans « commentaire », si le fichier a cette colonne.",
    ),
    "V02": (
        _E,
        "« {lu} » est une date ou une heure : le tableur a sans doute transformé un nombre comme 1/3 ou 1.3.",
        "un nombre, par exemple {exemple}",
        "Mettez la colonne au format Nombre et retapez la valeur.",
    ),
    "V03": (
        _E,
        "« {lu} » : une formule du tableur est cassée.",
        "un nombre, par exemple {exemple}",
        "Corrigez la formule, ou collez la valeur seule (Collage spécial > Valeurs).",
    ),
    "V04": (
        _E,
        "« {lu} » : le fichier contient une formule, sans le résultat qu'un tableur en aurait enregistré.",
        "le résultat de la formule, par exemple {exemple}",
        "Ouvrez le fichier dans Excel ou LibreOffice et enregistrez-le : le résultat s'enregistre avec. Ou copiez la "
        "cellule, puis Collage spécial > Valeurs.",
    ),
    "V05": (
        _E,
        "« {lu} » n'est pas dans la bonne unité : ici on compte en « {unite} ».",
        "un nombre seul, par exemple {exemple}",
        "Vérifiez que c'est la bonne ligne ; si oui, écrivez seulement le nombre.",
    ),
    "V06": (
        _E,
        "{valeur} % : un pourcentage de {code} va de 0 à 100.",
        "un nombre de 0 à 100, par exemple {exemple}",
        "Vérifiez la valeur ; si elle peut vraiment sortir de 0 à 100, demandez à l'administrateur de l'autoriser.",
    ),
    "V07": (
        _E,
        "{valeur} : {objet} ne peut pas être négatif.",
        "un nombre à partir de 0, par exemple {exemple}",
        "Vérifiez le signe.",
    ),
    "V08": (
        _E,
        "Le {periode} n'est pas commencé : il ne peut pas encore avoir de {objet}.",
        "un trimestre commencé, au plus tard {dernier}",
        "Vérifiez l'année et le trimestre ; les cibles se déposent dans le fichier « Cibles ».",
    ),
    "V09": (
        _E,
        "« {lu} » n'est pas un choix possible pour « {nom} ».",
        "{liste}",
        "Choisissez une des valeurs de la liste.",
    ),
    "V10": (
        _E,
        "Le texte fait {longueur} caractères.",
        "2 000 caractères au plus",
        "Raccourcissez le texte.",
    ),
    "V11": (
        _E,
        "« {lu} » : la colonne était trop étroite, et le tableur n'a enregistré que des dièses.",
        "un nombre, par exemple {exemple}",
        "Élargissez la colonne, enregistrez à nouveau, puis renvoyez le fichier.",
    ),
    "V12": (
        _E,
        "Le taux ne peut pas se calculer : {raison}.",
        "un numérateur et un dénominateur plus grand que 0, ou la seule valeur",
        "Complétez les deux cellules, ou videz-les et donnez seulement la valeur.",
    ),
    "V13": (
        _E,
        "La ligne a une valeur ({valeur}) et un statut « {statut} » : l'un contredit l'autre.",
        "une valeur, ou ce statut, pas les deux",
        "Videz la valeur, ou remettez le statut « Mesurée ».",
    ),
    "V14": (
        _E,
        "« {lu} » n'est pas une date lisible.",
        "une date, par exemple {exemple}",
        "Écrivez la date sous la forme jour/mois/année.",
    ),
    "V15": (
        _E,
        "La date du {date} n'est pas encore passée : {objet} ne peut pas être enregistré.",
        "une date au plus tard aujourd'hui",
        "Vérifiez la date.",
    ),
    "V16": (
        _E,
        "« {lu} » a plus de deux décimales : un montant s'arrête aux centimes.",
        "un montant en euros, par exemple {exemple}",
        "Arrondissez le montant au centime.",
    ),
    "V17": (
        _E,
        "Le report va de {origine} à {destination} : il doit aller vers une année suivante.",
        "une année de destination après {origine}",
        "Corrigez l'une des deux années.",
    ),
    "V30": (
        _E,
        "« {lu} » est dans la colonne d'un terme de taux, mais {code} n'est pas un taux, et sa valeur est vide.",
        "le nombre dans la colonne « valeur »",
        "Déplacez le nombre dans la colonne « valeur ».",
    ),
    "V31": (
        _E,
        "Le titre de la colonne dit {dite} ; la ligne porte sur le {periode}.",
        "une colonne et une ligne de la même période",
        "Corrigez le titre de la colonne, ou la période de la ligne.",
    ),
    "V32": (
        _E,
        "« {lu} » : c'est ainsi qu'un logiciel écrit une case vide, et la ligne ne dit rien d'autre.",
        "la valeur, ou une case vide",
        "Écrivez la valeur, ou videz la case : une case vide n'efface jamais rien.",
    ),
    "V33": (
        _E,
        "La ligne dit EFFACER et aussi {quoi} : l'un contredit l'autre.",
        "le mot EFFACER seul, ou une valeur",
        "Videz les autres cases de la ligne, ou écrivez la valeur à la place d'EFFACER.",
    ),
    "V34": (
        _E,
        "La ligne a des mots dans « valeur » (« {valeur} ») et d'autres dans « texte » (« {lu} »).",
        "les mots de la cible dans une seule des deux colonnes",
        "Gardez les bons mots dans « texte », et videz « valeur ».",
    ),
    "V35": (
        _E,
        "L'unité de la ligne est « {lu} » : ici chaque nombre compte en « {unite} », sans multiple.",
        "un nombre entier d'unités, par exemple {exemple}",
        "Écrivez le nombre en entier, et « {unite} » dans la colonne de l'unité.",
    ),
    "V36": (
        _E,
        "« {lu} » est dans la colonne « {nom} », et « {attendue} » est vide.",
        "le nombre dans la colonne « {attendue} »",
        "Déplacez le nombre dans la colonne « {attendue} » ; s'il n'est pas la valeur, dites-le avec des mots.",
    ),
    "V37": (
        _E,
        "« {lu} » est dans une colonne de mots : il n'efface qu'une valeur, écrit dans la case de celle-ci.",
        "EFFACER dans la case de la valeur, ou un texte",
        "Déplacez le mot dans la case de la valeur à effacer, ou écrivez le nouveau texte.",
    ),
    "I21": (
        _I,
        "« {lu} » est lu comme une case vide : rien n'est publié ni effacé par cette case.",
        "un texte, ou une case vide",
        "Rien à faire si la case ne dit rien ; sinon écrivez le texte.",
    ),
    "B01": (
        _C,
        "Le montant cumulé baisse : {avant} € au {periode_avant}, {apres} € au {periode_apres}.",
        "un montant cumulé depuis le 1er janvier, qui ne diminue pas",
        "Confirmez (annulation de mandat ?) et expliquez en commentaire, ou corrigez.",
    ),
    "B02": (
        _C,
        "Le montant réalisé ({montant} €) dépasse le montant prévu ({prevu} €).",
        "au plus {prevu} €",
        "Confirmez et expliquez en commentaire, ou corrigez.",
    ),
    "B03": (
        _E,
        "Financeur inconnu : « {lu} ». {suggestion}",
        "{liste}",
        "Choisissez un financeur dans la liste.",
    ),
    "B04": (
        _C,
        "{montant} € est très petit à côté des {prevu} € prévus. Est-ce en milliers d'euros ? Nous lisons des euros.",
        "un montant en euros, pas en milliers d'euros",
        "Confirmez si c'est bien en euros ; sinon écrivez le montant entier ({propose} €).",
    ),
    "B05": (
        _E,
        "Le montant est négatif ({montant} €) et rien ne l'explique.",
        "un montant à partir de 0 €, ou une explication en commentaire",
        "Vérifiez le signe, ou expliquez en commentaire.",
    ),
    "B06": (
        _C,
        "Le montant est négatif ({montant} €).",
        "un montant à partir de 0 €",
        "Confirmez si l'explication donnée en commentaire suffit, ou corrigez.",
    ),
    "I22": (
        _I,
        "Aucune valeur n'est publiée à cette place : il n'y a rien à effacer.",
        "",
        "Rien à faire ; vérifiez la ligne si vous pensiez effacer une valeur.",
    ),
    "I26": (
        _I,
        "{code}, {periode} : {declaree}. Publier cette valeur met fin à la déclaration.",
        "",
        "Rien à faire si la donnée a été retrouvée ; sinon vérifiez le trimestre de la ligne.",
    ),
}
