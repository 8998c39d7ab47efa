"""Rules between rows of results, and with the store: doubles, falling cumuls, jumps, totals, parts, « dont »."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from lib.domain.faits import Execution, Resultat
from lib.domain.formats import INSECABLE, format_euros, format_montre, format_nombre
from lib.domain.nomenclatures import Mode, StatutResultat
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_liste, format_quantite
from lib.imports.regles_cadre import Cadre, RegleIndicateur
from lib.imports.regles_examen import Examen, Place

Serie = dict[Trimestre, Decimal]
"""The figures of one series by quarter, oldest first."""

Lignes = dict[Place, dict[Trimestre, Examen]]
"""The rows that made a fact, by series then quarter."""

MONTREES = 5
"""How many rows or values a message names before « … autres »."""


def group_lignes(examens: Iterable[Examen]) -> Lignes:
    """Group by series the rows of results that made a fact."""
    lignes: Lignes = defaultdict(dict)
    for examen in examens:
        if examen.fait is not None and examen.place is not None and examen.periode is not None:
            lignes[examen.place][examen.periode] = examen
    return dict(lignes)


def build_series(lignes: Lignes, cadre: Cadre) -> dict[Place, Serie]:
    """Give the figures of the series the file touches, as they would be once published, oldest first."""
    series: dict[Place, Serie] = {}
    for place, siennes in lignes.items():
        connues = {**cadre.valeurs.get(place, {}), **{periode: examen.valeur for periode, examen in siennes.items()}}
        series[place] = {periode: valeur for periode, valeur in sorted(connues.items()) if valeur is not None}
    return series


def verify_resultats_ensemble(lignes: Lignes, series: dict[Place, Serie], cadre: Cadre) -> None:
    """Verify in time the rows that made a figure; each compares with the store overlaid with the file.

    Nothing is compared across a series break.
    """
    for place, siennes in lignes.items():
        serie = series[place]
        regle = cadre.get_regle(cadre.contrat.indicateur_par_code[place[0]])
        baisses = _find_baisses(regle, serie, cadre) if regle.is_cumul else {}
        for avant, periode in zip([None, *serie], serie, strict=False):
            examen = siennes.get(periode)
            if examen is None:
                continue
            if periode in baisses:
                _record_baisse(examen, regle, serie, *baisses[periode])
            else:
                _check_saut(examen, regle, serie, periode, avant, cadre)


def _find_baisses(regle: RegleIndicateur, serie: Serie, cadre: Cadre) -> dict[Trimestre, tuple[Trimestre, Trimestre]]:
    """Give, for the quarters a cumulated count falls from or to within its window, both ends of the fall."""
    baisses: dict[Trimestre, tuple[Trimestre, Trimestre]] = {}
    for premier, second in pairwise(serie):
        if serie[second] >= serie[premier]:
            continue
        meme_fenetre = regle.indicateur.mode is not Mode.CUMUL_ANNEE or premier.annee == second.annee
        if meme_fenetre and cadre.is_comparable(regle.indicateur.code, premier, second):
            baisses.setdefault(premier, (premier, second))
            baisses.setdefault(second, (premier, second))
    return baisses


def _record_baisse(examen: Examen, regle: RegleIndicateur, serie: Serie, premier: Trimestre, second: Trimestre) -> None:
    """Ask about a cumulated count lower than an earlier one of its window, or higher than a later one."""
    annuel = regle.indicateur.mode is Mode.CUMUL_ANNEE
    fenetre = "cumul depuis le 1er janvier" if annuel else "cumul depuis l’origine"
    champs = {"avant": format_nombre(serie[premier]), "periode_avant": premier.libelle, "fenetre": fenetre}
    champs |= {"apres": format_nombre(serie[second]), "periode_apres": second.libelle}
    examen.record("C04", "valeur", **champs)


def _check_saut(
    examen: Examen, regle: RegleIndicateur, serie: Serie, periode: Trimestre, avant: Trimestre | None, cadre: Cadre
) -> None:
    """Ask about a value more than three times above or below the one it should resemble.

    A cumul since January is compared with the same quarter of the year before, else with its own earlier quarter
    brought to the same number of months; other values with the quarter before.
    """
    repere = _get_repere(regle, serie, periode, avant, cadre)
    if repere is None:
        return
    valeur, (comparee, attendue) = serie[periode], repere
    proche = valeur <= cadre.saut * attendue and attendue <= cadre.saut * valeur
    if proche or regle.indicateur.mode is Mode.VARIATION:
        return
    ancienne = serie[comparee]
    if max(abs(valeur), abs(ancienne)) <= cadre.petit_effectif or attendue <= 0 or valeur <= 0:
        return
    haut, bas, signe = (valeur, ancienne, "×") if valeur > ancienne else (ancienne, valeur, "÷")
    champs = {"avant": format_montre(ancienne), "periode_avant": comparee.libelle}
    champs |= {"apres": format_montre(valeur), "periode_apres": periode.libelle}
    rapport = format_nombre(haut / bas, 0 if haut >= 10 * bas else 1)
    examen.record("C05", "valeur", rapport=f"{signe}\u202f{rapport}", **champs)


def _get_repere(
    regle: RegleIndicateur, serie: Serie, periode: Trimestre, avant: Trimestre | None, cadre: Cadre
) -> tuple[Trimestre, Decimal] | None:
    """Give the quarter a value is compared with, and the value expected from it."""
    code, annuel = regle.indicateur.code, regle.is_cumul and regle.indicateur.mode is Mode.CUMUL_ANNEE
    an_passe = _get_an_passe(periode)
    if annuel and an_passe in serie and cadre.is_comparable(code, an_passe, periode):
        return an_passe, serie[an_passe]
    if avant is None or not cadre.is_comparable(code, avant, periode):
        return None
    if not annuel:
        return avant, serie[avant]
    return (avant, serie[avant] * periode.numero / avant.numero) if avant.annee == periode.annee else None


@lru_cache(maxsize=200)
def _get_an_passe(periode: Trimestre) -> Trimestre:
    return Trimestre(periode.annee - 1, periode.numero)


def merge_doubles(examens: list[Examen]) -> None:
    """Refuse rows that say two things of one datum (all are named); keep one of those that say the same."""
    dits = [examen for examen in examens if examen.fait is not None]
    cles = [examen.cle or (examen.fait.cle if examen.fait else ()) for examen in dits]
    if len(set(cles)) == len(cles):
        return
    par_cle: dict[tuple[object, ...], list[Examen]] = defaultdict(list)
    for cle, examen in zip(cles, dits, strict=True):
        par_cle[cle].append(examen)
    for groupe in par_cle.values():
        if len(groupe) > 1:
            _merge_groupe(groupe)


def _merge_groupe(groupe: list[Examen]) -> None:
    """Keep, of rows that say one thing, the one that says most; a text that one leaves empty is not contradicted."""
    textes = [_get_textes(examen) for examen in groupe]
    ecrits = [{texte for texte in siens if texte} for siens in zip(*textes, strict=True)]
    valeurs = [_to_dit(examen) for examen in groupe]
    numeros = _to_enumeration([str(examen.numero) for examen in groupe])
    objet = _to_objet(groupe[0])
    if len(set(valeurs)) > 1 or any(len(siens) > 1 for siens in ecrits):
        complets = [_to_dit_complet(valeur, siens) for valeur, siens in zip(valeurs, textes, strict=True)]
        for examen in groupe:
            examen.record("L06", lignes=numeros, objet=objet, valeurs=_to_enumeration(list(dict.fromkeys(complets))))
        return
    gardee = max(groupe, key=lambda examen: sum(map(bool, _get_textes(examen))))
    for examen in groupe:
        if examen is not gardee:
            examen.record("I04", lignes=numeros, objet=objet)
            examen.fait = None


def _get_textes(examen: Examen) -> tuple[str, ...]:
    """Give the texts of a row beside its value: words of a target in figures, comment, source of a context figure."""
    fait = examen.fait
    mots = getattr(fait, "texte", "") if getattr(fait, "valeur", None) is not None else ""
    return mots, getattr(fait, "commentaire", ""), fait.source if fait else ""


def _to_dit_complet(valeur: str, textes: Iterable[str]) -> str:
    """Write what a row says with its texts, for rows that only differ there."""
    ecrits = [f"«{INSECABLE}{texte}{INSECABLE}»" for texte in textes if texte]
    return f"{valeur}, {', '.join(ecrits)}" if ecrits else valeur


def _to_enumeration(choses: list[str]) -> str:
    """Write « 12, 47 et 60 »; a long list is cut, so that a message stays a sentence."""
    if len(choses) > MONTREES + 1:
        choses = [*choses[:MONTREES], format_quantite(len(choses) - MONTREES, "autre")]
    return format_liste(choses)


def _to_dit(examen: Examen) -> str:
    """Write what a row says of its datum, so that two rows can be compared and shown."""
    fait = examen.fait
    if fait is None:
        return ""
    if fait.efface:
        return "EFFACER"
    if isinstance(fait, Resultat):
        return _to_dit_resultat(fait)
    montant = getattr(fait, "montant", None)
    valeur = getattr(fait, "valeur", None)
    mots = getattr(fait, "texte", "") if valeur is None else format_nombre(valeur)
    avenant = f" (avenant {fait.avenant})" if fait.avenant else ""
    return f"{mots if montant is None else format_euros(montant)}{avenant}"


def _to_dit_resultat(fait: Resultat) -> str:
    """Write a value with its terms and, beside a figure or words, a status that is not the ordinary one."""
    termes = [format_nombre(terme) for terme in (fait.numerateur, fait.denominateur) if terme is not None]
    if not fait.texte and fait.valeur is None:
        return fait.statut.libelle
    statut = fait.statut.libelle.lower() if fait.statut is not StatutResultat.MESUREE else ""
    precisions = ", ".join(filter(None, [" sur ".join(termes), statut]))
    valeur = fait.texte or format_nombre(fait.valeur)
    return f"{valeur} ({precisions})" if precisions else valeur


def _to_objet(examen: Examen) -> str:
    """Write what datum a row is about."""
    fait = examen.fait
    if isinstance(fait, Resultat):
        return ", ".join(filter(None, [fait.indicateur, fait.periode.libelle, fait.territoire, fait.ventilation]))
    if isinstance(fait, Execution):
        return f"{fait.fiche}, {Trimestre(fait.annee, fait.trimestre).libelle}, {fait.financeur.libelle}"
    return ", ".join(str(partie) for partie in (fait.cle if fait else ()) if partie != "")
