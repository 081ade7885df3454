"""The pages of the post list, made of what a reader reads: the same for the build and the service.

Each is None when there is nothing there: no entries, or no such part.
"""

from __future__ import annotations

from msgspec.structs import replace

from plugins.model import addresses
from plugins.views.archive_reader import ArchiveReader
from plugins.views.frame import Link, Meta
from plugins.views.output import Output
from plugins.views.post_list import overview_view, post_list_view
from plugins.views.record_pages import HOME, POST_LIST, journal_meta
from plugins.views.rendering import stor_forbokstav, tall
from plugins.views.selection_views import day_view, page_address, selection_title, selection_view
from plugins.views.selections import Selection, month_selection, month_title, overview_address


def selection_page(selection: Selection, number: int, reader: ArchiveReader) -> Output | None:
    """One page of a list; 0 is the one at the list's own address."""
    part = reader.part(selection, number)
    if part is None:
        return None
    title = selection_title(selection, reader)
    if number:
        meta = _meta(f"{title}, del {number}", f"{title}: del {number}.", selection, number)
    else:
        meta = _meta(title, f"{title}: {_documents(len(reader.listed(selection)))}.", selection, number)
    if selection.span == "dag":
        return Output("postliste-dag", meta, day_view(selection, part, reader))
    return Output("postliste-utvalg", meta, selection_view(selection, part, reader))


def _meta(title: str, description: str, selection: Selection, number: int) -> Meta:
    meta = journal_meta(title, description, page_address(selection, number), _above(selection, number))
    feed = Link(text=f"Postliste {selection.when}", url=addresses.post_list_data(selection.address, "atom"))
    return replace(meta, feeds=(*meta.feeds, feed))


def _above(selection: Selection, number: int) -> tuple[Link, ...]:
    """The way down to a page: the month above its days, units and types, and the list above its parts."""
    above = [HOME, POST_LIST]
    if selection.first and (selection.span == "dag" or not selection.whole):
        month = month_selection(selection.first)
        above.append(Link(text=month_title(selection.first), url=month.address))
    if number:
        above.append(Link(text=stor_forbokstav(selection.when), url=selection.address))
    return tuple(above)


def post_list_page(reader: ArchiveReader) -> Output:
    """The post list's own page."""
    meta = journal_meta(
        "Postliste", "Dokumentene kommunen har fått og sendt, dag for dag.", addresses.POST_LIST, (HOME,)
    )
    return Output("postliste", meta, post_list_view(reader))


def overview_page(reader: ArchiveReader, *, unit: str = "", type_: str = "") -> Output | None:
    """The page of one unit or one type."""
    view = overview_view(reader, unit=unit, type_=type_)
    if view is None:
        return None
    path = overview_address(unit, type_)
    meta = journal_meta(
        f"Postliste: {view.title}", f"{view.title}, måned for måned.", path, (HOME, POST_LIST)
    )
    feed = Link(text=f"Postliste: {view.title}", url=addresses.post_list_data(path, "atom"))
    return Output("postliste-oversikt", replace(meta, feeds=(*meta.feeds, feed)), view)


def _documents(count: int) -> str:
    return f"{tall(count)} {'dokument' if count == 1 else 'dokumenter'}"
