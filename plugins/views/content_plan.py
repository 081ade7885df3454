"""The part of the plan that units write: home, units, pages, news and target groups."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.memo.query import Key, key_of
from plugins.views.home import english_output, home_output, not_found_output, too_long_output
from plugins.views.inputs import BuildInputs
from plugins.views.listing import months, news_of, pages_of, shown_units
from plugins.views.news import month_output, newest_output, news_output
from plugins.views.pages import page_output
from plugins.views.registers import target_groups
from plugins.views.target_groups import target_group_output
from plugins.views.units import unit_list_output, unit_output


def content_keys(inputs: BuildInputs) -> Iterator[Key]:
    """All that is visible, and nothing else."""
    yield key_of(home_output)
    yield key_of(english_output)
    yield key_of(not_found_output)
    yield key_of(too_long_output)
    yield key_of(unit_list_output)
    yield key_of(newest_output)
    yield from (key_of(month_output, month) for month in months(inputs))
    yield from (key_of(target_group_output, group.slug) for group in target_groups(inputs))
    for unit in shown_units(inputs):
        yield key_of(unit_output, unit)
        yield from (key_of(page_output, place) for place in pages_of(inputs, unit))
        yield from (key_of(news_output, place) for place in news_of(inputs, unit))
