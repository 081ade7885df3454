"""What the pages of the post list show: the whole entries of a day, or the lines of a week or a month."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.archive import Journalpost, Journalposttype
from plugins.views.archive import CountedLink, EntryView, PartLinks, PostListDayView, SelectionView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.case_pages import place_in_case
from plugins.views.completeness import LeftOut, end_note, left_at_end, left_out_note, left_out_on
from plugins.views.entry_lines import entries_of, lines_by_day
from plugins.views.frame import Link
from plugins.views.journal import MASKED_NOTE, entry_view, gap_text
from plugins.views.many_documents import shares, with_documents
from plugins.views.outline import Part, Tally, days_of, unit_title
from plugins.views.post_list import data_files, day_link
from plugins.views.rendering import stor_forbokstav
from plugins.views.restrictions import ACCESS
from plugins.views.selections import TYPE_SLUGS, Selection, month_selection, month_title, week_selection


def selection_title(selection: Selection, reader: ArchiveReader) -> str:
    """What a list is called: «Postliste uke 47, 2026», «Plan og miljø, november 2026»."""
    if selection.whole:
        return f"Postliste {selection.when}"
    return f"{whose(selection, reader)}, {selection.when}"


def whose(selection: Selection, reader: ArchiveReader) -> str:
    """The unit or the type of a list."""
    if selection.type:
        return Journalposttype(selection.type).label
    first = next(iter(reader.listed(selection)))
    day = date.fromisoformat(first.day)
    return unit_title(reader.outline(day)[first.at], reader)


def day_view(selection: Selection, part: Part, reader: ArchiveReader) -> PostListDayView:
    """The entries of a day, or of a part of it, by running number."""
    day = selection.first
    gaps = {gap.at: gap_text(gap) for gap in reader.gaps(day)}
    found = [(placed, entry) for placed, entry in entries_of(part.entries, reader)]
    older, newer = reader.neighbours(day) if day else (None, None)
    masked = any(reader.curtain.hides(entry.journaldato) for _, entry in found)
    left_out = LeftOut() if part.number else reader.left_out(day)
    at_end = left_at_end(day, reader) if part.newer is None else LeftOut()
    views = tuple(_in_list(entry, gaps.get(placed.at, ""), reader) for placed, entry in found)
    return PostListDayView(
        title=selection_title(selection, reader),
        date=day,
        entries=views,
        older=day_link(older),
        newer=day_link(newer),
        contact=reader.contact(),
        count=len(reader.outline(day)),
        first=part.entries[0].at + 1,
        parts=part_links(selection, part),
        around=_around(day) if day else (),
        notes=_notes(masked, left_out, any(view.gap_before for view in views), at_end),
        access=ACCESS,
        files=data_files(selection.address),
    )


def _in_list(entry: Journalpost, gap: str, reader: ArchiveReader) -> EntryView:
    """An entry as a list shows it: with the documents that there is room for, and the way to the others."""
    view, (shown, *others) = entry_view(entry, reader, gap=gap), shares(entry.dokumenter)
    return with_documents(view, *shown, others=place_in_case(entry, reader.store) if others else "")


def selection_view(selection: Selection, part: Part, reader: ArchiveReader) -> SelectionView:
    """The lines of a week or a month, newest first; what is told of the whole list stands on its own page."""
    days = lines_by_day(part.entries, reader, gaps=selection.whole)
    masked = any(reader.curtain.hides(date.fromisoformat(day)) for day in {one.day for one in part.entries})
    listed = [day for day, _ in days_of(selection, reader)]
    is_newest = selection.whole and not part.number
    left_out = left_out_on(listed, reader) if is_newest else LeftOut()
    at_end = left_at_end(listed[-1], reader) if is_newest else LeftOut()
    view = SelectionView(
        title=selection_title(selection, reader),
        days=days,
        contact=reader.contact("" if selection.whole or selection.type else whose(selection, reader)),
        parts=part_links(selection, part),
        around=_lists_around(selection, reader),
        notes=_notes(
            masked, left_out, any(line.gap_before for of_day in days for line in of_day.lines), at_end
        ),
    )
    return view if part.number else _with_whole(view, left_out.total, selection, reader)


def _with_whole(
    view: SelectionView, missing: int, selection: Selection, reader: ArchiveReader
) -> SelectionView:
    """The view with what is told of the whole list."""
    days = days_of(selection, reader)
    tally = (
        reader.tally(selection.first)
        if selection.whole and selection.span == "maaned" and selection.first
        else None
    )
    older, newer = _beside(selection, reader)
    return replace(
        view,
        count=len(reader.listed(selection)),
        missing=missing,
        stops=tuple(link for day in reversed(days) if (link := day_link(day))) if selection.whole else (),
        units=_unit_links(selection, tally) if tally else (),
        types=_type_links(selection, tally) if tally else (),
        older=older,
        newer=newer,
        files=data_files(selection.address),
    )


def part_links(selection: Selection, part: Part) -> PartLinks:
    """The addresses of the pages beside a page."""
    return PartLinks(*(_page(selection, number) for number in (part.older, part.newer)))


def page_address(selection: Selection, number: int) -> str:
    """The address of a page of a list; 0 is its own."""
    return addresses.post_list_part(selection.address, number) if number else selection.address


def _page(selection: Selection, number: int | None) -> str:
    return "" if number is None else page_address(selection, number)


def _around(day: date) -> tuple[Link, ...]:
    week, month = week_selection(day), month_selection(day)
    return (
        Link(text=f"Uke {day.isocalendar().week}", url=week.address),
        Link(text=month_title(day), url=month.address),
    )


def _lists_around(selection: Selection, reader: ArchiveReader) -> tuple[Link, ...]:
    """The lists that hold this one, or lie across it."""
    if selection.unit:
        return (
            Link(
                text=f"Alle måneder for {whose(selection, reader)}",
                url=addresses.post_list_unit(selection.unit),
            ),
        )
    if selection.type:
        return (Link(text="Alle måneder", url=addresses.post_list_type(TYPE_SLUGS[selection.type])),)
    if selection.span == "uke" and selection.first and selection.last:
        months = dict.fromkeys((selection.first.replace(day=1), selection.last.replace(day=1)))
        held = [month_selection(month) for month in months]
        return tuple(
            Link(text=month_title(month.first), url=month.address)
            for month in held
            if month.first and days_of(month, reader)
        )
    return ()


def _beside(selection: Selection, reader: ArchiveReader) -> tuple[Link | None, Link | None]:
    """The nearest list before and after, of the same kind, that has entries."""
    assert selection.first is not None  # noqa: S101 - only days may be undated
    assert selection.last is not None  # noqa: S101
    older, newer = reader.neighbours(selection.first)[0], reader.neighbours(selection.last)[1]
    return _neighbour(selection, older and older[0], reader), _neighbour(
        selection, newer and newer[0], reader
    )


def _neighbour(selection: Selection, day: date | None, reader: ArchiveReader) -> Link | None:
    if day is None:
        return None
    beside = selection.beside(day)
    if not selection.whole and not reader.has(beside):
        return None
    return Link(text=stor_forbokstav(beside.when), url=beside.address)


def _unit_links(selection: Selection, tally: Tally) -> tuple[CountedLink, ...]:
    assert selection.first is not None  # noqa: S101
    month = selection.first
    return tuple(
        CountedLink(text=title, url=addresses.post_list_unit_month(month, slug), count=count)
        for slug, (title, count) in tally.units.items()
    )


def _type_links(selection: Selection, tally: Tally) -> tuple[CountedLink, ...]:
    assert selection.first is not None  # noqa: S101
    month = selection.first
    return tuple(
        CountedLink(
            text=kind.label,
            url=addresses.post_list_type_month(month, TYPE_SLUGS[kind.value]),
            count=tally.types[kind.value],
        )
        for kind in Journalposttype
        if kind.value in tally.types
    )


def _notes(masked: bool, left_out: LeftOut, broken: bool, at_end: LeftOut) -> tuple[str, ...]:
    """What a reader must know of a page: ``left_out`` is of the whole list, and empty on a part of it."""
    gaps = (left_out_note(left_out),) if broken or left_out.total else ()
    end = (end_note(at_end),) if at_end.total else ()
    return ((MASKED_NOTE,) if masked else ()) + gaps + end
