"""Example views of deliveries: post list, case, body, meeting."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date, datetime

from msgspec import structs

from plugins.model.clock import OSLO
from plugins.views.archive import DayLink, EntryView, MonthOfDays, PostListDayView, PostListView, Restriction
from plugins.views.frame import ContactCard, Link, Teaser
from plugins.views.politics import (
    AgendaItem,
    BodyView,
    CaseNumberView,
    CaseView,
    DocumentLine,
    MeetingRow,
    MeetingView,
    MemberRow,
    PoliticsView,
    Stop,
)

CARD = ContactCard(
    unit=Link(text="Dokumentsenteret", url="/dokumentsenteret/"),
    phone="64 87 87 00",
    phone_href="tel:+4764878700",
    email="postmottak@ski.kommune.no",
)
ACCESS = (
    "Du kan be om innsyn i alle dokumenter på lista, også de som er merket unntatt. Du trenger ikke si hvem du er.",
    "Du får svar uten ugrunnet opphold. Har du ikke fått svar etter fem arbeidsdager, kan du klage til Statsforvalteren.",
)
PDF = DocumentLine(title="Søknad om rammetillatelse", main=True, format="PDF", url="/static/favicon.svg")
MISSING = DocumentLine(title="Situasjonsplan", main=False)
CASE = Link(text="2026/1234 Ny gangbru over jernbanen i Ski sentrum", url="/sak/a/1/")

ENTRIES = (
    EntryView(
        anchor="jp-1",
        number="2026/1234-7",
        sequence="4018/2026",
        title="Søknad om rammetillatelse for gangbru, gnr. 135 bnr. 22",
        type_code="I",
        type_label="Inngående",
        journal_date=date(2026, 11, 20),
        document_date="18. november 2026",
        senders=("Bane og Bru AS",),
        receivers=("Byggesak",),
        unit="Byggesak",
        case=CASE,
        permanent="/journalpost/a/1/",
        restriction=None,
        documents=(PDF, MISSING),
    ),
    EntryView(
        anchor="jp-2",
        number="2026/981-2",
        sequence="4019/2026",
        title="Svar på søknad om støttekontakt for [navn]",
        type_code="U",
        type_label="Utgående",
        journal_date=date(2026, 11, 20),
        document_date="20. november 2026",
        senders=("Helse og mestring",),
        receivers=(),
        unit="Helse og mestring",
        case=Link(text="2026/981 Helse- og omsorgstjenester", url="/sak/a/2/"),
        permanent="/journalpost/a/2/",
        restriction=Restriction(
            restriction="Unntatt offentlighet",
            paragraph="offl. § 13, jf. fvl. § 13 første ledd nr. 1",
            explanation="Gjelder noens personlige forhold",
        ),
        documents=(),
    ),
    EntryView(
        anchor="jp-3",
        number="2025/77-31",
        sequence="4022/2026",
        title="Saksframlegg: Reguleringsplan for Ski sentrum øst, andre gangs behandling etter høring og offentlig ettersyn",
        type_code="S",
        type_label="Saksframlegg",
        journal_date=date(2026, 11, 20),
        document_date="Udatert",
        senders=("Plan",),
        receivers=("Planutvalget",),
        unit="Plan",
        case=Link(text="2025/77 Reguleringsplan for Ski sentrum øst", url="/sak/a/3/"),
        permanent="/journalpost/a/3/",
        restriction=None,
        documents=(PDF,),
        gap_before="Løpenummer 4020 og 4021 mangler: de er ikke journalført ennå, eller trukket tilbake.",
    ),
)


def post_list() -> PostListView:
    """Two months of days."""
    day = DayLink
    return PostListView(
        months=(
            MonthOfDays(
                title="november 2026",
                days=tuple(day(date=date(2026, 11, d), url=f"/postliste/2026/11/{d}/", count=31 - d) for d in (20, 19, 18, 17, 16)),
            ),
            MonthOfDays(title="oktober 2026", days=(day(date=date(2026, 10, 30), url="/postliste/2026/10/30/", count=1),)),
        ),
        total=1498,
        last_delivered=date(2026, 11, 20),
        quarantined=3,
        contact=CARD,
        undated=Link(text="Dokumenter uten journaldato", url="/postliste/udatert/"),
        about=("Lista viser brev til og fra kommunen. De fleste interne dokumenter og innsynskrav er ikke med.",),
        access=ACCESS,
    )  # fmt: skip


def post_list_day() -> PostListDayView:
    """A day with an ordinary entry, a shielded one and a gap."""
    return PostListDayView(
        title="Postliste fredag 20. november 2026",
        date=date(2026, 11, 20),
        entries=ENTRIES,
        older=DayLink(date=date(2026, 11, 19), url="/postliste/2026/11/19/", count=12),
        newer=DayLink(date=date(2026, 11, 23), url="/postliste/2026/11/23/", count=4),
        contact=CARD,
        notes=("Navn på privatpersoner er skjult i dokumenter som er eldre enn ett år.",),
        access=ACCESS,
        files=(Link(text="CSV", url="/data/2026-11-20.csv"), Link(text="JSON", url="/data/2026-11-20.json")),
    )


def undated() -> PostListDayView:
    """Entries without a date, alone."""
    return structs.replace(post_list_day(), title="Uten journaldato", date=None, entries=ENTRIES[:1], older=None, newer=None, contact=None)  # fmt: skip


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
        row(when=at.replace(month=11, day=23), title="Formannskapet", url="/m/0/", where="Rådhuset, møterom Ski", status="pågår"),
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
        video="https://tv.example.no/kommunestyret",
        summons=(structs.replace(PDF, title="Møteinnkalling"),),
        minutes=(structs.replace(PDF, title="Møteprotokoll"), MISSING),
        other=(),
        agenda=(
            item(number="34/26", title="Referatsaker", status="", decision="", case=None, documents=(), anchor="sak-34"),
            item(
                number="35/26",
                title="Ny gangbru over jernbanen i Ski sentrum",
                status="behandlet",
                decision="Kommunestyret bevilger 48 millioner kroner til gangbru med heis på begge sider. Vedtatt mot tre stemmer.",
                case=CASE,
                documents=(structs.replace(PDF, title="Saksframlegg"),),
                anchor="sak-35",
            ),
            item(number="36/26", title="Personalsak", status="utsatt", decision="", case=None, documents=(MISSING,), anchor="sak-36"),
        ),
        participants=("Kari Eksempel (Ap), ordfører", "Ola Prøve (H)"),
        contact=CARD,
        number="9/2026",
        notes=("Opptaket blir tekstet innen 14 dager.",),
    )  # fmt: skip


def cancelled_meeting() -> MeetingView:
    """A cancelled meeting with nothing delivered."""
    return structs.replace(meeting(), title="Eldrerådet", body=None, when=None, where="", status="avlyst", video="", summons=(), minutes=(), agenda=(), participants=(), contact=None, number="", notes=())  # fmt: skip
