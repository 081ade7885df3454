"""Ordinary records made rows some at a time: what is asked of every text is asked of all of theirs at once.

Where the answer is that there may be something, each half is asked by itself, down to a single record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from plugins.importers import gate, records
from plugins.importers.delivery import Delivered, Role
from plugins.importers.drafts import Drafts, Placed, cases, drafts
from plugins.importers.glance import APART, is_clear
from plugins.importers.node import Node, are_tidy
from plugins.importers.ordinary import Ordinary
from plugins.importers.special_categories import HeldForHumanError, Judge, suspects
from plugins.importers.unread import Plan, Texts, Unread
from plugins.importers.values import BadValueError
from plugins.model.sensitive import may_be_sensitive
from plugins.store import rows

SIZE = 64
"""Records that are looked through at once. Of more, there would too often be one with something."""

_MOST_PASSED, _LONGEST_PASSED = 1 << 15, 500
_FEW = 30
"""Texts that are looked at one by one when there may be something in them: those of a record or two."""
_passed: set[str] = set()
"""Texts that are tidy and have nothing for the gate; the same come again and again."""

T = TypeVar("T")
Row = tuple[rows.Row, bool]
"""A row of the store, and whether it has a word that must not stand in a case whose title names somebody."""

_Found = list[Row | None]

_TOLD_OF_CASE = itemgetter(4, 6, 7, 8, 1)
"""The title of a case, its unit, who answers for it, its status and its id, of its row."""


class Together:
    """Makes rows of the ordinary entries and cases of one file."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._plans: dict[Plan, Ordinary] = {}

    def rows(self, delivered: Sequence[Delivered]) -> _Found:
        """The row of each record; None for one that must go the long way."""
        found: _Found = [None] * len(delivered)
        for role, make in ((Role.ENTRY, self._entries), (Role.CASE, self._cases)):
            places = [place for place, record in enumerate(delivered) if record.role is role]
            for begin in range(0, len(places), SIZE):
                some = places[begin : begin + SIZE]
                make([(place, delivered[place]) for place in some], found)
        return found

    def _entries(self, some: Iterable[tuple[int, Delivered]], found: _Found) -> None:
        unread = [
            (place, record, record.node, self._of(record.node.plan))
            for place, record in some
            if isinstance(record.node, Unread) and record.case_id
        ]
        placed = [
            Placed(place, node.texts, record.arkiv, record.case_id, layout)
            for place, record, node, ordinary in _passing(_are_clear, unread)
            if (layout := ordinary.layout(node.texts)) is not None
        ]
        for drafted in _drafted(placed):
            beside, alone = suspects(chain(*drafted.said)), suspects(drafted.alone)
            for at, row in enumerate(drafted.rows):
                tells = drafted.tells(at, beside, alone)
                found[drafted.entries[at].place] = None if tells is None else (row, tells)

    def _of(self, plan: Plan) -> Ordinary:
        if plan not in self._plans:
            self._plans[plan] = Ordinary(plan, self._judge)
        return self._plans[plan]

    def _cases(self, some: Iterable[tuple[int, Delivered]], found: _Found) -> None:
        nodes = [
            (place, record.node if isinstance(record.node, Node) else record.node.tidy(), record)
            for place, record in some
        ]
        clear = _passing(_are_clear_cases, nodes)
        made = [(place, row) for place, row in _case_rows(clear) if row is not None]
        suspicious = suspects({text for _, row in made for text in _TOLD_OF_CASE(row)})
        for place, row in made:
            if not suspicious or suspicious.isdisjoint(_TOLD_OF_CASE(row)) or _stands(row, self._judge):
                found[place] = row, False


def _stands(case: rows.Row, judge: Judge) -> bool:
    """Whether no human must see a case first."""
    try:
        judge.case(rows.case_from(case))
    except HeldForHumanError:
        return False
    return True


def _passing(test: Callable[[Sequence[T]], bool], some: Sequence[T]) -> Sequence[T]:
    """Those that pass a test, which all of them do at once, as a rule."""
    if test(some):
        return some
    half = len(some) // 2
    return [*_passing(test, some[:half]), *_passing(test, some[half:])] if half else []


def _drafted(entries: Sequence[Placed]) -> Iterator[Drafts]:
    """Rows of those entries that have nothing unusual."""
    if not entries:
        return
    if (made := drafts(entries)) is not None:
        yield made
    elif half := len(entries) // 2:
        yield from _drafted(entries[:half])
        yield from _drafted(entries[half:])


def _are_clear(unread: Sequence[tuple[int, Delivered, Unread, Ordinary]]) -> bool:
    """Whether entries are as people see them, and there is nothing for the gate in them, nor in the ids of
    their cases.
    """
    said = chain.from_iterable([ordinary.sieve.said(node.texts) for _, _, node, ordinary in unread])
    serials = [ordinary.sieve.serials(node.texts) for _, _, node, ordinary in unread]
    case_ids = tuple({record.case_id for _, record, _, _ in unread})
    return _may_pass(said, [*serials, case_ids]) and not may_be_sensitive(gate.without_uuids(case_ids))


def _are_clear_cases(some: Sequence[tuple[int, Node, Delivered]]) -> bool:
    """The same for cases; False for names that are marked."""
    parts = [part for _, node, _ in some for part in (node.walk() if node.children else (node,))]
    if any(part.names for part in parts):
        return False
    parted = list(map(gate.parted, parts))
    return _may_pass(chain.from_iterable([said for said, _ in parted]), [serials for _, serials in parted])


def _may_pass(said: Iterable[str], serials: Sequence[Texts]) -> bool:
    """Whether texts are tidy, and there is nothing for the gate in them; see ``is_clear``."""
    new = set(said) - _passed
    if not are_tidy((*new, *chain(*serials))):
        return False
    numbers = list(map(APART.join, serials))
    if not (
        is_clear(new, numbers) or (len(new) <= _FEW and is_clear((), numbers) and all(map(gate.stands, new)))
    ):
        return False
    if len(_passed) < _MOST_PASSED:
        _passed.update([text for text in new if len(text) <= _LONGEST_PASSED])
    return True


def _case_rows(some: Sequence[tuple[int, Node, Delivered]]) -> Iterator[tuple[int, rows.Row | None]]:
    """The rows of cases by their places; None for one that must go the long way."""
    plain = [one for one in some if not one[1].children]
    made = cases([node for _, node, _ in plain], [record.arkiv for *_, record in plain]) if plain else []
    if made is not None:
        yield from zip([place for place, *_ in plain], made, strict=True)
    for place, node, record in some:
        if made is None or node.children:
            yield place, _case(node, record.arkiv)


def _case(node: Node, arkiv: str) -> rows.Row | None:
    try:
        return rows.case_row(records.case(node, arkiv))
    except BadValueError:
        return None
