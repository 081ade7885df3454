"""Runs the app under granian, with worker processes that share secrets made by their parent.

``python -m search.service.server`` is the plain server; ``serve`` is what ``python -m search serve`` calls.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import sys
from collections.abc import MutableMapping

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from litestar.types import ASGIApp

from plugins.model.clock import clock_from_environment, in_oslo
from plugins.model.state import State
from search.insight.salt import SEED_VARIABLE, forget_salts, new_seed
from search.service.app import create_app
from search.service.develop import develop
from search.service.engine import OpenEngine
from search.service.live.pages import with_live_pages
from search.service.logs import QUIET, configure_logs
from search.service.parent import end_with_parent
from search.service.settings import Settings, SettingsError, settings_from

PRODUCTION_WORKERS = 2
WORKERS_VARIABLE = "ARBEIDERE"
WORKER_APP = "search.service.server:worker_app"
TURN_SECONDS = 0.0005
"""How long a thread of a worker may calculate while another waits. With Python's own 5 ms, a visitor who came
while the log was taken in waited that long several times over."""


def serve(
    *,
    host: str | None = None,
    port: int | str | None = None,
    workers: int | None = None,
    state: State | None = None,
    dev: bool = False,
) -> int:
    """Serve until stopped; with ``dev`` also rebuild on change and open a one-time account.

    What is left out comes from the environment (``BIND``, ``PORT``, ``ARBEIDERE``, ``STATE``). Returns the
    exit status; what is wrong with the settings, or a port in use, is said in Norwegian on stderr.
    """
    given = {"BIND": host, "PORT": port, WORKERS_VARIABLE: workers, "STATE": state and state.root}
    os.environ.update({name: str(value) for name, value in given.items() if value is not None})
    try:
        settings = settings_from(os.environ)
        count = _workers(os.environ)
        _check_clock()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if complaint := port_complaint(settings.bind, settings.port):
        print(complaint, file=sys.stderr)
        return 1
    return develop(settings, os.environ) if dev else run(settings, count)


def run(settings: Settings, workers: int, app: str = WORKER_APP) -> int:
    """Serve ``app`` with ``workers`` processes in the foreground, until a signal stops it."""
    if settings.development:
        end_with_parent(signal.SIGTERM)
    keep_memory_private()
    try:
        hand_down_secrets(settings, os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    server = Server(
        app,
        address=settings.bind,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=QUIET,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    )
    try:
        server.serve()
    finally:
        forget_salts(settings.state)  # no key outlives the service that made it
    return 0


def worker_app(open_engine: OpenEngine | None = None) -> ASGIApp:
    """The app of one worker process, from the environment that its parent prepared; with another engine than
    ours, where one is given.
    """
    # Not SIGTERM: a worker that is just starting takes it too early and hangs. A killed server's workers
    # lose at most the searches of the writer's last moment; an orderly stop loses none.
    end_with_parent(signal.SIGKILL)
    sys.setswitchinterval(TURN_SECONDS)
    settings = settings_from(os.environ)
    configure_logs(development=settings.development)
    app = create_app(settings, open_engine=open_engine)
    return with_live_pages(app, settings) if settings.development else app


def keep_memory_private() -> None:
    """Let a crash leave no copy of the memory behind, in this process and its workers: it holds searches."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hand_down_secrets(settings: Settings, environ: MutableMapping[str, str]) -> None:
    """Give all workers the same key for sessions and, where there is no tmpfs, the same seed for salts."""
    environ["INNSIKT_NOKKEL"] = settings.key()
    environ.setdefault(SEED_VARIABLE, new_seed(in_oslo(clock_from_environment()()).date()))


def port_complaint(bind: str, port: int) -> str:
    """Why the port can't be used, for the one who started the server; empty when it can."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(bind, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} er i bruk av et annet program. Velg en annen: make serve PORT={port + 1}"
        if error.errno == errno.EACCES:
            return f"Port {port} krever rettigheter du ikke har. Velg en over 1023: make serve PORT=8000"
        return f"BIND «{bind}» kan ikke brukes: skriv en av maskinens egne adresser, for eksempel 127.0.0.1"
    return ""


def _workers(environ: MutableMapping[str, str]) -> int:
    value = environ.get(WORKERS_VARIABLE) or str(PRODUCTION_WORKERS)
    if not value.isdecimal() or not 1 <= int(value) <= 64:
        raise SettingsError(f"{WORKERS_VARIABLE} «{value[:20]}» kan ikke brukes: skriv et tall fra 1 til 64")
    return int(value)


def _check_clock() -> None:
    try:
        clock_from_environment()
    except ValueError as error:
        raise SettingsError(str(error)) from None


if __name__ == "__main__":
    sys.exit(serve())
