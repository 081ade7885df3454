"""What units write: units, pages, news and alerts, with the rules of every front matter field.

Python names are English; the YAML keys an editor writes are the Norwegian aliases. Checks, build and the
editor's documentation all read the rules from here, so they cannot drift apart.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import Field, field_validator

from plugins.model.clock import in_oslo
from plugins.model.fields import Action, EndsAt, Language, Model, StartsAt, Status, start_of_day
from plugins.model.hearings import Hearing

Weekday = Literal["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


class Published(Model):
    """What every published thing carries."""

    title: str = Field(alias="tittel", min_length=2, max_length=120)
    summary: str = Field(alias="ingress", min_length=10, max_length=300)
    status: Status = Field("publisert", alias="status")
    publish_from: StartsAt | None = Field(None, alias="publiseres_fra")
    expires: EndsAt | None = Field(None, alias="gyldig_til")
    language: Language = Field("nb", alias="sprak")

    @field_validator("publish_from", "expires")
    @classmethod
    def _norwegian_time(cls, value: datetime | None) -> datetime | None:
        return None if value is None else in_oslo(value)


class Page(Published):
    """A page that a unit owns. Only ``tittel``, ``ingress`` and ``oppdatert`` are required."""

    modified: date = Field(alias="oppdatert")
    unit: str = Field("", alias="virksomhet", description="the folder's unit when left out")
    published: date | None = Field(None, alias="dato")
    review_by: date | None = Field(None, alias="revideres_innen")
    owner: str = Field("", alias="eier", description="the role that answers for the page, not a name")
    target_groups: tuple[str, ...] = Field((), alias="malgrupper")
    subjects: tuple[str, ...] = Field((), alias="emner")
    keywords: tuple[str, ...] = Field((), alias="nokkelord")
    translation_of: str = Field("", alias="oversetter", description="«virksomhet/side» that this translates")
    layout: Literal["side", "steg"] = Field("side", alias="visning")
    audience: str = Field("", alias="for_hvem", max_length=200)
    price: str = Field("", alias="pris", max_length=200)
    deadline: str = Field("", alias="frist", max_length=200)
    handling_time: str = Field("", alias="svartid", max_length=200)
    action: Action | None = Field(None, alias="handling")


class NewsItem(Published):
    """A news item; ``dato`` is required, since news without a date cannot be trusted."""

    published: date = Field(alias="dato")
    modified: date | None = Field(None, alias="oppdatert")
    unit: str = Field("", alias="virksomhet")
    owner: str = Field("", alias="eier")
    target_groups: tuple[str, ...] = Field((), alias="malgrupper")
    subjects: tuple[str, ...] = Field((), alias="emner")
    keywords: tuple[str, ...] = Field((), alias="nokkelord")


class OpeningHours(Model):
    """Opening hours of one weekday; ``aapner`` and ``stenger`` as «08.00» or «08:00»."""

    opens: str = Field(alias="apner", pattern=r"^([01]\d|2[0-3])[.:][0-5]\d$")
    closes: str = Field(alias="stenger", pattern=r"^([01]\d|2[0-4])[.:][0-5]\d$")


class Address(Model):
    """Visiting address."""

    street: str = Field(alias="gate")
    postcode: str = Field(alias="postnummer", pattern=r"^\d{4}$")
    city: str = Field(alias="sted")


class Virksomhet(Published):
    """A unit of the municipality (``content/<virksomhet>/virksomhet.md``)."""

    modified: date = Field(alias="oppdatert")
    short_title: str = Field("", alias="kortnavn", max_length=40)
    phone: str = Field(
        "", alias="telefon", pattern=r"^(\+47 ?)?(\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3}|\d{5})?$"
    )
    email: str = Field("", alias="epost", pattern=r"^([^@\s]+@[^@\s]+\.[a-z]+)?$")
    visit: Address | None = Field(None, alias="besok")
    opening_hours: dict[Weekday, OpeningHours] = Field(default_factory=dict, alias="apningstider")
    opening_note: str = Field("", alias="apningstider_merknad", max_length=200)
    manager: str = Field("", alias="leder", description="title of the manager, not a name")
    parent: str = Field("", alias="overordnet", description="slug of the unit above")
    archive_names: tuple[str, ...] = Field((), alias="arkivnavn", description="as deliveries name it")
    subjects: tuple[str, ...] = Field((), alias="emner")
    keywords: tuple[str, ...] = Field((), alias="nokkelord")
    target_groups: tuple[str, ...] = Field((), alias="malgrupper")


class Alert(Model):
    """A deviation notice («Avvik») on every page while it lasts; always with time and next update."""

    id: str = Field(alias="id", pattern=r"^[a-z0-9-]+$")
    title: str = Field(alias="tittel", min_length=5, max_length=120)
    text: str = Field(alias="tekst", max_length=400)
    level: Literal["info", "avvik", "krise"] = Field("avvik", alias="niva")
    url: str = Field("", alias="url")
    unit: str = Field("", alias="virksomhet")
    updated: StartsAt = Field(alias="oppdatert")
    next_update: str = Field("", alias="neste_oppdatering", max_length=80)
    status: Status = Field("publisert", alias="status")
    publish_from: StartsAt | None = Field(None, alias="publiseres_fra")
    expires: EndsAt | None = Field(None, alias="gyldig_til")

    @field_validator("publish_from", "expires", "updated")
    @classmethod
    def _norwegian_time(cls, value: datetime | None) -> datetime | None:
        return None if value is None else in_oslo(value)


class TargetGroup(Model):
    """One of the eight target groups (``content/data/malgrupper.yaml``)."""

    slug: str = Field(alias="id", pattern=r"^[a-z0-9-]+$")
    title: str = Field(alias="tittel")
    summary: str = Field(alias="ingress")


class Subject(Model):
    """A subject that pages are grouped by (``content/data/emner.yaml``)."""

    slug: str = Field(alias="id", pattern=r"^[a-z0-9-]+$")
    title: str = Field(alias="tittel")


class Task(Model):
    """One of the front page's plain text links (``content/data/forside.yaml``)."""

    text: str = Field(alias="tekst")
    url: str = Field(alias="url", pattern=r"^(/|https://)\S*$")


class Happening(Model):
    """A row of the departure board that is not a meeting (``content/data/skjer.yaml``)."""

    title: str = Field(alias="tittel")
    kind: Literal["arrangement", "høring", "frist", "nett-tv"] = Field(alias="type")
    starts: datetime = Field(alias="tid")
    all_day: bool = Field(False, alias="hele_dagen")
    place: str = Field("", alias="sted")
    url: str = Field("", alias="url")
    cancelled: bool = Field(False, alias="avlyst")

    @field_validator("starts", mode="before")
    @classmethod
    def _date_is_a_day(cls, value: Any) -> Any:
        return start_of_day(value)

    @field_validator("starts")
    @classmethod
    def _norwegian_time(cls, value: datetime) -> datetime:
        return in_oslo(value)


class Utvalg(Model):
    """An elected body (``content/data/utvalg.yaml``). ``names`` are what deliveries call it."""

    slug: str = Field(alias="id", pattern=r"^[a-z0-9-]+$")
    title: str = Field(alias="tittel")
    summary: str = Field(alias="ingress")
    code: str = Field("", alias="kode", description="as in the item number KST-35/15")
    names: tuple[str, ...] = Field((), alias="arkivnavn")
    members: tuple[UtvalgMember, ...] = Field((), alias="medlemmer")

    def is_called(self, name: str) -> bool:
        """Whether a delivery's ``utvalg`` means this body."""
        known = (self.title, self.slug, self.code, *self.names)
        return name.strip().casefold() in {n.casefold() for n in known if n}


class UtvalgMember(Model):
    """An elected member, in office: name, role and party are public."""

    name: str = Field(alias="navn")
    role: str = Field("medlem", alias="verv")
    party: str = Field("", alias="parti")


Utvalg.model_rebuild()


class FrontPage(Model):
    """What the editors decide of the front page (``content/data/forside.yaml``)."""

    tasks: tuple[Task, ...] = Field(alias="oppgaver", min_length=1, max_length=12)
    example_searches: tuple[str, ...] = Field((), alias="soekeeksempler", max_length=3)


class Registers(Model):
    """All shared registers together."""

    target_groups: tuple[TargetGroup, ...] = ()
    subjects: tuple[Subject, ...] = ()
    bodies: tuple[Utvalg, ...] = ()
    happenings: tuple[Happening, ...] = ()
    alerts: tuple[Alert, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    front_page: FrontPage | None = None

    @classmethod
    def empty(cls) -> Self:
        """No registers at all, as in a new site."""
        return cls()
