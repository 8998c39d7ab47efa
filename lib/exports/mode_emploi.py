"""What « Mode d'emploi » says in a template: plain French, one paragraph per item."""

from lib.domain.formats import format_date_courte
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre

_COMMUNES = (
    "1. Remplissez les cases blanches de la première feuille. Les cases grises sont déjà connues et verrouillées.",
    "2. Une case laissée vide ne change rien : ce qui est déjà dans l’outil y reste. Zéro s’écrit 0.",
    "3. Enregistrez le fichier (Excel ou LibreOffice, en .xlsx, .ods ou .csv), puis déposez-le dans Jalons, page "
    "« Dépôt ». Rien n’est publié avant que vous ayez vu et accepté la comparaison.",
    "4. Écrivez les nombres comme d’habitude : 1 015 ou 12,5. L’unité est inutile. N’écrivez pas « environ » : la "
    "précision va dans le commentaire. Une formule est lue par le résultat que le tableur a enregistré.",
)
_ENSUITE = (
    "Pour ajouter une ligne, écrivez sous le tableau, avec les mêmes codes. Ne changez pas la ligne des titres.",
    "Les feuilles sont protégées sans mot de passe, pour éviter les erreurs : menu Révision > Ôter la protection.",
)


def list_consignes(type_depot: TypeDepot, trimestre: Trimestre) -> list[str]:
    """List the paragraphs for one kind of file and quarter."""
    return [*_COMMUNES, *_list_propres(type_depot, trimestre), *_ENSUITE]


def _list_propres(type_depot: TypeDepot, trimestre: Trimestre) -> tuple[str, ...]:
    fin = format_date_courte(trimestre.fin)
    return {
        TypeDepot.RESULTATS: (
            "La colonne « Période à saisir » dit ce que la valeur doit couvrir. « cumul depuis le 1er janvier "
            f"{trimestre.annee} » : tout ce qui s’est passé du 1er janvier au {fin}, et non le seul trimestre. "
            f"« au {fin} » : la situation ce jour-là.",
            "Les premières lignes sont les totaux du département ; viennent ensuite les communes du territoire pilote "
            "et le détail des indicateurs.",
            "Pour un taux ou une moyenne, donnez si possible le numérateur et le dénominateur : la valeur est alors "
            "calculée. Les cases hachurées ne servent pas pour cet indicateur.",
            "Si le chiffre n’existe pas, choisissez le statut « Non disponible », « Sans objet » ou « À définir ». "
            "« Provisoire » : le chiffre changera encore.",
            "Pour retirer une valeur publiée par erreur, écrivez EFFACER dans la case « Valeur » : un motif vous sera "
            "demandé.",
        ),
        TypeDepot.EXECUTIONS: (
            f"Le montant réalisé est en euros, cumulé du 1er janvier au {fin} : le T3 comprend le T1 et le T2.",
            "« Montant connu » : ce que l’outil a déjà pour ce trimestre. « Montant prévu » : ce que l’année prévoit, "
            "reports compris.",
        ),
        TypeDepot.CIBLES: (
            "Écrivez seulement les cibles que l’avenant change, avec le numéro de l’avenant sur chaque ligne remplie.",
            "Si l’avenant écrit des mots au lieu d’un nombre (« À définir »), recopiez-les dans « Texte ».",
        ),
        TypeDepot.ENVELOPPES: (
            "Écrivez seulement les montants que l’avenant change, en euros, avec le numéro de l’avenant.",
            "« Prévisionnel » : le montant de l’annexe financière. « Notifié » : le montant notifié pour l’année.",
        ),
        TypeDepot.VERSEMENTS: (
            "Une ligne par versement de l’État. La date s’écrit jour/mois/année, par exemple 20/07/2025.",
            "Laissez « Axe ou volet » et « Fiche » vides quand le versement n’est pas ventilé.",
        ),
        TypeDepot.REPORTS: ("Écrivez seulement les reports décidés au dialogue de gestion, en euros.",),
        TypeDepot.CONTEXTE: ("Une ligne par territoire et par mesure ; indiquez la source de chaque chiffre.",),
    }[type_depot]
