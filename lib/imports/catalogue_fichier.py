"""Texts about the file (F), and what is only told (I): level, problem, expected, gesture."""

from lib.domain.problemes import NiveauProbleme

_F = NiveauProbleme.FICHIER
_C = NiveauProbleme.A_CONFIRMER
_I = NiveauProbleme.INFORMATION

TEXTES_FICHIER: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    "F01": (
        _F,
        "Le fichier pèse {taille} Mo.",
        "5 Mo au plus",
        "Gardez une seule feuille et un seul trimestre, ou envoyez le fichier en deux fois.",
    ),
    "F02": (
        _F,
        "Le fichier est vide : aucune ligne de données après l'en-tête.",
        "au moins une ligne sous la ligne de titres",
        "Vérifiez que vous avez enregistré le classeur avant de l'envoyer.",
    ),
    "F03": (
        _F,
        "Ce fichier est {nature}, pas un CSV ni un classeur .xlsx ou .ods.",
        "un fichier .xlsx, .ods ou .csv",
        "Ouvrez le tableau d'origine dans Excel ou LibreOffice, puis Fichier > Enregistrer sous > « Classeur Excel "
        "(.xlsx) », et choisissez le fichier obtenu.",
    ),
    "F04": (
        _F,
        "Le fichier est protégé par un mot de passe ou endommagé.",
        "un classeur qui s'ouvre sans mot de passe",
        "Ouvrez-le, enregistrez-en une copie sans mot de passe, puis envoyez la copie.",
    ),
    "F05": (
        _F,
        "Aucune ligne de titres reconnue dans les 30 premières lignes. La première ligne lue est : « {lu} ».",
        "une ligne de titres portant au moins « code_indicateur » et « valeur » (ou celles d'un autre modèle)",
        "Repartez du modèle, ou remettez la ligne de titres au-dessus des données.",
    ),
    "F06": (
        _F,
        "Il manque la colonne « {colonne} ». {suggestion}",
        "une colonne « {colonne} » ; colonnes lues : {colonnes}",
        "Renommez ou ajoutez la colonne, ou repartez du modèle.",
    ),
    "F07": (
        _F,
        "Deux colonnes portent le nom « {colonne} » (colonnes {lettres}).",
        "une seule colonne « {colonne} »",
        "Supprimez ou renommez celle qui ne doit pas être lue.",
    ),
    "F15": (
        _F,
        "Plusieurs colonnes peuvent être « {colonne} » : {titres}.",
        "une seule colonne « {colonne} »",
        "Dites laquelle lire, ou renommez l'autre.",
    ),
    "F08": (
        _F,
        "Le fichier a {lignes} lignes.",
        "20 000 lignes au plus",
        "Découpez-le par service ou par trimestre.",
    ),
    "F09": (
        _I,
        "Des lettres accentuées étaient abîmées dans le fichier : « {lu} » a été lu « {repare} ».",
        "des accents lisibles dans l'aperçu",
        "Vérifiez les textes de l'aperçu avant de publier.",
    ),
    "F10": (
        _C,
        "Ce fichier concerne {periode_modele}, et vous avez choisi {periode}.",
        "le modèle de {periode}",
        "Choisissez le bon trimestre ou téléchargez son modèle ; confirmez si c'est bien ce fichier que vous déposez.",
    ),
    "F11": (
        _I,
        "Ce fichier a déjà été publié le {date} par « {service} » : aucune valeur ne changera.",
        "un fichier qui n'a pas encore été publié",
        "Inutile de le renvoyer.",
    ),
    "F12": (
        _F,
        "Le fichier a {colonnes} colonnes.",
        "60 colonnes au plus",
        "Supprimez les colonnes qui ne servent pas, ou repartez du modèle.",
    ),
    "F13": (
        _F,
        "Une fois décompressé, ce classeur pèserait {taille} Mo.",
        "100 Mo au plus une fois décompressé",
        "Copiez les seules cellules utiles dans un classeur neuf, et envoyez celui-ci.",
    ),
    "F14": (
        _F,
        "Des cellules remplies ({nombre}) ne se retrouvent dans aucune ligne lue : {cellules}.",
        "un tableau dont chaque cellule remplie est lue, laissée de côté ou ignorée",
        "Recopiez le tableau dans le modèle, puis déposez-le ; signalez ce fichier à l'administrateur.",
    ),
    "F16": (
        _F,
        "Des données se trouvent au-dessus de la ligne de titres (ligne {titres}) : {lignes}.",
        "la ligne de titres au-dessus de toutes les données",
        "Remettez la ligne de titres en premier : un tri l'a sans doute déplacée.",
    ),
    "F18": (
        _F,
        "Des guillemets ouverts dans ce fichier ne se referment pas : rien ne dit où finissent les cellules.",
        "un guillemet fermant pour chaque guillemet ouvrant",
        "Ouvrez le tableau d'origine dans Excel ou LibreOffice et enregistrez-le en .xlsx, ou ôtez ces guillemets.",
    ),
    "F19": (
        _F,
        "Le fichier a plus de 1 048 576 lignes, vides comprises : aucun tableur ne l'ouvre en entier.",
        "20 000 lignes au plus",
        "Copiez les seules lignes remplies dans un fichier neuf, et envoyez celui-ci.",
    ),
    "F20": (
        _F,
        "La lecture de ce fichier demandait trop de temps ou de mémoire : elle a été arrêtée.",
        "un fichier de la taille d'un tableau de suivi",
        "Copiez les seules cellules utiles dans un classeur neuf, et envoyez celui-ci.",
    ),
    "F21": (
        _F,
        "Un autre gros classeur est en cours de lecture.",
        "un seul gros classeur lu à la fois",
        "Renvoyez ce fichier dans une minute, ou copiez les seules cellules utiles dans un classeur neuf.",
    ),
    "F22": (
        _F,
        "Une cellule contient plus de 32 767 caractères, ce qu'aucun tableur n'affiche.",
        "des textes de 2 000 caractères au plus",
        "Raccourcissez cette cellule, puis renvoyez le fichier.",
    ),
    "I01": (
        _I,
        "« {lu} » est lu comme : pas de valeur, {statut}.",
        "un nombre, ou une mention : ND, À définir, Sans objet",
        "Rien à faire si c'est bien ce que vous vouliez dire.",
    ),
    "I02": (
        _I,
        "Lignes vides ignorées : {lignes_vides}.",
        "",
        "Rien à faire si ces lignes ne servent pas.",
    ),
    "I03": (
        _I,
        "Valeurs déjà publiées qui ne figurent pas dans le fichier : {nombre}. Elles sont conservées.",
        "",
        "Rien à faire. Pour effacer une valeur, écrivez EFFACER dans sa cellule et donnez un motif.",
    ),
    "I04": (
        _I,
        "Les lignes {lignes} disent la même chose ({objet}) : elles ne comptent qu'une fois.",
        "une seule ligne par donnée",
        "Rien à faire ; vous pouvez supprimer la ligne en double.",
    ),
    "I05": (
        _I,
        "« {lu} » a été converti : {valeur} €.",
        "un montant en euros",
        "Rien à faire si le montant en euros est le bon.",
    ),
    "I06": (
        _I,
        "La cellule est au format pourcentage : elle est lue {valeur} %.",
        "un pourcentage, par exemple {exemple}",
        "Rien à faire si c'est bien ce que vous voyez dans votre tableur.",
    ),
    "I07": (
        _I,
        "{valeur} {unite} pour {lieu} : un petit nombre de personnes, enregistré mais masqué pour les lecteurs.",
        "",
        "Rien à faire. La valeur exacte reste visible de ceux qui y ont droit.",
    ),
    "I08": (
        _I,
        "La ligne remplit {quoi} mais pas « {nom} » : elle n'est pas enregistrée.",
        "« {nom} » rempli, ou une mention : ND, À définir, Sans objet",
        "Remplissez « {nom} » si le reste de la ligne doit être conservé.",
    ),
    "I09": (
        _I,
        "{code} n'est pas un taux : le numérateur et le dénominateur ne sont pas lus.",
        "la valeur seule",
        "Rien à faire si la colonne « valeur » est la bonne.",
    ),
    "I11": (
        _I,
        "Le libellé « {lu} » n'est celui d'aucun indicateur ; la ligne porte sur {code}, « {libelle} ».",
        "le libellé de {code}",
        "Rien à faire si le code est le bon : seul le code compte.",
    ),
    "I27": (
        _I,
        "Des caractères qui ne s'écrivent pas ont été retirés du fichier ({nombre}).",
        "",
        "Rien à faire si les textes lus sont les vôtres ; entre deux chiffres, un tel caractère est montré « � ».",
    ),
    "I20": (
        _I,
        "La colonne {titre} n'est pas lue : ses cellules remplies ({nombre}) ne portent que des mots.",
        "",
        "Rien à faire si elle ne sert qu'à vous.",
    ),
    "I10": (
        _I,
        "Seule la feuille « {feuille} » a été lue ; laissées de côté : {autres}.",
        "les données dans une seule feuille",
        "Rien à faire si c'est la bonne feuille ; sinon, placez-la en premier.",
    ),
}
