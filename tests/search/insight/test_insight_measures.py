from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from search.insight.database import open_database
from search.insight.export import to_csv
from search.insight.measures import report
from search.insight.period import BadPeriodError, Period, parse_period
from search.insight.tables import SEARCHES

TODAY = date(2026, 11, 23)
WEEK = Period(date(2026, 11, 17), TODAY)


def row(term: str, day: int = 23, **changes) -> dict:
    standard = {
        "at": datetime(2026, 11, day, 12),  # noqa: DTZ001
        "day": date(2026, 11, day),
        "query": term,
        "term": term,
        "hits": 3,
        "filters": {},
        "language": "",
        "ms": 10.0,
        "session": "a",
        "page": 1,
        "relaxed": False,
        "bot": False,
        "channel": "side",
    }
    return {**standard, **changes}


@pytest.fixture
def engine(tmp_path: Path):
    engine = open_database(tmp_path / "innsikt.db")
    with engine.begin() as connection:
        connection.execute(
            insert(SEARCHES),
            [
                row("barnehage"),
                row("barnehage", session="b", ms=30.0),
                row("barnehage", page=2),
                row("barnehage", bot=True),
                row("åpningstid", day=20, hits=0, relaxed=True),
                row("åpningstid", day=22, session="c"),
                row("gammel", day=1),
            ],
        )
    yield engine
    engine.dispose()


def test_numbers_are_those_of_people_and_first_pages(engine) -> None:
    summary = report(engine, WEEK).summary
    assert (summary.searches, summary.sessions, summary.without_hits, summary.relaxed) == (4, 3, 1, 1)
    assert summary.no_result_rate == 0.25
    assert summary.mean_ms == 15.0
    assert summary.robots == 1


def test_every_day_is_there_also_the_silent_ones(engine) -> None:
    counts = dict(report(engine, WEEK).per_day)
    assert len(counts) == 7
    assert (counts[TODAY], counts[date(2026, 11, 22)], counts[date(2026, 11, 21)]) == (2, 1, 0)


def test_terms_come_by_searches_with_sessions_and_latest_hits(engine) -> None:
    top = report(engine, WEEK).top
    assert [(t.term, t.searches, t.sessions, t.hits) for t in top] == [
        ("barnehage", 2, 2, 3),
        ("åpningstid", 2, 2, 3),
    ]


def test_terms_without_hits_count_only_the_searches_that_failed(engine) -> None:
    assert [(t.term, t.searches, t.hits) for t in report(engine, WEEK).zero] == [("åpningstid", 1, 0)]


def test_a_limit_shortens_the_lists(engine) -> None:
    assert len(report(engine, WEEK, limit=1).top) == 1
    assert len(report(engine, WEEK, limit=None).top) == 2


def test_an_empty_period_has_no_rates(engine) -> None:
    summary = report(engine, Period(date(2020, 1, 1), date(2020, 1, 2))).summary
    assert (summary.searches, summary.no_result_rate, summary.mean_ms) == (0, None, None)


def test_the_standard_period_is_thirty_days() -> None:
    assert parse_period("", "", TODAY) == Period(date(2026, 10, 25), TODAY)


def test_the_future_is_cut_off() -> None:
    assert parse_period("2026-11-01", "2027-01-01", TODAY).end == TODAY


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
    assert period.start <= period.end <= TODAY


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


def test_hits_that_a_filter_hid_are_not_missing(engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(SEARCHES), [row("barnehage", hits=0, filters={"type": ["mote"]}), row("skøyter", hits=0)]
        )
    found = report(engine, WEEK)
    assert found.summary.without_hits == 2
    assert [term.term for term in found.zero] == ["skøyter", "åpningstid"]
    assert next(term.hits for term in found.top if term.term == "barnehage") == 3


def test_a_term_only_searched_with_filters_shows_the_hits_it_had(engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(SEARCHES), [row("bare filter", hits=7, filters={"type": ["nyhet"]})])
    assert next(term.hits for term in report(engine, WEEK).top if term.term == "bare filter") == 7
