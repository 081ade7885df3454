"""Searches over time as a line, with the same time last year behind it and all of it as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from plugins.views.insight import Cell, Chart, Column, DataTable, Line, Mark
from plugins.views.rendering import dato, dato_kort, tall
from search.insight.values import Counts
from search.service.insight.asked import Asked
from search.service.insight.parts import number, percent, span_text, text

TOP = 6.0
"""Where the highest value is drawn, of 100 from above."""
TICKS = 5
EDGE = 18.0
"""How near an end a label is so long that it is written inwards."""

Point = tuple[date, Counts]


def timeline(
    points: Sequence[Point], asked: Asked, last_year: Sequence[Point] = (), title: str = "Søk over tid"
) -> Chart:
    """Searches over time; last year's line begins where the log does."""
    now = [counts.searches for _, counts in points]
    then = [_known(point, asked) for point in last_year][: len(now)]
    highest = round_above(max((*now, *(count or 0 for count in then), 1)))
    behind = [_line("I fjor", then, highest, len(now))] if any(then) else []
    return Chart(
        id="tid",
        title=title,
        summary=_told(points, asked),
        lines=(*behind, _line("Nå", now, highest, len(now), stop=True)),
        highest=tall(highest),
        middle=tall(highest / 2, 0 if highest % 2 == 0 else 1),
        ticks=tuple(_ticks([day for day, _ in points])),
        peak=_peak(points, highest),
        table=_table(points, then, asked, title),
    )


def round_above(value: int) -> int:
    """The next round number: 1, 2, 2.5, 4, 5, 6 or 8 times a power of ten; at least 4.

    >>> [round_above(n) for n in (1, 7, 94, 559, 1000)]
    [4, 8, 100, 600, 1000]
    """
    size = int(10 ** math.floor(math.log10(max(value, 1))))
    for times in (1, 2, 2.5, 4, 5, 6, 8, 10):
        if (top := times * size) >= max(value, 4) and top == int(top):
            return int(top)
    return 10 * size


def _known(point: Point, asked: Asked) -> int | None:
    """A day's or a week's searches; None before the log began, where nothing is known."""
    day, counts = point
    return counts.searches if asked.first is not None and asked.first <= day else None


def _across(place: int, steps: int) -> float:
    return round(100 * place / max(steps - 1, 1), 2)


def _down(value: float, highest: int) -> float:
    return round(100 - (100 - TOP) * value / highest, 2)


def _line(name: str, values: Sequence[int | None], highest: int, steps: int, *, stop: bool = False) -> Line:
    """Values as a path in a box of 100 × 100, zero at the bottom; it begins at the first that is known."""
    points = [
        f"{_across(n, steps):g} {_down(value, highest):g}"
        for n, value in enumerate(values)
        if value is not None
    ]
    path = "M" + "L".join(points) if points else ""
    return Line(name=name, path=path, end=f"M{points[-1]}h0.001" if stop and points else "")


def _ticks(days: Sequence[date]) -> Iterator[Mark]:
    """Days along the line, the first and the last among them."""
    last = len(days) - 1
    for place in sorted({round(last * n / (TICKS - 1)) for n in range(TICKS)} if days else ()):
        yield _mark(_across(place, len(days)), 100, dato(days[place]).rsplit(" ", 1)[0])


def _peak(points: Sequence[Point], highest: int) -> Mark | None:
    """The highest point with its value."""
    if not any(counts.searches for _, counts in points):
        return None
    place = max(range(len(points)), key=lambda n: points[n][1].searches)
    most = points[place][1].searches
    return _mark(_across(place, len(points)), _down(most, highest), tall(most))


def _mark(x: float, y: float, words: str) -> Mark:
    anchor = "start" if x < EDGE else "end" if x > 100 - EDGE else "middle"
    return Mark(x=x, y=y, text=words, anchor=anchor)


def _told(points: Sequence[Point], asked: Asked) -> str:
    if not any(counts.searches for _, counts in points):
        return "Ingen søk i perioden."
    day, most = max(points, key=lambda point: point[1].searches)
    total = sum(counts.searches for _, counts in points)
    step = points[1][0] - points[0][0] if len(points) > 1 else timedelta(days=1)
    when = dato(day) if step.days == 1 else f"i {'uka' if step.days == 7 else 'måneden'} fra {dato(day)}"
    running = "" if asked.period.is_over(asked.today) else " Det siste punktet er ikke over."
    return f"{tall(total)} søk i perioden, flest {when} ({tall(most.searches)}).{running}"


def _table(points: Sequence[Point], then: Sequence[int | None], asked: Asked, title: str) -> DataTable:
    year = (Column(title="I fjor", number=True),) if any(then) else ()
    known = [*then, *[None] * len(points)]
    return DataTable(
        id="tid-tall",
        title=f"{title}: tallene",
        caption=f"{title} {span_text(asked)}",
        columns=(
            Column(title="Fra"),
            Column(title="Søk", number=True),
            Column(title="Klikkrate", number=True),
            *year,
        ),
        rows=tuple(
            (
                Cell(text=dato_kort(day), raw=day.isoformat()),
                number(counts.searches),
                percent(counts.clicked, counts.searches),
                *((text("–") if (before := known[n]) is None else number(before),) if year else ()),
            )
            for n, (day, counts) in enumerate(points)
        ),
        csv=asked.csv("tid-tall"),
    )
