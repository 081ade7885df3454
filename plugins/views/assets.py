"""What is published as it lies: the theme's style sheet and static files, units' pictures and files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.views.inputs import LEAF_FILE, LEAF_FOLDER, LEAF_STATIC, BuildInputs
from plugins.views.listing import shown_units
from plugins.views.output import CopiedFile, TextFile, under_output
from plugins.views.style_bundle import ORDER, bundle_styles

SCRIPT = "suggest.js"


class Script(NamedTuple):
    """A script of the theme: its name in ``/static/`` and its text."""

    name: str
    text: str


def asset_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The style sheet, and what lies beside it."""
    yield key_of(style_file)
    if script_address(inputs):
        yield key_of(script_file)
    yield from (key_of(static_copy, place) for place in static_files(inputs))


def unit_file_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The pictures and files of units that are shown."""
    for unit in shown_units(inputs):
        yield from (key_of(unit_copy, place) for place in published_files(inputs, unit))


@query()
def style_address(inputs: BuildInputs) -> str:
    """Where pages find the style sheet."""
    inputs.memo.read(LEAF_STATIC)
    return bundle_styles(inputs.static).address


@query("forgotten", held="no")
def style_file(inputs: BuildInputs) -> TextFile:
    """The style sheet."""
    inputs.memo.read(LEAF_STATIC)
    bundle = bundle_styles(inputs.static)
    return TextFile(under_output(bundle.address), bundle.css)


@query()
def script_address(inputs: BuildInputs) -> str:
    """Where pages with a search field find the script that suggests; empty in a theme without one."""
    script = _script(inputs)
    return addresses.STATIC + script.name if script else ""


@query("forgotten", held="no")
def script_file(inputs: BuildInputs) -> TextFile | None:
    """The script that suggests, by a name that carries its content."""
    script = _script(inputs)
    return TextFile(under_output(addresses.STATIC + script.name), script.text) if script else None


def _script(inputs: BuildInputs) -> Script | None:
    inputs.memo.read(LEAF_STATIC)
    path = inputs.static / SCRIPT
    if not path.is_file():
        return None
    text = path.read_text("utf-8")
    return Script(f"{path.stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.js", text)


@query()
def static_files(inputs: BuildInputs) -> tuple[str, ...]:
    """The theme's other static files, by their place under ``/static/``.

    Style sheets and the script are published by names of their own.
    """
    inputs.memo.read(LEAF_STATIC)
    return tuple(place for path in sorted(inputs.static.rglob("*")) if (place := _place(path, inputs.static)))


def _place(path: Path, static: Path) -> str:
    parts = path.relative_to(static).parts
    hidden = any(part.startswith(".") for part in parts)
    left_out = hidden or path.suffix in {".css", ".js"} or path.name == ORDER or not path.is_file()
    return "" if left_out else "/".join(parts)


@query("forgotten", held="no")
def static_copy(inputs: BuildInputs, place: str) -> CopiedFile:
    """A static file of the theme."""
    version = inputs.memo.read(f"{LEAF_STATIC}:{place}").hex()
    return CopiedFile(under_output(addresses.STATIC + place), str(inputs.static / place), version)


@query()
def published_files(inputs: BuildInputs, unit: str) -> tuple[str, ...]:
    """The pictures and files of a unit, by their places under the content."""
    inputs.memo.read(f"{LEAF_FOLDER}:{unit}")
    return inputs.origin.published_files(unit)


@query("forgotten", held="no")
def unit_copy(inputs: BuildInputs, place: str) -> CopiedFile:
    """A picture or a file of a unit; its address is its place."""
    version = inputs.memo.read(f"{LEAF_FILE}:{place}").hex()
    return CopiedFile(place, inputs.origin.path(place), version)
