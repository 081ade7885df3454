"""Ordinary records made rows some at a time: what is asked of every text is asked of all of theirs at once.

Where the answer is that there may be something, each half is asked by itself, down to a single record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeVar

from plugins.importers import gate, records
from plugins.importers.case_drafts import PlacedCase, case_rows, placed
from plugins.importers.delivery import Delivered, Role
from plugins.importers.drafts import Placed, drafts
from plugins.importers.glance import APART, is_clear
from plugins.importers.node import Node, are_tidy
from plugins.importers.ordinary import Layout, Ordinary
from plugins.importers.special_categories import HeldForHumanError, Judge, suspects
from plugins.importers.unread import Plan, Texts, Unread, new
from plugins.importers.values import BadValueError
from plugins.model.sensitive import may_be_sensitive
from plugins.store import rows

SIZE = 64
"""Records that are looked through at once at first. Of more, there would too often be one with something."""

_MOST_PASSED, _LONGEST_PASSED = 1 << 15, 500
_FEW = 30
"""Texts that are looked at one by one when there may be something in them: those of a record or two."""
_passed: set[str] = set()
"""Texts that are tidy and have nothing for the gate; the same come again and again."""

T = TypeVar("T")
R = TypeVar("R")
Row = tuple[rows.Row, bool]
"""A row of the store, and whether it has a word that must not stand in a case whose title names somebody."""

_Found = list[Row | None]
_CaseRows = Sequence[tuple[int, rows.Row]]
"""Rows of cases by their places among the records."""

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
        self._entries(delivered, found)
        self._cases(delivered, found)
        return found

    def _entries(self, delivered: Sequence[Delivered], found: _Found) -> None:
        of_plans: dict[Plan, list[Placed]] = {}
        for place, (role, node, arkiv, case_id) in enumerate(delivered):
            if role is Role.ENTRY and isinstance(node, Unread) and case_id:
                placed = new(Placed, (place, node.texts, arkiv, case_id))
                of_plans.setdefault(node.plan, []).append(placed)
        ordinary = [(self._of(plan), entry) for plan, entries in of_plans.items() for entry in entries]
        laid_out: dict[Layout, list[Placed]] = {}
        for known, entry in _passing(_are_clear, ordinary):
            if (layout := known.layout(entry.texts)) is not None:
                laid_out.setdefault(layout, []).append(entry)
        made = [
            drafted
            for layout, entries in laid_out.items()
            for _, drafted in _made(partial(drafts, layout), entries)
        ]
        beside = suspects(set().union(*[column for drafted in made for column in drafted.beside]))
        alone = suspects(set().union(*[column for drafted in made for column in drafted.alone]))
        for drafted in made:
            telling = drafted.telling(beside, alone)
            for at, (entry, row) in enumerate(zip(drafted.entries, drafted.rows, strict=True)):
                tells = telling.get(at, False)
                found[entry.place] = None if tells is None else (row, tells)

    def _of(self, plan: Plan) -> Ordinary:
        if plan not in self._plans:
            self._plans[plan] = Ordinary(plan, self._judge)
        return self._plans[plan]

    def _cases(self, delivered: Sequence[Delivered], found: _Found) -> None:
        alike: dict[Texts, list[PlacedCase]] = {}
        parted: list[tuple[int, str, Node]] = []
        for place, record in enumerate(delivered):
            if record.role is Role.CASE:
                case = placed(place, record)
                if isinstance(case, PlacedCase):
                    alike.setdefault(case.names, []).append(case)
                else:
                    parted.append((place, record.arkiv, case))
        made = [(place, _case(node, arkiv)) for place, arkiv, node in _passing(_are_clear_parted, parted)]
        for some in alike.values():
            for cases, made_rows in _made(case_rows, list(_passing(_are_clear_cases, some))):
                made += zip([case.place for case in cases], made_rows, strict=True)
        self._judge_cases([(place, row) for place, row in made if row is not None], found)

    def _judge_cases(self, made: _CaseRows, found: _Found) -> None:
        """Those that no human must see first."""
        *told, ids = zip(*[_TOLD_OF_CASE(row) for _, row in made], strict=True) if made else [()]
        suspicious = suspects({*chain(*told), *gate.without_uuids(ids)})
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


def _passing(test: Callable[[Sequence[T]], bool], some: Sequence[T]) -> Iterator[T]:
    """Those that pass a test, which many do at once, as a rule: twice as many each time that all have."""
    begin, size = 0, SIZE
    while begin < len(some):
        tested = some[begin : begin + size]
        passing = _passing_halves(test, tested)
        yield from passing
        begin += size
        size = 2 * size if len(passing) == len(tested) else SIZE


def _passing_halves(test: Callable[[Sequence[T]], bool], some: Sequence[T]) -> Sequence[T]:
    if test(some):
        return some
    half = len(some) // 2
    return [*_passing_halves(test, some[:half]), *_passing_halves(test, some[half:])] if half else []


def _made(make: Callable[[Sequence[T]], R | None], some: Sequence[T]) -> Iterator[tuple[Sequence[T], R]]:
    """What is made of records; of those with nothing unusual when that cannot be made of all at once."""
    if not some:
        return
    if (made := make(some)) is not None:
        yield some, made
    elif half := len(some) // 2:
        yield from _made(make, some[:half])
        yield from _made(make, some[half:])


def _are_clear(some: Sequence[tuple[Ordinary, Placed]]) -> bool:
    """Whether entries are as people see them, and there is nothing for the gate in them, nor in the ids of
    their cases.
    """
    said: set[str] = set()
    serials: list[Sequence[str]] = []
    for ordinary, entries in groupby(some, itemgetter(0)):
        columns = list(zip(*[entry.texts for _, entry in entries], strict=True))
        said.update(*ordinary.sieve.said(columns))
        serials += map(gate.undrawn, ordinary.sieve.serials(columns))
    case_ids = tuple({entry.case_id for _, entry in some})
    serials.append(gate.undrawn(case_ids))
    return _may_pass(said, serials) and not may_be_sensitive(gate.without_uuids(case_ids))


def _are_clear_cases(some: Sequence[PlacedCase]) -> bool:
    """The same for cases with the same fields."""
    said, serials = gate.by_kind(some[0].names)
    columns = list(zip(*[case.texts for case in some], strict=True))
    return _may_pass(chain(*said(columns)), list(map(gate.undrawn, serials(columns))))


def _are_clear_parted(some: Sequence[tuple[int, str, Node]]) -> bool:
    """The same for cases with parts; False for names that are marked."""
    parts = [part for *_, node in some for part in node.walk()]
    if any(part.names for part in parts):
        return False
    parted = list(map(gate.parted, parts))
    return _may_pass(chain.from_iterable([said for said, _ in parted]), [serials for _, serials in parted])


def _may_pass(said: Iterable[str], serials: Sequence[Sequence[str]]) -> bool:
    """Whether texts are tidy, and there is nothing for the gate in them; see ``is_clear``."""
    unseen = set(said) - _passed
    if not are_tidy((*unseen, *chain(*serials))):
        return False
    numbers = list(map(APART.join, serials))
    if not (
        is_clear(unseen, numbers)
        or (len(unseen) <= _FEW and is_clear((), numbers) and all(map(gate.stands, unseen)))
    ):
        return False
    if len(_passed) < _MOST_PASSED:
        _passed.update([text for text in unseen if len(text) <= _LONGEST_PASSED])
    return True


def _case(node: Node, arkiv: str) -> rows.Row | None:
    try:
        return rows.case_row(records.case(node, arkiv))
    except BadValueError:
        return None
