"""Three engines as a capable developer would set them up for these documents, each with its own Norwegian."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from whoosh import fields, index
from whoosh.analysis import LanguageAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup, plugins

from bench.evaluation.corpus import FIELDS, SYNONYM_BOOST, WEIGHTS, Expanded, Scored, Synonyms, Text
from search.curation.curation import Curation

EACH_WORD_MORE = 0.9
"""How much Whoosh favours documents with more of the words (its own documentation's example)."""
TANTIVY_HEAP = 50_000_000


class WhooshPeer:
    """Whoosh with the Norwegian analyser, BM25F and multi-field parser that come with it."""

    name = "Whoosh, norsk analyse"

    def __init__(self, documents: Iterable[Text], curation: Curation, folder: Path) -> None:
        """Index ``documents`` in ``folder``."""
        analyzer = LanguageAnalyzer("no", cachesize=-1)
        schema = fields.Schema(address=fields.STORED, **{name: fields.TEXT(analyzer) for name in FIELDS})
        made = index.create_in(folder, schema)
        writer = made.writer(limitmb=256)
        for document in documents:
            writer.add_document(address=document.address, **dict(zip(FIELDS, document.texts, strict=True)))
        writer.commit()
        self._synonyms = Synonyms(curation, lambda text: [token.text for token in analyzer(text)])
        self._parser = MultifieldParser(
            list(FIELDS),
            schema,
            fieldboosts=WEIGHTS,
            plugins=[
                plugins.WhitespacePlugin(),
                plugins.PhrasePlugin(),
                plugins.GroupPlugin(),
                plugins.OperatorsPlugin(),
                plugins.BoostPlugin(),
            ],
            group=OrGroup.factory(EACH_WORD_MORE),
        )
        self._searcher = made.searcher()

    def top(self, query: str, count: int) -> list[Scored]:
        """The best hits by BM25F."""
        parsed = self._parser.parse(with_operators(self._synonyms.expand(query)))
        return [Scored(hit["address"], hit.score) for hit in self._searcher.search(parsed, limit=count)]


class Fts5Peer:
    """SQLite FTS5 with its own tokenizer and weighted columns; it knows no Norwegian."""

    name = "SQLite FTS5, unicode61"

    def __init__(self, documents: Iterable[Text], curation: Curation) -> None:
        """Index ``documents`` in memory."""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            f"create virtual table d using fts5(address unindexed, {', '.join(FIELDS)}, tokenize=unicode61)"
        )
        marks = ", ".join("?" * (1 + len(FIELDS)))
        rows = ((document.address, *document.texts) for document in documents)
        self._connection.executemany(f"insert into d values ({marks})", rows)  # noqa: S608 # our own names
        self._synonyms = Synonyms(curation, lambda text: text.lower().split())
        self._weights = ", ".join(str(WEIGHTS[field]) for field in FIELDS)

    def top(self, query: str, count: int) -> list[Scored]:
        """The best hits by BM25, which FTS5 gives as a negative number. It cannot weigh one word less."""
        words, also = self._synonyms.expand(query)
        groups = [f"({' AND '.join(map(_quoted, group))})" for group in ((word,) for word in words)]
        groups += [f"({' AND '.join(map(_quoted, expression))})" for expression in also]
        if not groups:
            return []
        found = self._connection.execute(
            f"select address, -bm25(d, 0, {self._weights}) as score from d where d match ? "  # noqa: S608
            "order by score desc limit ?",
            (" OR ".join(groups), count),
        )
        return [Scored(address, score) for address, score in found]


class TantivyPeer:
    """Tantivy with its Norwegian stemmer and stop words, and BM25 over weighted fields."""

    name = "Tantivy, norsk stammer"

    def __init__(self, documents: Iterable[Text], curation: Curation) -> None:
        """Index ``documents`` in memory."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("address", stored=True, tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="norsk")
        analyzer = norwegian()
        self._index = tantivy.Index(builder.build())
        self._index.register_tokenizer("norsk", analyzer)
        writer = self._index.writer(TANTIVY_HEAP, 1)
        for document in documents:
            texts = dict(zip(FIELDS, document.texts, strict=True))
            writer.add_document(tantivy.Document(address=document.address, **texts))
        writer.commit()
        self._index.reload()
        self._synonyms = Synonyms(curation, lambda text: list(analyzer.analyze(text)))

    def top(self, query: str, count: int) -> list[Scored]:
        """The best hits by BM25."""
        text = with_operators(self._synonyms.expand(query))
        parsed, _ = self._index.parse_query_lenient(text, list(FIELDS), field_boosts=WEIGHTS)
        searcher = self._index.searcher()
        hits: list[tuple[float, Any]] = searcher.search(parsed, count).hits
        return [Scored(str(searcher.doc(place).get_first("address")), score) for score, place in hits]


def norwegian() -> Any:
    """Tantivy's own chain for Norwegian."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword("norwegian"))
        .filter(tantivy.Filter.stemmer("norwegian"))
        .build()
    )


def with_operators(query: Expanded) -> str:
    """An expanded query in the language that Whoosh's and Tantivy's parsers share.

    >>> with_operators(Expanded(("søppel", "2026/935"), (("renovasjon",), ("økonomisk", "sosialhjelp"))))
    'søppel "2026/935" (renovasjon)^0.5 (økonomisk AND sosialhjelp)^0.5'
    """
    typed = [word if word.isalnum() else _quoted(word) for word in query.words]
    also = [f"({' AND '.join(map(_plain, expression))})^{SYNONYM_BOOST}" for expression in query.also]
    return " ".join([*typed, *also])


def _plain(word: str) -> str:
    return word if word.isalnum() else _quoted(word)


def _quoted(word: str) -> str:
    return f'"{word}"'
