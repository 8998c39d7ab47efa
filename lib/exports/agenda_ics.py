"""Days to put in a diary, as an .ics file (RFC 5545): whole days, each with an alarm, that any diary imports."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from lib.domain.phrases import format_texte
from lib.domain.relances import Rappel

PRODUCTEUR = "-//Jalons//Mon trimestre//FR"

AVANCE = timedelta(days=2, hours=15)
"""How long before midnight of the day the alarm rings: at nine, three days before (convention Jalons)."""


def build_agenda(rappels: Iterable[Rappel], instant: datetime) -> bytes:
    """Write reminders as an .ics file; instant (aware) is when it is made. A whole day has no hour and no time zone."""
    agenda = Calendar()
    agenda.add("prodid", PRODUCTEUR)
    agenda.add("version", "2.0")
    agenda.add("method", "PUBLISH")
    agenda.add("x-wr-timezone", "Europe/Paris")
    for rappel in rappels:
        agenda.add_component(_build_jour(rappel, instant))
    return bytes(agenda.to_ical())


def _build_jour(rappel: Rappel, instant: datetime) -> Event:
    jour = Event()
    jour.add("uid", rappel.uid)
    jour.add("dtstamp", instant)
    jour.add("dtstart", rappel.jour)
    jour.add("dtend", rappel.jour + timedelta(days=1))
    jour.add("summary", format_texte(rappel.objet))
    jour.add("description", format_texte(rappel.texte))
    jour.add("transp", "TRANSPARENT")
    alarme = Alarm()
    alarme.add("action", "DISPLAY")
    alarme.add("trigger", -AVANCE)
    alarme.add("description", format_texte(rappel.objet))
    jour.add_component(alarme)
    return jour
