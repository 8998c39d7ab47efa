"""Several files dropped at once on Mon trimestre: those the visit keeps, their comparisons, their publication."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from lib.domain.droits import Acteur
from lib.domain.ensembles import EtatFichier, Recoupement, get_etat_fichier, list_recoupements
from lib.domain.periodes import Trimestre
from lib.ui.depot import format_attente
from lib.ui.page import show_refus
from lib.usecases.contrats import get_etat
from lib.usecases.depots import Depot, PlanDepot, verify_depot
from lib.usecases.ensembles import Envoi, Issue, publish_ensemble

FICHIERS, VUS, PLANS, ISSUES, DEMANDE = (f"ensemble-{nom}" for nom in ("fichiers", "vus", "plans", "issues", "demande"))
"""Session keys: the files kept, the uploads already taken, their comparisons, what became of them, what was asked."""

FOCUS = "ensemble-focus"
"""Session key: the file to lead the keyboard to, once it is published."""

BOITE = "ensemble-boite"
NOM_PERSONNE = "ensemble-nom"

STYLE = """<style>
.st-key-ensemble [data-testid=stFileUploaderDropzone] { min-height: 4.6rem; align-items: center; }
.st-key-ensemble [data-testid=stFileUploaderDropzoneInstructions] > *,
.st-key-ensemble [data-testid=stBaseButton-borderlessIcon] > *,
.st-key-ensemble [data-testid=stFileChips] > div:not(:has([aria-invalid=true])),
.st-key-ensemble div:has(> [data-testid=stFileChip]:not([aria-invalid=true])) { display: none; }
.st-key-ensemble [data-testid=stFileUploaderDropzoneInstructions]::after {
  content: "ou glissez-les ici, tous à la fois\u00a0: .xlsx, .ods ou .csv, 5 Mo chacun au plus"; color: var(--gris); }
.st-key-ensemble [data-testid=stBaseButton-borderlessIcon] { text-decoration: underline; padding: .3rem .6rem;
  width: auto; }
.st-key-ensemble [data-testid=stBaseButton-borderlessIcon]::after { content: "Choisir un autre fichier"; }
.st-key-ensemble:has([data-testid=stFileChip][aria-invalid=true])::after { color: #C9191E; font-weight: 600;
  content: "Fichier refusé\u00a0: il dépasse 5 Mo. Gardez une seule feuille et un seul trimestre, puis recommencez."; }
</style>"""


@dataclass(frozen=True)
class FichierDepose:
    """One file kept by the visit: its rank of arrival, its name, its bytes."""

    cle: int
    nom: str
    contenu: bytes


@dataclass(frozen=True)
class LigneEnsemble:
    """One file of the list: what publishing it would do, what may be done with it, where it disagrees with others.

    issue: what became of it when it was last published, None before.
    """

    fichier: FichierDepose
    depot: Depot
    plan: PlanDepot
    etat: EtatFichier
    desaccords: tuple[Recoupement, ...] = ()
    issue: Issue | None = None

    @property
    def lot(self) -> int | None:
        """Number of the lot it made, None when it is not published."""
        return self.issue.lot.numero if self.issue and self.issue.lot else None


def select_fichiers() -> None:
    """Show the box: what enters it is kept, so that going to another page of the menu and back loses nothing."""
    with st.container(key="ensemble"):
        st.html(STYLE)
        st.file_uploader(
            "Les fichiers remplis (.xlsx, .ods ou .csv)",
            accept_multiple_files=True,
            max_upload_size=5,
            key=BOITE,
            on_change=_keep_fichiers,
        )


def _keep_fichiers() -> None:
    """Keep the files just given; one that bears the name of a file not yet published takes its place."""
    etat = st.session_state
    vus: list[str] = etat.setdefault(VUS, [])
    nouveaux = [recu for recu in etat[BOITE] if recu.file_id not in vus]
    noms, issues = {recu.name for recu in nouveaux}, etat.setdefault(ISSUES, {})
    gardes = [f for f in etat.get(FICHIERS, []) if f.nom not in noms or (f.cle in issues and issues[f.cle].lot)]
    etat[FICHIERS] = gardes + [
        FichierDepose(rang, recu.name, recu.getvalue()) for rang, recu in enumerate(nouveaux, len(vus))
    ]
    vus += [recu.file_id for recu in nouveaux]


def remove_fichier(cle: int) -> None:
    """Take a file out of the list; what it published stays published."""
    st.session_state[FICHIERS] = [fichier for fichier in st.session_state[FICHIERS] if fichier.cle != cle]


def list_lignes(acteur: Acteur, code: str, trimestre: Trimestre) -> list[LigneEnsemble]:
    """Compare each file kept with the store, then the files with one another; one refused shows why and is left out.

    A comparison is made again only when the store, the quarter or the day changed.
    """
    fichiers: list[FichierDepose] = st.session_state.get(FICHIERS, [])
    version = (acteur, code, trimestre, get_etat(code), date.today())
    gardes: dict[int, tuple[object, PlanDepot]] = st.session_state.get(PLANS, {})
    presents = {fichier.cle for fichier in fichiers}
    plans = {cle: garde for cle, garde in gardes.items() if cle in presents and garde[0] == version}
    st.session_state[PLANS] = plans
    lus: list[tuple[FichierDepose, Depot, PlanDepot]] = []
    for fichier in fichiers:
        depot = Depot(contenu=fichier.contenu, nom=fichier.nom, trimestre=trimestre)
        if fichier.cle not in plans:
            with show_refus(), st.spinner(f"{fichier.nom} : {format_attente(depot)}"):
                plans[fichier.cle] = (version, verify_depot(acteur, code, depot))
        if fichier.cle in plans:
            lus.append((fichier, depot, plans[fichier.cle][1]))
    return _build_lignes(lus)


def _build_lignes(lus: Sequence[tuple[FichierDepose, Depot, PlanDepot]]) -> list[LigneEnsemble]:
    recoupements = list_recoupements([(plan.type_depot, plan.lignes) for _, _, plan in lus])
    issues: dict[int, Issue] = st.session_state.setdefault(ISSUES, {})
    lignes = []
    for rang, (fichier, depot, plan) in enumerate(lus):
        desaccords = tuple(r for r in recoupements if not r.en_accord and rang in dict(r.dits))
        etat = get_etat_fichier(
            plan.est_illisible, len(plan.a_publier), plan.laissees, plan.demande_motif, bool(desaccords)
        )
        lignes.append(LigneEnsemble(fichier, depot, plan, etat, desaccords, issues.get(fichier.cle)))
    return lignes


def keep_demande(lignes: Sequence[LigneEnsemble]) -> None:
    """Keep what was asked to be published, with the fingerprint of the comparison on screen at that moment."""
    st.session_state[DEMANDE] = [(ligne.fichier.cle, Envoi(ligne.depot, ligne.plan.empreinte)) for ligne in lignes]


def publish_demande(acteur: Acteur, code: str) -> None:
    """Publish what was asked, in order, and keep what became of each file."""
    demande: list[tuple[int, Envoi]] = st.session_state.pop(DEMANDE, [])
    if not demande:
        return
    auteur = replace(acteur, nom=str(st.session_state.get(NOM_PERSONNE, "")).strip())
    with st.spinner("Publication, un fichier après l’autre…"):
        issues = publish_ensemble(auteur, code, [envoi for _, envoi in demande])
    for (cle, _), issue in zip(demande, issues, strict=True):
        st.session_state[ISSUES][cle] = issue
    st.session_state[FOCUS] = demande[0][0]
    st.rerun()
