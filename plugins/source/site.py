"""Reads the whole content folder: all that is right, and every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from pydantic import ValidationError

from plugins.model import addresses
from plugins.model.content import NewsItem, Page, Registers, Virksomhet
from plugins.model.errors import ContentError, Problem
from plugins.model.progress import Progress, counted, silent
from plugins.source.files import read_text
from plugins.source.folder import (
    DATA_FOLDER,
    NEWS_FOLDER,
    PAGE_FOLDER,
    UNIT_FILE,
    Tree,
    leads_out,
    read_tree,
)
from plugins.source.front_matter import split_front_matter
from plugins.source.references import Names, reference_problems
from plugins.source.registers import read_registers
from plugins.source.structure import no_address, structure_problems, units_of
from plugins.source.types import AnySource, Reading, Site, Source, Written
from plugins.source.validation import problems_from

_LEADS_OUT = ("filen er en snarvei til noe utenfor innholdet", "legg selve filen i mappen")
_MODELS: dict[str, type[Virksomhet | Page | NewsItem]] = {
    UNIT_FILE: Virksomhet,
    PAGE_FOLDER: Page,
    NEWS_FOLDER: NewsItem,
}


def read_site(content: Path, progress: Progress = silent) -> tuple[Site, tuple[Problem, ...]]:
    """Everything under ``content`` that can be read, and all problems in the rest, sorted by file and line.

    Never raises for bad content: a page with a problem is left out and the others are still there.
    """
    tree = read_tree(content)
    problems = list(structure_problems(tree))
    registers = read_registers(content / DATA_FOLDER, problems)
    faulty = {Path(problem.path).stem for problem in problems}
    units: dict[str, Source[Virksomhet]] = {}
    pages: list[Source[Page]] = []
    news: list[Source[NewsItem]] = []
    written: list[Written] = []
    places = tuple(written_places(tree))
    for place in counted(places, "Leser", len(places), progress):
        reading = read_file(content, place)
        problems += reading.problems
        written += [reading.written] if reading.written else []
        source = reading.source
        if source is not None and isinstance(source.item, Virksomhet):
            units[source.unit] = source
        elif source is not None:
            (pages if isinstance(source.item, Page) else news).append(source)  # type: ignore[arg-type]
    site = Site(units=units, pages=tuple(pages), news=tuple(news), registers=registers)
    problems += reference_problems(written, site, names_in(tree.unit_folders, registers, faulty))
    return site, tuple(sorted(set(problems)))


def names_in(units: Collection[str], registers: Registers, faulty: Collection[str]) -> Names:
    """What fields may refer to, when the registers of the names ``faulty`` could not be read whole."""
    groups = () if "malgrupper" in faulty else [group.slug for group in registers.target_groups]
    subjects = () if "emner" in faulty else [subject.slug for subject in registers.subjects]
    return Names(frozenset(units), groups, subjects)


def written_places(tree: Tree) -> Iterator[str]:
    """Every file of a unit that becomes a page: the unit's own first, then pages and news."""
    for unit in units_of(tree):
        yield f"{unit}/{UNIT_FILE}"
        yield from (p for p in tree.written_in(unit) if p.split("/")[1] == PAGE_FOLDER)
        yield from (p for p in tree.written_in(unit) if p.split("/")[1] == NEWS_FOLDER)


def read_inside(content: Path, place: str) -> str:
    """The text of a file of the content. Raises ContentError when it cannot be read, or lies outside."""
    path = content / place
    if leads_out(path, content):
        raise ContentError([Problem(str(path), 0, *_LEADS_OUT)])
    return read_text(path, str(path))


def read_file(content: Path, place: str, read: Callable[[Path, str], str] = read_inside) -> Reading:
    """One file of a unit: its fields by the model, its text, and what is wrong with it."""
    path = content / place
    steps = place.split("/")
    unit, folder, name = steps[0], steps[-2], steps[-1]
    label, stem, problems = str(path), name.removesuffix(".md"), []
    model = _MODELS.get(name) or _MODELS[folder]
    if stem != addresses.slug(stem):
        problems.append(Problem(label, 0, *no_address("filnavnet", stem, ".md")))
    written = None
    try:
        parts = split_front_matter(label, read(content, place))
        written = Written(label, parts.data, parts.lines)
        item = model.model_validate(parts.data)
    except ContentError as error:
        return Reading(None, (*problems, *error.problems), written)
    except ValidationError as error:
        return Reading(None, (*problems, *problems_from(error, model, label, written.lines)), written)  # type: ignore[union-attr]
    source: AnySource = Source(path, label, stem, unit, item, parts.body, parts.body_line, parts.lines)  # type: ignore[assignment]
    return Reading(source, tuple(problems), written)
