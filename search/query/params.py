"""The request, parsed once at the edge. Nothing below this sees raw input."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from plugins.model.document import KIND_LABELS, Kind
from search.query.types import SearchParams

MAX_QUERY = 500
"""Longest query. The longest honest ones (a pasted title) are under 200 characters."""
MAX_VALUES = 20
"""Most values of one filter."""
MAX_PAGE = 1_000
DEFAULT_SIZE = 10
MAX_SIZE = 50
LANGUAGES = ("nb", "nn", "en")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_YEARS = range(1800, 2200)

Raw = Mapping[str, Sequence[str]]


class BadQuery(Exception):  # noqa: N818  (it is the request that is bad)
    """The request is wrong; the message tells the person what to change, in Norwegian."""


def parse_params(raw: Raw) -> SearchParams:
    """A request's parameters, bounded and validated; unknown names are left alone.

    ``raw`` maps each name to its values. Raises BadQuery for what cannot be meant.

    >>> parse_params({"q": [" barnehage\\x00 "], "type": ["tjeneste"], "side": ["2"]}).page
    2
    """
    return SearchParams(
        text=clean_text(_one(raw, "q")),
        is_cut=len(" ".join(_one(raw, "q").split())) > MAX_QUERY,
        kinds=tuple(_kind(value) for value in _many(raw, "type")),
        units=tuple(_slug(value, "virksomhet") for value in _many(raw, "virksomhet")),
        years=tuple(_number(value, "ar", _YEARS) for value in _many(raw, "ar")),
        target_groups=tuple(_slug(value, "for") for value in _many(raw, "for")),
        language=_language(_one(raw, "sprak")),
        page=_number(_one(raw, "side") or "1", "side", range(1, MAX_PAGE + 1)),
        size=_number(_one(raw, "antall") or str(DEFAULT_SIZE), "antall", range(1, MAX_SIZE + 1)),
    )


def clean_text(text: str) -> str:
    """A query without control characters and with single spaces, and no longer than ``MAX_QUERY``.

    >>> clean_text("  Søknad\\n om\\x00 plass ")
    'Søknad om plass'
    """
    begun = text[: MAX_QUERY * 4]  # spaces take room, and go
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in begun)
    return " ".join(kept.split())[:MAX_QUERY].rstrip()


def _one(raw: Raw, name: str) -> str:
    values = raw.get(name, ())
    return values[0] if values else ""


def _many(raw: Raw, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(v.strip() for v in raw.get(name, ()) if v.strip()))
    if len(values) > MAX_VALUES:
        raise BadQuery(f"For mange verdier i «{name}»: {len(values)}. Bruk høyst {MAX_VALUES}.")
    return values


def _kind(value: str) -> Kind:
    if value not in get_args(Kind):
        raise BadQuery(f"Ukjent type «{_short(value)}». Velg blant {', '.join(KIND_LABELS)}.")
    return cast("Kind", value)


def _slug(value: str, name: str) -> str:
    if not _SLUG.fullmatch(value):
        raise BadQuery(
            f"«{_short(value)}» er ikke gyldig i «{name}». Bruk små bokstaver a–z, tall og bindestrek."
        )
    return value


def _number(value: str, name: str, allowed: range) -> int:
    digits = value.strip()
    number = int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None
    if number is None or number not in allowed:
        raise BadQuery(
            f"«{_short(value)}» er ikke gyldig i «{name}». Bruk et tall fra {allowed[0]} til {allowed[-1]}."
        )
    return number


def _language(value: str) -> str:
    if value and value not in LANGUAGES:
        raise BadQuery(f"Ukjent språk «{_short(value)}». Velg blant {', '.join(LANGUAGES)}.")
    return value


def _short(value: str) -> str:
    printable = "".join(c for c in value if c.isprintable())
    return printable if len(printable) <= 40 else printable[:40] + "…"
