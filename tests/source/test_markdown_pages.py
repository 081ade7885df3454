"""Markdown to safe HTML."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.identifiers import find_national_ids
from plugins.source.markdown import render
from plugins.source.markdown_site import resolve_link

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
        'x\n{: onclick="alert(1)" }',
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


def test_notices_footnotes_and_definitions_are_made() -> None:
    done = render('!!! viktig "Husk"\n    Frist\n\nTekst[^1]\n\nOrd\n:   Forklaring\n\n[^1]: Fot').html
    assert '<div class="admonition viktig">' in done
    assert 'title="Tilbake til teksten ved fotnote 1"' in done
    assert "<dd>Forklaring</dd>" in done


def test_quotes_and_dashes_stay_as_written() -> None:
    assert render('"Hei" -- der...').text == '"Hei" -- der...'


def test_the_text_has_a_line_for_each_block_and_keeps_cells_apart() -> None:
    text = render("## Tittel\nBarne*hage*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n- y").text
    assert text == "Tittel\nBarnehage\na, b\n1, 2\nx\ny"


def test_numbers_in_neighbouring_cells_never_make_an_identity_number() -> None:
    text = render("| Årsverk | År | Ansatte |\n|---|---|---|\n| 870 | 2025 | 2 365 |").text
    assert find_national_ids("870 2025 2 365")
    assert not find_national_ids(text)


def test_pages_do_not_leak_into_each_other() -> None:
    render("Fot[^1]\n\n## Frist\n\n[^1]: Note\n\n*[SFO]: skolefritidsordning")
    assert render("## Frist\n\nSFO").html == '<h2 id="frist">Frist</h2>\n<p>SFO</p>'


@pytest.mark.parametrize(
    "body", ["- " * 3000 + "x", "x[^1]\n\n[^1]: a\n\n    [^2]: b\n\n[^3]: c"], ids=["lists", "footnotes"]
)
def test_what_is_nested_too_deep_is_refused_and_leaves_nothing_behind(body: str) -> None:
    with pytest.raises(RecursionError):
        render(body)
    assert render("Etter").html == "<p>Etter</p>"


@pytest.mark.parametrize(
    "body",
    [
        "## Frist {id}",
        "## Frist {data-toc-label}",
        "[a](b){href}",
        "![a](b){src}",
        "| a {style} |\n|---|\n| b |",
    ],
)
def test_an_attribute_without_a_value_does_not_stop_a_page(body: str) -> None:
    assert "style" not in render(body).html


def test_control_characters_do_not_stop_a_page() -> None:
    assert render("a&#1;b").text == "a\x01b"


def test_an_empty_body_is_empty() -> None:
    assert render("") == render("\n\n ")
    assert render("").text == ""


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab<>/=\"'()[]{}!#*_-|:&;\n `javscriptonerx"), max_size=200))
def test_any_text_becomes_html_with_allowed_parts_alone(text: str) -> None:
    done = render(text)
    if not done.html.strip():
        return
    for element in lxml.html.fragment_fromstring(done.html, create_parent="div").iter():
        assert element.tag not in {"script", "iframe", "form", "input", "h1", "style"}
        assert not any(name.startswith("on") for name in element.attrib)
        assert not element.get("href", "").lower().startswith("javascript")
