"""What is known of each document, as columns: filters, facets and ranking are vector operations on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from plugins.model.document import Kind
from search.analysis.fold import fold
from search.analysis.numbers import case_forms
from search.arrays.files import Files, forget
from search.arrays.segment import spread
from search.schema import Facts

KINDS: tuple[str, ...] = get_args(Kind)
MOST_TARGET_GROUPS = 64
"""A bit each; the municipality has eight."""
_FILE = "columns"
_ROOM = 4_096
"""Documents that there is room for after those of several segments, besides a share of them."""
_WORDED = frozenset({"units", "languages", "target_groups"})
"""Columns of numbers that stand for words."""


class Source(NamedTuple):
    """Where a document comes from, as the next update knows it again."""

    hash: int = 0
    """The first eight bytes of the hash that the build gave it."""
    shard: int = 0
    """A hash of the name of its file."""


class Words(msgspec.Struct, frozen=True):
    """The words that numbers in the columns stand for; number 0 of units is none."""

    kinds: tuple[str, ...] = KINDS
    units: tuple[str, ...] = ("",)
    languages: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """A row for each of N documents, deleted ones among them; each array is (N,)."""

    words: Words
    ids: NDArray[np.uint64]
    """A hash of each document's id: the same whatever index it lies in."""
    kinds: NDArray[np.uint8]
    """Places in ``KINDS``."""
    units: NDArray[np.uint16]
    languages: NDArray[np.uint8]
    target_groups: NDArray[np.uint64]
    """A bit for each of ``words.target_groups``."""
    years: NDArray[np.int16]
    dated: NDArray[np.int32]
    """Ordinals of the day that freshness counts from; 0 when there is none."""
    visible_from: NDArray[np.float64]
    visible_until: NDArray[np.float64]
    """Unix times; 0 for none."""
    has_names: NDArray[np.bool_]
    names_dated: NDArray[np.int32]
    """Ordinals of the day that names expire from; 0 is unknown, which counts as old."""
    title_words: NDArray[np.uint16]
    numbers: NDArray[np.uint64]
    """A hash of each document's own number in full form; 0 for none."""
    addresses: NDArray[np.uint64]
    """A hash of the address that each document lies on."""
    hashes: NDArray[np.uint64]
    shards: NDArray[np.uint64]
    """What each document was and the file it came in (``Source``): another of either is another document."""

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def windows(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The few documents that are not always visible, and (w, 2) from when until when."""
        found = np.flatnonzero(self.visible_from + self.visible_until)
        times = np.column_stack([self.visible_from[found], self.visible_until[found]])
        forget(self.visible_from)
        forget(self.visible_until)
        return found, times

    @cached_property
    def runs(self) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Where the documents of one file begin, and the file: nearly all of one lie after one another."""
        begins = np.flatnonzero(np.append(True, self.shards[1:] != self.shards[:-1]))[: len(self)]
        return begins, self.shards[begins]

    def of_shards(self, shards: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The documents that came from some files, ascending."""
        begins, files = self.runs
        chosen = np.flatnonzero((files[:, None] == shards).any(axis=1))
        if not len(chosen):
            return chosen
        ends = np.append(begins[1:], len(self))[chosen]
        return spread(begins[chosen], ends - begins[chosen])


COLUMN_NAMES = tuple(field.name for field in fields(Columns) if field.name != "words")


def stable_hash(text: str) -> int:
    """What stands for an id or a number in the columns, the same in every process; 0 for an empty text.

    >>> stable_hash("tjeneste:barnehage/opptak") == stable_hash("tjeneste:barnehage/opptak"), stable_hash("")
    (True, 0)
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") if text else 0


def _hashes(texts: Iterable[str]) -> NDArray[np.uint64]:
    """``stable_hash`` of many texts."""
    digests = [blake2b(text.encode(), digest_size=8).digest() if text else bytes(8) for text in texts]
    return np.frombuffer(b"".join(digests), ">u8").astype(np.uint64)


def full_number(number: str) -> str:
    """A document's own number in the form that the index has it.

    >>> full_number("15/1234"), full_number("2015/1234-7"), full_number("")
    ('2015/1234', '2015/1234-7', '')
    """
    return fold(case_forms(number.strip())[0]) if number else ""


def columns_of(facts: Sequence[Facts], sources: Sequence[Source]) -> Columns:
    """The columns of documents in order."""
    units = _distinct((one.unit for one in facts), first=("",))
    languages = _distinct(one.language for one in facts)
    groups = _distinct(group for of in {one.target_groups for one in facts} for group in of)
    unit, language, group = (
        {word: number for number, word in enumerate(words)} for words in (units, languages, groups)
    )
    bits = {of: _bits(group[one] for one in of) for of in {one.target_groups for one in facts}}
    return Columns(
        words=Words(KINDS, units, languages, groups),
        ids=_hashes(one.id for one in facts),
        kinds=np.array([KINDS.index(one.kind) for one in facts], np.uint8),
        units=np.array([unit[one.unit] for one in facts], np.uint16),
        languages=np.array([language[one.language] for one in facts], np.uint8),
        target_groups=np.array([bits[one.target_groups] for one in facts], np.uint64),
        years=np.array([one.year for one in facts], np.int16),
        dated=np.array([one.dated for one in facts], np.int32),
        visible_from=np.array([one.visible_from for one in facts], np.float64),
        visible_until=np.array([one.visible_until for one in facts], np.float64),
        has_names=np.array([one.has_names for one in facts], np.bool_),
        names_dated=np.array([one.names_dated for one in facts], np.int32),
        title_words=np.array([min(one.title_words, 65_535) for one in facts], np.uint16),
        numbers=_hashes(full_number(one.number) for one in facts),
        addresses=_hashes(one.url for one in facts),
        hashes=np.array([one.hash for one in sources], np.uint64),
        shards=np.array([one.shard for one in sources], np.uint64),
    )


def _distinct(words: Iterable[str], first: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *sorted(set(words)))))


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places if place < MOST_TARGET_GROUPS)


def joined(parts: Sequence[Columns]) -> Columns:
    """The columns of several segments one after another, with words that they share; each is put together
    when it is first asked for, since a search asks for few of them.
    """
    words = Words(
        KINDS,
        _distinct((u for part in parts for u in part.words.units), first=("",)),
        _distinct(one for part in parts for one in part.words.languages),
        _distinct(group for part in parts for group in part.words.target_groups),
    )
    if len(parts) == 1 and parts[0].words == words:
        return parts[0]
    return Joined(words, parts)


class Joined(Columns):
    """Columns that are put together when they are asked for, each with room for some documents more."""

    def __init__(self, words: Words, parts: Sequence[Columns]) -> None:
        self.parts: tuple[Columns, ...]
        self.__dict__.update(words=words, parts=tuple(parts) or (columns_of((), ()),))

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __getattr__(self, name: str) -> NDArray[Any]:
        if name not in COLUMN_NAMES:
            raise AttributeError(name)
        pieces = [_with_words(part, name, self.words) for part in self.parts]
        column = self.__dict__[name] = with_room(pieces)
        for part in self.parts:
            forget(getattr(part, name))
        return column

    def after(self, first: int) -> Columns:
        """The columns of the parts from one on, with the words of all."""
        tail = self.parts[first:]
        return _worded(tail[0], self.words) if len(tail) == 1 else Joined(self.words, tail)

    def go_on_from(self, before: Joined, tail: Columns) -> None:
        """Take over what is put together already of others that differ from ``tail`` on: nobody can ask
        ``before`` any more.
        """
        kept = len(self) - len(tail)
        alike = self.words == before.words
        for name in COLUMN_NAMES:
            if name in before.__dict__ and (alike or name not in _WORDED):
                self.__dict__[name] = continued(before.__dict__[name], kept, getattr(tail, name))


def with_room(pieces: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Arrays one after another in a new one, with some room after them."""
    size = sum(map(len, pieces))
    whole = np.empty(size + size // 16 + _ROOM, pieces[0].dtype)
    return np.concatenate(pieces, out=whole[:size])


def continued(before: NDArray[Any], kept: int, more: NDArray[Any]) -> NDArray[Any]:
    """What begins as ``before``, an array with room after it, and goes on with ``more``. Its own place is
    used as long as there is room, so that nothing is copied; ``before`` is then no longer what it was.

    >>> continued(with_room([np.array([1, 2, 3])]), 2, np.array([7, 8]))
    array([1, 2, 7, 8])
    """
    whole, size = before.base, kept + len(more)
    if whole is None or size > len(whole):
        return with_room([before[:kept], more])
    whole[kept:size] = more
    return whole[:size]


def _worded(columns: Columns, words: Words) -> Columns:
    """Columns with other words, among which all of their own are."""
    if columns.words == words:
        return columns
    return replace(columns, words=words, **{name: _with_words(columns, name, words) for name in _WORDED})


def _with_words(columns: Columns, name: str, words: Words) -> NDArray[Any]:
    """A column with the numbers of other words, among which all of its own are."""
    column: NDArray[Any] = getattr(columns, name)
    if columns.words == words:
        return column
    if name not in _WORDED:
        return column
    if name != "target_groups":
        old, new = getattr(columns.words, name), getattr(words, name)
        renumbered: NDArray[Any] = np.array([new.index(word) for word in old], column.dtype)[column]
        return renumbered
    groups = np.zeros(len(column), np.uint64)
    for place, group in enumerate(columns.words.target_groups):
        has = (column >> np.uint64(place)) & np.uint64(1)
        groups |= has << np.uint64(words.target_groups.index(group))
    return groups


def windows_of(parts: Sequence[Columns]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The few documents of several segments that are not always visible, and (w, 2) from when until when."""
    numbers, times, base = [np.empty(0, np.int64)], [np.empty((0, 2))], 0
    for part in parts:
        found, of_found = part.windows
        numbers.append(base + found)
        times.append(of_found)
        base += len(part)
    return np.concatenate(numbers), np.concatenate(times)


def of(columns: Columns, kept: NDArray[np.bool_]) -> Columns:
    """The columns of some of the documents."""
    return replace(columns, **{name: getattr(columns, name)[kept] for name in COLUMN_NAMES})


def save(columns: Columns, files: Files) -> None:
    """Write the columns of a segment."""
    files.write(_FILE, {name: getattr(columns, name) for name in COLUMN_NAMES}, columns.words)


def load(files: Files) -> Columns:
    """Read them back. Raises OSError, KeyError or ValueError when they are missing or of other kinds."""
    arrays, words = files.read(_FILE, Words)
    if words.kinds != KINDS:
        raise ValueError(f"{files.segment}: kinds {words.kinds}, not {KINDS}")
    return Columns(words, **arrays)
