"""What files say about each other: units, target groups, subjects and translations must exist."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from plugins.model.content import Virksomhet
from plugins.model.errors import Problem
from plugins.source.types import AnySource, Site


def reference_problems(site: Site, folders: Collection[str]) -> Iterator[Problem]:
    """Every reference in ``site`` that leads nowhere, at its line.

    ``folders`` are the names of all unit folders: a unit whose own file is broken still exists. A register
    that is missing or empty names nothing to compare with, and is passed over.
    """
    registers = site.registers
    groups = [group.slug for group in registers.target_groups]
    subjects = [subject.slug for subject in registers.subjects]
    for source in site.everything:
        item = source.item
        if isinstance(item, Virksomhet):
            yield from _unknown(source, "overordnet", "virksomhet", (item.parent,), folders)
        else:
            yield from _unknown(source, "virksomhet", "virksomhet", (item.unit,), folders)
        if groups:
            yield from _unknown(source, "malgrupper", "målgruppe", item.target_groups, groups)
        if subjects:
            yield from _unknown(source, "emner", "emne", item.subjects, subjects)
    yield from _translations(site)
    yield from _same_address(site)


def _unknown(
    source: AnySource,
    key: str,
    noun: str,
    names: tuple[str, ...],
    known: Collection[str],
) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name and name not in known:
            line = source.lines.get(f"{key}.{number}", source.lines.get(key, 0))
            yield Problem(source.label, line, f"ukjent {noun} «{name}»", _remedy(name, known))


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
