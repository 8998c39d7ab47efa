"""Reads the tables of cases written for the committee and runs each through the follow-up."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from lib.domain.faits import JalonSaisi
from lib.domain.indicateurs import Cible
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Categorie, Periodicite, StatutCible
from lib.domain.ruptures import Rupture
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import (
    FICHE,
    decimal,
    make_cible,
    make_contrat,
    make_indicateur,
    make_resultat,
    read_trimestre,
)

CAS = Path(__file__).parent / "cas"


def read_cas(nom: str) -> list[dict[str, Any]]:
    cas: list[dict[str, Any]] = yaml.safe_load((CAS / nom).read_text(encoding="utf-8"))
    return cas


def build_ligne(cas: dict[str, Any]) -> LigneSuivi:
    trimestre = read_trimestre(cas["trimestre"])
    fiche = FICHE
    if "periode" in cas:
        debut, fin = cas["periode"]
        fiche = type(FICHE)(code="F1", axe="A1", ordre=1, intitule="Action", debut=debut, fin=fin)
    contrat = make_contrat(
        _read_indicateur(cas),
        resultats=tuple(_read_resultats(cas)),
        cibles=tuple(_read_cible(annee, valeur) for annee, valeur in cas.get("cibles", {}).items()),
        fiches=(fiche,),
    )
    saisis = tuple(
        JalonSaisi(
            indicateur="X-01",
            annee=trimestre.annee,
            trimestre=trimestre.numero,
            valeur=decimal(cas["jalon_saisi"]) or decimal(0),  # type: ignore[arg-type]
            motif="rentrée de septembre",
        )
        for _ in range("jalon_saisi" in cas)
    )
    ruptures = tuple(
        Rupture(objet="X-01", debut=cas["rupture"], motif="définition changée") for _ in range("rupture" in cas)
    )
    contrat = replace(contrat, jalons_saisis=saisis, ruptures=ruptures)
    lignes = build_suivi(contrat, trimestre, cas.get("aujourd_hui", date(2025, 1, 1)))
    assert len(lignes) == 1
    return lignes[0]


def _read_indicateur(cas: dict[str, Any]) -> Any:
    simples = (
        "type",
        "comptage",
        "mode",
        "sens",
        "axe",
        "fiche",
        "si_comparable",
        "delai_jours",
        "motif_statut",
        "unite",
    )
    champs: dict[str, Any] = {nom: cas[nom] for nom in simples if nom in cas}
    champs["situation_initiale"] = decimal(cas.get("situation"))
    champs["statut"] = StatutCible(cas.get("statut_cible", "cible_chiffree"))
    champs["categorie"] = Categorie(cas.get("categorie", "realisation"))
    champs["periodicite"] = Periodicite(cas.get("periodicite", "trimestrielle"))
    return make_indicateur(**champs)


def _read_resultats(cas: dict[str, Any]) -> Any:
    statut = cas.get("statut_resultat", "provisoire" if cas.get("provisoire") else "mesuree")
    for trimestre, valeur in cas.get("resultats", {}).items():
        yield make_resultat(trimestre, valeur, statut=statut)
    for trimestre, (numerateur, denominateur) in cas.get("termes", {}).items():
        yield make_resultat(trimestre, numerateur=numerateur, denominateur=denominateur)
    for trimestre, texte in cas.get("texte", {}).items():
        yield make_resultat(trimestre, texte=texte)


def _read_cible(annee: int, valeur: Any) -> Cible:
    return make_cible(annee, texte=valeur) if isinstance(valeur, str) else make_cible(annee, valeur)


def read_obtenu(ligne: LigneSuivi, nom: str) -> Any:
    """A field of a line in the form a table writes it: fractions « 1/2 », a last result by its figure."""
    obtenu = getattr(ligne, nom)
    if nom == "derniere":
        return obtenu and Fraction(obtenu.valeur)
    return obtenu


def read_attendu(nom: str, valeur: Any) -> Any:
    textes = (
        "statut",
        "libelle",
        "motif_null",
        "explication_jalon",
        "explication_projection",
        "texte",
        "cible_texte",
        "provisoire",
    )
    if valeur is None or nom in textes:
        return valeur
    return Fraction(str(valeur))
