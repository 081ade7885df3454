"""iCalendar (RFC 5545): how each calendar of the site is written, so that Outlook, Google and Apple read it.

Times are in UTC, which all three turn into the reader's own clock without having to understand a time zone
of ours; the zone stands there for those that ask in which one the calendar is kept, and since the standard
wants something in every calendar, also in an empty one. There is no METHOD: this is a calendar that one
subscribes to, not an invitation, and RFC 5546 demands an organizer of those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vRecur

REFRESHED_EVERY = timedelta(hours=4)
_ZONE = "Europe/Oslo"
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One thing in a calendar.

    ``uid`` is its name for ever; ``sequence`` rises when it is moved or cancelled.

    ``changed`` is when it last did: from the data, so that the same data makes the same calendar.
    """

    uid: str
    starts: datetime
    lasts: timedelta
    all_day: bool
    title: str
    where: str
    text: str
    url: str
    cancelled: bool
    sequence: int
    changed: datetime


def calendar_text(name: str, appointments: Iterable[Appointment]) -> str:
    """A calendar as a document, with lines folded and texts escaped as the standard has it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ski kommune//Nettsted//NB")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add("refresh-interval", vDuration(REFRESHED_EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    calendar.add_component(_oslo())
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", appointment.changed.astimezone(UTC))
    event.add("sequence", appointment.sequence)
    if appointment.all_day:
        event.add("dtstart", appointment.starts.date())
        event.add("dtend", appointment.starts.date() + timedelta(days=1))
    else:
        starts = appointment.starts.astimezone(UTC)
        event.add("dtstart", starts)
        event.add("dtend", starts + appointment.lasts)
    # Google shows no status, so that the title must say it too.
    event.add("summary", f"Avlyst: {appointment.title}" if appointment.cancelled else appointment.title)
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    if appointment.where:
        event.add("location", appointment.where)
    event.add("description", appointment.text)
    event.add("url", appointment.url)
    event.add("transp", "TRANSPARENT")  # whoever follows a body is not busy for that
    return event


def _oslo() -> Timezone:
    """Norwegian time by the rule that has been in force since 1996 (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", _ZONE)
    for kind, name, before, after, start in (
        (TimezoneDaylight(), "CEST", _WINTER, _SUMMER, datetime(1996, 3, 31, 2)),  # noqa: DTZ001 - by the clock
        (TimezoneStandard(), "CET", _SUMMER, _WINTER, datetime(1996, 10, 27, 3)),  # noqa: DTZ001 - on the wall
    ):
        kind.add("dtstart", start)
        kind.add("tzname", name)
        kind.add("tzoffsetfrom", before)
        kind.add("tzoffsetto", after)
        kind.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": start.month, "BYDAY": "-1SU"}))
        zone.add_component(kind)
    return zone
