"""What the readers of the formats hand to the importer, and how they refuse a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from plugins.importers.node import Node

NO_ARCHIVE = "arkiv"
"""Archive key of a delivery that names no archive."""


class Role(Enum):
    """What a delivered record is."""

    CASE = auto()
    ENTRY = auto()
    MEETING = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Delivered:
    """A record with the archive it belongs to, and for an entry the systemID of its case."""

    role: Role
    node: Node
    arkiv: str
    case_id: str = ""


class RefusedError(Exception):
    """A file that is refused whole: what is wrong, where (1-based; 0 is unknown), and what to do."""

    def __init__(self, message: str, remedy: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.remedy, self.line, self.column = message, remedy, line, column

    def __str__(self) -> str:
        where = f"linje {self.line}, kolonne {self.column}: " if self.line else ""
        return f"{where}{self.message}. {self.remedy}"


def archive_key(system_id: str) -> str:
    """The first eight hexadecimal digits of the archive's systemID.

    >>> archive_key("B87CA23F-ffee-4e20-7890-a6361130bb50"), archive_key("")
    ('b87ca23f', 'arkiv')
    """
    digits = re.sub(r"[^0-9a-f]", "", system_id.lower())[:8]
    return digits if len(digits) == 8 else NO_ARCHIVE
