"""Pelican alone makes what the engine makes, to the byte; our class and writer save time, and no more."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import brotli

from plugins.engine.build import Build
from plugins.engine.compress import SUFFIXES
from plugins.engine.configuration import ROOT
from plugins.engine.pelican_run import run_pelican
from plugins.model.state import State
from tests.conftest import BuiltSite
from tests.engine.incremental import Files, files, site
from tests.town_builder import NOW, TOWN, build_town, copy_of_town


def engine(root: Path, content: Path = TOWN, *, publish: bool = False) -> Files:
    """What the engine publishes, upon what it published before."""
    state = State(root / "var")
    Build(content, root / "output", state, NOW, publish=publish, say=lambda line: None).run()
    return site(root / "output", state.root)


def pelican_command(root: Path, content: Path, store: Path) -> Files:
    """What the command ``pelican`` publishes, as somebody without our engine would run it."""
    (root / "var").mkdir(parents=True)
    shutil.copy(store, root / "var/lager.db")
    places = {"CONTENT": content, "OUTPUT": root / "output", "STATE": root / "var"}
    environment = {
        **os.environ,
        **{name: str(place) for name, place in places.items()},
        "NAA": NOW.isoformat(),
    }
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "warnings"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return site(root / "output", root / "var")


def test_the_town_is_the_same_in_all_three_ways(tmp_path: Path) -> None:
    built = engine(tmp_path / "motor")
    assert site(build_town(tmp_path / "pelican"), tmp_path / "pelican/var") == built
    assert pelican_command(tmp_path / "alene", TOWN, tmp_path / "motor/var/lager.db") == built


def test_the_whole_demonstration_is_the_same(built_site: BuiltSite, tmp_path: Path) -> None:
    alone = pelican_command(tmp_path, ROOT / "content", built_site.state / "lager.db")
    built = site(built_site.output, built_site.state)
    assert sorted(alone) == sorted(built)
    assert [place for place in built if alone[place] != built[place]] == []


def test_a_published_site_is_pelicans_with_compressed_copies_beside_it(tmp_path: Path) -> None:
    published = engine(tmp_path, publish=True)
    (tmp_path / "alene").mkdir()
    shutil.copy(tmp_path / "var/lager.db", tmp_path / "alene/lager.db")
    output, state = tmp_path / "alene/output", tmp_path / "alene"
    run_pelican(content=TOWN, output=output, state=state, now=NOW, publish=True)
    assert without_copies(published) == site(output, state)


def without_copies(published: Files) -> Files:
    return {place: content for place, content in published.items() if not place.endswith(SUFFIXES)}


def assert_copies_are_right(published: Files) -> None:
    for place, content in published.items():
        if place.endswith(".gz"):
            assert gzip.decompress(content) == published[place.removesuffix(".gz")], place
        if place.endswith(".br"):
            assert brotli.decompress(content) == published[place.removesuffix(".br")], place


def test_compressed_copies_follow_their_files(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    map_of_town = content / "kultur/filer/kart.txt"
    map_of_town.write_text("Langt kart. " * 100, "utf-8")
    first = engine(tmp_path, content, publish=True)
    assert "output/kultur/filer/kart.txt.br" in first

    map_of_town.write_text("Kort kart.", "utf-8")
    (content / "barnehage/sider/steg.md").unlink()
    page = content / "kultur/sider/tilskudd.md"
    page.write_text(page.read_text("utf-8").replace("tittel: Tilskudd", "tittel: Penger"), "utf-8")
    published = engine(tmp_path, content, publish=True)
    assert_copies_are_right(published)
    assert published == engine(tmp_path / "ny", content, publish=True)
    assert not [place for place in published if "kart.txt." in place or "barnehage/steg" in place]

    map_of_town.write_text("Langt igjen. " * 100, "utf-8")
    assert_copies_are_right(engine(tmp_path, content, publish=True))
    assert files(tmp_path / "output")["kultur/filer/kart.txt.br"]


def test_a_site_is_published_over_one_that_was_not(tmp_path: Path) -> None:
    engine(tmp_path)
    published = engine(tmp_path, publish=True)
    assert_copies_are_right(published)
    assert published == engine(tmp_path / "ny", publish=True)
    assert engine(tmp_path) == engine(tmp_path / "til")
