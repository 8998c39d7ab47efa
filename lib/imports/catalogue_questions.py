"""Texts about a value that was read but surprises (C): level, problem, expected, gesture."""

from lib.domain.problemes import NiveauProbleme

_C = NiveauProbleme.A_CONFIRMER

TEXTES_QUESTIONS: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    "C01": (
        _C,
        "« {lu} » peut se lire de deux façons : {lectures}. Nous lisons {valeur}.",
        "un nombre sans ambiguïté, par exemple {exemple}",
        "Confirmez, ou corrigez la cellule.",
    ),
    "C02": (
        _C,
        "« {lu} » : une espace a été perdue à l'enregistrement. Nous lisons {valeur}.",
        "un nombre, par exemple {exemple}",
        "Confirmez, ou corrigez la cellule.",
    ),
    "C03": (
        _C,
        "« {lu} » pour un pourcentage{reference}. Est-ce {valeur} % ? C'est ce que nous lisons.",
        "un pourcentage, par exemple {exemple}",
        "Confirmez ; pour garder {brut} %, écrivez « {brut} % » avec le signe.",
    ),
    "C04": (
        _C,
        "Ce cumul baisse : {avant} au {periode_avant}, {apres} au {periode_apres}.",
        "un cumul qui ne diminue pas ({fenetre})",
        "Confirmez et expliquez en commentaire (correction, double compte, changement de périmètre), ou corrigez.",
    ),
    "C05": (
        _C,
        "Forte variation : {avant} au {periode_avant}, {apres} au {periode_apres} ({rapport}).",
        "une valeur du même ordre que la précédente (convention Jalons)",
        "Confirmez si c'est exact, ou corrigez.",
    ),
    "C06": (
        _C,
        "« {lu} » : faut-il reprendre la valeur du {periode_avant}, {valeur} ? C'est ce que nous lisons.",
        "un nombre, par exemple {valeur}",
        "Confirmez, ou écrivez la valeur de ce trimestre.",
    ),
    "C07": (
        _C,
        "{changement}, depuis le téléchargement de votre modèle : {connue} → {actuelle} ; vous proposez {proposee}.",
        "la valeur à garder",
        "Choisissez la valeur en place ou la vôtre.",
    ),
    "C08": (
        _C,
        "Vous changez une valeur déjà publiée : {avant} → {apres}.",
        "un motif",
        "Indiquez le motif du changement.",
    ),
    "C09": (
        _C,
        "Le {periode} est en cours : la valeur sera marquée « provisoire ».",
        "une valeur au {fin}",
        "Confirmez ; vous déposerez la valeur définitive après le {fin}.",
    ),
    "C10": (
        _C,
        "{valeur} ne correspond pas à {numerateur} sur {denominateur}, qui donne {calcule}.",
        "une valeur égale au calcul, ou vide (elle sera calculée)",
        "Confirmez la valeur écrite, ou corrigez l'une des trois cellules.",
    ),
    "C11": (
        _C,
        "« {lu} » est une notation scientifique, souvent due au tableur. Nous lisons {valeur}.",
        "un nombre, par exemple {exemple}",
        "Confirmez, ou retapez le nombre en entier.",
    ),
    "C12": (
        _C,
        "« {lu} » : est-ce zéro, ou une valeur que vous n'avez pas ? Nous lisons 0.",
        "0 s'il n'y en a eu aucun, ND si vous ne savez pas",
        "Confirmez le zéro, ou écrivez ND.",
    ),
    "C13": (
        _C,
        "{valeur} : {code} compte des unités entières ({unite}).",
        "un nombre entier, par exemple {exemple}",
        "Confirmez, ou corrigez.",
    ),
    "C14": (
        _C,
        "Le total ({total}) ne correspond pas à la somme {parts} ({somme}) pour {code}, {periode}.",
        "un total égal à la somme de ses parts",
        "Confirmez s'il manque des parts ou s'il y a des non localisés ; sinon corrigez.",
    ),
    "C15": (
        _C,
        "Les parts {codes} font {somme} % en tout, au {periode}.",
        "des parts dont la somme fait 100 %",
        "Confirmez, ou corrigez l'une des parts.",
    ),
    "C16": (
        _C,
        "{code} ({valeur}) dépasse {total_code} ({total}), dont il est une partie.",
        "au plus {total}",
        "Confirmez, ou corrigez l'une des deux lignes.",
    ),
    "C17": (
        _C,
        "{valeur} % sort de 0 à 100 ; {code} y est autorisé.",
        "un pourcentage, le plus souvent de 0 à 100",
        "Confirmez si c'est exact, ou corrigez.",
    ),
    "C18": (
        _C,
        "Le {periode} est hors de la période de « {axe} » (du {debut} au {fin}).",
        "un trimestre de cette période",
        "Confirmez si la donnée existe bien, ou retirez la ligne.",
    ),
    "C19": (
        _C,
        "L'avenant {numero} n'est pas enregistré dans l'application.",
        "un avenant enregistré : {liste}",
        "Confirmez si cet avenant est signé ; sinon corrigez son numéro.",
    ),
    "C20": (
        _C,
        "Ce texte semble contenir une donnée personnelle ({genre}).",
        "un texte qui ne désigne personne",
        "Retirez-la de préférence ; confirmez si ce n'en est pas une.",
    ),
    "C21": (
        _C,
        "Le libellé de la ligne ne correspond pas à {code}, qui est « {libelle} ».",
        "le libellé de {code}",
        "Vérifiez que les lignes n'ont pas été décalées ; confirmez si le code est le bon.",
    ),
    "C30": (
        _C,
        "La colonne {titre} n'est pas lue, et elle contient {quoi} : {exemples}.",
        "des colonnes du modèle, ou des précisions qui ne changent pas les valeurs",
        "Si elle compte, dites comment la lire, ou retirez les lignes de détail ; confirmez si elle ne sert pas.",
    ),
    "C31": (
        _C,
        "Le taux passe de {avant} à {apres} sans son numérateur ni son dénominateur, qui étaient {numerateur} sur "
        "{denominateur}.",
        "les deux termes du taux, quand vous les avez",
        "Ajoutez les deux termes, ou confirmez que le taux est publié sans eux.",
    ),
    "C32": (
        _C,
        "La cible en vigueur est {valeur} ; la ligne n'a que des mots, « {lu} ».",
        "la cible en chiffres, si elle reste",
        "Écrivez la cible dans « valeur » si elle reste ; confirmez si ces mots la remplacent.",
    ),
    "C33": (
        _C,
        "Le titre de la colonne {titre} ajoute « {precision} » : ses cellules sont-elles bien « {modele} » ?",
        "les nombres que demande le modèle, sans détail ni autre unité",
        "Confirmez si cette précision ne change rien ; sinon, retirez la colonne ou corrigez ses nombres.",
    ),
    "C34": (
        _C,
        "La valeur publiée ({valeur}) est provisoire ; ce fichier la donne sans statut : est-elle définitive ?",
        "« Provisoire » ou « Mesurée » dans la colonne « statut »",
        "Confirmez si elle est définitive ; sinon écrivez « Provisoire » dans la colonne « statut ».",
    ),
    "C35": (
        _C,
        "Un versement de {montant} du {date} {ou} sous {sous} : est-ce un autre versement ?",
        "une seule ligne par versement, sous les mêmes axe, fiche et référence",
        "Confirmez si c'est un autre versement ; sinon reprenez ses axe, fiche et référence, ou retirez la ligne.",
    ),
    "C36": (
        _C,
        "L'unité de la ligne est « {lu} » ; ici on compte en « {unite} ». Nous lisons le nombre en « {unite} ».",
        "l'unité du contrat, « {unite} »",
        "Vérifiez que c'est la bonne ligne et le bon nombre ; confirmez s'il est bien en « {unite} ».",
    ),
    "C38": (
        _C,
        "Seule la feuille « {feuille} » est lue ; {autres} : un tableau s’y trouve aussi.",
        "les données à publier dans la feuille lue",
        "Confirmez si l'autre feuille ne sert pas ; sinon choisissez-la, ou passez par « Reprendre un tableau ».",
    ),
    "C39": (
        _C,
        "Ce fichier dit venir d'une démonstration, dont les résultats sont fictifs ; ce contrat-ci est réel.",
        "un fichier rempli avec des résultats réels",
        "Confirmez si chaque valeur de ce fichier est réelle ; sinon prenez le modèle de ce contrat-ci.",
    ),
}
