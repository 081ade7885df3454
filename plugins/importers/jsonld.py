"""eInnsyn JSON-LD, expanded or compacted, as the same records as Noark 5, whatever the size.

The graph is unordered: it is read node by node, staged (``graph_staging``), and joined through references and
``parent``. The twins ``_SENSITIV`` and ``_LIST`` hold what is not public; nothing of them is staged but the
names that they mark in a public text. A graph that the meta graph calls a ``TrekkeTilbakeGraf`` withdraws
what it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Meter, RefusedError, Role, archive_key
from plugins.importers.graph_joining import Joiner
from plugins.importers.graph_reading import RECORDS, ContextCameLateError, GraphReader
from plugins.importers.graph_staging import Staged, Staging
from plugins.importers.json_stream import read_json
from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node


def delivered(path: Path, meter: Meter) -> Iterator[Delivered]:
    """The records of a JSON-LD delivery; ``meter`` is told of the staging, and then of the joining.

    Raises RefusedError when it is no JSON, or no delivery of ours.
    """
    meter.of = 2 * meter.size
    try:
        with Staging() as staging:
            yield from _Graph(staging, Context(None)).read(path, meter)
    except ContextCameLateError as late:
        with Staging() as staging:
            yield from _Graph(staging, Context(late.context), is_given=True).read(path, meter)


class _Graph:
    """Reads a document into the staging, and puts its records together."""

    def __init__(self, staging: Staging, context: Context, *, is_given: bool = False) -> None:
        self._staging, self._context = staging, context
        self._reader = GraphReader(staging, context, is_given=is_given)
        self._joiner = Joiner(staging, self._reader.shapes, context)
        self._place = 0

    def read(self, path: Path, meter: Meter) -> Iterator[Delivered]:
        """Every record of the file, when all of it is staged."""
        for document in read_json(path, meter):
            self._reader.take(document, 0, 0)
        self._reader.end()
        self._staging.close()
        joined = meter.size / max(self._staging.count, 1)
        meter.done = lambda: meter.size + int(self._place * joined)
        self._joiner.begin(self._staging.count)
        archive = self._staging.archive
        arkiv = archive_key(archive.system_id) if archive else NO_ARCHIVE
        found = False
        for found_record in self._records(arkiv):
            found = True
            yield found_record
        if not found:
            raise RefusedError(
                "filen er JSON, men ikke en eInnsyn-leveranse (ingen saker, journalposter eller møter)",
                "Lever eInnsyn JSON-LD, Noark 5 eller Noark 4.",
            )

    def _records(self, arkiv: str) -> Iterator[Delivered]:
        """The cases, entries and meetings, these with their agenda. Parts of unknown meetings come alone."""
        meetings: set[str] = set()
        for staged in self._staging.walk(RECORDS):
            self._place = staged.place
            if staged.graph in self._reader.withdrawn:
                named = Node(staged.kind, staged.place, {"systemid": staged.system_id})
                yield Delivered(Role.WITHDRAWN, named, "" if arkiv == NO_ARCHIVE else arkiv)
            elif staged.kind == "moetemappe":
                yield Delivered(Role.MEETING, self._meeting(staged, first=staged.id not in meetings), arkiv)
                meetings.add(staged.id)
            elif staged.kind == "journalpost":
                yield Delivered(Role.ENTRY, self._joiner.unread(staged), arkiv, self._joiner.case_of(staged))
            elif staged.kind == "saksmappe":
                if self._staging.is_first(staged):
                    self._joiner.note_case(staged.id, staged.system_id)
                yield Delivered(Role.CASE, self._joiner.record(staged), arkiv)
        for staged in self._staging.parts_outside(meetings):
            if staged.graph not in self._reader.withdrawn:
                yield Delivered(Role.UNKNOWN, self._joiner.record(staged), arkiv)

    def _meeting(self, staged: Staged, *, first: bool) -> Node:
        node = self._joiner.record(staged)
        for part in self._staging.owned_by(staged.id) if first else ():
            node.children.setdefault(part.kind, []).append(self._joiner.record(part))
        return node
