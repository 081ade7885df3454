"""The archive's leaves: the mark of each part of the store, and those that have changed since the last build.

The store is not opened when its file is as it was. When it has gone on from where the last build saw it, its
own index tells what has changed; when it has not (an older copy has been put back, another has taken its
place), every leaf that the ledger knows is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from plugins.engine.leaves import digest, stamp_of_store
from plugins.memo.ledger import Ledger
from plugins.memo.stored_trace import MISSING

if TYPE_CHECKING:
    from plugins.store.changes import Changes, PartKind

_LEAF = "lager"
_SEEN = "lager"
_KNOWN = f"#{_LEAF}/"


class StoreLeaves:
    """The marks of the parts of one store, read when they are asked for."""

    def __init__(self, path: Path, open_changes: Callable[[], Changes]) -> None:
        self._path, self._open = path, open_changes
        self._changes: Changes | None = None
        self._known: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        """The mark of a leaf («lager/dag:2026-11-20», «lager/dag»)."""
        if name not in self._known:
            self._known[name] = self._mark(name) or MISSING
        return self._known[name]

    def changed(self, ledger: Ledger) -> dict[str, bytes]:
        """The leaves that may be others than in the ledger, which from now on knows how far it has seen."""
        stamp = stamp_of_store(self._path)
        seen = ledger.about(_SEEN) or b""
        if seen[: len(stamp)] == stamp:
            return {}
        number, mark = self.changes.last()
        before = seen[len(stamp) :]
        ledger.set_about(_SEEN, stamp + number.to_bytes(8, "big") + mark)
        then, mark_then = int.from_bytes(before[:8], "big"), before[8:]
        if before and self.changes.has_been(then, mark_then):
            for part in self.changes.since(then):
                self._known[f"{_LEAF}/{part.kind}:{part.key}"] = part.mark
        else:
            for key in ledger.keys_of(_KNOWN):
                self[key.removeprefix("#")]
        return {**self._known, **self._of_all()}

    @property
    def changes(self) -> Changes:
        """The store's history."""
        if self._changes is None:
            self._changes = self._open()
        return self._changes

    def _of_all(self) -> dict[str, bytes]:
        from plugins.store.changes import PartKind  # noqa: PLC0415 - only when the archive has changed

        names = [f"{_LEAF}/{kind}" for kind in (*get_args(PartKind), "karantene", "levert")]
        return {name: self[name] for name in names}

    def _mark(self, name: str) -> bytes:
        kind, whole, key = name.removeprefix(f"{_LEAF}/").partition(":")
        if kind == "karantene":
            return digest(str(self.changes.quarantined()).encode())
        if kind == "levert":
            return digest(self.changes.delivered().encode())
        if whole:
            return self.changes.mark(cast("PartKind", kind), key)
        return self.changes.mark_of_all(cast("PartKind", kind))
