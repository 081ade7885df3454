"""``python -m plugins.engine``: build the site; on any error the last good one stays."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Annotated

import typer

from plugins.engine.build import Build
from plugins.model.clock import clock_from_environment
from plugins.model.errors import ContentError
from plugins.model.state import State
from plugins.store import StoreError

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
        _stop(f"Bygget stoppet: {error}")
    except OSError as error:
        _stop(f"Bygget stoppet: «{error.filename}» kan ikke leses eller skrives ({error.strerror})")
    except Exception:  # the last resort: a fault of ours is told in one line, and kept for whoever mends it
        _stop(f"Bygget stoppet av en feil i programmet. Detaljene ligger i {_keep_details(build.state)}")


def _summary(problems: int) -> str:
    found = "1 feil" if problems == 1 else f"{problems} feil"
    return f"Bygget stoppet: {found}. Det forrige nettstedet er urørt."


def _keep_details(state: State) -> Path:
    state.build.mkdir(parents=True, exist_ok=True)
    details = state.build / "feil.txt"
    details.write_text(traceback.format_exc(), "utf-8")
    return details


def _stop(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
