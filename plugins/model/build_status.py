"""What the builder tells of its work, on disk, to whoever shows it: how far it has come and what is wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

MOST_ADDRESSES = 200


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A problem that stopped the build, as the editor mends it; ``line`` is 0 for the file as a whole."""

    path: str
    line: int
    message: str
    remedy: str = ""
    severity: Literal["feil", "advarsel"] = "feil"


class BuildStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One build. ``number`` grows by one with each that is begun, so that a reader knows which it has seen.

    ``changed`` are addresses («/barnehage/opptak/») of files written or taken away, the first
    ``MOST_ADDRESSES`` of ``changed_count``. ``problems`` is empty unless ``state`` is «feil», when the site
    from before is still what is served.
    """

    number: int
    state: Literal["bygger", "ferdig", "feil"]
    begun: datetime
    seconds: float = 0.0
    changed: tuple[str, ...] = ()
    changed_count: int = 0
    problems: tuple[Finding, ...] = ()


def write_status(path: Path, status: BuildStatus) -> None:
    """Replace the status in one step, so that a reader never sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".ny")
    fresh.write_bytes(msgspec.json.encode(status))
    fresh.replace(path)


def read_status(path: Path) -> BuildStatus | None:
    """The status of the newest build; None before the first, or when the file is not one of ours."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=BuildStatus)
    except (OSError, msgspec.DecodeError):
        return None
