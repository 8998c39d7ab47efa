"""What is left at the end: State share against cost (R8), over-payment and remainder (R9), carry-overs (R10).

Where the text allows two readings both are given, each labelled « lecture proposée ». Volets are never netted against
one another (no fungibility, instruction 2023/192), nor actions when the payment names them. Amounts are in cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lib.domain.argent import Synthese, build_synthese, compute_verse, sum_connus
from lib.domain.cofinancement import VOLET_COFINANCE, get_minimum, is_definitif
from lib.domain.contrat import Axe, Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Report
from lib.domain.nomenclatures import Financeur, PartieContrat
from lib.domain.periodes import Trimestre

LECTURE_PROPOSEE = "lecture proposée"
RELIQUAT_BRUT = "Reliquat brut, avant reports"
NON_VENTILE = "versements non ventilés : le calcul par {objet} ne se fait pas sans compensation"


@dataclass(frozen=True)
class LectureProposee:
    """One reading of an ambiguous sentence: its words, its article, its amount (None: motif says why).

    reports: what was decided to be carried over of it, None without any; apres_reports: what then remains.
    """

    libelle: str
    article: str
    montant: Centimes | None
    motif: str = ""
    reports: Centimes | None = None
    apres_reports: Centimes | None = None

    @property
    def titre(self) -> str:
        """The label, never without « lecture proposée »."""
        return f"{self.libelle} ({LECTURE_PROPOSEE}, {self.article})"


@dataclass(frozen=True)
class Controle:
    """R8: the State's contribution against the cost of an action (art. 5)."""

    fiche: str
    annee: int
    verse: Centimes | None
    cout: Centimes | None
    definitif: bool
    article: str = "art. 5"

    @property
    def depassement(self) -> Centimes | None:
        """What the contribution exceeds the cost by: max(0, versé − coût); None when a term is unknown."""
        return None if self.verse is None or self.cout is None else max(0, self.verse - self.cout)

    @property
    def alerte(self) -> bool:
        """Whether the contribution exceeds a definitive cost."""
        return self.definitif and bool(self.depassement)


def compute_cout(synthese: Synthese) -> Centimes | None:
    """Sum the realised cost of some lines, all funders; None as soon as one expected amount is not transmitted."""
    somme = synthese.compute_somme("realise")
    return somme.montant if somme.complete else None


def compute_controles(contrat: ContratLu, trimestre: Trimestre) -> list[Controle]:
    """Compare, per action, what the State paid by naming it with its realised cost (R8, art. 5)."""
    synthese = build_synthese(contrat, trimestre)
    controles = []
    for fiche in contrat.fiches:
        lignes = synthese.select(fiche=fiche.code)
        verse = compute_verse(contrat, trimestre.annee, fiche=fiche.code)
        controles.append(Controle(fiche.code, trimestre.annee, verse, compute_cout(lignes), is_definitif(lignes)))
    return controles


def compute_trop_percu(contrat: ContratLu, volet: Axe, annee: int) -> list[LectureProposee]:
    """Compute the over-payment of a volet, due back with the final report (R9: art. 3), on the year's fourth quarter.

    First reading: max(0, versé − réalisé État). For the volet that must be co-financed, a stricter one: the State
    pays at most its share of the total realised cost, max(0, versé − min(réalisé État, (1 − minimum) × coût)).
    """
    article, libelle = "art. 3", "Trop-perçu : versé moins réalisé État"
    lignes = build_synthese(contrat, Trimestre(annee, 4)).select(axe=volet.code)
    etat = compute_cout(lignes.select(financeur=Financeur.ETAT))
    cout = compute_cout(lignes)
    verse = compute_verse(contrat, annee, axe=volet.code)
    motif = _explain_solde(contrat, volet, annee, verse, etat)
    lectures = [LectureProposee(libelle, article, _excede(verse, etat), motif)]
    if volet.code == VOLET_COFINANCE and (minimum := get_minimum(contrat)) is not None:
        part_etat = 1 - minimum
        admis = None if etat is None or cout is None else min(Fraction(etat), part_etat * cout)
        strict = f"Trop-perçu : versé moins la part État admise ({int(100 * part_etat)} % du coût total au plus)"
        manque = motif or ("" if cout is not None else "exécution du quatrième trimestre non transmise")
        lectures.append(LectureProposee(strict, f"{article} et 2.3", _excede(verse, admis), manque))
    return lectures


def compute_reliquats(contrat: ContratLu, jusqu_a: int) -> list[LectureProposee]:
    """Compute what the solidarités part has left since its start, up to a year's fourth quarter (R9: art. 5).

    Two readings: action by action, nothing netted; and on the whole of the part. Both are gross, the carry-overs
    decided beyond the year given beside. A year of which no payment is known makes both unknown: it is not a year
    without payment.
    """
    article = "art. 5"
    annees = range(contrat.contrat.debut.year, jusqu_a + 1)
    syntheses = {
        annee: build_synthese(contrat, Trimestre(annee, 4)).select(financeur=Financeur.ETAT) for annee in annees
    }
    reports = list_reports_sortants(contrat, jusqu_a)
    par_action, net_par_action = _compute_par_action(contrat, syntheses, reports)
    verses = [compute_verse(contrat, annee, partie=PartieContrat.SOLIDARITES) for annee in annees]
    realises = [compute_cout(syntheses[annee].select(partie=PartieContrat.SOLIDARITES)) for annee in annees]
    verse, realise = _sum_si_tous(verses), _sum_si_tous(realises)
    motif = "exécution du quatrième trimestre non transmise" + _name_annees(annees, realises) if realise is None else ""
    motif = motif or ("aucun versement saisi" + _name_annees(annees, verses) if verse is None else "")
    motif_action = motif or ("" if par_action is not None else NON_VENTILE.format(objet="action"))
    ensemble = _excede(verse, realise)
    reportes = sum(report.montant for report in reports) if reports else None
    return [
        LectureProposee(
            f"{RELIQUAT_BRUT}, action par action", article, par_action, motif_action, reportes, net_par_action
        ),
        LectureProposee(
            f"{RELIQUAT_BRUT}, ensemble des solidarités",
            article,
            ensemble,
            motif,
            reportes,
            _excede(ensemble, reportes or 0),
        ),
    ]


def _compute_par_action(
    contrat: ContratLu, syntheses: Mapping[int, Synthese], reports: Sequence[Report]
) -> tuple[Centimes | None, Centimes | None]:
    """Sum what each solidarités action has left, nothing netted; then the same once its own carry-overs are out."""
    restes, nets = [], []
    for code in (f.code for f in contrat.fiches if _partie(contrat, f.axe) is PartieContrat.SOLIDARITES):
        verse = _sum_si_tous([compute_verse(contrat, annee, fiche=code) for annee in syntheses])
        realise = _sum_si_tous([compute_cout(synthese.select(fiche=code)) for synthese in syntheses.values()])
        restes.append(_excede(verse, realise))
        nets.append(_excede(restes[-1], sum(report.montant for report in reports if report.fiche == code)))
    return _sum_si_tous(restes), _sum_si_tous(nets)


def list_reports_sortants(contrat: ContratLu, jusqu_a: int) -> list[Report]:
    """List the State's carry-overs of the solidarités decided from a year or before to a later one."""
    return [
        report
        for report in contrat.reports
        if report.financeur is Financeur.ETAT
        and report.annee_origine <= jusqu_a < report.annee_destination
        and _partie(contrat, contrat.get_fiche(report.fiche).axe) is PartieContrat.SOLIDARITES
    ]


def _name_annees(annees: range, montants: list[Centimes | None]) -> str:
    """Name the years of which an amount is unknown: « pour 2025 »."""
    return " pour " + ", ".join(str(a) for a, montant in zip(annees, montants, strict=True) if montant is None)


def check_report(contrat: ContratLu, report: Report) -> tuple[Centimes | None, str]:
    """Compare a carry-over with what was not consumed: (excess in cents, sentence); (None, reason) when unknown.

    R10: F ≤ versés − réalisés for the State, G ≤ affectés − réalisés for the CD (annexe 3). It exists in the annex's
    tables of the solidarités part only.
    """
    fiche = contrat.get_fiche(report.fiche)
    if _partie(contrat, fiche.axe) is PartieContrat.INSERTION:
        return None, "Aucune règle de report n’est écrite pour l’insertion (annexe 3)."
    synthese = build_synthese(contrat, Trimestre(report.annee_origine, 4))
    lignes = synthese.select(fiche=report.fiche, financeur=report.financeur)
    disponible = lignes.compute_somme("non_consomme").montant
    if disponible is None:
        return None, "Crédits non consommés inconnus : versement ou exécution du quatrième trimestre non transmis."
    exces = max(0, report.montant - max(0, disponible))
    return exces, "Le report dépasse les crédits non consommés (annexe 3)." if exces else ""


def _partie(contrat: ContratLu, axe: str) -> PartieContrat:
    """The part an axe belongs to."""
    return contrat.axe_par_code[axe].partie


def _excede(verse: Centimes | None, plafond: Fraction | Centimes | None) -> Centimes | None:
    """What was paid beyond a ceiling, rounded to the cent below; None when a term is unknown."""
    return None if verse is None or plafond is None else max(0, int(verse - plafond))


def _sum_si_tous(montants: list[Centimes | None]) -> Centimes | None:
    """Sum amounts that are all known; None otherwise."""
    return None if None in montants else sum_connus(montants)


def _explain_solde(contrat: ContratLu, volet: Axe, annee: int, verse: Centimes | None, etat: Centimes | None) -> str:
    """Say why an over-payment cannot be computed; '' when it can."""
    if etat is None:
        return "exécution du quatrième trimestre non transmise"
    if verse is not None:
        return ""
    a_ventiler = compute_verse(contrat, annee, partie=volet.partie)
    return "aucun versement saisi" if a_ventiler is None else NON_VENTILE.format(objet="volet")
