"""What a build is made by: when any of it is another, nothing that was made before is believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.engine import configuration, follow, transcribing

RULES = ("model/names.py", "model/data/fornavn.txt", "store/lists.py", "views/case_pages.py")


@pytest.mark.parametrize("file", RULES)
@pytest.mark.parametrize("known", [configuration._code.__wrapped__, transcribing._code])
def test_another_rule_or_list_of_names_is_another_program(
    known: Callable[[], object], file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configuration, "ROOT", tmp_path)
    monkeypatch.setattr(transcribing, "_ROOT", tmp_path / "plugins")
    for each in RULES:
        place = tmp_path / "plugins" / each
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("før", "utf-8")
    before = known()
    (tmp_path / "plugins" / file).write_text("nå", "utf-8")
    assert known() != before


@pytest.mark.parametrize("file", RULES)
def test_whoever_follows_begins_anew_with_another_program(file: str) -> None:
    assert follow._is_code(str(configuration.ROOT / "plugins" / file))
