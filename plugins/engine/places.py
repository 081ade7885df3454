"""Where a build reads and writes, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from plugins.model.state import State
from plugins.views.output import Root


@dataclass(frozen=True)
class Places:
    """Where a build reads and writes."""

    content: Path
    output: Path
    state: State

    @property
    def roots(self) -> dict[Root, Path]:
        """The folders that files are put in place under."""
        return {"nettsted": self.output.resolve(), "tilstand": self.state.root.resolve()}

    @property
    def staging(self) -> dict[Root, Path]:
        """Where files are laid ready, on the same disk as the place they are meant for."""
        output = self.output.resolve()
        return {
            "nettsted": output.parent / f".{output.name}.ny",
            "tilstand": self.state.build.resolve() / "klar",
        }

    @property
    def ledger(self) -> Path:
        """The file of all that is remembered."""
        return self.state.build / "husket.db"


@dataclass
class Outcome:
    """What a build came to: the addresses of pages written and removed, and why each was made."""

    pages: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    next_change: datetime | None = None
