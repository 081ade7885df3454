"""Values as archives write them, read strictly: what cannot be understood is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from plugins.importers.delivery import full_year
from plugins.importers.node import Node, fold
from plugins.model.archive import Journalposttype, Parttype
from plugins.model.clock import OSLO, in_oslo


class BadValueError(Exception):
    """A value that holds its entry back: which field, what it says, why, and how it is mended."""

    def __init__(self, field: str, value: str, reason: str, remedy: str) -> None:
        super().__init__(f"{field} «{value}»: {reason}")
        self.field, self.value, self.reason, self.remedy = field, value, reason, remedy


_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:?\d{2})?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NORWEGIAN_DAY = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,? (?:kl\.? ?)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?"
    r"(?: ?[-–] ?\d{1,2}[.:]\d{2})?)?"
)
_CLOCK = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:T|,? (?:kl\.? ?)?)(\d{1,2})[.:](\d{2})(?: ?[-–] ?\d{1,2}[.:]\d{2})?"
)
"""A day and the clock as people write it, «18.45» or «18:00–20:00»; in ISO 8601 those are other times."""
_PART_OF_AN_HOUR = re.compile(r"[T ]\d{2}[.,]\d")
_YEAR = re.compile(r"[0-9]{2}|[0-9]{4}")
_MOST_DIGITS = 12
_CODE = re.compile(r"[a-zæøå]+(?:[A-ZÆØÅ_][A-Za-zæøå]*)*")
_UNDATED = frozenset({"", "udatert", "ukjent"})
_FRACTION = re.compile(r"\.(\d+)")
_OLDEST, _NEWEST = 1900, 2100

_TYPES = {
    "i": Journalposttype.INNGAAENDE,
    "inngaaendedokument": Journalposttype.INNGAAENDE,
    "inngaaende": Journalposttype.INNGAAENDE,
    "u": Journalposttype.UTGAAENDE,
    "utgaaendedokument": Journalposttype.UTGAAENDE,
    "utgaaende": Journalposttype.UTGAAENDE,
    "n": Journalposttype.INTERN_OPPFOELGING,
    "organinterntdokumentforoppfoelging": Journalposttype.INTERN_OPPFOELGING,
    "organinterntdokumenttiloppfoelging": Journalposttype.INTERN_OPPFOELGING,
    "x": Journalposttype.INTERN,
    "organinterntdokumentutenoppfoelging": Journalposttype.INTERN,
    "organinterntdokument": Journalposttype.INTERN,
    "s": Journalposttype.SAKSFRAMLEGG,
    "saksframlegg": Journalposttype.SAKSFRAMLEGG,
    "saksfremlegg": Journalposttype.SAKSFRAMLEGG,
}
_LETTER_AND_WORDS = re.compile(r"([IUNXS])\s*[-–:=(]\s*\D+", re.IGNORECASE)
_TYPE_BEGINNINGS = ("inngaaende", "utgaaende", "saksframlegg", "saksfremlegg")
_INTERNAL = re.compile(r"(?:organ)?intern(?:t|e)?(?:dokument|notat)?(med|for|til|uten)oppfoelging")
_PARTS = {fold(part.value): part for part in Parttype} | {
    "ea": Parttype.AVSENDER,
    "em": Parttype.MOTTAKER,
    "ek": Parttype.KOPIMOTTAKER,
    "ia": Parttype.INTERN_AVSENDER,
    "im": Parttype.INTERN_MOTTAKER,
    "ik": Parttype.INTERN_MOTTAKER,
    "gm": Parttype.MOTTAKER,
    "internkopimottaker": Parttype.INTERN_MOTTAKER,
    "gruppemottaker": Parttype.MOTTAKER,
    "kopi": Parttype.KOPIMOTTAKER,
    "kopitil": Parttype.KOPIMOTTAKER,
    "blindkopi": Parttype.KOPIMOTTAKER,
    "fra": Parttype.AVSENDER,
    "til": Parttype.MOTTAKER,
}
"""By name, or by the codes that Noark 5's catalogue of metadata has beside them (M087)."""
_SETTLED = {
    "bu": "Besvart med brev",
    "tlf": "Besvart på telefon",
    "te": "Tatt til etterretning",
    "to": "Tatt til orientering",
}
_PART_OF_TYPE = {Journalposttype.INNGAAENDE: Parttype.AVSENDER, Journalposttype.UTGAAENDE: Parttype.MOTTAKER}


def year(node: Node, field: str, shown: str) -> int:
    """A required year. Raises BadValueError when it is missing, no year, or outside 1900–2100."""
    text = node.get(field)
    found = known_year(text)
    if not found:
        raise BadValueError(
            shown, text, "mangler" if not text else "er ikke et årstall", "skriv året med fire sifre"
        )
    return found


@lru_cache(maxsize=256)
def known_year(text: str) -> int:
    """The year, or 0 for what is none that an archive is from."""
    found = full_year(text) if _YEAR.fullmatch(text) else 0
    return found if _OLDEST <= found <= _NEWEST else 0


def number(node: Node, field: str, shown: str) -> int:
    """A required whole number from 0. Raises BadValueError otherwise."""
    text = node.get(field)
    if not is_number(text):
        reason = "er ikke et helt tall" if text else "mangler"
        raise BadValueError(shown, text, reason, "skriv et helt tall, bare med sifre")
    return int(text)


def is_number(text: str) -> bool:
    """Whether a text is a whole number from 0, of a size that anything has."""
    return text.isdigit() and text.isascii() and len(text) <= _MOST_DIGITS


def are_numbers(texts: Sequence[str]) -> bool:
    """``is_number`` of each."""
    joined = "".join(texts)
    return all(texts) and joined.isdigit() and joined.isascii() and max(map(len, texts)) <= _MOST_DIGITS


def numbers_or_zero(texts: Sequence[str]) -> list[int]:
    """Numbers that nothing hangs on, as ``number_or_zero`` has them."""
    if are_numbers(texts):
        return list(map(int, texts))
    return [int(text) if is_number(text) else 0 for text in texts]


def number_or_zero(node: Node, field: str) -> int:
    """A number that nothing hangs on; 0 when it is missing or unreadable."""
    text = node.get(field)
    return int(text) if is_number(text) else 0


def moment(node: Node, field: str, shown: str) -> datetime | None:
    """A time in Norway; None when it is missing. A date alone is the start of that day.

    Raises BadValueError when it is there and is no time.
    """
    text = node.get(field)
    if not text or text.casefold() in _UNDATED:
        return None
    found = _moment(text)
    if found is None or not _OLDEST <= found.year <= _NEWEST:
        raise BadValueError(shown, _spaced(text), "er ikke en dato", "skriv ÅÅÅÅ-MM-DD")
    return found


def _spaced(text: str) -> str:
    """Eight digits with hyphens, so that the date somebody must mend is not masked as a number."""
    match = _COMPACT_DAY.fullmatch(text)
    return "-".join(match.groups()) if match else text


def day(node: Node, field: str, shown: str) -> date | None:
    """A date as the calendar in Norway shows it; None when missing. Raises BadValueError if it is none."""
    text = node.get(field)
    if not text:
        return None
    found = known_day(text)
    if found is not None:
        return found
    found_then = moment(node, field, shown)
    return None if found_then is None else found_then.date()


@lru_cache(maxsize=1 << 12)
def known_day(text: str) -> date | None:
    """The day of most dates; None for what must be looked at more closely."""
    found = _moment(text)
    return found.date() if found is not None and _OLDEST <= found.year <= _NEWEST else None


@lru_cache(maxsize=1 << 12)
def _moment(text: str) -> datetime | None:
    try:
        if match := _ISO_DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text):
            return _midnight(int(match[1]), int(match[2]), int(match[3]))
        if match := _NORWEGIAN_DAY.fullmatch(text):
            start = _midnight(full_year(match[3]), int(match[2]), int(match[1]))
            return start.replace(hour=int(match[4] or 0), minute=int(match[5] or 0))
        if match := _CLOCK.fullmatch(text):
            text = f"{match[1]}T{match[2]:0>2}:{match[3]}"
        if _PART_OF_AN_HOUR.search(text):
            return None
        # Python before 3.11 reads 3 or 6 decimals only, and archives write up to 7.
        text = _FRACTION.sub(lambda m: "." + m[1][:6].ljust(6, "0"), text)
        return in_oslo(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _midnight(year_number: int, month: int, day_number: int) -> datetime:
    return datetime.combine(date(year_number, month, day_number), time.min, tzinfo=OSLO)


def entry_type(node: Node) -> Journalposttype:
    """The kind of entry, by letter or by words. Raises BadValueError when it is none of the five."""
    text = node.get("journalposttype")
    found = _entry_type(_code(text))
    if found is None:
        reason = "er ikke en journalposttype" if text else "mangler"
        raise BadValueError("journalposttype", text, reason, "bruk en av I, U, N, X og S")
    return found


@lru_cache(maxsize=1 << 10)
def _entry_type(text: str) -> Journalposttype | None:
    """By the whole name, else «I - Inngående», «Utgående brev» and what else can mean one kind only."""
    key = fold(text)
    if key in _TYPES:
        return _TYPES[key]
    if match := _LETTER_AND_WORDS.fullmatch(text):
        return _TYPES[match[1].lower()]
    if match := _INTERNAL.fullmatch(key):
        return Journalposttype.INTERN if match[1] == "uten" else Journalposttype.INTERN_OPPFOELGING
    return next((_TYPES[word] for word in _TYPE_BEGINNINGS if key.startswith(word)), None)


def settled(node: Node) -> str:
    """How an entry was dealt with, in words; by Noark 4's codes or as the archive writes it."""
    text = node.get("avskrivningsmaate")
    return _SETTLED.get(fold(text), words(text)) if text else ""


def _code(text: str) -> str:
    """A code that is delivered as an address is its last part; other text is itself."""
    return re.split(r"[/#]", text)[-1] if "://" in text else text


def part_type(node: Node, entry: Journalposttype) -> Parttype:
    """A correspondent's part; when it is not said, the one that goes with the kind of entry."""
    said = _part_type(node.get("korrespondanseparttype"))
    return said or _PART_OF_TYPE.get(entry, Parttype.INTERN_AVSENDER)


@lru_cache(maxsize=1 << 10)
def _part_type(text: str) -> Parttype | None:
    code = _code(text)
    return _PARTS.get(fold(code)) or _PARTS.get(fold(code.rpartition("_")[2]))


@lru_cache(maxsize=1 << 10)
def words(text: str) -> str:
    """A code of the standard as words; anything else as it is.

    >>> words("unntattOffentlighet"), words("saksstatus_avsluttet"), words("Under behandling")
    ('Unntatt offentlighet', 'Avsluttet', 'Under behandling')
    >>> words("innkalling")
    'Innkalling'
    """
    if not _CODE.fullmatch(text):
        return text
    spaced = re.sub(r"(?<=[a-zæøå])([A-ZÆØÅ])", r" \1", text.rsplit("_", 1)[-1]).lower()
    return spaced[:1].upper() + spaced[1:]
