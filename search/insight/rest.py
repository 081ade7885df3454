"""What too few sessions stand behind becomes «øvrige»: summed, and never told apart again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    delete,
    func,
    not_,
    or_,
    select,
    tuple_,
    update,
)

from search.insight.adding import add_into
from search.insight.keeping import Keeping
from search.insight.period import Period
from search.insight.tables import FILTERS, MONTH, ORIGINS, REST, REWRITES, SPANS, TERM_CLICKS, TERMS


def to_gather(engine: Engine, today: date, keeping: Keeping) -> list[tuple[str, date]]:
    """The weeks and months whose rest is due: span and start."""
    with engine.connect() as connection:
        query = (
            select(SPANS.c.span, SPANS.c.start).where(~SPANS.c.gathered).order_by(SPANS.c.span, SPANS.c.start)
        )
        found = connection.execute(query).all()
    limit = today - timedelta(days=keeping.rest_days)
    return [(span, start) for span, start in found if _end(span, start) < limit]


def _end(span: str, start: date) -> date:
    return (Period.months(1, start) if span == MONTH else Period.weeks(1, start)).end


def gather_rest(engine: Engine, span: str, start: date, keeping: Keeping) -> None:
    """Sum what too few sessions stand behind in a week or a month into «øvrige», for good."""
    with engine.begin() as connection:
        _gather(connection, TERMS, span, start, _weak(TERMS, keeping), "term")
        kept = select(TERMS.c.term).where(TERMS.c.span == span, TERMS.c.start == start)
        for table, keys in _HANGING.items():
            gone = table.c.term.not_in(kept)
            _gather(connection, table, span, start, or_(gone, _weak(table, keeping)), *keys)
        weak_page = _weak_address(span, start, keeping)
        _gather(connection, TERM_CLICKS, span, start, TERM_CLICKS.c.term.not_in(kept), *_CLICK_KEYS)
        _gather(connection, TERM_CLICKS, span, start, weak_page, "address", "position")
        of_span = and_(SPANS.c.span == span, SPANS.c.start == start)
        connection.execute(update(SPANS).where(of_span).values(gathered=True))


_HANGING = {FILTERS: ("term", "filters"), REWRITES: ("term", "other"), ORIGINS: ("origin", "term")}
_CLICK_KEYS = ("term", "address", "position")


def _weak(table: Table, keeping: Keeping) -> ColumnElement[bool]:
    return or_(table.c.sessions < keeping.sessions, table.c.peak < keeping.same_day)


def _weak_address(span: str, start: date, keeping: Keeping) -> ColumnElement[bool]:
    """The same for an address opened from a term, whatever its positions."""
    c = TERM_CLICKS.c
    strong = (
        select(c.term, c.address)
        .where(c.span == span, c.start == start)
        .group_by(c.term, c.address)
        .having(func.sum(c.sessions) >= keeping.sessions, func.max(c.peak) >= keeping.same_day)
    )
    return not_(tuple_(c.term, c.address).in_(strong))


def _gather(
    connection: Connection, table: Table, span: str, start: date, weak: ColumnElement[bool], *keys: str
) -> None:
    rest: dict[str, Any] = {key: 0 if key == "position" else REST for key in keys}
    already = and_(*(table.c[key] == value for key, value in rest.items()))
    which = and_(table.c.span == span, table.c.start == start, not_(already), weak)
    if table is TERMS:
        rest["hits"] = -1  # of many terms there is no latest search
    add_into(connection, table, which, rest)
    connection.execute(delete(table).where(which))
