"""``/sok`` for people and ``/api/v1/sok`` for programs: the same search, the same log.

The feed, the table and the data of a search are fetched by programs again and again, and are not logged.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import MediaType, Response, get, route
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Redirect

from plugins.model import addresses
from search.query.answer import as_dict
from search.query.params import MAX_SIZE, BadQuery, parse_params
from search.query.ranking import LAYERS
from search.query.types import FACETS, Ranking, Results, SearchParams
from search.service.api_schema import PROBLEM_ANSWERS, SearchAnswer, SearchOperation
from search.service.client import READ, AnyRequest, came_from, is_guess, query_lists
from search.service.errors import ServiceError, bad_request
from search.service.formats import opensearch_description, search_atom, search_csv
from search.service.gate import visitor_of
from search.service.pages import search_meta, search_view
from search.service.services import Services, services_of, visit_of

Fields = dict[str, list[str]]

_IN_ADDRESS = "/#?=&%"
NEVER_KEPT = {"Cache-Control": "private, no-store"}
"""A query may say something about the one who asks: no proxy keeps it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A search with its answer."""

    params: SearchParams
    results: Results
    began: float


@route(addresses.SEARCH, http_method=READ, include_in_schema=False)
async def search_page(request: AnyRequest) -> Response[Any]:
    """The search page, in the site's theme."""
    services = services_of(request)
    answered = await _search(services, _fields(request))
    params, results = answered.params, answered.results
    if results.leads_to:
        _record(request, services, answered, "side")
        return Redirect(quote(results.leads_to, safe=_IN_ADDRESS), status_code=303, headers=NEVER_KEPT)
    card = services.contacts.card(results.unit) if results.unit else None
    view = search_view(params, results, services.theme.frame(), services.units.titles(), card)
    page = services.theme.render("sok.html", search_meta(params), services.hit_links.counted(view))
    _record(request, services, answered, "side")
    return Response(page, media_type=MediaType.HTML, headers=NEVER_KEPT)


@get(
    addresses.API_SEARCH,
    operation_class=SearchOperation,
    summary="Søk i nettstedet",
    tags=["Søk"],
    responses={
        200: ResponseSpec(SearchAnswer, generate_examples=False, description="Treff og fasetter"),
        **PROBLEM_ANSWERS,
    },
)
async def search_api(request: AnyRequest) -> Response[Any]:
    """Search in everything published: services, news, units, bodies, meetings, cases and the journal."""
    services, fields = services_of(request), _fields(request)
    ranking = await _ranking(request, fields)
    answered = await _search(services, fields, ranking=ranking)
    if ranking is None:  # an adviser who looks at the order is no visitor
        _record(request, services, answered, "api")
    return Response(as_dict(answered.results, answered.params), headers=NEVER_KEPT)


@route(addresses.SEARCH_JSON, http_method=READ, include_in_schema=False)
async def search_json(request: AnyRequest) -> Response[Any]:
    """The page of hits as data, by the address of the page."""
    answered = await _search(services_of(request), _fields(request))
    return Response(as_dict(answered.results, answered.params), headers=NEVER_KEPT)


@route(addresses.SEARCH_FEED, http_method=READ, include_in_schema=False)
async def search_feed(request: AnyRequest) -> Response[Any]:
    """The newest hits as Atom."""
    services = services_of(request)
    answered = await _search(services, _fields(request), size=MAX_SIZE, ranking=Ranking(newest=True))
    feed = search_atom(answered.params, answered.results.hits, services.theme.frame())
    return Response(feed, media_type="application/atom+xml", headers=NEVER_KEPT)


@route(addresses.SEARCH_TABLE, http_method=READ, include_in_schema=False)
async def search_table(request: AnyRequest) -> Response[Any]:
    """The hits as CSV, ``MAX_SIZE`` at a time."""
    services = services_of(request)
    answered = await _search(services, _fields(request), size=MAX_SIZE)
    table = search_csv(answered.params, answered.results.hits, services.theme.frame())
    name = {"Content-Disposition": 'attachment; filename="sok.csv"'}
    return Response(table, media_type="text/csv", headers={**NEVER_KEPT, **name})


@route(addresses.OPENSEARCH, http_method=READ, include_in_schema=False)
async def opensearch(request: AnyRequest) -> Response[Any]:
    """How a browser asks the search from its address bar."""
    description = opensearch_description(services_of(request).theme.frame())
    kept = {"Cache-Control": "public, max-age=86400"}
    return Response(description, media_type="application/opensearchdescription+xml", headers=kept)


def _fields(request: AnyRequest) -> Fields:
    return query_lists(request.scope["query_string"])


async def _ranking(request: AnyRequest, fields: Fields) -> Ranking | None:
    """The order that somebody who is logged in asks to have explained or changed; None for all others.

    Raises ServiceError for those who are not logged in, and for layers that there are none of.
    """
    without = frozenset(fields.get("uten", ()))
    if not without and fields.get("forklar", ["0"])[0] != "1":
        return None
    if await visitor_of(request) is None:
        raise ServiceError(
            403, "Du har ikke tilgang", "Logg inn på /innsikt for å se hvorfor treffene står slik."
        )
    if unknown := sorted(without - LAYERS.keys()):
        raise bad_request(f"Ukjent lag «{unknown[0][:40]}». Velg blant {', '.join(LAYERS)}.")
    return Ranking(without=without, explain=True)


async def _search(
    services: Services, fields: Fields, *, size: int = 0, ranking: Ranking | None = None
) -> Answered:
    """Parse and search; a page without query or filter is not a search. ``size`` is that of the page where
    the address says none.
    """
    began = time.perf_counter()
    try:
        params = parse_params({"antall": [str(size)], **fields} if size else fields)
    except BadQuery as error:
        raise bad_request(str(error)) from error
    if params.text.strip() or params.kinds or params.units or params.years or params.target_groups:
        results = await services.searcher.search(params, services.clock(), ranking)
    else:
        results = Results(total=0, hits=(), facets=dict.fromkeys(FACETS, ()))
    return Answered(params, results, began)


def _record(request: AnyRequest, services: Services, answered: Answered, channel: str) -> None:
    if request.method == "HEAD" or is_guess(request):  # a link checker or a browser, not a person
        return
    visit = visit_of(request, services, channel)
    services.recorder.search(
        answered.params,
        answered.results,
        visit,
        ms=(time.perf_counter() - answered.began) * 1000,
        origin=services.own_page(came_from(request)),
    )
    if channel == "side" and answered.results.leads_to:  # sent straight there: as if the hit was opened
        services.recorder.click(answered.params.text, 1, answered.results.leads_to, visit)
