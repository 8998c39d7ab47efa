"""Blocks of the Dépôt page: what is deposited, its template, the file, how it was read, publishing, the receipt."""

from collections import Counter
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from lib.domain.comparaison import Choix, EtatLigne
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role, can_deposer
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.imports.texte import ENCODAGES
from lib.ui.composants import build_lien, get_trimestre_par_defaut, select_trimestre
from lib.ui.page import show_refus
from lib.usecases.annotation import get_annotation
from lib.usecases.contrats import get_dernier_lot
from lib.usecases.depots import Depot, PlanDepot, verify_depot
from lib.usecases.modeles import FormatModele, get_modele, get_nom_modele

TRIMESTRIELS = (TypeDepot.RESULTATS, TypeDepot.EXECUTIONS)
"""The files that speak of one quarter."""

AUTOMATIQUE = "Reconnaître automatiquement"
HORS_PERIODE = "modele-hors-periode"
TOUR, PLAN = "depot-tour", "depot-plan"
"""Session keys: turn of the file box, last plan."""

STYLE_FICHIER = """<style>
.st-key-fichier [data-testid=stFileUploaderDropzone] { min-height: 4.6rem; align-items: center; }
.st-key-fichier [data-testid=stBaseButton-secondary] > *,
.st-key-fichier [data-testid=stFileUploaderDropzoneInstructions] > *,
.st-key-fichier [data-testid=stBaseButton-borderlessIcon] > *,
.st-key-fichier [data-testid=stFileChipName] + div { display: none; }
.st-key-fichier [data-testid=stBaseButton-secondary]::after { content: "Choisir un fichier"; }
.st-key-fichier [data-testid=stFileUploaderDropzoneInstructions]::after {
  content: "ou glissez-le ici : .xlsx ou .csv, 5 Mo au plus"; color: var(--gris); }
.st-key-fichier [data-testid=stBaseButton-borderlessIcon] {
  text-decoration: underline; padding: .3rem .6rem; width: auto; }
.st-key-fichier [data-testid=stBaseButton-borderlessIcon]::after { content: "Choisir un autre fichier"; }
.st-key-fichier [data-testid=stFileChip] [role=alert] { font-size: 0; }
.st-key-fichier [data-testid=stFileChip] [role=alert]::after {
  font-size: 16px; content: "Ce fichier dépasse 5 Mo : gardez une seule feuille et un seul trimestre."; }
.etape { font-size: 20px !important; font-weight: 700; margin: .3rem 0 0 !important; padding: 0 !important; }
.etape span { display: inline-block; width: 1.8em; height: 1.8em; line-height: 1.8em;
  border-radius: 50%; text-align: center; background: #000091; color: #fff; font-size: 16px; margin-right: .5em; }
.compte { font-size: 24px; font-weight: 600; margin: 0; }
.profils-depot { list-style: none; padding: 0; margin: .5rem 0; line-height: 1.8; font-size: 18px; }
</style>"""


def show_etape(numero: int, titre: str) -> None:
    """Show the number and the name of a step."""
    st.html(f"{STYLE_FICHIER}<h2 class='etape'><span aria-hidden='true'>{numero}</span>{escape(titre)}</h2>")


def show_profils(acteur: Acteur) -> None:
    """Say that the profile may not deposit, and offer those that may."""
    liens = "".join(
        f"<li>→ {build_lien(f'/profil/{role.value}?retour=/depot', role.libelle)}</li>"
        for role in Role
        if can_deposer(Acteur(role))
    )
    st.html(
        f"{STYLE_FICHIER}<p class='vide'>Votre profil, «{INSECABLE}{escape(acteur.role.libelle)}{INSECABLE}», permet "
        f"de lire, pas de déposer. Pour déposer un fichier, agissez comme l’un de ces profils{INSECABLE}:</p>"
        f"<ul class='profils-depot'>{liens}</ul>"
    )


def select_quoi(contrat: ContratLu, acteur: Acteur) -> tuple[TypeDepot, Trimestre]:
    """Let the person choose what they deposit, kept in the URL, and for which quarter when the file speaks of one."""
    permis = {type_depot.libelle: type_depot for type_depot in TypeDepot if can_deposer(acteur, type_depot)}
    gauche, droite, _ = st.columns([3, 2, 3], vertical_alignment="bottom")
    with gauche:
        libelle = st.selectbox("Ce que vous déposez", list(permis), key="type", bind="query-params")
    type_depot = permis[str(libelle)]
    if type_depot not in TRIMESTRIELS:
        return type_depot, get_trimestre_par_defaut(contrat, date.today())
    with droite:
        return type_depot, select_trimestre(contrat)


def show_modeles(acteur: Acteur, code: str, type_depot: TypeDepot, trimestre: Trimestre) -> None:
    """Offer the template, ready for this person and this quarter, in both formats."""
    version = get_dernier_lot(code)
    with st.container(horizontal=True, vertical_alignment="center"):
        tout = st.session_state.get(HORS_PERIODE, False)
        with show_refus():
            for format_modele, nom in ((FormatModele.XLSX, "Excel ou LibreOffice"), (FormatModele.CSV, "CSV")):
                st.download_button(
                    f"Télécharger le modèle ({nom})",
                    _load_modele(acteur, code, type_depot, trimestre, format_modele.value, tout, version),
                    get_nom_modele(code, type_depot, trimestre, format_modele),
                    key=f"modele-{format_modele.value}",
                    on_click="ignore",
                    type="primary" if format_modele is FormatModele.XLSX else "secondary",
                )
        if type_depot in TRIMESTRIELS:
            st.checkbox("Avec les axes et volets dont la période est finie", key=HORS_PERIODE)
    st.html(
        "<p class='sous-phrase'>Remplissez seulement les colonnes blanches, enregistrez, puis revenez ici. Une case "
        "laissée vide ne change rien.</p>"
    )


@st.cache_data(max_entries=30, show_spinner="Préparation du modèle…")
def _load_modele(
    acteur: Acteur, code: str, type_depot: TypeDepot, trimestre: Trimestre, format_modele: str, tout: bool, version: int
) -> bytes:
    # version is the last lot: the values already known are written in the template.
    return get_modele(acteur, code, type_depot, trimestre, format_modele, tout)


def select_fichier() -> tuple[str, bytes] | None:
    """Receive the file: its name and its bytes; the box is new at each turn."""
    with st.container(key="fichier"):
        recu = st.file_uploader(
            "Votre fichier rempli, enregistré (.xlsx ou .csv)",
            max_upload_size=5,
            key=f"fichier-{st.session_state.get(TOUR, 0)}",
        )
    return (recu.name, recu.getvalue()) if recu else None


def build_depot(fichier: tuple[str, bytes], type_depot: TypeDepot) -> Depot:
    """Gather the file and what the person answered so far."""
    nom, contenu = fichier
    depot = Depot(contenu=contenu, nom=nom, type_depot=type_depot)
    prefixe = get_prefixe(depot)
    etat = st.session_state
    conflits, accepte = f"{prefixe}-conflit-", f"{prefixe}-accepte-"
    encodages = {libelle: code for code, libelle in ENCODAGES.items()}
    return replace(
        depot,
        encodage=encodages.get(etat.get(f"{prefixe}-encodage", AUTOMATIQUE)),
        accepter=frozenset(
            str(cle).removeprefix(accepte) for cle in etat if str(cle).startswith(accepte) and etat[cle]
        ),
        choix={
            int(str(cle).removeprefix(conflits)): Choix(etat[cle])
            for cle in etat
            if str(cle).startswith(conflits) and etat[cle]
        },
    )


def get_prefixe(depot: Depot) -> str:
    """Prefix of the session keys that hold the answers about one file."""
    return f"depot-{depot.sha256[:12]}"


def load_plan(acteur: Acteur, code: str, depot: Depot) -> tuple[Depot, PlanDepot] | None:
    """Compare the file with the store; made again only when the file, an answer or the store changed.

    A file of another kind than the one chosen is read as what it is.
    """
    reponses = (depot.type_depot, depot.encodage, depot.accepter, tuple(sorted(depot.choix.items())))
    cle = (depot.sha256, depot.nom, reponses, acteur, code, get_dernier_lot(code), date.today())
    garde = st.session_state.get(PLAN)
    if garde and garde[0] == cle:
        return garde[1], garde[2]
    with show_refus(), st.spinner("Lecture et comparaison du fichier…"):
        plan = verify_depot(acteur, code, depot)
        if plan.est_illisible and not plan.lignes:
            reconnu = replace(depot, type_depot=None)
            autre = verify_depot(acteur, code, reconnu)
            if autre.type_depot is not depot.type_depot and not autre.est_illisible:
                depot, plan = replace(depot, type_depot=autre.type_depot), autre
        st.session_state[PLAN] = (cle, depot, plan)
        return depot, plan
    return None


def show_lecture(plan: PlanDepot, depot: Depot, choisi: TypeDepot, trimestre: Trimestre) -> None:
    """Say how the file was read, what does not match the choice made above, and let the encoding be imposed."""
    if plan.type_depot is not None and plan.type_depot is not choisi:
        st.warning(
            f"Vous aviez choisi «{INSECABLE}{choisi.libelle}{INSECABLE}»{INSECABLE}; ce fichier est lu comme "
            f"«{INSECABLE}{plan.type_depot.libelle}{INSECABLE}»."
        )
    if autres := list_autres_trimestres(plan, trimestre):
        st.warning(f"Vous aviez choisi {trimestre.libelle}{INSECABLE}; ce fichier porte sur {', '.join(autres)}.")
    if plan.lecture is None:
        return
    gauche, droite = st.columns([5, 2], vertical_alignment="center")
    with gauche:
        st.html(f"<p class='sous-phrase'>Lu comme{INSECABLE}: {escape(plan.lecture.phrase)}.</p>")
    if plan.lecture.format == "csv":
        with droite, st.popover("Les accents sont illisibles ?", type="tertiary"):
            st.selectbox(
                "Relire le fichier avec cet encodage",
                [AUTOMATIQUE, *ENCODAGES.values()],
                key=f"{get_prefixe(depot)}-encodage",
            )


def list_autres_trimestres(plan: PlanDepot, trimestre: Trimestre) -> list[str]:
    """Name the quarters of the file, with their rows, when the chosen one is not among them."""
    if plan.type_depot not in TRIMESTRIELS:
        return []
    faits: list[Any] = [ligne.apres for ligne in plan.lignes if ligne.apres and ligne.etat is not EtatLigne.ABSENT]
    vus = Counter(Trimestre(fait.annee, fait.trimestre) for fait in faits)
    return [] if trimestre in vus else [periode.libelle for periode in sorted(vus)]


def format_compte(plan: PlanDepot) -> str:
    """Count on top: « 42 lignes lues : 38 prêtes, 3 à corriger, 1 à confirmer »."""
    resume = plan.resume
    lues = sum(nombre for etat, nombre in resume.items() if etat != EtatLigne.ABSENT)
    pretes = len(plan.a_publier)
    parts = [f"{format_entier(pretes)} {agree(pretes, 'prête')}"]
    for etat, mots in (
        (EtatLigne.ERREUR, "à corriger"),
        (EtatLigne.A_CONFIRMER, "à confirmer"),
        (EtatLigne.CONFLIT, "à départager"),
    ):
        if resume[etat]:
            parts.append(f"{format_entier(resume[etat])} {mots}")
    if resume[EtatLigne.INCHANGE]:
        parts.append(f"{format_entier(resume[EtatLigne.INCHANGE])} {agree(resume[EtatLigne.INCHANGE], 'inchangée')}")
    if resume[EtatLigne.VIDE]:
        parts.append(f"{format_entier(resume[EtatLigne.VIDE])} sans valeur")
    return f"{format_entier(lues)} {agree(lues, 'ligne')} {agree(lues, 'lue')}{INSECABLE}: {', '.join(parts)}"


def agree(nombre: int, mot: str) -> str:
    """Put a word in the plural from two on."""
    return f"{mot}s" if nombre > 1 else mot


def show_compte(plan: PlanDepot, depot: Depot) -> None:
    """Show the count, and how to mend what must be."""
    st.html(f"<p class='compte' role='status'>{escape(format_compte(plan))}</p>")
    if not plan.resume[EtatLigne.ERREUR]:
        return
    st.html(
        "<p class='sous-phrase'>Rien n’est encore publié. Pour corriger : ouvrez votre fichier, modifiez les cellules "
        "ci-dessous, enregistrez, puis choisissez-le à nouveau à l’étape 2. Ou bien téléchargez vos lignes annotées, "
        "corrigez-y les cellules rouges, et déposez ce classeur.</p>"
    )
    st.download_button(
        "Télécharger mes lignes annotées (Excel)",
        lambda: get_annotation(depot, plan),
        f"{depot.nom.rpartition('.')[0] or depot.nom}-a-corriger.xlsx",
        key=f"{get_prefixe(depot)}-annotation",
        on_click="ignore",
    )
