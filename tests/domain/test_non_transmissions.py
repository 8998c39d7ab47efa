"""Closing a missing datum: who says what, in which order, and what that leaves to be owed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.agregats import Bilan, compute_bilan
from lib.domain.cibles_comptees import count_cibles
from lib.domain.contrat import Habilitation
from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import NonTransmission, PositionNonTransmission
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Periodicite, Producteur, StatutCible, TypePerimetre
from lib.domain.non_transmissions import (
    EtatCloture,
    check_declarable,
    check_repondable,
    check_retirable,
    compute_etat,
    get_autre_partie,
    get_cloture,
    has_valideur,
    list_a_repondre,
    list_clotures,
)
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import AXE, VOLET, make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import ACCEPTEE, DECLAREE, REFUSEE, RETIREE, make_pas, with_pas

T2 = Trimestre(2025, 2)
LE_JOUR = date(2025, 8, 1)
SUFFISANTE, ATTENTE, OUI, NON, RETRAIT, RECUE = EtatCloture


def make_lu(**champs: Any) -> ContratLu:
    return make_contrat(make_indicateur(**champs), cibles=(make_cible(2025, 100),))


def read_ligne(contrat: ContratLu, trimestre: Trimestre = T2, code: str = "X-01") -> LigneSuivi:
    return next(ligne for ligne in build_suivi(contrat, trimestre, LE_JOUR) if ligne.cle == (code, "DEP", ""))


@pytest.mark.parametrize(
    ("declaration", "reponse", "existe", "recue", "etat"),
    [
        ((DECLAREE, 1), None, True, False, ATTENTE),
        ((DECLAREE, 1), None, False, False, SUFFISANTE),
        ((DECLAREE, 1), (ACCEPTEE, 2), True, False, OUI),
        ((DECLAREE, 1), (REFUSEE, 2), True, False, NON),
        ((DECLAREE, 1), (ACCEPTEE, 2), False, False, OUI),
        ((DECLAREE, 1), (REFUSEE, 2), False, False, NON),
        ((DECLAREE, 3), (ACCEPTEE, 2), True, False, ATTENTE),
        ((DECLAREE, 3), (REFUSEE, 2), True, False, ATTENTE),
        ((DECLAREE, 3), (REFUSEE, 2), False, False, SUFFISANTE),
        ((DECLAREE, 2), (ACCEPTEE, 2), True, False, ATTENTE),
        ((DECLAREE, 1), None, True, True, RECUE),
        ((DECLAREE, 1), (ACCEPTEE, 2), True, True, RECUE),
        ((DECLAREE, 1), (REFUSEE, 2), False, True, RECUE),
        ((RETIREE, 3), (ACCEPTEE, 2), True, False, RETRAIT),
        ((RETIREE, 1), (ACCEPTEE, 2), True, False, RETRAIT),
        ((RETIREE, 1), None, False, True, RETRAIT),
    ],
)
def test_a_declaration_stands_where_its_order_and_the_other_party_put_it(
    declaration: tuple[PositionNonTransmission, int],
    reponse: tuple[PositionNonTransmission, int] | None,
    existe: bool,
    recue: bool,
    etat: EtatCloture,
) -> None:
    pas = make_pas(*declaration), make_pas(*reponse) if reponse else None
    assert compute_etat(*pas, autre_existe=existe, recue=recue) is etat


@pytest.mark.parametrize(
    ("producteur", "autre"),
    [
        (Producteur.CD, Producteur.ETAT),
        (Producteur.FRANCE_TRAVAIL, Producteur.ETAT),
        (Producteur.ETAT, Producteur.CD),
    ],
)
def test_each_producer_has_its_other_party(producteur: Producteur, autre: Producteur) -> None:
    assert get_autre_partie(producteur) is autre
    cloture = get_cloture(with_pas(make_lu(producteur=producteur), make_pas(DECLAREE)), "X-01", T2)
    assert cloture is not None
    assert (cloture.producteur, cloture.autre, cloture.etat) == (producteur, autre, ATTENTE)


@pytest.mark.parametrize(
    ("role", "etat", "cd"),
    [
        ("valideur_etat", True, False),
        ("valideur_cd", False, True),
        ("contributeur_cd", False, False),
        ("contributeur_ft", False, False),
        ("administrateur", False, False),
    ],
)
def test_a_party_exists_when_its_valideur_has_a_scope(role: str, etat: bool, cd: bool) -> None:
    habilitation = Habilitation(role=role, type=TypePerimetre.TOUT, valeur="")
    contrat = replace(make_lu(), habilitations=(habilitation,))
    assert has_valideur(contrat, Producteur.ETAT) is etat
    assert has_valideur(contrat, Producteur.CD) is cd
    assert not has_valideur(replace(contrat, habilitations=()), Producteur.CD)


def test_the_reply_shown_is_the_one_that_answers() -> None:
    repondue = get_cloture(with_pas(make_lu(), make_pas(DECLAREE, 1), make_pas(REFUSEE, 2)), "X-01", T2)
    assert repondue is not None and repondue.reponse == make_pas(REFUSEE, 2)
    redemandee = get_cloture(with_pas(make_lu(), make_pas(REFUSEE, 2), make_pas(DECLAREE, 3)), "X-01", T2)
    assert redemandee is not None and redemandee.reponse is None
    egale = get_cloture(with_pas(make_lu(), make_pas(DECLAREE, 2), make_pas(REFUSEE, 2)), "X-01", T2)
    assert egale is not None and egale.reponse is None


def test_a_declaration_is_read_for_its_own_quarter_and_indicator() -> None:
    contrat = with_pas(make_contrat(make_indicateur(), make_indicateur("X-02")), make_pas(DECLAREE))
    assert get_cloture(contrat, "X-02", T2) is None
    assert get_cloture(contrat, "X-01", T2.suivant) is None
    (cloture,) = list_clotures(contrat)
    assert (cloture.indicateur, cloture.periode) == ("X-01", T2)


@pytest.mark.parametrize(
    ("champs", "pas"),
    [
        ({"formule": "X-02"}, {}),
        ({"statut": StatutCible.NON_CONTRACTUALISE}, {}),
        ({"axe": "V3", "fiche": ""}, {}),
        ({}, {"code": "X-09"}),
    ],
    ids=["calculée", "non contractualisée", "hors période", "inconnue"],
)
def test_what_nobody_owes_is_not_closed(champs: dict[str, Any], pas: dict[str, Any]) -> None:
    contrat = make_contrat(make_indicateur(**champs), make_indicateur("X-02"))
    assert list_clotures(with_pas(contrat, make_pas(DECLAREE, **pas), valideurs=False)) == []


def test_what_awaits_an_answer_is_listed_the_oldest_first_up_to_a_quarter() -> None:
    contrat = with_pas(
        make_contrat(*(make_indicateur(f"X-0{n}") for n in (1, 2, 3, 4))),
        make_pas(DECLAREE, 5, "2025-T1"),
        make_pas(DECLAREE, 4, "2025-T2", "X-02"),
        make_pas(DECLAREE, 1, "2025-T1", "X-03"),
        make_pas(ACCEPTEE, 2, "2025-T1", "X-03"),
        make_pas(DECLAREE, 3, "2025-T3", "X-04"),
    )
    assert [cloture.indicateur for cloture in list_a_repondre(contrat)] == ["X-04", "X-02", "X-01"]
    assert [cloture.indicateur for cloture in list_a_repondre(contrat, T2)] == ["X-02", "X-01"]
    assert [cloture.indicateur for cloture in list_a_repondre(contrat, T2.precedent)] == ["X-01"]


@pytest.mark.parametrize(
    ("pas", "close", "phrase"),
    [
        ([], False, "en attente depuis le 15/07/2025 (Conseil départemental, délai proposé par Jalons)"),
        (
            [(DECLAREE, 1)],
            False,
            "en attente depuis le 15/07/2025 (Conseil départemental, délai proposé par Jalons), "
            "déclarée « ne sera pas transmise », réponse attendue de l’État",
        ),
        (
            [(DECLAREE, 1), (REFUSEE, 2)],
            False,
            "en attente depuis le 15/07/2025 (Conseil départemental, délai proposé par Jalons), "
            "déclarée « ne sera pas transmise », refus de l’État",
        ),
        (
            [(DECLAREE, 1), (ACCEPTEE, 2)],
            True,
            "ne sera pas transmise (Conseil départemental, avec l’accord de l’État)",
        ),
        ([(RETIREE, 1)], False, "en attente depuis le 15/07/2025 (Conseil départemental, délai proposé par Jalons)"),
    ],
)
def test_what_is_owed_says_what_was_declared_of_it(
    pas: list[tuple[PositionNonTransmission, int]], close: bool, phrase: str
) -> None:
    ligne = read_ligne(with_pas(make_lu(), *(make_pas(*p) for p in pas)))
    attente = ligne.attente
    assert attente is not None
    assert attente.phrase.replace("\u00a0", " ") == phrase
    assert (attente.close, attente.exigee, attente.en_retard) == (close, not close, not close)
    assert ligne.close is close
    statut = StatutSuivi.NE_SERA_PAS_TRANSMISE if close else StatutSuivi.DONNEE_ATTENDUE
    assert ligne.statut is statut
    assert ligne.absence == ("ne sera pas transmise" if close else "non transmis")


def test_the_other_words_of_a_declaration() -> None:
    seule = get_cloture(with_pas(make_lu(), make_pas(DECLAREE), valideurs=False), "X-01", T2)
    assert seule is not None and seule.phrase == "ne sera pas transmise (Conseil départemental)"
    de_l_etat = make_lu(producteur=Producteur.ETAT)
    refusee = get_cloture(with_pas(de_l_etat, make_pas(DECLAREE), make_pas(REFUSEE, 2)), "X-01", T2)
    assert refusee is not None and refusee.phrase.endswith(", refus du Conseil départemental")
    recue = replace(with_pas(make_lu(), make_pas(DECLAREE)), resultats=(make_resultat("2025-T2", 1),))
    lue = get_cloture(recue, "X-01", T2)
    assert lue is not None and (lue.etat, lue.phrase, lue.close) == (RECUE, "", False)


def test_a_closed_datum_gives_its_producer_s_reason_and_never_a_figure() -> None:
    ligne = read_ligne(with_pas(make_lu(), make_pas(DECLAREE, motif="le registre a brûlé"), make_pas(ACCEPTEE, 2)))
    assert ligne.valeur is None
    assert ligne.libelle.replace("\u00a0", " ") == "Ne sera pas transmise : le registre a brûlé"
    assert dict(ligne.motifs)["valeur"].replace("\u00a0", " ") == "ne sera pas transmise : le registre a brûlé"


def test_without_a_target_the_status_keeps_its_word_and_the_value_its_reason() -> None:
    contrat = with_pas(
        make_contrat(make_indicateur(statut=StatutCible.VIDE)), make_pas(DECLAREE, motif="m"), valideurs=False
    )
    ligne = read_ligne(contrat)
    assert ligne.statut is StatutSuivi.SANS_CIBLE
    assert ligne.motif_null.replace("\u00a0", " ").startswith("ne sera pas transmise : m")
    assert compute_bilan([ligne]).closes == 1


def test_an_optional_quarter_may_be_closed_and_counts_for_nothing() -> None:
    contrat = make_lu(periodicite=Periodicite.ANNUELLE)
    check_declarable(contrat, contrat.indicateurs[0], T2, LE_JOUR)
    ligne = read_ligne(with_pas(contrat, make_pas(DECLAREE), valideurs=False))
    assert ligne.statut is StatutSuivi.NE_SERA_PAS_TRANSMISE
    assert compute_bilan([ligne]) == Bilan(count_cibles([ligne]), 0, 0, 0, 0, 0, 0, closes=1)
    assert count_cibles([ligne]).juges == 0


def test_a_commune_without_figure_follows_the_departement_and_one_received_does_not() -> None:
    cibles = tuple(make_cible(2025, 10, territoire=lieu) for lieu in ("94017", "94028"))
    contrat = make_contrat(
        make_indicateur(ventilations="territoire"),
        cibles=(make_cible(2025, 100), *cibles),
        resultats=(make_resultat("2025-T2", 9, territoire="94017"),),
    )
    lignes = build_suivi(with_pas(contrat, make_pas(DECLAREE), valideurs=False), T2, LE_JOUR)
    closes = {ligne.territoire: ligne.close for ligne in lignes}
    assert closes == {"DEP": True, "ZONE": True, "94017": False, "94028": True}
    recue = next(ligne.attente for ligne in lignes if ligne.territoire == "94017")
    assert recue is not None
    assert (recue.phrase, recue.declaration) == ("reçue (Conseil départemental)", "")


def test_a_result_received_afterwards_prevails() -> None:
    contrat = with_pas(make_lu(), make_pas(DECLAREE), make_pas(ACCEPTEE, 2))
    recu = replace(contrat, resultats=(make_resultat("2025-T2", 60),))
    assert build_suivi(recu, T2, LE_JOUR) == build_suivi(replace(recu, non_transmissions=()), T2, LE_JOUR)
    sans_valeur = replace(contrat, resultats=(make_resultat("2025-T2", statut="non_disponible"),))
    assert read_ligne(sans_valeur).statut is StatutSuivi.SANS_VALEUR


def test_a_derived_figure_names_the_parts_that_will_not_be_sent() -> None:
    codes = ("X-01", "X-02", "X-03")
    somme = make_indicateur("N-01", formule=" + ".join(codes))
    contrat = make_contrat(*map(make_indicateur, codes), somme, cibles=(make_cible(2025, 9, "N-01"),))
    contrat = replace(contrat, resultats=(make_resultat("2025-T2", 4, code="X-03"),))
    une = read_ligne(with_pas(contrat, make_pas(DECLAREE), valideurs=False), code="N-01")
    assert une.libelle == "Non calculable, 1/3 reçu, X-01 ne sera pas transmise"
    assert [(partie.code, partie.close) for partie in une.parties] == [("X-01", True), ("X-02", False), ("X-03", False)]
    deux = with_pas(contrat, make_pas(DECLAREE), make_pas(DECLAREE, code="X-02"), valideurs=False)
    assert read_ligne(deux, code="N-01").libelle == ("Non calculable, 1/3 reçu, X-01, X-02 ne seront pas transmises")
    attendue = read_ligne(with_pas(contrat, make_pas(DECLAREE)), code="N-01")
    assert attendue.libelle == "Non calculable, 1/3 reçu"


CALCULEE, HORS = {"formule": "X-02"}, {"axe": "V3", "fiche": ""}


@pytest.mark.parametrize(
    ("champs", "jour", "pas", "recue", "refus"),
    [
        ({}, LE_JOUR, [], False, ""),
        ({}, date(2025, 4, 1), [], False, ""),
        ({}, date(2025, 3, 31), [], False, "n’a pas commencé"),
        (CALCULEE, LE_JOUR, [], False, "se calcule sur d’autres indicateurs (X-02)"),
        ({"statut": StatutCible.NON_CONTRACTUALISE}, LE_JOUR, [], False, "n’est pas contractualisé"),
        (HORS, LE_JOUR, [], False, "hors de la période"),
        ({}, LE_JOUR, [], True, "est reçu pour T2 2025"),
        ({}, LE_JOUR, [(RETIREE, 1)], True, "est reçu pour T2 2025"),
        ({}, LE_JOUR, [(DECLAREE, 1)], False, "déjà déclaré"),
        ({}, LE_JOUR, [(DECLAREE, 1), (ACCEPTEE, 2)], False, "déjà déclaré"),
        ({}, LE_JOUR, [(DECLAREE, 1), (REFUSEE, 2)], False, ""),
        ({}, LE_JOUR, [(RETIREE, 1)], False, ""),
    ],
)
def test_only_a_missing_datum_that_is_owed_may_be_declared(
    champs: dict[str, Any],
    jour: date,
    pas: list[tuple[PositionNonTransmission, int]],
    recue: bool,
    refus: str,
) -> None:
    contrat = make_contrat(
        make_indicateur(**champs),
        make_indicateur("X-02"),
        resultats=(make_resultat("2025-T2", 1),) if recue else (),
        axes=(AXE, replace(VOLET, fin=date(2025, 3, 31))),
    )
    contrat = with_pas(contrat, *(make_pas(*p) for p in pas))
    if not refus:
        check_declarable(contrat, contrat.indicateurs[0], T2, jour)
        return
    with pytest.raises(SaisieRefusee) as erreur:
        check_declarable(contrat, contrat.indicateurs[0], T2, jour)
    assert refus in str(erreur.value)


@pytest.mark.parametrize(
    ("pas", "valideurs", "retirable", "repondable"),
    [
        ([], True, False, False),
        ([(DECLAREE, 1)], True, True, True),
        ([(DECLAREE, 1)], False, True, False),
        ([(DECLAREE, 1), (ACCEPTEE, 2)], True, True, True),
        ([(DECLAREE, 1), (REFUSEE, 2)], True, True, True),
        ([(RETIREE, 1)], True, False, False),
        ([(ACCEPTEE, 1)], True, False, False),
    ],
)
def test_a_standing_declaration_is_retracted_and_answered_if_somebody_is_there(
    pas: list[tuple[PositionNonTransmission, int]], valideurs: bool, retirable: bool, repondable: bool
) -> None:
    contrat = with_pas(make_lu(), *(make_pas(*p) for p in pas), valideurs=valideurs)
    for check, permis in ((check_retirable, retirable), (check_repondable, repondable)):
        try:
            assert check(contrat, contrat.indicateurs[0], T2) == get_cloture(contrat, "X-01", T2)
            obtenu = True
        except SaisieRefusee:
            obtenu = False
        assert obtenu is permis


CODES = ("X-01", "X-02", "X-03")
POSITIONS = st.sampled_from(list(PositionNonTransmission))
RECITS = st.lists(st.tuples(st.sampled_from(CODES), POSITIONS), max_size=12)


def read_seconde_fois(recit: list[NonTransmission], valideurs: bool) -> bool:
    """The rule again, told as a story: whether the datum is closed once every step has been said, in order."""
    demande, accord = False, not valideurs
    for pas in recit:
        if pas.position in (DECLAREE, RETIREE):
            demande, accord = pas.position is DECLAREE, not valideurs
        else:
            accord = pas.position is ACCEPTEE
    return demande and accord


@settings(max_examples=100, deadline=None)
@given(RECITS, st.booleans(), st.sets(st.sampled_from(CODES)))
def test_a_closed_datum_leaves_every_count_and_nothing_else_moves(
    recit: list[tuple[str, PositionNonTransmission]], valideurs: bool, recues: set[str]
) -> None:
    base = make_contrat(
        *map(make_indicateur, CODES),
        cibles=tuple(make_cible(2025, 100, code) for code in CODES),
        resultats=tuple(make_resultat("2025-T2", 50, code) for code in recues),
    )
    pas = [make_pas(position, lot, code=code) for lot, (code, position) in enumerate(recit, 1)]
    contrat = with_pas(base, *pas, valideurs=valideurs)
    closes = {
        code
        for code in CODES
        if code not in recues and read_seconde_fois([p for p in pas if p.indicateur == code], valideurs)
    }
    lignes, sans = build_suivi(contrat, T2, LE_JOUR), build_suivi(base, T2, LE_JOUR)
    assert {ligne.code for ligne in lignes if ligne.close} == closes
    assert {c.indicateur for c in list_clotures(contrat) if c.close} == closes
    bilan, avant = compute_bilan(lignes), compute_bilan(sans)
    assert (bilan.exiges, bilan.en_retard, bilan.closes) == (
        avant.exiges - len(closes),
        avant.en_retard - len(closes),
        len(closes),
    )
    assert (bilan.recus, bilan.cibles.juges) == (avant.recus, avant.cibles.juges)
    statuts = {ligne.code: ligne.statut for ligne in sans}
    assert all(ligne.statut is statuts[ligne.code] for ligne in lignes if ligne.code not in closes)
