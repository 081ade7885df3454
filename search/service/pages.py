"""From results to what ``sok.html`` shows: facets, chips, pager, and help when nothing is found."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from textwrap import shorten

from plugins.model import addresses
from plugins.model.document import KIND_LABELS
from plugins.views.frame import ContactCard, Frame, Link, Meta
from plugins.views.search import AnswerView, FacetValue, FacetView, HitView, SearchView
from search.curation.keys import main_terms
from search.query.params import MAX_PAGE
from search.query.types import Hit, Meant, Results, SearchParams, TypedFilter
from search.service.search_addresses import PARAMETERS, SearchAddresses, addresses_of, pairs_of, values_of

LONGEST_TITLE = 80
"""Letters of a query that a title shows: a pasted text would push the hits off a phone."""
EXAMPLES = ("barnehageplass", "byggesøknad", "søppelhenting")
LIKENESS = 0.6
"""How like a unit's name a word must be (0–1) to be taken for a slip of it."""

_HOURS = frozenset(main_terms("åpningstider åpningstid åpent åpen åpne åpner stengt stenger"))

_HEADINGS = {"kind": "Type", "unit": "Virksomhet", "year": "År", "target_group": "For hvem"}


def search_meta(params: SearchParams) -> Meta:
    """What the search page tells about itself: never indexed."""
    title = f"Søk: {shorten(params.text, LONGEST_TITLE, placeholder=' …')}" if params.text else "Søk"
    return Meta(
        title=title,
        description="Søk i tjenester, nyheter, saker, møter og postlister.",
        path=addresses.SEARCH,
        breadcrumbs=(Link(text="Forsiden", url=addresses.HOME),),
        noindex=True,
        feeds=(Link(text=f"{title} (Atom)", url=addresses_of(params).page(path=addresses.SEARCH_FEED)),)
        if params.text or any(values_of(params, facet) for facet in PARAMETERS)
        else (),
    )


def search_view(
    params: SearchParams,
    results: Results,
    frame: Frame,
    units: Mapping[str, str],
    card: ContactCard | None = None,
) -> SearchView:
    """The page of ``results``. ``units`` is every unit's title by its slug, for names and for help; ``card``
    is that of the unit that is to be reached.
    """
    pages = min(max(1, math.ceil(results.total / params.size)), MAX_PAGE)
    first = (params.page - 1) * params.size + 1 if results.hits else 0
    empty = results.total == 0
    to = addresses_of(params)
    return SearchView(
        query=params.text,
        total=results.total,
        first=first,
        last=first + len(results.hits) - 1 if results.hits else 0,
        hits=tuple(map(_hit, results.hits)),
        facets=tuple(_facet(name, params, results, to) for name in PARAMETERS if results.facets.get(name)),
        chosen=_chosen(params, results, units, to),
        hidden=tuple((key, value) for key, value in pairs_of(params) if key not in {"q", "side"}),
        previous=to.page(min(params.page - 1, pages)) if params.page > 1 else "",
        next=to.page(params.page + 1) if params.page < pages else "",
        page=params.page,
        pages=pages,
        notice=results.notice,
        answers=tuple(AnswerView(title=a.title, url=a.address, text=a.text) for a in results.best_bets),
        card=card,
        hours_asked=asks_for_hours(params.text),
        answers_to=results.answers_to or params.text,
        meant=_meant(params, results.meant),
        meant_total=results.meant.total if results.meant else 0,
        forms=_forms(to) if results.hits else (),
        suggestions=_nearest(params.text, frame, units) if empty and params.text else (),
        examples=tuple(
            Link(text=word, url=SearchAddresses(SearchParams(text=word)).page()) for word in EXAMPLES if empty
        ),
    )


def asks_for_hours(query: str) -> bool:
    """Whether a query asks when something is open.

    >>> asks_for_hours("åpningstider servicetorget"), asks_for_hours("telefon servicetorget")
    (True, False)
    """
    return bool(set(main_terms(query)) & _HOURS)


def _forms(to: SearchAddresses) -> tuple[Link, ...]:
    forms = {
        "Følg søket (Atom)": addresses.SEARCH_FEED,
        "Last ned (CSV)": addresses.SEARCH_TABLE,
        "Som data (JSON)": addresses.SEARCH_JSON,
    }
    return tuple(Link(text=text, url=to.page(path=path)) for text, path in forms.items())


def _meant(params: SearchParams, meant: Meant | None) -> Link | None:
    if meant is None:
        return None
    return Link(text=meant.text, url=SearchAddresses(replace(params, text=meant.text)).page())


def _hit(hit: Hit) -> HitView:
    return HitView(
        title=hit.title_html,
        url=hit.url,
        excerpt=hit.excerpt_html,
        kind=KIND_LABELS[hit.kind],
        unit=hit.unit_title,
        dated=hit.dated,
        number=hit.number,
        language=hit.language if hit.language != "nb" else "",
    )


def _facet(name: str, params: SearchParams, results: Results, to: SearchAddresses) -> FacetView:
    chosen = values_of(params, name)
    typed = {
        value: _without(params, one)
        for one in results.filters
        if one.facet == name and not one.excludes
        for value in one.values
    }
    values = tuple(
        FacetValue(
            text=count.label,
            count=count.count,
            url=typed.get(count.value) or to.toggled(name, count.value),
            chosen=count.value in chosen or count.value in typed,
        )
        for count in results.facets[name]
    )
    return FacetView(title=_HEADINGS[name], name=PARAMETERS[name], values=values)


def _chosen(
    params: SearchParams, results: Results, units: Mapping[str, str], to: SearchAddresses
) -> tuple[FacetValue, ...]:
    """The filters in effect, also those that leave no hits and so are in no facet; those that are typed
    among the words come last.
    """
    chips = []
    for name in PARAMETERS:
        known = {count.value: count for count in results.facets.get(name, ())}
        for value in values_of(params, name):
            label = known[value].label if value in known else _label(name, value, units)
            count = known[value].count if value in known else 0
            chips.append(FacetValue(text=label, count=count, url=to.toggled(name, value), chosen=True))
    for one in results.filters:
        text = f"Ikke: {_typed_label(one, units)}" if one.excludes else _typed_label(one, units)
        chips.append(FacetValue(text=text, count=0, url=_without(params, one), chosen=True))
    return tuple(chips)


def _typed_label(typed: TypedFilter, units: Mapping[str, str]) -> str:
    if typed.facet == "year":
        return "–".join(dict.fromkeys((typed.values[0], typed.values[-1])))
    return ", ".join(_label(typed.facet, value, units) for value in typed.values)


def _without(params: SearchParams, typed: TypedFilter) -> str:
    """The search without a filter that is typed among its words."""
    return SearchAddresses(replace(params, text=typed.rest)).page()


def _label(facet: str, value: str, units: Mapping[str, str]) -> str:
    if facet == "kind":
        return next((label for kind, label in KIND_LABELS.items() if kind == value), value)
    return units.get(value, value) if facet == "unit" else value


def _nearest(text: str, frame: Frame, units: Mapping[str, str]) -> tuple[Link, ...]:
    """The units whose names are like a word of the query, then the site's main lines."""
    words = [word for word in text[:200].casefold().split()[:8] if len(word) > 2]
    ranked = sorted(((_likeness(words, title), title, slug) for slug, title in units.items()), reverse=True)
    near = [Link(text=title, url=addresses.unit(slug)) for score, title, slug in ranked if score >= LIKENESS]
    return (*near[:3], *frame.navigation)


def _likeness(words: list[str], title: str) -> float:
    """How like the likest word of the title the likest word of the query is, 0–1.

    >>> _likeness(["barnehave"], "Barnehage") > LIKENESS > _likeness(["traktor"], "Barnehage")
    True
    """
    parts = [part for part in title.casefold().split() if len(part) > 2]
    return max(
        (SequenceMatcher(None, word[:30], part).ratio() for word in words for part in parts), default=0.0
    )
