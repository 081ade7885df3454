"""Example views of deliveries: post list, case, body, meeting."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date

from msgspec import structs

from plugins.views.archive import DayLink, EntryView, MonthOfDays, PostListDayView, PostListView, Restriction
from plugins.views.frame import ContactCard, Link
from plugins.views.politics import (
    DocumentLine,
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
