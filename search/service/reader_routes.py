"""What readers do that is counted: they open a hit, and answer «Fant du det du lette etter?»."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import MediaType, Response, post, route
from litestar.response import Redirect

from plugins.model import addresses
from plugins.views.frame import Link, Meta
from plugins.views.search import ThanksView
from search.service.client import READ, AnyRequest, from_our_own_page, is_guess, query_lists
from search.service.errors import ServiceError, bad_request
from search.service.services import Services, services_of, visit_of

MAX_COMMENT = 1000
NEVER_KEPT = {"Cache-Control": "private, no-store"}
_VERDICTS = {"ja": True, "nei": False}
_SERVICE_PAGES = frozenset({addresses.SEARCH})


@route(addresses.OPEN_HIT, http_method=READ, include_in_schema=False)
async def open_hit(request: AnyRequest) -> Response[Any]:
    """Count that a hit was opened, and lead to it."""
    services = services_of(request)
    opened = services.hit_links.read(query_lists(request.scope["query_string"]))
    if opened is None:
        raise ServiceError(404, "Vi finner ikke siden", "Lenken er skrevet feil. Søk en gang til.")
    if opened.counts and request.method != "HEAD" and not is_guess(request):
        services.recorder.click(opened.query, opened.position, opened.address, visit_of(request, services))
    return Redirect(opened.address, status_code=303, headers=NEVER_KEPT)


@post(addresses.ANSWER, include_in_schema=False)
async def answer(request: AnyRequest) -> Response[Any]:
    """Take an answer about a page, and maybe some words; then say thank you."""
    services = services_of(request)
    form = await _form(request)
    page = await _known_page(services, form.get("side", ""))
    found = _VERDICTS.get(form.get("svar", ""))
    if found is None or not page:
        raise bad_request("Svaret kunne ikke tas imot. Gå tilbake til siden og prøv igjen.")
    comment = form.get("tekst", "")[:MAX_COMMENT]
    services.recorder.answer(page, found, comment, visit_of(request, services))
    shown = {"side": page} if comment.strip() else {"side": page, "svar": form["svar"]}
    return Redirect(f"{addresses.ANSWER}?{urlencode(shown)}", status_code=303, headers=NEVER_KEPT)


@route(addresses.ANSWER, http_method=READ, include_in_schema=False)
async def thanks(request: AnyRequest) -> Response[Any]:
    """The page after an answer: thank you, the way back, and room for some words the first time."""
    services = services_of(request)
    fields = query_lists(request.scope["query_string"])
    page = await _known_page(services, fields.get("side", [""])[0])
    verdict = fields.get("svar", [""])[0]
    view = ThanksView(page=page or addresses.HOME, verdict=verdict if verdict in _VERDICTS and page else "")
    shown = services.theme.render("takk.html", _meta(), view)
    return Response(shown, media_type=MediaType.HTML, headers=NEVER_KEPT)


def _meta() -> Meta:
    return Meta(
        title="Takk for svaret",
        description="Svaret hjelper oss å gjøre sidene bedre.",
        path=addresses.ANSWER,
        breadcrumbs=(Link(text="Forsiden", url=addresses.HOME),),
        noindex=True,
    )


async def _form(request: AnyRequest) -> dict[str, str]:
    """The fields of a form sent from a page of ours. Raises ServiceError for any other."""
    if not from_our_own_page(request):
        raise ServiceError(403, "Svaret kom fra et annet sted", "Åpne siden på nytt og svar derfra.")
    if request.content_type[0] != "application/x-www-form-urlencoded":
        raise bad_request("Skjemaet var ikke skrevet slik nettlesere skriver skjema.")
    return {key: values[-1] for key, values in query_lists(await request.body()).items()}


async def _known_page(services: Services, address: str) -> str:
    """The address when it is a page of this site, of files or of the archive; else empty."""
    if address in _SERVICE_PAGES:
        return address
    if page := services.own_page(address):
        return page
    return address if address.endswith("/") and await services.archive.find(address) else ""
