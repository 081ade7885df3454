"""Bring a file or a folder of deliveries into the store: a transaction a file, all that is valid or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from plugins.importers import files, gate, jsonld, meetings, records, sources, xml_stream
from plugins.importers.delivery import Delivered, RefusedError, Role, case_id, entry_id
from plugins.importers.node import Node
from plugins.importers.special_categories import HeldForHumanError, Judge
from plugins.importers.values import BadValueError
from plugins.model import withdrawn
from plugins.model.archive import Moetedokument, Moetemappe, Moetesak
from plugins.model.state import State
from plugins.store import Counts, Intake, Quarantined, Store
from plugins.store.intake import PLACE_PREFIX, already_read
from plugins.store.judgements import released
from plugins.store.withdrawal import Named

P = TypeVar("P", Moetesak, Moetedokument)

_DOCUMENTS = frozenset({"", "dokumentbeskrivelse", "dokumentobjekt"})
"""Kinds of what is withdrawn that may be a document alone."""

RULES = 6
"""Version of these rules. Raise it when they change, and files that were read before are read again."""

Progress = Callable[[str, int], None]
"""Told now and then which file is being read and how many records of it are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. ``refused`` says why it was not read; ``known`` that it was read before."""

    file: str
    counts: Counts = field(default_factory=Counts)
    refused: str = ""
    known: bool = False
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all the files, in the order they were read."""

    files: tuple[FileReport, ...]

    @property
    def counts(self) -> Counts:
        """All files together."""
        return sum((file.counts for file in self.files), Counts())

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that were refused whole."""
        return tuple(file for file in self.files if file.refused)


def import_path(
    source: Path, state: State, now: datetime, progress: Progress | None = None, *, units: Iterable[str] = ()
) -> ImportReport:
    """Import a file, or every delivery in a folder sorted by name. The caller holds ``state.lock()``.

    ``units`` are the names of the municipality's units, which the gate must know from what it holds back.

    Never raises for what a file holds: it is refused or put in quarantine, and said in the report. Raises
    StoreError when the store itself cannot be used.
    """
    reports: list[FileReport] = []
    with Store.open(state.store) as store:
        run = _Run(store, now, progress, tuple(units), partial(withdrawn.withdraw, state.withdrawn))
        for found in sources.sources(source):
            if (report := _report(found, run)) is not None:
                reports.append(report)
        if run.withdrawals:
            last = (found for found in sources.sources(source) if found.label in run.withdrawals)
            reports.extend(_import_file(found.path, found.label, run) for found in last)
    if not reports:
        reports.append(FileReport(file=gate.shown(str(source)), refused=_nothing_there(source)))
    return ImportReport(tuple(reports))


def _nothing_there(source: Path) -> str:
    if source.is_dir():
        return "mappen har ingen leveranser (.xml, .json, .jsonld eller .zip)"
    return "finnes ikke. Skriv FRA=<fil eller mappe med leveranser>"


@dataclass(frozen=True, slots=True)
class _Run:
    """What all files of one import share."""

    store: Store
    now: datetime
    progress: Progress | None
    units: tuple[str, ...]
    hide: Callable[[Iterable[str]], None]
    withdrawals: set[str] = field(default_factory=set)
    """Files that withdraw something. They are read after the others: a folder has no other order in time."""


def _report(found: sources.Source, run: _Run) -> FileReport | None:
    """What became of a file; None for one that is put off to the end."""
    if found.refused:
        return FileReport(file=found.label, refused=found.refused)
    if not found.wanted:
        return FileReport(file=found.label, ignored=True)
    if files.withdraws(found.path):
        run.withdrawals.add(found.label)
        return None
    return _import_file(found.path, found.label, run)


def _import_file(path: Path, label: str, run: _Run) -> FileReport:
    try:
        found = files.recognise(path)
        if already_read(run.store, found.sha256, RULES):
            return FileReport(file=label, known=True)
        try:
            counts = _read(path, label, found, run, tolerant=False)
        except xml_stream.UndeclaredPrefixError:
            counts = _read(path, label, found, run, tolerant=True)
    except RefusedError as error:
        return FileReport(file=label, refused=str(error))
    except OSError as error:
        return FileReport(file=label, refused=f"kan ikke lese filen ({error.strerror})")
    return FileReport(file=label, counts=counts)


def _read(path: Path, label: str, found: files.Recognised, run: _Run, *, tolerant: bool) -> Counts:
    if found.format == "json":
        delivery = jsonld.delivered(path)
    else:
        delivery = xml_stream.delivered(path, found.encoding, tolerant=tolerant)
    judge = Judge(run.units, released(run.store))
    with Intake(
        run.store, file=label, sha256=found.sha256, rules=RULES, now=run.now, units=run.units
    ) as intake:
        importer = _Importer(intake, label, run.now, judge)
        for done, record in enumerate(delivery, start=1):
            importer.take(record)
            if run.progress is not None and done % 500 == 0:
                run.progress(label, done)
        return intake.commit(run.hide)


class _Importer:
    """Takes the records of one file through the gate and the model, into the store or quarantine."""

    def __init__(self, intake: Intake, label: str, now: datetime, judge: Judge) -> None:
        self._intake, self._label, self._now, self._judge = intake, label, now, judge

    def take(self, record: Delivered) -> None:
        """One record: into the store when it can stand, else into quarantine with the reason."""
        try:
            match record.role:
                case Role.CASE:
                    gate.check(record.node)
                    self._intake.add_case(self._judge.case(records.case(record.node, record.arkiv)))
                case Role.ENTRY:
                    gate.check(record.node)
                    gate.check(Node("saksmappe", 0, {"saksmappe": record.case_id}))
                    entry = records.entry(record.node, record.arkiv, record.case_id)
                    self._intake.add_entry(self._judge.entry(entry))
                case Role.MEETING:
                    self._take_meeting(record)
                case Role.WITHDRAWN:
                    self._intake.withdraw(_withdrawn(record))
                case Role.UNKNOWN:
                    gate.check(record.node)
                    raise _unknown(record.node)
        except BadValueError as error:
            self._hold(record.node, record.arkiv, error)
            if record.role is Role.CASE:
                self._refuse_case(record)

    def _take_meeting(self, record: Delivered) -> None:
        """An agenda item or document with a fault is held alone; the meeting is checked without them."""
        for kind in (meetings.AGENDA_ITEM, meetings.MEETING_DOCUMENT):
            kept = [n for n in record.node.all(kind) if self._passes(n, record.arkiv)]
            record.node.children[kind] = kept
        gate.check(record.node)
        meeting = meetings.meeting(
            record.node, record.arkiv, lambda node, error: self._hold(node, record.arkiv, error)
        )
        self._intake.add_meeting(self._judged(self._judge.meeting(meeting)))

    def _judged(self, meeting: Moetemappe) -> Moetemappe:
        """The meeting without what a human must see first."""
        items = (s for s in meeting.saker if self._may_stand(self._judge.item, s, meeting))
        papers = (d for d in meeting.dokumenter if self._may_stand(self._judge.document, d, meeting))
        return replace(meeting, saker=tuple(items), dokumenter=tuple(papers))

    def _may_stand(self, judge: Callable[[P, Moetemappe], P], part: P, meeting: Moetemappe) -> bool:
        try:
            judge(part, meeting)
        except HeldForHumanError as error:
            self._report(part.system_id, meeting.arkiv, error)
            return False
        return True

    def _passes(self, node: Node, arkiv: str) -> bool:
        try:
            gate.check(node)
        except BadValueError as error:
            self._hold(node, arkiv, error)
            return False
        return True

    def _refuse_case(self, record: Delivered) -> None:
        case_id = record.node.get("systemid")
        if case_id:
            self._intake.refuse_case(record.arkiv, case_id)

    def _hold(self, node: Node, arkiv: str, error: BadValueError) -> None:
        self._report(_name(node), arkiv, error)

    def _report(self, entry: str, arkiv: str, error: BadValueError) -> None:
        finding = Quarantined(
            file=self._label, entry=entry, field=error.field, value=gate.shown(error.value),
            reason=error.reason, remedy=error.remedy, when=self._now, arkiv=arkiv,
        )  # fmt: skip
        if isinstance(error, HeldForHumanError):
            self._intake.hold_for_human(finding, error.seen)
        else:
            self._intake.hold(finding)


def _name(node: Node) -> str:
    """What an entry is called in quarantine: its systemID, unless that is what must not be told."""
    system_id = node.get("systemid")
    return system_id if gate.may_be_told(system_id) else f"{PLACE_PREFIX}{node.place} i filen"


def _withdrawn(record: Delivered) -> Named:
    """What is named by a message. It is not gated: what it says more than the id is not kept.

    Raises BadValueError when it names nothing.
    """
    node = record.node
    system_id = (
        node.get("systemid")
        or entry_id(node.get("journalaar"), node.get("journalsekvensnummer"))
        or case_id(node.get("saksaar"), node.get("sakssekvensnummer"))
    )
    if not gate.may_be_told(system_id):
        reason = "mangler, så det er ikke sagt hva som trekkes tilbake"
        raise BadValueError("systemID", "", reason, "send meldingen på nytt med systemID")
    return Named(system_id, record.arkiv, may_be_document=node.kind in _DOCUMENTS)


def _unknown(node: Node) -> BadValueError:
    if node.kind in {meetings.AGENDA_ITEM, meetings.MEETING_DOCUMENT}:
        return BadValueError(
            "type", node.kind, "ligger ikke i et møte", "lever det i møtemappen det hører til"
        )
    return BadValueError(
        "type", node.kind, "er ikke en journalpost, en sak eller noe i et møte",
        "lever posten som journalpost, eller la den være ute av leveransen",
    )  # fmt: skip
