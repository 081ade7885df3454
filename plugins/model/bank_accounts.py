"""Norwegian bank accounts in any text: eleven digits as 4-2-5 with their own mod-11, and the IBAN of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.model.digit_groups import (
    SECOND_CONTROL,
    SEPARATOR,
    SIGN,
    between,
    digits_of,
    groups_of,
    has_sign,
    lengths,
    weighted,
    windows,
)
from plugins.model.spans import Span

_RUN_OF_ELEVEN = re.compile(rf"\d(?:(?:{SEPARATOR}{{0,3}}|/|{SIGN})\d){{10,}}")
_IBAN = re.compile(rf"(?<![^\W_])NO{SEPARATOR}?\d\d(?:{SEPARATOR}?\d){{11}}(?!\d)", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_PRINTED = [4, 2, 5]
_SHAPES = (_PRINTED, [4, 7])
_YEAR = re.compile(r"(?:19|20)\d\d/")


def find_accounts(text: str, *, bare: bool = True) -> tuple[Span, ...]:
    """Where bank accounts stand in ``text``: as 4-2-5 with any separators, 4-7, or an IBAN.

    As 4-2-5 also with another sign, the same in both places; «2015/12/34567» is a number of a case.
    ``bare`` says whether eleven digits in a row count too, which they do not in fields of serial numbers.

    >>> find_accounts("konto 1234.56.78903"), find_accounts("NO93 8601 1117 947")
    (((6, 19),), ((0, 18),))
    >>> find_accounts("org.nr. 944 384 081, sak 2015/12345"), find_accounts("12345678903", bare=False)
    ((), ())
    """
    if "-" in text:
        text = _UUID.sub(lambda match: "x" * len(match[0]), text)
    spans = [match.span() for match in _IBAN.finditer(text) if _is_iban(match[0])]
    spans += [span for run in _RUN_OF_ELEVEN.finditer(text) for span in _in_run(run, bare=bare)]
    return tuple(sorted(spans))


def is_printed_account(text: str, groups: list[Span]) -> bool:
    """Whether groups of digits are an account as banks print it, «1234.56.78903», dots and all."""
    return between(text, groups) == [".", "."] and _is_account(text, groups)


def _in_run(run: re.Match[str], *, bare: bool) -> Iterator[Span]:
    for count, groups in windows(groups_of(run), 11):
        if count == 11 and (lengths(groups) in _SHAPES or (bare and len(groups) == 1)):  # noqa: SIM102
            if _checks(run.string, groups) and _may_stand_between(run.string, groups):
                yield groups[0][0], groups[-1][1]


def _may_stand_between(text: str, groups: list[Span]) -> bool:
    """Whether what stands between the groups may do so in an account, and makes no list of numbers."""
    found = between(text, groups)
    if not has_sign(found):
        return True
    return len(found) == 2 and found[0] == found[1] and not _YEAR.match(text, groups[0][0])


def _is_account(text: str, groups: list[Span]) -> bool:
    return lengths(groups) == _PRINTED and _checks(text, groups)


def _checks(text: str, groups: list[Span]) -> bool:
    """The account's own mod-11, which is the second control of a fødselsnummer."""
    numbers = [int(digit) for digit in digits_of(text, groups[0][0], groups[-1][1])]
    return weighted(numbers, SECOND_CONTROL) % 11 == 0


def _is_iban(text: str) -> bool:
    """ISO 13616: «NO» as 2324 and the check digits moved to the end give remainder 1 of 97."""
    digits = "".join(str(int(c)) for c in text if c.isdigit())
    return int(f"{digits[2:]}2324{digits[:2]}") % 97 == 1
