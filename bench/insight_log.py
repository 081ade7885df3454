"""The search log with millions of searches behind it: how long each question of the insight pages takes.

What lies in the file is what three years would have left: sums of weeks and months, with the rare gathered
into «øvrige», and the newest weeks and months still whole. Terms follow Zipf's law. Raw rows play no part in
what is measured, so they are not made.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert

from bench.measure import number
from bench.report import holds, measured, table
from plugins.model.state import State
from search.insight.database import open_database
from search.insight.gaps import content_gaps
from search.insight.keeping import Keeping
from search.insight.measures import figures
from search.insight.period import Period, first_of_month, monday
from search.insight.reading import LogReader
from search.insight.tables import (
    DAY,
    DAYS,
    MONTH,
    ORIGINS,
    REST,
    REWRITES,
    TERM_CLICKS,
    TERMS,
    VERDICTS,
    WEEK,
)
from search.insight.trends import seasonal, trending
from search.insight.upkeep import look_over

TODAY = date(2026, 11, 23)
YEARS = 3
VOCABULARY = 150_000
LIMIT_MS = 300.0
ROUNDS = 5
QUESTIONS = 16
PERIODS = {"4 uker": Period.ended_weeks(4, TODAY), "12 måneder": Period.ended_months(12, TODAY)}
Tell = Callable[[str], object]
Row = dict[str, object]
Span = tuple[str, date]


@dataclass(frozen=True)
class Answer:
    """How long one question took, at worst of some rounds: by the clock and by the processor."""

    question: str
    period: str
    wall_ms: float
    cpu_ms: float


@contextmanager
def filled(searches: int) -> Iterator[State]:
    """A state folder with a log of so many searches in it, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        state = State(Path(folder))
        engine = open_database(state.insight)
        fill(engine, searches)
        engine.dispose()
        yield state


def measure(path: Path, tell: Tell) -> list[Answer]:
    """How long each question takes on the log at ``path``."""
    engine = open_database(path)
    log = LogReader(engine, Keeping())
    answers = []
    for name, period in PERIODS.items():
        for question, ask in _questions(log, period).items():
            answers.append(_timed(question, name, ask))
            tell(f"{question}, {name}")
    engine.dispose()
    return answers


def section(answers: list[Answer], searches: int, size: int, about: str) -> str:
    """The section of ``bench/README.md``; ``size`` is that of the log in bytes."""
    rows = [
        [a.question, a.period, f"{a.wall_ms:.0f} ms", f"{a.cpu_ms:.0f} ms", holds(a.cpu_ms <= LIMIT_MS)]
        for a in answers
    ]
    head = ["Spørsmål", "Periode", "Tid", "Prosessortid", f"Under {LIMIT_MS:.0f} ms"]
    return "\n".join(
        [
            "## Søkeloggen, med mange søk bak seg",
            "",
            measured(f"{number(searches)} søk på {YEARS} år, {size / 1e6:.0f} MB på disk. {about}".strip()),
            "",
            table(head, rows),
            "",
            "Slik måles det: Loggen er den tre år ville etterlatt, med summer for uker og måneder, og ord",
            f"etter Zipfs lov over {VOCABULARY} ulike. Hvert tall er det verste av {ROUNDS} runder. Det er",
            "prosessortida som holdes mot målet.",
            "",
        ]
    )


def fill(engine: Engine, searches: int) -> None:
    """What so many searches over the years have left."""
    chance = random.Random(1)
    a_week = searches / (YEARS * 365.25 / 7)
    shares = _zipf(min(VOCABULARY, searches))
    days = [TODAY - timedelta(days=n) for n in range(round(YEARS * 365.25))]
    weeks = sorted({monday(day) for day in days if day < TODAY - timedelta(days=6)})
    months = sorted({first_of_month(day) for day in days})
    spans = [(WEEK, start, 1.0) for start in weeks] + [(MONTH, start, 4.35) for start in months]
    spans += [(DAY, TODAY - timedelta(days=n), 1 / 7) for n in range(7)]
    _insert(engine, DAYS, [_day(day, a_week / 7) for day in days])
    for span, start, length in spans:
        terms = list(_terms((span, start), a_week * length, shares, chance))
        _insert(engine, TERMS, terms)
        told = [row for row in terms if row["term"] != REST]
        _insert(engine, TERM_CLICKS, list(_clicks(told)))
        _insert(engine, REWRITES, [_pair(row) for row in told[::7]])
        _insert(engine, ORIGINS, [_origin(row) for row in told[::5]])
        _insert(engine, VERDICTS, [_verdict(span, start, n) for n in range(200)])
    look_over(engine)


def _zipf(words: int) -> list[float]:
    weights = [1 / rank for rank in range(1, words + 1)]
    total = sum(weights)
    return [weight / total for weight in weights]


def _terms(span: Span, searches: float, shares: list[float], chance: random.Random) -> Iterator[Row]:
    """The rows of one week, month or day; the rare ones as «øvrige» when it has been gathered."""
    name, start = span
    gathered = name != DAY and start <= TODAY - timedelta(days=35 if name == WEEK else 60)
    rest = 0
    for rank, share in enumerate(shares, 1):
        expected = searches * share
        rare = int(chance.random() < expected)
        count = round(expected * chance.uniform(0.6, 1.4)) if expected > 5 else rare
        if count < 5 and gathered:
            rest += count
        elif count:
            yield _term(name, start, f"søkeord nummer {rank}", count)
    if rest:
        yield _term(name, start, REST, rest)


def _term(span: str, start: date, term: str, count: int) -> Row:
    clicked = count * (3 + len(term) % 4) // 8
    return {
        "span": span, "start": start, "term": term, "searches": count, "sessions": max(1, count * 9 // 10),
        "no_results": count // 9, "relaxed": count // 30, "clicked": clicked, "clicks": clicked,
        "positions": clicked * 2, "reciprocals": clicked * 700_000, "refined": count // 8, "exits": clicked,
        "timed": clicked, "seconds": clicked * 21, "peak": max(1, count // 4), "hits": 12, "seen": start,
    }  # fmt: skip


def _clicks(terms: list[Row]) -> Iterator[Row]:
    for row in terms:
        count = int(str(row["clicked"]))
        for position in range(1, 3 if count > 4 else 2):
            if count:
                address = f"/virksomhet-{len(str(row['term'])) % 20}/side-{position}/"
                keys = {"span": row["span"], "start": row["start"], "term": row["term"], "address": address}
                numbers = {"clicks": count, "sessions": count, "first": count, "peak": max(1, count // 4)}
                yield {**keys, "position": position, **numbers}


def _pair(row: Row) -> Row:
    keys = {"span": row["span"], "start": row["start"], "term": row["term"], "other": f"{row['term']} igjen"}
    numbers = {"searches": row["refined"], "sessions": row["refined"], "helped": 1, "peak": row["peak"]}
    return {**keys, **numbers}


def _origin(row: Row) -> Row:
    keys = {"span": row["span"], "start": row["start"], "origin": "/skole/", "term": row["term"]}
    numbers = {"searches": row["exits"], "sessions": row["exits"], "clicked": 1, "peak": row["peak"]}
    return {**keys, **numbers}


def _verdict(span: str, start: date, number: int) -> Row:
    about = {"span": span, "start": start, "address": f"/virksomhet-{number % 20}/side-{number}/"}
    return {
        **about,
        "found": number % 17,
        "missed": number % 11,
        "sessions": number % 28,
        "peak": number % 28,
    }


def _day(day: date, searches: float) -> Row:
    row = _term(DAY, day, "alle", round(searches))
    numbers = {name: value for name, value in row.items() if name in DAYS.c}
    told = {"robots": 40, "machines": 0, "tests": 0, "api": 10}
    return {**numbers, **told, "day": day, "settled": day < TODAY - timedelta(days=6), "ms": searches * 12.0}


def _insert(engine: Engine, where: object, rows: list[Row]) -> None:
    if rows:
        with engine.begin() as connection:
            connection.execute(insert(where), rows)  # type: ignore[arg-type]


def _questions(log: LogReader, period: Period) -> dict[str, Callable[[], object]]:
    term = "søkeord nummer 3"
    return {
        "Alle mål, med sammenligning": lambda: figures(log, period, TODAY),
        "Søk per dag": lambda: log.per_day(period),
        "Mest brukte søkeord": lambda: log.terms(period, "searches"),
        "Søk uten treff": lambda: log.terms(period, "no_results"),
        "Øvrige": lambda: log.rest(period),
        "Ett søkeord": lambda: (log.term(period, term), log.timeline(term, period)),
        "Klikk fra ett søkeord": lambda: log.clicks(period, term=term),
        "Det som fører til en side": lambda: log.clicks(period, address="/virksomhet-3/side-1/", limit=50),
        "Mest åpnede treff": lambda: log.clicks(period, limit=50),
        "Omskrivinger": lambda: log.rewrites(period, limit=50),
        "Sider det søkes fra": lambda: log.origins(period, limit=50),
        "Alle sider som er åpnet": lambda: log.opened(period),
        "Svar om sidene": lambda: log.verdicts(period),
        "Det som stiger": lambda: trending(log, period),
        "På denne tida i fjor": lambda: seasonal(log, TODAY),
        "Hull i innholdet": lambda: content_gaps(log, period),
    }


def _timed(question: str, period: str, ask: Callable[[], object]) -> Answer:
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return Answer(question, period, max(walls), max(cpus))
