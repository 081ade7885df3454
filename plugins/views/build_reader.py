"""The archive as a build reads it: every read is noted, and what many pages show is asked for by itself.

A new entry in a case leaves most of what others show of the case as it was; a new day leaves all but its
neighbours. What stands here as queries is what must be able to stay the same when what it rests on does not.
"""

from __future__ import annotations

from datetime import date

import msgspec

from plugins.memo.query import query
from plugins.model.clock import Now
from plugins.store import Store
from plugins.store.lists import DayCount
from plugins.views.archive_reader import ArchiveReader, CaseHeading
from plugins.views.bodies import Bodies, Body
from plugins.views.build_outlines import BuildOutlines
from plugins.views.frame import ContactCard
from plugins.views.hearing_views import HearingRow
from plugins.views.hearings import open_hearings_of_case
from plugins.views.inputs import BuildInputs
from plugins.views.listing import shown_units
from plugins.views.masking import KnownCase
from plugins.views.noted_store import NotedStore
from plugins.views.settings import SiteSettings
from plugins.views.unit_directory import UnitDirectory, UnitNames


class BuildReader(BuildOutlines, ArchiveReader):
    """The reader of a build; it may be held on to, since whoever uses it depends on what it answers."""

    store: NotedStore

    def __init__(self, inputs: BuildInputs, store: NotedStore) -> None:
        self._inputs = inputs
        self._rest_on(store, inputs.now, _Units(inputs), _Bodies(inputs), inputs.settings)

    def case(self, archive: str, system_id: str) -> KnownCase | None:
        """A case with the persons named in it, noted also when it was at hand already."""
        self.store.note_case(archive, system_id)
        return super().case(archive, system_id)

    def heading(self, archive: str, system_id: str) -> CaseHeading | None:
        """A case as others show it."""
        return case_heading(self._inputs, archive, system_id) if system_id else None

    def unit_of_case(self, archive: str, system_id: str) -> str:
        """The unit of a case, by what others show of it: that is remembered."""
        heading = self.heading(archive, system_id)
        return heading.unit if heading else ""

    def hearings(self, case_number: str) -> tuple[HearingRow, ...]:
        """The open hearings of a case."""
        return open_hearings_of_case(self._inputs, case_number)

    def neighbours(self, day: date) -> tuple[DayCount | None, DayCount | None]:
        """The days beside a day."""
        return days_beside(self._inputs, day.isoformat())


def reader_beside(
    store: Store, now: Now, units: UnitDirectory, bodies: Bodies, settings: SiteSettings
) -> ArchiveReader:
    """A reader whose reads are not noted, for whoever rests on the whole store and keeps its own account."""
    reader = ArchiveReader.__new__(ArchiveReader)
    reader._rest_on(store, now, units, bodies, settings)
    return reader


def grounds_of_documents(inputs: BuildInputs) -> bytes:
    """What the archive's search documents rest on in the content, as bytes that differ when it does."""
    units = {unit: unit_names(inputs, unit) for unit in shown_units(inputs)}
    bodies = [body.model_dump(mode="json") for body in inputs.register("utvalg")]
    return msgspec.json.encode([units, bodies, delivered_bodies(inputs)], order="sorted")


@query()
def case_heading(inputs: BuildInputs, archive: str, system_id: str) -> CaseHeading | None:
    """A case as others show it; None when it was never delivered."""
    reader = inputs.archive()
    known = reader.case(archive, system_id)
    return None if known is None else reader.heading_of(known)


@query()
def days_beside(inputs: BuildInputs, day: str) -> tuple[DayCount | None, DayCount | None]:
    """The nearest days with entries on either side of a day."""
    return inputs.store.neighbours(date.fromisoformat(day))


@query()
def delivered_bodies(inputs: BuildInputs) -> tuple[str, ...]:
    """What deliveries call the bodies that meet."""
    return inputs.store.delivered_bodies()


@query("opaque")
def bodies_of_site(inputs: BuildInputs) -> Bodies:
    """The bodies of the register, and those known by their meetings alone."""
    return Bodies(inputs.register("utvalg"), delivered_bodies(inputs))


@query()
def unit_names(inputs: BuildInputs, unit: str) -> UnitNames:
    """What a unit that is shown is called."""
    item = inputs.unit_item(unit)
    return UnitNames(item.title, item.short_title, item.archive_names)


@query("opaque")
def units_of_archive(inputs: BuildInputs) -> UnitDirectory:
    """The units that are shown, by what archives call them."""
    return UnitDirectory({unit: unit_names(inputs, unit) for unit in shown_units(inputs)})


@query()
def unit_called(inputs: BuildInputs, archive_name: str) -> tuple[str, str]:
    """The slug and title of the unit that an archive calls so; no slug and that name when none is."""
    directory = units_of_archive(inputs)
    return directory.slug(archive_name), directory.title(archive_name)


class _Units(UnitDirectory):
    """The units, each asked for by itself."""

    def __init__(self, inputs: BuildInputs) -> None:
        super().__init__()
        self._inputs = inputs

    def slug(self, archive_name: str) -> str:
        return unit_called(self._inputs, archive_name)[0]

    def title(self, archive_name: str) -> str:
        return unit_called(self._inputs, archive_name)[1]

    def contact(self, archive_name: str, fallback: tuple[str, ...]) -> ContactCard | None:
        shown = shown_units(self._inputs)
        unit = next((slug for slug in (self.slug(archive_name), *fallback) if slug in shown), None)
        return self._inputs.contact(unit, "", "nb") if unit else None


class _Bodies(Bodies):
    """The bodies, for whoever asks for one."""

    def __init__(self, inputs: BuildInputs) -> None:
        self._inputs = inputs

    def called(self, name: str) -> Body | None:
        return bodies_of_site(self._inputs).called(name)

    def all(self) -> tuple[Body, ...]:
        return bodies_of_site(self._inputs).all()
