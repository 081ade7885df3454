"""Names of files as words, also where they stand as titles: «Klage_Kari-Nordmann.pdf», «KariNordmann»."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from plugins.model.name_words import Word, is_listed, word
from plugins.model.spans import Span

LOWER, UPPER = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
INNER_CAPITAL = rf"(?<=[{LOWER}])(?=[{UPPER}])"
"""Where a word begins inside what is written as one: «KariNordmann»."""

_ENDING = r"\.(?i:pdf|docx?|odt|rtf|txt|xlsx?|pptx?|msg|eml|html?|xml|jpe?g|png|tiff?|zip)(?![^\W_])"
_INSIDE = re.compile(rf"[{LOWER}]\.?[{UPPER}]")
_HYPHENATED = re.compile(rf"[-‐‑][{UPPER}]")
_HAS_ENDING = re.compile(_ENDING)
_IS_FILE = re.compile(rf"_|%20|.{_ENDING}")
_JOINTS = re.compile(rf"(?<=[^\W_])(?:(?!{_ENDING})\.|[+\-‐‑])(?=[^\W_])|_|%20|{INNER_CAPITAL}")
_HYPHENS = re.compile(rf"(?<=[^\W_])[-‐‑](?=[{UPPER}])")
_CAPITALS = re.compile(INNER_CAPITAL)
_STOPS = re.compile(rf"(?<=[{LOWER}])\.(?=[{UPPER}])")
_HEX = "[0-9a-fA-F]"
_MACHINE_MADE = re.compile(
    rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}(?i:\.[a-z0-9]{{1,5}})?"
)
"""The name of a file that a program has drawn by lot: what looks like a word in it is none."""
_ALL_MACHINE_MADE = re.compile(rf"(?:(?:[^\n%\\/]*/)*{_MACHINE_MADE.pattern}(?:\n|\Z))*")
# No group is possessive: before Python 3.11.5, what one has tried in vain counts as matched.


@lru_cache(maxsize=256)
def words_of_file(reference: str) -> str:
    """The name of a file as words, to look for persons in.

    >>> words_of_file("https://arkiv.example.no/2026/Klage_Kari-Nordmann%202.pdf")
    'Klage Kari Nordmann 2'
    """
    name = unquote(reference).replace("\\", "/").rstrip("/").rpartition("/")[2]
    if _MACHINE_MADE.fullmatch(name):
        return ""
    return " ".join(_JOINTS.sub(" ", name.rpartition(".")[0] or name).split())


def words_of_files(references: Collection[str]) -> dict[str, str]:
    """The names of many files as words, those that have any.

    >>> words_of_files(["dok/Klage.pdf", "dok/0d6c3b9e-53f4-4a5e-8f0b-0c1c1f0e1f00.pdf"])
    {'dok/Klage.pdf': 'Klage'}
    """
    if _ALL_MACHINE_MADE.fullmatch("\n".join(references)):
        return {}
    return {reference: words for reference in references if (words := words_of_file(reference))}


def read_apart(text: str, find: Callable[[str], Iterable[Span]]) -> Iterator[Span]:
    """What ``find`` finds in a title whose words stand apart, as places in the title as it is.

    >>> list(read_apart("Klage_KariNordmann", lambda apart: [(apart.index("Kari"), len(apart))]))
    [(6, 18)]
    """
    joints = list(_joints(text)) if may_be_joined(text) else []
    if not joints:
        yield from find(text)
        return
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for start, end in joints:
        pieces += [text[done:start], " "]
        places += [*range(done, start), start]
        done = end
    places += range(done, len(text) + 1)
    for start, end in find("".join([*pieces, text[done:]])):
        yield places[start], places[end - 1] + 1


def may_be_joined(text: str) -> bool:
    """Whether a text is worth looking through, which few are; False is certain."""
    if "_" in text or "%20" in text or ("." in text and _HAS_ENDING.search(text)):
        return True
    hyphens = "-" in text or "‐" in text or "‑" in text
    return _INSIDE.search(text) is not None or (hyphens and _HYPHENATED.search(text) is not None)


def _joints(text: str) -> Iterator[Span]:
    """What stands between words that are written as one, in order."""
    for one in re.finditer(r"\S+", text):
        if _IS_FILE.search(one[0]):
            found = _JOINTS
        elif _is_name(_HYPHENS.split(one[0])):
            found = _HYPHENS
        elif _is_name(_CAPITALS.split(one[0])):
            found = _CAPITALS
        elif _has_name(_STOPS.split(one[0])):
            found = _STOPS
        else:
            continue
        yield from (joint.span() for joint in found.finditer(text, *one.span()))


def _is_name(pieces: list[str]) -> bool:
    """Whether words written as one may be a person's first name and surname, which «Anne-Lise» is not."""
    bare = _bare(pieces)
    return (len(bare) > 2 and all(piece[0].isupper() for piece in bare)) or _has_name(bare)


def _has_name(pieces: list[str]) -> bool:
    return any(_are_a_name(word(a), word(b)) and not b.isupper() for a, b in pairwise(_bare(pieces)))


def _bare(pieces: list[str]) -> list[str]:
    return [letters for piece in pieces if (letters := piece.strip("()«»\"',.;:–/"))]


def _are_a_name(first: Word, last: Word) -> bool:
    if not (first.first and is_listed(first.key)) or last.first or last.place:
        return False
    return last.surname or (last.may_be_name and not first.ordinary)
