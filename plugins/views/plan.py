"""Which files the site is made of. Each part of the plan is what one of Pelican's generators writes.

The modules of a part are loaded when its plan is made: an edit of a page needs nothing of the archive's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal, get_args

from plugins.memo.query import Key, query
from plugins.views.inputs import BuildInputs

Part = Literal[
    "content", "archive", "archive-data", "feeds", "sitemap", "assets", "unit-files", "documents", "frame"
]
PARTS: tuple[Part, ...] = get_args(Part)

_PLANS: dict[Part, str] = {
    "content": "plugins.views.content_plan:content_keys",
    "archive": "plugins.views.archive_pages:archive_keys",
    "archive-data": "plugins.views.archive_data:archive_data_keys",
    "feeds": "plugins.views.feeds:feed_keys",
    "sitemap": "plugins.views.sitemap:sitemap_keys",
    "assets": "plugins.views.assets:asset_keys",
    "unit-files": "plugins.views.assets:unit_file_keys",
    "documents": "plugins.views.document_files:document_keys",
    "frame": "plugins.views.frame_builder:frame_keys",
}


@query()
def plan(inputs: BuildInputs, part: Part) -> tuple[Key, ...]:
    """The keys of everything in a part of the site."""
    module, _, name = _PLANS[part].partition(":")
    keys: Callable[[BuildInputs], Iterable[Key]] = getattr(import_module(module), name)
    return tuple(keys(inputs))
