"""An invented journal: cases that live over months, entries numbered day by day with a few gaps."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from bench.delivery_calendar import working_days
from bench.delivery_words import (
    AUTHORITIES,
    BUILDERS,
    COMPANIES,
    FIRST,
    JOBS,
    KINDERGARTENS,
    KINDS,
    LAST,
    SCHOOLS,
    STREETS,
    WORKS,
    Kind,
    Letter,
)
from bench.delivery_xml import HIDDEN, Case, Entry, Paper
from plugins.model.identifiers import find_national_ids

_MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
_GAP = 0.012
"""Share of running numbers that are never delivered: cancelled, moved, or not public at all."""
_CONTINUED = 0.35
_OPEN_CASES = 400
_UNDATED = 0.01


class Journal:
    """Numbers, ids and the cases still open. Everything comes from one seed."""

    def __init__(self, seed: int, first: date, rate: float) -> None:
        self.rng = random.Random(seed)
        passed = max(0, sum(1 for _ in working_days(date(first.year, 1, 1), first)) - 1)
        self._sequence = {first.year: int(passed * rate) + 1}
        self._cases = {first.year: int(passed * rate / 4) + 1}
        self._open: list[tuple[Case, Kind, dict[str, str]]] = []

    def new_id(self) -> str:
        """A systemID that nobody can take for a fødselsnummer."""
        while True:
            made = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
            if not find_national_ids(made):
                return made

    def new_case(self, title: str, unit: str, opened: date) -> Case:
        """A case with the next number of its year."""
        number = self._cases.get(opened.year, 1)
        self._cases[opened.year] = number + 1
        return Case(self.new_id(), opened.year, number, title, unit, opened)

    def numbers(self, days: Counter[date]) -> dict[date, list[int]]:
        """Running numbers for so many entries on each day, rising from day to day, with a few gaps."""
        taken: dict[date, list[int]] = {}
        for day in sorted(days):
            number = self._sequence.get(day.year, 1)
            taken[day] = []
            for _ in range(days[day]):
                number += self.rng.random() < _GAP
                taken[day].append(number)
                number += 1
            self._sequence[day.year] = number
        return taken

    def spread(self, count: int, days: list[date]) -> Counter[date]:
        """So many entries over the days; Mondays and Thursdays are busiest."""
        weights = [(1.3, 1.0, 1.0, 1.2, 0.7)[day.weekday()] for day in days]
        return Counter(self.rng.choices(days, weights, k=count))

    def cases(self, slots: list[tuple[date, int]]) -> Iterator[Case]:
        """Cases that fill a month's slots (day and running number), old ones first continued at random."""
        self.rng.shuffle(slots)
        waiting, self._open = self._open[-_OPEN_CASES:], []
        while slots:
            if waiting and self.rng.random() < _CONTINUED:
                case, kind, words = waiting.pop(self.rng.randrange(len(waiting)))
                begun = sum(entry.number for entry in case.entries[-1:])
            else:
                kind, words = self._new_kind(slots[-1][0])
                case, begun = self.new_case(kind.title.format_map(words), kind.unit, slots[-1][0]), 0
            size = min(len(slots), max(1, round(self.rng.gammavariate(1.6, 1.4))))
            mine = sorted(slots.pop() for _ in range(size))
            case.opened = case.opened if begun else mine[0][0]
            case.entries = [self._entry(kind, words, begun + n, *slot) for n, slot in enumerate(mine)]
            yield case
            self._open.append((case, kind, words))

    def _new_kind(self, day: date) -> tuple[Kind, dict[str, str]]:
        kind = self.rng.choices(KINDS, [k.weight for k in KINDS])[0]
        pick = self.rng.choice
        company = pick(COMPANIES.get(kind.unit, BUILDERS))
        return kind, {
            "gnr": str(self.rng.randint(1, 160)),
            "bnr": str(self.rng.randint(1, 480)),
            "street": f"{pick(STREETS)} {self.rng.randint(1, 90)}",
            "work": pick(WORKS),
            "school": pick(SCHOOLS),
            "kindergarten": pick(KINDERGARTENS),
            "company": company,
            "job": pick(JOBS),
            "person": self.person(),
            "month": f"{_MONTHS[day.month - 1]} {day.year}",
            "year": str(day.year),
            "next": str(day.year + 1),
            "later": str(day.year + 4),
        }

    def person(self) -> str:
        """An invented resident."""
        return f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)}"

    def _entry(self, kind: Kind, words: dict[str, str], place: int, day: date, sequence: int) -> Entry:
        letter = kind.letters[place % len(kind.letters)]
        paragraph = letter.paragraph if self.rng.random() < letter.shielded else ""
        title = letter.title.format_map(words)
        return Entry(
            id=self.new_id(),
            type=letter.type,
            title=title,
            day=day,
            sequence=sequence,
            number=place + 1,
            parties=[self._party(letter, words, kind.unit)],
            paragraph=paragraph,
            papers=self.papers(title, self.rng.randint(0, letter.attachments)),
            letter_day=self._letter_day(letter, day),
        )

    def _letter_day(self, letter: Letter, day: date) -> date | None:
        if self.rng.random() < _UNDATED:
            return None
        return day - timedelta(days=self.rng.randint(0, 4)) if letter.type == "I" else day

    def _party(self, letter: Letter, words: dict[str, str], unit: str) -> tuple[str, str]:
        if letter.party == "intern":
            return "Intern avsender", unit
        name = {
            "person": words["person"], "firma": words["company"], "barnehage": words["kindergarten"],
            "skjermet": HIDDEN, "etat": self.rng.choice(AUTHORITIES),
        }[letter.party]  # fmt: skip
        return ("Avsender" if letter.type == "I" else "Mottaker"), name

    def papers(self, title: str, attachments: int) -> list[Paper]:
        """A main document and so many attachments."""
        names = [title, *(self.rng.choice(("Tegninger", "Kart", "Følgebrev", "Skjema", "Bilder", "Rapport"))
                          for _ in range(attachments))]  # fmt: skip
        made = []
        for name in names:
            paper_id = self.new_id()
            made.append(
                Paper(paper_id, name, f"dokumenter/{paper_id}.pdf", self.rng.randint(20_000, 900_000))
            )
        return made
