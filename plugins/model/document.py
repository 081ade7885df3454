"""The search document: what the build writes and the search reads. The only thing they share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Kind = Literal["tjeneste", "nyhet", "horing", "virksomhet", "utvalg", "mote", "sak", "journalpost"]

KIND_LABELS: dict[Kind, str] = {
    "tjeneste": "Tjenester og sider",
    "nyhet": "Nyheter",
    "horing": "Høringer",
    "virksomhet": "Virksomheter",
    "utvalg": "Utvalg",
    "mote": "Møter",
    "sak": "Saker",
    "journalpost": "Postliste",
}
"""What a resident reads for each kind, in the order facets are shown."""


def document_id(kind: str, arkiv: str, system_id: str) -> str:
    """What the document of a delivered record is called.

    >>> document_id("sak", "5c1a0b2e", "28497c4f")
    'sak:5c1a0b2e:28497c4f'
    """
    return f"{kind}:{arkiv}:{system_id}"


FORMAT_VERSION = 3
"""Version of the files; the search refuses a manifest of another version."""


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Named(_Record, frozen=True):
    """The same texts with natural persons' names in them, usable until the names expire.

    ``names`` are the names alone. ``dated`` is the journal date that the year is counted from; None
    counts as old, so such names are never hit.
    """

    names: tuple[str, ...]
    dated: date | None
    title: str
    summary: str
    body: str


class Document(_Record, frozen=True):
    """One thing that can be found.

    ``title``, ``summary`` and ``body`` never hold the name of a natural person from the journal; those
    are in ``named`` alone, so that whoever forgets the rule still shows nothing that has expired.
    ``visible_from`` and ``visible_until`` let the search honour the clock between two builds.
    """

    id: str
    url: str
    kind: Kind
    title: str
    summary: str = ""
    body: str = ""
    headings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    number: str = ""
    unit: str = ""
    unit_title: str = ""
    language: Literal["nb", "nn", "en"] = "nb"
    target_groups: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    dated: date | None = None
    modified: date | None = None
    review_by: date | None = None
    """The day that the page should have been gone through by."""
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    named: Named | None = None


class Shard(_Record, frozen=True):
    """One file of documents: a kind and a part of it.

    The part is a month («2026-11»), «uten-dato», or for pages the unit's slug.
    """

    file: str
    kind: Kind
    part: str
    count: int
    sha256: str


class Manifest(_Record, frozen=True):
    """What ``manifest.json`` holds. It is written last, so that a reader never sees half a set."""

    version: int
    shards: tuple[Shard, ...]
    target_groups: dict[str, str]
    units: dict[str, str]
