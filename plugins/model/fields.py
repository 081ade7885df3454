"""What the models of everything that is written share: the base, times as editors write them, a button."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Language = Literal["nb", "nn", "en"]
Status = Literal["publisert", "utkast", "intern"]


def start_of_day(value: Any) -> Any:
    """A bare date in ``publiseres_fra`` is the start of that day, in Norwegian time.

    A bare number is refused: «2026» would be seconds after 1970, and the page gone without a word.
    """
    if isinstance(value, str) and value.strip().isdecimal():
        raise ValueError(f"{value} is not a date")
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    if isinstance(value, str) and len(value) == len("ÅÅÅÅ-MM-DD"):
        return datetime.combine(date.fromisoformat(value), time.min)
    return value


def _end_of_day(value: Any) -> Any:
    """A bare date in ``gyldig_til`` is the last day: the item is gone when the next day begins."""
    start = start_of_day(value)
    if not isinstance(start, datetime) or start is value:
        return value
    if start.date() == date.max:
        raise ValueError("no day comes after it")
    return start + timedelta(days=1)


StartsAt = Annotated[datetime, BeforeValidator(start_of_day)]
EndsAt = Annotated[datetime, BeforeValidator(_end_of_day)]


class Model(BaseModel):
    """Base of all front matter: frozen, unknown keys refused, aliases are the keys editors write."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_strip_whitespace=True,
        defer_build=True,  # a process that reads one page needs one model
    )


class Action(Model):
    """The one button of a service page."""

    text: str = Field(alias="tekst", min_length=2, max_length=60)
    url: str = Field(alias="url", pattern=r"^(https://|/|tel:|mailto:)\S+$")
