"""How the positions of a term in a document are stored in Whoosh: as they will lie in the arrays."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

from whoosh import formats

POSITION_BYTES = 4


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """Whoosh's format ``Positions`` with four little-endian bytes a position.

    Whoosh pickles a list for each posting; a million documents have forty million. Packed, a whole block of
    them is joined and read as one array. Everything Whoosh does with positions still works.

    >>> PackedPositions().decode_positions(PackedPositions().encode([3, 70_000]))
    [3, 70000]
    """

    def encode(self, poslist: Iterable[int]) -> bytes:
        """The positions of one posting, in ascending order."""
        return _as_little_endian(array("I", poslist)).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions of one posting."""
        return _as_little_endian(array("I", valuestring)).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """How often the term stands in the document: a position each."""
        return len(valuestring) // POSITION_BYTES

    def decode_weight(self, valuestring: bytes) -> float:
        """The same as a weight."""
        return float(self.decode_frequency(valuestring))


def _as_little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
