"""What the readers of the formats hand to the importer, and how they refuse a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from plugins.importers.node import Node
from plugins.importers.unread import Unread
from plugins.model.identifiers import find_national_ids, find_phones

NO_ARCHIVE = "arkiv"
"""Archive key of a delivery that names no archive."""


class Role(Enum):
    """What a delivered record is."""

    CASE = auto()
    ENTRY = auto()
    MEETING = auto()
    WITHDRAWN = auto()
    UNKNOWN = auto()


class Delivered(NamedTuple):
    """A record with the archive it belongs to, and for an entry the systemID of its case.

    What is withdrawn may have no archive: it is then looked for in all of them. Only entries and cases may be
    unread.
    """

    role: Role
    node: Node | Unread
    arkiv: str
    case_id: str = ""


@dataclass(slots=True)
class Meter:
    """How far the reading of a file has come, in bytes; ``of`` is when all is done."""

    size: int
    of: int = 0
    done: Callable[[], int] = lambda: 0

    def __post_init__(self) -> None:
        self.of = self.size

    def follow(self, handle: BinaryIO) -> None:
        """Whoever reads the file reads it through this handle."""
        self.done = lambda: self.size if handle.closed else handle.tell()


class RefusedError(Exception):
    """A file that is refused whole: what is wrong, where (1-based; 0 is unknown), and what to do."""

    def __init__(self, message: str, remedy: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.remedy, self.line, self.column = message, remedy, line, column

    def __str__(self) -> str:
        where = f"linje {self.line}, kolonne {self.column}: " if self.line else ""
        return f"{where}{self.message}. {self.remedy}"


@lru_cache(maxsize=64)
def archive_key(system_id: str) -> str:
    """The first eight hexadecimal digits of the archive's systemID.

    >>> archive_key("B87CA23F-ffee-4e20-7890-a6361130bb50"), archive_key("")
    ('b87ca23f', 'arkiv')
    """
    if find_national_ids(system_id) or (find_phones(system_id) and " " in system_id.strip()):
        return NO_ARCHIVE  # the key stands in addresses
    digits = re.sub(r"[^0-9a-f]", "", system_id.lower())[:8]
    return digits if len(digits) == 8 else NO_ARCHIVE


def creator_key(creator_id: str) -> str:
    """Key of an archive that is known by who made it: an organisation number, or any name for it.

    >>> creator_key("960 507 878"), creator_key(""), len(creator_key("Ski kommune"))
    ('96050787', 'arkiv', 8)
    """
    text = "".join(creator_id.split()).casefold()
    if not text or text == "ukjent":
        return NO_ARCHIVE
    return text[:8] if re.fullmatch(r"\d{9}", text) else hashlib.sha256(text.encode()).hexdigest()[:8]


def case_id(year: str, sequence: str) -> str:
    """A stable systemID of a case in a format that has none; empty when its number is not whole.

    >>> case_id("15", "01234"), case_id("2015", "")
    ('sak-2015-1234', '')
    """
    return _made("sak", year, sequence)


def entry_id(year: str, sequence: str) -> str:
    """A stable systemID of an entry in a format that has none.

    >>> entry_id("2015", "77")
    'jp-2015-77'
    """
    return _made("jp", year, sequence)


def _made(kind: str, year: str, sequence: str) -> str:
    if not (_are_digits(year) and len(year) in {2, 4} and _are_digits(sequence) and len(sequence) <= 12):
        return ""
    return f"{kind}-{full_year(year)}-{int(sequence)}"


def _are_digits(text: str) -> bool:
    return text.isdigit() and text.isascii()


def full_year(text: str) -> int:
    """A year; two digits are this century's up to 69 («15» is 2015).

    >>> full_year("15"), full_year("99"), full_year("2026")
    (2015, 1999, 2026)
    """
    number = int(text)
    if len(text) == 2:
        return number + (2000 if number < 70 else 1900)
    return number
