"""What findings are looked for in: thirteen weeks of the log, the index as it answers now, and the pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from plugins.model.clock import in_oslo
from plugins.model.document import Document
from search.findings.pages import Pages
from search.findings.words import is_same_word
from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.values import ClickCounts, Origin, Rewrite, TermCounts
from search.query.types import Results

WEEKS = 13
HITS = 10
WORKS = 0.5
"""Share of searches with a click from which a term works."""

Search = Callable[[str, int], Results]
"""A query and how many hits → what the search in use answers."""


@dataclass(slots=True)
class Opened:
    """An address opened from a term: clicks, first clicks, and the sum of their positions."""

    address: str
    clicks: int = 0
    first: int = 0
    positions: int = 0

    @property
    def mean_position(self) -> float:
        """Where it stood when it was opened, on average."""
        return self.positions / self.clicks if self.clicks else 0.0


class Evidence:
    """What all kinds of findings look in, each part read once, when it is first asked for.

    ``search`` answers as residents are answered now: a finding that is mended is gone the moment it is.
    """

    def __init__(self, log: LogReader, pages: Pages, search: Search, now: datetime) -> None:
        self.log = log
        self.pages = pages
        self.now = now
        self.today = in_oslo(now).date()
        self.period = Period.weeks(WEEKS, self.today)
        self._search = search
        self._answers: dict[str, Results] = {}
        self._twins: dict[str, str | None] = {}

    def answer(self, term: str) -> Results:
        """The first hits for a term, as they are now."""
        if term not in self._answers:
            self._answers[term] = self._search(term, HITS)
        return self._answers[term]

    def top_page(self, term: str) -> Document | None:
        """The written page that stands first for a term; None when another kind does, or nothing."""
        hits = self.answer(term).hits
        return self.pages.get(hits[0].url) if hits else None

    @cached_property
    def terms(self) -> tuple[TermCounts, ...]:
        """Every term that enough people stand behind, most sessions first."""
        return self.log.terms(self.period, "sessions", limit=None)

    @cached_property
    def by_term(self) -> Mapping[str, TermCounts]:
        """The same by term."""
        return {term.term: term for term in self.terms}

    @cached_property
    def opened(self) -> Mapping[str, tuple[Opened, ...]]:
        """What was opened from each term, most first clicks first."""
        return opened_by_term(self.log.clicks(self.period))

    @cached_property
    def rewrites(self) -> Mapping[str, tuple[Rewrite, ...]]:
        """What people searched for instead of each term, most sessions first."""
        found: dict[str, list[Rewrite]] = defaultdict(list)
        for rewrite in self.log.rewrites(self.period):
            found[rewrite.term].append(rewrite)
        return {term: tuple(sorted(all_, key=lambda r: -r.sessions)) for term, all_ in found.items()}

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """Which pages were searched from, for what."""
        return self.log.origins(self.period)

    @cached_property
    def origins_of(self) -> Mapping[str, tuple[Origin, ...]]:
        """The same by term."""
        found: dict[str, list[Origin]] = defaultdict(list)
        for origin in self.origins:
            found[origin.term].append(origin)
        return {term: tuple(all_) for term, all_ in found.items()}

    @cached_property
    def working(self) -> tuple[TermCounts, ...]:
        """Terms that help: something is opened from most searches, most sessions first."""
        return tuple(t for t in self.terms if t.counts.clicked >= WORKS * t.counts.searches)

    def twin(self, term: str) -> str | None:
        """The same word written so that it works; None when there is none."""
        if term not in self._twins:
            self._twins[term] = next((t.term for t in self.working if is_same_word(term, t.term)), None)
        return self._twins[term]

    def destinations(self, term: str) -> Mapping[str, int]:
        """Where people who searched for a term got to, with how many searches: what they opened from it, and
        what those who rewrote it opened from the other term. When none of them got anywhere, it is taken that
        they wanted what others want who write the same word so that it works, and as many of them.
        """
        return self._got_to(term) or self._as_twin(term)

    def _as_twin(self, term: str) -> Mapping[str, int]:
        counts, twin = self.by_term.get(term), self.twin(term)
        if counts is None or twin is None:
            return {}
        share = counts.counts.searches / self.by_term[twin].counts.searches
        return {
            one.address: round(one.first * share)
            for one in self.opened.get(twin, ())
            if one.first * share >= 1
        }

    def _got_to(self, term: str) -> Mapping[str, int]:
        found = Counter({one.address: one.first for one in self.opened.get(term, ()) if one.first})
        for rewrite in self.rewrites.get(term, ()):
            others = self.opened.get(rewrite.other, ())
            total = sum(one.first for one in others)
            for one in others:
                if share := round(rewrite.helped * one.first / total) if total else 0:
                    found[one.address] += share
        return found

    def unit_near(self, term: str) -> str:
        """The unit that a term seems to concern: by where people got to, the pages they searched from, and
        the first written page among the hits; empty when nothing tells.
        """
        votes = Counter[str]()
        for address, searches in self.destinations(term).items():
            votes[self.pages.unit_of(address)] += 3 * searches
        for origin in self.origins_of.get(term, ()):
            votes[self.pages.unit_of(origin.address)] += origin.searches
        del votes[""]
        if votes:
            return votes.most_common(1)[0][0]
        found = (self.pages.unit_of(hit.url) for hit in self.answer(term).hits)
        return next(filter(None, found), "")


def opened_by_term(clicks: tuple[ClickCounts, ...]) -> dict[str, tuple[Opened, ...]]:
    """Clicks at all positions together, by term."""
    found: dict[str, dict[str, Opened]] = defaultdict(dict)
    for click in clicks:
        one = found[click.term].setdefault(click.address, Opened(click.address))
        one.clicks += click.clicks
        one.first += click.first
        one.positions += click.clicks * click.position
    return {
        term: tuple(sorted(opened.values(), key=lambda o: (-o.first, -o.clicks, o.address)))
        for term, opened in found.items()
    }
