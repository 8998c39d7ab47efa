"""The labels of a tracker: the indicator proposed for each, with its exact label; what is close is accepted first."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.correspondances import A_DIRE, read_role
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.reprises import Certitude, LibellePropose, TableauPropose
from lib.ui.reprise_reponses import Suivi, record_libelles

LONGUEUR_LIBELLE, LIGNES_NOMMEES, LIBELLES_PAR_PAGE = 110, 6, 15
NE_PAS_LIRE = "Ne pas lire cette ligne"
SIGNES = {
    Certitude.IDENTIQUE: "✓",
    Certitude.CONNUE: "✓",
    Certitude.CHOISIE: "✓",
    Certitude.PROCHE: "≈",
    Certitude.A_DIRE: "?",
    Certitude.IGNOREE: "–",
}
SANS_QUESTION = (Certitude.IDENTIQUE, Certitude.IGNOREE)

STYLE = """<style>
.libelle-suivi { font-size: 16px; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
.libelle-suivi small { display: block; font-size: 14px; color: var(--gris); }
.libelle-suivi .etat { font-weight: 600; }
.libelle-suivi.a_dire .etat, .libelle-suivi.proche .etat { color: #B34000; }
.libelle-suivi.choisie .etat, .libelle-suivi.connue .etat, .libelle-suivi.identique .etat { color: #18753C; }
.libelle-suivi.ignoree { color: var(--gris); }
h3.libelles { margin: 0 !important; padding: .3rem 0 0 !important; font-size: 18px; }
[class*=st-key-libelle-] { border-top: 1px solid var(--grille); padding-top: .35rem; }
</style>"""


def show_libelles(contrat: ContratLu, suivi: Suivi, tableau: TableauPropose) -> None:
    """Show the labels to match, then, folded, those that are sure and the rows that are not read."""
    if not tableau.libelles:
        return
    st.html(f"{STYLE}<h3 class='libelles'>{escape(format_libelles(tableau.libelles))}</h3>")
    proches = {lib.cle: lib.suggestions[0][0] for lib in tableau.libelles if lib.certitude is Certitude.PROCHE}
    if proches:
        nombre = len(proches)
        quoi = "le rapprochement proche" if nombre == 1 else f"les {format_entier(nombre)} rapprochements proches"
        st.button(
            f"Accepter {quoi}",
            key=f"{suivi.prefixe}-proches",
            on_click=record_libelles,
            args=(suivi.prefixe, proches),
        )
    a_voir = [libelle for libelle in tableau.libelles if libelle.certitude not in SANS_QUESTION]
    debut = 0
    if len(a_voir) > LIBELLES_PAR_PAGE:
        pages = -(-len(a_voir) // LIBELLES_PAR_PAGE)
        debut = (st.pagination(pages, key=f"{suivi.prefixe}-{tableau.cle}-libelles") - 1) * LIBELLES_PAR_PAGE
    for rang, libelle in enumerate(a_voir[debut : debut + LIBELLES_PAR_PAGE]):
        _show_libelle(contrat, suivi, libelle, rang)
    _show_surs(contrat, suivi, tableau)


def format_libelles(libelles: Sequence[LibellePropose]) -> str:
    """Count the labels: « 34 libellés : 28 identiques, 4 proches à accepter, 2 à choisir »."""
    comptes = Counter(libelle.certitude for libelle in libelles)
    mots = {
        Certitude.IDENTIQUE: ("identique", "identiques"),
        Certitude.CONNUE: ("comme la dernière fois", "comme la dernière fois"),
        Certitude.CHOISIE: ("choisi ici", "choisis ici"),
        Certitude.PROCHE: ("proche, à accepter", "proches, à accepter"),
        Certitude.A_DIRE: ("à choisir", "à choisir"),
        Certitude.IGNOREE: ("non lu", "non lus"),
    }
    parts = [f"{format_entier(comptes[c])} {mots[c][comptes[c] > 1]}" for c in Certitude if comptes[c]]
    nombre = len(libelles)
    return f"{format_quantite(nombre, 'libellé')}{INSECABLE}: {'; '.join(parts)}".replace(";", f"{INSECABLE};")


def _show_libelle(contrat: ContratLu, suivi: Suivi, libelle: LibellePropose, rang: int) -> None:
    """Show one label, and the choice of its indicator."""
    with st.container(key=f"libelle-{rang}"):
        gauche, droite = st.columns([5, 6], vertical_alignment="center", gap="medium")
        with gauche:
            st.html(_build_libelle(libelle))
        with droite:
            _select_indicateur(contrat, suivi, libelle, f"{suivi.prefixe}-libelle-{libelle.cle}")


def _build_libelle(libelle: LibellePropose) -> str:
    situe = f"<small>{escape(libelle.situe)}</small>" if libelle.situe else ""
    raison = f", {libelle.raison}" if libelle.raison else ""
    valeurs = f"{format_quantite(libelle.remplies, 'valeur')}"
    return (
        f"<div class='libelle-suivi {libelle.certitude.value}'>{situe}{escape(libelle.texte)}"
        f"<small>{format_lignes(libelle.lignes)}, {valeurs} · <span class='etat'>"
        f"<span aria-hidden='true'>{SIGNES[libelle.certitude]}</span> {escape(libelle.certitude.libelle)}</span>"
        f"{escape(raison)}</small></div>"
    )


def format_lignes(lignes: Sequence[int]) -> str:
    """Write « ligne 12 » or « lignes 12, 18 et 4 autres »."""
    if len(lignes) == 1:
        return f"ligne {lignes[0]}"
    reste = len(lignes) - LIGNES_NOMMEES
    dites = ", ".join(map(str, lignes[:LIGNES_NOMMEES]))
    return f"lignes {dites} et {format_quantite(reste, 'autre')}" if reste > 0 else f"lignes {dites}"


def _select_indicateur(contrat: ContratLu, suivi: Suivi, libelle: LibellePropose, cle: str) -> None:
    """Choose the indicator of a label, those suggested first; nothing is chosen as long as nobody said it."""
    options = list_options(contrat, libelle)
    actuel = None if libelle.lu_comme == A_DIRE else libelle.lu_comme
    if st.session_state.get(cle) != actuel:
        st.session_state[cle] = actuel
    st.selectbox(
        f"Indicateur de «{INSECABLE}{libelle.texte[:LONGUEUR_LIBELLE]}{INSECABLE}»",
        options,
        index=None,
        placeholder=_write_attente(contrat, libelle),
        format_func=lambda texte: format_texte(format_indicateur(contrat, texte)),
        key=cle,
        on_change=lambda: record_libelles(suivi.prefixe, {libelle.cle: st.session_state[cle] or A_DIRE}),
        label_visibility="collapsed",
    )


def _write_attente(contrat: ContratLu, libelle: LibellePropose) -> str:
    """Say, in the empty choice, what is proposed."""
    if libelle.certitude is Certitude.PROCHE:
        return f"Proche de{INSECABLE}: {format_indicateur(contrat, libelle.suggestions[0][0])}"
    return "À choisir"


def list_options(contrat: ContratLu, libelle: LibellePropose) -> list[str]:
    """List what a label may stand for: what it is read as, what is suggested, nothing, any indicator deposited."""
    actuel = [] if libelle.lu_comme == A_DIRE else [libelle.lu_comme]
    deposables = [indicateur.code for indicateur in contrat.indicateurs if not indicateur.formule]
    return list(dict.fromkeys([*actuel, *(code for code, _ in libelle.suggestions), "", *deposables]))


def format_indicateur(contrat: ContratLu, texte: str) -> str:
    """Write what a label stands for: the code, the exact label of the contract, the place or the breakdown."""
    if not texte:
        return NE_PAS_LIRE
    role = read_role(texte)
    indicateur = contrat.indicateur_par_code.get(role.nom)
    nom = f"{role.nom} · {indicateur.intitule[:LONGUEUR_LIBELLE]}" if indicateur else role.nom
    fixes = dict(role.fixes)
    lieu = contrat.territoire_par_code.get(fixes.get("territoire", ""))
    return ", ".join(filter(None, [nom, lieu.nom if lieu else "", fixes.get("ventilation", "")]))


def _show_surs(contrat: ContratLu, suivi: Suivi, tableau: TableauPropose) -> None:
    """Fold the labels that ask nothing, and let one be read otherwise."""
    surs = [libelle for libelle in tableau.libelles if libelle.certitude in SANS_QUESTION]
    if not surs:
        return
    with st.expander(format_surs(surs)):
        st.html(build_surs(contrat, surs))
        choisi = st.selectbox(
            "Lire une ligne autrement",
            [libelle.cle for libelle in surs],
            index=None,
            placeholder="Choisissez le libellé",
            key=f"{suivi.prefixe}-{tableau.cle}-autre-libelle",
        )
        if libelle := next((lib for lib in surs if lib.cle == choisi), None):
            _select_indicateur(contrat, suivi, libelle, f"{suivi.prefixe}-autre-{libelle.cle}")


def format_surs(surs: Sequence[LibellePropose]) -> str:
    """Count the labels that ask nothing: « Voir 3 libellés identiques et 1 ligne non lue »."""
    lus = sum(libelle.certitude is Certitude.IDENTIQUE for libelle in surs)
    parts = [f"{format_quantite(lus, 'libellé identique')}"] if lus else []
    if reste := len(surs) - lus:
        parts.append(f"{format_entier(reste)} {'ligne non lue' if reste == 1 else 'lignes non lues'}")
    return f"Voir {' et '.join(parts)}"


def build_surs(contrat: ContratLu, libelles: Sequence[LibellePropose]) -> str:
    """Build the labels that ask nothing (HTML): the row, the label, the indicator or why it is not read."""
    rangs = "".join(
        f"<tr class='{libelle.certitude.value}'><td>{escape(format_lignes(libelle.lignes))}</td>"
        f"<td>{escape(libelle.texte)}</td><td>{escape(_write_lecture(contrat, libelle))}</td></tr>"
        for libelle in libelles
    )
    return (
        "<table class='lecture-colonnes'><caption class='cache'>Libellés sûrs</caption><thead><tr>"
        "<th scope='col'>Lignes</th><th scope='col'>Libellé du tableau</th><th scope='col'>Lu comme</th></tr></thead>"
        f"<tbody>{rangs}</tbody></table>"
    )


def _write_lecture(contrat: ContratLu, libelle: LibellePropose) -> str:
    if libelle.certitude is Certitude.IGNOREE:
        return f"– non lue{INSECABLE}: {libelle.raison}"
    return f"✓ {format_indicateur(contrat, libelle.lu_comme)}"
