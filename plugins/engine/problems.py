"""What stops a build, found file by file, so that an edit asks only about what was edited.

The same rules as the blocking checks (``plugins.checks.run.BLOCKING``); a test holds the two together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from plugins.checks.identity_numbers import (
    TEXT_FILES,
    hidden_id,
    hides_ids,
    ids_in_file,
    ids_in_name,
    ids_in_text,
)
from plugins.engine.leaves import LEAF_STRUCTURE, LEAF_UNIT_FOLDERS
from plugins.memo.query import Key, key_of, query
from plugins.model.errors import ContentError, Problem
from plugins.source.folder import DATA_FOLDER, REGISTER_NAMES, UNIT_FILE, kind_of
from plugins.source.origin import FolderOrigin
from plugins.source.references import Names, same_address, translation_problem, unknown_names
from plugins.views.inputs import LEAF_FIELDS, LEAF_FILE, LEAF_TEXT, BuildInputs
from plugins.views.listing import place_of_page
from plugins.views.registers import subjects, target_groups

Problems = tuple[Problem, ...]
SITE = ""
"""Instead of a unit: what is no unit's."""


class ProblemInputs(BuildInputs):
    """Inputs whose content is a folder, where problems have a file and a line."""

    origin: FolderOrigin


@query()
def problem_keys(inputs: ProblemInputs, unit: str) -> tuple[Key, ...]:
    """What must be asked about a unit's files before a site is published; each answers with problems.

    ``SITE`` is all that is no unit's, and what is between units.
    """
    if unit != SITE:
        places = _written(inputs, unit)
        fields = (key_of(field_problems, place) for place in places)
        return (*fields, *(key_of(text_problems, place) for place in places))
    inputs.memo.read(LEAF_STRUCTURE)
    known = {place for unit in inputs.unit_folders() for place in _written(inputs, unit)}
    others = (place for place in inputs.origin.tree.stamps if place not in known and _is_text(place))
    return (key_of(site_problems), *(key_of(file_problems, place) for place in sorted(others)))


def unit_of_problems(key: Key) -> str:
    """The unit whose ``problem_keys`` list this key, or ``SITE``."""
    return key[1].partition("/")[0] if key[0] in _OF_UNITS else SITE


def _written(inputs: BuildInputs, unit: str) -> tuple[str, ...]:
    return (f"{unit}/{UNIT_FILE}", *inputs.written_in(unit))


def _is_text(place: str) -> bool:
    return any(place.lower().endswith(suffix) for suffix in TEXT_FILES) and not place.startswith(
        f"{DATA_FOLDER}/leveranser/"
    )


@query()
def field_problems(inputs: ProblemInputs, place: str) -> Problems:
    """What is wrong with the fields of one file, by the model and by what they refer to."""
    reading = inputs.reading(place)
    if reading is None:
        return ()
    names = Names(*msgspec.structs.astuple(_names(inputs)))
    referred = unknown_names(reading.written, names) if reading.written else ()
    return (*reading.problems, *referred)


@query(held="while")
def text_problems(inputs: ProblemInputs, place: str) -> Problems:
    """Identity numbers in one file, as it stands and as a reader sees it, and nesting without end."""
    inputs.memo.read(f"{LEAF_FIELDS}:{place}")
    inputs.memo.read(f"{LEAF_TEXT}:{place}")
    label = inputs.origin.path(place)
    if field_problems(inputs, place):  # what cannot be read is told already
        return (*ids_in_name(place, label.rpartition("/")[0]), *_ids_in_file(inputs, place))
    found = (*ids_in_name(place, label.rpartition("/")[0]), *ids_in_text(label, inputs.origin.content(place)))
    try:
        rendered = inputs.rendered(place)
    except ContentError as error:
        return (*found, *error.problems)
    if not hides_ids(inputs.text(place), rendered.html):
        return found
    return (*found, hidden_id(label, inputs.source(place).body_line))


@query()
def file_problems(inputs: ProblemInputs, place: str) -> Problems:
    """National identity numbers in a file that is no page."""
    inputs.memo.read(f"{LEAF_FILE}:{place}")
    return tuple(_ids_in_file(inputs, place))


def _ids_in_file(inputs: ProblemInputs, place: str) -> Iterator[Problem]:
    """A link that leads nowhere holds no numbers."""
    if inputs.origin.tree.stamps.get(place):
        yield from ids_in_file(Path(inputs.origin.path(place)))


@query()
def site_problems(inputs: ProblemInputs) -> Problems:
    """What is wrong with folders and registers, and between files."""
    inputs.memo.read(LEAF_STRUCTURE)
    return (
        *inputs.origin.structure_problems(),
        *_names_of_files(inputs),
        *(problem for name in REGISTER_NAMES for problem in inputs.read_register(name)[1]),
        *_translations(inputs),
        *_same_addresses(inputs),
    )


def _names_of_files(inputs: ProblemInputs) -> Iterator[Problem]:
    pages = {place for unit in inputs.unit_folders() for place in _written(inputs, unit)}
    for place in inputs.origin.tree.stamps:
        if place not in pages:
            yield from ids_in_name(place, str((inputs.origin.tree.root / place).parent))


class _Names(msgspec.Struct, frozen=True):
    units: tuple[str, ...]
    target_groups: tuple[str, ...]
    subjects: tuple[str, ...]


@query()
def _names(inputs: ProblemInputs) -> _Names:
    """What fields may refer to; a register with faults is compared with nothing."""
    inputs.memo.read(LEAF_UNIT_FOLDERS)
    groups = () if inputs.read_register("malgrupper")[1] else target_groups(inputs)
    themes = () if inputs.read_register("emner")[1] else subjects(inputs)
    return _Names(
        inputs.origin.tree.unit_folders, tuple(g.slug for g in groups), tuple(s.slug for s in themes)
    )


class _Claim(msgspec.Struct, frozen=True, array_like=True):
    """What a file says that another may contradict: a page's original, or a news item's address."""

    place: str
    said: str
    language: str


@query()
def _claims(inputs: BuildInputs, unit: str, kind: str) -> tuple[_Claim, ...]:
    places = tuple(place for place in inputs.written_in(unit) if kind_of(place) == kind)
    said = ((card, card.address if kind == "nyhet" else card.original) for card in inputs.cards(places))
    return tuple(_Claim(card.place, words, card.language) for card, words in said if words)


def _translations(inputs: ProblemInputs) -> Iterator[Problem]:
    for unit in inputs.unit_folders():
        for claim in _claims(inputs, unit, "side"):
            original = inputs.card(place_of_page(claim.said))
            if original is None or original.language == claim.language:
                close = [] if original else difflib.get_close_matches(claim.said, _all_names(inputs), n=1)
                yield from translation_problem(
                    *_where(inputs, claim.place, "oversetter"),
                    claim.said,
                    found=original.language if original else None,
                    language=claim.language,
                    close=close[0] if close else "",
                )


def _where(inputs: BuildInputs, place: str, field: str) -> tuple[str, int]:
    source = inputs.source(place)
    return source.label, source.lines.get(field, 0)


def _all_names(inputs: BuildInputs) -> list[str]:
    places = (place for unit in inputs.unit_folders() for place in inputs.written_in(unit))
    return [card.name for card in inputs.cards(tuple(places)) if card.kind == "side"]


def _same_addresses(inputs: ProblemInputs) -> Iterator[Problem]:
    """News of all units share the months, so two files of one month cannot share a name."""
    first: dict[str, str] = {}
    for unit in inputs.unit_folders():
        for claim in _claims(inputs, unit, "nyhet"):
            other = first.setdefault(claim.said, claim.place)
            if other != claim.place:
                yield same_address(*_where(inputs, claim.place, "dato"), inputs.origin.path(other))


_OF_UNITS = frozenset({key_of(field_problems)[0], key_of(text_problems)[0]})
