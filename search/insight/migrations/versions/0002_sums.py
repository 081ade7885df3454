"""Raw rows to the second with their source, clicks and answers, and the tables of sums."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_COUNTS = (
    "searches", "sessions", "no_results", "relaxed", "clicked", "clicks", "positions", "reciprocals",
    "refined", "exits", "timed", "seconds",
)  # fmt: skip

_SUMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ord": (("term",), _COUNTS),
    "ord_filter": (("term", "filters"), ("searches", "sessions")),
    "ord_klikk": (("term", "address", "position"), ("clicks", "sessions", "first")),
    "ord_bytte": (("term", "other"), ("searches", "sessions", "helped")),
    "ord_fra": (("origin", "term"), ("searches", "sessions", "clicked")),
    "side_svar": (("address",), ("found", "missed", "sessions")),
}

_INDEXES = {
    "ord_term": ("ord", "term"),
    "ord_klikk_address": ("ord_klikk", "address"),
    "ord_klikk_term": ("ord_klikk", "term"),
    "ord_bytte_term": ("ord_bytte", "term"),
    "ord_bytte_other": ("ord_bytte", "other"),
    "ord_fra_term": ("ord_fra", "term"),
}


def upgrade() -> None:
    """Make the tables; the searches that are there are kept, their time to the minute."""
    op.rename_table("sok", "sok_0001")
    op.drop_index("sok_day_term", "sok_0001")
    _raw("sok", *_strings("term"), *_integers("hits"), *_strings("filters", "origin"), *_integers("page"),
         _column("relaxed", sa.Boolean), _column("ms", sa.Float))  # fmt: skip
    _raw("klikk", *_strings("term"), *_integers("position"), *_strings("address"))
    _raw("svar", *_strings("address"), _column("found", sa.Boolean), _column("comment", sa.String(1000)))
    op.execute(
        "INSERT INTO sok (id, at, day, session, source, term, hits, filters, origin, page, relaxed, ms) "
        "SELECT id, at, day, session,"
        " CASE WHEN bot THEN 'robot' WHEN channel = 'api' THEN 'api' ELSE 'folk' END,"
        " term, hits, CASE WHEN filters = '{}' THEN '' ELSE 'ukjent' END, '', page, relaxed, ms FROM sok_0001"
    )
    op.drop_table("sok_0001")
    _days()
    for name, (keys, numbers) in _SUMS.items():
        _sum_table(name, keys, numbers)
    for index, (table, column) in _INDEXES.items():
        op.create_index(index, table, [column, "span", "start"])
    op.create_table(
        "perioder", _key("span", sa.String(6)), _key("start", sa.Date), _column("gathered", sa.Boolean)
    )
    op.create_table("journal", _key("name", sa.String(80)), *_integers("taken"))


def downgrade() -> None:
    """There is no way back, as sums cannot be made into searches again: restore an older copy."""
    raise NotImplementedError("0001 had nowhere to keep sums")


def _raw(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        _column("at", sa.DateTime),
        _column("day", sa.Date),
        _column("session", sa.String(16)),
        _column("source", sa.String(8)),
        *columns,
    )
    op.create_index(f"{name}_day", name, ["day", "session", "at"])


def _days() -> None:
    numbers = (*_COUNTS, "robots", "machines", "tests", "api")
    op.create_table(
        "dagstall",
        _key("day", sa.Date),
        _key("settled", sa.Boolean),
        *_integers(*numbers),
        _column("ms", sa.Float),
        sqlite_with_rowid=False,
    )


def _sum_table(name: str, keys: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    more = (*_integers("hits"), _column("seen", sa.Date)) if name == "ord" else ()
    op.create_table(
        name,
        _key("span", sa.String(6)),
        _key("start", sa.Date),
        *(_key(key, sa.Integer if key == "position" else sa.String(300)) for key in keys),
        *_integers(*numbers, "peak"),
        *more,
        sqlite_with_rowid=False,
    )


def _key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True)


def _column(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _integers(*names: str) -> list[sa.Column[Any]]:
    return [_column(name, sa.Integer) for name in names]


def _strings(*names: str) -> list[sa.Column[Any]]:
    return [_column(name, sa.String(300)) for name in names]
