from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select

from search.insight.database import open_database
from search.insight.keeping import Keeping, KeepingError, keeping_from
from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.tables import ANSWERS, DAYS, METADATA, RAW, REST, SPANS, SUMS, TERMS
from search.insight.upkeep import keep_up
from search.insight.values import Comment, Counts
from tests.search.insight.logbook import MONDAY, answer, by_many, click, fill, search, summed

WEEK = Period.weeks(1, MONDAY)
LATER = MONDAY + timedelta(days=40)


@pytest.fixture
def engine(tmp_path: Path):
    engine = open_database(tmp_path / "innsikt.db")
    yield engine
    engine.dispose()


def contents(engine: Engine, tables=(*SUMS, DAYS, SPANS)) -> dict[str, list[tuple]]:
    with engine.connect() as connection:
        return {t.name: sorted(tuple(map(str, row)) for row in connection.execute(select(t))) for t in tables}


def rows_of(engine: Engine, table) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def some_weeks(seed: int = 1) -> dict[str, list[dict]]:
    """Three weeks of searches, clicks and answers by many."""
    chance = random.Random(seed)
    searches, clicks, answers = [], [], []
    for back in range(21):
        day = MONDAY - timedelta(days=back)
        for number in range(30):
            term, session = (
                chance.choice(["barnehage", "søppel", "vei", f"sjelden {back}"]),
                f"{back}-{number}",
            )
            searches.append(search(term, day, number, session=session, hits=chance.choice([0, 3])))
            if chance.random() < 0.5:
                place = chance.randint(1, 12)
                clicks.append(
                    click(term, day, number + 1, session=session, position=place, address=f"/side/{place}/")
                )
            answers.append(answer("/vei/", chance.random() < 0.5, day, session=session))
    return {"searches": searches, "clicks": clicks, "answers": answers}


def test_summing_again_changes_nothing(engine: Engine) -> None:
    fill(engine, **some_weeks())
    summed(engine)
    first = contents(engine)
    summed(engine)
    assert contents(engine) == first
    assert rows_of(engine, TERMS) > 0


def test_the_order_of_the_rows_changes_nothing(tmp_path: Path) -> None:
    kept = []
    for name in ("en", "to"):
        engine = open_database(tmp_path / f"{name}.db")
        rows = some_weeks()
        for some in rows.values():
            if name == "to":
                some.reverse()
        fill(engine, **rows)
        summed(engine, LATER)
        kept.append(contents(engine))
        engine.dispose()
    assert kept[0] == kept[1]


def test_a_day_is_counted_once_before_and_after_its_raw_rows_are_gone(engine: Engine) -> None:
    fill(engine, **some_weeks())
    limits = {"sessions": 2, "same_day": 1}
    log = LogReader(engine, Keeping(**limits))
    period = Period.weeks(4, MONDAY)
    summed(engine, MONDAY - timedelta(days=20), **limits)
    before = (
        log.totals(period),
        log.terms(period),
        log.clicks(period),
        log.rewrites(period),
        log.verdicts(period),
    )
    for later in range(20, -1, -1):
        summed(engine, MONDAY - timedelta(days=later), **limits)
    assert before == (
        log.totals(period), log.terms(period), log.clicks(period), log.rewrites(period), log.verdicts(period),
    )  # fmt: skip
    assert log.totals(period).counts.searches == 21 * 30


def test_raw_rows_and_session_keys_live_seven_days(engine: Engine) -> None:
    fill(engine, **some_weeks())
    summed(engine)
    with engine.connect() as connection:
        for table in RAW:
            oldest = connection.execute(
                select(func.min(table.c.day)).where(table.c.session != "")
            ).scalar_one()
            assert oldest == MONDAY - timedelta(days=6)
    summed(engine, LATER)
    assert [rows_of(engine, table) for table in RAW] == [0, 0, 0]


def test_a_job_stopped_at_any_statement_comes_to_the_same(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def run(name: str, stop_at: int | None) -> tuple[dict, int]:
        engine = open_database(tmp_path / f"{name}.db")
        fill(engine, **some_weeks())
        count = 0

        def before(*_args) -> None:
            nonlocal count
            count += 1
            if count == stop_at:
                raise StoppedError

        event.listen(engine, "before_cursor_execute", before)
        try:
            summed(engine, LATER)
        except StoppedError:
            summed(engine, LATER)
        event.remove(engine, "before_cursor_execute", before)
        found = contents(engine)
        engine.dispose()
        return found, count

    whole, statements = run("hel", None)
    for stop in range(2, statements, max(1, statements // 12)):
        assert run(f"stopp-{stop}", stop)[0] == whole


def test_what_too_few_stand_behind_becomes_the_rest_after_28_days(engine: Engine) -> None:
    fill(
        engine,
        searches=[*by_many("barnehage", 6), *by_many("kari og ola", 4)],
        clicks=[click("barnehage", session=f"barnehag{n}", address="/a/" if n else "/b/") for n in range(6)],
    )
    log = LogReader(engine, Keeping())
    summed(engine, MONDAY + timedelta(days=6 + 28))
    assert {row.term for row in _terms(engine)} == {"barnehage", "kari og ola"}
    summed(engine, WEEK.end + timedelta(days=29))
    weekly = {row.term: row.searches for row in _terms(engine) if row.span == "uke"}
    assert weekly == {"barnehage": 6, REST: 4}
    assert [(c.address, c.clicks) for c in log.clicks(WEEK)] == [("/a/", 5)]
    assert log.rest(WEEK) == 4
    assert log.totals(WEEK).counts.searches == 10


def test_nothing_below_the_limit_is_left_in_any_table(engine: Engine) -> None:
    fill(engine, **some_weeks())
    summed(engine, LATER + timedelta(days=60))
    for table in SUMS[:5]:
        if "position" in table.c:
            continue
        with engine.connect() as connection:
            texts = [column for column in table.primary_key.columns if column.name not in {"span", "start"}]
            weak = select(*texts).where((table.c.sessions < 5) | (table.c.peak < 2))
            left = {part for row in connection.execute(weak) for part in row}
        assert left <= {REST}


@pytest.mark.parametrize(("same_day", "listed"), [(2, True), (1, False)])
def test_just_enough_sessions_just_enough_of_them_on_one_day_is_listed(engine, same_day: int, listed) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    fill(engine, searches=[search("vei", day, session=f"s{n}") for n, day in enumerate(days)])
    if same_day == 2:
        fill(engine, searches=[search("vei", days[0], session="en til")])
    summed(engine, days[-1])
    log = LogReader(engine, Keeping())
    assert [term.term for term in log.terms(WEEK)] == ["vei"] * listed
    assert list(log.sessions(WEEK)) == ["vei"] * listed


def test_a_text_of_one_person_on_six_days_is_never_listed(engine: Engine) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(6)]
    fill(engine, searches=[search("en privat sak", day, session=f"ny{day}") for day in days])
    log = LogReader(engine, Keeping())
    summed(engine, days[-1])
    assert log.terms(WEEK) == ()
    assert log.term(WEEK, "en privat sak").counts == Counts()
    assert log.timeline("en privat sak", WEEK) == ()
    assert log.rest(WEEK) == 6
    summed(engine, WEEK.end + timedelta(days=70))
    assert {row.term for row in _terms(engine)} == {REST}


def test_late_rows_are_added_to_what_was_settled_and_gathered_again(engine: Engine) -> None:
    fill(engine, searches=by_many("barnehage", 6))
    summed(engine, LATER)
    fill(engine, searches=[search("barnehage", session="sen"), search("sjelden", session="sen", minute=9)])
    summed(engine, LATER)
    log = LogReader(engine, Keeping())
    assert log.totals(WEEK).counts.searches == 8
    assert log.term(WEEK, "barnehage").counts.searches == 7
    assert {row.term for row in _terms(engine) if row.span == "uke"} == {"barnehage", REST}


def test_what_readers_wrote_is_forgotten_and_what_they_answered_is_not(engine: Engine) -> None:
    fill(
        engine, answers=[answer("/vei/", found=False, comment="fant ikke kart"), answer("/sfo/", found=True)]
    )
    log = LogReader(engine, Keeping())
    summed(engine, MONDAY + timedelta(days=30))
    assert log.comments(WEEK) == (Comment("/vei/", MONDAY, False, "fant ikke kart"),)
    assert rows_of(engine, ANSWERS) == 1
    summed(engine, MONDAY + timedelta(days=91))
    assert log.comments(WEEK) == ()
    assert [(v.address, v.found, v.missed) for v in log.verdicts(WEEK)] == [("/vei/", 0, 1), ("/sfo/", 1, 0)]


def test_the_last_word_of_a_session_about_a_page_counts(engine: Engine) -> None:
    fill(engine, answers=[answer("/vei/", found=False), answer("/vei/", found=True, minute=1)])
    summed(engine)
    assert [(v.found, v.missed) for v in LogReader(engine, Keeping()).verdicts(WEEK)] == [(1, 0)]


@pytest.mark.parametrize("source", ["robot", "prove", "api"])
def test_only_people_are_counted_as_people(engine: Engine, source: str) -> None:
    fill(engine, searches=by_many("bare maskiner", 20, source=source))
    summed(engine)
    totals = LogReader(engine, Keeping()).totals(WEEK)
    assert totals.counts == Counts()
    assert totals.robots + totals.tests + totals.api == 20


def test_a_session_that_searches_all_day_is_a_machine(engine: Engine) -> None:
    fill(engine, searches=[search(f"ord {n}", minute=2 * n) for n in range(200)])
    summed(engine)
    totals = LogReader(engine, Keeping()).totals(WEEK)
    assert (totals.counts.searches, totals.machines) == (0, 200)


def test_the_limits_are_settings() -> None:
    keeping = keeping_from({"INNSIKT_OKTER": "8", "INNSIKT_RADAGER": "", "PATH": "/bin"})
    assert (keeping.sessions, keeping.raw_days) == (8, 7)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("INNSIKT_RADAGER", "0", "fra 1 til 31"), ("INNSIKT_OKTER", "mange", "fra 2 til 1000")],
)
def test_a_wrong_limit_is_explained(name: str, value: str, says: str) -> None:
    with pytest.raises(KeepingError, match=f"{name} «{value}» kan ikke brukes: skriv et helt tall {says}"):
        keeping_from({name: value})


def test_one_new_day_is_summed_without_the_others(engine: Engine) -> None:
    fill(engine, **some_weeks())
    done = keep_up(engine, MONDAY, Keeping(), [MONDAY])
    assert done.summed == 1
    assert done.moved == 14
    day = date(2026, 11, 23)
    assert LogReader(engine, Keeping()).per_day(WEEK)[0][0] == day


def _terms(engine: Engine) -> list:
    with engine.connect() as connection:
        return list(connection.execute(select(TERMS)))


def test_every_table_is_kept_up_or_bookkeeping() -> None:
    assert {t.name for t in (*SUMS, *RAW)} | {"dagstall", "perioder", "journal"} == set(METADATA.tables)
