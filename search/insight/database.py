"""The file of the search log: SQLite in WAL mode, brought to the newest form by alembic."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 5.0


def open_database(path: Path, migrations: Path = MIGRATIONS) -> Engine:
    """An engine on the file at ``path``, made or migrated by the scripts in ``migrations`` when needed.

    Workers that start together take turns (a lock file beside it). Raises SQLAlchemyError or OSError
    when the file cannot be made, opened or understood.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)  # the service's own user alone; SQLite's other files follow this one
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    with _taking_turns(path.with_suffix(".las")), engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at ``path`` now: another one after a restored backup; None when there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def revision(engine: Engine) -> str:
    """The revision that the file stands at."""
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """WAL lets the insight pages read while searches are written; deleted rows are overwritten."""
    cursor: Any = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


@contextmanager
def _taking_turns(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
