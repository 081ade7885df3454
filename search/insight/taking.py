"""Takes what the workers have logged into the tables; one process at a time does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, Table, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from search.insight.journal import is_left, journals, whole_lines
from search.insight.record import AnswerEvent, AnyEvent, ClickEvent, SearchEvent, from_line
from search.insight.tables import ANSWERS, CLICKS, JOURNALS, RAW, SEARCHES

LINES_AT_A_TIME = 2_000

TABLES: dict[type[AnyEvent], Table] = {SearchEvent: SEARCHES, ClickEvent: CLICKS, AnswerEvent: ANSWERS}


@dataclass(slots=True)
class Taken:
    """What one round took in."""

    days: set[date] = field(default_factory=set)
    """The days that have new rows."""
    rows: int = 0
    beyond: int = 0
    """Events left out because their day had more than is logged."""
    broken: int = 0
    """Lines that could not be read."""


class Taker:
    """Takes in the files under ``folder``; at most ``events_a_day`` for each day."""

    def __init__(self, engine: Engine, folder: Path, events_a_day: int) -> None:
        self._engine = engine
        self._folder = folder
        self._most = events_a_day
        self._counted: Counter[date] = Counter()

    def take(self) -> Taken:
        """Take in all whole lines. Raises SQLAlchemyError or OSError; what was taken until then stands."""
        taken = Taken()
        known = self._known()
        done: list[Path] = []
        files = journals(self._folder)
        for path in files:
            left = is_left(path)  # asked before it is read: what is added after is not missed
            start = known.get(path.name, 0)
            lines = whole_lines(path, start)
            while some := list(islice(lines, LINES_AT_A_TIME)):
                self._store(path.name, some, taken)
            if left:
                done.append(path)
        gone = set(known) - {path.name for path in files}
        self._remove(done, gone)
        return taken

    def _known(self) -> dict[str, int]:
        with self._engine.connect() as connection:
            return {row.name: row.taken for row in connection.execute(select(JOURNALS))}

    def _store(self, name: str, lines: list[tuple[bytes, int]], taken: Taken) -> None:
        counted = self._counted.copy()
        with self._engine.begin() as connection:
            rows: defaultdict[Table, list[dict[str, object]]] = defaultdict(list)
            for event in self._events(lines, taken):
                self._count_first(connection, counted, event.day)
                if counted[event.day] >= self._most:
                    taken.beyond += 1
                    continue
                counted[event.day] += 1
                taken.days.add(event.day)
                rows[TABLES[type(event)]].append(msgspec.structs.asdict(event))
            for table, some in rows.items():
                connection.execute(insert(table), some)
            far = upsert(JOURNALS).values(name=name, taken=lines[-1][1])
            connection.execute(
                far.on_conflict_do_update(index_elements=["name"], set_={"taken": lines[-1][1]})
            )
        self._counted = counted
        taken.rows += sum(map(len, rows.values()))

    def _events(self, lines: list[tuple[bytes, int]], taken: Taken) -> Iterator[AnyEvent]:
        for line, _ in lines:
            try:
                yield from_line(line)
            except msgspec.DecodeError:
                taken.broken += 1

    def _count_first(self, connection: Connection, counted: Counter[date], day: date) -> None:
        if day not in counted:
            of_day = (select(func.count()).select_from(t).where(t.c.day == day) for t in RAW)
            counted[day] = sum(connection.execute(query).scalar_one() for query in of_day)

    def _remove(self, done: list[Path], gone: set[str]) -> None:
        """Remove files that are taken in whole, once the rows are surely on the disk."""
        if done and not self._on_disk():
            return
        for path in done:
            path.unlink(missing_ok=True)
        if names := [*(path.name for path in done), *gone]:
            with self._engine.begin() as connection:
                connection.execute(delete(JOURNALS).where(JOURNALS.c.name.in_(names)))

    def _on_disk(self) -> bool:
        """Move the write-ahead log into the file and wait for the disk; False when a reader is in the way."""
        with self._engine.connect() as connection:
            busy, pages, moved = connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
        return not busy and pages == moved
