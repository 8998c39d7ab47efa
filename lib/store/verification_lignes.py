"""The rows of one lot in one table against what its journal entry says of them: the first row that differs is named."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from lib.domain.arbres import compute_feuilles
from lib.domain.contrat import Fait
from lib.domain.phrases import format_quantite
from lib.store.entrees import EntreeLue, Resume, compute_empreinte_rangees
from lib.store.lecture_brute import Cle
from lib.store.textes import REPERE, FormeLignes, Rangee, build_resume, write_booleen, write_rangees


def compare_rangees(
    connexion: Connection,
    cle: Cle,
    entree: EntreeLue,
    sel: bytes,
    nom: type[Fait],
    forme: FormeLignes,
    rangees: Sequence[Rangee],
) -> str:
    """Say how rows differ from their entry, '' when they do not. forme: how today's rows of this noun are written."""
    resume = entree.faits.get(forme.table)
    if resume is None or resume["lignes"] != len(rangees):
        attendues = resume["lignes"] if resume else 0
        return f"la table {forme.table} a {format_quantite(len(rangees), 'ligne')} au lieu de {attendues}"
    ecrite = FormeLignes(forme.table, tuple(resume["champs"]), tuple(resume.get("scelles", ())), forme.booleens)
    if ecrite.champs != forme.champs:
        if ajout := _find_ajout(forme, ecrite, rangees):
            return ajout
        places = [forme.champs.index(champ) for champ in ecrite.champs if champ in forme.champs]
        rangees = [[rangee[place] for place in places] for rangee in rangees]
    try:
        if entree.format == 1:
            return _compare_format_1(connexion, cle, entree, ecrite, rangees)
        if build_resume(ecrite, sel, rangees)["racine"] == resume["racine"]:
            return ""
    except (ValueError, TypeError, AttributeError):
        # A value that the store never writes; _name_rangee finds it.
        pass
    return _name_rangee(nom, ecrite, sel, resume, rangees)


def _find_ajout(forme: FormeLignes, ecrite: FormeLignes, rangees: Sequence[Rangee]) -> str:
    """A field that came after the entry was written must be empty in its rows."""
    for place, champ in enumerate(forme.champs):
        if champ not in ecrite.champs and any(rangee[place] not in (None, "", 0) for rangee in rangees):
            return f"table {forme.table}, « {champ} » a une valeur que le journal ne connaît pas"
    return ""


def _name_rangee(nom: type[Fait], forme: FormeLignes, sel: bytes, resume: Resume, rangees: Sequence[Rangee]) -> str:
    """Name the first row that cannot be read, or whose leaf is not the one published, and what it says now."""
    for rang, rangee in enumerate(rangees, 1):
        if not _is_lisible(forme, sel, rangee):
            return f"table {forme.table}, ligne {rang}, une de ses valeurs est illisible"
    if "reperes" in resume:
        for rang, feuille in enumerate(compute_feuilles(write_rangees(forme, sel, rangees)), 1):
            if feuille.hex()[:REPERE] != resume["reperes"][(rang - 1) * REPERE : rang * REPERE]:
                valeurs = _write_valeurs(nom, dict(zip(forme.champs, rangees[rang - 1], strict=True)))
                return f"table {forme.table}, ligne {rang}, elle n’est plus ce qui a été publié : {valeurs}"
    return f"table {forme.table}, une ligne n’est plus ce qui a été publié"


def _is_lisible(forme: FormeLignes, sel: bytes, rangee: Rangee) -> bool:
    try:
        compute_feuilles(write_rangees(forme, sel, [rangee]))
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _write_valeurs(nom: type[Fait], dit: Mapping[str, Any]) -> str:
    """Quote a row: what identifies it, then what it says."""
    cles = [champ for champ in nom.CLE if champ in dit]
    autres = [champ for champ, valeur in dit.items() if champ not in cles and valeur not in (None, "", 0)]
    return ", ".join(f"« {champ} » vaut « {dit[champ]} »" for champ in [*cles, *autres])


def _compare_format_1(
    connexion: Connection, cle: Cle, entree: EntreeLue, forme: FormeLignes, rangees: Sequence[Rangee]
) -> str:
    """Compare rows with those that an entry of format 1 quotes, by their hash first; the text is read again to name."""
    lues = [_to_objet_1(forme, rangee) for rangee in rangees]
    if compute_empreinte_rangees(lues) == entree.faits[forme.table]["empreinte"]:
        return ""
    requete = text("SELECT texte FROM journal WHERE contrat = :contrat AND lot = :lot ORDER BY rang")
    texte = connexion.execute(requete, {"contrat": cle[0], "lot": cle[1]}).scalars().first()
    for rang, (attendue, lue) in enumerate(zip(json.loads(texte or "{}")["faits"][forme.table], lues, strict=True), 1):
        for champ, valeur in attendue.items():
            if valeur != lue.get(champ):
                dit = f"« {champ} » vaut « {lue.get(champ)} » au lieu de « {valeur} »"
                return f"table {forme.table}, ligne {rang}, {dit}"
    return f"table {forme.table}, l’écriture diffère"


def _to_objet_1(forme: FormeLignes, rangee: Rangee) -> dict[str, Any]:
    """Give a row as an entry of format 1 quotes it."""
    objet = dict(zip(forme.champs, rangee, strict=True))
    return {
        champ: bool(write_booleen(valeur)) if champ in forme.booleens else valeur for champ, valeur in objet.items()
    }
