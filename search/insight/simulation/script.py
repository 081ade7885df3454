"""What one person does, as a script: the script makes the events, and the script alone says what is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from plugins.model.clock import in_oslo
from search.insight.record import AnyEvent, ClickEvent, SearchEvent
from search.insight.simulation.truth import Truth
from search.insight.values import Counts

KEYSTROKE = timedelta(seconds=1)
MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A hit that is opened so many seconds after the search, or after the hit before."""

    after: int
    position: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing that is looked for."""

    term: str
    hits: int
    pause: int = 0
    """Seconds since the last thing done: under 300 it comes instead of it, over 1800 not at all."""
    typed: tuple[str, ...] = ()
    """What the search box sent while it was typed, a second apart."""
    pages: int = 1
    filters: str = ""
    """Narrowed by this after some seconds."""
    origin: str = ""
    opened: tuple[Opened, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one session does, from ``start`` (aware)."""

    session: str
    start: datetime
    looks: tuple[Look, ...]
    source: str = "folk"

    def events(self) -> Iterator[AnyEvent]:
        """What the log is told."""
        now = self.start
        for look in self.looks:
            now += timedelta(seconds=look.pause)
            for text in look.typed:
                yield self._search(now, look, text)
                now += KEYSTROKE
            yield self._search(now, look, look.term)
            asked = now
            for page in range(2, look.pages + 1):
                now += timedelta(seconds=4)
                yield self._search(now, look, look.term, page=page)
            if look.filters:
                now += timedelta(seconds=3)
                yield self._search(now, look, look.term, filters=look.filters)
            moment = asked
            for hit in look.opened:
                moment += timedelta(seconds=hit.after)
                about = self.about(moment)
                yield ClickEvent(**about, term=look.term, position=hit.position, address=hit.address)
            now = max(now, moment)

    def tell(self, truth: Truth) -> None:
        """Add what this visit was to the truth."""
        truth.add_session(Counts(sessions=1))
        terms: set[str] = set()
        for look, after in zip(self.looks, (*self.looks[1:], None), strict=True):
            truth.add_search(look.term, self._counts(look, after), new=look.term not in terms)
            terms.add(look.term)
            for number, hit in enumerate(look.opened):
                truth.add_click(look.term, hit.address, hit.position, first=number == 0)
            if not look.opened and after is not None and after.pause < 300:
                truth.add_rewrite(look.term, after.term, helped=bool(after.opened))
            if look.origin:
                truth.origins[look.origin, look.term] += 1

    def _counts(self, look: Look, after: Look | None) -> Counts:
        places = [hit.position for hit in look.opened]
        return Counts(
            searches=1,
            no_results=int(look.hits == 0),
            clicked=int(bool(places)),
            clicks=len(places),
            positions=sum(places),
            reciprocals=round(MILLION / places[0]) if places else 0,
            refined=int(not places and after is not None and after.pause < 300),
            exits=int(not places and (after is None or after.pause > 1800)),
            timed=int(bool(places)),
            seconds=look.opened[0].after if places else 0,
        )

    def _search(
        self, at: datetime, look: Look, text: str, *, page: int = 1, filters: str = ""
    ) -> SearchEvent:
        return SearchEvent(
            **self.about(at),
            term=text,
            hits=look.hits,
            filters=filters,
            origin=look.origin,
            page=page,
            relaxed=False,
            ms=12.0,
        )

    def about(self, at: datetime) -> dict[str, Any]:
        """What every event of the session has."""
        return {
            "at": at.astimezone(UTC).replace(tzinfo=None),
            "day": in_oslo(at).date(),
            "session": self.session,
            "source": self.source,
        }
