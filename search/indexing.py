"""``python -m search index``: a command of its own, so that bringing in a new day does not wait for a second
while all that the advisers use is read.
"""

from __future__ import annotations

import signal
from typing import Annotated

import typer

from plugins.model.clock import clock_from_environment
from plugins.model.progress import bar
from search.documents import DocumentsError, read_manifest
from search.index.build import update_index
from search.index.follow import follow_documents, trouble
from search.index.generations import IndexUnavailable
from search.service.parent import end_with_parent
from search.usage import StateOption, state_of, stop

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _search() -> None:
    """Søk i nettstedet."""


@app.command()
def index(
    state: StateOption = None,
    follow: Annotated[
        bool, typer.Option("--folg", help="Følg med, og oppdater hver gang bygget skriver nye dokumenter.")
    ] = False,
) -> None:
    """Oppdater søkeindeksen fra dokumentene som byggingen skrev."""
    where = state_of(state)
    try:
        clock = clock_from_environment()
        if follow:
            _end_at_once()
            follow_documents(where, clock, typer.echo)
        read_manifest(where.documents)  # before the lock, which would make the folder that is missing
        with where.lock("indekseringen"), bar() as progress:
            report = update_index(where, clock(), progress)
        typer.echo(str(report))
    except (DocumentsError, IndexUnavailable, ValueError, OSError) as error:
        stop(trouble(error, where))


def _end_at_once() -> None:
    """Any signal ends the process where it stands, since the index never suffers from that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent(signal.SIGTERM)
