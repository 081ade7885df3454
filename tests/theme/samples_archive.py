"""Example views of deliveries: post list, case, body, meeting."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date

from msgspec import structs

from plugins.views.archive import (
    CountedLink,
    DayLines,
    DayLink,
    EntryLine,
    EntryView,
    Freshness,
    OverviewView,
    PartLinks,
    PostListDayView,
    PostListView,
    Restriction,
    SelectionView,
    YearOfMonths,
)
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


DAYS = tuple(
    DayLink(date=date(2026, 11, d), url=f"/postliste/2026/11/{d}/", count=31 - d)
    for d in (20, 19, 18, 17, 16)
)
FILES = tuple(Link(text=name, url=f"/postliste/2026/11/postliste.{name.lower()}") for name in ("CSV", "JSON"))


def post_list() -> PostListView:
    """Some days, the months of two years, and the ways by unit and type."""
    counted = CountedLink
    return PostListView(
        days=DAYS,
        years=(
            YearOfMonths(title="2026", months=(counted(text="November 2026", url="/postliste/2026/11/", count=1498), counted(text="Oktober 2026", url="/postliste/2026/10/", count=1))),
            YearOfMonths(title="2025", months=(counted(text="Desember 2025", url="/postliste/2025/12/", count=77),)),
        ),
        units=(Link(text="Plan og miljø", url="/postliste/enhet/plan/"),),
        types=(Link(text="Inngående", url="/postliste/type/inngaende/"), Link(text="Utgående", url="/postliste/type/utgaende/")),
        total=1576,
        freshness=Freshness(until=date(2026, 11, 20), late=True, delivered=date(2026, 11, 23)),
        quarantined=3,
        files=FILES,
        files_note="CSV og JSON har de 300 nyeste dokumentene.",
        contact=CARD,
        week=Link(text="Postliste uke 47, 2026", url="/postliste/2026/uke/47/"),
        undated=counted(text="Uten dato", url="/postliste/udatert/", count=2),
        about=("Lista viser brev til og fra kommunen. De fleste interne dokumenter og innsynskrav er ikke med.",),
        access=ACCESS,
    )  # fmt: skip


def month() -> SelectionView:
    """A month with a gap, its days, units and types."""
    line = EntryLine(
        number="2026/1234-7",
        title="Søknad om rammetillatelse for gangbru, gnr. 135 bnr. 22",
        url="/postliste/2026/11/20/#jp-1",
        type_label="Inngående",
        parties="Fra Bane og Bru AS",
        restricted=False,
    )
    shielded = structs.replace(
        line,
        number="2026/981-2",
        title="Svar på søknad om støttekontakt",
        parties="Til Skjermet",
        restricted=True,
    )
    before = structs.replace(
        line, number="2025/77-31", gap_before="Løpenummer 4020–4021/2026 er ikke i postlista."
    )
    return SelectionView(
        title="Postliste november 2026",
        days=(DayLines(day=DAYS[0], lines=(before, shielded, line)), DayLines(day=DAYS[1], lines=(line,))),
        contact=CARD,
        count=1498,
        missing=2,
        stops=DAYS,
        units=(CountedLink(text="Plan og miljø", url="/postliste/2026/11/enhet/plan/", count=1204),),
        types=(CountedLink(text="Inngående", url="/postliste/2026/11/type/inngaende/", count=1),),
        older=Link(text="Oktober 2026", url="/postliste/2026/10/"),
        parts=PartLinks(older="/postliste/2026/11/del/2/"),
        notes=("Navn på privatpersoner er skjult i dokumenter som er eldre enn ett år.",),
        files=FILES,
    )  # fmt: skip


def overview() -> OverviewView:
    """A unit, month by month."""
    months = (CountedLink(text="November 2026", url="/postliste/2026/11/enhet/plan/", count=120),)
    return OverviewView(
        title="Plan og miljø",
        months=months,
        files=FILES,
        contact=CARD,
        files_note="CSV og JSON har de 300 nyeste dokumentene.",
    )


def post_list_day() -> PostListDayView:
    """A day with an ordinary entry, a shielded one and a gap."""
    return PostListDayView(
        title="Postliste fredag 20. november 2026",
        date=date(2026, 11, 20),
        entries=ENTRIES,
        older=DayLink(date=date(2026, 11, 19), url="/postliste/2026/11/19/", count=12),
        newer=DayLink(date=date(2026, 11, 23), url="/postliste/2026/11/23/", count=4),
        contact=CARD,
        count=400,
        first=131,
        parts=PartLinks(older="/postliste/2026/11/20/", newer="/postliste/2026/11/20/del/3/"),
        around=(
            Link(text="Uke 47", url="/postliste/2026/uke/47/"),
            Link(text="November 2026", url="/postliste/2026/11/"),
        ),
        notes=("Navn på privatpersoner er skjult i dokumenter som er eldre enn ett år.",),
        access=ACCESS,
        files=(Link(text="CSV", url="/data/2026-11-20.csv"), Link(text="JSON", url="/data/2026-11-20.json")),
    )


def undated() -> PostListDayView:
    """Entries without a date, alone."""
    return structs.replace(post_list_day(), title="Uten journaldato", date=None, entries=ENTRIES[:1], older=None, newer=None, contact=None, count=1, first=1, parts=PartLinks(), around=())  # fmt: skip
