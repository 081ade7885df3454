"""How soon a changed page is found: a resident indexer, and a search as warm as a worker's, on a large index.

The page's text is changed in the documents as a build changes them: the file with the page is in place first,
then its hash is found and the manifest made. The time is taken from when the manifest is in place until the
answer that has the page is ready, and holds all that lies between: the indexer is told, brings the index
up to date, and the search takes it into use.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec.structs import replace

from bench.large_corpus import line_of
from bench.large_queries import LargeQuery
from bench.measure import ROOT
from bench.processes import tree_processor
from plugins.model.clock import Clock, clock_from_environment
from plugins.model.document import Document, Manifest, Shard
from plugins.model.state import State
from search.documents import MANIFEST, read_manifest
from search.query.engine import WhooshEngine
from search.query.params import parse_params

_WARMING = 300
"""Queries that are asked before the first change."""
_BETWEEN = 3
"""Queries that are asked between two changes."""
_PATIENCE = 60.0
_LOOKS_EVERY = 0.0002
_LOOKS_FOR_REST, _RESTS = 1.0, 0.02
"""Seconds between two looks, and the share of a processor that one who waits uses at most."""
_APART = 101
"""Pages from one that is changed to the next, which also lies in another file."""


class _Row(msgspec.Struct):
    hash: str
    document: Document


def measure(folder: Path, queries: Sequence[LargeQuery], count: int) -> list[float]:
    """Milliseconds until each of ``count`` changed pages is found, in an index that ``folder`` keeps.

    Raises SystemExit when one never is.
    """
    with TemporaryDirectory(dir=folder, prefix="endret-") as place:
        state = State(Path(place))
        for part in (state.documents, state.index):
            shutil.copytree(folder / part.name, part, symlinks=True, copy_function=os.link)
        with _indexer(state), closing(WhooshEngine(state.index, state.withdrawn)) as engine:
            _until_rest()
            return _Changes(state, engine, clock_from_environment()).times(queries, count)


@contextmanager
def _indexer(state: State) -> Iterator[None]:
    command = [sys.executable, "-m", "search", "index", "--folg", "--state", str(state.root)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _until_rest() -> None:
    """Wait until the indexer has done all that it does when it begins."""
    used, now = -1.0, 0.0
    while now - used > _RESTS * _LOOKS_FOR_REST:
        time.sleep(_LOOKS_FOR_REST)
        used, now = now, tree_processor(os.getpid())


class _Changes:
    """Changes pages one after another, and asks for each."""

    def __init__(self, state: State, engine: WhooshEngine, clock: Clock) -> None:
        self._state, self._engine, self._clock = state, engine, clock

    def times(self, queries: Sequence[LargeQuery], count: int) -> list[float]:
        """Milliseconds for each of ``count`` pages. The first change is not counted: it shows that the
        indexer is ready.
        """
        asked = iter(queries)
        self._ask(asked, _WARMING)
        found = []
        for number in range(count + 1):
            found.append(self._until_found(number))
            self._ask(asked, _BETWEEN)
        return found[1:]

    def _ask(self, queries: Iterator[LargeQuery], count: int) -> None:
        """Ask other things; as in the service, a newer index is taken into use before each."""
        for _, query in zip(range(count), queries, strict=False):
            if self._engine.has_newer():
                self._engine.refresh()
            self._engine.search(parse_params(query.parameters), self._clock())

    def _until_found(self, number: int) -> float:
        mark = f"nyttord{number}"
        changed = change(self._state, number, mark)
        begun = time.perf_counter()
        wanted = parse_params({"q": [mark]})
        while time.perf_counter() - begun < _PATIENCE:
            if not self._engine.has_newer():
                time.sleep(_LOOKS_EVERY)
                continue
            self._engine.refresh()
            answer = self._engine.search(wanted, self._clock())
            if any(hit.id == changed for hit in answer.hits):
                return (time.perf_counter() - begun) * 1000
        raise SystemExit(f"Søket fant aldri siden som ble endret ({changed}).")


def change(state: State, number: int, mark: str) -> str:
    """Put a sentence with a new word at the end of a page's text; the id of the page."""
    manifest = read_manifest(state.documents)
    pages = [shard for shard in manifest.shards if shard.kind == "tjeneste"]
    shard = pages[number % len(pages)]
    path = state.documents / shard.file
    lines = path.read_bytes().splitlines(keepends=True)
    place = number * _APART % len(lines)
    page = msgspec.json.decode(lines[place], type=_Row).document
    lines[place] = line_of(replace(page, body=f"{page.body}\nHer er det rettet med {mark}."))
    content = b"".join(lines)
    with state.lock():
        _put(path, content)
        _put(state.documents / MANIFEST, msgspec.json.encode(_with(manifest, shard, content)))
    return page.id


def _with(manifest: Manifest, changed: Shard, content: bytes) -> Manifest:
    new = replace(changed, sha256=hashlib.sha256(content).hexdigest())
    return replace(manifest, shards=tuple(new if one is changed else one for one in manifest.shards))


def _put(path: Path, content: bytes) -> None:
    """In one step, as a build puts its files in place."""
    staged = path.with_suffix(".ny")
    staged.write_bytes(content)
    staged.replace(path)
