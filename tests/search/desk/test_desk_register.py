"""``make bruker``: the command as it is run, with what somebody types."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from search.desk.accounts import Accounts
from search.desk.audit import Audit
from search.desk.database import Desk
from search.desk.people import Role

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "et langt passord"


def bruker(state: Path, *arguments: str, typed: str = "") -> tuple[int, str]:
    command = (sys.executable, "-m", "search", "bruker", *arguments, "--state", str(state))
    done = subprocess.run(command, cwd=ROOT, input=typed, text=True, capture_output=True, check=False)
    return done.returncode, done.stdout + done.stderr


def at_a_terminal(state: Path, *answers: str) -> str:
    """What is shown when somebody types the answers, each at its question."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, (sys.executable, "-m", "search", "bruker", "--state", str(state)))
    shown, left = "", list(answers)
    try:
        while piece := os.read(terminal, 1000):
            shown += piece.decode(errors="replace")
            if (left and shown.rstrip(" ").endswith(":")) or (left and shown.rstrip().endswith("]:")):
                os.write(terminal, f"{left.pop(0)}\n".encode())
    except OSError:  # the child is done
        pass
    os.waitpid(child, 0)
    return shown


def test_everything_is_asked_for_and_the_password_is_not_shown(tmp_path: Path) -> None:
    shown = at_a_terminal(tmp_path, "Kari", "virksomhetsleder", "barnehage", PASSWORD, PASSWORD)
    assert "Kontoen er laget: kari, virksomhetsleder for barnehage." in shown
    assert PASSWORD not in shown
    found = Accounts(Desk(tmp_path / "styring.db")).verify("kari", PASSWORD)
    assert found is not None
    assert found.role is Role.UNIT_LEADER


def test_a_password_is_made_and_shown_once(tmp_path: Path) -> None:
    code, shown = bruker(tmp_path, "kari", typed="\n")
    assert code == 0
    made = shown.split("Passordet vises bare nå: ")[1].strip()
    assert Accounts(Desk(tmp_path / "styring.db")).verify("kari", made)
    assert made.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_second_time_changes_the_account_and_all_is_noted(tmp_path: Path) -> None:
    bruker(tmp_path, "kari", typed=f"{PASSWORD}\n")
    code, shown = bruker(tmp_path, "kari", "--rolle", "leser", typed=f"{PASSWORD} 2\n")
    assert (code, "Kontoen er endret: kari, leser." in shown) == (0, True)
    assert bruker(tmp_path, "--liste")[1] == "kari  leser\n"
    assert bruker(tmp_path, "kari", "--steng")[0] == 0
    assert "Ingen konto er laget ennå" in bruker(tmp_path, "--liste")[1]
    noted = [str(entry.what) for entry in Audit(Desk(tmp_path / "styring.db")).latest()]
    assert noted == ["konto stengt", "konto endret", "konto laget"]


@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (("kari",), "kort\n", "minst 12 tegn"),
        (("kari",), "", "passordet mangler"),
        (("kari nordmann",), f"{PASSWORD}\n", "«kari nordmann» kan ikke brukes"),
        (("kari", "--rolle", "sjef"), f"{PASSWORD}\n", "Velg rådgiver, virksomhetsleder, leser"),
        (("kari", "--rolle", "virksomhetsleder"), f"{PASSWORD}\n", "Virksomheten «» finnes ikke"),
        (("ola", "--steng"), "", "ingen åpen konto «ola»"),
        ((), f"{PASSWORD}\n", "Brukernavnet «» kan ikke brukes"),
    ],
)
def test_what_cannot_be_is_told_in_one_line_and_nothing_is_changed(
    tmp_path: Path, arguments: tuple[str, ...], typed: str, says: str
) -> None:
    code, shown = bruker(tmp_path, *arguments, typed=typed)
    assert code == 1
    assert shown.startswith("Feil: ")
    assert says in shown
    assert len(shown.splitlines()) == 1
    assert not Accounts(Desk(tmp_path / "styring.db")).everybody()
