"""The fields over a text: YAML between two lines of «---»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plugins.model.errors import ContentError, Problem
from plugins.source.parts import FENCE
from plugins.source.yaml_text import parse_yaml


@dataclass(frozen=True)
class FrontMatter:
    """Fields and body of one file.

    ``lines`` has the line in the file of each key (nested as «apningstider.mandag»), with «» for the
    fields as a whole; ``body_line`` is the line that ``body`` begins on.
    """

    data: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int


def split_front_matter(label: str, text: str) -> FrontMatter:
    """Fields and body of ``text`` (as ``files.read_text`` gives it).

    Raises ContentError with line and remedy when the fields are missing, not closed or not a YAML mapping.

    >>> split_front_matter("a.md", "---\\ntittel: Opptak\\n---\\nVelkommen.\\n")
    FrontMatter(data={'tittel': 'Opptak'}, lines={'': 1, 'tittel': 2}, body='Velkommen.\\n', body_line=4)
    """
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != FENCE:
        raise _refused(label, start + 1, "feltene mangler", "begynn filen med en linje «---», så «tittel: …»")
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() == FENCE), None)
    if end is None:
        raise _refused(
            label, start + 1, "feltene er ikke avsluttet", "skriv en linje «---» mellom feltene og teksten"
        )
    data, where = parse_yaml(label, "\n".join(lines[start + 1 : end]), start + 2)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise _refused(
            label,
            start + 2,
            "feltene er ikke på formen «nøkkel: verdi»",
            "skriv for eksempel «tittel: Opptak»",
        )
    where[""] = start + 1
    return FrontMatter(data=data, lines=where, body="\n".join(lines[end + 1 :]), body_line=end + 2)


def _refused(label: str, line: int, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(label, line, message, remedy)])
