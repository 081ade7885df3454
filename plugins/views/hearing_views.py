"""View models of hearings: what one may have a say in, until when, and how."""

from __future__ import annotations

from datetime import date, datetime

from plugins.model.clock import Moment
from plugins.views.frame import ContactCard, Link, View


class HearingRow(View, frozen=True):
    """A hearing in a list."""

    title: str
    url: str
    deadline: date
    case_number: str = ""
    """«2026/1234», empty when the hearing is of no case."""


class AnnouncedHearing(View, frozen=True):
    """A hearing for whoever shows it by a clock of their own: what is shown, and from when."""

    row: HearingRow
    published: date
    publish_from: datetime | None = None

    def is_open(self, now: Moment) -> bool:
        """Whether it has been announced, and one can still have a say."""
        begun = self.publish_from is None or now >= self.publish_from
        return begun and self.published <= now.date() <= self.row.deadline


class ComingItem(View, frozen=True):
    """A case on the agenda of a meeting to come."""

    number: str
    title: str
    url: str
    meeting: Link
    when: datetime | None


class HearingView(View, frozen=True):
    """A hearing on the page of all of them."""

    anchor: str
    title: str
    summary: str
    kind: str
    """«Høring», «Offentlig ettersyn», «Oppstart av planarbeid» or «Innspill»"""
    published: date
    deadline: date
    how: tuple[str, ...]
    """How to have a say, a line for each way."""
    action: Link | None
    unit: Link | None
    case: Link | None
    """The case, without address when it is not on the site."""
    documents: tuple[Link, ...] = ()
    outcome: str = ""
    outcome_link: Link | None = None


class HearingsView(View, frozen=True):
    """``horinger.html``: those open, the nearest deadline first, then those that are closed, newest first."""

    open: tuple[HearingView, ...]
    closed: tuple[HearingView, ...]
    coming: tuple[ComingItem, ...]
    """The cases that bodies are about to treat, by time."""
    contact: ContactCard | None
