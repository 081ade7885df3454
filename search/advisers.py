"""What advisers and those who run the service do from the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import clock_from_environment
from plugins.model.state import State
from search.curation.files import CurationFiles, content_folder
from search.desk.audit import Audit, Event
from search.desk.database import Desk
from search.desk.decisions import Decisions
from search.desk.effective import EffectiveCuration
from search.desk.export import export
from search.desk.invariants import demands_in, try_all
from search.desk.register import TERMINAL, Register, RegisterError, ask_at_terminal
from search.documents import DocumentsError, read_manifest
from search.findings.job import Job
from search.index.generations import IndexUnavailable
from search.insight.keeping import KeepingError, keeping_from
from search.query.engine import WhooshEngine
from search.query.types import SearchParams

app = typer.Typer()

StateOption = Annotated[
    Path | None, typer.Option("--state", help="Mappen med tilstand (ellers STATE, ellers var).")
]


@app.command()
def bruker(  # noqa: PLR0913, PLR0917  (one parameter an option)
    name: Annotated[str, typer.Argument(metavar="BRUKERNAVN", help="Spørres etter når det mangler.")] = "",
    role: Annotated[str, typer.Option("--rolle", help="rådgiver, virksomhetsleder eller leser.")] = "",
    unit: Annotated[str, typer.Option("--virksomhet", help="Virksomheten som en leder har.")] = "",
    close: Annotated[bool, typer.Option("--steng", help="Steng kontoen.")] = False,
    everybody: Annotated[bool, typer.Option("--liste", help="Vis alle kontoer.")] = False,
    state: StateOption = None,
) -> None:
    """Lag en konto til innsikt, endre den eller steng den. Passordet spørres det etter."""
    where = _state(state)
    desk = Desk(where.desk)
    try:
        register = Register(desk, _units(where), clock_from_environment()())
        if everybody:
            typer.echo("\n".join(register.everybody()))
        else:
            typer.echo(register.close(name) if close else register.put(name, role, unit, ask_at_terminal))
    except (EOFError, KeyboardInterrupt):
        _stop("Avbrutt: passordet mangler. Ingenting er endret.")
    except (RegisterError, SQLAlchemyError, OSError) as error:
        _stop(error if isinstance(error, RegisterError) else f"{where.desk} kan ikke skrives.")
    finally:
        desk.close()


@app.command()
def beslutninger(state: StateOption = None) -> None:
    """Skriv beslutningene fra innsikten til content/data/sok, som en egen innlegging i Git."""
    where = _state(state)
    desk = Desk(where.desk)
    try:
        done = export(content_folder(), Decisions(desk).history())
        if done.written:
            about = f"{', '.join(done.written)} {done.commit}".strip()
            Audit(desk).note(clock_from_environment()(), TERMINAL, Event.EXPORTED, about)
            typer.echo(f"Skrev {about}.")
        elif not done.left:
            typer.echo("Filene sier allerede det samme som beslutningene.")
        for reason in done.left:
            typer.echo(f"Ikke rørt: {reason}")
    except (SQLAlchemyError, OSError) as error:
        _stop(f"Beslutningene kan ikke skrives ut ({type(error).__name__}).")
    finally:
        desk.close()


@app.command()
def funn(state: StateOption = None) -> None:
    """Regn ut funnene i innsikten på nytt. Tjenesten gjør det selv når noen ser på dem."""
    os.nice(10)  # those who search come first
    where = _state(state)
    try:
        board = Job(where, content_folder(), keeping_from(os.environ), clock_from_environment()()).run()
    except (IndexUnavailable, KeepingError) as error:
        _stop(error)
    except (SQLAlchemyError, OSError) as error:
        _stop(f"Funnene kan ikke regnes ut ({type(error).__name__}).")
    typer.echo("Funnene regnes ut av en annen." if board is None else f"{len(board.placed)} funn.")


@app.command()
def krav(state: StateOption = None) -> None:
    """Prøv søkekravene i content/data/sokekrav.yaml mot søkeindeksen."""
    where, now = _state(state), clock_from_environment()()
    demands, problems = demands_in(content_folder())
    if not demands or problems:  # what is written wrong, «make check» has told
        return
    desk = Desk(where.desk)
    curation = EffectiveCuration(CurationFiles(content_folder()).current, Decisions(desk))
    try:
        engine = WhooshEngine(where.index, where.withdrawn, curation.current)
    except IndexUnavailable:
        typer.echo("Søkekravene er ikke prøvd: det finnes ingen søkeindeks. Lag den med «make html index».")
        return
    try:
        tried = try_all(lambda query, size: engine.search(SearchParams(text=query, size=size), now), demands)
    finally:
        engine.close()
        desk.close()
    broken = [one for one in tried if not one.holds]
    for one in broken:
        typer.echo(f"{one.demand.path}:{one.demand.line}: {one.told}")
    typer.echo(f"{len(tried)} søk prøvd mot kravene, {len(broken)} holder ikke.")
    raise typer.Exit(1 if broken else 0)


def _state(folder: Path | None) -> State:
    return State(folder) if folder else State.from_environment()


def _stop(error: Exception | str) -> NoReturn:
    typer.echo(f"Feil: {error}", err=True)
    raise typer.Exit(1)


def _units(state: State) -> frozenset[str]:
    """The units of the latest build; none before the first."""
    try:
        return frozenset(read_manifest(state.documents).units)
    except DocumentsError:
        return frozenset()
