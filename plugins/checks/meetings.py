"""Checks of what the archive has delivered, for whoever has to ask for the rest of it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.types import Content
from plugins.model.errors import Problem
from plugins.model.meetings import lacks_summons, meeting_time
from plugins.store import Store, StoreError


def meetings_have_summons(content: Content) -> Iterator[Problem]:
    """Et møte som er kunngjort, skal ha innkalling eller saksliste i god tid (kommuneloven § 11-3)."""
    if content.store is None or not content.store.is_file():
        return
    try:
        with Store.open(content.store, read_only=True) as store:
            late = [m for m in store.meetings() if lacks_summons(m, content.now, content.summons_days)]
    except StoreError as error:
        yield Problem(str(content.store), 0, str(error), severity="advarsel")
        return
    for meeting in late:
        starts = meeting_time(meeting)
        assert starts is not None  # noqa: S101 - one without a date is not late
        when = f"{starts.day}.{starts.month}.{starts.year}"
        yield Problem(
            str(content.store),
            0,
            f"{meeting.utvalg} {when} er kunngjort uten innkalling (systemID {meeting.system_id})",
            f"be arkivet levere innkallingen; den skal være ute {content.summons_days} dager før møtet",
            "advarsel",
        )
