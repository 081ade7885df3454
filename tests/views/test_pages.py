"""The service page and its relatives in other languages and on other subjects."""

from __future__ import annotations

from typing import Any

from plugins.memo.query import ask
from plugins.source.types import Source
from plugins.views.card import Card
from plugins.views.content import PageView
from plugins.views.inputs import BuildInputs
from plugins.views.pages import page_meta, page_output, translations
from plugins.views.plan import plan
from plugins.views.related import related
from tests.views.content_makers import inputs, page, unit

SUBJECTS = [{"id": s, "tittel": s.title()} for s in ("barn", "skole")]


def view_of(source: Source[Any], given: BuildInputs) -> PageView:
    view = page_output(given, source.place).view
    assert isinstance(view, PageView)
    return view


def card_of(source: Source[Any], given: BuildInputs) -> Card:
    card = given.card(source.place)
    assert card is not None
    return card


def test_the_first_screen_answers_in_the_pages_own_language() -> None:
    english = page(sprak="en", for_hvem="Everyone", pris="Free", frist="1 March", svartid="A week")
    view = view_of(english, inputs(english))
    assert [(f.term, f.text) for f in view.facts] == [
        ("Who it is for", "Everyone"),
        ("Cost", "Free"),
        ("Deadline", "1 March"),
        ("Processing time", "A week"),
    ]


def test_facts_that_are_not_filled_in_are_left_out() -> None:
    nynorsk = page(sprak="nn", for_hvem="Alle")
    assert [f.term for f in view_of(nynorsk, inputs(nynorsk)).facts] == ["For kven"]


def test_only_headings_of_level_two_are_listed() -> None:
    shown = page(body="## En\n\n### Under\n\n## To")
    assert [h.anchor for h in view_of(shown, inputs(shown)).headings] == ["en", "to"]


def test_the_unit_the_page_names_answers_for_it_else_its_folders() -> None:
    named, own, hidden = page("a", virksomhet="kultur"), page("b"), page("c", virksomhet="skjult")
    given = inputs(named, own, hidden, unit(), unit("kultur"), unit("skjult", status="utkast"))
    urls = [view_of(p, given).contact.unit.url for p in (named, own, hidden)]
    assert urls == ["/kultur/", "/barnehage/", "/barnehage/"]
    assert page_meta(card_of(named, given), given).path == "/barnehage/a/"


def test_translations_are_found_both_ways_and_among_each_other() -> None:
    family = [
        page("a"),
        page("b", oversetter="barnehage/a", sprak="en"),
        page("c", oversetter="barnehage/a/", sprak="nn"),
    ]
    given = inputs(*family)
    found = {p.slug: {(t.language, t.url) for t in translations(card_of(p, given), given)} for p in family}
    a, b, c = ("nb", "/barnehage/a/"), ("en", "/barnehage/b/"), ("nn", "/barnehage/c/")
    assert found == {"a": {b, c}, "b": {a, c}, "c": {a, b}}


def test_a_translation_that_is_not_published_is_not_linked() -> None:
    original = page("a")
    given = inputs(original, page("b", oversetter="barnehage/a", sprak="en", status="utkast"))
    assert translations(card_of(original, given), given) == ()


def test_related_pages_share_subject_or_unit_the_closest_first() -> None:
    here = page("her", emner=["barn"])
    others = [
        page("a-samme-virksomhet"),
        page("b-samme-emne", "skole", emner=["barn"]),
        page("c-begge", emner=["barn"]),
        page("d-fremmed", "skole", emner=["skole"]),
        page("e-engelsk", emner=["barn"], sprak="en"),
        page("f-utkast", emner=["barn"], status="utkast"),
    ]
    given = inputs(here, *others, unit(), unit("skole"), subjects=SUBJECTS)
    found = related(card_of(here, given), given)
    assert [t.title.lower() for t in found] == ["c-begge", "b-samme-emne", "a-samme-virksomhet"]


def test_related_pages_are_few() -> None:
    pages = [page(f"side-{n}") for n in range(9)]
    given = inputs(*pages, settings={"related_pages": 4})
    assert len(related(card_of(pages[0], given), given)) == 4


def test_pages_of_a_hidden_unit_are_hidden() -> None:
    given = inputs(page("a"), page("b", "skjult"), unit(), unit("skjult", status="intern"))
    made = [ask(given, key) for key in plan(given, "content") if key[0].endswith(":page_output")]
    assert [output.meta.path for output in made] == ["/barnehage/a/"]


def test_breadcrumbs_begin_in_the_pages_language() -> None:
    english, norwegian = page("a", sprak="en"), page("b")
    given = inputs(english, norwegian)
    assert [c.url for c in page_meta(card_of(english, given), given).breadcrumbs] == ["/en/", "/barnehage/"]
    assert [c.url for c in page_meta(card_of(norwegian, given), given).breadcrumbs] == ["/", "/barnehage/"]
