"""What a tracker’s table says once for all its rows, in its sheet’s name or above it: year, quarter, place, label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lib.domain.correspondances import RoleColonne
from lib.domain.reprises import GenreQuestion, QuestionTableau
from lib.imports.periodes_ecrites import PeriodeEcrite, list_periodes_dites
from lib.imports.reperes import to_contexte_feuille
from lib.imports.reprise_etude import EtudeColonne
from lib.imports.reprise_outils import CODE, Outils
from lib.imports.reprise_usages import build_fixes


@dataclass
class CadreTableau:
    """What is said around a table: its sheet, the texts above it, the year of its section; and the person's answers.

    constantes is what holds for every row; questions what must be asked before anything is read.
    """

    feuille: str
    titres: Sequence[str]
    annee_section: int | None
    reponses: Mapping[str, str]
    constantes: dict[str, str] = field(default_factory=dict)
    questions: list[QuestionTableau] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What was answered holds, whatever the sheet says."""
        self.constantes |= self.reponses

    @property
    def textes(self) -> list[str]:
        """Its texts, the nearest first."""
        return [texte for texte in (self.feuille, *self.titres) if texte]

    def ask(self, genre: GenreQuestion, raison: str, propositions: Sequence[str] = ()) -> None:
        """Ask for a key, unless it was answered."""
        if genre.value not in self.reponses:
            self.questions.append(QuestionTableau(genre, raison, tuple(propositions)))


def read_periode(cadre: CadreTableau, valeurs: Sequence[EtudeColonne], par_ligne: frozenset[str]) -> None:
    """Find the year, and the quarter, that the columns and rows leave unsaid; two sources that disagree are asked."""
    dites = [PeriodeEcrite(cadre.annee_section)] if cadre.annee_section else list(list_periodes_dites(cadre.textes))
    _check_annee(cadre, valeurs, dites)
    for genre, lues in (
        (GenreQuestion.ANNEE, {str(lue.annee) for lue in dites if lue.annee}),
        (GenreQuestion.TRIMESTRE, {f"T{lue.numero}" for lue in dites if lue.numero}),
    ):
        if genre in cadre.constantes or genre in par_ligne or any(q.genre is genre for q in cadre.questions):
            continue
        if not any(_lacks(etude, genre) for etude in valeurs):
            continue
        if len(lues) == 1:
            cadre.constantes[genre.value] = lues.pop()
        elif lues:
            cadre.ask(genre, "le nom de la feuille et les titres se contredisent", sorted(lues))
        else:
            cadre.ask(genre, "ni les titres, ni le nom de la feuille ne le disent")


def _lacks(etude: EtudeColonne, genre: GenreQuestion) -> bool:
    """Whether a column of results needs the table to say a key: a column that says a year alone is asked by itself."""
    fixes = build_fixes(etude)
    return genre.value not in fixes and not (genre is GenreQuestion.TRIMESTRE and "annee" in fixes)


def _check_annee(cadre: CadreTableau, valeurs: Sequence[EtudeColonne], dites: Sequence[PeriodeEcrite]) -> None:
    """Ask when the only year of the titles is not that of the sheet: one of them was not updated."""
    annees = {fixes["annee"] for etude in valeurs if "annee" in (fixes := build_fixes(etude))}
    autres = {str(lue.annee) for lue in dites if lue.annee} - annees
    if len(annees) != 1 or not autres:
        return
    (annee,) = annees
    cadre.ask(
        GenreQuestion.ANNEE, f"les titres disent {annee}, et la feuille {', '.join(autres)}", sorted(annees | autres)
    )
    if choisie := cadre.constantes.get("annee"):
        for etude in valeurs:
            fixes = build_fixes(etude) | {"annee": choisie}
            etude.role = RoleColonne("valeur", tuple(fixes.items()))


def read_lieu(cadre: CadreTableau, valeurs: Sequence[EtudeColonne], par_ligne: frozenset[str], outils: Outils) -> None:
    """Find the place of a whole sheet in its name; anything else that speaks of a part of the département is asked."""
    if {"territoire"} & (par_ligne | set(cadre.constantes)) or all(
        "territoire" in build_fixes(etude) for etude in valeurs
    ):
        return
    exact = outils.contextes.get_territoire(cadre.feuille)
    if exact is not None:
        cadre.constantes["territoire"] = exact
        return
    for texte in cadre.textes:
        if detail := outils.find_detail(texte):
            lieux = outils.contextes.find_lieux(texte)
            cadre.ask(GenreQuestion.TERRITOIRE, f"«\u00a0{texte}\u00a0» parle de «\u00a0{detail}\u00a0»", sorted(lieux))
            return


def read_indicateur(
    cadre: CadreTableau, valeurs: Sequence[EtudeColonne], par_ligne: frozenset[str], outils: Outils, nom: str
) -> None:
    """Find the label of the one indicator a table is about, when neither its rows nor its columns tell any.

    The label itself is matched like any other: a text that is a code, then a known label, then the nearest words.
    """
    if "code_indicateur" in par_ligne or any("code_indicateur" in build_fixes(etude) for etude in valeurs):
        return
    textes = [texte for texte in (to_contexte_feuille(cadre.feuille), *cadre.titres, nom) if texte]
    for texte in textes:
        for morceau in CODE.findall(texte):
            if outils.contextes.get_code(morceau):
                cadre.constantes["code_indicateur"] = morceau
                return
    nommes = [t for t in textes if outils.libelles.list_identiques(t) or outils.libelles.find(t).get_proche()]
    if textes:
        cadre.constantes["code_indicateur"] = (nommes or textes)[0]
