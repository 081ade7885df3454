"""The town searching in a real search: what is found, and where it stands, decide what is opened.

People open the page they want when they see it, and how many look so far down depends on its place alone:
the examination hypothesis (N. Craswell, O. Zoeter, M. Taylor and B. Ramsey, «An Experimental Comparison of
Click Position-Bias Models», WSDM 2008). The numbers below are ours: a guess that is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from search.insight.simulation.topics import Topic

WILLING = 0.85
"""Of those who see the page they want, how many open it."""
SEEN = (1.0, 0.8, 0.66, 0.55, 0.47, 0.41, 0.36, 0.32, 0.29, 0.26)
"""How many look as far down as each place; nobody turns the page."""
STRAY = 0.05
"""Of those who don't see what they want, how many open something else."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a search gives: how many hits, and the addresses of the first, fixed answers above them first."""

    total: int
    addresses: tuple[str, ...]


Ask = Callable[[str], Answered]


def as_answered(topics: Iterable[Topic], ask: Ask) -> tuple[Topic, ...]:
    """The topics as they go when ``ask`` answers; ``address`` is what people want, whatever they get."""
    return tuple(_as_answered(topic, ask(topic.term)) for topic in topics)


def _as_answered(topic: Topic, answered: Answered) -> Topic:
    shown = answered.addresses[: len(SEEN)]
    found = replace(topic, hits=answered.total or len(shown), steady=True)
    if topic.address in shown:
        place = shown.index(topic.address) + 1
        return replace(found, place=place, opens=WILLING * SEEN[place - 1])
    other = shown[0] if shown else ""
    return replace(found, address=other, place=1, opens=STRAY if other else 0.0)
