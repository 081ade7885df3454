"""``make serve``: a builder, an indexer and a server that follow what an editor does, and a one-time account.

Each is a process of its own and they meet in files alone, so one that stops takes nothing of what is shown
with it: the last good site stays, and the one that stopped is started again.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from search.desk.accounts import ONE_TIME, Accounts
from search.desk.database import Desk
from search.desk.passwords import hash_of, made
from search.service.settings import Settings

STOP_SECONDS = 20
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Between the death of a follower and the next try: doubled each time, until one has lived this long."""

SERVER = (sys.executable, "-m", "search.service.server")
FOLLOWERS = {
    "Byggingen": (sys.executable, "-m", "plugins.engine", "--folg"),
    "Indekseringen": (sys.executable, "-m", "search", "index", "--folg"),
}


def develop(settings: Settings, environ: Mapping[str, str]) -> int:
    """Serve and follow changes until Ctrl-C, or until the server itself ends. Returns its exit status."""
    child, password = development_environment(settings, environ)
    print(welcome(settings, password), flush=True)
    return asyncio.run(_run(child))


def development_environment(settings: Settings, environ: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The children's environment, and the one-time password; empty when an account is set up already."""
    child = {**environ, "SKI_UTVIKLING": "1", "ARBEIDERE": "1", "PYTHONUNBUFFERED": "1"}
    if has_account(settings):
        return child, ""
    password = made()
    return {**child, "INNSIKT_ENGANGS_HASH": hash_of(password)}, password


def has_account(settings: Settings) -> bool:
    """Whether somebody has an account of their own; a file that can't be read is told of at the login."""
    desk = Desk(settings.files.desk)
    try:
        return Accounts(desk).any
    except (SQLAlchemyError, OSError):
        return False
    finally:
        desk.close()


def welcome(settings: Settings, password: str) -> str:
    """What the terminal says first."""
    host = "localhost" if settings.bind in {"127.0.0.1", "0.0.0.0", "::", "::1"} else settings.bind  # noqa: S104
    address = f"http://{host}:{settings.port}"
    way_in = (
        f"brukernavn {ONE_TIME}, engangspassord {password}  –  en konto til å beholde: make bruker"
        if password
        else "med kontoen din. Glemt passordet? make bruker"
    )
    return f"Nettstedet:  {address}\nInnsikt:     {address}/innsikt\nLogg inn:    {way_in}\nStopp med Ctrl-C."


def next_pause(pause: float, lived: float) -> float:
    """How long to wait before a follower that lived for ``lived`` seconds is started again.

    >>> [next_pause(pause, lived=2) for pause in (0, 1, 2, 20)], next_pause(20, lived=60)
    ([1.0, 2, 4, 30.0], 1.0)
    """
    return FIRST_PAUSE if not pause or lived > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)


async def _run(environ: Mapping[str, str]) -> int:
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    server = await _start(SERVER, environ)
    follows = [asyncio.create_task(_keep(name, FOLLOWERS[name], environ)) for name in FOLLOWERS]
    waits = [asyncio.create_task(server.wait()), asyncio.create_task(asked_to_stop.wait())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    ended_itself = server.returncode is not None
    if not ended_itself:
        print("\nStopper …", flush=True)
    for task in (*follows, waits[1]):
        task.cancel()
    await asyncio.gather(_end(server), *follows, return_exceptions=True)
    return server.returncode or 0 if ended_itself else 0


async def _keep(name: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Run a follower, again and again when it dies, until cancelled."""
    pause = 0.0
    while True:
        began = time.monotonic()
        process = await _start(command, environ)
        try:
            code = await process.wait()
        finally:
            await _end(process)
        pause = next_pause(pause, time.monotonic() - began)
        print(f"{name} stoppet uventet (kode {code}). Starter den igjen om {pause:.0f} s.", flush=True)
        await asyncio.sleep(pause)


async def _start(command: Sequence[str], environ: Mapping[str, str]) -> Process:
    """A child out of reach of Ctrl-C in the terminal, which would stop it before we could do so in order."""
    return await asyncio.create_subprocess_exec(*command, env=environ, start_new_session=True)


async def _end(process: Process) -> None:
    """Stop a child gently, then firmly with all it has started."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
