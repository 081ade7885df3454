"""``{% remember footer from "components/footer.html" %}``: a macro that makes the same thing once.

For what is the same on page after page. The macro is imported as ``from … import`` does it, so it is called
with the same words, but what it made of the same arguments is kept. It knows nothing but its arguments: the
page around it is never visible to an import, so nothing of one page can come along to another.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

_FILTER = "remembering"
MOST = 200
"""How much is kept of each macro before it begins anew: more sets of arguments than a frame has."""


class Remembering:
    """A macro, and what it has made of each set of arguments.

    Texts and truth values are compared; anything else must be the very same object, which is held on to so
    that its place in memory is not given to another. ``Markup`` is no plain text: what is escaped differs.
    """

    def __init__(self, macro: Callable[..., Markup]) -> None:
        self.macro = macro
        self._made: dict[tuple[str | bool | int, ...], tuple[tuple[object, ...], Markup]] = {}

    def __call__(self, *arguments: object) -> Markup:
        """What the macro makes of these arguments."""
        key = tuple(
            [value if value.__class__ is str or value.__class__ is bool else id(value) for value in arguments]
        )
        kept = self._made.get(key)
        if kept is None:
            if len(self._made) >= MOST:
                self._made.clear()
            kept = self._made[key] = (arguments, self.macro(*arguments))
        return kept[1]


class RememberExtension(Extension):
    """The tag. A changed template gives another macro, which begins without memory."""

    tags = {"remember"}  # noqa: RUF012

    def __init__(self, environment: Environment) -> None:
        """A filter is called with nothing between, on each page."""
        super().__init__(environment)
        environment.filters[_FILTER] = remembering

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """An import of the macro under a name of its own, and its name for the one that remembers."""
        line = next(parser.stream).lineno
        macro = parser.stream.expect("name").value
        parser.stream.expect("name:from")
        template = nodes.Const(parser.stream.expect("string").value)
        imported = f"_{macro}"
        remembering = nodes.Filter(nodes.Name(imported, "load"), _FILTER, [], [], None, None)
        return [
            nodes.FromImport(template, [(macro, imported)], False, lineno=line),
            nodes.Assign(nodes.Name(macro, "store"), remembering, lineno=line),
        ]


def remembering(macro: Callable[..., Markup]) -> Remembering:
    """The one that remembers for ``macro``, the same at every call."""
    known: Remembering | None = getattr(macro, "remembering", None)
    if known is None:
        known = macro.remembering = Remembering(macro)  # type: ignore[attr-defined]
    return known
