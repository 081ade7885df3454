from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from watchfiles import Change

from search.service import develop
from search.service.settings import Settings, settings_from


def test_a_one_time_account_is_made_for_the_child_alone() -> None:
    child, password = develop.development_environment(settings_from({}), {"STATE": "x"})
    assert PasswordHasher().verify(child["INNSIKT_PASSORD_HASH"], password)
    assert (child["INNSIKT_BRUKER"], child["STATE"]) == ("innsikt", "x")
    assert password not in "".join(child.values())
    assert develop.development_environment(settings_from({}), {})[1] != password


def test_an_account_of_ones_own_is_left_alone(settings: Settings) -> None:
    child, password = develop.development_environment(settings, {"INNSIKT_BRUKER": "innsikt"})
    assert password == ""
    assert "INNSIKT_PASSORD_HASH" not in child
    assert "ditt eget passord" in develop.welcome(settings, password)


@pytest.mark.parametrize("bind", ["127.0.0.1", "0.0.0.0"])
def test_the_terminal_shows_where_and_how(bind: str) -> None:
    text = develop.welcome(settings_from({"PORT": "8123", "BIND": bind}), "hemmelig")
    assert "http://localhost:8123\n" in text
    assert "http://localhost:8123/innsikt" in text
    assert "hemmelig" in text


def test_a_change_builds_and_then_indexes(capsys) -> None:
    ran: list[tuple[str, ...]] = []
    assert develop.rebuild(["a.md"], {}, lambda command, _: ran.append(tuple(command)) or 0)
    assert ran == [develop.BUILD, develop.INDEX]
    assert "Endret: a.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("failing", "says"), [(develop.BUILD, "Byggingen"), (develop.INDEX, "Indekseringen")]
)
def test_a_failed_step_is_told_and_stops_there(failing: tuple[str, ...], says: str, capsys) -> None:
    ran: list[tuple[str, ...]] = []

    def run(command, _) -> int:
        ran.append(tuple(command))
        return int(tuple(command) == failing)

    assert not develop.rebuild(["a.md"], {}, run)
    assert ran[-1] == failing
    assert f"{says} stoppet. Nettstedet fra før vises fortsatt." in capsys.readouterr().out


def test_what_is_watched_follows_the_environment(tmp_path: Path) -> None:
    assert tmp_path in develop.watched({"CONTENT": str(tmp_path)})
    assert Path("content") not in develop.watched({"CONTENT": str(tmp_path)})
    assert not [path for path in develop.watched({"CONTENT": str(tmp_path / "mangler")}) if not path.exists()]


def test_what_the_build_writes_starts_no_new_build(settings: Settings, tmp_path: Path) -> None:
    accepts = develop._ours(settings)
    assert accepts(Change.modified, str(tmp_path / "content/barnehage/sider/opptak.md"))
    assert not accepts(Change.modified, str(settings.output / "index.html"))
    assert not accepts(Change.modified, str(settings.state / "ramme.json"))
    assert not accepts(Change.modified, str(tmp_path / "content/.opptak.md.swp"))
    assert not accepts(Change.modified, str(tmp_path / "plugins/__pycache__/a.pyc"))
