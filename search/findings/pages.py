"""What is known of the pages that units write: title, unit, language, when they should be gone through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.model.document import Document, Kind
from search.documents import DocumentsError, read_manifest, read_shard

WRITTEN: frozenset[Kind] = frozenset({"tjeneste", "nyhet", "horing", "virksomhet"})
"""Kinds that units write; the archive's come by themselves."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The written pages by address, and the units' titles by slug."""

    by_address: Mapping[str, Document] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Document | None:
        """The page at an address; None for what is not written by a unit."""
        return self.by_address.get(address.partition("#")[0])

    def unit_of(self, address: str) -> str:
        """The slug of the unit whose page it is; empty when nobody's."""
        page = self.get(address)
        return page.unit if page else ""

    def title_of(self, address: str) -> str:
        """The title of the page at an address; the address itself for what is not written by a unit."""
        page = self.get(address)
        return page.title if page else address

    def of_unit(self, unit: str) -> tuple[Document, ...]:
        """The pages of a unit, by title."""
        return tuple(
            sorted((p for p in self.by_address.values() if p.unit == unit), key=lambda p: (p.title, p.url))
        )


def read_pages(documents: Path) -> Pages:
    """The written pages among the documents that the build left; none before the first build."""
    try:
        manifest = read_manifest(documents)
        shards = [shard for shard in manifest.shards if shard.kind in WRITTEN]
        found = [page for shard in shards for _, page in read_shard(documents, shard)]
    except DocumentsError:
        return Pages()
    return Pages({page.url: page for page in found}, manifest.units)
