"""What insight pages are made from: the log, the board, the desk and the pages of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from search.curation.curation import Curation
from search.desk.audit import Audit, Entry
from search.desk.casework import UNTOUCHED, Case
from search.desk.decisions import Made
from search.findings.board import Board, Placed
from search.findings.evidence import Search
from search.findings.pages import Pages
from search.findings.trial import Trials
from search.insight.reading import LogReader


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a page may read; ``board`` is None until it was first worked out."""

    log: LogReader
    board: Board | None
    pages: Pages
    cases: Mapping[str, Case]
    history: tuple[Made, ...]
    curation: Curation
    audit: Audit
    search: Search
    """The search as residents are answered now; raises ServiceError without an index."""
    trials: Trials
    now: datetime

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All findings, best first."""
        return self.board.placed if self.board else ()

    def case(self, key: str) -> Case:
        """How a finding stands."""
        return self.cases.get(key, UNTOUCHED)

    def unit_title(self, unit: str) -> str:
        """The title of a unit; its slug when it has none."""
        return self.pages.units.get(unit, unit)

    def noted(self, count: int | None) -> tuple[Entry, ...]:
        """The newest lines of the audit log."""
        return self.audit.latest(count)
