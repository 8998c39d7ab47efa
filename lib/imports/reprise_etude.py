"""The columns of one table of a tracker, each with its title, its cells, and what its cells show that it is."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lib.domain.correspondances import RoleColonne, RoleRepere
from lib.domain.reprises import UsageColonne
from lib.imports.grille import Grille
from lib.imports.periodes_ecrites import read_periode_ecrite
from lib.imports.plis import fold
from lib.imports.reprise_blocs import Bloc, Decoupage, is_nombre
from lib.imports.reprise_outils import Outils
from lib.imports.reprise_titres import TitreLu, is_mensuelle, is_mois_dans_trimestre, is_nature
from lib.imports.titres import PartieTitre, join_parties

_MAJORITE, _PART_AVEC_TITRE = 0.6, 0.3
_NATURES_MAX = 6
_TRIMESTRE_NU = re.compile(r"[1-4](?:er|e|ème|eme|nd)?\Z", re.IGNORECASE)
MENSUEL = "le tableau est mensuel"
_TITRE_DE_LIBELLE = re.compile(r"indicateur|libelle|intitule|designation|mesure|donnee|description")
_TITRE_DE_PERIODE = re.compile(r"\b(?:periode|trimestre|date|annee|echeance)s?\b")
_TITRE_DE_MOIS = re.compile(r"\bmois\b|\A(?:date|periode)s?\Z")
_TITRE_DE_TRIMESTRE = re.compile(r"(?:(?:n°|no|num|numero)\s*)?(?:d[eu]\s+)?(?:[tq]|trim|trimestres?)\s*\.?\Z")
_TITRE_DE_LIEU = re.compile(r"(?:nom (?:de la|du|de) )?(?:communes?|villes?|territoires?)\b[^·]{0,20}\Z")
_TITRE_DE_CONTEXTE = re.compile(r"\b(?:axe|volet|fiche|action|thematique|theme|domaine|objectif|partie)s?\b")


@dataclass
class EtudeColonne:
    """One column under study: textes are its filled cells by row; usage and role are what it is taken for so far.

    chiffrees are the rows of the table that hold figures: what a column is shows on them, not on titles of sections.
    """

    numero: int
    titre: str
    parties: tuple[PartieTitre, ...]
    lu: TitreLu
    textes: dict[int, str]
    chiffrees: frozenset[int] = frozenset()
    usage: UsageColonne | None = None
    role: RoleColonne = field(default_factory=RoleColonne)
    raison: str = ""
    suggestions: tuple[tuple[str, int], ...] = ()

    @property
    def part_nombres(self) -> float:
        """Share of its cells that hold a figure."""
        return self.compute_part(is_nombre)

    def compute_part(self, est: Callable[[str], bool]) -> float:
        """Share of its different texts that answer a question, on the rows that hold figures if there are any."""
        textes = {texte for numero, texte in self.textes.items() if numero in self.chiffrees}
        textes = textes or set(self.textes.values())
        return sum(map(est, textes)) / len(textes) if textes else 0.0

    def decide(self, usage: UsageColonne, raison: str, role: RoleColonne | None = None) -> None:
        """Take it for something, and say why."""
        self.usage, self.raison, self.role = usage, raison, role or RoleColonne()


def study_colonnes(grille: Grille, bloc: Bloc, decoupage: Decoupage) -> list[EtudeColonne]:
    """List the columns of a table that have something in them."""
    parties = decoupage.list_parties(bloc)
    lus = decoupage.read_titres(bloc.entete, bloc.titres)
    textes: dict[int, dict[int, str]] = {}
    for numero in range(bloc.premiere, bloc.derniere + 1):
        for colonne, texte in enumerate(grille.lignes[numero - 1], start=1):
            if texte.strip():
                textes.setdefault(colonne, {})[numero] = " ".join(texte.split())
    chiffrees = frozenset(n for siens in textes.values() for n, texte in siens.items() if is_nombre(texte))
    return [
        EtudeColonne(
            n, join_parties(parties.get(n, ())), parties.get(n, ()), lus.get(n, TitreLu()), textes[n], chiffrees
        )
        for n in sorted(textes)
    ]


def find_reperes(etudes: Iterable[EtudeColonne], outils: Outils) -> None:
    """Recognise, by their cells, the columns that tell the rows apart; the others are left undecided."""
    libres = [etude for etude in etudes if etude.usage is None]
    for etude in libres:
        if trouve := _find_repere(etude, outils):
            nom, raison = trouve
            if nom is RoleRepere.PERIODE and any(map(is_mois_dans_trimestre, etude.textes.values())):
                etude.decide(UsageColonne.A_DIRE, MENSUEL)
            else:
                etude.decide(UsageColonne.REPERE, raison, RoleColonne(nom))
    noms = [etude.role.nom for etude in etudes]
    restes = [etude for etude in libres if etude.usage is None]
    if (libelle := _find_libelle(restes, outils)) is not None:
        deja = "code_indicateur" in noms
        nom, raison = ("libelle", "libellés, à côté des codes") if deja else ("code_indicateur", "libellés")
        libelle.decide(UsageColonne.REPERE, raison, RoleColonne(nom))
    elif not {"code_indicateur", "libelle"} & set(noms) and not any(etude.lu.code for etude in libres):
        _find_libelle_par_place(libres)


def _find_repere(etude: EtudeColonne, outils: Outils) -> tuple[str, str] | None:
    """Recognise a column of landmarks by its cells, then by its title."""
    natures = set(etude.textes.values())
    if len(natures) <= _NATURES_MAX and sum(is_nature(t) is not None for t in natures) >= _MAJORITE * len(natures):
        return RoleRepere.PRECISION, "dit si la ligne est un réalisé ou une cible"
    if etude.lu.dit and etude.part_nombres >= _MAJORITE:
        return None
    if etude.compute_part(lambda t: outils.contextes.get_code(t) is not None) >= _MAJORITE:
        return "code_indicateur", "codes du contrat"
    if is_trimestre_nu(etude) and _TITRE_DE_TRIMESTRE.match(fold(etude.titre).strip()):
        return "trimestre", "trimestres, de 1 à 4"
    part, dite = etude.compute_part(_is_periode), _TITRE_DE_PERIODE.search(fold(etude.titre))
    if part >= _MAJORITE or (dite and part >= _PART_AVEC_TITRE):
        return RoleRepere.PERIODE, "trimestres ou années"
    if _TITRE_DE_MOIS.search(fold(etude.titre).strip()) and etude.compute_part(is_mensuelle) >= _MAJORITE:
        return RoleRepere.PERIODE, "mois"
    if _are_lieux(etude, outils):
        return "territoire", "lieux du contrat"
    if etude.compute_part(lambda t: outils.contextes.find_indicateurs(t) is not None) >= _MAJORITE:
        return RoleRepere.CONTEXTE, "axes ou fiches du contrat"
    if (
        not etude.part_nombres
        and _TITRE_DE_CONTEXTE.search(fold(etude.titre))
        and not _TITRE_DE_LIBELLE.search(fold(etude.titre))
    ):
        return RoleRepere.CONTEXTE, "situe les lignes"
    return None


def is_trimestre_nu(etude: EtudeColonne) -> bool:
    """Whether the cells of a column are numbers of quarters without the word: « 1 », « 2e »."""
    return etude.compute_part(lambda texte: bool(_TRIMESTRE_NU.match(texte))) >= _MAJORITE


def _are_lieux(etude: EtudeColonne, outils: Outils) -> bool:
    """Whether a column tells places: half its cells do, or its title says so; a place that is unknown is then told."""
    textes = list(etude.textes.values())
    titree = _TITRE_DE_LIEU.match(fold(etude.titre).strip()) and not etude.part_nombres
    if not titree and any(outils.libelles.find(texte).identiques for texte in set(textes)):
        return False
    connus = sum(map(outils.is_territoire, textes))
    return bool(titree) or 2 * connus >= len(textes) or etude.compute_part(outils.is_territoire) >= _MAJORITE


def _find_libelle_par_place(etudes: Iterable[EtudeColonne]) -> None:
    """Take for labels the words just left of the results, when no column names any indicator."""
    gauche = []
    for etude in etudes:
        if etude.lu.est_resultat and etude.part_nombres:
            break
        par_titre = etude.usage is None or etude.role.nom == RoleRepere.CONTEXTE
        if par_titre and etude.part_nombres <= 1 - _MAJORITE:
            gauche.append(etude)
    if gauche:
        gauche[-1].decide(UsageColonne.REPERE, "libellés", RoleColonne("code_indicateur"))


def _is_periode(texte: str) -> bool:
    lue = read_periode_ecrite(texte)
    return lue.est_dite and not lue.mots


def _find_libelle(etudes: Iterable[EtudeColonne], outils: Outils) -> EtudeColonne | None:
    """Find the column of labels: the one that names most indicators, failing that the one whose title says so."""
    notes = {}
    for etude in etudes:
        if etude.part_nombres > 1 - _MAJORITE or etude.lu.est_resultat or outils.are_unites(etude.textes.values()):
            continue
        textes = set(etude.textes.values())
        trouves = [outils.libelles.find(texte) for texte in textes]
        nommes = sum(bool(t.identiques) * 2 + bool(t.get_proche()) for t in trouves)
        titre = bool(_TITRE_DE_LIBELLE.search(fold(etude.titre)))
        if nommes or titre:
            notes[etude.numero] = (nommes, titre, sum(map(len, textes)) / len(textes), etude)
    return max(notes.values(), key=lambda note: note[:3])[3] if notes else None
