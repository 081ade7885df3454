"""Things in lists: pages, news and units as title, one line and date."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.content import NewsItem, Page, Registers, Virksomhet
from plugins.source.types import Source
from plugins.views.frame import Link, Teaser, TeaserGroup


def teaser(source: Source[Page] | Source[NewsItem] | Source[Virksomhet], language: str = "nb") -> Teaser:
    """``source`` in a list on a page in ``language``; only news carry their date."""
    item = source.item
    return Teaser(
        title=item.title,
        url=source.address,
        summary=item.summary,
        dated=item.published if isinstance(item, NewsItem) else None,
        language="" if item.language == language else item.language,
    )


def source_link(source: Source[Page] | Source[NewsItem] | Source[Virksomhet], language: str = "nb") -> Link:
    """A link with the title of ``source``, on a page in ``language``."""
    item = source.item
    return Link(
        text=item.title, url=source.address, language="" if item.language == language else item.language
    )


def by_subject(
    pages: Iterable[Source[Page]], registers: Registers, *, rest: str, alone: str = ""
) -> tuple[TeaserGroup, ...]:
    """``pages`` under the first of their subjects, in the register's order; ``rest`` heads those without.

    ``alone`` replaces the heading when everything is in one group, where a subject would only repeat the
    page's own title.
    """
    order = {subject.slug: subject.title for subject in registers.subjects}
    found: dict[str, list[Teaser]] = {slug: [] for slug in (*order, "")}
    for page in pages:
        subject = next((s for s in page.item.subjects if s in order), "")
        found[subject].append(teaser(page))
    groups = tuple(
        TeaserGroup(title=order.get(slug, rest), anchor=f"emne-{slug or 'annet'}", items=tuple(items))
        for slug, items in found.items()
        if items
    )
    if alone and len(groups) == 1:
        return (replace(groups[0], title=alone),)
    return groups


HOME_LINK = Link(text="Forsiden", url=addresses.HOME)
ENGLISH_HOME_LINK = Link(text="English", url=addresses.ENGLISH, language="en")
NEWS_FEED_LINK = Link(text="Alle nyheter", url=addresses.NEWS_FEED)


def home_link(language: str) -> Link:
    """Where breadcrumbs begin on a page in ``language``."""
    return ENGLISH_HOME_LINK if language == "en" else HOME_LINK
