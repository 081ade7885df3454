"""What the log keeps of a search, a click and an answer. All text is scrubbed here, before it is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import msgspec

from plugins.model.clock import in_oslo
from search.insight.scrubbing import Scrubber
from search.query.types import Results, SearchParams

MAX_TEXT = 300
MAX_COMMENT = 1000
MAX_POSITION = 1000

_CRAWLER = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|feedfetcher|facebookexternalhit|preview|pingdom|uptime|monitor",
    re.IGNORECASE,
)


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="hva", forbid_unknown_fields=True):
    """A line of the journal and a row of a raw table: fields as the columns in ``tables``."""

    at: datetime
    day: date
    session: str
    source: str


class SearchEvent(Event, frozen=True, kw_only=True, tag="sok"):
    """A search."""

    term: str
    hits: int
    filters: str
    origin: str
    page: int
    relaxed: bool
    ms: float


class ClickEvent(Event, frozen=True, kw_only=True, tag="klikk"):
    """A hit that was opened."""

    term: str
    position: int
    address: str


class AnswerEvent(Event, frozen=True, kw_only=True, tag="svar"):
    """An answer to «Fant du det du lette etter?»."""

    address: str
    found: bool
    comment: str


AnyEvent = SearchEvent | ClickEvent | AnswerEvent

to_line = msgspec.json.Encoder().encode
from_line = msgspec.json.Decoder(AnyEvent).decode
"""Raises msgspec.DecodeError for what is no line of a journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When, by which session and by whom (``source``: «folk», «robot», «prove», «api»)."""

    now: datetime
    session: str
    source: str

    def fields(self) -> dict[str, Any]:
        """What every event has."""
        return {
            "at": self.now.astimezone(UTC).replace(microsecond=0, tzinfo=None),
            "day": in_oslo(self.now).date(),
            "session": self.session,
            "source": self.source,
        }


class Recording:
    """Makes events of what happened, with ``scrubber`` between the text and the log."""

    def __init__(self, scrubber: Scrubber) -> None:
        self._scrubber = scrubber

    def search(
        self, params: SearchParams, results: Results, seen: Circumstances, *, ms: float, origin: str
    ) -> SearchEvent:
        """A search that was answered in ``ms`` milliseconds, made from our page ``origin``."""
        return SearchEvent(
            **seen.fields(),
            term=self.term(params.text),
            hits=results.total,
            filters=self._filters(params),
            origin=origin[:MAX_TEXT],
            page=params.page,
            relaxed=results.relaxed,
            ms=round(ms, 1),
        )

    def click(self, query: str, position: int, address: str, seen: Circumstances) -> ClickEvent:
        """The hit at ``position`` for ``query`` was opened."""
        return ClickEvent(
            **seen.fields(),
            term=self.term(query),
            position=max(1, min(position, MAX_POSITION)),
            address=address[:MAX_TEXT],
        )

    def answer(self, address: str, found: bool, comment: str, seen: Circumstances) -> AnswerEvent:
        """What a reader said of the page at ``address``."""
        text = " ".join(self._scrubber.scrub(comment).split())
        return AnswerEvent(
            **seen.fields(),
            address=address[:MAX_TEXT],
            found=found,
            comment=text[:MAX_COMMENT],
        )

    def term(self, query: str) -> str:
        """The form that a search is counted by; cut after scrubbing, so that no cut hides anything."""
        return normalise(self._scrubber.scrub(query))

    def _filters(self, params: SearchParams) -> str:
        """The filters in use as in an address, scrubbed too: anybody can write anything there."""
        chosen = {
            "type": params.kinds,
            "virksomhet": params.units,
            "ar": tuple(map(str, params.years)),
            "for": params.target_groups,
        }
        pairs = [
            (name, self._scrubber.scrub(str(v))) for name, values in chosen.items() for v in sorted(values)
        ]
        return urlencode(pairs)[:MAX_TEXT]


def normalise(text: str) -> str:
    """The form that searches are counted by: lower case, composed, single spaces.

    >>> normalise("  Søppel   HENTING ")
    'søppel henting'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())[:MAX_TEXT].rstrip()


def is_crawler(user_agent: str) -> bool:
    """Whether the program says itself that it is a robot; the user agent itself is never kept.

    >>> is_crawler("Mozilla/5.0 (compatible; Examplebot/2.1)")
    True
    >>> is_crawler("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    False
    """
    return bool(_CRAWLER.search(user_agent))
