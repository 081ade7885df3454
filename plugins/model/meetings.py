"""The rules of meetings: when one is going on, what belongs to it, and when something of it is late."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from plugins.model.archive import Moetedokument, Moetemappe, Motestatus
from plugins.model.clock import Moment, in_oslo

LONGEST_MEETING = timedelta(hours=5)
"""Deliveries never say when a meeting ended; after this it is called held."""
USUAL_MEETING = timedelta(hours=3)
"""What a calendar sets aside for a meeting."""
SUMMONS_DAYS = 7
"""Days before a meeting that its summons should be public; the law says «in reasonable time»
(kommuneloven § 11-3), and an agenda published a week before is what bodies' own rules commonly ask for."""
CAPTIONED_WITHIN = timedelta(days=14)
"""A recording that is left up must be captioned by then (forskrift om universell utforming av IKT)."""

SUMMONS = ("innkalling", "saksliste", "sakskart", "dagsorden")
MINUTES = ("protokoll", "referat", "møtebok", "moetebok")


def meeting_time(meeting: Moetemappe) -> datetime | None:
    """When the meeting begins, in Norwegian time."""
    return None if meeting.moetedato is None else in_oslo(meeting.moetedato)


def lasts_all_day(starts: datetime) -> bool:
    """Whether a meeting was delivered with a date and no time, which reads as midnight."""
    return starts.time() == time.min


def meeting_status(meeting: Moetemappe, now: Moment) -> Motestatus:
    """Status by the clock; what the archive says only decides when the meeting is cancelled.

    A meeting delivered at midnight has a date without a time, and goes on all day. One without a date
    has been held when it has minutes, and so has one that was done sooner than the clock would say.
    """
    if meeting.avlyst:
        return Motestatus.AVLYST
    start, has_minutes = meeting_time(meeting), any(is_minutes(d) for d in meeting.dokumenter)
    if start is None:
        return Motestatus.AVHOLDT if has_minutes else Motestatus.KOMMENDE
    if now < start:
        return Motestatus.KOMMENDE
    ends = start + (timedelta(days=1) if lasts_all_day(start) else LONGEST_MEETING)
    return Motestatus.PAAGAAR if now < ends and not has_minutes else Motestatus.AVHOLDT


def is_past(meeting: Moetemappe, now: Moment) -> bool:
    """Whether the meeting belongs among those held, which a cancelled one does when its day is over."""
    status, start = meeting_status(meeting, now), meeting_time(meeting)
    if status is Motestatus.AVLYST and start is not None:
        return start.date() < now.date()
    return status is Motestatus.AVHOLDT


def is_summons(document: Moetedokument) -> bool:
    """Whether a document of the meeting calls it: by its type, or by its title when the type says nothing."""
    return _is(document, SUMMONS)


def is_minutes(document: Moetedokument) -> bool:
    """Whether a document of the meeting tells what happened in it."""
    return _is(document, MINUTES)


def _is(document: Moetedokument, words: tuple[str, ...]) -> bool:
    kind = document.type.casefold()
    if not any(word in kind for word in SUMMONS + MINUTES):
        kind = document.tittel.casefold()
    return any(word in kind for word in words)


def lacks_summons(meeting: Moetemappe, now: datetime, days: int = SUMMONS_DAYS) -> bool:
    """Whether a meeting that comes within ``days`` has been announced without summons or agenda."""
    start = meeting_time(meeting)
    if start is None or meeting_status(meeting, now) is not Motestatus.KOMMENDE:
        return False
    called = bool(meeting.saker) or any(is_summons(document) for document in meeting.dokumenter)
    return not called and start.date() - now.date() <= timedelta(days=days)
