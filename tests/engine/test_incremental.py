"""Whatever is edited, a build upon the last one is equal to a build from nothing, to the byte.

Few sequences are tried each time, always the same. With ``HYPOTHESIS_PROFILE=mange`` hundreds are, new ones
each time, and the shortest that fails is told.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.memo import at_hand, trace
from tests.engine.edited_town import many_processes
from tests.engine.edits import KINDS, Edit
from tests.engine.incremental import Proof

MANY = os.environ.get("HYPOTHESIS_PROFILE") == "mange"
EDITS = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 99)), min_size=1, max_size=12)


def prove(*edits: Edit, processes: int = 0, followed: bool = False) -> None:
    with tempfile.TemporaryDirectory() as root:
        Proof(Path(root), processes, followed).run(edits)


EACH: tuple[Edit, ...] = (
    *((kind, 0) for kind in sorted(KINDS)), *(("change_template", number) for number in (1, 2, 5)),
)  # fmt: skip


@pytest.mark.parametrize("followed", [False, True])
def test_each_kind_of_edit_after_the_other(followed: bool) -> None:
    prove(*EACH, followed=followed)


@settings(
    max_examples=int(os.environ.get("ANTALL", "300")) if MANY else 3,
    derandomize=not MANY,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
@given(EDITS, st.booleans())
def test_any_edits_in_any_order(edits: list[Edit], followed: bool) -> None:
    prove(*edits, followed=followed)


@pytest.mark.parametrize(
    ("kind", "looks"),
    [
        ("change_text", False), ("change_field", False), ("add_page", False), ("delete_file", False),
        ("change_front", False), ("set_clock", False), ("deliver", True), ("change_template", True),
        ("damage_output", True), ("lose_memory", True),
    ],
)  # fmt: skip
def test_who_is_told_what_was_touched_looks_at_no_more(kind: str, looks: bool, tmp_path: Path) -> None:
    proof = Proof(tmp_path, followed=True)
    proof.run([(kind, 1)])
    assert proof.looked_at_all() == looks


FEW: tuple[Edit, ...] = (
    ("link_to_elsewhere", 1), ("change_text_unseen", 0), ("change_style", 1), ("deliver", 1),
    ("break_text", 1), ("break_template", 7), ("set_clock", 1),
)  # fmt: skip


def test_other_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    many_processes(monkeypatch)
    prove(*FEW, processes=2)


def test_a_memory_that_holds_next_to_nothing_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "_RECENT", 1)
    monkeypatch.setattr(trace, "_BATCH", 1)
    prove(*FEW)
