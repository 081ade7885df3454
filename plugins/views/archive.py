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


class DayLink(View, frozen=True):
    """A day with entries."""

    date: date
    url: str
    count: int


class MonthOfDays(View, frozen=True):
    """The days of one month that have entries, newest first."""

    title: str
    days: tuple[DayLink, ...]


class PostListView(View, frozen=True):
    """``postliste.html``: the days."""

    months: tuple[MonthOfDays, ...]
    total: int
    last_delivered: date | None
    quarantined: int
    contact: ContactCard | None
    undated: Link | None = None
    about: tuple[str, ...] = ()
    """Paragraphs on what the list holds and leaves out."""
    access: tuple[str, ...] = ()
    """Paragraphs on asking for access and appealing."""


class PostListDayView(View, frozen=True):
    """``postliste-dag.html``: the entries of one day."""

    title: str
    date: date | None
    entries: tuple[EntryView, ...]
    older: DayLink | None
    newer: DayLink | None
    contact: ContactCard | None
    notes: tuple[str, ...] = ()
    """What a reader must know of this page: that names are masked, what a gap in the numbers means."""
    access: tuple[str, ...] = ()
    """Paragraphs on asking for access and appealing."""
    files: tuple[Link, ...] = ()
    """The same day as data (CSV, JSON)."""
