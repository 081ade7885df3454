"""``python -m search innsikt demo``: an invented town that searches in the search that is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import clock_from_environment, in_oslo
from plugins.model.state import State
from search.curation.files import CurationFiles, content_folder
from search.findings.evidence import Search
from search.findings.replay import Index
from search.index.generations import IndexUnavailable
from search.insight.commands import StateOption, limits, opened, stop
from search.insight.reading import LogReader
from search.insight.simulation.answers import SEEN, Answered, Ask
from search.insight.simulation.fill import demonstration, fill_log

WITHOUT_INDEX = "Det finnes ingen søkeindeks, så byen søker uten å få svar. Lag den med «make html index»."


def demo(
    weeks: Annotated[int, typer.Option("--uker", min=1, max=160, help="Hvor langt tilbake.")] = 60,
    state: StateOption = None,
) -> None:
    """Fyll en tom søkelogg med en oppdiktet by på 30 000 som søker i indeksen som er der, til i dag."""
    where = State(state) if state else State.from_environment()
    path, today = where.insight, in_oslo(clock_from_environment()()).date()
    engine, keeping = opened(path), limits()
    try:
        if LogReader(engine, keeping).first_day() is not None:
            stop(f"{path} er ikke tom. Slett den først (make slettlogg), eller bruk en annen STATE.")
        with answering(where) as ask:
            town = demonstration(today, ask)
        truth = fill_log(engine, town, today - timedelta(weeks=weeks), today, keeping)
    except SQLAlchemyError as error:
        stop(f"Søkeloggen kan ikke skrives ({type(error).__name__}).")
    finally:
        engine.dispose()
    searches = sum(day.total.searches for day in truth.values())
    typer.echo(f"Fylte {path} med {searches} oppdiktede søk på {len(truth)} dager.")


@contextmanager
def answering(state: State) -> Iterator[Ask | None]:
    """How the index under ``state`` answers with the decisions in the files; None when there is no index."""
    curation = CurationFiles(content_folder()).current()
    index = Index(state.index, state.withdrawn, curation, clock_from_environment()())
    try:
        engine = index.opened()
    except IndexUnavailable:
        typer.echo(WITHOUT_INDEX, err=True)
        yield None
        return
    try:
        yield asking(index.answers(engine))
    finally:
        engine.close()


def asking(search: Search) -> Ask:
    """What the town sees of a search: how many hits, and the first addresses, fixed answers above them."""

    def ask(term: str) -> Answered:
        found = search(term, len(SEEN))
        addresses = [bet.address for bet in found.best_bets] + [hit.url for hit in found.hits]
        return Answered(found.total, tuple(dict.fromkeys(addresses)))

    return ask
