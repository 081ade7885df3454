"""The engine: one query from typed text to hits. The only class that the service knows.

Whatever is asked and answered is in ``types``. Whatever is read of an index comes through ``Snapshot``. One
search is in ``answering``; the layers that it calls (``matching``, ``facets``, ``ranking``) only join, count
and multiply what a snapshot gives, so another way to keep postings changes it and them, and nothing outside
``search/query``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from plugins.model.clock import in_oslo
from search.curation.curation import Curation
from search.index.generations import IndexUnavailable, current, link_of, named_by, numbered
from search.query.answering import answer
from search.query.notices import looks_like_a_name
from search.query.parse import parse
from search.query.snapshot import Snapshot
from search.query.suggesting import suggest
from search.query.types import ORDINARY, Ranking, Results, SearchParams, Suggestion
from search.query.withdrawn import Withdrawn

log = logging.getLogger(__name__)

MISSING = "Søket er ikke klart: det finnes ingen søkeindeks ennå. Lag den med «make index»."


class WhooshEngine:
    """Answers from the index under ``root``; keeps one generation open and takes a newer one on ``refresh``.

    Never raises for what a person types. Safe to share between threads, one search at a time: speed
    comes from more processes.
    """

    def __init__(
        self,
        root: Path,
        withdrawn: Path | None = None,
        curation: Callable[[], Curation] = Curation,
        frequent: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        """Open the newest usable generation. Raises IndexUnavailable when there is none.

        ``withdrawn`` is the file that names what is to be hidden at once (``plugins.model.withdrawn``);
        ``curation`` gives the decisions in use, and is asked before every search. ``frequent`` gives searches
        that may be suggested, because so many have made them.
        """
        self._root = root
        self._curation = curation
        self._frequent = frequent
        self._withdrawn = Withdrawn(withdrawn)
        self._lock = threading.Lock()
        """Held while the open generation is searched or swapped."""
        self._opening = threading.Lock()
        """Held while another is made ready."""
        self._link = link_of(root)
        self._snapshot: Snapshot | None = None
        self._tried: str | None = None
        """What the link named when a generation was last looked for."""
        self._problem = MISSING
        warm_up()
        self.refresh()
        if self._snapshot is None:
            raise IndexUnavailable(self._problem)

    def has_newer(self) -> bool:
        """Whether ``gjeldende`` names another generation than when one was last looked for. Costs a
        ``readlink``, so it may be asked before every search.
        """
        return named_by(self._link) != self._tried

    def refresh(self) -> bool:
        """Take the newest usable generation; True when it is another than before.

        Others may search meanwhile: it is made ready beside the one in use, and they wait only while they are
        swapped. A generation that is broken is told about once, and the one that is open serves on.
        """
        with self._opening:
            name = named_by(self._link)
            if name == self._tried:
                return False
            self._tried = name
            newest = current(self._root)
            opened = self._best(newest) if newest else None
            if opened is None:
                return False
            if (before := self._snapshot) is None:
                self._snapshot = opened
                return True
            alike = opened.begins_as(before)
            if not alike:
                opened.make_ready(before)
            with self._lock:
                if alike:
                    opened.go_on_from(before)
                before.close()
                self._snapshot = opened
            return True

    def _best(self, newest: Path) -> Snapshot | None:
        """The first usable of the newest and those before it, down to the one that is open already."""
        open_now = self._snapshot.folder if self._snapshot else None
        for folder in [newest, *(one for one in reversed(numbered(self._root)) if one != newest)]:
            if folder == open_now:
                break
            try:
                return Snapshot(folder, self._snapshot)
            except IndexUnavailable as error:
                self._problem = str(error)
                log.error("%s", error)
        return None

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

    def _newest(self) -> Path | None:
        return current(self._root)

    def search(
        self,
        params: SearchParams,
        now: datetime,
        curation: Curation | None = None,
        ranking: Ranking = ORDINARY,
    ) -> Results:
        """Answer ``params`` as seen at ``now``; by ``curation``, when it is given, and not by those in use.

        ``ranking`` leaves layers out of the order, or explains it. Raises IndexUnavailable after ``close``.
        """
        with self._lock:
            if self._snapshot is None:
                raise IndexUnavailable(self._problem)
            self._withdrawn.look(self._snapshot, self._newest)
            in_use = self._curation() if curation is None else curation
            return answer(self._snapshot, params, in_oslo(now), in_use, ranking)

    def suggest(self, typed: str, now: datetime) -> tuple[Suggestion, ...]:
        """What may be meant by what is typed so far. Raises IndexUnavailable after ``close``."""
        with self._lock:
            if self._snapshot is None:
                raise IndexUnavailable(self._problem)
            self._withdrawn.look(self._snapshot, self._newest)
            moment = in_oslo(now)
            return suggest(
                self._snapshot, typed, moment, self._curation().on(moment.date()), self._frequent()
            )


def warm_up() -> None:
    """Load the dictionaries and lists (0.7 s), so that it is not the first visitor who waits."""
    parse("kirkene kyrkjene soknad", {})
    looks_like_a_name("kari nordmann")
