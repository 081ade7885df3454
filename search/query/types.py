"""What a search is asked and what it answers; nothing below the parser sees raw input."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

import msgspec

from plugins.model.curation import BestBet
from plugins.model.document import Kind

FACETS = ("kind", "unit", "year", "target_group")
"""Names of the facets, in the order they are shown; their query parameters are in ``params``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """One search, parsed and bounded at the edge.

    ``text`` is the query as typed (at most ``MAX_QUERY`` characters, control characters removed).
    ``page`` is 1-based. ``size`` is hits per page, 1–50.
    """

    text: str
    is_cut: bool = False
    """Whether more was typed than is looked for."""
    kinds: tuple[Kind, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    target_groups: tuple[str, ...] = ()
    language: str = ""
    page: int = 1
    size: int = 10


class TypedFilter(NamedTuple):
    """A filter among the words of a query: «type:nyhet», or «-type:nyhet», which ``excludes``.

    ``facet`` is one of ``FACETS``; ``rest`` is the query without it.
    """

    facet: str
    values: tuple[str, ...]
    excludes: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How the hits of one search are put in order: layers left out by their names, and whether it is told."""

    without: frozenset[str] = frozenset()
    explain: bool = False
    as_typed: bool = False
    """Answer what was typed and nothing else, also where that has no hits."""
    newest: bool = False
    """The newest first, whatever the layers say: for those who follow a search."""


ORDINARY = Ranking()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it stands: its score is the product of the factors, the first of which is the
    sum of ``words``, but for a page that has a place of its own.
    """

    words: tuple[tuple[str, float], ...]
    """Each thing asked for, and what the text gave for it."""
    factors: tuple[tuple[str, float], ...]
    """Each layer by its name, and what it multiplied by."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A hit ready to show. ``title_html`` and ``excerpt_html`` are escaped; their only tag is ``<mark>``."""

    id: str
    url: str
    kind: Kind
    title: str
    summary: str
    title_html: str
    excerpt_html: str
    number: str
    unit: str
    unit_title: str
    language: str
    dated: date | None
    score: float
    updated: date | None = None
    """When it last changed, as far as is known."""
    lasting: tuple[str, str] = ("", "")
    """Title and summary without any person's name: for copies that outlive the year that names are shown."""
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant by what is typed so far. ``group`` is its heading; without ``url`` it is a
    query to search for.
    """

    group: str
    text: str
    url: str = ""
    detail: str = ""


class FacetCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many hits have ``value``; ``label`` is what a resident reads."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Meant:
    """The query that may have been meant, and how many hits it has."""

    text: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one search."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    relaxed: bool = False
    """True when not all words could be matched and the best partial matches are shown."""
    notice: str = ""
    best_bets: tuple[BestBet, ...] = ()
    """What editors have decided to show above the hits."""
    unit: str = ""
    """The unit that is to be reached, when its phone or opening hours are asked for."""
    leads_to: str = ""
    """The address of the one document whose number was typed."""
    meant: Meant | None = None
    answers_to: str = ""
    """The query that is answered instead, where the one typed has no hits."""
    filters: tuple[TypedFilter, ...] = ()
    """The filters among the words of the query."""
    terms: tuple[str, ...] = field(default=())
    """The words that were searched for, after analysis (for excerpts and insight)."""


class Searches(Protocol):
    """What answers a search, and no more."""

    def search(self, params: SearchParams, now: datetime) -> Results:
        """Answer ``params`` as seen at ``now``; never raises for what a person types."""
        ...


class SearchEngine(Searches, Protocol):
    """What any engine must answer. Kept small, so that another engine can come later."""

    def suggest(self, typed: str, now: datetime) -> tuple[Suggestion, ...]:
        """What may be meant by what is typed so far, group by group."""
        ...

    def has_newer(self) -> bool:
        """Whether there is another index generation to try than the last time; asked before every search."""
        ...

    def refresh(self) -> bool:
        """Switch to a newer index generation when there is one; True when it did. Searches are answered
        meanwhile, from the one before.
        """
        ...

    def close(self) -> None:
        """Let go of files."""
        ...
