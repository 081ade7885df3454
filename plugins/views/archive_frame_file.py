"""The file that tells the service what the archive's pages rest on."""

from __future__ import annotations

import msgspec

from plugins.memo.query import query
from plugins.views.archive_frame import FILE, ArchiveFrame
from plugins.views.build_reader import unit_names
from plugins.views.hearings import hearings_to_show
from plugins.views.inputs import BuildInputs
from plugins.views.listing import shown_units
from plugins.views.output import TextFile


@query("forgotten")
def archive_frame_file(inputs: BuildInputs) -> TextFile:
    """``arkiv.json``: settings, units, contact cards, bodies and hearings."""
    units = shown_units(inputs)
    frame = ArchiveFrame(
        settings=inputs.settings,
        units={unit: unit_names(inputs, unit) for unit in units},
        contacts={unit: inputs.contact(unit, "", "nb") for unit in units},
        bodies=tuple(body.model_dump(mode="json", by_alias=True) for body in inputs.register("utvalg")),
        hearings=hearings_to_show(inputs),
    )
    return TextFile(FILE, msgspec.json.format(msgspec.json.encode(frame), indent=1).decode(), "tilstand")
