"""How a figure is computed, shown with its actual inputs: value, target, milestone, ratios, projection."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.derives import Partie
from lib.domain.formats import format_date_courte, format_pourcentage
from lib.domain.indicateurs import Indicateur
from lib.domain.jalons import get_allure
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Mode, TypeValeur
from lib.domain.progression import Progression
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
    return "–" if valeur is None else format_chiffre(Fraction(valeur))


def _build_valeur(indicateur: Indicateur, ligne: LigneSuivi, noms: Mapping[str, str]) -> Calcul:
    """Show where the value comes from: typed, divided, or added up."""
    nom = f"Valeur à fin {ligne.trimestre.libelle}"
    motif = dict(ligne.motifs).get("valeur", "")
    regle = f"{indicateur.mode.libelle} ; {indicateur.regle_source or 'convention Jalons'}"
    if ligne.parties:
        somme = " + ".join(_format_partie(partie, noms) for partie in ligne.parties)
        double = f". Attention : {ligne.double_compte}" if ligne.double_compte else ""
        return Calcul(nom, somme, _format(ligne.valeur) if ligne.valeur is not None else motif, f"somme{double}")
    resultat = ligne.resultat
    if resultat is None or ligne.masque:
        return Calcul(nom, "–", motif or ligne.absence, regle)
    if indicateur.type in TYPES_RAPPORT and has_deux_termes(resultat):
        cent = "100 × " if indicateur.type is TypeValeur.TAUX else ""
        operation = f"{cent}{_format(resultat.numerateur)} / {_format(resultat.denominateur)}"
        return Calcul(nom, operation, _format(ligne.valeur) if ligne.valeur is not None else motif, regle)
    contenu = _format(ligne.valeur) if ligne.valeur is not None else ligne.texte or motif
    return Calcul(nom, f"transmise ({resultat.statut.libelle.lower()}), lot n° {resultat.lot}", contenu, regle)


def _format_partie(partie: Partie, noms: Mapping[str, str]) -> str:
    absence = NE_SERA_PAS_TRANSMISE if partie.close else "non reçu"
    valeur = absence if partie.valeur is None else _format(partie.valeur)
    return f"{noms.get(partie.code, partie.code)} : {valeur}"


def _build_cible(progression: Progression, ligne: LigneSuivi) -> Calcul:
    """Show the target and the place it is written."""
    annee = ligne.trimestre.annee
    cible = progression.cibles.get(annee)
    motif = dict(ligne.motifs).get("cible", "")
    if cible is None:
        return Calcul(f"Cible {annee}", "–", motif or "sans cible", "contrat")
    avenant = f"avenant n° {cible.avenant}" if cible.avenant else "contrat initial"
    contenu = _format(ligne.cible) if ligne.cible is not None else cible.texte
    return Calcul(f"Cible {annee}", avenant, contenu, cible.source)


def _list_rapports(progression: Progression, ligne: LigneSuivi) -> Iterator[Calcul]:
    """Show the milestone, the ratios and the projection, or why each is missing."""
    motifs = dict(ligne.motifs)
    valeur, depart = _format(ligne.valeur), progression.indicateur.situation_initiale
    if ligne.jalon is not None or "jalon" in motifs:
        resultat = motifs.get("jalon", "") if ligne.jalon is None else _format(ligne.jalon)
        regle = f"{get_allure(progression.indicateur).libelle} (convention Jalons)"
        yield Calcul("Jalon du trimestre", ligne.explication_jalon or "–", resultat, regle)
    finale = progression.cibles.get(progression.annees[-1])
    rapports = (
        ("taux_atteinte", "Taux d’atteinte", ligne.taux_atteinte, f"{valeur} / {_format(ligne.cible)}"),
        (
            "avancement_annee",
            "Avancement de l’année",
            ligne.avancement_annee,
            _format_chemin(valeur, depart, ligne.cible),
        ),
        (
            "avancement_contrat",
            "Avancement du contrat",
            ligne.avancement_contrat,
            _format_chemin(valeur, depart, finale.valeur if finale else None),
        ),
    )
    for champ, nom, rapport, operation in rapports:
        if rapport is not None:
            regle = _write_portee(progression.indicateur, ligne) if champ.startswith("avancement") else ""
            yield Calcul(nom, operation, format_pourcentage(rapport), f"convention Jalons{regle}")
        elif champ in motifs:
            yield Calcul(nom, "–", motifs[champ], "convention Jalons")
    if ligne.projection is not None:
        fin = format_date_courte(ligne.trimestre.fin.replace(month=12, day=31))
        yield Calcul(
            f"Projection au {fin}",
            ligne.explication_projection,
            _format(ligne.projection),
            "à ce rythme (convention Jalons)",
        )
    elif "projection" in motifs:
        yield Calcul("Projection de fin d’année", "–", motifs["projection"], "convention Jalons")


def _write_portee(indicateur: Indicateur, ligne: LigneSuivi) -> str:
    """Warn that a count of a few months, set against a baseline of a whole year, can read far below zero."""
    mois = 3 * ligne.trimestre.numero
    if indicateur.mode is not Mode.CUMUL_ANNEE or mois == 12:
        return ""
    return f" ; {mois} mois comptés, face à une situation initiale de 12 mois : se lit au T4"


def _format_chemin(valeur: str, depart: Decimal | None, cible: Decimal | None) -> str:
    """Write the share of the way from the baseline to a target."""
    return f"({valeur} − {_format(depart)}) / ({_format(cible)} − {_format(depart)})"
