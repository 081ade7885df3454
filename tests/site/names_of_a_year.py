"""Invented persons in every place of a delivery that a name can stand in, and when each may be seen.

The oracle is written from the rule's text and not from the code: a name may be hit while its entry is no
older than today a year ago, by the calendar in Norway; 29 February a year ago is 28 February. No date is old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from plugins.model.clock import OSLO
from tests.importers.deliveries import case_xml, entry_xml, meeting_xml, noark5

ARCHIVE = "aaaaaaaa"


@dataclass(frozen=True)
class Person:
    """Somebody who is named in one case, one entry and all of its fields, or in a meeting."""

    key: str
    dated: date | None
    in_meeting: bool = False

    @property
    def surname(self) -> str:
        """A word that stands nowhere else."""
        return f"Qv{self.key}sund"

    @property
    def name(self) -> str:
        return f"Kari {self.surname}"

    @property
    def case_address(self) -> str:
        return f"/sak/{ARCHIVE}/s-{self.key}/"

    @property
    def day_address(self) -> str:
        return f"/postliste/{self.dated:%Y/%m/%d}/" if self.dated else "/postliste/udatert/"

    @property
    def gone(self) -> datetime | None:
        """The first moment at which the name may not be seen; None when it never may."""
        day = self.dated
        while day is not None and not _is_old(self.dated, day):
            day += timedelta(days=1)
        return None if day is None else datetime.combine(day, time.min, OSLO)

    def may_be_seen(self, now: datetime) -> bool:
        """Whether the name may be hit and shown at ``now``."""
        return not _is_old(self.dated, now.astimezone(OSLO).date())


def _is_old(dated: date | None, today: date) -> bool:
    leap_day = (today.month, today.day) == (2, 29)
    a_year_ago = date(today.year - 1, 2, 28) if leap_day else today.replace(year=today.year - 1)
    return dated is None or dated < a_year_ago


DATES = {
    "aa": date(2026, 3, 1),
    "ab": date(2026, 3, 28),  # the day before summer time begins a year after
    "ac": date(2026, 10, 25),
    "ad": date(2026, 12, 31),
    "ae": date(2027, 1, 1),
    "af": date(2027, 2, 27),
    "ag": date(2027, 2, 28),  # lives through the leap day
    "ah": date(2027, 3, 1),
    "ai": date(2027, 3, 28),  # summer time begins that day
    "aj": date(2027, 10, 31),  # and ends that day
    "ak": date(2028, 2, 28),
    "al": date(2028, 2, 29),
    "am": date(2028, 3, 1),
    "an": date(2028, 3, 26),
    "ao": date(2028, 10, 29),
    "ap": None,
}
PEOPLE = tuple(Person(key, dated) for key, dated in DATES.items())
AT_MEETING = Person("mo", date(2028, 2, 29), in_meeting=True)
EVERYBODY = (*PEOPLE, AT_MEETING)


def delivery() -> str:
    """All of them in one Noark 5 delivery."""
    cases = [
        case_xml(
            f"Gjerdesak for {person.name}",
            entry_xml(
                system_id=f"j-{person.key}",
                title=f"Gjerdeklage fra {person.name}",
                sender=person.name,
                receiver="Kultur",
                document=f"Tegning fra {person.name}",
                file=f"https://arkiv.example.no/{person.surname}_Kari.pdf",
                number=str(number),
                day=person.dated.isoformat() if person.dated else "",
                unit="Kultur",
            ),
            system_id=f"s-{person.key}",
            number=number,
        )
        for number, person in enumerate(PEOPLE, start=1)
    ]
    item = (f"Gjerdeanke fra {AT_MEETING.name}", f"{AT_MEETING.name} får gjerdet sitt.")
    meeting = meeting_xml({"i1": item}, members=("Berit Bystyre",), when="2028-02-29T18:00:00")
    return noark5(*cases, meeting)
