"""A town's search documents in any number: journal entries, and up to 5,000 long pages.

The words are drawn as words of a town's archive are: a few are common, most are rare. Case numbers, property
numbers and street numbers, inflected words of the dictionary, compounds of two of its words, and invented
names of places and firms give more than 500,000 different terms at 100,000 documents.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import msgspec

from bench.delivery_words import STREETS
from bench.queries import WORDS as COMMON
from plugins.model.document import FORMAT_VERSION, Document, Manifest, Shard

UNITS = {name: name.title() for name in "barnehage skole byggesak kultur vei-og-park nav helse plan".split()}
TARGET_GROUPS = {"innbyggere": "Innbyggere", "naeringsliv": "Næringsliv"}
MOST_PAGES = 5_000
_FIRST_DAY = date(2016, 1, 4)
_DAYS = 3_650
_SMALL = "om til fra vedrørende gjelder svar på for med av i og en ny det som er".split()
_ONSETS = "b br d f fl g gr h k kl l m n p r s sk sl st t tr v".split()
_VOWELS = "aeiouyøå"
_CODAS = ["", "n", "r", "l", "s", "t", "k", "nd", "ng", "st"]


class Words:
    """Words drawn by how common they are; the same for the same seed."""

    def __init__(self, seed: int = 5) -> None:
        # what is measured also reads this file, and has no use for simplemma, which takes long to import
        from simplemma.strategies.dictionaries import dictionary_factory  # noqa: PLC0415

        self._dice = random.Random(seed)
        known = sorted(dictionary_factory.DEFAULT_DICTIONARY_FACTORY.get_dictionary("nb"))
        plain = [w for w in known if w.isalpha() and w.islower() and 4 <= len(w) <= 14]
        self._known = self._dice.sample(plain, 60_000)
        firsts, lasts = self._dice.sample(plain, 1_500), self._dice.sample(plain, 1_500)
        self._compounds = [
            self._dice.choice(firsts) + self._dice.choice(("", "", "s")) + self._dice.choice(lasts)
            for _ in range(100_000)
        ]
        self._names = [self._name() for _ in range(80_000)]
        common = [*COMMON, *_SMALL]
        self._dice.shuffle(common)
        self._common, self._weights = common, list(accumulate(1 / (n + 3) for n in range(len(common))))

    def _name(self) -> str:
        dice = self._dice
        syllables = dice.choice((2, 3, 3, 4))
        return "".join(
            dice.choice(_ONSETS) + dice.choice(_VOWELS) + dice.choice(_CODAS) for _ in range(syllables)
        ).capitalize()

    def some(self, count: int) -> str:
        """``count`` words with spaces between."""
        dice = self._dice
        words = dice.choices(self._common, cum_weights=self._weights, k=count)
        for place in range(count):
            luck = dice.random()
            if luck < 0.38:
                words[place] = self._rare(luck)
        return " ".join(words)

    def _rare(self, luck: float) -> str:
        dice = self._dice
        if luck < 0.14:
            return self._known[int(len(self._known) * dice.random() ** 3)]
        if luck < 0.23:
            return self._compounds[int(len(self._compounds) * dice.random() ** 1.5)]
        if luck < 0.33:
            return self._names[int(len(self._names) * dice.random() ** 1.5)]
        if luck < 0.36:
            return f"{dice.choice(STREETS)} {dice.randrange(1, 200)}"
        return f"gnr {dice.randrange(1, 240)} bnr {dice.randrange(1, 2_500)}"


def documents(count: int) -> Iterator[Document]:
    """``count`` documents, by kind and then by date."""
    words, dice, units = Words(), random.Random(9), list(UNITS)
    pages = min(MOST_PAGES, count // 20)
    yield from (_page(number, words, units[number * len(units) // pages]) for number in range(pages))
    entries = count - pages
    for number in range(entries):
        yield _entry(
            number, _FIRST_DAY + timedelta(days=number * _DAYS // entries), words, dice.choice(units)
        )


def _page(number: int, words: Words, unit: str) -> Document:
    return Document(
        id=f"tjeneste:{unit}/{number}",
        url=f"/{unit}/{number}/",
        kind="tjeneste",
        title=words.some(4).capitalize(),
        summary=f"{words.some(12).capitalize()}.",
        body="\n".join(". ".join(words.some(15).capitalize() for _ in range(4)) + "." for _ in range(7)),
        headings=tuple(words.some(3).capitalize() for _ in range(4)),
        unit=unit,
        unit_title=UNITS[unit],
        target_groups=("innbyggere",),
        modified=date(2026, 1, 5),
    )


def _entry(number: int, day: date, words: Words, unit: str) -> Document:
    title = words.some(9).capitalize()
    case, place = number // 5 % 30_000 + 1, number % 5 + 1
    return Document(
        id=f"journalpost:arkiv:{number:08d}",
        url=f"/sak/arkiv/{number // 5}/#{number}",
        kind="journalpost",
        title=title,
        summary=f"Inngående dokument i sak om {words.some(3)}",
        body=words.some(14).capitalize(),
        number=f"{day.year}/{case}-{place}",
        keywords=(f"{number + 1}/{day.year}",),
        unit=unit,
        unit_title=UNITS[unit],
        dated=day,
    )


def write(folder: Path, count: int) -> None:
    """The documents in ``folder`` as a build leaves them: a file for each unit or month, manifest last."""
    shards: list[Shard] = []
    lines: list[bytes] = []
    part: tuple[str, str] | None = None
    for document in documents(count):
        lies_in = (document.kind, f"{document.dated:%Y-%m}" if document.dated else document.unit)
        if lies_in != part:
            shards += _written(folder, part, lines)
            part, lines = lies_in, []
        lines.append(line_of(document))
    shards += _written(folder, part, lines)
    manifest = Manifest(FORMAT_VERSION, tuple(shards), TARGET_GROUPS, UNITS)
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def line_of(document: Document) -> bytes:
    """A document as a line of its file."""
    data = msgspec.json.encode(document)
    return b'{"hash":"%s","document":%s}\n' % (hashlib.sha256(data).hexdigest().encode(), data)


def _written(folder: Path, part: tuple[str, str] | None, lines: list[bytes]) -> list[Shard]:
    if part is None:
        return []
    kind, name = part
    content = b"".join(lines)
    path = folder / kind / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return [Shard(f"{kind}/{name}.jsonl", kind, name, len(lines), digest)]  # type: ignore[arg-type]
