"""One generation of the index, open for reading: postings and what is known of documents, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import takewhile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import Document
from search.analysis.chain import FOREIGN
from search.arrays import Chosen, Collection, Fields, Hits, Phrase
from search.arrays.files import segment_of
from search.arrays.hits import Docs, Scores
from search.classes import Choices, Classes, choices_of, classes_of
from search.columns import COLUMN_NAMES, KINDS, Joined, continued, joined, stable_hash, windows_of, with_room
from search.curation.keys import Terms, main_terms
from search.index.generations import (
    Description,
    IndexUnavailable,
    index_version,
    read_description,
)
from search.index.tables import Table, content_of, fits_in_memory, read_tables
from search.query.named import names_usable
from search.query.passages import Found, Highlights, find
from search.query.vocabulary import has_shapes, shapes_of
from search.query.weights import FIELD_WEIGHTS
from search.schema import TEXT_FIELDS
from search.texts import Card

Mask = NDArray[np.bool_]
"""(N,) Which documents of the generation."""

_WEIGHTS = tuple(FIELD_WEIGHTS.items())
_TEXT_FIELDS = frozenset(TEXT_FIELDS)


class Snapshot:
    """A generation. Not safe for several threads at once: the engine holds a lock around it.

    The seam to the index: nothing above it knows how postings are stored. It answers with what is known of
    the documents (``columns``, ``document``, ``shown``, ``with_names``) and of terms (``scores``, ``mark``,
    ``in_order``), by document number.
    """

    def __init__(self, folder: Path, before: Snapshot | None = None) -> None:
        """Prove and open a generation. Raises IndexUnavailable, saying what is wrong.

        What it shares with the generation ``before`` is not read again: small changes are in use in no time.
        """
        self.folder = folder
        self.description: Description = read_description(folder)
        if self.description.version != index_version():
            raise IndexUnavailable(
                f"Søkeindeksen {folder} er laget av en annen versjon av søket. Lag den på nytt (make index)."
            )
        known = before._alike(self.description) if before else []
        self._content: dict[str, bytes] = content_of(
            folder, self.description, before._content if before else {}, {table.name for table in known}
        )
        files = self.description.files.items()
        content = {name: self._content[digest] for name, (_, digest) in files} if self._content else None
        self._tables = read_tables(folder, content, known)
        self.collection = Collection(
            [table.segment for table in self._tables], [table.deleted for table in self._tables]
        )
        parts = [table.columns for table in self._tables]
        self.columns = joined(parts)
        self._windowed, self._windows = windows_of(parts)
        self._live = self.collection.live
        self._shown: tuple[float, float, Mask] | None = None
        self._of_kinds: dict[frozenset[str], Chosen] = {}
        self._named_on: tuple[date | None, Mask] = (None, self._live)

    def close(self) -> None:
        """Let go of the files."""
        self._tables = []
        del self.collection, self.columns

    def _alike(self, other: Description) -> list[Table]:
        """The segments that another generation has the very same files of, and holds as this one does."""
        if fits_in_memory(other) != bool(self._content):
            return []
        changed = {segment_of(name) for name, _ in self.description.files.items() - other.files.items()}
        return [table for table in self._tables if table.name not in changed]

    def _alike_with(self, before: Snapshot) -> int:
        """How many segments both begin with that ``before`` has put together with others."""
        if not (isinstance(self.columns, Joined) and isinstance(before.columns, Joined)):
            return 0
        pairs = zip(self._tables, before._tables, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0].segment is pair[1].segment, pairs))

    def begins_as(self, before: Snapshot) -> bool:
        """Whether most of what is worked out of ``before`` can be taken over, in no time."""
        alike = self._tables[: self._alike_with(before)]
        return 2 * sum(table.segment.documents for table in alike) > self.collection.documents

    def make_ready(self, before: Snapshot) -> None:
        """Work out what the first searches would, as far as ``before`` was asked for it: some tenths of a
        second for a million documents.
        """
        for name in COLUMN_NAMES:
            if name in vars(before.columns):
                getattr(self.columns, name)
        if "classes" in vars(before):
            _ = self.classes, self.choices
        for kinds in before._of_kinds:
            self.of_kinds(kinds)
        if any(has_shapes(table.segment) for table in before._tables):
            for table in self._tables:
                shapes_of(table.segment)
        if (day := before._named_on[0]) is not None:
            self.with_names(day)

    def go_on_from(self, before: Snapshot) -> None:
        """Take over what is worked out of the segments that both begin with; only what comes after is looked
        at. ``before`` is not to be asked any more.
        """
        alike = self._alike_with(before)
        columns, known = self.columns, before.columns
        if not alike or not isinstance(columns, Joined) or not isinstance(known, Joined):
            return
        tail = columns.after(alike)
        kept = len(columns) - len(tail)
        columns.go_on_from(known, tail)
        same_words, languages = columns.words == known.words, columns.words.languages
        if same_words and "classes" in vars(before):
            self.classes = before.classes.go_on_with(kept, tail)
            if "choices" in vars(before) and self.classes.size == before.classes.size:
                self.choices = before.choices
        if same_words and "english" in vars(before) and FOREIGN in languages:
            self.english = continued(before.english, kept, tail.languages == languages.index(FOREIGN))
        day, named = before._named_on
        if day is not None:
            self._named_on = (day, continued(named, kept, names_usable(tail, day)))

    @cached_property
    def english(self) -> Mask:
        """Documents in English."""
        words = self.columns.words.languages
        return self.columns.languages == words.index(FOREIGN) if FOREIGN in words else self.nothing()

    @cached_property
    def has_english(self) -> bool:
        """Whether there is any document in English."""
        return bool(self.english.any())

    @cached_property
    def target_groups(self) -> dict[str, Terms]:
        """The main terms of each target group's title, by its slug."""
        return {slug: main_terms(title) for slug, title in self.description.target_groups.items()}

    @cached_property
    def classes(self) -> Classes:
        """Documents by what they are filtered and counted by."""
        return classes_of(self.columns)

    @cached_property
    def choices(self) -> Choices:
        """What a search can be narrowed by."""
        return choices_of(self.classes, self.columns.words)

    def of_kinds(self, kinds: frozenset[str]) -> Chosen:
        """Documents of some kinds; worked out once."""
        if kinds not in self._of_kinds:
            wanted = np.array([kind in kinds for kind in KINDS], np.bool_)
            docs = np.flatnonzero(wanted[self.columns.kinds])
            self._of_kinds[kinds] = Chosen(docs, self.collection.documents)
        return self._of_kinds[kinds]

    def nothing(self) -> Mask:
        """No document."""
        return np.zeros(self.collection.documents, np.bool_)

    def document(self, number: int) -> Document:
        """A document as it is shown."""
        return self.documents([number])[0]

    def documents(self, numbers: Sequence[int]) -> list[Document]:
        """Documents as they are shown, in the order they are asked for."""
        asked = np.array(sorted(numbers), np.int64)
        found: dict[int, Document] = {}
        for table, base in zip(self._tables, self.collection.bases, strict=True):
            docs = asked[(asked >= base) & (asked < base + table.segment.documents)]
            cards = table.texts.cards(docs - base)
            found |= {number: card.document for number, card in zip(docs.tolist(), cards, strict=True)}
        return [found[number] for number in numbers]

    def cards(self, numbers: Sequence[int], highlights: Highlights) -> list[tuple[Card, Found]]:
        """Documents with what a query matched in each, in the order they are asked for."""
        asked = np.array(sorted(numbers), np.int64)
        found: dict[int, tuple[Card, Found]] = {}
        for table, base in zip(self._tables, self.collection.bases, strict=True):
            docs = asked[(asked >= base) & (asked < base + table.segment.documents)] - base
            if len(docs):
                both = zip(table.texts.cards(docs), find(table.segment, docs, highlights), strict=True)
                found |= zip((docs + base).tolist(), both, strict=True)
        return [found[number] for number in numbers]

    def withdraw(self, ids: frozenset[str]) -> None:
        """Hide what the archive has taken back, and nothing else that was hidden by this before."""
        self._live = self.collection.live
        if ids:
            hashes = np.array([stable_hash(one) for one in ids], np.uint64)
            self._live = self._live & ~np.isin(self.columns.ids, hashes)
        self._shown = None

    def shown(self, now: datetime) -> Mask:
        """Documents that may be shown: neither deleted nor withdrawn, in their window of publication. Not to
        be changed: it is the same until the next window opens or closes.
        """
        moment = now.timestamp()
        if self._shown is None or not self._shown[0] <= moment < self._shown[1]:
            self._shown = self._shown_at(moment)
        return self._shown[2]

    def _shown_at(self, moment: float) -> tuple[float, float, Mask]:
        """Since when and until when the same may be shown as at a moment (Unix time), and what that is."""
        begin, end = self._windows.T
        outside = (moment < begin) | ((end > 0) & (moment >= end))
        shown = self._live.copy()
        shown[self._windowed[outside]] = False
        shown.setflags(write=False)
        changes = np.concatenate((begin, end))
        since = changes[changes <= moment].max(initial=-np.inf)
        return float(since), float(changes[changes > moment].min(initial=np.inf)), shown

    def with_names(self, today: date) -> Mask:
        """Documents whose persons' names may be hit on ``today``; the model is asked once a day."""
        if self._named_on[0] != today:
            self._named_on = (today, with_room([names_usable(self.columns, today)]))
        return self._named_on[1]

    def term(self, term: str) -> Hits:
        """BM25 of a term over the weighted text fields, summed: Σ_f w_f · bm25_f(term)."""
        return self.collection.hits(Fields(term, _WEIGHTS))

    def scores(self, terms: Sequence[str], chosen: Chosen) -> Scores:
        """(T, K) The same of several terms for some documents; 0 for one without the term."""
        return self.collection.scores([Fields(term, _WEIGHTS) for term in terms], chosen)

    def most(self, term: str) -> float:
        """What no document scores above."""
        return self.collection.most(Fields(term, _WEIGHTS))

    def mark(
        self,
        terms: Sequence[str],
        mask: Mask,
        fields: frozenset[str] = _TEXT_FIELDS,
        among: Mask | None = None,
    ) -> None:
        """Set ``mask`` where a document has any of some terms in any of some fields; ``among`` some, where
        given. In names, whatever their age: the caller says which may be hit.
        """
        self.collection.mark(terms, fields, mask, among)

    def has(self, term: str, fields: frozenset[str] = _TEXT_FIELDS) -> bool:
        """Whether a term stands anywhere in any of some fields, if only in what may not be shown."""
        return self.collection.has(term, fields)

    def with_all(self, terms: Iterable[str], fields: Iterable[str]) -> list[str]:
        """Those of some fields that have all of some terms, in one document or another."""
        return [field for field in fields if all(self.collection.frequency(field, term) for term in terms)]

    def in_title(self, terms: Iterable[str], chosen: Chosen) -> Mask:
        """(K,) Which of some documents have any of some terms in their title."""
        found = np.zeros(len(chosen), np.bool_)
        for term in terms:
            self.collection.mark_chosen(term, "title", chosen, found)
        return found

    def begun(self, field: str, begun: str, whole: Iterable[str], chosen: Chosen) -> Mask:
        """(K,) Which of some documents have a term in a field that begins so, or is one of some terms."""
        found = np.zeros(len(chosen), np.bool_)
        self.collection.mark_begun(begun, field, chosen, found)
        for term in whole:
            self.collection.mark_chosen(term, field, chosen, found)
        return found

    def in_order(self, field: str, terms: tuple[str, ...], places: tuple[int, ...]) -> Docs:
        """Documents where the terms stand in a field, each ``places`` after the first."""
        return self.collection.docs(Phrase(field, terms, places))

    def neighbours(
        self, pairs: Sequence[tuple[str, str]], fields: Sequence[str], chosen: Chosen
    ) -> NDArray[np.int64]:
        """(K,) How many of some pairs of terms stand beside one another in any of some fields."""
        near: NDArray[np.int64] = self.collection.neighbours(pairs, fields, chosen).sum(axis=0)
        return near
