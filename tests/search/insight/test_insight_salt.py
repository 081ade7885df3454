from __future__ import annotations

import os
import stat
import threading
from datetime import date
from pathlib import Path

import pytest

from search.insight.salt import (
    SEED_VARIABLE,
    SeededSalts,
    SharedSalts,
    forget_salts,
    is_memory,
    new_seed,
    salts_for,
    session_key,
)

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


def test_all_workers_read_the_same_salt(tmp_path: Path) -> None:
    first, second = (SharedSalts(tmp_path / "state", tmp_path) for _ in range(2))
    assert first.of(TODAY) == second.of(TODAY)
    assert len(first.of(TODAY)) == 32


def test_workers_that_ask_at_once_agree(tmp_path: Path) -> None:
    found: list[bytes] = []
    start = threading.Barrier(8)

    def ask() -> None:
        salts = SharedSalts(tmp_path / "state", tmp_path)
        start.wait()
        found.append(salts.of(TODAY))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    SharedSalts(tmp_path / "state", tmp_path).of(TODAY)
    (path,) = tmp_path.glob("ski-innsikt-*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_state_has_another_salt(tmp_path: Path) -> None:
    assert SharedSalts(tmp_path / "a", tmp_path).of(TODAY) != SharedSalts(tmp_path / "b", tmp_path).of(TODAY)


def test_midnight_makes_a_new_salt_and_deletes_the_old(tmp_path: Path) -> None:
    salts = SharedSalts(tmp_path / "state", tmp_path)
    before = salts.of(TODAY)
    after = salts.of(TOMORROW)
    assert before != after
    assert [p.name[-10:] for p in tmp_path.glob("ski-innsikt-*")] == [TOMORROW.isoformat()]


def test_a_stopped_service_leaves_no_salt_but_others_alone(tmp_path: Path) -> None:
    SharedSalts(tmp_path / "a", tmp_path).of(TODAY)
    SharedSalts(tmp_path / "b", tmp_path).of(TODAY)
    forget_salts(tmp_path / "a", tmp_path)
    assert len(list(tmp_path.glob("ski-innsikt-*"))) == 1


def test_a_salt_that_somebody_planted_is_refused(tmp_path: Path) -> None:
    SharedSalts(tmp_path / "state", tmp_path).of(TODAY)
    (path,) = tmp_path.glob("ski-innsikt-*")
    path.chmod(0o644)
    with pytest.raises(PermissionError):
        SharedSalts(tmp_path / "state", tmp_path).of(TODAY)


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    salts = SharedSalts(tmp_path / "state", tmp_path)
    salts.of(TODAY)
    (path,) = tmp_path.glob("ski-innsikt-*")
    target = tmp_path / "elsewhere"
    path.rename(target)
    path.symlink_to(target)
    with pytest.raises(OSError, match="symbolic"):
        SharedSalts(tmp_path / "state", tmp_path).of(TODAY)


def test_a_seed_from_the_parent_gives_workers_the_same_salts() -> None:
    seed = new_seed(TODAY)
    early, late = SeededSalts(seed), SeededSalts(seed)
    first = early.of(TODAY)
    assert late.of(TOMORROW) == early.of(TOMORROW) != first


def test_a_seeded_salt_cannot_be_had_again_after_midnight() -> None:
    salts = SeededSalts(new_seed(TODAY))
    today = salts.of(TODAY)
    salts.of(TOMORROW)
    assert salts.of(TODAY) != today


def test_only_memory_is_used_for_sharing(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"tmpfs {tmp_path} tmpfs rw 0 0\n/dev/sda1 / ext4 rw 0 0\n")
    assert is_memory(tmp_path, mounts)
    assert not is_memory(Path("/"), mounts)
    assert not is_memory(tmp_path, tmp_path / "missing")


def test_without_tmpfs_the_parents_seed_is_used(tmp_path: Path) -> None:
    seed = new_seed(TODAY)
    salts = salts_for(tmp_path, TODAY, {SEED_VARIABLE: seed}, folder=tmp_path)
    assert salts.of(TODAY) == SeededSalts(seed).of(TODAY)
    assert list(tmp_path.iterdir()) == []


def test_without_tmpfs_and_seed_the_salt_is_this_process_own(tmp_path: Path) -> None:
    assert salts_for(tmp_path, TODAY, {}, folder=tmp_path).of(TODAY)


def test_a_key_tells_visitors_apart_and_nothing_else() -> None:
    key = session_key(b"salt", "192.0.2.7", "Firefox")
    assert key == session_key(b"salt", "192.0.2.7", "Firefox")
    assert (
        len({key, session_key(b"salt", "192.0.2.8", "Firefox"), session_key(b"x", "192.0.2.7", "Firefox")})
        == 3
    )
    assert len(key) == 16


def test_neither_address_nor_agent_breaks_the_key() -> None:
    assert session_key(os.urandom(32), "", "\udcff")
