"""Decisions about the search as they are kept: a kind by the name of its file, and one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import ValidationError

from plugins.model.curation import Ban, BestBet, Decision, Entries, Pin, Synonym

KINDS: dict[str, type[Decision]] = {"synonymer": Synonym, "svar": BestBet, "plasser": Pin, "skjul": Ban}
"""As the files in ``content/data/sok`` are named."""

NAMES = {"synonymer": "Synonym", "svar": "Fast svar", "plasser": "Fast plass", "skjul": "Skjult treff"}
"""What advisers read."""

Key = tuple[str, str]
"""A kind and an entry: what is the same decision, whoever wrote it and wherever."""


class BadEntryError(ValueError):
    """What somebody wrote that is no decision; the message says why, in Norwegian."""


def kind_of(decision: Decision) -> str:
    """The kind of a decision.

    >>> kind_of(Ban(sok=("vann",), adresse="/nav/", hvorfor="Ikke svaret."))
    'skjul'
    """
    return next(kind for kind, model in KINDS.items() if isinstance(decision, model))


def as_text(decision: Decision) -> str:
    """One line of JSON with the keys of the files, the same for equal decisions.

    >>> as_text(Ban(sok=("vann",), adresse="/nav/", hvorfor="Ikke svaret."))
    '{"adresse": "/nav/", "hvorfor": "Ikke svaret.", "sok": ["vann"]}'
    """
    fields = decision.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def key_of(decision: Decision) -> Key:
    """What tells a decision from others."""
    return kind_of(decision), as_text(decision)


def from_text(kind: str, text: str) -> Decision:
    """The decision of a key. Raises BadEntryError for what is none."""
    return made_of(kind, json.loads(text))


def made_of(kind: str, fields: object) -> Decision:
    """A decision of what somebody filled in. Raises BadEntryError, naming the fields that are wrong."""
    if kind not in KINDS:
        raise BadEntryError(f"«{kind[:20]}» er ikke en slags beslutning. Velg {', '.join(KINDS)}.")
    try:
        return KINDS[kind].model_validate(fields)
    except ValidationError as error:
        wrong = sorted({str(problem["loc"][0]) for problem in error.errors() if problem["loc"]})
        raise BadEntryError(f"Rett feltet {', '.join(f'«{name}»' for name in wrong)}.") from None


def decisions_in(entries: Entries) -> tuple[Decision, ...]:
    """All decisions of all kinds, in order."""
    return (*entries.synonyms, *entries.best_bets, *entries.pins, *entries.bans)


def sorted_in(decisions: Iterable[Decision]) -> Entries:
    """Decisions by kind."""
    found = list(decisions)
    return Entries(
        tuple(one for one in found if isinstance(one, Synonym)),
        tuple(one for one in found if isinstance(one, BestBet)),
        tuple(one for one in found if isinstance(one, Pin)),
        tuple(one for one in found if isinstance(one, Ban)),
    )


def words_of(decision: Decision) -> tuple[str, ...]:
    """What people type that a decision is about."""
    if isinstance(decision, Synonym):
        return (decision.word, *(decision.also if decision.both_ways else ()))
    queries: tuple[str, ...] = getattr(decision, "queries", ())
    return queries


def summary(decision: Decision) -> str:
    """A decision in a few words, for a list.

    >>> summary(Synonym(ord="boss", ogsaa=("avfall",), hvorfor="Samme tjeneste."))
    '«boss» finner også «avfall»'
    """
    if isinstance(decision, Synonym):
        also = ", ".join(f"«{word}»" for word in decision.also)
        return f"«{decision.word}» finner også {also}{', og omvendt' if decision.both_ways else ''}"
    words = ", ".join(f"«{word}»" for word in words_of(decision))
    if isinstance(decision, BestBet):
        return f"{words}: «{decision.title}» ({decision.address}) over treffene"
    if isinstance(decision, Pin):
        return f"{words}: {decision.address} på plass {decision.place}"
    return f"{words}: {getattr(decision, 'address', '')} vises ikke"
