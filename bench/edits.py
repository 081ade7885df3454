"""What an editor or a designer changes between two builds."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from bench.builders import Builder
from bench.content import NOW, file_text
from bench.written import Written
from plugins.model import addresses

Kind = Literal["tekst", "dato", "nyhet", "makro"]
_UPDATED = re.compile(r"^oppdatert: .*$", re.MULTILINE)
_TODAY = date.fromisoformat(NOW[:10])
_FIRST_DATE = date(2015, 1, 1)


@dataclass(frozen=True)
class Edit:
    """One change: the file (None for a template), and a mark that shows at ``addresses`` once it is built.

    ``saved`` is the moment on ``time.perf_counter`` when it was on disk.
    """

    path: Path | None
    mark: str
    addresses: tuple[str, ...]
    saved: float = field(default_factory=time.perf_counter)


@dataclass(frozen=True)
class Editor:
    """Changes ``content``, which held ``files``; another page each time, so that nothing is ready."""

    content: Path
    files: Sequence[Written]

    def change(self, kind: Kind, number: int, builders: Sequence[Builder] = ()) -> Edit:
        """Change number ``number`` of its kind; a template is changed in the projects of all ``builders``."""
        if kind == "makro":
            return self._template(number, builders)
        return self._news(number) if kind == "nyhet" else self._page(number, dated=kind == "dato")

    def shown_at(self, kind: Kind, number: int) -> str:
        """A page that is there already, and that change number ``number`` of its kind changes."""
        return addresses.NEWS if kind == "nyhet" else self._which(number, dated=kind == "dato").address

    def _which(self, number: int, *, dated: bool) -> Written:
        pages = [written for written in self.files if written.kind == "sider"]
        return pages[(number * 101 + 50 * dated) % len(pages)]

    def _page(self, number: int, *, dated: bool) -> Edit:
        """A sentence at the end of a page, and with ``dated`` its day as well."""
        page = self._which(number, dated=dated)
        path = self.content / page.unit / page.kind / f"{page.slug}.md"
        mark = f"Rettet for {number}. gang."
        text = f"{path.read_text('utf-8')}\n{mark}\n"
        if dated:
            day = _FIRST_DATE + timedelta(days=number)
            text, mark = _UPDATED.sub(f"oppdatert: {day}", text, count=1), f'datetime="{day}"'
        path.write_text(text, "utf-8")
        return Edit(path, mark, (page.address,))

    def _news(self, number: int) -> Edit:
        """A news item of today, which belongs first in the list of the newest.

        News of one day is ordered by unit and name: the first unit, and a name before the last one's.
        """
        unit = min(written.unit for written in self.files if not written.kind)
        path = self.content / unit / f"nyheter/nytt-{9999 - number}.md"
        title = f"Dette er nytt nummer {number}"
        fields = {
            "tittel": title,
            "ingress": "En nyhet som ingen hadde hørt før i dag.",
            "dato": _TODAY,
            "malgrupper": ["innbyggere"],
            "emner": ["om-kommunen"],
        }
        path.parent.mkdir(exist_ok=True)
        path.write_text(file_text(fields, "## Hva er nytt?\n\nDet som står her.\n"), "utf-8")
        return Edit(path, title, (addresses.news_item(_TODAY, path.stem), addresses.NEWS))

    def _template(self, number: int, builders: Sequence[Builder]) -> Edit:
        """A template that every page uses."""
        mark = f"runde-{number}"
        for builder in builders:
            builder.edit_footer(mark)
        return Edit(None, mark, ("/", *(written.address for written in self.files[::500])))
