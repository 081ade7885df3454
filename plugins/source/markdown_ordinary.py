"""Ordinary text, as nearly all pages are: the parser's own HTML, made ours with a few substitutions.

It takes a fourth of the time that ``HtmlWriter`` and the sanitiser take, and gives the same to the last byte;
a test compares them. It refuses whatever could make a difference: raw HTML, attributes in braces, footnotes,
pictures, notices, character references, addresses that are not as people mostly write them, and deep nesting.
What is left is markup that the parser and this module wrote themselves, so there is nothing to sanitise.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from plugins.source.markdown_headings import Heading, Headings
from plugins.source.markdown_links import leads_out, link_tag
from plugins.source.markdown_notices import MARK
from plugins.source.markdown_tables import Tables
from plugins.source.markdown_tags import words

_UNUSUAL = ("<", "&", "{", "\0", MARK)
"""What may be raw HTML, a reference or attributes."""
_IN_PAIRS = ("!", "^", "`", "~")
"""What is usual when it stands alone. A text is looked through for one character in no time, for two not."""
_UNUSUAL_PAIRS = ("![", "!!!", "[^", "```", "~~~")
"""What may be a picture, a notice, a footnote or code in a language."""

_DEFINITIONS, _LINE, _LINE_IN_ITEM = "<dl", "<hr", "<li>\n<hr"
_ALIGNED = ' style="'
"""Columns that are aligned."""

_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>')
_TARGET = re.compile(
    r"(?:https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?![^/?#])|(?!//)(?=[/.#a-zA-Z0-9]))[a-zA-Z0-9/._#?=-]*"
)
"""Addresses that the parser and the sanitiser leave as they are."""

_JUDGED = re.compile(r"<(?:ul|ol|bl|em|st|dl|hr)")
"""How tags begin that decide whether a text is ordinary, all but the last two since they nest."""
_MOST_NESTING = 40
"""Elements that may be within each other; of more it is not known how deep they go."""

_HEADING, _TABLE, _TABLE_END = "<h", "<table>", "</table>"
_COLUMN = re.compile(r"<th>(.*?)</th>", re.DOTALL)
_IN_TABLES = (
    ("<thead><tr>", "<thead>\n<tr>\n"), ("</tr></thead><tbody>", "</tr>\n</thead>\n<tbody>"),
    ("<tr><td>", "<tr>\n<td>"), ("</td>", "</td>\n"), ("<th>", '<th scope="col">'), ("</th>", "</th>\n"),
    ("</tbody></table>", "</tbody>\n</table></div>"),
)  # fmt: skip
"""How the parser writes the tags of tables, and how they are written here."""
_ANYWHERE = (("<br />", "<br>"), ("<hr />", "<hr>"), ("\N{NO-BREAK SPACE}", "&nbsp;"))


class UnusualError(Exception):
    """The text has something that ordinary text has not."""


def write_ordinary(
    body: str, parse: Callable[[str], str], lead: Callable[[str], str]
) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """The page as HTML, and its headings as (level, text, anchor), as ``HtmlWriter`` and the sanitiser would.

    ``parse`` is the parser's own way to HTML, and ``lead`` gives the address that a link means. Raises
    UnusualError for what is to be written the long way.
    """
    if _is_unusual(body):
        raise UnusualError
    html = parse(body)
    if _has_unusual_tags(html):
        raise UnusualError
    html = _LINK.sub(lambda found: _link(found, lead), html)
    html, headings = _with_headings(html)
    return _replaced(html, _ANYWHERE).strip(), headings


def _is_unusual(body: str) -> bool:
    if any(mark in body for mark in _UNUSUAL):
        return True
    return any(mark in body for mark in _IN_PAIRS) and any(pair in body for pair in _UNUSUAL_PAIRS)


def _has_unusual_tags(html: str) -> bool:
    """Definitions, a line across an item of a list, or elements that may be deep within each other."""
    judged = _JUDGED.findall(html)
    return (
        len(judged) > _MOST_NESTING or _DEFINITIONS in judged or (_LINE in judged and _LINE_IN_ITEM in html)
    )


def _link(found: re.Match[str], lead: Callable[[str], str]) -> str:
    if found[2] or not _TARGET.fullmatch(found[1]):
        raise UnusualError
    target = lead(found[1])
    if target == found[1] and not leads_out(target):
        return found[0]  # as the parser wrote it
    return link_tag(target)


def _with_headings(html: str) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """Headings with their anchors, and tables in regions that are named by them."""
    headings, tables = Headings(), Tables()
    first, *parts = html.split(_HEADING)
    pieces = _with_tables(first, tables)
    for part in parts:
        if part[0] == "r":  # a line across the page
            pieces += [_HEADING, *_with_tables(part, tables)]
            continue
        text, ended, rest = part[2:].partition(f"</h{part[0]}>\n")
        if not ended:
            raise UnusualError
        tables.heading = words([text])
        start = len(pieces)
        pieces += ["", text, ""]
        attributes: dict[str, str | None] = {"id": None}
        headings.found.append(Heading(int(part[0]), tables.heading, attributes, pieces, start, start + 2))
        pieces += _with_tables(rest, tables)
    settled = headings.settle()
    return "".join(pieces), settled


def _with_tables(html: str, tables: Tables) -> list[str]:
    """What stands between two headings, with its tables in their regions."""
    first, *parts = html.split(_TABLE)
    pieces = [first]
    for part in parts:
        table, ended, rest = part.partition(_TABLE_END)
        if _ALIGNED in table or not ended:
            raise UnusualError
        region = tables.region([words([column]) for column in _COLUMN.findall(table)])
        pieces += [region, _replaced(table + ended, _IN_TABLES), rest]
    return pieces


def _replaced(html: str, tags: tuple[tuple[str, str], ...]) -> str:
    for theirs, ours in tags:
        html = html.replace(theirs, ours)
    return html
