"""Things in lists: pages, news and units as title, one line and date."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from plugins.model import addresses
from plugins.views.card import Card
from plugins.views.frame import Link, Teaser, TeaserGroup
from plugins.views.registers import Named


def teaser(card: Card, language: str = "nb") -> Teaser:
    """A page, a news item or a unit in a list on a page in ``language``; only news carry their date."""
    return Teaser(
        title=card.title,
        url=card.address,
        summary=card.summary,
        dated=card.dated,
        language="" if card.language == language else card.language,
    )


def card_link(card: Card, language: str = "nb") -> Link:
    """A link with the title of what it leads to, on a page in ``language``."""
    return Link(
        text=card.title, url=card.address, language="" if card.language == language else card.language
    )


def by_subject(
    pages: Iterable[Card], subjects: Iterable[Named], *, rest: str, alone: str = ""
) -> tuple[TeaserGroup, ...]:
    """``pages`` under the first of their subjects, in the register's order; ``rest`` heads those without.

    ``alone`` replaces the heading when everything is in one group, where a subject would only repeat the
    page's own title.
    """
    order = {subject.slug: subject.title for subject in subjects}
    found: dict[str, list[Teaser]] = {slug: [] for slug in (*order, "")}
    for page in pages:
        subject = next((s for s in page.subjects if s in order), "")
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
