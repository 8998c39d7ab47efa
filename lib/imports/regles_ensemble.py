"""Rules between rows of results, and with the store: doubles, falling cumuls, jumps, totals, parts, « dont »."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from lib.domain.faits import Execution, Resultat
from lib.domain.formats import format_euros, format_nombre
from lib.domain.nomenclatures import Mode
from lib.domain.periodes import Trimestre
from lib.imports.regles_cadre import Cadre, Place, RegleIndicateur
from lib.imports.regles_examen import Examen

Serie = dict[Trimestre, Decimal]
"""The figures of one series by quarter, oldest first."""

Voisins = tuple[Trimestre | None, Trimestre | None]
"""The quarters known just before and just after one."""

MONTREES = 5
"""How many rows or values a message names before « … autres »."""


def verify_resultats_ensemble(examens: list[Examen], series: dict[Place, Serie], cadre: Cadre) -> None:
    """Verify in time the rows that made a fact; each compares with the store overlaid with the file."""
    par_place = {place: _build_voisins(serie) for place, serie in series.items() if len(serie) > 1}
    for examen in examens:
        fait = examen.fait
        if isinstance(fait, Resultat) and fait.valeur is not None:
            place = (fait.indicateur, fait.territoire, fait.ventilation)
            if place not in par_place or examen.periode is None:
                continue
            voisins = par_place[place][examen.periode]
            regle = cadre.get_regle(cadre.contrat.indicateur_par_code[fait.indicateur])
            if not _check_cumul(examen, regle, fait, series[place], voisins):
                _check_saut(examen, regle, fait, series[place], voisins[0], cadre)


def build_series(examens: Iterable[Examen], cadre: Cadre) -> dict[Place, Serie]:
    """Give the figures of the series the file touches, as they would be once published, oldest first."""
    series: dict[Place, Serie] = {}
    for examen in examens:
        fait = examen.fait
        if isinstance(fait, Resultat) and examen.periode is not None:
            place = (fait.indicateur, fait.territoire, fait.ventilation)
            if place not in series:
                series[place] = dict(cadre.valeurs.get(place, {}))
            if fait.valeur is not None:
                series[place][examen.periode] = fait.valeur
            else:
                series[place].pop(examen.periode, None)
    return {place: dict(sorted(serie.items())) if len(serie) > 1 else serie for place, serie in series.items()}


def _build_voisins(serie: Serie) -> dict[Trimestre, Voisins]:
    """Give, for each quarter of a series, the ones known just before and just after."""
    trimestres = list(serie)
    return dict(zip(trimestres, zip([None, *trimestres], [*trimestres[1:], None], strict=False), strict=True))


def _check_cumul(examen: Examen, regle: RegleIndicateur, fait: Resultat, serie: Serie, voisins: Voisins) -> bool:
    """Ask about a cumulated count lower than an earlier one of its window, or higher than a later one."""
    if not regle.is_cumul or fait.valeur is None:
        return False
    annuel = regle.indicateur.mode is Mode.CUMUL_ANNEE
    fenetre = "cumul depuis le 1er janvier" if annuel else "cumul depuis l’origine"
    periode = examen.periode
    for premier, second in ((voisins[0], periode), (periode, voisins[1])):
        if premier is None or second is None or (annuel and premier.annee != second.annee):
            continue
        if serie[second] < serie[premier]:
            champs = {"avant": format_nombre(serie[premier]), "periode_avant": premier.libelle, "fenetre": fenetre}
            champs |= {"apres": format_nombre(serie[second]), "periode_apres": second.libelle}
            examen.record("C04", "valeur", **champs)
            return True
    return False


def _check_saut(
    examen: Examen, regle: RegleIndicateur, fait: Resultat, serie: Serie, avant: Trimestre | None, cadre: Cadre
) -> None:
    """Ask about a value more than three times above or below the one it should resemble.

    A cumul since January is compared with the same quarter of the year before, else with its own earlier quarter
    brought to the same number of months; other values with the quarter before.
    """
    if fait.valeur is None or regle.indicateur.mode is Mode.VARIATION:
        return
    repere = _get_repere(regle, fait, serie, avant)
    if repere is None:
        return
    periode, attendue = repere
    valeur, ancienne = fait.valeur, serie[periode]
    if max(abs(valeur), abs(ancienne)) <= cadre.petit_effectif or attendue <= 0 or valeur <= 0:
        return
    if valeur > cadre.saut * attendue or attendue > cadre.saut * valeur:
        haut, bas, signe = (valeur, ancienne, "×") if valeur > ancienne else (ancienne, valeur, "÷")
        champs = {"avant": _format_montre(ancienne), "periode_avant": periode.libelle}
        champs |= {"apres": _format_montre(valeur), "periode_apres": fait.periode.libelle}
        rapport = format_nombre(haut / bas, 0 if haut >= 10 * bas else 1)
        examen.record("C05", "valeur", rapport=f"{signe}\u202f{rapport}", **champs)


def _format_montre(valeur: Decimal) -> str:
    """Write a value for a sentence: a computed rate has more decimals than anyone reads."""
    return format_nombre(valeur, 1 if valeur != round(valeur, 1) else None)


def _get_repere(
    regle: RegleIndicateur, fait: Resultat, serie: Serie, avant: Trimestre | None
) -> tuple[Trimestre, Decimal] | None:
    """Give the quarter a value is compared with, and the value expected from it."""
    if not (regle.is_cumul and regle.indicateur.mode is Mode.CUMUL_ANNEE):
        return (avant, serie[avant]) if avant else None
    an_passe = Trimestre(fait.annee - 1, fait.trimestre)
    if an_passe in serie:
        return an_passe, serie[an_passe]
    if avant is None or avant.annee != fait.annee:
        return None
    return avant, serie[avant] * fait.trimestre / avant.numero


def merge_doubles(examens: list[Examen]) -> None:
    """Refuse rows that say two things of one datum (all are named); keep one of those that say the same."""
    par_cle: dict[tuple[object, ...], list[Examen]] = defaultdict(list)
    for examen in examens:
        fait = examen.fait
        if isinstance(fait, Resultat):
            cle = (fait.indicateur, fait.annee, fait.trimestre, fait.territoire, fait.ventilation)
            par_cle[cle].append(examen)
        elif fait is not None:
            par_cle[fait.cle].append(examen)
    for groupe in par_cle.values():
        if len(groupe) > 1:
            _merge_groupe(groupe)


def _merge_groupe(groupe: list[Examen]) -> None:
    dits = [_to_dit(examen) for examen in groupe]
    numeros = _to_enumeration([str(examen.numero) for examen in groupe])
    objet = _to_objet(groupe[0])
    if len(set(dits)) > 1:
        for examen in groupe:
            examen.record("L06", lignes=numeros, objet=objet, valeurs=_to_enumeration(list(dict.fromkeys(dits))))
        return
    for examen in groupe[1:]:
        examen.record("I04", lignes=numeros, objet=objet)
        examen.fait = None


def _to_enumeration(choses: list[str]) -> str:
    """Write « 12, 47 et 60 »; a long list is cut, so that a message stays a sentence."""
    if len(choses) > MONTREES + 1:
        choses = [*choses[:MONTREES], f"{len(choses) - MONTREES} autres"]
    return " et ".join(filter(None, [", ".join(choses[:-1]), choses[-1]]))


def _to_dit(examen: Examen) -> str:
    """Write what a row says, so that two rows can be compared and shown."""
    fait = examen.fait
    if fait is None:
        return ""
    if fait.efface:
        return "EFFACER"
    if isinstance(fait, Resultat):
        termes = [format_nombre(terme) for terme in (fait.numerateur, fait.denominateur) if terme is not None]
        valeur = fait.texte or (fait.statut.libelle if fait.valeur is None else format_nombre(fait.valeur))
        return f"{valeur} ({' sur '.join(termes)})" if termes else valeur
    montant = getattr(fait, "montant", None)
    if montant is not None:
        return format_euros(montant)
    return getattr(fait, "texte", "") or format_nombre(getattr(fait, "valeur", None))


def _to_objet(examen: Examen) -> str:
    """Write what datum a row is about."""
    fait = examen.fait
    if isinstance(fait, Resultat):
        return ", ".join(filter(None, [fait.indicateur, fait.periode.libelle, fait.territoire, fait.ventilation]))
    if isinstance(fait, Execution):
        return f"{fait.fiche}, {Trimestre(fait.annee, fait.trimestre).libelle}, {fait.financeur.libelle}"
    return ", ".join(str(partie) for partie in (fait.cle if fait else ()) if partie != "")
