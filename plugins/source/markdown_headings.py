"""The headings of a page: which level they get, and the anchor that leads to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from plugins.model import addresses
from plugins.source.markdown_tags import start_tag

_TEMPLATE_IDS = frozenset(
    {"innhold", "kontakt", "merknader", "nyheter", "pa-denne-siden", "se-ogsa", "sokefelt"}
)
"""Names that the templates of pages, news and units give to their own parts."""


@lru_cache(maxsize=1000)  # pages ask the same: «Hva koster det?»
def anchor(text: str) -> str:
    """The ``id`` of a heading, kept apart from those of the templates.

    >>> anchor("Når er fristen?"), anchor("Kontakt"), anchor("…")
    ('nar-er-fristen', 'kontakt-avsnitt', 'avsnitt')
    """
    name = addresses.slug(text)
    return f"{name}-avsnitt".lstrip("-") if not name or name in _TEMPLATE_IDS else name


class Heading(NamedTuple):
    """A heading as it stands in the text, and the two places where its tags are to be written."""

    level: int
    text: str
    attributes: dict[str, str | None]
    written: list[str]
    start: int
    end: int


@dataclass
class Headings:
    """The headings as they come. What they become depends on all of them, so tags are written at the end."""

    found: list[Heading] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Every ``id`` that editors have given to something."""
    _repeated: dict[str, int] = field(default_factory=dict)

    def settle(self) -> tuple[tuple[int, str, str], ...]:
        """Write the tags, and give the headings as (level, text, anchor).

        The page's title is the only level one, so a body that uses level one moves down a level.
        """
        down = any(heading.level == 1 for heading in self.found)
        own = [heading.attributes["id"] for heading in self.found]
        self.used.update(name for name in own if name)
        return tuple(self._settled(heading, min(heading.level + down, 6)) for heading in self.found)

    def _settled(self, heading: Heading, level: int) -> tuple[int, str, str]:
        own = heading.attributes["id"]
        name = own or self._free(anchor(heading.text))
        if own or len(heading.attributes) > 1:
            tag = start_tag(f"h{level}", {**heading.attributes, "id": name})
        else:
            tag = f'<h{level} id="{name}">'  # an anchor has nothing to escape
        heading.written[heading.start], heading.written[heading.end] = tag, f"</h{level}>\n"
        return level, heading.text, name

    def _free(self, name: str) -> str:
        """``name``, with a number when another has it; how far the numbers have come is remembered."""
        free, number = name, self._repeated.get(name, 0)
        while free in self.used:
            number += 1
            free = f"{name}_{number}"
        self._repeated[name] = number
        self.used.add(free)
        return free
