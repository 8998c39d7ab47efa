"""The .ics file, read back by a reader written here from RFC 5545 alone, not by the library that wrote it."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from lib.domain.relances import Rappel
from lib.exports.agenda_ics import build_agenda

INSTANT = datetime(2025, 7, 8, 9, 30, 5, tzinfo=UTC)
RAPPELS = (
    Rappel(
        "94-2025-T2-cd-a1-2025-07-15@jalons",
        date(2025, 7, 15),
        "Conseil départemental – Axe 1 · Enfance et inégalités\u00a0: 7 données du T2 2025",
        "T2 2025, attendues le 15/07/2025 (délai proposé par Jalons)\u00a0: S.1.2-01, S.1.2-02\u202f; N-S-05\n"
        "virgule, \\ fin",
    ),
    Rappel("94-2025-T2-france-travail-relance@jalons", date(2024, 12, 31), "France Travail", "é" * 200),
)

Proprietes = dict[str, tuple[str, str]]
"""A component's properties: the parameters and the raw value of each, by name."""


def unfold(octets: bytes) -> list[str]:
    """Give the content lines: CRLF ends each, a line that begins by a space goes on with the one before (§3.1)."""
    assert octets.endswith(b"\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))
    return octets.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def unescape(valeur: str) -> str:
    r"""Read a TEXT value: « \n », « \, », « \; » and « \\ » (§3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", valeur), "virgule ou point-virgule nus"
    return re.sub(r"\\([nN,;\\])", lambda m: "\n" if m[1] in "nN" else m[1], valeur)


def read(octets: bytes) -> list[tuple[str, Proprietes]]:
    """Give the components in the order they close, each with its properties."""
    ouverts: list[tuple[str, Proprietes]] = []
    clos: list[tuple[str, Proprietes]] = []
    for ligne in unfold(octets):
        nom, parametres, valeur = re.fullmatch(r"([A-Z-]+)((?:;[^:]*)?):(.*)", ligne).groups()  # type: ignore[union-attr]
        if nom == "BEGIN":
            ouverts.append((valeur, {}))
        elif nom == "END":
            assert ouverts[-1][0] == valeur
            clos.append(ouverts.pop())
        else:
            assert nom not in ouverts[-1][1], f"{nom} écrit deux fois"
            ouverts[-1][1][nom] = (parametres, valeur)
    assert ouverts == []
    return clos


def test_the_file_is_a_calendar_of_whole_days_each_with_its_alarm() -> None:
    composants = read(build_agenda(RAPPELS, INSTANT))
    assert [nom for nom, _ in composants] == ["VALARM", "VEVENT", "VALARM", "VEVENT", "VCALENDAR"]
    agenda = composants[-1][1]
    assert agenda["VERSION"] == ("", "2.0")
    assert agenda["METHOD"] == ("", "PUBLISH")
    assert agenda["PRODID"][1].startswith("-//Jalons//")
    for (_, jour), rappel in zip(composants[1:-1:2], RAPPELS, strict=True):
        assert jour["UID"] == ("", rappel.uid)
        assert jour["DTSTAMP"] == ("", "20250708T093005Z")
        assert jour["DTSTART"] == (";VALUE=DATE", f"{rappel.jour:%Y%m%d}")
        assert jour["DTEND"] == (";VALUE=DATE", f"{rappel.jour + timedelta(days=1):%Y%m%d}")
        assert unescape(jour["SUMMARY"][1]) == rappel.objet
        assert unescape(jour["DESCRIPTION"][1]) == rappel.texte


def test_the_alarm_rings_at_nine_three_days_before() -> None:
    (alarme, *_), _ = [
        [c for nom, c in read(build_agenda(RAPPELS, INSTANT)) if nom == genre] for genre in ("VALARM", "VEVENT")
    ]
    jours, heures = re.fullmatch(r"-P(\d+)DT(\d+)H", alarme["TRIGGER"][1]).groups()  # type: ignore[union-attr]
    minuit = datetime(2025, 7, 15)
    assert minuit - timedelta(days=int(jours), hours=int(heures)) == datetime(2025, 7, 12, 9)
    assert alarme["ACTION"] == ("", "DISPLAY")


def test_the_instant_is_written_in_utc_wherever_it_was_made() -> None:
    paris = datetime(2025, 7, 8, 11, 30, 5, tzinfo=timezone(timedelta(hours=2)))
    assert build_agenda(RAPPELS, paris) == build_agenda(RAPPELS, INSTANT)


def test_a_long_text_is_folded_without_cutting_a_letter_in_two() -> None:
    octets = build_agenda(RAPPELS[1:], INSTANT)
    for ligne in octets.split(b"\r\n"):
        assert ligne.decode("utf-8").isprintable()
    assert "é" * 200 in "".join(unfold(octets))
