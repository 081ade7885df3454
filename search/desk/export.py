"""The job that writes the decisions to the files under the content, and commits them by themselves.

The rest of a file stays as it is, comments and all: an entry that was withdrawn loses its own lines, one that
was added comes last. A file that an editor is at is left alone, and told of; the next run tries again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from plugins.model.curation import Decision
from plugins.model.errors import Problem
from plugins.source.curation import Placed, curation_folder, read_decisions
from search.desk.checkout import Checkout, CheckoutError, is_open
from search.desk.decisions import Action, Made
from search.desk.entries import KINDS, Key, key_of, summary


@dataclass(frozen=True, slots=True)
class Exported:
    """What a run came to: files written, the commit (empty for none), and what was left alone and why."""

    written: tuple[str, ...] = ()
    commit: str = ""
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Plan:
    """New texts by path, and the lines that they come from."""

    texts: dict[Path, str] = field(default_factory=dict)
    lines: list[Made] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def export(content: Path, history: Iterable[Made]) -> Exported:
    """Bring the files under ``content`` to what the table says. Raises OSError when they can't be written."""
    folder = curation_folder(content)
    checkout = Checkout.around(content)
    if checkout and checkout.is_busy():
        return Exported(left=("En fletting eller rebase pågår i mappen. Ingenting er rørt.",))
    plan = _plan(folder, _last_lines(history), checkout)
    if not plan.texts:
        return Exported(left=tuple(plan.left))
    before = {path: path.read_bytes() if path.exists() else None for path in plan.texts}
    for path, text in plan.texts.items():
        _replace(path, text.encode())
    try:
        commit = checkout.commit(list(plan.texts), _message(plan.lines)) if checkout else ""
    except CheckoutError as error:
        _restore(before, checkout)
        return Exported(left=(*plan.left, f"Git tok ikke imot endringen ({error}). Ingenting er rørt."))
    return Exported(tuple(path.name for path in plan.texts), commit, tuple(plan.left))


def _last_lines(history: Iterable[Made]) -> dict[Key, Made]:
    return {line.key: line for line in history}


def _plan(folder: Path, last: dict[Key, Made], checkout: Checkout | None) -> _Plan:
    plan = _Plan()
    for kind in KINDS:
        path = folder / f"{kind}.yaml"
        lines = [line for key, line in last.items() if key[0] == kind]
        problems: list[Problem] = []
        placed = read_decisions(path, problems)
        wanted = _unwritten(placed, lines)
        if not wanted:
            continue
        if reason := _why_not(path, problems, checkout):
            plan.left.append(f"{path.name}: {reason} {_count(wanted)} venter.")
            continue
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        plan.texts[path] = _rewritten(text, placed, wanted)
        plan.lines += wanted
    return plan


def _unwritten(placed: Sequence[Placed], lines: Sequence[Made]) -> list[Made]:
    """The lines that the file does not yet say."""
    there = {key_of(one.decision) for one in placed}
    return [line for line in lines if (line.action is Action.ADDED) != (line.key in there)]


def _why_not(path: Path, problems: Sequence[Problem], checkout: Checkout | None) -> str:
    """Why a file must be left alone; empty when it need not."""
    if is_open(path):
        return "er åpen i et redigeringsprogram."
    if checkout and not checkout.is_untouched(path):
        return "har endringer som ikke er lagt inn i Git."
    if problems:
        return f"har feil på linje {problems[0].line} («make check»)."
    return ""


def _rewritten(text: str, placed: Sequence[Placed], lines: Sequence[Made]) -> str:
    gone = {line.key for line in lines if line.action is Action.WITHDRAWN}
    kept = text.splitlines(keepends=True)
    starts = [one.line for one in placed] + [len(kept) + 1]
    for one, after in reversed(list(zip(placed, starts[1:], strict=True))):
        if key_of(one.decision) in gone:
            del kept[one.line - 1 : _end(kept, one.line, after)]
    body = "".join(kept)
    if body and not body.endswith("\n"):
        body += "\n"
    return body + "".join(_as_yaml(line.decision) for line in lines if line.action is Action.ADDED)


def _end(lines: Sequence[str], first: int, after: int) -> int:
    """The index just past an entry's own lines: comments and blanks before the next entry are the next's."""
    end = after - 1
    while end > first and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _as_yaml(decision: Decision) -> str:
    """An entry of a list, with the keys in the order of the model."""
    fields = decision.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    ordered = {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}
    return yaml.safe_dump([ordered], allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)


def _count(lines: Sequence[Made]) -> str:
    return "1 beslutning" if len(lines) == 1 else f"{len(lines)} beslutninger"


def _message(lines: Sequence[Made]) -> str:
    """What the commit says: every decision with who made it and why."""
    told = (
        f"- {line.action}: {summary(line.decision)} ({line.grounds.who}: {line.grounds.why})"
        for line in lines
    )
    return "\n".join((f"Skriv {_count(lines)} fra søkeinnsikten", "", *told))


def _replace(path: Path, content: bytes) -> None:
    """Put a whole file in place: nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.ny")
    draft.write_bytes(content)
    if path.exists():
        os.chmod(draft, path.stat().st_mode)  # noqa: PTH101
    draft.replace(path)


def _restore(before: dict[Path, bytes | None], checkout: Checkout | None) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            _replace(path, content)
    if checkout:
        try:
            checkout.forget(list(before))
        except CheckoutError:
            return  # the files are as they were; what is staged is Git's own trouble
