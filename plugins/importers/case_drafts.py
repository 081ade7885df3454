"""Rows of ordinary cases made column by column: one field of all those with the same fields at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from plugins.importers import records, values
from plugins.importers.delivery import Delivered
from plugins.importers.node import Node
from plugins.importers.ordinary import UNSURE, iso
from plugins.importers.unread import GetColumns, Texts, Unread, as_it_is, getter, new
from plugins.store.rows import Row

_FIELDS = (
    "systemid", "saksaar", "sakssekvensnummer", "offentligtittel", "tittel", "saksdato", "administrativenhet",
    "saksansvarlig", "saksstatus",
)  # fmt: skip

unit_of = lru_cache(maxsize=1 << 12)(records.unit_of)
"""``records.unit_of``; there are few units."""


class PlacedCase(NamedTuple):
    """A case without parts, by its place among the records: the names of its fields and what they say."""

    place: int
    arkiv: str
    names: Texts
    texts: Texts


def placed(place: int, record: Delivered) -> PlacedCase | Node:
    """The case of a record; its node if it has parts or marked names."""
    node = record.node
    if isinstance(node, Unread):
        part = node.plan.part
        if node.plan.finish is as_it_is and not part.parts:
            found: PlacedCase = new(PlacedCase, (place, record.arkiv, part.names, part.texts(node.texts)))
            return found
        node = node.tidy()
    if node.children or node.names:
        return node
    return PlacedCase(place, record.arkiv, tuple(node.values), tuple(node.values.values()))


def case_rows(cases: Sequence[PlacedCase]) -> list[Row] | None:
    """The rows of cases with the same fields; None when there may be something unusual in one.

    The texts must be tidy, and have nothing for the gate.
    """
    _, arkiver, (names, *_), texts = zip(*cases, strict=True)
    columns = (*zip(*texts, strict=True), ("",) * len(cases))
    ids, said_years, sequences, public, other, said_days, units, officers, statuses = _fields(names)(columns)
    titles = [one or another for one, another in zip(public, other, strict=True)]
    years, days = list(map(values.known_year, said_years)), list(map(iso, said_days))
    if not (all(ids) and all(titles) and all(years) and values.are_numbers(sequences)) or UNSURE in days:
        return None
    made = zip(
        arkiver, ids, years, map(int, sequences), titles, days, map(unit_of, units),
        map(records.unless_unknown, officers), map(values.words, statuses), repeat(""), strict=False,
    )  # fmt: skip
    return list(made)


@lru_cache(maxsize=1024)
def _fields(names: Texts) -> GetColumns:
    """What gives the columns of ``_FIELDS``, when an empty one comes after those of these names."""
    return getter([names.index(name) if name in names else -1 for name in _FIELDS])
