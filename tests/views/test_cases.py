"""A case shows its entries in order and its way through the bodies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from plugins.model.archive import Journalposttype, Stemme, Votering
from plugins.model.clock import OSLO, start_of
from plugins.views.cases import case_number_view, case_view
from plugins.views.hearing_views import AnnouncedHearing, HearingRow
from plugins.views.journal import MASK, MASKED_NOTE
from plugins.views.politics import CaseView
from tests.views.archive_makers import ARKIV, FRESH, NOW, OLD, TODAY, case, entry, item, meeting, person
from tests.views.conftest import ReaderMaker

HELD = datetime(2026, 11, 18, 18, tzinfo=OSLO)
TO_COME = NOW + timedelta(days=9)


def view_of(reading: ReaderMaker, *records: Any, **options: Any) -> CaseView:
    reader = reading(*records, **options)
    known = reader.case(ARKIV, "s1")
    assert known is not None
    return case_view(known, reader)


def recommendation() -> Any:
    return entry("fremlegg", type=Journalposttype.SAKSFRAMLEGG, tittel="Gangbru: saksframlegg")


def test_entries_stand_in_the_order_of_the_case(reading: ReaderMaker) -> None:
    made = [entry(f"j{n}", journalpostnummer=n, journalsekvensnummer=n) for n in (10, 2, 1)]
    assert [e.number for e in view_of(reading, case(), *made).entries] == [
        "2026/1234-1",
        "2026/1234-2",
        "2026/1234-10",
    ]


def test_a_case_that_no_body_treats_has_no_line(reading: ReaderMaker) -> None:
    assert view_of(reading, case(), entry()).stops == ()


def test_the_decision_is_the_stop_we_are_at(reading: ReaderMaker) -> None:
    first = meeting("m1", moetedato=HELD - timedelta(days=20), saker=(item("a", status="Utsatt"),))
    last = meeting("m2", moetedato=HELD, saker=(item("b", vedtak="Gangbrua bygges."),))
    stops = view_of(reading, case(), recommendation(), first, last).stops
    assert [s.state for s in stops] == ["passert", "passert", "her"]
    assert stops[-1].result == "Gangbrua bygges."
    assert stops[-1].url == f"/politikk/mote/{ARKIV}/m2/#sak-b"
    assert "KST-35/26" in stops[-1].text


def test_a_meeting_to_come_is_the_open_stop_and_says_no_result(reading: ReaderMaker) -> None:
    held = meeting("m1", moetedato=HELD, saker=(item("a", status="Behandlet"),))
    coming = meeting("m2", moetedato=TO_COME, saker=(item("b", vedtak="Innstilling: bygges."),))
    stops = view_of(reading, case(), held, coming).stops
    assert [s.state for s in stops] == ["passert", "kommende"]
    assert stops[-1].result == ""


def test_a_case_that_waits_has_an_open_last_stop(reading: ReaderMaker) -> None:
    stops = view_of(reading, case(), recommendation()).stops
    assert [(s.title, s.state) for s in stops] == [
        ("Saksframlegg", "passert"),
        ("Neste behandling", "kommende"),
    ]
    assert stops[0].url == "#jp-fremlegg"


def test_a_recommendation_is_not_the_end_of_the_line(reading: ReaderMaker) -> None:
    held = meeting(saker=(item(vedtak="Innstilling: Gangbrua bygges."),))
    stops = view_of(reading, case(), held).stops
    assert [s.state for s in stops] == ["passert", "kommende"]


def test_a_closed_case_waits_for_nothing(reading: ReaderMaker) -> None:
    stops = view_of(reading, case(saksstatus="Avsluttet"), recommendation()).stops
    assert [s.title for s in stops] == ["Saksframlegg"]


def test_a_cancelled_meeting_is_a_cancelled_stop(reading: ReaderMaker) -> None:
    cancelled = meeting(moetedato=TO_COME, avlyst=True, saker=(item(),))
    stops = view_of(reading, case(), cancelled).stops
    assert [s.state for s in stops] == ["avlyst", "kommende"]
    assert stops[0].result == "Møtet er avlyst"


def test_a_long_decision_is_cut_between_words(reading: ReaderMaker) -> None:
    long = "Kommunestyret vedtar planen med endringer. " * 12
    stops = view_of(reading, case(), meeting(saker=(item(vedtak=long),))).stops
    assert len(stops[0].result) <= 162
    assert stops[0].result.endswith(" …")


def test_an_old_case_hides_the_name_in_its_title_and_its_officer(reading: ReaderMaker) -> None:
    old = case(tittel="Garasje - Kari Nordlie", saksdato=OLD, saksansvarlig="Liv Moen")
    made = (entry("j1", journaldato=OLD, parter=(person("Kari Nordlie"),)), entry("j2", journaldato=FRESH))
    view = view_of(reading, old, *made)
    assert view.title == f"Garasje - {MASK}"
    assert view.responsible == ""
    assert view.notes == (MASKED_NOTE,)
    assert all("Kari" not in e.case.text for e in view.entries)


def test_a_fresh_case_needs_no_note_on_names(reading: ReaderMaker) -> None:
    view = view_of(reading, case(saksansvarlig="Liv Moen"), entry(parter=(person("Kari Nordlie"),)))
    assert view.responsible == "Liv Moen"
    assert view.notes == ()


def test_the_setting_shows_old_names(reading: ReaderMaker) -> None:
    old = case(tittel="Garasje - Kari Nordlie", saksdato=OLD)
    view = view_of(reading, old, entry(journaldato=OLD, parter=(person("Kari Nordlie"),)), mask=False)
    assert view.title == "Garasje - Kari Nordlie"


def test_the_unit_is_ours_where_the_archives_name_matches(reading: ReaderMaker) -> None:
    view = view_of(reading, case(administrativ_enhet="PLAN"), entry())
    assert view.unit == "Plan og miljø"
    assert view.contact is not None
    assert view.contact.unit.url == "/plan/"


def test_an_unknown_unit_keeps_the_archives_name_and_servicetorget_answers(reading: ReaderMaker) -> None:
    view = view_of(reading, case(administrativ_enhet="QuizAvd"), entry())
    assert view.unit == "QuizAvd"
    assert view.contact is not None
    assert view.contact.unit.url == "/servicetorget/"


def test_an_entry_without_a_unit_belongs_to_that_of_its_case(reading: ReaderMaker) -> None:
    view = view_of(reading, case(administrativ_enhet="Plan"), entry(administrativ_enhet=""))
    assert view.entries[0].unit == "Plan og miljø"


def test_cases_that_share_a_number_are_listed(reading: ReaderMaker) -> None:
    reader = reading(case("s1"), case("s2", arkiv="00000000", tittel="Et annet arkivs sak"))
    view = case_number_view(2026, 1234, reader)
    assert view.number == "2026/1234"
    assert {c.url for c in view.cases} == {"/sak/b87ca23f/s1/", "/sak/00000000/s2/"}


def test_one_case_with_a_number_is_where_the_number_leads(reading: ReaderMaker) -> None:
    view = case_number_view(2026, 1234, reading(case()))
    assert [c.url for c in view.cases] == ["/sak/b87ca23f/s1/"]


def test_what_was_decided_stands_body_by_body_with_its_video(reading: ReaderMaker) -> None:
    votes = (Votering(stemme=Stemme.JA, representerer="Ap", antall=8),)
    first = meeting(
        "m1", moetedato=HELD - timedelta(days=20), saker=(item("a", vedtak="Innstilling: bygges."),)
    )
    untold = meeting("m2", moetedato=HELD - timedelta(days=10), saker=(item("b", status="Utsatt"),))
    last = meeting(
        "m3",
        moetedato=HELD,
        videolink="https://tv.example/3",
        saker=(item("c", vedtak="Bygges.", voteringer=votes),),
    )
    treatments = view_of(reading, case(), first, untold, last).treatments
    assert [(t.title, t.outcome.recommendation, t.outcome.decision) for t in treatments] == [
        ("Kommunestyret", "bygges.", ""),
        ("Kommunestyret", "", "Bygges."),
    ]
    assert treatments[1].outcome.votes[0].count == 8
    assert treatments[1].outcome.video == "https://tv.example/3"
    assert treatments[1].url == f"/politikk/mote/{ARKIV}/m3/#sak-c"


def test_a_case_can_be_followed_and_says_which_hearings_are_open(reading: ReaderMaker) -> None:
    reader = reading(case())
    known = reader.case(ARKIV, "s1")
    assert known is not None
    row = HearingRow("Gangbru", "/horinger/#bru", TODAY, "2026/1234")
    tomorrow = TODAY + timedelta(days=1)
    others = (
        replace(row, case_number="2026/9"), replace(row, deadline=FRESH),
    )  # fmt: skip
    announced = [AnnouncedHearing(row=one, published=FRESH) for one in (row, *others)]
    announced += [AnnouncedHearing(row=row, published=tomorrow)]
    announced += [AnnouncedHearing(row=row, published=FRESH, publish_from=start_of(tomorrow))]
    reader._announced = tuple(announced)
    view = case_view(known, reader)
    assert (view.feed, view.hearings) == (f"/sak/{ARKIV}/s1/atom.xml", (row,))
