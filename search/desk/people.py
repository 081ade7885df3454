"""Who somebody is and what they may do, whoever vouches for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person is to the insight pages; the value is what is stored and shown."""

    ADVISER = "rådgiver"
    UNIT_LEADER = "virksomhetsleder"
    READER = "leser"

    @classmethod
    def named(cls, text: str) -> Role:
        """The role that somebody means. Raises ValueError with the choices, in Norwegian.

        >>> Role.named("Radgiver"), Role.named("leser")
        (<Role.ADVISER: 'rådgiver'>, <Role.READER: 'leser'>)
        """
        meant = text.strip().casefold().replace("radgiver", "rådgiver")
        if meant not in {role.value for role in cls}:
            raise ValueError(f"Rollen «{text.strip()[:40]}» finnes ikke. Velg {', '.join(cls)}.")
        return cls(meant)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may come in. ``unit`` is the slug of a unit leader's own unit, else empty.

    ``mark`` changes when anything about the person does, so that what was opened before no longer holds.
    """

    name: str
    role: Role
    unit: str = ""
    mark: str = ""

    @property
    def may_change(self) -> bool:
        """Whether the person may decide, assign, note and close; others only read."""
        return self.role is Role.ADVISER

    def sees(self, unit: str) -> bool:
        """Whether what belongs to ``unit`` is the person's business; «» is the whole municipality."""
        return self.role is not Role.UNIT_LEADER or unit == self.unit


class Directory(Protocol):
    """The one thing that sessions ask of whoever vouches for people.

    Local accounts answer it today. A login at an identity provider ends the same way: with a person who
    is put down when the provider says who it is, and whom this finds again at each later page.
    """

    def person(self, name: str) -> Person | None:
        """The person as they are now; None for somebody unknown, or whose account is closed."""
        ...
