"""The addresses of one search: its own pages, those with a filter more or less, and its other forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote_plus

from plugins.model import addresses
from search.query.types import SearchParams

STANDARD_SIZE = SearchParams(text="").size

PARAMETERS = {"kind": "type", "unit": "virksomhet", "year": "ar", "target_group": "for"}
"""The parameter of each facet, in the order that they stand in an address."""

_AS_IT_IS = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
"""Whether a value needs no encoding, as those of facets rarely do."""

_FIELDS = {"kind": "kinds", "unit": "units", "year": "years", "target_group": "target_groups"}


def values_of(params: SearchParams, facet: str) -> tuple[str, ...]:
    """The values that a facet is narrowed by, as they stand in an address."""
    return tuple(map(str, getattr(params, _FIELDS[facet])))


def pairs_of(params: SearchParams) -> list[tuple[str, str]]:
    """The parameters of a search, as ``parse_params`` reads them; those with their usual value left out."""
    filters = [
        (parameter, value) for facet, parameter in PARAMETERS.items() for value in values_of(params, facet)
    ]
    return [("q", params.text), *filters, *_rest(params), *_page(params.page)]


def _rest(params: SearchParams) -> Iterator[tuple[str, str]]:
    if params.language:
        yield "sprak", params.language
    if params.size != STANDARD_SIZE:
        yield "antall", str(params.size)


def _page(number: int) -> Iterator[tuple[str, str]]:
    if number > 1:
        yield "side", str(number)


class SearchAddresses:
    """Writes the addresses of the search ``params``. A page of hits has dozens of them, which differ in one
    filter, so what they share is encoded once.
    """

    def __init__(self, params: SearchParams) -> None:
        self._text = _pair("q", params.text)
        self._filters = {
            facet: {value: _pair(parameter, value) for value in values_of(params, facet)}
            for facet, parameter in PARAMETERS.items()
        }
        self._rest = [_pair(*pair) for pair in _rest(params)]
        self._around = {facet: self._without(facet) for facet in PARAMETERS}

    def page(self, number: int = 1, path: str = addresses.SEARCH) -> str:
        """The address of a page of hits; ``path`` is that of another form of the search."""
        filters = [written for chosen in self._filters.values() for written in chosen.values()]
        return "&".join([f"{path}?{self._text}", *filters, *self._rest, *(_pair(*p) for p in _page(number))])

    def toggled(self, facet: str, value: str) -> str:
        """The first page with ``value`` of a facet turned on, or off when it was on."""
        before, after = self._around[facet]
        chosen = self._filters[facet]
        if value in chosen:
            kept = [written for one, written in chosen.items() if one != value]
            return "&".join([before, *kept, *after])
        return "&".join([before, *chosen.values(), _pair(PARAMETERS[facet], value), *after])

    def _without(self, facet: str) -> tuple[str, list[str]]:
        """What stands before the values of a facet, and what stands after them."""
        names = list(PARAMETERS)
        place = names.index(facet)
        before = [written for name in names[:place] for written in self._filters[name].values()]
        after = [written for name in names[place + 1 :] for written in self._filters[name].values()]
        return "&".join([f"{addresses.SEARCH}?{self._text}", *before]), after + self._rest


@lru_cache(maxsize=1)
def addresses_of(params: SearchParams) -> SearchAddresses:
    """The addresses of a search, made once for all parts of its page."""
    return SearchAddresses(params)


def _pair(name: str, value: str) -> str:
    return f"{name}={value if _AS_IT_IS(value) else quote_plus(value)}"
