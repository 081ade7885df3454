"""The clock and the one rule of what may be seen and hit."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.clock import (
    OSLO,
    clock_from,
    clock_from_environment,
    in_oslo,
    one_year_before,
    system_clock,
)
from plugins.model.visibility import names_may_be_hit, next_change, visible

NOON = datetime(2026, 11, 23, 12, tzinfo=OSLO)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Item:
    status: str = "publisert"
    publish_from: datetime | None = None
    expires: datetime | None = None


def test_the_clock_is_norwegian():
    assert system_clock().tzinfo is OSLO


def test_a_fixed_clock_stands_still(monkeypatch):
    monkeypatch.setenv("NAA", "2015-11-23T08:30")
    clock = clock_from_environment()
    assert clock() == clock() == datetime(2015, 11, 23, 8, 30, tzinfo=OSLO)


@pytest.mark.parametrize("setting", [None, ""])
def test_no_setting_is_the_machines_clock(setting):
    assert clock_from(setting) is system_clock


@pytest.mark.parametrize("setting", ["i går", "2026-13-01", "24.12.2026"])
def test_a_setting_that_is_no_time_is_refused(setting):
    with pytest.raises(ValueError, match=r".+"):
        clock_from(setting)


def test_other_zones_become_norwegian():
    assert in_oslo(datetime(2026, 7, 1, 10, tzinfo=UTC)).isoformat() == "2026-07-01T12:00:00+02:00"


def test_a_moment_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="beyond the calendar"):
        in_oslo(datetime.max.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 23), date(2025, 11, 23)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2025, 3, 1), date(2024, 3, 1)),
    ],
)
def test_a_year_before(day, before):
    assert one_year_before(day) == before


@pytest.mark.parametrize(
    ("item", "seen"),
    [
        (Item(), True),
        (Item(status="utkast"), False),
        (Item(status="intern"), False),
        (Item(publish_from=NOON), True),
        (Item(publish_from=NOON + HOUR), False),
        (Item(expires=NOON), False),
        (Item(expires=NOON + HOUR), True),
        (Item(publish_from=NOON - HOUR, expires=NOON + HOUR), True),
        (Item(status="utkast", publish_from=NOON - HOUR), False),
    ],
)
def test_what_is_visible_at_noon(item, seen):
    assert visible(item, NOON) is seen


moments = st.none() | st.integers(-48, 48).map(lambda hours: NOON + hours * HOUR)
items = st.builds(Item, st.sampled_from(["publisert", "utkast", "intern"]), moments, moments)


@given(items, st.integers(1, 100))
def test_nothing_changes_before_the_next_change(item, hours):
    change = next_change(item, NOON)
    later = NOON + hours * HOUR
    if change is None or later < change:
        assert visible(item, later) == visible(item, NOON)
    assert change is None or change > NOON


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_a_name_that_has_expired_stays_expired(entry, today):
    if not names_may_be_hit(entry, today):
        assert not names_may_be_hit(entry, today + timedelta(days=1))


@pytest.mark.parametrize(
    ("entry", "today", "hit"),
    [
        (date(2025, 11, 23), date(2026, 11, 23), True),
        (date(2025, 11, 22), date(2026, 11, 23), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2023, 2, 28), date(2024, 2, 29), True),
        (None, date(2026, 11, 23), False),
    ],
)
def test_names_expire_by_the_calendar(entry, today, hit):
    assert names_may_be_hit(entry, today) is hit
