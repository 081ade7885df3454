"""Numbers and addresses that identify a person, found in any text: titles, parties, files, search words.

The forms are those of Norwegian national identity numbers (Skatteetaten, including the rules from 2032),
bank accounts, payment cards, e-mail and telephone. Any Unicode digit counts as a digit, and spaces, dots,
hyphens and their typographic kin may stand between digits; any other sign may in the groups that people
write. Offsets always refer to the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from plugins.model.bank_accounts import find_accounts, is_printed_account
from plugins.model.digit_groups import (
    SECOND_CONTROL,
    SEPARATOR,
    SIGN,
    between,
    digits_of,
    groups_of,
    has_long_row,
    has_sign,
    in_our_signs,
    lengths,
    weighted,
    windows,
)
from plugins.model.spans import Span, without_overlap


class IdentifierKind(StrEnum):
    """What an identifier is; the value is the word that replaces it."""

    FODSELSNUMMER = "fødselsnummer"
    KONTONUMMER = "kontonummer"
    KORT = "kort"
    EPOST = "epost"
    TELEFON = "telefon"
    SIFFER = "siffer"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A found identifier: ``text[start:end]``."""

    kind: IdentifierKind
    start: int
    end: int


_RUN_OF_ELEVEN = re.compile(rf"\d(?:(?:(?:{SEPARATOR}|/){{0,5}}|{SIGN})\d){{10,}}")
_RUN_OF_EIGHT = re.compile(rf"\d(?:{SEPARATOR}{{0,5}}\d){{7,}}")
_WRITTEN_AT = r"[(\[{](?: ?(?:at|AT|krøllalfa|alfakrøll) ?|(?<=\w\()a(?=\)\w))[)\]}]"
_AT = re.compile(rf" ?(?:@|{_WRITTEN_AT}) ?")
_MAY_BE_AT = re.compile(rf"[@＠﹫]|{_WRITTEN_AT}")
_EMAIL = re.compile(
    rf"(?<![\w.+%-])(?:\"[^\"\n]{{1,60}}\"|[\w.+%'’-]+){_AT.pattern}"
    r"(?:[\w-]+(?:\.[\w-]+)*(?: ?\. ?(?:com|net|org|no|se|dk)\b)|[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+"
    r"|(?:gmail|hotmail|outlook|yahoo|icloud)\b)"
)
"""An address, also with spaces where people have put them, and the sign written as a word."""
_ANYTHING = re.compile(rf"{_MAY_BE_AT.pattern}|\d(?:(?:(?:{SEPARATOR}|/){{0,5}}|{SIGN})\d){{7}}")
_PHONE = re.compile(
    r"(?<!\d)"
    r"(?:\+\d{1,3}[ -]?(?:\(0\) ?)?\d(?:[ .-]?\d){6,11}|\+\d{1,3}[ -]?\(\d{1,4}\)[ -]?\d(?:[ .-]?\d){4,11}"
    r"|(?:(?:\(?(?:\+|00)|(?<!\w))47\)?[ .-]?)?(?:[2-9]\d(?P<sep>[ .-]?)\d\d(?P=sep)\d\d(?P=sep)\d\d"
    r"|[2-9]\d\d[ .-]\d\d[ .-]\d{3}|[49]\d\d \d{5}|[49]\d{3} \d{4}|[49]\d{4} \d{3}|[49]\d\d \d{3} \d\d"
    r"|[49]\d(?:/\d\d){3}|[49]\d\d/\d\d/\d{3}|[49](?: \d){7}(?! \d)))"
    r"(?!\d)"
)
"""Eight digits in the groups that people write them in, or more after a country code."""
_PROPERTY = re.compile(
    r"(?:gnr|bnr|gbnr|fnr|snr|eiendom\w*|matrikkel\w*)\W{0,3}(?:bnr\W{0,3})?$", re.IGNORECASE
)
_LONGEST_BEFORE = 24
_PART_OF_A_CASE_NUMBER = re.compile(r"(?<!\d)\d{1,4}/$"), re.compile(r"/\d{1,4}(?!\d)")
"""What stands before or after eight digits that belong with it: «2015/12345678», «12345678/15»."""
# What may look long but is no identifier: case numbers, dates, years, clock times.
_INNOCENT = re.compile(
    r"(?<!\d)(?:"
    r"(?:\d{4}|\d\d)/\d{1,7}(?:-\d{1,5})?"
    r"|(?:0?[1-9]|[12]\d|3[01])[.\- ](?:0?[1-9]|1[0-2])[.\- ](?:1[89]|20)\d\d"
    r"|(?:1[89]|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])"
    r"|(?:1[89]|20)\d\d"
    r"|(?:[01]\d|2[0-4])\.[0-5]\d"
    r")(?!\d)"
)
_CARD_GROUPS = re.compile(r"(?:4,4,4,4|4,4,4,4,3|4,4,4,1|4,6,4|4,6,5|1[3-9])")

_SHORT = 100
"""Characters. Looking through a longer text pays only when there may be something to find."""

_DAYS_AS_WRITTEN = ((6,), (2, 2, 2), (8,), (2, 2, 4))
_USUAL = {(*day, *number): len(day) - 1 for day in _DAYS_AS_WRITTEN for number in ((5,), (3, 2))}
_USUAL[(1,) * 11] = 10
"""Groups of a fødselsnummer as people write it, and in how many places, from the first, one sign is used."""
_FIRST_CONTROL = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_FIRST_REMAINDERS = frozenset({0, 1, 2, 3})
"""A first control digit gives remainder 0 today; from 2032 numbers with remainder 1–3 are also issued."""
_MONTH_OFFSETS = (0, 40, 65, 80)
"""0 ordinary, 40 H-numbers, 65 and 80 synthetic test numbers."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find_national_ids(text: str) -> tuple[Identifier, ...]:
    """Fødselsnummer and their kin (D-, H-, FH- and synthetic numbers) in ``text``, in order.

    Eleven digits with both control digits right, and a date that exists (FH-numbers carry none); also
    with the year written in full («01.01.1990 …»). A number that is part of a longer unbroken row of
    digits is not one. Overlapping findings are joined. With other signs than separators («01:01:90*00083»)
    only the groups that people write count, so that lists of amounts and times do not.

    Eleven digits with dots as 4.2.5 are a bank account, even when they would pass as a fødselsnummer, for
    that is how accounts are printed; with spaces as 4 2 5 they are one only when they would not pass.

    >>> find_national_ids("Klage fra person (010190 - 00083)")
    (Identifier(kind=<IdentifierKind.FODSELSNUMMER: 'fødselsnummer'>, start=18, end=32),)
    >>> find_national_ids("Faktura 1234.56.78903, org.nr. 944 384 081")
    ()
    """
    if len(text) > _SHORT and not has_long_row(text, 11):
        return ()
    spans = [span for run in _RUN_OF_ELEVEN.finditer(text) for span in _ids_in_run(run)]
    return tuple(Identifier(IdentifierKind.FODSELSNUMMER, *span) for span in without_overlap(spans))


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """All identifiers in ``text``, of every kind, in order and without overlap.

    Rows of eight digits or more that are nothing else are ``siffer`` (a mistyped fødselsnummer must not
    reach a log either); dates, years, clock times and case numbers are not.

    >>> [(i.kind.value, i.start) for i in find_identifiers("Ring 64 87 87 00 eller skriv til a@b.no")]
    [('telefon', 5), ('epost', 33)]
    >>> find_identifiers("sak 2026/12345-7, gnr 135 bnr 22, 12.10.2026, økonomiplan 2026-2029")
    ()
    """
    if not _ANYTHING.search(text):
        return ()
    found: list[Identifier] = []
    taken = bytearray(len(text))
    for kind, spans in _candidates(text):
        for start, end in spans:
            if not any(taken[start:end]):
                taken[start:end] = b"x" * (end - start)
                found.append(Identifier(kind, start, end))
    return tuple(sorted(found, key=lambda identifier: identifier.start))


def find_emails(text: str) -> tuple[Span, ...]:
    """Where e-mail addresses stand in ``text``."""
    if not may_hold_emails(text):
        return ()
    return tuple(match.span() for match in _EMAIL.finditer(in_our_signs(text)))


def may_hold_emails(text: str) -> bool:
    """Whether a text may hold an address; False is certain."""
    if "@" in text or "＠" in text or "﹫" in text:
        return True
    is_written = "(" in text or "[" in text or "{" in text
    return is_written and _MAY_BE_AT.search(text) is not None


def address_of(written: str) -> str:
    """An e-mail address as machines write it, in lower case.

    >>> address_of("Kari.Nordmann (at) example.com")
    'kari.nordmann@example.com'
    """
    return "".join(_AT.sub("@", in_our_signs(written)).lower().split())


def find_phones(text: str) -> tuple[Span, ...]:
    """Where telephone numbers stand: of eight digits in their usual groups, or with a country code."""
    return tuple(match.span() for match in _PHONE.finditer(in_our_signs(text)) if _is_phone(match))


def _is_phone(match: re.Match[str]) -> bool:
    before, after = _PART_OF_A_CASE_NUMBER
    near = match.string[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
    if before.search(near) or after.match(match.string, match.end()):
        return False
    return not (_INNOCENT.fullmatch(match.group()) or ("/" in match[0] and _PROPERTY.search(near)))


def scrub(text: str) -> str:
    """``text`` with each identifier replaced by what it is, so that it can be logged.

    >>> scrub("barnehageplass 01019000083 kari@example.no 1234.56.78903")
    'barnehageplass [fødselsnummer] [epost] [kontonummer]'
    >>> scrub("renovasjon 2026")
    'renovasjon 2026'
    """
    pieces: list[str] = []
    done = 0
    for identifier in find_identifiers(text):
        pieces += [text[done : identifier.start], f"[{identifier.kind}]"]
        done = identifier.end
    return "".join([*pieces, text[done:]])


def is_national_id(digits: str) -> bool:
    """Whether eleven bare digits are a fødselsnummer or its kin.

    >>> is_national_id("01019000083"), is_national_id("01019000084")
    (True, False)
    """
    numbers = [int(digit) for digit in digits]
    if len(numbers) != 11 or weighted(numbers, SECOND_CONTROL) % 11:
        return False
    if weighted(numbers, _FIRST_CONTROL) % 11 not in _FIRST_REMAINDERS:
        return False
    return numbers[0] >= 8 or _date_exists(numbers)


def _candidates(text: str) -> Iterator[tuple[IdentifierKind, Iterable[Span]]]:
    """Findings by kind, the surest first; later ones give way to earlier ones."""
    yield IdentifierKind.EPOST, find_emails(text)
    yield IdentifierKind.FODSELSNUMMER, [(i.start, i.end) for i in find_national_ids(text)]
    runs = [groups_of(run) for run in _RUN_OF_EIGHT.finditer(text)]
    yield IdentifierKind.KONTONUMMER, find_accounts(text)
    yield IdentifierKind.KORT, [span for groups in runs for span in _cards(text, groups)]
    yield IdentifierKind.TELEFON, find_phones(text)
    yield IdentifierKind.SIFFER, _long_rows(text)


def _ids_in_run(run: re.Match[str]) -> Iterator[Span]:
    text = run.string
    for count, groups in windows(groups_of(run), 13):
        if count not in (11, 13):
            continue
        start, end = groups[0][0], groups[-1][1]
        digits = digits_of(text, start, end)
        if count == 13:
            if digits[4:6] not in {"18", "19", "20"}:
                continue
            digits = digits[:4] + digits[6:]
        elif is_printed_account(text, groups):
            continue
        if is_national_id(digits) and _may_stand_between(text, groups):
            yield start, end


def _may_stand_between(text: str, groups: list[Span]) -> bool:
    """Whether what stands between the groups may do so in a fødselsnummer, and makes no list of numbers."""
    found = between(text, groups)
    if not has_sign(found):
        return True
    in_date = _USUAL.get(tuple(lengths(groups)), -1)
    return in_date >= 0 and len(set(found[:in_date])) <= 1


def _date_exists(numbers: list[int]) -> bool:
    """Whether the first six digits are a day that exists in some century (D-numbers add 40 to the day)."""
    day = numbers[0] * 10 + numbers[1]
    month = numbers[2] * 10 + numbers[3]
    year = numbers[4] * 10 + numbers[5]
    day -= 40 if day > 40 else 0
    month = next((month - offset for offset in _MONTH_OFFSETS if 1 <= month - offset <= 12), 0)
    if not month or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def _cards(text: str, groups: list[Span]) -> Iterator[Span]:
    for count, window in windows(groups, 19):
        shape = ",".join(map(str, lengths(window)))
        if count >= 13 and _CARD_GROUPS.fullmatch(shape) and _luhn(text, window[0][0], window[-1][1]):
            yield window[0][0], window[-1][1]


def _luhn(text: str, start: int, end: int) -> bool:
    """ISO/IEC 7812: every other digit from the right doubled, the sum a multiple of ten."""
    numbers = [int(digit) for digit in reversed(digits_of(text, start, end))]
    doubled = [sum(divmod(2 * number, 10)) for number in numbers[1::2]]
    return (sum(numbers[::2]) + sum(doubled)) % 10 == 0


def _long_rows(text: str) -> Iterator[Span]:
    """Rows of eight digits or more once the innocent ones are set aside."""
    rest = _INNOCENT.sub(lambda match: "x" * len(match.group()), text)
    for match in _RUN_OF_EIGHT.finditer(rest):
        yield match.span()
