"""The engine: one query from typed text to hits. The only class that the service knows.

Whatever is asked and answered is in ``types``. Whatever is read of an index comes through ``Snapshot``. The
layers between (``matching``, ``facets``, ``ranking``) only join, count and multiply what it gives, so another
way to keep postings changes it and them, and nothing outside ``search/query``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np

from plugins.model.clock import in_oslo
from plugins.model.document import Document
from plugins.model.visibility import names_may_be_hit
from search.arrays.hits import Hits
from search.columns import KINDS
from search.curation.curation import Curation
from search.index.generations import IndexUnavailable, current, numbered
from search.query.curated import at_addresses, places_of, with_pinned
from search.query.excerpts import Highlights, excerpt, learn, mark
from search.query.facets import Filters, filter_and_count
from search.query.intent import ARCHIVE
from search.query.matching import Matches, match
from search.query.notices import looks_like_a_name, notice
from search.query.parse import Query, parse
from search.query.ranking import page, rank
from search.query.snapshot import Mask, Snapshot
from search.query.types import FACETS, Hit, Results, SearchParams
from search.query.withdrawn import Withdrawn

log = logging.getLogger(__name__)

Marks = tuple[Highlights, Highlights]
"""What is marked where names may be shown, and where they may not."""

MOST_LEARNT = 1_000
"""New documents whose words are analysed when a generation is opened."""

MISSING = "Søket er ikke klart: det finnes ingen søkeindeks ennå. Lag den med «make index»."


class WhooshEngine:
    """Answers from the index under ``root``; keeps one generation open and takes a newer one on ``refresh``.

    Never raises for what a person types. Safe to share between threads, one search at a time: speed
    comes from more processes.
    """

    def __init__(
        self, root: Path, withdrawn: Path | None = None, curation: Callable[[], Curation] = Curation
    ) -> None:
        """Open the newest usable generation. Raises IndexUnavailable when there is none.

        ``withdrawn`` is the file that names what is to be hidden at once (``plugins.model.withdrawn``);
        ``curation`` gives the decisions in use, and is asked before every search.
        """
        self._root = root
        self._curation = curation
        self._withdrawn = Withdrawn(withdrawn)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._tried: str | None = None
        self._problem = MISSING
        warm_up()
        self.refresh()
        if self._snapshot is None:
            raise IndexUnavailable(self._problem)

    def refresh(self) -> bool:
        """Take the newest usable generation; True when it is another than before.

        Costs one ``readlink`` when nothing is new, so it may be called before every search. A generation
        that is broken is told about once, and the one that is open serves on.
        """
        with self._lock:
            newest = current(self._root)
            name = newest.name if newest else ""
            if name == self._tried:
                return False
            self._tried = name
            return self._open_best(newest)

    def _open_best(self, newest: Path | None) -> bool:
        """Open the first usable of the newest and those before it, down to the one that is open already."""
        open_now = self._snapshot.folder if self._snapshot else None
        rest = [folder for folder in reversed(numbered(self._root)) if folder != newest]
        for folder in [newest, *rest] if newest else []:
            if folder == open_now:
                return False
            try:
                snapshot = Snapshot(folder, self._snapshot)
            except IndexUnavailable as error:
                self._problem = str(error)
                log.error("%s", error)
                continue
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = snapshot
            _learn(snapshot)
            return True
        return False

    @property
    def generation(self) -> str:
        """The name of the generation in use; empty when there is none."""
        snapshot = self._snapshot
        return snapshot.folder.name if snapshot else ""

    def close(self) -> None:
        """Let go of files."""
        with self._lock:
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None

    def search(self, params: SearchParams, now: datetime, curation: Curation | None = None) -> Results:
        """Answer ``params`` as seen at ``now``; by ``curation``, when it is given, and not by those in use.

        Raises IndexUnavailable after ``close``.
        """
        with self._lock:
            if self._snapshot is None:
                raise IndexUnavailable(self._problem)
            self._withdrawn.look(self._snapshot, current(self._root))
            in_use = self._curation() if curation is None else curation
            return answer(self._snapshot, params, in_oslo(now), in_use)


def warm_up() -> None:
    """Load the dictionaries and lists (0.7 s), so that it is not the first visitor who waits."""
    parse("kirkene kyrkjene soknad", {})
    looks_like_a_name("kari nordmann")


def _learn(snapshot: Snapshot) -> None:
    """Analyse the words of what most hits are made of and is new: 0.3 s for 1,000 pages."""
    kinds = snapshot.columns.kinds
    written = (number for number in snapshot.new if KINDS[kinds[number]] not in ARCHIVE)
    for number in islice(written, MOST_LEARNT):
        document = snapshot.document(number)
        learn("\n".join((document.title, document.summary, document.body)), document.language)


def answer(snapshot: Snapshot, params: SearchParams, now: datetime, curation: Curation) -> Results:
    """One search in a snapshot: read the query, match, filter and count, rank, and show one page."""
    rules = curation.on(now.date())
    decided = rules.decided(params.text)
    query = parse(params.text, snapshot.description.units, rules)
    named = snapshot.with_names(now.date())
    candidates = _candidates(snapshot, params, now)
    if decided.bans:
        candidates &= ~at_addresses(snapshot, decided.banned)
    filters = _filters(params, query)
    if not params.text and filters != Filters():
        matches = Matches(Hits.constant(np.flatnonzero(candidates), 0.0))
    elif query.only_stop_words:
        matches = Matches()
    else:
        matches = match(snapshot, query, candidates, named)
    pinned = places_of(snapshot, decided.pins, candidates)
    found = with_pinned(matches.hits, pinned, len(candidates))
    kept, facets = filter_and_count(snapshot, found, filters)
    ranked = rank(snapshot, query, kept, now.date())
    highlights = Highlights(frozenset(query.terms), frozenset(query.names), query.whole, query.parts)
    marks = (highlights, highlights.without_names())
    hits = page(snapshot, ranked, (params.page - 1) * params.size, params.size, pinned)
    return Results(
        total=len(ranked.docs),
        hits=tuple(_hit(snapshot.document(number), score, marks, now) for score, number in hits),
        facets={name: facets[name] for name in FACETS},
        relaxed=matches.relaxed,
        notice=notice(params, query, matches),
        best_bets=decided.best_bets if params.page == 1 and filters == Filters() else (),
        terms=query.terms,
    )


def _candidates(snapshot: Snapshot, params: SearchParams, now: datetime) -> Mask:
    shown = snapshot.shown(now)
    if not params.language:
        return shown
    columns = snapshot.columns
    chosen = np.array([language == params.language for language in columns.words.languages], np.bool_)
    return shown & chosen[columns.languages] if len(chosen) else shown


def _filters(params: SearchParams, query: Query) -> Filters:
    return Filters(
        frozenset((*params.kinds, *query.kinds)),
        frozenset((*params.units, *query.units)),
        frozenset((*params.years, *query.years)),
        frozenset(params.target_groups),
    )


def _hit(document: Document, score: float, marks: Marks, now: datetime) -> Hit:
    """A hit with the names in it while they may be hit, and masked afterwards."""
    title, summary, body, seen = _texts(document, marks, now)
    return Hit(
        id=document.id,
        url=document.url,
        kind=document.kind,
        title=title,
        summary=summary,
        title_html=mark(title, seen, document.language),
        excerpt_html=excerpt(body, summary, seen, document.language, title),
        number=document.number,
        unit=document.unit,
        unit_title=document.unit_title,
        language=document.language,
        dated=document.dated,
        score=round(score, 4),
    )


def _texts(document: Document, marks: Marks, now: datetime) -> tuple[str, str, str, Highlights]:
    named = document.named
    if named is not None and names_may_be_hit(named.dated, now.date()):
        return named.title, named.summary, named.body, marks[0]
    return document.title, document.summary, document.body, marks[1]
