"""How much of the log is kept, for how long, and how many must stand behind what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class KeepingError(ValueError):
    """A setting that cannot be used: the message names the key, the value and the remedy (Norwegian)."""


class Keeping(BaseModel):
    """The limits of the log. The aliases are the names of the environment variables."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    raw_days: int = Field(7, alias="INNSIKT_RADAGER", ge=1, le=31)
    """Days that single searches, clicks and their session keys are kept; then only sums are left."""
    sessions: int = Field(5, alias="INNSIKT_OKTER", ge=2, le=1000)
    """Different sessions that must stand behind a text or an address for it to be listed and kept."""
    same_day: int = Field(2, alias="INNSIKT_OKTER_SAMME_DAG", ge=1, le=100)
    """How many of them must be of one and the same day. A session key lives for a day, so one person who
    searches on six days is six sessions; only sessions of the same day are surely not the same browser."""
    rest_days: int = Field(28, alias="INNSIKT_OVRIGE_DAGER", ge=7, le=366)
    """Days after a week or a month has ended that what too few stand behind is gathered into «øvrige»."""
    public_sessions: int = Field(10, alias="INNSIKT_OKTER_OFFENTLIG", ge=2, le=1000)
    """Sessions that must stand behind what leaves the insight pages: exports and anything public."""
    comment_days: int = Field(90, alias="INNSIKT_SVARDAGER", ge=1, le=366)
    """Days that what readers wrote to «Fant du det du lette etter?» is kept; the yes and no are counted."""
    events_a_day: int = Field(200_000, alias="INNSIKT_MAKS_PER_DAG", ge=100, le=10_000_000)
    """Searches, clicks and answers logged in one day; what comes beyond that is answered, and not logged."""
    machine_searches: int = Field(150, alias="INNSIKT_MASKINSOK", ge=10, le=100_000)
    """Searches by one session in a day from which it is taken for a machine and left out."""


_REMEDY = "skriv et helt tall fra {0} til {1}"


def keeping_from(environ: Mapping[str, str]) -> Keeping:
    """The limits that the environment holds; an empty variable counts as not set. Raises KeepingError."""
    known = {str(field.alias) for field in Keeping.model_fields.values()}
    given = {key: value for key, value in environ.items() if key in known and value}
    try:
        return Keeping.model_validate(given)
    except ValidationError as error:
        keys = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        raise KeepingError("\n".join(_complaint(key, given[key]) for key in keys)) from None


def _complaint(key: str, value: str) -> str:
    field = next(field for field in Keeping.model_fields.values() if field.alias == key)
    bounds = [getattr(rule, side) for side in ("ge", "le") for rule in field.metadata if hasattr(rule, side)]
    return f"{key} «{value[:60]}» kan ikke brukes: {_REMEDY.format(*bounds)}"
