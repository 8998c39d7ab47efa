"""LigneSuivi: everything that can be said of one indicator, territory, breakdown and quarter."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lib.domain.attendus import Attente
from lib.domain.contrat import DEPARTEMENT
from lib.domain.derives import Partie
from lib.domain.faits import Resultat
from lib.domain.nomenclatures import Niveau, Sens
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.statuts import SANS_DONNEE, SANS_JUGEMENT, StatutSuivi
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE, NON_TRANSMIS


@dataclass(frozen=True, kw_only=True)
class LigneSuivi:
    """One line of the follow-up. Ratios, milestone and projection are exact fractions (1 is 100 %), never clamped.

    libelle: the status in full (« En cours · 28 sur 33 »). motifs: why a null figure is null, by figure name.
    derniere: the last known value when this quarter has none, never used in any figure. parties: the terms of a
    computed value (calculee). attente: what is owed, None when nothing ever is. masque: there is a figure, which
    no reader may see.
    explication: why it is late or moved, in its producer's words. avancement_contrat is that of trimestre_clos.
    reprise: computed from lines that have a target too, with which it counts once. termes_attendus: computed from lines
    of which one is late.
    """

    code: str
    niveau: Niveau
    sens: Sens
    trimestre: Trimestre
    territoire: str
    ventilation: str
    valeur: Decimal | None = None
    texte: str = ""
    cible: Decimal | None = None
    cible_texte: str = ""
    taux_atteinte: Fraction | None = None
    avancement_annee: Fraction | None = None
    avancement_contrat: Fraction | None = None
    jalon: Fraction | None = None
    ecart_jalon: Fraction | None = None
    statut: StatutSuivi
    libelle: str
    projection: Fraction | None = None
    motifs: tuple[tuple[str, str], ...] = ()
    explication_jalon: str = ""
    explication_projection: str = ""
    provisoire: bool = False
    resultat: Resultat | None = None
    derniere: Resultat | None = None
    attente: Attente | None = None
    calculee: bool = False
    parties: tuple[Partie, ...] = field(default=())
    double_compte: str = ""
    masque: bool = False
    explication: str = ""
    reprise: bool = False
    termes_attendus: bool = False

    @property
    def motif_null(self) -> str:
        """Why some figure is null, each reason once, in the order of the figures."""
        return " ; ".join(dict.fromkeys(motif for _, motif in self.motifs))

    @property
    def trimestre_clos(self) -> Trimestre:
        """The last T4, at which the avancement of the contract is read."""
        return self.trimestre.dernier_clos

    @property
    def close(self) -> bool:
        """Whether the figure will not be sent and is owed no more."""
        return self.attente is not None and self.attente.close

    @property
    def absence(self) -> str:
        """The word for a figure that did not come."""
        return NE_SERA_PAS_TRANSMISE if self.close else NON_TRANSMIS

    @property
    def etat(self) -> str:
        """The status in a word, and what became of the figure where the status does not say: both at once.

        « Sans cible », « Sans cible ; non transmis » and « Sans cible ; non exigée à ce jour » are three things.
        """
        mots = [self.statut.libelle]
        if self.statut in SANS_JUGEMENT and self.valeur is None and not self.texte:
            mots += self._list_absence()
        return " ; ".join([*mots, *(["provisoire"] if self.provisoire else [])])

    def _list_absence(self) -> list[str]:
        """Give the word for a figure without value: declared so, missing some of its parts, not sent, not owed yet."""
        if self.masque:
            return [MASQUE]
        if self.resultat is not None:
            return [self.resultat.statut.libelle.lower()]
        if self.statut in SANS_DONNEE:
            return []
        if any(partie.valeur is not None for partie in self.parties):
            return [StatutSuivi.NON_CALCULABLE.libelle.lower()]
        if self.attente is None and not self.calculee:
            return []
        due = self.termes_attendus or (self.attente is not None and (self.attente.en_retard or self.attente.close))
        return [self.absence if due else StatutSuivi.NON_EXIGEE.libelle.lower()]

    @property
    def est_ensemble(self) -> bool:
        """Whether it is about the whole département, without breakdown."""
        return (self.territoire, self.ventilation) == (DEPARTEMENT, "")

    @property
    def cle(self) -> tuple[str, str, str]:
        """Indicator, territory and breakdown."""
        return self.code, self.territoire, self.ventilation
