"""One generation of the index, open for reading: its postings decoded once, its facts in memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage, RamStorage

from plugins.model.document import Document
from plugins.model.visibility import names_may_be_hit
from search.index.generations import (
    Description,
    IndexUnavailable,
    index_version,
    prove_files,
    proven_content,
    read_description,
)
from search.query.segments import Placed, read_segments
from search.query.weights import FIELD_WEIGHTS, K1, B
from search.schema import NAME_FIELD, TEXT_FIELDS, Facts, unpack

Scores = dict[int, float]
"""Document number → score."""

T = TypeVar("T")

IN_MEMORY_BYTES = 64 * 1024 * 1024
"""An index up to this size is read into memory; the demonstration's is 3 MB."""

CACHED_TERMS = 4_000
"""Terms whose decoded postings are remembered; the oldest go first."""


class Snapshot:
    """A generation. Not safe for several threads at once: the engine holds a lock around it.

    The seam to Whoosh: nothing above it knows how postings are stored. It answers with what is known of each
    document (``facts``, ``document``, ``hidden``, ``with_names``) and of each term (``term_scores``,
    ``positions``, ``in_title``, ``in_names``), keyed by document number.
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
        content = before._content if before else {}
        self._content: dict[str, bytes] = _content(folder, self.description, content)
        with ExitStack() as opened:
            try:
                index = _open(folder, self.description, self._content)
                opened.callback(index.close)
                self._reader = index.reader()
                opened.callback(self._reader.close)
                self._load(before._placed if before else {})
            except Exception as error:  # Whoosh answers a foreign or broken file with any exception at all
                raise IndexUnavailable(
                    f"Søkeindeksen {folder} kan ikke åpnes ({type(error).__name__}). "
                    "Lag den på nytt (make index)."
                ) from error
            self._opened = opened.pop_all()

    def _load(self, before: Mapping[str, Placed]) -> None:
        known = {name: placed.segment for name, placed in before.items()}
        self._placed: dict[str, Placed] = read_segments(self._reader, known)
        placed = self._placed.values()
        self.facts: dict[int, Facts] = {number: facts for one in placed for number, facts in one.live()}
        self.new = [number for one in placed if one.is_new for number, _ in one.live()]
        """Documents that were read now, and not with the generation before."""
        self._lengths = {
            name: list(chain.from_iterable(one.segment.lengths[name] for one in placed))
            for name in TEXT_FIELDS
        }
        count = max(len(self.facts), 1)
        self._mean = {
            name: sum(map(lengths.__getitem__, self.facts)) / count or 1.0
            for name, lengths in self._lengths.items()
        }
        self.withdrawn: frozenset[int] = frozenset()
        """Documents that the archive has taken back; the engine says which."""
        self._windowed = [n for n, f in self.facts.items() if f.visible_from or f.visible_until]
        self._named_on: tuple[date | None, frozenset[int]] = (None, frozenset())
        self._terms: dict[str, Scores] = {}
        self._titles: dict[str, frozenset[int]] = {}

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def document(self, number: int) -> Document:
        """A document as the build wrote it."""
        return unpack(self._reader.stored_fields(number)["card"])

    def hidden(self, now: datetime) -> set[int]:
        """Documents whose window of publication does not hold ``now``, and those that are withdrawn."""
        moment = now.timestamp()
        hidden = set(self.withdrawn)
        for number in self._windowed:
            facts = self.facts[number]
            if moment < facts.visible_from or (facts.visible_until and moment >= facts.visible_until):
                hidden.add(number)
        return hidden

    def with_names(self, today: date) -> frozenset[int]:
        """Documents whose persons' names may be hit on ``today``; asked of the model once a day."""
        if self._named_on[0] != today:
            allowed = frozenset(
                number
                for number, facts in self.facts.items()
                if facts.has_names and names_may_be_hit(_date(facts.names_dated), today)
            )
            self._named_on = (today, allowed)
        return self._named_on[1]

    def term_scores(self, term: str) -> Scores:
        """BM25 of a term over the weighted text fields, summed: Σ_f w_f · bm25_f(term)."""
        return _remember(self._terms, term, self._score_term)

    def _score_term(self, term: str) -> Scores:
        total: Scores = {}
        for name, weight in FIELD_WEIGHTS.items():
            for number, score in self._field_scores(name, term).items():
                total[number] = total.get(number, 0.0) + weight * score
        return total

    def _field_scores(self, name: str, term: str) -> Scores:
        """Whoosh's BM25F of one field, with statistics over live documents alone, so that an index updated in
        steps answers exactly as one made anew.

        idf = ln(N / (n + 1)) + 1 and idf · f(K1 + 1) / (f + K1 (1 − B + B · len / mean len)).
        """
        frequencies = self._frequencies(name, term)
        if not frequencies:
            return {}
        idf = math.log(max(len(self.facts), 1) / (len(frequencies) + 1)) + 1
        lengths, mean = self._lengths[name], self._mean[name]
        return {
            number: idf * f * (K1 + 1) / (f + K1 * (1 - B + B * lengths[number] / mean))
            for number, f in frequencies.items()
        }

    def _frequencies(self, name: str, term: str) -> Scores:
        if (name, term) not in self._reader:
            return {}
        matcher = self._reader.postings(name, term)
        found: Scores = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.weight()
            matcher.next()
        return found

    def positions(self, name: str, term: str) -> Mapping[int, list[int]]:
        """Places of a term in one field: document number → positions in order."""
        if (name, term) not in self._reader:
            return {}
        matcher = self._reader.postings(name, term)
        found: dict[int, list[int]] = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.value_as("positions")
            matcher.next()
        return found

    def in_title(self, term: str) -> frozenset[int]:
        """Documents with a term in their title."""
        return _remember(self._titles, term, lambda t: frozenset(self._frequencies("title", t)))

    def in_names(self, term: str) -> frozenset[int]:
        """Documents with a word in a person's name, whatever their age; the caller filters by age."""
        return frozenset(self._frequencies(NAME_FIELD, term))


def _content(folder: Path, description: Description, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the files of a small index hold, by hash, so that no damage to the disk can reach what is open (a
    truncated file that is memory-mapped kills the process); nothing of a large one. Proven either way.
    """
    if sum(size for size, _ in description.files.values()) > IN_MEMORY_BYTES:
        prove_files(folder, description)
        return {}
    return proven_content(folder, description, before)


def _open(folder: Path, description: Description, content: Mapping[str, bytes]) -> whoosh_index.FileIndex:
    if not content:
        return FileStorage(str(folder)).open_index()
    storage = RamStorage()
    storage.files.update({name: content[digest] for name, (_, digest) in description.files.items()})
    return storage.open_index()


def _remember(cache: dict[str, T], key: str, make: Callable[[str], T]) -> T:
    if key not in cache:
        if len(cache) >= CACHED_TERMS:
            del cache[next(iter(cache))]
        cache[key] = make(key)
    return cache[key]


def _date(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
