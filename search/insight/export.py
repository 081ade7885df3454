"""Tables as CSV that a Norwegian spreadsheet opens rightly and cannot be tricked by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with byte order mark, semicolons and CRLF.

    A text that a spreadsheet would run as a formula is given an apostrophe in front (CWE-1236): anybody
    can put a text into this table by searching for it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_safe(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _safe(value: object) -> object:
    """The value, harmless.

    >>> _safe("=1+1")
    "'=1+1"
    >>> _safe(-3)
    -3
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
