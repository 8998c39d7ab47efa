"""Blocks of the Dépôt page: what is deposited, its template, the file, how it was read, publishing, the receipt."""

from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from lib.domain.comparaison import Choix, EtatLigne
from lib.domain.contrat_lu import ContratLu
from lib.domain.depots import ANNUELS
from lib.domain.droits import Acteur, Role, can_deposer
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.imports.refus import is_classeur
from lib.ui.composants import build_lien, get_trimestre_clos, select_trimestre
from lib.ui.page import show_refus
from lib.ui.passage import keep_dernier, show_dernier, show_fichier_confie
from lib.ui.reponses import get_prefixe, has_reponse, read_consignes, remove_non_vus
from lib.ui.telechargement import show_telechargement
from lib.usecases.annotation import get_annotation
from lib.usecases.contrats import get_etat
from lib.usecases.depots import Depot, PlanDepot, verify_depot
from lib.usecases.modeles import FormatModele, get_modele, get_nom_modele

HORS_PERIODE = "modele-hors-periode"
TOUR, PLAN = "depot-tour", "depot-plan"
"""Session keys: turn of the file box, last plans."""

PLANS_GARDES = 2
"""A file of another kind than the one chosen is compared as both."""

STYLE_FICHIER = """<style>
.st-key-fichier [data-testid=stFileUploaderDropzone] { min-height: 4.6rem; align-items: center; }
.st-key-fichier [data-testid=stFileUploaderDropzoneInstructions] > *,
.st-key-fichier [data-testid=stBaseButton-borderlessIcon] > *,
.st-key-fichier [data-testid=stFileChipName] + div { display: none; }
.st-key-fichier [data-testid=stFileUploaderDropzoneInstructions]::after {
  content: "ou glissez-le ici\u00a0: .xlsx, .ods ou .csv, 5 Mo au plus"; color: var(--gris); }
.st-key-fichier [data-testid=stBaseButton-borderlessIcon] {
  text-decoration: underline; padding: .3rem .6rem; width: auto; }
.st-key-fichier [data-testid=stBaseButton-borderlessIcon]::after { content: "Choisir un autre fichier"; }
.st-key-fichier [data-testid=stTooltipErrorHoverTarget] { pointer-events: none; }
.st-key-fichier [data-testid=stTooltipErrorHoverTarget] button { pointer-events: auto; }
.st-key-fichier:has([data-testid=stFileChip][aria-invalid=true])::after { color: #C9191E; font-weight: 600;
  content: "Fichier refusé\u00a0: il dépasse 5 Mo. Gardez une seule feuille et un seul trimestre, puis recommencez."; }
.etape { font-size: 20px !important; font-weight: 700; margin: .3rem 0 0 !important; padding: 0 !important; }
.etape span { display: inline-block; width: 1.8em; height: 1.8em; line-height: 1.8em;
  border-radius: 50%; text-align: center; background: #000091; color: #fff; font-size: 16px; margin-right: .5em; }
.compte { font-size: 24px; font-weight: 600; margin: 0; }
.conseil { margin: 0; }
.gestes { margin: 0 !important; padding: 0 0 0 1.2rem !important; line-height: 1.5; }
.profils-depot { list-style: none; padding: 0; margin: .5rem 0; line-height: 1.8; font-size: 18px; }
</style>"""


def show_etape(numero: int, titre: str) -> None:
    """Show the number and the name of a step."""
    st.html(f"{STYLE_FICHIER}<h2 class='etape'><span aria-hidden='true'>{numero}</span>{escape(titre)}</h2>")


def show_profils(acteur: Acteur, retour: str = "/depot", type_depot: TypeDepot | None = None) -> None:
    """Say that the profile may not deposit, and offer those that may; each leads back to a page."""
    liens = "".join(
        f"<li>→ {build_lien(f'/profil/{role.value}?retour={retour}', role.libelle)}</li>"
        for role in Role
        if can_deposer(Acteur(role), type_depot)
    )
    st.html(
        f"{STYLE_FICHIER}<p class='vide'>Votre profil, «{INSECABLE}{escape(acteur.role.libelle)}{INSECABLE}», permet "
        f"de lire, pas de déposer. Pour déposer un fichier, agissez comme l’un de ces profils{INSECABLE}:</p>"
        f"<ul class='profils-depot'>{liens}</ul>"
    )


def select_quoi(contrat: ContratLu, acteur: Acteur) -> tuple[TypeDepot, Trimestre]:
    """Let the person choose what they deposit, kept in the URL, and for which quarter or year."""
    permis = {type_depot.libelle: type_depot for type_depot in TypeDepot if can_deposer(acteur, type_depot)}
    clos = get_trimestre_clos(contrat, date.today())
    gauche, droite = st.columns([3, 2], vertical_alignment="bottom")
    with gauche:
        libelle = st.selectbox("Ce que vous déposez", list(permis), key="type", bind="query-params")
    type_depot = permis[str(libelle)]
    with droite:
        if type_depot not in ANNUELS:
            return type_depot, select_trimestre(contrat, clos)
        annees = contrat.compute_annees()
        annee = st.selectbox("Année", annees, index=annees.index(clos.annee), key="modele-annee", width=160)
    return type_depot, Trimestre(int(annee), 4)


def show_modeles(acteur: Acteur, code: str, type_depot: TypeDepot, trimestre: Trimestre) -> None:
    """Offer the template, ready for this person and this quarter, in both formats."""
    etat = get_etat(code)
    tout = st.session_state.get(HORS_PERIODE, False)
    with st.container(horizontal=True, vertical_alignment="center"):
        with show_refus():
            for format_modele, nom in ((FormatModele.XLSX, "Excel ou LibreOffice"), (FormatModele.CSV, "CSV")):
                show_telechargement(
                    f"Télécharger le modèle ({nom})",
                    _load_modele(acteur, code, type_depot, trimestre, format_modele.value, tout, etat),
                    get_nom_modele(code, type_depot, trimestre, format_modele),
                    cle=f"modele-{format_modele.value}",
                    genre="primary" if format_modele is FormatModele.XLSX else "secondary",
                )
    if type_depot is not TypeDepot.CONTEXTE:
        st.checkbox("Avec les axes et volets dont la période est finie", key=HORS_PERIODE)
    st.html("<p class='conseil'>Remplissez seulement les cases blanches : une case vide ne change rien.</p>")


@st.cache_data(max_entries=30, show_spinner="Préparation du modèle…")
def _load_modele(
    acteur: Acteur,
    code: str,
    type_depot: TypeDepot,
    trimestre: Trimestre,
    format_modele: str,
    tout: bool,
    etat: tuple[int, str],
) -> bytes:
    # etat is the version of the store: the values already known are written in the template.
    return get_modele(acteur, code, type_depot, trimestre, format_modele, tout)


def select_fichier() -> tuple[str, bytes] | None:
    """Receive the file: its name and its bytes; the box is new at each turn, unless another page handed a file over."""
    tour = st.session_state.get(TOUR, 0)
    if confie := show_fichier_confie(tour):
        return confie
    with st.container(key="fichier"):
        recu = st.file_uploader(
            "Votre fichier rempli, enregistré (.xlsx, .ods ou .csv)",
            max_upload_size=5,
            key=f"fichier-{tour}",
        )
    if not recu:
        show_dernier(tour)
        st.html("<p class='conseil'>Rien ne sera publié avant que vous l’ayez vu et accepté.</p>")
        return None
    keep_dernier(recu.name, recu.getvalue(), tour)
    return recu.name, recu.getvalue()


def build_depot(fichier: tuple[str, bytes], type_depot: TypeDepot, trimestre: Trimestre) -> Depot:
    """Gather the file, what it should be and what the person answered so far about its rows."""
    nom, contenu = fichier
    choisi = None if type_depot in ANNUELS else trimestre
    depot = Depot(contenu=contenu, nom=nom, type_depot=type_depot, trimestre=choisi)
    prefixe = get_prefixe(depot)
    etat = st.session_state
    conflits, accepte = f"{prefixe}-conflit-", f"{prefixe}-accepte-"
    return replace(
        depot,
        accepter=frozenset(
            str(cle).removeprefix(accepte) for cle in etat if str(cle).startswith(accepte) and etat[cle]
        ),
        choix={
            int(str(cle).removeprefix(conflits)): Choix(etat[cle])
            for cle in etat
            if str(cle).startswith(conflits) and etat[cle]
        },
    )


def format_attente(depot: Depot) -> str:
    """Say what is being done while the person waits: how many rows a CSV has, how heavy a workbook is."""
    if is_classeur(depot.contenu):
        quoi = f"du classeur ({format_entier(-(-len(depot.contenu) // 1024))}{INSECABLE}ko)"
    else:
        lignes = max(depot.contenu.count(b"\n"), depot.contenu.count(b"\r"), 1)
        quoi = f"de {format_quantite(lignes, 'ligne')}"
    return f"Lecture et contrôle {quoi}, comparaison avec ce qui est publié…"


def load_plan(acteur: Acteur, code: str, depot: Depot) -> tuple[Depot, PlanDepot] | None:
    """Read the file as the person says and compare it with the store.

    A file of another kind than the one chosen is read as what it is, unless the person says how to read it.
    """
    with show_refus():
        depot = replace(depot, consignes=read_consignes(acteur, code, depot))
        plan = _verify(acteur, code, depot)
        if plan.est_illisible and not plan.lignes and not has_reponse(depot):
            reconnu = replace(depot, type_depot=None, consignes=replace(depot.consignes, choisie=None))
            autre = _verify(acteur, code, reconnu)
            if autre.type_depot is not depot.type_depot and not autre.est_illisible:
                depot = replace(depot, type_depot=autre.type_depot)
                depot = replace(depot, consignes=read_consignes(acteur, code, depot))
                plan = _verify(acteur, code, depot)
        if (vu := remove_non_vus(depot, plan.problemes)) is not depot:
            depot, plan = vu, _verify(acteur, code, vu)
        return depot, plan
    return None


def _verify(acteur: Acteur, code: str, depot: Depot) -> PlanDepot:
    """Make the comparison again only when the file, an answer or the store changed; the last two are kept."""
    reponses = (depot.consignes, depot.accepter, tuple(sorted(depot.choix.items())))
    fichier = (depot.sha256, depot.nom, depot.type_depot, depot.trimestre, reponses)
    cle = (*fichier, acteur, code, get_etat(code), date.today())
    plans = st.session_state.get(PLAN, {})
    if cle not in plans:
        with st.spinner(format_attente(depot)):
            plans[cle] = verify_depot(acteur, code, depot)
    plans = {autre: plan for autre, plan in plans.items() if autre != cle} | {cle: plans[cle]}
    st.session_state[PLAN] = dict(list(plans.items())[-PLANS_GARDES:])
    plan: PlanDepot = plans[cle]
    return plan


def format_compte(plan: PlanDepot) -> str:
    """Count on top: « 42 lignes lues : 38 prêtes, 3 à corriger, 1 à confirmer »."""
    resume = plan.resume
    lues = sum(nombre for etat, nombre in resume.items() if etat != EtatLigne.ABSENT)
    pretes = len(plan.a_publier)
    parts = [f"{format_quantite(pretes, 'prête')}"]
    for etat, mots in (
        (EtatLigne.ERREUR, "à corriger"),
        (EtatLigne.A_CONFIRMER, "à confirmer"),
        (EtatLigne.CONFLIT, "à départager"),
    ):
        if resume[etat]:
            parts.append(f"{format_entier(resume[etat])} {mots}")
    if resume[EtatLigne.INCHANGE]:
        parts.append(f"{format_quantite(resume[EtatLigne.INCHANGE], 'inchangée')}")
    if resume[EtatLigne.VIDE]:
        parts.append(f"{format_entier(resume[EtatLigne.VIDE])} sans valeur")
    return f"{format_quantite(lues, 'ligne lue')}{INSECABLE}: {', '.join(parts)}"


def show_compte(code: str, plan: PlanDepot, depot: Depot) -> None:
    """Show the count, and how to mend what must be."""
    st.html(
        f"<p class='compte' role='status' tabindex='-1'>{escape(format_compte(plan))}</p>"
        f"<p class='conseil'>{escape(plan.phrase_bordereau)}.</p>"
    )
    faux, douteux = plan.resume[EtatLigne.ERREUR], plan.resume[EtatLigne.A_CONFIRMER]
    if not faux and not douteux:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if faux:
            st.html(
                "<p class='conseil'><b>Rien n’est encore publié.</b> Pour corriger, au choix :</p><ul class='gestes'>"
                "<li><b>ici</b>, cellule par cellule : votre fichier est gardé tel que vous l’avez donné ;</li>"
                "<li><b>dans votre fichier</b>, que vous choisissez à nouveau à l’étape 2 ;</li>"
                "<li><b>dans le classeur annoté</b>, cellules en rouge et messages à côté, que vous déposez.</li></ul>"
            )
        show_telechargement(
            "Télécharger mes lignes annotées (Excel)",
            lambda: get_annotation(code, depot, plan),
            f"{depot.nom.rpartition('.')[0] or depot.nom}-{'a-corriger' if faux else 'a-confirmer'}.xlsx",
            cle=f"{get_prefixe(depot)}-annotation",
        )
