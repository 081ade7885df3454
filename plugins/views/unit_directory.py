"""The units by slug and by what the archive calls them, with their contact cards."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from plugins.views.frame import ContactCard


class UnitNames(msgspec.Struct, frozen=True):
    """What a unit is called, by itself and by archives."""

    title: str
    short_title: str = ""
    archive_names: tuple[str, ...] = ()


class UnitDirectory:
    """Finds the unit behind a delivery's ``administrativEnhet``. Holds visible units only."""

    def __init__(
        self, units: Mapping[str, UnitNames] | None = None, contacts: Mapping[str, ContactCard] | None = None
    ) -> None:
        """Both mappings are by the unit's slug."""
        self._units = units or {}
        self._contacts = contacts or {}
        self._by_name: dict[str, str] = {}
        for slug, unit in sorted(self._units.items()):
            for name in (*unit.archive_names, unit.title, unit.short_title, slug):
                if name:
                    self._by_name.setdefault(name.strip().casefold(), slug)

    def slug(self, archive_name: str) -> str:
        """The unit that the archive calls ``archive_name``; empty when none of ours is."""
        return self._by_name.get(archive_name.strip().casefold(), "")

    def title(self, archive_name: str) -> str:
        """The unit's own title, or the archive's name for it where no unit of ours matches."""
        slug = self.slug(archive_name)
        return self._units[slug].title if slug else archive_name.strip()

    def contact(self, archive_name: str, fallback: tuple[str, ...]) -> ContactCard | None:
        """The contact card of the unit that the archive names, else of the first of ``fallback`` we have."""
        for slug in (self.slug(archive_name), *fallback):
            if slug in self._contacts:
                return self._contacts[slug]
        return None
