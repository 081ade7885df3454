"""A large graph read stretch by stretch, by several at once, when what its records refer to is near them.

Nothing is laid aside: a stretch is read with what is near it, and its records are converted there and then.
That rests on what no stretch can know of the others, and it is seen when all are read whether it held:
no two nodes have one id, and what was found nowhere near is nowhere (``graph_proof``).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from plugins.importers.conversion import Converter, Telling
from plugins.importers.delivery import NO_ARCHIVE, Delivered, RefusedError, Role, archive_key
from plugins.importers.graph_joining import Joiner
from plugins.importers.graph_reading import GraphReader
from plugins.importers.graph_runs import ENTRY, Ran, Runs
from plugins.importers.graph_staging import Staged
from plugins.importers.jsonld_terms import Context
from plugins.importers.near_nodes import NearNodes
from plugins.importers.node import Node
from plugins.importers.stretches import ReadAsWholeError, Stretch, read, values
from plugins.importers.unread import Unread, new
from plugins.store.intake import PLACE_PREFIX

_FINDINGS = frozenset({"hold", "hold_for_human"})


class Outcome(NamedTuple):
    """What came of a stretch, and what it rests on. Ids are told by their hashes, as many as there are.

    ``ended`` is where in the file the list ends, if it does so in this stretch, or -1; ``problem`` that the
    graph must be read as a whole, unless it ended before; ``is_placed`` that something is known by its place
    in the file, which must be told to whoever reads the stretch.
    """

    stretch: tuple[int, ...]
    told: list[Telling]
    problem: bool = False
    ended: int = -1
    is_placed: bool = False
    nodes: int = 0
    """How many nodes the stretch has."""
    ids: bytes = b""
    """Nodes, but for those that follow."""
    again: bytes = b""
    """Cases and entries that have the end of their ids as systemIDs: nothing else is asked of them by others,
    and they may come again.
    """
    nowhere: bytes = b""
    """What is referred to and is not near, when it was not told before."""
    cases: bytes = b""
    """Cases that are not near, and were taken to have the end of their ids as systemIDs."""
    renamed: bytes = b""
    """Nodes that have another systemID than the end of their ids."""
    owned: bytes = b""
    """Nodes that lie in another by what this one says."""


class StretchReader:
    """Reads stretches of one graph, and converts their records."""

    def __init__(self, file: int, context: Context, converter: Converter) -> None:
        self._file, self._converter = file, converter
        self._near = NearNodes(context)
        self._reader = GraphReader(self._near, context, is_given=True, shapes=Runs)
        self._joiner = Joiner(self._near, self._reader.shapes, context)
        self._arkiv = NO_ARCHIVE
        self._knows_archive = False

    def learn(self, stretch: Stretch) -> None:
        """See from the first of the first stretch which archive this is, and how nodes are written.

        Raises ReadAsWholeError.
        """
        self._near.begin(0)
        self._near.is_own = True
        self._read(stretch.begin, stretch.head)
        if archive := self._near.archive:
            self._arkiv, self._knows_archive = archive_key(archive.system_id), True

    def outcome(self, stretch: tuple[int, ...], before: int = -1) -> tuple[Any, ...]:
        """The fields of what comes of a stretch; ``before`` are the nodes of the file before it, if known."""
        try:
            return tuple(self._outcome(Stretch(*stretch), before))
        except (ReadAsWholeError, RefusedError):
            return tuple(Outcome(stretch, [], problem=True))

    def _outcome(self, stretch: Stretch, before: int) -> Outcome:
        near = self._near
        near.begin(max(before, 0))
        ended = self._read_all(stretch)
        if not self._reader.is_plain:
            raise ReadAsWholeError
        if near.archive and not self._knows_archive:
            raise ReadAsWholeError
        self._joiner.begin(near.count - near.first)
        told = self._converter.convert(self._records())
        return Outcome(
            stretch=tuple(stretch),
            told=told,
            ended=ended,
            is_placed=before < 0 and any(map(_tells_of_place, told)),
            nodes=near.count - near.first,
            ids=_hashes(near.ids),
            again=_hashes(near.again),
            nowhere=_hashes(near.nowhere),
            cases=_hashes(near.cases),
            renamed=_hashes(near.renamed),
            owned=_hashes(near.owned),
        )

    def _read_all(self, stretch: Stretch) -> int:
        """Read a stretch and what is near it; where in the file the list ends, or -1."""
        before, *own, after = pairwise(stretch)
        self._read(*before)
        self._near.is_own = True
        for begin, end in own:
            if (ended := self._read(begin, end)) >= 0:
                return ended
        self._near.is_own = False
        self._read(*after)
        return -1

    def _read(self, begin: int, end: int) -> int:
        text = read(self._file, begin, end)
        ended = values(text, self._reader.shapes, self._near.see, self._take)
        return ended if ended < 0 else begin + len(text[:ended].encode())

    def _take(self, value: Any) -> None:
        self._reader.take(value, 0, 0)

    def _records(self) -> Iterator[Delivered]:
        joiner, arkiv = self._joiner, self._arkiv
        for staged in self._near.records:
            record = self._record(staged)
            if staged.kind == ENTRY:
                yield new(Delivered, (Role.ENTRY, record, arkiv, joiner.case_of(staged)))
            else:
                yield new(Delivered, (Role.CASE, record, arkiv, ""))

    def _record(self, staged: Staged | Ran) -> Node | Unread:
        if isinstance(staged, Staged):
            return self._joiner.unread(staged)
        if self._near.are_nowhere(staged.codes()):
            self._joiner.spend(staged.run.parts)
            return staged.unread()
        return self._joiner.unread(staged.find(staged.id))


def _hashes(ids: list[str]) -> bytes:
    return array("q", map(hash, ids)).tobytes()


def _tells_of_place(telling: Telling) -> bool:
    method, what = telling
    return method in _FINDINGS and what[0].entry.startswith(PLACE_PREFIX)
