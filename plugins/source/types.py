"""What reading the content gives: every unit, page and news item with the place it came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from plugins.model import addresses
from plugins.source.folder import NEWS_FOLDER, UNIT_FILE

if TYPE_CHECKING:  # the models are only needed when a file is read anew
    from plugins.model.content import NewsItem, Page, Registers, Virksomhet
    from plugins.model.errors import Problem

T = TypeVar("T", bound="Virksomhet | Page | NewsItem")


@dataclass(frozen=True)
class Source(Generic[T]):
    """One file that a unit wrote. ``label`` is its path as the editor knows it; ``unit`` is its folder."""

    path: Path
    label: str
    slug: str
    unit: str
    item: T
    body: str
    body_line: int
    lines: dict[str, int]

    @property
    def folder(self) -> str:
        """The file's folder under the content, which relative links start from: «barnehage/sider»."""
        return self.unit if self.path.name == UNIT_FILE else f"{self.unit}/{self.path.parent.name}"

    @property
    def place(self) -> str:
        """The file under the content: «barnehage/sider/opptak.md»."""
        return f"{self.folder}/{self.path.name}"

    @property
    def address(self) -> str:
        """The address of the page that the file becomes."""
        if self.path.name == UNIT_FILE:
            return addresses.unit(self.unit)
        if self.path.parent.name == NEWS_FOLDER:
            item: Any = self.item
            return addresses.news_item(item.published, self.slug)
        return addresses.page(self.unit, self.slug)


AnySource: TypeAlias = "Source[Virksomhet] | Source[Page] | Source[NewsItem]"


@dataclass(frozen=True)
class Written:
    """The fields of a file as they stand there, also when the model refused some of them."""

    label: str
    data: dict[str, Any]
    lines: dict[str, int]


@dataclass(frozen=True)
class Reading:
    """What reading one file came to: ``source`` is None when there are problems that keep it out.

    ``written`` is None when no fields could be read.
    """

    source: AnySource | None
    problems: tuple[Problem, ...] = ()
    written: Written | None = None


@dataclass(frozen=True)
class Site:
    """All content, published or not; ``plugins.model.visibility`` decides what is shown."""

    units: dict[str, Source[Virksomhet]]
    pages: tuple[Source[Page], ...]
    news: tuple[Source[NewsItem], ...]
    registers: Registers

    @property
    def everything(self) -> tuple[AnySource, ...]:
        """All units, pages and news."""
        return (*self.units.values(), *self.pages, *self.news)

    @cached_property
    def known(self) -> dict[str, str]:
        """Files under the content to addresses, for links between files."""
        return {source.place: source.address for source in self.everything}
