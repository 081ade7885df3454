"""What files say about each other: units, target groups, subjects and translations must exist."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from plugins.model.errors import Problem
from plugins.source.types import Site, Written

_LISTS = frozenset({"malgrupper", "emner"})


@dataclass(frozen=True)
class Names:
    """What fields may refer to. A register that is broken is left empty, and compared with nothing."""

    units: Collection[str]
    """Names of all unit folders: a unit whose own file is broken still exists."""
    target_groups: Collection[str] = ()
    subjects: Collection[str] = ()

    def by_field(self) -> Iterator[tuple[str, str, Collection[str]]]:
        """The fields that refer, with what they refer to and the names there are."""
        yield "virksomhet", "virksomhet", self.units
        yield "overordnet", "virksomhet", self.units
        if self.target_groups:
            yield "malgrupper", "målgruppe", self.target_groups
        if self.subjects:
            yield "emner", "emne", self.subjects


def unknown_names(file: Written, names: Names) -> Iterator[Problem]:
    """Every name in the fields of ``file`` that nothing is called, at its line."""
    for key, noun, known in names.by_field():
        for word, line in _words(file, key):
            if word not in known:
                yield Problem(file.label, line, f"ukjent {noun} «{word}»", _remedy(word, known))


def _words(file: Written, key: str) -> Iterator[tuple[str, int]]:
    """The text or the texts of ``key``, each with its line; nothing when it holds something else.

    A text where a list belongs is the model's finding, and not an unknown word as well.
    """
    value = file.data.get(key)
    if key in _LISTS and not isinstance(value, list):
        return
    listed = list(enumerate(value)) if isinstance(value, list) else [("", value)]
    for number, word in listed:
        if isinstance(word, str) and word.strip():
            yield word.strip(), file.lines.get(f"{key}.{number}", file.lines.get(key, 0))


def reference_problems(written: Sequence[Written], site: Site, names: Names) -> Iterator[Problem]:
    """Every reference that leads nowhere, at its line."""
    for file in written:
        yield from unknown_names(file, names)
    yield from _translations(site)
    yield from _same_address(site)


def _remedy(name: str, known: Collection[str]) -> str:
    if close := difflib.get_close_matches(name, known, n=1):
        return f"mente du «{close[0]}»?"
    return (
        f"velg blant {', '.join(sorted(known))}" if 0 < len(known) <= 12 else "rett navnet, eller fjern det"
    )


def _translations(site: Site) -> Iterator[Problem]:
    languages = {f"{page.unit}/{page.slug}": page.item.language for page in site.pages}
    for page in site.pages:
        if original := page.item.translation_of.strip("/"):
            line = page.lines.get("oversetter", 0)
            found = languages.get(original)
            close = difflib.get_close_matches(original, languages, n=1) if found is None else []
            yield from translation_problem(
                page.label, line, original, found, page.item.language, close[0] if close else ""
            )


def translation_problem(  # noqa: PLR0913, PLR0917 - what one page says of another
    label: str, line: int, original: str, found: str | None, language: str, close: str = ""
) -> Iterator[Problem]:
    """What is wrong with a translation of ``original``, whose language is ``found``; None: no such page."""
    if found is None:
        remedy = f"mente du «{close}»?" if close else "skriv «virksomhet/side»"
        yield Problem(label, line, f"oversetter «{original}», som ikke finnes", remedy)
    elif found == language:
        remedy = "sett sprak til språket siden er skrevet på"
        yield Problem(label, line, f"«{original}» er på samme språk", remedy)


def _same_address(site: Site) -> Iterator[Problem]:
    """News of all units share the months, so two files of one month cannot share a name."""
    first: dict[str, str] = {}
    for item in site.news:
        if item.address in first:
            yield same_address(item.label, item.lines.get("dato", 0), first[item.address])
        first.setdefault(item.address, item.label)


def same_address(label: str, line: int, other: str) -> Problem:
    """Two files would have become one page."""
    return Problem(label, line, f"samme adresse som {other}", "gi filen et annet navn")
