"""Empty never erases: whatever column a file leaves empty, of whatever kind, what was published there stays."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lib.domain.comparaison import A_PUBLIER, AVEC_LA_MESURE, TOUJOURS_GARDES, get_mesure, list_en_place
from lib.domain.contrat import Fait
from lib.domain.depots import COLONNES, Colonne
from lib.domain.invisibles import INVISIBLES
from lib.domain.nomenclatures import StatutResultat, TypeDepot
from lib.usecases.contrats import build_contrat_lu
from lib.usecases.depots import Depot, publish_depot, verify_depot
from tests.imports.fabrique import to_csv
from tests.usecases.test_messages import (
    CD,
    CODE,
    LE_JOUR,
    Ligne,
    cible,
    contexte,
    enveloppe,
    execution,
    report,
    resultat,
    versement,
)

R, C, CX = TypeDepot.RESULTATS, TypeDepot.CIBLES, TypeDepot.CONTEXTE
PLEINES: tuple[tuple[TypeDepot, Ligne], ...] = (
    (R, resultat("75", "S.2.1-01", numerateur="60", denominateur="80", commentaire="enquête", statut="Provisoire")),
    (R, resultat("64", commentaire="relevé", territoire="DEP", statut="Provisoire")),
    (R, resultat("Guide paru", "S.3.3-02", commentaire="au 30 juin")),
    (TypeDepot.EXECUTIONS, execution("31 795,50", commentaire="mandats")),
    (C, cible("25", code_indicateur="S.1.2-05", texte="25 binômes", territoire="DEP")),
    (TypeDepot.ENVELOPPES, enveloppe("207 500")),
    (TypeDepot.VERSEMENTS, versement("31 795")),
    (TypeDepot.REPORTS, report("2 500", commentaire="dialogue de gestion")),
    (CX, contexte("4 018", source="CAF 94", unite="foyers")),
)
"""One whole row of each kind; three of results, whose values are a rate, a count and words."""

VIDES = ("", "   ", "\u00a0", "\u200b", "\ufeff ", "'", "’", "\t", "\u3164\u200e")
VIDES += ("".join(caractere for caractere in INVISIBLES if caractere not in "\r\n"),)


@pytest.fixture(scope="module")
def modele(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store where every whole row was published."""
    copie = Path(shutil.copy(magasin_initial, tmp_path_factory.mktemp("vide") / "jalons.sqlite"))
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{copie}")
        for type_depot, ligne in PLEINES:
            depot = build_depot(type_depot, ligne, motif="relevé")
            _, lot = publish_depot(CD, CODE, depot, maintenant=LE_JOUR)
            assert lot is not None
    return copie


@pytest.fixture(autouse=True)
def magasin(modele: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{modele}")
    yield


def build_depot(type_depot: TypeDepot, ligne: Ligne, **decisions: Any) -> Depot:
    colonnes = [colonne.nom for colonne in COLONNES[type_depot]]
    contenu = to_csv([colonnes, [str(ligne.get(nom, "")) for nom in colonnes]]).encode()
    return Depot(contenu=contenu, nom="depot.csv", type_depot=type_depot, accepter=TOUTES, **decisions)


TOUTES = frozenset({"C05", "C09", "C10", "C18", "C19", "C31"})
"""Questions about the values of PLEINES themselves, answered yes."""


def list_cas() -> list[tuple[TypeDepot, Ligne, Colonne]]:
    return [(type_depot, ligne, colonne) for type_depot, ligne in PLEINES for colonne in COLONNES[type_depot]]


def list_dits(fait: Fait) -> dict[str, Any]:
    """What a fact says, its key and the marks of its lot apart."""
    return {nom: getattr(fait, nom, None) for nom in ("valeur", "montant", "statut", *TOUJOURS_GARDES, *AVEC_LA_MESURE)}


@pytest.mark.parametrize(
    ("type_depot", "ligne", "colonne"),
    list_cas(),
    ids=[f"{type_depot.value}-{ligne.get('code_indicateur', '')}-{c.nom}" for type_depot, ligne, c in list_cas()],
)
@pytest.mark.parametrize("vide", VIDES, ids=[repr(vide[:8]) for vide in VIDES])
def test_an_empty_column_erases_nothing(type_depot: TypeDepot, ligne: Ligne, colonne: Colonne, vide: str) -> None:
    plan = verify_depot(CD, CODE, build_depot(type_depot, ligne | {colonne.nom: vide}), LE_JOUR.date())
    en_place = list_en_place(build_contrat_lu(CODE), type_depot)
    for comparee in plan.lignes:
        if comparee.etat not in A_PUBLIER or comparee.apres is None:
            continue
        assert not comparee.apres.efface
        avant = en_place.get(comparee.apres.cle)
        if avant is not None:
            assert list_dits(comparee.apres) == list_dits(avant), colonne.nom


@pytest.mark.parametrize("vide", VIDES, ids=[repr(vide[:8]) for vide in VIDES])
@pytest.mark.parametrize("type_depot", TypeDepot)
def test_a_row_of_empty_cells_publishes_nothing(type_depot: TypeDepot, vide: str) -> None:
    ligne = next(ligne for type_, ligne in PLEINES if type_ is type_depot)
    saisies = {colonne.nom: vide for colonne in COLONNES[type_depot] if colonne.saisie}
    plan = verify_depot(CD, CODE, build_depot(type_depot, ligne | saisies), LE_JOUR.date())
    assert plan.a_publier == ()


def test_the_terms_of_a_rate_leave_only_with_their_rate_and_on_demand() -> None:
    sans = resultat("80", "S.2.1-01")
    muet = replace(build_depot(R, sans), accepter=TOUTES - {"C31"})
    assert "C31" in {p.code for p in verify_depot(CD, CODE, muet, LE_JOUR.date()).problemes}
    assert verify_depot(CD, CODE, muet, LE_JOUR.date()).a_publier == ()
    (apres,) = verify_depot(CD, CODE, build_depot(R, sans), LE_JOUR.date()).a_publier
    assert (get_mesure(apres), getattr(apres, "numerateur", 0)) == (80, None)


def test_a_number_in_the_terms_of_what_is_no_rate_never_takes_the_value_away() -> None:
    for champs in ({"numerateur": "64"}, {"denominateur": "64"}, {"numerateur": "1", "denominateur": "2"}):
        plan = verify_depot(CD, CODE, build_depot(R, resultat("") | champs), LE_JOUR.date())
        assert "V30" in {p.code for p in plan.problemes}
        assert plan.a_publier == ()


def test_every_status_is_published_with_a_value_or_stands_for_one() -> None:
    for statut in StatutResultat:
        plan = verify_depot(CD, CODE, build_depot(R, resultat("", statut=statut.libelle)), LE_JOUR.date())
        dits = [getattr(fait, "statut", None) for fait in plan.a_publier]
        assert dits == ([] if statut in (StatutResultat.MESUREE, StatutResultat.PROVISOIRE) else [statut])


@pytest.mark.parametrize("mention", ["-", "ND", "Sans objet", "À définir"])
def test_a_status_takes_the_place_of_words_and_keeps_none(mention: str) -> None:
    plan = verify_depot(CD, CODE, build_depot(R, resultat(mention, "S.3.3-02")), LE_JOUR.date())
    (apres,) = plan.a_publier
    statut = getattr(apres, "statut", StatutResultat.MESUREE)
    assert (getattr(apres, "texte", "?"), get_mesure(apres)) == ("", None)
    assert statut is not StatutResultat.MESUREE
    (change,) = [p.message for p in plan.problemes if p.code == "C08"]
    assert f"Guide paru → {statut.libelle}" in change


@pytest.mark.parametrize(
    ("ligne", "dite"),
    [
        (resultat("75", "S.2.1-01"), "75 (provisoire) → 75 (mesurée)"),
        (resultat("64"), "64 (provisoire) → 64 (mesurée)"),
        (resultat("", "S.2.1-01", numerateur="75", denominateur="100", statut="Provisoire"), "60 sur 80) → 75 (75 sur"),
    ],
)
def test_a_change_beside_the_figure_is_asked_or_said(ligne: Ligne, dite: str) -> None:
    muet = verify_depot(CD, CODE, build_depot(R, ligne), LE_JOUR.date())
    if "statut" not in ligne:
        assert "C34" in {p.code for p in muet.problemes} and muet.a_publier == ()
    depot = replace(build_depot(R, ligne), accepter=TOUTES | {"C34"})
    plan = verify_depot(CD, CODE, depot, LE_JOUR.date())
    (change,) = [p.message for p in plan.problemes if p.code == "C08"]
    assert dite in change


LOGICIELS = ("NULL", "\\N", "nan", "None", "(vide)", "&nbsp;", "''", "-", "–", ".", "…", "...", "NA", "n/a", "?")
"""How software, or a hand in a hurry, writes that a cell is empty."""
TEXTES = [(t, ligne, c) for t, ligne, c in list_cas() if c.nature == "texte" and c.saisie and ligne.get(c.nom)]


@pytest.mark.parametrize(("type_depot", "ligne", "colonne"), TEXTES)
@pytest.mark.parametrize("vide", LOGICIELS)
def test_a_text_that_says_nothing_replaces_nothing_and_is_told(
    type_depot: TypeDepot, ligne: Ligne, colonne: Colonne, vide: str
) -> None:
    plan = verify_depot(CD, CODE, build_depot(type_depot, ligne | {colonne.nom: vide}), LE_JOUR.date())
    if vide != "''":
        assert "I21" in {p.code for p in plan.problemes}
        assert plan.bordereau is not None and plan.bordereau.laissees >= 1
        assert any(cellule.code in ("I21", "C35") for cellule in plan.cellules)
    assert plan.a_publier == ()


@pytest.mark.parametrize(("type_depot", "ligne", "colonne"), TEXTES)
@pytest.mark.parametrize(
    ("casse", "code"),
    [
        ("#REF!", "V03"),
        ("#N/A", "V03"),
        ("=A1&B2", "V04"),
        ("=SOMME(A1:A3)", "V04"),
        ("=1+1", "V04"),
        ("=Feuil2!$B$4", "V04"),
    ],
)
def test_a_broken_formula_is_never_a_text(
    type_depot: TypeDepot, ligne: Ligne, colonne: Colonne, casse: str, code: str
) -> None:
    plan = verify_depot(CD, CODE, build_depot(type_depot, ligne | {colonne.nom: casse}), LE_JOUR.date())
    assert code in {p.code for p in plan.problemes} and plan.a_publier == ()


@pytest.mark.parametrize("vide", LOGICIELS)
def test_words_that_say_nothing_replace_no_words(vide: str) -> None:
    for type_depot, ligne in ((R, resultat(vide, "S.3.3-02")), (C, cible(vide, code_indicateur="S.3.3-02"))):
        plan = verify_depot(CD, CODE, build_depot(type_depot, ligne), LE_JOUR.date())
        dits = [(getattr(fait, "texte", ""), getattr(fait, "statut", None)) for fait in plan.a_publier]
        assert dits in ([], [("", StatutResultat.NON_DISPONIBLE)])
        assert vide == "''" or {p.code for p in plan.problemes} & {"V32", "I01"}


@pytest.mark.parametrize(
    "texte",
    ["RAS", "=> voir la note", "= stable", "=1 sortie ; suite", "aucun", "nd", "N° 1", "- 3 places", "vide sanitaire"],
)
def test_words_that_say_something_are_kept(texte: str) -> None:
    ligne = resultat("64", statut="Provisoire", commentaire=texte)
    (apres,) = verify_depot(CD, CODE, build_depot(R, ligne), LE_JOUR.date()).a_publier
    assert getattr(apres, "commentaire", "") == texte
