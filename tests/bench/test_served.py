"""``make serve`` is measured as it is: a change counts when page, open browser and search all have it."""

from __future__ import annotations

from bench.served import KINDS, SEEN, STEPS, measure


def test_every_change_is_seen_in_each_way() -> None:
    told: list[str] = []
    changes = measure(100, 1, told.append)
    assert [change.kind for change in changes] == list(KINDS)
    for change in changes:
        assert tuple(change.seconds) == SEEN
        assert all(seconds > 0 for seconds in change.seconds.values())
    assert len(told) == STEPS + len(changes)
