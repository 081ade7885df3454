"""What one day's sessions come to: rows for the tables of sums, nothing in them about anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from search.insight.intents import Click, Intent, Request, intents_of, is_machine
from search.insight.tables import COUNTS, DAY

MILLION = 1_000_000

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SessionLog:
    """Everything one session of people did on a day."""

    requests: list[Request]
    clicks: list[Click]


@dataclass(slots=True)
class Tally:
    """The sums of a day, as rows by table name without ``span`` and ``start``."""

    totals: Row = field(default_factory=lambda: dict.fromkeys((*COUNTS, "machines"), 0) | {"ms": 0.0})
    terms: dict[str, Row] = field(default_factory=dict)
    filters: dict[tuple[str, str], Row] = field(default_factory=dict)
    clicks: dict[tuple[str, str, int], Row] = field(default_factory=dict)
    rewrites: dict[tuple[str, str], Row] = field(default_factory=dict)
    origins: dict[tuple[str, str], Row] = field(default_factory=dict)
    latest: dict[str, datetime] = field(default_factory=dict)
    """When each term's ``hits`` are from."""


def tally(sessions: Iterable[SessionLog], machine_searches: int) -> Tally:
    """Sum the sessions of one day; ``machine_searches`` in one session are a machine's."""
    sums = Tally()
    for session in sessions:
        intents = intents_of(session.requests, session.clicks)
        if is_machine(intents, machine_searches):
            sums.totals["machines"] += len(intents)
        elif intents:
            _add_session(sums, intents)
    return sums


def day_rows(sums: Tally, day: date) -> Mapping[str, list[Row]]:
    """The rows of the tables of sums, by table name, in a fixed order. A day's peak is its sessions."""
    key: Row = {"span": DAY, "start": day}
    keyed: dict[str, tuple[list[Row], Iterable[Row]]] = {
        "ord": ([{"term": term} for term in sums.terms], sums.terms.values()),
        "ord_filter": ([{"term": t, "filters": f} for t, f in sums.filters], sums.filters.values()),
        "ord_klikk": (
            [{"term": t, "address": a, "position": p} for t, a, p in sums.clicks],
            sums.clicks.values(),
        ),
        "ord_bytte": ([{"term": t, "other": o} for t, o in sums.rewrites], sums.rewrites.values()),
        "ord_fra": ([{"origin": o, "term": t} for o, t in sums.origins], sums.origins.values()),
    }
    rows: dict[str, list[Row]] = {}
    for table, (names, counted) in keyed.items():
        made = [key | name | row for name, row in zip(names, counted, strict=True)]
        for row in made:
            row["peak"] = row["sessions"]
            if table == "ord":
                row["seen"] = day
        rows[table] = sorted(made, key=lambda row: [str(value) for value in row.values()][:5])
    return rows


def _add_session(sums: Tally, intents: list[Intent]) -> None:
    seen: set[tuple[str, ...]] = set()
    """What this session has been counted for."""

    def once(*what: str) -> int:
        new = what not in seen
        seen.add(what)
        return int(new)

    sums.totals["sessions"] += 1
    for intent in intents:
        counts = _counts(intent)
        _plus(sums.totals, counts)
        sums.totals["ms"] += intent.ms
        term = sums.terms.setdefault(intent.term, {**dict.fromkeys(COUNTS, 0), "hits": -1})
        _plus(term, {**counts, "sessions": once(intent.term)})
        if intent.hits is not None and intent.last >= sums.latest.get(intent.term, intent.last):
            term["hits"], sums.latest[intent.term] = intent.hits, intent.last
        for filters in intent.filters:
            use = _row(sums.filters, (intent.term, filters), "searches", "sessions")
            _plus(use, {"searches": 1, "sessions": once("filter", intent.term, filters)})
        if intent.origin:
            made = _row(sums.origins, (intent.origin, intent.term), "searches", "sessions", "clicked")
            fresh = once("origin", intent.origin, intent.term)
            _plus(made, {"searches": 1, "sessions": fresh, "clicked": counts["clicked"]})
        _add_clicks(sums, intent, once)
        if (other := intent.rewritten) is not None:
            pair = _row(sums.rewrites, (intent.term, other.term), "searches", "sessions", "helped")
            fresh = once("rewrite", intent.term, other.term)
            _plus(pair, {"searches": 1, "sessions": fresh, "helped": int(bool(other.clicks))})


def _add_clicks(sums: Tally, intent: Intent, once: Any) -> None:
    for click in intent.clicks:
        key = (intent.term, click.address, click.position)
        row = _row(sums.clicks, key, "clicks", "sessions", "first")
        fresh = once("click", intent.term, click.address)
        _plus(row, {"clicks": 1, "sessions": fresh, "first": int(click is intent.first_click)})


def _counts(intent: Intent) -> Row:
    first = intent.first_click
    return {
        "searches": 1,
        "no_results": int(intent.hits == 0 and not intent.clicks),
        "relaxed": int(intent.relaxed),
        "clicked": int(first is not None),
        "clicks": len(intent.clicks),
        "positions": sum(click.position for click in intent.clicks),
        "reciprocals": round(MILLION / first.position) if first else 0,
        "refined": int(intent.rewritten is not None),
        "exits": int(intent.exit),
        "timed": int(intent.wait is not None),
        "seconds": intent.wait or 0,
    }


def _row(rows: dict[Any, Row], key: Any, *names: str) -> Row:
    return rows.setdefault(key, dict.fromkeys(names, 0))


def _plus(row: Row, more: Row) -> None:
    for name, number in more.items():
        row[name] += number


def by_session(rows: Iterable[tuple[str, Request | Click]]) -> list[SessionLog]:
    """Requests and clicks with their session keys, gathered by session, in a fixed order."""
    gathered: dict[str, SessionLog] = defaultdict(lambda: SessionLog([], []))
    for session, event in rows:
        if isinstance(event, Click):
            gathered[session].clicks.append(event)
        else:
            gathered[session].requests.append(event)
    return [gathered[session] for session in sorted(gathered)]
