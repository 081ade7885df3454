"""Which pages and files of the post list a build makes, each as a query.

The build makes the pages that people open: days, weeks, months, and units and types by the month. Older
parts of long lists, and weeks and months as data, are answered by the service when somebody asks; where there
is no service, ``whole_archive`` makes them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TypeVar

from plugins.memo.query import Key, key_of, query
from plugins.views.inputs import BuildInputs
from plugins.views.last_year import first_day_as_file, is_file
from plugins.views.outline import parts_of
from plugins.views.output import Output, TextFile
from plugins.views.selection_data import FORMATS, Format, overview_file, selection_file
from plugins.views.selection_pages import overview_page, post_list_page, selection_page
from plugins.views.selections import (
    Selection,
    Span,
    day_selection,
    month_selection,
    selection_of,
    week_selection,
)

T = TypeVar("T")

OWN = "0"
"""The number of the page at a list's own address, in keys."""


def post_list_keys(inputs: BuildInputs) -> Iterator[Key]:
    """Every page of the post list that is a file."""
    yield key_of(post_list_output)
    yield from (key_of(selection_output, key, number) for key, number in _pages(inputs))
    yield from (key_of(overview_output, by, of) for by, of in overviews(inputs))


def post_list_file_keys(inputs: BuildInputs) -> Iterator[Key]:
    """Every file of data: of each day as table, JSON and feed; of all else where there is no service."""
    everything = inputs.settings.whole_archive
    for key, number in _pages(inputs):
        if everything or selection_of(key).span == "dag":
            formats = FORMATS if number == OWN else ("json",)
            yield from (key_of(selection_data, key, number, format_) for format_ in formats)
        if everything and number == OWN:
            yield from (key_of(selection_data, key, last, "json") for last in closed_data_of(inputs, key))
    if everything:
        yield from (key_of(overview_data, *one, format_) for one in overviews(inputs) for format_ in FORMATS)
        whole: tuple[Format, ...] = ("csv", "json") if overviews(inputs) else ()
        yield from (key_of(overview_data, "", "", format_) for format_ in whole)


def _pages(inputs: BuildInputs) -> Iterator[tuple[str, str]]:
    first = first_day_as_file(inputs)
    for day, _ in inputs.store.days():
        if is_file(day, first):
            yield from pages_of(inputs, day_selection(day).key)
    for week in spans_as_files(inputs, "uke"):
        yield from pages_of(inputs, week)
    for month in spans_as_files(inputs, "maaned"):
        yield from pages_of_month(inputs, month)


@query()
def spans_as_files(inputs: BuildInputs, span: Span) -> tuple[str, ...]:
    """The weeks or the months, as keys, that are files: those whose oldest entry is. Newest first."""
    first, make = first_day_as_file(inputs), week_selection if span == "uke" else month_selection
    days = (day for day, _ in inputs.store.days() if day)
    spans = groupby(days, key=lambda day: make(day).key)
    return tuple(key for key, of_span in spans if is_file(min(of_span), first))


@query()
def pages_of(inputs: BuildInputs, key: str) -> tuple[tuple[str, str], ...]:
    """The pages of a list that are files, as its key and their numbers."""
    selection = selection_of(key)
    divided = selection.span == "dag" or inputs.settings.whole_archive
    numbers = parts_of(selection, inputs.archive()) if divided else ()
    return ((key, OWN), *((key, str(number)) for number in numbers))


@query()
def closed_data_of(inputs: BuildInputs, key: str) -> tuple[str, ...]:
    """The numbers of parts of a list that are closed as data, and not yet as pages: one at most."""
    selection, reader = selection_of(key), inputs.archive()
    pages, data = (parts_of(selection, reader, data=each) for each in (False, True))
    return tuple(str(number) for number in data[len(pages) :])


@query()
def pages_of_month(inputs: BuildInputs, key: str) -> tuple[tuple[str, str], ...]:
    """The pages of a month, and of each unit and each type in it."""
    month = _month_of(key)
    tally = inputs.archive().tally(month)
    units = (month_selection(month, unit=unit) for unit in tally.units)
    types = (month_selection(month, type_=code) for code in tally.types)
    selections: list[Selection] = [month_selection(month), *units, *types]
    return tuple(page for selection in selections for page in pages_of(inputs, selection.key))


@query()
def overviews(inputs: BuildInputs) -> tuple[tuple[str, str], ...]:
    """The units and the types that there are overviews of."""
    reader = inputs.archive()
    tallies = [reader.tally(month) for month in reader.newest_months()]
    units = {("enhet", unit) for tally in tallies for unit in tally.units}
    types = {("type", code) for tally in tallies for code in tally.types}
    return tuple(sorted(units | types))


def _month_of(key: str) -> date:
    month = selection_of(key).first
    assert month is not None  # noqa: S101 - only days may be undated
    return month


@query("forgotten", held="no")
def post_list_output(inputs: BuildInputs) -> Output:
    """The post list's own page."""
    return post_list_page(inputs.archive())


@query("forgotten", held="no")
def selection_output(inputs: BuildInputs, key: str, number: str) -> Output:
    """One page of a list."""
    return _found(selection_page(selection_of(key), int(number), inputs.archive()))


@query("forgotten", held="no")
def overview_output(inputs: BuildInputs, by: str, of: str) -> Output:
    """The page of one unit or one type."""
    return _found(overview_page(inputs.archive(), **_one(by, of)))


@query("forgotten", held="no")
def selection_data(inputs: BuildInputs, key: str, number: str, format_: Format) -> TextFile:
    """A list, or a part of it, as data."""
    return _found(selection_file(selection_of(key), int(number), format_, inputs.archive()))


@query("forgotten", held="no")
def overview_data(inputs: BuildInputs, by: str, of: str, format_: Format) -> TextFile:
    """The newest entries of one unit or one type, or of all, as data."""
    return _found(overview_file(format_, inputs.archive(), **_one(by, of)))


def _one(by: str, of: str) -> dict[str, str]:
    return {"unit": of} if by == "enhet" else {"type_": of}


def _found(made: T | None) -> T:
    assert made is not None  # noqa: S101 - the plan names what has entries alone
    return made
