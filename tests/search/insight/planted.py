"""Identifiers of people who do not exist, each written as somebody might write it in a search."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.model.identifiers import is_national_id
from plugins.model.name_words import is_ordinary

DATA = Path("plugins/model/data")
STREETS = (
    "Kirkeveien",
    "Idrettsveien",
    "Åsenveien",
    "Storgata",
    "Nordre skogvei",
    "Langhusveien",
    "Solbakken",
)
FOREIGN = "ol uw as eu na de ba yo zs of ia ng uy en th ka rz ow ik mb ek ou ch ib ue xi ao qi".split()
AROUND = ("{}", "søknad {}", "{} barnehage", "klage fra {}", "hvor er saken til {} nå", "sfo {} skole")


def planted(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """So many: a query, and what must never be found in any file."""
    chance = random.Random(seed)
    makers = (_national, _account, _card, _email, _phone, _house, _property, _name, _foreign)
    for number in range(count):
        secret = makers[number % len(makers)](chance)
        yield chance.choice(AROUND).format(_disguised(secret, chance)), secret


def _national(chance: random.Random) -> str:
    while True:
        day, month = chance.randint(1, 28), chance.randint(1, 12)
        day += chance.choice((0, 0, 40))
        month += chance.choice((0, 0, 40, 80))
        digits = f"{day:02d}{month:02d}{chance.randint(0, 99):02d}{chance.randint(0, 99999):05d}"
        if is_national_id(digits):
            return chance.choice((digits, f"{digits[:6]} {digits[6:]}", f"{digits[:6]}-{digits[6:]}"))


def _account(chance: random.Random) -> str:
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    while True:
        digits = "".join(str(chance.randint(0, 9)) for _ in range(10))
        check = -sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
        if check < 10 and digits[0] != "0":
            whole = f"{digits}{check}"
            parts = whole[:4], whole[4:6], whole[6:]
            return chance.choice((whole, ".".join(parts), " ".join(parts)))


def _card(chance: random.Random) -> str:
    digits = "4" + "".join(str(chance.randint(0, 9)) for _ in range(14))
    total = sum(sum(divmod(int(d) * (2 if n % 2 == 0 else 1), 10)) for n, d in enumerate(digits))
    whole = f"{digits}{-total % 10}"
    return chance.choice((whole, " ".join(whole[n : n + 4] for n in range(0, 16, 4))))


def _email(chance: random.Random) -> str:
    return f"{_letters(chance, 6)}.{_letters(chance, 7)}{chance.randint(1, 99)}@{_letters(chance, 5)}.no"


def _phone(chance: random.Random) -> str:
    digits = f"{chance.choice('49')}{chance.randint(0, 9999999):07d}"
    threes = f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    pairs = " ".join(digits[n : n + 2] for n in range(0, 8, 2))
    return chance.choice((digits, threes, pairs, f"+47{digits}"))


def _house(chance: random.Random) -> str:
    return f"{chance.choice(STREETS)} {chance.randint(1, 250)}{chance.choice(('', 'a', ' B', 'c'))}"


def _property(chance: random.Random) -> str:
    return f"gnr {chance.randint(1, 199)} bnr {chance.randint(1, 999)}"


def _name(chance: random.Random) -> str:
    first, last = chance.choice(_names("fornavn")), chance.choice(_names("etternavn"))
    name = f"{first} {last}"
    if is_ordinary(first.casefold()) and is_ordinary(last.casefold()):
        return name  # in lower case nobody can tell it from two words
    return chance.choice((name, name.lower(), name.upper(), f"{last}, {first}"))


def _foreign(chance: random.Random) -> str:
    """A name that is in no list."""
    return f"{_syllables(chance)} {_syllables(chance)}"


def _syllables(chance: random.Random) -> str:
    return "".join(chance.choice(FOREIGN) for _ in range(chance.randint(3, 5)))


def _letters(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("abdefghijklmnoprstuvy") for _ in range(count))


_read: dict[str, list[str]] = {}


def _names(which: str) -> list[str]:
    if which not in _read:
        lines = (DATA / f"{which}.txt").read_text(encoding="utf-8").splitlines()
        _read[which] = [name for line in lines if not line.startswith("#") for name in line.split()]
    return _read[which]


_DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text,
    lambda text: text,
    lambda text: text.replace("@", "%40"),
    lambda text: text[:3] + "\u200b" + text[3:],
)


def _disguised(secret: str, chance: random.Random) -> str:
    return chance.choice(_DISGUISES)(secret)
