"""The engines of the comparison, each with the same work: ten hits with titles and excerpts, the number of
hits, and counts by kind.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol, runtime_checkable

import msgspec

from bench.large_queries import LargeQuery
from plugins.model.clock import clock_from_environment
from plugins.model.document import Document
from plugins.model.state import State

HITS = 10


class Engine(Protocol):
    """One engine in ``folder``, where ``dokumenter`` has the documents."""

    def build(self) -> None:
        """Index all documents from nothing."""
        ...

    def load(self) -> None:
        """Read the engine's code, as a process does once, whatever it opens afterwards."""
        ...

    def open(self) -> None:
        """Be ready to answer."""
        ...

    def search(self, query: LargeQuery) -> int:
        """Answer, and give the number of hits."""
        ...

    def files(self) -> Path:
        """The folder of all that the index takes."""
        ...


@runtime_checkable
class Suggests(Protocol):
    """An engine that says what may be meant while somebody types."""

    def suggest(self, typed: str) -> int:
        """How many suggestions there are for what is typed so far."""
        ...


class Found(NamedTuple):
    """A hit of a peer: its score, what is stored of it, and its excerpt as HTML."""

    score: float
    fields: dict[str, Any]
    excerpt: str


class Row(msgspec.Struct):
    """A line of a file of documents."""

    document: Document


def read(folder: Path) -> Iterator[tuple[Document, str]]:
    """Every document, and the text beside its title."""
    decode = msgspec.json.Decoder(Row).decode
    for path in sorted((folder / "dokumenter").rglob("*.jsonl")):
        with path.open("rb") as lines:
            for line in lines:
                found = decode(line).document
                fields = (found.summary, *found.headings, found.body, found.number, *found.keywords)
                yield found, "\n".join(fields)


class Ours:
    """Whoosh with arrays beside it, through the engine that the service asks."""

    def __init__(self, folder: Path) -> None:
        self._state = State(folder)
        self._now = clock_from_environment()

    def build(self) -> None:
        """With the full chain, proven and taken into use."""
        from search.index.build import update_index  # noqa: PLC0415 - peers are measured without it

        update_index(self._state, self._now())

    def load(self) -> None:
        """The code of a worker's engine, and none of its words."""
        from search.query import engine, params  # noqa: PLC0415

        self._code, self._parse = engine, params.parse_params

    def open(self) -> None:
        """The engine of a worker: the dictionary, the lists, and the generation in use."""
        self._engine = self._code.WhooshEngine(self._state.index)

    def search(self, query: LargeQuery) -> int:
        """With four facets, and all layers of the ranking."""
        return self._engine.search(self._parse(query.parameters), self._now()).total

    def suggest(self, typed: str) -> int:
        """As the search field asks for them."""
        return len(self._engine.suggest(typed, self._now()))

    def files(self) -> Path:
        """The generation in use."""
        return (self._state.index / "gjeldende").resolve()


class Tantivy:
    """Tantivy with its Norwegian stemmer, ranking by BM25."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._place = folder, folder / "tantivy"

    def _schema(self) -> Any:
        import tantivy  # noqa: PLC0415

        builder = tantivy.SchemaBuilder()
        for name in ("title", "text"):
            builder.add_text_field(name, stored=True, tokenizer_name="norsk")
        for name in ("url", "kind", "unit"):
            builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic", fast=True)
        builder.add_integer_field("year", indexed=True, fast=True, stored=True)
        return builder.build()

    def _index(self) -> Any:
        import tantivy  # noqa: PLC0415

        self._place.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(self._schema(), path=str(self._place))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for step in (tantivy.Filter.lowercase(), tantivy.Filter.stemmer("norwegian")):
            analyzer = analyzer.filter(step)
        index.register_tokenizer("norsk", analyzer.build())
        return index

    def build(self) -> None:
        """With two threads."""
        import tantivy  # noqa: PLC0415

        writer = self._index().writer(500_000_000, 2)
        for found, text in read(self._folder):
            writer.add_document(
                tantivy.Document(
                    url=found.url, kind=found.kind, unit=found.unit, title=found.title, text=text,
                    year=found.dated.year if found.dated else 0,
                )
            )  # fmt: skip
        writer.commit()
        writer.wait_merging_threads()

    def load(self) -> None:
        """The compiled library."""
        import tantivy  # noqa: PLC0415

        self._tantivy = tantivy

    def open(self) -> None:
        """A searcher that stays open."""
        self._opened = self._index()
        self._opened.reload()
        self._searcher = self._opened.searcher()

    def search(self, query: LargeQuery) -> int:
        """Answer, and give the number of hits."""
        return self.answer(query)[0]

    def answer(self, query: LargeQuery) -> tuple[int, list[Found], dict[str, int]]:
        """How many hits, the first of them, and how many of each kind: words in either field, limits as
        terms, snippets of the text.
        """
        asked = self._query(query)
        best = self._searcher.search(asked, HITS)
        snippets = self._tantivy.SnippetGenerator.create(self._searcher, asked, self._opened.schema, "text")
        found = []
        for score, address in best.hits:
            document = self._searcher.doc(address)
            fields = {name: document.get_first(name) for name in ("url", "kind", "unit", "title")}
            found.append(Found(score, fields, snippets.snippet_from_doc(document).to_html()))
        counted = self._searcher.aggregate(asked, {"kind": {"terms": {"field": "kind"}}})
        kinds = {one["key"]: one["doc_count"] for one in counted["kind"]["buckets"]}
        return int(best.count), found, kinds

    def files(self) -> Path:
        """The folder of its segments."""
        return self._place

    def _query(self, query: LargeQuery) -> Any:
        tantivy, index = self._tantivy, self._opened
        fields = ["title", "text"]
        must, never = tantivy.Occur.Must, tantivy.Occur.MustNot
        wanted = [" ".join(query.words)] if query.phrase else list(query.words)
        parts = [(must, index.parse_query(f'"{words}"', fields)) for words in wanted]
        parts += [(never, index.parse_query(f'"{word}"', fields)) for word in query.unwanted]
        limits = {"kind": query.kind, "unit": query.unit, "year": query.year}
        parts += [
            (must, tantivy.Query.term_query(index.schema, name, value))
            for name, value in limits.items()
            if value
        ]
        return tantivy.Query.boolean_query(parts)


class Fts5:
    """SQLite FTS5 with its own tokenizer, ranking by BM25."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._place = folder, folder / "fts5"

    def build(self) -> None:
        """One table."""
        self._place.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(self._place / "d.db") as connection:
            connection.execute(
                "create virtual table d using fts5"
                "(url unindexed, kind unindexed, unit unindexed, year unindexed, title, text)"
            )
            rows = (
                (d.url, d.kind, d.unit, d.dated.year if d.dated else 0, d.title, text)
                for d, text in read(self._folder)
            )
            connection.executemany("insert into d values (?, ?, ?, ?, ?, ?)", rows)

    def load(self) -> None:
        """Python has it."""

    def open(self) -> None:
        """A connection that stays open."""
        self._connection = sqlite3.connect(self._place / "d.db")

    def search(self, query: LargeQuery) -> int:
        """The words in any column, limits as conditions, a snippet of the text, counts by kind."""
        limits = {"kind": query.kind, "unit": query.unit, "year": query.year}
        chosen = {name: value for name, value in limits.items() if value}
        where = " and ".join(["d match ?", *(f"{name} = ?" for name in chosen)])
        asked = (_expression(query), *chosen.values())
        with suppress(sqlite3.OperationalError):  # a query of signs alone
            self._connection.execute(
                "select url, title, snippet(d, 5, '<mark>', '</mark>', '…', 24) from d "  # noqa: S608
                f"where {where} order by bm25(d, 0, 0, 0, 0, 4, 1) limit {HITS}",
                asked,
            ).fetchall()
            counts = self._connection.execute(
                f"select kind, count(*) from d where {where} group by kind",  # noqa: S608
                asked,
            ).fetchall()
            return sum(int(count) for _, count in counts)
        return 0

    def files(self) -> Path:
        """The folder of the database."""
        return self._place


def _expression(query: LargeQuery) -> str:
    wanted = [" ".join(query.words)] if query.phrase else list(query.words)
    quoted = ['"' + " ".join(re.findall(r"\w+", text)) + '"' for text in wanted]
    return " NOT ".join([" ".join(quoted), *(f'"{word}"' for word in query.unwanted)])


ENGINES: dict[str, Callable[[Path], Engine]] = {"ours": Ours, "tantivy": Tantivy, "fts5": Fts5}
