"""Every template renders its views: valid to read aloud, without script, and with nothing from outside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from msgspec import structs

from plugins.views.archive import DocumentLine
from plugins.views.frame import Link
from plugins.views.search import FacetValue
from tests.theme import samples_politics as politics
from tests.theme import samples_service as service
from tests.theme.samples import STATIC, TEMPLATES, Sample, render, samples

SAMPLES = {sample.name: sample for sample in samples()}
NOT_BUILT = {"base", "words", "komponenter"}


@cache
def _page(name: str) -> BeautifulSoup:
    return BeautifulSoup(render(SAMPLES[name]), "lxml")


@pytest.fixture(params=sorted(SAMPLES))
def page(request: pytest.FixtureRequest) -> BeautifulSoup:
    """Each sample in turn, parsed."""
    return _page(request.param)


def test_every_template_has_a_sample() -> None:
    templates = {file.stem for file in TEMPLATES.glob("*.html")} - NOT_BUILT
    assert templates == {sample.template for sample in SAMPLES.values()}


def test_a_page_carries_no_script_and_no_inline_style(page: BeautifulSoup) -> None:
    assert not page.find_all(["script", "style", "iframe", "object", "embed"])
    for element in page.find_all(True):
        assert "style" not in element.attrs
        assert not [name for name in element.attrs if name.startswith("on")]


def test_a_page_fetches_nothing_from_outside(page: BeautifulSoup) -> None:
    fetched = [
        *(link["href"] for link in page.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]")),
        *(element["src"] for element in page.select("[src]")),
        *(use["href"] for use in page.select("use")),
        *(form["action"] for form in page.select("form")),
    ]
    assert fetched
    assert all(str(address).startswith("/") and not str(address).startswith("//") for address in fetched)


def test_a_page_has_one_h1_and_skips_no_level(page: BeautifulSoup) -> None:
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_no_id_stands_twice(page: BeautifulSoup) -> None:
    twice = [name for name, count in Counter(e["id"] for e in page.select("[id]")).items() if count > 1]
    assert not twice


def test_a_page_has_its_landmarks_and_a_way_past_the_menu(page: BeautifulSoup) -> None:
    assert (
        len(page.find_all("main"))
        == len(page.select("body > header"))
        == len(page.select("body > footer"))
        == 1
    )
    first = page.select_one("body a")
    assert first
    assert first["href"] == "#innhold"
    assert page.select_one("main#innhold")


def test_labels_and_descriptions_point_at_something(page: BeautifulSoup) -> None:
    ids = {element["id"] for element in page.select("[id]")}
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for element in page.select(f"[{attribute}]"):
            assert set(str(element[attribute]).split()) <= ids, element


def test_an_icon_always_stands_with_a_text(page: BeautifulSoup) -> None:
    for icon in page.select("svg.icon"):
        assert isinstance(icon.parent, Tag)
        assert icon.parent.get_text(strip=True)
        assert icon["aria-hidden"] == "true"


def test_every_icon_that_is_named_is_vendored(page: BeautifulSoup) -> None:
    sprite = (STATIC / "vendor" / "icons" / "icons.svg").read_text(encoding="utf-8")
    for use in page.select("use"):
        assert f'id="{str(use["href"]).partition("#")[2]}"' in sprite


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_head_says_what_the_page_tells_about_itself(name: str) -> None:
    sample, page = SAMPLES[name], _page(name)
    html = page.html
    assert html
    assert html["lang"] == sample.meta.language
    assert page.select_one(f'link[rel=canonical][href="https://ski.kommune.no{sample.meta.path}"]')
    assert bool(page.select_one('meta[name=robots][content="noindex"]')) == sample.meta.noindex
    assert page.select_one(f'meta[name=description][content="{sample.meta.description}"]')


@pytest.mark.parametrize("name", ["side-en", "virksomhet-en", "nyhet-en", "english"])
def test_an_english_page_speaks_english_and_marks_what_is_norwegian(name: str) -> None:
    page = _page(name)
    skip = page.select_one(".skip-link")
    assert skip
    assert skip.get_text() == "Skip to main content"
    for norwegian in (".header__nav ul", ".demo-notice p", ".footer__row"):
        passage = page.select_one(norwegian)
        assert passage
        assert passage["lang"] == "nb"


def test_a_nynorsk_page_speaks_nynorsk() -> None:
    text = _page("side-nn").get_text()
    assert "Hopp til innhaldet" in text
    assert "Sist oppdatert 1. september 2026" in text


def test_text_from_a_delivery_is_never_markup() -> None:
    sample = SAMPLES["saksnummer"]
    evil = "<script>alert(1)</script>"
    view = structs.replace(sample.view, number=evil)
    html = render(Sample(name="x", template="saksnummer", view=view, meta=sample.meta))
    assert evil not in html
    assert "&lt;script&gt;" in html


def test_a_cancelled_departure_says_so_and_is_struck_through() -> None:
    row = _page("hjem").select_one(".departures__row--cancelled")
    assert row
    assert "Avlyst" in row.get_text()
    assert row.select_one("s")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("avlyst", ""),
        ("avholdt", "Sakslista er ikke publisert."),
        ("kommende", "Sakslista er ikke publisert ennå."),
    ],
)
def test_a_meeting_without_an_agenda_promises_none_that_will_not_come(status: str, said: str) -> None:
    sample = SAMPLES["mote"]
    view = structs.replace(politics.meeting(), agenda=(), pages=(), status=status)
    html = render(Sample(name="x", template="mote", view=view, meta=sample.meta))
    page = BeautifulSoup(html, "lxml")
    heading = page.select_one("#saksliste")
    assert (heading is not None) is bool(said)
    assert said in page.get_text()
    assert ("ennå" in page.get_text()) is (status == "kommende")


def test_a_missing_running_number_breaks_the_line_before_its_entry() -> None:
    gap = _page("postliste-dag").select_one(".entry-list__gap")
    assert gap
    after = gap.find_next_sibling("li")
    assert isinstance(after, Tag)
    assert after["id"] == "jp-3"


def test_a_hit_keeps_its_marks_and_its_language() -> None:
    page = _page("sok")
    assert page.select(".hit-list mark")
    assert page.select_one('.hit-list li[lang="en"]')


def test_the_search_keeps_its_words_and_filters() -> None:
    form = _page("sok").select_one("form.search-form")
    assert form
    assert form["method"] == "get"
    assert form.select_one('input[name=q][value="barnehage"]')
    assert form.select_one('input[type=hidden][name=virksomhet][value="barnehage"]')


def test_a_bar_is_as_long_as_its_share() -> None:
    rows = _page("innsikt").select("[aria-labelledby=mest-sokt] tbody rect")
    assert [row["width"] for row in rows] == ["100.0%", "41.8%"]


def test_an_undelivered_document_is_named_unless_it_repeats_the_title() -> None:
    sample = SAMPLES["mote"]
    same = DocumentLine(title="Personalsak", main=True)
    other = DocumentLine(title="Vedlegg 1", main=False)
    items = tuple(structs.replace(item, documents=(same, other)) for item in politics.meeting().agenda[2:])
    page = BeautifulSoup(
        render(replace(sample, view=structs.replace(politics.meeting(), agenda=items))), "lxml"
    )
    shown = page.select(".agenda .document-list li")
    assert [" ".join(line.get_text().split()) for line in shown] == ["Vedlegg 1 ikke publisert"]


def test_the_newest_year_of_the_post_list_is_open_and_the_older_ones_folded() -> None:
    folds = _page("postliste").select("[aria-labelledby=maneder] details")
    assert [fold.has_attr("open") for fold in folds] == [True, False]


def test_a_notice_folds_outside_the_front_page_but_a_crisis_never_does() -> None:
    assert not _page("hjem").select(".alert details")
    page = _page("side-varsler")
    folded = {alert["class"][1]: bool(alert.select("details")) for alert in page.select(".alert")}
    assert folded == {"alert--krise": False, "alert--avvik": True, "alert--info": True}
    assert all(
        "Oppdatert mandag 23. november kl. 09.40" in alert.get_text() for alert in page.select(".alert")
    )


def test_target_groups_are_marked_as_bokmaal_on_a_page_in_another_language() -> None:
    sample = SAMPLES["side-varsler"]
    groups = (Link(text="Innbyggere", url="/for/innbyggere/"),)
    for language, expected in (("en", "nb"), ("nn", "nb"), ("nb", None)):
        page = BeautifulSoup(
            render(
                replace(
                    sample,
                    meta=structs.replace(sample.meta, language=language),
                    view=structs.replace(sample.view, target_groups=groups),
                )
            ),
            "lxml",
        )
        assert page.select_one("main .link-row a[href='/for/innbyggere/']").get("lang") == expected


def test_the_period_in_force_is_marked_and_only_that() -> None:
    marked = [link.get_text() for link in _page("innsikt").select(".link-row a[aria-current]")]
    assert marked == ["Siste 4 uker"]


def test_an_entry_ends_its_facts_with_its_permanent_address() -> None:
    for entry in _page("postliste-dag").select(".entry-list__entry"):
        last = entry.select(".entry-list__facts > div")[-1]
        assert last.a is not None
        assert str(last.a["href"]).startswith("/journalpost/")


@pytest.mark.parametrize(
    ("filters", "heading"),
    [
        (0, "Ingen treff på «sjiraff i hagen»"),
        (1, "Ingen treff på «sjiraff i hagen» med dette filteret"),
        (2, "Ingen treff på «sjiraff i hagen» med disse filtrene"),
    ],
)
def test_filters_that_leave_no_hits_are_named_as_the_cause(filters: int, heading: str) -> None:
    sample = next(sample for sample in SAMPLES.values() if sample.view == service.no_hits())
    chosen = (FacetValue(text="Nyheter", count=0, url="/sok?q=sjiraff+i+hagen", chosen=True),) * filters
    page = BeautifulSoup(
        render(replace(sample, view=structs.replace(service.no_hits(), chosen=chosen))), "lxml"
    )
    assert page.select_one(".search__nothing h2").get_text() == heading
