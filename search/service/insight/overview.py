"""The overview, the searches without hits, the trends, and the report for print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from plugins.views.insight import Block, Column, DataTable
from plugins.views.rendering import dato, tall
from search.insight.gaps import content_gaps
from search.insight.measures import figures
from search.insight.period import monday
from search.insight.trends import Trend, seasonal, trending
from search.insight.values import Counts
from search.service.insight.asked import Asked
from search.service.insight.charts import timeline
from search.service.insight.decisions import effects_table
from search.service.insight.findings import finding_list, open_findings
from search.service.insight.page import Made
from search.service.insight.parts import (
    all_figures,
    defined,
    leading,
    month_text,
    number,
    percent,
    span_text,
    terms_table,
    text,
)
from search.service.insight.sources import Sources

SHORT, LONG = 12, 50
DAYS_SHOWN = 62
"""Periods of up to so many days are drawn day by day, longer ones week by week or month by month."""


def overview(sources: Sources, asked: Asked) -> Made:
    """Where things stand: the numbers, the searches over time, what to mend first."""
    found = figures(sources.log, asked.period, asked.today)
    blocks: list[Block] = [leading(found)]
    waiting = open_findings(sources, asked)
    blocks.append(finding_list(waiting[:5], sources, asked, "Det viktigste å rette nå", more=len(waiting)))
    blocks.append(_over_time(sources, asked))
    terms = sources.log.terms(asked.period, "searches", _limit(asked, SHORT), asked.least)
    zero = sources.log.terms(asked.period, "no_results", _limit(asked, SHORT), asked.least)
    blocks.append(_half(terms_table(terms, asked, "mest-sokt", "Mest søkt")))
    blocks.append(_half(terms_table(zero, asked, "uten-treff", "Søk uten treff", "Alle søk ga treff.")))
    blocks.append(all_figures(found, asked))
    return Made("Oversikt", f"Søkene på ski.kommune.no {span_text(asked)}.", tuple(blocks))


def zero_results(sources: Sources, asked: Asked) -> Made:
    """What people do not find: no hits, and hits that nobody opens."""
    zero = sources.log.terms(asked.period, "no_results", _limit(asked, LONG), asked.least)
    gaps = content_gaps(sources.log, asked.period, _limit(asked, LONG))
    rows = tuple(
        (
            text(gap.term, asked.term_url(gap.term)),
            number(gap.searches),
            number(gap.unanswered),
            percent(gap.unanswered, gap.searches),
            number(gap.no_results),
        )
        for gap in gaps
        if gap.sessions >= asked.least
    )
    table = DataTable(
        id="hull",
        title="Hull i innholdet",
        caption=defined("hull", "Hull i innholdet", asked),
        columns=(
            Column(title="Søkeord"),
            Column(title="Søk", number=True),
            Column(title="Uten svar", number=True),
            Column(title="Andel", number=True),
            Column(title="Uten treff", number=True),
        ),
        rows=rows,
        csv=asked.csv("hull"),
        empty="Ingen søk mangler svar så ofte at det er sikkert.",
    )
    first = terms_table(zero, asked, "uten-treff", "Søk uten treff", "Alle søk ga treff.")
    return Made("Uten treff", f"Det folk ikke fant {span_text(asked)}.", (first, table))


def trends(sources: Sources, asked: Asked) -> Made:
    """What rises now, and what rose at this time last year."""
    rising = trending(sources.log, asked.period)
    season = seasonal(sources.log, asked.today)
    blocks = (
        _trend_table(rising, asked, "stiger", "Stiger nå"),
        _trend_table(season, asked, "i-fjor", "På denne tida i fjor"),
    )
    return Made("Trender", f"Søk som steg {span_text(asked)}, og det som kommer.", blocks)


def report(sources: Sources, asked: Asked) -> Made:
    """A month on paper: numbers, findings, decisions and what came of them."""
    found = figures(sources.log, asked.period, asked.today)
    waiting = open_findings(sources, asked)
    blocks: tuple[Block, ...] = (
        leading(found),
        _over_time(sources, asked),
        finding_list(waiting[:10], sources, asked, "Det som bør rettes først", more=len(waiting)),
        effects_table(sources, asked),
        terms_table(
            sources.log.terms(asked.period, "searches", _limit(asked, SHORT), asked.least),
            asked,
            "mest-sokt",
            "Mest søkt",
        ),
        terms_table(
            sources.log.terms(asked.period, "no_results", _limit(asked, SHORT), asked.least),
            asked,
            "uten-treff",
            "Søk uten treff",
            "Alle søk ga treff.",
        ),
        all_figures(found, asked),
    )
    printed = f"Laget {dato(sources.now)} fra søkeloggen. Tall med færre enn fem økter bak seg er ikke med."
    title = f"Søkene i {month_text(asked.period.start)}" if asked.period.is_one_month else "Rapport"
    return Made(title, f"Søkene på ski.kommune.no {span_text(asked)}.", blocks, printed=printed)


def _half(table: DataTable) -> DataTable:
    return replace(table, half=True)


def _over_time(sources: Sources, asked: Asked) -> Block:
    days = [point for point in sources.log.per_day(asked.period) if point[0] <= asked.today]
    before = sources.log.per_day(asked.period.last_year())
    if (asked.period.end - asked.period.start).days < DAYS_SHOWN:
        return timeline(days, asked, before, "Søk per dag")
    return timeline(_weekly(days), asked, _weekly(before), "Søk per uke")


def _weekly(days: Iterable[tuple[date, Counts]]) -> list[tuple[date, Counts]]:
    weeks: dict[date, Counts] = {}
    for day, counts in days:
        weeks[monday(day)] = weeks.get(monday(day), Counts()) + counts
    return list(weeks.items())


def _trend_table(found: tuple[Trend, ...], asked: Asked, id_: str, title: str) -> DataTable:
    rows = tuple(
        (
            text(trend.term, asked.term_url(trend.term)),
            number(trend.sessions),
            number(trend.expected, 1),
            text(f"{tall(trend.times, 1)} ganger" if trend.times else "ny"),
            number(trend.g2, 1),
        )
        for trend in found[: _limit(asked, LONG)]
        if trend.sessions >= asked.least
    )
    columns = (
        Column(title="Søkeord"),
        Column(title="Økter", number=True),
        Column(title="Ventet", number=True),
        Column(title="Økning", number=True),
        Column(title="G²", number=True),
    )
    empty = "Ingen søk steg så mye at det er sikkert."
    return DataTable(
        id=id_,
        title=title,
        caption=defined(id_, title, asked),
        columns=columns,
        rows=rows,
        csv=asked.csv(id_),
        empty=empty,
    )


def _limit(asked: Asked, count: int) -> int | None:
    """All rows when they leave as CSV."""
    return None if asked.least else count
