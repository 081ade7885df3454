"""The store as the archive's pages need it: cases with their names, bodies, units, and the one «now»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from plugins.model.archive import Journalpost
from plugins.model.clock import Moment
from plugins.store import Store
from plugins.store.lists import DayCount
from plugins.views.bodies import Bodies
from plugins.views.frame import ContactCard
from plugins.views.hearing_views import AnnouncedHearing, HearingRow
from plugins.views.masking import Curtain, KnownCase, case_named
from plugins.views.outlines_read import OutlinesRead
from plugins.views.settings import SiteSettings
from plugins.views.unit_directory import UnitDirectory, UnitNames

if TYPE_CHECKING:
    from plugins.model.content import Registers

_CASES_IN_MEMORY = 4096


class CaseHeading(msgspec.Struct, frozen=True, array_like=True):
    """What others show of a case: its number, its title as it may be shown, its unit in the archive's words.

    Most of what happens in a case leaves it as it was, and so the pages that show it.
    """

    arkiv: str
    system_id: str
    number: str
    title: str
    unit: str
    dated: date | None
    filed: str = ""


class ArchiveReader(OutlinesRead):
    """What all archive pages read. Holds no more than a few thousand cases at a time."""

    store: Store
    now: Moment
    units: UnitDirectory
    bodies: Bodies
    curtain: Curtain

    def __init__(  # noqa: PLR0913 - all that an archive page rests on
        self,
        store: Store,
        *,
        now: Moment,
        registers: Registers,
        units: Mapping[str, UnitNames],
        contacts: Mapping[str, ContactCard],
        settings: SiteSettings | None = None,
        hearings: Iterable[AnnouncedHearing] = (),
    ) -> None:
        """``units`` and ``contacts`` are the visible units by slug, ``hearings`` by deadline."""
        self._announced = tuple(hearings)
        directory = UnitDirectory(units, contacts)
        bodies = Bodies(registers.bodies, store.delivered_bodies())
        self._rest_on(store, now, directory, bodies, settings or SiteSettings())

    def _rest_on(
        self, store: Store, now: Moment, units: UnitDirectory, bodies: Bodies, settings: SiteSettings
    ) -> None:
        self.store, self.now, self.units, self.bodies = store, now, units, bodies
        self.curtain = Curtain(now.date(), settings.mask_old_names)
        self.site_url, self.site_name = settings.site_url, settings.site_name
        self.working_days_until_late = settings.working_days_until_late
        self._main, self._politics = settings.main_unit, settings.politics_unit
        self._case = lru_cache(maxsize=_CASES_IN_MEMORY)(self._read_case)
        self._unit_of_case = lru_cache(maxsize=_CASES_IN_MEMORY)(self._read_unit)

    def case(self, archive: str, system_id: str) -> KnownCase | None:
        """A case with the persons named in it; None when it was never delivered."""
        return self._case(archive, system_id) if system_id else None

    def _read_case(self, archive: str, system_id: str) -> KnownCase | None:
        case = self.store.saksmappe(archive, system_id)
        return None if case is None else case_named(case, self.store.names_in_case(archive, system_id))

    def heading(self, archive: str, system_id: str) -> CaseHeading | None:
        """A case as others show it; None when it was never delivered."""
        known = self.case(archive, system_id)
        return None if known is None else self.heading_of(known)

    def heading_of(self, known: KnownCase) -> CaseHeading:
        """The heading of a case that is known."""
        case, title = known.case, self.curtain.case_title(known)
        return CaseHeading(
            case.arkiv,
            case.system_id,
            case.saksnummer,
            title,
            case.administrativ_enhet,
            case.saksdato,
            case.klasse,
        )

    def neighbours(self, day: date) -> tuple[DayCount | None, DayCount | None]:
        """The nearest day with entries before ``day``, and the nearest after it."""
        return self.store.neighbours(day)

    def hearings(self, case_number: str) -> tuple[HearingRow, ...]:
        """The hearings of a case («2026/1234») that are open now, the nearest deadline first."""
        of_case = (one for one in self._announced if one.row.case_number == case_number)
        return tuple(one.row for one in of_case if one.is_open(self.now))

    def unit_of(self, entry: Journalpost) -> str:
        """What the archive calls the unit of an entry: its own, or its case's where it names none."""
        return entry.administrativ_enhet or self.unit_of_case(entry.arkiv, entry.saksmappe_id)

    def unit_of_case(self, archive: str, system_id: str) -> str:
        """What the archive calls the unit of a case; empty when it is not known."""
        return self._unit_of_case(archive, system_id)

    def _read_unit(self, archive: str, system_id: str) -> str:
        """From the case alone: its entries, which may be thousands, say nothing of it."""
        case = self.store.saksmappe(archive, system_id)
        return case.administrativ_enhet if case else ""

    def contact(self, archive_name: str = "") -> ContactCard | None:
        """Whom to ask: the unit that the archive names, else the one that answers where no unit does."""
        return self.units.contact(archive_name, (self._main, self._politics))

    def politics_contact(self) -> ContactCard | None:
        """Whom to ask about meetings and bodies."""
        return self.units.contact("", (self._politics, self._main))
