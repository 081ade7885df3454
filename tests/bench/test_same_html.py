"""A peer that drops, moves or adds something is found out; taste in white space is not."""

from __future__ import annotations

import pytest

from bench.same_html import Agreement, compare

OURS = """<!doctype html><html><head><meta name="description" content="Om bad"><title>Bad</title></head><body>
<main class="container"><h2 id="nar">Når?</h2>
<div class="table-scroll" tabindex="0"><table><tr><td>mandag</td><td>kl. 15</td></tr></table></div>
<p>Se <a href="/skole/sfo/" rel="external">SFO</a> og <a href="#nar">når</a>.</p></main></body></html>"""


def beside(theirs: str):
    return compare("/bad/", OURS.encode(), theirs.encode())


def same(found) -> tuple[bool, bool, bool]:
    return found.text, found.links, found.structure


def test_white_space_heading_ids_and_table_wrappers_are_taste():
    theirs = OURS.replace('<div class="table-scroll" tabindex="0">', "").replace("</table></div>", "</table>")
    theirs = theirs.replace('id="nar"', 'id="når"').replace('"#nar"', '"#når"').replace("\n", "\n\n  ")
    assert same(beside(theirs)) == (True, True, True)
    assert beside(theirs).lost == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kl. 15", "", (False, True, True)),
        ("mandag", "tirsdag", (False, True, True)),
        ("/skole/sfo/", "/sfo/", (True, False, True)),
        ("<p>", "<p><span></span>", (True, True, False)),
        ("Om bad", "Om noe annet", (True, True, False)),
    ],
)
def test_what_is_not_the_same_is_told(old, new, expected):
    assert same(beside(OURS.replace(old, new))) == expected


def test_lost_and_added_words_are_named():
    found = beside(OURS.replace("mandag", "tirsdag"))
    assert (found.lost, found.added) == (("mandag",), ("tirsdag",))


def test_words_in_another_order_are_not_lost_but_not_the_same():
    found = beside(OURS.replace("<td>mandag</td><td>kl. 15</td>", "<td>kl. 15</td><td>mandag</td>"))
    assert found.lost == ()
    assert not found.text


def test_a_sample_says_how_many_are_the_same_and_which_lose(tmp_path):
    for site, pages in (("vi", ("a", "b", "c")), ("de", ("a", "b"))):
        for page in pages:
            (tmp_path / site / page).mkdir(parents=True)
            (tmp_path / site / page / "index.html").write_text(OURS)
    (tmp_path / "de/b/index.html").write_text(OURS.replace("/skole/sfo/", "/sfo/"))
    found = Agreement.between(tmp_path / "vi", tmp_path / "de", ["/a/", "/b/", "/c/"])
    assert round(found.share("text")) == 67
    assert round(found.share("links")) == 33
    assert [page.address for page in found.losing] == ["/c/"]
