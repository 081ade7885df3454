"""A journal entry as one line of a list: enough to see what it is, and the way to the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from plugins.model import addresses
from plugins.model.archive import Journalpost
from plugins.model.names import mask_names
from plugins.views.archive import DayLines, DayLink, EntryLine
from plugins.views.archive_reader import ArchiveReader
from plugins.views.journal import entry_number, gap_text, is_sender, page_of, pages_of_day, party_name
from plugins.views.masking import names_to_hide
from plugins.views.outline import Placed
from plugins.views.selections import day_selection, selection_of

_TITLE, _PARTIES = 240, 120
"""Most letters of a line's title and of its parties: the whole entry has the rest."""
_MOST_PARTIES = 3


def entries_of(placed: Iterable[Placed], reader: ArchiveReader) -> Iterator[tuple[Placed, Journalpost]]:
    """The entries of a list, each day read by itself."""
    for key, of_day in groupby(placed, key=lambda one: one.day):
        those, day = list(of_day), selection_of(key).first
        outline = reader.outline(day)
        if len(those) == len(outline):
            yield from zip(those, reader.store.entries_on(day), strict=True)
        else:
            keys = tuple((outline[one.at].arkiv, outline[one.at].system_id) for one in those)
            yield from zip(those, reader.store.entries_among(day, keys), strict=True)


def lines_by_day(placed: Iterable[Placed], reader: ArchiveReader, *, gaps: bool) -> tuple[DayLines, ...]:
    """The lines of a list, newest first, under their days; ``gaps`` tells of missing numbers between them."""
    found = list(entries_of(placed, reader))
    days = groupby(reversed(found), key=lambda one: one[0].day)
    return tuple(_of_day(selection_of(key).first, list(those), reader, gaps=gaps) for key, those in days)


def _of_day(
    day: date | None, entries: list[tuple[Placed, Journalpost]], reader: ArchiveReader, *, gaps: bool
) -> DayLines:
    missing = {gap.at: gap_text(gap) for gap in reader.gaps(day)} if gaps else {}
    pages, hidden = pages_of_day(day, reader), reader.curtain.hides(day)
    lines = tuple(
        _line(entry, page_of(pages, placed.at), reader, hidden, missing.get(placed.at, ""))
        for placed, entry in entries
    )
    count = len(reader.outline(day))
    link = DayLink(date=day, url=day_selection(day).address, count=count) if day else None
    return DayLines(day=link, lines=lines)


def _line(entry: Journalpost, page: str, reader: ArchiveReader, hidden: bool, gap: str) -> EntryLine:
    """One line; ``page`` is where the whole entry is, ``hidden`` whether names on its day are."""
    names = names_to_hide(entry, reader.case(entry.arkiv, entry.saksmappe_id)) if hidden else ()
    heading = reader.heading(entry.arkiv, entry.saksmappe_id)
    return EntryLine(
        number=entry_number(entry, heading.number if heading else ""),
        title=_short(mask_names(entry.tittel, names) if hidden else entry.tittel, _TITLE),
        url=f"{page}#{addresses.entry_anchor(entry.system_id)}",
        type_label=entry.type.label,
        parties=_parties(entry, names, hidden=hidden),
        restricted=entry.skjerming is not None,
        gap_before=gap,
    )


def _parties(entry: Journalpost, names: Iterable[str], *, hidden: bool) -> str:
    """Those at the other end: whom a letter is from or to."""
    senders = [p for p in entry.parter if is_sender(p)]
    receivers = [p for p in entry.parter if not is_sender(p)]
    outgoing = entry.type.value == "U"
    word, parties = ("Til", receivers) if (outgoing or not senders) else ("Fra", senders)
    if not parties:
        return ""
    shown = [party_name(p, names, hidden=hidden) for p in parties[:_MOST_PARTIES]]
    more = len(parties) - len(shown)
    return f"{word} {_short(', '.join(shown), _PARTIES)}{f' og {more} til' if more else ''}"


def _short(text: str, most: int) -> str:
    """The text as far as there is room, broken between words where it can be."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(maxsplit=1)[0]} …"
