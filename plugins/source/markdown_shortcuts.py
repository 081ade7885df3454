"""Shortcuts for Python-Markdown: what cannot change a text is not tried on it. The result is the very same.

Python-Markdown tries every construct on every piece of text. Most pieces are plain words, and a look for the
characters that a construct needs is much cheaper than the attempt. Each class here stands in for the
processor that it inherits from; ``tests/source/test_markdown_shortcuts.py`` compares with the library alone.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor, unique
from markdown.inlinepatterns import Pattern as InlinePattern
from markdown.treeprocessors import InlineProcessor, PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, STX, AtomicString

_MARKS = {
    "backtick": "`", "escape": "\\", "autolink": "<", "automail": "<", "html": "<", "entity": "&",
    "footnote": "[", "reference": "[", "link": "[", "short_reference": "[",
    "image_link": "!", "image_reference": "!", "short_image_ref": "!",
    "linebreak": "\n", "em_strong": "*_",
}  # fmt: skip
"""The characters of which an inline pattern needs one, by the name that it is registered under."""

_TO_REFERENCES = {"reference", "short_reference", "image_reference", "short_image_ref"}
"""Inline patterns that find nothing on a page without link definitions."""

_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKUP = re.compile(f"[&{STX}]")


class ShortcutExtension(Extension):
    """Puts the shortcuts in place of what they inherit from; the last extension, after those it replaces."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802
        md.preprocessors.register(_RawHtml(md), "html_block", 20)
        md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain_paragraph", 200)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_LineBreaks(md), "prettify", 10)
        md.treeprocessors.register(_AttributeLists(md), "attr_list", 8)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)


class _RawHtml(HtmlBlockPreprocessor):
    """Looks for raw HTML only where there are tags or entities, and remembers the source for the others."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        self.md.source = source  # type: ignore[attr-defined]
        return super().run(lines) if "<" in source or "&" in source else lines


class _PlainParagraph(ParagraphProcessor):
    """Takes the blocks whose every line begins with a letter: no other construct does, with all its lines."""

    def test(self, parent: Element, block: str) -> bool:
        return block[:1].isalpha() and all(line[:1].isalpha() for line in block.split("\n"))


class _Inline(InlineProcessor):
    """Tries a pattern only on text with a character that it needs."""

    _steps: list[tuple[int, InlinePattern, str, str]]

    @cached_property
    def _patterns(self) -> list[tuple[str, InlinePattern]]:
        """Every inline pattern in its order, with its name."""
        patterns = self.md.inlinePatterns
        names = {patterns.get_index_for_name(name): name for name in _MARKS}
        return [(names.get(index, ""), pattern) for index, pattern in enumerate(patterns)]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        idle = set() if self.md.references else _TO_REFERENCES
        self._steps = []
        for index, (name, pattern) in enumerate(self._patterns):
            if name not in idle:
                # A pattern we do not know needs the empty text, which is in every text.
                marks = _MARKS.get(name, "")
                self._steps.append((index, pattern, marks[:1], marks[-1:]))
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Stands in for a private method: there is no public place to choose patterns by the text."""
        if isinstance(data, AtomicString):
            return data
        for index, pattern, mark, other in self._steps:
            if index >= patternIndex and (mark in data or other in data):
                matched, start = True, 0
                while matched:
                    data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                        pattern, data, index, start
                    )
        return data


class _LineBreaks(PrettifyTreeprocessor):
    """The library's line breaks between blocks, without asking a list of sixty names about every element."""

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802
        if elem.tag != "pre":
            if len(elem) and elem[0].tag in _BLOCKS and not (elem.text and elem.text.strip()):
                elem.text = "\n"
            for child in elem:
                if child.tag in _BLOCKS:
                    self._prettifyETree(child)
        if not elem.tail or not elem.tail.strip():
            elem.tail = "\n"


class _AttributeLists(AttrListTreeprocessor):
    """Attributes in braces. One without a value gets an empty one, since those after this expect a text."""

    def run(self, doc: Element) -> None:
        if "{" not in self.md.source:  # type: ignore[attr-defined]
            return
        super().run(doc)
        for element in doc.iter():
            for name, value in element.items():
                if value is None:
                    element.set(name, "")


class _Unescape(UnescapeTreeprocessor):
    def run(self, root: Element) -> None:
        if "\\" in self.md.source:  # type: ignore[attr-defined]
            super().run(root)


class _Anchors(TocTreeprocessor):
    """Gives anchors to headings; the list of contents that the library also writes is not used."""

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return Element("div")

    def run(self, doc: Element) -> None:
        used = {element.attrib["id"] for element in doc.iter() if "id" in element.attrib}
        headings = [element for element in doc.iter() if element.tag in _HEADINGS]
        if not all(_is_plain(heading) for heading in headings):
            super().run(doc)
            return
        for heading in headings:
            name = " ".join((heading.text or "").split())
            if "id" not in heading.attrib:
                heading.set("id", unique(self.slugify(name, self.sep), used))
            token = {"level": int(heading.tag[1]), "id": heading.attrib["id"], "name": name, "children": []}
            self.md.toc_tokens.append(token)  # type: ignore[attr-defined]


class AnchorExtension(TocExtension):
    """The library's anchors for headings, with a shortcut for headings of words alone."""

    TreeProcessorClass = _Anchors


def _is_plain(heading: Element) -> bool:
    attributes = heading.attrib
    return not (
        len(heading)
        or (heading.text and _MARKUP.search(heading.text))
        or "data-toc-label" in attributes
        or STX in attributes.get("id", "")
    )
