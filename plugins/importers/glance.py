"""The look at a whole record that tells whether there can be anything for the gate in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from plugins.model.bank_accounts import find_accounts
from plugins.model.contacts import may_hold_contacts
from plugins.model.identifiers import find_national_ids, may_hold_emails

_HEX = "[0-9a-fA-F]"  # twice as fast as «[0-9a-f]» in any case
UUID_TEXT = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
UUID = re.compile(rf"{UUID_TEXT}(?!{_HEX})")
_AS_HEX = bytes.maketrans(b"123456789abcdefABCDEF", b"0" * 21)
_UUID_SHAPE = b"00000000-0000-0000-0000-000000000000\n"
_CODED = re.compile(rf"%{_HEX}{{2}}")
_MOST_CODED = 3
"""So many times over something may be coded in an address."""
SHORTEST = 11
"""Characters of the shortest identifier or account, which are both eleven digits."""
_ELEVEN_DIGITS = b"0" * SHORTEST
_BETWEEN_DIGITS = bytes([*b"\t\n\v\f\r\x1c\x1d\x1e\x1f ._-/", *range(0x80, 0xCC), 0xE2])
_SIGN = b","
_AS_DIGITS = b"".join(
    b"0" if b > 0xCB or b in b"0123456789" else _SIGN if b and not chr(b).isalpha() else b"x"
    for b in range(256)
)
"""How bytes of UTF-8 are looked at. What may stand between digits goes away, and so do European letters and
signs; of a character from elsewhere one byte is left, as a digit, for there are digits among them. Other
signs, which may stand between some digits only, are left as one kind."""
APART = "\0\0\0\0\0"
"""Between texts that are looked through together: no number goes across it."""
_SHORTEST_PHONE = 8
"""Digits of the shortest telephone number."""
_MAY_BE_PHONE = re.compile(rb"0(?:[x,]{0,3}0){7}")
"""Eight digits with no more between them than ``may_hold_contacts`` allows, in what ``_digits`` leaves."""


def is_clear(said: Iterable[str], serials: Iterable[str]) -> bool:
    """Whether there can be nothing for the gate in a record; hardly any needs the look value by value.

    ``said`` is what somebody wrote in it, ``serials`` the numbers and names of machines, by ``is_text``.
    """
    serials = tuple(serials)
    words, numbers = APART.join(said), APART.join(serials)
    if "%" in words or "%" in numbers or "\\" in numbers or "\\" in words:
        words, numbers = decoded(words), decoded(numbers)
        serials = (numbers,)
    digits = _digits(words)
    if _may_hold_number(digits, words) or may_hold_emails(words) or may_hold_emails(numbers):
        return False
    if digits.count(b"0") >= _SHORTEST_PHONE and _MAY_BE_PHONE.search(digits) and may_hold_contacts(words):
        return False
    if " " in numbers:
        return False
    return not _may_hold_number(_digits(numbers), numbers) or not any(map(_are_more_than_uuids, serials))


def _are_more_than_uuids(numbers: str) -> bool:
    """Whether there may be a number, also when what machines have drawn is left out."""
    if not _may_hold_number(_digits(numbers), numbers):
        return False
    numbers = UUID.sub("", numbers)
    return _may_hold_number(_digits(numbers), numbers)


def _may_hold_number(digits: bytes, text: str) -> bool:
    """Whether a text may have an identifier or an account; ``digits`` are what ``_digits`` leaves of it."""
    if _ELEVEN_DIGITS in digits:
        return True
    if _SIGN not in digits or _ELEVEN_DIGITS not in digits.replace(_SIGN, b""):
        return False
    return bool(find_national_ids(text) or find_accounts(text))


def hex_shape(text: str) -> bytes:
    """A text with every hexadecimal digit as «0»."""
    return text.encode("utf-8", "surrogatepass").translate(_AS_HEX)


def are_uuids(texts: Iterable[str]) -> bool:
    """Whether each is an UUID and no more; many at once.

    >>> are_uuids(["0d6c3b9e-53f4-4a5e-8f0b-0c1c1f0e1f00"]), are_uuids(["0d6c3b9e"])
    (True, False)
    """
    lines = hex_shape("\n".join([*texts, ""]))
    return lines == _UUID_SHAPE * (len(lines) // len(_UUID_SHAPE))


def may_hold_eleven_digits(text: str) -> bool:
    """Whether there may be eleven digits in a row, whatever stands between them; False is certain.

    >>> may_hold_eleven_digits("010190 – 000 83"), may_hold_eleven_digits("sak 2015/123456, 12.10.2026")
    (True, False)
    """
    return _ELEVEN_DIGITS in _digits(text)


def _digits(text: str) -> bytes:
    """What may be a digit as «0», what may stand between them left out, and all else as «x»."""
    return text.encode("utf-8", "surrogatepass").translate(_AS_DIGITS, _BETWEEN_DIGITS)


def decoded(text: str) -> str:
    """A text with what is coded in it read, and slashes one way, as in the addresses of files.

    >>> decoded("010190%2000083, 50 % mer")
    '010190 00083, 50 % mer'
    """
    for _ in range(_MOST_CODED):
        if _CODED.search(text):
            text = unquote(text)
    return text.replace("\\", "/")
