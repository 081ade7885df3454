"""News: each item, each month, and the newest. A new item touches few pages.

A month's page links to its neighbours in time only, so that the months before stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from plugins.model import addresses
from plugins.model.content import NewsItem
from plugins.source.types import Source
from plugins.views.contact import contact_card
from plugins.views.content import NewsArchiveView, NewsItemView, NewsMonth
from plugins.views.frame import Link, Meta
from plugins.views.inputs import BuildInputs
from plugins.views.output import Output
from plugins.views.rendering import dato, stor_forbokstav
from plugins.views.teasers import HOME_LINK, NEWS_FEED_LINK, home_link, source_link, teaser

_NEWS_LINK = Link(text="Nyheter", url=addresses.NEWS)

Month = tuple[int, int]


def news_outputs(inputs: BuildInputs) -> Iterator[Output]:
    """The newest, each month and each item."""
    yield newest_output(inputs)
    months = months_of(inputs)
    order = list(months)
    for at, month in enumerate(order):
        near = order[max(at - 1, 0) : at + 2]
        yield month_output(month, months, near)
    for at, item in enumerate(inputs.news):
        newer = inputs.news[at - 1] if at else None
        older = inputs.news[at + 1] if at + 1 < len(inputs.news) else None
        yield Output("nyhet", item_meta(item), item_view(item, inputs, newer, older))


def months_of(inputs: BuildInputs) -> dict[Month, list[Source[NewsItem]]]:
    """Visible news by (year, month), newest first."""
    grouped = groupby(inputs.news, key=lambda n: (n.item.published.year, n.item.published.month))
    return {month: list(items) for month, items in grouped}


def newest_output(inputs: BuildInputs) -> Output:
    """``/nyheter/``: the newest, and every month there is."""
    months = months_of(inputs)
    view = NewsArchiveView(
        title="Nyheter",
        items=tuple(teaser(item) for item in inputs.news[: inputs.settings.news_in_archive]),
        months=tuple(_month_link(month, months, current=False) for month in months),
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


def month_output(month: Month, months: dict[Month, list[Source[NewsItem]]], near: list[Month]) -> Output:
    """The news of one month; ``near`` is that month with the ones beside it."""
    title = f"Nyheter i {_month_name(months[month][0])}"
    view = NewsArchiveView(
        title=title,
        items=tuple(teaser(item) for item in months[month]),
        months=tuple(_month_link(other, months, current=other == month) for other in near),
        feed=addresses.NEWS_FEED,
    )
    meta = Meta(
        title=title,
        description=f"Alle nyheter fra kommunens virksomheter i {_month_name(months[month][0])}.",
        path=addresses.news_month(*month),
        breadcrumbs=(HOME_LINK, _NEWS_LINK),
        feeds=(NEWS_FEED_LINK,),
        section=addresses.NEWS,
    )
    return Output("nyheter", meta, view)


def item_view(
    source: Source[NewsItem],
    inputs: BuildInputs,
    newer: Source[NewsItem] | None,
    older: Source[NewsItem] | None,
) -> NewsItemView:
    """What ``nyhet.html`` shows."""
    item, unit = source.item, inputs.responsible(source)
    return NewsItemView(
        title=item.title,
        summary=item.summary,
        body=inputs.render(source).html,
        published=item.published,
        modified=item.modified,
        contact=contact_card(unit.unit, unit.item, owner=item.owner, language=item.language),
        newer=source_link(newer, item.language) if newer else None,
        older=source_link(older, item.language) if older else None,
    )


def item_meta(source: Source[NewsItem]) -> Meta:
    """What a news item tells about itself."""
    item = source.item
    return Meta(
        title=item.title,
        description=item.summary,
        path=source.address,
        language=item.language,
        breadcrumbs=(home_link(item.language), _NEWS_LINK),
        modified=item.modified or item.published,
        feeds=(NEWS_FEED_LINK,),
        section=addresses.NEWS,
    )


def _month_link(month: Month, months: dict[Month, list[Source[NewsItem]]], *, current: bool) -> NewsMonth:
    name = stor_forbokstav(_month_name(months[month][0]))
    return NewsMonth(title=name, url=addresses.news_month(*month), count=len(months[month]), current=current)


def _month_name(item: Source[NewsItem]) -> str:
    """«november 2026»."""
    return dato(item.item.published).split(maxsplit=1)[1]
