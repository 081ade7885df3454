"""Markdown to safe HTML, once a page: the only place that turns what people write into markup.

What a page may hold is said twice: the extension shapes what Markdown makes, and the sanitiser at the end
lets nothing else through, since raw HTML is allowed in Markdown.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nh3

from plugins.model import addresses

if TYPE_CHECKING:
    import markdown


@dataclass(frozen=True)
class Rendered:
    """A body as HTML, and its headings as (level, text, anchor)."""

    html: str
    headings: tuple[tuple[int, str, str], ...]

    @property
    def text(self) -> str:
        """The words of the body, for the search."""
        return plain_text(self.html)


_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "title"},
    "a": {"href", "rel", "hreflang"},
    "abbr": {"title"},
    "div": {"tabindex", "role", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "q": {"cite"},
    "blockquote": {"cite"},
}

_TAGS = set(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr"
    " i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot"
    " th thead time tr ul var".split()
)

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "svg", "math"},
    url_schemes={"https", "http", "mailto", "tel", "sms"},
    link_rel=None,
)

_TEMPLATE_IDS = frozenset(
    {"innhold", "kontakt", "merknader", "nyheter", "pa-denne-siden", "se-ogsa", "sokefelt"}
)
"""Names that the templates of pages, news and units give to their own parts."""

_CELL_END = re.compile(r"</t[dh]>")
_BLOCK_END = re.compile(r"</(?:p|h\d|li|tr|dt|dd|div|blockquote|pre|caption|summary|figcaption)>|<br>")
_TAG = re.compile(r"<[^>]*>")

_CELL = ", "

_local = threading.local()


def render(body: str, *, folder: str = "", known: Mapping[str, str] | None = None) -> Rendered:
    """The Markdown ``body`` as sanitised HTML whose headings begin at level two.

    ``folder`` is the folder of the file under the content («barnehage/sider») and ``known`` maps files under
    the content («barnehage/sider/opptak.md») to addresses; relative links are resolved by them, and one that
    leads nowhere is left as it stands, for the checks to find. Raises RecursionError for nesting that no
    person writes, a footnote within a footnote among it.
    """
    converter = _converter()
    converter.reset()
    converter.site_links = (folder, {} if known is None else known)  # type: ignore[attr-defined]
    try:
        clean = _CLEANER.clean(converter.convert(body))
    except RuntimeError as error:
        # What was begun stays in the converter, and would become a part of the next page.
        del _local.converter
        raise RecursionError(str(error)) from error
    tokens: list[dict[str, Any]] = converter.toc_tokens  # type: ignore[attr-defined]
    return Rendered(html=clean, headings=tuple(_headings(tokens)))


def anchor(text: str) -> str:
    """The ``id`` of a heading, kept apart from those of the templates.

    >>> anchor("Når er fristen?"), anchor("Kontakt"), anchor("…")
    ('nar-er-fristen', 'kontakt-avsnitt', 'avsnitt')
    """
    name = addresses.slug(text)
    return f"{name}-avsnitt".lstrip("-") if not name or name in _TEMPLATE_IDS else name


def plain_text(clean: str) -> str:
    """The words of sanitised HTML, a line for each block; the cells of a table's row are kept apart.

    >>> plain_text("<p>Barne<em>hage</em></p><p>Opptak</p>")
    'Barnehage\\nOpptak'
    >>> plain_text("<table><tr><td>2025</td><td>2 365</td></tr><tr><td>2026</td><td>2 400</td></tr></table>")
    '2025, 2 365\\n2026, 2 400'
    """
    spaced = _BLOCK_END.sub("\n", _CELL_END.sub(_CELL, " ".join(clean.split())))
    # The sanitiser writes «<» and «>» for nothing but tags, also within attributes.
    words = html.unescape(_TAG.sub("", spaced))
    lines = (" ".join(line.split()).removesuffix(_CELL.strip()).strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _headings(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        yield int(token["level"]), html.unescape(str(token["name"])), str(token["id"])
        yield from _headings(token["children"])


def _converter() -> markdown.Markdown:
    """One converter a thread: making one costs as much as rendering a page."""
    if not hasattr(_local, "converter"):
        # Markdown is much to load, and a build where no page changed never needs it.
        from plugins.source.markdown_dialect import new_converter  # noqa: PLC0415

        _local.converter = new_converter(anchor)
    converter: markdown.Markdown = _local.converter
    return converter
