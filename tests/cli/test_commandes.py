"""The command line: exit codes, what it prints, what it writes. 0: done; 1: refused; 2: misuse."""

import csv
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from lib.cli.commandes import run
from lib.cli.roles import read_role
from lib.domain.droits import Role
from tests.imports.test_dossier import FICTIF, REEL


@pytest.fixture
def magasin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An initialised store holding the real contract."""
    fichier = tmp_path / "m.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{fichier}")
    assert run(["initialiser"]) == 0
    return fichier


def write_fichier(dossier: Path, *lignes: str, nom: str = "resultats.csv") -> Path:
    chemin = dossier / nom
    chemin.write_bytes("\r\n".join(["code_indicateur;annee;trimestre;valeur", *lignes, ""]).encode("cp1252"))
    return chemin


def read_csv(chemin: Path) -> list[dict[str, str]]:
    assert chemin.read_bytes().startswith(b"\xef\xbb\xbf")
    with chemin.open(encoding="utf-8-sig", newline="") as flux:
        return list(csv.DictReader(flux, delimiter=";"))


def test_initialising_twice_changes_nothing(magasin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["initialiser"]) == 0
    assert "déjà chargé, rien à changer" in capsys.readouterr().out


def test_without_publier_nothing_is_written(magasin: Path, tmp_path: Path) -> None:
    assert run(["importer", str(write_fichier(tmp_path, "S.1.3-01;2024;T4;28"))]) == 0
    assert run(["exporter", str(tmp_path / "e")]) == 0
    assert read_csv(tmp_path / "e" / "resultats.csv") == []


def test_a_value_published_is_in_the_open_data_and_leaves_with_the_undo(magasin: Path, tmp_path: Path) -> None:
    fichier = write_fichier(tmp_path, "S.1.3-01;2024;T4;28")
    assert run(["importer", str(fichier), "--publier", "--role", "contributeur CD", "--auteur", "A. Martin"]) == 0
    run(["exporter", str(tmp_path / "e")])
    (ligne,) = read_csv(tmp_path / "e" / "resultats.csv")
    assert (ligne["code_indicateur"], ligne["annee"], ligne["trimestre"]) == ("S.1.3-01", "2024", "T4")
    assert (ligne["valeur"], ligne["territoire"], ligne["lot"]) == ("28", "DEP", "2")
    assert ligne["service"] == "Conseil départemental"
    assert "Martin" not in "".join(f.read_text(encoding="utf-8") for f in (tmp_path / "e").iterdir())
    assert run(["annuler-lot", "2", "--auteur", "A. Martin", "--motif", "mauvais fichier"]) == 0
    run(["exporter", str(tmp_path / "f")])
    assert read_csv(tmp_path / "f" / "resultats.csv") == []
    run(["exporter", str(tmp_path / "g"), "--jusqu-a", "2"])
    assert (tmp_path / "g" / "resultats.csv").read_bytes() == (tmp_path / "e" / "resultats.csv").read_bytes()
    assert [lot["etat"] for lot in read_csv(tmp_path / "f" / "lots.csv")] == ["publie", "annule", "publie"]
    assert [lot["etat"] for lot in read_csv(tmp_path / "g" / "lots.csv")] == ["publie", "publie"]


COLONNES = {
    "indicateurs": "code;niveau;axe;fiche;libelle;unite;type;mode;additif;sens;producteur;statut;situation_initiale"
    ";periode_situation_initiale;source",
    "cibles": "code_indicateur;annee;territoire;ventilation;valeur;texte;avenant;lot",
    "resultats": "code_indicateur;annee;trimestre;territoire;ventilation;valeur;numerateur;denominateur;texte;statut"
    ";commentaire;lot;service;publie_le",
    "axes": "code;type;intitule;debut;fin",
    "fiches": "code;axe;intitule;debut;fin",
    "enveloppes": "fiche;annee;financeur;nature;montant;avenant",
    "executions": "fiche;annee;trimestre;financeur;montant;lot",
    "versements": "partie;axe;fiche;annee_convention;date;montant;reference",
    "reports": "fiche;annee_origine;annee_destination;financeur;montant",
    "contexte": "territoire;code_insee;mesure;date;valeur;unite;source",
    "echeances": "code;qui;quoi;echeance;rythme;article",
    "ecarts": "code;objet;valeur_1;lieu_1;valeur_2;lieu_2",
    "feuille_de_route": "code;domaine;cible_operationnelle;action;echeance;pilotes;statut",
    "lots": "numero;genre;etat;service;publie_le;motif;sha256;annule_lot",
}


def test_the_open_data_has_the_promised_columns_and_counts(magasin: Path, tmp_path: Path) -> None:
    run(["exporter", str(tmp_path)])
    for nom, colonnes in COLONNES.items():
        entetes = (tmp_path / f"{nom}.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(";")
        assert set(colonnes.split(";")) <= set(entetes), nom
    comptes = {nom: len(read_csv(tmp_path / f"{nom}.csv")) for nom in ("indicateurs", "fiches", "axes", "echeances")}
    assert comptes == {"indicateurs": 138, "fiches": 14, "axes": 6, "echeances": 44}
    paquet = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert {ressource["path"] for ressource in paquet["resources"]} >= {f"{nom}.csv" for nom in COLONNES}
    enveloppes = read_csv(tmp_path / "enveloppes.csv")
    totaux = {
        f: sum(float(e["montant"].replace(",", ".")) for e in enveloppes if e["financeur"] == f) for f in ("ETAT", "CD")
    }
    assert totaux == {"ETAT": 4789685.0, "CD": 16594721.0}


def test_a_refused_file_ends_with_one_and_says_why(
    magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fichier = write_fichier(tmp_path, "S.1.3-01;2024;T4;28", "S.1.3-99;2024;T4;3")
    assert run(["importer", str(fichier), "--publier"]) == 1
    assert "S.1.3-99" in capsys.readouterr().out
    assert run(["importer", str(fichier), "--publier", "--partiel"]) == 0


RESUME = ["nouveau", "modifie", "inchange", "conflit", "vide", "erreur", "a_confirmer", "absent"]


@pytest.mark.parametrize(
    ("ligne", "options", "refus"),
    [
        ("S.1.3-02;2024;T4;environ 33", ("--publier",), "corrigez-les"),
        ("S.1.3-01;2024;T4;28", ("--publier", "--role", "lecteur"), "Lecteur"),
        ("S.1.3-01;2024;T4;28", ("--contrat", "inconnu"), "inconnu"),
    ],
)
def test_a_refusal_leaves_the_json_report_alone_on_stdout(
    magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ligne: str, options: tuple[str, ...], refus: str
) -> None:
    capsys.readouterr()
    assert run(["importer", str(write_fichier(tmp_path, ligne)), "--json", *options]) == 1
    sortie = capsys.readouterr()
    rapport = json.loads(sortie.out)
    assert (list(rapport), list(rapport["resume"])) == (["lecture", "resume", "cellules", "messages", "lot"], RESUME)
    assert rapport["lot"] is None
    assert refus in sortie.err


def test_a_file_that_does_not_exist_is_said(magasin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["importer", "nulle-part.csv"]) == 1
    assert "introuvable" in capsys.readouterr().out


def test_the_report_as_json_has_the_promised_shape(
    magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    fichier = write_fichier(tmp_path, "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;environ 33")
    assert run(["importer", str(fichier), "--publier", "--partiel", "--json"]) == 0
    rapport = json.loads(capsys.readouterr().out)
    assert list(rapport) == ["lecture", "resume", "cellules", "messages", "lot"]
    assert list(rapport["resume"]) == RESUME
    assert rapport["cellules"] == {"remplies": 2, "publiees": 1, "inchangees": 0, "laissees": 1, "ignorees": 0}
    assert rapport["lecture"]["type"] == "resultats" and rapport["lecture"]["encodage"]
    assert (rapport["resume"]["nouveau"], rapport["resume"]["erreur"], rapport["lot"]) == (1, 1, 2)
    (message,) = rapport["messages"]
    assert list(message) == ["code", "niveau", "ligne", "colonne", "lu", "attendu", "message"]
    assert (message["code"], message["ligne"], message["lu"]) == ("V01", 3, "environ 33")
    assert message["colonne"].startswith("D")


def test_several_warnings_are_confirmed_by_their_codes(magasin: Path, tmp_path: Path) -> None:
    fichier = write_fichier(tmp_path, "S.2.2-02;2024;T4;1.234", "S.3.2-02;2024;T4;Néant")
    assert run(["importer", str(fichier), "--publier", "--accepter", "C01"]) == 1
    assert run(["importer", str(fichier), "--publier", "--accepter", "C01, C12"]) == 0


def test_a_warning_is_confirmed_by_its_code(magasin: Path, tmp_path: Path) -> None:
    run(["importer", str(write_fichier(tmp_path, "S.3.3-03;2024;T3;190")), "--publier"])
    baisse = write_fichier(tmp_path, "S.3.3-03;2024;T4;180", nom="baisse.csv")
    assert run(["importer", str(baisse), "--publier"]) == 1
    assert run(["importer", str(baisse), "--publier", "--accepter", "C04"]) == 0


def test_a_role_without_the_right_is_refused(magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fichier = write_fichier(tmp_path, "S.1.3-01;2024;T4;28")
    assert run(["importer", str(fichier), "--publier", "--role", "lecteur"]) == 1
    assert "Lecteur" in capsys.readouterr().out


def test_the_contract_must_be_named_when_there_are_several(
    magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["charger-contrat", str(FICTIF)]) == 0
    fichier = write_fichier(tmp_path, "S.1.3-01;2024;T4;28")
    assert run(["importer", str(fichier)]) == 1
    assert "précisez lequel" in capsys.readouterr().out
    assert run(["importer", str(fichier), "--contrat", "94-2024"]) == 0


def test_a_wrong_folder_is_refused_with_its_errors(
    magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = Path(shutil.copytree(REEL, tmp_path / "c"))
    axes = dossier / "axes.csv"
    axes.write_text(axes.read_text(encoding="utf-8").replace("2027-12-31", "fin 2027", 1), encoding="utf-8")
    assert run(["charger-contrat", str(dossier)]) == 1
    assert "axes.csv, ligne 2, colonne « fin » : lu « fin 2027 »" in capsys.readouterr().out


def test_a_tampered_store_is_named(magasin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["importer", str(write_fichier(tmp_path, "S.1.3-01;2024;T4;28")), "--publier"])
    assert run(["verifier"]) == 0
    with sqlite3.connect(magasin) as connexion:
        connexion.execute("DROP TRIGGER immuable_resultat_update")
        connexion.execute("UPDATE resultat SET valeur = '82'")
    connexion.close()
    capsys.readouterr()
    assert run(["verifier"]) == 1
    dit = capsys.readouterr().out
    assert "immuable_resultat_update" in dit
    assert "lot 2" in dit and "table resultat, ligne 1" in dit and "« valeur » vaut « 82 »" in dit


MAL_ECRITES = [
    [],
    ["importer"],
    ["importer", "x.csv", "--type", "inconnu"],
    ["importer", "x.csv", "--role", "chef"],
    ["annuler-lot", "deux", "--auteur", "a", "--motif", "m"],
    ["annuler-lot", "2", "--motif", "m"],
    ["annuler-lot", "2", "--auteur", "a"],
    ["inventer"],
    ["charger-contrat", "x", "--date-signature", "31/12/2025"],
    ["charger-contrat", "x", "--date-signature", "2025-02-30"],
    ["importer", "x.csv", "--publier=oui"],
    ["importer", "x.csv", "--p"],
    *(
        [*commande, *option, nombre]
        for nombre in ("deux", "1.5", "-1", "1000001", "9223372036854775808", "9" * 5_000)
        for commande, option in (
            (["charger-contrat", "x"], ["--avenant"]),
            (["annuler-lot", "--auteur", "a", "--motif", "m"], []),
            (["exporter", "x"], ["--jusqu-a"]),
            (["exporter", "x"], ["--avenant"]),
            (["suivi", "--trimestre", "2025-T2"], ["--jusqu-a"]),
            (["document", "matrice"], ["--jusqu-a"]),
            (["document", "matrice"], ["--avenant"]),
            (["document", "annexe3"], ["--annee"]),
        )
    ),
]


@pytest.mark.parametrize("arguments", MAL_ECRITES)
def test_a_misuse_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as sortie:
        run(arguments)
    assert sortie.value.code == 2
    dit = capsys.readouterr().err
    assert "Aide :" in dit
    assert not re.search(r"\b(invalid|value|argument|option:|could|expected|ignored)\b", dit), dit


def test_a_store_that_does_not_exist_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'rien.sqlite'}")
    assert run(["verifier"]) == 1
    assert "initialiser" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("texte", "role"),
    [
        ("contributeur_cd", Role.CONTRIBUTEUR_CD),
        ("Contributeur CD", Role.CONTRIBUTEUR_CD),
        ("valideur État", Role.VALIDEUR_ETAT),
        ("contributeur France Travail", Role.CONTRIBUTEUR_FT),
        ("contributeur-ft", Role.CONTRIBUTEUR_FT),
        ("ADMINISTRATEUR", Role.ADMINISTRATEUR),
        ("commissaire", Role.COMMISSAIRE),
    ],
)
def test_a_role_is_read_as_people_type_it(texte: str, role: Role) -> None:
    assert read_role(texte) is role
