"""Small counts: which figures are counts of persons, and which of them are too small to be read.

Counts of persons from 1 to the threshold, by territory or breakdown, are masked (lib/domain/masques), and with them
whatever would give them back. Convention Jalons; the confidentiality of the addresses of S.1.3 is the contract's own
promise (l.902).
"""

from collections.abc import Mapping
from decimal import Decimal

from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import TypeValeur
from lib.domain.valeurs import STATUTS_CHIFFRES, TYPES_RAPPORT

TERRITOIRE = "territoire"
MASQUE = "masqué (petit effectif)"
"""What is read in the place of a figure that is not to be seen."""
EXPLICATION = "trop peu de personnes comptées, ou de quoi retrouver un chiffre qui en compte trop peu"
MOTIF = f"{MASQUE}{INSECABLE}: {EXPLICATION}"
PHRASE = f"{MOTIF[0].upper()}{MOTIF[1:]} (convention Jalons)."
"""What is read under a table or a chart where a figure is masked."""
UNITES_DE_CHOSES = (
    "€",
    "ETP",
    "actions",
    "ateliers",
    "berceaux",
    "files actives",
    "formations",
    "heures",
    "logements",
    "places",
    "plants",
    "quartiers",
    "repas",
    "structures",
)
VALEUR, NUMERATEUR, DENOMINATEUR, RESTE = "valeur", "numerateur", "denominateur", "reste"
"""The counts that a value shows: itself, the terms of a rate, and those that the rate leaves out."""
Effectifs = Mapping[str, Decimal]


def is_unite_de_personnes(unite: str) -> bool:
    """Whether a unit counts persons, or their dossiers; in doubt it does."""
    return not unite.startswith(UNITES_DE_CHOSES)


def is_personnes(indicateur: Indicateur) -> bool:
    """Whether figures count persons, or their dossiers; in doubt they do. A rate's terms are taken as persons."""
    if indicateur.type is TypeValeur.TEXTE:
        return False
    return indicateur.type in TYPES_RAPPORT or is_unite_de_personnes(indicateur.unite)


def is_lieu_confidentiel(contrat: ContratLu, indicateur: Indicateur, territoire: str) -> bool:
    """Whether a territorial figure would betray where people are: the fiche says so, as S.1.3 does (l.902).

    Such a figure is neither asked for, nor accepted, nor shown.
    """
    fiche = contrat.fiche_par_code.get(indicateur.fiche)
    return territoire != DEPARTEMENT and fiche is not None and fiche.confidentielle


def read_effectifs(indicateur: Indicateur, resultat: Resultat) -> dict[str, Decimal]:
    """Give the counts that a value shows, by name; none for a bare rate, a text or a value declared missing.

    A rate shows its two terms and those it leaves out: 37 of 40 says that 3 persons are not concerned. An average or a
    duration shows over how many persons it is; « personnes par référent » shows them too.
    """
    numerateur, denominateur = resultat.numerateur, resultat.denominateur
    if resultat.statut not in STATUTS_CHIFFRES or indicateur.type is TypeValeur.TEXTE:
        return {}
    if indicateur.type not in TYPES_RAPPORT:
        return {} if resultat.valeur is None else {VALEUR: resultat.valeur}
    if denominateur is None:
        return {}
    if numerateur is None or (indicateur.type is not TypeValeur.TAUX and not indicateur.unite.startswith("personnes")):
        return {DENOMINATEUR: denominateur}
    if indicateur.type is not TypeValeur.TAUX:
        return {NUMERATEUR: numerateur, DENOMINATEUR: denominateur}
    return build_effectifs_taux(numerateur, denominateur)


def build_effectifs_taux(numerateur: Decimal, denominateur: Decimal) -> dict[str, Decimal]:
    """Give the counts that the two terms of a rate show."""
    return {NUMERATEUR: numerateur, DENOMINATEUR: denominateur, RESTE: denominateur - numerateur}


def is_petit(effectif: Decimal, seuil: int) -> bool:
    """Whether a count is too small to be read: zero is not, for it counts nobody."""
    return 0 < effectif <= seuil
