"""How a tracker is proposed to be read: each table, its columns, its labels, and what the person still has to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lib.domain.correspondances import A_DIRE, LectureChoisie, RoleColonne
from lib.domain.nomenclatures import Nomenclature


class Certitude(Nomenclature):
    """How sure a label's indicator is."""

    IDENTIQUE = "identique", "identique"
    CONNUE = "connue", "comme la dernière fois"
    CHOISIE = "choisie", "choisi ici"
    PROCHE = "proche", "proche, à accepter"
    A_DIRE = "a_dire", "à choisir"
    IGNOREE = "ignoree", "non lue"


class UsageColonne(Nomenclature):
    """What a column of a tracker is used for."""

    VALEUR = "valeur", "Résultats"
    REPERE = "repere", "Repère"
    A_DIRE = "a_dire", "À dire"
    IGNOREE = "ignoree", "Non lue"


class GenreQuestion(Nomenclature):
    """What a whole table may lack."""

    ANNEE = "annee", "Année"
    TRIMESTRE = "trimestre", "Trimestre"
    TERRITOIRE = "territoire", "Territoire"


@dataclass(frozen=True)
class ColonneProposee:
    """One column: its title on one line, what it is proposed to be read as and why, and samples of what it holds.

    suggestions are indicators its title may name, with their likeness in %; chiffres counts the cells with a figure.
    """

    numero: int
    titre: str
    usage: UsageColonne
    role: RoleColonne
    raison: str = ""
    remplies: int = 0
    exemples: tuple[str, ...] = ()
    suggestions: tuple[tuple[str, int], ...] = ()
    chiffres: int = 0


@dataclass(frozen=True)
class LibellePropose:
    """One label: the key it is kept under, its words, those that situate it, its rows and how many cells they fill.

    lu_comme is an indicator's code, with other keys if need be, '' for rows not to read, A_DIRE for an open question.
    """

    cle: str
    texte: str
    situe: str
    lignes: tuple[int, ...]
    remplies: int
    lu_comme: str
    certitude: Certitude
    raison: str = ""
    suggestions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class QuestionTableau:
    """What a table does not say of itself, why it is asked, and the answers it hints at."""

    genre: GenreQuestion
    raison: str
    propositions: tuple[str, ...] = ()


def build_cle_tableau(feuille: str, rang: int) -> str:
    """Build what tells a table apart from the others of a tracker."""
    return f"{feuille}/{rang}"


@dataclass(frozen=True)
class TableauPropose:
    """One table of a sheet (rang 1 is its first) and how it is proposed to be read."""

    feuille: str
    rang: int
    ligne_entete: int
    lignes_titre: int
    lignes: tuple[int, int]
    colonnes: tuple[ColonneProposee, ...]
    libelles: tuple[LibellePropose, ...] = ()
    constantes: tuple[tuple[str, str], ...] = ()
    situees: tuple[tuple[int, int], ...] = ()
    questions: tuple[QuestionTableau, ...] = ()

    @property
    def cle(self) -> str:
        """What tells it apart from the other tables of the tracker."""
        return build_cle_tableau(self.feuille, self.rang)

    @property
    def valeurs(self) -> tuple[ColonneProposee, ...]:
        """The columns whose cells are results."""
        return tuple(colonne for colonne in self.colonnes if colonne.usage is UsageColonne.VALEUR)

    @property
    def ouvertes(self) -> tuple[ColonneProposee, ...]:
        """The columns of figures nobody said anything of yet: publishing without them must be chosen."""
        return tuple(c for c in self.colonnes if c.usage is UsageColonne.A_DIRE and c.chiffres)

    @property
    def a_dire(self) -> int:
        """How many answers are awaited: what the table lacks, columns, labels."""
        colonnes = sum(colonne.usage is UsageColonne.A_DIRE for colonne in self.colonnes)
        labels = sum(libelle.lu_comme == A_DIRE for libelle in self.libelles)
        return len(self.questions) + colonnes + labels

    @property
    def est_lisible(self) -> bool:
        """Whether some of its cells can be read now."""
        return bool(self.valeurs) and not self.questions

    @cached_property
    def choisie(self) -> LectureChoisie:
        """The reading proposed, as the rules of an upload take it."""
        return LectureChoisie(
            feuille=self.feuille,
            ligne_entete=self.ligne_entete,
            colonnes=tuple((colonne.numero, colonne.role) for colonne in self.colonnes),
            constantes=self.constantes,
            libelles=tuple((libelle.cle, libelle.lu_comme) for libelle in self.libelles),
            lignes_titre=self.lignes_titre,
            lignes=self.lignes,
            situees=self.situees,
        )


@dataclass(frozen=True)
class FeuilleProposee:
    """One sheet of a tracker: its tables, or why none was recognised, and how many cells it has filled."""

    nom: str
    tableaux: tuple[TableauPropose, ...]
    raison: str = ""
    remplies: int = 0


@dataclass(frozen=True)
class Reponses:
    """What is already known of a tracker's titles and labels: kept from a former file, then answered on screen.

    titres and libelles: text → role or code, as they are kept. tableaux: key of a table → what it lacks, answered.
    """

    titres_connus: Mapping[str, str] = field(default_factory=dict)
    libelles_connus: Mapping[str, str] = field(default_factory=dict)
    titres: Mapping[str, str] = field(default_factory=dict)
    libelles: Mapping[str, str] = field(default_factory=dict)
    tableaux: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


SANS_REPONSE = Reponses()
