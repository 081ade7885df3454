"""All checks, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from plugins.checks import (
    curation,
    fields,
    headings,
    hearings,
    images,
    invariants,
    language,
    links,
    meetings,
    nesting,
    personal,
)
from plugins.checks.types import Check, Content
from plugins.model.errors import ContentError, Problem
from plugins.model.meetings import SUMMONS_DAYS
from plugins.model.progress import Progress, silent
from plugins.source.site import read_site

CHECKS: tuple[Check, ...] = (
    fields.fields_follow_the_model,
    fields.updated_is_not_in_the_future,
    fields.window_has_an_inside,
    fields.news_name_their_day,
    fields.alerts_belong_to_units,
    personal.no_national_ids,
    personal.no_national_ids_behind_markup,
    nesting.texts_can_be_made,
    headings.headings_are_in_order,
    headings.headings_differ,
    images.images_have_alt_text,
    images.images_are_our_own,
    links.links_lead_somewhere,
    links.field_links_lead_somewhere,
    hearings.hearings_end_after_they_begin,
    links.links_have_words,
    links.links_say_where,
    fields.review_date_has_not_passed,
    fields.summary_is_short,
    fields.expired_alerts_are_removed,
    hearings.inspections_last_six_weeks,
    hearings.closed_hearings_say_what_came_of_them,
    curation.decisions_follow_the_model,
    curation.decisions_lead_somewhere,
    curation.decisions_that_are_over_are_removed,
    curation.words_are_decided_once,
    invariants.invariants_follow_the_model,
    invariants.invariants_lead_somewhere,
    language.text_is_readable,
    meetings.meetings_have_summons,
)
"""In the order that ``--regler`` shows them: what blocks first, then what warns."""


BLOCKING: tuple[Check, ...] = (
    fields.fields_follow_the_model,
    personal.no_national_ids,
    personal.no_national_ids_behind_markup,
    nesting.texts_can_be_made,
)
"""What stops a build: a page that the model refuses or whose text is nested without end cannot be built, and
a fødselsnummer must never be.

A dead link or a heading out of order is mended before it is committed: it must not keep a municipality's
news, and what the archive has withdrawn, from being published tonight.
"""


def run_checks(  # noqa: PLR0913 - what is checked, by what, and who is told
    content: Path,
    now: datetime,
    checks: Iterable[Check] = CHECKS,
    *,
    store: Path | None = None,
    summons_days: int = SUMMONS_DAYS,
    progress: Progress = silent,
) -> tuple[Problem, ...]:
    """Every finding of ``checks`` under ``content`` as it stands at ``now``, sorted by file and line.

    ``store`` is the file with the archive's deliveries, where they are to be checked too. ``progress`` is
    told how far it has come.

    Never raises for bad content; a folder that is missing or empty is a finding.
    """
    site, found_while_reading = read_site(content, progress)
    everything = Content(content, site, found_while_reading, now, store, summons_days, progress)
    rules, found = tuple(checks), set[Problem]()
    for number, check in enumerate(rules, 1):
        found.update(check(everything))
        progress("Sjekker", number, len(rules))
    return tuple(sorted(found))


def refuse_unpublishable(content: Path, now: datetime) -> None:
    """Raise ContentError with every «feil», also those that do not stop it, when something stops a build."""
    blocking = {p for p in run_checks(content, now, BLOCKING) if p.severity == "feil"}
    if blocking:
        # What stopped the build is always told, also when it is mended before the second reading.
        raise ContentError(blocking.union(p for p in run_checks(content, now) if p.severity == "feil"))
