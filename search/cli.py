"""The search from the command line. Errors are one line of Norwegian on stderr and exit code 1."""

from __future__ import annotations

import html
import importlib
import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from plugins.model.clock import clock_from_environment
from plugins.model.document import KIND_LABELS
from plugins.model.progress import bar
from plugins.model.state import State
from search.advisers import app as advisers
from search.curation.files import CurationFiles, content_folder
from search.demonstration import demo
from search.desk.database import Desk
from search.desk.decisions import Decisions
from search.desk.effective import EffectiveCuration
from search.documents import DocumentsError, read_manifest
from search.index.build import update_index
from search.index.follow import follow_documents, trouble
from search.index.generations import IndexUnavailable
from search.insight.commands import app as search_log
from search.query.answer import as_dict
from search.query.engine import WhooshEngine
from search.query.params import BadQuery, parse_params
from search.query.ranking import LAYERS
from search.query.types import Hit, Ranking, Results
from search.service.parent import end_with_parent

app = typer.Typer(
    help="Søk i nettstedet: lag indeksen, spør den, og server nettsted, søk og innsikt.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(advisers)
search_log.command()(demo)
app.add_typer(search_log, name="innsikt")

StateOption = Annotated[
    Path | None, typer.Option("--state", help="Mappen med tilstand (ellers STATE, ellers var).")
]


def _state(folder: Path | None) -> State:
    return State(folder) if folder else State.from_environment()


def _stop(error: Exception | str) -> NoReturn:
    typer.echo(f"Feil: {error}", err=True)
    raise typer.Exit(1)


def main() -> int:
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


@app.command()
def index(
    state: StateOption = None,
    follow: Annotated[
        bool, typer.Option("--folg", help="Følg med, og oppdater hver gang bygget skriver nye dokumenter.")
    ] = False,
) -> None:
    """Oppdater søkeindeksen fra dokumentene som byggingen skrev."""
    where = _state(state)
    try:
        clock = clock_from_environment()
        if follow:
            _end_at_once()
            follow_documents(where, clock, typer.echo)
        read_manifest(where.documents)  # before the lock, which would make the folder that is missing
        with where.lock(), bar() as progress:
            report = update_index(where, clock(), progress)
        typer.echo(str(report))
    except (DocumentsError, IndexUnavailable, ValueError, OSError) as error:
        _stop(trouble(error, where))


def _end_at_once() -> None:
    """Any signal ends the process where it stands, since the index never suffers from that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent(signal.SIGTERM)


@app.command()
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
        where = _state(state)
        curation = EffectiveCuration(CurationFiles(content_folder()).current, Decisions(Desk(where.desk)))
        engine = WhooshEngine(where.index, where.withdrawn, curation.current)
        if unknown := set(without or ()) - LAYERS.keys():
            _stop(f"Ukjent lag «{min(unknown)}». Velg blant {', '.join(LAYERS)}.")
        ranking = Ranking(frozenset(without or ()), explain=told)
        results = engine.search(params, clock_from_environment()(), ranking=ranking)
    except (BadQuery, IndexUnavailable, ValueError) as error:
        _stop(error)
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
    run: Callable[..., int] = importlib.import_module("search.service.server").serve
    raise typer.Exit(run(host=host, port=port, workers=workers, state=_state(state), dev=dev))
