"""The Markdown that a unit may write: the library, the extensions we use, and our own."""

from __future__ import annotations

from collections.abc import Callable

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from plugins.source.markdown_html import to_html
from plugins.source.markdown_shortcuts import AnchorExtension, ShortcutExtension
from plugins.source.markdown_site import SiteExtension

FOOTNOTE_BACK = "Tilbake til teksten ved fotnote %d"
"""What the link back from a footnote says."""


def new_converter(anchor: Callable[[str], str]) -> Markdown:
    """A converter of our dialect, which gives each heading the ``anchor`` of its words.

    The extensions are given as objects: a name would make the library read the metadata of every package
    that is installed.
    """
    converter = Markdown(
        extensions=[
            TableExtension(), DefListExtension(), AbbrExtension(), AttrListExtension(),
            MarkdownInHtmlExtension(), SaneListExtension(), AdmonitionExtension(),
            FootnoteExtension(BACKLINK_TITLE=FOOTNOTE_BACK),
            AnchorExtension(slugify=lambda text, _: anchor(text), marker=""),
            SiteExtension(), ShortcutExtension(),
        ],
        output_format="html",
    )  # fmt: skip
    converter.serializer = to_html
    return converter
