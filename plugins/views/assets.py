"""What is published as it lies: the theme's style sheet and static files, units' pictures and files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.views.inputs import LEAF_FILE, LEAF_FOLDER, LEAF_STATIC, BuildInputs
from plugins.views.listing import shown_units
from plugins.views.output import CopiedFile, TextFile, under_output
from plugins.views.style_bundle import ORDER, bundle_styles


def asset_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The style sheet, and what lies beside it."""
    yield key_of(style_file)
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


@query("forgotten", held=False)
def style_file(inputs: BuildInputs) -> TextFile:
    """The style sheet."""
    inputs.memo.read(LEAF_STATIC)
    bundle = bundle_styles(inputs.static)
    return TextFile(under_output(bundle.address), bundle.css)


@query()
def static_files(inputs: BuildInputs) -> tuple[str, ...]:
    """The theme's other static files, by their place under ``/static/``; style sheets are in the bundle."""
    inputs.memo.read(LEAF_STATIC)
    return tuple(place for path in sorted(inputs.static.rglob("*")) if (place := _place(path, inputs.static)))


def _place(path: Path, static: Path) -> str:
    parts = path.relative_to(static).parts
    hidden = any(part.startswith(".") for part in parts)
    left_out = hidden or path.suffix == ".css" or path.name == ORDER or not path.is_file()
    return "" if left_out else "/".join(parts)


@query("forgotten", held=False)
def static_copy(inputs: BuildInputs, place: str) -> CopiedFile:
    """A static file of the theme."""
    version = inputs.memo.read(f"{LEAF_STATIC}:{place}").hex()
    return CopiedFile(under_output(addresses.STATIC + place), str(inputs.static / place), version)


@query()
def published_files(inputs: BuildInputs, unit: str) -> tuple[str, ...]:
    """The pictures and files of a unit, by their places under the content."""
    inputs.memo.read(f"{LEAF_FOLDER}:{unit}")
    return inputs.origin.published_files(unit)


@query("forgotten", held=False)
def unit_copy(inputs: BuildInputs, place: str) -> CopiedFile:
    """A picture or a file of a unit; its address is its place."""
    version = inputs.memo.read(f"{LEAF_FILE}:{place}").hex()
    return CopiedFile(place, inputs.origin.path(place), version)
