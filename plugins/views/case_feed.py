"""«Følg saken»: what happens in one case as Atom, made of the very view that its page is made of.

So a name that is hidden on the page is hidden here. An expired name changes an entry without making it new:
``updated`` is the day something happened, and never the day of a build.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plugins.model import addresses
from plugins.views.archive import EntryView
from plugins.views.atom import Entry, Feed, atom
from plugins.views.journal import Pages, page_of
from plugins.views.politics import CaseView, Stop
from plugins.views.rendering import dato

MOST_ENTRIES = 100
_FIRST = date(2015, 1, 1)


def case_feed(view: CaseView, pages: Pages, site_url: str, site_name: str) -> str:
    """The feed of a case, what happened last first. ``view`` has all its documents, ``pages`` say where."""
    case_address = pages[0][1]
    entries = sorted(_entries(view, pages), key=lambda entry: entry.updated, reverse=True)
    kept = entries[:MOST_ENTRIES]
    updated = kept[0].updated if kept else view.dated or _FIRST
    title = f"Sak {view.number}: {view.title} – {site_name}"
    return atom(Feed(title, view.feed, case_address, updated, site_name), kept, site_url)


def _entries(view: CaseView, pages: Pages) -> Iterator[Entry]:
    known = [entry.journal_date for entry in view.entries if entry.journal_date]
    newest = max(known, default=view.dated or _FIRST)
    since = view.dated or _FIRST
    newest_first = reversed(list(enumerate(view.entries)))  # the last of a day is the one that is news
    yield from (_document(entry, page_of(pages, at), since) for at, entry in newest_first)
    # A recommendation is a document of the case, and stands there already.
    yield from (_treatment(stop, since, newest) for stop in view.stops if stop.url.startswith("/"))


def _document(entry: EntryView, page: str, since: date) -> Entry:
    from_whom = f"Fra {', '.join(entry.senders)}. " if entry.senders else ""
    to_whom = f"Til {', '.join(entry.receivers)}." if entry.receivers else ""
    return Entry(
        title=f"{entry.type_label}: {entry.title}",
        address=f"{page}#{entry.anchor}",
        name=entry.permanent,
        dated=entry.journal_date or since,
        updated=entry.journal_date or since,
        summary=f"Dokument {entry.number}. {from_whom}{to_whom}".strip(),
        author=entry.unit,
        since=_FIRST,
    )


def _treatment(stop: Stop, since: date, newest: date) -> Entry:
    """A treatment; one to come has happened no later than the case's newest document."""
    happened = stop.date if stop.date and stop.state in {"passert", "her"} else newest
    said = {"kommende": "Skal behandles", "avlyst": "Møtet er avlyst"}.get(stop.state, "Behandlet")
    when = f" {dato(stop.date)}" if stop.date else ""
    return Entry(
        title=f"{said}: {stop.title}{when}",
        address=stop.url,
        name=addresses.without_part(stop.url).replace("#", ""),
        dated=happened,
        updated=max(happened, since),
        summary=". ".join(part for part in (stop.text, stop.result) if part),
        since=_FIRST,
    )
