"""What a page function gives: a title, a sentence and blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plugins.views.frame import Link
from plugins.views.insight import Block, Chart, DataTable
from search.service.insight.asked import Asked
from search.service.insight.sources import Sources


@dataclass(frozen=True, slots=True)
class Made:
    """A page before its frame. ``back`` leads to the list that it was chosen from."""

    title: str
    summary: str
    blocks: tuple[Block, ...]
    back: Link | None = None
    printed: str = ""

    def tables(self) -> dict[str, DataTable]:
        """Every table on the page, those behind charts too, by id."""
        found = [block.table if isinstance(block, Chart) else block for block in self.blocks]
        return {table.id: table for table in found if isinstance(table, DataTable)}


Page = Callable[[Sources, Asked], Made]
