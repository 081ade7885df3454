"""Deletes the whole log: raw rows, sums, what waits, the day's salt, and the searches that are suggested."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.state import State
from search.insight.database import open_database
from search.insight.journal import journals
from search.insight.salt import forget_salts
from search.insight.tables import METADATA
from search.insight.writer import journal_folder


def purge(path: Path) -> int:
    """Delete all that the log at ``path`` holds, also while the service runs; how many rows there were.

    What is deleted is overwritten (``secure_delete``) and the file made small again. A file that cannot be
    opened is removed. Raises OSError or SQLAlchemyError when something is left.
    """
    for file in journals(journal_folder(path)):
        file.unlink(missing_ok=True)
    forget_salts(path.parent)
    State(path.parent).frequent.unlink(missing_ok=True)
    if not path.exists():
        return 0
    try:
        return _empty(path)
    except SQLAlchemyError:
        for ending in ("-wal", "-shm", ""):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        return 0


def _empty(path: Path) -> int:
    engine = open_database(path)
    try:
        with engine.begin() as connection:
            rows = sum(connection.execute(delete(table)).rowcount for table in METADATA.sorted_tables)
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        return rows
    finally:
        engine.dispose()
