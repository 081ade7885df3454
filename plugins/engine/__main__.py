"""``python -m plugins.engine``: build the site; on any error the last good one stays."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Annotated

import typer

from plugins.engine.build import Build
from plugins.model.clock import clock_from_environment
from plugins.model.errors import ContentError, disk_trouble
from plugins.model.state import State
from plugins.store import StoreError

_UNTOUCHED = "Det forrige nettstedet er urørt."

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    content: Annotated[Path, typer.Option(envvar="CONTENT", help="Mappen med innhold.")] = Path("content"),
    output: Annotated[Path, typer.Option(envvar="OUTPUT", help="Hvor nettstedet legges.")] = Path("output"),
    state: Annotated[Path, typer.Option(envvar="STATE", help="Mappen med tilstand.")] = Path("var"),
    publish: Annotated[
        bool, typer.Option("--publish", help="For publisering, med komprimerte filer.")
    ] = False,
) -> None:
    """Bygg nettstedet. Ved feil står det forrige nettstedet urørt."""
    try:
        now = clock_from_environment()()
    except ValueError:
        _stop("NAA er ikke et tidspunkt: skriv for eksempel NAA=2026-11-23T08:30")
    build = Build(content, output, State(state), now, publish, typer.echo)
    try:
        build.run()
    except ContentError as error:
        _stop(*map(str, error.problems), _summary(len(error.problems)))
    except StoreError as error:
        _stop(f"Bygget stoppet: {error} {_UNTOUCHED}")
    except OSError as error:
        _stop(f"Bygget stoppet: {disk_trouble(error)}. {_UNTOUCHED}")
    except Exception:  # the last resort: a fault of ours is told in one line, and kept for whoever mends it
        _stop(f"Bygget stoppet av en feil i programmet. {_UNTOUCHED} {_keep_details(build.state)}")


def _summary(problems: int) -> str:
    found = "1 feil" if problems == 1 else f"{problems} feil"
    return f"Bygget stoppet: {found}. {_UNTOUCHED}"


def _keep_details(state: State) -> str:
    """Where the details lie; a disk that is full takes none."""
    details = state.build / "feil.txt"
    text = traceback.format_exc()
    try:
        state.build.mkdir(parents=True, exist_ok=True)
        details.write_text(text, "utf-8")
    except OSError as error:
        return f"Detaljene kunne ikke lagres: {disk_trouble(error)}"
    return f"Detaljene ligger i {details}"


def _stop(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
