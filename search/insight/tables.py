"""The tables of the search log, as SQLAlchemy Core; ``migrations/`` is what makes them in a file.

Raw rows live for some days. Each of those days is also summed under the span «dag»; when its raw rows go, its
sums are added to its week («uke») and its month («maaned») and the day's own are removed. So every search is
counted once among days and weeks, and once among days and months.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

METADATA = MetaData()

DAY, WEEK, MONTH = "dag", "uke", "maaned"
"""The spans; a span's ``start`` is the day, the Monday, or the first of the month."""

REST = ""
"""The term, filter or address of «øvrige»: what too few stood behind, summed."""


def _raw(name: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        METADATA,
        Column("id", Integer, primary_key=True),
        Column("at", DateTime, nullable=False, comment="UTC, to the second"),
        Column("day", Date, nullable=False, comment="the same moment's day in Europe/Oslo"),
        Column("session", String(16), nullable=False, comment="dies at midnight, see salt.py"),
        Column("source", String(8), nullable=False, comment="«folk», «robot», «prove» or «api»"),
        *columns,
        Index(f"{name}_day", "day", "session", "at"),
    )


SEARCHES = _raw(
    "sok",
    Column("term", String(300), nullable=False, comment="scrubbed and normalised; what is counted"),
    Column("hits", Integer, nullable=False),
    Column("filters", String(300), nullable=False, comment="as in an address, scrubbed; empty for none"),
    Column("origin", String(300), nullable=False, comment="the page of ours that was searched from"),
    Column("page", Integer, nullable=False),
    Column("relaxed", Boolean, nullable=False),
    Column("ms", Float, nullable=False),
)
"""Searches. There is no column for an address, a user agent or a cookie, so none can be kept."""

CLICKS = _raw(
    "klikk",
    Column("term", String(300), nullable=False),
    Column("position", Integer, nullable=False, comment="1 is the first hit, over all pages"),
    Column("address", String(300), nullable=False, comment="the hit's own address"),
)
"""Hits that were opened."""

ANSWERS = _raw(
    "svar",
    Column("address", String(300), nullable=False, comment="the page that was asked about"),
    Column("found", Boolean, nullable=False),
    Column("comment", String(1000), nullable=False, comment="scrubbed; empty for none"),
)
"""Answers to «Fant du det du lette etter?»."""

RAW = (SEARCHES, CLICKS, ANSWERS)

COUNTS = (
    "searches", "sessions", "no_results", "relaxed", "clicked", "clicks", "positions", "reciprocals",
    "refined", "exits", "timed", "seconds",
)  # fmt: skip
"""Columns of ``values.Counts``, where they are explained."""


def _numbers(*names: str) -> list[Column[Any]]:
    return [Column(name, Integer, nullable=False) for name in names]


DAYS = Table(
    "dagstall",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("settled", Boolean, primary_key=True, comment="whether the raw rows are gone"),
    *_numbers(*COUNTS, "robots", "machines", "tests", "api"),
    Column("ms", Float, nullable=False, comment="sum of answer times"),
    sqlite_with_rowid=False,
)
"""What a day came to, with no text in it; kept for good."""


def _sums(name: str, keys: tuple[str, ...], numbers: tuple[str, ...], *more: Column[Any]) -> Table:
    """A table of sums by span, start and ``keys``. ``peak`` is the most sessions on one day."""
    lengths = {"position": Integer}
    return Table(
        name,
        METADATA,
        Column("span", String(6), primary_key=True),
        Column("start", Date, primary_key=True),
        *(Column(key, lengths.get(key, String(300)), primary_key=True) for key in keys),
        *_numbers(*numbers, "peak"),
        *more,
        sqlite_with_rowid=False,
    )


TERMS = _sums(
    "ord",
    ("term",),
    COUNTS,
    Column("hits", Integer, nullable=False, comment="of the latest search without filters; -1 for none"),
    Column("seen", Date, nullable=False, comment="the day of that"),
)
FILTERS = _sums("ord_filter", ("term", "filters"), ("searches", "sessions"))
TERM_CLICKS = _sums("ord_klikk", ("term", "address", "position"), ("clicks", "sessions", "first"))
REWRITES = _sums("ord_bytte", ("term", "other"), ("searches", "sessions", "helped"))
ORIGINS = _sums("ord_fra", ("origin", "term"), ("searches", "sessions", "clicked"))
VERDICTS = _sums("side_svar", ("address",), ("found", "missed", "sessions"))

SUMS = (TERMS, FILTERS, TERM_CLICKS, REWRITES, ORIGINS, VERDICTS)

Index("ord_peak", TERMS.c.span, TERMS.c.start, TERMS.c.peak)
Index("ord_term", TERMS.c.term, TERMS.c.span, TERMS.c.start)
Index("ord_klikk_address", TERM_CLICKS.c.address, TERM_CLICKS.c.span, TERM_CLICKS.c.start)
Index("ord_klikk_term", TERM_CLICKS.c.term, TERM_CLICKS.c.span, TERM_CLICKS.c.start)
Index("ord_bytte_term", REWRITES.c.term, REWRITES.c.span, REWRITES.c.start)
Index("ord_bytte_other", REWRITES.c.other, REWRITES.c.span, REWRITES.c.start)
Index("ord_fra_term", ORIGINS.c.term, ORIGINS.c.span, ORIGINS.c.start)

SPANS = Table(
    "perioder",
    METADATA,
    Column("span", String(6), primary_key=True),
    Column("start", Date, primary_key=True),
    Column("gathered", Boolean, nullable=False, comment="whether the rest is «øvrige»"),
)
"""The weeks and months that hold sums."""

JOURNALS = Table(
    "journal",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("taken", Integer, nullable=False, comment="bytes whose lines are in the tables"),
)
"""How far each journal file has been taken in; in the same transaction as its rows."""
