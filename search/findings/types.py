"""A finding and its proposal: frozen values with no database and no index in them."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.model.curation import Decision


@dataclass(frozen=True, slots=True)
class Edited:
    """A change of a page that its unit must make: a new title, or words added to its keywords."""

    address: str
    title: str = ""
    keywords: tuple[str, ...] = ()


Change = Decision | Edited
"""What can be tried in advance: a decision of an adviser, or an edit of a page."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do. ``change`` is None where only people can do it (write, ask), in ``unit``."""

    text: str
    change: Change | None = None
    unit: str = ""
    otherwise: Proposal | None = None
    """What to do when the change turns out to help nobody, or to lose more than it gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that should be mended. ``people`` is how many sessions of the period it would have helped."""

    kind: str
    """Key of ``kinds.KINDS``."""
    subject: str
    """The term, address or unit that it is about; with ``kind`` it is the finding's name over time."""
    title: str
    people: int
    proposal: Proposal
    term: str = ""
    address: str = ""
    unit: str = ""
    """Slug of the unit whose field it is, empty when nobody's in particular."""
    evidence: tuple[tuple[str, str], ...] = ()
    """What it rests on: names and numbers as they are read."""

    @property
    def key(self) -> str:
        """The finding's name, the same from week to week."""
        return f"{self.kind}:{self.subject}"
