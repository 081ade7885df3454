"""The service with a compiled engine under it: what is left for an engine to take, on the same machine.

``python -m bench.answer_peer`` serves the site of ``STATE`` with the index that ``Tantivy.build`` has made
there: the same server, routes, log and answers, and ten hits with excerpts and counts by kind from Tantivy.
It reads no Norwegian, and has no layers, corrections, decisions or answers on top.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from html import escape
from typing import Any

from litestar.types import ASGIApp

from bench.engine_peers import Found, Tantivy
from bench.large_queries import LargeQuery
from plugins.model.document import KIND_LABELS
from plugins.model.state import State
from search.query.types import FACETS, FacetCount, Hit, Ranking, Results, SearchParams, Suggestion
from search.service.server import PRODUCTION_WORKERS, run
from search.service.server import worker_app as ours
from search.service.settings import settings_from


class TantivyEngine:
    """Tantivy as an engine of the service (``search.query.types.SearchEngine``)."""

    def __init__(self, state: State) -> None:
        self._tantivy = Tantivy(state.root)
        self._tantivy.load()
        self._tantivy.open()

    def search(self, params: SearchParams, now: datetime, ranking: Ranking | None = None) -> Results:
        """All words, the first page; by BM25, whatever ``ranking`` says."""
        total, found, kinds = self._tantivy.answer(as_asked(params))
        counts = tuple(
            FacetCount(value=kind, label=label, count=kinds[kind])
            for kind, label in KIND_LABELS.items()
            if kind in kinds
        )
        facets = dict.fromkeys(FACETS, ()) | {"kind": counts}
        return Results(total=total, hits=tuple(map(_hit, found)), facets=facets)

    def suggest(self, typed: str, now: datetime) -> tuple[Suggestion, ...]:
        """None."""
        return ()

    def has_newer(self) -> bool:
        """There is but one generation."""
        return False

    def refresh(self) -> bool:
        """There is but one generation."""
        return False

    def close(self) -> None:
        """The process that ends lets go of the files."""


def as_asked(params: SearchParams) -> LargeQuery:
    """A query of the comparison from how it is typed.

    >>> as_asked(SearchParams(text='"ny skole"')).words, as_asked(SearchParams(text="skole -ny")).unwanted
    (('ny', 'skole'), ('ny',))
    """
    words = params.text.replace('"', "").split()
    return LargeQuery(
        words=tuple(word for word in words if not word.startswith("-")),
        phrase=params.text.startswith('"'),
        unwanted=tuple(word[1:] for word in words if word.startswith("-")),
        kind=next(iter(params.kinds), ""),
        unit=next(iter(params.units), ""),
        year=next(iter(params.years), 0),
    )


def _hit(found: Found) -> Hit:
    value: dict[str, Any] = found.fields
    return Hit(
        id=value["url"],
        url=value["url"],
        kind=value["kind"],
        title=value["title"],
        summary="",
        title_html=escape(value["title"]),
        excerpt_html=found.excerpt,
        number="",
        unit=value["unit"],
        unit_title=value["unit"],
        language="nb",
        dated=None,
        score=found.score,
    )


def worker_app() -> ASGIApp:
    """The app of one worker."""
    state = State(settings_from(os.environ).state)
    return ours(lambda: TantivyEngine(state))


if __name__ == "__main__":
    workers = int(os.environ.get("ARBEIDERE") or PRODUCTION_WORKERS)
    sys.exit(run(settings_from(os.environ), workers, "bench.answer_peer:worker_app"))
