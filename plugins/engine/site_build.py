"""One build under the lock: from what has changed, to what must be made, to a site that is in place.

The steps are the same for the first build and for the smallest edit; what differs is how much is suspected.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.engine import publish, shard_files
from plugins.engine.configuration import Configuration, identity, settings_hash
from plugins.engine.leaves import LEAF_STORE, Leaves, digest, gather_leaves, leaves_again
from plugins.engine.making import Made, Making, Prepared
from plugins.engine.places import Outcome, Places
from plugins.engine.press import Press, Workshop
from plugins.engine.store_leaves import StoreLeaves
from plugins.engine.top_folder import spread_folders
from plugins.engine.transcriber import Transcriber
from plugins.engine.watched import Watched
from plugins.memo.aside import Aside
from plugins.memo.ledger import Ledger
from plugins.memo.query import Key
from plugins.memo.trace import SEPARATOR, TracingMemo
from plugins.model.clock import OSLO
from plugins.model.progress import Progress
from plugins.source.folder import Tree
from plugins.source.origin import FolderOrigin
from plugins.source.structure import units_of
from plugins.views.inputs import LEAF_SETTINGS, LEAF_SHARDS, LEAF_TEMPLATE

if TYPE_CHECKING:
    from plugins.store import Store
    from plugins.store.changes import Changes


_TRANSCRIPT = ("plugins.views.document_files:archive_shards",)

_MANY = 5000
"""So many files in place are worth a process of its own to look at."""


class SiteBuild:
    """Brings a site up to date. The caller holds the lock of the state."""

    def __init__(  # noqa: PLR0913 - what a build is of
        self,
        places: Places,
        configured: Configuration,
        now: datetime,
        *,
        publish: bool,
        processes: int = 0,
        watched: Watched | None = None,
    ) -> None:
        self.places, self.configured, self.now = places, configured, now
        self.publishing, self.processes, self.watched = publish, processes, watched
        self._identity = identity(configured, places.content, places.output, publish=publish)
        self.ledger = Ledger(places.ledger)
        self._transcribed: shard_files.Stamps = {}

    def close(self) -> None:
        """Let go of the ledger; what was not committed is as if never found."""
        self.ledger.close()

    def finish_last(self) -> None:
        """Put in place what a killed build had decided, and clear away what it had not."""
        publish.finish(self.ledger, self.places.roots, self.places.staging)
        for folder in self.places.staging.values():
            shutil.rmtree(folder, ignore_errors=True)

    def remembered_parts(self) -> tuple[str, ...] | None:
        """The parts of the site in the last build; None when nothing of it can be built upon."""
        if self.ledger.about("identitet") != self._identity:
            return None
        parts = self.ledger.about("deler")
        return tuple(parts.decode().split()) if parts else None

    def begin(self) -> bool:
        """Forget everything when nothing of the last build can be built upon; whether it is so."""
        fresh = self.remembered_parts() is None
        if fresh and not self.ledger.begun_anew:
            self.ledger.forget_all()
            self.ledger.set_about("identitet", self._identity)
        return fresh

    def run(self, tree: Tree, prepared: Callable[[], Prepared], progress: Progress) -> Outcome:
        """Bring every file of the site up to date and put it in place.

        What is ``prepared`` beside us is asked for when the content has been read. Raises ContentError with
        all that stops a build, ChangedMeanwhileError when content changes during it; then nothing is put in
        place, and nothing new is remembered.
        """
        fresh = self.begin()
        try:
            return self._run(tree, prepared, progress, fresh=fresh)
        except BaseException:
            self.ledger.rollback()
            raise

    def _run(
        self, tree: Tree, prepared: Callable[[], Prepared], progress: Progress, *, fresh: bool
    ) -> Outcome:
        leaves = self._leaves(tree)
        memo, shop = self._open(tree, leaves, fresh=fresh)
        try:
            making = Making(self.ledger, memo, shop, self.processes, progress)
            with (
                self._tampered(fresh=fresh) as tampered,
                self._transcribing(shop, memo, leaves) as begin,
            ):
                made = making.run(prepared, lambda: self._damaged(tampered()), begin)
            outcome = self._publish(memo, shop, made, fresh=fresh)
        finally:
            shop.close()
        leaves.fields.clear()
        if self.watched is not None:
            self.watched.remember(tree, leaves, self.ledger.mark)
        return outcome

    def _looks_at_all(self) -> bool:
        return self.watched is None or self.watched.looked_at_all

    def _leaves(self, tree: Tree) -> Leaves:
        path, units = self.places.state.store, units_of(tree)
        store = StoreLeaves(path, partial(_open_changes, path))
        self._transcribed = shard_files.stamps(self.places.state)
        others = {LEAF_SETTINGS: settings_hash(self.configured)}
        if self.watched is not None:
            more = (self.ledger, tree, units, others, store)
            again = self.watched.leaves(
                self.ledger.mark, lambda before, places: leaves_again(before, places, *more)
            )
            if again is not None:
                return again
        whole = shard_files.are_whole(self.places.state, self._transcribed)
        # One that is not whole is unlike any other, so that it is mended each time.
        others[LEAF_SHARDS] = digest(b"hel" if whole else os.urandom(16))
        return gather_leaves(self.ledger, tree, self.configured.theme, units, others, store)

    def _open(self, tree: Tree, leaves: Leaves, *, fresh: bool) -> tuple[TracingMemo, Workshop]:
        memo = TracingMemo(self.ledger, leaves, self.now, self.ledger.store)
        memo.suspect(leaves.changed)
        shop = Workshop(
            FolderOrigin(tree, units_of(tree), leaves.fields),
            memo,
            settings=self.configured.settings,
            open_store=partial(_open_store, self.places.state.store),
            static=self.configured.theme / "static",
        )
        shop.press = Press(
            self.configured.theme / "templates",
            self.places.staging,
            self.publishing,
            self.places.state.build / "maler",
            leaves[LEAF_TEMPLATE],
        )
        for folder in self.places.staging.values():
            folder.mkdir(parents=True, exist_ok=True)
        if fresh and _is_empty(self.places.roots["nettsted"]):
            spread_folders(self.places.staging["nettsted"])
            shop.press.whole = True
        return memo, shop

    @contextmanager
    def _tampered(self, *, fresh: bool) -> Iterator[Callable[[], list[str]]]:
        """What tells whose files somebody else has changed; found beside us where the files are many."""
        if fresh or not self._looks_at_all():
            yield list
            return
        look = partial(publish.tampered, roots=self.places.roots)
        if self.ledger.outputs.count("") < _MANY:
            yield lambda: look(self.ledger.outputs.stamped())
            return
        with Aside(lambda: look(self.ledger.reopened().outputs.stamped())) as beside:
            yield beside.answer

    @contextmanager
    def _transcribing(
        self, shop: Workshop, memo: TracingMemo, leaves: Leaves
    ) -> Iterator[Callable[[], None]]:
        """What begins with the archive's search documents beside us; nothing where little can be new in them.

        A first build makes pages in as many processes as there are processors, and the memory of one more
        would come on top of theirs.
        """
        with Transcriber(self.places.state, self.now) as transcriber:
            shop.transcribe = transcriber
            looked_at = any(name.startswith(f"{LEAF_STORE}/") for name in leaves.changed)
            delivered = looked_at and not memo.ledger.begun_anew and not memo.holds_unseen(_TRANSCRIPT)
            yield partial(transcriber.begin, shop) if delivered else _nothing

    def _damaged(self, makers: list[str]) -> list[Key]:
        """Files that somebody else has changed or taken away: forgotten, so that they are made again."""
        for maker in makers:
            places = self.ledger.outputs.of(maker)  # still there to be made, or taken away
            self.ledger.outputs.note((place, maker, "", "") for place in places)
            self.ledger.forget(maker)
        return [tuple(maker.split(SEPARATOR)) for maker in makers]

    def _publish(
        self,
        memo: TracingMemo,
        shop: Workshop,
        made: Made,
        *,
        fresh: bool,
    ) -> Outcome:
        changes = publish.plan_changes(self.ledger, shop.press, *made)
        publish.record(self.ledger, shop.press, changes, fresh=fresh)
        self.ledger.settle(memo.resolved)
        self.ledger.commit()
        publish.finish(self.ledger, self.places.roots, self.places.staging)
        for folder in self.places.staging.values():
            shutil.rmtree(folder, ignore_errors=True)
        shard_files.sweep(self.places.state)
        reasons = {
            place: memo.why(tuple(maker.split(SEPARATOR))) or "" for place, (maker, _) in changes.made.items()
        }
        transcribed, dropped = shard_files.compared(self._transcribed, self.places.state)
        return Outcome(
            pages=self.ledger.outputs.count(".html"),
            written=[*changes.made, *transcribed],
            removed=[*changes.removed, *dropped],
            reasons=reasons,
            next_change=self._next_change(),
        )

    def _next_change(self) -> datetime | None:
        seconds = self.ledger.next_change()
        return None if seconds is None else datetime.fromtimestamp(seconds, OSLO)


def _open_store(path: Path) -> Store:
    from plugins.store import Store  # noqa: PLC0415 - most edits need no archive

    return Store.open(path, read_only=True)


def _nothing() -> None:
    """Nothing is begun."""


def _open_changes(path: Path) -> Changes:
    from plugins.store.changes import Changes  # noqa: PLC0415

    return Changes(_open_store(path).connection)


def _is_empty(folder: Path) -> bool:
    return not folder.exists() or not any(folder.iterdir())
