"""What those who run the service do with the search log from the command line."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import clock_from_environment, in_oslo
from plugins.model.state import State
from search.insight.database import open_database
from search.insight.keeping import Keeping, KeepingError, keeping_from
from search.insight.protocol import protocol
from search.insight.purge import purge
from search.insight.reading import LogReader
from search.insight.simulation.fill import demonstration, fill_log
from search.insight.upkeep import keep_up

app = typer.Typer(help="Søkeloggen: hold summene ved like, slett alt, eller fyll en demonstrasjon.")

StateOption = Annotated[
    Path | None, typer.Option("--state", help="Mappen med tilstand (ellers STATE, ellers var).")
]


@app.command()
def samle(state: StateOption = None) -> None:
    """Summer det som er nytt, slett det som er for gammelt, og samle det for få står bak."""
    engine = _open(_log(state))
    try:
        done = keep_up(engine, in_oslo(clock_from_environment()()).date(), _keeping())
    except SQLAlchemyError as error:
        _stop(f"Søkeloggen kan ikke skrives ({type(error).__name__}).")
    finally:
        engine.dispose()
    typer.echo(f"{done.summed} dager summert, {done.moved} flyttet, {done.gathered} uker og måneder samlet.")


@app.command()
def protokoll() -> None:
    """Skriv protokollen over behandlingen (artikkel 30), med innstillingene som gjelder."""
    typer.echo(protocol(_keeping(), in_oslo(clock_from_environment()()).date()), nl=False)


@app.command()
def slett(
    sure: Annotated[bool, typer.Option("--ja", help="Ikke spør først.")] = False, state: StateOption = None
) -> None:
    """Slett hele søkeloggen, for godt: søk, klikk, svar og alle summer."""
    path = _log(state)
    if not sure and not _agreed(
        f"Slette hele søkeloggen i {path}? Det kan ikke angres. Skriv ja eller nei: "
    ):
        _stop("Ingenting er slettet.")
    try:
        rows = purge(path)
    except (SQLAlchemyError, OSError) as error:
        _stop(f"Søkeloggen kan ikke slettes ({type(error).__name__}). Prøv igjen når tjenesten er stoppet.")
    typer.echo(f"Søkeloggen er slettet: {rows} rader. Sikkerhetskopier må slettes for seg.")


@app.command()
def demo(
    weeks: Annotated[int, typer.Option("--uker", min=1, max=160, help="Hvor langt tilbake.")] = 60,
    state: StateOption = None,
) -> None:
    """Fyll en tom søkelogg med en oppdiktet by på 30 000 som søker, til i dag."""
    path, today = _log(state), in_oslo(clock_from_environment()()).date()
    engine = _open(path)
    try:
        if LogReader(engine, Keeping()).first_day() is not None:
            _stop(
                f"{path} er ikke tom. Slett den først (python -m search innsikt slett), eller bruk --state."
            )
        truth = fill_log(engine, demonstration(today), today - timedelta(weeks=weeks), today, _keeping())
    except SQLAlchemyError as error:
        _stop(f"Søkeloggen kan ikke skrives ({type(error).__name__}).")
    finally:
        engine.dispose()
    searches = sum(day.total.searches for day in truth.values())
    typer.echo(f"Fylte {path} med {searches} oppdiktede søk på {len(truth)} dager.")


def _log(state: Path | None) -> Path:
    return (State(state) if state else State.from_environment()).insight


def _open(path: Path) -> Engine:
    try:
        return open_database(path)
    except (SQLAlchemyError, OSError) as error:
        _stop(f"{path} kan ikke åpnes ({type(error).__name__}).")


def _keeping() -> Keeping:
    try:
        return keeping_from(os.environ)
    except KeepingError as error:
        _stop(error)


def _agreed(question: str) -> bool:
    """Whether whoever is asked writes «ja»; an answer that ends before it is given is a no."""
    typer.echo(question, nl=False)
    return sys.stdin.readline().strip().casefold() in {"j", "ja"}


def _stop(error: Exception | str) -> NoReturn:
    typer.echo(f"Feil: {error}", err=True)
    raise typer.Exit(1)
