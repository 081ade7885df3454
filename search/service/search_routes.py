"""``/sok`` for people and ``/api/v1/sok`` for programs: the same search, the same log."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from litestar import MediaType, Response, get, route
from litestar.openapi.datastructures import ResponseSpec

from plugins.model import addresses
from search.query.answer import as_dict
from search.query.params import BadQuery, parse_params
from search.query.types import FACETS, Results, SearchParams
from search.service.api_schema import Problem, SearchAnswer, SearchOperation
from search.service.client import READ, AnyRequest, came_from, query_lists
from search.service.errors import PROBLEM, bad_request
from search.service.pages import search_meta, search_view
from search.service.services import Services, services_of, visit_of

NEVER_KEPT = {"Cache-Control": "private, no-store"}
"""A query may say something about the one who asks: no proxy keeps it."""


def _problem(description: str) -> ResponseSpec:
    return ResponseSpec(Problem, media_type=PROBLEM, generate_examples=False, description=description)


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
    answered = await _search(request, services)
    params, results = answered.params, answered.results
    view = search_view(params, results, services.theme.frame(), services.units.titles())
    page = services.theme.render("sok.html", search_meta(params), view)
    _record(request, services, answered, "side")
    return Response(page, media_type=MediaType.HTML, headers=NEVER_KEPT)


@get(
    addresses.API_SEARCH,
    operation_class=SearchOperation,
    summary="Søk i nettstedet",
    tags=["Søk"],
    responses={
        200: ResponseSpec(SearchAnswer, generate_examples=False, description="Treff og fasetter"),
        400: ResponseSpec(
            Problem, media_type=PROBLEM, generate_examples=False, description="Forespørselen kan ikke forstås"
        ),
        503: ResponseSpec(
            Problem, media_type=PROBLEM, generate_examples=False, description="Søket er ikke tilgjengelig"
        ),
    },
)
async def search_api(request: AnyRequest) -> Response[Any]:
    """Search in everything published: services, news, units, bodies, meetings, cases and the journal."""
    services = services_of(request)
    answered = await _search(request, services)
    _record(request, services, answered, "api")
    return Response(as_dict(answered.results, answered.params), headers=NEVER_KEPT)


async def _search(request: AnyRequest, services: Services) -> Answered:
    """Parse and search; a page without query or filter is not a search."""
    began = time.perf_counter()
    try:
        params = parse_params(query_lists(request.scope["query_string"]))
    except BadQuery as error:
        raise bad_request(str(error)) from error
    if params.text.strip() or params.kinds or params.units or params.years or params.target_groups:
        results = await services.searcher.search(params, services.clock())
    else:
        results = Results(total=0, hits=(), facets=dict.fromkeys(FACETS, ()))
    return Answered(params, results, began)


def _record(request: AnyRequest, services: Services, answered: Answered, channel: str) -> None:
    if request.method == "HEAD":  # a link checker, not a person
        return
    services.recorder.search(
        answered.params,
        answered.results,
        visit_of(request, services, channel),
        ms=(time.perf_counter() - answered.began) * 1000,
        origin=services.own_page(came_from(request)),
    )
