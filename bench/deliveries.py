"""``python -m bench.deliveries``: invented deliveries of any size and format, the same for the same seed.

Written month by month and case by case, so that a million entries need no more memory than the largest month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from bench import delivery_meetings as politics
from bench.delivery_calendar import working_days
from bench.delivery_forms import FORMS
from bench.delivery_journal import Journal
from bench.delivery_xml import Case, delivery, write_folder

DEMO = Path("content/data/leveranser")
_ARCHIVE = "5c1a0b2e-7d34-4f6a-9b8c-2f4e6d8a0c11"
_OLD_ARCHIVE = "3e9f7a55-1c2d-4b6e-8f90-a1b2c3d4e5f6"
_RATE = 24.0
"""Entries on a working day in a municipality of 30,000, when the span alone does not say."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def write_journal(  # noqa: PLR0913 - a delivery is these seven things
    out: Path,
    entries: int,
    first: date,
    last: date,
    seed: int,
    *,
    subjects: list[politics.Subject] | None = None,
    archive: str = _ARCHIVE,
    form: str = "arkivstruktur",
    whole: bool = False,
) -> Journal:
    """Write ``entries`` journal entries from ``first`` to ``last``, a file a month. Returns the journal.

    ``form`` is one of ``FORMS``; ``whole`` writes all of it in one file.

    ``subjects`` are political cases whose entries take their places among the others. Raises ValueError
    when there is no working day in the span.
    """
    days = list(working_days(first, last))
    if not days:
        raise ValueError(f"ingen arbeidsdager fra {first} til {last}")
    journal = Journal(seed, first, entries / len(days) if len(days) > 20 else _RATE)
    reserved = politics.plan(journal, subjects) if subjects else Counter[date]()
    ordinary = journal.spread(max(0, entries - reserved.total()), days)
    months = groupby(days, key=lambda day: (day.year, day.month))
    with ExitStack() as open_files:
        for number, (month, group) in enumerate(months):
            if number == 0 or not whole:
                open_files.close()
                name = "journal" if whole else f"journal-{month[0]}-{month[1]:02d}"
                file = FORMS[form].open(out / f"{name}{FORMS[form].suffix}", archive)
                write = open_files.enter_context(file)
            for case in _cases(journal, subjects or [], list(group), ordinary, reserved):
                write(case)
    return journal


def _cases(
    journal: Journal,
    subjects: list[politics.Subject],
    days: list[date],
    ordinary: Counter[date],
    reserved: Counter[date],
) -> Iterator[Case]:
    """The cases of a month with their entries, the political first."""
    numbers = journal.numbers(Counter({day: ordinary[day] + reserved[day] for day in days}))
    yield from politics.cases_of_month(journal, subjects, (days[0].year, days[0].month), numbers)
    yield from journal.cases([(day, number) for day in days for number in numbers[day]])


def write_demo(out: Path) -> None:
    """The demonstration: three months of 2026 with meetings, and two of 2015 whose names have expired."""
    subjects = politics.subjects()
    journal = write_journal(out, 1500, politics.FIRST_DAY, politics.LAST_DAY, 1, subjects=subjects)
    with delivery(out / "moeter-2026.xml", _ARCHIVE) as xml:
        for folder in politics.folders(journal, subjects, date(2026, 11, 23)):
            write_folder(xml, folder)
    write_journal(out, 120, date(2015, 10, 1), date(2015, 11, 30), 2015, archive=_OLD_ARCHIVE)


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise typer.BadParameter(f"«{text}» er ikke en dato (skriv ÅÅÅÅ-MM-DD)") from None


@app.command()
def main(  # noqa: PLR0913, PLR0917 - the options of the command
    entries: Annotated[int, typer.Option(min=1, help="Antall journalposter.")] = 1500,
    first: Annotated[str, typer.Option("--from", help="Første dag, ÅÅÅÅ-MM-DD.")] = "2026-08-24",
    last: Annotated[str, typer.Option("--to", help="Siste dag, ÅÅÅÅ-MM-DD.")] = "2026-11-20",
    seed: Annotated[int, typer.Option(help="Samme tall gir samme leveranse.")] = 1,
    out: Annotated[Path, typer.Option(help="Mappe til filene.")] = DEMO,
    form: Annotated[str, typer.Option(help=f"Format: {', '.join(FORMS)}.")] = "arkivstruktur",
    demo: Annotated[bool, typer.Option("--demo", help="Lag demonstrasjonens leveranser.")] = False,
) -> None:
    """Skriv oppdiktede leveranser, en fil for hver måned."""
    if demo:
        write_demo(out)
        return
    if form not in FORMS:
        raise typer.BadParameter(f"«{form}» er ikke et format (skriv {', '.join(FORMS)})")
    try:
        write_journal(out, entries, _day(first), _day(last), seed, form=form)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


if __name__ == "__main__":
    app()
