"""What a person makes of each row of a tracker: the code its label stands for, its quarter, or neither."""

from collections.abc import Mapping, Sequence

from lib.domain.correspondances import A_DIRE, LectureChoisie, RoleRepere, read_role
from lib.domain.tableau import Entete, MiseDeCote
from lib.imports.grille import Grille
from lib.imports.reperes import PeriodeLigne, Reperes

_COLONNES_DE_REPERE = ("code_indicateur", "libelle", *RoleRepere)


class LibellesChoisis:
    """The labels matched by the person, applied to the rows of one sheet."""

    def __init__(self, grille: Grille, ligne_entete: int, entetes: Sequence[Entete], choisie: LectureChoisie) -> None:
        """Read the landmarks of the sheet once."""
        colonnes: dict[str, list[int]] = {}
        for entete in entetes:
            if entete.nom in _COLONNES_DE_REPERE and not entete.fixes:
                colonnes.setdefault(str(entete.nom), []).append(entete.colonne)
        bornes = choisie.lignes or (ligne_entete + 1, len(grille.lignes))
        self._reperes = Reperes(grille, colonnes, choisie, bornes)
        self._roles = {cle: (texte, read_role(texte)) for cle, texte in choisie.libelles}
        reperees = [colonnes[nom][0] for nom in _COLONNES_DE_REPERE if nom in colonnes]
        self.colonne = reperees[0] if reperees else 0
        self._a_periode = RoleRepere.PERIODE in colonnes

    def read(self, numero: int, lus: Mapping[str, str]) -> tuple[dict[str, str], MiseDeCote | None]:
        """Give the texts that replace those of a row, and why the row is left aside, if it is."""
        dites = self._read_periode(numero) if self._a_periode else {}
        libelle = lus.get("code_indicateur", "").strip()
        texte, role = self._roles.get(self._reperes.get_cle(numero)) or self._roles.get(libelle) or (None, None)
        if role is None:
            return dites, None
        if texte == A_DIRE:
            return dites, MiseDeCote.A_DIRE
        if not role.nom:
            return dites, MiseDeCote.IGNOREE
        return {**dites, **dict(role.fixes), "code_indicateur": role.nom}, None

    def _read_periode(self, numero: int) -> dict[str, str]:
        """Give the year and quarter a row says; what is no period is left for the rules to blame."""
        lue = self._reperes.periodes.get(numero, PeriodeLigne())
        if lue.illisible:
            return {"trimestre": lue.illisible}
        return {nom: texte for nom, texte in (("annee", lue.annee), ("trimestre", lue.trimestre)) if texte}
