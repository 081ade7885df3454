"""A simulated year against its known truth: every measure, from the scripts and from the log."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from search.insight.database import open_database
from search.insight.gaps import content_gaps
from search.insight.keeping import Keeping
from search.insight.measures import figures
from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.simulation.fill import fill_log
from search.insight.simulation.topics import Topic
from search.insight.simulation.town import Rush, Town
from search.insight.simulation.truth import Truth
from search.insight.tables import SUMS
from search.insight.trends import seasonal, trending
from search.insight.values import Counts

TODAY = date(2026, 11, 23)
FIRST = date(2025, 10, 6)
CRISIS = date(2026, 11, 11)
AUTUMN = dict.fromkeys(range(1, 11), 0.02)
SEASONAL = Topic(
    term="lutefisk", weight=40, address="/servicetorget/kontakt/", months=dict.fromkeys(range(1, 11), 0.02)
)
PRIVATE = {date(2026, 11, 9) + timedelta(days=n): "en helt privat sak" for n in range(6)}
TOWN = Town(
    topics=(*Town().topics, SEASONAL),
    size=0.5,
    rushes=(Rush(CRISIS, "vann", 380),),
    machine_days=frozenset({date(2026, 11, 12)}),
    private=PRIVATE,
)
PERIODS = {
    "uke": Period.weeks(1, CRISIS),
    "fire uker": Period.ended_weeks(4, TODAY),
    "denne uka": Period.weeks(1, TODAY),
    "fire uker i fjor": Period.ended_weeks(4, TODAY).last_year(),
    "tolv måneder": Period.ended_months(12, TODAY),
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("aar") / "innsikt.db"
    engine = open_database(path)
    truth = fill_log(engine, TOWN, FIRST, TODAY, Keeping())
    yield LogReader(engine, Keeping()), truth
    engine.dispose()


def true_of(truth: dict[date, Truth], period: Period) -> Truth:
    total = Truth()
    for day in period.days():
        if day in truth:
            total += truth[day]
    return total


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_every_measure_is_what_the_scripts_say(year, period: Period) -> None:
    log, days = year
    true = true_of(days, period)
    t = true.total
    assert {figure.measure.key: figure.value for figure in figures(log, period, TODAY)} == {
        "sok": t.searches,
        "okter": t.sessions,
        "uten-treff": t.no_results / t.searches,
        "klikkrate": t.clicked / t.searches,
        "uten-klikk": (t.searches - t.no_results - t.clicked) / (t.searches - t.no_results),
        "klikkplass": t.positions / t.clicks,
        "mrr": pytest.approx(
            sum(n / place for (_, _, place), n in true.first_clicks.items()) / t.clicked, rel=1e-5
        ),
        "omskriving": t.refined / t.searches,
        "avslutning": t.exits / t.searches,
        "tid-til-klikk": t.seconds / t.timed,
        "utvidet": 0,
        "svartid": pytest.approx(12.0),
        "roboter": true.robots + true.machines,
    }


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_every_listed_term_has_its_true_numbers_or_less_what_was_gathered(year, period: Period) -> None:
    log, days = year
    true = true_of(days, period)
    listed = log.terms(period, limit=None)
    spans = [true_of(days, span) for span in _spans(period)]
    never_few = {t.term for t in listed if min(span.terms[t.term].searches for span in spans) >= 12}
    for term in listed:
        most = true.terms[term.term]
        assert term.counts.searches <= most.searches
        if term.term in never_few:
            assert term.counts == most
    assert sum(t.counts.searches for t in listed) + log.rest(period) == true.total.searches
    assert len(never_few) > 5 or period == PERIODS["denne uka"]


def _spans(period: Period) -> list[Period]:
    """The weeks or months of the period."""
    if period.span == "maaned":
        return [Period.months(1, day) for day in period.days() if day.day == 1]
    return [Period.weeks(1, day) for day in period.days()[::7]]


def test_clicks_rewrites_and_origins_are_what_the_scripts_say(year) -> None:
    log, days = year
    period = PERIODS["fire uker"]
    true = true_of(days, period)
    place = {(c.term, c.address, c.position): c.clicks for c in log.clicks(period, term="barnehage")}
    kept = {(term, address) for term, address, _ in place}
    assert place == {k: n for k, n in true.clicks.items() if (k[0], k[1]) in kept}
    (rewrite,) = log.rewrites(period, term="søppel")
    pair = ("søppel", "renovasjon")
    assert (rewrite.other, rewrite.searches, rewrite.helped) == (
        "renovasjon",
        true.rewrites[pair],
        true.helped[pair],
    )
    for origin in log.origins(period):
        assert origin.searches <= true.origins[origin.address, origin.term]


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_what_readers_answered_is_what_the_scripts_say(year, period: Period) -> None:
    log, days = year
    true = true_of(days, period)
    for verdict in log.verdicts(period):
        assert (verdict.found, verdict.missed) == (true.found[verdict.address], true.missed[verdict.address])


def test_the_day_of_the_crisis_is_a_rise_and_comes_first(year) -> None:
    log, _ = year
    first, *_ = trending(log, PERIODS["uke"])
    assert first.term == "vann"
    assert first.sessions > 380
    assert first.times > 10


def test_what_comes_at_this_time_of_year_is_known_from_last_year(year) -> None:
    log, _ = year
    assert "lutefisk" in [trend.term for trend in seasonal(log, TODAY)]


def test_an_ordinary_week_has_no_rises(year) -> None:
    log, _ = year
    quiet = [Period.weeks(1, date(2026, 5, 18) + timedelta(days=7 * n)) for n in range(3)]
    risen = {trend.term for week in quiet for trend in trending(log, week)}
    assert risen <= {t.term for t in TOWN.topics if t.months.get(5) or t.months.get(6)}


def test_the_gaps_are_the_terms_that_nothing_answers(year) -> None:
    log, _ = year
    gaps = {gap.term for gap in content_gaps(log, PERIODS["tolv måneder"])}
    assert {"svømmekurs", "barnehave", "hundelufting", "søppel"} <= gaps
    assert not {"barnehage", "renovasjon", "gjenvinningsstasjon"} & gaps


def test_robots_machines_and_one_persons_matter_are_in_no_list(year) -> None:
    log, _ = year
    period = PERIODS["fire uker"]
    listed = {term.term for term in log.terms(period, limit=None)}
    assert not listed & {"en helt privat sak"}
    assert not [term for term in listed if term.startswith(("robot ", "side "))]
    assert log.term(period, "en helt privat sak").counts == Counts()


def test_nothing_rare_is_left_of_what_was_gathered(year) -> None:
    log, _ = year
    old = Period.weeks(1, TODAY - timedelta(days=70))
    with log.engine.connect() as connection:
        for table in SUMS:
            if "term" in table.c:
                weeks = table.c.span == "uke", table.c.start == old.start
                terms = set(connection.execute(select(table.c.term).where(*weeks)).scalars())
                assert not [term for term in terms if term.split(" ")[0] in {"gatelys", "rekkverk", "privat"}]


def test_the_town_is_the_same_every_time() -> None:
    assert TOWN.day(CRISIS).events == TOWN.day(CRISIS).events
