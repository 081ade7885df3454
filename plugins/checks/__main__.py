"""``python -m plugins.checks``: prints all that an editor must or should mend."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from plugins.checks.run import CHECKS, run_checks
from plugins.model.clock import clock_from_environment
from plugins.model.errors import Problem
from plugins.model.meetings import SUMMONS_DAYS
from plugins.model.progress import bar
from plugins.model.state import State


def main(
    content: Annotated[Path, typer.Option(envvar="CONTENT", help="Mappen med innholdet.")] = Path("content"),
    state: Annotated[Path, typer.Option(envvar="STATE", help="Mappen med tilstand.")] = Path("var"),
    innkalling_dager: Annotated[
        int,
        typer.Option(
            envvar="INNKALLING_DAGER", min=0, help="Så mange dager før et møte skal innkallingen være ute."
        ),
    ] = SUMMONS_DAYS,
    regler: Annotated[bool, typer.Option("--regler", help="Vis reglene, og sjekk ingenting.")] = False,
) -> None:
    """Sjekk innholdet. Feil gir sluttkode 1; advarsler gjør ikke."""
    if regler:
        for check in CHECKS:
            typer.echo(f"- {' '.join((check.__doc__ or '').split())}")
        return
    now, archive = _now(), State(state).store
    with bar() as progress:
        problems = run_checks(content, now, store=archive, summons_days=innkalling_dager, progress=progress)
    for problem in problems:
        typer.echo(str(problem))
    typer.echo(summary(problems))
    raise typer.Exit(code=1 if any(problem.severity == "feil" for problem in problems) else 0)


def _now() -> datetime:
    try:
        return clock_from_environment()()
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(code=2) from None


def summary(problems: tuple[Problem, ...]) -> str:
    """The closing line.

    >>> summary(())
    'Innholdet er i orden: ingen feil, ingen advarsler.'
    """
    errors = sum(problem.severity == "feil" for problem in problems)
    warnings = len(problems) - errors
    verdict = "Innholdet må rettes" if errors else "Innholdet er i orden"
    counted = "1 advarsel" if warnings == 1 else f"{warnings or 'ingen'} advarsler"
    return f"{verdict}: {errors or 'ingen'} feil, {counted}."


if __name__ == "__main__":
    typer.run(main)
