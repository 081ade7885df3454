"""The parts that insight pages are made of: numbers and tables from what the log says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from plugins.views.insight import Cell, Column, DataTable, Figures, FigureView
from plugins.views.rendering import dato, tall
from search.findings.evidence import WEEKS
from search.insight.lists import LISTS
from search.insight.measures import Figure, Unit
from search.insight.period import Period
from search.insight.values import TermCounts, Verdict
from search.service.insight.asked import Asked
from search.service.insight.sources import Sources

LEADING = ("sok", "klikkrate", "uten-treff", "omskriving")
"""The measures that are shown large."""
_UNITS: dict[Unit, tuple[int, str]] = {
    "antall": (0, ""), "plass": (1, ""), "tall": (2, ""), "sekunder": (0, " s"), "millisekunder": (0, " ms"),
}  # fmt: skip
"""Decimals and ending."""
STEADY = 0.02
"""Relative change below which a number is called the same."""


def text(value: str, url: str = "") -> Cell:
    """A cell of words."""
    return Cell(text=value, raw=value, url=url)


def number(value: float, decimals: int = 0, share: float | None = None) -> Cell:
    """A cell with a number."""
    return Cell(text=tall(value, decimals), raw=round(value, 4), share=share)


def percent(part: float, whole: float) -> Cell:
    """A cell with a share in percent; a dash of nothing."""
    return Cell(text=share_text(part / whole), raw=round(part / whole, 4)) if whole else text("–")


def share_text(share: float) -> str:
    """A share in percent.

    >>> share_text(0.1234)
    '12,3 %'
    """
    return f"{tall(100 * share, 1)} %"


def shown(value: float | None, unit: Unit) -> str:
    """A number as it is read."""
    if value is None:
        return "–"
    if unit == "andel":
        return share_text(value)
    decimals, ending = _UNITS[unit]
    return f"{tall(value, decimals)}{ending}"


def verdicts_by_page(sources: Sources, asked: Asked) -> dict[str, Verdict]:
    """What readers answered about each page; of what leaves the pages, where enough of them did."""
    found = sources.log.verdicts(asked.period)
    return {one.address: one for one in found if one.found + one.missed >= asked.least}


def enough_searched(sources: Sources, asked: Asked, term: str) -> bool:
    """Whether enough sessions, of the weeks that findings rest on, stand behind a term that leaves."""
    if not asked.least:
        return True
    return sources.log.term(Period.weeks(WEEKS, asked.today), term).counts.sessions >= asked.least


def said(verdict: Verdict | None) -> tuple[Cell, Cell]:
    """How many readers of a page found what they looked for, and how many answered."""
    answers = verdict.found + verdict.missed if verdict else 0
    return percent(verdict.found if verdict else 0, answers), number(answers)


def leading(figures: Iterable[Figure], title: str = "Kort fortalt") -> Figures:
    """The few numbers that say the most."""
    by_key = {figure.measure.key: figure for figure in figures}
    return Figures(id="kort", title=title, items=tuple(_figure(by_key[key]) for key in LEADING))


def all_figures(figures: Sequence[Figure], asked: Asked) -> DataTable:
    """Every measure with its definition and formula, the period before and the year before."""
    return DataTable(
        id="mal",
        title="Alle mål",
        caption="Hvert mål med det det var i perioden før og i de samme ukene i fjor",
        columns=(
            Column(title="Mål"),
            Column(title="Nå", number=True),
            Column(title="Før", number=True),
            Column(title="I fjor", number=True),
            Column(title="Hva det betyr"),
            Column(title="Formel"),
        ),
        rows=tuple(_figure_row(figure) for figure in figures),
        csv=asked.csv("mal"),
    )


def terms_table(
    terms: Sequence[TermCounts], asked: Asked, id_: str, title: str, empty: str = "Ingen søk å vise."
) -> DataTable:
    """Search terms with what came of them."""
    longest = max((term.counts.searches for term in terms), default=1)
    return DataTable(
        id=id_,
        title=title,
        caption=defined(id_, title, asked),
        columns=(
            Column(title="Søkeord"),
            Column(title="Søk", number=True),
            Column(title="Økter", number=True),
            Column(title="Klikkrate", number=True),
            Column(title="Uten treff", number=True),
        ),
        rows=tuple(
            (
                text(term.term, asked.term_url(term.term)),
                number(term.counts.searches, share=term.counts.searches / longest),
                number(term.counts.sessions),
                percent(term.counts.clicked, term.counts.searches),
                percent(term.counts.no_results, term.counts.searches),
            )
            for term in terms
        ),
        csv=asked.csv(id_),
        empty=empty,
    )


def defined(id_: str, title: str, asked: Asked) -> str:
    """What a list is, in a sentence with its formula, and which days it is of."""
    found = next((one for one in LISTS if one.key == id_), None)
    return f"{found.sentence} Formel: {found.formula}." if found else f"{title} {span_text(asked)}"


def month_text(day: date) -> str:
    """The month that a day lies in, with its year.

    >>> month_text(date(2026, 10, 1))
    'oktober 2026'
    """
    return dato(day).split(" ", 1)[1]


def span_text(asked: Asked) -> str:
    """The period in words."""
    return f"fra {dato(asked.period.start)} til {dato(asked.period.end)}"


def _figure(figure: Figure) -> FigureView:
    unit = figure.measure.unit
    return FigureView(
        name=figure.measure.name,
        value=shown(figure.value, unit),
        sentence=figure.measure.sentence,
        before=_change(figure),
        way=_way(figure),
        last_year=f"I fjor: {shown(figure.last_year, unit)}" if figure.last_year is not None else "",
        thin=figure.is_thin,
    )


def _change(figure: Figure) -> str:
    if figure.value is None or figure.before is None:
        return ""
    before = shown(figure.before, figure.measure.unit)
    if _steady(figure):
        return f"som før ({before})"
    return f"{'opp' if figure.value > figure.before else 'ned'} fra {before}"


def _way(figure: Figure) -> str:
    if figure.value is None or figure.before is None or not figure.measure.better or _steady(figure):
        return ""
    return "bedre" if (figure.value > figure.before) == (figure.measure.better == "høyere") else "verre"


def _steady(figure: Figure) -> bool:
    value, before = figure.value or 0.0, figure.before or 0.0
    return abs(value - before) <= STEADY * max(abs(before), 1e-9)


def _figure_row(figure: Figure) -> tuple[Cell, ...]:
    measure = figure.measure
    values = (figure.value, figure.before, figure.last_year)
    thin = " Bygger på for lite til å si noe sikkert." if figure.is_thin else ""
    return (
        text(measure.name),
        *(Cell(text=shown(v, measure.unit), raw="" if v is None else round(v, 4)) for v in values),
        text(measure.sentence + thin),
        text(measure.formula),
    )
