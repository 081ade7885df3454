"""The daily salt of session keys: shared by all workers, in memory only, gone at midnight.

A session key is a keyed hash of address and user agent. Without the salt nobody can make it again or try
addresses against it; so the salt must never reach a disk. It lies in tmpfs (``/dev/shm``) where there is
one. Elsewhere the parent process hands its workers a seed, and each day's salt is made of the day before's.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Protocol

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  (tmpfs is the point: it is never written to disk)
SALT_BYTES = 32
SEED_VARIABLE = "INNSIKT_FRO"


class Salts(Protocol):
    """Where the salt of a day comes from."""

    def of(self, day: date) -> bytes:
        """The salt of ``day``; older ones are forgotten."""
        ...


class SharedSalts:
    """Salts as files in tmpfs, one a day, readable by the service's own user alone."""

    def __init__(self, state: Path, folder: Path = SHARED_MEMORY) -> None:
        self._folder = folder
        self._prefix = _prefix(state)
        self._day: date | None = None
        self._salt = b""

    def of(self, day: date) -> bytes:
        """The salt of ``day``, made by the first worker that asks; raises OSError when it can't be shared."""
        if day != self._day:
            self._forget_before(day)
            path = self._folder / f"{self._prefix}{day.isoformat()}"
            self._salt = _read(path) or _make(path)
            self._day = day
        return self._salt

    def _forget_before(self, day: date) -> None:
        for path in self._folder.glob(f"{self._prefix}*"):
            if path.name.removeprefix(self._prefix)[: len("ÅÅÅÅ-MM-DD")] < day.isoformat():
                path.unlink(missing_ok=True)


class SeededSalts:
    """Salts in this process's memory: each is a hash of the one before, which is then forgotten.

    ``seed`` is «ÅÅÅÅ-MM-DD:hex» from the parent process, so that its workers agree.
    """

    def __init__(self, seed: str) -> None:
        day, _, salt = seed.partition(":")
        self._one_at_a_time = threading.Lock()
        self._day = date.fromisoformat(day)
        self._salt = bytes.fromhex(salt)

    def of(self, day: date) -> bytes:
        """The salt of ``day``; a day that is past gets the present salt, since its own is gone."""
        with self._one_at_a_time:  # two threads that step at once would step past the other workers
            while self._day < day:
                self._salt = hashlib.sha256(self._salt).digest()
                self._day = date.fromordinal(self._day.toordinal() + 1)
            return self._salt


def new_seed(day: date) -> str:
    """A seed for ``SeededSalts`` that starts at ``day``."""
    return f"{day.isoformat()}:{secrets.token_hex(SALT_BYTES)}"


def is_memory(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether ``folder`` is itself a tmpfs, by the kernel's own list of mounts."""
    with suppress(OSError):
        for line in mounts.read_text().splitlines():
            _, place, kind, *_ = line.split()
            if place == str(folder) and kind == "tmpfs":
                return os.access(folder, os.W_OK)
    return False


def salts_for(state: Path, today: date, environ: Mapping[str, str], folder: Path = SHARED_MEMORY) -> Salts:
    """The best salts this machine can give: tmpfs, the parent's seed, or a seed of this process alone."""
    if is_memory(folder):
        return SharedSalts(state, folder)
    return SeededSalts(environ.get(SEED_VARIABLE) or new_seed(today))


def forget_salts(state: Path, folder: Path = SHARED_MEMORY) -> None:
    """Take away every salt of the service at ``state``, when it has stopped."""
    for path in folder.glob(f"{_prefix(state)}*"):
        with suppress(OSError):  # another user's: not a salt of ours
            path.unlink()


def _prefix(state: Path) -> str:
    return f"ski-innsikt-{hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:12]}-"


def session_key(salt: bytes, address: str, user_agent: str) -> str:
    """A key that tells one visitor's searches of a day apart from others', and nothing else."""
    message = f"{address}\x00{user_agent}".encode(errors="replace")
    return hmac.digest(salt, message, "sha256").hex()[:16]


def _read(path: Path) -> bytes:
    """The salt at ``path``; empty when there is none. Refuses one that another user could have planted."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return b""
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) != 0o600:
            raise PermissionError(f"{path} tilhører ikke tjenesten alene")
        return file.read(SALT_BYTES)


def _make(path: Path) -> bytes:
    """Make the salt whole under another name, then link it in place: nobody ever reads half a salt."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SALT_BYTES))
        with suppress(FileExistsError):  # another worker was first: its salt is the day's
            os.link(draft, path)
    finally:
        draft.unlink()
    return _read(path)
