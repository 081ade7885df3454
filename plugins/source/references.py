"""What files say about each other: units, target groups, subjects and translations must exist."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.model.errors import Problem
from plugins.source.types import Site

_LISTS = frozenset({"malgrupper", "emner"})


@dataclass(frozen=True)
class Written:
    """The fields of a file as they stand there, also when the model refused some of them."""

    label: str
    data: dict[str, Any]
    lines: dict[str, int]

    def words(self, key: str) -> Iterator[tuple[str, int]]:
        """The text or the texts of ``key``, each with its line; nothing when it holds something else.

        A text where a list belongs is the model's finding, and not an unknown word as well.
        """
        value = self.data.get(key)
        if key in _LISTS and not isinstance(value, list):
            return
        listed = list(enumerate(value)) if isinstance(value, list) else [("", value)]
        for number, word in listed:
            if isinstance(word, str) and word.strip():
                yield word.strip(), self.lines.get(f"{key}.{number}", self.lines.get(key, 0))


def reference_problems(
    written: Sequence[Written], site: Site, units: Collection[str], faulty: Collection[str]
) -> Iterator[Problem]:
    """Every reference that leads nowhere, at its line.

    ``units`` are the names of all unit folders: a unit whose own file is broken still exists. A register
    that is empty, or named in ``faulty``, has nothing to compare with and is passed over.
    """
    registers = site.registers
    known: dict[str, tuple[str, Collection[str]]] = {
        "virksomhet": ("virksomhet", units),
        "overordnet": ("virksomhet", units),
    }
    if registers.target_groups and "malgrupper" not in faulty:
        known["malgrupper"] = ("målgruppe", [group.slug for group in registers.target_groups])
    if registers.subjects and "emner" not in faulty:
        known["emner"] = ("emne", [subject.slug for subject in registers.subjects])
    for file in written:
        for key, (noun, names) in known.items():
            for word, line in file.words(key):
                if word not in names:
                    yield Problem(file.label, line, f"ukjent {noun} «{word}»", _remedy(word, names))
    yield from _translations(site)
    yield from _same_address(site)


def _remedy(name: str, known: Collection[str]) -> str:
    if close := difflib.get_close_matches(name, known, n=1):
        return f"mente du «{close[0]}»?"
    return (
        f"velg blant {', '.join(sorted(known))}" if 0 < len(known) <= 12 else "rett navnet, eller fjern det"
    )


def _translations(site: Site) -> Iterator[Problem]:
    pages = {f"{page.unit}/{page.slug}": page for page in site.pages}
    for page in site.pages:
        original = page.item.translation_of.strip("/")
        line = page.lines.get("oversetter", 0)
        if original and original not in pages:
            close = difflib.get_close_matches(original, pages, n=1)
            remedy = f"mente du «{close[0]}»?" if close else "skriv «virksomhet/side»"
            yield Problem(page.label, line, f"oversetter «{original}», som ikke finnes", remedy)
        elif original and pages[original].item.language == page.item.language:
            yield Problem(
                page.label,
                line,
                f"«{original}» er på samme språk",
                "sett sprak til språket siden er skrevet på",
            )


def _same_address(site: Site) -> Iterator[Problem]:
    """News of all units share the months, so two files of one month cannot share a name."""
    first: dict[str, str] = {}
    for item in site.news:
        if item.address in first:
            message = f"samme adresse som {first[item.address]}"
            yield Problem(item.label, item.lines.get("dato", 0), message, "gi filen et annet navn")
        first.setdefault(item.address, item.label)
