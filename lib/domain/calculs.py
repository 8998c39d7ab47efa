"""How a figure is computed, shown with its actual inputs: value, target, milestone, ratios, projection."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.avancement import format_atteinte, format_avancement
from lib.domain.derives import Partie
from lib.domain.formats import ABSENT, format_date_courte, format_taux
from lib.domain.indicateurs import Indicateur
from lib.domain.jalons import get_allure
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Sens, TypeValeur
from lib.domain.petits_effectifs import MASQUE
from lib.domain.progression import Progression
from lib.domain.seuils import CONVENTION
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE, TYPES_RAPPORT, format_chiffre, has_deux_termes


@dataclass(frozen=True)
class Calcul:
    """One figure: its name, the operation with its inputs, the result (or why there is none), and the rule."""

    nom: str
    operation: str
    resultat: str
    regle: str


def list_calculs(progression: Progression, ligne: LigneSuivi, noms: Mapping[str, str]) -> list[Calcul]:
    """List every figure of a line, in reading order; noms: names of the territories that may be summed."""
    calculs = [_build_valeur(progression.indicateur, ligne, noms)]
    if progression.indicateur.type is TypeValeur.TEXTE:
        return calculs
    return [*calculs, _build_cible(progression, ligne), *_list_rapports(progression, ligne)]


def _format(valeur: Decimal | Fraction | None) -> str:
    return ABSENT if valeur is None else format_chiffre(Fraction(valeur))


def _build_valeur(indicateur: Indicateur, ligne: LigneSuivi, noms: Mapping[str, str]) -> Calcul:
    """Show where the value comes from: typed, divided, or added up."""
    nom = f"Valeur à fin {ligne.trimestre.libelle}"
    motif = dict(ligne.motifs).get("valeur", "")
    regle = f"{indicateur.mode.libelle} ; {indicateur.regle_source or CONVENTION}"
    if ligne.parties:
        somme = " + ".join(_format_partie(partie, noms) for partie in ligne.parties)
        double = f". Attention : {ligne.double_compte}" if ligne.double_compte else ""
        return Calcul(nom, somme, _format(ligne.valeur) if ligne.valeur is not None else motif, f"somme{double}")
    resultat = ligne.resultat
    if resultat is None:
        return Calcul(nom, ABSENT, motif or ligne.absence, regle)
    if indicateur.type in TYPES_RAPPORT and has_deux_termes(resultat):
        cent = "100 × " if indicateur.type is TypeValeur.TAUX else ""
        operation = f"{cent}{_format(resultat.numerateur)} / {_format(resultat.denominateur)}"
        return Calcul(nom, operation, _format(ligne.valeur) if ligne.valeur is not None else motif, regle)
    contenu = _format(ligne.valeur) if ligne.valeur is not None else ligne.texte or motif
    return Calcul(nom, f"transmise ({resultat.statut.libelle.lower()}), lot n° {resultat.lot}", contenu, regle)


def _format_partie(partie: Partie, noms: Mapping[str, str]) -> str:
    absence = MASQUE if partie.masque else NE_SERA_PAS_TRANSMISE if partie.close else "non reçu"
    valeur = absence if partie.valeur is None else _format(partie.valeur)
    return f"{noms.get(partie.code, partie.code)} : {valeur}"


def _build_cible(progression: Progression, ligne: LigneSuivi) -> Calcul:
    """Show the target and the place it is written."""
    annee = ligne.trimestre.annee
    cible = progression.cibles.get(annee)
    motif = dict(ligne.motifs).get("cible", "")
    if cible is None:
        return Calcul(f"Cible {annee}", ABSENT, motif or "sans cible", "contrat")
    avenant = f"avenant n° {cible.avenant}" if cible.avenant else "contrat initial"
    contenu = _format(ligne.cible) if ligne.cible is not None else cible.texte
    return Calcul(f"Cible {annee}", avenant, contenu, cible.source)


def _list_rapports(progression: Progression, ligne: LigneSuivi) -> Iterator[Calcul]:
    """Show the milestone, the ratios and the projection, or why each is missing."""
    motifs = dict(ligne.motifs)
    if ligne.jalon is not None or "jalon" in motifs:
        resultat = motifs.get("jalon", "") if ligne.jalon is None else _format(ligne.jalon)
        regle = f"{get_allure(progression.indicateur).libelle} ({CONVENTION})"
        yield Calcul("Jalon du trimestre", ligne.explication_jalon or ABSENT, resultat, regle)
    yield from _list_atteinte(progression.indicateur, ligne, motifs)
    yield from _list_avancements(progression, ligne, motifs)
    yield from _list_projection(ligne, motifs)


def _list_atteinte(indicateur: Indicateur, ligne: LigneSuivi, motifs: Mapping[str, str]) -> Iterator[Calcul]:
    """Show how far the year's target is met; one to lower has no rate that could be read."""
    if ligne.valeur is not None and ligne.cible is not None and indicateur.sens is Sens.BAISSE:
        mots = format_atteinte(Fraction(ligne.valeur), Fraction(ligne.cible), indicateur.sens)
        yield Calcul("Atteinte", "résultat et cible à ne pas dépasser", mots, CONVENTION)
    elif ligne.taux_atteinte is not None:
        operation = f"{_format(ligne.valeur)} / {_format(ligne.cible)}"
        yield Calcul("Taux d’atteinte", operation, format_taux(ligne.taux_atteinte), CONVENTION)
    elif "taux_atteinte" in motifs:
        yield Calcul("Taux d’atteinte", ABSENT, motifs["taux_atteinte"], CONVENTION)


def _list_avancements(progression: Progression, ligne: LigneSuivi, motifs: Mapping[str, str]) -> Iterator[Calcul]:
    """Show the share of the way done: of the year at this quarter, of the contract at the last closed T4."""
    clos = ligne.trimestre.dernier_clos
    close = progression.ligne_par_trimestre.get(clos)
    finale = progression.cibles.get(progression.annees[-1])
    chemins = (
        ("avancement_annee", "Avancement de l’année", ligne.avancement_annee, ligne.valeur, ligne.cible),
        (
            "avancement_contrat",
            f"Avancement du contrat à fin {clos.annee}"
            if clos.annee in progression.annees
            else "Avancement du contrat",
            ligne.avancement_contrat,
            close.valeur if close else None,
            finale.valeur if finale else None,
        ),
    )
    for champ, nom, rapport, valeur, cible in chemins:
        if rapport is not None:
            operation = _format_chemin(valeur, progression.indicateur.situation_initiale, cible)
            yield Calcul(nom, operation, format_avancement(rapport, progression.indicateur.sens), CONVENTION)
        elif champ in motifs:
            yield Calcul(nom, ABSENT, motifs[champ], CONVENTION)


def _list_projection(ligne: LigneSuivi, motifs: Mapping[str, str]) -> Iterator[Calcul]:
    """Show where the year would end at this pace, or why it may not be said."""
    if ligne.projection is not None:
        fin = format_date_courte(ligne.trimestre.fin.replace(month=12, day=31))
        regle = f"à ce rythme ({CONVENTION})"
        yield Calcul(f"Projection au {fin}", ligne.explication_projection, _format(ligne.projection), regle)
    elif "projection" in motifs:
        yield Calcul("Projection de fin d’année", ABSENT, motifs["projection"], CONVENTION)


def _format_chemin(valeur: Decimal | None, depart: Decimal | None, cible: Decimal | None) -> str:
    """Write the share of the way from the baseline to a target."""
    return f"({_format(valeur)} − {_format(depart)}) / ({_format(cible)} − {_format(depart)})"
