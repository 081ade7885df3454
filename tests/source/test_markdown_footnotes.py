"""Footnotes: numbered as they are read, gathered below the text, with ways back."""

from __future__ import annotations

import lxml.html

from plugins.source.markdown import render


def page(body: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(render(body).html, create_parent="main")


def notes(body: str) -> list[str]:
    return [
        " ".join(note.text_content().split())
        for note in page(body).findall(".//div[@class='footnote']/ol/li")
    ]


def test_a_footnote_leads_there_and_back() -> None:
    root = page("Pris[^a].\n\n[^a]: Pluss kost.")
    (there,), (back,) = root.find_class("footnote-ref"), root.find_class("footnote-backref")
    assert there.text_content() == "1"
    assert root.get_element_by_id(there.get("href")[1:]) is back.getparent().getparent()
    assert root.get_element_by_id(back.get("href")[1:]) is there.getparent()
    assert back.get("title") == back.get("aria-label") == "Tilbake til teksten ved fotnote 1"


def test_footnotes_are_numbered_as_they_are_first_mentioned() -> None:
    assert notes("[^b] [^a] [^b]\n\n[^a]: A\n[^b]: B") == ["B ↩ ↩", "A ↩"]
    ids = [element.get("id") for element in page("[^B] [^b]\n\n[^b]: B").iter("sup")]
    assert ids == ["fnref:1", "fnref2:1"]


def test_a_footnote_that_nothing_mentions_is_there_and_leads_nowhere() -> None:
    assert notes("x[^1]\n\n[^2]: To\n\n[^1]: En") == ["En ↩", "To"]


def test_a_mention_of_no_footnote_is_text() -> None:
    assert render("x[^1]").html == "<p>x[^1]</p>"


def test_a_footnote_may_hold_blocks_headings_and_other_footnotes() -> None:
    done = render("x[^1]\n\n[^1]: a\n\n    ## Mer\n\n    - b[^2]\n\n[^2]: c")
    assert done.headings == ((2, "Mer", "mer"),)
    assert '<h2 id="mer">Mer</h2>' in done.html
    assert notes("x[^1]\n\n[^1]: a\n\n    - b[^2]\n\n[^2]: c") == ["a b2 ↩", "c ↩"]


def test_a_footnote_that_is_written_twice_loses_nothing() -> None:
    assert "En" in render("x[^1]\n\n[^1]: En\n\n[^1]: To").text
    assert "To" in render("x[^1]\n\n[^1]: En\n\n[^1]: To").text


def test_a_footnote_in_a_heading_is_not_in_its_name() -> None:
    assert render("## Pris [^1]\n\n[^1]: x").headings == ((2, "Pris", "pris"),)
