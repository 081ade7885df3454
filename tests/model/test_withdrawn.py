"""Names of withdrawn documents: put there by the import, marked by the build, let go by the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.model import withdrawn


def test_a_name_goes_when_it_is_built_and_then_indexed(tmp_path: Path) -> None:
    path = tmp_path / "var" / "trukket.json"
    withdrawn.withdraw(path, ["a", "b"])
    withdrawn.indexed(path)
    assert withdrawn.read_withdrawn(path) == {"a": False, "b": False}
    withdrawn.built(path)
    withdrawn.withdraw(path, ["b", "c"])
    withdrawn.indexed(path)
    assert withdrawn.read_withdrawn(path) == {"b": False, "c": False}
    withdrawn.built(path)
    withdrawn.indexed(path)
    assert not path.exists()


@pytest.mark.parametrize("step", [withdrawn.built, withdrawn.indexed])
def test_nothing_withdrawn_makes_no_file(tmp_path: Path, step) -> None:
    step(tmp_path / "trukket.json")
    withdrawn.withdraw(tmp_path / "trukket.json", [])
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_told_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "trukket.json"
    path.write_text('["a"]')
    with pytest.raises(ValueError, match="make html index"):
        withdrawn.read_withdrawn(path)
