"""``bench/README.md``: a section for each part that is measured, replaced when it is measured again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.measure import ROOT, machine, number
from plugins.model.clock import OSLO

README = ROOT / "bench/README.md"
_TITLE = "# Målinger\n"


@dataclass(frozen=True)
class Row:
    """A line of the table: what, how much, and the most it may be (None where none is set)."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    def markdown(self) -> str:
        """The line in Markdown, with whether it holds."""
        held = holds(None if self.limit is None else self.value <= self.limit)
        limit = "" if self.limit is None else f"{self.limit:g} {self.unit}"
        return f"| {self.what} | {number(self.value, 2)} {self.unit} | {limit} | {held} |"


def holds(verdict: bool | None) -> str:
    """What stands in the last column; nothing where nothing is promised or measured."""
    return {True: "ja", False: "**nei**", None: ""}[verdict]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown.

    >>> print(table(["Hva", "Målt"], [["Bygg", "5 s"]]))
    | Hva | Målt |
    |---|---|
    | Bygg | 5 s |
    """
    lines = [" | ".join(row) for row in (head, *rows)]
    return "\n".join([f"| {lines[0]} |", "|" + "---|" * len(head), *(f"| {line} |" for line in lines[1:])])


def measured(more: str) -> str:
    """When and on what something was measured."""
    return f"Målt {datetime.now(OSLO).date().isoformat()}. {machine()}. {more}"


def replace_section(text: str, section: str) -> str:
    """``text`` with ``section`` in the place of the one with the same heading, else at the end.

    >>> replace_section("# Målinger\\n\\n## A\\n\\ngammel\\n\\n## B\\n\\nto\\n", "## A\\n\\nny\\n")
    '# Målinger\\n\\n## A\\n\\nny\\n\\n## B\\n\\nto\\n'
    """
    heading = section.split("\n", 1)[0]
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    places = [at for at, old in enumerate(sections) if old.split("\n", 1)[0] == heading]
    if places:
        sections[places[0]] = section
    else:
        sections.append(section)
    return "\n".join(part.strip("\n") + "\n" for part in ((head.strip() and head) or _TITLE, *sections))


def write(section: str, path: Path = README) -> None:
    """Put ``section`` in the report at ``path``."""
    text = path.read_text("utf-8") if path.is_file() else ""
    path.write_text(replace_section(text, section), "utf-8")
