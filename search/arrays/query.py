"""What can be asked of the arrays: a tree of frozen nodes over single fields, as Whoosh's own queries are.

What a person types is read elsewhere, and becomes such a tree.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with a term in a field, by BM25 times ``boost``."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Fields:
    """Documents with a term in any of several fields, by the sum of BM25 times each field's weight.

    The same as ``Or`` of a ``Term`` for each, with one look-up for all.
    """

    text: str
    weights: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class And:
    """Documents that answer every part; their scores are added. No part: no document."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that answer any part; their scores are added."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AndNot:
    """Documents that answer ``wanted`` and not ``unwanted``, with the score of the first."""

    wanted: Query
    unwanted: Query


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents where the words stand one after another in a field; the words' scores are added.

    ``places`` are how far each word stands from the first; without them each stands next to the one before.
    """

    field: str
    words: tuple[str, ...]
    places: tuple[int, ...] = ()
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with any term in a field that begins so. All score the same: ``boost``."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Range:
    """Documents with any term in a field from ``low`` to ``high``, both counted; None is without bound.

    All score the same: ``boost``.
    """

    field: str
    low: str | None
    high: str | None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Every:
    """All documents that are not deleted. All score the same: ``boost``."""

    boost: float = 1.0


Query = Term | Fields | And | Or | AndNot | Phrase | Prefix | Range | Every
