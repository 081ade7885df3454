"""A meeting that is announced without a summons, and comes soon, is told of."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from plugins.checks.__main__ import main
from plugins.checks.run import run_checks
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store
from plugins.store.intake import Intake
from tests.views.archive_makers import item, meeting

from .conftest import NOW

SOON = datetime(2026, 11, 27, 18, 0, tzinfo=OSLO)


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    """What the archive has delivered: one meeting without summons, one with an agenda, one far off."""
    state = State(tmp_path_factory.mktemp("tilstand"))
    with (
        Store.open(state.store) as store,
        Intake(store, file="f", sha256="1", rules=1, now=NOW) as intake,
    ):
        intake.add_meeting(meeting("uten", moetedato=SOON))
        intake.add_meeting(meeting("med", moetedato=SOON, saker=(item(),)))
        intake.add_meeting(meeting("fjernt", moetedato=SOON + timedelta(days=30)))
        intake.commit()
    return state


def test_the_meeting_is_named_with_what_to_do(content: Path, state: State) -> None:
    (found,) = run_checks(content, NOW, store=state.store)
    assert found.severity == "advarsel"
    assert str(found).removeprefix(f"{state.store}: ") == (
        "advarsel: Ski kommunestyre 27.11.2026 er kunngjort uten innkalling (systemID uten): "
        "be arkivet levere innkallingen; den skal være ute 7 dager før møtet"
    )


@pytest.mark.parametrize(("days", "found"), [(0, 0), (3, 0), (4, 1), (60, 2)])
def test_how_many_days_is_a_choice(content: Path, state: State, days: int, found: int) -> None:
    assert len(run_checks(content, NOW, store=state.store, summons_days=days)) == found


def test_the_command_warns_and_exits_with_zero(
    content: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAA", NOW.isoformat())
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, ["--content", str(content), "--state", str(state.root)])
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "Innholdet er i orden: ingen feil, 1 advarsel."


def test_a_store_that_cannot_be_read_is_a_warning(content: Path, state: State) -> None:
    broken = state.root / "odelagt.db"
    broken.write_bytes(b"ikke en database" * 100)
    (found,) = run_checks(content, NOW, store=broken)
    assert found.severity == "advarsel"
    assert "kan ikke åpne lageret" in str(found)


def test_without_deliveries_there_is_nothing_to_say(content: Path, state: State) -> None:
    assert run_checks(content, NOW, store=state.root / "finnes-ikke.db") == ()
