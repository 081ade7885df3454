"""Search documents of what units write: pages, news, units and elected bodies."""

from __future__ import annotations

from plugins.model import addresses
from plugins.model.content import NewsItem, Page, Virksomhet
from plugins.model.document import Document
from plugins.source.markdown import Rendered
from plugins.source.types import Source
from plugins.views.bodies import Body


def page_document(source: Source[Page], rendered: Rendered, unit: Source[Virksomhet]) -> Document:
    """A service page, its facts first in the body as on the page; ``unit`` is the one that answers for it."""
    page = source.item
    facts = (page.audience, page.price, page.deadline, page.handling_time)
    return Document(
        id=f"tjeneste:{source.unit}/{source.slug}",
        url=addresses.page(source.unit, source.slug),
        kind="tjeneste",
        title=page.title,
        summary=page.summary,
        body=lines(*facts, rendered.text),
        headings=_headings(rendered),
        keywords=page.keywords,
        unit=unit.unit,
        unit_title=unit.item.title,
        language=page.language,
        target_groups=page.target_groups,
        subjects=page.subjects,
        dated=page.published,
        modified=page.modified,
        visible_from=page.publish_from,
        visible_until=page.expires,
    )


def news_document(source: Source[NewsItem], rendered: Rendered, unit: Source[Virksomhet]) -> Document:
    """A news item; ``unit`` is the one that answers for it."""
    item = source.item
    return Document(
        id=f"nyhet:{item.published:%Y-%m}/{source.slug}",
        url=addresses.news_item(item.published, source.slug),
        kind="nyhet",
        title=item.title,
        summary=item.summary,
        body=rendered.text,
        headings=_headings(rendered),
        keywords=item.keywords,
        unit=unit.unit,
        unit_title=unit.item.title,
        language=item.language,
        target_groups=item.target_groups,
        subjects=item.subjects,
        dated=item.published,
        modified=item.modified,
        visible_from=item.publish_from,
        visible_until=item.expires,
    )


def unit_document(source: Source[Virksomhet], rendered: Rendered) -> Document:
    """A unit's own page; its telephone and visiting address can be searched for too."""
    unit = source.item
    visit = f"{unit.visit.street}, {unit.visit.postcode} {unit.visit.city}" if unit.visit else ""
    return Document(
        id=f"virksomhet:{source.unit}",
        url=addresses.unit(source.unit),
        kind="virksomhet",
        title=unit.title,
        summary=unit.summary,
        body=lines(rendered.text, visit, unit.phone, unit.email),
        headings=_headings(rendered),
        keywords=tuple(k for k in (unit.short_title, *unit.keywords) if k),
        unit=source.unit,
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
