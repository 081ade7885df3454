"""The shared registers in ``content/data``: each optional, each problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from plugins.model.content import Alert, FrontPage, Happening, Registers, Subject, TargetGroup, Utvalg
from plugins.model.errors import ContentError, Problem
from plugins.model.fields import Model
from plugins.model.hearings import Hearing
from plugins.source.files import read_text
from plugins.source.validation import problems_from
from plugins.source.yaml_text import parse_yaml

M = TypeVar("M", bound=Model)


REGISTERS: dict[str, tuple[str, type[Model]]] = {
    "malgrupper": ("target_groups", TargetGroup),
    "emner": ("subjects", Subject),
    "utvalg": ("bodies", Utvalg),
    "skjer": ("happenings", Happening),
    "avvik": ("alerts", Alert),
    "horinger": ("hearings", Hearing),
    "forside": ("front_page", FrontPage),
}
"""Each register by the name of its file: where it lies in ``Registers``, and what its entries are."""


def read_registers(folder: Path, problems: list[Problem]) -> Registers:
    """All registers of ``folder``; what is wrong is added to ``problems`` and left out."""
    found = {field: read_register(folder, name, problems) for name, (field, _) in REGISTERS.items()}
    return Registers(**found)


def read_register(folder: Path, name: str, problems: list[Problem]) -> Any:
    """One register by its file's name, as it stands in ``Registers``."""
    _, model = REGISTERS[name]
    path = folder / f"{name}.yaml"
    return _read_front_page(path, problems) if model is FrontPage else _read_list(path, model, problems)


def _read_list(path: Path, model: type[M], problems: list[Problem]) -> tuple[M, ...]:
    found: list[M] = []
    seen: set[str] = set()
    for item, lines in read_list(path, model, problems):
        name = getattr(item, "slug", None) or getattr(item, "id", None)
        if name is not None and name in seen:
            line = lines.get("id", lines[""])
            problems.append(Problem(str(path), line, f"id «{name}» er brukt før", "gi posten sin egen id"))
        else:
            found.append(item)
            seen.add(str(name))
    return tuple(found)


def read_list(path: Path, model: type[M], problems: list[Problem]) -> Iterator[tuple[M, dict[str, int]]]:
    """The entries of a file that is a list, each with the lines of its keys and its own under «».

    What is wrong is added to ``problems`` and left out; a file that is not there has no entries.
    """
    value, lines = _load(path, problems)
    if value is not None and not isinstance(value, list):
        problems.append(Problem(str(path), 1, "registeret er ikke en liste", "begynn hver post med «- »"))
    for number, entry in enumerate(value if isinstance(value, list) else ()):
        at = _under(lines, str(number))
        item = _validate(entry, model, path, at, problems)
        if item is not None:
            yield item, at


def _read_front_page(path: Path, problems: list[Problem]) -> FrontPage | None:
    value, lines = _load(path, problems)
    return None if value is None else _validate(value, FrontPage, path, lines, problems)


def _validate(
    entry: Any, model: type[M], path: Path, lines: dict[str, int], problems: list[Problem]
) -> M | None:
    if not isinstance(entry, dict):
        problems.append(Problem(str(path), lines[""], "posten har ingen felter", "skriv «nøkkel: verdi»"))
        return None
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        problems.extend(problems_from(error, model, str(path), lines))
        return None


def _load(path: Path, problems: list[Problem]) -> tuple[Any, dict[str, int]]:
    if not path.is_file():
        return None, {"": 0}
    try:
        return parse_yaml(str(path), read_text(path, str(path)))
    except ContentError as error:
        problems.extend(error.problems)
        return None, {"": 0}


def _under(lines: dict[str, int], key: str) -> dict[str, int]:
    """The lines of what lies under ``key``, named from there."""
    start = f"{key}."
    inner = {name.removeprefix(start): line for name, line in lines.items() if name.startswith(start)}
    return {"": lines[key], **inner}
