"""Texts about what only a spreadsheet does: formulas, formats, merged and hidden cells, dates, grey columns."""

from lib.domain.problemes import NiveauProbleme

_E = NiveauProbleme.ERREUR
_C = NiveauProbleme.A_CONFIRMER
_I = NiveauProbleme.INFORMATION

TEXTES_TABLEUR: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    "I12": (
        _I,
        "« {lu} » : une formule ; son résultat enregistré, {valeur}, est lu.",
        "le résultat que montre votre tableur",
        "Rien à faire si c'est bien ce que vous voyez dans votre tableur.",
    ),
    "I13": (
        _I,
        "Colonnes masquées dans votre tableur, lues quand même : {colonnes}.",
        "",
        "Rien à faire si ces colonnes sont à jour ; sinon affichez-les et vérifiez-les.",
    ),
    "I14": (
        _I,
        "Lignes de titres répétées, qui ne sont pas des données : {lignes}.",
        "",
        "Rien à faire si ces lignes ne font que répéter les titres.",
    ),
    "V18": (
        _E,
        "La cellule fusionnée {plage} couvre plusieurs lignes ou plusieurs colonnes : rien ne dit où va « {lu} ».",
        "une cellule par valeur",
        "Défusionnez {plage} dans votre tableur, puis écrivez chaque valeur dans sa cellule.",
    ),
    "V19": (
        _E,
        "« {lu} » est une date{jour} : le tableur a sans doute transformé ce que vous aviez tapé.",
        "{attendu}",
        "Mettez la colonne « {nom} » au format Texte et retapez {attendu}.",
    ),
    "V20": (
        _E,
        "La ligne est sous une seconde ligne de titres (ligne {titres}), qui ne nomme pas les mêmes colonnes que la "
        "première.",
        "un seul tableau par feuille",
        "Déposez ce second tableau dans son propre fichier, ou mettez ses colonnes dans l'ordre du premier.",
    ),
    "C22": (
        _C,
        "« {lu} » : une formule qui {raison}. Nous lisons son résultat enregistré, {valeur}.",
        "un résultat vérifié",
        "Confirmez si ce résultat est le bon ; sinon ouvrez le fichier dans votre tableur, enregistrez-le et "
        "renvoyez-le.",
    ),
    "C23": (
        _C,
        "Votre tableur montre {montre} ; la cellule contient {contenu}. Nous lisons {valeur}.",
        "un nombre affiché en entier, par exemple {exemple}",
        "Confirmez, ou mettez la cellule au format Nombre et retapez la valeur.",
    ),
    "C24": (
        _C,
        "{lignes} dans votre tableur : la valeur est lue quand même.",
        "des lignes visibles",
        "Confirmez si la valeur est à publier ; sinon affichez la ligne et videz la case.",
    ),
    "C25": (
        _C,
        "« {titre} » contient « {lu} »{connu}, et « {attendue} » est vide. Est-ce la valeur à publier ? Nous ne la "
        "lisons pas.",
        "la valeur dans la colonne « {attendue} »",
        "Si c'est la valeur à publier, écrivez-la dans « {attendue} » ; sinon confirmez : la ligne reste sans valeur.",
    ),
    "C26": (
        _C,
        "{valeur} : est-ce bien un nombre ? C'est aussi le numéro que les tableurs donnent au {jour}.{repere}",
        "un nombre, par exemple {exemple}",
        "Confirmez si le nombre est exact ; sinon mettez la cellule au format Nombre et retapez la valeur.",
    ),
    "C27": (
        _C,
        "La cellule fusionnée {plage} est lue « {lu} » sur chacune de ses lignes.",
        "une cellule par ligne",
        "Confirmez si ce texte vaut pour chaque ligne ; sinon défusionnez {plage}.",
    ),
}
