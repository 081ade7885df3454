"""Checks of what editors decide about the search (``content/data/sok``)."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.links import Places
from plugins.checks.types import Content
from plugins.model.curation import Synonym
from plugins.model.errors import Problem
from plugins.source.curation import Placed, curation_folder, read_curation


def decisions_follow_the_model(content: Content) -> Iterator[Problem]:
    """Synonymer, svar, plasser og skjulte treff må ha de feltene de skal, og en grunn."""
    problems: list[Problem] = []
    _decisions(content, problems)
    yield from problems


def decisions_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Svar, plasser og skjulte treff («adresse») må vise til en side som finnes."""
    places = Places(content)
    for placed in _decisions(content, []):
        address = getattr(placed.decision, "address", "")
        if address and (wrong := places.wrong(address, None)):
            yield Problem(placed.path, placed.line, *wrong)


def decisions_that_are_over_are_removed(content: Content) -> Iterator[Problem]:
    """Det som er over («til»), bør tas bort."""
    today = content.now.date()
    for placed in _decisions(content, []):
        ends = placed.decision.ends
        if ends and ends < today:
            yield Problem(placed.path, placed.line, f"sluttet å gjelde {ends}", "ta det bort", "advarsel")


def words_are_decided_once(content: Content) -> Iterator[Problem]:
    """Et ord bør ha én linje med synonymer."""
    seen: dict[str, Placed] = {}
    for placed in _decisions(content, []):
        if isinstance(placed.decision, Synonym):
            first = seen.setdefault(placed.decision.word.casefold(), placed)
            if first is not placed:
                message = f"«{placed.decision.word}» står også på linje {first.line}"
                yield Problem(placed.path, placed.line, message, "slå dem sammen", "advarsel")


def _decisions(content: Content, problems: list[Problem]) -> tuple[Placed, ...]:
    return read_curation(curation_folder(content.folder), problems)
