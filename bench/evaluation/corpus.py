"""What all engines are given: the same documents, fields, field weights and synonyms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from plugins.model.clock import Moment
from plugins.model.document import Document
from search.curation.curation import Curation
from search.documents import read_manifest, read_shard
from search.query.weights import FIELD_WEIGHTS

FIELDS = ("number", "title", "keywords", "headings", "summary", "body", "context")
"""Our fields, but those that hold parts of compounds, which only our analysis makes."""
WEIGHTS = {field: FIELD_WEIGHTS[field] for field in FIELDS}
SYNONYM_BOOST = 0.5
"""What a word that was not typed counts, in the engines that can say so. Ours is the same."""

Stem = Callable[[str], Sequence[str]]
"""An engine's own analysis of a text."""


class Text(NamedTuple):
    """A document as plain texts, one for each of ``FIELDS``."""

    address: str
    kind: str
    texts: tuple[str, ...]


class Scored(NamedTuple):
    """A hit: where, and how much the engine thinks of it."""

    address: str
    score: float


class Engine(Protocol):
    """What is compared. ``top`` gives at most ``count`` hits, best first, each address once."""

    @property
    def name(self) -> str: ...  # noqa: D102
    def top(self, query: str, count: int) -> list[Scored]: ...  # noqa: D102


class Expanded(NamedTuple):
    """A query for a peer: its words, and the expressions that the synonyms add."""

    words: tuple[str, ...]
    also: tuple[tuple[str, ...], ...]


class Synonyms:
    """The editors' synonyms, matched by an engine's own analysis: a word is met as it is inflected there."""

    def __init__(self, curation: Curation, stem: Stem) -> None:
        """Index every expression by what ``stem`` makes of it."""
        self._stem = stem
        self._also: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for row in curation.entries.synonyms:
            for also in row.also:
                self._add(row.word, also)
                if row.both_ways:
                    self._add(also, row.word)

    def expand(self, query: str) -> Expanded:
        """The words of a query, and what else is to be found for any of its words or rows of words."""
        words = words_of(query)
        stems = [tuple(self._stem(word)) for word in words]
        runs = (
            tuple(stem for word in stems[start:stop] for stem in word)
            for start in range(len(words))
            for stop in range(start + 1, len(words) + 1)
        )
        also = dict.fromkeys(expression for run in runs for expression in self._also.get(run, ()))
        return Expanded(tuple(words), tuple(also))

    def _add(self, word: str, also: str) -> None:
        stems = tuple(self._stem(word))
        if stems:
            self._also.setdefault(stems, []).append(tuple(words_of(also)))


def words_of(text: str) -> list[str]:
    """Lower-case words, with numbers such as «2026/935» and «KST-65/26» in one piece.

    >>> words_of("Sak KST-65/26, gnr. 84 (sykkelvei?)")
    ['sak', 'kst-65/26', 'gnr', '84', 'sykkelvei']
    """
    return re.findall(r"\w+(?:[/-]\w+)*", text.lower())


def texts(folder: Path, now: Moment) -> Iterator[Text]:
    """Every document below ``folder`` that is visible at ``now``."""
    for shard in read_manifest(folder).shards:
        for _, document in read_shard(folder, shard):
            if _shown(document, now):
                yield Text(document.url, document.kind, _texts(document))


def _shown(document: Document, now: Moment) -> bool:
    begins, ends = document.visible_from, document.visible_until
    return (begins is None or begins <= now) and (ends is None or now < ends)


def _texts(document: Document) -> tuple[str, ...]:
    parts: Iterable[str | tuple[str, ...]] = (
        document.number,
        document.title,
        document.keywords,
        document.headings,
        document.summary,
        document.body,
        (document.unit_title, *document.subjects, *document.target_groups),
    )
    return tuple(part if isinstance(part, str) else "\n".join(part) for part in parts)
