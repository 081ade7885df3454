"""What the folders and file names of the content say, before any file is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.model import addresses
from plugins.model.errors import Problem
from plugins.source.files import FOLDER_AS_FILE
from plugins.source.folder import FILE_FOLDERS, NEWS_FOLDER, PAGE_FOLDER, UNIT_FILE, Tree, is_written


def units_of(tree: Tree) -> tuple[str, ...]:
    """The folders that are units: their names can be addresses, and they hold a unit's file."""
    return tuple(name for name in tree.unit_folders if _folder_problem(tree, name) is None)


def structure_problems(tree: Tree) -> Iterator[Problem]:
    """What is wrong with files and folders before any is opened."""
    content = tree.root
    if not content.is_dir():
        yield Problem(str(content), 0, "innholdsmappen finnes ikke", "oppgi riktig CONTENT=")
        return
    if not tree.unit_folders:
        remedy = f"lag en mappe for en virksomhet med filen {UNIT_FILE}"
        yield Problem(str(content), 0, "innholdet har ingen virksomheter", remedy)
    for name in tree.nameless:
        yield Problem(f"{content}/{name}", 0, *no_address("filnavnet", Path(name).stem, Path(name).suffix))
    for name in sorted(filter(is_written, tree.folders)):
        yield Problem(f"{content}/{name}", 0, *FOLDER_AS_FILE)
    for name in tree.unit_folders:
        if problem := _folder_problem(tree, name):
            yield problem
        else:
            yield from _stray_files(tree, name)


def _folder_problem(tree: Tree, name: str) -> Problem | None:
    label = str(tree.root / name)
    if name in addresses.RESERVED:
        return Problem(label, 0, f"«{name}» er en adresse nettstedet bruker selv", "gi mappen et annet navn")
    if name != addresses.slug(name):
        return Problem(label, 0, *no_address("mappenavnet", name, ""))
    if f"{name}/{UNIT_FILE}" not in tree.stamps:
        return Problem(
            label, 0, f"mappen mangler {UNIT_FILE}", "beskriv virksomheten der, eller flytt mappen"
        )
    return None


def no_address(noun: str, name: str, ending: str) -> tuple[str, str]:
    """What is said of a name that no address can hold, and the name to use instead."""
    return f"{noun} «{name}» kan ikke bli en adresse", _call_it(name, ending)


def _call_it(name: str, ending: str) -> str:
    proposal = addresses.slug(name)
    return f"kall den «{proposal}{ending}»" if proposal else "bruk bokstavene a–z, tall og bindestrek"


def _stray_files(tree: Tree, unit: str) -> Iterator[Problem]:
    """Markdown files that would silently never be published."""
    for place in tree.by_folder.get(unit, ()):
        if not place.endswith(".md") or is_written(place) or place == f"{unit}/{UNIT_FILE}":
            continue
        if place.split("/")[1] not in FILE_FOLDERS:
            remedy = f"flytt den til {unit}/{PAGE_FOLDER}/ eller {unit}/{NEWS_FOLDER}/"
            yield Problem(str(tree.root / place), 0, "filen ligger der ingenting publiseres fra", remedy)
