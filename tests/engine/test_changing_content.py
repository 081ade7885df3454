"""Content that changes while it is built is built as it is in the end, or the last site stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.engine.__main__ import main
from plugins.source.origin import FolderOrigin
from plugins.source.types import Reading
from tests.engine.edited_town import Town
from tests.engine.incremental import Files
from tests.engine.test_refused_builds import OLD_STANDS, places, told, town

__all__ = ["town"]

PAGE = "kultur/sider/tilskudd.md"


def when_read(patched: pytest.MonkeyPatch, change: Callable[[], object], times: int = 1) -> None:
    """Let something happen to the content just before a page is read, the first ``times`` that it is."""
    left, read = times, FolderOrigin.reading

    def reading(origin: FolderOrigin, place: str) -> Reading | None:
        nonlocal left
        if place == PAGE and left:
            left -= 1
            change()
        return read(origin, place)

    patched.setattr(FolderOrigin, "reading", reading)


def built_anew(town: Town) -> Files:
    """What a build from nothing makes of the town as it is now."""
    before = town.state, town.output
    town.output, town.state = town.root / "ren/output", type(town.state)(town.root / "ren/var")
    town.build()
    made = town.site()
    town.state, town.output = before
    return made


def add_line(town: Town) -> None:
    page = town.content / PAGE
    page.write_text(page.read_text("utf-8") + "\nEn linje til.\n", "utf-8")


def change_title(town: Town) -> None:
    page = town.content / PAGE
    page.write_text(page.read_text("utf-8").replace("tittel: ", "tittel: Flere "), "utf-8")


def take_away(town: Town) -> None:
    (town.content / PAGE).unlink(missing_ok=True)


def take_away_another(town: Town) -> None:
    (town.content / "servicetorget/sider/skatt.md").unlink(missing_ok=True)


@pytest.mark.parametrize("change", [add_line, change_title, take_away])
def test_a_file_that_changes_while_it_is_built_is_built_as_it_became(
    town: Town, monkeypatch: pytest.MonkeyPatch, change: Callable[[Town], None]
) -> None:
    with monkeypatch.context() as patched:
        when_read(patched, lambda: change(town))
        assert main(places(town)) == 0
    assert town.site() == built_anew(town)


@pytest.mark.parametrize("change", [take_away_another])
def test_what_changes_besides_is_seen_by_the_next_build(
    town: Town, monkeypatch: pytest.MonkeyPatch, change: Callable[[Town], None]
) -> None:
    with monkeypatch.context() as patched:
        when_read(patched, lambda: change(town))
        assert main(places(town)) == 0
    town.build()
    assert town.site() == built_anew(town)


def test_content_that_never_rests_leaves_the_last_site(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        when_read(patched, lambda: add_line(town), times=1000)
        said = told(town, capsys)
    assert said == f"Bygget stoppet: innholdet endres hele tiden. Prøv igjen. {OLD_STANDS}"
    assert town.site() == town.old
    town.build()
    assert town.site() == built_anew(town)
