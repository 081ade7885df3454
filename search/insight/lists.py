"""The measures that are lists: each has a name, one sentence that defines it, and the formula behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from search.insight.gaps import Gap, content_gaps
from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.trends import Trend, seasonal, trending
from search.insight.values import TermCounts, Verdict


@dataclass(frozen=True, slots=True)
class ListMeasure:
    """A list of a period; ``read`` raises SQLAlchemyError when the log cannot be read."""

    key: str
    name: str
    sentence: str
    formula: str
    read: Callable[[LogReader, Period], Sequence[TermCounts | Trend | Gap | Verdict]]


LISTS: tuple[ListMeasure, ...] = (
    ListMeasure(
        "mest-sokt",
        "Mest brukte søkeord",
        "Søkeordene med flest søk, når nok økter står bak dem.",
        "antall søk",
        lambda log, period: log.terms(period, "searches"),
    ),
    ListMeasure(
        "uten-treff",
        "Søk uten treff",
        "Søkeordene med flest søk som ikke fant noe, når det ikke var et filter som skjulte treffene.",
        "antall søk uten treff",
        lambda log, period: log.terms(period, "no_results"),
    ),
    ListMeasure(
        "stiger",
        "Det som stiger",
        "Søkeord som en større del av øktene brukte enn i de tre månedene før, mer enn tilfeldigheter gir.",
        "G² = 2 Σ O ln(O ÷ E), sannsynlighet høyst 1 % delt på antall søkeord",
        trending,
    ),
    ListMeasure(
        "i-fjor",
        "På denne tida i fjor",
        "Søkeord som steg i de fire ukene fra nå for ett år siden.",
        "som «Det som stiger», for fire uker for ett år siden",
        lambda log, period: seasonal(log, period.end + timedelta(days=1)),
    ),
    ListMeasure(
        "hull",
        "Hull i innholdet",
        "Søkeord der det er sikkert at over halvparten av søkene ender uten at noe blir åpnet.",
        "nedre grense av Wilsons intervall (95 %) for (søk − søk med klikk) ÷ søk er over 1/2",
        content_gaps,
    ),
    ListMeasure(
        "svar",
        "Fant du det du lette etter?",
        "Hvor mange som svarte ja og nei om hver side; det siste svaret fra hver økt teller.",
        "antall nei, antall ja",
        lambda log, period: log.verdicts(period),
    ),
)
"""Every list, in the order they are shown."""
