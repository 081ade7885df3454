"""The clock and the one rule of what may be seen and hit."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.clock import OSLO, Now, clock_from, clock_from_environment, in_oslo, system_clock
from plugins.model.visibility import names_expire, names_may_be_hit, visible

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


COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge)
Comparison = Callable[[object, object], bool]

moments = st.timedeltas(timedelta(days=-20_000), timedelta(days=200_000)).map(
    lambda distance: NOON.astimezone(UTC) + distance
)
around_the_hour_that_comes_twice = st.integers(-3 * 3600, 3 * 3600).map(
    lambda seconds: datetime(2026, 10, 25, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
near = st.tuples(st.integers(-60, 60), st.sampled_from([0, 1, 3600_000_000, 86_400_000_000])).map(
    lambda of: datetime(2026, 3, 29, 1, tzinfo=UTC) + of[0] * timedelta(microseconds=of[1])
)
any_moment = st.one_of(moments, around_the_hour_that_comes_twice, near)
in_any_zone = st.tuples(any_moment, st.sampled_from([UTC, OSLO])).map(lambda of: of[0].astimezone(of[1]))
days = any_moment.map(lambda moment: moment.astimezone(OSLO).date())


@given(any_moment, in_any_zone, st.sampled_from(COMPARISONS))
def test_now_compares_as_the_moment_it_is(now: datetime, other: datetime, compare: Comparison) -> None:
    expected = compare(now, other.astimezone(UTC))
    assert compare(Now(now.astimezone(OSLO)), other) is expected
    assert compare(other, Now(now)) is compare(other.astimezone(UTC), now)


@pytest.mark.parametrize("compare", COMPARISONS)
def test_in_the_hour_that_comes_twice_the_first_half_past_is_before_the_second_quarter_past(compare):
    first = datetime(2026, 10, 25, 2, 30, tzinfo=OSLO)
    second = datetime(2026, 10, 25, 2, 15, tzinfo=OSLO, fold=1)
    assert compare(Now(first), second) is compare(1, 2)
    assert compare(Now(second), first) is compare(2, 1)


@given(any_moment, days, st.sampled_from([*COMPARISONS, operator.eq, operator.ne]))
def test_today_compares_as_the_day_it_is_in_norway(now: datetime, day: date, compare: Comparison) -> None:
    today = now.astimezone(OSLO).date()
    assert compare(Now(now).date(), day) is compare(today, day)
    assert compare(day, Now(now).date()) is compare(day, today)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("compare", [*COMPARISONS, operator.eq, operator.ne])
def test_today_lies_within_the_calendar(day: date, compare: Comparison) -> None:
    assert compare(Now(NOON).date(), day) is compare(NOON.date(), day)


class Asked:
    """Asks «now» and notes between which moments its answers hold."""

    def __init__(self, now: datetime, questions: list[tuple[Comparison, datetime | date]]) -> None:
        self.since, self.until = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        clock = Now(now.astimezone(OSLO), self._told)
        self.answers = [
            compare(clock if isinstance(other, datetime) else clock.date(), other)
            for compare, other in questions
        ]

    def _told(self, moment: datetime, reached: bool) -> None:
        if reached:
            self.since = max(self.since, moment.astimezone(UTC))
        else:
            self.until = min(self.until, moment.astimezone(UTC))


questions = st.one_of(
    st.tuples(st.sampled_from(COMPARISONS), in_any_zone),
    st.tuples(st.sampled_from([*COMPARISONS, operator.eq, operator.ne]), days),
)


@given(any_moment, st.lists(questions, max_size=6), any_moment)
def test_answers_are_the_same_between_the_moments_that_were_told(now, asked, other):
    first = Asked(now, asked)
    assert first.since <= now < first.until
    if first.since <= other < first.until:
        assert Asked(other, asked).answers == first.answers


@given(any_moment, st.sampled_from(COMPARISONS), st.one_of(in_any_zone, days))
def test_the_moment_that_was_told_is_where_the_answer_changes(now, compare, other):
    first = Asked(now, [(compare, other)])
    if first.until.year < 9999:
        assert Asked(first.until, [(compare, other)]).answers != first.answers
    else:
        just_before = first.since - timedelta(microseconds=1)
        assert Asked(just_before, [(compare, other)]).answers != first.answers


def test_now_is_told_of_nothing_else():
    for use in (hash, str.format, vars):
        with pytest.raises(TypeError):
            use(Now(NOON))


publishing_moments = st.none() | st.integers(-48, 48).map(lambda hours: NOON + hours * HOUR)
items = st.builds(
    Item, st.sampled_from(["publisert", "utkast", "intern"]), publishing_moments, publishing_moments
)


@given(items, st.integers(-48, 48))
def test_a_view_sees_what_the_moment_says_is_visible(item, hours):
    moment = NOON + hours * HOUR
    assert visible(item, Now(moment)) is visible(item, moment)


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


def one_year_before(day: date) -> date:
    """The same day the year before; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def test_names_expire_on_the_first_day_whose_day_a_year_before_comes_after_theirs():
    first = date(2023, 1, 1)
    for entry in (first + timedelta(days=number) for number in range(8 * 366)):
        expires = names_expire(entry)
        assert one_year_before(expires) > entry
        assert one_year_before(expires - timedelta(days=1)) <= entry


def test_names_at_the_end_of_the_calendar_do_not_stop_a_build():
    assert names_expire(date.max) == date.max
