"""No path leads from the store to a reader without passing through the mask of small counts.

Two stores differ only by figures that must be hidden; whatever they give out must be the same, to the letter. What is
hidden is then said to be, wherever its row stands.

Left out on purpose, with the check that a reader is refused there: the original file of a lot and what its receipt
quotes of it, for the service that deposited it and the administrator (can_voir_piece); templates and the workbooks of
a quarter, which hold known values for those who fill them; a file's comparison while its service deposits it.
"""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from lib.domain.contrat import Contexte
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse
from lib.domain.nomenclatures import Producteur, TypeDepot
from lib.domain.periodes import Trimestre
from lib.ui.comparaison import build_tableau
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, verify_depot
from lib.usecases.lots import list_lots
from lib.usecases.modeles import FormatModele, get_modele
from lib.usecases.mon_trimestre import get_classeurs_zip
from lib.usecases.recu import get_piece
from tests.chemins.fuites import list_fuites, list_sentinelles, write_fuites
from tests.chemins.lecture import FAMILLES, LECTEURS, Textes, list_recus, list_textes, list_textes_fichier
from tests.chemins.magasin import CASES, COMMUNES, MESURES, PERIODES, TOTAL, Jumeau, build_jumeau
from tests.phrases import open_magasin

MASQUE = "masqué (petit effectif)"
ABSENCES = ("–", "0", "non transmis", "donnée attendue", "en attente")
FIN, CODE = Trimestre(2025, 4), "V3-07"
PAGES = "pages, lecteur"

Lire = Callable[[int, str], Textes]


@pytest.fixture(scope="module")
def jumeaux(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Jumeau, Jumeau]:
    dossier = tmp_path_factory.mktemp("jumeaux")
    return build_jumeau(magasin_initial, dossier, 0), build_jumeau(magasin_initial, dossier, 1)


@pytest.fixture(scope="module")
def lire(jumeaux: tuple[Jumeau, Jumeau]) -> Lire:
    """Read a family of one of the twins, once for all the tests."""
    lues: dict[tuple[int, str], Textes] = {}

    def _lire(rang: int, famille: str) -> Textes:
        if (rang, famille) not in lues:
            lues[rang, famille] = list_textes(jumeaux[rang], famille)
        return lues[rang, famille]

    return _lire


@pytest.fixture
def ouvert(jumeaux: tuple[Jumeau, Jumeau]) -> Iterator[str]:
    """The first twin is the store of the test; gives the code of its contract."""
    with open_magasin(jumeaux[0].url):
        yield get_code(None)


@pytest.mark.parametrize("famille", FAMILLES)
def test_what_is_given_out_tells_nothing_of_a_hidden_figure(
    famille: str, jumeaux: tuple[Jumeau, Jumeau], lire: Lire
) -> None:
    fuites = list_fuites(jumeaux[0], lire(0, famille), lire(1, famille))
    assert not fuites, write_fuites(fuites)


def test_the_twins_differ_by_every_hidden_figure_and_by_nothing_else(jumeaux: tuple[Jumeau, Jumeau]) -> None:
    premiers, seconds = ({f.cle: f for f in jumeau.deposes} for jumeau in jumeaux)
    assert premiers.keys() == seconds.keys()
    for cle, fait in premiers.items():
        fine = isinstance(fait, Contexte) or (fait.territoire, fait.ventilation) != ("DEP", "")
        assert (fait != seconds[cle]) is fine, cle
    assert not jumeaux[0].sentinelles.keys() & jumeaux[1].sentinelles.keys()


def test_a_figure_that_is_not_hidden_is_met_where_it_is_given(jumeaux: tuple[Jumeau, Jumeau], lire: Lire) -> None:
    """A leak would be seen: the reading sees the département in drawings and files, and the receipt of its service."""
    tout = next(f for f in jumeaux[0].deposes if f.cle == (CODE, FIN.annee, FIN.numero, "DEP", ""))
    ecrit, pages = str(tout.valeur), lire(0, PAGES)
    assert int(ecrit) > TOTAL
    endroit = f"pages/indicateur.py code={CODE} trimestre={FIN}"
    assert any(f'"valeur": {ecrit}.0' in texte for texte in pages[endroit]), "le dessin n’est pas lu"
    assert any(ecrit in texte for texte in lire(0, "données ouvertes")["export resultats.csv "])
    with open_magasin(jumeaux[0].url):
        recus = list_recus([Role.ADMINISTRATEUR])
    vues = {vue for textes in recus.values() for texte in textes for vue, _ in list_sentinelles(jumeaux[0], texte)}
    assert any("commentaire" in vue for vue in vues) and any("cellule citée" in vue for vue in vues)


def test_every_page_of_the_menu_is_opened(lire: Lire) -> None:
    fichiers = {f"pages/{f.name}" for f in Path("pages").glob("[!_]*.py")}
    assert {endroit.split()[0] for endroit in lire(0, PAGES)} >= fichiers


@pytest.mark.parametrize("role", LECTEURS)
def test_the_file_of_a_lot_is_refused_to_other_services(role: Role, ouvert: str) -> None:
    deposes = [lot for lot in list_lots(ouvert) if lot.fichier.endswith(".csv")]
    assert len(deposes) > len(CASES) // 3
    for lot in deposes:
        with pytest.raises(AccesRefuse):
            get_piece(Acteur(role), ouvert, lot.numero)


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.COMMISSAIRE])
def test_templates_and_workbooks_are_refused_to_readers(role: Role, ouvert: str) -> None:
    for type_depot in TypeDepot:
        with pytest.raises(AccesRefuse):
            get_modele(Acteur(role), ouvert, type_depot, FIN)
    with pytest.raises(AccesRefuse):
        get_classeurs_zip(Acteur(role), ouvert, FIN)


DEPOSANTS = {Role.CONTRIBUTEUR_FT: "N-V3-03", Role.CONTRIBUTEUR_CD: CODE}
"""Who deposits, and an indicator of its own."""


def _list_autrui(code: str, jumeau: Jumeau, role: Role, textes: list[str]) -> tuple[set[str], set[str]]:
    """Give the indicators whose hidden figures are written in texts: those of a role's producer, those of another."""
    siens = {
        indicateur.code
        for indicateur in build_contrat_lu(code).indicateurs
        if (indicateur.producteur is Producteur.CD) is (role is Role.CONTRIBUTEUR_CD)
    }
    vus = {figure.partition("(")[2].split()[0] for texte in textes for figure, _ in list_sentinelles(jumeau, texte)}
    return vus & siens, vus - siens


@pytest.mark.parametrize("role", DEPOSANTS)
def test_a_template_holds_no_hidden_figure_of_another_producer(
    role: Role, ouvert: str, jumeaux: tuple[Jumeau, Jumeau]
) -> None:
    trimestre, format_ = Trimestre(2025, 2), FormatModele.CSV
    contenu = get_modele(Acteur(role), ouvert, TypeDepot.RESULTATS, trimestre, format_, hors_periode=True)
    siens, autres = _list_autrui(ouvert, jumeaux[0], role, list_textes_fichier("modele.csv", contenu))
    assert siens and not autres


@pytest.mark.parametrize("role", DEPOSANTS)
def test_a_comparison_shows_no_hidden_figure_of_another_producer(
    role: Role, ouvert: str, jumeaux: tuple[Jumeau, Jumeau]
) -> None:
    """A file may name any cell: what stands there belongs to its producer, as does all that the file leaves out."""
    lignes = [
        "code_indicateur;annee;trimestre;territoire;valeur",
        *(f"{c};2025;T2;94028;12" for c in DEPOSANTS.values()),
    ]
    depot = Depot("\r\n".join(lignes).encode(), "resultats.csv", TypeDepot.RESULTATS)
    plan = verify_depot(Acteur(role), ouvert, depot)
    textes = [build_tableau(build_contrat_lu(ouvert), list(plan.lignes)), *map(repr, plan.problemes)]
    siens, autres = _list_autrui(ouvert, jumeaux[0], role, textes)
    assert DEPOSANTS[role] in siens
    assert not autres


def _read_csv(textes: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("\n".join(textes)), delimiter=";"))


def test_an_open_file_says_which_results_are_hidden(lire: Lire, jumeaux: tuple[Jumeau, Jumeau]) -> None:
    exports = lire(0, "données ouvertes")
    lectures = [endroit for endroit in exports if endroit.startswith("export resultats.csv")]
    assert len(lectures) > 2
    for endroit in lectures:
        lignes = _read_csv(exports[endroit])
        fines = [ligne for ligne in lignes if (ligne["territoire"], ligne["ventilation"]) != ("DEP", "")]
        assert fines, endroit
        for ligne in fines:
            assert ligne["masque"] == "oui", (endroit, ligne)
            assert not any(ligne[nom] for nom in ("valeur", "numerateur", "denominateur", "texte", "commentaire"))
        assert {ligne["masque"] for ligne in lignes if ligne not in fines} == {"non"}


def test_an_open_file_says_which_figures_of_situation_are_hidden(lire: Lire) -> None:
    lignes = _read_csv(lire(0, "données ouvertes")["export contexte.csv "])
    nouvelles = [ligne for ligne in lignes if ligne["date"] in PERIODES]
    assert nouvelles
    for ligne in nouvelles:
        assert (ligne.get("masque"), ligne["valeur"]) == ("oui", ""), ligne


def test_the_page_of_an_indicator_says_which_figures_are_hidden(lire: Lire) -> None:
    textes = lire(0, PAGES)[f"pages/indicateur.py code={CODE} trimestre={FIN}"]
    lignes = [texte for texte in textes if texte.startswith("Territoire: ") and "Ventilation: " in texte]
    attendues = len(CASES[CODE])
    assert len(lignes) >= attendues
    for ligne in lignes:
        assert _get_cellule(ligne, "Valeur") == MASQUE, ligne
        assert _get_cellule(ligne, "Donnée") not in ABSENCES, ligne


LIEUX = ["Créteil", "Ablon-sur-Seine", "Territoire pilote"]
"""A commune of the pilot territory, one outside, and the territory, whose rates are computed from its communes."""


def _get_page(pages: Textes, debut: str) -> list[str]:
    (endroit,) = [e for e in pages if e.startswith(f"pages/{debut}") and "→" not in e]
    return pages[endroit]


@pytest.mark.parametrize("lieu", LIEUX)
def test_the_table_of_the_indicators_says_which_figures_are_hidden(lieu: str, lire: Lire) -> None:
    textes = _get_page(lire(0, PAGES), f"indicateurs.py trimestre={FIN} vue=Tableau territoire={lieu}")
    (ligne,) = [texte for texte in textes if texte.startswith("Code: V3-01 ")]
    for annee in ("2024", "2025"):
        assert MASQUE in _get_cellule(ligne, f"Résultat {annee}"), ligne


@pytest.mark.parametrize("lieu", LIEUX)
def test_the_cards_say_which_figures_are_hidden(lieu: str, lire: Lire) -> None:
    textes = _get_page(lire(0, PAGES), f"indicateurs.py trimestre={FIN} vue=Cartes territoire={lieu}")
    (carte,) = [carte for carte in "\n".join(textes).split("a class='carte'") if "code=V3-01&" in carte]
    assert MASQUE in carte.split("class='figure")[-1], carte


@pytest.mark.parametrize("code", ["V3-01", "V3-04b", CODE, MESURES[0]])
def test_the_territory_says_which_figures_are_hidden(code: str, lire: Lire) -> None:
    pages = lire(0, PAGES)
    fichiers = [endroit for endroit in pages if endroit.endswith(f"→ territoire-{code}.csv")]
    assert fichiers
    for endroit in fichiers:
        lignes = [ligne for ligne in _read_csv(pages[endroit]) if ligne["Code INSEE"] in COMMUNES]
        assert len(lignes) == len(COMMUNES), endroit
        for ligne in lignes:
            assert MASQUE in ligne.values(), (endroit, ligne)
        page = pages[endroit.partition(" →")[0]]
        bulles = [texte for texte in page if '"texte": ' in texte and any(f'"{c}"' in texte for c in COMMUNES)]
        barres = [texte for texte in page if texte.startswith("commune: ") or '{"commune": ' in texte]
        assert len(bulles) >= len(COMMUNES) and len(barres) >= len(COMMUNES)
        assert not [texte for texte in bulles + barres if MASQUE not in texte], endroit


def _get_cellule(ligne: str, nom: str) -> str:
    """Give one cell of a row of a table, as a page shows it."""
    return dict(cellule.split(": ", 1) for cellule in ligne.split(" | "))[nom]
