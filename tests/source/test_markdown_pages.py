"""Markdown to safe HTML."""

from __future__ import annotations

import gc
import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.identifiers import find_national_ids
from plugins.source.markdown import plain_text, render
from plugins.source.markdown_links import resolve_link

KNOWN = {
    "barnehage/sider/opptak.md": "/barnehage/opptak/",
    "barnehage/virksomhet.md": "/barnehage/",
    "kultur/nyheter/konsert.md": "/nyheter/2026/11/konsert/",
}


FORBIDDEN = "script onerror onclick onmouse onload style <form <iframe data: <!-- refresh".split()


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<iframe src="https://evil.example"></iframe>',
        "<svg onload=alert(1)>",
        '<p style="position:fixed">x</p>',
        '<form action="https://evil.example"><input name="q"></form>',
        '<div onclick="alert(1)" markdown>x</div>',
        '*x*{style="color:red" onmouseover="alert(1)"}',
        "<style>body{display:none}</style>",
        '<meta http-equiv="refresh" content="0">',
        "<!-- <script> -->",
    ],
)
def test_nothing_that_runs_or_leads_astray_survives(evil: str) -> None:
    done = render(f"Før\n\n{evil}\n\nEtter").html
    for word in FORBIDDEN:
        assert word not in done.lower()
    assert "Før" in done
    assert "Etter" in done


def test_the_body_begins_at_level_two_whatever_the_editor_began_with() -> None:
    assert [level for level, _, _ in render("# En\n\n## To\n\n###### Seks").headings] == [2, 3, 6]
    assert [level for level, _, _ in render("## En\n\n### To").headings] == [2, 3]
    assert "<h1" not in render("<h1>Rå</h1>\n\n# En").html


def test_anchors_are_slugs_that_are_stable_and_unique() -> None:
    headings = render("## Når er *fristen*?\n\n## Når er fristen?\n\n## Æ & Å {#eget}\n\n## …").headings
    assert headings == (
        (2, "Når er fristen?", "nar-er-fristen"),
        (2, "Når er fristen?", "nar-er-fristen_1"),
        (2, "Æ & Å", "eget"),
        (2, "…", "avsnitt"),
    )


def test_anchors_never_collide_with_those_of_the_templates() -> None:
    assert [anchor for _, _, anchor in render("## Kontakt\n\n## Innhold").headings] == [
        "kontakt-avsnitt",
        "innhold-avsnitt",
    ]


def test_no_two_tables_of_a_page_are_called_the_same() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    html = render(f"{table}## Pris *nå*\n\n{table * 4}").html
    assert re.findall(r'aria-label="([^"]+)"', html) == [
        "a, b",
        "Pris nå",
        "Pris nå: a, b",
        "Pris nå 4",
        "Pris nå 5",
    ]


def test_a_table_scrolls_can_be_reached_by_keyboard_and_has_headers() -> None:
    root = lxml.html.fromstring(render("| a | b |\n|---|--:|\n| 1 | 2 |").html)
    assert root.get("class") == "table-scroll"
    assert (root.get("tabindex"), root.get("role"), root.get("aria-label")) == ("0", "region", "a, b")
    assert [th.get("scope") for th in root.iter("th")] == ["col", "col"]
    assert [td.get("class") for td in root.iter("td")] == [None, "align-right"]


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("opptak.md", "/barnehage/opptak/"),
        ("opptak.md#frist", "/barnehage/opptak/#frist"),
        ("../virksomhet.md", "/barnehage/"),
        ("../../kultur/nyheter/konsert.md", "/nyheter/2026/11/konsert/"),
        ("../bilder/brua.png", "/barnehage/bilder/brua.png"),
        ("../../kultur/filer/skjema.pdf", "/kultur/filer/skjema.pdf"),
        ("../bilder/min%20bru.png", "/barnehage/bilder/min%20bru.png"),
        ("/sok?q=a", "/sok?q=a"),
        ("#frist", "#frist"),
        ("https://example.no/a.md", "https://example.no/a.md"),
        ("mailto:a@b.no", "mailto:a@b.no"),
        ("//example.no", "//example.no"),
        ("finnes-ikke.md", "finnes-ikke.md"),
        ("../../../../etc/passwd", "../../../../etc/passwd"),
        ("", ""),
    ],
)
def test_links_between_files_lead_to_addresses(target: str, address: str) -> None:
    assert resolve_link(target, "barnehage/sider", KNOWN) == address


def test_links_out_are_marked_and_links_within_are_not() -> None:
    done = render("[ut](https://nrk.no) [inn](opptak.md)", folder="barnehage/sider", known=KNOWN).html
    assert '<a href="https://nrk.no" rel="external noopener">ut</a>' in done
    assert '<a href="/barnehage/opptak/">inn</a>' in done


def test_a_picture_keeps_its_text_and_waits_until_it_is_seen() -> None:
    done = render("![Brua](../bilder/brua.png)", folder="barnehage/sider").html
    assert '<img alt="Brua" loading="lazy" src="/barnehage/bilder/brua.png">' in done


def test_a_passage_in_another_language_says_so() -> None:
    assert '<em lang="en">Brexit</em>' in render("*Brexit*{lang=en}").html
    assert '<span lang="en">plain</span>' in render('Skriv <span lang="en">plain</span>.').html


def test_a_definition_is_made() -> None:
    assert render("Ord\n:   Forklaring").html == "<dl>\n<dt>Ord</dt>\n<dd>Forklaring</dd>\n</dl>"


def test_quotes_and_dashes_stay_as_written() -> None:
    assert render('"Hei" -- der...').text == '"Hei" -- der...'


def test_the_text_has_a_line_for_each_block_and_keeps_cells_apart() -> None:
    text = render("## Tittel\nBarne*hage*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n- y").text
    assert text == "Tittel\nBarnehage\na, b\n1, 2\nx\ny"


@given(st.text(alphabet=[*"a, ", *(chr(n) for n in range(0x3001) if chr(n).isspace() and chr(n) != "\n")]))
def test_the_text_has_one_space_where_there_was_any(words: str) -> None:
    assert plain_text(f"<p>b{words}b</p>\n<p> {words}c </p>").split("\n") == [
        " ".join(f"b{words}b".split()),
        " ".join(f"{words}c".split()),
    ]


def test_numbers_in_neighbouring_cells_never_make_an_identity_number() -> None:
    text = render("| Årsverk | År | Ansatte |\n|---|---|---|\n| 870 | 2025 | 2 365 |").text
    assert find_national_ids("870 2025 2 365")
    assert not find_national_ids(text)


def test_pages_do_not_leak_into_each_other() -> None:
    render("Fot[^1]\n\n## Frist\n\n[^1]: Note\n\n[nav]: https://nav.no")
    assert render("## Frist\n\n[nav] [^1]").html == '<h2 id="frist">Frist</h2>\n<p>[nav] [^1]</p>'


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("Ta med:\n- mat\n- klær", "<p>Ta med:</p><ul><li>mat</li><li>klær</li></ul>"),
        ("- mat\n  - brød", "<ul><li>mat<ul><li>brød</li></ul></li></ul>"),
        ("3. tre\n4. fire", '<ol start="3"><li>tre</li><li>fire</li></ol>'),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("```js\na < b\n```", '<pre><code class="language-js">a &lt; b</code></pre>'),
        ("> sitat\n> - punkt", "<blockquote><p>sitat</p><ul><li>punkt</li></ul></blockquote>"),
        ("Se [NAV][] her.\n\n[nav]: /nav/ 'T'", '<p>Se <a href="/nav/" title="T">NAV</a> her.</p>'),
        ("<post@ski.no>", '<p><a href="mailto:post@ski.no">post@ski.no</a></p>'),
        ("<div>\n\n*Husk*\n\n</div>", "<div><p><em>Husk</em></p></div>"),
        ("![a *b* ![c](d)](e 'f')", '<p><img alt="a b c" loading="lazy" src="e" title="f"></p>'),
        ("a\n***\nb", "<p>a</p><hr><p>b</p>"),
    ],
)
def test_what_every_editor_of_commonmark_writes_is_understood(written: str, made: str) -> None:
    assert re.sub(r"\n", "", render(written).html) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("[Open house](/x){lang=en}!", '<a href="/x" lang="en">Open house</a>!'),
        ("**Open *now***{: lang=en }", '<strong lang="en">Open <em>now</em></strong>'),
        ("`x`{#eget .kode}", '<code id="eget" class="kode">x</code>'),
        ('*x*{onclick="alert(1)" title="a &amp; b"}', '<em title="a &amp; b">x</em>'),
        ("*x* {lang=en}", "<em>x</em> {lang=en}"),
        ("*x*{se under}", "<em>x</em>{se under}"),
        ("[a](b){href}", '<a href="b">a</a>{href}'),
        ("![a](b){src}", '<img alt="a" loading="lazy" src="b">{src}'),
        ("{lang=en}", "{lang=en}"),
    ],
)
def test_attributes_in_braces_belong_to_what_they_touch(written: str, made: str) -> None:
    assert render(written).html == f"<p>{made}</p>"


def test_a_heading_may_be_given_a_name_and_a_language() -> None:
    assert render("## Open {#apent lang=en onclick=x}").html == '<h2 lang="en" id="apent">Open</h2>'
    assert [name for *_, name in render("## Frist\n\n*x*{#frist}").headings] == ["frist_1"]


@pytest.mark.parametrize(
    "body",
    [
        "- a\n  " * 10 + "> " * 200 + "x",
        "> - " * 3000 + "x",
        "<div>\n" * 3000,
        "<b>x " * 3000,
        "".join("  " * depth + "- a\n" for depth in range(300)),
    ],
    ids=["in-lists", "lists", "raw-blocks", "raw-words", "indented"],
)
def test_what_is_nested_too_deep_is_refused_and_leaves_nothing_behind(body: str) -> None:
    with pytest.raises(RecursionError):
        render(body)
    assert render("Etter").html == "<p>Etter</p>"


def test_much_that_is_not_nested_is_not_refused() -> None:
    assert render("<br><li>x<p>x</p><span>x</span>\n" * 3000).html
    assert len(render("## Frist\n\n" * 3000).headings) == 3000


@pytest.mark.parametrize(
    "body", ["<!-- husk\n\nEtter", "<div><!-- husk\n\nEtter", "<!-- <!-- husk\n\nEtter", "a <!-- Etter"]
)
def test_a_comment_that_nobody_ended_hides_nothing(body: str) -> None:
    assert "Etter" in render(body).text


def test_a_page_leaves_nothing_for_the_collector_that_a_build_turns_off() -> None:
    body = "# En\n\n[a](b) ![c](d) *e*{lang=en}[^1]\n\n| a |\n|---|\n\n[^1]: Fot\n\n!!! viktig\n    x"
    gc.collect()
    gc.disable()
    try:
        render(body)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_control_characters_do_not_stop_a_page() -> None:
    assert render("a&#1;b").text == "a\x01b"


def test_an_empty_body_is_empty() -> None:
    assert render("") == render("\n\n ")
    assert render("").text == ""


PIECES = (
    *"ab<>/=\"'()[]{}!#*_-|:&;\\`^~+1 ", "\n", "\n\n", "    ", "javascript:", " onerror=", "<script>",
    "</div>", "<!--", "-->", "😀", "[^1]", "\n\n[^1]: ", "{lang=en}", "*a*{#b}", "\n!!! viktig",
    ' "Husk"\n    ', "> ", "- ", "\n| a | b |\n|---|:-:|\n", "![", "](", "```", "\ufdd0a b", "\x00",
    "\r\n", "\t", "# ", "\n:   ",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_becomes_html_with_allowed_parts_alone(text: str) -> None:
    done = render(text)
    assert re.fullmatch(r"[^<>]*(<[^<>]*>[^<>]*)*", done.html)
    assert all(2 <= level <= 6 for level, _, _ in done.headings)
    if not done.html.strip():
        return
    root = lxml.html.fragment_fromstring(done.html.replace("\x00", ""), create_parent="div")
    for element in root.iter():
        assert element.tag not in {"script", "iframe", "form", "input", "h1", "style"}
        assert not any(name.startswith("on") for name in element.attrib)
        assert not element.get("href", "").lower().startswith("javascript")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_letters_become_a_page(text: str) -> None:
    assert isinstance(render(text).text, str)
