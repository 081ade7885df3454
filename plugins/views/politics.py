"""View models of cases and politics: case, body, meeting. Names are already masked where they expired."""

from __future__ import annotations

from datetime import date, datetime

from plugins.views.archive import CountedLink, DocumentLine, EntryView, PartLinks
from plugins.views.frame import ContactCard, Link, Teaser, View
from plugins.views.hearing_views import HearingRow


class Subscription(View, frozen=True):
    """A calendar to follow: ``webcal`` opens it in the reader's own calendar, ``file`` is the file itself."""

    webcal: str
    file: str


class PartyVotes(View, frozen=True):
    """Those of one party that voted alike; ``names`` where they are told one by one."""

    party: str
    count: int
    names: tuple[str, ...] = ()


class VoteGroup(View, frozen=True):
    """All that voted alike: «For», «Mot» or «Blankt»."""

    label: str
    count: int
    parties: tuple[PartyVotes, ...]


class ProposalRow(View, frozen=True):
    """A proposal that was put forward. Texts have a line for each paragraph."""

    text: str
    by: str = ""
    result: str = ""


class Outcome(View, frozen=True):
    """What was proposed, decided and voted on an item; all of it empty when nothing was told."""

    recommendation: str = ""
    proposals: tuple[ProposalRow, ...] = ()
    decision: str = ""
    votes: tuple[VoteGroup, ...] = ()
    votes_in_words: str = ""
    video: str = ""


class Treatment(View, frozen=True):
    """A treatment of a case: in which body, when, and what came of it."""

    title: str
    number: str
    date: date | None
    url: str
    anchor: str
    outcome: Outcome


class Stop(View, frozen=True):
    """A treatment of a case: a stop on its line."""

    date: date | None
    title: str
    text: str
    result: str
    url: str
    state: str
    """«passert», «her» (the decision), «kommende» or «avlyst» (the meeting was cancelled)."""


class CaseView(View, frozen=True):
    """``sak.html``."""

    number: str
    title: str
    status: str
    dated: date | None
    unit: str
    responsible: str
    stops: tuple[Stop, ...]
    entries: tuple[EntryView, ...]
    contact: ContactCard | None
    notes: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    earlier: int = 0
    """How many stops came before those that are shown."""
    feed: str = ""
    """The Atom feed of the case, «følg saken»."""
    hearings: tuple[HearingRow, ...] = ()
    """Hearings of this case that are open."""
    filed: str = ""
    """What the archive files it under."""
    count: int = 0
    """How many documents the case has in all."""
    first: int = 1
    """Which of them is the first on this page."""
    parts: PartLinks = PartLinks()
    pages: tuple[Link, ...] = ()
    """The pages of a case that has too many documents for one, by the numbers of the documents."""


class CaseNumberView(View, frozen=True):
    """``saksnummer.html``: the cases that share a number; one case is a redirect."""

    number: str
    cases: tuple[Teaser, ...]


class AgendaItem(View, frozen=True):
    """An item of an agenda."""

    number: str
    title: str
    status: str
    case: Link | None
    documents: tuple[DocumentLine, ...]
    anchor: str
    outcome: Outcome = Outcome()
    left_out: str = ""
    """What is said of an item that there is not room for all of."""
    documents_shown: str = ""
    """Which of the documents are here, «1–100 av 3 000 dokumenter»; empty when all are."""


class MeetingView(View, frozen=True):
    """``mote.html``."""

    title: str
    body: Link | None
    body_name: str
    when: datetime | None
    where: str
    status: str
    """kommende, pågår, avholdt, avlyst"""
    video: str
    summons: tuple[DocumentLine, ...]
    minutes: tuple[DocumentLine, ...]
    other: tuple[DocumentLine, ...]
    agenda: tuple[AgendaItem, ...]
    participants: tuple[str, ...]
    contact: ContactCard | None
    number: str = ""
    notes: tuple[str, ...] = ()
    video_label: str = ""
    """What one sees behind ``video`` now: the meeting as it goes on, or the recording of it."""
    video_note: str = ""
    calendar: str = ""
    """The calendar of the body."""
    count: int = 0
    """How many items the agenda has in all."""
    first: int = 1
    """Which of them is the first on this page."""
    parts: PartLinks = PartLinks()
    pages: tuple[Link, ...] = ()
    """The pages of an agenda that has too much for one, by the items' places on it."""
    left_out: int = 0
    """How many papers there is not room for."""


class MeetingRow(View, frozen=True):
    """A meeting in a list."""

    when: datetime | None
    title: str
    url: str
    where: str
    status: str
    """kommende, pågår, avholdt, avlyst"""
    body: str = ""
    video: str = ""
    """The meeting as it goes on, or the recording of it."""
    past: bool = False
    """Listed among the meetings held; a cancelled one is when its day is over."""


class MemberRow(View, frozen=True):
    """An elected member."""

    name: str
    role: str
    party: str


class BodyView(View, frozen=True):
    """``utvalg.html``: an elected body, its meetings and members."""

    title: str
    summary: str
    upcoming: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    members: tuple[MemberRow, ...]
    contact: ContactCard | None = None
    calendar: Subscription | None = None
    more_upcoming: int = 0
    """How many meetings to come there is not room for."""
    years: tuple[CountedLink, ...] = ()
    """The years with all meetings of a body that has had more than are shown here, newest first."""


class BodyYearView(View, frozen=True):
    """``utvalg-aar.html``: the meetings of a body in a year, newest first."""

    title: str
    meetings: tuple[MeetingRow, ...]
    count: int
    """How many meetings the year has in all."""
    parts: PartLinks
    newer: Link | None
    older: Link | None
    contact: ContactCard | None


class PoliticsView(View, frozen=True):
    """``politikk.html``: bodies, meetings to come and held."""

    bodies: tuple[Teaser, ...]
    upcoming: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    contact: ContactCard | None
    calendar: Subscription | None = None
    hearings: tuple[HearingRow, ...] = ()
    """Hearings that are open."""
    more_upcoming: int = 0
    """How many meetings to come there is not room for."""
