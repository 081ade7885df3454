"""Names that are known, found in a text in any form: whole or in part, in any order, as files are called.

A hearing has thousands of parties, and its text as many lines, so each word of a text is looked up and not
each name looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from plugins.model.file_words import INNER_CAPITAL
from plugins.model.name_words import PARTICLES, TOKEN, is_ordinary, is_place, word
from plugins.model.spans import Span

Parts = tuple[str, ...]

_LETTER = r"[^\W\d_]"
_GENITIVE = r"(?:['’]?s|['’])?"
_BEGIN = rf"(?<!\[)(?:(?<!{_LETTER})|{INNER_CAPITAL})"
_END = rf"(?:(?={_GENITIVE}(?!{_LETTER}))|{INNER_CAPITAL})"
_JOINT = rf"(?:[\s_\-‐‑]+|(?-i:{INNER_CAPITAL}))"
_BETWEEN = re.compile(
    r"[\s_\-‐‑]*(?:(?:(?i:"
    + "|".join(map(re.escape, sorted(PARTICLES, reverse=True)))
    + r")|[^\W\d_a-zæøå]\.?|[^\W\d_a-zæøå][^\W\d_]*)[\s_]+){0,3}"
)
"""What may stand inside a name between two of its known parts: particles, an initial, a middle name."""
_JOINED_BEFORE = re.compile(r"[\w\[]$|\.")
_APART = " ,.;:)–"
_INITIALS_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,6}$")
_LONGEST_INITIALS = 18
_WORD = re.compile(rf"{_LETTER}+")
_CAPITAL = re.compile(INNER_CAPITAL)
_HYPHEN = re.compile("[-‐‑]")
_AT_END = re.compile(_END)
_IN_PART = re.compile(rf"[-‐‑]|{INNER_CAPITAL}")


def known_spans(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where any of ``names`` stands in ``text``, whole or in part; what belongs together is one."""
    folded = ""
    others: dict[Parts, None] = {}
    for name in names:
        folded = folded or text.casefold()
        parts, beginnings = _parts(name)
        if not any(beginning in folded for beginning in beginnings):
            continue
        if len(parts) > 1 and (once := _whole_once(text, folded, parts, beginnings)):
            yield once
        else:
            others[parts] = None
    if others:
        yield from _Words(text).spans(list(others))


def _whole_once(text: str, folded: str, parts: Parts, beginnings: Parts) -> Span | None:
    """Where a name stands just as it is known, and nothing of it anywhere else: the usual case, and quick."""
    start = text.find(" ".join(parts))
    if start < 0 or any(folded.count(beginning) != 1 for beginning in beginnings):
        return None
    end = start + len(" ".join(parts))
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    return None if _JOINED_BEFORE.search(before) or (after and after not in _APART) else (start, end)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[Parts, Parts]:
    """The words of a name in the order first to last, and how they begin; no initials and particles."""
    family, comma, given = name.partition(",")
    ordered = f"{given} {family}" if comma else name
    found = [
        token.rstrip(" -") if "." in token[:-1] else token.rstrip(".") for token in TOKEN.findall(ordered)
    ]
    words = [part for part in found if len(part) > 1 and part.casefold() not in PARTICLES]
    parts = tuple(words or found)
    return parts, tuple(_IN_PART.split(part)[0].casefold() for part in parts)


class _Found(NamedTuple):
    """A place in the text, and the names it may belong to."""

    start: int
    end: int
    owners: set[int]


class _Words:
    """A text by its words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._known: dict[str, list[int]] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for run in _WORD.finditer(text):
            pieces = _CAPITAL.split(run[0])
            if len(pieces) > 1:
                self._look_up(run[0], len(self._starts))
            start = run.start()
            for piece in pieces:
                self._look_up(piece, len(self._starts))
                self._starts.append(start)
                start += len(piece)

    def _look_up(self, written: str, at: int) -> None:
        key = written.casefold()
        self._places[key].append(at)
        if key.endswith("s"):
            self._places[key[:-1]].append(at)

    def spans(self, names: list[Parts]) -> Iterator[Span]:
        """Where names stand. Neighbours with an initial, a particle or a middle name between are one."""
        owners: dict[str, set[int]] = defaultdict(set)
        found: list[_Found] = []
        for number, parts in enumerate(names):
            alone = [part for part in parts if _may_stand_alone(part, parts)]
            for part in alone:
                owners[part].add(number)
            if len(parts) > 1 and not (len(alone) == len(parts) and not any(map(_is_ordinary, parts))):
                found += [_Found(*span, {number}) for span in self._whole(parts)]
            if len(parts) > 1:
                found += [_Found(*span, {number}) for span in self._turned(parts)]
        for part, those in owners.items():
            found += [_Found(*span, those) for span in self._single(part)]
        found.sort(key=lambda one: one[:2])
        for at, one in enumerate(found):
            yield self._with_initials(one.start), one.end
            yield from self._joined(one, found, at + 1)

    def _joined(self, one: _Found, found: list[_Found], at: int) -> Iterator[Span]:
        for other in map(found.__getitem__, range(at, len(found))):
            if other.start < one.end:
                continue
            if not _BETWEEN.fullmatch(self._text, one.end, other.start):
                if self._text[other.start - 1].isalpha():
                    continue  # it begins inside a word, as in «KariKari»: what comes after may still belong
                return
            if not one.owners.isdisjoint(other.owners):
                yield one.start, other.end

    def _with_initials(self, start: int) -> int:
        if "." not in self._text[max(0, start - 3) : start]:
            return start
        initials = _INITIALS_BEFORE.search(self._text, max(0, start - _LONGEST_INITIALS), start)
        return initials.start() if initials else start

    def _whole(self, parts: Parts) -> Iterator[Span]:
        """Where a whole name stands, in whatever case. The part that is rarest here tells where to look."""
        places = [self._at(part) for part in parts]
        lengths = [sum(len(_CAPITAL.split(run)) for run in _WORD.findall(part)) for part in parts]
        rarest = min(range(len(parts)), key=lambda number: len(places[number]))
        before = range(rarest, sum(lengths[:rarest]) + 1)
        starts = {at - back for at in places[rarest] for back in before if at >= back}
        if all(places):
            yield from self._matches(_whole_pattern(parts), sorted(starts))

    def _turned(self, parts: Parts) -> Iterator[Span]:
        """Where a name stands with its last part first: «Nordmann, Kari»."""
        if starts := self._before_comma(parts[-1]):
            yield from self._matches(_turned_pattern(parts), starts)

    def _single(self, part: str) -> Iterator[Span]:
        """Where a part stands; one that is also an ordinary word only with a capital letter."""
        if _IN_PART.search(part):
            yield from self._matches(_single_pattern(part), self._at(part))
            return
        key, only_capital = part.casefold(), _is_ordinary(part)
        for at in self._at(part):
            start = self._starts[at]
            found = self._text[start : (end := start + len(part))]
            is_it = found.casefold() == key and not (only_capital and found not in _capitals(part))
            if is_it and self._text[max(start - 1, 0)] != "[" and _AT_END.match(self._text, end):
                yield start, end

    def _at(self, part: str) -> list[int]:
        """Which words a part may begin at."""
        if part not in self._known:
            self._known[part] = self._look_for(part)
        return self._known[part]

    def _look_for(self, part: str) -> list[int]:
        pieces = [piece.casefold() for piece in _IN_PART.split(part)]
        written = ["".join(pieces[: length + 1]) for length in range(len(pieces))]
        keys = {run[0] for one in written if (run := _WORD.match(one))}
        return sorted({at for key in keys for at in self._places.get(key, ())})

    def _before_comma(self, part: str) -> list[int]:
        """Of those the ones that a comma is near after."""
        near = len(part) + 2 * len(part.split("-"))
        return [at for at in self._at(part) if "," in self._text[self._starts[at] : self._starts[at] + near]]

    def _matches(self, pattern: re.Pattern[str], words: Iterable[int]) -> Iterator[Span]:
        for at in words:
            if match := pattern.match(self._text, self._starts[at]):
                yield match.span(1)


@lru_cache(maxsize=4096)
def _whole_pattern(parts: Parts) -> re.Pattern[str]:
    return re.compile(rf"{_BEGIN}((?i:{_JOINT.join(map(_loose, parts))})){_END}")


@lru_cache(maxsize=4096)
def _turned_pattern(parts: Parts) -> re.Pattern[str]:
    """Not «Nordmann, Kari» where two come after each other: «Kari Nordmann, Kari Nordmann»."""
    last, first = _loose(parts[-1]), _loose(parts[0])
    return re.compile(rf"{_BEGIN}((?i:{last},\s*{first}(?!{_JOINT}{last}))){_END}")


@lru_cache(maxsize=4096)
def _single_pattern(part: str) -> re.Pattern[str]:
    capitals = f"(?:{'|'.join(map(_loose, _capitals(part)))})"
    form = capitals if _is_ordinary(part) else f"(?i:{_loose(part)})"
    return re.compile(rf"{_BEGIN}({form}){_END}")


def _capitals(part: str) -> Parts:
    return part[:1].upper() + part[1:], part.upper()


def _is_ordinary(part: str) -> bool:
    return is_ordinary(part.casefold())


def _may_stand_alone(part: str, parts: Parts) -> bool:
    """Whether a part is the person also without the others, as no place («Ski») is."""
    return len(parts) == 1 or not (is_place(part.casefold()) or _is_no_ones(part))


def _is_no_ones(part: str) -> bool:
    """Whether a part of what a party is called is no name: «Byggmester Bob AS v/ Kari Nordmann»."""
    found = word(part)
    return (found.organisation or found.stop) and not (found.first or found.surname)


def _loose(part: str) -> str:
    """A part whose hyphens may be any hyphen, a space or nothing, and what is written as one apart."""
    return r"[\s_\-‐‑]?".join(map(re.escape, _IN_PART.split(part)))
