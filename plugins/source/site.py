"""Reads the whole content folder: all that is right, and every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from plugins.model import addresses
from plugins.model.content import NewsItem, Page, Virksomhet
from plugins.model.errors import ContentError, Problem
from plugins.source.files import read_text
from plugins.source.front_matter import split_front_matter
from plugins.source.markdown_site import FILE_FOLDERS
from plugins.source.references import Written, reference_problems
from plugins.source.registers import read_registers
from plugins.source.types import Site, Source
from plugins.source.validation import problems_from

T = TypeVar("T", Virksomhet, Page, NewsItem)

DATA_FOLDER = "data"
_LEADS_OUT = ("filen er en snarvei til noe utenfor innholdet", "legg selve filen i mappen")
UNIT_FILE, PAGE_FOLDER, NEWS_FOLDER = "virksomhet.md", "sider", "nyheter"


def read_site(content: Path) -> tuple[Site, tuple[Problem, ...]]:
    """Everything under ``content`` that can be read, and all problems in the rest, sorted by file and line.

    Never raises for bad content: a page with a problem is left out and the others are still there.
    """
    problems: list[Problem] = []
    written: list[Written] = []
    registers = read_registers(content / DATA_FOLDER, problems)
    faulty = {Path(problem.path).stem for problem in problems}
    units: dict[str, Source[Virksomhet]] = {}
    pages: list[Source[Page]] = []
    news: list[Source[NewsItem]] = []
    for folder in _unit_folders(content, problems):
        if unit := _read(folder / UNIT_FILE, folder.name, Virksomhet, problems, written):
            units[folder.name] = unit
        pages += _read_all(folder, PAGE_FOLDER, Page, problems, written)
        news += _read_all(folder, NEWS_FOLDER, NewsItem, problems, written)
        problems += _stray_files(folder)
    site = Site(units=units, pages=tuple(pages), news=tuple(news), registers=registers)
    problems += reference_problems(written, site, {path.name for path in _folders(content)}, faulty)
    return site, tuple(sorted(set(problems)))


def _unit_folders(content: Path, problems: list[Problem]) -> Iterator[Path]:
    if not content.is_dir():
        problems.append(Problem(str(content), 0, "innholdsmappen finnes ikke", "oppgi riktig CONTENT="))
        return
    folders = _folders(content)
    for folder in folders:
        if problem := _folder_problem(folder):
            problems.append(problem)
        else:
            yield folder
    if not folders:
        remedy = f"lag en mappe for en virksomhet med filen {UNIT_FILE}"
        problems.append(Problem(str(content), 0, "innholdet har ingen virksomheter", remedy))


def _folders(content: Path) -> list[Path]:
    """Folders of units: all but the registers' and hidden ones."""
    if not content.is_dir():
        return []
    found = (p for p in content.iterdir() if p.is_dir() and p.name[0] not in "._" and p.name != DATA_FOLDER)
    return sorted(found)


def _folder_problem(folder: Path) -> Problem | None:
    label, name = _label(folder), _label(Path(folder.name))
    if name in addresses.RESERVED:
        return Problem(label, 0, f"«{name}» er en adresse nettstedet bruker selv", "gi mappen et annet navn")
    if name != addresses.slug(name):
        return Problem(label, 0, f"mappenavnet «{name}» kan ikke bli en adresse", _call_it(name, ""))
    if not (folder / UNIT_FILE).is_file():
        return Problem(
            label, 0, f"mappen mangler {UNIT_FILE}", "beskriv virksomheten der, eller flytt mappen"
        )
    return None


def _read_all(
    folder: Path, kind: str, model: type[T], problems: list[Problem], written: list[Written]
) -> Iterator[Source[T]]:
    for path in sorted((folder / kind).glob("*.md")):
        if source := _read(path, folder.name, model, problems, written):
            yield source


def _read(
    path: Path, unit: str, model: type[T], problems: list[Problem], written: list[Written]
) -> Source[T] | None:
    """One file; what is wrong goes to ``problems``, and its fields as they stand to ``written``."""
    label, stem = _label(path), path.stem
    if stem != addresses.slug(stem):
        problems.append(
            Problem(
                label, 0, f"filnavnet «{_label(Path(stem))}» kan ikke bli en adresse", _call_it(stem, ".md")
            )
        )
    try:
        if leads_out(path):
            raise ContentError([Problem(label, 0, *_LEADS_OUT)])
        parts = split_front_matter(label, read_text(path, label))
        written.append(Written(label, parts.data, parts.lines))
        item = model.model_validate(parts.data)
    except ContentError as error:
        problems.extend(error.problems)
        return None
    except ValidationError as error:
        problems.extend(problems_from(error, model, label, parts.lines))
        return None
    return Source(path, label, stem, unit, item, parts.body, parts.body_line, parts.lines)


def leads_out(path: Path) -> bool:
    """Whether a file two folders down (``barnehage/sider/x.md``) or one is a link to outside the content.

    Whoever may write in one unit's folder must not be able to publish the server's own files.
    """
    root = path.parent if path.name == UNIT_FILE else path.parent.parent
    return path.is_symlink() and not path.resolve().is_relative_to(root.parent.resolve())


def _label(path: Path) -> str:
    """The path as it is shown; bytes that are no text, in a name from another system, become «?»."""
    return str(path).encode("utf-8", "replace").decode()


def _call_it(name: str, ending: str) -> str:
    proposal = addresses.slug(name)
    return f"kall den «{proposal}{ending}»" if proposal else "bruk bokstavene a–z, tall og bindestrek"


def _stray_files(folder: Path) -> Iterator[Problem]:
    """Markdown files that would silently never be published."""
    for path in sorted(folder.rglob("*.md")):
        place = path.relative_to(folder).parts
        published = place == (UNIT_FILE,) or (len(place) == 2 and place[0] in (PAGE_FOLDER, NEWS_FOLDER))
        if not published and place[0] not in FILE_FOLDERS and not path.name.startswith("."):
            remedy = f"flytt den til {folder.name}/{PAGE_FOLDER}/ eller {folder.name}/{NEWS_FOLDER}/"
            yield Problem(_label(path), 0, "filen ligger der ingenting publiseres fra", remedy)
