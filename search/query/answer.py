"""An answer as plain data: what the API gives and what the command line prints."""

from __future__ import annotations

from typing import Any

from search.query.types import Explanation, FacetCount, Hit, Results, SearchParams, TypedFilter


def pages_of(total: int, size: int) -> int:
    """How many pages ``total`` hits fill.

    >>> pages_of(0, 10), pages_of(10, 10), pages_of(11, 10)
    (0, 1, 2)
    """
    return -(-total // size)


def as_dict(results: Results, params: SearchParams) -> dict[str, Any]:
    """An answer as JSON data. ``excerpt`` is escaped HTML whose only tag is ``<mark>``."""
    return {
        "query": params.text,
        "total": results.total,
        "page": params.page,
        "pages": pages_of(results.total, params.size),
        "relaxed": results.relaxed,
        "notice": results.notice,
        "did_you_mean": results.meant.text if results.meant else "",
        "answers_to": results.answers_to or params.text,
        "leads_to": results.leads_to,
        "unit": results.unit,
        "answers": [{"title": a.title, "text": a.text, "url": a.address} for a in results.best_bets],
        "hits": [_hit(hit) for hit in results.hits],
        "filters": [_filter(one) for one in results.filters],
        "facets": {name: [_count(c) for c in counts] for name, counts in results.facets.items()},
    }


def _hit(hit: Hit) -> dict[str, Any]:
    told: dict[str, Any] = {"explanation": _explanation(hit.explanation)} if hit.explanation else {}
    return {
        "url": hit.url,
        "title": hit.title,
        "summary": hit.summary,
        "kind": hit.kind,
        "unit": hit.unit,
        "number": hit.number,
        "date": hit.dated.isoformat() if hit.dated else None,
        "language": hit.language,
        "excerpt": hit.excerpt_html,
        "score": hit.score,
        **told,
    }


def _explanation(told: Explanation) -> dict[str, dict[str, float]]:
    return {"words": dict(told.words), "factors": dict(told.factors)}


def _count(count: FacetCount) -> dict[str, Any]:
    return {"value": count.value, "label": count.label, "count": count.count}


def _filter(typed: TypedFilter) -> dict[str, Any]:
    return {"facet": typed.facet, "values": list(typed.values), "excludes": typed.excludes}
