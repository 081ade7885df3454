"""Checks of the register of hearings: that there is time to answer, and that it says what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from plugins.checks.types import Content
from plugins.model.errors import Problem
from plugins.model.hearings import Hearing

SIX_WEEKS = timedelta(weeks=6)
"""The least time of a plan's public inspection (plan- og bygningsloven § 12-10)."""
TIME_TO_SUM_UP = timedelta(days=90)


def hearings_end_after_they_begin(content: Content) -> Iterator[Problem]:
    """Fristen i en høring må være etter kunngjøringen."""
    for hearing, label, line in _hearings(content, "frist"):
        if hearing.deadline < hearing.published:
            message = f"frist «{hearing.deadline}» er før kunngjort «{hearing.published}»"
            yield Problem(label, line, message, "rett en av datoene")


def inspections_last_six_weeks(content: Content) -> Iterator[Problem]:
    """Et offentlig ettersyn skal vare minst seks uker (plan- og bygningsloven § 12-10)."""
    for hearing, label, line in _hearings(content, "frist"):
        lasts = hearing.deadline - hearing.published
        if hearing.kind == "offentlig ettersyn" and timedelta(0) <= lasts < SIX_WEEKS:
            message = f"det offentlige ettersynet varer bare {lasts.days} dager"
            remedy = f"sett fristen til {hearing.published + SIX_WEEKS} eller senere"
            yield Problem(label, line, message, remedy, "advarsel")


def closed_hearings_say_what_came_of_them(content: Content) -> Iterator[Problem]:
    """Tre måneder etter fristen bør en høring si hva som skjedde videre."""
    for hearing, label, line in _hearings(content, "id"):
        if not hearing.outcome and hearing.deadline + TIME_TO_SUM_UP < content.now.date():
            message = f"høringen «{hearing.title}» sier ikke hva som skjedde videre"
            yield Problem(label, line, message, "skriv det i «resultat»", "advarsel")


def _hearings(content: Content, key: str) -> Iterator[tuple[Hearing, str, int]]:
    """Every hearing that could be read, with the register's name and the line of one of its keys."""
    by_id = {hearing.slug: hearing for hearing in content.site.registers.hearings}
    for register in content.registers:
        entries = register.data if register.label.endswith("horinger.yaml") else ()
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            hearing = by_id.get(str(entry.get("id", ""))) if isinstance(entry, dict) else None
            if hearing is not None:
                line = register.lines.get(f"{number}.{key}", register.lines.get(str(number), 0))
                yield hearing, register.label, line
