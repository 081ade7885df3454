"""What the store says besides the model's own records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do, in Norwegian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An entry that was held back, with what a person at the archive needs to mend it.

    ``entry`` is the systemID, or the entry's place in the file when it has none that may be shown.
    ``value`` never holds a national identifier: it is masked before it comes here. The running number is
    kept where the record tells it, so that lists can say why it is missing; 0 where it does not.
    """

    file: str
    entry: str
    field: str
    value: str
    reason: str
    remedy: str
    when: datetime
    arkiv: str = ""
    journalaar: int = 0
    journalsekvensnummer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """How often the time, place or cancellation of a meeting has changed, and when it last did."""

    sequence: int
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one delivery file did to the store, in records (cases, entries and meetings).

    ``withdrawn`` are those it took back, ``not_here`` those it wanted taken back that were not in the store.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    withdrawn: int = 0
    not_here: int = 0

    @property
    def read(self) -> int:
        """All the records that the file held."""
        return self.new + self.changed + self.unchanged + self.quarantined

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            quarantined=self.quarantined + other.quarantined,
            withdrawn=self.withdrawn + other.withdrawn,
            not_here=self.not_here + other.not_here,
        )
