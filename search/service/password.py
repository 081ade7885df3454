"""``python -m search.service.password``: the hash of a typed password, for ``INNSIKT_PASSORD_HASH``."""

from __future__ import annotations

import getpass
import sys

from argon2 import PasswordHasher

SHORTEST = 12


def main() -> int:
    """Ask twice, print the hash; the password itself is neither shown nor kept."""
    try:
        password = getpass.getpass("Passord: ")
        again = getpass.getpass("Gjenta passordet: ")
    except (EOFError, KeyboardInterrupt):
        print("\nAvbrutt.", file=sys.stderr)
        return 1
    if len(password) < SHORTEST:
        print(f"Passordet må ha minst {SHORTEST} tegn.", file=sys.stderr)
        return 1
    if password != again:
        print("Passordene er ikke like. Prøv igjen.", file=sys.stderr)
        return 1
    print(PasswordHasher().hash(password))
    return 0


if __name__ == "__main__":
    sys.exit(main())
