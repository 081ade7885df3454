"""Markdown to safe HTML, once a page: the only place that turns what people write into markup.

A compiled parser of CommonMark finds what is written, ``HtmlWriter`` makes it HTML of ours, and the sanitiser
at the end lets nothing else through, since raw HTML is allowed in Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec
import nh3
from pyromark import Markdown, Options

from plugins.model.errors import Problem
from plugins.source.markdown_html import HtmlWriter
from plugins.source.markdown_links import resolve_link
from plugins.source.markdown_notices import notices_as_quotes
from plugins.source.markdown_ordinary import UnusualError, write_ordinary


class Rendered(msgspec.Struct, frozen=True):
    """A body as HTML, and its headings as (level, text, anchor)."""

    html: str
    headings: tuple[tuple[int, str, str], ...]

    @property
    def text(self) -> str:
        """The words of the body, for the search."""
        return plain_text(self.html)


_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "title"},
    "a": {"aria-label", "href", "rel", "hreflang"},
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

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_DEFINITION_LIST
    | Options.ENABLE_HEADING_ATTRIBUTES
)
"""What there is beside CommonMark."""

PARSER = Markdown(options=_OPTIONS)

_CELL_ENDS = ("</td>", "</th>")
_BLOCK_END = re.compile(r"</(?:p|h\d|li|tr|dt|dd|div|blockquote|pre|caption|summary|figcaption)>|<br>")
_TAG = re.compile(r"<[^>]*>")

_CELL = ", "
_OTHER_SPACES = (
    "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""All that ``str.split`` parts words at but the space itself, and the ends of lines."""


def render(body: str, *, folder: str = "", known: Mapping[str, str] | None = None) -> Rendered:
    """The Markdown ``body`` as sanitised HTML whose headings begin at level two.

    ``folder`` is the folder of the file under the content («barnehage/sider») and ``known`` maps files under
    the content («barnehage/sider/opptak.md») to addresses; relative links are resolved by them, and one that
    leads nowhere is left as it stands, for the checks to find. Raises RecursionError for nesting that no
    person writes.
    """
    files = {} if known is None else known

    def lead(target: str) -> str:
        return resolve_link(target, folder, files)

    try:
        return Rendered(*write_ordinary(body, PARSER.html, lead))
    except UnusualError:
        return render_any(body, lead)


def render_any(body: str, lead: Callable[[str], str]) -> Rendered:
    """The same for any text at all; ``lead`` gives the address that a link or a picture means."""
    written, headings = HtmlWriter(lead).write(PARSER.events(notices_as_quotes(body, _OPTIONS)))
    return Rendered(_CLEANER.clean(written).strip(), headings)


def nested_too_deep(label: str, line: int) -> Problem:
    """What is said of a text that ``render`` refuses."""
    return Problem(label, line, "teksten er for dypt nøstet", "skriv enklere")


@lru_cache(maxsize=2)  # a text is looked through for numbers, and then searched
def plain_text(clean: str) -> str:
    """The words of sanitised HTML, a line for each block; the cells of a table's row are kept apart.

    >>> plain_text("<p>Barne<em>hage</em></p><p>Opptak</p>")
    'Barnehage\\nOpptak'
    >>> plain_text("<table><tr><td>2025</td><td>2 365</td></tr><tr><td>2026</td><td>2 400</td></tr></table>")
    '2025, 2 365\\n2026, 2 400'
    """
    spaced = clean.replace("\n", " ")
    for end in _CELL_ENDS:
        spaced = spaced.replace(end, _CELL)
    # The sanitiser writes «<» and «>» for nothing but tags, also within attributes.
    words = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", spaced)))
    if any(space in words for space in _OTHER_SPACES):  # looking for one character takes no time
        lines = [" ".join(line.split()) for line in words.split("\n")]
    else:
        stripped = [line.strip() for line in words.split("\n")]
        lines = [" ".join(line.split()) if "  " in line else line for line in stripped]
    if any(line[-1:] == "," for line in lines):  # the last cell of a row
        lines = [line.removesuffix(",").strip() for line in lines]
    return "\n".join([line for line in lines if line])
