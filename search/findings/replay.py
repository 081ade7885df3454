"""The effect of a change in advance: thirteen weeks of searches answered with it and without it.

Each search of the log wanted an address: the one that was opened first, or, for those who had to rewrite,
the one they opened then (``Evidence.destinations``). A search gains when that address stands higher with
the change, and loses when it stands lower. Searches that wanted nothing known are counted as unknown, and
never as gained.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from plugins.model.curation import Decision, Pin
from plugins.model.document import Document
from search.curation.curation import Curation, Rules
from search.curation.keys import main_terms, query_key
from search.desk.entries import decisions_in, sorted_in, words_of
from search.findings.evidence import Evidence, Search
from search.findings.types import Change, Edited
from search.index.overlay import changed_index
from search.query.engine import WhooshEngine
from search.query.parse import parse
from search.query.types import Ranking, Results, SearchParams

DEPTH = 50
"""How far down an address is looked for; what is not so far up stands at ``DEPTH`` + 1."""
EXAMPLES = 12
SIDE_BY_SIDE = 6


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that searches for a term wanted, and where it stands without and with the change.

    A fixed answer above the hits counts as place 1; ``DEPTH`` + 1 is nowhere.
    """

    term: str
    address: str
    searches: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as it is listed; ``wanted`` when people who searched for the term got there."""

    title: str
    address: str
    wanted: bool
    fixed: bool = False
    """A fixed answer above the hits."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a change would do with the searches of the period."""

    gain: int
    lose: int
    same: int
    unknown: int
    moved: tuple[Moved, ...]
    """The largest movements, those that lose first."""
    before: tuple[Shown, ...] = ()
    """The first hits for the term that the change is about, without it and with it."""
    after: tuple[Shown, ...] = ()

    @property
    def helps(self) -> bool:
        """Whether more gain than lose."""
        return self.gain > self.lose

    @property
    def advises_against(self) -> bool:
        """Whether the change loses more than it gains."""
        return self.lose > self.gain


@dataclass(frozen=True, slots=True)
class Index:
    """The index in use, and the decisions in use: what a change is compared with."""

    root: Path
    withdrawn: Path
    curation: Curation
    now: datetime

    def opened(self, root: Path | None = None) -> WhooshEngine:
        """An engine of its own on the index, or on another like it. Raises IndexUnavailable."""
        return WhooshEngine(root or self.root, self.withdrawn)

    def answers(self, engine: WhooshEngine) -> Search:
        """How an engine answers a term as it is typed, with the decisions in use."""

        def answer(term: str, size: int) -> Results:
            params = SearchParams(text=term[:200], size=size)
            return engine.search(params, self.now, self.curation, Ranking(as_typed=True))

        return answer


def forecast(
    evidence: Evidence, index: Index, engine: WhooshEngine, change: Change, term: str = ""
) -> Forecast:
    """Play the searches of the period with ``change`` and without it, and show the hits for ``term``.

    Raises IndexUnavailable.
    """
    if isinstance(change, Edited):
        page = evidence.pages.get(change.address)
        return _edited(evidence, index, engine, _as_edited(page, change), term) if page else NOTHING
    curation = with_decision(index.curation, change)
    terms = [
        t.term for t in evidence.terms if is_touched(t.term, change, index.curation, curation, index.now)
    ]
    before, after = _Asks(engine, index, index.curation), _Asks(engine, index, curation)
    return _side_by_side(evidence, term, before, after, _compare(evidence, terms, before, after))


NOTHING = Forecast(0, 0, 0, 0, ())


def with_decision(curation: Curation, decision: Decision) -> Curation:
    """The decisions in use and one more. A pin comes first, so that it holds over an earlier one."""
    entries = decisions_in(curation.entries)
    return Curation(sorted_in((decision, *entries) if isinstance(decision, Pin) else (*entries, decision)))


def without_decision(curation: Curation, decision: Decision) -> Curation:
    """The decisions in use but for one."""
    return Curation(sorted_in(one for one in decisions_in(curation.entries) if one != decision))


def is_touched(term: str, decision: Decision, before: Curation, after: Curation, now: datetime) -> bool:
    """Whether a decision may change the answer to a term; most terms it cannot."""
    day = now.date()
    if any(query_key(word) == query_key(term) for word in words_of(decision)):
        return True
    return _reads_differently(term, before.on(day), after.on(day))


def _reads_differently(term: str, before: Rules, after: Rules) -> bool:
    return before.synonyms != after.synonyms and parse(term, {}, before) != parse(term, {}, after)


def _edited(evidence: Evidence, index: Index, engine: WhooshEngine, page: Document, term: str) -> Forecast:
    words = set(main_terms("\n".join((page.title, *page.keywords)), page.language))
    words |= {word for one in (page.title, *page.keywords) for word in main_terms(one)}
    terms = [
        one.term
        for one in evidence.terms
        if words & set(main_terms(one.term)) or page.url in evidence.destinations(one.term)
    ]
    with changed_index(index.root, (page,)) as root:
        other = index.opened(root)
        try:
            before, after = _Asks(engine, index, index.curation), _Asks(other, index, index.curation)
            found = _compare(evidence, terms, before, after)
            return _side_by_side(evidence, term, before, after, found)
        finally:
            other.close()


def _as_edited(page: Document, change: Edited) -> Document:
    keywords = tuple(dict.fromkeys((*page.keywords, *change.keywords)))
    return replace(page, title=change.title or page.title, keywords=keywords)


class _Asks:
    """One way of answering: an engine with some decisions."""

    def __init__(self, engine: WhooshEngine, index: Index, curation: Curation) -> None:
        self._engine, self._index, self._curation = engine, index, curation

    def places(self, term: str) -> dict[str, int]:
        """Where each address stands for a term."""
        found = self.answer(term)
        places: dict[str, int] = {}
        for place, hit in enumerate(found.hits, 1):
            places.setdefault(hit.url, place)
        return {**places, **{bet.address: 1 for bet in found.best_bets}}

    def shown(self, term: str, wanted: Mapping[str, int]) -> tuple[Shown, ...]:
        """The first hits for a term as they are listed."""
        found = self.answer(term)
        bets = tuple(Shown(bet.title, bet.address, bet.address in wanted, True) for bet in found.best_bets)
        hits = tuple(Shown(hit.title, hit.url, hit.url in wanted) for hit in found.hits)
        return (*bets, *hits)[:SIDE_BY_SIDE]

    def answer(self, term: str) -> Results:
        """The first hits for a term."""
        params = SearchParams(text=term, size=DEPTH)
        return self._engine.search(params, self._index.now, self._curation, Ranking(as_typed=True))


def _side_by_side(evidence: Evidence, term: str, before: _Asks, after: _Asks, found: Forecast) -> Forecast:
    if not term:
        return found
    wanted = evidence.destinations(term)
    return dataclasses.replace(found, before=before.shown(term, wanted), after=after.shown(term, wanted))


def _compare(evidence: Evidence, terms: Iterable[str], before: _Asks, after: _Asks) -> Forecast:
    moved: list[Moved] = []
    unknown = 0
    for term in terms:
        wanted = evidence.destinations(term)
        counts = evidence.by_term.get(term)
        if counts is not None:
            unknown += max(0, counts.counts.searches - sum(wanted.values()))
        if wanted:
            moved += _moved(term, wanted.items(), before.places(term), after.places(term))
    gain = sum(one.searches for one in moved if one.after < one.before)
    lose = sum(one.searches for one in moved if one.after > one.before)
    same = sum(one.searches for one in moved) - gain - lose
    examples = sorted((one for one in moved if one.after != one.before), key=_most_first)
    return Forecast(gain, lose, same, unknown, tuple(examples[:EXAMPLES]))


def _most_first(one: Moved) -> tuple[bool, int, str]:
    return one.after < one.before, -one.searches, one.term


def _moved(
    term: str, wanted: Iterable[tuple[str, int]], before: dict[str, int], after: dict[str, int]
) -> Iterator[Moved]:
    for address, searches in wanted:
        yield Moved(term, address, searches, before.get(address, DEPTH + 1), after.get(address, DEPTH + 1))
