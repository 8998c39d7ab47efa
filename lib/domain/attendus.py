"""Who owes which figure, and when: producer, frequency and delay are the indicator's own data.

The contract asks the département to fill the solidarités indicators every year (art. 2.4) and sends the insertion ones
to the dialogue de gestion (art. 2.5); the exact deadlines are convention Jalons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lib.domain.contrat import Axe, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import format_date_courte
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Periodicite, Producteur, StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi, write_statut

ORIGINE_DELAI = "délai proposé par Jalons"
"""What is said beside a deadline: art. 2.4 writes « chaque année » and no day, every one of them is ours."""


@dataclass(frozen=True, order=True)
class Delai:
    """The last day to send a figure. It is ours, so it is no date that can be put in a sentence: write_delais does."""

    jour: date

    def __str__(self) -> str:
        """The day and whose it is: « 15/04/2025 (délai proposé par Jalons) »."""
        return f"{format_date_courte(self.jour)} ({ORIGINE_DELAI})"


def write_delais(delais: Iterable[Delai], qui: str = "", *, origine: bool = True) -> str:
    """Write deadlines, each once, with who sends and whose they are.

    « le 15/01/2025 et le 31/01/2025 (Conseil départemental, délai proposé par Jalons) ». origine is False where the
    head of the column, or the end of the sentence, says it.
    """
    jours = " et ".join(f"le {format_date_courte(delai.jour)}" for delai in sorted(set(delais)))
    precisions = ", ".join(filter(None, (qui, ORIGINE_DELAI if origine else "")))
    return f"{jours} ({precisions})" if precisions else jours


def write_statut_date(statut: StatutSuivi, nombre: int | None = None) -> str:
    """Write a status on its own, after its count if there is one: « 17 données attendues (délai proposé par Jalons) ».

    « Donnée attendue » never goes without whose deadline it is.
    """
    mots = statut.libelle if nombre is None else f"{nombre} {write_statut(statut, nombre)}"
    return f"{mots} ({ORIGINE_DELAI})" if statut is StatutSuivi.DONNEE_ATTENDUE else mots


@dataclass(frozen=True)
class Attente:
    """What is owed for one indicator and quarter.

    exigee: the quarter itself is owed (a yearly producer owes T4 only). recue: something was uploaded, be it « non
    disponible ». passee: the deadline is behind. en_retard: owed, past its deadline and not received. close: it will
    not be sent and is owed no more. declaration: what its producer and the other party say of a missing datum, in
    words.
    """

    producteur: Producteur
    echeance: Delai
    exigee: bool
    recue: bool
    en_retard: bool
    passee: bool
    close: bool
    declaration: str

    @property
    def phrase(self) -> str:
        """The French words: « attendue le 15/04/2025 (État, délai proposé par Jalons) », then what was declared."""
        if self.close:
            return self.declaration
        return f"{self._phrase_due}, {self.declaration}" if self.declaration else self._phrase_due

    @property
    def _phrase_due(self) -> str:
        qui = self.producteur.libelle
        if self.recue:
            return f"reçue ({qui})"
        jour = write_delais([self.echeance], qui)
        if self.en_retard:
            return f"en attente depuis {jour}"
        if not self.exigee:
            return "facultative ce trimestre" + ("" if self.passee else f", valeur de l’année attendue {jour}")
        return f"attendue {jour}"


def compute_echeance(indicateur: Indicateur, trimestre: Trimestre) -> Delai:
    """Give the last day to send a figure: the indicator's delay after the quarter, or after the year when yearly.

    Convention Jalons: 15 days after the quarter for insertion, 31 January for solidarités (art. 2.4: « chaque année »).
    """
    annuelle = indicateur.periodicite is Periodicite.ANNUELLE
    fin = date(trimestre.annee, 12, 31) if annuelle else trimestre.fin
    return Delai(fin + timedelta(days=indicateur.delai_jours))


def is_hors_periode(axe: Axe, trimestre: Trimestre) -> bool:
    """Whether the quarter lies outside the axe's or volet's own period (art. 4): then nothing is « attendu »."""
    return trimestre.fin < axe.debut or trimestre.debut > axe.fin


def get_periode_action(fiche: FicheAction | None, axe: Axe) -> tuple[date, date]:
    """Give the action's own period: its fiche's, or its axe's when the indicator has no fiche. Convention Jalons."""
    return (fiche.debut, fiche.fin) if fiche else (axe.debut, axe.fin)


def is_due(indicateur: Indicateur, axe: Axe, periode: tuple[date, date], trimestre: Trimestre) -> bool:
    """Whether anybody owes this figure at all: not if computed, not contracted, or outside axe and action."""
    if indicateur.formule or indicateur.statut is StatutCible.NON_CONTRACTUALISE or is_hors_periode(axe, trimestre):
        return False
    debut, fin = periode
    return debut <= trimestre.fin and trimestre.debut <= fin


def is_attendue(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> bool:
    """Whether anybody owes the figure of a quarter, with the periods that the contract gives its axe and action."""
    axe = contrat.axe_par_code[indicateur.axe]
    return is_due(indicateur, axe, get_periode_action(contrat.fiche_par_code.get(indicateur.fiche), axe), trimestre)


def build_attente(
    indicateur: Indicateur,
    trimestre: Trimestre,
    recue: bool,
    aujourd_hui: date,
    *,
    close: bool = False,
    declaration: str = "",
) -> Attente:
    """Say what is owed for a figure that is due; the day of the deadline itself is not late. Convention Jalons.

    Quarterly values of a yearly producer are welcome and never late. close and declaration say what was declared of a
    figure that is not received (lib/domain/non_transmissions.py).
    """
    echeance = compute_echeance(indicateur, trimestre)
    exigee = not close and (indicateur.periodicite is Periodicite.TRIMESTRIELLE or trimestre.numero == 4)
    return Attente(
        producteur=indicateur.producteur,
        echeance=echeance,
        exigee=exigee,
        recue=recue,
        en_retard=exigee and not recue and aujourd_hui > echeance.jour,
        passee=aujourd_hui > echeance.jour,
        close=close,
        declaration=declaration,
    )
