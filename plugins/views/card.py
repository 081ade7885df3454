"""What lists and links need to know of a page, a news item or a unit: nothing of its text."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from plugins.source.folder import Kind
from plugins.views.sorting import norwegian

if TYPE_CHECKING:
    from plugins.source.types import AnySource


class Card(msgspec.Struct, frozen=True, array_like=True):
    """One file in brief. ``dated`` is a news item's date, ``named_unit`` the unit that the file names."""

    place: str
    kind: Kind
    unit: str
    slug: str
    address: str
    title: str
    summary: str
    language: Literal["nb", "nn", "en"]
    status: Literal["publisert", "utkast", "intern"]
    publish_from: datetime | None
    expires: datetime | None
    modified: date | None = None
    dated: date | None = None
    named_unit: str = ""
    parent: str = ""
    original: str = ""
    """«virksomhet/side» that a page translates."""
    subjects: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How other files refer to a page: «barnehage/opptak»."""
        return f"{self.unit}/{self.slug}"

    @property
    def family(self) -> str:
        """The page that this and its translations are about."""
        return self.original or self.name

    def alphabetical(self) -> tuple[tuple[str, str], str, str]:
        """Its place in an alphabetical list."""
        return norwegian(self.title), self.unit, self.slug


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What a file's own page and search document show, beside its card and its text."""

    owner: str = ""
    keywords: tuple[str, ...] = ()
    answers: tuple[str, str, str, str] = ("", "", "", "")
    """Who a service is for, what it costs, when to apply, and when the answer comes."""
    action: tuple[str, str] | None = None
    """The words and the address of the one button."""
    steps: bool = False
    published: date | None = None
    review_by: date | None = None
    reached_by: tuple[str, ...] = ()
    """Where a unit is, its phone and its e-mail."""


def facts_of(source: AnySource, kind: Kind) -> Facts:
    """The facts of what was read."""
    item: Any = source.item
    if kind == "virksomhet":
        visit = f"{item.visit.street}, {item.visit.postcode} {item.visit.city}" if item.visit else ""
        names = tuple(name for name in (item.short_title, *item.keywords) if name)
        return Facts(keywords=names, reached_by=(visit, item.phone, item.email))
    if kind == "nyhet":
        return Facts(owner=item.owner, keywords=item.keywords)
    return Facts(
        owner=item.owner,
        keywords=item.keywords,
        answers=(item.audience, item.price, item.deadline, item.handling_time),
        action=(item.action.text, item.action.url) if item.action else None,
        steps=item.layout == "steg",
        published=item.published,
        review_by=item.review_by,
    )


def card_of(source: AnySource, kind: Kind) -> Card:
    """The card of what was read."""
    item: Any = source.item
    return Card(
        place=source.place,
        kind=kind,
        unit=source.unit,
        slug=source.slug,
        address=source.address,
        title=item.title,
        summary=item.summary,
        language=item.language,
        status=item.status,
        publish_from=item.publish_from,
        expires=item.expires,
        modified=item.modified,
        dated=item.published if kind == "nyhet" else None,
        named_unit="" if kind == "virksomhet" else item.unit,
        parent=item.parent if kind == "virksomhet" else "",
        original=item.translation_of.strip("/") if kind == "side" else "",
        subjects=item.subjects,
        target_groups=item.target_groups,
    )
