"""Accounts, the audit log and the key: what is kept, and what is refused."""

from __future__ import annotations

import stat
import threading
from datetime import datetime
from pathlib import Path

import pytest
from argon2.exceptions import VerifyMismatchError
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from plugins.model.clock import OSLO
from search.desk import passwords
from search.desk.accounts import ONE_TIME, Accounts, OneTime, account_name
from search.desk.audit import Audit, Event
from search.desk.database import Desk
from search.desk.keys import key_at
from search.desk.passwords import BadPasswordError, hash_of, is_password
from search.desk.people import Person, Role

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
PASSWORD = "et langt passord"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "styring.db")


@pytest.fixture(scope="module")
def hashed() -> str:
    return hash_of(PASSWORD)


def test_an_account_opens_with_its_own_password_alone(desk: Desk, hashed: str) -> None:
    accounts = Accounts(desk)
    assert accounts.put(Person("kari", Role.UNIT_LEADER, "barnehage"), hashed, NOW)
    found = accounts.verify("Kari ", PASSWORD)
    assert found is not None
    assert (found.name, found.role, found.unit) == ("kari", Role.UNIT_LEADER, "barnehage")
    assert accounts.verify("kari", PASSWORD + " ") is None
    assert accounts.verify("ola", PASSWORD) is None
    assert accounts.verify("kari", "x" * 5000) is None


def test_a_new_password_or_role_changes_the_mark(desk: Desk, hashed: str) -> None:
    accounts, marks = Accounts(desk), set()
    for person, stored in (
        (Person("kari", Role.READER), hashed),
        (Person("kari", Role.ADVISER), hashed),
        (Person("kari", Role.ADVISER), hash_of(PASSWORD)),
    ):
        accounts.put(person, stored, NOW)
        found = accounts.person("kari")
        assert found
        marks.add(found.mark)
    assert len(marks) == 3
    assert len(accounts.everybody()) == 1


def test_a_closed_account_is_nobody_and_is_opened_by_making_it_again(desk: Desk, hashed: str) -> None:
    accounts = Accounts(desk)
    accounts.put(Person("kari", Role.READER), hashed, NOW)
    assert (accounts.close("kari"), accounts.close("kari")) == (True, False)
    assert (accounts.person("kari"), accounts.verify("kari", PASSWORD), accounts.any) == (None, None, False)
    assert not accounts.put(Person("kari", Role.READER), hashed, NOW)
    assert accounts.verify("kari", PASSWORD)


def test_the_one_time_account_ends_when_there_is_a_real_one(desk: Desk, hashed: str) -> None:
    accounts = Accounts(desk, OneTime(hashed))
    found = accounts.verify(ONE_TIME, PASSWORD)
    assert found is not None
    assert found.may_change
    assert accounts.verify("", PASSWORD) is None
    accounts.put(Person("kari", Role.READER), hashed, NOW)
    assert accounts.verify(ONE_TIME, PASSWORD) is None
    assert accounts.person(ONE_TIME) is None


@pytest.mark.parametrize("password", ["", "kort", "x" * 1001])
def test_a_password_too_short_or_long_is_refused(password: str) -> None:
    with pytest.raises(BadPasswordError):
        hash_of(password)


def test_what_is_no_hash_is_no_password() -> None:
    assert not is_password(PASSWORD, "tull")
    assert not is_password(PASSWORD, None)
    with pytest.raises(VerifyMismatchError):  # it is computed to the end, as a real one is
        passwords._HASHER.verify(passwords._NOBODY, PASSWORD)
    assert len({passwords.made() for _ in range(50)}) == 50
    made = passwords.made()
    assert is_password(made, hash_of(made))


@given(st.text())
def test_a_name_is_kept_in_one_form_or_not_at_all(name: str) -> None:
    kept = account_name(name)
    assert account_name(kept) == kept
    assert kept == kept.strip()
    assert len(kept) <= 60


@pytest.mark.parametrize(
    ("role", "changes", "own", "other", "whole"),
    [
        (Role.ADVISER, True, True, True, True),
        (Role.UNIT_LEADER, False, True, False, False),
        (Role.READER, False, True, True, True),
    ],
)
def test_what_each_role_may(role: Role, changes: bool, own: bool, other: bool, whole: bool) -> None:
    person = Person("kari", role, "barnehage" if role is Role.UNIT_LEADER else "")
    assert person.may_change is changes
    assert (person.sees("barnehage"), person.sees("nav"), person.sees("")) == (own, other, whole)


def test_an_unknown_role_names_the_choices() -> None:
    with pytest.raises(ValueError, match="Velg rådgiver, virksomhetsleder, leser"):
        Role.named("sjef")


@pytest.mark.parametrize("change", ["UPDATE revisjon SET who = 'ola'", "DELETE FROM revisjon"])
def test_what_is_noted_can_be_neither_changed_nor_removed(desk: Desk, change: str) -> None:
    audit = Audit(desk)
    audit.note(NOW, "kari", Event.LOGGED_IN)
    with pytest.raises(IntegrityError, match="endres aldri"), desk.writing() as connection:
        connection.execute(text(change))
    assert [(entry.at, entry.who) for entry in audit.latest()] == [(NOW, "kari")]


def test_the_desk_is_the_services_own(desk: Desk, tmp_path: Path) -> None:
    assert not desk.exists
    Audit(desk).note(NOW, "kari", Event.LOGGED_IN)
    assert desk.exists
    for path in tmp_path.glob("styring.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_workers_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda: keys.append(key_at(tmp_path / "ny" / "nokkel"))) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 16
    assert len(set(keys)) == 1
    assert len(keys[0]) >= 32
    assert stat.S_IMODE((tmp_path / "ny" / "nokkel").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "ny").iterdir()] == ["nokkel"]


def test_a_key_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "annet").write_text("x" * 40)
    (tmp_path / "nokkel").symlink_to(tmp_path / "annet")
    with pytest.raises(OSError, match="nokkel"):
        key_at(tmp_path / "nokkel")
