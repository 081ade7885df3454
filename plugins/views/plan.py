"""Which files the site is made of. Each part of the plan is what one of Pelican's generators writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from plugins.memo.query import Key, key_of, query
from plugins.views import home
from plugins.views.archive_pages import archive_plan, day_key
from plugins.views.assets import published_files, static_copy, static_files, style_file, unit_copy
from plugins.views.document_files import document_keys
from plugins.views.feeds import news_feed, unit_feed
from plugins.views.frame_builder import frame_file
from plugins.views.inputs import BuildInputs
from plugins.views.listing import months, news_of, pages_of, shown_units
from plugins.views.news import month_output, newest_output, news_output
from plugins.views.pages import page_output
from plugins.views.post_list_data import day_csv_file, day_json_file, post_list_feed
from plugins.views.registers import target_groups
from plugins.views.sitemap import robots, sitemap
from plugins.views.target_groups import target_group_output
from plugins.views.units import unit_list_output, unit_output

Part = Literal[
    "content", "archive", "archive-data", "feeds", "sitemap", "assets", "unit-files", "documents", "frame"
]
PARTS: tuple[Part, ...] = get_args(Part)


@query()
def plan(inputs: BuildInputs, part: Part) -> tuple[Key, ...]:
    """The keys of everything in a part of the site."""
    return tuple(_PLANS[part](inputs))


def _content(inputs: BuildInputs) -> Iterator[Key]:
    yield key_of(home.home_output)
    yield key_of(home.english_output)
    yield key_of(home.not_found_output)
    yield key_of(unit_list_output)
    yield key_of(newest_output)
    yield from (key_of(month_output, month) for month in months(inputs))
    yield from (key_of(target_group_output, group.slug) for group in target_groups(inputs))
    for unit in shown_units(inputs):
        yield key_of(unit_output, unit)
        yield from (key_of(page_output, place) for place in pages_of(inputs, unit))
        yield from (key_of(news_output, place) for place in news_of(inputs, unit))


def _archive_data(inputs: BuildInputs) -> Iterator[Key]:
    for day, _ in inputs.store.days():
        yield key_of(day_csv_file, day_key(day))
        yield key_of(day_json_file, day_key(day))
    yield key_of(post_list_feed)


def _feeds(inputs: BuildInputs) -> Iterator[Key]:
    yield key_of(news_feed)
    yield from (key_of(unit_feed, unit) for unit in shown_units(inputs))


def _sitemap(inputs: BuildInputs) -> Iterator[Key]:
    yield key_of(sitemap)
    yield key_of(robots)


def _assets(inputs: BuildInputs) -> Iterator[Key]:
    yield key_of(style_file)
    yield from (key_of(static_copy, place) for place in static_files(inputs))


def _unit_files(inputs: BuildInputs) -> Iterator[Key]:
    for unit in shown_units(inputs):
        yield from (key_of(unit_copy, place) for place in published_files(inputs, unit))


def _frame(inputs: BuildInputs) -> Iterator[Key]:
    yield key_of(frame_file)


_PLANS = {
    "content": _content,
    "archive": archive_plan,
    "archive-data": _archive_data,
    "feeds": _feeds,
    "sitemap": _sitemap,
    "assets": _assets,
    "unit-files": _unit_files,
    "documents": document_keys,
    "frame": _frame,
}
