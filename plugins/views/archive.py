"""View models of the post list. Names are already masked where they expired."""

from __future__ import annotations

from datetime import date

from plugins.views.frame import ContactCard, Link, View


class Restriction(View, frozen=True):
    """Why something is withheld, in the archive's words and in plain words."""

    restriction: str
    paragraph: str
    explanation: str


class DocumentLine(View, frozen=True):
    """A document of an entry or a meeting. ``url`` is empty when the file was not delivered."""

    title: str
    main: bool
    format: str = ""
    url: str = ""


class EntryView(View, frozen=True):
    """A journal entry in a post list or on a case page."""

    anchor: str
    number: str
    """«2026/1234-7»"""
    sequence: str
    """Running number in the journal: «4018/2026»."""
    title: str
    type_code: str
    type_label: str
    journal_date: date | None
    document_date: str
    """«12. oktober 2026», or «Udatert»."""
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    unit: str
    case: Link
    permanent: str
    restriction: Restriction | None
    documents: tuple[DocumentLine, ...]
    gap_before: str = ""
    """Text about running numbers missing before this entry; empty when none."""
    filed: str = ""
    """What the archive files the case under."""
    settled: str = ""
    """When and how it was dealt with: «Besvart med brev 12. oktober 2026»."""
    documents_shown: str = ""
    """Which of the documents are here, «1–50 av 1 500 dokumenter»; empty when all are."""
    all_documents: Link | None = None
    """Where all of them are, when not here."""


class DayLink(View, frozen=True):
    """A day with entries."""

    date: date
    url: str
    count: int


class CountedLink(View, frozen=True):
    """A list of the post list with how many entries it has."""

    text: str
    url: str
    count: int


class YearOfMonths(View, frozen=True):
    """The months of one year that have entries, newest first."""

    title: str
    months: tuple[CountedLink, ...]


class Freshness(View, frozen=True):
    """How far the post list has come, and whether more should have been there by now."""

    until: date
    """The newest journal date."""
    late: bool
    delivered: date | None = None
    """When the archive last delivered anything, whatever it was; None when that is not known."""


class PostListView(View, frozen=True):
    """``postliste.html``: the newest days, and the ways into the rest."""

    days: tuple[DayLink, ...]
    years: tuple[YearOfMonths, ...]
    units: tuple[Link, ...]
    types: tuple[Link, ...]
    total: int
    freshness: Freshness | None
    quarantined: int
    contact: ContactCard | None
    week: Link | None = None
    undated: CountedLink | None = None
    about: tuple[str, ...] = ()
    """Paragraphs on what the list holds and leaves out."""
    access: tuple[str, ...] = ()
    """Paragraphs on asking for access and appealing."""
    files: tuple[Link, ...] = ()
    """The newest entries as data."""
    files_note: str = ""


class PartLinks(View, frozen=True):
    """The pages beside a page of a list that is divided; empty where the list ends."""

    older: str = ""
    newer: str = ""


class PostListDayView(View, frozen=True):
    """``postliste-dag.html``: the entries of one day, or of a part of it."""

    title: str
    date: date | None
    entries: tuple[EntryView, ...]
    older: DayLink | None
    newer: DayLink | None
    contact: ContactCard | None
    count: int = 0
    """How many entries the day has in all."""
    first: int = 1
    """Which of them is the first on this page."""
    parts: PartLinks = PartLinks()
    around: tuple[Link, ...] = ()
    """The week and the month of the day."""
    notes: tuple[str, ...] = ()
    """What a reader must know of this page: that names are masked, what a gap in the numbers means."""
    access: tuple[str, ...] = ()
    """Paragraphs on asking for access and appealing."""
    files: tuple[Link, ...] = ()
    """The same day as data (CSV, JSON, Atom)."""


class EntryLine(View, frozen=True):
    """A journal entry as one line of a list."""

    number: str
    title: str
    url: str
    """The whole entry, in the list of its day."""
    type_label: str
    parties: str
    """«Fra Hauger Bygg AS»; empty when the entry names nobody."""
    restricted: bool
    gap_before: str = ""


class DayLines(View, frozen=True):
    """The lines of one day."""

    day: DayLink | None
    """None is the undated."""
    lines: tuple[EntryLine, ...]


class SelectionView(View, frozen=True):
    """``postliste-utvalg.html``: a week or a month, perhaps of one unit or one type, newest first."""

    title: str
    days: tuple[DayLines, ...]
    contact: ContactCard | None
    count: int | None = None
    """How many entries the list has in all; None on a part of it, which stays as it is when more come."""
    missing: int = 0
    """How many running numbers are missing between them."""
    stops: tuple[DayLink, ...] = ()
    """The days of the list with entries, newest first."""
    units: tuple[CountedLink, ...] = ()
    types: tuple[CountedLink, ...] = ()
    around: tuple[Link, ...] = ()
    older: Link | None = None
    newer: Link | None = None
    parts: PartLinks = PartLinks()
    notes: tuple[str, ...] = ()
    files: tuple[Link, ...] = ()


class OverviewView(View, frozen=True):
    """``postliste-oversikt.html``: one unit or one type, month by month."""

    title: str
    months: tuple[CountedLink, ...]
    files: tuple[Link, ...]
    contact: ContactCard | None
    files_note: str = ""
    """What the files hold."""
