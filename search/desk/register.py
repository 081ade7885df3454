"""``make bruker``: make an account, give it a new password or role, close it, or list them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from search.desk import passwords
from search.desk.accounts import Accounts, account_name
from search.desk.audit import Audit, Event
from search.desk.database import Desk
from search.desk.passwords import BadPasswordError
from search.desk.people import Person, Role

TERMINAL = "terminalen"
"""Who does it, in the audit log: whoever may run commands on the server."""

Ask = Callable[[str], str]


class RegisterError(ValueError):
    """What cannot be registered, and what to write instead (Norwegian)."""


@dataclass(frozen=True, slots=True)
class Register:
    """The accounts of a desk, as the command changes them. ``units`` are the slugs of the units, if known."""

    desk: Desk
    units: Collection[str]
    now: datetime

    def everybody(self) -> list[str]:
        """A line on everybody with an account."""
        people = Accounts(self.desk).everybody()
        return [f"{p.name}  {p.role}{f' for {p.unit}' if p.unit else ''}" for p in people] or [
            "Ingen konto er laget ennå. Lag en med «make bruker»."
        ]

    def close(self, name: str) -> str:
        """Close an account. Raises RegisterError when there is none."""
        if not Accounts(self.desk).close(account_name(name)):
            raise RegisterError(f"Det finnes ingen åpen konto «{name}». Se dem med «make brukere».")
        self._note(Event.ACCOUNT_CLOSED, account_name(name))
        return f"Kontoen «{account_name(name)}» er stengt. Øktene dens gjelder ikke lenger."

    def put(self, name: str, role: str, unit: str, ask: Ask) -> str:
        """Make an account or change it; what is left empty is asked for. Raises RegisterError."""
        person = self._person(name or ask("Brukernavn: "), role, unit, ask)
        try:
            typed = passwords.asked_for(person.name)
            made = "" if typed else passwords.made()
            hashed = passwords.hash_of(typed or made)
        except BadPasswordError as error:
            raise RegisterError(str(error)) from None
        new = Accounts(self.desk).put(person, hashed, self.now)
        about = f"{person.name}, {person.role}{f' for {person.unit}' if person.unit else ''}"
        self._note(Event.ACCOUNT_MADE if new else Event.ACCOUNT_CHANGED, about)
        told = f"Kontoen er {'laget' if new else 'endret'}: {about}."
        return f"{told}\nPassordet vises bare nå: {made}" if made else told

    def _person(self, name: str, role: str, unit: str, ask: Ask) -> Person:
        known = account_name(name)
        if not known:
            raise RegisterError(
                f"Brukernavnet «{name.strip()[:30]}» kan ikke brukes: bare bokstaver, tall, punktum og strek."
            )
        try:
            chosen = Role.named(role or ask(f"Rolle ({', '.join(Role)}) [rådgiver]: ") or Role.ADVISER)
        except ValueError as error:
            raise RegisterError(str(error)) from None
        return Person(known, chosen, self._unit(unit, ask) if chosen is Role.UNIT_LEADER else "")

    def _unit(self, unit: str, ask: Ask) -> str:
        chosen = (unit or ask("Virksomhet (mappenavnet i content/): ")).strip()
        if not chosen or (self.units and chosen not in self.units):
            known = f" Kjente virksomheter: {', '.join(sorted(self.units))}." if self.units else ""
            raise RegisterError(f"Virksomheten «{chosen[:60]}» finnes ikke.{known}")
        return chosen

    def _note(self, what: Event, about: str) -> None:
        Audit(self.desk).note(self.now, TERMINAL, what, about)


def ask_at_terminal(question: str) -> str:
    """What the person at the terminal answers; empty when nobody is there to be asked."""
    return input(question).strip() if sys.stdin.isatty() else ""
