"""Pelican plugin: the newer and the older article of each, and all months in order."""

from itertools import groupby
from typing import Any

from pelican import signals


def _find(generator: Any) -> None:
    articles = generator.articles
    for at, article in enumerate(articles):
        article.newer = articles[at - 1] if at else None
        article.older = articles[at + 1] if at + 1 < len(articles) else None
    months = [
        {"date": items[0].date, "url": items[0].date.strftime("/nyheter/%Y/%m/"), "count": len(items)}
        for items in (
            list(group) for _, group in groupby(articles, key=lambda a: (a.date.year, a.date.month))
        )
    ]
    generator.context["months"] = months
    generator.context["place_of_month"] = {one["url"]: at for at, one in enumerate(months)}


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.article_generator_finalized.connect(_find)
