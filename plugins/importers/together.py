"""Ordinary entries made rows some at a time: what is asked of every text is asked of all of theirs at once.

Where the answer is that there may be something, each entry is asked by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from plugins.importers import gate
from plugins.importers.delivery import Delivered, Role
from plugins.importers.glance import is_clear
from plugins.importers.node import are_tidy
from plugins.importers.ordinary import Draft, Ordinary
from plugins.importers.special_categories import Judge, suspects
from plugins.importers.unread import Plan, Unread
from plugins.store import rows

SIZE = 16
"""Entries that are looked through at once. Of more, there would too often be one with something."""


Row = tuple[rows.Row, bool]
"""A row of the store, and whether it has a word that must not stand in a case whose title names somebody."""

_Entry = tuple[int, Unread, str, str]
"""Its place among the records, its archive, and the systemID of its case."""


class Together:
    """Makes rows of the ordinary entries of one file."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._plans: dict[Plan, tuple[Ordinary, gate.Sieve]] = {}

    def sieve(self, plan: Plan) -> gate.Sieve:
        """What tells whether a record of a plan has anything for the gate."""
        return self._of(plan)[1]

    def rows(self, records: Sequence[Delivered]) -> list[Row | None]:
        """The row of each record; None for one that must go the long way."""
        found: list[Row | None] = [None] * len(records)
        entries = [
            (place, record.node, record.arkiv, record.case_id)
            for place, record in enumerate(records)
            if record.role is Role.ENTRY and isinstance(record.node, Unread)
        ]
        if entries:
            self._make(entries, found)
        return found

    def _make(self, entries: list[_Entry], found: list[Row | None]) -> None:
        if are_tidy(tuple(chain.from_iterable([unread.texts for _, unread, _, _ in entries]))):
            drafts = [(entry, draft) for entry in entries if (draft := self._draft(entry))]
            if self._are_clear(drafts):
                suspicious = suspects(chain.from_iterable([(*d.said, *d.alone) for _, d in drafts]))
                for (place, *_), draft in drafts:
                    found[place] = _row(draft, suspicious)
                return
        if len(entries) > 1:
            for entry in entries:
                self._make([entry], found)

    def _of(self, plan: Plan) -> tuple[Ordinary, gate.Sieve]:
        if plan not in self._plans:
            self._plans[plan] = Ordinary(plan, self._judge), gate.Sieve(plan)
        return self._plans[plan]

    def _draft(self, entry: _Entry) -> Draft | None:
        _, unread, arkiv, case_id = entry
        return self._of(unread.plan)[0].draft(unread.texts, arkiv, case_id) if case_id else None

    def _are_clear(self, drafts: list[tuple[_Entry, Draft]]) -> bool:
        """Whether there is nothing for the gate in the entries, in their ids, nor in those of their cases."""
        said: list[str] = []
        serials: list[str] = []
        for (_, unread, _, _), draft in drafts:
            sieve = self._plans[unread.plan][1]
            said += sieve.said(unread.texts)
            serials.append(sieve.serials(unread.texts, draft.row[1]))
        cases = {draft.row[2] for _, draft in drafts}
        return is_clear(said, serials) and all(map(gate.is_clear_reference, cases))


def _row(draft: Draft, suspicious: frozenset[str]) -> Row | None:
    if not suspicious or (suspicious.isdisjoint(draft.said) and suspicious.isdisjoint(draft.alone)):
        return draft.row, False
    tells = draft.layout.tells(draft)
    return None if tells is None else (draft.row, tells)
