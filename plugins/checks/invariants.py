"""Checks of what advisers demand of the search (``content/data/sokekrav.yaml``), as far as it is written.

Whether the search gives it, only the index can say: ``python -m search krav``.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.links import Places
from plugins.checks.types import Content
from plugins.model.errors import Problem
from plugins.source.invariants import read_invariants


def invariants_follow_the_model(content: Content) -> Iterator[Problem]:
    """Søkekrav må ha søk, adresse og en grunn."""
    problems: list[Problem] = []
    read_invariants(content.folder, problems)
    yield from problems


def invariants_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Et søkekrav («adresse») må vise til en side som finnes."""
    places = Places(content)
    for demand in read_invariants(content.folder, []):
        if wrong := places.wrong(demand.invariant.address, None):
            yield Problem(demand.path, demand.line, *wrong)
