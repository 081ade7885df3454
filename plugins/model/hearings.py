"""Hearings: what anybody may have a say in, until when, and how (``content/data/horinger.yaml``)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field, field_validator

from plugins.model.clock import Day, in_oslo
from plugins.model.fields import Action, Model, StartsAt, Status


class HearingDocument(Model):
    """A paper of a hearing: a file on the site, or where it lies elsewhere."""

    title: str = Field(alias="tittel", min_length=2, max_length=160)
    url: str = Field(alias="url", pattern=r"^(https://|/)\S+$")


class Hearing(Model):
    """A hearing. ``frist`` is the last day for having a say; the day after, it is closed by the clock."""

    slug: str = Field(alias="id", pattern=r"^[a-z0-9-]+$")
    title: str = Field(alias="tittel", min_length=5, max_length=160)
    summary: str = Field(alias="ingress", min_length=10, max_length=500)
    kind: Literal["høring", "offentlig ettersyn", "oppstart av planarbeid", "innspill"] = Field(
        "høring", alias="type"
    )
    unit: str = Field(alias="virksomhet")
    case_number: str = Field("", alias="saksnummer", pattern=r"^((\d{2}|\d{4})/\d{1,9})?$")
    published: date = Field(alias="kunngjort")
    deadline: date = Field(alias="frist")
    how: tuple[str, ...] = Field(alias="svar", min_length=1, description="each way to have a say")
    action: Action | None = Field(None, alias="handling")
    documents: tuple[HearingDocument, ...] = Field((), alias="dokumenter")
    outcome: str = Field("", alias="resultat", max_length=500, description="what became of it, when closed")
    outcome_url: str = Field("", alias="resultat_url", pattern=r"^((https://|/)\S+)?$")
    status: Status = Field("publisert", alias="status")
    publish_from: StartsAt | None = Field(None, alias="publiseres_fra")

    @field_validator("publish_from")
    @classmethod
    def _norwegian_time(cls, value: datetime | None) -> datetime | None:
        return None if value is None else in_oslo(value)

    @property
    def expires(self) -> None:
        """A hearing is never taken away by the clock: it is closed, and what became of it stands."""

    def is_open(self, today: Day) -> bool:
        """Whether one can still have a say."""
        return today <= self.deadline
