"""Putting back an earlier revision builds that revision now: by today's clock, with today's archive."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from plugins.engine.build import Build
from plugins.model.state import State
from tests.engine.edits.around import DELIVERIES
from tests.engine.incremental import Files, site
from tests.town_builder import NOW, TOWN, copy_of_town

LATER = NOW + timedelta(days=366)


def build(root: Path, content: Path, state: State, *, later: bool = False) -> Files:
    Build(content, root / "output", state, LATER if later else NOW, say=lambda line: None).run()
    return site(root / "output", state.root)


def edit(content: Path) -> None:
    page = content / "kultur/sider/tilskudd.md"
    page.write_text(page.read_text("utf-8").replace("tittel: Tilskudd", "tittel: Penger"), "utf-8")
    (content / "barnehage/sider/priser.md").unlink()
    (content / "kultur/sider/ny.md").write_text(page.read_text("utf-8"), "utf-8")


def put_back(content: Path) -> None:
    """As a checkout or a restored copy does it: whole files, with the times they once had."""
    (content / "kultur/sider/ny.md").unlink()
    for place in ("kultur/sider/tilskudd.md", "barnehage/sider/priser.md"):
        shutil.copy2(TOWN / place, content / place)


def clean(root: Path, content: Path, store: Path) -> Files:
    """A build from nothing of the same content, with the same archive, a year later."""
    state = State(root / "var")
    state.root.mkdir(parents=True)
    shutil.copy(store, state.store)
    return build(root, content, state, later=True)


def test_an_earlier_revision_is_built_as_it_is_today(tmp_path: Path) -> None:
    content, state = copy_of_town(tmp_path), State(tmp_path / "var")
    first = build(tmp_path, content, state)
    edit(content)
    build(tmp_path, content, state)
    put_back(content)
    for delivery in DELIVERIES:
        shutil.copy2(delivery, content / "data/leveranser")
    restored = build(tmp_path, content, state, later=True)
    assert restored == clean(tmp_path / "ren", content, state.store)
    assert restored != first


def test_without_a_clock_or_an_archive_that_moved_it_is_the_site_it_was(tmp_path: Path) -> None:
    content, state = copy_of_town(tmp_path), State(tmp_path / "var")
    first = build(tmp_path, content, state)
    edit(content)
    assert build(tmp_path, content, state) != first
    put_back(content)
    assert build(tmp_path, content, state) == first


def test_the_whole_folder_may_be_another_copy(tmp_path: Path) -> None:
    content, state = copy_of_town(tmp_path), State(tmp_path / "var")
    first = build(tmp_path, content, state)
    edit(content)
    build(tmp_path, content, state)
    shutil.rmtree(content)
    shutil.copytree(TOWN, content, copy_function=shutil.copy2)
    assert build(tmp_path, content, state) == first


def test_an_old_store_that_is_put_back_is_read_again(tmp_path: Path) -> None:
    content, state = copy_of_town(tmp_path), State(tmp_path / "var")
    build(tmp_path, content, state)
    kept = Path(shutil.copy2(state.store, tmp_path / "lager-for.db"))
    for delivery in DELIVERIES:
        shutil.copy2(delivery, content / "data/leveranser")
    build(tmp_path, content, state)
    for newer in state.root.glob(f"{state.store.name}*"):  # with what it had yet to take in
        newer.unlink()
    shutil.copy2(kept, state.store)
    restored = build(tmp_path, content, state, later=True)
    assert restored == clean(tmp_path / "ren", content, state.store)
