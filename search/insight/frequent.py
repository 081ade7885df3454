"""Writes down the searches that so many have made that they may be suggested to everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from search.insight.period import STANDARD_WEEKS, Period
from search.insight.reading import LogReader

MOST = 200
"""Searches that are told; what is rarer is hardly what somebody is about to type."""
_MASKED = "["
"""What stands where a name or a number was taken out begins so."""


def frequent_searches(log: LogReader, today: date) -> tuple[str, ...]:
    """The searches of the last weeks that are over, the commonest first: those with as many sessions behind
    them as anything public needs (``Keeping.public_sessions``), that found something when last made.

    Raises SQLAlchemyError when the log cannot be read.
    """
    period = Period.ended_weeks(STANDARD_WEEKS, today)
    terms = log.terms(period, "sessions", limit=MOST, least=log.keeping.public_sessions)
    return tuple(one.term for one in terms if one.hits and one.term and _MASKED not in one.term)


def write_frequent(path: Path, searches: tuple[str, ...]) -> bool:
    """Put a list of searches at ``path``, whole or not at all; False when it is there already.

    Raises OSError when it cannot be written.
    """
    content = msgspec.json.encode(searches)
    if path.exists() and path.read_bytes() == content:
        return False
    draft = path.with_name(f".{path.name}.ny")
    draft.write_bytes(content)
    draft.replace(path)
    return True
