"""Hearings: open until their last day is over, then closed; on the board, in the feed and in the search."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from plugins.model.clock import OSLO
from plugins.views.departures import departures
from plugins.views.hearing_views import HearingsView
from plugins.views.hearings import full_number, open_hearings, open_hearings_of_case
from plugins.views.hearings_feed import hearings_feed
from plugins.views.hearings_page import hearing_documents, hearings_output
from plugins.views.inputs import BuildInputs
from tests.views.archive_makers import case, filled_store, item, meeting
from tests.views.content_makers import NOW, inputs, unit

LAST_DAY = datetime(2026, 12, 11, tzinfo=OSLO)


def hearing(slug: str = "ski-vest", **changes: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "tittel": "Områderegulering for Ski vest",
        "ingress": "900 boliger, skole og park.",
        "virksomhet": "plan",
        "kunngjort": "2026-11-01",
        "frist": "2026-12-11",
        "svar": ["Skriv til oss."],
        **changes,
    }


def given(*hearings: dict[str, Any], **more: Any) -> BuildInputs:
    return inputs(unit("plan"), hearings=hearings or (hearing(),), **more)


def page(made: BuildInputs) -> HearingsView:
    view = hearings_output(made).view
    assert isinstance(view, HearingsView)
    return view


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (LAST_DAY - timedelta(days=9), True),
        (LAST_DAY + timedelta(hours=23, minutes=59), True),
        (LAST_DAY + timedelta(days=1), False),
    ],
)
def test_a_hearing_is_closed_by_the_clock_after_its_last_day(now: datetime, is_open: bool) -> None:
    made = given(now=now)
    view = page(made)
    assert (len(view.open), len(view.closed)) == (int(is_open), int(not is_open))
    assert len(open_hearings(made)) == int(is_open)
    assert [row.kind for row in departures(made)] == ["høring"] * is_open


def test_what_is_not_published_or_announced_is_nowhere() -> None:
    made = given(
        hearing("utkast", status="utkast"),
        hearing("senere", kunngjort="2026-11-24"),
        hearing("klokka", publiseres_fra="2026-11-23T12:01"),
    )
    view = page(made)
    assert view.open == view.closed == open_hearings(made) == ()
    assert list(hearing_documents(made)) == []
    assert feedparser.parse(hearings_feed(made).text).entries == []


def test_the_nearest_deadline_and_the_last_closed_come_first() -> None:
    made = given(
        hearing("a", frist="2027-01-15"),
        hearing("b", frist="2026-12-11"),
        hearing("c", frist="2026-11-03"),
        hearing("d", frist="2026-11-22"),
    )
    view = page(made)
    assert [h.anchor for h in view.open] == ["b", "a"]
    assert [h.anchor for h in view.closed] == ["d", "c"]


def test_a_hearing_links_to_its_case_and_the_case_to_it(tmp_path: Path) -> None:
    store = filled_store(
        tmp_path, case(), case("s2", arkiv="annet", sakssekvensnummer=7), case("s3", sakssekvensnummer=7)
    )
    made = given(
        hearing("a", saksnummer="26/1234"),
        hearing("b", saksnummer="2026/7", frist="2026-12-12"),
        hearing("c", saksnummer="2026/9", frist="2026-12-13"),
        store=store,
    )
    links = [h.case for h in page(made).open]
    assert [(link.text, link.url) for link in links if link] == [
        ("Sak 2026/1234", "/sak/b87ca23f/s1/"),
        ("Sak 2026/7", "/sak/2026/7/"),
        ("Sak 2026/9", ""),
    ]
    assert [row.url for row in open_hearings_of_case(made, "2026/1234")] == ["/horinger/#a"]
    assert open_hearings_of_case(made, "2026/8") == ()


def test_cases_on_the_agendas_to_come_are_listed_by_time(tmp_path: Path) -> None:
    coming = NOW + timedelta(days=9)
    store = filled_store(
        tmp_path,
        case(),
        meeting("m1", moetedato=coming, saker=(item("a"), item("b", saksmappe_id="", tittel="Referatsaker"))),
        meeting("m2", moetedato=NOW - timedelta(days=9), saker=(item("c"),)),
        meeting("m3", moetedato=coming, avlyst=True, saker=(item("d"),)),
    )
    (row,) = page(given(store=store)).coming
    assert (row.number, row.title, row.url) == ("35/26", "Ny gangbru over jernbanen", "/sak/b87ca23f/s1/")
    assert (row.meeting.url, row.when) == ("/politikk/mote/b87ca23f/m1/#sak-a", coming)


def test_the_feed_tells_of_a_new_hearing_and_of_one_that_is_closed() -> None:
    opened, closed = (
        feedparser.parse(hearings_feed(given(now=now)).text).entries[0]
        for now in (NOW, LAST_DAY + timedelta(days=3))
    )
    assert opened.id == closed.id
    assert opened.link == "http://localhost:8000/horinger/#ski-vest"
    assert (opened.updated, closed.updated) == ("2026-11-01T08:00:00+01:00", "2026-12-12T08:00:00+01:00")
    assert "Frist 11. desember 2026" in opened.summary
    assert "Avsluttet 11. desember 2026" in closed.summary


def test_a_hearing_is_found_with_its_deadline_and_unit() -> None:
    (found,) = hearing_documents(given(hearing(saksnummer="26/12")))
    assert (found.kind, found.url, found.unit, found.number) == (
        "horing",
        "/horinger/#ski-vest",
        "plan",
        "2026/12",
    )
    assert found.summary.startswith("Frist 11. desember 2026.")


def test_a_unit_that_is_not_shown_is_not_linked() -> None:
    (shown,) = page(given(hearing(virksomhet="finnes-ikke"))).open
    assert shown.unit is None


@pytest.mark.parametrize(("written", "full"), [("15/1", "2015/1"), ("2026/0012", "2026/12"), ("", "")])
def test_case_numbers_are_compared_in_full(written: str, full: str) -> None:
    assert full_number(written) == full
