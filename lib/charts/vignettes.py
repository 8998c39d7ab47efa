"""Vignette: a progression drawn small, as an SVG image, light enough for a whole contract on one page.

Same signs as the large charts: grey baseline, dark results, black target, dashed when provisional, dashed ring when
nothing came. Each vignette has its own scale from zero: the figures beside it are what is compared.
"""

from html import escape
from urllib.parse import quote

from lib.charts.progression_commun import RESULTAT, TEINTES, compute_bornes, has_situation_initiale, to_float
from lib.charts.progression_ligne import list_troncons
from lib.charts.progression_ruptures import get_abscisse_jour
from lib.charts.theme import ENCRE, FOND, GRILLE, GRIS, GRIS_CLAIR
from lib.domain.progression import Forme, Progression

LARGEUR, HAUTEUR = 264, 84
BAS, HAUT = HAUTEUR - 17, 8
"""Pixels: the year labels lie under BAS."""


def build_vignette(progression: Progression, alt: str) -> str:
    """Build the image (HTML) of a progression; alt is what a screen reader says of it."""
    source = quote(build_svg(progression).replace('"', "'"), safe=" =:/'(),;")
    return (
        f'<img src="data:image/svg+xml,{source}" width="{LARGEUR}" height="{HAUTEUR}" '
        f'loading="lazy" decoding="async" alt="{escape(alt, quote=True)}" '
        f'style="width:100%;height:auto;max-width:{2 * LARGEUR}px">'
    )


def build_svg(progression: Progression) -> str:
    """Build the drawing itself, a whole SVG document."""
    if progression.forme is Forme.TEXTE:
        dessin = _draw_textes(progression)
    elif progression.forme is Forme.FLUX:
        dessin = _draw_flux(progression)
    else:
        dessin = _draw_niveau(progression)
    zero = _get_y(0, compute_bornes(progression))
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {LARGEUR} {HAUTEUR}' font-family='Arial, sans-serif'>"
        f"<line x1='0' y1='{zero:.1f}' x2='{LARGEUR}' y2='{zero:.1f}' stroke='{GRIS_CLAIR}'/>"
        f"{''.join(dessin)}{''.join(_draw_ruptures(progression))}{''.join(_draw_annees(progression))}</svg>"
    )


def _list_annees(progression: Progression) -> list[int]:
    return [progression.annees[0] - 1, *progression.annees]


def _get_milieu(progression: Progression, annee: int) -> float:
    """Give the middle of a year's band."""
    annees = _list_annees(progression)
    return (annees.index(annee) + 0.5) * LARGEUR / len(annees)


def _get_x(progression: Progression, abscisse: float) -> float:
    """Place a level: each year-end falls in the middle of its year's band."""
    annees = _list_annees(progression)
    return (abscisse - annees[0] - 0.5) * LARGEUR / len(annees)


def _get_y(valeur: float, bornes: tuple[float, float]) -> float:
    bas, haut = bornes
    return BAS - (BAS - HAUT) * (valeur - bas) / (haut - bas)


def _draw_annees(progression: Progression) -> list[str]:
    """Name the years, two digits; a late figure is an empty dashed ring, one that will not be sent a barred one."""
    textes = []
    for annee in _list_annees(progression):
        x = _get_milieu(progression, annee)
        gras = GRIS if annee < progression.annees[0] else ENCRE
        textes.append(
            f'<text x="{x:.1f}" y="{HAUTEUR - 4}" text-anchor="middle" font-size="12" fill="{gras}">{annee}</text>'
        )
        if progression.get_derniere(annee) is not None:
            continue
        cercle = f'cx="{x:.1f}" cy="{BAS - 9}" r="5" fill="{FOND}" stroke="{GRIS}" stroke-width="1.5"'
        if progression.list_absentes(annee):
            textes.append(f'<circle class="manque" {cercle} stroke-dasharray="2.5 2"/>')
        elif progression.list_closes(annee):
            textes.append(f'<circle class="close" {cercle}/>')
            textes.append(f'<path d="M{x - 3:.1f} {BAS - 9} h6" stroke="{GRIS}" stroke-width="1.5"/>')
    return textes


def _draw_ruptures(progression: Progression) -> list[str]:
    """Draw each series break as a dotted vertical line, closed by two slanted strokes."""
    bande = LARGEUR / len(_list_annees(progression))
    traits = []
    for rupture in progression.ruptures_montrees:
        place = get_abscisse_jour(rupture.debut)
        # A flow has a band a year, from 1 January; a level stands at the day itself.
        debut_bande = _get_milieu(progression, rupture.debut.year) - bande / 2
        flux = progression.forme is Forme.FLUX
        x = debut_bande + (place - rupture.debut.year) * bande if flux else _get_x(progression, place)
        traits.append(
            f'<path class="rupture" d="M{x:.1f} {HAUT + 8} V{BAS}" stroke="{ENCRE}" stroke-dasharray="1 3"/>'
            f'<path d="M{x - 5:.1f} {HAUT + 5} l4 -9 m2 9 l4 -9" stroke="{ENCRE}" stroke-width="1.5"/>'
        )
    return traits


def _draw_flux(progression: Progression) -> list[str]:
    """Draw one column per year and the targets as ticks across."""
    bornes = compute_bornes(progression)
    bande = LARGEUR / len(_list_annees(progression))
    dessin: list[str] = []
    if has_situation_initiale(progression) and progression.annee_initiale in _list_annees(progression):
        valeur = to_float(progression.indicateur.situation_initiale) or 0.0
        x = _get_milieu(progression, progression.annee_initiale)
        dessin.append(_draw_barre("initiale", x, _get_y(valeur, bornes), bande * 0.5, f'fill="{GRIS_CLAIR}"'))
    for annee in progression.annees:
        x = _get_milieu(progression, annee)
        ligne = progression.get_derniere(annee)
        if ligne is not None and ligne.valeur is not None:
            haut = _get_y(float(ligne.valeur), bornes)
            teinte = TEINTES[0] if ligne.trimestre.numero == 4 else TEINTES[1]
            style = f'fill="{teinte}"'
            if ligne.provisoire:
                style = f'fill="{FOND}" stroke="{RESULTAT}" stroke-width="1.5" stroke-dasharray="3 2"'
            dessin.append(_draw_barre("resultat", x, haut, bande * 0.5, style))
        cible = progression.cibles.get(annee)
        if cible is not None and cible.valeur is not None:
            y = _get_y(float(cible.valeur), bornes)
            dessin.append(
                f'<line class="cible" x1="{x - bande * 0.42:.1f}" x2="{x + bande * 0.42:.1f}" y1="{y:.1f}" '
                f'y2="{y:.1f}" stroke="{ENCRE}" stroke-width="2.5"/>'
            )
    return dessin


def _draw_barre(classe: str, x: float, haut: float, largeur: float, style: str) -> str:
    hauteur = max(BAS - haut, 1)
    return (
        f'<rect class="{classe}" x="{x - largeur / 2:.1f}" y="{BAS - hauteur:.1f}" width="{largeur:.1f}" '
        f'height="{hauteur:.1f}" {style}/>'
    )


def _draw_niveau(progression: Progression) -> list[str]:
    """Draw the line of the results and the targets as diamonds."""
    bornes = compute_bornes(progression)
    dessin = [
        f'<line x1="{_get_milieu(progression, annee):.1f}" x2="{_get_milieu(progression, annee):.1f}" '
        f'y1="{HAUT}" y2="{BAS}" stroke="{GRILLE}"/>'
        for annee in _list_annees(progression)
    ]
    for annee in progression.annees:
        cible = progression.cibles.get(annee)
        if cible is not None and cible.valeur is not None:
            x, y = _get_x(progression, annee + 1), _get_y(float(cible.valeur), bornes)
            dessin.append(f'<path class="cible" d="M{x:.1f} {y - 5:.1f} l5 5 l-5 5 l-5 -5 z" fill="{ENCRE}"/>')
    if has_situation_initiale(progression):
        valeur = to_float(progression.indicateur.situation_initiale) or 0.0
        x = _get_x(progression, progression.annee_initiale + 1)
        dessin.append(f'<circle class="initiale" cx="{x:.1f}" cy="{_get_y(valeur, bornes):.1f}" r="4" fill="{GRIS}"/>')
    return dessin + _draw_ligne(progression, bornes)


def _draw_ligne(progression: Progression, bornes: tuple[float, float]) -> list[str]:
    """Draw each stretch of the line, dashed when provisional, and the last dot."""
    points = list_troncons(progression)
    dessin = []
    for numero in sorted({point["troncon"] for point in points}):
        troncon = [point for point in points if point["troncon"] == numero]
        coordonnees = " ".join(
            f"{_get_x(progression, point['x']):.1f},{_get_y(point['valeur'], bornes):.1f}" for point in troncon
        )
        tirets = ' stroke-dasharray="4 3"' if troncon[-1]["tirets"] else ""
        dessin.append(
            f'<polyline class="resultat" points="{coordonnees}" fill="none" stroke="{RESULTAT}" '
            f'stroke-width="2.5"{tirets}/>'
        )
    if points:
        dernier = points[-1]
        x, y = _get_x(progression, dernier["x"]), _get_y(dernier["valeur"], bornes)
        fond = FOND if dernier["provisoire"] else RESULTAT
        dessin.append(
            f'<circle class="dernier" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fond}" stroke="{RESULTAT}" '
            'stroke-width="2"/>'
        )
    return dessin


def _draw_textes(progression: Progression) -> list[str]:
    """Draw one mark per year with a text received, never a number."""
    dessin = []
    for annee in progression.annees:
        x = _get_milieu(progression, annee)
        if progression.get_derniere(annee) is not None:
            dessin.append(
                f'<text class="resultat" x="{x:.1f}" y="{BAS - 12}" text-anchor="middle" font-size="22" '
                f'font-weight="bold" fill="{RESULTAT}">¶</text>'
            )
    return dessin
