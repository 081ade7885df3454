"""Every page made of what units write, in one stream."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.views.home import home_outputs
from plugins.views.inputs import BuildInputs
from plugins.views.news import news_outputs
from plugins.views.output import Output
from plugins.views.pages import page_outputs
from plugins.views.target_groups import target_group_outputs
from plugins.views.units import unit_outputs


def content_outputs(inputs: BuildInputs) -> Iterator[Output]:
    """Home, units, pages, news and target groups: all that is visible, and nothing else."""
    yield from home_outputs(inputs)
    yield from unit_outputs(inputs)
    yield from page_outputs(inputs)
    yield from news_outputs(inputs)
    yield from target_group_outputs(inputs)
