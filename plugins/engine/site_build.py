"""One build under the lock: from what has changed, to what must be made, to a site that is in place.

The steps are the same for the first build and for the smallest edit; what differs is how much is suspected.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plugins.engine import publish, shard_files
from plugins.engine.batches import (
    BETWEEN_FILES,
    FROM_TEXTS,
    OF_FIELDS,
    by_text,
    lists_the_same,
    problems_to_ask,
    with_card,
)
from plugins.engine.configuration import Configuration, identity, settings_hash
from plugins.engine.leaves import Leaves, digest, gather_leaves, leaves_again
from plugins.engine.places import Outcome, Places
from plugins.engine.press import Press, Workshop, Written
from plugins.engine.store_leaves import StoreLeaves
from plugins.engine.watched import Watched
from plugins.memo.ledger import Ledger
from plugins.memo.query import Key, ask
from plugins.memo.trace import SEPARATOR, TracingMemo
from plugins.memo.workers import bring_up_all
from plugins.model.clock import OSLO
from plugins.model.errors import ContentError
from plugins.model.progress import Progress
from plugins.model.state import State
from plugins.source.folder import Tree
from plugins.source.origin import FolderOrigin
from plugins.source.structure import units_of
from plugins.views.inputs import LEAF_SETTINGS, LEAF_SHARDS, LEAF_TEMPLATE, BuildInputs

if TYPE_CHECKING:
    from plugins.model.document import Shard
    from plugins.store import Store
    from plugins.store.changes import Changes

_PLAN, _WRITTEN = "plugins.views.plan:plan", "plugins.engine.press:written"
_VERSION = "plugins.engine.press:template_version"

_FEW = 100
"""So few changes are looked into at once; of more, files are read first, in more than one process."""


class Prepared(NamedTuple):
    """The parts of the site, and as far as it is known, the templates that each template names."""

    parts: tuple[str, ...]
    named: dict[str, tuple[str | None, ...]]


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
        memo, shop = self._open(tree, leaves)
        try:
            damaged = self._damaged() if not fresh and self._looks_at_all() else []
            shop.press.whole = fresh and _is_empty(self.places.roots["nettsted"])
            made, gone = self._bring_up(memo, shop, prepared, damaged, progress)
            outcome = self._publish(memo, shop, (made, gone), fresh=fresh)
        finally:
            shop.close()
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

    def _open(self, tree: Tree, leaves: Leaves) -> tuple[TracingMemo, Workshop]:
        memo = TracingMemo(self.ledger, leaves, self.now, self.ledger.store)
        memo.suspect(leaves.changed)
        shop = Workshop(
            FolderOrigin(tree, units_of(tree)),
            memo,
            settings=self.configured.settings,
            open_store=partial(_open_store, self.places.state.store),
            static=self.configured.theme / "static",
            transcribe=partial(_transcribe, self.places.state),
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
        return memo, shop

    def _damaged(self) -> list[Key]:
        """Files that somebody else has changed or taken away: forgotten, so that they are made again."""
        makers = publish.tampered(self.ledger, self.places.roots)
        for maker in makers:
            places = self.ledger.outputs.of(maker)  # still there to be made, or taken away
            self.ledger.outputs.note((place, maker, "", "") for place in places)
            self.ledger.forget(maker)
        return [tuple(maker.split(SEPARATOR)) for maker in makers]

    def _bring_up(
        self,
        memo: TracingMemo,
        shop: Workshop,
        prepared: Callable[[], Prepared],
        damaged: list[Key],
        progress: Progress,
    ) -> tuple[dict[str, Written], set[str]]:
        """Make what must be made; gives the files just made by their makers, and the makers to drop."""
        early = len(memo.changed) < _FEW
        if early:
            memo.narrow(shop)
        asked = problems_to_ask(memo, shop)
        fields = [key for key in asked if key[0] == OF_FIELDS]
        self._gather(memo, shop, [with_card(key) for key in fields], partial(progress, "Leser"))
        between = [key for key in asked if key[0] == BETWEEN_FILES]  # here, where all that was read is known
        self._gather(memo, shop, [between], partial(progress, "Leser"))
        self._refuse(memo, shop, [*fields, *between])
        if not early:
            memo.narrow(shop)
        parts, named = prepared()
        shop.press.named.update(named)
        keys, gone = self._stale_files(memo, shop, parts)
        if self.ledger.begun_anew:
            _learn_templates(memo, shop)
        keys = [*dict.fromkeys([*(key for key in damaged if SEPARATOR.join(key) not in gone), *keys])]
        texts = [key for key in asked if key[0] in FROM_TEXTS]
        first, last = by_text(shop, texts, keys)
        self._gather(memo, shop, first, partial(progress, "Lager sider"))
        self._refuse(memo, shop, texts)
        self._gather(memo, shop, last, partial(progress, "Lager søkedokumenter"))
        made = keys if self.ledger.begun_anew else memo.found_anew(_WRITTEN)
        return {SEPARATOR.join(key): ask(shop, key) for key in made}, gone

    def _stale_files(
        self, memo: TracingMemo, shop: Workshop, parts: tuple[str, ...]
    ) -> tuple[list[Key], set[str]]:
        """The files that may have to be made, and the makers of those that are no longer planned."""
        self.ledger.set_about("deler", " ".join(parts).encode())
        plans = [(_PLAN, part) for part in parts]
        if all(lists_the_same(memo, shop, plan) for plan in plans):
            return memo.suspected(_WRITTEN), set()
        keys = ((_WRITTEN, *key) for plan in plans for key in ask(shop, plan))
        planned = {SEPARATOR.join(key): key for key in keys}
        makers = self.ledger.outputs.makers()
        gone = makers.difference(planned)
        for maker in gone:  # the clock may take a file away though nothing that it shows is another
            self.ledger.forget(maker)
        new = [key for maker, key in planned.items() if maker not in makers]
        return [*new, *(key for key in memo.suspected(_WRITTEN) if SEPARATOR.join(key) not in gone)], gone

    def _gather(
        self,
        memo: TracingMemo,
        shop: Workshop,
        batches: list[list[Key]],
        progress: Callable[[int, int], None],
    ) -> None:
        done, asked = 0, sum(map(len, batches))

        def more(number: int) -> None:
            nonlocal done
            done += number
            progress(done, asked)

        bring_up_all(memo, shop, batches, processes=self.processes, done=more)

    def _refuse(self, memo: TracingMemo, shop: Workshop, asked: list[Key]) -> None:
        """Raise ContentError with all the problems that these keys answer with.

        What was not found anew is as in the last build, which had none.
        """
        news = filter(memo.is_news, asked)
        if problems := [problem for key in news for problem in ask(shop, key)]:
            raise ContentError(set(problems))

    def _publish(
        self,
        memo: TracingMemo,
        shop: Workshop,
        done: tuple[dict[str, Written], set[str]],
        *,
        fresh: bool,
    ) -> Outcome:
        changes = publish.plan_changes(self.ledger, shop.press, *done)
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


def _transcribe(state: State, inputs: BuildInputs) -> tuple[Shard, ...]:
    from plugins.engine.transcribing import transcribe  # noqa: PLC0415

    return transcribe(state, inputs)


def _open_changes(path: Path) -> Changes:
    from plugins.store.changes import Changes  # noqa: PLC0415

    return Changes(_open_store(path).connection)


def _learn_templates(memo: TracingMemo, shop: Workshop) -> None:
    """What every process would else find out for itself."""
    for template in sorted(shop.press.templates.glob("*.html")):
        memo.bring_up(shop, (_VERSION, template.name))


def _is_empty(folder: Path) -> bool:
    return not folder.exists() or not any(folder.iterdir())
