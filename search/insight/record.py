"""One search as the log keeps it. Everything personal is scrubbed here, before it is queued or written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import unquote

from plugins.model.clock import in_oslo
from plugins.model.identifiers import scrub
from search.query.types import Results, SearchParams

MAX_TEXT = 300
MAX_ENCODINGS = 3
"""How many times over a percent-encoding is undone before scrubbing."""

_CRAWLER = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|feedfetcher|facebookexternalhit|preview|pingdom|uptime|monitor",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """A row of the log: columns as in ``tables.SEARCHES``, where they are explained."""

    at: datetime
    day: date
    query: str
    term: str
    hits: int
    filters: dict[str, list[str]]
    language: str
    ms: float
    session: str
    page: int
    relaxed: bool
    bot: bool
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When, how fast, by which session and through which channel a search was answered."""

    now: datetime
    ms: float
    session: str
    bot: bool
    channel: str


def make_record(params: SearchParams, results: Results, seen: Circumstances) -> SearchRecord:
    """What the log keeps of a search."""
    query = _clean(params.text)
    return SearchRecord(
        at=seen.now.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None),
        day=in_oslo(seen.now).date(),
        query=query,
        term=normalise(query),
        hits=results.total,
        filters=_filters(params),
        language=_clean(params.language)[:8],
        ms=round(seen.ms, 1),
        session=seen.session,
        page=params.page,
        relaxed=results.relaxed,
        bot=seen.bot,
        channel=seen.channel,
    )


def normalise(text: str) -> str:
    """The form that searches are counted by: lower case, composed, single spaces.

    >>> normalise("  Søppel   HENTING ")
    'søppel henting'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())[:MAX_TEXT]


def is_crawler(user_agent: str) -> bool:
    """Whether the program says itself that it is a robot; the user agent itself is never kept.

    >>> is_crawler("Mozilla/5.0 (compatible; Examplebot/2.1)")
    True
    >>> is_crawler("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    False
    """
    return bool(_CRAWLER.search(user_agent))


def _clean(text: str) -> str:
    """Scrub first and cut after, so that a cut never hides half an identifier from the scrubber.

    What hides an identifier is undone before: percent-encoding (once too often, as some programs do), and
    invisible characters inside a word.
    """
    for _ in range(MAX_ENCODINGS):
        text = unquote(text)
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    printable = "".join(c if c.isprintable() else " " for c in seen)
    return scrub(printable).strip()[:MAX_TEXT]


def _filters(params: SearchParams) -> dict[str, list[str]]:
    """The filters in use, scrubbed too: anybody can write anything in an address."""
    chosen = {
        "type": params.kinds,
        "virksomhet": params.units,
        "ar": tuple(map(str, params.years)),
        "for": params.target_groups,
    }
    return {name: [_clean(value) for value in values] for name, values in chosen.items() if values}
