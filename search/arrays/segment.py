"""One segment as queries read it: terms looked up, their postings and positions as slices of the arrays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import DENSE, Docs
from search.arrays.layout import Numbers, SegmentArrays

T = TypeVar("T", bound=np.generic)

_KEY_BYTES = 8
_REMEMBERED = 1024


class Postings(NamedTuple):
    """The postings of a term in a field: where they lie in the segment's arrays."""

    begin: int
    end: int
    positions: int
    """Where the positions of the first posting begin."""


class Segment:
    """The arrays of a segment with its look-ups."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays
        self.documents = arrays.about.documents
        self.fields = {name: number for number, name in enumerate(arrays.about.fields)}
        self._looked_up: dict[bytes, dict[str, Postings]] = {}
        self._together: dict[tuple[bytes, frozenset[str]], list[Postings]] = {}

    @cached_property
    def _text(self) -> memoryview:
        return memoryview(self.arrays.text)  # type: ignore[arg-type]

    @cached_property
    def _keys(self) -> memoryview:
        return memoryview(self.arrays.keys)  # type: ignore[arg-type]

    @cached_property
    def _docs(self) -> memoryview:
        return memoryview(self.arrays.docs)  # type: ignore[arg-type]

    def term(self, number: int) -> bytes:
        """The bytes of a term."""
        starts = self.arrays.text_starts
        return bytes(self._text[starts[number] : starts[number + 1]])

    def first_from(self, text: bytes) -> int:
        """The first term that is not before ``text``: T when all are.

        The keys tell all but the terms that share their first eight bytes; they are looked through by halves.
        """
        key = int.from_bytes(text[:_KEY_BYTES].ljust(_KEY_BYTES, b"\0"), "big")
        low = bisect_left(self._keys, key)
        high = bisect_right(self._keys, key, low)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < text:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, text: bytes) -> int | None:
        """The number of a term; None when no field has it."""
        at = self.first_from(text)
        return at if at < len(self.arrays.keys) and self.term(at) == text else None

    def with_prefix(self, prefix: bytes) -> tuple[int, int]:
        """The terms that begin with ``prefix``: the first, and the first after them."""
        return self.first_from(prefix), self.first_from(_after(prefix))

    def postings(self, text: bytes, field: str) -> Postings | None:
        """The postings of a term in a field; None when it is not there."""
        return self.postings_by_field(text).get(field)

    def postings_by_field(self, text: bytes) -> dict[str, Postings]:
        """The postings of a term in each field that has it. A query asks for the same term many times."""
        if text not in self._looked_up:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            self._looked_up[text] = self._look_up(text)
        return self._looked_up[text]

    def together(self, text: bytes, fields: frozenset[str]) -> list[Postings]:
        """The postings of a term in any of some fields, in few runs. A query asks for the same many times."""
        key = (text, fields)
        runs = self._together.get(key)
        if runs is None:
            if len(self._together) >= _REMEMBERED:
                self._together.clear()
            held = self.postings_by_field(text).items()
            runs = self._together[key] = together([one for field, one in held if field in fields])
        return runs

    def _look_up(self, text: bytes) -> dict[str, Postings]:
        at = self.find(text)
        if at is None:
            return {}
        arrays = self.arrays
        begin, end = arrays.entry_starts[at : at + 2].tolist()
        fields = arrays.entry_fields[begin:end].tolist()
        starts = arrays.posting_starts[begin : end + 1].tolist()
        places = arrays.position_starts[begin:end].tolist()
        return {
            arrays.about.fields[field]: Postings(starts[number], starts[number + 1], places[number])
            for number, field in enumerate(fields)
        }

    @cached_property
    def lengths(self) -> NDArray[np.uint8]:
        """(F · N,) The lengths of all documents' first field, then of their second, and so on."""
        return self.arrays.lengths.ravel()

    def docs(self, postings: Postings) -> Docs:
        """(P,) The documents of postings, ascending."""
        return self.arrays.docs[postings.begin : postings.end].astype(np.int64)

    def docs_of(self, several: Sequence[Postings]) -> Docs:
        """(P,) The documents of several postings, one after another."""
        return _pieces(self.arrays.docs, several).astype(np.int64)

    def between(self, postings: Postings, low: int, high: int, *, positions: bool = False) -> Postings:
        """The postings of the documents from ``low`` to ``high``, both counted; with ``positions`` only if
        they are asked for, since it takes adding up what is before them. A search asks for many.
        """
        begin = bisect_left(self._docs, low, postings.begin, postings.end)
        end = bisect_right(self._docs, high, begin, postings.end)
        before = int(self.arrays.freqs[postings.begin : begin].sum(dtype=np.int64)) if positions else 0
        return Postings(begin, end, postings.positions + before if positions else -1)

    def freqs_of(self, several: Sequence[Postings]) -> Numbers:
        """(P,) Their frequencies."""
        return _pieces(self.arrays.freqs, several)

    def positions(
        self, postings: Postings, docs: NDArray[np.integer[Any]]
    ) -> Iterator[tuple[int, list[int]]]:
        """For each of some ascending documents that has a posting: its place among them, and positions."""
        arrays = self.arrays
        listed = arrays.docs[postings.begin : postings.end]
        at = listed.searchsorted(docs.astype(listed.dtype, copy=False))
        numbers = (listed.take(at, mode="clip") == docs).nonzero()[0]
        if not len(numbers):
            return
        freqs, begins = self.runs(postings, at[numbers])
        for number, freq, begin in zip(numbers.tolist(), freqs.tolist(), begins.tolist(), strict=True):
            yield number, arrays.positions[begin : begin + freq].tolist()

    def runs(self, postings: Postings, at: NDArray[np.int64]) -> tuple[Numbers, NDArray[np.int64]]:
        """How many positions some of a term's postings have, and where they begin; ``at`` are their ascending
        places among the postings.

        What lies before each is added up: from one to the next where they are few, else for all.
        """
        if not len(at):
            return self.arrays.freqs[:0], np.empty(0, np.int64)
        freqs = self.arrays.freqs[postings.begin : postings.begin + int(at[-1]) + 1]
        if len(at) * DENSE > len(freqs):
            ends = freqs.cumsum(dtype=np.int64)[at]
            return freqs[at], ends - freqs[at].astype(np.int64) + postings.positions
        steps: NDArray[np.int64] = np.add.reduceat(
            freqs, at, dtype=np.int64
        )  # the last step is the last posting's own
        first = postings.positions + int(freqs[: at[0]].sum(dtype=np.int64))
        return freqs[at], steps.cumsum() - steps + first

    def docs_of_terms(self, first: int, after: int, field: str) -> Docs:
        """The documents that have any of a run of terms in a field, ascending, each once."""
        found = np.zeros(self.documents, np.bool_)
        found[self.postings_of_terms(first, after, field)] = True
        return np.flatnonzero(found)

    def postings_of_terms(self, first: int, after: int, field: str) -> Docs:
        """The document of each posting of a run of terms in a field, in no order."""
        number = self.fields.get(field)
        if number is None or first >= after:
            return np.empty(0, np.int64)
        begin, end = self.arrays.entry_starts[first], self.arrays.entry_starts[after]
        entries = begin + np.flatnonzero(self.arrays.entry_fields[begin:end] == number)
        starts, ends = self.arrays.posting_starts[entries], self.arrays.posting_starts[entries + 1]
        return self.arrays.docs[spread(starts, ends - starts)].astype(np.int64)


def together(several: Sequence[Postings]) -> list[Postings]:
    """The same postings in fewer runs: those of a word in field after field mostly lie side by side.

    >>> together([Postings(0, 2, 0), Postings(2, 5, 0), Postings(9, 10, 0)])
    [Postings(begin=0, end=5, positions=0), Postings(begin=9, end=10, positions=0)]
    """
    found: list[Postings] = []
    for one in several:
        if found and found[-1].end == one.begin:
            found[-1] = found[-1]._replace(end=one.end)
        else:
            found.append(one)
    return found


def _pieces(column: NDArray[T], several: Sequence[Postings]) -> NDArray[T]:
    pieces = [column[begin:end] for begin, end, _ in several]
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces or [column[:0]])


def _after(prefix: bytes) -> bytes:
    """The least text that is after everything that begins with ``prefix``.

    >>> _after(b"ab"), _after(b"a\\xff")
    (b'ac', b'b')
    """
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else b"\xff" * 64


def spread(starts: NDArray[np.integer[Any]], sizes: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """The numbers of several runs, one run after another.

    >>> spread(np.array([10, 50]), np.array([3, 2]))
    array([10, 11, 12, 50, 51])
    """
    starts, sizes = starts.astype(np.int64), sizes.astype(np.int64)
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return numbers
