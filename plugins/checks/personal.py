"""Checks of what must never be on the internet: national identity numbers (offentlegforskrifta § 7)."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.identity_numbers import TEXT_FILES, hidden_id, hides_ids, ids_in_file, ids_in_name
from plugins.checks.types import Content
from plugins.model.errors import Problem


def no_national_ids(content: Content) -> Iterator[Problem]:
    """Fødselsnummer, D-nummer og lignende skal aldri stå i tekst, felter, registre eller filnavn."""
    for path in content.files:
        yield from ids_in_name(path.relative_to(content.folder).as_posix(), str(path.parent))
        if path.suffix.lower() in TEXT_FILES:
            yield from ids_in_file(path)


def no_national_ids_behind_markup(content: Content) -> Iterator[Problem]:
    """Et fødselsnummer skal heller ikke komme til syne når koder og uthevinger blir til tekst."""
    for text in content.bodies:
        source = text.source
        if hides_ids(source.body, text.rendered.html):
            yield hidden_id(source.label, source.body_line)
