"""Local accounts: who has one, with which role, and whether a password is theirs."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.sqlite import insert

from search.desk.database import Desk
from search.desk.passwords import is_password
from search.desk.people import Person, Role
from search.desk.tables import ACCOUNTS

ONE_TIME = "innsikt"
"""Name of the account that ``make serve`` opens while there is no other."""

_NAME = re.compile(r"[a-zæøå0-9][a-zæøå0-9._@-]{0,59}")
_A = ACCOUNTS.c


@dataclass(frozen=True, slots=True)
class OneTime:
    """An account that lives as long as a development server; ``hash`` is of its password."""

    hash: str


class Accounts:
    """The accounts on a desk (``search.desk.people.Directory``).

    ``one_time`` opens an account in memory that holds only as long as the file has no open account.
    """

    def __init__(self, desk: Desk, one_time: OneTime | None = None) -> None:
        self._desk = desk
        self._one_time = one_time
        self._one_at_a_time = threading.Lock()

    def put(self, person: Person, hashed: str, now: datetime) -> bool:
        """Make an account, or give the one of that name a new password, role and unit; whether it is new."""
        values = {"hash": hashed, "role": person.role.value, "unit": person.unit, "closed": False}
        made = now.astimezone(UTC).replace(tzinfo=None)
        with self._desk.writing() as connection:
            before = connection.execute(select(_A.name).where(_A.name == person.name)).first()
            statement = insert(ACCOUNTS).values(name=person.name, made=made, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
        return before is None

    def close(self, name: str) -> bool:
        """Let nobody in by that name any more; whether there was an open account."""
        with self._desk.writing() as connection:
            done = connection.execute(
                ACCOUNTS.update().where(_A.name == name, _A.closed.is_(False)).values(closed=True)
            )
        return done.rowcount > 0

    def everybody(self) -> tuple[Person, ...]:
        """Everybody with an open account, by name."""
        if not self._desk.exists:
            return ()
        with self._desk.reading() as connection:
            rows = connection.execute(select(ACCOUNTS).where(_A.closed.is_(False)).order_by(_A.name))
            return tuple(map(_person, rows))

    @property
    def any(self) -> bool:
        """Whether anybody can get in."""
        return self._one_time is not None or bool(self.everybody())

    def person(self, name: str) -> Person | None:
        """The person with an open account of that name; None when there is none."""
        found = self._found(name)
        return found[0] if found else None

    def verify(self, name: str, password: str) -> Person | None:
        """The person whose name and password these are; a wrong name takes as long as a wrong password.

        Slow on purpose and heavy on memory (argon2): one at a time, in a thread.
        """
        found = self._found(name)
        with self._one_at_a_time:
            right = is_password(password, found[1] if found else None)
        return found[0] if found and right else None

    def _found(self, name: str) -> tuple[Person, str] | None:
        with self._desk.reading() as connection:
            row = connection.execute(
                select(ACCOUNTS).where(_A.name == account_name(name), _A.closed.is_(False))
            ).first()
            if row is not None:
                return _person(row), row.hash
            others = connection.execute(select(func.count()).where(_A.closed.is_(False))).scalar_one()
        if self._one_time is None or others or name != ONE_TIME:
            return None
        return Person(ONE_TIME, Role.ADVISER, mark=_mark(ONE_TIME, self._one_time.hash)), self._one_time.hash


def account_name(text: str) -> str:
    """The name as it is kept; empty when it cannot be one.

    >>> account_name(" Kari.Nordmann "), account_name("a b")
    ('kari.nordmann', '')
    """
    name = text.strip().casefold()
    return name if _NAME.fullmatch(name) else ""


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(row.name, Role(row.role), row.unit, _mark(row.name, row.hash, row.role, row.unit))


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
