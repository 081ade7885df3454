"""All that a build rests on, frozen: content, store, clock, settings, frame. Builders read nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from plugins.model.content import NewsItem, Page, Virksomhet
from plugins.model.errors import ContentError, Problem
from plugins.model.visibility import visible
from plugins.source.markdown import Rendered, render
from plugins.source.types import AnySource, Site, Source
from plugins.store import Store
from plugins.views.archive_reader import ArchiveReader
from plugins.views.contact import contact_card
from plugins.views.frame import ContactCard, Frame
from plugins.views.settings import SiteSettings
from plugins.views.sorting import norwegian


@dataclass(frozen=True)
class BuildInputs:
    """The inputs of one build. ``site`` holds everything; ``units``, ``pages``, ``news`` what shows."""

    site: Site
    store: Store
    now: datetime
    settings: SiteSettings
    frame: Frame
    """The frame as pages show it now."""
    published_frame: Frame
    """The frame with alerts still to come, for the service to pick from by its own clock."""
    _rendered: dict[str, Rendered] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> date:
        """The day it is, in Norway."""
        return self.now.date()

    @cached_property
    def units(self) -> dict[str, Source[Virksomhet]]:
        """Visible units by slug, in alphabetical order of title."""
        shown = [unit for unit in self.site.units.values() if visible(unit.item, self.now)]
        return {unit.unit: unit for unit in sorted(shown, key=lambda u: norwegian(u.item.title))}

    @cached_property
    def pages(self) -> tuple[Source[Page], ...]:
        """Visible pages of visible units, in alphabetical order of title."""
        shown = (page for page in self.site.pages if self._shown(page))
        return tuple(sorted(shown, key=lambda p: (norwegian(p.item.title), p.unit, p.slug)))

    @cached_property
    def originals(self) -> tuple[Source[Page], ...]:
        """The pages that lists show: a translation stands on its original's page, not beside it."""
        shown = {f"{page.unit}/{page.slug}" for page in self.pages}
        return tuple(page for page in self.pages if page.item.translation_of.strip("/") not in shown)

    @cached_property
    def news(self) -> tuple[Source[NewsItem], ...]:
        """Visible news of visible units, newest first."""
        shown = sorted((item for item in self.site.news if self._shown(item)), key=lambda n: (n.unit, n.slug))
        return tuple(sorted(shown, key=lambda n: n.item.published, reverse=True))

    @cached_property
    def contacts(self) -> dict[str, ContactCard]:
        """Contact cards of visible units by slug."""
        return {slug: contact_card(slug, unit.item) for slug, unit in self.units.items()}

    @cached_property
    def main_contact(self) -> ContactCard | None:
        """The card of the unit that answers where no other does; None on a site without it."""
        return self.contacts.get(self.settings.main_unit)

    @cached_property
    def archive(self) -> ArchiveReader:
        """The store, read as the archive's pages and the departure board need it."""
        return ArchiveReader(
            self.store,
            now=self.now,
            registers=self.site.registers,
            units={slug: unit.item for slug, unit in self.units.items()},
            contacts=self.contacts,
            mask_old_names=self.settings.mask_old_names,
        )

    def responsible(self, source: Source[Page] | Source[NewsItem]) -> Source[Virksomhet]:
        """The unit that answers for ``source``: the one it names when that is visible, else its folder's."""
        return self.units.get(source.item.unit) or self.units[source.unit]

    def render(self, source: AnySource) -> Rendered:
        """The body of ``source`` as HTML; done once a file in a build, whoever asks."""
        if source.place not in self._rendered:
            try:
                done = render(source.body, folder=source.folder, known=self.site.known)
            except RecursionError:
                problem = Problem(
                    source.label, source.body_line, "teksten er for dypt nøstet", "skriv enklere"
                )
                raise ContentError([problem]) from None
            self._rendered[source.place] = done
        return self._rendered[source.place]

    def _shown(self, source: Source[Page] | Source[NewsItem]) -> bool:
        return source.unit in self.units and visible(source.item, self.now)
