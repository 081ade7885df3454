"""Adds rows of a table of sums to other rows of it, all in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, select
from sqlalchemy.dialects.sqlite import insert as upsert


def add_into(connection: Connection, table: Table, which: ColumnElement[bool], keys: dict[str, Any]) -> None:
    """Add the rows of ``which`` to those of the same keys but for ``keys``, which are given."""
    names = [column.name for column in table.columns]
    primary = [column.name for column in table.primary_key.columns]
    chosen = [literal(keys[n], table.c[n].type) if n in keys else _summed(table, n, primary) for n in names]
    groups = [table.c[name] for name in primary if name not in keys]
    query = select(*chosen).where(which).group_by(*groups)
    statement = upsert(table).from_select(names, query)
    new = statement.excluded
    changes = {name: _joined(table, name, new) for name in names if name not in primary}
    connection.execute(statement.on_conflict_do_update(index_elements=primary, set_=changes))


def _summed(table: Table, name: str, primary: list[str]) -> Any:
    if name in primary:
        return table.c[name]
    if name in {"peak", "seen"}:
        return func.max(table.c[name])
    if name == "hits":  # only single terms have hits; the rest of them has none
        return func.min(table.c.hits)
    return func.sum(table.c[name])


def _joined(table: Table, name: str, new: Any) -> Any:
    old = table.c[name]
    if name in {"peak", "seen"}:
        return func.max(old, new[name])
    if name == "hits":
        newer = and_(new.seen >= table.c.seen, new.hits >= 0)
        return func.iif(newer, new.hits, old)
    return old + new[name]
