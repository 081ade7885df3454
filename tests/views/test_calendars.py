"""Calendars: read by a library that did not write them, and held to the rules of RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.archive import Moetemappe
from plugins.model.clock import OSLO
from plugins.store import Store
from plugins.store.intake import Intake
from plugins.views.calendars import FIRST_TOLD, KEPT, appointment, appointments
from plugins.views.ical import Appointment, calendar_text
from tests.views.archive_makers import NOW, meeting, reader_of
from tests.views.conftest import ReaderMaker

SITE = "https://ski.kommune.no"
MADE = Appointment(
    uid="m1.b87ca23f@ski.kommune.no",
    starts=datetime(2026, 12, 9, 18, 0, tzinfo=OSLO),
    lasts=timedelta(hours=3),
    all_day=False,
    title="Kommunestyret",
    where="Rådhuset",
    text="Saksliste",
    url=f"{SITE}/politikk/mote/b87ca23f/m1/",
    cancelled=False,
    sequence=0,
    changed=NOW,
)


def read(text: str) -> list[Any]:
    """The events as an independent reader sees them."""
    return list(vobject.readOne(text).contents.get("vevent", []))


def event(made: Appointment) -> Any:
    (found,) = read(calendar_text("Møter", [made]))
    return found


def test_another_library_reads_what_was_written() -> None:
    found = event(MADE)
    assert found.uid.value == MADE.uid
    assert found.summary.value == "Kommunestyret"
    assert found.dtstart.value == MADE.starts
    assert found.dtend.value == MADE.starts + timedelta(hours=3)
    assert found.dtstamp.value == NOW
    assert found.location.value == "Rådhuset"
    assert found.url.value == MADE.url
    assert (found.status.value, found.sequence.value) == ("CONFIRMED", "0")


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 3, 28, 18, tzinfo=OSLO), "20260328T170000Z"),
        (datetime(2026, 3, 29, 18, tzinfo=OSLO), "20260329T160000Z"),
        (datetime(2026, 10, 24, 18, tzinfo=OSLO), "20261024T160000Z"),
        (datetime(2026, 10, 25, 18, tzinfo=OSLO), "20261025T170000Z"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=0), "20261025T003000Z"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=1), "20261025T013000Z"),
    ],
)
def test_summer_and_winter_time_are_the_right_moment(local: datetime, utc: str) -> None:
    text = calendar_text("Møter", [_with(starts=local)])
    assert f"DTSTART:{utc}\r\n" in text


def test_the_zone_that_is_described_is_the_one_that_is_kept() -> None:
    zone = vobject.readOne(calendar_text("Møter", [])).vtimezone.tzinfo
    for moment in (datetime(2026, 1, 1, 12), datetime(2026, 7, 1, 12), datetime(2026, 3, 29, 4)):  # noqa: DTZ001
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=OSLO).utcoffset()


def test_a_day_without_a_time_is_a_whole_day() -> None:
    found = event(_with(starts=datetime(2026, 12, 9, tzinfo=OSLO), all_day=True))
    assert (found.dtstart.value, found.dtend.value) == (date(2026, 12, 9), date(2026, 12, 10))


def test_a_cancelled_meeting_says_so_in_status_and_title() -> None:
    found = event(_with(cancelled=True))
    assert (found.status.value, found.summary.value) == ("CANCELLED", "Avlyst: Kommunestyret")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200)


@given(TEXTS, TEXTS, TEXTS.map(lambda text: f"{text}\n{text}"))
def test_any_text_is_escaped_and_folded(title: str, where: str, text: str) -> None:
    written = calendar_text(title, [_with(title=title, where=where, text=text)])
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert not re.search(r"(?<!\r)\n", written)
    (found,) = read(written)
    assert found.summary.value == title
    assert found.description.value == text
    assert not where or found.location.value == where


def test_every_calendar_holds_what_the_standard_requires() -> None:
    for made in ([], [MADE]):
        lines = calendar_text("Møter", made).split("\r\n")
        assert [lines[0], *lines[-2:]] == ["BEGIN:VCALENDAR", "END:VCALENDAR", ""]
        assert {"VERSION:2.0", "PRODID:-//Ski kommune//Nettsted//NB"} <= set(lines)
        assert sum(line.startswith("BEGIN:V") for line in lines) == 2 + len(made)
        assert not any(line.startswith("METHOD") for line in lines)


@pytest.fixture
def delivered(tmp_path: Path) -> Callable[[Moetemappe, datetime], Appointment]:
    """Deliver a meeting at a time, and give what the calendar then has of it."""
    serial = iter(range(100))

    def run(made: Moetemappe, at: datetime) -> Appointment:
        with Store.open(tmp_path / "lager.db") as store:
            with Intake(store, file="f", sha256=str(next(serial)), rules=1, now=at) as intake:
                intake.add_meeting(made)
                intake.commit()
            stored = store.meeting(made.arkiv, made.system_id)
            assert stored is not None
            return appointment(stored, reader_of(store), SITE)

    return run


def test_a_moved_or_cancelled_meeting_keeps_its_uid_and_counts_up(
    delivered: Callable[[Moetemappe, datetime], Appointment],
) -> None:
    later = NOW + timedelta(days=1)
    first = delivered(meeting(), NOW)
    same = delivered(meeting(), later)
    titled = delivered(meeting(tittel="Ekstraordinært møte"), later)
    moved = delivered(meeting(moetested="Teams"), later)
    cancelled = delivered(meeting(moetested="Teams", avlyst=True), later + timedelta(days=1))
    made = [first, same, titled, moved, cancelled]
    assert {a.uid for a in made} == {"m1.b87ca23f@ski.kommune.no"}
    assert [a.sequence for a in made] == [0, 0, 0, 1, 2]
    assert [a.changed for a in made] == [FIRST_TOLD] * 3 + [later, later + timedelta(days=1)]
    assert cancelled.cancelled


def test_a_meeting_leaves_the_calendar_a_year_after(reading: ReaderMaker) -> None:
    day = NOW.date() - KEPT
    made = [
        meeting("a", moetedato=datetime(day.year, day.month, day.day, 18, tzinfo=OSLO)),
        meeting("b", moetedato=datetime(day.year, day.month, day.day, 18, tzinfo=OSLO) - timedelta(days=1)),
        meeting("c", moetedato=None),
        meeting("d", moetedato=datetime(2027, 5, 1, 18, tzinfo=UTC)),
    ]
    reader = reading(*made)
    kept = appointments(reader.store.meetings(), reader, SITE, NOW.date())
    assert [a.uid.split(".")[0] for a in kept] == ["a", "d"]


def test_the_title_of_an_unknown_body_names_no_private_person(reading: ReaderMaker) -> None:
    made = meeting(utvalg="—", tittel="Klage fra Kari Nordlie")
    reader = reading(made)
    assert appointment(made, reader, SITE).title == "Klage fra [navn]"


def _with(**changes: Any) -> Appointment:
    return replace(MADE, **changes)
