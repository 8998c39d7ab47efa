"""What a tracker's table would change, at a glance: indicators down, quarters across, each value with its sign."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from lib.domain.comparaison import EtatLigne, LigneComparee
from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT, format_entier
from lib.domain.periodes import Trimestre
from lib.ui.comparaison import SIGNES
from lib.ui.reprise_reponses import Suivi, TableauLu
from lib.usecases.problemes_depot import format_mesure

RANGS_PAR_PAGE = 25
LEGENDE = (
    EtatLigne.NOUVEAU,
    EtatLigne.MODIFIE,
    EtatLigne.INCHANGE,
    EtatLigne.A_CONFIRMER,
    EtatLigne.ERREUR,
)

STYLE = """<style>
.matrice { border-collapse: collapse; font-size: 16px; font-variant-numeric: tabular-nums; width: 100%; }
.matrice-defile { overflow-x: auto; }
.matrice th, .matrice td { padding: .3rem .8rem .3rem 0; text-align: right; white-space: nowrap; vertical-align: top; }
.matrice thead th { border-bottom: 2px solid var(--encre); }
.matrice tbody tr { border-bottom: 1px solid var(--grille); }
.matrice tbody th, .matrice thead th:first-child { text-align: left; font-weight: 600; white-space: normal;
  min-width: 18rem; }
.matrice tbody th small { display: block; font-weight: 400; font-size: 14px; color: var(--gris); }
.matrice small { font-size: 14px; color: var(--gris); display: block; }
.matrice .nouveau { color: #18753C; font-weight: 600; }
.matrice .modifie { background: #FFF1DE; font-weight: 600; }
.matrice .inchange { color: var(--gris); }
.matrice .erreur { color: #C9191E; font-weight: 600; }
.matrice .a_confirmer, .matrice .conflit { color: #B34000; font-weight: 600; }
.legende-matrice { font-size: 14px; color: var(--gris); margin: .2rem 0 0; }
</style>"""


class Rang(NamedTuple):
    """One row of the matrix: indicator, place, breakdown."""

    code: str
    territoire: str
    ventilation: str


def show_matrice(contrat: ContratLu, suivi: Suivi, lu: TableauLu) -> None:
    """Show each value the table holds, by indicator and quarter."""
    cases = group_cases(lu.plan.lignes) if lu.plan else {}
    if not cases:
        st.html("<p class='vide'>Aucune valeur n’est encore lue : répondez aux questions ci-dessus.</p>")
        return
    rangs = sort_rangs(contrat, {rang for rang, _ in cases})
    debut = 0
    if len(rangs) > RANGS_PAR_PAGE:
        pages = -(-len(rangs) // RANGS_PAR_PAGE)
        debut = (st.pagination(pages, key=f"{suivi.prefixe}-{lu.tableau.cle}-page") - 1) * RANGS_PAR_PAGE
        fin = min(debut + RANGS_PAR_PAGE, len(rangs))
        vus = f"{format_entier(debut + 1)} à {format_entier(fin)} sur {format_entier(len(rangs))}"
        st.html(f"<p class='sous-phrase'>Indicateurs {vus}</p>")
    st.html(STYLE + build_matrice(contrat, cases, rangs[debut : debut + RANGS_PAR_PAGE]))


def group_cases(lignes: Iterable[LigneComparee]) -> dict[tuple[Rang, Trimestre], LigneComparee]:
    """Place each value of the file at its indicator and quarter; the rows whose datum could not be read have none."""
    cases = {}
    for ligne in lignes:
        if ligne.verifiee is None or ligne.verifiee.cle is None or ligne.etat is EtatLigne.VIDE:
            continue
        code, annee, numero, territoire, ventilation = map(str, ligne.verifiee.cle)
        cases[Rang(code, territoire, ventilation), Trimestre(int(annee), int(numero))] = ligne
    return cases


def sort_rangs(contrat: ContratLu, rangs: Iterable[Rang]) -> list[Rang]:
    """Sort the rows in the contract's order, the département before its places."""
    ordre = {indicateur.code: rang for rang, indicateur in enumerate(contrat.indicateurs)}
    return sorted(rangs, key=lambda r: (ordre.get(r.code, len(ordre)), r.territoire != DEPARTEMENT, *r))


def build_matrice(contrat: ContratLu, cases: dict[tuple[Rang, Trimestre], LigneComparee], rangs: Sequence[Rang]) -> str:
    """Build the matrix (HTML)."""
    trimestres = sorted({trimestre for _, trimestre in cases})
    titres = "".join(f"<th scope='col'>{trimestre.libelle}</th>" for trimestre in trimestres)
    corps = "".join(
        f"<tr><th scope='row'>{_build_nom(contrat, rang)}</th>"
        + "".join(_build_case(cases.get((rang, trimestre))) for trimestre in trimestres)
        + "</tr>"
        for rang in rangs
    )
    presents = {ligne.etat for ligne in cases.values()}
    legende = " · ".join(f"{SIGNES[etat]} {etat.libelle.lower()}" for etat in LEGENDE if etat in presents)
    return (
        "<div class='matrice-defile' tabindex='0' role='region' aria-label='Valeurs par indicateur et trimestre'>"
        "<table class='matrice'><caption class='cache'>Valeurs par indicateur et trimestre</caption>"
        f"<thead><tr><th scope='col'>Indicateur</th>{titres}</tr></thead><tbody>{corps}</tbody></table></div>"
        f"<p class='legende-matrice'>{legende}</p>"
    )


def _build_nom(contrat: ContratLu, rang: Rang) -> str:
    indicateur = contrat.indicateur_par_code.get(rang.code)
    lieu = contrat.territoire_par_code.get(rang.territoire)
    place = [lieu.nom if lieu and rang.territoire != DEPARTEMENT else "", rang.ventilation]
    tete = " · ".join(filter(None, [rang.code, *place]))
    return f"{escape(tete)}<small>{escape(indicateur.intitule if indicateur else '')}</small>"


def _build_case(ligne: LigneComparee | None) -> str:
    if ligne is None:
        return f"<td>{ABSENT}</td>"
    signe = f"<span aria-hidden='true'>{SIGNES[ligne.etat]}</span><span class='cache'>{ligne.etat.libelle}</span>"
    texte = format_mesure(ligne.apres) if ligne.apres is not None else ""
    avant = ""
    if ligne.etat is EtatLigne.MODIFIE and ligne.avant is not None:
        avant = f"<small><del>{escape(format_mesure(ligne.avant))}</del></small>"
    return f"<td class='{ligne.etat.value}'>{signe} {escape(texte)}{avant}</td>"
