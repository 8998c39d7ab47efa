"""Open data: what was uploaded, without what a small count would show, and nothing computed."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Explication, Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot
from lib.exports.fichiers_ouverts import build_fichiers
from lib.exports.ouvertes import build_csv
from tests.contrat_complet import read_contrat
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import ACCEPTEE, DECLAREE, RETIREE, make_pas, with_pas

T = "2025-T2"
PAR_COMMUNE = make_indicateur(ventilations="territoire | parcours")
LOT = Lot(numero=1, genre=GenreLot.DEPOT, service="Essai", publie_le=datetime(2025, 8, 1, tzinfo=UTC))


def read_resultats(*indicateurs: Indicateur, resultats: list[Resultat]) -> list[dict[str, str]]:
    contrat = make_contrat(*indicateurs, resultats=tuple(replace(r, lot=1) for r in resultats))
    fichier = next(f for f in build_fichiers(contrat, [LOT]) if f.nom == "resultats")
    return list(csv.DictReader(io.StringIO(build_csv(fichier).decode("utf-8-sig")), delimiter=";"))


def make_table(trimestre: str = T, **valeurs: Any) -> list[Resultat]:
    return [make_resultat(trimestre, v, territoire=lieu.removeprefix("c")) for lieu, v in valeurs.items()]


def list_valeurs(lignes: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    return {ligne["territoire"]: (ligne["valeur"], ligne["masque"]) for ligne in lignes}


def test_a_small_count_by_commune_is_empty_with_what_gives_it_back() -> None:
    lignes = read_resultats(PAR_COMMUNE, resultats=make_table(DEP=55, c94017=3, c94028=40, c94079=12))
    assert list_valeurs(lignes) == {
        "DEP": ("55", "non"),
        "94017": ("", "oui"),
        "94028": ("40", "non"),
        "94079": ("", "oui"),
    }


@pytest.mark.parametrize("effectif", [0, 1, 4, 55])
def test_the_departement_is_never_a_small_count(effectif: int) -> None:
    assert list_valeurs(read_resultats(PAR_COMMUNE, resultats=make_table(DEP=effectif))) == {
        "DEP": (str(effectif), "non")
    }


def test_each_quarter_is_read_alone() -> None:
    lignes = read_resultats(PAR_COMMUNE, resultats=[*make_table("2025-T1", c94017=3), *make_table(T, c94017=30)])
    assert [(ligne["trimestre"], ligne["valeur"]) for ligne in lignes] == [("T1", ""), ("T2", "30")]


def test_a_revealing_rate_leaves_with_its_terms_and_its_words() -> None:
    taux = make_indicateur(type="taux", unite="%", ventilations="territoire")
    termes = {"numerateur": 37, "denominateur": 40, "territoire": "94017"}
    resultats = [make_resultat(T, "92.5", commentaire="37 sur 40", **termes), make_resultat(T, 80)]
    commune, departement = read_resultats(taux, resultats=resultats)
    colonnes = ("valeur", "numerateur", "denominateur", "texte", "commentaire")
    assert [commune[nom] for nom in colonnes] == [""] * 5
    assert (commune["masque"], commune["lot"], commune["statut"]) == ("oui", "1", "mesuree")
    assert (departement["valeur"], departement["masque"]) == ("80", "non")


def test_a_breakdown_of_the_departement_is_protected_too() -> None:
    modalites = [make_resultat(T, v, ventilation=f"parcours:{m}") for m, v in zip("abc", (2, 5, 40), strict=True)]
    lignes = read_resultats(PAR_COMMUNE, resultats=[make_resultat(T, 47), *modalites])
    assert [ligne["valeur"] for ligne in lignes] == ["47", "", "", "40"]


def test_things_stay_whole() -> None:
    logements = make_indicateur(unite="logements", ventilations="territoire")
    assert list_valeurs(read_resultats(logements, resultats=make_table(c94017=3))) == {"94017": ("3", "non")}


def test_nothing_computed_is_exported() -> None:
    somme = make_indicateur("X-03", formule="X-01 + X-02")
    resultats = [make_resultat(T, 28), make_resultat(T, 5, code="X-02")]
    zone = [make_resultat(T, Decimal(20), territoire=lieu) for lieu in ("94017", "94028", "94079")]
    lignes = read_resultats(PAR_COMMUNE, make_indicateur("X-02"), somme, resultats=[*resultats, *zone])
    assert [(ligne["code_indicateur"], ligne["territoire"]) for ligne in lignes] == [
        ("X-01", "DEP"),
        ("X-02", "DEP"),
        ("X-01", "94017"),
        ("X-01", "94028"),
        ("X-01", "94079"),
    ]


def read_fichier(contrat: ContratLu, nom: str, lots: int) -> list[dict[str, str]]:
    fichiers = build_fichiers(contrat, [replace(LOT, numero=n, service=f"service {n}") for n in range(1, lots + 1)])
    fichier = next(f for f in fichiers if f.nom == nom)
    return list(csv.DictReader(io.StringIO(build_csv(fichier).decode("utf-8-sig")), delimiter=";"))


def test_data_that_will_not_be_sent_are_a_file_of_their_own_with_their_state() -> None:
    contrat = with_pas(
        make_contrat(*(make_indicateur(f"X-0{n}") for n in (1, 2, 3))),
        make_pas(DECLAREE, 1, motif="registre perdu"),
        make_pas(ACCEPTEE, 2, motif="soit"),
        make_pas(DECLAREE, 3, code="X-02"),
        make_pas(RETIREE, 4, code="X-03"),
    )
    premiere, *autres = read_fichier(contrat, "non_transmissions", 4)
    assert premiere == {
        "code_indicateur": "X-01",
        "annee": "2025",
        "trimestre": "T2",
        "etat": "acceptee",
        "close": "oui",
        "motif": "registre perdu",
        "autre_partie": "ETAT",
        "motif_reponse": "soit",
        "lot": "1",
        "service": "service 1",
        "publie_le": "2025-08-01T00:00:00Z",
        "lot_reponse": "2",
    }
    assert [(ligne["etat"], ligne["close"], ligne["lot_reponse"]) for ligne in autres] == [
        ("en_attente", "non", ""),
        ("retiree", "non", ""),
    ]
    assert read_fichier(contrat, "resultats", 4) == []


def test_explanations_are_a_file_with_the_service_and_no_name() -> None:
    explication = Explication(indicateur="X-01", annee=2025, trimestre=2, texte="la neige", lot=2)
    contrat = replace(make_contrat(make_indicateur()), explications=(explication,))
    assert read_fichier(contrat, "explications", 2) == [
        {
            "code_indicateur": "X-01",
            "annee": "2025",
            "trimestre": "T2",
            "texte": "la neige",
            "lot": "2",
            "service": "service 2",
            "publie_le": "2025-08-01T00:00:00Z",
        }
    ]


def test_what_the_contract_states_is_a_file_with_its_lines() -> None:
    lignes = {ligne["code"]: ligne for ligne in read_fichier(read_contrat(), "enonces", 1)}
    assert len(lignes) == 46
    assert lignes["MET-94011-01"] == {
        "code": "MET-94011-01",
        "theme": "metiers",
        "objet": "K2204",
        "texte": "Nettoyage De Locaux",
        "axe": "",
        "fiche": "",
        "territoire": "AG-94011",
        "note": "",
        "source": "feuille de route, l.1921",
    }
