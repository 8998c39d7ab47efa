"""The co-financing rule: the CD brings at least half of the total cost (R1: art. 2.2; R2: art. 2.3).

Judged per solidarités action, and for the volet 2 both per action and as a whole, since the contract does not say
which. Volets 1 and 3 have no rule: nothing is judged there. A ratio is provisional until the fourth quarter is in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from lib.domain.argent import LigneArgent, Synthese, build_synthese, sum_connus
from lib.domain.contrat import Axe, Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import format_taux
from lib.domain.nomenclatures import Financeur, Nomenclature, PartieContrat, TypeAxe
from lib.domain.periodes import Trimestre

VOLET_COFINANCE = "V2"
SEUIL_MINIMUM = "cofinancement_minimum"
SANS_MINIMUM = "Ce contrat n’écrit aucune part minimale de cofinancement : rien n’y est jugé"


class Portee(Nomenclature):
    """What a ratio is about, with the article that says so."""

    ACTION = "action", "par action (art. 2.2)"
    VOLET_ACTION = "volet_action", "volet 2, par action (art. 2.3 : portée non précisée, lecture proposée)"
    VOLET_ENSEMBLE = "volet_ensemble", "volet 2 dans son ensemble (art. 2.3 : portée non précisée, lecture proposée)"


class Moment(Nomenclature):
    """On which amounts the rule is tested."""

    PREVU = "prevu", "prévu"
    REALISE = "realise", "réalisé"


@dataclass(frozen=True, kw_only=True)
class CoFinancement:
    """One test of the rule. code is a fiche or the volet; the three amounts are the terms of the total cost.

    definitif: the year's fourth quarter is transmitted by the State and the CD (and by others when foreseen).
    total_fiche: the total the fiche itself states, when it differs from the annex's.
    """

    code: str
    annee: int
    portee: Portee
    moment: Moment
    etat: Centimes | None
    cd: Centimes | None
    autres: Centimes | None
    minimum: Fraction
    definitif: bool
    total_fiche: Centimes | None = None

    @property
    def total(self) -> Centimes | None:
        """Total cost: État + CD + others; None when the State's or the CD's amount is unknown."""
        return None if self.etat is None or self.cd is None else self.etat + self.cd + (self.autres or 0)

    @property
    def rapport(self) -> Fraction | None:
        """CD share of the total cost, unrounded."""
        return Fraction(self.cd, self.total) if self.total and self.cd is not None else None

    @property
    def respecte(self) -> bool | None:
        """Whether the CD brings the minimum; None when the ratio has no meaning yet."""
        return None if self.rapport is None else self.rapport >= self.minimum

    @property
    def manque(self) -> Centimes:
        """What the CD must still bring, others' amounts unchanged (at 50 %: État + autres − CD); 0 when respected."""
        if self.total is None or self.cd is None or self.respecte is not False:
            return 0
        requis = self.minimum * (self.total - self.cd) / (1 - self.minimum)
        return -(-requis.numerator // requis.denominator) - self.cd

    @property
    def provisoire(self) -> bool:
        """Whether the ratio may still move: no alert is raised on it."""
        return self.moment is Moment.REALISE and not self.definitif

    @property
    def alerte(self) -> bool:
        """Whether the rule is broken for good."""
        return self.respecte is False and not self.provisoire

    @property
    def texte(self) -> str:
        """The ratio as shown, « provisoire » when it is."""
        ecrit = format_taux(self.rapport, self.minimum)
        return f"{ecrit} (provisoire)" if self.provisoire and self.rapport is not None else ecrit


def get_minimum(contrat: ContratLu) -> Fraction | None:
    """Give the minimum share written in the contract, as a fraction; None when it writes none: nothing is judged."""
    seuil = contrat.seuil_par_code.get(SEUIL_MINIMUM)
    return None if seuil is None else Fraction(seuil.valeur) / 100


def explain_sans_regle(axe: Axe) -> str:
    """Say why an axe or volet is not judged; '' when a rule applies to it."""
    if axe.partie is PartieContrat.SOLIDARITES or axe.code == VOLET_COFINANCE:
        return ""
    return "Aucune règle de cofinancement n’est écrite pour ce volet : rien n’y est jugé (art. 2.3)."


def compute_cofinancements(contrat: ContratLu, trimestre: Trimestre, moment: Moment) -> list[CoFinancement]:
    """Test R1 and R2 on the year's planned amounts or on the spending cumulated at a quarter; none without minimum."""
    synthese, minimum = build_synthese(contrat, trimestre), get_minimum(contrat)
    if minimum is None:
        return []
    tests = []
    for axe in contrat.axes:
        if explain_sans_regle(axe):
            continue
        portee = Portee.VOLET_ACTION if axe.type is TypeAxe.VOLET else Portee.ACTION
        for fiche in contrat.fiches_par_axe.get(axe.code, []):
            total = get_total_fiche(contrat, fiche.code, trimestre.annee)
            tests.append(_build(fiche.code, portee, moment, synthese.select(fiche=fiche.code), minimum, total))
        if axe.type is TypeAxe.VOLET:
            tests.append(_build(axe.code, Portee.VOLET_ENSEMBLE, moment, synthese.select(axe=axe.code), minimum))
    return [test for test in tests if test is not None]


def _build(
    code: str,
    portee: Portee,
    moment: Moment,
    synthese: Synthese,
    minimum: Fraction,
    total_fiche: Centimes | None = None,
) -> CoFinancement | None:
    """Add up one scope; None when it holds no fiche."""
    if not synthese.lignes:
        return None
    champ = "affecte" if moment is Moment.PREVU else "realise"
    montants = {f: _sum_exact(synthese.select(financeur=f).lignes, champ) for f in Financeur}
    test = CoFinancement(
        code=code,
        annee=synthese.lignes[0].periode.annee,
        portee=portee,
        moment=moment,
        etat=montants[Financeur.ETAT],
        cd=montants[Financeur.CD],
        autres=montants[Financeur.AUTRES],
        minimum=minimum,
        definitif=moment is Moment.PREVU or is_definitif(synthese),
        total_fiche=total_fiche,
    )
    return replace(test, total_fiche=None) if total_fiche == test.total else test


def _sum_exact(lignes: Iterable[LigneArgent], champ: str) -> Centimes | None:
    """Sum one amount, unknown as soon as one expected term is: a partial cost cannot be judged."""
    valeurs = [getattr(ligne, champ) for ligne in lignes if ligne.attendue or getattr(ligne, champ) is not None]
    return None if None in valeurs else sum_connus(valeurs)


def is_definitif(synthese: Synthese) -> bool:
    """Whether the fourth quarter is transmitted for every expected line: the year's spending is then definitive."""
    attendues = [ligne for ligne in synthese.lignes if ligne.attendue]
    return bool(attendues) and all(ligne.periode.numero == 4 and ligne.realise is not None for ligne in attendues)


def get_total_fiche(contrat: ContratLu, fiche: str, annee: int) -> Centimes | None:
    """Give the total cost that the fiche's own budget states for a year, all funders together."""
    for ligne in contrat.lignes_budget:
        if (ligne.fiche, ligne.annee, ligne.financeur) == (fiche, annee, None) and ligne.est_total:
            return ligne.montant
    return None
