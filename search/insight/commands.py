"""What those who run the service do with the search log from the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import clock_from_environment, in_oslo
from plugins.model.state import State
from search.insight.database import open_database
from search.insight.frequent import frequent_searches, write_frequent
from search.insight.keeping import Keeping, KeepingError, keeping_from
from search.insight.protocol import protocol
from search.insight.purge import purge
from search.insight.reading import LogReader
from search.insight.upkeep import keep_up

app = typer.Typer(help="Søkeloggen: hold summene ved like, slett alt, eller fyll en demonstrasjon.")

StateOption = Annotated[
    Path | None, typer.Option("--state", help="Mappen med tilstand (ellers STATE, ellers var).")
]


@app.command()
def samle(state: StateOption = None) -> None:
    """Summer det som er nytt, slett det som er for gammelt, og samle det for få står bak."""
    engine = opened(_log(state))
    try:
        today = in_oslo(clock_from_environment()()).date()
        done = keep_up(engine, today, limits())
        found = frequent_searches(LogReader(engine, limits()), today)
        write_frequent(State(_log(state).parent).frequent, found)
    except (SQLAlchemyError, OSError) as error:
        stop(f"Søkeloggen kan ikke skrives ({type(error).__name__}).")
    finally:
        engine.dispose()
    typer.echo(f"{done.summed} dager summert, {done.moved} flyttet, {done.gathered} uker og måneder samlet.")


@app.command()
def protokoll() -> None:
    """Skriv protokollen over behandlingen (artikkel 30), med innstillingene som gjelder."""
    typer.echo(protocol(limits(), in_oslo(clock_from_environment()()).date()), nl=False)


@app.command()
def slett(
    sure: Annotated[bool, typer.Option("--ja", help="Ikke spør først.")] = False, state: StateOption = None
) -> None:
    """Slett hele søkeloggen, for godt: søk, klikk, svar og alle summer."""
    path = _log(state)
    if not sure and not _agreed(
        f"Slette hele søkeloggen i {path}? Det kan ikke angres. Skriv ja eller nei: "
    ):
        stop("Ingenting er slettet.")
    try:
        rows = purge(path)
    except (SQLAlchemyError, OSError) as error:
        stop(f"Søkeloggen kan ikke slettes ({type(error).__name__}). Prøv igjen når tjenesten er stoppet.")
    typer.echo(f"Søkeloggen er slettet: {rows} rader. Sikkerhetskopier må slettes for seg.")


def _log(state: Path | None) -> Path:
    return (State(state) if state else State.from_environment()).insight


def opened(path: Path) -> Engine:
    """The log at ``path``; ends the command with one line when it can't be opened."""
    try:
        return open_database(path)
    except (SQLAlchemyError, OSError) as error:
        stop(f"{path} kan ikke åpnes ({type(error).__name__}).")


def limits() -> Keeping:
    """The limits in the environment; ends the command with one line when they can't be used."""
    try:
        return keeping_from(os.environ)
    except KeepingError as error:
        stop(error)


def _agreed(question: str) -> bool:
    """Whether whoever is asked writes «ja»; an answer that ends before it is given is a no."""
    typer.echo(question, nl=False)
    return sys.stdin.readline().strip().casefold() in {"j", "ja"}


def stop(error: Exception | str) -> NoReturn:
    """End the command with one line about what is wrong."""
    typer.echo(f"Feil: {error}", err=True)
    raise typer.Exit(1)
