"""Notices: what is marked and indented stands apart, wherever on the page it is."""

from __future__ import annotations

import re

import pytest
from pyromark import Options

from plugins.source.markdown import render
from plugins.source.markdown_notices import notices_as_quotes

HUSK = '<div class="admonition viktig"><p class="admonition-title">Husk</p>'


def flat(body: str) -> str:
    return re.sub(r"\n", "", render(body).html)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('!!! viktig "Husk"\n    Frist', f"{HUSK}<p>Frist</p></div>"),
        ('!!! viktig "Husk"\n\tFrist\n\n    - a', f"{HUSK}<p>Frist</p><ul><li>a</li></ul></div>"),
        ('Før\n!!! viktig "Husk"\n    Frist\nEtter', f"<p>Før</p>{HUSK}<p>Frist</p></div><p>Etter</p>"),
        ('!!! viktig "Husk"\r\n    Frist\r\n', f"{HUSK}<p>Frist</p></div>"),
        ('!!! viktig "Husk"', f"{HUSK}</div>"),
        ('- a\n\n    !!! viktig "Husk"\n        b', f"<ul><li><p>a</p>{HUSK}<p>b</p></div></li></ul>"),
        ('!!! viktig "Husk"\n    ```\n    x\n\nEtter', f"{HUSK}<pre><code>x</code></pre></div><p>Etter</p>"),
    ],
    ids=["plain", "tab-and-list", "between", "windows", "empty", "in-list", "open-fence"],
)
def test_a_notice_holds_what_is_indented(written: str, made: str) -> None:
    assert flat(written) == made


def test_a_notice_without_a_title_is_called_what_it_is() -> None:
    assert '<p class="admonition-title">Tips</p>' in flat("!!! tips stor\n    Ta buss")
    assert '<div class="admonition tips stor">' in flat("!!! tips stor\n    Ta buss")


def test_a_title_may_be_emphasised_and_holds_no_markup_of_its_own() -> None:
    title = re.findall(r"title\">(.*?)</p>", flat('!!! viktig "*Husk* & <script>x</script> <3"\n    a'))
    assert title == ["<em>Husk</em> &amp;  &lt;3"]


def test_a_notice_may_stand_in_a_notice() -> None:
    inner = '<div class="admonition tips"><p class="admonition-title">I</p><p>b</p></div>'
    assert flat('!!! viktig "Husk"\n    a\n\n    !!! tips "I"\n        b\n\n    c') == (
        f"{HUSK}<p>a</p>{inner}<p>c</p></div>"
    )


def test_footnotes_and_links_reach_into_a_notice() -> None:
    done = flat('!!! viktig "Husk"\n    Pris[^1] hos [oss]\n\n[^1]: Pluss kost.\n\n[oss]: /oss/')
    assert 'href="#fn:1"' in done
    assert '<a href="/oss/">oss</a>' in done


@pytest.mark.parametrize(
    "body",
    [
        "```\n!!! viktig\n    x\n```",
        "    !!! viktig\n        x",
        "<div>\n!!! viktig\n    x\n</div>",
        "Hjelp!!! Nå",
        "Før\n    !!! viktig\n    x",
        "> !!! viktig",
    ],
    ids=["fence", "code", "raw", "words", "continued", "quote"],
)
def test_what_is_no_notice_stays_as_it_stands(body: str) -> None:
    assert notices_as_quotes(body, Options(0)) == body
    assert "!!!" in render(body).text


def test_notices_within_each_other_have_an_end() -> None:
    body = "".join("    " * depth + "!!! tips\n" for depth in range(300))
    assert render(body).html.count("<div") == 11
