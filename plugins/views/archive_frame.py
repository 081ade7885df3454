"""What the service must know of the site to show the archive's pages; the build publishes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from plugins.model.clock import Moment
from plugins.views.archive_reader import ArchiveReader
from plugins.views.frame import ContactCard
from plugins.views.hearing_views import AnnouncedHearing
from plugins.views.settings import SiteSettings
from plugins.views.unit_directory import UnitNames

if TYPE_CHECKING:
    from plugins.store import Store

FILE = "arkiv.json"


class ArchiveFrame(msgspec.Struct, frozen=True):
    """All that an archive page rests on besides the store, the clock and the frame around it.

    ``bodies`` are the register's, in the words of its file.
    """

    settings: SiteSettings
    units: dict[str, UnitNames]
    contacts: dict[str, ContactCard]
    bodies: tuple[dict[str, Any], ...]
    hearings: tuple[AnnouncedHearing, ...]

    def readers(self) -> Callable[[Store, Moment], ArchiveReader]:
        """Makes a reader of a store as it is at a moment."""
        from plugins.model.content import Registers, Utvalg  # noqa: PLC0415 - only who reads it needs them

        registers = Registers(bodies=tuple(Utvalg.model_validate(body) for body in self.bodies))

        def reader(store: Store, now: Moment) -> ArchiveReader:
            return ArchiveReader(
                store,
                now=now,
                registers=registers,
                units=self.units,
                contacts=self.contacts,
                settings=self.settings,
                hearings=self.hearings,
            )

        return reader
