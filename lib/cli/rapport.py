"""What `importer` says of a file: sentences for a person, or one JSON object for a program."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from lib.domain.bordereau import Bordereau
from lib.domain.comparaison import EtatLigne
from lib.domain.phrases import format_quantite
from lib.domain.problemes import Probleme
from lib.domain.tableau import LectureFichier
from lib.usecases.depots import PlanDepot


def build_json(plan: PlanDepot, lot: int | None) -> str:
    """Write the report as {"lecture", "resume", "cellules", "messages", "lot"}.

    cellules counts the filled cells of the file and what becomes of them; null when it could not be read.
    """
    rapport: dict[str, Any] = {
        "lecture": _to_lecture(plan.lecture, plan),
        "resume": plan.resume,
        "cellules": _to_cellules(plan.bordereau),
        "messages": [_to_message(probleme) for probleme in plan.problemes],
        "lot": lot,
    }
    return json.dumps(rapport, ensure_ascii=False, indent=2)


def _to_cellules(bordereau: Bordereau | None) -> dict[str, int] | None:
    if bordereau is None:
        return None
    return {sort: getattr(bordereau, sort) for sort in ("remplies", "publiees", "inchangees", "laissees", "ignorees")}


def _to_lecture(lecture: LectureFichier | None, plan: PlanDepot) -> dict[str, Any]:
    return {"type": plan.type_depot.value if plan.type_depot else None} | (asdict(lecture) if lecture else {})


def _to_message(probleme: Probleme) -> dict[str, Any]:
    return {
        "code": probleme.code,
        "niveau": probleme.niveau.value,
        "ligne": probleme.ligne,
        "colonne": probleme.colonne,
        "lu": probleme.lu,
        "attendu": probleme.attendu,
        "message": " ".join(part for part in (probleme.message, probleme.geste) if part),
    }


def build_phrases(plan: PlanDepot, lot: int | None, refus: str = "") -> str:
    """Write the report for a person: how the file was read, the count, each problem, what was done."""
    lignes = []
    if plan.lecture:
        lignes.append(f"Lu comme : {plan.lecture.phrase}")
    if plan.lignes:
        compte = Counter(plan.resume)
        parts = (f"{compte[etat.value]} {etat.libelle.lower()}" for etat in EtatLigne)
        lignes.append(f"Comparaison : {', '.join(parts)}")
    if plan.phrase_bordereau:
        lignes.append(plan.phrase_bordereau)
    lignes += [_to_phrase(probleme) for probleme in plan.problemes]
    if refus:
        lignes.append(refus)
    elif lot is not None:
        lignes.append(f"Publié : lot n° {lot}, {format_quantite(len(plan.a_publier), 'valeur')}.")
    return "\n".join(lignes)


def _to_phrase(probleme: Probleme) -> str:
    lieu = f"ligne {probleme.ligne}" if probleme.ligne else "fichier"
    if probleme.colonne:
        lieu += f", colonne {probleme.colonne}"
    texte = " ".join(part for part in (probleme.message, probleme.geste) if part)
    return f"[{probleme.niveau.libelle} {probleme.code} · {lieu}] {texte}"
