"""A contract folder (contrat.toml and one CSV file per noun) becomes facts, or located errors; it never writes."""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lib.domain.champs import get_champs, list_obligatoires
from lib.domain.contrat import Contrat, Fait, Territoire
from lib.domain.erreurs import ErreurLocalisee
from lib.domain.lots import NOMS_AGREES
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.phrases import format_quantite
from lib.imports.champs import ValeurInattendue, read_champ
from lib.imports.liens import verify_liens, verify_versements
from lib.imports.reglages import SEUILS, list_remarques, list_seuils_par_defaut, verify_reglages

OBLIGATOIRES = ("axes", "fiches", "indicateurs")


@dataclass(frozen=True)
class FaitLu:
    """A fact read, with the file and line it is written at."""

    fait: Fait
    fichier: str
    numero: int


@dataclass(frozen=True)
class DossierLu:
    """What a folder says: facts in the order of the files, or errors (then nothing is to be loaded).

    remarques: what it leaves unsaid, and what stands in its place.
    """

    faits: tuple[FaitLu, ...]
    erreurs: tuple[ErreurLocalisee, ...]
    empreinte: str
    remarques: tuple[str, ...] = ()

    @property
    def contrat(self) -> Contrat:
        """The contract's own row."""
        return next(lu.fait for lu in self.faits if isinstance(lu.fait, Contrat))


def read_dossier(dossier: Path, est_signe: bool = True) -> DossierLu:
    """Read a contract folder. Amounts become cents, decimals exact; every error found is given, not only the first.

    est_signe: it is the contract as signed, whose payments are shares of its own envelopes (art. 3), and no avenant.
    """
    erreurs: list[ErreurLocalisee] = []
    lus: list[FaitLu] = []
    if not (dossier / "contrat.toml").is_file():
        absent = ErreurLocalisee("contrat.toml", 0, "", "rien", f"un fichier contrat.toml dans « {dossier} »")
        return DossierLu((), (absent,), "")
    lus += _read_toml(dossier / "contrat.toml", erreurs)
    connus = {f"{cle}.csv" for cle in NOMS_AGREES if cle != "contrat"}
    for chemin in sorted(dossier.glob("*.csv")):
        if chemin.name not in connus:
            erreurs.append(
                ErreurLocalisee(chemin.name, 0, "", chemin.name, "un des fichiers " + ", ".join(sorted(connus)))
            )
    for cle, nom in NOMS_AGREES.items():
        chemin = dossier / f"{cle}.csv"
        if nom is Contrat:
            continue
        avant = len(lus), len(erreurs)
        if chemin.is_file():
            lus += _read_csv(chemin, nom, erreurs)
        if cle in OBLIGATOIRES and avant == (len(lus), len(erreurs)):
            erreurs.append(ErreurLocalisee(chemin.name, 0, "", "rien", "une ligne au moins, obligatoire"))
    lus = _complete_territoires(lus)
    lus += [FaitLu(seuil, SEUILS, 0) for seuil in list_seuils_par_defaut([lu.fait for lu in lus])]
    if not erreurs:
        situes = [(lu.fait, lu.fichier, lu.numero) for lu in lus]
        erreurs += [*verify_liens(situes), *verify_reglages(situes)]
        erreurs += verify_versements(situes) if est_signe else ()
    remarques = list_remarques([lu.fait for lu in lus])
    return DossierLu(tuple(lus), tuple(erreurs), compute_empreinte_dossier(dossier), tuple(remarques))


def compute_empreinte_dossier(dossier: Path) -> str:
    """Hash the folder's files, so that loading it again can be told from loading a changed one."""
    somme = hashlib.sha256()
    for chemin in sorted([dossier / "contrat.toml", *dossier.glob("*.csv")]):
        somme.update(chemin.name.encode() + b"\0" + chemin.read_bytes() + b"\0")
    return somme.hexdigest()


def _complete_territoires(lus: list[FaitLu]) -> list[FaitLu]:
    contrat = next((lu.fait for lu in lus if isinstance(lu.fait, Contrat)), None)
    if contrat is None or any(isinstance(lu.fait, Territoire) and lu.fait.code == "DEP" for lu in lus):
        return lus
    departement = Territoire(
        code="DEP", type=TypeTerritoire.DEPARTEMENT, nom=contrat.departement, source=contrat.source
    )
    return [*lus, FaitLu(departement, "contrat.toml", 1)]


def _read_toml(chemin: Path, erreurs: list[ErreurLocalisee]) -> Iterator[FaitLu]:
    try:
        texte = chemin.read_text(encoding="utf-8")
        table = tomllib.loads(texte).get("contrat")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as erreur:
        erreurs.append(ErreurLocalisee(chemin.name, 1, "", str(erreur), "un fichier TOML en UTF-8"))
        return
    if not isinstance(table, dict):
        erreurs.append(ErreurLocalisee(chemin.name, 1, "contrat", "rien", "une table [contrat]"))
        return
    lignes = texte.splitlines()
    brut = {cle: _to_texte(valeur) for cle, valeur in table.items()}
    numeros = {
        cle: next((n for n, ligne in enumerate(lignes, 1) if ligne.split("=")[0].strip() == cle), 1) for cle in brut
    }
    fait = _build_fait(Contrat, brut, chemin.name, numeros, erreurs)
    if fait is not None:
        yield FaitLu(fait, chemin.name, 1)


def _to_texte(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)


def _read_csv(chemin: Path, nom: type[Fait], erreurs: list[ErreurLocalisee]) -> Iterator[FaitLu]:
    try:
        texte = chemin.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        erreurs.append(ErreurLocalisee(chemin.name, 0, "", f"octet {erreur.start}", "un fichier en UTF-8"))
        return
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=";")
    entetes = [entete.strip() for entete in next(lecteur, [])]
    if not _verify_entetes(chemin.name, nom, entetes, erreurs):
        return
    precedente = lecteur.line_num
    vues: dict[tuple[object, ...], int] = {}
    for cellules in lecteur:
        numero, precedente = precedente + 1, lecteur.line_num
        if not any(cellule.strip() for cellule in cellules):
            continue
        if len(cellules) != len(entetes):
            erreurs.append(
                ErreurLocalisee(
                    chemin.name,
                    numero,
                    "",
                    format_quantite(len(cellules), "cellule"),
                    format_quantite(len(entetes), "cellule"),
                )
            )
            continue
        brut = {entete: cellule.strip() for entete, cellule in zip(entetes, cellules, strict=True)}
        fait = _build_fait(nom, brut, chemin.name, dict.fromkeys(entetes, numero), erreurs)
        if fait is None:
            continue
        if fait.cle in vues:
            lu = " ; ".join(str(valeur) for valeur in fait.cle)
            attendu = f"une clé unique (déjà écrite ligne {vues[fait.cle]})"
            erreurs.append(ErreurLocalisee(chemin.name, numero, " + ".join(nom.CLE), lu, attendu))
        vues[fait.cle] = numero
        yield FaitLu(fait, chemin.name, numero)


def _verify_entetes(fichier: str, nom: type[Fait], entetes: list[str], erreurs: list[ErreurLocalisee]) -> bool:
    champs = _get_colonnes(nom)
    avant = len(erreurs)
    for entete in entetes:
        if entete not in champs:
            erreurs.append(ErreurLocalisee(fichier, 1, entete, entete, "une des colonnes " + ", ".join(champs)))
    for cle in sorted(list_obligatoires(nom) - set(entetes)):
        erreurs.append(ErreurLocalisee(fichier, 1, cle, "rien", f"la colonne « {cle} »"))
    return len(erreurs) == avant


def _get_colonnes(nom: type[Fait]) -> dict[str, Any]:
    return get_champs(nom) | {"source": str}


def _build_fait(
    nom: type[Fait], brut: dict[str, str], fichier: str, numeros: dict[str, int], erreurs: list[ErreurLocalisee]
) -> Fait | None:
    obligatoires = list_obligatoires(nom)
    colonnes = _get_colonnes(nom)
    valeurs: dict[str, Any] = {}
    avant = len(erreurs)
    for champ, indication in colonnes.items():
        texte, numero = brut.get(champ, ""), numeros.get(champ, 1)
        if not texte:
            if champ in obligatoires:
                erreurs.append(ErreurLocalisee(fichier, numero, champ, "vide", "une valeur"))
            continue
        try:
            valeurs[champ] = read_champ(texte, indication)
        except ValeurInattendue as erreur:
            erreurs.append(ErreurLocalisee(fichier, numero, champ, texte, str(erreur)))
    for inconnu in sorted(brut.keys() - colonnes.keys()):
        erreurs.append(ErreurLocalisee(fichier, numeros[inconnu], inconnu, brut[inconnu], "un champ connu"))
    return nom(**valeurs) if len(erreurs) == avant else None
