from __future__ import annotations

import csv
import io
import math
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.insight.database import open_database
from search.insight.export import to_csv
from search.insight.gaps import content_gaps, wilson
from search.insight.keeping import Keeping
from search.insight.lists import LISTS
from search.insight.measures import BY_KEY, ENOUGH, MEASURES, figures
from search.insight.period import BadPeriodError, Period, parse_period
from search.insight.reading import LogReader
from search.insight.trends import chance, g_squared, seasonal, trending
from tests.search.insight.logbook import MONDAY, answer, by_many, click, fill, search, summed

TODAY = MONDAY
WEEK = Period.weeks(1, MONDAY)
BEFORE = MONDAY - timedelta(days=7)
LAST_YEAR = MONDAY - timedelta(days=364)


@pytest.fixture
def engine(tmp_path: Path):
    engine = open_database(tmp_path / "innsikt.db")
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine) -> LogReader:
    return LogReader(engine, Keeping(sessions=2, same_day=1))


def numbers(log: LogReader, period: Period = WEEK) -> dict[str, float | None]:
    return {figure.measure.key: figure.value for figure in figures(log, period, TODAY)}


def test_every_measure_by_hand(engine, log: LogReader) -> None:
    fill(
        engine,
        searches=[
            search("barnehage", session="a"),
            search("barnehage", session="a", page=2, minute=2),
            search("søppel", session="b", hits=0, relaxed=True, ms=30.0),
            search("renovasjon", session="b", minute=3),
            search("vei", session="c", hits=0, filters="type=sak"),
            search("barnehage", session="d", source="robot"),
        ],
        clicks=[
            click("barnehage", session="a", minute=3, position=4),
            click("barnehage", session="a", minute=5, position=1),
            click("renovasjon", session="b", minute=4, position=2, address="/avfall/"),
        ],
    )
    summed(engine)
    assert numbers(log) == {
        "sok": 4,
        "okter": 3,
        "uten-treff": 1 / 4,
        "klikkrate": 2 / 4,
        "uten-klikk": 1 / 3,
        "klikkplass": (4 + 1 + 2) / 3,
        "mrr": (1 / 4 + 1 / 2) / 2,
        "omskriving": 1 / 4,
        "avslutning": 1 / 4,
        "tid-til-klikk": (180 + 60) / 2,
        "utvidet": 1 / 4,
        "svartid": 15.0,
        "roboter": 1,
    }


def test_every_measure_is_defined_in_one_sentence_with_its_formula() -> None:
    defined = (*MEASURES, *LISTS)
    assert len({measure.key for measure in MEASURES}) == len(BY_KEY) == len(MEASURES)
    assert len({measure.key for measure in LISTS}) == len(LISTS)
    for measure in defined:
        assert measure.sentence.endswith(".")
        assert measure.sentence.count(". ") == 0
        assert measure.formula
        assert measure.formula[0] != "="


@pytest.mark.parametrize("measure", LISTS, ids=lambda measure: measure.key)
def test_every_list_can_be_read_of_any_log(engine, log, measure) -> None:
    assert list(measure.read(log, WEEK)) == []
    fill(engine, searches=by_many("vei", 60, hits=0))
    fill(engine, answers=[answer("/vei/", found=False)])
    summed(engine)
    answered = measure.read(log, WEEK)
    assert bool(answered) == (measure.key in {"mest-sokt", "uten-treff", "hull", "svar"})


def test_a_number_is_compared_with_the_period_before_and_the_same_weeks_last_year(engine, log) -> None:
    first = search("eldst", LAST_YEAR - timedelta(days=1), session="x")
    for day, count in ((LAST_YEAR, 3), (BEFORE, 2), (MONDAY, 5)):
        fill(engine, searches=by_many("vei", count, day))
    fill(engine, searches=[first])
    summed(engine)
    found = next(figure for figure in figures(log, WEEK, TODAY) if figure.measure.key == "sok")
    assert (found.value, found.before, found.last_year) == (5, 2, 3)


def test_a_week_that_runs_is_compared_with_as_many_days(engine, log) -> None:
    fill(engine, searches=[search("eldst", BEFORE - timedelta(days=1), session="x")])
    tuesday, wednesday = BEFORE + timedelta(days=1), BEFORE + timedelta(days=2)
    for day, count in ((BEFORE, 2), (tuesday, 4), (wednesday, 50), (MONDAY, 5)):
        fill(engine, searches=by_many("vei", count, day))
    summed(engine)
    found = next(one for one in figures(log, WEEK, MONDAY + timedelta(days=1)) if one.measure.key == "sok")
    assert (found.value, found.before) == (5, 6)
    found = next(one for one in figures(log, WEEK, WEEK.end + timedelta(days=1)) if one.measure.key == "sok")
    assert (found.value, found.before) == (5, 56)


def test_every_address_is_told_of_that_enough_opened(engine, log) -> None:
    clicks = [
        click(f"ord {n % 3}", session=f"{n} {who}", address=f"/side-{n}/")
        for n in range(400)
        for who in "ab"[: 1 if n == 7 else 2]
    ]
    fill(engine, searches=[search(one["term"], session=one["session"]) for one in clicks], clicks=clicks)
    summed(engine)
    assert log.opened(WEEK) == {f"/side-{n}/": 2 for n in range(400) if n != 7}
    assert log.opened(WEEK, least=3) == {}


def test_what_the_log_does_not_reach_is_not_compared_with(engine, log) -> None:
    fill(engine, searches=by_many("vei", 5))
    summed(engine)
    found = next(figure for figure in figures(log, WEEK, TODAY) if figure.measure.key == "sok")
    assert (found.before, found.last_year) == (None, None)


@pytest.mark.parametrize(("count", "thin"), [(ENOUGH - 1, True), (ENOUGH, False)])
def test_a_share_of_few_says_so(engine, log, count: int, thin: bool) -> None:
    fill(engine, searches=by_many("vei", count))
    summed(engine)
    found = {figure.measure.key: figure.is_thin for figure in figures(log, WEEK, TODAY)}
    assert found["klikkrate"] is thin
    assert found["sok"] is False


def test_an_empty_period_has_no_rates(log: LogReader) -> None:
    assert {key for key, value in numbers(log).items() if value is not None} == {"sok", "okter", "roboter"}


def test_every_day_is_there_also_the_silent_ones(engine, log) -> None:
    fill(engine, searches=by_many("vei", 2, MONDAY + timedelta(days=1)))
    summed(engine, MONDAY + timedelta(days=1))
    assert [counts.searches for _, counts in log.per_day(WEEK)] == [0, 2, 0, 0, 0, 0, 0]


def test_terms_come_by_searches_with_sessions_and_latest_hits(engine, log) -> None:
    fill(
        engine,
        searches=[
            *by_many("barnehage", 3),
            *by_many("åpningstid", 2, hits=0),
            *by_many("åpningstid", 2, hits=8, minute=5, filters="type=nyhet"),
            search("én gang"),
        ],
    )
    summed(engine)
    found = log.terms(WEEK, "searches", 50)
    assert [(t.term, t.counts.searches, t.counts.sessions, t.hits) for t in found] == [
        ("barnehage", 3, 3, 3),
        ("åpningstid", 2, 2, 0),
    ]
    assert [t.term for t in log.terms(WEEK, "no_results", 50)] == ["åpningstid"]
    assert log.rest(WEEK) == 1
    assert [t.term for t in log.terms(WEEK, "searches", 1)] == ["barnehage"]
    assert [t.term for t in log.terms(WEEK, "searches", 50, 3)] == ["barnehage"]


def usual(engine, weeks: int, until: date = MONDAY, times: int = 1) -> None:
    """So many weeks of the same, up to the one of a Monday."""
    for back in range(weeks):
        day = until - timedelta(days=7 * back)
        fill(engine, searches=[*by_many("barnehage", 50 * times, day), *by_many("vei", 40 * times, day)])


def test_a_term_that_rises_is_found_and_a_busy_week_is_not_a_rise(engine, log) -> None:
    usual(engine, 1, times=3)
    usual(engine, 20, BEFORE)
    for back in range(1, 21):
        fill(engine, searches=by_many("vann", 10, MONDAY - timedelta(days=7 * back)))
    fill(engine, searches=by_many("vann", 90))
    summed(engine)
    (risen,) = trending(log, WEEK)
    assert (risen.term, risen.sessions) == ("vann", 90)
    assert risen.expected == pytest.approx(360 * 10 / 100)
    assert risen.p < 1e-10


def test_what_was_too_little_to_be_kept_is_not_a_rise_when_it_comes_again(engine) -> None:
    usual(engine, 20)
    fill(engine, searches=by_many("sjelden", 5))
    for back in range(1, 21):
        fill(engine, searches=by_many("sjelden", 1, MONDAY - timedelta(days=7 * back)))
    summed(engine)
    assert trending(LogReader(engine, Keeping()), WEEK) == ()


def test_a_season_is_what_rose_at_this_time_last_year(engine, log) -> None:
    usual(engine, 20, LAST_YEAR + timedelta(days=21))
    fill(engine, searches=by_many("juletre", 40, LAST_YEAR + timedelta(days=14)))
    summed(engine)
    assert [trend.term for trend in seasonal(log, TODAY)] == ["juletre"]


def test_the_statistic_is_dunnings() -> None:
    """Against the same number computed another way: 2 × the sum of k·ln k, by its entropies."""

    def by_entropy(k1: int, n1: int, k2: int, n2: int) -> float:
        def h(*counts: int) -> float:
            return sum(k * math.log(k / sum(counts)) for k in counts if k)

        table = h(k1, n1 - k1, k2, n2 - k2)
        return 2 * (table - h(k1 + k2, n1 + n2 - k1 - k2) - h(n1, n2))

    for case in ((110, 2442, 29, 29114), (5, 100, 60, 1000), (1, 3, 0, 900)):
        assert g_squared(*case) == pytest.approx(by_entropy(*case))


def test_chance_falls_as_the_statistic_grows() -> None:
    assert [chance(x) for x in (0, 1, 4, 20)] == sorted((chance(x) for x in (0, 1, 4, 20)), reverse=True)
    assert chance(0) == 1


def test_a_gap_is_what_surely_most_find_no_answer_to(engine, log) -> None:
    fill(
        engine,
        searches=[
            *by_many("svømmehall", 30, hits=0),
            *by_many("vei", 30),
            *by_many("snø", 3, hits=0),
        ],
        clicks=[click("vei", session=f"vei{n}") for n in range(20)],
    )
    summed(engine)
    (gap,) = content_gaps(log, WEEK)
    assert (gap.term, gap.unanswered, gap.no_results) == ("svømmehall", 30, 30)
    assert gap.surely == pytest.approx(0.886, abs=0.001)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(part: int, rest: int) -> None:
    low, high = wilson(part, part + rest)
    share = part / (part + rest) if part + rest else 0.5
    assert -1e-9 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1 + 1e-9


def test_the_standard_period_is_the_four_weeks_that_have_ended() -> None:
    assert parse_period("", "", TODAY) == Period(date(2026, 10, 26), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("first", "running"),
    [(None, False), (date(2026, 11, 22), False), (TODAY, True), (date(2025, 1, 1), False)],
)
def test_the_standard_of_a_log_that_has_just_begun_is_the_week_that_runs(first, running: bool) -> None:
    ended = Period(date(2026, 10, 26), date(2026, 11, 22))
    assert parse_period("", "", TODAY, first) == (Period.weeks(1, TODAY) if running else ended)


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("2026-11-04", "2026-11-11", (date(2026, 11, 2), date(2026, 11, 15))),
        ("2026-11-01", "2027-01-01", (date(2026, 10, 26), date(2026, 11, 29))),
        ("2025-11-23", "", (date(2025, 11, 1), date(2026, 11, 30))),
        ("", "2026-11-08", (date(2026, 10, 12), date(2026, 11, 8))),
    ],
)
def test_a_period_is_whole_weeks_or_months_when_it_is_long(start: str, end: str, period) -> None:
    assert parse_period(start, end, TODAY) == Period(*period)


@pytest.mark.parametrize(
    ("period", "before", "last_year"),
    [
        (Period.weeks(4, date(2026, 11, 22)), date(2026, 9, 28), date(2025, 10, 27)),
        (Period.months(3, date(2026, 2, 1)), date(2025, 9, 1), date(2024, 12, 1)),
    ],
)
def test_what_a_period_is_compared_with_is_as_long(period: Period, before: date, last_year: date) -> None:
    assert (period.before().start, period.last_year().start) == (before, last_year)
    assert period.before().end == period.start - timedelta(days=1)
    if period.span == "uke":
        assert len(period.before().days()) == len(period.last_year().days()) == len(period.days())


def test_other_days_than_whole_weeks_or_months_are_no_period() -> None:
    with pytest.raises(ValueError, match="neither weeks nor months"):
        Period(date(2026, 11, 3), date(2026, 11, 9))


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("2026-13-01", "", "er ikke en dato"),
        ("i går", "", "ÅÅÅÅ-MM-DD"),
        ("2026-11-10", "2026-11-09", "etter til-datoen"),
        ("2027-01-01", "", "etter til-datoen"),
        ("2010-01-01", "", "tre år"),
        ("0001-01-01", "", "etter år 2000"),
        ("", "9999-12-31", "etter år 2000"),
    ],
)
def test_a_wrong_period_is_explained(start: str, end: str, says: str) -> None:
    with pytest.raises(BadPeriodError, match=says):
        parse_period(start, end, TODAY)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_period_is_right_or_explained(start: str, end: str) -> None:
    try:
        period = parse_period(start, end, TODAY)
    except BadPeriodError:
        return
    assert period.start <= period.end
    assert period.start <= TODAY


def test_csv_opens_in_a_norwegian_spreadsheet() -> None:
    assert to_csv(("Søkeord", "Søk"), [("åpningstid; «nå»", 3)]) == (
        '\ufeffSøkeord;Søk\r\n"åpningstid; «nå»";3\r\n'.encode()
    )


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\tx", "  =1"])
def test_csv_never_holds_a_formula(formula: str) -> None:
    text = to_csv(("a",), [(formula,)]).decode("utf-8-sig")
    ((_,), (cell,)) = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert cell == f"'{formula}"


@given(st.lists(st.text().filter(lambda text: "\x00" not in text), min_size=1, max_size=3))
def test_csv_keeps_every_text(texts: list[str]) -> None:
    encodable = [text.encode(errors="replace").decode() for text in texts]
    content = to_csv(("a", "b", "c")[: len(texts)], [encodable]).decode("utf-8-sig")
    *_, last = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert [cell.removeprefix("'") for cell in last] == [text.removeprefix("'") for text in encodable]
