"""Home, the departure board, units, target groups, the English page and the siding."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugins.memo.query import ask
from plugins.model.clock import OSLO
from plugins.views.content import EnglishView, HomeView, NotFoundView, TargetGroupView, UnitListView, UnitView
from plugins.views.departures import departures
from plugins.views.home import english_output, home_meta, home_output, not_found_output, too_long_output
from plugins.views.inputs import BuildInputs
from plugins.views.listing import pages_of
from plugins.views.plan import plan
from plugins.views.target_groups import target_group_output
from plugins.views.units import unit_list_output, unit_meta, unit_output
from tests.views.archive_makers import filled_store, meeting
from tests.views.content_makers import NOW, inputs, news, page, unit

SUBJECTS = [{"id": "kultur", "tittel": "Kultur"}, {"id": "barn", "tittel": "Barn"}]
GROUPS = [{"id": i, "tittel": i.title(), "ingress": "Alt for deg."} for i in ("innbyggere", "presse")]


def happening(title: str, when: str, **fields: object) -> dict[str, object]:
    return {"tittel": title, "type": "arrangement", "tid": when, **fields}


def home_view(given: BuildInputs) -> HomeView:
    view = home_output(given).view
    assert isinstance(view, HomeView)
    return view


def unit_view(given: BuildInputs, slug: str = "barnehage") -> UnitView:
    view = unit_output(given, slug).view
    assert isinstance(view, UnitView)
    return view


def test_today_comes_first_and_yesterday_is_gone() -> None:
    rows = departures(
        inputs(
            happenings=[
                happening("i morgen", "2026-11-24T08:00"),
                happening("i går", "2026-11-22T23:59"),
                happening("i dag, begynt", "2026-11-23T08:00"),
                happening("i dag, hele dagen", "2026-11-23", hele_dagen=True),
            ]
        )
    )
    assert [(r.what, r.today) for r in rows] == [
        ("i dag, hele dagen", True),
        ("i dag, begynt", True),
        ("i morgen", False),
    ]


def test_what_is_cancelled_stays_and_says_so() -> None:
    (row,) = departures(inputs(happenings=[happening("konsert", "2026-11-25T19:00", avlyst=True)]))
    assert row.cancelled


def test_meetings_of_the_archive_stand_on_the_board(tmp_path: Path) -> None:
    when = datetime(2026, 11, 24, 18, 0, tzinfo=OSLO)
    held = datetime(2026, 11, 1, 18, 0, tzinfo=OSLO)
    store = filled_store(tmp_path, meeting("m1", moetedato=when), meeting("m2", moetedato=held))
    with store:
        (row,) = departures(inputs(store=store, happenings=[]))
    assert (row.kind, row.when, row.cancelled) == ("møte", when, False)
    assert row.url.startswith("/politikk/mote/")


@pytest.mark.parametrize(("minutes", "live"), [(-1, False), (0, True), (299, True), (300, False)])
def test_a_meeting_is_shown_live_while_it_goes_on(tmp_path: Path, minutes: int, live: bool) -> None:
    when = datetime(2026, 11, 24, 18, 0, tzinfo=OSLO)
    made = meeting("m1", moetedato=when, videolink="https://tv.example/1")
    with filled_store(tmp_path, made) as store:
        (row,) = departures(inputs(store=store, happenings=[], now=when + timedelta(minutes=minutes)))
    assert (row.live, row.video, row.today) == (live, "https://tv.example/1", True)


def test_a_cancelled_meeting_is_struck_through_and_shows_no_web_tv(tmp_path: Path) -> None:
    when = datetime(2026, 11, 24, 18, 0, tzinfo=OSLO)
    made = meeting("m1", moetedato=when, videolink="https://tv.example/1", avlyst=True)
    with filled_store(tmp_path, made) as store:
        (row,) = departures(inputs(store=store, happenings=[], now=when))
    assert (row.cancelled, row.live, row.video) == (True, False, "")


def test_the_board_is_short() -> None:
    many = [happening(f"nr {n}", f"2026-12-{n:02}T10:00") for n in range(1, 25)]
    assert len(departures(inputs(happenings=many, settings={"departures_on_front": 6}))) == 6


def test_the_front_page_shows_what_the_editors_chose() -> None:
    front = {
        "oppgaver": [{"tekst": "Søk plass", "url": "/barnehage/opptak/"}],
        "soekeeksempler": ["når & hva"],
    }
    view = home_view(inputs(*(news(f"n{n}", f"2026-11-{n:02}") for n in range(1, 6)), front_page=front))
    assert [t.text for t in view.tasks] == ["Søk plass"]
    assert [s.url for s in view.example_searches] == ["/sok?q=n%C3%A5r+%26+hva"]
    assert [t.title for t in view.news] == ["N5", "N4", "N3"]


def test_a_new_site_leads_to_its_units() -> None:
    view = home_view(inputs(unit("kultur"), unit("barnehage")))
    assert [t.url for t in view.tasks] == ["/barnehage/", "/kultur/"]
    assert view.contact is None


def test_the_main_unit_answers_on_the_front_page() -> None:
    view = home_view(inputs(unit("servicetorget", telefon="64 87 87 00")))
    assert view.contact is not None
    assert view.contact.phone_href == "tel:+4764878700"


def test_the_english_page_is_linked_when_there_is_something_on_it() -> None:
    with_english = inputs(page("a", sprak="en"))
    assert [t.url for t in home_meta(with_english).translations] == ["/en/"]
    assert home_meta(inputs(page("a"))).translations == ()
    english = english_output(with_english)
    assert english.meta.language == "en"
    assert isinstance(english.view, EnglishView)
    assert [t.url for t in english.view.items] == ["/barnehage/a/"]


def test_the_siding_leads_on_and_is_not_indexed() -> None:
    siding = not_found_output(inputs())
    assert siding.file == "404.html"
    assert siding.meta.noindex
    assert isinstance(siding.view, NotFoundView)
    assert [link.url for link in siding.view.links] == [
        "/",
        "/virksomheter/",
        "/barnehage/",
    ]


def test_an_address_that_is_too_long_has_a_page_of_its_own() -> None:
    page = too_long_output(inputs())
    assert (page.file, page.template, page.meta.noindex) == ("414.html", "feil", True)


def test_a_units_pages_are_grouped_by_subject_in_the_registers_order() -> None:
    pages = [page("a", emner=["barn"]), page("b", emner=["kultur", "barn"]), page("c")]
    view = unit_view(inputs(*pages, subjects=SUBJECTS))
    assert [(g.title, [t.title for t in g.items]) for g in view.groups] == [
        ("Kultur", ["BB"]),
        ("Barn", ["AA"]),
        ("Mer hos oss", ["CC"]),
    ]


def test_one_group_alone_has_a_plain_heading() -> None:
    (group,) = unit_view(inputs(page("a", emner=["barn"]), subjects=SUBJECTS)).groups
    assert group.title == "Tjenester og informasjon"


def test_a_translation_is_not_listed_beside_its_original() -> None:
    pages = [page("a"), page("b", oversetter="barnehage/a", sprak="en"), page("c", sprak="en")]
    (group,) = unit_view(inputs(*pages)).groups
    assert [(t.title, t.language) for t in group.items] == [("AA", ""), ("CC", "en")]


def test_a_unit_knows_its_parent_and_parts() -> None:
    above, below = unit("oppvekst"), unit("barnehage", overordnet="oppvekst")
    given = inputs(above, below, unit("skjult", overordnet="oppvekst", status="utkast"))
    parent = unit_view(given).parent
    assert parent is not None
    assert parent.url == "/oppvekst/"
    assert [c.url for c in unit_view(given, "oppvekst").children] == ["/barnehage/"]


def test_a_unit_shows_its_own_news_and_offers_its_feed() -> None:
    given = inputs(news("a", "2026-11-01"), news("b", "2026-11-02", "kultur"), unit(), unit("kultur"))
    assert [t.title for t in unit_view(given, "kultur").news] == ["BB"]
    assert unit_meta(given.unit_card("kultur")).feeds[0].url == "/kultur/atom.xml"


def test_units_are_listed_in_norwegian_order() -> None:
    named = [
        unit(s, tittel=t)
        for s, t in (("a", "Ærfugl"), ("b", "Zoo"), ("c", "Ås"), ("d", "Øre"), ("e", "avgift"))
    ]
    view = unit_list_output(inputs(*named)).view
    assert isinstance(view, UnitListView)
    assert [t.title for t in view.units] == ["avgift", "Zoo", "Ærfugl", "Øre", "Ås"]


def test_a_target_group_has_its_pages_and_news_and_links_to_the_others() -> None:
    given = inputs(
        page("a", malgrupper=["presse"], emner=["barn"]),
        page("b", malgrupper=["innbyggere"]),
        news("c", "2026-11-01", malgrupper=["presse"]),
        target_groups=GROUPS,
        subjects=SUBJECTS,
    )
    view = target_group_output(given, "presse").view
    assert isinstance(view, TargetGroupView)
    assert [t.title for g in view.groups for t in g.items] == ["AA"]
    assert [t.title for t in view.news] == ["CC"]
    assert [link.url for link in view.others] == ["/for/innbyggere/"]
    groups = [key for key in plan(given, "content") if key[0].endswith(":target_group_output")]
    assert [ask(given, key).meta.path for key in groups] == ["/for/innbyggere/", "/for/presse/"]


def test_what_is_not_visible_now_is_in_no_list() -> None:
    hidden = [
        page("utkast", status="utkast"), page("intern", status="intern"),
        page("senere", publiseres_fra="2026-11-23T12:01"), page("over", gyldig_til="2026-11-22"),
    ]  # fmt: skip
    shown = [page("begynt", publiseres_fra="2026-11-23T12:00"), page("siste-dag", gyldig_til="2026-11-23")]
    given = inputs(*hidden, *shown, now=NOW)
    assert [card.slug for card in given.cards(pages_of(given, "barnehage"))] == ["begynt", "siste-dag"]
