"""What a person answered about an uploaded file, kept in the session under its fingerprint: columns, cells typed again.

A widget that is no longer drawn loses its value: whatever was typed is first put here, at the beginning of each run.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

import streamlit as st

from lib.domain.conservation import Place
from lib.domain.corrections import correct_places, restore_place
from lib.domain.correspondances import LectureChoisie, RoleColonne, read_role, record_role
from lib.domain.droits import Acteur
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import Retouche
from lib.imports.lecture import Consignes
from lib.imports.texte import ENCODAGES
from lib.usecases.contrats import get_etat
from lib.usecases.correspondances import LectureRetenue, load_lecture_choisie
from lib.usecases.depots import Depot

AUTOMATIQUE = "Reconnaître automatiquement"


def get_prefixe(depot: Depot) -> str:
    """Prefix of the session keys that hold the answers about one file; each table of a tracker has its own."""
    choisie = depot.consignes.choisie
    if choisie is None or choisie.lignes is None:
        return f"depot-{depot.sha256[:12]}"
    tableau = hashlib.sha256(repr((choisie.feuille, choisie.lignes)).encode()).hexdigest()[:6]
    return f"depot-{depot.sha256[:12]}-{tableau}"


def get_cle(depot: Depot, nom: str) -> str:
    """Session key of an answer that only holds for a file read as one kind, in the sheet chosen."""
    feuille = hashlib.sha256(get_feuille(depot).encode()).hexdigest()[:6]
    return f"{_get_cle_type(depot)}-{feuille}-{nom}"


def _get_cle_type(depot: Depot) -> str:
    return f"{get_prefixe(depot)}-{depot.type_depot.value if depot.type_depot else 'inconnu'}"


def get_feuille(depot: Depot) -> str:
    """Give the sheet the person chose, '' when they let it be found."""
    return str(st.session_state.get(f"{_get_cle_type(depot)}-feuille", ""))


def record_feuille(depot: Depot, feuille: str) -> None:
    """Keep the sheet the person chose."""
    st.session_state[f"{_get_cle_type(depot)}-feuille"] = feuille


def record_ligne_entete(depot: Depot, ligne: int | None) -> None:
    """Keep the row of titles the person pointed at."""
    st.session_state[get_cle(depot, "entete")] = ligne


def get_roles(depot: Depot) -> dict[int, str]:
    """Give what the person said of each column, as it is kept."""
    return dict(st.session_state.get(get_cle(depot, "colonnes"), {}))


def record_colonnes(depot: Depot, roles: Mapping[int, str]) -> None:
    """Keep what the person said of some columns at once."""
    st.session_state[get_cle(depot, "colonnes")] = get_roles(depot) | dict(roles)


def record_colonne(depot: Depot, colonne: int, role: str, pretendantes: Mapping[int, Collection[str]]) -> None:
    """Keep what the person said of one column; another that claimed the same role is then ignored."""
    st.session_state[get_cle(depot, "colonnes")] = record_role(get_roles(depot), colonne, role, pretendantes)


def get_corrections(depot: Depot) -> dict[Place, str]:
    """Give the cells typed again on screen."""
    return dict(st.session_state.get(get_cle(depot, "corrections"), {}))


def _save_corrections(depot: Depot, corrections: Mapping[Place, str]) -> None:
    st.session_state[get_cle(depot, "corrections")] = dict(corrections)


def get_cle_cellule(depot: Depot, place: Place) -> str:
    """Session key of the field where a cell is typed again."""
    return get_cle(depot, f"cellule-{place[0]}-{place[1]}")


def record_cellules(depot: Depot, places: Iterable[Place], texte: str) -> None:
    """Read a text in place of some cells; the fields that show them follow."""
    places = list(places)
    _save_corrections(depot, correct_places(get_corrections(depot), places, texte))
    for place in places:
        _write_champ(depot, place, texte)


def restore_cellule(depot: Depot, corrigee: Retouche) -> None:
    """Read again what the file says of a cell."""
    place = (corrigee.numero, corrigee.rang)
    _save_corrections(depot, restore_place(get_corrections(depot), place))
    _write_champ(depot, place, corrigee.lu)


def _write_champ(depot: Depot, place: Place, texte: str) -> None:
    cle = get_cle_cellule(depot, place)
    if cle in st.session_state:
        st.session_state[cle] = texte


def save_champ(depot: Depot, place: Place, texte: str, origine: str) -> str:
    """Prepare the field of a cell, before it is drawn, and remember what it shows; gives its key.

    origine is what the file says.
    """
    cle = get_cle_cellule(depot, place)
    if st.session_state.get(cle) != texte:
        st.session_state[cle] = texte
    montrees = st.session_state.setdefault(get_cle(depot, "montrees"), {})
    montrees[place] = (texte, origine)
    return cle


def list_montrees(depot: Depot) -> list[Place]:
    """List the cells whose fields are drawn, in order."""
    return list(st.session_state.get(get_cle(depot, "montrees"), {}))


def collect_saisies(depot: Depot) -> None:
    """Put among the corrections whatever was typed in the fields since they were drawn."""
    etat: Any = st.session_state
    corrections = get_corrections(depot)
    for place, (montre, origine) in etat.pop(get_cle(depot, "montrees"), {}).items():
        dit = etat.get(get_cle_cellule(depot, place))
        if dit == origine:
            corrections = restore_place(corrections, place)
        elif dit not in (None, montre):
            corrections = correct_places(corrections, [place], dit)
    _save_corrections(depot, corrections)


def record_vus(depot: Depot, code: str, groupe: Iterable[Probleme]) -> None:
    """Keep what was in sight when the box of a kind of question was ticked."""
    st.session_state[f"{get_prefixe(depot)}-vus-{code}"] = frozenset(groupe)


def remove_non_vus(depot: Depot, problemes: Iterable[Probleme]) -> Depot:
    """Take back the confirmations whose kind now asks about more than what was confirmed: their boxes are unticked."""
    vus = {code: st.session_state.get(f"{get_prefixe(depot)}-vus-{code}", frozenset()) for code in depot.accepter}
    nouveaux = {
        p.code for p in problemes if p.niveau is NiveauProbleme.A_CONFIRMER and p.code in vus and p not in vus[p.code]
    }
    for code in nouveaux:
        st.session_state[f"{get_prefixe(depot)}-accepte-{code}"] = False
    return replace(depot, accepter=depot.accepter - nouveaux) if nouveaux else depot


def read_consignes(acteur: Acteur, code: str, depot: Depot) -> Consignes:
    """Gather how the person wants the file to be read, completed by what their service said of earlier ones."""
    collect_saisies(depot)
    encodages = {libelle: nom for nom, libelle in ENCODAGES.items()}
    consignes = Consignes(
        encodage=encodages.get(st.session_state.get(f"{get_prefixe(depot)}-encodage", AUTOMATIQUE)),
        corrections=tuple(sorted(get_corrections(depot).items())),
    )
    dite = _get_lecture_dite(depot)
    proposee = load_proposee(acteur, code, replace(depot, consignes=consignes)).choisie
    roles: dict[int, RoleColonne] = dict(proposee.colonnes)
    roles |= {colonne: read_role(role) for colonne, role in get_roles(depot).items()}
    ligne = dite.ligne_entete or proposee.ligne_entete
    choisie = replace(dite, ligne_entete=ligne, colonnes=tuple(sorted(roles.items(), key=itemgetter(0))))
    return consignes if choisie == LectureChoisie() else replace(consignes, choisie=choisie)


def _get_lecture_dite(depot: Depot) -> LectureChoisie:
    """Give the sheet and the row of titles the person chose."""
    return LectureChoisie(get_feuille(depot), st.session_state.get(get_cle(depot, "entete")))


def load_proposee(acteur: Acteur, code: str, depot: Depot) -> LectureRetenue:
    """Give what the service said of the titles of earlier files; looked for again when something was published."""
    dite, encodage = _get_lecture_dite(depot), depot.consignes.encodage
    cle = (code, acteur, get_etat(code), encodage, dite)
    garde = st.session_state.get(get_cle(depot, "proposee"))
    if garde is None or garde[0] != cle:
        seul = replace(depot, consignes=Consignes(encodage, dite))
        garde = (cle, load_lecture_choisie(acteur, code, seul))
        st.session_state[get_cle(depot, "proposee")] = garde
    proposee: LectureRetenue = garde[1]
    return proposee


def has_reponse(depot: Depot) -> bool:
    """Whether the person said anything of how the file is to be read."""
    return bool(get_roles(depot)) or _get_lecture_dite(depot) != LectureChoisie()
