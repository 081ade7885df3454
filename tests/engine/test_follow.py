"""The resident builder ends when it is told to, and hears whatever is done to its folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.engine.follow import Follower, held
from plugins.engine.leaves import stamp_of_store
from plugins.importers.run import import_path
from plugins.model.state import State
from plugins.store import Store
from tests.importers.conftest import NOW
from tests.importers.deliveries import case_xml, noark5


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    content = tmp_path / "innhold"
    content.mkdir()
    return Follower(content, tmp_path / "ut", State(tmp_path / "tilstand"))


def test_an_end_that_python_passes_over_is_not_forgotten(follower: Follower) -> None:
    with pytest.raises(SystemExit):  # as a finalizer would hide it
        follower.end()

    assert list(follower.changes()) == []


def test_what_changed_before_the_watching_began_is_built(follower: Follower) -> None:
    assert next(follower.changes()) == []


def test_a_folder_put_in_anothers_place_is_followed_from_then_on(follower: Follower, tmp_path: Path) -> None:
    changes = follower.changes()
    next(changes)
    follower.content.rename(tmp_path / "gammelt")
    follower.content.mkdir()
    next(changes)
    assert _is_heard(follower, changes)


def test_a_folder_that_was_gone_for_a_while_is_followed_from_then_on(
    follower: Follower, tmp_path: Path
) -> None:
    changes = follower.changes()
    next(changes)
    follower.content.rename(tmp_path / "gammelt")
    next(changes)
    follower.content.mkdir()
    assert _is_heard(follower, changes)


def test_no_folder_is_taken_for_the_one_whose_place_it_got(tmp_path: Path) -> None:
    """On many file systems the new one gets the number of the one before, as soon as that is given back."""
    place = tmp_path / "innhold"
    place.mkdir()
    for _ in range(100):
        with held([place]) as are_still:
            assert are_still([place])
            place.rmdir()
            assert not are_still([place])
            place.mkdir()
            assert not are_still([place])
        with held([tmp_path]) as are_still:
            assert not are_still([tmp_path, place])


def _is_heard(follower: Follower, changes: Iterator[list[str]]) -> bool:
    """Whether an edit is told of; the watch may begin after the first of some."""
    page = follower.content / "side.md"
    for _ in range(50):
        page.write_text("Ny.", "utf-8")
        if str(page) in next(changes):
            return True
    return False


def test_a_delivery_is_noticed_while_others_read_the_store(follower: Follower, tmp_path: Path) -> None:
    delivery = tmp_path / "levering.xml"
    delivery.write_text(noark5(case_xml("Første")))
    import_path(delivery, follower.state, NOW)
    follower._store = stamp_of_store(follower.state.store)
    assert not follower._is_due()
    with Store.open(follower.state.store, read_only=True) as reading:
        assert list(reading.saksmapper())
        delivery.write_text(noark5(case_xml("Andre", system_id="s2", number=2)))
        import_path(delivery, follower.state, NOW)
        assert follower._is_due()
