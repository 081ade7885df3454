"""Meetings: status by the clock, agenda in treatment order, documents where they belong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from plugins.model.archive import Moetedeltaker, Moetedokument, Stemme, Votering
from plugins.model.clock import OSLO
from plugins.views.agenda_pages import agenda_order
from plugins.views.journal import MASK
from plugins.views.meetings import item_number, meeting_row, meeting_view
from tests.views.archive_makers import NOW, OLD, case, document, entry, item, meeting, person
from tests.views.conftest import ReaderMaker


def test_the_agenda_is_in_treatment_order() -> None:
    made = [
        item("a", moetesakssekvensnummer=1),
        item("b", moetesaksnummer="10/26"),
        item("c", moetesaksnummer="9/26"),
        item("d", moetesakssekvensnummer=0),
    ]
    assert [i.system_id for i in agenda_order(made)] == ["c", "b", "d", "a"]


def test_items_are_numbered_as_they_are_spoken_of(reading: ReaderMaker) -> None:
    body = reading().bodies.called("Ski kommunestyre")
    assert item_number(item(moetesaksaar=2015), body) == "KST-35/15"
    assert item_number(item(moetesaksnummer="7/26"), body) == "KST-7/26"
    assert item_number(item(moetesaksnummer="PS 7/26"), body) == "PS 7/26"
    assert item_number(item(), None) == "35/26"
    assert item_number(item(moetesakssekvensnummer=0), body) == ""


def test_summons_minutes_and_others_lie_apart(reading: ReaderMaker) -> None:
    made = meeting(
        dokumenter=(
            Moetedokument(system_id="1", type="Innkalling", tittel="x", dokumenter=(document("Sakskart"),)),
            Moetedokument(system_id="2", type="Protokoll", tittel="Møteprotokoll"),
            Moetedokument(system_id="3", type="Vedlegg", tittel="Presentasjon"),
            Moetedokument(system_id="4", type="", tittel="Møteinnkalling tillegg"),
        )
    )
    view = meeting_view(made, reading(made))
    assert [d.title for d in view.summons] == ["Sakskart", "Møteinnkalling tillegg"]
    assert [d.title for d in view.minutes] == ["Møteprotokoll"]
    assert [d.title for d in view.other] == ["Presentasjon"]


def test_an_item_links_to_its_case_only_when_the_case_is_ours(reading: ReaderMaker) -> None:
    made = meeting(saker=(item("a"), item("b", saksmappe_id="ukjent")))
    view = meeting_view(made, reading(case(), made))
    assert [i.case.url if i.case else None for i in view.agenda] == ["/sak/b87ca23f/s1/", None]


def test_participants_are_named_in_office_whatever_the_age(reading: ReaderMaker) -> None:
    made = meeting(
        moetedato=datetime(2020, 1, 1, 18, tzinfo=OSLO),
        deltakere=(Moetedeltaker(navn="Ola Haugen", funksjon="leder"), Moetedeltaker(navn="Liv Moen")),
        saker=(item(tittel="Valg av Ola Haugen til leder", saksmappe_id=""),),
    )
    view = meeting_view(made, reading(made))
    assert view.participants == ("Ola Haugen (leder)", "Liv Moen")
    assert "Ola Haugen" in view.agenda[0].title


def test_private_persons_on_an_old_agenda_are_hidden(reading: ReaderMaker) -> None:
    made = meeting(
        moetedato=datetime(2025, 4, 1, 18, tzinfo=OSLO),
        saker=(item(tittel="Klage fra Kari Nordlie", vedtak="Klagen fra Kari Nordlie avvises."),),
    )
    reader = reading(case(saksdato=OLD), entry(parter=(person("Kari Nordlie"),), journaldato=OLD), made)
    agenda = meeting_view(made, reader).agenda[0]
    assert agenda.title == f"Klage fra {MASK}"
    assert agenda.outcome.decision == f"Klagen fra {MASK} avvises."


def test_a_fresh_meeting_does_not_bring_back_a_name_from_an_old_case(reading: ReaderMaker) -> None:
    made = meeting(saker=(item(tittel="Klage fra Kari Nordlie"),))
    reader = reading(case(saksdato=OLD), entry(parter=(person("Kari Nordlie"),), journaldato=OLD), made)
    assert meeting_view(made, reader).agenda[0].title == f"Klage fra {MASK}"


def test_only_web_addresses_become_video_links(reading: ReaderMaker) -> None:
    reader = reading()
    assert meeting_view(meeting(videolink="https://tv.example/1"), reader).video == "https://tv.example/1"
    assert meeting_view(meeting(videolink="javascript:alert(1)"), reader).video == ""


def test_a_meeting_without_title_is_called_by_body_and_date(reading: ReaderMaker) -> None:
    assert meeting_view(meeting(tittel=" "), reading()).title == "Kommunestyret 18. november 2026"


def test_a_cancelled_meeting_stays_to_come_until_its_day_is_over(reading: ReaderMaker) -> None:
    made = meeting(avlyst=True, moetedato=datetime(2026, 11, 23, 8, 0, tzinfo=OSLO))
    assert not meeting_row(made, reading()).past
    assert meeting_row(made, reading(now=NOW + timedelta(days=1))).past


def test_the_body_is_linked_by_what_the_archive_calls_it(reading: ReaderMaker) -> None:
    made = meeting()
    view = meeting_view(made, reading(made))
    assert view.body is not None
    assert view.body.url == "/politikk/utvalg/kommunestyret/"
    assert view.when is not None
    assert view.when.date() == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("days", "label", "note"),
    [
        (-1, "Møtet sendes på nett-TV", ""),
        (0, "Se møtet direkte på nett-TV", ""),
        (1, "Se opptaket på nett-TV", "Opptaket skal være tekstet senest 2. desember 2026."),
        (14, "Se opptaket på nett-TV", "Opptaket skal være tekstet senest 2. desember 2026."),
        (15, "Se opptaket på nett-TV", ""),
    ],
)
def test_web_tv_is_live_while_it_is_on_and_a_recording_after(
    reading: ReaderMaker, days: int, label: str, note: str
) -> None:
    made = meeting(videolink="https://tv.example/1")
    assert made.moetedato is not None
    view = meeting_view(made, reading(now=made.moetedato + timedelta(days=days)))
    assert (view.video_label, view.video_note) == (label, note)


def test_a_cancelled_meeting_has_no_web_tv(reading: ReaderMaker) -> None:
    made = meeting(videolink="https://tv.example/1", avlyst=True)
    view, row = meeting_view(made, reading()), meeting_row(made, reading())
    assert (view.video_label, view.video_note, row.video) == ("", "", "")


def test_those_who_voted_are_in_office_whatever_the_age(reading: ReaderMaker) -> None:
    votes = (Votering(stemme=Stemme.NEI, navn="Ola Haugen", representerer="H"),)
    made = meeting(
        moetedato=datetime(2020, 1, 1, 18, tzinfo=OSLO),
        saker=(item(vedtak="Ola Haugen fikk tilslutning.", voteringer=votes, saksmappe_id=""),),
    )
    said = meeting_view(made, reading(made)).agenda[0].outcome
    assert said.decision == "Ola Haugen fikk tilslutning."
    assert said.votes[0].parties[0].names == ("Ola Haugen",)
