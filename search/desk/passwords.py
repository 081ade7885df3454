"""Passwords: argon2 hashes, what is long enough, and how one is asked for without being shown."""

from __future__ import annotations

import base64
import getpass
import secrets
import sys

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1000
MADE_BYTES = 15
"""Of chance in a password that we make: 20 characters."""

_HASHER = PasswordHasher()


def _of_nobody() -> str:
    """A hash that no password has, by chance alone: to make one of a password would take a tenth of a second
    wherever this module is read.
    """
    salt, tag = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")
        for size in (_HASHER.salt_len, _HASHER.hash_len)
    )
    costs = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${tag}"


_NOBODY = _of_nobody()
"""Looked at for names that are no account, so that these take as long as those that are."""


class BadPasswordError(ValueError):
    """A password that cannot be used; the message says why, in Norwegian."""


def hash_of(password: str) -> str:
    """The argon2id hash of a password. Raises BadPasswordError when it is too short or too long."""
    if len(password) < SHORTEST:
        raise BadPasswordError(f"Passordet må ha minst {SHORTEST} tegn.")
    if len(password) > LONGEST:
        raise BadPasswordError(f"Passordet kan ha høyst {LONGEST} tegn.")
    return _HASHER.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether ``hashed`` is of ``password``; slow on purpose, also for None, which is of no password."""
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(hashed or _NOBODY, password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def made() -> str:
    """A password that nobody has thought of."""
    return secrets.token_urlsafe(MADE_BYTES)


def asked_for(name: str) -> str:
    """The password that the person at the terminal types twice; empty when they want one made.

    Without a terminal one line of standard input is read, so that it never stands on a command line.
    Raises BadPasswordError when the two are not the same, EOFError when there is nothing to read.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")
    first = getpass.getpass(f"Passord for {name} (tom linje: lag et for meg): ")
    if first and getpass.getpass("Gjenta passordet: ") != first:
        raise BadPasswordError("Passordene er ikke like. Prøv igjen.")
    return first
