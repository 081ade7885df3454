"""Answers that are known to hold, and those that must be computed: the verifying traces themselves.

What may have changed is found from the leaves up, by the stored reads: the *suspects*. A suspect that is
asked for is checked from the top down: everything it read, in the order it read it, is brought up to date;
when all of it is equal the answer holds, else it is computed anew. When the new answer is equal to the old
one, whoever asked for it holds too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plugins.memo.at_hand import AtHand
from plugins.memo.found import Found
from plugins.memo.ledger import Ledger, Row
from plugins.memo.packing import hash_of, pack, unpack
from plugins.memo.query import Key, Query, World, find_query
from plugins.memo.stored_trace import MISSING, entries
from plugins.model.clock import Now
from plugins.model.errors import ContentError

LEAF = "#"
"""Before the name of a leaf in stored keys; no query's name begins so."""

SEPARATOR = "\x1f"
"""Between the parts of a key where it is one text."""
_NOT_HELD = object()
_EMPTY = hash_of(b"[]")
_BATCH = 400
_MANY = 500
"""So many keys are not looked up one by one, and so many suspects may have something in common."""
_NEAR, _FAR = 2, 10
"""So many suspects must rest on an answer before it is found out early: one that has itself read what changed
is found out at once, and one that has not, often holds as soon as the others are."""

Leaves = Mapping[str, bytes]
"""The hash of each leaf as it is now; a leaf that is not there has none."""


@dataclass(slots=True)
class _Asking:
    """A query that is being answered: what it has read so far, and the moments its answer holds between."""

    reads: dict[str, bytes] = field(default_factory=dict)
    since: float | None = None
    until: float | None = None


class TracingMemo:
    """Answers queries from the ledger where they hold, and notes all that is found anew.

    ``take`` is handed what was found, in batches, dependencies first.
    """

    def __init__(
        self, ledger: Ledger, leaves: Leaves, moment: datetime, take: Callable[[list[Found]], None]
    ) -> None:
        self.ledger, self.moment, self.take = ledger, moment, take
        self.now = Now(moment, self._tell)
        self.suspects: set[int] = set()
        self.changed: set[int] = set()
        """The suspects that themselves may have changed: leaves, and what the clock has run out for."""
        self.resolved: set[int] = set()
        self.reasons: dict[str, str] = {}
        """For each answer that was found anew, the key of what had changed; «» when it is new."""
        self._leaves, self._seconds = leaves, moment.timestamp()
        self._known: dict[str, bytes] = {}
        self._passing: list[str] = []  # answers found for this batch that are not held
        self._at_hand = AtHand()
        self._held = self._at_hand.answers
        self._asking: list[_Asking] = []
        self._open: set[str] = set()
        self._found: dict[str, Found] = {}
        self._equal: set[int] = set()
        self._changed: set[int] = set()

    def suspect(self, leaves: Mapping[str, bytes]) -> None:
        """Find what may have changed, given the leaves that may have."""
        named = {LEAF + name: hashed or MISSING for name, hashed in leaves.items()}
        self.changed, self.suspects = self.ledger.suspect(named, self.moment)

    def narrow(self, world: World) -> None:
        """Find out early what many suspects rest on, and clear those that rest on nothing that changed.

        A new file makes every list suspect, and all that reads a list; most lists turn out as they were.
        An answer that nobody asks for any more may not be had at all: it stays a suspect.
        """
        if len(self.suspects) < _MANY:
            return
        for key in self.ledger.suspects.shared(self.changed, _NEAR, _FAR):
            with suppress(ContentError, LookupError, AssertionError):  # it is told when it is asked for
                self.bring_up(world, tuple(key.split(SEPARATOR)))
        self.flush()
        changed = self.changed.difference(self._equal) | self._changed
        self.suspects = self.ledger.suspects.narrow(self._equal, changed)

    def answer(self, world: World, query: Query, arguments: tuple[str, ...]) -> Any:
        """The answer, remembered or computed, noted as read by the query that asks."""
        if query.kept == "inlined":
            return query.function(world, *arguments)
        key = SEPARATOR.join((query.name, *arguments))
        hashed = self._known.get(key)
        if hashed is None:
            hashed = self._bring_up(world, query, arguments, key)
        if self._asking:
            self._asking[-1].reads[key] = hashed
        held = self._held.get(key, _NOT_HELD)
        return self._answer(world, query, arguments, key) if held is _NOT_HELD else held

    def bring_up(self, world: World, key: Key) -> bytes:
        """The hash of an answer that holds now, without the answer."""
        joined = SEPARATOR.join(key)
        return self._known.get(joined) or self._bring_up(world, find_query(key[0]), key[1:], joined)

    def holds_unseen(self, key: Key) -> bool:
        """Whether the answer is known, and nothing it rests on may have changed."""
        joined = SEPARATOR.join(key)
        if joined in self._known or self.ledger.begun_anew:
            return joined in self._known
        row = self.ledger.row(joined)
        return row is not None and row.id not in self.suspects

    def stale(self, keys: list[Key]) -> list[Key]:
        """Those of ``keys`` whose answers are not known, or may not hold."""
        if len(keys) < _MANY:
            return [key for key in keys if not self.holds_unseen(key)]
        names = {key[0] for key in keys} if not self.ledger.begun_anew else set()
        known = {key for name in names for key in self.ledger.keys_of(name)}
        suspects = {key for name in names for key in self.ledger.suspects.of(name)}
        joined = ((key, SEPARATOR.join(key)) for key in keys)
        return [key for key, text in joined if text in suspects or text not in known]

    def is_news(self, key: Key) -> bool:
        """Whether the answer was found in this build."""
        return self.ledger.begun_anew or SEPARATOR.join(key) in self.reasons

    def all_of(self, name: str) -> dict[str, Any]:
        """The answers of the query ``name`` by their keys, where all is new and handed on."""
        query = find_query(name)
        return {key: unpack(query, answer) for key, answer in self.ledger.answers_of(name + SEPARATOR)}

    def found_anew(self, name: str) -> list[Key]:
        """The keys of the query ``name`` whose answers were found in this build, unless it is the first."""
        return [tuple(key.split(SEPARATOR)) for key in self.reasons if key.startswith(name + SEPARATOR)]

    def suspected(self, name: str) -> list[Key]:
        """The keys among the suspects that are of the query ``name``."""
        found = self.ledger.suspects.of(name)
        return [tuple(key.split(SEPARATOR)) for key in found if key.split(SEPARATOR, 1)[0] == name]

    def is_same(self, world: World, key: Key) -> bool:
        """Whether the answer that holds now is the one of the last build."""
        row = None if self.ledger.begun_anew else self.ledger.row(SEPARATOR.join(key))
        return row is not None and self.bring_up(world, key) == row.hash

    def is_empty(self, world: World, key: Key) -> bool:
        """Whether the answer that holds now, a list, has nothing in it: its hash tells."""
        return self.bring_up(world, key) == _EMPTY

    def read(self, leaf: str) -> bytes:
        """Note that the query being answered reads a leaf, and give its hash."""
        hashed = self._leaves.get(leaf, MISSING)
        if self._asking:
            self._asking[-1].reads[LEAF + leaf] = hashed
        return hashed

    def end_batch(self) -> None:
        """Let go of what was only held for the batch of queries that has been asked.

        Where all is new, that is also what is known of answers that are not held: there are as many of
        them as there are files, and few are asked for again.
        """
        self._at_hand.end_batch()
        for key in self._passing if self.ledger.begun_anew else ():
            self._known.pop(key, None)
        self._passing.clear()

    def flush(self) -> None:
        """Hand on what has been found since the last batch."""
        if self._found:
            self.take(list(self._found.values()))
            self._found = {}

    def learn(self, found: list[Found]) -> None:
        """What another process found, and the ledger has, holds here too.

        Where all is new, what is not held need not be known either: the ledger tells if it is asked for.
        """
        for each in found:
            if self.ledger.begun_anew and find_query(each.key.partition(SEPARATOR)[0]).held == "no":
                continue
            self._known[each.key] = each.hash
            self._at_hand.hold_packed(each.key, each.answer)

    def why(self, key: Key) -> str | None:
        """The leaf, or «klokka», that made the answer be found anew; «» if it is new, None if it was not."""
        at = SEPARATOR.join(key)
        if at not in self.reasons:
            return None
        while self.reasons.get(at):
            at = self.reasons[at]
        return at.removeprefix(LEAF) if at.startswith((LEAF, "klokka")) else ""

    def _bring_up(self, world: World, query: Query, arguments: tuple[str, ...], key: str) -> bytes:
        if key in self._found:
            return self._found[key].hash
        row = self.ledger.row(key)
        if row is None:
            if not self.ledger.begun_anew:
                self.reasons[key] = ""
            return self._find(world, query, arguments, key)
        if row.id not in self.suspects:
            return self._believe(row)
        self.resolved.add(row.id)
        holds = self._holds(world, row)
        hashed = self._believe(row) if holds else self._find(world, query, arguments, key)
        (self._equal if hashed == row.hash else self._changed).add(row.id)
        return hashed

    def _believe(self, row: Row) -> bytes:
        self._known[row.key] = row.hash
        self._at_hand.hold_packed(row.key, row.answer)
        return row.hash

    def _holds(self, world: World, row: Row) -> bool:
        begun = row.since is None or row.since <= self._seconds
        if not begun or (row.until is not None and row.until <= self._seconds):
            self.reasons[row.key] = "klokka"
            return False
        for node, hashed in entries(row.trace):
            if node in self.suspects:
                key = self.ledger.key_of(node)
                if self._current(world, key) != hashed:
                    self.reasons[row.key] = key
                    return False
        return True

    def _current(self, world: World, key: str) -> bytes:
        if key.startswith(LEAF):
            return self._leaves.get(key[len(LEAF) :], MISSING)
        if key in self._known:
            return self._known[key]
        name, *arguments = key.split(SEPARATOR)
        return self._bring_up(world, find_query(name), tuple(arguments), key)

    def _find(self, world: World, query: Query, arguments: tuple[str, ...], key: str) -> bytes:
        if key in self._open:
            raise RecursionError(f"{query.name} asks for itself")
        self._open.add(key)
        asking = _Asking()
        self._asking.append(asking)
        try:
            answer = query.function(world, *arguments)
        finally:
            self._asking.pop()
            self._open.discard(key)
        packed = pack(query, answer)
        hashed = hash_of(packed) if packed is not None and query.kept != "pickled" else _hash_of_reads(asking)
        stored = packed if query.kept in ("packed", "pickled") else None
        reads = tuple(asking.reads.items())
        self._found[key] = Found(key, hashed, stored, asking.since, asking.until, reads)
        self._known[key] = hashed
        if query.held == "no":
            self._passing.append(key)
        self._at_hand.hold(query, key, answer)
        if len(self._found) >= _BATCH:
            self.flush()
        return hashed

    def _answer(self, world: World, query: Query, arguments: tuple[str, ...], key: str) -> Any:
        packed = self._stored(key)
        if packed is not None:
            answer = unpack(query, packed)
        else:  # it was forgotten; what it reads now is no news to whoever asks
            self._asking.append(_Asking())
            try:
                answer = query.function(world, *arguments)
            finally:
                self._asking.pop()
        self._at_hand.hold(query, key, answer)
        return answer

    def _stored(self, key: str) -> bytes | None:
        if key in self._found:
            return self._found[key].answer
        return self._at_hand.packed(key) or self.ledger.answer(key, self._known[key])

    def _tell(self, moment: datetime, reached: bool) -> None:
        """Narrow the time within which the answer being found holds: «now» was compared with ``moment``."""
        if not self._asking:
            return
        asking, seconds = self._asking[-1], moment.timestamp()
        if reached:
            asking.since = seconds if asking.since is None else max(asking.since, seconds)
        else:
            asking.until = seconds if asking.until is None else min(asking.until, seconds)


def _hash_of_reads(asking: _Asking) -> bytes:
    return hash_of(repr((asking.reads, asking.since, asking.until)).encode())
