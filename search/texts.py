"""The documents themselves beside the index, and where in their texts each place of a term lies.

Documents lie some and some together, packed, so that they take little room and reading one reads few bytes.
With each lie the places of its title, summary and body: what the positions of a term are looked up in when
an excerpt is made, so that no text is analysed to show what matched.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import msgspec
import numpy as np
import zstandard
from numpy.typing import NDArray

from plugins.model.document import Document
from search.analysis.fold import normalise, normalise_all
from search.arrays.files import Files

BLOCK_BYTES = 2_048
"""Bytes of documents in a block before they are packed: read in 0.015 ms. Blocks four times as large would
save a seventh of the room, and take three times as long for the ten that a search shows."""
FAR = 65_535
"""The longest step from one place to the next that is kept; nobody shows what comes after a longer one."""
_SHORT = 64
"""Places that are added up one by one; more are so many that an array is quicker."""
_STEPS = [f"<{count}H" for count in range(_SHORT + 1)]
_LEVEL = 1
_FILE = "texts"
_BESIDE = "|"
"""What is between texts that are looked at as one."""
_SPACES = ("  ", f" {_BESIDE}", f"{_BESIDE} ")
"""Spaces that are not kept: more than one, and those around a text."""
_SENTENCE_ENDS = (".", "?", "!", ":", "…")


class Places(msgspec.Struct, frozen=True, array_like=True):
    """Where in a text its places lie: steps from one beginning to the next, and lengths, in letters."""

    steps: bytes
    """Two little-endian bytes each."""
    lengths: bytes

    def begins(self, places: Sequence[int]) -> list[int]:
        """Where each of some ascending places begins; only what is before the last of them is added up."""
        if not places:
            return []
        count = places[-1] + 1
        if count > _SHORT:
            steps = np.frombuffer(self.steps, "<u2", count)
            found: list[int] = steps.cumsum(dtype=np.int64).take(places).tolist()
            return found
        begins = list(accumulate(struct.unpack_from(_STEPS[count], self.steps)))
        return [begins[place] for place in places]


class Card(msgspec.Struct, frozen=True, array_like=True):
    """A document as it is shown: the lines of its bodies joined, and the places of its texts."""

    document: Document
    title: Places
    summary: Places
    body: Places


class _About(msgspec.Struct, frozen=True):
    documents: int


class Texts:
    """The cards of a segment's documents, by number."""

    def __init__(self, files: Files) -> None:
        """Raises OSError, KeyError or ValueError when the file is missing, cut short or no such file."""
        arrays, about, (self._packed,) = files.read_with_pieces(_FILE, _About, "packed")
        self.documents = about.documents
        self._begins, self._firsts = arrays["begins"], arrays["firsts"]
        self._unpack = zstandard.ZstdDecompressor().decompress  # made once: as dear as a block

    def raw(self, numbers: NDArray[np.int64]) -> list[bytes]:
        """Cards as they lie, for ascending numbers; each block is unpacked once."""
        found: list[bytes] = []
        opened = -1
        block: list[msgspec.Raw] = []
        for number, at in zip(
            numbers.tolist(), (np.searchsorted(self._firsts, numbers, "right") - 1).tolist(), strict=True
        ):
            if at != opened:
                opened, block = at, self._block(at)
            found.append(bytes(block[number - int(self._firsts[at])]))
        return found

    def cards(self, numbers: NDArray[np.int64]) -> list[Card]:
        """Cards for ascending numbers."""
        return [_card(raw) for raw in self.raw(numbers)]

    def _block(self, at: int) -> list[msgspec.Raw]:
        begin, end = self._begins[at : at + 2].tolist()
        return _block(self._unpack(self._packed.read(begin, end)))


_card = msgspec.msgpack.Decoder(Card).decode
_block = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
_encode = msgspec.msgpack.Encoder().encode
_encode_into = msgspec.msgpack.Encoder().encode_into
_AT_END = -1
"""Where in a buffer is written, so that what is there is kept."""


class _OfThread(threading.local):
    """What only one thread may use at a time, and takes a tenth of a millisecond to make."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=_LEVEL).compress


_own = _OfThread()


class TextsWriter:
    """Takes the cards of a segment in order, and writes them as one file."""

    def __init__(self) -> None:
        self._waiting, self._count = bytearray(), 0
        """The cards of the block that is begun, one after another."""
        self._blocks: list[bytes] = []
        self._firsts = [0]
        self._compress = _own.compress

    def add(self, card: Card) -> None:
        """The next document's."""
        _encode_into(card, self._waiting, _AT_END)
        self._added()

    def add_raw(self, card: bytes) -> None:
        """The next document's, as ``Texts.raw`` gives it."""
        self._waiting += card
        self._added()

    def _added(self) -> None:
        self._count += 1
        if len(self._waiting) >= BLOCK_BYTES:
            self._pack()

    def _pack(self) -> None:
        if self._count:
            self._blocks.append(self._compress(self._begun()))
            self._firsts.append(self._firsts[-1] + self._count)
            self._waiting, self._count = bytearray(), 0

    def _begun(self) -> bytes:
        """The block that is begun: a list of its cards."""
        nothing = _encode([None] * self._count)
        return nothing[: len(nothing) - self._count] + self._waiting

    def cards(self) -> Iterator[bytes]:
        """All that were taken, as they were added."""
        for block in (*map(zstandard.decompress, self._blocks), self._begun()):
            yield from map(bytes, _block(block))

    def save(self, files: Files) -> None:
        """Write them."""
        self._pack()
        arrays: dict[str, NDArray[Any]] = {
            "packed": np.frombuffer(b"".join(self._blocks), np.uint8),
            "begins": _starts([len(block) for block in self._blocks]),
            "firsts": np.array(self._firsts, np.int64),
        }
        files.write(_FILE, arrays, _About(self._firsts[-1]))


def _starts(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))


def joined_lines(text: str) -> str:
    """The lines of a text in one, with a middle dot after what is no sentence: a cell, a row, a list's item.

    >>> joined_lines("Når er det åpent?\\nMandag, 10–19\\nTirsdag, stengt\\nRing  oss.")
    'Når er det åpent? Mandag, 10–19 · Tirsdag, stengt · Ring oss.'
    """
    text = normalise(text)
    if text.isprintable():
        return _single_spaced(text)
    pieces: list[str] = []
    for line in text.splitlines():
        words = _single_spaced(line) if line.isprintable() else " ".join(line.split())
        if words:
            pieces += (words, " " if words.endswith(_SENTENCE_ENDS) else " · ")
    return "".join(pieces[:-1])


def all_joined_lines(texts: Sequence[str]) -> Sequence[str]:
    r"""The same of many texts; those that are a line each, as it is to be, are looked at as one.

    >>> all_joined_lines(["En linje.", "To\nlinjer."])
    ['En linje.', 'To · linjer.']
    """
    whole = _BESIDE.join(("", *texts, ""))
    alike = whole.isprintable() and not any(spaces in whole for spaces in _SPACES)
    return texts if alike and normalise_all(texts) is texts else list(map(joined_lines, texts))


def _single_spaced(line: str) -> str:
    """A line with one space between its words, and none around them; no other space can be printed."""
    return " ".join(line.split()) if "  " in line else line.strip(" ")
