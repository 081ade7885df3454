"""What somebody asked an insight page for, and the addresses that ask for the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from plugins.model import addresses
from plugins.views.frame import Link
from plugins.views.insight import PeriodPicker
from plugins.views.rendering import dato
from search.desk.people import Person
from search.insight.period import LONGEST_DAYS, PRESET_MONTHS, PRESETS, BadPeriodError, Period, parse_period
from search.insight.tables import MONTH

PATH = addresses.INSIGHT
REPORT = "rapport"
LONGEST = 300
MONTHS_SHOWN = 6
YOUNG_DAYS = 14
"""A log younger than this says little."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the page's name («» is the overview), its period, what else was chosen, and who asks.

    ``least`` is how many sessions must stand behind what is listed: more when it leaves the pages as CSV.
    """

    name: str
    period: Period
    today: date
    person: Person
    token: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    error: str = ""
    first: date | None = None
    """The first day of the log; None while it is empty."""

    @property
    def notice(self) -> str:
        """What the numbers rest on, when the period is not over or the log has just begun."""
        if self.first is None:
            return "Ingen har søkt ennå. Tallene kommer her så snart noen gjør det."
        told = ""
        if not self.period.is_over(self.today):
            span = "Måneden" if self.period.span == MONTH else "Uka"
            told = (
                f"{span} er ikke over. Tallene er til og med nå, og sammenlignes med like mange dager før. "
            )
        if self.first > self.today - timedelta(days=YOUNG_DAYS):
            told += f"Søkeloggen begynte {dato(self.first)}, så alt her bygger på lite."
        return told.strip()

    def get(self, name: str) -> str:
        """What was chosen; empty when nothing was."""
        return self.chosen.get(name, "")

    @property
    def path(self) -> str:
        """The page's address without choices."""
        return f"{PATH}/{self.name}" if self.name else PATH

    def url(self, name: str | None = None, **chosen: str) -> str:
        """The address of a page in the same period."""
        path = self.path if name is None else f"{PATH}/{name}" if name else PATH
        given = {**_span(self.period), **{key: value for key, value in chosen.items() if value}}
        return f"{path}?{urlencode(given)}"

    def span(self) -> tuple[tuple[str, str], ...]:
        """The period as the fields of a form."""
        return tuple(_span(self.period).items())

    def csv(self, table: str) -> str:
        """The address of a table of this page as CSV."""
        return self.url(**{**self.chosen, "csv": table})

    def term_url(self, term: str) -> str:
        """The page of a search term."""
        return self.url("ord", q=term)

    def page_url(self, address: str) -> str:
        """The page about a page of the site."""
        return self.url("sider", side=address)

    def unit_url(self, unit: str) -> str:
        """The page of a unit."""
        return self.url("virksomheter", virksomhet=unit)

    def picker(self) -> PeriodPicker:
        """The choice of period."""
        presets = tuple(
            Link(text=text, url=f"{self.path}?{urlencode({**_span(period), **self.chosen})}")
            for text, period in _presets(self.today, self.name)
        )
        hidden = tuple(sorted(self.chosen.items()))
        shown = f"{self.path}?{urlencode({**_span(self.period), **self.chosen})}"
        return PeriodPicker(
            start=self.period.start, end=self.period.end, presets=presets, current=shown, hidden=hidden
        )


def period_of(
    fields: Mapping[str, list[str]], today: date, name: str = "", first: date | None = None
) -> tuple[Period, str]:
    """The period asked for; the standard one and what was wrong when it can't be shown.

    The standard of the report is the last whole month, or the one that runs when the log began in it.
    """
    if name == REPORT and not _last(fields, "fra") and not _last(fields, "til"):
        ended = Period.ended_months(1, today)
        return Period.months(1, today) if first is not None and first > ended.end else ended, ""
    if whole := _whole_months(_last(fields, "fra"), _last(fields, "til"), today):
        return whole, ""
    try:
        return parse_period(_last(fields, "fra"), _last(fields, "til"), today, first), ""
    except BadPeriodError as bad:
        return parse_period("", "", today, first), str(bad)


def _whole_months(start: str, end: str, today: date) -> Period | None:
    """The period between two dates that are the first and the last of months, as the report's are."""
    try:
        period = Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        return None
    short = (period.end - period.start).days < LONGEST_DAYS
    return period if period.span == MONTH and short and period.start <= today else None


def chosen_in(fields: Mapping[str, list[str]]) -> dict[str, str]:
    """Everything else that was chosen."""
    names = set(fields) - {"fra", "til", "csv", "gjort"}
    return {name: _last(fields, name) for name in sorted(names) if _last(fields, name)}


def _last(fields: Mapping[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[-1].strip()[:LONGEST]


def _span(period: Period) -> dict[str, str]:
    return {"fra": period.start.isoformat(), "til": period.end.isoformat()}


def _presets(today: date, name: str) -> list[tuple[str, Period]]:
    if name == REPORT:
        months = [Period.ended_months(1, today)]
        while len(months) < MONTHS_SHOWN:
            months.append(months[-1].before())
        return [(dato(month.start).split(" ", 1)[1], month) for month in months]
    weeks = [("Siste uke" if n == 1 else f"Siste {n} uker", Period.ended_weeks(n, today)) for n in PRESETS]
    return [
        ("Denne uka", Period.weeks(1, today)),
        *weeks,
        (f"Siste {PRESET_MONTHS} måneder", Period.ended_months(PRESET_MONTHS, today)),
    ]
