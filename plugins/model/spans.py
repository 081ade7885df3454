"""Places in a text, and those that overlap as one."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""From the first character, up to before the last."""


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """The places in order; those that overlap are joined.

    >>> without_overlap([(8, 9), (0, 3), (2, 5)])
    [(0, 5), (8, 9)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
