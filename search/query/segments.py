"""What is known of each segment's documents. A segment never changes, so what is read of it is read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from search.schema import TEXT_FIELDS, Facts


@dataclass(frozen=True, slots=True)
class Segment:
    """The documents of one segment in order, deleted ones included, and how long each of their fields is."""

    facts: list[Facts]
    lengths: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment's place in a generation: the number of its first document, and those that are deleted."""

    segment: Segment
    base: int
    deleted: frozenset[int]
    is_new: bool

    def live(self) -> Iterator[tuple[int, Facts]]:
        """Number in the generation, and facts, of each document that is not deleted."""
        for number, facts in enumerate(self.segment.facts):
            if number not in self.deleted:
                yield self.base + number, facts


def read_segments(reader: Any, known: Mapping[str, Segment]) -> dict[str, Placed]:
    """The segments of an open index by their ids, in order; those that are ``known`` are not read again."""
    placed = {}
    for leaf, base in reader.leaf_readers():
        about = leaf.segment()
        if about is None:  # an index of no documents
            continue
        name = about.segment_id()
        segment = known.get(name) or _read(leaf)
        placed[name] = Placed(segment, base, frozenset(about.deleted_docs()), name not in known)
    return placed


def _read(leaf: Any) -> Segment:
    numbers = range(leaf.doc_count_all())
    return Segment(
        facts=[Facts(*leaf.stored_fields(number)["facts"]) for number in numbers],
        lengths={
            name: [leaf.doc_field_length(number, name) or 0 for number in numbers] for name in TEXT_FIELDS
        },
    )
