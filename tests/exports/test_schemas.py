"""The public schemas are what COLONNES says, and templates, examples and open data pass them with their dialect."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from frictionless import Dialect, Package, Resource, Schema
from frictionless.formats import CsvControl

from lib.domain.depots import COLONNES
from lib.domain.faits import Execution, Resultat
from lib.domain.lots import Lot
from lib.domain.modeles import build_lignes_modele
from lib.domain.nomenclatures import Financeur, GenreLot, TypeDepot
from lib.domain.periodes import Trimestre
from lib.exports.fichiers_ouverts import build_fichiers
from lib.exports.modeles import build_modele_csv
from lib.exports.ouvertes import build_csv, build_datapackage
from lib.exports.schemas import build_exemple_csv, build_schema, build_schema_json, get_nom_schema
from lib.imports.lecture import read_fichier
from tests.domain.test_coherence import read_contrat_reel
from tests.factories import CONTRIBUTEUR, build_resultat
from tests.serveur import RACINE

DOSSIER = RACINE / "data" / "schemas"
REEL = read_contrat_reel()
TYPES = pytest.mark.parametrize("type_depot", list(TypeDepot))


def list_erreurs(type_depot: TypeDepot, contenu: bytes, dossier: Path) -> list[list[object]]:
    (dossier / "fichier.csv").write_bytes(contenu)
    ressource = Resource(
        path="fichier.csv",
        basepath=str(dossier),
        encoding="utf-8-sig",
        dialect=Dialect(controls=[CsvControl(delimiter=";")]),
        schema=Schema.from_descriptor(build_schema(type_depot)),
    )
    return ressource.validate().flatten(["rowNumber", "fieldName", "type", "note"])


@TYPES
def test_the_committed_schema_is_the_one_the_columns_give(type_depot: TypeDepot) -> None:
    nom = get_nom_schema(type_depot)
    assert (DOSSIER / f"{nom}.json").read_bytes() == build_schema_json(type_depot)
    assert (DOSSIER / f"{nom}-exemple.csv").read_bytes() == build_exemple_csv(type_depot)


def test_no_other_file_pretends_to_be_a_schema() -> None:
    noms = {get_nom_schema(type_depot) for type_depot in TypeDepot}
    assert {f.name for f in DOSSIER.iterdir()} == {f"{nom}{fin}" for nom in noms for fin in (".json", "-exemple.csv")}


@TYPES
def test_a_schema_is_valid_and_complete(type_depot: TypeDepot) -> None:
    ecrit = json.loads(build_schema_json(type_depot))
    assert list(Schema.metadata_validate(ecrit)) == []
    attendus = {"name", "title", "description", "countryCode", "homepage", "path", "resources", "created"}
    assert attendus | {"lastModified", "version", "contributors"} <= set(ecrit)
    assert [champ["name"] for champ in ecrit["fields"]] == [colonne.nom for colonne in COLONNES[type_depot]]
    assert all((RACINE / chemin["path"]).is_file() for chemin in ecrit["resources"])
    assert (RACINE / ecrit["path"]).is_file()
    assert (RACINE / ecrit["homepage"]).is_file()


@TYPES
def test_a_template_passes_its_schema(type_depot: TypeDepot, tmp_path: Path) -> None:
    lignes = build_lignes_modele(REEL, type_depot, Trimestre(2024, 4), CONTRIBUTEUR)
    assert list_erreurs(type_depot, build_modele_csv(type_depot, lignes), tmp_path) == []


@TYPES
def test_an_example_passes_its_schema_and_is_read_without_a_word(type_depot: TypeDepot, tmp_path: Path) -> None:
    contenu = build_exemple_csv(type_depot)
    assert list_erreurs(type_depot, contenu, tmp_path) == []
    table, reconnu, problemes = read_fichier(contenu, "exemple.csv")
    assert (reconnu, problemes) == (type_depot, [])
    assert table is not None and table.lecture.lignes == 1


@pytest.mark.parametrize(
    ("avant", "apres", "champ"),
    [
        (b";T2;", b";T5;", "trimestre"),
        (b";2025;", b";25a;", "annee"),
        (b";mesuree;", b";peut-etre;", "statut"),
        (b"S.1.2-01;", b";", "code_indicateur"),
    ],
)
def test_a_schema_refuses_what_is_wrong(avant: bytes, apres: bytes, champ: str, tmp_path: Path) -> None:
    contenu = build_exemple_csv(TypeDepot.RESULTATS)
    assert contenu.count(avant) == 1
    assert [erreur[1] for erreur in list_erreurs(TypeDepot.RESULTATS, contenu.replace(avant, apres), tmp_path)] == [
        champ
    ]


def test_the_open_data_pass_their_own_package(tmp_path: Path) -> None:
    contrat = replace(
        REEL,
        resultats=(
            replace(build_resultat("S.1.2-01", "2025-T1", "12.5"), lot=2, commentaire="- 3 abandons"),
            Resultat(indicateur="S.3.3-02", annee=2025, trimestre=1, texte="Plan ; écrit", lot=2),
        ),
        executions=(Execution(fiche="S.1.2", annee=2025, trimestre=1, financeur=Financeur.ETAT, montant=-150, lot=2),),
    )
    lot = Lot(numero=2, genre=GenreLot.DEPOT, publie_le=datetime(2025, 4, 12, 8, tzinfo=UTC))
    fichiers = build_fichiers(contrat, [lot])
    for fichier in fichiers:
        (tmp_path / f"{fichier.nom}.csv").write_bytes(build_csv(fichier))
    (tmp_path / "datapackage.json").write_bytes(build_datapackage(contrat, fichiers))
    rapport = Package(str(tmp_path / "datapackage.json")).validate()
    assert len(rapport.tasks) == len(fichiers)
    assert rapport.flatten(["taskNumber", "rowNumber", "fieldName", "type", "note"]) == []
