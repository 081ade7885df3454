"""A build that stops after its processes have found something leaves nothing that the next one believes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.engine import publish
from plugins.engine.build import Build
from plugins.memo import workers
from plugins.model.errors import ContentError
from plugins.model.state import State
from tests.engine.incremental import documents
from tests.town_builder import NOW, copy_of_town, files


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes are started as soon as one query is answered."""
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(workers, "START_SECONDS", -1)
    monkeypatch.setattr(workers, "_TRIAL", 1)


def build(content: Path, root: Path, processes: int = 2) -> None:
    Build(
        content,
        root / "output",
        State(root / "var"),
        NOW,
        say=lambda line: None,
        thorough=False,
        processes=processes,
    ).run()


def made(root: Path) -> dict[str, bytes]:
    """The site, its search documents and its frame."""
    state = root / "var"
    return {
        **files(root / "output"),
        **{f"dokumenter/{place}": content for place, content in documents(state / "dokumenter").items()},
        **{name: (state / name).read_bytes() for name in ("ramme.json", "arkiv.json")},
    }


def edit(content: Path) -> None:
    """Changes most pages, adds one, takes one away."""
    subjects = content / "data/emner.yaml"
    subjects.write_text(subjects.read_text("utf-8").replace("tittel: ", "tittel: Nytt om "), "utf-8")
    unit = content / "barnehage/virksomhet.md"
    unit.write_text(unit.read_text("utf-8").replace("tittel: ", "tittel: Nye "), "utf-8")
    page = (content / "barnehage/sider/opptak.md").read_text("utf-8")
    (content / "kultur/sider/ny.md").write_text(page, "utf-8")
    (content / "barnehage/sider/priser.md").unlink()


def add_number(content: Path) -> Callable[[], object]:
    """What stops a build when texts are read; gives what mends it."""
    page = content / "kultur/sider/nummer.md"
    page.write_text(
        "---\ntittel: Et nummer\ningress: Det står her.\noppdatert: 2026-11-01\n---\nRing 01019000083.\n",
        "utf-8",
    )
    return page.unlink


def test_two_processes_build_what_one_does(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    build(content, tmp_path / "to")
    build(content, tmp_path / "en", processes=1)
    assert made(tmp_path / "to") == made(tmp_path / "en")
    edit(content)
    build(content, tmp_path / "to")
    build(content, tmp_path / "ny", processes=1)
    assert made(tmp_path / "to") == made(tmp_path / "ny")


@pytest.mark.parametrize("first", [True, False])
def test_a_text_that_stops_a_build_is_mended(tmp_path: Path, first: bool) -> None:
    content = copy_of_town(tmp_path)
    if not first:
        build(content, tmp_path)
    before = files(tmp_path / "output")
    edit(content)
    mend = add_number(content)
    with pytest.raises(ContentError, match="fødselsnummer i teksten"):
        build(content, tmp_path)
    assert files(tmp_path / "output") == before
    mend()
    build(content, tmp_path)
    build(content, tmp_path / "ny")
    assert made(tmp_path) == made(tmp_path / "ny")


def test_the_fault_stops_the_next_build_too(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    build(content, tmp_path)
    edit(content)
    add_number(content)
    for _ in range(2):
        with pytest.raises(ContentError, match="fødselsnummer i teksten"):
            build(content, tmp_path)


def test_a_build_that_stops_before_it_has_decided_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = copy_of_town(tmp_path)
    build(content, tmp_path)
    before = files(tmp_path / "output")
    (tmp_path / "output/nyheter/index.html").write_text("tuklet med", "utf-8")
    edit(content)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publish, "record", stop)
        with pytest.raises(KeyboardInterrupt):
            build(content, tmp_path)
    assert {**files(tmp_path / "output"), "nyheter/index.html": b""} == {**before, "nyheter/index.html": b""}
    build(content, tmp_path)
    build(content, tmp_path / "ny")
    assert made(tmp_path) == made(tmp_path / "ny")
