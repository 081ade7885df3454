"""Reads ``content/data/sokekrav.yaml``: what advisers demand of the search."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.model.errors import Problem
from plugins.model.invariants import Invariant
from plugins.source.folder import DATA_FOLDER
from plugins.source.registers import read_list

FILE = "sokekrav.yaml"


@dataclass(frozen=True, slots=True)
class Demand:
    """An invariant with the file and the line that it begins on."""

    invariant: Invariant
    path: str
    line: int


def read_invariants(content: Path, problems: list[Problem]) -> tuple[Demand, ...]:
    """All invariants under ``content``; what is wrong is added to ``problems`` and left out."""
    path = content / DATA_FOLDER / FILE
    return tuple(
        Demand(invariant, str(path), lines[""]) for invariant, lines in read_list(path, Invariant, problems)
    )
