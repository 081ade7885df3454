"""Filters that are typed in the search field: ``type:nyhet``, ``-virksomhet:skole``, ``år:2014-2016``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plugins.model.document import KIND_LABELS
from search.analysis.fold import fold, lower
from search.curation.keys import main_terms
from search.query.types import TypedFilter

MOST_YEARS = 50
"""Years of one filter."""
_YEARS = re.compile(r"((?:1[89]|20|21)[0-9]{2})(?:-((?:1[89]|20|21)[0-9]{2}))?")
_FACETS = {"type": "kind", "virksomhet": "unit", "år": "year", "ar": "year"}
FIELDS = "|".join(_FACETS)
"""What stands before the colon, as a pattern."""


def typed_filter(field: str, value: str, units: Mapping[str, str]) -> TypedFilter | None:
    """The filter that ``field:value`` is; None when it makes no sense. ``units`` maps slug to title.

    >>> typed_filter("type", "nyheter", {}).values, typed_filter("ÅR", "2014-2016", {}).values
    (('nyhet',), ('2014', '2015', '2016'))
    >>> typed_filter("type", "banan", {}) is None, typed_filter("år", "26", {}) is None
    (True, True)
    """
    facet = _FACETS[field.lower()]
    if facet == "year":
        values = _years(value)
    else:
        named: Mapping[str, str] = {str(k): v for k, v in KIND_LABELS.items()} if facet == "kind" else units
        values = tuple(slug for slug, title in named.items() if _is_called(value, slug, title))
    return TypedFilter(facet, values) if values else None


def _years(value: str) -> tuple[str, ...]:
    """A year, or those from one to another.

    >>> _years("2026"), _years("2014-2016"), _years("26")
    (('2026',), ('2014', '2015', '2016'), ())
    """
    match = _YEARS.fullmatch(value)
    if match is None:
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    return tuple(map(str, range(first, last + 1)))[:MOST_YEARS]


def _is_called(value: str, slug: str, title: str) -> bool:
    """Whether a value is what something is called, in any form of its words.

    >>> _is_called("møtene", "mote", "Møter"), _is_called("tjenester", "tjeneste", "Tjenester og sider")
    (True, True)
    """
    if fold(lower(value)) in (fold(slug), fold(lower(title))):
        return True
    terms = main_terms(value)
    return bool(terms) and terms in (main_terms(slug), main_terms(title))
