"""Where the money is: foreseen, notified, paid, realised, carried over, not consumed, and the base of each rate.

One LigneArgent per fiche, funder and quarter; a group of lines (axe, volet, part, funder) is summed by Synthese, so
that an axe is always the sum of its fiches. None is « inconnu » and is never counted as 0. Amounts are in cents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lib.domain.contrat import Axe, Centimes, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Report
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, Nomenclature, PartieContrat
from lib.domain.periodes import Trimestre
from lib.domain.rythme_argent import compute_part_ecoulee

A_CONFIRMER = "à confirmer par avenant"
HORS_PERIODE = "hors période"


class NatureBase(Nomenclature):
    """What a rate of consumption is divided by (convention Jalons: the contract defines no such rate)."""

    NOTIFIE = "notifie", "notifié"
    NOTIFIE_REPORTE = "notifie_reporte", "notifié + reporté"
    PREVISIONNEL = "previsionnel", "prévisionnel de l’annexe"
    PREVISIONNEL_REPORTE = "previsionnel_reporte", "prévisionnel de l’annexe + reporté"
    REPORTE = "reporte", "reporté seul, rien n’est notifié"
    MIXTE = "mixte", "notifié ou, à défaut, prévisionnel de l’annexe, et reporté"
    AUCUNE = "aucune", A_CONFIRMER
    HORS_PERIODE = "hors_periode", HORS_PERIODE


@dataclass(frozen=True)
class Somme:
    """A sum and how much of it is known: `connus` terms out of `attendus`; montant is None when no term is known."""

    montant: Centimes | None
    connus: int
    attendus: int

    @property
    def complete(self) -> bool:
        """Whether every expected term is known."""
        return self.connus == self.attendus


@dataclass(frozen=True)
class Taux:
    """An unrounded rate with both its terms and the words for its base; rapport None says why in motif."""

    rapport: Fraction | None
    realise: Centimes | None
    base: Centimes | None
    libelle_base: str
    motif: str = ""


@dataclass(frozen=True, kw_only=True)
class LigneArgent:
    """The money of one fiche and one funder, in the year of a quarter, as known at that quarter.

    realise is cumulated since 1 January and is the quarter's own transmission, never an older one carried forward.
    reporte comes into the year; a_reporter leaves it. verse is the State's, when the payment names the fiche.
    hors_periode: the year, up to the quarter, has no day of the fiche's period nor of its axe's (art. 4).
    """

    fiche: str
    axe: str
    partie: PartieContrat
    financeur: Financeur
    periode: Trimestre
    prevu: Centimes | None = None
    notifie: Centimes | None = None
    reporte: Centimes | None = None
    a_reporter: Centimes | None = None
    verse: Centimes | None = None
    realise: Centimes | None = None
    part_ecoulee: Fraction | None = None
    hors_periode: bool = False

    @property
    def affecte(self) -> Centimes | None:
        """What the year gives the action: notified or, failing that, the annex's forecast."""
        return self.prevu if self.notifie is None else self.notifie

    @property
    def base(self) -> Centimes | None:
        """Notified (failing that, foreseen) + carried over: 126 000 + 26 000 (convention Jalons)."""
        return sum_connus((self.affecte, self.reporte))

    @property
    def nature_base(self) -> NatureBase:
        """The words printed beside the rate."""
        reporte = bool(self.reporte)
        if self.notifie is not None:
            return NatureBase.NOTIFIE_REPORTE if reporte else NatureBase.NOTIFIE
        if self.prevu is not None:
            return NatureBase.PREVISIONNEL_REPORTE if reporte else NatureBase.PREVISIONNEL
        if self.reporte is not None:
            return NatureBase.REPORTE
        return NatureBase.HORS_PERIODE if self.hors_periode else NatureBase.AUCUNE

    @property
    def attendue(self) -> bool:
        """Whether a realised amount is expected: of the State and the CD within the period, else when foreseen."""
        due = self.financeur is not Financeur.AUTRES and not self.hors_periode
        return due or bool(self.base) or self.realise is not None

    @property
    def non_consomme(self) -> Centimes | None:
        """Paid − realised (annexe 3, « non consommés »); for the CD, allotted − realised."""
        recu = self.verse if self.financeur is Financeur.ETAT else self.affecte
        return None if recu is None or self.realise is None else recu - self.realise


@dataclass(frozen=True)
class Synthese:
    """The sum of some lines; nothing is netted between them, an unknown term is counted as unknown."""

    lignes: tuple[LigneArgent, ...]

    def compute_somme(self, champ: str) -> Somme:
        """Sum one amount of LigneArgent by its name (prevu, notifie, realise, base, non_consomme…)."""
        valeurs = [getattr(ligne, champ) for ligne in self.lignes if ligne.attendue]
        connues = [valeur for valeur in valeurs if valeur is not None]
        return Somme(sum(connues) if connues else None, len(connues), len(valeurs))

    @property
    def hors_periode(self) -> bool:
        """Whether nothing is expected of these lines, the year lying outside their period."""
        return bool(self.lignes) and all(ligne.hors_periode and not ligne.attendue for ligne in self.lignes)

    @property
    def nature_base(self) -> NatureBase:
        """The common nature of the bases, or MIXTE."""
        natures = {ligne.nature_base for ligne in self.lignes if ligne.base is not None and ligne.attendue}
        if not natures:
            return NatureBase.HORS_PERIODE if self.hors_periode else NatureBase.AUCUNE
        return natures.pop() if len(natures) == 1 else NatureBase.MIXTE

    def compute_taux_consommation(self) -> Taux:
        """Realised / (notified + carried over), its base beside it (convention Jalons).

        A realised amount whose base is unknown makes the rate unknown: 100 % of nothing means nothing.
        """
        base, realise = self.compute_somme("base").montant, self.compute_somme("realise").montant
        libelle = self.nature_base.libelle
        orphelines = [ligne.fiche for ligne in self.lignes if ligne.base is None and ligne.realise]
        if orphelines:
            motif = f"base inconnue pour {', '.join(sorted(set(orphelines)))} : {A_CONFIRMER}"
            return Taux(None, realise, base, libelle, motif)
        if base is None:
            return Taux(None, realise, base, libelle, HORS_PERIODE if self.hors_periode else f"montant {A_CONFIRMER}")
        if realise is None:
            return Taux(None, realise, base, libelle, "exécution non transmise")
        if base == 0:
            return Taux(None, realise, base, libelle, "base nulle")
        return Taux(Fraction(realise, base), realise, base, libelle)

    def compute_part_attendue(self) -> Fraction | None:
        """The share of the base expected at the quarter: elapsed months of each action's own period, by its base."""
        termes = [(ligne.base, ligne.part_ecoulee) for ligne in self.lignes if ligne.base]
        base = sum(montant for montant, _ in termes if montant)
        if not base or any(part is None for _, part in termes):
            return None
        return sum((Fraction(montant or 0) * (part or 0) for montant, part in termes), Fraction(0)) / base

    def select(
        self,
        *,
        fiche: str | None = None,
        axe: str | None = None,
        partie: PartieContrat | None = None,
        financeur: Financeur | None = None,
    ) -> "Synthese":
        """Keep the lines of a fiche, axe or volet, part or funder."""
        criteres = {"fiche": fiche, "axe": axe, "partie": partie, "financeur": financeur}
        voulus = {nom: valeur for nom, valeur in criteres.items() if valeur is not None}
        return Synthese(
            tuple(
                ligne for ligne in self.lignes if all(getattr(ligne, nom) == valeur for nom, valeur in voulus.items())
            )
        )


def sum_connus(montants: Iterable[Centimes | None]) -> Centimes | None:
    """Sum the known amounts; None when none is known."""
    connus = [montant for montant in montants if montant is not None]
    return sum(connus) if connus else None


def build_synthese(contrat: ContratLu, trimestre: Trimestre) -> Synthese:
    """Read the money of every fiche and funder in the quarter's year (art. 2.2, 2.3, annexe 3), in contract order."""
    annee = trimestre.annee
    montants = {(e.fiche, e.financeur, e.nature): e.montant for e in contrat.enveloppes if e.annee == annee}
    realises = {
        (e.fiche, e.financeur): e.montant
        for e in contrat.executions
        if (e.annee, e.trimestre) == (annee, trimestre.numero)
    }
    entrants = _sum_reports(r for r in contrat.reports if r.annee_destination == annee)
    sortants = _sum_reports(r for r in contrat.reports if r.annee_origine == annee)
    return Synthese(
        tuple(
            LigneArgent(
                fiche=fiche.code,
                axe=fiche.axe,
                partie=contrat.axe_par_code[fiche.axe].partie,
                financeur=financeur,
                periode=trimestre,
                prevu=montants.get((fiche.code, financeur, NatureEnveloppe.PREVISIONNEL)),
                notifie=montants.get((fiche.code, financeur, NatureEnveloppe.NOTIFIE)),
                reporte=entrants.get((fiche.code, financeur)),
                a_reporter=sortants.get((fiche.code, financeur)),
                verse=compute_verse(contrat, annee, fiche=fiche.code) if financeur is Financeur.ETAT else None,
                realise=realises.get((fiche.code, financeur)),
                part_ecoulee=compute_part_ecoulee(fiche.debut, fiche.fin, trimestre),
                hors_periode=is_annee_hors_periode(fiche, contrat.axe_par_code[fiche.axe], trimestre),
            )
            for fiche in contrat.fiches
            for financeur in Financeur
        )
    )


def is_annee_hors_periode(fiche: FicheAction, axe: Axe, trimestre: Trimestre) -> bool:
    """Whether no day of the year, up to the quarter, lies in the period of both the action and its axe (art. 4)."""
    debut, fin = max(fiche.debut, axe.debut), min(fiche.fin, axe.fin)
    return fin < date(trimestre.annee, 1, 1) or debut > trimestre.fin


def _sum_reports(reports: Iterable[Report]) -> dict[tuple[str, Financeur], Centimes]:
    """Sum the carry-overs of each fiche and funder."""
    totaux: dict[tuple[str, Financeur], Centimes] = {}
    for report in reports:
        cle = (report.fiche, report.financeur)
        totaux[cle] = totaux.get(cle, 0) + report.montant
    return totaux


def compute_verse(
    contrat: ContratLu,
    annee: int,
    *,
    fiche: str | None = None,
    axe: str | None = None,
    partie: PartieContrat | None = None,
) -> Centimes | None:
    """Sum the State payments of a year's convention for a fiche, an axe or volet, a part, or everything (art. 3).

    A payment that names no fiche is counted from the axe up; one that names no axe, from the part up.
    """
    montants = []
    for versement in contrat.versements:
        axe_verse = versement.axe or (contrat.get_fiche(versement.fiche).axe if versement.fiche else "")
        if (
            versement.annee_convention == annee
            and fiche in (None, versement.fiche)
            and axe in (None, axe_verse)
            and partie in (None, versement.partie)
        ):
            montants.append(versement.montant)
    return sum_connus(montants)


def compute_non_ventile(contrat: ContratLu, annee: int, partie: PartieContrat) -> Centimes:
    """Sum what was paid to a part without naming a fiche: « non ventilé »."""
    return sum(
        versement.montant
        for versement in contrat.versements
        if versement.annee_convention == annee and versement.partie == partie and not versement.fiche
    )


def has_montants(contrat: ContratLu, annee: int) -> bool:
    """Whether the State's money is written for a year; else it is « à confirmer par avenant » (art. 2.2 and 3)."""
    return any(e.annee == annee and e.financeur is Financeur.ETAT for e in contrat.enveloppes)
