"""Our engine, asked as the service asks it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bench.evaluation.corpus import Scored
from search.curation.curation import Curation
from search.query.engine import WhooshEngine
from search.query.params import parse_params


class Ours:
    """The hits of a query, without the answers that editors put above them."""

    name = "Vi"

    def __init__(self, index: Path, curation: Curation, now: datetime) -> None:
        """Open the newest generation under ``index``. Raises IndexUnavailable when there is none."""
        self._engine = WhooshEngine(index, curation=lambda: curation)
        self._now = now

    def top(self, query: str, count: int) -> list[Scored]:
        """What the first page of hits would be, were it ``count`` long."""
        params = parse_params({"q": [query], "antall": [str(count)]})
        return [Scored(hit.url, hit.score) for hit in self._engine.search(params, self._now).hits]
