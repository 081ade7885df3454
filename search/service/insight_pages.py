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
from search.insight.measures import Figure, Unit
from search.insight.period import PRESET_MONTHS, PRESETS, Period
from search.insight.report import Report
from search.insight.values import TermCounts

PATH = addresses.INSIGHT
CSV = f"{PATH}/csv"

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table for download: columns and rows of a report."""

    columns: tuple[str, ...]
    rows: Callable[[Report], list[Row]]


def _term_rows(terms: Sequence[TermCounts]) -> list[Row]:
    return [(t.term, t.counts.searches, t.counts.sessions, "" if t.hits is None else t.hits) for t in terms]


TABLES = {
    "sok-per-dag": Table(("Dato", "Søk"), lambda r: [(day.isoformat(), n.searches) for day, n in r.per_day]),
    "sokeord": Table(("Søkeord", "Søk", "Økter", "Treff sist"), lambda r: _term_rows(r.top)),
    "uten-treff": Table(("Søkeord", "Søk", "Økter", "Treff sist"), lambda r: _term_rows(r.zero)),
    "nokkeltall": Table(
        ("Mål", "Verdi", "Perioden før", "Samme uker i fjor", "Antall bak tallet", "Definisjon", "Formel"),
        lambda r: list(map(_figure_row, r.figures)),
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
        presets=tuple(Link(text=text, url=f"{PATH}?{_query(period)}") for text, period in _presets(today)),
        measures=measures(report.figures),
        per_day=_days(report),
        top_terms=_terms(report, report.top, "sokeord", "Mest brukte søkeord", _silence(report)),
        zero_terms=_terms(
            report,
            report.zero,
            "uten-treff",
            "Søk uten treff",
            "Alle søk i perioden ga treff." if report.searches else "Ingen har søkt i denne perioden.",
        ),
        user=user,
        token=token,
        error=error,
    )


def measures(figures: Sequence[Figure]) -> tuple[Measure, ...]:
    """The numbers, each with what it means in one sentence."""
    return tuple(
        Measure(
            name=figure.measure.name,
            value=_shown(figure.value, figure.measure.unit),
            definition=figure.measure.sentence + (f" {THIN}" if figure.is_thin else ""),
        )
        for figure in figures
    )


def _shown(value: float | None, unit: Unit) -> str:
    """A number as it is read."""
    if value is None:
        return "–"
    if unit == "andel":
        return f"{tall(value * 100, 1)} %"
    decimals, ending = _UNITS[unit]
    return f"{tall(value, decimals)}{ending}"


_UNITS: dict[Unit, tuple[int, str]] = {
    "antall": (0, ""), "plass": (1, ""), "tall": (2, ""), "sekunder": (0, " s"), "millisekunder": (0, " ms"),
}  # fmt: skip
"""Decimals and ending."""

TOO_FEW = "Ingen søkeord har så mange økter bak seg at de vises."
THIN = "Tallet bygger på for lite til å si noe sikkert."


def _figure_row(figure: Figure) -> Row:
    m = figure.measure
    values = (figure.value, figure.before, figure.last_year)
    return (m.name, *("" if v is None else round(v, 4) for v in values), figure.basis, m.sentence, m.formula)


def _presets(today: date) -> list[tuple[str, Period]]:
    weeks = [("Siste uke" if n == 1 else f"Siste {n} uker", Period.ended_weeks(n, today)) for n in PRESETS]
    return [
        ("Denne uka", Period.weeks(1, today)),
        *weeks,
        (f"Siste {PRESET_MONTHS} måneder", Period.ended_months(PRESET_MONTHS, today)),
    ]


def _days(report: Report) -> BarTable:
    longest = max((counts.searches for _, counts in report.per_day), default=0)
    return BarTable(
        title="Søk per dag",
        caption=f"Antall søk fra {dato(report.period.start)} til {dato(report.period.end)}",
        columns=("Dag", "Søk"),
        rows=tuple(
            Bar(label=dato_kort(day), value=counts.searches, share=_share(counts.searches, longest))
            for day, counts in report.per_day
        )
        if longest
        else (),
        csv=_csv("sok-per-dag", report.period),
        empty="Ingen har søkt i denne perioden.",
    )


def _terms(
    report: Report,
    terms: Sequence[TermCounts],
    name: str,
    title: str,
    empty: str,
) -> BarTable:
    longest = max((term.counts.searches for term in terms), default=0)
    return BarTable(
        title=title,
        caption=f"{title} fra {dato(report.period.start)} til {dato(report.period.end)}",
        columns=("Søkeord", "Søk", "Økter og treff" if name == "sokeord" else "Økter"),
        rows=tuple(
            Bar(
                label=term.term,
                value=term.counts.searches,
                share=_share(term.counts.searches, longest),
                detail=_use(term) if name == "sokeord" else _sessions(term),
                url=f"{addresses.SEARCH}?{urlencode({'q': term.term})}",
            )
            for term in terms
        ),
        csv=_csv(name, report.period),
        empty=empty,
    )


def _silence(report: Report) -> str:
    """Why no term is listed."""
    return TOO_FEW if report.searches else "Ingen har søkt i denne perioden."


def _sessions(term: TermCounts) -> str:
    sessions = term.counts.sessions
    return "1 økt" if sessions == 1 else f"{tall(sessions)} økter"


def _use(term: TermCounts) -> str:
    """By how many, and whether the latest of them found anything."""
    return f"{_sessions(term)}, {tall(term.hits) if term.hits else 'ingen'} treff"


def _share(count: int, longest: int) -> float:
    return round(count / longest, 4) if longest else 0.0


def _query(period: Period) -> str:
    return urlencode({"fra": period.start.isoformat(), "til": period.end.isoformat()})


def _csv(name: str, period: Period) -> str:
    return f"{CSV}/{name}?{_query(period)}"
