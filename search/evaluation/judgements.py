"""The judged queries: what residents type, and how well each address answers it.

Two CSV files for each version under ``data``. ``sporringer.csv`` has the queries, the sort of each, and the
half it belongs to; ``dommer.csv`` has a grade for each address that answers a query at all:

====== ==================================================
grade  means
====== ==================================================
3      answers it; the page that the person hopes for
2      answers a good part of it, or leads straight there
1      touches on it
0      no answer; what is not listed has this grade
====== ==================================================

The grades were set by reading the content, before any engine was tuned on them, as the site stands at
``JUDGED_AT``. A version is never edited: later judgements are a new folder, with its own date.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from plugins.model.clock import OSLO

VERSION = "2026-11"
JUDGED_AT = datetime(2026, 11, 26, 12, 0, tzinfo=OSLO)
"""The moment that the site is judged at: what has expired by then, or is not out yet, answers nobody."""
HIGHEST = 3
NO_ANSWER = "ingen"
"""The sort of query that nothing on the site answers; finding nothing is right."""

_DATA = Path(__file__).with_name("data")


class Half(StrEnum):
    """``TUNING`` may be looked into while the search is improved; ``KEPT`` is only ever counted."""

    TUNING = "innstilling"
    KEPT = "kontroll"


class Judged(NamedTuple):
    """A query with the grade, 1 to 3, of every address that answers it."""

    query: str
    sort: str
    half: Half
    grades: dict[str, int]


def half_of(query: str) -> Half:
    """Which half a query belongs to: drawn by a hash of its text, so that nobody chooses.

    >>> half_of("søppel") is half_of("søppel")
    True
    """
    return Half.TUNING if hashlib.sha256(query.encode()).digest()[0] % 2 == 0 else Half.KEPT


def read_judgements(folder: Path = _DATA / VERSION) -> tuple[Judged, ...]:
    """All judged queries of a version, in the order they were written.

    Raises ValueError for a grade on a query that is not among the queries, or outside 1 to 3.
    """
    grades: dict[str, dict[str, int]] = {}
    judged = tuple(
        Judged(row["sporring"], row["slag"], Half(row["halvdel"]), grades.setdefault(row["sporring"], {}))
        for row in _rows(folder / "sporringer.csv")
    )
    for row in _rows(folder / "dommer.csv"):
        grade = int(row["karakter"])
        if row["sporring"] not in grades or not 1 <= grade <= HIGHEST:
            raise ValueError(f"{folder.name}: «{row['sporring']}», {row['adresse']}, {row['karakter']}")
        grades[row["sporring"]][row["adresse"]] = grade
    return judged


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
