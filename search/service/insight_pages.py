"""From the log's numbers to what ``innsikt.html`` shows and to tables for download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from plugins.model import addresses
from plugins.views.frame import Link, Meta
from plugins.views.rendering import dato, dato_kort, tall
from plugins.views.search import Bar, BarTable, InsightView, Measure
from search.insight.measures import Report, Summary, TermCount
from search.insight.period import PRESETS, Period

PATH = addresses.INSIGHT
CSV = f"{PATH}/csv"

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table for download: columns and rows of a report."""

    columns: tuple[str, ...]
    rows: Callable[[Report], list[Row]]


def _term_rows(terms: Sequence[TermCount]) -> list[Row]:
    return [(t.term, t.searches, t.sessions, t.hits) for t in terms]


TABLES = {
    "sok-per-dag": Table(("Dato", "Søk"), lambda r: [(day.isoformat(), n) for day, n in r.per_day]),
    "sokeord": Table(("Søkeord", "Søk", "Økter", "Treff sist"), lambda r: _term_rows(r.top)),
    "uten-treff": Table(("Søkeord", "Søk", "Økter", "Treff sist"), lambda r: _term_rows(r.zero)),
    "nokkeltall": Table(
        ("Mål", "Verdi", "Definisjon"),
        lambda r: [(m.name, m.value, m.definition) for m in measures(r.summary)],
    ),
}
"""Downloads by the last part of their address."""


def insight_meta(title: str = "Søkeinnsikt") -> Meta:
    """What the insight pages tell about themselves: never indexed."""
    return Meta(
        title=title,
        description="Hva folk søker etter på nettstedet, og hva de ikke finner.",
        path=PATH,
        breadcrumbs=(Link(text="Forsiden", url=addresses.HOME),),
        noindex=True,
    )


def insight_view(report: Report, today: date, *, user: str, token: str, error: str = "") -> InsightView:
    """The insight page of a report."""
    return InsightView(
        start=report.period.start,
        end=report.period.end,
        presets=tuple(
            Link(text=f"Siste {days} dager", url=f"{PATH}?{_query(Period.last(days, today))}")
            for days in PRESETS
        ),
        measures=measures(report.summary),
        per_day=_days(report),
        top_terms=_terms(
            report, report.top, "sokeord", "Mest brukte søkeord", "Ingen har søkt i denne perioden."
        ),
        zero_terms=_terms(
            report,
            report.zero,
            "uten-treff",
            "Søk uten treff",
            "Alle søk i perioden ga treff."
            if report.summary.searches
            else "Ingen har søkt i denne perioden.",
        ),
        user=user,
        token=token,
        error=error,
    )


def measures(summary: Summary) -> tuple[Measure, ...]:
    """The numbers, each with what it means in one sentence."""
    rate = summary.no_result_rate
    return (
        Measure(
            name="Søk",
            value=tall(summary.searches),
            definition="Antall søk. Å bla til neste side i samme søk er ikke et nytt søk.",
        ),
        Measure(
            name="Økter",
            value=tall(summary.sessions),
            definition="Antall ulike øktnøkler. Nøkkelen skiftes ved midnatt: neste dag er en ny økt.",
        ),
        Measure(
            name="Søk per økt",
            value=tall(summary.searches / summary.sessions, 1) if summary.sessions else "–",
            definition="Antall søk delt på antall økter. Et høyt tall kan bety at folk må søke flere ganger.",
        ),
        Measure(
            name="Andel uten treff",
            value="–" if rate is None else f"{tall(rate * 100, 1)} %",
            definition="Søk uten filter som ikke ga noen treff, delt på alle søk.",
        ),
        Measure(
            name="Utvidede søk",
            value=tall(summary.relaxed),
            definition="Søk der ikke alle ordene ble funnet, og de beste delvise treffene ble vist.",
        ),
        Measure(
            name="Svartid",
            value="–" if summary.mean_ms is None else f"{tall(summary.mean_ms)} ms",
            definition="Gjennomsnittlig tid fra tjeneren fikk søket til svaret var klart.",
        ),
        Measure(
            name="Søk fra roboter",
            value=tall(summary.robots),
            definition="Søk fra programmer som sier at de er roboter. De er ikke med i de andre tallene.",
        ),
    )


def _days(report: Report) -> BarTable:
    longest = max((count for _, count in report.per_day), default=0)
    return BarTable(
        title="Søk per dag",
        caption=f"Antall søk fra {dato(report.period.start)} til {dato(report.period.end)}",
        columns=("Dag", "Søk"),
        rows=tuple(
            Bar(label=dato_kort(day), value=count, share=_share(count, longest))
            for day, count in report.per_day
        )
        if longest
        else (),
        csv=_csv("sok-per-dag", report.period),
        empty="Ingen har søkt i denne perioden.",
    )


def _terms(
    report: Report,
    terms: Sequence[TermCount],
    name: str,
    title: str,
    empty: str,
) -> BarTable:
    longest = max((term.searches for term in terms), default=0)
    return BarTable(
        title=title,
        caption=f"{title} fra {dato(report.period.start)} til {dato(report.period.end)}",
        columns=("Søkeord", "Søk", "Økter og treff" if name == "sokeord" else "Økter"),
        rows=tuple(
            Bar(
                label=term.term,
                value=term.searches,
                share=_share(term.searches, longest),
                detail=_use(term) if name == "sokeord" else _sessions(term),
                url=f"{addresses.SEARCH}?{urlencode({'q': term.term})}",
            )
            for term in terms
        ),
        csv=_csv(name, report.period),
        empty=empty,
    )


def _sessions(term: TermCount) -> str:
    return "1 økt" if term.sessions == 1 else f"{tall(term.sessions)} økter"


def _use(term: TermCount) -> str:
    """By how many, and whether the latest of them found anything."""
    return f"{_sessions(term)}, {tall(term.hits) if term.hits else 'ingen'} treff"


def _share(count: int, longest: int) -> float:
    return round(count / longest, 4) if longest else 0.0


def _query(period: Period) -> str:
    return urlencode({"fra": period.start.isoformat(), "til": period.end.isoformat()})


def _csv(name: str, period: Period) -> str:
    return f"{CSV}/{name}?{_query(period)}"
