"""``make serve``: the server with a one-time account, and a new build and index whenever something changes.

Build and index run as processes of their own, never as imports: the running site is untouched by them, and
when they fail, the last good site stays.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from argon2 import PasswordHasher
from watchfiles import Change, DefaultFilter, watch

from search.service.settings import Settings

USER = "innsikt"
QUIET_MS = 400
"""How long nothing may change before a build begins: an editor saves several files at once."""
STOP_SECONDS = 20

SERVER = (sys.executable, "-m", "search.service.server")
BUILD = (sys.executable, "-m", "plugins.engine")
INDEX = (sys.executable, "-m", "search", "index")

Run = Callable[[Sequence[str], Mapping[str, str]], int]


def develop(settings: Settings, environ: Mapping[str, str]) -> int:
    """Serve and follow changes until Ctrl-C, or until the server itself ends. Returns its exit status."""
    child, password = development_environment(settings, environ)
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: stop.set())
    server = subprocess.Popen(SERVER, env=child, start_new_session=True)  # noqa: S603
    print(welcome(settings, password), flush=True)
    threading.Thread(target=_stop_with, args=(server, stop), daemon=True).start()
    try:
        for changes in watch(
            *watched(environ), stop_event=stop, debounce=1600, step=QUIET_MS, watch_filter=_ours(settings)
        ):
            rebuild(sorted({path for _, path in changes}), child)
    except KeyboardInterrupt:
        pass
    finally:
        status = _end(server, ended_itself=server.poll() is not None)
    return status


def development_environment(settings: Settings, environ: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The server's environment, and the one-time password; empty when an account is set up already."""
    child = {**environ, "SKI_UTVIKLING": "1", "ARBEIDERE": "1", "PYTHONUNBUFFERED": "1"}
    if settings.has_account:
        return child, ""
    password = secrets.token_urlsafe(9)
    return {
        **child,
        "INNSIKT_BRUKER": USER,
        "INNSIKT_PASSORD_HASH": PasswordHasher().hash(password),
    }, password


def welcome(settings: Settings, password: str) -> str:
    """What the terminal says first."""
    host = "localhost" if settings.bind in {"127.0.0.1", "0.0.0.0", "::", "::1"} else settings.bind  # noqa: S104
    address = f"http://{host}:{settings.port}"
    account = f"«{USER}», engangspassord: {password}" if password else f"«{settings.user}», ditt eget passord"
    return f"Nettstedet:  {address}\nInnsikt:     {address}/innsikt  (bruker {account})\nStopp med Ctrl-C."


def watched(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """What a change in leads to a new build: content, looks, and the code that builds."""
    folders = (environ.get("CONTENT") or "content", environ.get("THEME") or "theme", "plugins")
    files = ("pelicanconf.py", "publishconf.py")
    return tuple(path for path in map(Path, (*folders, *files)) if path.exists())


def rebuild(changed: Sequence[str], environ: Mapping[str, str], run: Run | None = None) -> bool:
    """Build and index anew; False when either failed, and the site from before stays."""
    run = run or _run
    print(f"\nEndret: {_named(changed)}. Bygger …", flush=True)
    for command, name in ((BUILD, "Byggingen"), (INDEX, "Indekseringen")):
        if run(command, environ) != 0:
            print(f"{name} stoppet. Nettstedet fra før vises fortsatt.", flush=True)
            return False
    print("Ferdig. Last siden på nytt.", flush=True)
    return True


def _named(changed: Sequence[str]) -> str:
    """The changed files as the editor knows them, the first three.

    >>> _named(["a.md", "b.md", "c.md", "d.md", "e.md"])
    'a.md, b.md, c.md og 2 til'
    """
    names = [os.path.relpath(path) for path in changed[:3]]
    more = f" og {len(changed) - 3} til" if len(changed) > 3 else ""
    return ", ".join(names) + more


def _ours(settings: Settings) -> Callable[[Change, str], bool]:
    """Leave out editors' working files, caches, and what the build itself writes."""
    standard = DefaultFilter()
    own = tuple(str(path.resolve()) + os.sep for path in (settings.output, settings.state))

    def accepts(change: Change, path: str) -> bool:
        return standard(change, path) and not path.startswith(own)

    return accepts


def _run(command: Sequence[str], environ: Mapping[str, str]) -> int:
    return subprocess.run(command, env=dict(environ), check=False).returncode  # noqa: S603


def _stop_with(server: subprocess.Popen[bytes], stop: threading.Event) -> None:
    """End the watching when the server ends by itself."""
    server.wait()
    stop.set()


def _end(server: subprocess.Popen[bytes], *, ended_itself: bool) -> int:
    """Stop the server gently, then firmly. Returns its own status only when it ended by itself."""
    if ended_itself:
        return server.returncode or 0
    print("\nStopper …", flush=True)
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return 0
