"""What the parser found, written as HTML: CommonMark, and what the site does with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from plugins.source.markdown_footnotes import MENTION, Footnotes
from plugins.source.markdown_headings import Heading, Headings
from plugins.source.markdown_links import link_tag
from plugins.source.markdown_notices import MARK
from plugins.source.markdown_tables import Tables
from plugins.source.markdown_tags import (
    GLOBAL,
    attribute_list,
    end_tag,
    escaped,
    start_tag,
    with_attributes,
    words,
)

_DEEPEST = 100
"""Elements within each other. No person writes more, and the sanitiser's time grows with their square."""

_STARTS = {
    "Paragraph": "<p>", "Item": "<li>", "Emphasis": "<em>", "Strong": "<strong>", "HtmlBlock": "",
    "DefinitionList": "<dl>\n", "DefinitionListTitle": "<dt>", "DefinitionListDefinition": "<dd>",
    "BlockQuote": "<blockquote>\n",
}  # fmt: skip
_ENDS = {
    "Paragraph": "</p>\n", "Item": "</li>\n", "Emphasis": "</em>", "Strong": "</strong>", "Link": "</a>",
    "DefinitionList": "</dl>\n", "DefinitionListTitle": "</dt>\n", "DefinitionListDefinition": "</dd>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n", "TableRow": "</tr>\n", "CodeBlock": "</code></pre>\n",
}  # fmt: skip
_ALONE = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}

_INLINE = frozenset({"Emphasis", "Strong", "Link", "Image"})
"""What attributes in braces may follow, and no line break comes before."""

_BLOCKS = frozenset(
    "Paragraph Heading List BlockQuote CodeBlock Table HtmlBlock DefinitionList FootnoteDefinition".split()
)
"""What begins on a line of its own."""

_NOWHERE = (-1, -1)
_NESTING = re.compile(r"<(/?)(?!(?:br|hr|img|p|li|d[dt]|t[dhr]|wbr)\b)[a-z]", re.IGNORECASE)
"""Raw tags that nest. The others have no content, or end where the next one begins."""


class HtmlWriter:
    """Writes the events of one page; ``lead`` gives the address that a link or a picture means."""

    def __init__(self, lead: Callable[[str], str]) -> None:
        self._headings, self._footnotes, self._tables = Headings(), Footnotes(), Tables()
        self._lead = lead
        self._out: list[str] = []
        self._outer: list[list[str]] = []
        """The text that is put aside while a footnote is written."""
        self._open: list[int] = []
        """Where the elements that are open begin."""
        self._raw_depth = 0
        self._closed = _NOWHERE
        """Where the last inline element begins and ends."""
        self._begun: list[Mapping[str, Any]] = []
        """Headings and pictures that have begun: what is written of them depends on their words."""

    def write(self, events: Iterable[Any]) -> tuple[str, tuple[tuple[int, str, str], ...]]:
        """The page as HTML, and its headings as (level, text, anchor).

        Raises RecursionError for nesting that no person writes.
        """
        for event in events:
            if isinstance(event, str):
                self._out.append(_ALONE[event])
            else:
                for kind, value in event.items():
                    _ON[kind](self, value)
        headings = self._headings.settle()
        return "".join([*self._out, *self._footnotes.section()]), headings

    def _start(self, tag: Any) -> None:
        name, data = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        out = self._out
        if name in _BLOCKS and out and out[-1][-1:] != "\n":
            out.append("\n")
        if len(self._open) + self._raw_depth > _DEEPEST:
            raise RecursionError(f"elements within each other: {self._open}")
        self._open.append(len(out))
        begin = _BEGIN.get(name)
        out.append(begin(self, data) if begin else _STARTS[name])

    def _end(self, tag: Any) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        start = self._open.pop()
        finish = _FINISH.get(name)
        if finish:
            finish(self, start)
        else:
            self._out.append(_ENDS[name])
        if name in _INLINE and self._out[start].startswith("<"):
            self._closed = start, len(self._out)

    def _text(self, text: str) -> None:
        first = text[:1]
        if first == "{" and self._closed[1] == len(self._out):
            text = self._take_attributes(text)
        elif first == MARK and self._begins_quote():
            text = self._take_notice(text)
        self._out.append(escaped(text))

    def _take_attributes(self, text: str) -> str:
        """Give the attributes in braces to the element that has just ended; the text after them is left."""
        attributes, rest = attribute_list(text)
        start, _ = self._closed
        self._out[start] = with_attributes(self._out[start], attributes)
        self._headings.used.update(attributes.get("id", "").split())
        return rest

    def _begins_quote(self) -> bool:
        here = len(self._out)
        return self._open[-2:] == [here - 2, here - 1] and self._out[-2].startswith("<blockquote")

    def _take_notice(self, text: str) -> str:
        """Make the quote that begins here a notice; its title is left."""
        kinds, _, title = text.removeprefix(MARK).partition(" ")
        classes = f"admonition {kinds.replace('.', ' ')}"
        self._out[-2:] = [
            start_tag("div", {"class": classes}) + "\n",
            start_tag("p", {"class": "admonition-title"}),
        ]
        return title

    def _code(self, text: str) -> None:
        start = len(self._out)
        self._out += ["<code>", escaped(text), "</code>"]
        self._closed = start, len(self._out)

    def _raw(self, text: str) -> None:
        self._out.append(text)
        for slash in _NESTING.findall(text):
            self._raw_depth = max(0, self._raw_depth + (-1 if slash else 1))
        _refuse_depth(self._raw_depth)

    def _end_raw(self, start: int) -> None:
        """A comment that nobody ended would hide the rest of the page, so it is shown."""
        raw = "".join(self._out[start:])
        comment = raw.find("<!--", raw.rfind("-->") + 1)
        if comment >= 0:
            self._out[start:] = [raw[:comment], escaped(raw[comment:])]

    def _await_words(self, data: Mapping[str, Any]) -> str:
        self._begun.append(data)
        return ""

    def _end_heading(self, start: int) -> None:
        data, out = self._begun.pop(), self._out
        text = words([piece for piece in out[start:] if not piece.startswith(MENTION)])
        given = {name: value for name, value in data["attrs"] if name in GLOBAL and value}
        attributes = {"class": " ".join(data["classes"]) or None, **given, "id": data["id"]}
        out.append("\n")
        place = out, start, len(out) - 1
        self._headings.found.append(Heading(int(data["level"][1]), text, attributes, *place))
        self._tables.heading = text

    def _end_image(self, start: int) -> None:
        data, alt = self._begun.pop(), words(self._out[start:])
        source, title = self._lead(data["dest_url"]), data["title"] or None
        tag = start_tag("img", {"alt": alt, "loading": "lazy", "src": source, "title": title})
        # A picture in the text of a picture is its words.
        self._out[start:] = [escaped(alt) if any("dest_url" in outer for outer in self._begun) else tag]

    def _link_tag(self, data: Mapping[str, Any]) -> str:
        target = data["dest_url"]
        target = f"mailto:{target}" if data["link_type"] == "Email" else self._lead(target)
        return link_tag(target, data["title"] or None)

    def _end_as_begun(self, start: int) -> None:
        self._out.append(end_tag(self._out[start]) + "\n")

    def _end_cell(self, start: int) -> None:
        self._tables.end_cell(self._out, start)

    def _end_table(self, start: int) -> None:
        self._tables.end(self._out, start)

    def _mention(self, label: str) -> None:
        self._out.append(self._footnotes.mention(label))

    def _begin_footnote(self, label: str) -> str:
        self._outer.append(self._out)
        self._out, self._closed = self._footnotes.define(label), _NOWHERE
        return ""

    def _end_footnote(self, _: int) -> None:
        self._out, self._closed = self._outer.pop(), _NOWHERE


def _refuse_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise RecursionError(f"{depth} elements within each other")


def _list_tag(first: int | None) -> str:
    if first is None:
        return "<ul>\n"
    return start_tag("ol", {"start": None if first == 1 else str(first)}) + "\n"


def _code_tag(kind: Any) -> str:
    language = kind["Fenced"].split() if isinstance(kind, dict) else []
    return "<pre>" + start_tag("code", {"class": f"language-{language[0]}" if language else None})


# Not methods bound to a writer: it would hold itself, and nothing collects cycles while a build runs.
_ON: dict[str, Callable[[HtmlWriter, Any], None]] = {
    "Text": HtmlWriter._text, "Code": HtmlWriter._code, "Start": HtmlWriter._start, "End": HtmlWriter._end,
    "Html": HtmlWriter._raw, "InlineHtml": HtmlWriter._raw, "FootnoteReference": HtmlWriter._mention,
}  # fmt: skip
"""What is done with each kind of event."""

_BEGIN: dict[str, Callable[[HtmlWriter, Any], str]] = {
    "Heading": HtmlWriter._await_words, "Image": HtmlWriter._await_words, "Link": HtmlWriter._link_tag,
    "FootnoteDefinition": HtmlWriter._begin_footnote,
    "List": lambda _, first: _list_tag(first), "CodeBlock": lambda _, kind: _code_tag(kind),
    "Table": lambda writer, alignments: writer._tables.begin(alignments),
    "TableHead": lambda writer, _: writer._tables.begin_head(),
    "TableRow": lambda writer, _: writer._tables.begin_row(),
    "TableCell": lambda writer, _: writer._tables.begin_cell(),
}  # fmt: skip
"""The tag that begins an element, where it depends on more than its name."""

_FINISH: dict[str, Callable[[HtmlWriter, int], None]] = {
    "Heading": HtmlWriter._end_heading, "Image": HtmlWriter._end_image, "HtmlBlock": HtmlWriter._end_raw,
    "List": HtmlWriter._end_as_begun, "BlockQuote": HtmlWriter._end_as_begun,
    "Table": HtmlWriter._end_table, "TableCell": HtmlWriter._end_cell,
    "FootnoteDefinition": HtmlWriter._end_footnote,
}  # fmt: skip
"""What is done when an element that began at a place is over, where it is more than a tag."""
