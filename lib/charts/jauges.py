"""Gauges of consumption: one per axe, volet or fiche and funder, with the words said beside each."""

from dataclasses import dataclass
from fractions import Fraction

from lib.domain.argent import A_CONFIRMER, NatureBase, Somme, Synthese, Taux, build_synthese, compute_verse
from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import format_euros, format_taux, round_decimal
from lib.domain.nomenclatures import Financeur
from lib.domain.noms import format_nom_axe
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite

MOTS_BASE = {
    NatureBase.NOTIFIE: "du notifié",
    NatureBase.NOTIFIE_REPORTE: "du notifié et reporté",
    NatureBase.PREVISIONNEL: "du prévisionnel",
    NatureBase.PREVISIONNEL_REPORTE: "du prévisionnel et reporté",
    NatureBase.REPORTE: "du reporté",
    NatureBase.MIXTE: "de la base",
}
PREVUS = {NatureBase.NOTIFIE: "notifiés", NatureBase.PREVISIONNEL: "prévus"}
CODE_TOTAL = "TOTAL"


@dataclass(frozen=True)
class Jauge:
    """One gauge: groupe is the axe, volet or fiche it belongs to; financeur None puts all funders together.

    verse is what the State paid for it, None when no payment names it; amounts in cents.
    """

    groupe: str
    libelle: str
    financeur: Financeur | None
    synthese: Synthese
    verse: Centimes | None = None
    total: bool = False

    @property
    def taux(self) -> Taux:
        """Realised / base, unrounded."""
        return self.synthese.compute_taux_consommation()

    @property
    def realise(self) -> Somme:
        """What is realised, and how many amounts were received."""
        return self.synthese.compute_somme("realise")

    @property
    def part_attendue(self) -> Fraction | None:
        """Share of the base expected at the date."""
        return self.synthese.compute_part_attendue()

    @property
    def nom(self) -> str:
        """The words at the left of the track."""
        return f"{self.libelle} · {self.financeur.libelle}" if self.financeur else self.libelle

    @property
    def texte(self) -> str:
        """The words at the right: amounts, rate and base, or what is missing."""
        taux, nature, realise = self.taux, self.synthese.nature_base, self.realise
        base = format_arrondi(taux.base)
        if taux.rapport is not None:
            recus = "" if realise.complete else f" · {format_recus(realise)}"
            mots = f"{format_arrondi(taux.realise)} sur {base} · {format_taux(taux.rapport)}"
            return f"{mots} {MOTS_BASE[nature]}{recus}"
        realises = "" if taux.realise is None else f"{format_arrondi(taux.realise)} réalisés · "
        if nature is NatureBase.HORS_PERIODE:
            return nature.libelle
        if taux.base is None or nature is NatureBase.AUCUNE:
            return f"{realises}montant {A_CONFIRMER}"
        if taux.base == 0:
            return f"{realises if taux.realise else ''}0 € prévu"
        prevus = f"{base} {PREVUS.get(nature, 'de base')}"
        return f"{prevus} · exécution non transmise" if taux.realise is None else f"{realises}{prevus} · {taux.motif}"


def format_recus(somme: Somme) -> str:
    """Write how many of the expected amounts were received: « 2 montants reçus sur 3 »."""
    return f"{format_quantite(somme.connus, 'montant reçu')} sur {somme.attendus}"


def format_arrondi(centimes: Centimes | None) -> str:
    """Write an amount to the euro, to be read from afar; the table under the chart keeps the cents."""
    return format_euros(None if centimes is None else int(round_decimal(Fraction(centimes, 100), 0)) * 100)


def list_jauges(contrat: ContratLu, trimestre: Trimestre, separes: bool) -> list[Jauge]:
    """List the gauges of each axe and volet, then of the whole contract; apart by funder, or all funders together."""
    synthese, annee = build_synthese(contrat, trimestre), trimestre.annee
    jauges: list[Jauge] = []
    for axe in contrat.axes:
        verse = compute_verse(contrat, annee, axe=axe.code)
        nom = format_nom_axe(axe, contrat.axes)
        jauges += _list_groupe(axe.code, nom, synthese.select(axe=axe.code), verse, separes)
    return jauges + _list_groupe(CODE_TOTAL, "Total du contrat", synthese, compute_verse(contrat, annee), separes)


def list_jauges_fiche(
    contrat: ContratLu, code: str, trimestre: Trimestre, separes: bool = True, nom: str = ""
) -> list[Jauge]:
    """List the gauges of one fiche, one per funder or all together; nom: what it is called, its code unless told."""
    lignes = build_synthese(contrat, trimestre).select(fiche=code)
    return _list_groupe(code, nom or code, lignes, compute_verse(contrat, trimestre.annee, fiche=code), separes)


def _list_groupe(code: str, nom: str, lignes: Synthese, verse: Centimes | None, separes: bool) -> list[Jauge]:
    """Build the gauges of one group; a funder of whom nothing is expected has none, nor one outside its period."""
    total = code == CODE_TOTAL
    if not separes or lignes.hors_periode:
        return [Jauge(code, nom, None, lignes, total=total)]
    return [
        Jauge(code, nom, financeur, choisies, verse if financeur is Financeur.ETAT else None, total)
        for financeur in Financeur
        if (choisies := lignes.select(financeur=financeur)) and any(ligne.attendue for ligne in choisies.lignes)
    ]
