"""What a page that stands open is told as builds and indexes come. Pure: no files, no network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from plugins.model import addresses
from plugins.model.build_status import BuildStatus

News = Literal["last", "feil", "greit"]
"""Load the page anew, show what is wrong, or all is well and the page is as it should be."""

LOOKS = (".css", ".js", ".svg", ".woff2", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico")
"""Files that any page may show. Which pages do is not worth finding out: to load one anew costs nothing."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What there is right now: the newest build, and the name of the index in use, if any."""

    build: BuildStatus | None
    index: str = ""

    @property
    def finished(self) -> int:
        """The number of the newest build that has ended; 0 before the first."""
        if self.build is None:
            return 0
        return self.build.number - 1 if self.build.state == "bygger" else self.build.number

    @property
    def mark(self) -> str:
        """What a page made now has seen, as it carries it: «12.g000003»."""
        return f"{self.finished}.{self.index}"


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page in a browser. ``built`` is false for pages that the service makes, 404 included."""

    path: str
    built: bool
    finished: int
    index: str

    @classmethod
    def marked(cls, path: str, mark: str, *, built: bool) -> OpenPage:
        """The page that carries ``mark``; a mark that is not ours has seen nothing."""
        number, _, index = mark.partition(".")
        return cls(path, built, int(number) if number.isdecimal() else -1, index)

    def after(self, now: Moment) -> OpenPage:
        """The page when it has been told of ``now``."""
        return replace(self, finished=now.finished, index=now.index)


def news(page: OpenPage, now: Moment) -> News | None:
    """What ``page`` should be told of ``now``; None while a build is under way.

    A page that a build has gone by unseen, or that comes from other builds, is loaded anew to be safe.
    """
    if page.path == addresses.SEARCH and page.index != now.index:
        return "last"
    if now.build is None:
        return "greit"
    if now.build.state == "bygger":
        return None
    if now.build.number not in (page.finished, page.finished + 1):
        return "last"
    if now.build.state == "feil":
        return "feil"
    fresh = now.build.number != page.finished
    return "last" if fresh and _concerns(page, now.build) else "greit"


def _concerns(page: OpenPage, build: BuildStatus) -> bool:
    """Whether the page may look different after ``build``."""
    untold = build.changed_count > len(build.changed)
    return (
        not page.built
        or untold
        or page.path in build.changed
        or any(address.endswith(LOOKS) for address in build.changed)
    )
