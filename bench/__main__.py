"""``make bench``: measure everything, and write ``bench/README.md``; each part can be run by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import (
    answers,
    archive,
    archive_report,
    build_report,
    builds,
    demonstration,
    engine_report,
    engines,
    imports,
    insight_log,
    insight_pages,
    report,
    served,
)
from bench.delivery_forms import FORMS
from bench.engine_peers import ENGINES
from bench.evaluation import evaluate
from search.evaluation.judgements import Half

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

Pages = Annotated[int, typer.Option("--sider", min=100, help="Antall Markdown-filer som bygges.")]
Rounds = Annotated[int, typer.Option("--runder", min=1, help="Runder; tallet som vises er medianen.")]
Repeats = Annotated[int, typer.Option("--runder", min=1, help="Runder; den korteste tida gjelder.")]
Grow = Annotated[bool, typer.Option("--vekst/--uten-vekst", help="Mål også 1 000 til 20 000 filer.")]
EntryCounts = Annotated[
    list[int] | None, typer.Option(min=1, help="Antall poster; hvert tall måles for seg.")
]
FormNames = Annotated[list[str] | None, typer.Option(help=f"Format: {', '.join(FORMS)}.")]
Largest = Annotated[int, typer.Option("--storst", min=3000, help="Største antall oppføringer.")]
Documents = Annotated[list[int] | None, typer.Option(min=1000, help="Antall dokumenter; hvert tall for seg.")]
OneSize = Annotated[int, typer.Option(min=1000, help="Antall dokumenter.")]
Folder = Annotated[Path | None, typer.Option(help="Mappe der dokumenter og indekser blir liggende.")]
About = Annotated[str, typer.Option("--om", help="Sies om forholdene, for eksempel hva annet som kjørte.")]
Kept = Annotated[
    bool,
    typer.Option(
        "--kontroll",
        help="Tell også halvdelen som søket aldri er stilt inn på. Skriv hvorfor i KEPT_LOOKS.",
    ),
]
Worst = Annotated[
    int, typer.Option(min=0, help="Vis i stedet så mange av spørsmålene vi svarer dårligst på.")
]
Save = Annotated[bool, typer.Option("--skriv", help="Skriv resultatet i bench/README.md.")]


@app.callback(invoke_without_command=True)
def everything(context: typer.Context) -> None:
    """Mål alt, og skriv bench/README.md: det raskeste først, det med en million oppføringer sist."""
    if context.invoked_subcommand is None:
        demonstration_and_search(skriv=True)
        how_well_the_search_answers(kontroll=True, skriv=True)
        an_edit_all_the_way_out(sider=5000, runder=5, skriv=True)
        imports_of_deliveries(runder=3, skriv=True)
        build_beside_peers(sider=5000, runder=5, vekst=True, skriv=True)
        insight_of_many_searches(sok=10_000_000, skriv=True)
        whole_answers(skriv=True)
        engines_side_by_side(skriv=True)
        archive_as_it_grows(storst=1_000_000, skriv=True)


@app.command("search")
def demonstration_and_search(skriv: Save = False) -> None:
    """Mål bygg, indeks og søk på demonstrasjonsnettstedet."""
    with _progress(demonstration.STEPS) as tell:
        section = demonstration.section(tell)
    _show(section, skriv)


@app.command("builds")
def build_beside_peers(
    sider: Pages = 5000, runder: Rounds = 5, vekst: Grow = False, skriv: Save = False
) -> None:
    """Mål bygget ved siden av Hugo, Eleventy og Pelican."""
    sizes = builds.SIZES if vekst else ()
    with _progress(builds.steps(runder, 4) + len(sizes) * (runder + 1)) as tell:
        results = builds.compare_builds(sider, runder, tell)
        growth = [builds.grow(size, runder, tell) for size in sizes]
    _show(build_report.section(results, growth), skriv)
    if not build_report.fair(results):
        raise typer.Exit(1)


@app.command("served")
def an_edit_all_the_way_out(sider: Pages = 5000, runder: Rounds = 5, skriv: Save = False) -> None:
    """Mål hvor lang tid en endring tar til den vises, og til den kan søkes opp, mens make serve kjører."""
    with _progress(served.STEPS + runder * len(served.KINDS)) as tell:
        section = served.section(sider, runder, tell)
    _show(section, skriv)


@app.command("imports")
def imports_of_deliveries(
    poster: EntryCounts = None,
    form: FormNames = None,
    runder: Repeats = 3,
    skriv: Save = False,
) -> None:
    """Mål importen i hvert format: fart, minne og vekst."""
    forms, sizes = form or list(FORMS), poster or list(imports.SIZES)
    if unknown := set(forms) - set(FORMS):
        raise typer.BadParameter(f"«{min(unknown)}» er ikke et format (skriv {', '.join(FORMS)})")
    with _progress((1 + runder) * len(forms) * len(sizes)) as tell:
        section = imports.section(forms, sizes, runder, tell)
    _show(section, skriv)


@app.command("archive")
def archive_as_it_grows(storst: Largest = 100_000, skriv: Save = False, om: About = "") -> None:
    """Mål bygg, en ny dag og gamle sider fra tjenesten, med 10 000 oppføringer og oppover."""
    sizes = [size for size in archive.SIZES if size <= storst] or [storst]
    with _progress(len(sizes) * archive.STEPS) as tell:
        results = [archive.measure(size, tell) for size in sizes]
    _show(archive_report.section(results, om), skriv)


@app.command("insight")
def insight_of_many_searches(
    sok: Annotated[int, typer.Option(min=1000, help="Antall søk bak tallene.")] = 10_000_000,
    skriv: Save = False,
    om: About = "",
) -> None:
    """Mål hvert spørsmål innsikten stiller og hver side den viser, med mange søk bak seg."""
    with _progress(insight_pages.STEPS) as tell, insight_log.filled(sok) as state:
        size = state.insight.stat().st_size
        tell("fylt")
        answers = insight_log.measure(state.insight, tell)
        insight_pages.build_site(state)
        pages = insight_pages.measure_pages(state, tell)
    _show(insight_log.section(answers, sok, size, om), skriv)
    _show(insight_pages.section(pages, sok, om), skriv)


@app.command("evaluation")
def how_well_the_search_answers(kontroll: Kept = False, verst: Worst = 0, skriv: Save = False) -> None:
    """Mål hvor godt søket svarer, ved siden av andre søkemotorer med de samme dokumentene og synonymene."""
    if skriv and not kontroll:
        raise typer.BadParameter("rapporten har begge halvdelene: bruk --kontroll sammen med --skriv")
    with _progress(evaluate.STEPS) as tell:
        if verst:
            section = evaluate.worst(verst, tell)
        else:
            section = evaluate.evaluate([Half.TUNING, *([Half.KEPT] if kontroll else [])], tell)
    _show(section, skriv)


@app.command("answers")
def whole_answers(
    antall: OneSize = answers.DOCUMENTS, mappe: Folder = None, skriv: Save = False, om: About = ""
) -> None:
    """Mål hvor mange hele svar tjenesten gir i sekundet, med loggen på."""
    with _progress(answers.STEPS) as tell:
        found = answers.measure(antall, tell, mappe)
    _show(answers.section(antall, found, om), skriv)


@app.command("engines")
def engines_side_by_side(
    antall: Documents = None, mappe: Folder = None, skriv: Save = False, om: About = ""
) -> None:
    """Mål søkemotoren ved siden av Tantivy og SQLite FTS5."""
    sizes = antall or [100_000, 1_000_000]
    with _progress(len(sizes) * engines.STEPS) as tell:
        results = [
            result
            for size in sizes
            for result in engines.compare(size, tuple(ENGINES), tell, mappe and mappe / str(size))
        ]
    _show(engine_report.section(results, om), skriv)


@contextmanager
def _progress(steps: int) -> Iterator[builds.Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("", total=steps, completed=-1)
        yield lambda said: shown.update(task, description=said, advance=1)
        shown.update(task, completed=steps)


def _show(section: str, save: bool) -> None:
    sys.stdout.write(section + "\n")
    if save:
        report.write(section)


if __name__ == "__main__":
    app()
