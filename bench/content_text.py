"""Invented Norwegian prose in Markdown: sentences, paragraphs, a list, a table, links and emphasis."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bench import content_words as words

Link = tuple[str, str]
"""Text and target."""

_EXTERNAL = (
    ("forvaltningsloven", "https://lovdata.no/lov/1967-02-10"),
    ("offentleglova", "https://lovdata.no/lov/2006-05-19-16"),
    ("reglene hos Digitaliseringsdirektoratet", "https://www.digdir.no/"),
)
_SECTIONS = 5


def sentence(dice: Random) -> str:
    """One sentence.

    >>> sentence(Random(4))
    'Saksbehandleren ser på lista sammen med deg.'
    """
    pick = dice.choice
    kind = dice.random()
    if kind < 0.4:
        made = f"{pick(words.ACTORS)} {pick(words.DEEDS)} {pick(words.OBJECTS)} {pick(words.WHEN)}"
    elif kind < 0.7:
        made = f"du {pick(words.DUTIES)} {pick(words.OBJECTS)} {pick(words.WHEN)}"
    elif kind < 0.9:
        made = (
            f"hvis {pick(words.ACTORS)} {pick(words.DEEDS)} {pick(words.OBJECTS)}, "
            f"{pick(words.RESULTS)} {pick(words.WHEN)}"
        )
    else:
        made = f"{pick(words.OBJECTS)} gjelder **{pick(words.STRESSED)}** {pick(words.WHEN)}"
    return f"{made[0].upper()}{made[1:]}."


def paragraph(dice: Random, fewest: int = 4, most: int = 6) -> str:
    """Some sentences; now and then a word in italics at the end."""
    told = " ".join(sentence(dice) for _ in range(dice.randint(fewest, most)))
    return f"{told} Spør etter *{dice.choice(words.OBJECTS)}*." if dice.random() < 0.3 else told


def body(dice: Random, links: Sequence[Link]) -> str:
    """A page of about 428 words: paragraphs under headings, a list, a table, and every one of ``links``."""
    said = [*list(links), dice.choice(_EXTERNAL)]
    parts = [paragraph(dice)]
    for number, heading in enumerate(dice.sample(words.HEADINGS, _SECTIONS)):
        parts += [f"## {heading}", paragraph(dice)]
        if number == 1:
            parts.append(_list(dice))
        elif number == 2:
            parts.append(_table(dice))
        if said:
            text, target = said.pop(0)
            parts.append(f"{sentence(dice)} Se også [{text}]({target}). {sentence(dice)}")
    return "\n\n".join(parts) + "\n"


def short_body(dice: Random) -> str:
    """What a unit says of itself."""
    return "\n\n".join([paragraph(dice), "## Når er vi stengt?", paragraph(dice, 2, 3)]) + "\n"


def _list(dice: Random) -> str:
    return "\n".join(f"- {sentence(dice)}" for _ in range(4))


def _table(dice: Random) -> str:
    rows = (
        f"| {dice.choice(words.WHEN)} | {dice.choice(words.OBJECTS)} | {dice.randrange(2, 40) * 50} kr |"
        for _ in range(4)
    )
    return "\n".join(["| Når | Hva | Pris |", "|---|---|---|", *rows])
