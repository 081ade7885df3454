"""What a template is made of: the files it uses, and the names it expects from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError, meta, nodes

from plugins.views.rendering import environment


def template_closure(templates: Path, name: str, named: NamedIn | None = None) -> tuple[str, ...]:
    """All the files in ``templates`` that ``name`` uses, itself first, also those that are not there.

    Whoever asks for many gives what is known to be ``named`` in them already.
    Raises ValueError naming the template where the name of another is worked out as it is rendered.
    """
    known = NamedIn(templates) if named is None else named
    found = [name]
    for one in found:
        for other in known[one]:
            if other is None:
                raise ValueError(f"{one} uses a template whose name is not written in it")
            if other not in found:
                found.append(other)
    return tuple(found)


class NamedIn(dict[str, tuple[str | None, ...]]):
    """The templates that each template names, found when it is first asked for; None for one worked out.

    A file that cannot be read names nothing as far as can be told; rendering says what is wrong with it.
    """

    def __init__(self, templates: Path) -> None:
        self.parsed = Parsed(templates)

    def __missing__(self, name: str) -> tuple[str | None, ...]:
        try:
            self[name] = tuple(meta.find_referenced_templates(self.parsed[name]))
        except (TemplateSyntaxError, FileNotFoundError):
            self[name] = ()
        return self[name]


def undeclared(templates: Path, name: str) -> set[str]:
    """The names that ``name`` or a file it uses expects from outside; filters and globals are none.

    Raises ValueError as ``template_closure``.
    """
    parsed = Parsed(templates)
    inherited = {one: set(_declared(parsed[one])) for one in _inheritance(parsed, name)}
    shared = set().union(*inherited.values())
    expected: set[str] = set()
    for one in template_closure(templates, name):
        # A block knows what is set at the top of every file that it is inherited through.
        known = shared if one in inherited else set(_declared(parsed[one]))
        expected |= meta.find_undeclared_variables(parsed[one]) - known
    return expected


class Parsed(dict[str, nodes.Template]):
    """The syntax trees of templates, each parsed when it is first asked for."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates
        self._environment = environment(templates)

    def __missing__(self, name: str) -> nodes.Template:
        source = (self._templates / name).read_text(encoding="utf-8")
        self[name] = self._environment.parse(source, name)
        return self[name]


def _inheritance(parsed: Parsed, name: str) -> Iterator[str]:
    yield name
    for extends in parsed[name].find_all(nodes.Extends):
        if isinstance(extends.template, nodes.Const):
            yield from _inheritance(parsed, extends.template.value)


def _declared(tree: nodes.Template) -> Iterator[str]:
    """What a template sets, imports or defines at its top."""
    for node in tree.body:
        if isinstance(node, nodes.Assign | nodes.AssignBlock):
            yield from (
                target.name
                for target in [node.target, *node.target.find_all(nodes.Name)]
                if isinstance(target, nodes.Name)
            )
        elif isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (pair[1] if isinstance(pair, tuple) else pair for pair in node.names)
