"""Whether a peer's pages are ours: the same text, the same links, the same structure, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import lxml.html
from lxml.etree import _Element

Compared = Literal["text", "links", "structure"]

_WRAPPER = "table-scroll"
_SAID = ("class", "name", "property", "content", "datetime")


@dataclass(frozen=True)
class Page:
    """What is compared of a page: words as read, addresses linked to, and the elements with what they say."""

    text: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    structure: tuple[str, ...] = ()

    @classmethod
    def of(cls, html: bytes) -> Page:
        """The page, without white space, heading ids, asset sums and the wrappers that tables scroll in."""
        root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
        body = root.find("body")
        if body is None:
            return cls()
        words = " ".join(str(piece) for piece in body.itertext()).split()
        return cls(tuple(words), tuple(_links(body)), tuple(_structure(root)))


def _links(body: _Element) -> Iterator[str]:
    for link in body.iter("a"):
        href = link.get("href", "")
        yield "#" if href.startswith("#") else href


def _structure(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("class") != _WRAPPER:
            yield " ".join([element.tag, *(f"{key}={element.get(key)}" for key in _SAID if element.get(key))])


@dataclass(frozen=True)
class Comparison:
    """A peer's page beside ours: what is the same, and which words it lost or has more of."""

    address: str
    text: bool
    links: bool
    structure: bool
    lost: tuple[str, ...]
    added: tuple[str, ...]


def compare(address: str, ours: bytes, theirs: bytes) -> Comparison:
    """Compare two pages; an empty one has lost everything."""
    mine, other = Page.of(ours), Page.of(theirs) if theirs else Page()
    here, there = Counter(mine.text), Counter(other.text)
    return Comparison(
        address,
        mine.text == other.text,
        mine.links == other.links,
        mine.structure == other.structure,
        lost=tuple((here - there).elements()),
        added=tuple((there - here).elements()),
    )


@dataclass(frozen=True)
class Agreement:
    """How a sample of pages agrees."""

    pages: tuple[Comparison, ...]

    @classmethod
    def between(cls, ours: Path, theirs: Path, addresses: Iterable[str]) -> Agreement:
        """Compare the pages at ``addresses`` of two built sites; one that is missing has lost everything."""
        found = []
        for address in addresses:
            place = f"{address}index.html".lstrip("/")
            peer = theirs / place
            their_html = peer.read_bytes() if peer.is_file() else b""
            found.append(compare(address, (ours / place).read_bytes(), their_html))
        return cls(tuple(found))

    def share(self, what: Compared) -> float:
        """Per cent of the pages where ``what`` is the same."""
        return 100 * sum(bool(getattr(page, what)) for page in self.pages) / max(1, len(self.pages))

    @property
    def losing(self) -> tuple[Comparison, ...]:
        """The pages that lost words."""
        return tuple(page for page in self.pages if page.lost)
