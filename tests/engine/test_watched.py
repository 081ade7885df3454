"""What was told of is believed, as long as nobody else can have known more."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine import watched as watched_module
from plugins.engine.build import Build, Outcome
from plugins.engine.watched import Watched
from plugins.model.state import State
from tests.town_builder import NOW, copy_of_town

PRICES = "barnehage/sider/priser.md"


class Town:
    """A town that is built by one who is told what is touched."""

    def __init__(self, root: Path) -> None:
        self.root, self.content = root, copy_of_town(root)
        self.watched = Watched(self.content)
        self.build()

    def build(self, *, watched: bool = True) -> Outcome:
        told = self.watched if watched else None
        state = State(self.root / "var")
        return Build(self.content, self.root / "output", state, NOW, say=lambda _: None, watched=told).run()

    def write(self, place: str, text: str) -> None:
        path = self.content / place
        path.write_text(path.read_text("utf-8") + text, "utf-8")
        self.watched.touch(str(path))

    @property
    def page(self) -> str:
        return (self.root / "output/barnehage/priser/index.html").read_text("utf-8")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_what_was_touched_is_all_that_is_looked_at(town: Town) -> None:
    (town.root / "output/404.html").unlink()
    town.write(PRICES, "\nEn ny setning.\n")
    town.build()
    assert "En ny setning." in town.page
    assert town.watched.unsure
    assert not (town.root / "output/404.html").exists()
    town.watched.forget()
    town.build()
    assert (town.root / "output/404.html").exists()
    assert not town.watched.unsure


def test_what_others_have_built_is_looked_at_anew(town: Town) -> None:
    town.write(PRICES, "\nEn ny setning.\n")
    town.build(watched=False)
    town.build()
    assert not town.watched.unsure


def test_what_is_no_content_makes_everything_be_looked_at(town: Town) -> None:
    town.watched.touch(str(town.root / "tema/side.html"))
    town.build()
    assert not town.watched.unsure


def test_more_than_can_be_told_makes_everything_be_looked_at(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_module, "MOST", 1)
    town.write(PRICES, "\nEn ny setning.\n")
    town.write("barnehage/virksomhet.md", "\nMer.\n")
    town.build()
    assert not town.watched.unsure


def test_a_build_that_stops_leaves_nothing_to_believe(town: Town) -> None:
    town.write(PRICES, "\nRing 01019012345 i dag, fødselsnummer 01017000027.\n")
    with pytest.raises(Exception, match="fødselsnummer"):
        town.build()
    town.write(PRICES, "")
    path = town.content / PRICES
    path.write_text(path.read_text("utf-8").partition("\nRing")[0] + "\nRing oss.\n", "utf-8")
    town.build()
    assert "Ring oss." in town.page
    assert not town.watched.unsure
