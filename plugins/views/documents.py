"""Search documents of what units write: pages, news, units and elected bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from plugins.memo.query import query
from plugins.model import addresses
from plugins.model.document import Document
from plugins.source.markdown import Rendered
from plugins.views.card import Card
from plugins.views.inputs import BuildInputs

if TYPE_CHECKING:
    from plugins.model.content import NewsItem, Page, Virksomhet
    from plugins.views.bodies import Body


def written_document(inputs: BuildInputs, place: str) -> Document:
    """The document of a page, a news item or a unit, with its text."""
    document, rendered = _without_text(inputs, place), inputs.rendered(place)
    if document.kind == "virksomhet":  # its address and phone stand after its text
        body = lines(rendered.text, document.body)
    else:
        body = lines(document.body, rendered.text)
    return replace(document, body=body, headings=_headings(rendered))


@query(held=False)
def _without_text(inputs: BuildInputs, place: str) -> Document:
    """What an edit of the text leaves alone."""
    card, item = inputs.card(place), inputs.source(place).item
    assert card is not None  # noqa: S101 - only what is shown is asked for
    if card.kind == "virksomhet":
        return unit_document(card, item)
    unit = inputs.unit_card(inputs.responsible(card))
    return page_document(card, item, unit) if card.kind == "side" else news_document(card, item, unit)


def page_document(card: Card, page: Page, unit: Card) -> Document:
    """A service page, its facts first in the body as on the page; ``unit`` is the one that answers for it."""
    return Document(
        id=f"tjeneste:{card.name}",
        url=card.address,
        kind="tjeneste",
        title=page.title,
        summary=page.summary,
        body=lines(page.audience, page.price, page.deadline, page.handling_time),
        keywords=page.keywords,
        unit=unit.unit,
        unit_title=unit.title,
        language=page.language,
        target_groups=page.target_groups,
        subjects=page.subjects,
        dated=page.published,
        modified=page.modified,
        visible_from=page.publish_from,
        visible_until=page.expires,
    )


def news_document(card: Card, item: NewsItem, unit: Card) -> Document:
    """A news item; ``unit`` is the one that answers for it."""
    return Document(
        id=f"nyhet:{item.published:%Y-%m}/{card.slug}",
        url=card.address,
        kind="nyhet",
        title=item.title,
        summary=item.summary,
        keywords=item.keywords,
        unit=unit.unit,
        unit_title=unit.title,
        language=item.language,
        target_groups=item.target_groups,
        subjects=item.subjects,
        dated=item.published,
        modified=item.modified,
        visible_from=item.publish_from,
        visible_until=item.expires,
    )


def unit_document(card: Card, unit: Virksomhet) -> Document:
    """A unit, found by what it is called and by where it is."""
    visit = f"{unit.visit.street}, {unit.visit.postcode} {unit.visit.city}" if unit.visit else ""
    return Document(
        id=f"virksomhet:{card.unit}",
        url=card.address,
        kind="virksomhet",
        title=unit.title,
        summary=unit.summary,
        body=lines(visit, unit.phone, unit.email),
        keywords=tuple(k for k in (unit.short_title, *unit.keywords) if k),
        unit=card.unit,
        unit_title=unit.title,
        language=unit.language,
        target_groups=unit.target_groups,
        subjects=unit.subjects,
        modified=unit.modified,
        visible_from=unit.publish_from,
        visible_until=unit.expires,
    )


def body_document(body: Body) -> Document:
    """An elected body with its members, who are named in their office."""
    members = (joined(m.name, m.role, m.party) for m in body.members)
    return Document(
        id=f"utvalg:{body.slug}",
        url=addresses.body(body.slug),
        kind="utvalg",
        title=body.title,
        summary=body.summary,
        body=". ".join(members),
        keywords=(body.code,) if body.code else (),
    )


def joined(*parts: str) -> str:
    """The parts that say something, with a space between.

    >>> joined("Gratis", "", "Søk innen 1. mars")
    'Gratis Søk innen 1. mars'
    """
    return " ".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """The parts that say something, a line each, so that an excerpt need not run from one into the next."""
    return "\n".join(part for part in parts if part)


def _headings(rendered: Rendered) -> tuple[str, ...]:
    return tuple(text for _, text, _ in rendered.headings)
