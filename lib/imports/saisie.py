"""A form read as a file of one row: what is typed on screen goes through the very rules of an upload."""

from collections.abc import Mapping

from lib.domain.depots import COLONNES
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import Entete, LectureFichier, LigneLue, TableLue
from lib.domain.texte_saisi import remove_controles


def build_table(type_depot: TypeDepot, valeurs: Mapping[str, str]) -> TableLue:
    """Build the table of one row whose columns are the file's; valeurs: text typed by column name, others empty."""
    colonnes = [colonne for colonne in COLONNES[type_depot] if not colonne.aide]
    entetes = tuple(Entete(rang, colonne.intitule, colonne.nom) for rang, colonne in enumerate(colonnes, start=1))
    textes = {colonne.nom: remove_controles(valeurs.get(colonne.nom, "")) for colonne in colonnes}
    rangs = {colonne.nom: rang for rang, colonne in enumerate(colonnes, start=1)}
    return TableLue(LectureFichier("saisie", lignes=1), entetes, (LigneLue(1, textes, rangs),))
