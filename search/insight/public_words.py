"""Names and words that are public, and so may stand in the log: our own titles, streets and places, and
elected members in their office. Read from the documents that the build wrote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plugins.model.document import Document
from plugins.model.name_words import is_listed, is_ordinary, is_place
from search.documents import MANIFEST, DocumentsError, read_manifest, read_shard

WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
"""A word of letters, as it is looked for in a text."""

_TITLED = frozenset({"tjeneste", "nyhet", "horing", "virksomhet", "utvalg", "mote"})
"""Kinds whose titles are our own. Those of cases and entries come from others, and may name somebody."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class PublicWords:
    """Words (lower case) that may stand alone, and phrases of several that may stand together."""

    words: frozenset[str] = frozenset()
    phrases: frozenset[Phrase] = frozenset()

    @cached_property
    def by_shape(self) -> dict[tuple[str, int], list[str]]:
        """The words by their first letter and their length."""
        shaped: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self.words:
            shaped[word[:1], len(word)].append(word)
        return dict(shaped)

    @cached_property
    def longest(self) -> int:
        """Words of the longest phrase. Asked for by every search that is logged."""
        return max(map(len, self.phrases), default=0)


def words_of(text: str) -> Phrase:
    """The words of a text in lower case.

    >>> words_of("Søk om barnehageplass 2027")
    ('søk', 'om', 'barnehageplass')
    """
    return tuple(word.casefold() for word in WORD.findall(text))


def public_words(documents: Iterable[Document]) -> PublicWords:
    """What the documents make public. A word that is also somebody's name is public only in its phrase."""
    words: set[str] = set()
    phrases: set[Phrase] = set()
    for document in documents:
        if document.kind not in _TITLED:
            continue
        for text in (document.title, *document.headings, *document.keywords):
            found = words_of(text)
            words |= {word for word in found if not is_listed(word) or is_ordinary(word) or is_place(word)}
            phrases.add(found)
        if document.kind == "utvalg":
            phrases |= set(map(words_of, _members(document.body)))
    return PublicWords(frozenset(words), frozenset(phrase for phrase in phrases if len(phrase) > 1))


def _members(body: str) -> Iterator[str]:
    """The names in «Kari Nordmann leder Ap. Ola Hansen medlem H», whole and without the middle names."""
    for member in body.split(". "):
        names = []
        for word in member.split():
            if word[:1].islower():
                break
            names.append(word)
        if len(names) > 1:
            yield " ".join(names)
            yield f"{names[0]} {names[-1]}"


class PublicLists:
    """The public words of the newest build in ``folder``; empty before the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: tuple[int, int] | None = None
        self.now = PublicWords()

    def refresh(self) -> None:
        """Read them again when there is a new build; what cannot be read leaves those that were."""
        try:
            about = (self._folder / MANIFEST).stat()
            if (about.st_mtime_ns, about.st_size) == self._stamp:
                return
            manifest = read_manifest(self._folder)
            shards = [shard for shard in manifest.shards if shard.kind in _TITLED]
            found = public_words(
                document for shard in shards for _, document in read_shard(self._folder, shard)
            )
            _ = found.longest, found.by_shape  # worked out here, where nobody waits
            self.now = found
            self._stamp = (about.st_mtime_ns, about.st_size)
        except (OSError, DocumentsError):
            pass
