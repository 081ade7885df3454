"""The words of the pages that people edit, looked up while nobody does: an edit then has few that are new.

A page has hundreds of different words, and what each of them is found by takes some hundred-thousandths of a
second to find out for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.model.document import Document
from search.analysis.chain import forms_of
from search.analysis.fold import normalise
from search.documents import DocumentsError, read_manifest, read_shard
from search.index.words import words_in

WRITTEN = frozenset({"tjeneste", "nyhet", "horing", "virksomhet"})
"""Kinds of documents that units write themselves."""
MOST_WORDS = 250_000
"""Looked up at most, so that all are remembered with room for those of the edits."""
_AT_ONCE = 500
"""Words that are looked up together: an edit waits for no more."""

_Words = dict[str, None]


def look_ahead(folder: Path) -> Iterator[None]:
    """Look up the words of the documents in ``folder``, some at each step. Ends early when they are no longer
    as the manifest says.
    """
    seen: dict[str, _Words] = {}
    waiting: dict[str, _Words] = {}
    try:
        for document in _written(folder):
            language = document.language
            known, new = seen.setdefault(language, {}), waiting.setdefault(language, {})
            new |= {word: None for word in _words_of(document) if word not in known}
            if len(new) >= _AT_ONCE:
                forms_of(list(new), language)
                known |= new
                new.clear()
                yield
            if sum(map(len, seen.values())) > MOST_WORDS:
                return
    except (DocumentsError, OSError):
        return
    for rest, left in waiting.items():
        forms_of(list(left), rest)
        yield


def _written(folder: Path) -> Iterator[Document]:
    for shard in read_manifest(folder).shards:
        if shard.kind in WRITTEN:
            for _, document in read_shard(folder, shard):
                yield document


def _words_of(document: Document) -> list[str]:
    texts = (document.title, document.summary, *document.headings, *document.keywords, document.body)
    return words_in(normalise("\n".join(texts))).small().split()
