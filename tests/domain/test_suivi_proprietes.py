"""What must hold whatever the figures: both readings agree, verdicts are monotone, mirrored, free of units."""

import calendar
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.avancement import Chemin, compute_avancement, compute_taux_atteinte
from lib.domain.contrat import FicheAction
from lib.domain.faits import JalonSaisi
from lib.domain.jalons import Niveau, compute_jalon_niveau
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Sens
from lib.domain.periodes import Trimestre
from lib.domain.projection import compute_projection_stock
from lib.domain.ruptures import Rupture
from lib.domain.statuts import Seuils, StatutSuivi, compute_verdict
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.seconde_lecture import CasEntier, Lu, read_seconde_fois

SEUILS = Seuils(Fraction(95, 100), Fraction(80, 100), 4, Fraction(5, 100))
MINIMUM = SEUILS.ecart_minimal
RANGS = ("en_retard", "a_surveiller", "en_bonne_voie", "atteint")
RATIONNELS = st.fractions(min_value=-1000, max_value=1000, max_denominator=20)
TRIMESTRES = st.builds(Trimestre, st.integers(2024, 2027), st.integers(1, 4))


@st.composite
def cas_entiers(draw: st.DrawFn) -> CasEntier:
    comptage = draw(st.sampled_from(["evenements", "personnes", "stock", "rapport"]))
    niveau = comptage in ("stock", "rapport")
    nombres = st.integers(-60 if comptage == "rapport" else 0, 130)
    annee, trimestre = draw(st.integers(2024, 2027)), draw(st.integers(1, 4))
    debut = draw(st.integers(12 * 2024 + 1, 12 * 2026 + 12))
    # hors de la période de l'action rien n'est jugé autrement : la seconde lecture ne lit que le calcul
    fin = draw(st.integers(debut, 12 * 2027 + 12))
    passes = [(a, q) for a in range(2024, annee + 1) for q in range(1, 5) if (a, q) < (annee, trimestre)]
    autres = draw(st.dictionaries(st.sampled_from(passes), nombres, max_size=4)) if passes else {}
    cible = draw(nombres)
    return CasEntier(
        finale=cible if annee == 2027 else draw(st.none() | nombres),
        comptage=comptage,
        sens=draw(st.sampled_from(["hausse", "baisse", "maintien"])),
        annee=annee,
        trimestre=trimestre,
        debut=debut,
        fin=fin,
        cible=cible,
        valeur=draw(nombres),
        t0=draw(st.none() | nombres),
        comparable=draw(st.booleans()) if not niveau else True,
        saisi=draw(st.none() | nombres) if draw(st.booleans()) else None,
        rupture=draw(st.none() | st.integers(12 * 2023 + 6, 12 * 2027 + 12)),
        autres=autres,
    )


def to_jour(mois: int, fin: bool) -> date:
    annee, reste = divmod(mois - 1, 12)
    return date(annee, reste + 1, calendar.monthrange(annee, reste + 1)[1] if fin else 1)


def read_premiere_fois(cas: CasEntier) -> LigneSuivi:
    fiche = FicheAction(
        code="F1", axe="A1", ordre=1, intitule="", debut=to_jour(cas.debut, False), fin=to_jour(cas.fin, True)
    )
    indicateur = make_indicateur(
        type="taux" if cas.comptage == "rapport" else "nombre",
        comptage=cas.comptage,
        sens=cas.sens,
        situation_initiale=None if cas.t0 is None else Decimal(cas.t0),
        si_comparable=cas.comparable,
    )
    resultats = [make_resultat(f"{a}-T{q}", v) for (a, q), v in cas.autres.items()]
    trimestre = Trimestre(cas.annee, cas.trimestre)
    contrat = make_contrat(
        indicateur,
        resultats=(*resultats, make_resultat(str(trimestre), cas.valeur)),
        cibles=(
            make_cible(cas.annee, cas.cible),
            *(make_cible(2027, cas.finale) for _ in range(cas.annee < 2027 and cas.finale is not None)),
        ),
        fiches=(fiche,),
        ruptures=() if cas.rupture is None else (Rupture(objet="X-01", debut=to_jour(cas.rupture, False), motif="m"),),
    )
    saisis = tuple(
        JalonSaisi(indicateur="X-01", annee=cas.annee, trimestre=cas.trimestre, valeur=Decimal(saisi), motif="m")
        for saisi in [cas.saisi]
        if saisi is not None
    )
    return build_suivi(replace(contrat, jalons_saisis=saisis), trimestre, date(2028, 1, 1))[0]


@settings(max_examples=150, deadline=None)
@given(cas_entiers())
def test_both_readings_agree(cas: CasEntier) -> None:
    ligne = read_premiere_fois(cas)
    premiere = Lu(
        ligne.jalon,
        ligne.statut.value,
        ligne.taux_atteinte,
        ligne.avancement_annee,
        ligne.avancement_contrat,
        ligne.projection,
    )
    assert premiere == read_seconde_fois(cas)


@settings(max_examples=60, deadline=None)
@given(RATIONNELS, RATIONNELS, RATIONNELS, RATIONNELS, st.sampled_from([Sens.HAUSSE, Sens.BAISSE, Sens.MAINTIEN]))
def test_a_better_result_never_gets_a_worse_verdict(
    valeur: Fraction, autre: Fraction, cible: Fraction, jalon: Fraction, sens: Sens
) -> None:
    pire, mieux = sorted((valeur, autre), reverse=sens is Sens.BAISSE)
    rangs = [RANGS.index(compute_verdict(v, cible, jalon, sens, SEUILS, clos=False).value) for v in (pire, mieux)]
    assert rangs[0] <= rangs[1]


@settings(max_examples=60, deadline=None)
@given(RATIONNELS, RATIONNELS, st.none() | RATIONNELS, st.booleans())
def test_a_fall_is_the_mirror_of_a_rise(valeur: Fraction, cible: Fraction, jalon: Fraction | None, clos: bool) -> None:
    miroir = None if jalon is None else -jalon
    hausse = compute_verdict(valeur, cible, jalon, Sens.HAUSSE, SEUILS, clos=clos)
    assert compute_verdict(-valeur, -cible, miroir, Sens.BAISSE, SEUILS, clos=clos) is hausse


@settings(max_examples=60, deadline=None)
@given(RATIONNELS, RATIONNELS, RATIONNELS, TRIMESTRES)
def test_milestone_and_progress_are_mirrored_too(
    valeur: Fraction, depart: Fraction, cible: Fraction, trimestre: Trimestre
) -> None:
    hausse = compute_jalon_niveau(cible, trimestre, Niveau(2023, depart), Sens.HAUSSE).valeur
    baisse = compute_jalon_niveau(-cible, trimestre, Niveau(2023, -depart), Sens.BAISSE).valeur
    assert hausse is not None
    assert baisse == -hausse
    avance = compute_avancement(valeur, Chemin(depart, cible, Sens.HAUSSE), MINIMUM)
    miroir = compute_avancement(-valeur, Chemin(-depart, -cible, Sens.BAISSE), MINIMUM)
    assert (miroir.valeur, not miroir.motif) == (avance.valeur, not avance.motif)


@settings(max_examples=60, deadline=None)
@given(
    st.fractions(min_value=Fraction(1, 50), max_value=1000, max_denominator=50),
    RATIONNELS,
    RATIONNELS,
    RATIONNELS,
    TRIMESTRES,
    st.sampled_from([Sens.HAUSSE, Sens.BAISSE]),
)
def test_nothing_depends_on_the_unit(
    k: Fraction, valeur: Fraction, depart: Fraction, cible: Fraction, trimestre: Trimestre, sens: Sens
) -> None:
    jalon = compute_jalon_niveau(cible, trimestre, Niveau(2023, depart), sens).valeur
    jalon_k = compute_jalon_niveau(k * cible, trimestre, Niveau(2023, k * depart), sens).valeur
    assert jalon is not None
    assert jalon_k == k * jalon
    verdict = compute_verdict(valeur, cible, jalon, sens, SEUILS, clos=False)
    assert compute_verdict(k * valeur, k * cible, jalon_k, sens, SEUILS, clos=False) is verdict
    assert compute_taux_atteinte(k * valeur, k * cible) == compute_taux_atteinte(valeur, cible)
    projection = compute_projection_stock(valeur, trimestre, (Trimestre(2023, 4), depart)).valeur
    projection_k = compute_projection_stock(k * valeur, trimestre, (Trimestre(2023, 4), k * depart)).valeur
    assert projection_k == (None if projection is None else k * projection)


@settings(max_examples=60, deadline=None)
@given(RATIONNELS, RATIONNELS, RATIONNELS, st.sampled_from(list(Sens)))
def test_a_closed_year_is_atteint_or_non_atteint(
    valeur: Fraction, cible: Fraction, jalon: Fraction, sens: Sens
) -> None:
    verdict = compute_verdict(valeur, cible, jalon, sens, SEUILS, clos=True, juge_au_t4=sens is Sens.BAISSE)
    assert verdict in (StatutSuivi.ATTEINT, StatutSuivi.NON_ATTEINT)


@settings(max_examples=60, deadline=None)
@given(RATIONNELS, RATIONNELS, RATIONNELS.filter(bool))
def test_ratios_are_exact_and_never_clamped(valeur: Fraction, depart: Fraction, ecart: Fraction) -> None:
    sens = Sens.HAUSSE if ecart > 0 else Sens.BAISSE
    avance = compute_avancement(valeur, Chemin(depart, depart + ecart, sens), MINIMUM).valeur
    if abs(ecart) < MINIMUM * abs(depart):
        assert avance is None
    else:
        assert avance is not None
        assert depart + avance * ecart == valeur


@settings(max_examples=60, deadline=None)
@given(RATIONNELS, RATIONNELS, RATIONNELS, st.sampled_from(list(Sens)), st.booleans())
def test_a_way_without_a_ratio_says_why_and_a_ratio_says_nothing_more(
    valeur: Fraction, depart: Fraction, cible: Fraction, sens: Sens, comparable: bool
) -> None:
    chiffre = compute_avancement(valeur, Chemin(depart, cible, sens, "jeunes"), MINIMUM, comparable=comparable)
    assert (chiffre.valeur is None) is bool(chiffre.motif)
    if chiffre.valeur is not None:
        assert comparable
        # mieux faire ne se lit jamais comme reculer
        mieux = valeur - 1 if sens is Sens.BAISSE else valeur + 1
        suivant = compute_avancement(mieux, Chemin(depart, cible, sens), MINIMUM).valeur
        assert suivant is not None
        assert suivant > chiffre.valeur


@pytest.mark.parametrize("trimestre", [1, 2, 3, 4])
def test_quarters_are_never_added_up(trimestre: int) -> None:
    valeurs = (60, 120, 190, 250)
    resultats = tuple(make_resultat(f"2024-T{q}", v) for q, v in enumerate(valeurs, 1))
    contrat = make_contrat(make_indicateur(), resultats=resultats, cibles=(make_cible(2024, 250),))
    ligne = build_suivi(contrat, Trimestre(2024, trimestre), date(2025, 1, 1))[0]
    assert ligne.valeur == valeurs[trimestre - 1]
