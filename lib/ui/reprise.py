"""Blocks of the page that takes over a tracker: the file, its sheets, what a table does not say of itself."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.ensembles import EtatFichier
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.reprises import FeuilleProposee, GenreQuestion, TableauPropose
from lib.ui.depot import STYLE_FICHIER
from lib.ui.reprise_reponses import Suivi, TableauLu, record_question
from lib.usecases.reprises import Reprise

ETATS = {
    EtatFichier.PRET: ("✓", "prêt à publier"),
    EtatFichier.A_TRAITER: ("?", "attend une réponse"),
    EtatFichier.EN_DESACCORD: ("≠", "en désaccord avec une autre feuille"),
    EtatFichier.SANS_EFFET: ("=", "rien à publier"),
    EtatFichier.REFUSE: ("✕", "ne peut pas être lu"),
}
"""The sign and the words of each state of a table."""

STYLE = """<style>
.st-key-fichier [data-testid=stFileUploaderDropzoneInstructions]::after {
  content: "ou glissez-le ici\u00a0: .xlsx, .ods ou .csv, 5 Mo au plus" !important; }
.st-key-fichier:has([data-testid=stFileChip][aria-invalid=true])::after {
  content:
    "Fichier refusé\u00a0: il dépasse 5 Mo. Gardez les seules feuilles de résultats, puis recommencez." !important; }
.feuilles { border-collapse: collapse; width: 100%; font-size: 16px; }
.feuilles th, .feuilles td { text-align: left; padding: .3rem 1rem .3rem 0; vertical-align: top; }
.feuilles thead th { font-weight: 400; color: var(--gris); font-size: 14px; }
.feuilles tbody tr { border-top: 1px solid var(--gris-clair); }
.feuilles .nombre { text-align: right; }
.feuilles .etat { font-weight: 600; white-space: nowrap; }
.feuilles .pret .etat { color: #18753C; } .feuilles .refuse .etat { color: #C9191E; }
.feuilles .a_traiter .etat, .feuilles .en_desaccord .etat { color: #B34000; }
.feuilles .non_lue, .feuilles .sans_effet { color: var(--gris); }
</style>"""


def select_suivi() -> Suivi | None:
    """Receive the tracker."""
    with st.container(key="fichier"):
        st.html(STYLE_FICHIER + STYLE)
        recu = st.file_uploader(
            "Votre tableau de suivi (.xlsx, .ods ou .csv)", max_upload_size=5, key="reprise-fichier"
        )
    if recu is None:
        st.html(
            "<p class='conseil'>Toutes ses feuilles sont lues. Pour chacune, l’écran propose ce que disent ses titres "
            "et ses libellés ; ce qui n’est pas sûr vous est demandé. Rien n’est publié avant que vous l’ayez vu.</p>"
        )
        return None
    return Suivi(recu.name, recu.getvalue())


def show_feuilles(reprise: Reprise, lus: Sequence[TableauLu], suivi: Suivi) -> TableauLu | None:
    """Show every sheet, what was recognised in it and its state; give the table the person looks at."""
    st.html(_build_feuilles(reprise, lus, suivi))
    if not lus:
        return None
    par_cle = {lu.tableau.cle: lu for lu in lus}
    cle = f"{suivi.prefixe}-tableau"
    choisi = st.session_state.get(cle)
    if choisi not in par_cle:
        attend = next((lu for lu in lus if lu.etat is EtatFichier.A_TRAITER), lus[0])
        st.session_state[cle] = choisi = attend.tableau.cle
    if len(lus) > 1:
        choisi = st.selectbox(
            "Feuille à regarder",
            list(par_cle),
            format_func=lambda c: format_texte(format_nom(par_cle[c].tableau, suivi)),
            key=cle,
            width=620,
        )
    return par_cle[str(choisi)]


def format_nom(tableau: TableauPropose, suivi: Suivi) -> str:
    """Name a table: its sheet (the file, for a CSV), and its rank when the sheet holds several."""
    nom = tableau.feuille or suivi.nom
    return f"{nom}, tableau {tableau.rang}" if tableau.rang > 1 else nom


def format_etat(lu: TableauLu) -> str:
    """Write the state of a table, with how many answers it awaits or goes without."""
    mots = ETATS[lu.etat][1]
    if lu.etat is EtatFichier.A_TRAITER and (nombre := lu.tableau.a_dire):
        return f"attend {format_quantite(nombre, 'réponse')}"
    if lu.etat is EtatFichier.PRET and (ouvertes := len(lu.tableau.ouvertes)):
        return f"{mots}, sans {format_quantite(ouvertes, 'colonne')}"
    return mots


def _build_feuilles(reprise: Reprise, lus: Sequence[TableauLu], suivi: Suivi) -> str:
    par_cle = {lu.tableau.cle: lu for lu in lus}
    rangs = ""
    for feuille in reprise.feuilles:
        siens = [par_cle[tableau.cle] for tableau in feuille.tableaux if tableau.cle in par_cle]
        rangs += "".join(_build_tableau(lu, suivi) for lu in siens) or _build_non_lue(feuille)
    return (
        f"{STYLE}<table class='feuilles'><caption class='cache'>Feuilles du fichier</caption><thead><tr>"
        "<th scope='col'>Feuille</th><th scope='col'>Ce qui y est reconnu</th>"
        "<th scope='col' class='nombre'>Valeurs à publier</th><th scope='col'>État</th></tr></thead>"
        f"<tbody>{rangs}</tbody></table>"
    )


def _build_tableau(lu: TableauLu, suivi: Suivi) -> str:
    signe = ETATS[lu.etat][0]
    nombre = format_entier(len(lu.plan.a_publier)) if lu.plan else "–"
    return (
        f"<tr class='{lu.etat.value}'><td><b>{escape(format_nom(lu.tableau, suivi))}</b></td>"
        f"<td>{escape(format_contenu(lu.tableau))}</td><td class='nombre'>{nombre}</td>"
        f"<td class='etat'><span aria-hidden='true'>{signe}</span> {escape(format_etat(lu))}</td></tr>"
    )


def _build_non_lue(feuille: FeuilleProposee) -> str:
    chiffres = f", {format_quantite(feuille.remplies, 'chiffre')}" if feuille.remplies else ""
    return (
        f"<tr class='non_lue'><td><b>{escape(feuille.nom)}</b></td><td>{escape(feuille.raison)}{chiffres}</td>"
        "<td class='nombre'>–</td><td class='etat'>– non lue</td></tr>"
    )


def format_contenu(tableau: TableauPropose) -> str:
    """Say what a table holds: « lignes 5 à 40, 8 colonnes de résultats, 34 libellés »."""
    colonnes, libelles = len(tableau.valeurs), len(tableau.libelles)
    debut, fin = tableau.lignes
    mots = "colonne de résultats" if colonnes < 2 else "colonnes de résultats"
    return f"lignes {debut} à {fin}, {format_entier(colonnes)} {mots}" + (
        f", {format_quantite(libelles, 'libellé')}" if libelles else ""
    )


def show_questions(contrat: ContratLu, suivi: Suivi, tableau: TableauPropose) -> None:
    """Ask what a whole table does not say of itself; what its sheet says, or was answered, can be changed."""
    for question in tableau.questions:
        libelle = f"{question.genre.libelle} de tout le tableau, à dire{INSECABLE}: {question.raison}"
        _select(contrat, suivi, tableau, question.genre, libelle, list(question.propositions), None)
    dites = {GenreQuestion(nom): dit for nom, dit in tableau.constantes if nom in set(GenreQuestion)}
    with st.container(horizontal=True):
        for genre, dit in dites.items():
            _select(contrat, suivi, tableau, genre, f"{genre.libelle} de tout le tableau", [dit], dit)


def _select(
    contrat: ContratLu,
    suivi: Suivi,
    tableau: TableauPropose,
    genre: GenreQuestion,
    libelle: str,
    premieres: list[str],
    actuelle: str | None,
) -> None:
    """Choose what holds for a whole table; premieres are the answers its sheet hints at."""
    cle = f"{suivi.prefixe}-{tableau.cle}-{genre.value}"
    if st.session_state.get(cle) != actuelle:
        st.session_state[cle] = actuelle
    st.selectbox(
        libelle,
        list(dict.fromkeys([*premieres, *_list_options(contrat, genre)])),
        index=None,
        placeholder="À choisir",
        format_func=lambda option: format_texte(_format(contrat, option)),
        key=cle,
        on_change=lambda: record_question(suivi.prefixe, tableau.cle, genre.value, st.session_state[cle]),
        width=320 if actuelle else 780,
    )


def _list_options(contrat: ContratLu, genre: GenreQuestion) -> list[str]:
    if genre is GenreQuestion.ANNEE:
        return [str(annee) for annee in contrat.compute_annees()]
    if genre is GenreQuestion.TRIMESTRE:
        return ["T1", "T2", "T3", "T4"]
    departement = [t.code for t in contrat.territoires if t.type is TypeTerritoire.DEPARTEMENT]
    return departement + [t.code for t in contrat.territoires if t.type is not TypeTerritoire.DEPARTEMENT]


def _format(contrat: ContratLu, texte: str) -> str:
    """Write an answer: the name of a place, anything else as it is."""
    territoire = contrat.territoire_par_code.get(texte)
    if territoire is None:
        return texte
    return (
        f"Tout le département ({territoire.nom})" if territoire.type is TypeTerritoire.DEPARTEMENT else territoire.nom
    )
