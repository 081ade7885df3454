"""``/api/v1/forslag``: what may be meant by what is typed so far. Nothing of it is ever written down."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec

from plugins.model import addresses
from search.query.params import clean_text
from search.query.types import Suggestion
from search.service.api_schema import PROBLEM_ANSWERS, SuggestAnswer, SuggestOperation
from search.service.client import AnyRequest, query_lists
from search.service.search_routes import NEVER_KEPT
from search.service.services import services_of


@get(
    addresses.API_SUGGEST,
    operation_class=SuggestOperation,
    summary="Forslag mens du skriver",
    tags=["Søk"],
    responses={
        200: ResponseSpec(SuggestAnswer, generate_examples=False, description="Forslag i grupper"),
        **PROBLEM_ANSWERS,
    },
)
async def suggest_api(request: AnyRequest) -> Response[Any]:
    """Titles, headings, units and common searches that begin as the query does. Never logged."""
    services = services_of(request)
    fields = query_lists(request.scope["query_string"])
    typed = clean_text(fields.get("q", [""])[0])
    found = await services.searcher.suggest(typed, services.clock())
    if fields.get("form") == ["nettleser"]:
        browser = [typed, [one.text for one in found]]
        return Response(browser, media_type="application/x-suggestions+json", headers=NEVER_KEPT)
    groups = [
        {"title": group, "suggestions": [_as_dict(one) for one in ones]}
        for group, ones in groupby(found, key=lambda one: one.group)
    ]
    return Response({"query": typed, "groups": groups}, headers=NEVER_KEPT)


def _as_dict(one: Suggestion) -> dict[str, str]:
    url = one.url or f"{addresses.SEARCH}?{urlencode({'q': one.text})}"
    return {"text": one.text, "url": url, "detail": one.detail}
