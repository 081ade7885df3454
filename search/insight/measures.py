"""The measures: each has a name, one sentence that defines it, and the formula that computes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.tally import MILLION
from search.insight.values import Totals

Unit = Literal["antall", "andel", "plass", "tall", "sekunder", "millisekunder"]

ENOUGH = 30
"""How many a share or a mean must rest on before it should be trusted: below it one search moves it by more
than three percentage points."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a period. ``basis`` is how many things it is counted over."""

    key: str
    name: str
    sentence: str
    formula: str
    unit: Unit
    better: Literal["høyere", "lavere", ""]
    """Which way is good for readers, when one is."""
    compute: Callable[[Totals], float | None]
    """None when there is nothing to compute it from."""
    basis: Callable[[Totals], int]


def _ratio(over: float, under: float) -> float | None:
    return over / under if under else None


def _searches(t: Totals) -> int:
    return t.counts.searches


MEASURES: tuple[Measure, ...] = (
    Measure(
        "sok", "Søk",
        "Antall ganger noen lette etter noe; tastetrykk, sider, filtre og omlastinger er ett søk.",
        "antall søk", "antall", "",
        lambda t: t.counts.searches, _searches,
    ),
    Measure(
        "okter", "Økter",
        "Antall ulike øktnøkler som søkte; nøkkelen skiftes ved midnatt, så neste dag er en ny økt.",
        "antall økter", "antall", "",
        lambda t: t.counts.sessions, lambda t: t.counts.sessions,
    ),
    Measure(
        "uten-treff", "Andel uten treff",
        "Andelen av søkene som ikke fant noe, når det ikke var et filter som skjulte treffene.",
        "søk uten treff ÷ søk", "andel", "lavere",
        lambda t: _ratio(t.counts.no_results, t.counts.searches), _searches,
    ),
    Measure(
        "klikkrate", "Klikkrate",
        "Andelen av søkene der minst ett treff ble åpnet.",
        "søk med klikk ÷ søk", "andel", "høyere",
        lambda t: _ratio(t.counts.clicked, t.counts.searches), _searches,
    ),
    Measure(
        "uten-klikk", "Treff uten klikk",
        "Andelen av søkene som fant noe, der ingenting ble åpnet.",
        "(søk − søk uten treff − søk med klikk) ÷ (søk − søk uten treff)", "andel", "lavere",
        lambda t: _ratio(
            t.counts.searches - t.counts.no_results - t.counts.clicked,
            t.counts.searches - t.counts.no_results,
        ),
        lambda t: t.counts.searches - t.counts.no_results,
    ),
    Measure(
        "klikkplass", "Gjennomsnittlig klikkplass",
        "Hvor langt ned på lista de åpnede treffene sto i gjennomsnitt; 1 er øverst.",
        "summen av plassene ÷ antall klikk", "plass", "lavere",
        lambda t: _ratio(t.counts.positions, t.counts.clicks), lambda t: t.counts.clicks,
    ),
    Measure(
        "mrr", "Gjennomsnittlig resiprok plass (MRR)",
        "Gjennomsnittet av 1 delt på plassen til det første åpnede treffet; 1 betyr alltid det øverste.",
        "summen av 1 ÷ plassen til første klikk ÷ søk med klikk", "tall", "høyere",
        lambda t: _ratio(t.counts.reciprocals / MILLION, t.counts.clicked), lambda t: t.counts.clicked,
    ),
    Measure(
        "omskriving", "Omskrivinger",
        "Andelen av søkene der ingenting ble åpnet, og et annet søk fulgte innen fem minutter.",
        "søk fulgt av et annet ÷ søk", "andel", "lavere",
        lambda t: _ratio(t.counts.refined, t.counts.searches), _searches,
    ),
    Measure(
        "avslutning", "Ga opp",
        "Andelen av søkene der ingenting ble åpnet, og ingenting mer ble søkt etter på en halv time.",
        "søk uten klikk og uten søk etter ÷ søk", "andel", "lavere",
        lambda t: _ratio(t.counts.exits, t.counts.searches), _searches,
    ),
    Measure(
        "tid-til-klikk", "Tid til første klikk",
        "Gjennomsnittlig antall sekunder fra søket til det første klikket; over ti minutter regnes ikke med.",
        "summen av sekunder ÷ søk med klikk innen ti minutter", "sekunder", "lavere",
        lambda t: _ratio(t.counts.seconds, t.counts.timed), lambda t: t.counts.timed,
    ),
    Measure(
        "utvidet", "Utvidede søk",
        "Andelen av søkene der ikke alle ordene ble funnet, og de beste delvise treffene ble vist.",
        "søk uten alle ordene ÷ søk", "andel", "lavere",
        lambda t: _ratio(t.counts.relaxed, t.counts.searches), _searches,
    ),
    Measure(
        "svartid", "Svartid",
        "Gjennomsnittlig tid fra tjeneren fikk søket, til svaret var klart.",
        "summen av svartider ÷ søk", "millisekunder", "lavere",
        lambda t: _ratio(t.ms, t.counts.searches), _searches,
    ),
    Measure(
        "roboter", "Søk fra roboter",
        "Antall søk fra programmer som sier at de er roboter, eller som søker slik ingen mennesker gjør; "
        "de er ikke med i de andre tallene.",
        "søk fra roboter + søk fra maskiner", "antall", "",
        lambda t: t.robots + t.machines, lambda t: t.robots + t.machines,
    ),
)  # fmt: skip
"""Every number of a period, in the order they are shown."""

BY_KEY = {measure.key: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a period, beside the period before and the same weeks last year.

    The others are None where the log does not reach that far, or there is nothing to compute from.
    """

    measure: Measure
    value: float | None
    basis: int
    before: float | None
    last_year: float | None

    @property
    def is_thin(self) -> bool:
        """Whether it rests on too little to say anything by itself."""
        return self.measure.unit != "antall" and self.basis < ENOUGH


def figures(log: LogReader, period: Period, today: date) -> tuple[Figure, ...]:
    """Every measure of a period; one that still runs ``today`` is compared with as many days of others."""
    now = log.totals(period)
    first, days = log.first_day(), None if period.is_over(today) else period.days_begun(today)
    before = _known(log, period.before(), first, days)
    last_year = _known(log, period.last_year(), first, days)
    return tuple(
        Figure(
            measure=measure,
            value=measure.compute(now),
            basis=measure.basis(now),
            before=measure.compute(before) if before else None,
            last_year=measure.compute(last_year) if last_year else None,
        )
        for measure in MEASURES
    )


def _known(log: LogReader, period: Period, first: date | None, days: int | None) -> Totals | None:
    """The totals of the days of a period that the log covers whole."""
    return log.totals(period, days) if first is not None and first <= period.start else None
