"""The findings as they were last worked out, in a file: pages read it, and a job of its own writes it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import structlog

from search.desk.entries import from_text, key_of
from search.findings.effect import Effect
from search.findings.replay import Forecast
from search.findings.types import Change, Edited, Finding, Proposal

FRESH = timedelta(minutes=15)
_log = structlog.get_logger("innsikt")


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and what its proposal would do; None where it can't be tried."""

    finding: Finding
    forecast: Forecast | None


@dataclass(frozen=True, slots=True)
class Demanded:
    """A query that advisers demand an address of, and whether it gives it."""

    query: str
    address: str
    among: int
    why: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Failing:
    """A search that surely fails more often than not, and the unit whose field it seems to be."""

    unit: str
    term: str
    searches: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Board:
    """All findings as of a moment (UTC), best first; what came of the decisions, by the number of the line
    that made them; and what is demanded of the search.
    """

    made: datetime
    placed: tuple[Placed, ...] = ()
    effects: Mapping[int, Effect] = field(default_factory=dict)
    demands: tuple[Demanded, ...] = ()
    failing: tuple[Failing, ...] = ()

    def is_fresh(self, now: datetime) -> bool:
        """Whether it need not be worked out again yet."""
        return abs(now - self.made) < FRESH

    def get(self, key: str) -> Placed | None:
        """The finding of that key."""
        return next((one for one in self.placed if one.finding.key == key), None)


def read_board(path: Path) -> Board | None:
    """The board at ``path``; None when it was never made, or by another version."""
    try:
        data = msgspec.json.decode(path.read_bytes())
        return Board(
            datetime.fromisoformat(data["made"]),
            tuple(map(_placed, data["placed"])),
            msgspec.convert(data["effects"], dict[int, Effect], strict=False),
            msgspec.convert(data["demands"], tuple[Demanded, ...]),
            msgspec.convert(data["failing"], tuple[Failing, ...]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("funnene kan ikke leses og regnes ut på nytt", feil=type(error).__name__)
        return None


def write_board(path: Path, board: Board) -> None:
    """Put the board in place, whole, for the service's own user alone."""
    data = {
        "made": board.made.isoformat(),
        "placed": [_as_data(one) for one in board.placed],
        "effects": {str(number): effect for number, effect in board.effects.items()},
        "demands": board.demands,
        "failing": board.failing,
    }
    draft = path.with_name(f"{path.name}.ny")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(data))
    draft.replace(path)


def _as_data(one: Placed) -> dict[str, Any]:
    finding = one.finding
    fields = {name: getattr(finding, name) for name in finding.__slots__ if name != "proposal"}
    proposal = finding.proposal
    return {
        "finding": fields,
        "proposal": {"text": proposal.text, "unit": proposal.unit, "change": _change(proposal.change)},
        "forecast": one.forecast,
    }


def _change(change: Change | None) -> Any:
    if change is None:
        return None
    return {"edited": change} if isinstance(change, Edited) else {"decision": key_of(change)}


def _placed(data: dict[str, Any]) -> Placed:
    about = data["proposal"]
    proposal = Proposal(about["text"], _read_change(about["change"]), about["unit"])
    fields = data["finding"]
    fields["evidence"] = tuple((name, value) for name, value in fields["evidence"])
    return Placed(Finding(proposal=proposal, **fields), _read_forecast(data["forecast"]))


def _read_change(data: Any) -> Change | None:
    if data is None:
        return None
    return msgspec.convert(data["edited"], Edited) if "edited" in data else from_text(*data["decision"])


def _read_forecast(data: Any) -> Forecast | None:
    return None if data is None else msgspec.convert(data, Forecast)
