"""Norwegian bank accounts in any text: eleven digits as 4-2-5 with their own mod-11, and the IBAN of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plugins.model.digit_groups import (
    SECOND_CONTROL,
    SEPARATOR,
    digits_of,
    groups_of,
    lengths,
    weighted,
    windows,
)
from plugins.model.spans import Span

_RUN_OF_ELEVEN = re.compile(rf"\d(?:{SEPARATOR}{{0,3}}\d){{10,}}")
_IBAN = re.compile(rf"(?<![^\W_])NO{SEPARATOR}?\d\d(?:{SEPARATOR}?\d){{11}}(?!\d)", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_PRINTED = [4, 2, 5]
_SHAPES = (_PRINTED, [4, 7])


def find_accounts(text: str, *, bare: bool = True) -> tuple[Span, ...]:
    """Where bank accounts stand in ``text``: as 4-2-5 with any separators, 4-7, or an IBAN.

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
    between = [text[a[1] : b[0]] for a, b in pairwise(groups)]
    return between == [".", "."] and _is_account(text, groups)


def _in_run(run: re.Match[str], *, bare: bool) -> Iterator[Span]:
    for count, groups in windows(groups_of(run), 11):
        if count == 11 and (lengths(groups) in _SHAPES or (bare and len(groups) == 1)):  # noqa: SIM102
            if _checks(run.string, groups):
                yield groups[0][0], groups[-1][1]


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
