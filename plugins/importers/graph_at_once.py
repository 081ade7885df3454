"""A large JSON-LD delivery of one plain graph, read and converted by two processes from the first node on.

That is how nearly all large ones are. Of any other it is found out, on the way or at the end, that it must be
read as a whole instead (``jsonld``), and then nothing may have come of this.
"""

from __future__ import annotations

import marshal
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.importers.conversion import Converter, Telling
from plugins.importers.delivery import Meter, RefusedError
from plugins.importers.graph_proof import Proof
from plugins.importers.graph_stretches import Outcome, StretchReader
from plugins.importers.helper import shared
from plugins.importers.json_stream import LargeList, LargeObject, read_json
from plugins.importers.jsonld_terms import Context
from plugins.importers.stretches import ReadAsWholeError, stretches

_AHEAD = 3
"""Stretches that the second process has before it: one to read, and two for while the first reads one of its
own and tells of several.
"""
_LARGE = 1 << 24
"""Bytes, more than the text of a stretch takes."""


def told(
    path: Path, converter: Converter, meter: Meter, *, spread: bool
) -> Generator[list[Telling], None, None]:
    """What the store is to be told, in the order of the file, a stretch at a time.

    ``spread`` uses a second process. Raises ReadAsWholeError, at the very end too, and HelperError.
    """
    try:
        yield from _all_told(path, converter, meter, spread=spread)
    except RefusedError as error:
        raise ReadAsWholeError from error  # which can say where it is wrong


def _all_told(path: Path, converter: Converter, meter: Meter, *, spread: bool) -> Iterator[list[Telling]]:
    context = Context(None)
    has_told = False
    for document in read_json(path, meter, is_large=True):
        for nodes in _graph(document, context):
            with path.open("rb") as file:
                reader = StretchReader(file.fileno(), context, converter)
                for telling in _told(nodes, reader, file.fileno(), meter, spread=spread):
                    has_told = has_told or bool(telling)
                    yield telling
    if not has_told:
        raise ReadAsWholeError


def _graph(document: Any, context: Context) -> Iterator[LargeList]:
    """The one large list of nodes in a document that has nothing else in it but a context before."""
    if isinstance(document, LargeList):
        yield document
        return
    if not isinstance(document, LargeObject):
        raise ReadAsWholeError
    has_nodes = False
    for name, value in document.members(lambda name: context.term(name) == "@graph"):
        term = context.term(name)
        if name == "@context" and not has_nodes and not isinstance(value, (LargeList, LargeObject)):
            context.read(value)
        elif term == "@graph" and not has_nodes and isinstance(value, LargeList):
            has_nodes = True
            yield value
        elif term != "@id" or not isinstance(value, str):
            raise ReadAsWholeError


def _told(
    nodes: LargeList, reader: StretchReader, file: int, meter: Meter, *, spread: bool
) -> Iterator[list[Telling]]:
    begin = nodes.begin()
    if begin is None:
        raise ReadAsWholeError
    _keep_memory()
    cut = stretches(file, begin, meter.size)
    first = next(cut)
    reader.learn(first)
    proof = Proof()
    work = (tuple(stretch) for stretch in chain((first,), cut))
    found = shared(work, reader.outcome, marshal.dumps, marshal.loads, spread=spread, ahead=_AHEAD)
    with closing(found) as outcomes:
        for told in outcomes:
            outcome = Outcome(*told)
            if outcome.is_placed:
                outcome = Outcome(*reader.outcome(outcome.stretch, proof.count))
            proof.see(outcome)
            place = outcome.stretch[4]
            meter.done = lambda: place  # noqa: B023 - asked for before the next
            yield outcome.told
            if outcome.ended >= 0:
                break
        else:
            raise ReadAsWholeError
    proof.end()
    nodes.end(outcome.ended)


def _keep_memory() -> None:
    """Let the text of each stretch take the memory of the one before, not pages that are new to the process.

    The C library gives large blocks back to the system when they are let go of, but not such as are smaller
    than one that has come and gone. Where it does not, this does nothing.
    """
    bytearray(_LARGE)
