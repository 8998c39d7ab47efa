"""Serie: the values of one indicator, territory and breakdown through the quarters, typed or computed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from lib.domain.agregats import compute_agregat
from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.derives import Partie, compute_somme, list_codes
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.jalons import Niveau
from lib.domain.masques import get_masques
from lib.domain.nomenclatures import StatutResultat, TypeTerritoire
from lib.domain.non_transmissions import list_clotures
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MOTIF
from lib.domain.ruptures import Rupture, get_rupture, select_ruptures
from lib.domain.valeurs import STATUTS_CHIFFRES, Chiffre, compute_valeur, is_agregeable, to_fraction

CleSerie = tuple[str, str, str]


@dataclass(frozen=True)
class Point:
    """One quarter of a series: the figure (or why there is none), and where it comes from.

    close: the figure will not be sent, and is owed no more. masque: there is a figure, which no reader may see.
    """

    chiffre: Chiffre
    texte: str = ""
    provisoire: bool = False
    resultat: Resultat | None = None
    parties: tuple[Partie, ...] = ()
    close: bool = False
    masque: bool = False

    @property
    def has_contenu(self) -> bool:
        """Whether there is a figure or a text to show."""
        return self.chiffre.valeur is not None or bool(self.texte)


@dataclass(frozen=True)
class Serie:
    """The known quarters of one series; annee_debut is the contract's first year, ruptures its own breaks."""

    indicateur: Indicateur
    territoire: str
    ventilation: str
    annee_debut: int
    points: Mapping[Trimestre, Point] = field(default_factory=dict)
    ruptures: tuple[Rupture, ...] = ()

    def get_rupture(self, avant: date, apres: date) -> Rupture | None:
        """Give the break between two days of this series, or None."""
        return get_rupture(self.ruptures, avant, apres)

    def get_derniere(self, trimestre: Trimestre) -> Resultat | None:
        """Give the last result with a value before a quarter, to be shown apart and never used."""
        anterieurs = [p.resultat for t, p in sorted(self.points.items()) if t < trimestre and p.has_contenu]
        return anterieurs[-1] if anterieurs else None

    def get_situation_initiale(self, trimestre: Trimestre) -> tuple[Niveau | None, str]:
        """Give the baseline if a value of the quarter may be compared with it, else why not.

        A half-year baseline (S.1.3-02, S.2.3-01) is not compared with a yearly count. Convention Jalons.
        """
        indicateur = self.indicateur
        valeur = to_fraction(indicateur.situation_initiale)
        if (self.territoire, self.ventilation) != (DEPARTEMENT, "") or valeur is None:
            return None, "pas de situation initiale"
        if not indicateur.si_comparable:
            return None, f"situation initiale non comparable ({indicateur.periode_situation_initiale})"
        fin = indicateur.si_fin or date(self.annee_debut - 1, 12, 31)
        if rupture := self.get_rupture(fin, trimestre.fin):
            return None, rupture.phrase
        return Niveau(fin.year, valeur), ""

    def get_niveau(self, trimestre: Trimestre) -> tuple[Niveau | None, str]:
        """Give the last year-end level known before the quarter's year, the baseline included, else why none may serve.

        A missing year-end is not filled in: the line then starts further back, from the year-end that is known.
        """
        for annee in range(trimestre.annee - 1, self.annee_debut - 1, -1):
            point = self.points.get(Trimestre(annee, 4))
            if point is not None and point.chiffre.valeur is not None:
                rupture = self.get_rupture(Trimestre(annee, 4).fin, trimestre.fin)
                return (None, rupture.phrase) if rupture else (Niveau(annee, point.chiffre.valeur), "")
        return self.get_situation_initiale(trimestre)


def build_serie(contrat: ContratLu, cle: CleSerie, points: Mapping[Trimestre, Point] = MappingProxyType({})) -> Serie:
    """Put the quarters of one series with what it is about and what breaks it."""
    indicateur = contrat.get_indicateur(cle[0])
    ruptures = select_ruptures(contrat.ruptures, indicateur.code, *indicateur.parts)
    return Serie(indicateur, cle[1], cle[2], contrat.contrat.debut.year, points, ruptures)


def build_series(contrat: ContratLu) -> dict[CleSerie, Serie]:
    """Build every series that has at least one quarter: uploaded, added up from members, or derived by formula.

    Figures that no reader may see are left out once the sums are made, so that nothing more is computed of them.
    A figure of the département that will not be sent is a quarter without figure, which its derived ones tell.
    A result uploaded for a derived indicator is ignored: its formula alone gives it.
    """
    lus: dict[CleSerie, dict[Trimestre, Resultat]] = defaultdict(dict)
    for resultat in contrat.resultats:
        lus[(resultat.indicateur, resultat.territoire, resultat.ventilation)][resultat.periode] = resultat
    points: dict[CleSerie, dict[Trimestre, Point]] = {
        cle: {trimestre: build_point(contrat.get_indicateur(cle[0]), r) for trimestre, r in serie.items()}
        for cle, serie in lus.items()
        if not contrat.get_indicateur(cle[0]).formule
    }
    _add_ensembles(contrat, lus, points)
    _add_clotures(contrat, points)
    _add_derives(contrat, points)
    masques = get_masques(contrat) if contrat.resultats else frozenset()
    return {cle: build_serie(contrat, cle, _mask(contrat, cle, serie, masques)) for cle, serie in points.items()}


def _mask(
    contrat: ContratLu, cle: CleSerie, serie: Mapping[Trimestre, Point], masques: frozenset[tuple[object, ...]]
) -> dict[Trimestre, Point]:
    """Leave out the figures of a series that no reader may see, and those of its terms."""
    code, lieu, ventilation = cle
    par_formule = bool(contrat.get_indicateur(code).formule)

    def mask_partie(partie: Partie, trimestre: Trimestre) -> Partie:
        terme = (partie.code, lieu) if par_formule else (code, partie.code)
        if (terme[0], trimestre.annee, trimestre.numero, terme[1], ventilation) not in masques:
            return partie
        return replace(partie, valeur=None, masque=True)

    lisibles = {}
    for trimestre, point in serie.items():
        if (code, trimestre.annee, trimestre.numero, lieu, ventilation) in masques:
            point = Point(Chiffre(None, MOTIF), provisoire=point.provisoire, masque=True)
        parties = tuple(mask_partie(partie, trimestre) for partie in point.parties)
        lisibles[trimestre] = replace(point, parties=parties) if parties != point.parties else point
    return lisibles


def build_point(indicateur: Indicateur, resultat: Resultat) -> Point:
    """Read one uploaded result."""
    return Point(
        compute_valeur(indicateur, resultat),
        texte=resultat.texte if resultat.statut in STATUTS_CHIFFRES else "",
        provisoire=resultat.statut is StatutResultat.PROVISOIRE,
        resultat=resultat,
    )


def _add_ensembles(
    contrat: ContratLu,
    lus: Mapping[CleSerie, Mapping[Trimestre, Resultat]],
    points: dict[CleSerie, dict[Trimestre, Point]],
) -> None:
    """Add the territoire pilote, from its communes, wherever nothing was uploaded for it and the rule allows it."""
    for zone in contrat.territoires:
        membres = zone.membres.split() if zone.type is TypeTerritoire.ZONE else []
        concernes = {(code, ventilation) for code, lieu, ventilation in lus if lieu in membres}
        for code, ventilation in sorted(concernes):
            indicateur = contrat.get_indicateur(code)
            if indicateur.formule or not is_agregeable(indicateur):
                continue
            series = [lus.get((code, membre, ventilation), {}) for membre in membres]
            serie = points.setdefault((code, zone.code, ventilation), {})
            for trimestre in {t for s in series for t in s} - set(serie):
                serie[trimestre] = build_point_ensemble(indicateur, membres, [s.get(trimestre) for s in series])


def build_point_ensemble(indicateur: Indicateur, membres: list[str], resultats: list[Resultat | None]) -> Point:
    """Put the members' results of one quarter together; provisional as soon as one is."""
    return Point(
        compute_agregat(indicateur, resultats),
        provisoire=any(r is not None and r.statut is StatutResultat.PROVISOIRE for r in resultats),
        parties=tuple(
            Partie(membre, compute_valeur(indicateur, r).valeur) for membre, r in zip(membres, resultats, strict=True)
        ),
    )


def _add_clotures(contrat: ContratLu, points: dict[CleSerie, dict[Trimestre, Point]]) -> None:
    """Add the quarters of the département that will not be sent, each with the producer's reason."""
    for cloture in list_clotures(contrat):
        if cloture.close:
            serie = points.setdefault((cloture.indicateur, DEPARTEMENT, ""), {})
            serie[cloture.periode] = Point(Chiffre(None, cloture.motif), close=True)


def _add_derives(contrat: ContratLu, points: dict[CleSerie, dict[Trimestre, Point]]) -> None:
    """Add the derived indicators, for the département as a whole, wherever one of their parts has a quarter.

    No formula of the contract is about communes, and a sum beside its parts would give a masked count back.
    """
    for indicateur in contrat.indicateurs:
        codes = list_codes(indicateur, contrat.indicateur_par_code)
        series = [points.get((code, DEPARTEMENT, ""), {}) for code in codes]
        trimestres = sorted({t for serie in series for t in serie})
        if trimestres:
            points[(indicateur.code, DEPARTEMENT, "")] = {
                t: build_point_derive(indicateur, codes, [serie.get(t) for serie in series]) for t in trimestres
            }


def build_point_derive(indicateur: Indicateur, codes: list[str], points: list[Point | None]) -> Point:
    """Add up the parts of a derived indicator for one quarter; provisional as soon as one part is."""
    parties = tuple(
        Partie(code, point.chiffre.valeur, point.close) if point else Partie(code, None)
        for code, point in zip(codes, points, strict=True)
    )
    return Point(
        compute_somme(indicateur, parties),
        provisoire=any(point is not None and point.provisoire for point in points),
        parties=parties,
    )
