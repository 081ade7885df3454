"""Pelican plugin: gathers all that the site rests on, before any generator is made.

A «feil» in the content stops the build with every finding at once; an «advarsel» never does. With the engine
there is nothing to gather: it has its own inputs, and finds what is wrong itself.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.checks.run import refuse_unpublishable
from plugins.engine.configuration import configuration
from plugins.engine.transcriber import Transcriber
from plugins.memo.query import PlainMemo
from plugins.model.clock import Now, clock_from_environment
from plugins.model.state import State
from plugins.source.folder import read_tree
from plugins.source.origin import FolderOrigin
from plugins.source.structure import units_of
from plugins.store import Store
from plugins.views.inputs import BuildInputs


def gather(settings: dict[str, Any]) -> BuildInputs:
    """The inputs that ``settings`` (Pelican's) lead to. Raises ContentError with every «feil»."""
    configured = configuration(publish=False, values=settings)
    now = settings.get("NOW") or clock_from_environment()()
    content = Path(settings["CONTENT"])
    refuse_unpublishable(content, now)
    tree = read_tree(content)
    state = State(Path(settings["STATE"]))
    return BuildInputs(
        FolderOrigin(tree, units_of(tree)),
        PlainMemo(Now(now)),
        settings=configured.settings,
        open_store=partial(Store.open, state.store, read_only=True),
        static=configured.theme / "static",
        transcribe=Transcriber(state, now),
    )


def _gather_for(pelican: Any) -> None:
    if "ENGINE" not in pelican.settings:
        pelican.settings["INPUTS"] = gather(pelican.settings)


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.initialized.connect(_gather_for)
