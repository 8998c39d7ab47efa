"""Twelve kinds of damage done to a CSV of eight rows: no value is lost in silence, none is published wrong.

Each draw spoils one or two rows of a file that reads well. A value of the file must then be published as it was, or its
row (or the file) must be told; and nothing may be published that the file did not say.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lib.domain.comparaison import A_PUBLIER
from lib.domain.droits import Acteur, Role
from lib.domain.faits import Resultat
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme
from lib.imports.lecture import read_source
from lib.usecases.depots import Depot, PlanDepot, verify_depot

TIRAGES = 150
CODE = "94-2024"
CD = Acteur(Role.CONTRIBUTEUR_CD)
LE_JOUR = datetime(2025, 2, 15, 9, tzinfo=UTC)

EN_TETES = (
    ("code_indicateur", "annee", "trimestre", "valeur"),
    ("code_indicateur", "annee", "trimestre", "valeur", "commentaire"),
    (
        "code_indicateur",
        "libelle",
        "annee",
        "trimestre",
        "territoire",
        "valeur",
        "numerateur",
        "denominateur",
        "commentaire",
    ),
)
VALEURS = {
    "S.1.1-01": "62",
    "S.1.2-01": "61",
    "S.1.2-02": "350",
    "S.1.2-03": "75",
    "S.1.3-01": "16",
    "S.2.1-01": "12,5",
    "S.3.3-03": "250",
    "S.2.2-02": "1 015",
}
"""Code → value typed; all for T4 2024."""

Rangees = list[list[str]]
Degat = Callable[[list[str], random.Random, str], None]


def build_rangees(titres: tuple[str, ...], tirage: random.Random) -> Rangees:
    """Build the eight rows: a comment now and then, which may hold a comma."""
    commentaires = ("", "", "relevé des foyers", "source : bailleur, mars", "à revoir")
    rangees = []
    for code, valeur in VALEURS.items():
        cases = {"code_indicateur": code, "annee": "2024", "trimestre": "T4", "valeur": valeur}
        cases["commentaire"] = tirage.choice(commentaires)
        rangees.append([cases.get(titre, "") for titre in titres])
    return rangees


def quote_ligne(lignes: list[str], tirage: random.Random, sep: str) -> None:
    rang = tirage.randrange(len(lignes))
    lignes[rang] = '"' + lignes[rang].replace('"', '""') + '"'


def open_guillemet(lignes: list[str], tirage: random.Random, sep: str, ou: str) -> None:
    rang = tirage.randrange(len(lignes))
    cases = lignes[rang].split(sep)
    choix = {"premier": 0, "milieu": tirage.randrange(1, len(cases) - 1), "dernier": len(cases) - 1}
    cases[choix[ou]] = '"' + cases[choix[ou]]
    lignes[rang] = sep.join(cases)


def change_separateur(lignes: list[str], tirage: random.Random, sep: str) -> None:
    rang = tirage.randrange(len(lignes))
    lignes[rang] = lignes[rang].replace(sep, tirage.choice([s for s in ";,\t|" if s != sep]))


def break_ligne(lignes: list[str], tirage: random.Random, sep: str, vide: bool = False) -> None:
    rang = tirage.randrange(len(lignes))
    coupe = tirage.randrange(1, len(lignes[rang]) - 1)
    lignes[rang] = lignes[rang][:coupe] + ("\n\n" if vide else "\n") + lignes[rang][coupe:]


def remove_separateur(lignes: list[str], tirage: random.Random, sep: str) -> None:
    rang = tirage.randrange(len(lignes))
    places = [place for place, signe in enumerate(lignes[rang]) if signe == sep]
    place = tirage.choice(places)
    lignes[rang] = lignes[rang][:place] + lignes[rang][place + 1 :]


def double_separateur(lignes: list[str], tirage: random.Random, sep: str) -> None:
    rang = tirage.randrange(len(lignes))
    place = tirage.choice([place for place, signe in enumerate(lignes[rang]) if signe == sep])
    lignes[rang] = lignes[rang][:place] + sep + lignes[rang][place:]


def swallow_lignes(lignes: list[str], tirage: random.Random, sep: str) -> None:
    """Open a quote in a cell and close it some rows below, in any cell."""
    premier = tirage.randrange(len(lignes) - 1)
    dernier = min(len(lignes) - 1, premier + tirage.randrange(1, 4))
    debut, fin = lignes[premier].split(sep), lignes[dernier].split(sep)
    ouvre, ferme = tirage.randrange(len(debut)), tirage.randrange(len(fin))
    debut[ouvre] = '"' + debut[ouvre]
    fin[ferme] += '"'
    lignes[premier], lignes[dernier] = sep.join(debut), sep.join(fin)


def join_lignes(lignes: list[str], tirage: random.Random, sep: str) -> None:
    rang = tirage.randrange(len(lignes) - 1)
    lignes[rang : rang + 2] = [lignes[rang] + tirage.choice(["", sep, " "]) + lignes[rang + 1]]


def quote_deux_cases(lignes: list[str], tirage: random.Random, sep: str) -> None:
    rang = tirage.randrange(len(lignes))
    cases = lignes[rang].split(sep)
    debut = tirage.randrange(len(cases) - 1)
    cases[debut], cases[debut + 1] = '"' + cases[debut], cases[debut + 1] + '"'
    lignes[rang] = sep.join(cases)


DEGATS: dict[str, Degat] = {
    "ligne entière entre guillemets": quote_ligne,
    "guillemet ouvert, première cellule": lambda lignes, t, sep: open_guillemet(lignes, t, sep, "premier"),
    "guillemet ouvert, au milieu": lambda lignes, t, sep: open_guillemet(lignes, t, sep, "milieu"),
    "guillemet ouvert, dernière cellule": lambda lignes, t, sep: open_guillemet(lignes, t, sep, "dernier"),
    "une ligne avec un autre séparateur": change_separateur,
    "ligne coupée en deux": break_ligne,
    "ligne coupée en deux par une ligne vide": lambda lignes, t, sep: break_ligne(lignes, t, sep, vide=True),
    "séparateur manquant": remove_separateur,
    "séparateur doublé": double_separateur,
    "guillemet refermé plus bas": swallow_lignes,
    "deux lignes sur une": join_lignes,
    "deux cellules dans les mêmes guillemets": quote_deux_cases,
}


@pytest.fixture(scope="module", autouse=True)
def magasin(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    copie = shutil.copy(magasin_initial, tmp_path_factory.mktemp("degats") / "jalons.sqlite")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{copie}")
        yield


def damage(nom: str, numero: int) -> tuple[str, list[str]]:
    """Give the damaged text, and the codes of the rows before it."""
    tirage = random.Random(f"{nom} {numero}")
    titres, sep = tirage.choice(EN_TETES), tirage.choice(";;;,\t|")
    rangees = build_rangees(titres, tirage)
    if sep == ",":
        rangees = [[f'"{case}"' if "," in case else case for case in rangee] for rangee in rangees]
    lignes = [sep.join(rangee) for rangee in rangees]
    DEGATS[nom](lignes, tirage, sep)
    return "\n".join([sep.join(titres), *lignes, ""]), [rangee[0] for rangee in rangees]


def verify(texte: str) -> PlanDepot:
    depot = Depot(contenu=texte.encode(), nom="resultats.csv", type_depot=TypeDepot.RESULTATS)
    return verify_depot(CD, CODE, depot, LE_JOUR.date())


def list_publies(plan: PlanDepot) -> dict[str, Decimal | None]:
    """What publishing the correct rows alone would write: code → value; places other than the département spoil it."""
    faits = [ligne.apres for ligne in plan.lignes if ligne.etat in A_PUBLIER]
    assert all(isinstance(fait, Resultat) for fait in faits)
    return {
        f"{fait.indicateur} {fait.periode} {fait.territoire} {fait.ventilation}".strip(): fait.valeur
        for fait in faits
        if isinstance(fait, Resultat)
    }


@pytest.mark.parametrize("nom", DEGATS)
def test_no_damage_loses_a_value_in_silence_or_publishes_a_wrong_one(nom: str) -> None:
    attendues = {f"{code} 2024-T4 DEP": Decimal(v.replace(" ", "").replace(",", ".")) for code, v in VALEURS.items()}
    perdus, faux = [], []
    for numero in range(TIRAGES):
        texte, _ = damage(nom, numero)
        plan = verify(texte)
        if plan.est_illisible:
            continue
        publies = list_publies(plan)
        faux += [(numero, cle, valeur) for cle, valeur in publies.items() if attendues.get(cle) != valeur]
        dits = _join_dites(plan, texte)
        perdus += [(numero, cle) for cle in attendues if cle not in publies and cle.split(" ")[0] not in dits]
    assert (perdus, faux) == ([], [])


def _join_dites(plan: PlanDepot, texte: str) -> str:
    """Join the rows told to be wrong or asked about, as the file has them: a code cut in two is whole again."""
    source, _ = read_source(texte.encode(), "resultats.csv", TypeDepot.RESULTATS)
    assert source is not None
    graves = (NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER)
    numeros = sorted({p.ligne for p in plan.problemes if p.ligne and p.niveau in graves})
    return "".join(source.grille.bruts[numero - 1] for numero in numeros).replace('"', "").replace("\n", "")


def test_without_damage_the_eight_values_are_published() -> None:
    for numero in range(12):
        tirage = random.Random(numero)
        titres = EN_TETES[numero % len(EN_TETES)]
        texte = "\n".join([";".join(titres), *(";".join(r) for r in build_rangees(titres, tirage)), ""])
        plan = verify(texte)
        assert len(list_publies(plan)) == len(VALEURS), plan.problemes
