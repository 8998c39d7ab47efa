"""What is hidden for good: the four attacks that gave a small count back, and what a reader may add up besides."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.contrat import Contexte, Territoire
from lib.domain.contrat_lu import AutresLectures, ContratLu
from lib.domain.erreurs import ErreurMetier
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Modalite
from lib.domain.lisibles import list_contexte, list_resultats
from lib.domain.masques import get_masques, is_masque
from lib.domain.nomenclatures import TypeTerritoire
from lib.domain.petits_effectifs import read_effectifs
from tests.domain.fabrique import COMMUNES, SEUILS, TERRITOIRES, make_contrat, make_indicateur, make_resultat

T = "2025-T2"
PART = {"type": "taux", "unite": "% des orientations", "libelle": "Parts"}
PARTS = [make_indicateur(f"P-{lettre}", mesure=f"part {nom}", **PART) for lettre, nom in zip("abc", "xyz", strict=True)]
COMPTE = make_indicateur(ventilations="territoire | parcours")
PARCOURS = {
    "emploi": "Emploi (catégorie de la loi)",
    "social": "Social (catégorie de la loi)",
    "conseil": "Conseil (parcours local, catégorie emploi)",
    "atelier": "Atelier (parcours local, catégorie emploi)",
    "lien": "Lien (parcours local, catégorie social)",
    "soin": "Soin (parcours local, catégorie social)",
}
MODALITES = tuple(Modalite(dimension="parcours", code=code, intitule=titre) for code, titre in PARCOURS.items())


def make_part(code: str, numerateur: int, denominateur: int, **champs: Any) -> Resultat:
    return make_resultat(T, code=code, numerateur=numerateur, denominateur=denominateur, **champs)


def list_caches(contrat: ContratLu) -> set[str]:
    """The hidden cells, in few words: indicator, territory, breakdown; « DEP » and « » left out."""
    return {" ".join(str(mot) for mot in (cle[0], *cle[3:]) if mot not in ("DEP", "")) for cle in get_masques(contrat)}


def make_parcours(**valeurs: int) -> list[Resultat]:
    """The results of one commune by pathway, and its total."""
    ventilations = {nom: "" if nom == "total" else f"parcours:{nom}" for nom in valeurs}
    return [make_resultat(T, v, territoire="94017", ventilation=ventilations[nom]) for nom, v in valeurs.items()]


def test_a_small_share_of_a_whole_is_not_left_alone() -> None:
    resultats = [make_part(f"P-{x}", n, 40, territoire="94017") for x, n in (("a", 20), ("b", 18), ("c", 2))]
    contrat = make_contrat(*PARTS, resultats=tuple(resultats))
    assert list_caches(contrat) == {"P-c 94017", "P-b 94017"}


def test_a_share_uploaded_without_its_terms_counts_as_the_others_tell() -> None:
    resultats = [make_part("P-a", 20, 40, territoire="94017"), make_part("P-b", 18, 40, territoire="94017")]
    resultats.append(make_resultat(T, 5, code="P-c", territoire="94017"))
    assert list_caches(make_contrat(*PARTS, resultats=tuple(resultats))) == {"P-c 94017", "P-b 94017"}


def test_a_small_share_that_was_not_uploaded_is_protected_too() -> None:
    resultats = [make_part("P-a", 20, 40, territoire="94017"), make_part("P-b", 18, 40, territoire="94017")]
    assert list_caches(make_contrat(*PARTS, resultats=tuple(resultats))) == {"P-b 94017"}


def test_what_is_left_of_the_whole_departement_is_no_small_count() -> None:
    resultats = [make_part("P-a", 20, 40), make_part("P-b", 18, 40)]
    assert list_caches(make_contrat(*PARTS, resultats=tuple(resultats))) == set()


def test_two_ways_of_cutting_one_whole_are_read_together() -> None:
    resultats = make_parcours(total=60, emploi=30, social=30, conseil=27, atelier=3, lien=12, soin=18)
    contrat = replace(make_contrat(COMPTE, resultats=tuple(resultats)), modalites=MODALITES)
    assert list_caches(contrat) == {"X-01 94017 parcours:atelier", "X-01 94017 parcours:conseil"}


def test_a_larger_modality_made_of_one_alone_is_hidden_with_it() -> None:
    resultats = make_parcours(total=60, emploi=3, social=57, conseil=3, lien=20, soin=37)
    seuls = tuple(modalite for modalite in MODALITES if modalite.code != "atelier")
    contrat = replace(make_contrat(COMPTE, resultats=tuple(resultats)), modalites=seuls)
    assert list_caches(contrat) == {"X-01 94017", "X-01 94017 parcours:conseil", "X-01 94017 parcours:emploi"}


def make_lots(*lots: Sequence[Resultat], annulations: Iterable[tuple[int, int]] = ()) -> ContratLu:
    """A contract as it is read after several lots, and what the others said."""
    lignes = [replace(fait, lot=rang) for rang, lot in enumerate(lots, 1) for fait in lot]
    annules = {vise for _, vise in annulations}
    lus = {fait.cle: fait for fait in lignes if fait.lot not in annules}
    autres = AutresLectures(resultats=tuple(lignes), annulations=tuple(annulations))
    return replace(make_contrat(COMPTE, resultats=tuple(lus.values())), autres_lectures=autres)


def make_communes(**valeurs: int) -> list[Resultat]:
    return [make_resultat(T, valeur, territoire=lieu.removeprefix("c")) for lieu, valeur in valeurs.items()]


def test_a_count_small_in_one_reading_is_hidden_in_all() -> None:
    premier = make_communes(ZONE=55, c94017=3, c94028=40, c94079=12)
    corrige = make_communes(ZONE=62, c94017=10)
    contrat = make_lots(premier, corrige)
    assert list_caches(contrat) == {"X-01 94017", "X-01 94079"}
    assert all(is_masque(contrat, fait) for fait in contrat.autres_lectures.resultats if fait.territoire == "94017")
    assert list_caches(make_lots(corrige)) == set()


def test_a_lot_undone_still_counts_for_whoever_reads_the_lot_before_the_undo() -> None:
    annule = make_lots(make_communes(c94017=10, c94028=40), make_communes(c94017=3), annulations=[(3, 2)])
    assert list_caches(annule) == {"X-01 94017"}


def test_the_same_readings_are_enough_for_two_sums_to_betray() -> None:
    """A + B = 15 in one reading, A + C = 20 in the next, B + C shown in a third: no value is alone in any of them."""
    lots = (
        make_communes(ZONE=55, c94017=3, c94028=40, c94079=12),
        make_communes(ZONE=63, c94079=20),
        make_communes(ZONE=70, c94017=10),
    )
    contrat = make_lots(*lots)
    assert {"X-01 94017", "X-01 94079"} <= list_caches(contrat)


@pytest.mark.parametrize("nombre", [1, 2, 3])
def test_what_a_lot_hides_no_later_lot_uncovers(nombre: int) -> None:
    lots = (
        make_communes(ZONE=55, c94017=3, c94028=40, c94079=12),
        make_communes(ZONE=45, c94028=30),
        make_communes(ZONE=40, c94079=7),
        make_communes(ZONE=61, c94017=24),
    )
    assert list_caches(make_lots(*lots[:nombre])) <= list_caches(make_lots(*lots[: nombre + 1]))


def make_contexte(lieu: str, valeur: int, mesure: str = "foyers", **champs: Any) -> Contexte:
    base = {"periode": "31/12/2024", "bloc": "Bassin", "libelle": mesure, "unite": "foyers"}
    return Contexte(territoire=lieu, mesure=mesure, valeur=Decimal(valeur), **(base | champs))


def list_contexte_cache(*faits: Contexte) -> set[str]:
    contrat = replace(make_contrat(COMPTE), contexte=faits)
    return {f"{fait.mesure} {fait.territoire}" for fait in list_contexte(contrat) if fait.masque}


def test_the_context_is_masked_by_commune_like_a_result() -> None:
    faits = [make_contexte(lieu, v) for lieu, v in (("94017", 3), ("94028", 40), ("94079", 12), ("ZONE", 55))]
    assert list_contexte_cache(*faits) == {"foyers 94017", "foyers 94079"}
    assert list_contexte_cache(*(replace(fait, unite="quartiers") for fait in faits)) == set()


def test_measures_of_the_context_that_make_another_one_are_added_up() -> None:
    parts = {"94017": (3, 30, 33), "94028": (10, 20, 30)}
    faits = [
        make_contexte(lieu, valeur, mesure)
        for lieu, valeurs in parts.items()
        for mesure, valeur in zip(("recents", "anciens", "foyers"), valeurs, strict=True)
    ]
    assert list_contexte_cache(*faits) == {"recents 94017", "anciens 94017"}


def test_a_percentage_of_the_context_is_hidden_where_a_count_is() -> None:
    faits = [make_contexte("94017", 3), make_contexte("94017", 6, "part", unite="% des foyers")]
    faits += [make_contexte("94028", 40), make_contexte("94028", 8, "part", unite="% des foyers")]
    assert list_contexte_cache(*faits) == {"foyers 94017", "part 94017"}


def test_a_hidden_figure_of_context_keeps_neither_its_figure_nor_its_note() -> None:
    contrat = replace(make_contrat(COMPTE), contexte=(make_contexte("94017", 3, note="soit 1 + 2"),))
    (fait,) = list_contexte(contrat)
    assert (fait.valeur, fait.note, fait.masque, fait.libelle) == (None, "", True, "foyers")


def test_a_count_and_the_numerator_of_its_label_are_one_figure() -> None:
    nombre = make_indicateur("C-a", libelle="Absents", mesure="Nombre d’absents")
    taux = make_indicateur("C-b", libelle="Absents", mesure="% d’absents", type="taux", unite="% des convoqués")
    lieu = {"territoire": "94017"}
    resultats = (make_resultat(T, 38, code="C-a", **lieu), make_part("C-b", 38, 40, **lieu))
    assert list_caches(make_contrat(nombre, taux, resultats=resultats)) >= {"C-b 94017"}


def test_what_a_dont_leaves_of_its_total_is_protected() -> None:
    total = make_indicateur("D-01a", libelle="Orientés", mesure="Orientés")
    dont = make_indicateur("D-01b", libelle="Orientés", mesure="dont orientés en 15 jours")
    lieu = {"territoire": "94017"}
    presque = (make_resultat(T, 40, code="D-01a", **lieu), make_resultat(T, 38, code="D-01b", **lieu))
    assert list_caches(make_contrat(total, dont, resultats=presque)) == {"D-01b 94017"}
    moitie = (presque[0], make_resultat(T, 20, code="D-01b", **lieu))
    assert list_caches(make_contrat(total, dont, resultats=moitie)) == set()


def test_a_formula_does_not_give_back_the_figure_that_it_copies() -> None:
    source = make_indicateur("F-01", ventilations="territoire")
    copie = make_indicateur("F-02", formule="F-01", ventilations="")
    resultats = tuple(make_resultat(T, 3, code="F-01", **champs) for champs in ({}, {"territoire": "94017"}))
    assert list_caches(make_contrat(source, copie, resultats=resultats)) == {"F-01", "F-01 94017", "F-02"}


def test_the_threshold_is_the_one_of_the_data_and_its_absence_refuses() -> None:
    resultats = tuple(make_communes(c94017=7, c94028=40))
    assert list_caches(make_contrat(COMPTE, resultats=resultats)) == set()
    dix = tuple(replace(s, valeur=Decimal(10)) if s.code == "petit_effectif" else s for s in SEUILS)
    assert list_caches(make_contrat(COMPTE, resultats=resultats, seuils=dix)) == {"X-01 94017"}
    with pytest.raises(ErreurMetier):
        get_masques(make_contrat(COMPTE, resultats=resultats, seuils=()))


def test_the_whole_departement_alone_needs_no_threshold() -> None:
    assert get_masques(make_contrat(COMPTE, resultats=(make_resultat(T, 3),), seuils=())) == frozenset()


def test_a_hidden_result_keeps_neither_its_figures_nor_its_words() -> None:
    resultat = make_resultat(T, 3, territoire="94017", commentaire="trois familles")
    (lu,) = list_resultats(make_contrat(COMPTE, resultats=(resultat,)))
    assert (lu.valeur, lu.numerateur, lu.denominateur, lu.commentaire, lu.masque) == (None, None, None, "", True)


@pytest.mark.parametrize(
    ("champs", "valeurs", "effectifs"),
    [
        ({}, {"valeur": 3}, {"valeur": 3}),
        ({"type": "taux"}, {"numerateur": 37, "denominateur": 40}, {"numerateur": 37, "denominateur": 40, "reste": 3}),
        ({"type": "taux"}, {"valeur": 3}, {}),
        ({"type": "duree", "unite": "jours"}, {"numerateur": 90, "denominateur": 3}, {"denominateur": 3}),
        ({"type": "moyenne", "unite": "heures par personne"}, {"denominateur": 3}, {"denominateur": 3}),
        (
            {"type": "moyenne", "unite": "personnes par référent"},
            {"numerateur": 3, "denominateur": 1},
            {"numerateur": 3, "denominateur": 1},
        ),
        ({}, {"valeur": 3, "statut": "non_disponible"}, {}),
        ({"type": "texte"}, {"valeur": 3}, {}),
    ],
)
def test_the_counts_that_a_value_shows(champs: dict[str, Any], valeurs: Any, effectifs: dict[str, int]) -> None:
    indicateur = make_indicateur(**champs)
    assert read_effectifs(indicateur, make_resultat(T, valeurs.pop("valeur", None), **valeurs)) == effectifs


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    lieux = dict.fromkeys((f"c{code}" for code in COMMUNES), 20)
    assert get_masques(make_contrat(COMPTE, resultats=tuple(make_communes(ZONE=60, **lieux)))) == frozenset()


def make_cumul(trimestre: str, **valeurs: int) -> list[Resultat]:
    return [make_resultat(trimestre, valeur, territoire=lieu.removeprefix("c")) for lieu, valeur in valeurs.items()]


def list_caches_par_trimestre(*resultats: Resultat, **champs: Any) -> set[str]:
    compte = make_indicateur(ventilations="territoire", **champs)
    return {f"T{cle[2]} {cle[3]}" for cle in get_masques(make_contrat(compte, resultats=resultats))}


def test_a_cumulated_count_that_does_not_move_is_hidden_in_each_quarter() -> None:
    """12 at T1 and T3, hidden at T2 with a 3: it can only be 12 at T2 too."""
    table = [
        *make_cumul("2025-T1", ZONE=50, c94017=0, c94028=38, c94079=12),
        *make_cumul("2025-T2", ZONE=55, c94017=3, c94028=40, c94079=12),
    ]
    caches = list_caches_par_trimestre(*table)
    assert {"T2 94017", "T2 94079", "T1 94079"} <= caches or {"T2 94017", "T2 94028"} <= caches
    assert list_caches_par_trimestre(*table, mode="a_date") == {"T2 94017", "T2 94079"}


def test_a_cumulated_count_is_bound_to_its_own_next_quarter_whatever_the_others() -> None:
    table = [
        *make_cumul("2025-T1", ZONE=34, c94017=10, c94028=4, c94079=20),
        make_resultat("2025-T2", 50, territoire="94001"),
        *make_cumul("2025-T3", ZONE=35, c94017=10, c94028=5, c94079=20),
    ]
    caches = list_caches_par_trimestre(*table)
    assert "T1 94028" in caches
    assert caches & {"T1 ZONE", "T3 94017", "T3 94079"}


def test_a_territory_cannot_have_more_than_the_one_it_lies_in() -> None:
    """ZONE and the département both count 64 in one modality: the other, 4 of 68, would be the only one left."""
    zone = {"territoire": "ZONE"}
    lignes = [make_resultat(T, 500), make_resultat(T, 64, ventilation="parcours:social"), make_resultat(T, 68, **zone)]
    lignes += [make_resultat(T, n, ventilation=f"parcours:{v}", **zone) for v, n in (("emploi", 4), ("social", 64))]
    lignes.append(make_resultat(T, 436, ventilation="parcours:emploi"))
    legales = MODALITES[:2]
    dehors = Territoire(code="94001", type=TypeTerritoire.COMMUNE, nom="Dehors")
    contrat = make_contrat(COMPTE, resultats=tuple(lignes), territoires=(*TERRITOIRES, dehors))
    caches = list_caches(replace(contrat, modalites=legales))
    assert "X-01 ZONE parcours:emploi" in caches
    assert caches & {"X-01 ZONE", "X-01 parcours:social"}


def test_the_denominator_of_another_fiche_is_the_same_population() -> None:
    taux = make_indicateur("R-01", fiche="F2", type="taux", unite="%", libelle="Autre")
    lieu = {"territoire": "94079"}
    resultats = (*make_communes(ZONE=55, c94017=3, c94028=40, c94079=12), make_part("R-01", 6, 12, **lieu))
    assert list_caches(make_contrat(COMPTE, taux, resultats=resultats)) >= {"X-01 94017"}
    assert list_caches(make_contrat(COMPTE, taux, resultats=resultats)) != {"X-01 94017", "X-01 94079"}


def test_a_rate_alone_is_hidden_beside_a_hidden_count_of_its_fiche() -> None:
    taux = make_indicateur("R-01", type="taux", unite="%", libelle="Autre")
    lieu = {"territoire": "94017"}
    seul = (make_resultat(T, 80, code="R-01", **lieu),)
    assert list_caches(make_contrat(COMPTE, taux, resultats=(*seul, *make_communes(c94017=4)))) == {
        "X-01 94017",
        "R-01 94017",
    }
    assert list_caches(make_contrat(COMPTE, taux, resultats=(*seul, *make_communes(c94017=40)))) == set()


def test_a_figure_of_an_unknown_indicator_is_hidden_by_territory() -> None:
    resultats = (make_resultat(T, 30, code="Z-99", territoire="94017"), make_resultat(T, 30, code="Z-99"))
    assert list_caches(make_contrat(COMPTE, resultats=resultats)) == {"Z-99 94017"}


def test_a_sum_of_measures_once_proved_stays_known() -> None:
    """A later correction that breaks it does not uncover what an earlier reading hid."""
    premiers = [
        make_contexte(lieu, valeur, mesure)
        for lieu, valeurs in {"94017": (3, 30, 33), "94028": (10, 20, 30)}.items()
        for mesure, valeur in zip(("recents", "anciens", "foyers"), valeurs, strict=True)
    ]
    lots = [replace(fait, lot=1) for fait in premiers]
    corrige = replace(premiers[5], valeur=Decimal(31), lot=2)
    autres = AutresLectures(contexte=(lots[5], corrige))
    contrat = replace(make_contrat(COMPTE), contexte=(*lots[:5], corrige), autres_lectures=autres)
    caches = {f"{fait.mesure} {fait.territoire}" for fait in list_contexte(contrat) if fait.masque}
    assert caches >= {"recents 94017", "anciens 94017"}


def test_a_store_too_tangled_to_search_hides_more_and_never_less() -> None:
    table = tuple(make_communes(ZONE=55, c94017=3, c94028=40, c94079=12))
    with pytest.MonkeyPatch.context() as limite:
        limite.setattr("lib.domain.systemes.TENTATIVES", -1)
        assert list_caches(make_contrat(COMPTE, resultats=table)) >= {"X-01 94017", "X-01 94028", "X-01 94079"}


def test_a_month_given_once_stays_in_the_total_of_the_next_quarter() -> None:
    """T1 counts 25, T2 counts 66 in all, of which 10 and 28 in May and June: April could be had back."""
    mois = {"m01": "Janvier", "m02": "Février", "m03": "Mars", "m04": "Avril", "m05": "Mai", "m06": "Juin"}
    modalites = tuple(Modalite(dimension="mois", code=code, intitule=titre) for code, titre in mois.items())

    def make(trimestre: str, total: int, **parts: int) -> list[Resultat]:
        lieu = {"territoire": "94017"}
        lignes = [make_resultat(trimestre, v, ventilation=f"mois:{m}", **lieu) for m, v in parts.items()]
        return [make_resultat(trimestre, total, **lieu), *lignes]

    table = [*make("2025-T1", 25, m01=6, m02=7, m03=12), *make("2025-T2", 66, m04=3, m05=10, m06=28)]
    compte = make_indicateur(ventilations="territoire | mois")
    contrat = replace(make_contrat(compte, resultats=tuple(table)), modalites=modalites)
    assert "X-01 94017 mois:m04" in list_caches(contrat)
    assert len(list_caches(contrat)) > 1


def test_the_terms_of_an_evolution_are_the_counts_of_two_years() -> None:
    evolution = make_indicateur("E-01", type="taux", unite="%", libelle="Évolution", mode="variation")
    table = [
        *make_cumul("2024-T4", ZONE=46, c94017=4, c94028=30, c94079=12),
        *make_cumul("2025-T4", ZONE=57, c94017=9, c94028=33, c94079=15),
        make_resultat("2025-T4", code="E-01", numerateur=20, denominateur=12, territoire="94079"),
    ]
    caches = {
        f"{cle[0]} {cle[1]} {cle[3]}" for cle in get_masques(make_contrat(COMPTE, evolution, resultats=tuple(table)))
    }
    assert "X-01 2024 94017" in caches
    assert "X-01 2024 94028" in caches or {"X-01 2024 94079", "E-01 2025 94079"} <= caches


def test_an_evolution_without_its_terms_is_hidden_beside_either_year() -> None:
    evolution = make_indicateur("E-01", type="taux", unite="%", libelle="Évolution", mode="variation")
    table = [
        *make_cumul("2024-T4", c94017=4, c94028=30),
        *make_cumul("2025-T4", c94017=9, c94028=33),
        make_resultat("2025-T4", 125, code="E-01", territoire="94017"),
        make_resultat("2025-T4", 10, code="E-01", territoire="94028"),
    ]
    caches = {(cle[0], cle[1], cle[3]) for cle in get_masques(make_contrat(COMPTE, evolution, resultats=tuple(table)))}
    assert caches == {("X-01", 2024, "94017"), ("E-01", 2025, "94017")}


def test_a_figure_of_context_and_the_result_of_its_year_are_one_when_equal() -> None:
    table = tuple(make_cumul("2025-T4", ZONE=34, c94017=4, c94028=10, c94079=20))
    faits = tuple(make_contexte(lieu, v, periode="année 2025") for lieu, v in (("94028", 10), ("94079", 20)))
    contrat = replace(make_contrat(COMPTE, resultats=table), contexte=faits)
    assert is_masque(contrat, table[1])
    masques = {fait.territoire for fait in (*faits, *table) if is_masque(contrat, fait)}
    assert "ZONE" in masques or {fait.territoire for fait in faits if is_masque(contrat, fait)}
    ailleurs = replace(contrat, contexte=tuple(replace(fait, periode="année 2024") for fait in faits))
    assert not any(is_masque(ailleurs, fait) for fait in ailleurs.contexte)
