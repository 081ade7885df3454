"""What stopped a build, in Norwegian: for the terminal, and for the page that an editor has open."""

from __future__ import annotations

import sqlite3
import traceback

from plugins.engine.publish import HalfPublishedError
from plugins.memo.workers import WorkerError
from plugins.model.build_status import Finding
from plugins.model.errors import ContentError, Problem, disk_trouble, without_ids
from plugins.model.state import State
from plugins.source.origin import ChangedMeanwhileError

UNTOUCHED = "Det forrige nettstedet er urørt."
HALF_DONE = "Noen filer er nye og noen er gamle; neste bygg gjør resten."


def findings_of(error: Exception, state: State) -> tuple[Finding, ...]:
    """Each thing that stopped a build. A fault of ours is told in one line, and kept for whoever mends it."""
    if isinstance(error, ContentError):
        return tuple(map(_finding, error.problems))
    return (Finding(path="", line=0, message=trouble(error, state)),)


def _finding(problem: Problem) -> Finding:
    path, message, remedy = map(without_ids, (problem.path, problem.message, problem.remedy))
    return Finding(path, problem.line, message, remedy, problem.severity)


def trouble(error: Exception, state: State) -> str:
    """What stopped a build when it was not the content. Called while ``error`` is handled."""
    if isinstance(error, HalfPublishedError):
        return f"Bygget stoppet mens filene ble lagt på plass: {_cause(error.__cause__)}. {HALF_DONE}"
    if cause := _cause(error):
        return f"Bygget stoppet: {cause}. {UNTOUCHED}"
    return f"Bygget stoppet av en feil i programmet. {UNTOUCHED} {keep_details(state, error)}"


def _cause(error: BaseException | None) -> str:
    """What neither the content nor the program is to blame for; empty for all else."""
    from plugins.store.types import StoreError  # noqa: PLC0415 - the archive is not read by most builds

    if isinstance(error, StoreError):
        return str(error).removesuffix(".")
    if isinstance(error, OSError):
        return disk_trouble(error)
    if isinstance(error, sqlite3.OperationalError) and "disk" in str(error):  # «database or disk is full»
        return "disken er full eller skadd: frigjør plass, og prøv igjen"
    if isinstance(error, WorkerError):
        return f"{error}, kanskje fordi minnet tok slutt"
    if isinstance(error, ChangedMeanwhileError):
        return "innholdet endres hele tiden. Prøv igjen"
    return ""


def keep_details(state: State, error: Exception) -> str:
    """Where the details of a fault of ours lie; a disk that is full takes none."""
    details = state.build / "feil.txt"
    try:
        state.build.mkdir(parents=True, exist_ok=True)
        details.write_text("".join(traceback.format_exception(error)), "utf-8")
    except OSError as refused:
        return f"Detaljene kunne ikke lagres: {disk_trouble(refused)}"
    return f"Detaljene ligger i {details}"
