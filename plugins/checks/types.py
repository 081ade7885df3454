"""What a check is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import lxml.html

from plugins.model import addresses
from plugins.model.content import Page, Virksomhet
from plugins.model.errors import ContentError, Problem, Severity
from plugins.model.meetings import SUMMONS_DAYS
from plugins.model.progress import Progress, counted, silent
from plugins.model.visibility import visible
from plugins.source.files import read_text
from plugins.source.folder import DATA_FOLDER, NEWS_FOLDER, PAGE_FOLDER, leads_out
from plugins.source.front_matter import split_front_matter
from plugins.source.markdown import Rendered, render
from plugins.source.types import AnySource, Site, Source
from plugins.source.yaml_text import parse_yaml


@dataclass(frozen=True)
class Text:
    """One file with its body made into HTML, for checks that look at what a reader meets."""

    source: AnySource
    rendered: Rendered
    shown: bool
    too_deep: bool = False
    """Whether the body is nested so deep that nothing is made of it."""

    @cached_property
    def html(self) -> Any:
        """The body as an element tree."""
        return lxml.html.fragment_fromstring(self.rendered.html or " ", create_parent="div")

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every place in the body that a link can lead to."""
        return frozenset(str(name) for name in self.html.xpath("//@id"))

    def line_of(self, *needles: str) -> int:
        """The line in the file where the first of ``needles`` that stands in the body stands."""
        for needle in needles:
            at = self.source.body.find(needle) if needle else -1
            if at >= 0:
                return self.source.body_line + self.source.body.count("\n", 0, at)
        return self.source.body_line

    def problem(self, line: int, message: str, remedy: str, severity: Severity = "feil") -> Problem:
        """A finding in this file."""
        return Problem(self.source.label, line, message, remedy, severity)

    def field_problem(self, key: str, message: str, remedy: str, severity: Severity = "feil") -> Problem:
        """A finding at one of the fields over the text."""
        line = self.source.lines.get(key, self.source.lines.get("", 0))
        return Problem(self.source.label, line, message, remedy, severity)


@dataclass(frozen=True)
class Register:
    """A shared register as it stands in its file, with the line of each key."""

    label: str
    data: Any
    lines: dict[str, int]


@dataclass(frozen=True)
class Content:
    """Everything under the content folder, read once for all checks; ``store`` is what the archive delivered.

    ``summons_days`` is how long before a meeting its summons should be out.
    """

    folder: Path
    site: Site
    found_while_reading: tuple[Problem, ...]
    now: datetime
    store: Path | None = None
    summons_days: int = SUMMONS_DAYS
    progress: Progress = silent

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All units, pages and news that could be read."""
        sources = tuple(self.site.everything)
        asked = counted(sources, "Leser tekster", len(sources), self.progress)
        return tuple(self._text(source) for source in asked)

    @cached_property
    def bodies(self) -> tuple[Text, ...]:
        """``texts``, and the texts under fields that the model refuses: what is wrong is told all at once."""
        return (*self.texts, *map(self._text, self._refused()))

    @cached_property
    def by_address(self) -> dict[str, Text]:
        """The same by address."""
        return {text.source.address: text for text in self.texts}

    @cached_property
    def known(self) -> dict[str, str]:
        """Files under the content to addresses; also of files that could not be read.

        A page with a wrong field is one finding, not one for every link to it.
        """
        unread = {}
        for path in self.files:
            unit, *rest = path.relative_to(self.folder).with_suffix("").parts
            if path.suffix == ".md" and rest == ["virksomhet"]:
                unread[f"{unit}/{path.name}"] = addresses.unit(unit)
            elif path.suffix == ".md" and len(rest) == 2:
                place = f"{unit}/{rest[0]}/{path.name}"
                unread[place] = addresses.page(unit, rest[1]) if rest[0] == PAGE_FOLDER else addresses.NEWS
        return {**unread, **self.site.known}

    @cached_property
    def registers(self) -> tuple[Register, ...]:
        """The registers that could be parsed."""
        return tuple(self._registers())

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Every file, hidden ones left out."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return tuple(sorted(found))

    def _text(self, source: AnySource) -> Text:
        try:
            rendered = render(source.body, folder=source.folder, known=self.known)
        except RecursionError:
            return Text(source, Rendered("", ()), visible(source.item, self.now), too_deep=True)
        return Text(source, rendered, visible(source.item, self.now))

    def _refused(self) -> Iterator[AnySource]:
        read = {text.source.path for text in self.texts}
        for path in self.files:
            unit, *rest = path.relative_to(self.folder).parts
            is_unit = rest == ["virksomhet.md"]
            if (
                path in read
                or not (is_unit or (_is_text(rest) and path.suffix == ".md"))
                or leads_out(path, self.folder)
            ):
                continue
            label = str(path).encode("utf-8", "replace").decode()
            try:
                parts = split_front_matter(label, read_text(path, label))
            except ContentError:  # already reported by the reader
                continue
            # Only the text is looked at; the fields have been refused, so the item holds none of them.
            model: Any = Virksomhet if is_unit else Page
            item = model.model_construct()
            yield Source(path, label, path.stem, unit, item, parts.body, parts.body_line, parts.lines)

    def _registers(self) -> Iterator[Register]:
        for path in sorted((self.folder / DATA_FOLDER).glob("*.yaml")):
            try:
                data, lines = parse_yaml(str(path), read_text(path, str(path)))
            except ContentError:  # already reported by the reader
                continue
            yield Register(str(path), data, lines)


def _is_text(rest: list[str]) -> bool:
    """Whether a path under a unit is that of a page or a news item."""
    return len(rest) == 2 and rest[0] in (PAGE_FOLDER, NEWS_FOLDER)


Check: TypeAlias = Callable[[Content], Iterator[Problem]]
"""A generator of findings whose docstring is the rule it enforces, in Norwegian, as editors read it."""
