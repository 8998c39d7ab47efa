"""Readings: per key, the last row a Lecture sees."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from lib.domain.contrat import Contrat, Enonce
from lib.domain.erreurs import Introuvable
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Cible, Seuil
from lib.domain.lecture import MAINTENANT, Lecture, list_etats
from lib.domain.nomenclatures import GenreLot, StatutResultat, ThemeEnonce
from lib.store.engine import read, write
from lib.store.faits import list_disputees, list_faits, list_lignes, read_contrat
from lib.store.lots import get_piece, list_annulations, list_lots, lock_contrat
from lib.store.verification import verify_journaux
from tests.store.fabrique import CODE, INSTANT, make_cible, make_contrat, make_resultat, publish


def read_valeurs(moteur: Engine, lecture: Lecture = MAINTENANT) -> list[Decimal | None]:
    with read(moteur) as session:
        return [resultat.valeur for resultat in list_faits(session, Resultat, CODE, lecture)]


def read_cibles(moteur: Engine, lecture: Lecture) -> list[tuple[int, Decimal | None]]:
    with read(moteur) as session:
        return [(cible.avenant, cible.valeur) for cible in list_faits(session, Cible, CODE, lecture)]


def test_the_last_lot_is_read_and_the_former_value_is_kept(moteur: Engine) -> None:
    premier = publish(moteur, [make_resultat("28")])
    publish(moteur, [make_resultat("31")])
    assert read_valeurs(moteur) == [Decimal(31)]
    assert read_valeurs(moteur, Lecture(jusqu_a=premier)) == [Decimal(28)]
    with read(moteur) as session:
        assert [ligne.valeur for ligne in list_lignes(session, Resultat, CODE)] == [Decimal(28), Decimal(31)]


def test_an_undone_lot_is_ignored_from_its_undo_on(moteur: Engine) -> None:
    publish(moteur, [make_resultat("28")])
    second = publish(moteur, [make_resultat("31"), make_resultat("7", "X-02")])
    publish(moteur, genre=GenreLot.ANNULATION, annule_lot=second)
    assert read_valeurs(moteur) == [Decimal(28)]
    assert read_valeurs(moteur, Lecture(jusqu_a=second)) == [Decimal(31), Decimal(7)]


def test_an_erased_value_disappears_from_the_reading_only(moteur: Engine) -> None:
    publish(moteur, [make_resultat("28")])
    efface = Resultat(indicateur="X-01", annee=2024, trimestre=4, efface=True)
    lot = publish(moteur, [efface])
    assert read_valeurs(moteur) == []
    assert read_valeurs(moteur, Lecture(jusqu_a=lot - 1)) == [Decimal(28)]


def test_a_target_is_read_at_an_avenant_even_when_the_initial_one_is_corrected_later(moteur: Engine) -> None:
    publish(moteur, [make_cible("50")])
    publish(moteur, [make_cible("60", avenant=1)])
    publish(moteur, [make_cible("51")])
    assert read_cibles(moteur, MAINTENANT) == [(1, Decimal(60))]
    assert read_cibles(moteur, Lecture(avenant=0)) == [(0, Decimal(51))]


def test_a_decimal_comes_back_exact(moteur: Engine) -> None:
    exacte = Decimal("12345678901234.123456")
    publish(moteur, [Seuil(code="s", libelle="l", valeur=exacte, unite="%", explication="e")])
    with read(moteur) as session:
        assert [seuil.valeur for seuil in list_faits(session, Seuil, CODE)] == [exacte]


def test_an_instant_and_a_file_come_back_identical(moteur: Engine) -> None:
    lot = publish(moteur, [make_contrat()], piece=b"\x00\xff;octets", motif="été")
    with read(moteur) as session:
        assert list_lots(session, CODE)[0].publie_le == INSTANT
        assert get_piece(session, CODE, lot) == ("f.csv", b"\x00\xff;octets")


def test_the_same_key_twice_in_a_lot_is_refused(moteur: Engine) -> None:
    with pytest.raises(IntegrityError):
        publish(moteur, [make_resultat("28"), make_resultat("31")])
    with read(moteur) as session:
        assert list_lots(session, CODE) == []


def test_closed_lists_come_back_as_members(moteur: Engine) -> None:
    publish(moteur, [make_resultat()])
    with read(moteur) as session:
        assert list_faits(session, Resultat, CODE)[0].statut is StatutResultat.MESUREE


def test_a_contract_that_is_not_there_is_said(moteur: Engine) -> None:
    with read(moteur) as session, pytest.raises(Introuvable, match="n’est pas dans le magasin"):
        read_contrat(session, CODE)


def test_two_contracts_have_their_own_lots_and_readings(moteur: Engine) -> None:
    assert publish(moteur, [make_contrat(), make_resultat("1")]) == 1
    assert publish(moteur, [make_contrat("01-autre"), make_resultat("2")], code="01-autre") == 1
    with read(moteur) as session:
        assert read_contrat(session, CODE).resultats[0].valeur == Decimal(1)
        assert read_contrat(session, "01-autre").resultats[0].valeur == Decimal(2)


def test_a_reading_by_kind_of_lot_sees_only_those_lots(moteur: Engine) -> None:
    publish(moteur, [make_contrat(), make_cible("50")], genre=GenreLot.CONTRAT)
    publish(moteur, [make_cible("60", avenant=1)])
    with read(moteur) as session:
        assert [c.valeur for c in list_faits(session, Cible, CODE, genres={GenreLot.CONTRAT})] == [Decimal(50)]
        assert len(list_faits(session, Contrat, CODE)) == 1


def test_a_failed_change_leaves_nothing(moteur: Engine) -> None:
    def fail() -> None:
        with write(moteur) as session:
            lock_contrat(session, CODE)
            raise RuntimeError("coupure")

    with pytest.raises(RuntimeError):
        fail()
    assert publish(moteur, [make_contrat()]) == 1


def test_a_statement_comes_back_as_it_was_written_and_is_journaled(moteur: Engine) -> None:
    enonce = Enonce(
        code="E1", ordre=1, theme=ThemeEnonce.METIERS, objet="K2204", texte="Nettoyage De Locaux", source="l.1921"
    )
    lot = publish(moteur, [make_contrat(), enonce], genre=GenreLot.CONTRAT)
    with read(moteur) as session:
        (lu,) = read_contrat(session, CODE).enonces
        assert list(verify_journaux(session.connection())) == []
    assert lu == replace(enonce, lot=lot)


def publish_histoire(moteur: Engine) -> None:
    """Values written once, corrected, erased, undone, and an undo undone."""
    publish(moteur, [make_resultat("1"), make_resultat("2", "X-02"), make_resultat("3", "X-03")])
    corrige = publish(moteur, [make_resultat("11"), make_resultat("4", "X-04")])
    publish(moteur, [Resultat(indicateur="X-02", annee=2024, trimestre=4, efface=True)])
    annulation = publish(moteur, genre=GenreLot.ANNULATION, annule_lot=corrige)
    publish(moteur, [make_resultat("12"), make_resultat("5", "X-05")])
    publish(moteur, genre=GenreLot.ANNULATION, annule_lot=annulation)


def test_the_states_worked_out_of_every_row_are_those_that_the_store_reads(moteur: Engine) -> None:
    publish_histoire(moteur)
    with read(moteur) as session:
        dernier = max(lot.numero for lot in list_lots(session, CODE))
        etats = list_etats(list_lignes(session, Resultat, CODE), list_annulations(session, CODE))
        lus = [list_faits(session, Resultat, CODE, Lecture(jusqu_a=n)) for n in range(1, dernier + 1)]
    assert len(etats) == dernier
    assert [set(etat.values()) for _, etat in etats] == [set(faits) for faits in lus]


def test_the_rows_that_not_every_reading_gives_are_listed_and_no_other(moteur: Engine) -> None:
    publish_histoire(moteur)
    with read(moteur) as session:
        disputees = {(fait.indicateur, fait.lot) for fait in list_disputees(session, Resultat, CODE)}
    assert disputees == {("X-01", 1), ("X-01", 2), ("X-01", 5), ("X-02", 1), ("X-02", 3), ("X-04", 2)}


def test_a_contract_is_read_with_what_its_other_readings_give(moteur: Engine) -> None:
    publish(moteur, [make_contrat()])
    publish_histoire(moteur)
    with read(moteur) as session:
        versions = read_contrat(session, CODE).autres_lectures
    assert {resultat.valeur for resultat in versions.resultats if resultat.indicateur == "X-01"} == {1, 11, 12}
    assert versions.annulations == ((5, 3), (7, 5))
