"""The search from the command line. Errors are one line of Norwegian on stderr and exit code 1."""

from __future__ import annotations

import html
import importlib
import json
import re
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from plugins.model.clock import clock_from_environment
from plugins.model.document import KIND_LABELS
from search.advisers import app as advisers
from search.curation.files import CurationFiles, content_folder
from search.demonstration import demo
from search.desk.database import Desk
from search.desk.decisions import Decisions
from search.desk.effective import EffectiveCuration
from search.index.generations import IndexUnavailable
from search.indexing import index
from search.insight.commands import app as search_log
from search.query.answer import as_dict
from search.query.engine import WhooshEngine
from search.query.params import BadQuery, parse_params
from search.query.ranking import LAYERS
from search.query.types import Hit, Ranking, Results
from search.usage import StateOption, run, state_of, stop

app = typer.Typer(
    help="Søk i nettstedet: lag indeksen, spør den, og server nettsted, søk og innsikt.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(index)
app.add_typer(advisers)
search_log.command()(demo)
app.add_typer(search_log, name="innsikt")


def main() -> int:
    """Run one command and give its exit code; see ``usage.run``."""
    return run(app)


class _Query(TyperCommand):
    """A query may begin with a minus, as «-type:nyhet barnehage»; no option has one dash alone."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See click. What begins with one dash is put where no option can be."""
        queries = [one for one in args if re.match(r"-[^-\d]", one)]
        if "--" in args or not queries:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, [*(one for one in args if one not in queries), "--", *queries])


@app.command(cls=_Query)
def query(
    text: Annotated[
        str,
        typer.Argument(metavar="SØK", help="Det du søker etter, slik du ville skrevet det i søkefeltet."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Svar som JSON, likt /api/v1/sok.")] = False,
    kind: Annotated[list[str] | None, typer.Option("--type", help="Bare denne typen; kan gjentas.")] = None,
    size: Annotated[str, typer.Option("--antall", metavar="TALL", help="Antall treff.")] = "10",
    told: Annotated[bool, typer.Option("--forklar", help="Forklar hvorfor treffene står slik.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option("--uten", help=f"La dette laget være; kan gjentas: {', '.join(LAYERS)}."),
    ] = None,
    state: StateOption = None,
) -> None:
    """Søk, og skriv treffene."""
    engine = None
    try:
        params = parse_params({"q": [text], "type": kind or [], "antall": [size]})
        where = state_of(state)
        curation = EffectiveCuration(CurationFiles(content_folder()).current, Decisions(Desk(where.desk)))
        engine = WhooshEngine(where.index, where.withdrawn, curation.current)
        if unknown := set(without or ()) - LAYERS.keys():
            stop(f"Ukjent lag «{min(unknown)}». Velg blant {', '.join(LAYERS)}.")
        ranking = Ranking(frozenset(without or ()), explain=told)
        results = engine.search(params, clock_from_environment()(), ranking=ranking)
    except (BadQuery, IndexUnavailable, ValueError) as error:
        stop(error)
    finally:
        if engine is not None:
            engine.close()
    if as_json:
        typer.echo(json.dumps(as_dict(results, params), ensure_ascii=False, indent=2))
    else:
        typer.echo(as_text(results))


def as_text(results: Results) -> str:
    """An answer for the terminal: a line on the whole, then title, kind, address and passage of each hit."""
    lines = [results.notice] if results.notice else []
    lines += [f"Mente du «{results.meant.text}»? ({results.meant.total} treff)"] if results.meant else []
    lines += [f"Svar: {one.title} {one.address}" for one in results.best_bets]
    lines.append("Ingen treff." if not results.total else f"{results.total} treff.")
    for number, hit in enumerate(results.hits, 1):
        date = f", {hit.dated:%d.%m.%Y}" if hit.dated else ""
        passage = html.unescape(re.sub(r"</?mark>", "", hit.excerpt_html))
        lines += [
            "",
            f"{number}. {hit.title}  ({KIND_LABELS[hit.kind]}{date})",
            f"   {hit.url}",
            f"   {passage}",
            *_explained(hit),
        ]
    return "\n".join(lines)


def _explained(hit: Hit) -> list[str]:
    """Two lines on the order, for those who ask: what each word gave, and the product of the layers."""
    if hit.explanation is None:
        return []
    words = " + ".join(f"{word} {score:.2f}" for word, score in hit.explanation.words)
    factors = " × ".join(f"{name} {value:.2f}" for name, value in hit.explanation.factors)
    return [f"   ord: {words or 'ingen'}", f"   {factors} = {hit.score:.2f}"]


@app.command()
def serve(
    dev: Annotated[
        bool, typer.Option("--dev", help="Bygg på nytt ved endringer, med engangspassord.")
    ] = False,
    host: Annotated[str | None, typer.Option(envvar="BIND", help="Adressen det lyttes på.")] = None,
    port: Annotated[str | None, typer.Option(envvar="PORT", help="Porten det lyttes på.")] = None,
    workers: Annotated[
        int | None, typer.Option("--arbeidere", min=1, max=64, help="Antall prosesser.")
    ] = None,
    state: StateOption = None,
) -> None:
    """Server nettsted, søk og innsikt på én adresse."""
    served: Callable[..., int] = importlib.import_module("search.service.server").serve
    raise typer.Exit(served(host=host, port=port, workers=workers, state=state_of(state), dev=dev))
