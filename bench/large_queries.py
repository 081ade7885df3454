"""Different queries of every kind for a large corpus, with filters that any engine has."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from bench.large_corpus import UNITS, Words, documents
from bench.queries import WORDS as COMMON

_SAMPLED = 4_000
"""Documents that phrases and rare words are taken from."""


@dataclass(frozen=True)
class LargeQuery:
    """Words that must all be there, or one phrase, without those of ``unwanted``, and what limits it."""

    words: tuple[str, ...]
    phrase: bool = False
    unwanted: tuple[str, ...] = ()
    kind: str = ""
    unit: str = ""
    year: int = 0

    @property
    def typed(self) -> str:
        """As a person types it in our search."""
        text = " ".join(self.words)
        return " ".join([f'"{text}"' if self.phrase else text, *(f"-{word}" for word in self.unwanted)])

    @property
    def parameters(self) -> dict[str, list[str]]:
        """As parameters of ``/sok``."""
        chosen = {"type": self.kind, "virksomhet": self.unit, "ar": str(self.year or "")}
        return {"q": [self.typed], **{name: [value] for name, value in chosen.items() if value}}


def mixed(count: int, corpus: int, seed: int = 7) -> list[LargeQuery]:
    """``count`` different queries for a corpus of ``corpus`` documents; the same for the same seed.

    A third is one word, a quarter several, a sixth a phrase that stands in a document, the rest numbers, rare
    words and words with a minus. Every fourth is limited to a kind, a unit or a year.
    """
    dice, words = random.Random(seed), Words()
    sampled = [d for n, d in zip(range(2 * _SAMPLED), documents(corpus), strict=False) if n % 2]
    texts = [f"{d.title} {d.summary} {d.body}".replace(".", " ").split() for d in sampled]
    numbers = [d.number for d in sampled if d.number]
    makers: list[tuple[float, Callable[[], LargeQuery]]] = [
        (0.20, lambda: LargeQuery((dice.choice(COMMON),))),
        (0.14, lambda: LargeQuery((dice.choice(dice.choice(texts)),))),
        (0.26, lambda: LargeQuery(tuple(dice.sample(COMMON, dice.choice((2, 2, 3)))))),
        (0.10, lambda: LargeQuery((*words.some(1).split(), dice.choice(COMMON)))),
        (0.16, lambda: _phrase(dice, dice.choice(texts))),
        (0.06, lambda: LargeQuery((dice.choice(numbers or COMMON),))),
        (0.08, lambda: LargeQuery((dice.choice(COMMON),), unwanted=(dice.choice(COMMON),))),
    ]
    found: dict[LargeQuery, None] = {}
    while len(found) < count:
        (maker,) = dice.choices([make for _, make in makers], [share for share, _ in makers])
        found.setdefault(_limited(maker(), dice))
    return list(found)


def _phrase(dice: random.Random, words: list[str]) -> LargeQuery:
    length = dice.choice((2, 2, 3))
    first = dice.randrange(max(len(words) - length, 1))
    return LargeQuery(tuple(words[first : first + length]), phrase=True)


def _limited(query: LargeQuery, dice: random.Random) -> LargeQuery:
    luck = dice.random()
    if luck > 0.25:
        return query
    limits = {
        "kind": "journalpost" if luck < 0.05 else "tjeneste" if luck < 0.10 else "",
        "unit": dice.choice(list(UNITS)) if 0.10 <= luck < 0.18 else "",
        "year": dice.randrange(2016, 2026) if luck >= 0.18 else 0,
    }
    return LargeQuery(query.words, query.phrase, query.unwanted, **limits)  # type: ignore[arg-type]
