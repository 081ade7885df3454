"""What all commands of the search share: where the state is, and errors as one line of Norwegian."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from plugins.model.state import State

StateOption = Annotated[
    Path | None, typer.Option("--state", help="Mappen med tilstand (ellers STATE, ellers var).")
]


def state_of(folder: Path | None) -> State:
    """The state in a folder, or the one that the environment names."""
    return State(folder) if folder else State.from_environment()


def stop(error: Exception | str) -> NoReturn:
    """Tell what is wrong, and end with exit code 1."""
    typer.echo(f"Feil: {error}", err=True)
    raise typer.Exit(1)


def run(app: typer.Typer) -> int:
    """Run one command and give its exit code; wrong usage is told in one line of Norwegian, exit code 2."""
    try:
        code = app(standalone_mode=False, prog_name="python -m search")
    except TyperException as error:
        if message := usage_error(error):
            typer.echo(f"Feil: {message} Hjelp: python -m search --help", err=True)
        return 2
    return code if isinstance(code, int) else 0


def usage_error(error: TyperException) -> str:
    """What is wrong with a command line, in Norwegian; nothing when the help is already shown."""
    option, param = getattr(error, "option_name", ""), getattr(error, "param", None)
    told = {
        "NoArgsIsHelpError": "",
        "MissingParameter": f"{getattr(param, 'metavar', None) or 'Et argument'} mangler.",
        "NoSuchOption": f"Ukjent valg «{option}».",
        "BadOptionUsage": f"Valget «{option}» er brukt feil; trenger det en verdi?",
        "BadParameter": f"Ugyldig verdi for «{'», «'.join(getattr(param, 'opts', ()))}».",
    }
    if (name := type(error).__name__) in told:
        return told[name]
    if "No such command" in str(error):
        return "Ukjent kommando. Velg index, query, serve, bruker, krav, funn, beslutninger eller innsikt."
    return "For mange ord. Sett søk med flere ord i hermetegn."
