"""The short way from Markdown to HTML, which must be the long way to the last byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.source.markdown import PARSER, render, render_any
from plugins.source.markdown_links import resolve_link
from plugins.source.markdown_ordinary import UnusualError, write_ordinary

KNOWN = {"barnehage/sider/opptak.md": "/barnehage/opptak/"}

PIECES = (
    "a", "Opptak", "*", "**", "_", "# ", "## ", "### ", "\n", "\n\n", "- ", "+ ", "  ", "    ", "1. ", "3) ",
    "> ", "| a | b |\n|---|---|\n| c | d |\n", "|", "---", "===", "[x](", "[lenke](opptak.md)", "[b][c]",
    "[c]: /d\n", "[ut](https://lovdata.no/a)", ")", "`", "\\", "\\*", "\u00a0", '"', "'", ">", ": ", " ", "å",
    "https://a.no", "!", "[", "]", "(", "\t", "~~", "^", "\u200b", "\x85", "\u2028", "\x0b", "\x0c", "\ufeff",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
TARGETS = st.text(alphabet="ab/.:#?=-_htpsxn1 @%~+,;()'é\\", max_size=25).map(lambda text: f"[x]({text})")


def lead(target: str) -> str:
    return resolve_link(target, "barnehage/sider", KNOWN)


@pytest.mark.parametrize("texts", [TEXTS, st.text(max_size=60), TARGETS], ids=["pieces", "any", "targets"])
def test_it_gives_what_the_long_way_gives(texts: st.SearchStrategy[str]) -> None:
    @settings(max_examples=500)
    @given(texts)
    def compared(body: str) -> None:
        assert render(body, folder="barnehage/sider", known=KNOWN) == render_any(body, lead)

    compared()


PAGE = """Velg *en* **plass**, se [opptak](opptak.md#frist).

## Hva koster det?

- Ett barn
- To barn
    - med moderasjon

| Når | Pris |
|---|---|
| i år | 2 000 kr |

## Hva koster det?

> Husk «fristen» > 1. mars [i loven](https://lovdata.no/lov/1967)
"""


def test_a_page_as_people_write_it_goes_the_short_way() -> None:
    html, headings = write_ordinary(PAGE, PARSER.html, lead)
    assert [anchor for _, _, anchor in headings] == ["hva-koster-det", "hva-koster-det_1"]
    assert '<a href="/barnehage/opptak/#frist">' in html
    assert '<a href="https://lovdata.no/lov/1967" rel="external noopener">' in html
    assert 'aria-label="Hva koster det?"' in html


@pytest.mark.parametrize(
    "unusual",
    [
        "<b>rå</b>", "<https://a.no>", "&nbsp;", "*a*{lang=en}", "![kart](kart.png)",
        '!!! viktig "Husk"\n    x',
        "a[^1]\n\n[^1]: b", "```\nkode\n```", "Ord\n: forklaring", "| a |\n|:-:|\n| b |", '[x](/y "tittel")',
        "[x](javascript:alert(1))", "[x](//evil.example)", "[x](https://1.2.3.4.5/)", "[x](https://xn--a.no/)",
        "[x](data:text/html,x)", "> " * 50 + "dypt", "- " * 50 + "dypt",
    ],
)  # fmt: skip
def test_whatever_could_make_a_difference_goes_the_long_way(unusual: str) -> None:
    with pytest.raises(UnusualError):
        write_ordinary(f"Før\n\n{unusual}\n", PARSER.html, lead)
