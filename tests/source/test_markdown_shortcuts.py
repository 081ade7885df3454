"""Our quick converter writes what the library alone would have written, to the byte."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import lxml.html
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import InlineProcessor

from plugins.source import markdown as ours
from plugins.source.markdown_dialect import FOOTNOTE_BACK, new_converter
from plugins.source.markdown_site import SiteExtension

CONTENT = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))
KNOWN = {"barnehage/sider/opptak.md": "/barnehage/opptak/"}

BY_NAME = ("tables", "def_list", "abbr", "attr_list", "md_in_html", "sane_lists", "admonition")


@cache
def _library() -> markdown.Markdown:
    """The same dialect as the library sets it up, with no shortcut."""
    return markdown.Markdown(
        extensions=[
            *BY_NAME,
            FootnoteExtension(BACKLINK_TITLE=FOOTNOTE_BACK),
            TocExtension(slugify=lambda text, _: ours.anchor(text), marker=""),
            SiteExtension(),
        ],
        output_format="html",
    )


@cache
def _quick() -> markdown.Markdown:
    return new_converter(ours.anchor)


def _converted(converter: markdown.Markdown, body: str) -> tuple[str, list[tuple[int, str, str]]]:
    converter.reset()
    converter.site_links = ("barnehage/sider", KNOWN)  # type: ignore[attr-defined]
    html = ours._CLEANER.clean(converter.convert(body))
    return html, list(ours._headings(converter.toc_tokens))  # type: ignore[attr-defined]


def _words(clean: str) -> str:
    """The words of the page as a parser of HTML finds them, by the same rules for lines and cells."""
    flat = " ".join(clean.split())
    spaced = ours._BLOCK_END.sub("\n", ours._CELL_END.sub(", ", flat))
    root = lxml.html.fragment_fromstring(spaced, create_parent="div")
    lines = (" ".join(line.split()).removesuffix(",").strip() for line in root.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _same(body: str) -> None:
    expected, headings = _converted(_library(), body)
    assert _converted(_quick(), body) == (expected, headings)


INLINE = (
    "ord", "Bare vanlige ord.", " ", "  ", "\n", "  \n", "*", "**", "***", "_", "__", "`", "``", "\\", "\\*",
    "\\`", "\\\\", "\\{", "*skrå*", "**fet**", "***begge***", "_skrå_", "sna_ke_ord", "`kode`", "``a ` b``",
    "*[**x** `y`](z)*", "[lenke](opptak.md)", "[b](<a b> 'tittel')", '[c](/d "t")', "[navn][id]", "[navn][]",
    "[id]", "[[id]](x)", "![bilde](../bilder/a.png)", "![bilde][id]", "![id]", "[![b](c)](d)", "[a](b", "[",
    "]", "](", "!", "![", "<https://nrk.no>", "<post@ski.no>", "<b>rå</b>", "<b", "</b>", "<br>",
    "<!-- x -->", "<!--", "<?a?>", "<span>", "&amp;", "&#233;", "&#x2013;", "&nbsp;", "&", "&copy", "<", ">",
    '"', "'", "æøå – «»…", "\u00a0", "😀", "日本", "SFO", "[^1]", "[^2]", "[^lang]", "{: .k }", "{.k}",
    "{#eget}", "{lang=en}", '{ title="a b" }', "{a", "}", "{}", "|", "a | b", "\\|", ":", "#", "1.", "-", "=",
    "~", "\t", "STX\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "\r", "///Footnotes Go Here///",
    "{data-toc-label='Kort'}", "http://a.no/b_c_d", "<a href='x'>", "</a>", "$", "/", "(", ")", "&#233 x",
    "[c](/d '\"x\"')", "{title=title}", "*x*{kort}", "{hidden}", "{disabled=disabled .a}",
)  # fmt: skip
"""Pieces of running text: every inline construct, whole, broken, escaped and in each other."""

LINES = (
    "# En", "## To ##", "### Tre *skrå* {#tre}", "###### Seks", "## A & B", "## `kode` i tittel",
    "## Kontakt", "##", "## Med [lenke](x) og [^1]", "Tittel\n====", "Tittel\n---", "---", "***", "* * *",
    "- - -", "===", "- punkt", "* punkt", "+ punkt", "1. punkt", "7. punkt", "10) punkt", "-", "1.",
    "- [ ] gjør", "-punkt", "> sitat", ">> dypt", ">", "> - liste", "    kode", "        dyp kode", "\tkode",
    "Ord\n:   Forklaring", ":   Mer", ": kort", "Ord\nOrd to\n\n:   Etter", "*[SFO]: skolefritidsordning",
    "*[SFO]:", "*[A B]: to", "[id]: /mål 'Tittel'", "[id]: <http://a.b>", "[^1]: Note",
    "[^2]: To\n    linjer", "[^lang]: A\n\n    B", '!!! viktig "Husk"\n    Frist',
    "!!! note\n    Frist\n\n    Mer", '!!! tip ""\n    x', "!!!", "| a | b |\n|---|:-:|\n| 1 | 2 |",
    "a | b\n--|--\n`x|y` | 2", "|a|\n|-|\n|1|", "| a | b |\n|---|\n| 1 |", "| a |", "<div>\nrå\n</div>",
    "<div markdown>\n\n*md*\n\n</div>", '<div markdown="block">\n- a\n</div>', "<div>", "</div>",
    '<p markdown="span">*x*</p>', "<table><tr><td>1</td></tr></table>",
    "<details markdown><summary>S</summary>\n\n- a", "</details>", "<script>x && y</script>",
    "<pre>\n  a\n\n b</pre>", "<hr>", "<h2>Rå</h2>", "<h1 markdown>*R*</h1>", "<!-- en\n\nto -->",
    "<![CDATA[x]]>", "<?php x ?>", "&nbsp;", "<hr markdown>", "<td markdown=1>x</td>", "<style>",
    "{: .k #i }", "{: title='x' }", "Linje  ", "en\nto\ntre", "A\nB | C", "Å\n- b", "²\nx", "٣. x", "", " ",
    "   x", "## Lang {data-toc-label='Kort'}", "## A {#a\\_b}", "## A < B", "## A &copy",
    '*[SFO]: "sitert" ord', "<div markdown>\n<script>a < b && c</script>\n<style>a > b</style>\n</div>",
    "<div markdown>\n<pre>\n<div>*b*</div>*c*\n</pre>\n</div>", "[^a]: <b>&</b>", "en | to\ntre | fire",
)  # fmt: skip
"""Lines with a meaning of their own: every construct of a block, whole and broken."""

running = st.lists(st.sampled_from(INLINE), max_size=8).map("".join)
line = st.one_of(
    st.sampled_from(LINES),
    running,
    st.tuples(st.sampled_from(LINES), running).map("".join),
    st.text(max_size=12),
)
indented = st.tuples(st.sampled_from(("", "", "", " ", "    ", "        ", "> ", "\t")), line).map(
    lambda parts: "\n".join(parts[0] + row for row in parts[1].split("\n"))
)
pages = st.lists(
    st.tuples(indented, st.sampled_from(("\n", "\n\n", "\n\n", "\n\n\n"))).map("".join), max_size=10
).map("".join)


@settings(max_examples=400, deadline=None)
@given(pages)
def test_any_page_becomes_what_the_library_makes_of_it(body: str) -> None:
    _same(body)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(INLINE), max_size=30).map("".join))
def test_any_running_text_becomes_what_the_library_makes_of_it(body: str) -> None:
    _same(body)


@pytest.mark.parametrize("construct", [*LINES, *INLINE])
def test_each_construct_alone_and_under_a_paragraph(construct: str) -> None:
    for body in (
        construct,
        f"Før\n\n{construct}\n\nEtter [^1] [id] SFO",
        f"- {construct}\n{construct}\n\n# x",
    ):
        _same(body)


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: file.stem)
def test_our_own_pages_become_what_the_library_makes_of_them(file: Path) -> None:
    _same(file.read_text(encoding="utf-8"))


@settings(max_examples=200, deadline=None)
@given(pages)
def test_the_words_are_those_that_a_parser_finds(body: str) -> None:
    clean, _ = _converted(_quick(), body)
    try:
        expected = _words(clean)
    except ValueError:
        # The parser refuses control characters, which no file of ours may hold.
        return
    assert ours.plain_text(clean) == expected


def test_the_method_that_we_stand_in_for_is_there() -> None:
    """A library that renamed it would still be right, and slow."""
    assert hasattr(InlineProcessor, "_InlineProcessor__handleInline")
    assert hasattr(InlineProcessor, "_InlineProcessor__applyPattern")


def test_every_pattern_that_we_name_is_there() -> None:
    patterns = _quick().treeprocessors["inline"]._patterns  # type: ignore[attr-defined]
    assert all(name for name, _ in patterns)
