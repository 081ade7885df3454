"""Documents into all that a segment is made of: arrays of postings, columns of facts, and cards.

Words become numbers one document at a time; all the rest (places, positions, fields, lengths) is found for
some hundred documents at once, as columns.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import Document
from search.analysis.chain import analyse_name, found_by
from search.arrays.invert import Occurrences, invert
from search.arrays.layout import SegmentArrays
from search.columns import Columns, Source, columns_of
from search.index.lexicon import Lexicon, Tokens
from search.index.reading import TEXTS, as_shown, texts_of
from search.index.shared_words import LookUp
from search.schema import FIELDS, NAME_FIELD, Facts, facts_of
from search.texts import FAR, Card, Places, TextsWriter

TOGETHER = 250_000
"""Letters that are read at once: what is made of them on the way fits beside the processor."""
LOOKED_UP = 500_000
"""Words that are read before the new ones are looked up: the more together, the less time each takes."""

_LEADS = 4
"""The first of the texts, which make ``lead_parts``."""
_SHOWN = tuple(map(TEXTS.index, ("title", "summary", "body")))
_NOWHERE = len(FIELDS)
_WORD_FIELDS = np.array([FIELDS.index(name) for name in TEXTS], np.uint8)
_PART_FIELDS = np.array(
    [*[FIELDS.index("lead_parts")] * _LEADS, FIELDS.index("body_parts"), _NOWHERE, _NOWHERE], np.uint8
)
"""Parts of compounds have fields of their own, since they weigh less; those of contexts have none."""


class Item(NamedTuple):
    """A document to index, and where it comes from."""

    document: Document
    source: Source = Source()


class Inverted(NamedTuple):
    """A segment in the making."""

    arrays: SegmentArrays
    columns: Columns
    texts: TextsWriter


class _Names(NamedTuple):
    """Words of persons' names: few, and looked for one by one."""

    terms: array[int]
    docs: array[int]
    positions: array[int]


class Inverter:
    """Takes documents one after another, and makes a segment of them all."""

    def __init__(self, look_up: LookUp = found_by) -> None:
        self._lexicon = Lexicon(look_up)
        self._waiting: list[Document] = []
        self._letters = 0
        self._read: list[tuple[list[Document], Tokens]] = []
        self._done: list[Occurrences] = []
        self._names = _Names(array("I"), array("I"), array("I"))
        self._facts: list[Facts] = []
        self._sources: list[Source] = []
        self._texts = TextsWriter()

    def add(self, item: Item) -> None:
        """The next document."""
        document = item.document
        self._waiting.append(document)
        self._sources.append(item.source)
        if document.named:
            self._take_names(document.named.names, len(self._sources) - 1)
        self._letters += len(document.title) + len(document.summary) + len(document.body)
        if self._letters >= TOGETHER:
            self._flush()

    def _take_names(self, names: Iterable[str], number: int) -> None:
        """Names one after another with a gap between, so that a phrase never spans two persons."""
        position = 0
        for name in names:
            terms = analyse_name(name, position)
            for term in terms:
                self._names.terms.append(self._lexicon.terms[term.text])
                self._names.docs.append(number)
                self._names.positions.append(term.position)
            position = terms[-1].position + 10 if terms else position

    def _flush(self) -> None:
        """Read the documents that wait."""
        documents = as_shown(self._waiting)
        languages = [document.language for document in documents for _ in TEXTS]
        self._read.append((documents, self._lexicon.read(texts_of(documents), languages)))
        self._waiting, self._letters = [], 0
        if sum(len(tokens.entries) for _, tokens in self._read) >= LOOKED_UP:
            self._settle()

    def _settle(self) -> None:
        """Make columns of the documents that are read."""
        read, self._read = self._read, []
        for documents, tokens in read:
            some = _Some(self._lexicon, tokens)
            self._done.append(some.occurrences(len(self._facts)))
            self._facts += map(facts_of, documents, some.title_words())
            for card in map(Card, documents, *some.places()):
                self._texts.add(card)

    def finish(self) -> Inverted:
        """The segment."""
        self._flush()
        self._settle()
        names = np.full(len(self._names.terms), FIELDS.index(NAME_FIELD), np.uint8)
        of_names = Occurrences(
            np.array(self._names.terms, np.uint32), names, np.array(self._names.docs, np.uint32),
            np.array(self._names.positions, np.uint32),
        )  # fmt: skip
        arrays = invert(
            [*self._done, of_names],
            [term.encode() for term in self._lexicon.terms],
            FIELDS,
            len(self._sources),
        )
        return Inverted(arrays, columns_of(self._facts, self._sources), self._texts)


class _Some:
    """Some documents' words as columns: n tokens of T texts, ``len(TEXTS)`` of each document."""

    def __init__(self, lexicon: Lexicon, tokens: Tokens) -> None:
        entries, counts = tokens.entries, tokens.counts
        self._rows = lexicon.rows_of(entries)
        self._begins, self._ends = tokens.begins, tokens.ends
        self._text = np.repeat(np.arange(len(counts)), counts)
        """(n,) The text of each token."""
        self._taken = self._rows.places
        """(n,) How many places each token takes."""
        texts = len(counts)
        self._in_text = np.bincount(self._text, self._taken, texts).astype(np.int64)
        """(T,) How many places each text has."""
        self._documents = texts // len(TEXTS)
        sizes = np.diff(self._rows.starts)
        token = np.repeat(np.arange(len(entries)), sizes)
        text = self._text.take(token)
        first = np.cumsum(self._taken) - self._taken
        begins = np.cumsum(self._in_text) - self._in_text
        self._slot, self._doc = text % len(TEXTS), text // len(TEXTS)
        position = first.take(token) - begins.take(text) + self._rows.at
        self._position = position + self._lead_bases().take(text) * self._rows.part
        self._field = np.where(self._rows.part, _PART_FIELDS.take(self._slot), _WORD_FIELDS.take(self._slot))

    def _lead_bases(self) -> NDArray[np.int64]:
        """(T,) Where each text begins in ``lead_parts``: after those before it and a gap."""
        sizes = self._in_text.reshape(self._documents, len(TEXTS)) + 1
        bases = np.cumsum(sizes, axis=1) - sizes
        bases[:, _LEADS:] = 0
        return bases.ravel()

    def occurrences(self, first: int) -> Occurrences:
        """Every term at its place; the documents are numbered from ``first`` on."""
        kept = self._field != _NOWHERE
        docs = (first + self._doc[kept]).astype(np.uint32)
        return Occurrences(
            self._rows.terms[kept], self._field[kept], docs, self._position[kept].astype(np.uint32)
        )

    def title_words(self) -> list[int]:
        """How many terms each title has."""
        titles = self._doc[(self._slot == 0) & ~self._rows.part]
        counts: list[int] = np.bincount(titles, minlength=self._documents).tolist()
        return counts

    def places(self) -> list[list[Places]]:
        """The places of each document's title, of its summary and of its body."""
        begins = np.repeat(self._begins, self._taken)
        steps = np.diff(begins, prepend=0)
        bounds = np.append(0, np.cumsum(self._in_text))
        opening = bounds[:-1][self._in_text > 0]
        steps[opening] = begins[opening]
        two = np.minimum(steps, FAR).astype("<u2").tobytes()
        letters = self._ends - self._begins
        one = np.repeat(np.minimum(letters, 255), self._taken).astype(np.uint8).tobytes()
        return [
            _places(two, one, bounds[slot : -1 : len(TEXTS)], bounds[slot + 1 :: len(TEXTS)])
            for slot in _SHOWN
        ]


def _places(steps: bytes, lengths: bytes, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> list[Places]:
    """Pieces of the steps and lengths of all places."""
    pieces = zip(begins.tolist(), ends.tolist(), strict=True)
    return [Places(steps[2 * begin : 2 * end], lengths[begin:end]) for begin, end in pieces]
