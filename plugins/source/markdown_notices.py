"""Notices (``!!! viktig "Husk"`` and an indented text) as what a parser of CommonMark knows: quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyromark import Options, events_with_range

MARK = "\ufdd0"
"""What the first line of a quote that is a notice begins with. No text has it: it is not a character."""

_NOTICE = re.compile(r'( *)!!! ?([\w-]+(?: +[\w-]+)*)(?: +"(.*)")?\s*')
_INDENT = 4
_DEEPEST = 10
"""Notices within notices; deeper ones stay as they are written."""


def notices_as_quotes(body: str, options: Options, depth: int = 0) -> str:
    r"""``body`` with each notice as a quote, whose first paragraph is the mark, the kind and the title.

    >>> notices_as_quotes('!!! viktig "Husk"\n    Frist', Options(0)).split("\n")
    ['', '> \ufdd0viktig Husk', '>', '> Frist', '']
    """
    if "!!!" not in body or depth > _DEEPEST:
        return body
    lines = body.expandtabs(_INDENT).split("\n")
    verbatim, listed = _verbatim_and_listed(body, options)
    written: list[str] = []
    at = 0
    while at < len(lines):
        line, number, at = lines[at], at, at + 1
        notice = _NOTICE.fullmatch(line)
        if notice is None or number in verbatim or (len(notice[1]) >= _INDENT and number not in listed):
            written.append(line)
            continue
        indent = len(notice[1]) + _INDENT
        end = _end(lines, at, indent)
        text = "\n".join(line[indent:] for line in lines[at:end]).rstrip()
        written += _quote(notice, notices_as_quotes(text, options, depth + 1).split("\n"))
        at = end
    return "\n".join(written)


def _end(lines: list[str], at: int, indent: int) -> int:
    """The line after a notice's text, which is indented or empty."""
    while at < len(lines) and (not lines[at].strip() or lines[at][:indent].isspace()):
        at += 1
    return at


def _quote(notice: re.Match[str], text: Iterable[str]) -> Iterable[str]:
    margin, kinds, title = notice[1], notice[2].split(), notice[3]
    first = f"{MARK}{'.'.join(kinds)} {title or kinds[0].capitalize()}"
    return ["", *(f"{margin}> {line}".rstrip() for line in (first, "", *text)), ""]


def _verbatim_and_listed(body: str, options: Options) -> tuple[set[int], set[int]]:
    """The lines that are code or raw HTML, where a notice is only its letters, and those of lists."""
    source = body.encode()
    verbatim: set[int] = set()
    listed: set[int] = set()
    line = at = list_end = 0
    for event, span in events_with_range(body, options=options):
        is_verbatim, begins_list = _begins(event, "HtmlBlock", "CodeBlock"), _begins(event, "List")
        if is_verbatim or (begins_list and span["start"] >= list_end):
            line += source.count(b"\n", at, span["start"])
            at = span["start"]
            lines = range(line, line + source[at : span["end"]].rstrip().count(b"\n") + 1)
            (verbatim if is_verbatim else listed).update(lines)
            list_end = list_end if is_verbatim else span["end"]
    return verbatim, listed


def _begins(event: object, *names: str) -> bool:
    tag = event.get("Start") if isinstance(event, dict) else None
    return (next(iter(tag)) if isinstance(tag, dict) else tag) in names
