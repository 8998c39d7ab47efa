"""Trackers such as offices keep them, made at random with their truth: which cell is which result, or none."""

import io
import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl import Workbook

from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import TypeValeur
from lib.domain.periodes import Trimestre, list_trimestres
from tests.contrat_complet import read_contrat
from tests.imports.fabrique import to_csv

Cle = tuple[str, int, int, str]
"""Indicator, year, quarter, place."""

TRIMESTRES = list_trimestres(Trimestre(2024, 1), Trimestre(2026, 2))
COMMUNES = [t for t in read_contrat().territoires if t.type.value == "commune"]
INDICATEURS = [i for i in read_contrat().indicateurs if not i.formule and i.type is not TypeValeur.TEXTE]
MOIS = {1: "mars", 2: "juin", 3: "sept.", 4: "déc."}
JOURS = {1: "31/03", 2: "30/06", 3: "30/09", 4: "31/12"}


@dataclass
class FeuilleSuivi:
    """One sheet being written: rows of cells, merged ranges, and the truth of the cells that are results."""

    nom: str
    lignes: list[list[Any]] = field(default_factory=list)
    fusions: list[tuple[int, int, int, int]] = field(default_factory=list)
    verite: dict[tuple[int, int], Cle] = field(default_factory=dict)

    def add(self, *cellules: Any) -> int:
        """Write a row; gives its number."""
        self.lignes.append(list(cellules))
        return len(self.lignes)

    def merge(self, ligne: int, debut: int, fin: int, bas: int | None = None) -> None:
        """Merge a range of cells."""
        if fin > debut or bas:
            self.fusions.append((ligne, debut, bas or ligne, fin))


@dataclass
class Suivi:
    """A tracker: its sheets."""

    nom: str
    feuilles: list[FeuilleSuivi]

    def to_xlsx(self) -> bytes:
        """Write the workbook."""
        classeur = Workbook()
        classeur.remove(classeur.worksheets[0])
        for feuille in self.feuilles:
            page = classeur.create_sheet(feuille.nom)
            for ligne in feuille.lignes:
                page.append(ligne)
            for haut, gauche, bas, droite in feuille.fusions:
                page.merge_cells(start_row=haut, start_column=gauche, end_row=bas, end_column=droite)
        memoire = io.BytesIO()
        classeur.properties.created = classeur.properties.modified = datetime(2026, 7, 15)
        classeur.save(memoire)
        return memoire.getvalue()

    def to_csv(self, separateur: str, encodage: str) -> bytes:
        """Write the first sheet as a spreadsheet would: every row of the same width."""
        lignes = self.feuilles[0].lignes
        largeur = max(map(len, lignes))
        textes = [[_to_texte(c) for c in ligne] + [""] * (largeur - len(ligne)) for ligne in lignes]
        return to_csv(textes, separateur).encode(encodage, errors="replace")


def _to_texte(cellule: Any) -> str:
    return "" if cellule is None else f"{cellule:%d/%m/%Y}" if isinstance(cellule, datetime) else str(cellule)


class Tirage:
    """One random tracker: how it writes quarters and labels, what it holds, how it is laid out."""

    def __init__(self, graine: int) -> None:
        self.alea = random.Random(graine)
        self.compteur = 1000
        self.indicateurs = self.alea.sample(INDICATEURS, self.alea.randint(2, 9))
        debut = self.alea.randint(0, 5)
        self.trimestres = TRIMESTRES[debut : debut + self.alea.randint(2, 6)]
        self.vides = self.alea.choice((0.0, 0.1, 0.4))

    def pick(self, *choix: Any) -> Any:
        return self.alea.choice(choix)

    def has(self, chance: float = 0.5) -> bool:
        return self.alea.random() < chance

    def make_nombre(self) -> int:
        """A figure that no other cell of the tracker has."""
        self.compteur += self.alea.randint(1, 9)
        return self.compteur

    def write_trimestre(self, t: Trimestre, forme: int) -> Any:
        formes: Sequence[Callable[[], Any]] = (
            lambda: f"T{t.numero} {t.annee}",
            lambda: f"{t.annee}-T{t.numero}",
            lambda: f"{t.numero}{'er' if t.numero == 1 else 'e'} trim. {t.annee}",
            lambda: f"{MOIS[t.numero]} {t.annee}",
            lambda: f"{JOURS[t.numero]}/{t.annee}",
            lambda: f"Réalisé T{t.numero} {t.annee}",
            lambda: f"T{t.numero}-{t.annee % 100}",
            lambda: datetime(t.annee, 3 * t.numero, 1),
            lambda: f"Résultats au {JOURS[t.numero]}/{t.annee}",
        )
        return formes[forme]()

    def write_numero(self, t: Trimestre, forme: int) -> str:
        return (
            f"T{t.numero}",
            f"{t.numero}{'er' if t.numero == 1 else 'e'} trimestre",
            f"Trim. {t.numero}",
            MOIS[t.numero],
        )[forme]

    def write_libelle(self, indicateur: Indicateur) -> str:
        """Write a label as it is, spoiled without changing a word, shortened, or quite different."""
        texte = indicateur.intitule
        sort = self.alea.random()
        if sort < 0.55:
            return texte
        if sort < 0.65:
            return texte.upper()
        if sort < 0.75:
            return "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c)) + " "
        if sort < 0.83:
            return texte.replace("Nombre de", "Nb de").replace("Nombre d'", "Nb d’")
        if sort < 0.93:
            mots = texte.split()
            mots.pop(self.alea.randrange(len(mots)))
            return " ".join(mots) or texte
        return f"Mesure maison {self.alea.randint(1, 99)}"

    def is_vide(self) -> bool:
        return self.has(self.vides)


def make_suivi(graine: int) -> Suivi:
    """Make one tracker, in one of the layouts offices use."""
    tirage = Tirage(graine)
    forme = DISPOSITIONS[graine % len(DISPOSITIONS)]
    return Suivi(f"suivi-{graine}", forme(tirage))


def _open(t: Tirage, nom: str) -> FeuilleSuivi:
    """Begin a sheet, with a title and a blank row or neither."""
    feuille = FeuilleSuivi(nom)
    if t.has():
        feuille.add(t.pick("Tableau de suivi", "Contrat des solidarités 2024-2027", "Mis à jour le 30/06/2026"))
        if t.has():
            feuille.add()
    return feuille


@dataclass
class _Gauche:
    """The columns left of the figures: which ones, in what order."""

    noms: list[str]

    @classmethod
    def draw(cls, t: Tirage) -> "_Gauche":
        noms = [t.pick("libelle", "code", "code+libelle")]
        noms = noms[0].split("+")
        if t.has(0.3):
            noms.append("unite")
        if t.has(0.25):
            noms.insert(0, "fiche")
        if t.has(0.2):
            noms.append("referent")
        return cls(noms)

    def write_titres(self, t: Tirage) -> list[str]:
        titres = {
            "libelle": t.pick("Indicateur", "Libellé", "Intitulé de l’indicateur"),
            "code": t.pick("Code", "N°", "Réf."),
            "unite": "Unité",
            "fiche": "Fiche action",
            "referent": "Référent",
        }
        return [titres[nom] for nom in self.noms]

    def write(self, t: Tirage, indicateur: Indicateur) -> list[Any]:
        textes = {
            "libelle": t.write_libelle(indicateur),
            "code": indicateur.code,
            "unite": indicateur.unite,
            "fiche": indicateur.fiche or "National",
            "referent": t.pick("Mme Martin", "M. Diallo"),
        }
        return [textes[nom] for nom in self.noms]

    def write_seul(self, texte: str) -> list[Any]:
        """A row that only says a text, where labels are."""
        rang = next(r for r, nom in enumerate(self.noms) if nom in ("libelle", "code"))
        return [*[None] * rang, texte]


Colonne = tuple[Trimestre | None, str]
"""A column of figures: its quarter, and « r » (result), « c » (target) or « e » (gap)."""


def _fill(t: Tirage, f: FeuilleSuivi, gauche: _Gauche, colonnes: Sequence[Colonne], lieu: str = "DEP") -> None:
    """Write the rows of indicators, with sections, totals and blank rows among them."""
    par_axe = t.has()
    dernier = None
    for indicateur in sorted(t.indicateurs, key=lambda i: i.axe) if par_axe else t.indicateurs:
        if t.has(0.2):
            f.add()
        if par_axe and indicateur.axe != dernier:
            dernier = indicateur.axe
            f.add(*gauche.write_seul(_write_axe(indicateur.axe) if indicateur.axe else "Hors axe"))
        elif not par_axe and t.has(0.15):
            f.add(*gauche.write_seul(t.pick("Divers", "Hébergement", "Autres actions")))
        _add_ligne(t, f, gauche.write(t, indicateur), colonnes, indicateur.code, lieu)
        if t.has(0.12):
            f.add(
                *gauche.write_seul("Total"),
                *[None] * (len(gauche.noms) - len(gauche.write_seul(""))),
                *(t.make_nombre() for _ in colonnes),
            )
    if t.has(0.3):
        f.add()
        f.add("Source : service statistique")


def _write_axe(code: str) -> str:
    axe = read_contrat().axe_par_code[code]
    return f"{axe.type.libelle} {code[1]} – {axe.intitule_court}"


def _add_ligne(
    t: Tirage, f: FeuilleSuivi, debut: Sequence[Any], colonnes: Iterable[Colonne], code: str, lieu: str
) -> None:
    cellules = list(debut)
    numero = len(f.lignes) + 1
    for trimestre, genre in colonnes:
        vide = t.is_vide()
        cellules.append(None if vide else t.make_nombre())
        if not vide and genre == "r" and trimestre is not None:
            f.verite[numero, len(cellules)] = (code, trimestre.annee, trimestre.numero, lieu)
    f.add(*cellules)


def make_simple(t: Tirage) -> list[FeuilleSuivi]:
    """Quarters on one row of titles, in one writing; targets or comments at the end."""
    f, gauche = _open(t, t.pick("Suivi", "Feuil1", "Données")), _Gauche.draw(t)
    forme = t.alea.randrange(9)
    fin = [c for c in ("Total", "Commentaire", "Cible 2026", "Évolution") if t.has(0.25)]
    f.add(*gauche.write_titres(t), *(t.write_trimestre(x, forme) for x in t.trimestres), *fin)
    _fill(t, f, gauche, [*((x, "r") for x in t.trimestres), *((None, "e") for c in fin if c != "Commentaire")])
    return [f]


def make_annee_au_dessus(t: Tirage) -> list[FeuilleSuivi]:
    """Years merged above, quarters below."""
    f, gauche = _open(t, "Suivi"), _Gauche.draw(t)
    forme = t.alea.randrange(4)
    _add_groupes(
        f,
        gauche.write_titres(t),
        [(str(x.annee) if forme else x.annee, t.write_numero(x, forme)) for x in t.trimestres],
    )
    _fill(t, f, gauche, [(x, "r") for x in t.trimestres])
    return [f]


def _add_groupes(f: FeuilleSuivi, gauche: Sequence[str], titres: Sequence[Sequence[Any]]) -> None:
    """Write titles on as many rows as each column has parts, those above written once and merged."""
    profondeur = len(titres[0])
    for rang in range(profondeur):
        ligne: list[Any] = list(gauche) if rang == 0 else [None] * len(gauche)
        numero = len(f.lignes) + 1
        debut = 0
        for colonne, parts in enumerate(titres):
            memes = colonne and titres[colonne - 1][: rang + 1] == parts[: rang + 1] and rang < profondeur - 1
            if not memes:
                debut = colonne
            ligne.append(None if memes else parts[rang])
            suivant = titres[colonne + 1] if colonne + 1 < len(titres) else None
            if rang < profondeur - 1 and (suivant is None or suivant[: rang + 1] != parts[: rang + 1]):
                f.merge(numero, len(gauche) + debut + 1, len(gauche) + colonne + 1)
        f.add(*ligne)


def make_paires(t: Tirage) -> list[FeuilleSuivi]:
    """« Réalisé » and « Cible » under each quarter, or above them all."""
    f, gauche = _open(t, "Suivi"), _Gauche.draw(t)
    genres = t.pick([("r", "Réalisé"), ("c", "Cible")], [("c", "Objectif"), ("r", "Résultat"), ("e", "Écart")])
    dessus = t.has(0.3)
    trois = not dessus and t.has(0.4)
    colonnes: list[Colonne] = []
    titres: list[tuple[Any, ...]] = []
    couples = (
        [(x, g) for g in genres for x in t.trimestres] if dessus else [(x, g) for x in t.trimestres for g in genres]
    )
    for x, (genre, mot) in couples:
        colonnes.append((x, genre))
        titre = t.write_trimestre(x, 0)
        titres.append((mot, titre) if dessus else (x.annee, f"T{x.numero}", mot) if trois else (titre, mot))
    _add_groupes(f, gauche.write_titres(t), titres)
    _fill(t, f, gauche, colonnes)
    return [f]


def make_par_annee(t: Tirage) -> list[FeuilleSuivi]:
    """One sheet per year, said by its name or by the title above."""
    gauche, par_nom = _Gauche.draw(t), t.has(0.6)
    forme = t.alea.randrange(3)
    feuilles = []
    for annee in sorted({x.annee for x in t.trimestres}):
        siens = [x for x in t.trimestres if x.annee == annee]
        f = FeuilleSuivi(t.pick(f"{annee}", f"Suivi {annee}") if par_nom else f"Feuille {'abc'[annee - 2024]}")
        if not par_nom or t.has(0.3):
            f.add(f"Suivi des indicateurs – année {annee}")
            f.add()
        f.add(*gauche.write_titres(t), *(t.write_numero(x, forme) for x in siens))
        _fill(t, f, gauche, [(x, "r") for x in siens])
        feuilles.append(f)
    return feuilles


def make_trimestres_en_lignes(t: Tirage) -> list[FeuilleSuivi]:
    """Quarters in rows, indicators in columns, by code or by label."""
    f = _open(t, "Suivi")
    par_code, annee_a_part = t.has(), t.has(0.4)
    titres = [i.code if par_code else t.write_libelle(i) for i in t.indicateurs]
    f.add(*(["Année", "Trimestre"] if annee_a_part else [t.pick("Période", "Trimestre", "")]), *titres)
    derniere = 0
    forme = t.alea.randrange(5)
    for x in t.trimestres:
        debut = (
            [x.annee if x.annee != derniere or t.has(0.3) else None, f"T{x.numero}"]
            if annee_a_part
            else [t.write_trimestre(x, forme)]
        )
        derniere = x.annee
        numero = len(f.lignes) + 1
        cellules = list(debut)
        for indicateur in t.indicateurs:
            vide = t.is_vide()
            cellules.append(None if vide else t.make_nombre())
            if not vide:
                f.verite[numero, len(cellules)] = (indicateur.code, x.annee, x.numero, "DEP")
        f.add(*cellules)
        if x.numero == 4 and t.has(0.3):
            f.add(
                *([None, f"Total {x.annee}"] if annee_a_part else [f"Total {x.annee}"]),
                *(t.make_nombre() for _ in titres),
            )
    return [f]


def make_par_indicateur(t: Tirage) -> list[FeuilleSuivi]:
    """One sheet per indicator, named by its code or by its title: quarters in rows, or years against quarters."""
    feuilles = []
    matrice = t.alea.randrange(3)
    for indicateur in t.indicateurs[:4]:
        par_nom = t.has()
        f = FeuilleSuivi(indicateur.code if par_nom else f"Ind {len(feuilles) + 1}")
        if not par_nom or t.has(0.3):
            f.add(indicateur.code if t.has(0.3) else t.write_libelle(indicateur))
        if matrice == 0:
            _add_serie(t, f, indicateur)
        else:
            _add_matrice(t, f, indicateur, matrice == 1)
        feuilles.append(f)
    return feuilles


def _add_serie(t: Tirage, f: FeuilleSuivi, indicateur: Indicateur) -> None:
    genres = [("r", "Réalisé"), *([("c", "Cible")] if t.has() else [])]
    f.add("Trimestre", *(mot for _, mot in genres), "Observations")
    for x in t.trimestres:
        _add_ligne(t, f, [t.write_trimestre(x, 0)], [(x, genre) for genre, _ in genres], indicateur.code, "DEP")


def _add_matrice(t: Tirage, f: FeuilleSuivi, indicateur: Indicateur, annees_en_lignes: bool) -> None:
    annees = sorted({x.annee for x in t.trimestres})
    lignes = annees if annees_en_lignes else [1, 2, 3, 4]
    f.add("", *([f"T{n}" for n in (1, 2, 3, 4)] if annees_en_lignes else annees))
    for tete in lignes:
        cases = [Trimestre(tete, n) for n in (1, 2, 3, 4)] if annees_en_lignes else [Trimestre(a, tete) for a in annees]
        _add_ligne(t, f, [tete if annees_en_lignes else f"T{tete}"], [(x, "r") for x in cases], indicateur.code, "DEP")


def make_par_fiche(t: Tirage) -> list[FeuilleSuivi]:
    """One sheet per fiche."""
    fiches = sorted({i.fiche for i in t.indicateurs if i.fiche})
    tous = t.indicateurs
    feuilles = []
    for fiche in fiches:
        t.indicateurs = [i for i in tous if i.fiche == fiche]
        f, gauche = _open(t, t.pick(fiche, f"Fiche {fiche}")), _Gauche(["libelle"])
        f.add(*gauche.write_titres(t), *(t.write_trimestre(x, 0) for x in t.trimestres))
        _fill(t, f, gauche, [(x, "r") for x in t.trimestres])
        feuilles.append(f)
    return feuilles or make_simple(t)


def make_lieux(t: Tirage) -> list[FeuilleSuivi]:
    """Communes: in a column of their own, under each indicator, or across."""
    communes = t.alea.sample(COMMUNES, 3)
    sorte = t.alea.randrange(3)
    f = _open(t, t.pick("Suivi", "Communes"))
    gauche = _Gauche([t.pick("libelle", "code")])
    if sorte == 2:
        couples = [(x, c) for x in t.trimestres[:3] for c in communes]
        _add_groupes(f, gauche.write_titres(t), [(t.write_trimestre(x, 0), c.nom) for x, c in couples])
        for i in t.indicateurs:
            numero = len(f.lignes) + 1
            debut = gauche.write(t, i)
            f.add(*debut, *(t.make_nombre() for _ in couples))
            for rang, (x, c) in enumerate(couples, start=len(debut) + 1):
                f.verite[numero, rang] = (i.code, x.annee, x.numero, c.code)
        return [f]
    titres = gauche.write_titres(t)
    f.add(*titres, *(["Commune"] if sorte == 0 else []), *(t.write_trimestre(x, 0) for x in t.trimestres))
    for i in t.indicateurs:
        debut = gauche.write(t, i)
        if sorte == 1:
            _add_ligne(t, f, debut, [(x, "r") for x in t.trimestres], i.code, "DEP")
        for c in communes:
            tete = [*debut, c.nom] if sorte == 0 else [f"  {c.nom}"]
            _add_ligne(t, f, tete, [(x, "r") for x in t.trimestres], i.code, c.code)
    return [f]


def make_lignes_paires(t: Tirage) -> list[FeuilleSuivi]:
    """Two rows per indicator, « Réalisé » and « Cible », the label merged over both, or above both."""
    f = _open(t, "Suivi")
    dedans = t.has()
    f.add("Indicateur", *([] if dedans else [""]), *(t.write_trimestre(x, 0) for x in t.trimestres))
    for i in t.indicateurs:
        libelle = t.write_libelle(i)
        if dedans:
            f.add(libelle)
        for genre, mot in (("r", "Réalisé"), ("c", "Cible")):
            tete = [mot] if dedans else [libelle if genre == "r" else None, mot]
            _add_ligne(t, f, tete, [(x, genre) for x in t.trimestres], i.code, "DEP")
        if not dedans:
            f.merge(len(f.lignes) - 1, 1, 1, len(f.lignes))
    return [f]


def make_empile(t: Tirage) -> list[FeuilleSuivi]:
    """The years one under the other in a same sheet, with titles again, or a row that only says the year."""
    f, gauche = _open(t, "Suivi"), _Gauche(["libelle"])
    repete = t.has()
    titres = gauche.write_titres(t)
    if not repete:
        f.add(*titres, "T1", "T2", "T3", "T4")
    for annee in sorted({x.annee for x in t.trimestres}):
        siens = [Trimestre(annee, n) for n in (1, 2, 3, 4)]
        f.add(t.pick(f"{annee}", f"Année {annee}"))
        if repete:
            f.add(*titres, *([f"T{x.numero}" for x in siens] if t.has() else [f"T{x.numero} {annee}" for x in siens]))
        for i in t.indicateurs:
            _add_ligne(t, f, gauche.write(t, i), [(x, "r") for x in siens], i.code, "DEP")
        if t.has():
            f.add()
    return [f]


def make_long(t: Tirage) -> list[FeuilleSuivi]:
    """One row per datum."""
    f, gauche = _open(t, "Base"), _Gauche.draw(t)
    f.add(*gauche.write_titres(t), "Période", "Résultat", "Objectif")
    for i in t.indicateurs:
        debut = gauche.write(t, i)
        for x in t.trimestres:
            _add_ligne(t, f, [*debut, t.write_trimestre(x, 0)], [(x, "r"), (x, "c")], i.code, "DEP")
    return [f]


def make_pieges(t: Tirage) -> list[FeuilleSuivi]:
    """What must not be read as it stands: part of the public, months, a year not updated, the same datum twice."""
    f, gauche = FeuilleSuivi("Suivi"), _Gauche(["code"])
    sorte = t.alea.randrange(8)
    x = t.trimestres[0]
    if sorte == 0:
        f.nom = "Femmes"
        f.add("Code", *(t.write_trimestre(y, 0) for y in t.trimestres))
    elif sorte == 1:
        f.add("Code", *(f"{mois} {x.annee}" for mois in ("janv.", "févr.", "mars", "avril", "mai", "juin")))
    elif sorte == 2:
        f.nom = str(x.annee + 1)
        f.add("Code", *(f"T{n} {x.annee}" for n in (1, 2, 3, 4)))
    elif sorte == 3:
        f.add("", x.annee)
        f.add("Code", "T3", "T4", "T1", "T2")
    elif sorte == 4:
        f.add("Code", "Public", *(t.write_trimestre(y, 0) for y in t.trimestres))
    elif sorte == 5:
        f.add("Code", *(t.write_trimestre(x, forme) for forme in (0, 1, 4)))
    elif sorte == 6:
        f.add("Code", *(t.write_trimestre(y, 0) for y in t.trimestres))
        t.indicateurs = [*t.indicateurs, *t.indicateurs]
    else:
        f.add("Code", f"S1 {x.annee}", f"T1 {x.annee} (k€)", f"T2 {x.annee} femmes", f"{x.annee}", f"Cumul {x.annee}")
    largeur = len(f.lignes[-1]) - 1
    for i in t.indicateurs:
        suite = [t.pick("Femmes", "Hommes", "dont QPV")] if sorte == 4 else []
        numero = f.add(*gauche.write(t, i), *suite, *(t.make_nombre() for _ in range(largeur - len(suite))))
        if sorte == 3:  # under the year, T3 and T4 are its own; T1 and T2 after them are another year's
            f.verite |= {(numero, 2): (i.code, x.annee, 3, "DEP"), (numero, 3): (i.code, x.annee, 4, "DEP")}
    return [f]


DISPOSITIONS: tuple[Callable[[Tirage], list[FeuilleSuivi]], ...] = (
    make_simple,
    make_annee_au_dessus,
    make_paires,
    make_par_annee,
    make_trimestres_en_lignes,
    make_par_indicateur,
    make_par_fiche,
    make_lieux,
    make_lignes_paires,
    make_empile,
    make_long,
    make_pieges,
)
"""The layouts, in turn."""
