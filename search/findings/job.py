"""The job that works out the board: findings, forecasts, effects and demands. At most one at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.model.clock import in_oslo
from plugins.model.state import State
from search.curation.files import CurationFiles
from search.desk.database import Desk
from search.desk.decisions import Action, Decisions, Made
from search.desk.effective import EffectiveCuration
from search.desk.entries import words_of
from search.desk.invariants import demands_in, try_all
from search.findings.board import Board, Demanded, Failing, Placed, write_board
from search.findings.effect import Effect, effect_of
from search.findings.evidence import Evidence
from search.findings.failing import fails
from search.findings.kinds import find_all
from search.findings.pages import read_pages
from search.findings.replay import Index, forecast
from search.findings.types import Finding, Proposal
from search.insight.database import open_database
from search.insight.keeping import Keeping
from search.insight.reading import LogReader
from search.query.engine import WhooshEngine

MOST = 200
"""Findings kept, those that would help the most people."""


@dataclass(frozen=True, slots=True)
class Job:
    """Where everything is, and when it is."""

    state: State
    content: Path
    keeping: Keeping
    now: datetime

    def run(self) -> Board | None:
        """Work out the board and put it in place; None when another is at it.

        Raises IndexUnavailable, SQLAlchemyError or OSError; then the board is as it was.
        """
        with _alone(self.state.findings) as free:
            if not free:
                return None
            desk = Desk(self.state.desk)
            log = open_database(self.state.insight)
            try:
                board = self._work(LogReader(log, self.keeping), Decisions(desk))
            finally:
                log.dispose()
                desk.close()
            write_board(self.state.findings, board)
            return board

    def _work(self, log: LogReader, decisions: Decisions) -> Board:
        curation = EffectiveCuration(CurationFiles(self.content).current, decisions).current()
        index = Index(self.state.index, self.state.withdrawn, curation, self.now)
        engine = index.opened()
        try:
            evidence = Evidence(log, read_pages(self.state.documents), index.answers(engine), self.now)
            return Board(
                self.now.astimezone(UTC),
                tuple(_placed(evidence, index, engine)),
                effects(log, decisions.history(), self.now),
                self._demands(engine, index),
                tuple(_failing(evidence)),
            )
        finally:
            engine.close()

    def _demands(self, engine: WhooshEngine, index: Index) -> tuple[Demanded, ...]:
        demands, _ = demands_in(self.content)
        return tuple(
            Demanded(
                one.query,
                one.demand.invariant.address,
                one.demand.invariant.among,
                one.demand.invariant.why,
                one.place,
            )
            for one in try_all(index.answers(engine), demands)
        )


def effects(log: LogReader, history: Sequence[Made], now: datetime) -> dict[int, Effect]:
    """What came of each decision that was made for a term and still holds, by its line's number."""
    last = {line.key: line for line in history}
    touched = {word for line in history for word in (line.grounds.term, *words_of(line.decision)) if word}
    today = in_oslo(now).date()
    return {
        line.id: effect_of(log, line.grounds.term, in_oslo(line.at).date(), today, touched)
        for line in last.values()
        if line.action is Action.ADDED and line.grounds.term
    }


def _placed(evidence: Evidence, index: Index, engine: WhooshEngine) -> Iterator[Placed]:
    for finding in find_all(evidence)[:MOST]:
        yield best_proposal(evidence, index, engine, finding)


def best_proposal(evidence: Evidence, index: Index, engine: WhooshEngine, finding: Finding) -> Placed:
    """The finding with the first of its proposals that helps, tried; with the first of all when none does."""
    tried: list[Placed] = []
    proposal: Proposal | None = finding.proposal
    while proposal is not None:
        after = (
            None
            if proposal.change is None
            else forecast(evidence, index, engine, proposal.change, finding.term)
        )
        tried.append(Placed(replace(finding, proposal=replace(proposal, otherwise=None)), after))
        if after is None or after.helps:
            return tried[-1]
        proposal = proposal.otherwise
    return tried[0]


def _failing(evidence: Evidence) -> Iterator[Failing]:
    """The searches that fail, with the unit whose field they are."""
    for term in filter(fails, evidence.terms):
        counts = term.counts
        unanswered = counts.searches - counts.clicked
        yield Failing(evidence.unit_near(term.term), term.term, counts.searches, unanswered)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether nobody else is at it; held until the end, and let go by the kernel when the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".las").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
