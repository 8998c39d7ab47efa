"""The receipt as one page of HTML: it prints on paper and opens anywhere, without the application."""

from collections.abc import Iterable
from html import escape

from lib.domain.bordereau import CelluleBordereau, SortCellule
from lib.domain.conservation import format_bordereau, format_correction
from lib.domain.fiction import MENTION
from lib.domain.formats import INSECABLE
from lib.domain.lots import EtatLot
from lib.domain.phrases import format_html, format_quantite
from lib.domain.recus import LigneRecu, Mouvement, Recu, format_instant, write_reservees

STYLE = """
body { font: 16px/1.45 Marianne, Arial, sans-serif; color: #161616;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 26px; margin: 0 0 .3rem; } h2 { font-size: 19px; margin: 1.6rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 15px; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #ddd; }
thead th { border-bottom: 2px solid #161616; } tbody th { font-weight: 600; white-space: nowrap; }
.nombre { text-align: right; white-space: nowrap; } .empreinte { overflow-wrap: anywhere; font-family: monospace; }
.annule { border: 2px solid #C9191E; padding: .5rem .8rem; font-weight: 600; } del { color: #666; }
@media print { body { margin: 0; max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } }
"""


def build_recu_html(recu: Recu) -> bytes:
    """Build the receipt of a lot: what was received, what it changed, and the hash that proves it."""
    titre = f"Reçu du dépôt n°{INSECABLE}{recu.lot.numero}"
    annule = f"<p class='annule'>{escape(format_annulation(recu))}</p>" if recu.lot.etat is EtatLot.ANNULE else ""
    mention = f"<p class='annule'>{MENTION}</p>" if recu.exemple else ""
    identite = "".join(
        f"<tr><th scope='row'>{escape(mot)}</th><td{_get_classe(mot)}>{escape(valeur)}</td></tr>"
        for mot, valeur in list_identite(recu)
    )
    page = (
        f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>{titre}</title>"
        f"<style>{STYLE}</style></head><body>{mention}<h1>{titre}</h1><p>{escape(recu.contrat)}</p>{annule}<table><tbody>{identite}</tbody></table>"
        f"{_build_lignes(recu)}{_build_cellules(recu)}</body></html>"
    )
    return format_html(page).encode("utf-8")


def _get_classe(mot: str) -> str:
    return " class='empreinte'" if mot.startswith("Empreinte") else ""


def format_annulation(recu: Recu) -> str:
    """Say that a lot was undone, when, by which lot and why."""
    autre = recu.annule_par
    if autre is None:
        return "Ce dépôt est annulé."
    return (
        f"Ce dépôt est annulé depuis le {format_instant(autre.publie_le)} par le dépôt n°{INSECABLE}{autre.numero} "
        f"({autre.service}). Motif{INSECABLE}: {autre.motif}"
    )


def list_identite(recu: Recu) -> list[tuple[str, str]]:
    """List what identifies a lot, as (word, value); what does not apply is left out."""
    lot = recu.lot
    taille = f" ({format_quantite(recu.taille, 'octet')})" if recu.taille is not None else ""
    service = f"{lot.service}, par {recu.auteur}" if recu.auteur else lot.service
    lignes = [
        ("Dépôt", f"n°{INSECABLE}{lot.numero} · {lot.genre.libelle}"),
        ("État", lot.etat.libelle),
        ("Contenu", lot.type_depot.libelle if lot.type_depot else ""),
        ("Publié le", f"{format_instant(lot.publie_le)} (heure de Paris)"),
        ("Service", service),
        ("Motif", lot.motif),
        ("Annule", f"le dépôt n°{INSECABLE}{lot.annule_lot}" if lot.annule_lot else ""),
        ("Fichier reçu", f"{lot.fichier}{taille}" if lot.fichier else ""),
        ("Lu comme", lot.lu_comme),
        ("Effet", format_effet(recu)),
        ("Cellules", format_cellules(recu)),
        ("Empreinte du fichier (SHA-256)", lot.sha256),
        ("Empreinte au journal (SHA-256)", recu.empreinte),
        ("Entrée au journal", f"n°{INSECABLE}{recu.rang} du contrat {recu.code}"),
    ]
    return [(mot, valeur) for mot, valeur in lignes if valeur]


def format_cellules(recu: Recu) -> str:
    """Write what became of the filled cells of the file, '' for a lot that came without one."""
    ignorees = [cellule.colonne for cellule in recu.list_cellules(SortCellule.IGNOREE)]
    return format_bordereau(recu.bordereau, True, ignorees) if recu.bordereau else ""


def format_effet(recu: Recu) -> str:
    """Say in one line what a lot did: « 38 valeurs : 36 nouvelles, 2 modifiées »."""
    total = sum(nombre for _, nombre in recu.comptes)
    if not recu.lignes:
        reserve = ", réservées au service" if recu.reservees else ""
        return f"{format_quantite(total, 'donnée')}{reserve}" if total else ""
    mots = ", ".join(
        format_quantite(nombre, mouvement.libelle.lower())
        for mouvement, nombre in recu.count_mouvements().items()
        if nombre
    )
    reserve = f", {recu.reservees} réservées au service" if recu.reservees else ""
    return f"{format_quantite(total, 'valeur')}{INSECABLE}: {mots}{reserve}"


def _build_lignes(recu: Recu) -> str:
    if not recu.lignes:
        return ""
    entetes = "".join(
        f"<th scope='col'{classe}>{mot}</th>"
        for mot, classe in (
            ("Donnée", ""),
            ("Période", ""),
            ("Avant", " class='nombre'"),
            ("Après", " class='nombre'"),
            ("Écart", " class='nombre'"),
            ("Ligne", " class='nombre'"),
        )
    )
    reserve = f"<p>{escape(write_reservees(recu))}</p>" if recu.reservees else ""
    return (
        f"<h2>Ce que ce dépôt a changé</h2><table><thead><tr>{entetes}</tr></thead>"
        f"<tbody>{''.join(_build_rangs(recu.lignes))}</tbody></table>{reserve}"
    )


TITRES_CELLULES = {
    SortCellule.LAISSEE: "Ce qui a été laissé de côté",
    SortCellule.CORRIGEE: "Ce qui a été corrigé à l’écran avant de publier",
    SortCellule.IGNOREE: "Les colonnes ignorées",
}
"""What the receipt says beyond the values, in its order."""


def format_lieu_cellule(cellule: CelluleBordereau) -> str:
    """Write where a cell of the file is: « ligne 14, colonne E « Valeur » », a whole row, or a whole column."""
    ligne = f"ligne {cellule.numero}" if cellule.numero else ""
    colonne = f"colonne {cellule.colonne}" if cellule.colonne else "" if ligne else "fichier"
    return ", ".join(filter(None, [ligne, colonne]))


def format_sort(cellule: CelluleBordereau) -> str:
    """Write what became of a cell: what was written instead of what the file says, or why it was left."""
    if cellule.sort is SortCellule.CORRIGEE:
        return format_correction(cellule.lu, cellule.ecrit)
    return cellule.message


def _build_cellules(recu: Recu) -> str:
    blocs = []
    for sort, titre in TITRES_CELLULES.items():
        textes = ((format_lieu_cellule(c), format_sort(c)) for c in recu.list_cellules(sort))
        rangs = "".join(f"<tr><th scope='row'>{escape(ou)}</th><td>{escape(quoi)}</td></tr>" for ou, quoi in textes)
        if rangs:
            blocs.append(f"<h2>{titre}</h2><table><tbody>{rangs}</tbody></table>")
    return "".join(blocs)


def _build_rangs(lignes: Iterable[LigneRecu]) -> Iterable[str]:
    for ligne in lignes:
        nom = " · ".join(part for part in (ligne.nom.libelle, ligne.nom.precision) if part)
        avant = f"<del>{escape(ligne.avant)}</del>" if ligne.mouvement is not Mouvement.NOUVELLE else ""
        remarques = "".join(f"<br><small>{escape(remarque)}</small>" for remarque in ligne.remarques)
        yield (
            f"<tr><td><b>{escape(ligne.nom.code)}</b> {escape(nom)}{remarques}</td><td>{escape(ligne.nom.periode)}</td>"
            f"<td class='nombre'>{avant}</td><td class='nombre'>{escape(ligne.apres)}</td>"
            f"<td class='nombre'>{escape(ligne.ecart)}</td><td class='nombre'>{ligne.ligne or ''}</td></tr>"
        )
