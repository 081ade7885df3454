"""The store as the archive's pages need it: cases with their names, bodies, units, and the one «now»."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from plugins.model.archive import Journalpost
from plugins.model.clock import Moment
from plugins.model.content import Registers
from plugins.store import Store
from plugins.views.bodies import Bodies
from plugins.views.frame import ContactCard
from plugins.views.inputs import BuildInputs
from plugins.views.journal import JournalNumbers
from plugins.views.listing import shown_units
from plugins.views.masking import Curtain, KnownCase, known_case
from plugins.views.unit_directory import UnitDirectory, UnitNames, unit_names

_CASES_IN_MEMORY = 4096


class ArchiveReader:
    """What all archive pages share in one build. Holds no more than a few thousand cases at a time."""

    def __init__(  # noqa: PLR0913 - the parts of a build's inputs, which rest on this
        self,
        store: Store,
        *,
        now: Moment,
        registers: Registers,
        units: Mapping[str, UnitNames],
        contacts: Mapping[str, ContactCard],
        mask_old_names: bool = True,
        main_unit: str = "servicetorget",
        politics_unit: str = "politisk-sekretariat",
    ) -> None:
        """``units`` and ``contacts`` are the visible units by slug; the rest is the site's settings."""
        self.store = store
        self.now = now
        self.units = UnitDirectory(units, contacts)
        self.curtain = Curtain(now.date(), mask_old_names)
        self.bodies = Bodies(registers, (meeting.utvalg for meeting in store.meetings()))
        self._main, self._politics = main_unit, politics_unit
        self._case = lru_cache(maxsize=_CASES_IN_MEMORY)(self._read_case)

    @cached_property
    def numbers(self) -> JournalNumbers:
        """All running numbers of the journal, read once."""
        return JournalNumbers(self.store.entries())

    def case(self, archive: str, system_id: str) -> KnownCase | None:
        """A case with the persons named in it; None when it was never delivered."""
        return self._case(archive, system_id) if system_id else None

    def _read_case(self, archive: str, system_id: str) -> KnownCase | None:
        case = self.store.saksmappe(archive, system_id)
        return None if case is None else known_case(case, self.store.entries_in_case(archive, system_id))

    def unit_of(self, entry: Journalpost) -> str:
        """What the archive calls the unit of an entry: its own, or its case's where it names none."""
        if entry.administrativ_enhet:
            return entry.administrativ_enhet
        known = self.case(entry.arkiv, entry.saksmappe_id)
        return known.case.administrativ_enhet if known else ""

    def contact(self, archive_name: str = "") -> ContactCard | None:
        """Whom to ask: the unit that the archive names, else the one that answers where no unit does."""
        return self.units.contact(archive_name, (self._main, self._politics))

    def politics_contact(self) -> ContactCard | None:
        """Whom to ask about meetings and bodies."""
        return self.units.contact("", (self._politics, self._main))


def archive_reader(inputs: BuildInputs) -> ArchiveReader:
    """The reader of a build. Units are read by their names and contact cards, bodies by their register."""
    settings, units = inputs.settings, shown_units(inputs)
    return ArchiveReader(
        inputs.store,
        now=inputs.now,
        registers=Registers(bodies=inputs.register("utvalg")),
        units={unit: unit_names(inputs, unit) for unit in units},
        contacts={unit: inputs.contact(unit, "", "nb") for unit in units},
        mask_old_names=settings.mask_old_names,
        main_unit=settings.main_unit,
        politics_unit=settings.politics_unit,
    )
