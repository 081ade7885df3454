"""Elected bodies come from the register and from deliveries, and each has one page."""

from __future__ import annotations

from datetime import datetime

from plugins.model.clock import OSLO
from plugins.model.content import Registers
from plugins.views.bodies import Bodies, body_view, politics_view, split_by_time
from plugins.views.politics import MeetingRow
from tests.views.archive_makers import KOMMUNESTYRET

REGISTERS = Registers(bodies=(KOMMUNESTYRET,))


def row(day: int, *, past: bool) -> MeetingRow:
    when = datetime(2026, 11, day, 18, tzinfo=OSLO)
    return MeetingRow(when=when, title=f"Møte {day}", url=f"/m/{day}/", where="", status="", past=past)


def test_a_body_known_only_from_deliveries_gets_a_page() -> None:
    bodies = Bodies(REGISTERS.bodies, ["Quizutvalget", "Ski kommunestyre"])
    assert [b.slug for b in bodies.all()] == ["kommunestyret", "quizutvalget"]
    quiz = bodies.called("Quizutvalget")
    assert quiz is not None
    assert quiz.link.url == "/politikk/utvalg/quizutvalget/"


def test_spellings_with_one_address_are_one_body() -> None:
    bodies = Bodies(
        REGISTERS.bodies, ["Teknisk utvalg", "TEKNISK  UTVALG", "kommune-styret", "Kommunestyret"]
    )
    assert [b.slug for b in bodies.all()] == ["kommunestyret", "kommune-styret", "teknisk-utvalg"]
    assert bodies.called("teknisk utvalg") == bodies.called("TEKNISK  UTVALG")


def test_a_name_that_gives_no_address_is_no_body() -> None:
    assert Bodies(REGISTERS.bodies, ["", "???"]).called("???") is None


def test_meetings_to_come_are_soonest_first_and_held_newest_first() -> None:
    rows = [row(1, past=True), row(2, past=True), row(24, past=False), row(25, past=False)]
    upcoming, held = split_by_time(rows)
    assert [r.title for r in upcoming] == ["Møte 24", "Møte 25"]
    assert [r.title for r in held] == ["Møte 2", "Møte 1"]


def test_members_are_shown_in_office() -> None:
    body = Bodies(REGISTERS.bodies, ()).called("KST")
    assert body is not None
    view = body_view(body, [row(1, past=True)], None)
    assert [(m.name, m.role, m.party) for m in view.members] == [("Ragnhild Tveiterås", "ordfører", "Ap")]


def test_the_politics_page_shows_bodies_and_the_last_meetings() -> None:
    rows = [row(day, past=True) for day in range(1, 21)]
    view = politics_view(Bodies(REGISTERS.bodies, ()).all(), rows, None)
    assert [t.url for t in view.bodies] == ["/politikk/utvalg/kommunestyret/"]
    assert len(view.held) == 10
    assert view.held[0].title == "Møte 20"
