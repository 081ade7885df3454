"""The names of natural persons on archive pages: whose they are, how old they are, when they are hidden.

A search may not hit a person's name in a journal entry older than a year; whether old names are hidden on
pages too is a setting, on by default (our policy after offentlegforskrifta § 6).

A name in a *case's* title is as old as the case: the oldest of the case date and the journal dates of its
entries. The title was public from then, and a new letter in an old case must not make an old name
searchable again. An entry without a date, or a case without any, counts as old: doubt means masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.model.archive import Journalpost, Saksmappe
from plugins.model.names import MASK, find_person_names, mask_names
from plugins.model.visibility import names_may_be_hit

HIDDEN_PARTY = "Skjermet"


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case with the persons named in it or its entries, and the date those names are counted from."""

    case: Saksmappe
    names: tuple[str, ...]
    dated: date | None


@dataclass(frozen=True, slots=True)
class Curtain:
    """Hides names whose year has passed on ``today``; hides none when the setting is off."""

    today: date
    mask_old_names: bool = True

    def hides(self, dated: date | None) -> bool:
        """Whether names from ``dated`` are hidden; a missing date counts as old."""
        return self.mask_old_names and not names_may_be_hit(dated, self.today)

    def text(self, text: str, names: Iterable[str], dated: date | None) -> str:
        """``text`` as it may be shown."""
        return mask_names(text, names) if self.hides(dated) else text

    def case_title(self, known: KnownCase) -> str:
        """The title of a case as it may be shown."""
        return self.text(known.case.tittel, known.names, known.dated)


def names_in_entry(entry: Journalpost) -> tuple[str, ...]:
    """Every natural person named in an entry: those the importer found, and its parties."""
    parties = (p.navn for p in entry.parter if p.er_person and p.navn)
    return unique((*entry.navn, *parties))


def known_case(case: Saksmappe, entries: Iterable[Journalpost]) -> KnownCase:
    """The case with what must be known before its title is shown."""
    in_case = tuple(entries)
    from_entries = unique(name for entry in in_case for name in names_in_entry(entry))
    in_title = find_person_names(case.tittel, from_entries)
    return KnownCase(case, unique((*in_title, *from_entries)), _oldest(case, in_case))


def _oldest(case: Saksmappe, entries: tuple[Journalpost, ...]) -> date | None:
    dates = [entry.journaldato for entry in entries]
    if case.saksdato is not None:
        dates.append(case.saksdato)
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
    "unique",
]
