"""How the columns of a tracker are read: each with its letter, title and samples; those to say, any other reading."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.correspondances import RoleColonne, RoleRepere, read_role
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.periodes import Trimestre, list_trimestres, trimestre_du
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.reprises import ColonneProposee, TableauPropose, UsageColonne
from lib.domain.tableau import get_lettre
from lib.imports.plis import normalise_entete
from lib.ui.litteral import write_gras
from lib.ui.reprise_reponses import Suivi, record_titre

LONGUEUR_EXEMPLE, COLONNES_OUVERTES, COLONNES_NOMMEES = 28, 16, 3
SIGNES = {UsageColonne.VALEUR: "✓", UsageColonne.REPERE: "•", UsageColonne.A_DIRE: "?", UsageColonne.IGNOREE: "–"}

REPERES = {
    "code_indicateur": "Code ou libellé de l’indicateur",
    RoleRepere.PERIODE.value: RoleRepere.PERIODE.libelle,
    "territoire": "Territoire de la ligne",
    RoleRepere.CONTEXTE.value: RoleRepere.CONTEXTE.libelle,
    RoleRepere.PRECISION.value: RoleRepere.PRECISION.libelle,
    "libelle": "Libellé, à côté du code",
    "commentaire": "Commentaire",
}
"""Role of a landmark → its words."""

MOTS = {**REPERES, "trimestre": "Trimestre de la ligne"}
"""Any role but results → its words; a column of 1 to 4 is chosen as any column of quarters."""

STYLE = """<style>
.lecture-colonnes { border-collapse: collapse; width: 100%; min-width: 44rem; font-size: 16px; }
.lecture-colonnes th, .lecture-colonnes td { text-align: left; padding: .25rem .9rem .25rem 0; vertical-align: top;
  overflow-wrap: anywhere; }
.lecture-colonnes thead th { font-weight: 400; color: var(--gris); font-size: 14px; white-space: nowrap; }
.lecture-colonnes .titre { min-width: 12rem; }
.lecture-colonnes tbody tr { border-top: 1px solid var(--grille); }
.lecture-colonnes .exemples { font-family: monospace; font-size: 15px; max-width: 26rem; }
.lecture-colonnes .nombre { text-align: right; white-space: nowrap; }
.lecture-colonnes small { font-size: 14px; color: var(--gris); margin-left: .4em; }
.lecture-colonnes .valeur .lu { color: #18753C; font-weight: 600; }
.lecture-colonnes .a_dire .lu { color: #B34000; font-weight: 600; }
.non-lues { margin: .5rem 0 0; color: var(--gris); }
</style>"""


def show_colonnes(contrat: ContratLu, suivi: Suivi, tableau: TableauPropose) -> None:
    """Show how each column is read, ask about those that are not sure, and let any be read otherwise."""
    a_dire = [colonne for colonne in tableau.colonnes if colonne.usage is UsageColonne.A_DIRE]
    lues = [colonne for colonne in tableau.colonnes if colonne.usage is not UsageColonne.IGNOREE]
    ouvert = bool(a_dire) or len(lues) <= COLONNES_OUVERTES
    with st.expander(write_gras(format_colonnes(tableau.colonnes)), expanded=ouvert):
        st.html(STYLE + build_colonnes(contrat, lues) + build_ignorees(tableau.colonnes))
        doubles = Counter(normalise_entete(colonne.titre) for colonne in tableau.colonnes)
        for colonne in a_dire:
            if doubles[normalise_entete(colonne.titre)] == 1:
                _select_role(contrat, suivi, tableau, colonne)
        _select_autre(contrat, suivi, tableau)


def format_colonnes(colonnes: Sequence[ColonneProposee]) -> str:
    """Count the columns: « Colonnes : 8 de résultats, 2 repères, 1 à dire, 9 non lues »."""
    comptes = Counter(colonne.usage for colonne in colonnes)
    mots = {
        UsageColonne.VALEUR: ("de résultats", "de résultats"),
        UsageColonne.REPERE: ("repère", "repères"),
        UsageColonne.A_DIRE: ("à dire", "à dire"),
        UsageColonne.IGNOREE: ("non lue", "non lues"),
    }
    parts = [f"{format_entier(comptes[u])} {mots[u][comptes[u] > 1]}" for u in UsageColonne if comptes[u]]
    return f"Colonnes{INSECABLE}: {', '.join(parts)}"


def build_colonnes(contrat: ContratLu, colonnes: Sequence[ColonneProposee]) -> str:
    """Build the columns (HTML): letter, title, samples, filled cells, what each is read as and why."""
    rangs = "".join(
        f"<tr class='{colonne.usage.value}'><th scope='row'>{get_lettre(colonne.numero)}</th>"
        f"<td class='titre'>{escape(colonne.titre) or 'sans titre'}</td>"
        f"<td class='exemples'>{escape(format_exemples(colonne.exemples))}</td>"
        f"<td class='nombre'>{format_entier(colonne.remplies)}</td>"
        f"<td><span class='lu'><span aria-hidden='true'>{SIGNES[colonne.usage]}</span> "
        f"{escape(format_lecture(contrat, colonne))}</span><small>{escape(colonne.raison)}</small></td></tr>"
        for colonne in colonnes
    )
    titres = "".join(
        f"<th scope='col'{' class=nombre' if mot.startswith('Cases') else ''}>{mot}</th>"
        for mot in ("Colonne", "Titre", "Premières valeurs", "Cases remplies", "Lue comme")
    )
    return (
        "<table class='lecture-colonnes'><caption class='cache'>Comment chaque colonne est lue</caption>"
        f"<thead><tr>{titres}</tr></thead><tbody>{rangs}</tbody></table>"
    )


def build_ignorees(colonnes: Sequence[ColonneProposee]) -> str:
    """Build the list of the columns that are not read (HTML), by reason; many of one reason give their letters only."""
    ignorees = [colonne for colonne in colonnes if colonne.usage is UsageColonne.IGNOREE]
    if not ignorees:
        return ""
    lignes = "".join(
        f"<li>{escape(raison)}{INSECABLE}: {escape(_name(groupe))}</li>"
        for raison, groupe in group_par(ignorees, lambda colonne: colonne.raison).items()
    )
    return f"<p class='non-lues'>– Colonnes non lues</p><ul class='gestes'>{lignes}</ul>"


def _name(colonnes: Sequence[ColonneProposee]) -> str:
    """Write where columns are and how many cells they have filled."""
    remplies = sum(colonne.remplies for colonne in colonnes)
    cases = format_quantite(remplies, "case remplie")
    if len(colonnes) > COLONNES_NOMMEES:
        return f"{', '.join(get_lettre(colonne.numero) for colonne in colonnes)} ({cases})"
    noms = (
        f"{get_lettre(c.numero)} «{INSECABLE}{c.titre}{INSECABLE}»" if c.titre else get_lettre(c.numero)
        for c in colonnes
    )
    return f"{', '.join(noms)} ({cases})"


def format_exemples(exemples: Sequence[str]) -> str:
    """Write samples, each cut short."""
    return " · ".join(t if len(t) <= LONGUEUR_EXEMPLE else f"{t[:LONGUEUR_EXEMPLE]}…" for t in exemples)


def format_lecture(contrat: ContratLu, colonne: ColonneProposee) -> str:
    """Say what a column is read as."""
    if colonne.usage in (UsageColonne.A_DIRE, UsageColonne.IGNOREE):
        return colonne.usage.libelle
    return format_role(contrat, str(colonne.role))


def format_role(contrat: ContratLu, role: str) -> str:
    """Write a role: « Résultats, T1 2024, Créteil », « Code ou libellé de l’indicateur », « Ne pas lire »."""
    if not role:
        return "Ne pas lire cette colonne"
    lu = read_role(role)
    if lu.nom != "valeur":
        return MOTS.get(lu.nom, lu.nom)
    fixes = dict(lu.fixes)
    periode = " ".join(filter(None, [fixes.get("trimestre"), fixes.get("annee")]))
    lieu = contrat.territoire_par_code.get(fixes.get("territoire", ""))
    indicateur = contrat.indicateur_par_code.get(fixes.get("code_indicateur", ""))
    nom = f"{indicateur.code} {indicateur.intitule}" if indicateur else ""
    return ", ".join(filter(None, ["Résultats", nom, periode, lieu.nom if lieu else ""]))


def _select_role(contrat: ContratLu, suivi: Suivi, tableau: TableauPropose, colonne: ColonneProposee) -> None:
    """Ask what a column is read as, the most likely readings first."""
    cle = f"{suivi.prefixe}-colonne-{normalise_entete(colonne.titre)}"
    st.selectbox(
        f"Colonne {get_lettre(colonne.numero)} «{INSECABLE}{colonne.titre}{INSECABLE}»{INSECABLE}: {colonne.raison}",
        list_roles(contrat, tableau, colonne),
        index=None,
        placeholder="À dire : comment lire cette colonne",
        format_func=lambda role: format_texte(format_role(contrat, role)),
        key=cle,
        on_change=lambda: record_titre(suivi.prefixe, colonne.titre, st.session_state[cle]),
        width=780,
    )


def _select_autre(contrat: ContratLu, suivi: Suivi, tableau: TableauPropose) -> None:
    """Let a column that was decided be read otherwise."""
    titrees = {get_lettre(c.numero): c for c in tableau.colonnes if c.titre and c.usage is not UsageColonne.A_DIRE}
    gauche, droite = st.columns(2, vertical_alignment="bottom")
    with gauche:
        lettre = st.selectbox(
            "Lire une colonne autrement",
            list(titrees),
            index=None,
            placeholder="Choisissez la colonne",
            format_func=lambda choisie: format_texte(f"{choisie} « {titrees[choisie].titre} »"),
            key=f"{suivi.prefixe}-{tableau.cle}-autre-colonne",
        )
    if lettre in titrees:
        colonne, cle = titrees[lettre], f"{suivi.prefixe}-{tableau.cle}-autre-{lettre}"
        roles = list_roles(contrat, tableau, colonne)
        with droite:
            st.selectbox(
                f"Colonne {lettre}, à lire comme",
                roles,
                index=roles.index(str(colonne.role)) if str(colonne.role) in roles else None,
                placeholder="À dire",
                format_func=lambda role: format_texte(format_role(contrat, role)),
                key=cle,
                on_change=lambda: record_titre(suivi.prefixe, colonne.titre, st.session_state[cle]),
            )


def list_roles(contrat: ContratLu, tableau: TableauPropose, colonne: ColonneProposee) -> list[str]:
    """List what a column may be read as: what is suggested, not at all, a quarter, a landmark, an indicator."""
    roles = {autre.role.nom for autre in tableau.colonnes if autre.usage is UsageColonne.REPERE}
    dites = set(dict(tableau.constantes))
    suggeres = [build_role_indicateur(code) for code, _ in colonne.suggestions]
    trimestres = [] if RoleRepere.PERIODE in roles else [_build_role(t) for t in _list_trimestres(contrat)]
    valeurs = []
    if not roles & {"code_indicateur", "libelle"} and "code_indicateur" not in dites:
        valeurs += [build_role_indicateur(indicateur.code) for indicateur in contrat.indicateurs]
    elif RoleRepere.PERIODE in roles:
        valeurs.append(str(RoleColonne("valeur")))
    actuel = [str(colonne.role)] if colonne.usage in (UsageColonne.VALEUR, UsageColonne.REPERE) else []
    return list(dict.fromkeys([*actuel, *suggeres, "", *trimestres, *REPERES, *valeurs]))


def _list_trimestres(contrat: ContratLu) -> list[Trimestre]:
    """The quarters of the contract that have begun, the last first."""
    annees = contrat.compute_annees()
    fin = min(Trimestre(annees[-1], 4), trimestre_du(date.today()))
    return list_trimestres(Trimestre(annees[0], 1), fin)[::-1]


def _build_role(trimestre: Trimestre) -> str:
    fixes = (("annee", str(trimestre.annee)), ("trimestre", f"T{trimestre.numero}"))
    return str(RoleColonne("valeur", fixes))


def build_role_indicateur(code: str) -> str:
    """Build the role of a column of one indicator."""
    return str(RoleColonne("valeur", (("code_indicateur", code),)))
