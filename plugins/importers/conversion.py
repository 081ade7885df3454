"""One delivered record through the gate and the model: what the store is to be told of it, and nothing done.

A conversion rests on the record alone, so that it may be made in any process, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from msgspec.structs import replace

from plugins.importers import gate, meetings, records
from plugins.importers.delivery import Delivered, Role, case_id, entry_id
from plugins.importers.node import Node
from plugins.importers.special_categories import HeldForHumanError, Judge
from plugins.importers.together import Together
from plugins.importers.unread import Unread
from plugins.importers.values import BadValueError, is_number, known_year
from plugins.model.archive import Moetedokument, Moetemappe, Moetesak
from plugins.store import Intake, Quarantined, rows
from plugins.store.intake import PLACE_PREFIX
from plugins.store.judgements import told_in
from plugins.store.withdrawal import Named

P = TypeVar("P", Moetesak, Moetedokument)

Telling = tuple[str, tuple[Any, ...]]
"""A method of ``Intake`` by its name, and what it is to be told."""

_LONGEST_RUNNING_NUMBER = 7
"""Digits: no journal year has ten million entries, and a telephone number has eight."""

_DOCUMENTS = frozenset({"", "dokumentbeskrivelse", "dokumentobjekt"})
"""Kinds of what is withdrawn that may be a document alone."""


class Converter:
    """Converts the records of one file. ``label`` is what the file is called in findings."""

    def __init__(self, label: str, now: datetime, judge: Judge) -> None:
        self._label, self._now, self._judge = label, now, judge
        self._together = Together(judge)

    def convert(self, batch: Iterable[Delivered]) -> list[Telling]:
        """What the store is to be told of these records: all the entries that can stand in their order, all
        the cases in theirs, and what else there is in its own.
        """
        staged: dict[str, list[rows.Row]] = {"stage_entries": [], "stage_cases": []}
        others: list[Telling] = []
        delivered = list(batch)
        for record, made in zip(delivered, self._together.rows(delivered), strict=True):
            if made is not None:
                row, tells = made
                staged["stage_cases" if record.role is Role.CASE else "stage_entries"].append(row)
                if tells:
                    others.append(("note_telling", row[:2]))
                continue
            for method, what in self._convert(record):
                if method in staged:
                    staged[method] += what
                else:
                    others.append((method, what))
        return [*((method, (found,)) for method, found in staged.items() if found), *others]

    def _convert(self, record: Delivered) -> Iterator[Telling]:
        """One record: into the store when it can stand, else into quarantine with the reason."""
        node, arkiv = record.node, record.arkiv
        if isinstance(node, Unread):
            node = node.node()
        try:
            match record.role:
                case Role.ENTRY:
                    gate.check(node)
                    gate.check_reference(record.case_id)
                    entry = records.entry(node, arkiv, record.case_id)
                    row = rows.entry_row(self._judge.entry(entry))
                    if self._judge.tells(told_in(entry)):
                        yield "note_telling", (arkiv, entry.system_id)
                    yield "stage_entries", (row,)
                case Role.CASE:
                    gate.check(node)
                    yield "stage_cases", (rows.case_row(self._judge.case(records.case(node, arkiv))),)
                case Role.MEETING:
                    yield from self._meeting(node, arkiv)
                case Role.WITHDRAWN:
                    yield "withdraw", (_withdrawn(node, arkiv),)
                case Role.UNKNOWN:
                    gate.check(node)
                    raise _unknown(node)
        except BadValueError as error:
            number = _number(node) if record.role is Role.ENTRY else (0, 0)
            yield self._held(_name(node), arkiv, error, number)
            if record.role is Role.CASE and (system_id := node.get("systemid")):
                yield "refuse_case", (arkiv, system_id)

    def _meeting(self, node: Node, arkiv: str) -> Iterator[Telling]:
        """An agenda item or document with a fault is held alone; the meeting is checked without them."""
        held: list[Telling] = []
        for kind in (meetings.AGENDA_ITEM, meetings.MEETING_DOCUMENT):
            node.children[kind] = [part for part in node.all(kind) if self._passes(part, arkiv, held)]
        try:
            gate.check(node)
            meeting = meetings.meeting(
                node, arkiv, lambda part, error: held.append(self._held(_name(part), arkiv, error))
            )
            judged = self._judged(self._judge.meeting(meeting), held)
        finally:
            yield from held
        yield "add_meeting", (judged,)

    def _passes(self, node: Node, arkiv: str, held: list[Telling]) -> bool:
        try:
            gate.check(node)
        except BadValueError as error:
            held.append(self._held(_name(node), arkiv, error))
            return False
        return True

    def _judged(self, meeting: Moetemappe, held: list[Telling]) -> Moetemappe:
        """The meeting without what a human must see first."""
        items = (s for s in meeting.saker if self._may_stand(self._judge.item, s, meeting, held))
        papers = (d for d in meeting.dokumenter if self._may_stand(self._judge.document, d, meeting, held))
        return replace(meeting, saker=tuple(items), dokumenter=tuple(papers))

    def _may_stand(
        self, judge: Callable[[P, Moetemappe], P], part: P, meeting: Moetemappe, held: list[Telling]
    ) -> bool:
        try:
            judge(part, meeting)
        except HeldForHumanError as error:
            name = part.system_id if gate.may_be_told(part.system_id) else gate.HIDDEN
            held.append(self._held(name, meeting.arkiv, error))
            return False
        return True

    def _held(
        self, entry: str, arkiv: str, error: BadValueError, number: tuple[int, int] = (0, 0)
    ) -> Telling:
        finding = Quarantined(
            file=self._label, entry=entry, field=error.field, value=gate.shown(error.value),
            reason=error.reason, remedy=error.remedy, when=self._now, arkiv=arkiv,
            journalaar=number[0], journalsekvensnummer=number[1],
        )  # fmt: skip
        if isinstance(error, HeldForHumanError):
            return "hold_for_human", (finding, error.seen)
        return "hold", (finding,)


def tell(intake: Intake, tellings: Iterable[Telling]) -> None:
    """Tell the store what was made of some records."""
    for method, what in tellings:
        getattr(intake, method)(*what)


def _name(node: Node) -> str:
    """What an entry is called in quarantine: its systemID, unless that is what must not be told."""
    system_id = node.get("systemid")
    return system_id if gate.may_be_told(system_id) else f"{PLACE_PREFIX}{node.place} i filen"


def _number(node: Node) -> tuple[int, int]:
    """Journal year and running number of an entry that is held back; zeros unless both are plain numbers.

    They are too short to be a number of a person's.
    """
    year, number = known_year(node.get("journalaar")), node.get("journalsekvensnummer")
    is_plain = is_number(number) and len(number) <= _LONGEST_RUNNING_NUMBER
    return (year, int(number)) if year and is_plain else (0, 0)


def _withdrawn(node: Node, arkiv: str) -> Named:
    """What is named by a message. It is not gated: what it says more than the id is not kept.

    Raises BadValueError when it names nothing.
    """
    system_id = (
        node.get("systemid")
        or entry_id(node.get("journalaar"), node.get("journalsekvensnummer"))
        or case_id(node.get("saksaar"), node.get("sakssekvensnummer"))
    )
    if not gate.may_be_told(system_id):
        reason = "mangler, så det er ikke sagt hva som trekkes tilbake"
        raise BadValueError("systemID", "", reason, "send meldingen på nytt med systemID")
    return Named(system_id, arkiv, may_be_document=node.kind in _DOCUMENTS)


def _unknown(node: Node) -> BadValueError:
    if node.kind in {meetings.AGENDA_ITEM, meetings.MEETING_DOCUMENT}:
        return BadValueError(
            "type", node.kind, "ligger ikke i et møte", "lever det i møtemappen det hører til"
        )
    return BadValueError(
        "type", node.kind, "er ikke en journalpost, en sak eller noe i et møte",
        "lever posten som journalpost, eller la den være ute av leveransen",
    )  # fmt: skip
