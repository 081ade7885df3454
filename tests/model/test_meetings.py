"""The rules of meetings: status by the clock, and a summons that is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plugins.model.archive import Moetedokument, Motestatus
from plugins.model.clock import OSLO
from plugins.model.meetings import SUMMONS_DAYS, lacks_summons, meeting_status
from tests.views.archive_makers import NOW, item, meeting

START = datetime(2026, 11, 23, 18, 0, tzinfo=OSLO)
SUMMONS = Moetedokument(system_id="d2", type="", tittel="Sakskart til møtet")


@pytest.mark.parametrize(
    ("after_start", "status"),
    [
        (timedelta(minutes=-1), Motestatus.KOMMENDE),
        (timedelta(0), Motestatus.PAAGAAR),
        (timedelta(hours=4, minutes=59), Motestatus.PAAGAAR),
        (timedelta(hours=5), Motestatus.AVHOLDT),
        (timedelta(days=400), Motestatus.AVHOLDT),
    ],
)
def test_status_follows_the_clock(after_start: timedelta, status: Motestatus) -> None:
    assert meeting_status(meeting(moetedato=START), START + after_start) is status


def test_a_cancelled_meeting_is_cancelled_before_and_after() -> None:
    made = meeting(moetedato=START, avlyst=True)
    assert {meeting_status(made, START + timedelta(days=d)) for d in (-9, 0, 9)} == {Motestatus.AVLYST}


def test_a_meeting_without_a_time_of_day_goes_on_all_day() -> None:
    made = meeting(moetedato=datetime(2026, 11, 23, tzinfo=OSLO))
    assert meeting_status(made, datetime(2026, 11, 23, 23, 59, tzinfo=OSLO)) is Motestatus.PAAGAAR
    assert meeting_status(made, datetime(2026, 11, 24, 0, 0, tzinfo=OSLO)) is Motestatus.AVHOLDT


def test_a_meeting_in_another_zone_is_on_the_norwegian_clock() -> None:
    made = meeting(moetedato=datetime(2026, 11, 23, 17, 0, tzinfo=UTC))
    assert meeting_status(made, START - timedelta(minutes=1)) is Motestatus.KOMMENDE
    assert meeting_status(made, START) is Motestatus.PAAGAAR


def test_a_meeting_without_date_is_held_when_it_has_minutes() -> None:
    minutes = Moetedokument(system_id="d1", type="Protokoll", tittel="Protokoll")
    assert meeting_status(meeting(moetedato=None), NOW) is Motestatus.KOMMENDE
    assert meeting_status(meeting(moetedato=None, dokumenter=(minutes,)), NOW) is Motestatus.AVHOLDT


def test_a_meeting_with_minutes_is_over_before_the_clock_says_so() -> None:
    minutes = Moetedokument(system_id="d1", type="Protokoll", tittel="Protokoll")
    made = meeting(moetedato=START, dokumenter=(minutes,))
    assert meeting_status(made, START + timedelta(hours=2)) is Motestatus.AVHOLDT
    assert meeting_status(made, START - timedelta(hours=2)) is Motestatus.KOMMENDE


@pytest.mark.parametrize(
    ("changes", "before", "late"),
    [
        ({}, timedelta(days=SUMMONS_DAYS), True),
        ({}, timedelta(days=SUMMONS_DAYS + 1), False),
        ({}, timedelta(hours=1), True),
        ({}, timedelta(hours=-1), False),
        ({"avlyst": True}, timedelta(days=2), False),
        ({"dokumenter": (SUMMONS,)}, timedelta(days=2), False),
        ({"saker": (item(),)}, timedelta(days=2), False),
        ({"moetedato": None}, timedelta(days=2), False),
    ],
)
def test_a_meeting_soon_without_summons_is_late(
    changes: dict[str, object], before: timedelta, late: bool
) -> None:
    made = meeting(**{"moetedato": START, **changes})
    assert lacks_summons(made, START - before) is late


def test_how_many_days_is_a_choice() -> None:
    assert lacks_summons(meeting(moetedato=START), START - timedelta(days=10), days=14)
    assert not lacks_summons(meeting(moetedato=START), START - timedelta(days=2), days=1)
