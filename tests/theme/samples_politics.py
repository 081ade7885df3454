"""Example views of cases and politics: case, body, meeting, hearings."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date, datetime

from msgspec import structs

from plugins.model.clock import OSLO
from plugins.views.archive import CountedLink, PartLinks
from plugins.views.frame import Link, Teaser
from plugins.views.hearing_views import ComingItem, HearingRow, HearingsView, HearingView
from plugins.views.politics import (
    AgendaItem,
    BodyView,
    BodyYearView,
    CaseNumberView,
    CaseView,
    MeetingRow,
    MeetingView,
    MemberRow,
    Outcome,
    PartyVotes,
    PoliticsView,
    ProposalRow,
    Stop,
    Subscription,
    Treatment,
    VoteGroup,
)
from tests.theme.samples_archive import ACCESS, CARD, CASE, ENTRIES, MISSING, PDF

TV = "https://tv.example.no/kommunestyret"
VOTES = (
    VoteGroup("For", 18, (PartyVotes("Ap", 12, ("Kari Eksempel", "Liv Prøve")), PartyVotes("Sp", 6))),
    VoteGroup("Mot", 8, (PartyVotes("H", 5), PartyVotes("FrP", 3))),
    VoteGroup("Blankt", 1, (PartyVotes("Uten parti", 1),)),
)
DECIDED = Outcome(
    recommendation="Gangbrua bygges med heis på begge sider.",
    proposals=(ProposalRow("Saken utsettes til budsjettet er vedtatt.", "Ola Prøve, H", "Falt"),),
    decision="1. Gangbrua bygges med heis på begge sider.\n2. Rammen er 48 millioner kroner.",
    votes=VOTES,
    video=TV,
)
HEARINGS = (HearingRow("Ny gangbru over jernbanen", "/horinger/#gangbru", date(2026, 12, 11)),)


def case() -> CaseView:
    """A case on its way through the bodies."""
    stop = Stop
    return CaseView(
        number="2026/1234",
        title="Ny gangbru over jernbanen i Ski sentrum",
        status="under behandling",
        dated=date(2026, 2, 3),
        unit="Kommunalteknikk",
        responsible="Kari Eksempel",
        stops=(
            stop(date=date(2026, 5, 12), title="Planutvalget", text="Sak PLU-18/26", result="Lagt ut på høring", url="/m/1/", state="passert"),
            stop(date=date(2026, 6, 2), title="Ungdomsrådet", text="Sak UR-4/26", result="", url="/m/4/", state="avlyst"),
            stop(date=date(2026, 10, 20), title="Formannskapet", text="Sak FSK-61/26", result="Anbefalt", url="/m/2/", state="passert"),
            stop(date=date(2026, 11, 12), title="Kommunestyret", text="Sak KST-35/26", result="Vedtatt mot tre stemmer", url="/m/3/", state="her"),
            stop(date=date(2026, 12, 9), title="Kommunestyret", text="Sluttregnskap", result="", url="", state="kommende"),
        ),
        entries=ENTRIES[:2],
        contact=CARD,
        notes=("Navn på privatpersoner er skjult.",),
        access=ACCESS,
        treatments=(
            Treatment("Formannskapet", "FSK-61/26", date(2026, 10, 20), "/m/2/", "sak-1", Outcome(recommendation="Gangbrua bygges.")),
            Treatment("Kommunestyret", "KST-35/26", date(2026, 11, 12), "/m/3/", "sak-2", DECIDED),
        ),
        feed="/sak/a/1/atom.xml",
        hearings=HEARINGS,
    )  # fmt: skip


def bare_case() -> CaseView:
    """A case of which little was delivered."""
    return CaseView(
        number="2015/8",
        title="Leie av grunn",
        status="",
        dated=None,
        unit="",
        responsible="",
        stops=(),
        entries=(),
        contact=None,
    )


def case_number() -> CaseNumberView:
    """Two archives, one number."""
    return CaseNumberView(
        number="2015/8",
        cases=(
            Teaser(title="Leie av grunn", url="/sak/a/8/", label="Sentralarkivet", dated=date(2015, 1, 5)),
            Teaser(title="Skolestart 2015", url="/sak/b/8/", label="Skolearkivet"),
        ),
    )


def rows() -> tuple[MeetingRow, ...]:
    """Meetings of each status."""
    at = datetime(2026, 12, 9, 18, 0, tzinfo=OSLO)
    row = MeetingRow
    return (
        row(when=at.replace(month=11, day=23), title="Formannskapet", url="/m/0/", where="Rådhuset, møterom Ski", status="pågår", video=TV),
        row(when=at, title="Kommunestyret", url="/m/3/", where="Rådhusteateret", status="kommende"),
        row(when=at.replace(day=10), title="Utvalg for barn og unge", url="/m/2/", where="Møterom Kråkstad", status="avlyst"),
        row(when=None, title="Eldrerådet", url="/m/5/", where="", status="kommende"),
    )  # fmt: skip


def body() -> BodyView:
    """An elected body."""
    return BodyView(
        title="Kommunestyret",
        summary="Kommunestyret er det øverste folkevalgte organet i Ski og har 41 medlemmer.",
        upcoming=rows()[:3],
        held=rows()[1:2],
        members=(
            MemberRow(name="Kari Eksempel", role="ordfører", party="Ap"),
            MemberRow(name="Ola Prøve", role="medlem", party="H"),
        ),
        contact=CARD,
        calendar=Subscription("webcal://ski.kommune.no/politikk/kalender.ics", "/politikk/kalender.ics"),
        more_upcoming=1,
        years=(
            CountedLink(text="2026", url="/politikk/utvalg/kommunestyret/2026/", count=11),
            CountedLink(text="2025", url="/politikk/utvalg/kommunestyret/2025/", count=12),
        ),
    )


def body_year() -> BodyYearView:
    """The meetings of a year that is parted."""
    older, newer = (
        Link(text=year, url=f"/politikk/utvalg/kommunestyret/{year}/") for year in ("2025", "2027")
    )
    return BodyYearView(
        title="Kommunestyret 2026",
        meetings=rows(),
        count=240,
        parts=PartLinks(older="/politikk/utvalg/kommunestyret/2026/del/2/"),
        older=older,
        newer=newer,
        contact=CARD,
    )


def politics() -> PoliticsView:
    """All bodies."""
    return PoliticsView(
        bodies=(
            Teaser(title="Kommunestyret", url="/politikk/utvalg/kommunestyret/", summary="Det øverste organet, 41 medlemmer."),
            Teaser(title="Formannskapet", url="/politikk/utvalg/formannskapet/", summary="Økonomi, plan og innstilling."),
        ),
        upcoming=rows(),
        held=rows()[1:2],
        contact=CARD,
        calendar=Subscription("webcal://ski.kommune.no/politikk/kalender.ics", "/politikk/kalender.ics"),
        hearings=HEARINGS,
    )  # fmt: skip


def meeting() -> MeetingView:
    """A meeting with papers, decisions and web TV."""
    item = AgendaItem
    return MeetingView(
        title="Kommunestyret 12. november 2026",
        body=Link(text="Kommunestyret", url="/politikk/utvalg/kommunestyret/"),
        body_name="Kommunestyret",
        when=datetime(2026, 11, 12, 18, 0, tzinfo=OSLO),
        where="Rådhusteateret, Idrettsveien 8",
        status="avholdt",
        video=TV,
        video_label="Se opptaket på nett-TV",
        video_note="Opptaket skal være tekstet senest 26. november 2026.",
        summons=(structs.replace(PDF, title="Møteinnkalling"),),
        minutes=(structs.replace(PDF, title="Møteprotokoll"), MISSING),
        other=(),
        agenda=(
            item(number="34/26", title="Referatsaker", status="", case=None, documents=(), anchor="sak-34"),
            item(
                number="35/26",
                title="Ny gangbru over jernbanen i Ski sentrum",
                status="behandlet",
                outcome=DECIDED,
                case=CASE,
                documents=(structs.replace(PDF, title="Saksframlegg"),),
                anchor="sak-35",
            ),
            item(number="36/26", title="Personalsak", status="utsatt", case=None, documents=(MISSING,), anchor="sak-36"),
        ),
        participants=("Kari Eksempel (Ap), ordfører", "Ola Prøve (H)"),
        contact=CARD,
        number="9/2026",
        notes=("Opptaket blir tekstet innen 14 dager.",),
    )  # fmt: skip


def meeting_part() -> MeetingView:
    """More of an agenda that is too long for one page."""
    pages = (Link(text="1–40", url="/politikk/mote/a/1/"), Link(text="41–43", url="/mote-del/"))
    return structs.replace(meeting(), summons=(), minutes=(), other=(), participants=(), video_label="", first=41, count=43, pages=pages, parts=PartLinks(older="/politikk/mote/a/1/"))  # fmt: skip


def cancelled_meeting() -> MeetingView:
    """A cancelled meeting with nothing delivered."""
    return structs.replace(meeting(), title="Eldrerådet", body=None, when=None, where="", status="avlyst", video="", summons=(), minutes=(), agenda=(), participants=(), contact=None, number="", notes=())  # fmt: skip


def coming_meeting() -> MeetingView:
    """A meeting to come whose papers have not been delivered."""
    return structs.replace(meeting(), status="kommende", summons=(), minutes=(), other=(), agenda=(), participants=(), video_label="Møtet sendes på nett-TV", video_note="", notes=(), calendar="/politikk/kalender.ics")  # fmt: skip


def hearings() -> HearingsView:
    """Hearings open and closed, and cases on the way."""
    item = HearingView(
        anchor="gangbru", title="Ny gangbru over jernbanen", summary="Brua skal ha heis på begge sider og stå ferdig i 2028.",
        kind="Offentlig ettersyn", published=date(2026, 10, 20), deadline=date(2026, 12, 11),
        how=("Skriv til postmottak@ski.kommune.no.", "Kom på åpent kontor torsdager."),
        action=Link(text="Send din uttalelse", url="mailto:postmottak@ski.kommune.no"),
        unit=Link(text="Plan", url="/plan/"), case=Link(text="Sak 2026/1234", url="/sak/a/1/"),
        documents=(Link(text="Planbeskrivelse", url="/static/favicon.svg"),),
    )  # fmt: skip
    closed = structs.replace(
        item, anchor="parkering", title="Parkering ved Kråkstad stasjon", deadline=date(2026, 8, 31), case=Link(text="Sak 2026/9", url=""),
        outcome="Forslaget ble trukket.", outcome_link=Link(text="Les hva som skjedde", url="/nyheter/"), documents=(),
    )  # fmt: skip
    bare = structs.replace(item, anchor="skolekretser", title="Ny forskrift om skolekretser", action=None, unit=None, case=None, documents=())  # fmt: skip
    to_meeting = Link(text="Kommunestyret", url="/m/3/#sak-1")
    coming = (
        ComingItem("KST-72/26", "Budsjett 2027", "/sak/a/2/", to_meeting, datetime(2026, 12, 9, 18, 0, tzinfo=OSLO)),
        ComingItem("", "Gebyrer for byggesaker", "/sak/a/3/", structs.replace(to_meeting, url="/m/3/#sak-2"), None),
    )  # fmt: skip
    return HearingsView(open=(item, bare), closed=(closed,), coming=coming, contact=CARD)


def no_hearings() -> HearingsView:
    """Nothing at all."""
    return HearingsView(open=(), closed=(), coming=(), contact=None)
