"""Which lines a count of targets takes: each fact once, and how the count is written.

The contract copies or adds up local indicators into national ones (N-S-03 is S.1.1-01, N-S-04 the sum of S.1.2): one
fact, which counts once, at its local source. Convention Jalons.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lib.domain.formats import INSECABLE
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Niveau
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.statuts import VERDICTS, StatutSuivi, is_ecrit_a_definir, write_statut

TENUES = frozenset({StatutSuivi.ATTEINT, StatutSuivi.EN_BONNE_VOIE})
MANQUES = frozenset({StatutSuivi.NON_ATTEINT, StatutSuivi.EN_RETARD})


def is_avec_cible(ligne: LigneSuivi) -> bool:
    """Whether the contract gives the year a target, a figure or a text, « à définir » being none."""
    return ligne.cible is not None or (bool(ligne.cible_texte) and not is_ecrit_a_definir(ligne.cible_texte))


def mark_reprises(lignes: Iterable[LigneSuivi]) -> list[LigneSuivi]:
    """Mark the lines with a target that are computed from lines with one: they would count twice.

    lignes: a whole quarter, so that the mark holds whatever group is counted (an axe, a fiche). A sum none of whose
    terms has a target is a fact of its own, and one that has no target (N-S-04 from 2025 on) is without target like
    any other.
    """
    lignes = list(lignes)
    ciblees = {ligne.code for ligne in lignes if ligne.est_ensemble and is_avec_cible(ligne)}
    return [
        replace(ligne, reprise=True)
        if ligne.est_ensemble and is_avec_cible(ligne) and any(partie.code in ciblees for partie in ligne.parties)
        else ligne
        for ligne in lignes
    ]


def select_comptees(lignes: Iterable[LigneSuivi]) -> list[LigneSuivi]:
    """Keep the lines that count, each fact once, in their order."""
    return [ligne for ligne in lignes if not ligne.reprise]


@dataclass(frozen=True)
class CompteCibles:
    """How many targets of a group have each verdict, each fact once.

    avec_cible: lines with a target, judged or not; reprises: computed lines with a target left out of the count;
    locales, nationales: whether all that are judged are local, all that are left out national. clos: T4, which closes
    the year, when a target is met or not and nothing else.
    """

    par_statut: Counter[StatutSuivi]
    avec_cible: int
    reprises: int
    locales: bool
    nationales: bool
    clos: bool

    @property
    def juges(self) -> int:
        """How many have a verdict: the denominator of every sentence."""
        return sum(self.par_statut[statut] for statut in VERDICTS)

    @property
    def tenues(self) -> int:
        """How many are met or on track."""
        return sum(self.par_statut[statut] for statut in TENUES)

    @property
    def manques(self) -> int:
        """How many are late, or missed at the end of the year."""
        return sum(self.par_statut[statut] for statut in MANQUES)


def count_cibles(lignes: Iterable[LigneSuivi]) -> CompteCibles:
    """Count the targets of a group of the département's lines of one quarter."""
    lignes = list(lignes)
    reprises = [ligne for ligne in lignes if ligne.reprise]
    ciblees = [ligne for ligne in select_comptees(lignes) if is_avec_cible(ligne)]
    return CompteCibles(
        par_statut=Counter(ligne.statut for ligne in ciblees),
        avec_cible=len(ciblees),
        reprises=len(reprises),
        locales=all(ligne.niveau is Niveau.LOCAL for ligne in ciblees if ligne.statut in VERDICTS),
        nationales=all(ligne.niveau is Niveau.NATIONAL for ligne in reprises),
        clos=any(ligne.trimestre.numero == 4 for ligne in lignes),
    )


def write_verdicts(compte: CompteCibles) -> str:
    """Write the verdicts: « 5 cibles atteintes ou en bonne voie sur 7 jugées, 2 en retard ; 16 ont une cible ».

    Empty when nothing could be judged. The denominator is what was judged; a closed year knows two words.
    """
    if not compte.juges:
        return ""
    cible = "cible locale" if compte.reprises and compte.locales else "cible"
    fait = "" if compte.clos else " ou en bonne voie"
    tenues = format_quantite(compte.tenues, f"{cible} atteinte", aucun="Aucune")
    mots = [f"{tenues}{fait} sur {format_quantite(compte.juges, 'jugée')}"]
    if compte.manques:
        mots.append(write_manques(compte, feminin=True))
    if surveiller := compte.par_statut[StatutSuivi.A_SURVEILLER]:
        mots.append(f"{surveiller} à surveiller")
    suites = [f"{compte.avec_cible} ont une cible"] if compte.avec_cible != compte.juges else []
    if masques := compte.par_statut[StatutSuivi.MASQUE]:
        suites.append(f"{masques} {write_statut(StatutSuivi.MASQUE, masques)}")
    suites += [write_reprises(compte)] if compte.reprises else []
    return f"{INSECABLE}; ".join([", ".join(mots), *suites])


def write_manques(compte: CompteCibles, *, feminin: bool = False) -> str:
    """Write what is missed, in the words of the quarter: « 2 en retard » before T4, « 2 non atteints » at T4."""
    mot = f"non {'atteinte' if feminin else 'atteint'}"
    mots = format_accord(compte.manques, mot) if compte.clos else "en retard"
    return f"{compte.manques or ('aucune' if feminin else 'aucun')} {mots}"


def write_resultats(compte: CompteCibles) -> str:
    """Write where a few results stand: « 2 en retard sur 5 jugés » before T4; at T4 what is missed, or met."""
    juges = format_quantite(compte.juges, "jugé")
    if compte.clos and not compte.manques:
        return f"{format_quantite(compte.tenues, 'atteint', aucun='aucun')} sur {juges}"
    return f"{write_manques(compte)} sur {juges}"


def write_reprises(compte: CompteCibles) -> str:
    """Write what is left out of a count: « 4 indicateurs nationaux en sont repris »."""
    nom, noms = ("national", "nationaux") if compte.nationales else ("calculé", "calculés")
    verbe = format_accord(compte.reprises, "est", "sont")
    quantite = format_quantite(compte.reprises, f"indicateur {nom}", f"indicateurs {noms}")
    return f"{quantite} en {verbe} repris"


def sum_comptes(comptes: Sequence[CompteCibles]) -> CompteCibles:
    """Put several groups of one quarter together."""
    par_statut: Counter[StatutSuivi] = Counter()
    for compte in comptes:
        par_statut.update(compte.par_statut)
    return CompteCibles(
        par_statut=par_statut,
        avec_cible=sum(compte.avec_cible for compte in comptes),
        reprises=sum(compte.reprises for compte in comptes),
        locales=all(compte.locales for compte in comptes),
        nationales=all(compte.nationales for compte in comptes),
        clos=any(compte.clos for compte in comptes),
    )
