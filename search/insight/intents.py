"""From one session's requests to what the person looked for: keystrokes, pages and reloads are one search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TYPING = timedelta(seconds=4)
"""The longest pause between two keystrokes: what is typed on after it is a new search."""
SAME_SEARCH = timedelta(minutes=30)
"""How long the same text is the same search: a next page, a filter, a way back from a hit."""
REWRITE = timedelta(minutes=5)
"""How soon another search must follow for it to be a rewrite of the one before."""
FIRST_CLICK = timedelta(minutes=10)
"""A first click that takes longer than this says nothing of how long the search took."""
MINUTE = timedelta(minutes=1)
MINUTE_SEARCHES = 30
"""Different searches in a minute from which a session is no person."""


@dataclass(frozen=True, slots=True)
class Request:
    """A search as it was logged; ``at`` is UTC."""

    at: datetime
    term: str
    hits: int
    filters: str = ""
    origin: str = ""
    page: int = 1
    relaxed: bool = False
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Click:
    """A hit that was opened."""

    at: datetime
    term: str
    position: int
    address: str


@dataclass(slots=True)
class Intent:
    """One thing somebody looked for."""

    term: str
    began: datetime
    """When the text was as it became."""
    last: datetime
    origin: str = ""
    hits: int | None = None
    """Of the search without filters; None when there was none."""
    relaxed: bool = False
    ms: float = 0.0
    filters: dict[str, None] = field(default_factory=dict)
    clicks: list[Click] = field(default_factory=list)
    rewritten: Intent | None = None
    """The search that came instead, when nothing was opened."""
    exit: bool = False
    """Nothing was opened, and nothing came after."""

    @property
    def first_click(self) -> Click | None:
        """The hit that was opened first."""
        return self.clicks[0] if self.clicks else None

    @property
    def wait(self) -> int | None:
        """Seconds to the first click; None when there was none or it took too long to tell anything."""
        if not self.clicks or self.clicks[0].at - self.began > FIRST_CLICK:
            return None
        return max(0, round((self.clicks[0].at - self.began).total_seconds()))


def intents_of(requests: Iterable[Request], clicks: Iterable[Click]) -> list[Intent]:
    """What one session looked for, in order. Both must be of one session of one day; any order will do.

    A click belongs to the latest search for its text; one without a search is left out.

    >>> at = datetime(2026, 11, 23, 8, 0)
    >>> typed = [Request(at + timedelta(seconds=n), term, 3) for n, term in enumerate(("bar", "barnehage"))]
    >>> [intent.term for intent in intents_of(typed, [])]
    ['barnehage']
    """
    found: list[Intent] = []
    events: list[Request | Click] = [*requests, *clicks]
    for event in sorted(events, key=lambda e: (e.at, isinstance(e, Click))):
        if isinstance(event, Click):
            _open(found, event)
        else:
            _ask(found, event)
    _follow(found)
    return found


def is_machine(intents: list[Intent], most: int) -> bool:
    """Whether a session searched like no person: ``most`` searches in a day, or thirty in one minute."""
    if len(intents) >= most:
        return True
    late = intents[MINUTE_SEARCHES - 1 :]
    return any(b.began - a.began < MINUTE for a, b in zip(intents, late, strict=False))


def _ask(found: list[Intent], request: Request) -> None:
    same = next((i for i in reversed(found) if i.term == request.term), None)
    if same is not None and request.at - same.last <= SAME_SEARCH:
        _merge(same, request)
        return
    previous = found[-1] if found else None
    if previous is not None and _is_typing(previous, request):
        found.pop()
        origin = previous.origin
    else:
        origin = request.origin
    intent = Intent(term=request.term, began=request.at, last=request.at, origin=origin, ms=request.ms)
    _merge(intent, request)
    found.append(intent)


def _is_typing(previous: Intent, request: Request) -> bool:
    if previous.clicks or request.at - previous.began > TYPING:
        return False
    return request.term.startswith(previous.term) or previous.term.startswith(request.term)


def _merge(intent: Intent, request: Request) -> None:
    intent.last = max(intent.last, request.at)
    if request.filters:
        intent.filters[request.filters] = None
    elif intent.hits is None:
        intent.hits, intent.relaxed = request.hits, request.relaxed


def _open(found: list[Intent], click: Click) -> None:
    intent = next((i for i in reversed(found) if i.term == click.term), None)
    if intent is not None:
        intent.clicks.append(click)
        intent.last = max(intent.last, click.at)


def _follow(found: list[Intent]) -> None:
    """Say of each search without a click whether it was rewritten or was the end."""
    for position, intent in enumerate(found):
        if intent.clicks:
            continue
        after = found[position + 1] if position + 1 < len(found) else None
        if after is None or after.began - intent.last > SAME_SEARCH:
            intent.exit = True
        elif after.began - intent.last <= REWRITE:
            intent.rewritten = after
