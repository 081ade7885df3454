"""Batches of records on their way to another process, and what comes of them on their way back.

Most of it is texts in tuples, which go as the interpreter itself writes them. A plan goes once.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Iterable
from typing import Any

import msgspec

from plugins.importers.delivery import Delivered, Role
from plugins.importers.node import Node, TidyNode
from plugins.importers.unread import Plan, Unread
from plugins.importers.unread import new as new_tuple

_PLAIN, _OTHER = b"m", b"p"
_TIDY, _WHOLE = -2, -1
"""What stands in the place of a plan when a record is put together: what it says, or all of it."""
_ROLES = {role.value: role for role in Role}

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Node).decode


class Packer:
    """Packs batches for one process."""

    def __init__(self) -> None:
        self._plans: dict[Plan, int] = {}

    def pack(self, batch: Iterable[Delivered]) -> bytes:
        """A batch, with the plans that it is the first to need."""
        new: list[Plan] = []
        rows = [
            (record.role._value_, *self._row(record.node, new), record.arkiv, record.case_id)
            for record in batch
        ]
        return marshal.dumps((pickle.dumps(new) if new else b"", rows))

    def _row(self, node: Node | Unread, new: list[Plan]) -> tuple[object, ...]:
        if isinstance(node, Node):
            if isinstance(node, TidyNode) and not (node.children or node.names or node.refs):
                return _TIDY, node.place, (node.kind, node.values)
            return _WHOLE, node.place, _encode(node)
        number = self._plans.get(node.plan, -1)
        if number < 0:
            number = self._plans[node.plan] = len(self._plans)
            new.append(node.plan)
        return number, node.place, node.texts


class Unpacker:
    """Unpacks batches in the other process, in the order they were packed."""

    def __init__(self) -> None:
        self._plans: list[Plan] = []

    def unpack(self, packed: bytes) -> list[Delivered]:
        """The batch."""
        new, rows = marshal.loads(packed)  # noqa: S302 - it is our own process
        if new:
            self._plans += pickle.loads(new)  # noqa: S301 - it is our own process
        plans = self._plans
        return [
            new_tuple(
                Delivered,
                (
                    _ROLES[role],
                    _node(number, place, content) if number < 0 else Unread(plans[number], content, place),
                    arkiv,
                    case_id,
                ),
            )
            for role, number, place, content, arkiv, case_id in rows
        ]


def _node(number: int, place: int, content: Any) -> Node:
    return TidyNode(content[0], place, content[1]) if number == _TIDY else _decode(content)


def pack_told(found: Any, problem: str) -> bytes:
    """What came of a batch, in tuples and lists, or what was the problem."""
    told = (found, problem)
    try:
        return _PLAIN + marshal.dumps(told)
    except ValueError:  # records of the model among the rows
        return _OTHER + pickle.dumps(told, pickle.HIGHEST_PROTOCOL)


def unpack_told(packed: bytes) -> tuple[Any, str]:
    """The other end of ``pack_told``."""
    load = marshal.loads if packed[:1] == _PLAIN else pickle.loads
    found, problem = load(memoryview(packed)[1:])
    return found, problem
