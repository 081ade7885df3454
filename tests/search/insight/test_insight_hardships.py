"""Killed processes, full disks and logs that would grow for ever."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.insight import journal
from search.insight.journal import Journal, backlog, journals
from search.insight.keeping import Keeping
from search.insight.recorder import Recorder, Visit
from search.insight.salt import SeededSalts, new_seed
from search.insight.writer import journal_folder
from search.query.types import Results, SearchParams
from tests.search.insight.loading import NOW, UNDER_THE_LIMIT

VISIT = Visit(address="192.0.2.1", user_agent="nettleser")


def worker(path: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.search.insight.loading", str(path), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def a_recorder(path: Path, **limits: int) -> Recorder:
    return Recorder(path, lambda: NOW, SeededSalts(new_seed(NOW.date())), keeping=Keeping(**limits))


def log(recorder: Recorder, text: str) -> None:
    recorder.search(SearchParams(text=text), Results(total=0, hits=(), facets={}), VISIT, ms=1)


def terms(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [term for (term,) in connection.execute("SELECT term FROM sok ORDER BY id")]


def acknowledged(process: subprocess.Popen[bytes], count: int) -> list[int]:
    """Kill a worker when it has said so many numbers; all that it said until it died."""
    assert process.stdout
    said = [process.stdout.readline() for _ in range(count)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines(keepends=True)
    process.wait()
    return [int(line) for line in (*said, *rest) if line.endswith(b"\n") and line.strip().isdigit()]


@pytest.mark.parametrize("count", [1, 700, 4000])
def test_nothing_acknowledged_is_lost_or_doubled_when_workers_are_killed(tmp_path: Path, count: int) -> None:
    path = tmp_path / "innsikt.db"
    workers = {name: worker(path, name) for name in ("1", "2")}
    said = {name: acknowledged(process, count) for name, process in workers.items()}
    recorder = a_recorder(path)
    recorder.flush()
    recorder.close()
    kept = Counter(terms(path))
    assert set(kept.values()) == {1}
    for name, numbers in said.items():
        assert len(numbers) >= count
        assert {f"buss {name} {number}" for number in numbers} <= set(kept)
    assert journals(journal_folder(path)) == []


def test_a_disk_that_is_full_is_told_of_once_and_the_search_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "innsikt.db"
    process = worker(path, "1", "60000")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.decode().count("disken er full") == 1
    assert said.decode().count("skrives igjen") == 1
    kept = [int(term.split()[-1]) for term in terms(path)]
    lost = [number for number in range(UNDER_THE_LIMIT) if number not in set(kept)]
    assert kept == sorted(set(kept))
    assert kept[-10:] == list(range(UNDER_THE_LIMIT, UNDER_THE_LIMIT + 10))
    assert lost == list(range(lost[0], UNDER_THE_LIMIT))
    assert len(kept) > 100


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where the machine lets tests make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not mount or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("the machine does not let tests mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_file_system_takes_no_half_lines_and_is_used_again(small_disk: Path, capfd) -> None:
    path = small_disk / "innsikt.db"
    recorder = a_recorder(path)
    log(recorder, "først")
    recorder.flush()
    filler = small_disk / "full"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            while True:
                try:
                    file.write(b"x" * size)
                except OSError:
                    break
    for number in range(300):
        log(recorder, f"mens den var full {number} " + "x" * 200)
    recorder.flush()
    recorder.flush()
    filler.unlink()
    recorder.flush()
    log(recorder, "etterpå")
    recorder.flush()
    recorder.close()
    kept = terms(path)
    assert (kept[0], kept[-1]) == ("først", "etterpå")
    assert len(kept) < 302
    said = capfd.readouterr().out
    assert said.count("kan ikke skrives") == 1
    assert "disken er full" in said
    assert "mens den var" not in said


def test_a_line_that_was_cut_by_a_crash_is_left_out_and_the_rest_is_not(tmp_path: Path, capsys) -> None:
    path = tmp_path / "innsikt.db"
    recorder = a_recorder(path)
    log(recorder, "hel")
    recorder._writer._journal.close()
    (file,) = journals(journal_folder(path))
    file.write_bytes(file.read_bytes() + b"ikke JSON\n" + file.read_bytes()[:20])
    recorder.flush()
    recorder.close()
    assert terms(path) == ["hel"]
    assert "linjer i journalen kan ikke leses" in capsys.readouterr().out


def test_what_waits_stops_growing(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(journal, "BACKLOG_BYTES", 20_000)
    path = tmp_path / "innsikt.db"
    path.write_bytes(b"ikke en database" * 100)
    recorder = a_recorder(path)
    for _ in range(40):
        for number in range(10):
            log(recorder, f"buss {number}")
        recorder.flush()
    assert backlog(journal_folder(path)) < 30_000
    assert capsys.readouterr().out.count("kan ikke skrives") == 1
    path.unlink()
    recorder.flush()
    recorder.flush()
    log(recorder, "etterpå")
    recorder.flush()
    recorder.close()
    assert terms(path)[-1] == "etterpå"


def test_a_day_is_logged_up_to_its_limit_and_searches_go_on(tmp_path: Path, capsys) -> None:
    path = tmp_path / "innsikt.db"
    recorder = a_recorder(path, events_a_day=100)
    for number in range(250):
        log(recorder, f"buss {number}")
        if number % 60 == 0:
            recorder.flush()
    recorder.close()
    assert len(terms(path)) == 100
    assert capsys.readouterr().out.count("dagens tak er nådd") == 1
    again = a_recorder(path, events_a_day=100)
    log(again, "etter omstart")
    again.close()
    assert len(terms(path)) == 100


def test_another_worker_takes_over_when_the_one_that_takes_in_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "innsikt.db"
    first, second = a_recorder(path), a_recorder(path)
    log(first, "fra den første")
    first.flush()
    log(second, "fra den andre")
    second.flush()  # it is not its turn
    assert terms(path) == ["fra den første"]
    first.close()
    second.flush()
    second.close()
    assert terms(path) == ["fra den første", "fra den andre"]


def test_files_of_those_who_still_write_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "innsikt.db"
    taker, writer = a_recorder(path), a_recorder(path)
    log(taker, "a")
    taker.flush()
    log(writer, "b")
    taker.flush()
    log(writer, "c")
    taker.flush()
    taker.close()
    writer.close()
    assert sorted(terms(path)) == ["a", "b", "c"]


def test_the_journal_is_the_services_own(tmp_path: Path) -> None:
    writer = Journal(tmp_path / "j")
    writer.append(b"{}")
    writer.close()
    assert {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "j").iterdir()} == {"0o600"}
    assert oct((tmp_path / "j").stat().st_mode & 0o777) == "0o700"


def test_a_crash_leaves_no_memory_behind(tmp_path: Path) -> None:
    """What somebody searched for is in a worker's memory; the service asks for no dump of it."""
    script = (
        "import os; from search.service.server import keep_memory_private;"
        "keep_memory_private(); secret = 'hemmelig' * 1000; os.abort()"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), capture_output=True, check=False)
    assert done.returncode == -signal.SIGABRT
    assert not list(Path.cwd().glob("core*"))
    assert b"hemmelig" not in done.stderr + done.stdout
