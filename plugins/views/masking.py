"""The names of natural persons on archive pages: whose they are, how old they are, when they are hidden.

A search may not hit a person's name in a journal entry older than a year; whether old names are hidden on
pages too is a setting, on by default (our policy after offentlegforskrifta § 6).

A name in a *case's* title is as old as the case: the oldest of the case date and the journal dates of its
entries. The title was public from then, and a new letter in an old case must not make an old name
searchable again. An entry without a date, or a case without any, counts as old: doubt means masked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plugins.model.archive import Journalpost, Saksmappe
from plugins.model.clock import Day
from plugins.model.file_words import INNER_CAPITAL
from plugins.model.names import MASK, find_person_names, mask_names
from plugins.model.visibility import names_may_be_hit

HIDDEN_PARTY = "Skjermet"
_BEGINNING = 3
_FEW = 8
"""So many names are looked for one by one sooner than it is found out which may be there."""
_HYPHEN = re.compile("[-‐‑]")
_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(rf"{INNER_CAPITAL}[^\W\d_]+?(?:{INNER_CAPITAL}|(?![^\W\d_]))")


@dataclass(frozen=True)
class KnownCase:
    """A case with the persons named in it or its entries, and the date those names are counted from."""

    case: Saksmappe
    names: tuple[str, ...]
    dated: date | None

    def names_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The names that may stand, whole or in part, in some of ``texts``: no fewer, perhaps some more.

        A hearing has thousands of letters with as many names; only those that share the beginning of a
        word with the texts are worth looking for.
        """
        if len(self.names) <= _FEW:
            return self.names
        beginnings = {start for text in texts for start in _beginnings(text)}
        found = {at for start in beginnings for at in self._by_beginning.get(start, ())}
        return tuple(self.names[at] for at in sorted(found))

    @cached_property
    def _by_beginning(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self.names):
            for start in _beginnings(name):
                index[start].append(at)
        return dict(index)


@dataclass(frozen=True, slots=True)
class Curtain:
    """Hides names whose year has passed on ``today``; hides none when the setting is off."""

    today: Day
    mask_old_names: bool = True

    def hides(self, dated: date | None) -> bool:
        """Whether names from ``dated`` are hidden; a missing date counts as old."""
        return self.mask_old_names and not names_may_be_hit(dated, self.today)

    def text(self, text: str, names: Iterable[str], dated: date | None) -> str:
        """``text`` as it may be shown."""
        return mask_names(text, names) if self.hides(dated) else text

    def case_title(self, known: KnownCase) -> str:
        """The title of a case as it may be shown."""
        title = known.case.tittel
        return self.text(title, known.names_in((title,)), known.dated)


def _beginnings(text: str) -> set[str]:
    """The first letters of each word, folded; one letter of a short word, since it may take an «s»."""
    folded = unicodedata.normalize("NFC", text).casefold()
    words = (
        *_WORD.findall(folded),
        *_WORD.findall(_HYPHEN.sub("", folded)),
        *map(str.casefold, _INNER.findall(text)),
    )
    return {word[:_BEGINNING] for word in words} | {word[0] for word in words if len(word) <= _BEGINNING}


def entry_texts(entry: Journalpost) -> tuple[str, ...]:
    """All the texts of an entry that a name may stand in."""
    documents = (document.tittel for document in entry.dokumenter)
    return (entry.tittel, *documents, *(party.navn for party in entry.parter))


def names_to_hide(entry: Journalpost, known: KnownCase | None) -> tuple[str, ...]:
    """The entry's own names, and those from elsewhere in its case that may stand in its texts too."""
    of_case = known.names_in(entry_texts(entry)) if known else ()
    return unique((*names_in_entry(entry), *of_case))


def names_in_entry(entry: Journalpost) -> tuple[str, ...]:
    """Every natural person named in an entry: those the importer found, and its parties."""
    parties = (p.navn for p in entry.parter if p.er_person and p.navn)
    return unique((*entry.navn, *parties))


def known_case(case: Saksmappe, entries: Iterable[Journalpost]) -> KnownCase:
    """The case with what must be known before its title is shown."""
    return case_named(case, ((entry.journaldato, names_in_entry(entry)) for entry in entries))


def case_named(case: Saksmappe, entries: Iterable[tuple[date | None, tuple[str, ...]]]) -> KnownCase:
    """The same, of the day of each entry and the persons named in it."""
    in_case = tuple(entries)
    from_entries = unique(name for _, names in in_case for name in names)
    in_title = find_person_names(case.tittel, from_entries)
    dated = _oldest(case, [day for day, _ in in_case])
    return KnownCase(case, unique((*in_title, *from_entries)), dated)


def _oldest(case: Saksmappe, days: list[date | None]) -> date | None:
    dates = [*days, case.saksdato] if case.saksdato is not None else days
    dated = [day for day in dates if day is not None]
    return min(dated) if dated and len(dated) == len(dates) else None


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names once each, in the order they came, without empty ones."""
    return tuple(dict.fromkeys(name for name in names if name))


__all__ = [
    "HIDDEN_PARTY",
    "MASK",
    "Curtain",
    "KnownCase",
    "known_case",
    "names_in_entry",
    "names_to_hide",
    "unique",
]
