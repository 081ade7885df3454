"""YAML as editors write it: scalars stay text, every key knows its line, traps are refused by name.

YAML 1.1 would read «15:30» as 930, «08.00» as 8, «no» as false and a wrong date as an exception. No
field of the model is a number, so scalars are left as the text that stands there, and the model reads it.
"""

from __future__ import annotations

from typing import Any

import yaml

from plugins.model.errors import ContentError, Problem
from plugins.source.yaml_plain import WORDS, plain_fields

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MAX_LINE, _MAX_OPEN = 5_000, 5_000  # libyaml recurses: deeper nesting than people write ends the process


def parse_yaml(label: str, text: str, first_line: int = 1) -> tuple[Any, dict[str, int]]:
    """The value of ``text`` and the line of each key, as «apningstider.mandag» or «0.tittel».

    ``first_line`` is the line in the file of the first line of ``text``; the whole has the key «».
    Raises ContentError with the line for bad YAML, tabs, duplicate keys, aliases and tags.
    """
    return plain_fields(text, first_line) or parse_any_yaml(label, text, first_line)


def parse_any_yaml(label: str, text: str, first_line: int = 1) -> tuple[Any, dict[str, int]]:
    """The same, for whatever YAML there may be."""
    _refuse_traps(label, text, first_line)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_problem(label, error, first_line) from None
    except (yaml.YAMLError, RecursionError):
        raise _refused(
            label, first_line, "YAML-en kan ikke leses", "sjekk innrykk og anførselstegn"
        ) from None
    reader = _Reader(label, first_line)
    try:
        return (None if node is None else reader.value(node, "")), reader.lines
    except RecursionError:
        raise _refused(label, first_line, "YAML-en er for dypt nøstet", "skriv det enklere") from None


class _Reader:
    """Turns composed nodes into plain values and notes their lines on the way."""

    def __init__(self, label: str, first_line: int) -> None:
        self.label, self.first_line = label, first_line
        self.lines: dict[str, int] = {"": first_line}
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, key: str) -> Any:
        if id(node) in self._seen:
            raise self._refuse(node, "en verdi viser til en annen med & og *", "skriv verdien der den brukes")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self._child(item, f"{key}.{n}".lstrip("."), item) for n, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, key: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                raise self._refuse(name_node, "en nøkkel må være ett ord", "skriv «nøkkel: verdi»")
            name = str(name_node.value)
            if name in found:
                raise self._refuse(name_node, f"«{name}» står to ganger", "behold den ene")
            found[name] = self._child(value_node, f"{key}.{name}".lstrip("."), name_node)
        return found

    def _child(self, node: yaml.Node, key: str, place: yaml.Node) -> Any:
        self.lines[key] = self._line(place)
        return self.value(node, key)

    def _scalar(self, node: yaml.Node) -> str | bool | None:
        text = str(node.value)
        if node.tag and (not node.tag.startswith("tag:yaml.org,2002:") or "/" in node.tag):
            raise self._refuse(node, f"«{node.tag}» er ikke tillatt her", "sett teksten i anførselstegn")
        if getattr(node, "style", None) in ("'", '"', "|", ">"):
            return text
        return WORDS.get(text, text)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def _refuse(self, node: yaml.Node, message: str, remedy: str) -> ContentError:
        return _refused(self.label, self._line(node), message, remedy)


def _refuse_traps(label: str, text: str, first_line: int) -> None:
    if text.count("[") + text.count("{") > _MAX_OPEN:
        raise _refused(
            label, first_line, "YAML-en har for mange parenteser", "skriv lister med «- » på egne linjer"
        )
    for number, line in enumerate(text.split("\n"), first_line):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise _refused(label, number, "innrykket er laget med tabulator", "bruk mellomrom i stedet")
        if len(line) > _MAX_LINE:
            raise _refused(
                label, number, "linjen er altfor lang", "del den opp, eller flytt teksten under «---»"
            )


_HINTS = (
    (
        "mapping values are not allowed",
        "kolon midt i en verdi",
        "sett hele verdien i anførselstegn, eller rett innrykket",
    ),
    ("could not find expected ':'", "her mangler et kolon", "skriv «nøkkel: verdi»"),
    ("while scanning a quoted scalar", "et anførselstegn mangler", "avslutt teksten med samme anførselstegn"),
    ("found unexpected end of stream", "et anførselstegn mangler", "avslutt teksten med samme anførselstegn"),
    ("expected the node content", "en liste er ikke avsluttet", "avslutt med «]» eller «}»"),
    ("while parsing a flow", "en liste er ikke avsluttet", "avslutt med «]» eller «}»"),
    ("undefined alias", "verdien begynner med *", "sett den i anførselstegn"),
    ("cannot start any token", "verdien begynner med et spesialtegn", "sett den i anførselstegn"),
    ("expected a single document", "«---» står inne i feltene", "fjern den ekstra linjen"),
)
"""What the parser says, what it means to an editor, and how it is mended."""


_UNKNOWN = ("", "YAML-en kan ikke leses", "sjekk innrykk, kolon og anførselstegn")


def _syntax_problem(label: str, error: yaml.MarkedYAMLError, first_line: int) -> ContentError:
    context, mark = error.context or "", error.problem_mark
    if "scanning" in context or "flow" in context:  # what was begun and never ended tells more than the end
        mark = error.context_mark or mark
    said = f"{context} {error.problem or ''}"
    _, message, remedy = next((hint for hint in _HINTS if hint[0] in said), _UNKNOWN)
    return _refused(label, first_line + (mark.line if mark else 0), message, remedy)


def _refused(label: str, line: int, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(label, line, message, remedy)])
