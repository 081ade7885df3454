"""Footnotes: numbered as they are first mentioned, gathered below the text, with a way back to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.source.markdown_tags import start_tag

_BACK = "Tilbake til teksten ved fotnote {}"
"""What the link back from a footnote says."""

MENTION = '<sup id="fnref'
"""What the link from the text to a footnote begins with."""


@dataclass
class Footnotes:
    """The footnotes of a page, by their labels: the parser takes ``[^A]`` and ``[^a]`` for the same."""

    mentions: dict[str, int] = field(default_factory=dict)
    """How often each is mentioned, in the order they are numbered."""
    bodies: dict[str, list[str]] = field(default_factory=dict)

    def mention(self, label: str) -> str:
        """The link from the text to a footnote."""
        label = label.casefold()
        self.mentions[label] = self.mentions.get(label, 0) + 1
        number = self._numbers.setdefault(label, len(self._numbers) + 1)
        link = start_tag("a", {"class": "footnote-ref", "href": f"#fn:{number}"})
        return f"{start_tag('sup', {'id': _mentioned(number, self.mentions[label])})}{link}{number}</a></sup>"

    _numbers: dict[str, int] = field(default_factory=dict)

    def define(self, label: str) -> list[str]:
        """Where to write the text of a footnote; one that is defined twice gets both texts."""
        return self.bodies.setdefault(label.casefold(), [])

    def section(self) -> list[str]:
        """All footnotes; those that nothing mentions come last, so that nothing is lost."""
        if not self.bodies:
            return []
        written = [start_tag("div", {"class": "footnote"}), "\n<hr>\n<ol>\n"]
        for number, label in enumerate({**self._numbers, **self.bodies}, 1):
            links = self._ways_back(number, self.mentions.get(label, 0))
            written += [start_tag("li", {"id": f"fn:{number}"}), "\n"]
            written += [*_with_links(self.bodies.get(label, []), links), "</li>\n"]
        return [*written, "</ol>\n</div>\n"]

    def _ways_back(self, number: int, mentions: int) -> str:
        said = _BACK.format(number)
        return "".join(
            "&nbsp;" + start_tag("a", {
                "aria-label": said, "class": "footnote-backref",
                "href": f"#{_mentioned(number, nth)}", "title": said,
            }) + "↩</a>"
            for nth in range(1, mentions + 1)
        )  # fmt: skip


def _mentioned(number: int, nth: int) -> str:
    """The ``id`` of the place where a footnote is mentioned."""
    return f"fnref:{number}" if nth == 1 else f"fnref{nth}:{number}"


def _with_links(body: list[str], links: str) -> list[str]:
    """The text of a footnote with the ways back at the end of its last paragraph."""
    if body and body[-1] == "</p>\n":
        return [*body[:-1], links, body[-1]]
    return [*body, "<p>", links.removeprefix("&nbsp;"), "</p>\n"] if links else body
