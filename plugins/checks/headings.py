"""Checks of headings: screen readers and «På denne siden» rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.types import Content, Text
from plugins.model import addresses
from plugins.model.errors import Problem

_HASH = re.compile(r"(#{1,6})(.*?)#*\s*(?:\{[^}]*\})?\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")


def headings_are_in_order(content: Content) -> Iterator[Problem]:
    """Overskrifter begynner på nivå to (##), hopper ikke over et nivå og er ikke tomme."""
    for text in content.bodies:
        above = 1
        for line, level, title in headings(text):
            if not title:
                yield text.problem(
                    line, "overskriften er tom", "skriv hva avsnittet svarer på, eller slett den"
                )
            elif level == 1:
                yield text.problem(
                    line, f"overskriften «{title}» er på nivå én", "skriv ## foran i stedet for #"
                )
            elif level > above + 1:
                message = f"overskriften «{title}» hopper fra nivå {above} til {level}"
                yield text.problem(line, message, f"skriv {'#' * (above + 1)} foran")
            above = max(level, 2) if level > 1 else above


def headings_differ(content: Content) -> Iterator[Problem]:
    """To overskrifter på samme side kan ikke være like; en lenke kan bare lede til én av dem."""
    for text in content.bodies:
        first: dict[str, int] = {}
        for line, _, title in headings(text):
            name = addresses.slug(title)
            if name and name in first:
                message = f"overskriften «{title}» står også på linje {first[name]}"
                yield text.problem(line, message, "gi dem hver sin ordlyd")
            first.setdefault(name, line)


def headings(text: Text) -> Iterator[tuple[int, int, str]]:
    """Line, level and title of each heading as written in the file."""
    before = ""
    for line, written in enumerate(text.source.body.split("\n"), text.source.body_line):
        if match := _HASH.match(written):
            yield line, len(match.group(1)), match.group(2).strip()
        elif (match := _UNDERLINE.match(written)) and _may_be_underlined(before):
            yield line - 1, 1 if written[0] == "=" else 2, before.strip()
        before = written


def _may_be_underlined(line: str) -> bool:
    return bool(line.strip()) and line[0] not in "#|>-* \t"
