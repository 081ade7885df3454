"""What stopped a build, in Norwegian: for the terminal, and for the page that an editor has open."""

from __future__ import annotations

import traceback

from plugins.model.build_status import Finding
from plugins.model.errors import ContentError, Problem, disk_trouble, without_ids
from plugins.model.state import State
from plugins.source.origin import ChangedMeanwhileError

UNTOUCHED = "Det forrige nettstedet er urørt."


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
    from plugins.store.types import StoreError  # noqa: PLC0415 - the archive is not read by most builds

    if isinstance(error, StoreError):
        return f"Bygget stoppet: {error} {UNTOUCHED}"
    if isinstance(error, OSError):
        return f"Bygget stoppet: {disk_trouble(error)}. {UNTOUCHED}"
    if isinstance(error, ChangedMeanwhileError):
        return f"Bygget stoppet: innholdet endres hele tiden. Prøv igjen. {UNTOUCHED}"
    return f"Bygget stoppet av en feil i programmet. {UNTOUCHED} {keep_details(state, error)}"


def keep_details(state: State, error: Exception) -> str:
    """Where the details of a fault of ours lie; a disk that is full takes none."""
    details = state.build / "feil.txt"
    try:
        state.build.mkdir(parents=True, exist_ok=True)
        details.write_text("".join(traceback.format_exception(error)), "utf-8")
    except OSError as refused:
        return f"Detaljene kunne ikke lagres: {disk_trouble(refused)}"
    return f"Detaljene ligger i {details}"
