"""Finds which files of a site must be made, and has them made: in more than one process where that pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from plugins.engine.batches import (
    BETWEEN_FILES,
    FROM_TEXTS,
    OF_FIELDS,
    by_text,
    lists_the_same,
    problems_to_ask,
    with_card,
)
from plugins.engine.press import Workshop, Written
from plugins.memo.ledger import Ledger
from plugins.memo.query import Key, ask
from plugins.memo.trace import SEPARATOR, TracingMemo
from plugins.memo.workers import bring_up_all
from plugins.model.errors import ContentError
from plugins.model.progress import Progress
from plugins.views.output import TEMPLATES

_PLAN, _WRITTEN = "plugins.views.plan:plan", "plugins.engine.press:written"
_VERSION = "plugins.engine.press:template_version"

_FEW = 100
"""So few changes are looked into at once; of more, files are read first, in more than one process."""


class Prepared(NamedTuple):
    """The parts of the site, and as far as it is known, the templates that each template names."""

    parts: tuple[str, ...]
    named: dict[str, tuple[str | None, ...]]


class Made(NamedTuple):
    """What a build came to: the files just made by their makers, and the makers whose files go."""

    files: dict[str, Written]
    gone: set[str]


@dataclass(frozen=True)
class Making:
    """One build's making of files, all of them laid ready and none of them put in place."""

    ledger: Ledger
    memo: TracingMemo
    shop: Workshop
    processes: int
    progress: Progress

    def run(
        self,
        prepared: Callable[[], Prepared],
        damaged: Callable[[], Sequence[Key]],
        begin: Callable[[], None],
    ) -> Made:
        """Make what must be made, the ``damaged`` among them.

        What is ``prepared`` is asked for when the fields have been read, and what is damaged when it is known
        what else must be made. ``begin`` is told that the fields hold, so that what rests on them and the
        archive alone can be made beside us. Raises ContentError with all that stops the build.
        """
        memo, shop = self.memo, self.shop
        early = len(memo.changed) < _FEW
        if early:
            memo.narrow(shop)
        asked = problems_to_ask(memo, shop)
        self._read_fields(asked)
        begin()
        if not early:
            memo.narrow(shop)
        parts, named = prepared()
        shop.press.named.update(named)
        keys, gone = self._stale_files(parts)
        if self.ledger.begun_anew:
            self._learn_templates()
        keys = [*dict.fromkeys([*(key for key in damaged() if SEPARATOR.join(key) not in gone), *keys])]
        texts = [key for key in asked if key[0] in FROM_TEXTS]
        first, last = by_text(shop, texts, keys)
        self._gather(first, "Lager sider")
        self._refuse(texts)
        self._gather(last, "Lager søkedokumenter")
        if self.ledger.begun_anew:
            return Made(memo.all_of(_WRITTEN), gone)
        return Made({SEPARATOR.join(key): ask(shop, key) for key in memo.found_anew(_WRITTEN)}, gone)

    def _read_fields(self, asked: Sequence[Key]) -> None:
        fields = [key for key in asked if key[0] == OF_FIELDS]
        self._gather([with_card(key) for key in fields], "Leser")
        between = [key for key in asked if key[0] == BETWEEN_FILES]  # here, where all that was read is known
        self._gather([between], "Leser")
        self._refuse([*fields, *between])

    def _stale_files(self, parts: tuple[str, ...]) -> tuple[list[Key], set[str]]:
        """The files that may have to be made, and the makers of those that are no longer planned."""
        memo, shop = self.memo, self.shop
        self.ledger.set_about("deler", " ".join(parts).encode())
        plans = [(_PLAN, part) for part in parts]
        if all(lists_the_same(memo, shop, plan) for plan in plans):
            return memo.suspected(_WRITTEN), set()
        gone, new = self.ledger.outputs.makers(), list[Key]()
        for key in ((_WRITTEN, *key) for plan in plans for key in ask(shop, plan)):
            maker = SEPARATOR.join(key)
            if maker in gone:
                gone.remove(maker)
            else:
                new.append(key)
        for maker in gone:  # the clock may take a file away though nothing that it shows is another
            self.ledger.forget(maker)
        return [*new, *(key for key in memo.suspected(_WRITTEN) if SEPARATOR.join(key) not in gone)], gone

    def _learn_templates(self) -> None:
        """Find what every process would else find out for itself."""
        for template in TEMPLATES:
            self.memo.bring_up(self.shop, (_VERSION, f"{template}.html"))

    def _gather(self, batches: list[list[Key]], step: str) -> None:
        done, asked = 0, sum(map(len, batches))
        progress = partial(self.progress, step)

        def more(number: int) -> None:
            nonlocal done
            done += number
            progress(done, asked)

        bring_up_all(self.memo, self.shop, batches, processes=self.processes, done=more)

    def _refuse(self, asked: Sequence[Key]) -> None:
        """Raise ContentError with all the problems that these keys answer with.

        What was not found anew is as in the last build, which had none.
        """
        news = (key for key in asked if self.memo.is_news(key) and not self.memo.is_empty(self.shop, key))
        if problems := [problem for key in news for problem in ask(self.shop, key)]:
            raise ContentError(set(problems))
