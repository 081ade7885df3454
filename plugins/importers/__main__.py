"""``python -m plugins.importers FRA``: import deliveries, and say per file what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plugins.importers import gate
from plugins.importers.helper import HelperError
from plugins.importers.run import FileReport, ImportReport, import_path
from plugins.model.clock import clock_from_environment
from plugins.model.errors import disk_trouble
from plugins.model.progress import bar
from plugins.model.state import State
from plugins.source.unit_titles import unit_titles
from plugins.store import Counts, Store, StoreError
from plugins.store.judgements import release

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(  # noqa: PLR0913, PLR0917 - the options of a command
    fra: Annotated[Path | None, typer.Argument(metavar="FRA", help="Fil eller mappe med leveranser.")] = None,
    state: Annotated[
        Path | None, typer.Option(help="Mappen med tilstand; ellers STATE, ellers var/.")
    ] = None,
    karantene: Annotated[bool, typer.Option("--karantene", help="Vis det som er holdt tilbake.")] = False,
    slipp: Annotated[
        str, typer.Option(metavar="POST", help="Slipp gjennom en post som venter på vurdering.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--pa-nytt", help="Les også filer som er lest før, så det de sier, gjelder igjen.")
    ] = False,
    content: Annotated[Path, typer.Option(envvar="CONTENT", help="Mappen med innhold.")] = Path("content"),
) -> None:
    """Les leveranser fra arkivet inn i lageret. To ganger det samme endrer ingenting."""
    place = State(state) if state else State.from_environment()
    if fra is None and not (karantene or slipp):
        typer.echo("Skriv hva som skal importeres: en fil eller en mappe med leveranser.", err=True)
        raise typer.Exit(2)
    try:
        refused = bool(slipp) and not _release(slipp.strip(), place)
        refused |= _import(fra, place, content, again=again) if fra is not None else False
        if karantene:
            _show_quarantine(place)
    except (StoreError, HelperError, OSError, ValueError) as error:
        said = disk_trouble(error) if isinstance(error, OSError) else error
        typer.echo(f"Importen stoppet: {said}", err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(1 if refused else 0)


def _import(source: Path, place: State, content: Path, *, again: bool) -> bool:
    """Import under the lock and tell of it; whether a file was refused."""
    with place.lock("importen"), bar() as progress:
        now = clock_from_environment()()
        report = import_path(source, place, now, progress, units=unit_titles(content), again=again)
    _tell(report)
    return bool(report.refused)


def _release(entry: str, place: State) -> bool:
    """Let a record through that waits for a human, and say what to do next; whether there was one."""
    with place.lock("importen"), Store.open(place.store) as store:
        done = release(store, entry, clock_from_environment()())
    if not done.records:
        typer.echo(f"{gate.shown(entry)}: ingen post med dette navnet venter på vurdering.", err=True)
        return False
    files = ", ".join(done.files)
    typer.echo(f"{gate.shown(entry)} er sluppet gjennom, slik den er nå. Importer på nytt: {files}")
    return True


def _show_quarantine(place: State) -> None:
    """What is held back, a line each: where, what, why, and how it is mended."""
    with Store.open(place.store, read_only=True) as store:
        held, count = store.quarantine(), store.quarantine_count()
    for finding in held:
        value = f" «{finding.value}»" if finding.value else ""
        sequence = finding.journalsekvensnummer
        number = f" (løpenummer {sequence}/{finding.journalaar})" if sequence else ""
        typer.echo(
            f"{finding.file}: {finding.entry}{number}: {finding.field}{value}: {finding.reason}: "
            f"{finding.remedy}"
        )
    typer.echo(f"{count} poster i karantene.")


_NO_DELIVERY = "ingen leveranse: verken XML, JSON eller zip fra et arkiv"
_KNOWN = (
    "Lest før: nøyaktig den samme filen er tatt inn tidligere. Er noe av det levert på nytt etterpå, gjelder "
    "det nyeste. Skal filen gjelde igjen, les den på nytt: make import FRA=<fil> PAANYTT=1"
)


def _tell(report: ImportReport) -> None:
    for file in report.files:
        typer.echo(_line(file), err=bool(file.refused))
    if any(file.known for file in report.files):
        typer.echo(_KNOWN)
    held = report.counts.quarantined
    if held:
        typer.echo(
            f"{held} poster er i karantene. Resten av leveransen er tatt inn. Se dem med: make karantene"
        )


def _line(file: FileReport) -> str:
    if file.refused:
        return f"{file.file}: avvist: {file.refused}"
    if file.known:
        return f"{file.file}: lest før, ingenting er endret"
    if file.ignored:
        return f"{file.file}: hoppet over ({file.why or _NO_DELIVERY})"
    c = file.counts
    if c.withdrawn or c.not_here:
        return f"{file.file}: {_withdrawn(c)}"
    return (
        f"{file.file}: {c.read} lest, {c.new} nye, {c.changed} endret, {c.unchanged} uendret, "
        f"{c.quarantined} i karantene"
    )


def _withdrawn(counts: Counts) -> str:
    """What was taken back, and what was not there to take; a message may deliver something too."""
    said = [f"{counts.withdrawn} trukket tilbake"]
    said += [f"{counts.not_here} fantes ikke her"] if counts.not_here else []
    said += [f"{counts.read} lest"] if counts.read else []
    return ", ".join(said)


if __name__ == "__main__":
    app()
