"""Why running numbers are missing from the post list: how many of each reason, and nothing of the entries."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from plugins.store.lists import Numbered
from plugins.views.rendering import tall

if TYPE_CHECKING:
    from datetime import date

    from plugins.store import Store
    from plugins.views.archive_reader import ArchiveReader
    from plugins.views.outline import Gap, Outlines

HOP = 500
"""A wider hole than this is no row of documents: the archive has begun on new numbers."""
GAP_NOTE = (
    "Der linja er brutt, står ett eller flere løpenumre ikke i postlista. Et nummer kan mangle fordi "
    "dokumentet ikke skal ligge åpent, fordi arkivet har trukket det tilbake, fordi noen må kontrollere det "
    "først, eller fordi det ikke er levert ennå."
)
"""On a part of a list, which stays as it is when a number is mended."""
_HELD = "venter på kontroll", "venter på kontroll"
_WITHDRAWN = "har arkivet trukket tilbake", "arkivet har trukket tilbake"
_OTHER = "er ikke levert fra arkivet", "ikke er levert fra arkivet"
"""What is said of some of the numbers, and of all of them."""
_INTERNAL = "Det som ikke er levert, er oftest interne dokumenter, og de trenger ikke å ligge åpent."


class LeftOut(msgspec.Struct, frozen=True, array_like=True):
    """How many running numbers are missing: held back, withdrawn by the archive, and for another reason."""

    held: int = 0
    withdrawn: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """All that are missing."""
        return self.held + self.withdrawn + self.other

    def __add__(self, more: LeftOut) -> LeftOut:
        return LeftOut(self.held + more.held, self.withdrawn + more.withdrawn, self.other + more.other)


def is_hop(gap: Gap) -> bool:
    """Whether a hole is where the archive begins on new numbers."""
    return gap.last - gap.first >= HOP


def left_out_of(day: date | None, reader: Outlines) -> LeftOut:
    """Why the numbers before a day's entries are missing.

    Those before the first of a year are not counted as missing where the year before was not delivered
    either: then the deliveries began in the middle of it.
    """
    found = LeftOut()
    for gap in reader.gaps(day):
        if not is_hop(gap):
            held, withdrawn = reader.store.left_out(gap.archive, gap.year, gap.first, gap.last)
            other = gap.last - gap.first + 1 - held - withdrawn
            found += LeftOut(held, withdrawn, 0 if _began_here(gap, reader.store) else other)
    return found


def _began_here(gap: Gap, store: Store) -> bool:
    """Whether a hole is before the first number of an archive's first year."""
    last_year = Numbered(gap.archive, gap.year - 1, sys.maxsize)
    return gap.first == 1 and store.number_before(last_year) is None


def left_out_on(days: Iterable[date | None], reader: Outlines) -> LeftOut:
    """Why numbers are missing from the lists of some days."""
    return sum((reader.left_out(day) for day in days), LeftOut())


def left_out_note(left: LeftOut) -> str:
    """Why the line of a list is broken, with how many numbers each reason holds for.

    >>> left_out_note(LeftOut(held=2)).partition(". ")[2]
    'Det gjelder 2 numre i denne lista, som venter på kontroll.'
    """
    if not left.total:
        return GAP_NOTE
    note = (
        f"Linja er brutt der løpenumre ikke er med. Det gjelder {_numbers(left)} i denne lista{_why(left)}."
    )
    return f"{note} {_INTERNAL}" if left.other else note


def left_at_end(day: date | None, reader: ArchiveReader) -> LeftOut:
    """Why numbers after the last are missing, as far as they are known; of the newest day alone."""
    if day is None or reader.neighbours(day)[1] is not None:
        return LeftOut()
    years = {(row.arkiv, row.journalaar) for row in reader.store.numbers_on(day)}
    return sum((LeftOut(*reader.store.left_at_end(*year)) for year in sorted(years)), LeftOut())


def end_note(left: LeftOut) -> str:
    """What is known of numbers after the last in the list.

    >>> end_note(LeftOut(held=1))
    'Etter det siste løpenummeret i lista kommer 1 nummer til, som venter på kontroll.'
    """
    return f"Etter det siste løpenummeret i lista kommer {_numbers(left)} til{_why(left)}."


def _numbers(left: LeftOut) -> str:
    return f"{tall(left.total)} {'nummer' if left.total == 1 else 'numre'}"


def _why(left: LeftOut) -> str:
    """The reasons, with how many numbers each holds for, to end a sentence with."""
    reasons = ((left.held, _HELD), (left.withdrawn, _WITHDRAWN), (left.other, _OTHER))
    said = [f"{tall(count)} {of_some}" for count, (of_some, _) in reasons if count]
    of_all = next(of_all for count, (_, of_all) in reasons if count)
    return f": {', '.join(said[:-1])} og {said[-1]}" if len(said) > 1 else f", som {of_all}"
