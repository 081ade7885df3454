"""Tables: cells that know their column, in a region that scrolls and has a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plugins.source.markdown_tags import start_tag, words

_ALIGNED = {"None": None, "Left": "align-left", "Center": "align-center", "Right": "align-right"}


@dataclass
class Tables:
    """The tables of a page. ``heading`` is the one that the next table stands under."""

    heading: str = ""
    _labels: set[str] = field(default_factory=set)
    _columns: list[str] = field(default_factory=list)
    _heads: list[str] = field(default_factory=list)
    _values: list[str] = field(default_factory=list)
    _row: Iterator[str] = field(default_factory=lambda: iter(()))

    def begin(self, alignments: Sequence[str]) -> str:
        """A table begins; its name is not known until its columns are."""
        classes = [_ALIGNED[alignment] for alignment in alignments]
        self._heads = [start_tag("th", {"class": name, "scope": "col"}) for name in classes]
        self._values = [start_tag("td", {"class": name}) for name in classes]
        self._columns = []
        return ""

    def begin_head(self) -> str:
        """The row that names the columns."""
        self._row = iter(self._heads)
        return "<thead>\n<tr>\n"

    def begin_row(self) -> str:
        """A row of values."""
        self._row = iter(self._values)
        return "<tr>\n"

    def begin_cell(self) -> str:
        """The next cell of the row: the parser gives every row as many as there are columns."""
        return next(self._row)

    def end_cell(self, written: list[str], start: int) -> None:
        """The cell that began at ``start`` is over; one of the head names a column."""
        if written[start].startswith("<th"):
            self._columns.append(words(written[start:]))
            written.append("</th>\n")
        else:
            written.append("</td>\n")

    def end(self, written: list[str], start: int) -> None:
        """Put the table that began at ``start`` in its region."""
        written[start] = self.region(self._columns)
        written.append("</tbody>\n</table></div>\n")

    def region(self, columns: Sequence[str]) -> str:
        """The tags that begin a table: it lies in a region that has a name and can be reached by keyboard."""
        label, role = self._label(columns), "region"
        attributes = {"aria-label": label, "class": "table-scroll", "role": role, "tabindex": "0"}
        return start_tag("div", attributes) + "<table>\n"

    def _label(self, of: Sequence[str]) -> str:
        """A name for the table, said when it is read aloud: the heading it stands under, else its columns.

        They are words of the page, so they are in its language. Two regions of a page may not share a name.
        """
        heading, columns = self.heading, ", ".join(filter(None, of))
        numbered = f"{heading or columns} {len(self._labels) + 1}".strip()
        candidates = (heading, columns, f"{heading}: {columns}" if columns else "")
        label = next((name for name in candidates if name and name not in self._labels), numbered)
        self._labels.add(label)
        return label
