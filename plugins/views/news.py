"""News: each item, each month, and the newest. A new item touches few pages.

A month's page links to its neighbours in time only, so that the months before stay as they were.
"""

from __future__ import annotations

from datetime import date

import msgspec

from plugins.memo.query import query
from plugins.model import addresses
from plugins.views.card import Card
from plugins.views.content import NewsArchiveView, NewsItemView, NewsMonth
from plugins.views.frame import Link, Meta, Teaser
from plugins.views.inputs import BuildInputs
from plugins.views.listing import months, newest, news_in
from plugins.views.output import Output
from plugins.views.rendering import dato, stor_forbokstav
from plugins.views.teasers import HOME_LINK, NEWS_FEED_LINK, card_link, home_link, teaser

_NEWS_LINK = Link(text="Nyheter", url=addresses.NEWS)


class _Around(msgspec.Struct, frozen=True):
    """All of a news item but its text and its neighbours."""

    meta: Meta
    view: NewsItemView


@query("forgotten")
def newest_output(inputs: BuildInputs) -> Output:
    """``/nyheter/``: the newest, and every month there is."""
    view = NewsArchiveView(
        title="Nyheter",
        items=_teasers(inputs, newest(inputs, str(inputs.settings.news_in_archive))),
        months=tuple(_month_link(inputs, month, current=False) for month in months(inputs)),
        feed=addresses.NEWS_FEED,
    )
    meta = Meta(
        title="Nyheter",
        description="De siste nyhetene fra kommunens virksomheter.",
        path=addresses.NEWS,
        breadcrumbs=(HOME_LINK,),
        feeds=(NEWS_FEED_LINK,),
    )
    return Output("nyheter", meta, view)


@query("forgotten", held="no")
def month_output(inputs: BuildInputs, month: str) -> Output:
    """The news of one month, with links to the months beside it."""
    title = f"Nyheter i {_month_name(month)}"
    view = NewsArchiveView(
        title=title,
        items=_teasers(inputs, news_in(inputs, month)),
        months=tuple(_month_link(inputs, other, current=other == month) for other in _near(inputs, month)),
        feed=addresses.NEWS_FEED,
    )
    meta = Meta(
        title=title,
        description=f"Alle nyheter fra kommunens virksomheter i {_month_name(month)}.",
        path=_month_address(month),
        breadcrumbs=(HOME_LINK, _NEWS_LINK),
        feeds=(NEWS_FEED_LINK,),
        section=addresses.NEWS,
    )
    return Output("nyheter", meta, view)


@query("inlined")
def news_output(inputs: BuildInputs, place: str) -> Output:
    """A news item with its text, and the items before and after it."""
    around, card = _around(inputs, place), inputs.card(place)
    assert card is not None  # noqa: S101 - only news that are shown are asked for
    newer, older = (inputs.card(place) if place else None for place in _beside(inputs, place))
    view = msgspec.structs.replace(
        around.view,
        body=inputs.rendered(place).html,
        newer=card_link(newer, card.language) if newer else None,
        older=card_link(older, card.language) if older else None,
    )
    return Output("nyhet", around.meta, view)


@query("forgotten", held="no")
def _around(inputs: BuildInputs, place: str) -> _Around:
    """What an edit of the text leaves alone."""
    card, facts = inputs.card(place), inputs.facts(place)
    assert card is not None  # noqa: S101
    view = NewsItemView(
        title=card.title,
        summary=card.summary,
        body="",
        published=card.dated or date.min,
        modified=card.modified,
        contact=inputs.contact(inputs.responsible(card), facts.owner, card.language),
    )
    return _Around(item_meta(card), view)


def item_meta(card: Card) -> Meta:
    """What a news item tells about itself."""
    return Meta(
        title=card.title,
        description=card.summary,
        path=card.address,
        language=card.language,
        breadcrumbs=(home_link(card.language), _NEWS_LINK),
        modified=card.modified or card.dated,
        feeds=(NEWS_FEED_LINK,),
        section=addresses.NEWS,
    )


@query(held="no")
def _beside(inputs: BuildInputs, place: str) -> tuple[str, str]:
    """The items just newer and just older; the months beside are only read at a month's ends."""
    card = inputs.card(place)
    assert card is not None  # noqa: S101
    month = f"{card.dated:%Y-%m}"
    places = news_in(inputs, month)
    at = places.index(place)
    newer = places[at - 1] if at else next(reversed(_beside_month(inputs, month, -1)), "")
    older = places[at + 1] if at + 1 < len(places) else next(iter(_beside_month(inputs, month, 1)), "")
    return newer, older


def _beside_month(inputs: BuildInputs, month: str, step: int) -> tuple[str, ...]:
    order = months(inputs)
    at = order.index(month) + step
    return news_in(inputs, order[at]) if 0 <= at < len(order) else ()


def _near(inputs: BuildInputs, month: str) -> tuple[str, ...]:
    """The month with the ones beside it."""
    order = months(inputs)
    at = order.index(month)
    return order[max(at - 1, 0) : at + 2]


def _teasers(inputs: BuildInputs, places: tuple[str, ...]) -> tuple[Teaser, ...]:
    return tuple(teaser(card) for card in inputs.cards(places))


def _month_link(inputs: BuildInputs, month: str, *, current: bool) -> NewsMonth:
    name = stor_forbokstav(_month_name(month))
    count = len(news_in(inputs, month))
    return NewsMonth(title=name, url=_month_address(month), count=count, current=current)


def _month_address(month: str) -> str:
    return addresses.news_month(int(month[:4]), int(month[5:]))


def _month_name(month: str) -> str:
    """«november 2026»."""
    return dato(date(int(month[:4]), int(month[5:]), 1)).split(maxsplit=1)[1]
