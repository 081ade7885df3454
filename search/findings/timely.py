"""Findings about time: a sudden rise, and a season that comes before its page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from plugins.views.rendering import dato, klokke, tall
from search.findings.evidence import WEEKS, Evidence
from search.findings.remedies import brief
from search.findings.types import Finding, Proposal
from search.insight.period import Period, monday
from search.insight.trends import seasonal
from search.insight.values import Counts

HOURS = 2.0
HOURS_AWAKE = 16
"""Of a day in which people search."""
SURE = 1e-6
"""Probability by chance below which a rise is told of: any term in any two hours of a year is tried."""
TIMES = 5.0
FEWEST = 10
YEARS = 2
FAILING, ANSWERED = 0.2, 0.4
"""Share of searches with a click before its page was there, and after."""


def sudden_rise(evidence: Evidence) -> Iterator[Finding]:
    """Et søk som plutselig skyter i været."""
    for burst in evidence.log.bursts(evidence.now, HOURS):
        known = evidence.by_term.get(burst.term)
        normal = known.counts.sessions / (7 * WEEKS) * HOURS / HOURS_AWAKE if known else 0.0
        if burst.sessions < max(FEWEST, TIMES * normal) or poisson_tail(burst.sessions, normal) > SURE:
            continue
        unit = evidence.unit_near(burst.term)
        yield Finding(
            kind="plutselig",
            subject=burst.term,
            title=f"«{burst.term}»: {tall(burst.searches)} søk på to timer, vanligvis {tall(normal, 1)}",
            people=burst.sessions,
            proposal=Proposal(
                f"Spør {evidence.pages.units.get(unit, 'servicetorget')} hva som har skjedd, og legg ut en "
                "avviksmelding (content/data/avvik.yaml).",
                unit=unit,
            ),
            term=burst.term,
            unit=unit,
            evidence=(("Første søk kl.", klokke(burst.first)), ("Treff", str(burst.hits))),
        )


def early_season(evidence: Evidence) -> Iterator[Finding]:
    """En sesong som begynner før siden er der, to år på rad."""
    for trend in seasonal(evidence.log, evidence.today):
        starts = [first for year in range(1, YEARS + 1) if (first := _too_early(evidence, trend.term, year))]
        if len(starts) < YEARS:
            continue
        due = starts[0] + timedelta(days=364)
        proposal = brief(evidence, trend.term)
        yield Finding(
            kind="sesong",
            subject=f"{trend.term} {due.year}",
            title=f"«{trend.term}» søkes etter fra uke {starts[0].isocalendar().week}, før siden er der",
            people=trend.sessions,
            proposal=Proposal(f"Legg ut siden innen {dato(due)}. {proposal.text}", unit=proposal.unit),
            term=trend.term,
            unit=proposal.unit,
            evidence=tuple((f"Begynte i {first.year}", dato(first)) for first in starts),
        )


def _too_early(evidence: Evidence, term: str, years: int) -> date | None:
    """The Monday that a term's season began so many years ago, when its first weeks opened nothing and its
    later ones did: the page came after the search.
    """
    start = monday(evidence.today) - timedelta(days=364 * years)
    period = Period(start, start + timedelta(days=7 * 8 - 1))
    weeks = [(first, counts) for first, counts in evidence.log.timeline(term, period) if counts.searches]
    for place in range(1, len(weeks)):
        early, late = _sum(weeks[:place]), _sum(weeks[place:])
        if min(early.searches, late.searches) < FEWEST:
            continue
        if early.clicked <= FAILING * early.searches and late.clicked >= ANSWERED * late.searches:
            return weeks[0][0]
    return None


def _sum(weeks: Sequence[tuple[date, Counts]]) -> Counts:
    return sum((counts for _, counts in weeks), Counts())


def poisson_tail(seen: int, expected: float) -> float:
    """Probability of at least ``seen`` when ``expected`` come on average.

    >>> round(poisson_tail(3, 1.0), 4), poisson_tail(0, 2.0), poisson_tail(1, 0.0)
    (0.0803, 1.0, 0.0)
    """
    if seen <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    if seen > expected + 40 * math.sqrt(expected) + 40:
        return 0.0
    term, below = math.exp(-expected), 0.0
    for k in range(seen):
        below += term
        term *= expected / (k + 1)
    return max(0.0, 1.0 - below)
