"""Numbers as French people write them: exact, or asked, or refused; never guessed."""

from decimal import Decimal

import pytest

from lib.domain.tableau import Cellule, GenreCellule
from lib.imports.attentes import Attente
from lib.imports.mentions import Mention
from lib.imports.nombres import read_nombre

JEUNES = Attente(unite="jeunes", entier=True, exemple="348", unites_connues=frozenset({"jeune", "famille"}))
EUROS = Attente(unite="€", argent=True)
PART = Attente(unite="% des ménages", pourcentage=True)
ARSA = Attente(unite="personnes (ARSA)", entier=True)
MOIS = Attente(unite="mois")


def read(texte: str, attente: Attente = JEUNES, genre: GenreCellule = GenreCellule.TEXTE):  # type: ignore[no-untyped-def]
    return read_nombre(Cellule(2, 5, texte, genre), attente)


@pytest.mark.parametrize(
    ("texte", "attente", "valeur"),
    [
        ("1015", JEUNES, "1015"),
        ("1 015", JEUNES, "1015"),
        ("1\u00a0015", JEUNES, "1015"),
        ("1\u202f015", JEUNES, "1015"),
        ("1\u2009015", JEUNES, "1015"),
        ("1'015", JEUNES, "1015"),
        ("1’015", JEUNES, "1015"),
        ("\ufeff1015\u200b", JEUNES, "1015"),
        ("12,5", MOIS, "12.5"),
        ("12.5", MOIS, "12.5"),
        ("1 015,50", MOIS, "1015.50"),
        ("1.234.567", JEUNES, "1234567"),
        ("1.234.567,8", MOIS, "1234567.8"),
        ("1,234,567", JEUNES, "1234567"),
        ("1,234", MOIS, "1.234"),
        ("0.125", MOIS, "0.125"),
        ("31 795,00 €", EUROS, "31795"),
        ("31\u202f795,00\u00a0€", EUROS, "31795"),
        ("31795 euros", EUROS, "31795"),
        ("12,5 %", PART, "12.5"),
        ("12,5%", PART, "12.5"),
        ("12,5 % des ménages", PART, "12.5"),
        ("348 jeunes", JEUNES, "348"),
        ("1 jeune", JEUNES, "1"),
        ("12 ARSA", ARSA, "12"),
        ("12 personnes", ARSA, "12"),
        ("-3,2", MOIS, "-3.2"),
        ("−3,2", MOIS, "-3.2"),
        ("– 3,2", MOIS, "-3.2"),
        ("+4", JEUNES, "4"),
        ("'45", JEUNES, "45"),
        ("0", JEUNES, "0"),
        ("-0", JEUNES, "0"),
    ],
)
def test_a_french_number_is_read_exactly(texte: str, attente: Attente, valeur: str) -> None:
    lu = read(texte, attente)
    assert (lu.valeur, lu.code) == (Decimal(valeur), "")


@pytest.mark.parametrize(
    ("texte", "attente", "code", "proposee"),
    [
        ("1.234", JEUNES, "C01", "1234"),
        ("1.234", EUROS, "C01", "1234"),
        ("1.234", PART, "C01", "1.234"),
        ("1,234", JEUNES, "C01", "1234"),
        ("-1.234", EUROS, "C01", "-1234"),
        ("1.234 €", EUROS, "C01", "1234"),
        ("1.234,5", EUROS, "C01", "1234.5"),
        ("1,234.5", EUROS, "C01", "1234.5"),
        ("1?015", JEUNES, "C02", "1015"),
        ("1\ufffd015,5", EUROS, "C02", "1015.5"),
        ("1E5", JEUNES, "C11", "100000"),
        ("1,2E+05", JEUNES, "C11", "120000"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(texte: str, attente: Attente, code: str, proposee: str) -> None:
    lu = read(texte, attente)
    assert (lu.code, lu.valeur) == (code, Decimal(proposee))
    assert lu.propositions


@pytest.mark.parametrize(
    ("texte", "attente", "code"),
    [
        ("environ 12", JEUNES, "V01"),
        ("12..5", JEUNES, "V01"),
        ("1 01 5", JEUNES, "V01"),
        ("1 015 / 1 200", JEUNES, "V01"),
        ("12,5 % (prov.)", PART, "V01"),
        ("VRAI", JEUNES, "V01"),
        ("1E99", JEUNES, "V01"),
        ("06 12 34 56 78", JEUNES, "V01"),
        ("9" * 30, JEUNES, "V01"),
        ("(12)", JEUNES, "V01"),
        ("٣٤٨", JEUNES, "V01"),
        ("31/12/2024", JEUNES, "V02"),
        ("1/3", JEUNES, "V02"),
        ("2025-03-01 00:00:00", JEUNES, "V02"),
        ("01-févr", JEUNES, "V02"),
        ("mars-25", JEUNES, "V02"),
        ("#REF!", JEUNES, "V03"),
        ("#DIV/0!", JEUNES, "V03"),
        ("#N/A", JEUNES, "V03"),
        ("=A1*2", JEUNES, "V04"),
        ("20 k€", JEUNES, "V05"),
        ("12 familles", JEUNES, "V05"),
        ("12,5 %", JEUNES, "V05"),
        ("#####", JEUNES, "V11"),
    ],
)
def test_what_is_no_number_is_refused(texte: str, attente: Attente, code: str) -> None:
    lu = read(texte, attente)
    assert (lu.valeur, lu.code) == (None, code)


@pytest.mark.parametrize(
    ("texte", "genre", "attente", "valeur", "code"),
    [
        ("0.125", GenreCellule.POURCENTAGE, PART, "12.5", "I06"),
        ("0.125", GenreCellule.POURCENTAGE, JEUNES, None, "V05"),
        ("1.234", GenreCellule.NOMBRE, JEUNES, "1.234", ""),
        ("348.0", GenreCellule.NOMBRE, JEUNES, "348", ""),
        ("347.99999999999994", GenreCellule.NOMBRE, JEUNES, "348", ""),
        ("0.28999999999999998", GenreCellule.POURCENTAGE, PART, "29", "I06"),
        ("2025-01-03 00:00:00", GenreCellule.DATE, JEUNES, None, "V02"),
        ("=B3*2", GenreCellule.FORMULE, JEUNES, None, "V04"),
        ("#REF!", GenreCellule.ERREUR, JEUNES, None, "V03"),
        ("True", GenreCellule.BOOLEEN, JEUNES, None, "V01"),
    ],
)
def test_the_kind_of_an_xlsx_cell_decides(
    texte: str, genre: GenreCellule, attente: Attente, valeur: str | None, code: str
) -> None:
    lu = read(texte, attente, genre)
    assert (lu.valeur, lu.code) == (None if valeur is None else Decimal(valeur), code)


@pytest.mark.parametrize(("texte", "euros"), [("20 k€", 20_000), ("1,5 M€", 1_500_000), ("20,5 K€", 20_500)])
def test_thousands_of_euros_are_converted_and_said(texte: str, euros: int) -> None:
    lu = read(texte, EUROS)
    assert (lu.valeur, lu.code) == (Decimal(euros), "I05")


@pytest.mark.parametrize(
    ("texte", "mention"),
    [
        ("A définir", Mention.A_DEFINIR),
        ("À DÉFINIR", Mention.A_DEFINIR),
        ("En cours", Mention.A_DEFINIR),
        ("ND", Mention.NON_DISPONIBLE),
        ("n.c.", Mention.NON_DISPONIBLE),
        ("N. C.", Mention.NON_DISPONIBLE),
        ("-", Mention.NON_DISPONIBLE),
        ("—", Mention.NON_DISPONIBLE),
        ("Sans objet", Mention.SANS_OBJET),
        ("idem", Mention.IDEM),
        ("Néant", Mention.NEANT),
        ("EFFACER", Mention.EFFACER),
    ],
)
def test_a_mention_is_not_a_number(texte: str, mention: Mention) -> None:
    lu = read(texte)
    assert (lu.valeur, lu.mention, lu.code) == (None, mention, "")


@pytest.mark.parametrize("texte", ["", "  ", "\u00a0", "\t"])
def test_an_empty_cell_says_nothing(texte: str) -> None:
    lu = read(texte)
    assert (lu.valeur, lu.mention, lu.code) == (None, None, "")
