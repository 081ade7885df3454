"""Checks of what must never be on the internet: national identity numbers (offentlegforskrifta § 7)."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.language import plain_blocks
from plugins.checks.types import Content
from plugins.model.errors import Problem
from plugins.model.identifiers import find_national_ids

_TEXT_FILES = frozenset({".md", ".yaml", ".yml", ".txt", ".csv", ".json", ".html", ".svg"})
_REMEDY = "fjern det; er tallet noe annet, skriv komma mellom tallene eller kontonummer som 1234.56.78903"


def no_national_ids(content: Content) -> Iterator[Problem]:
    """Fødselsnummer, D-nummer og lignende skal aldri stå i tekst, felter, registre eller filnavn."""
    for path in content.files:
        if find_national_ids(path.relative_to(content.folder).as_posix()):
            # The name is the number: it must not be printed in a log of the check either.
            yield Problem(
                str(path.parent), 0, "et filnavn inneholder et fødselsnummer", "gi filen et nytt navn"
            )
        if path.suffix.lower() in _TEXT_FILES:
            raw = path.read_text(encoding="utf-8-sig", errors="replace")
            for identifier in find_national_ids(raw):
                line = raw.count("\n", 0, identifier.start) + 1
                yield Problem(str(path), line, "fødselsnummer i teksten", _REMEDY)


def no_national_ids_behind_markup(content: Content) -> Iterator[Problem]:
    """Et fødselsnummer skal heller ikke komme til syne når koder og uthevinger blir til tekst."""
    for text in content.bodies:
        seen = plain_blocks(text.rendered.html, between=" | ")  # numbers in two cells are two numbers
        if find_national_ids(seen) and not find_national_ids(text.source.body):
            yield text.problem(text.source.body_line, "fødselsnummer i teksten slik leseren ser den", _REMEDY)
