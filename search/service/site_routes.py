"""The built site, the permanent addresses of journal entries, and whether the service is well."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from litestar import MediaType, Response, route
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from plugins.model import addresses
from plugins.store.store import Store
from plugins.store.types import StoreError
from plugins.views.case_pages import place_in_case
from search.service.client import READ, AnyRequest
from search.service.errors import ServiceError
from search.service.files import Found, Moved, is_unchanged
from search.service.services import Services, services_of
from search.service.theme import NotBuiltError

WHOLE = 1 << 20
"""Larger files are sent in pieces, so that a few large ones never fill the memory."""


@route(["/", "/{path:path}"], http_method=READ, include_in_schema=False, name="site")
async def site_file(request: AnyRequest) -> Response[Any]:
    """A file of the built site, a page of the archive that is no file, or the 404 page."""
    services = services_of(request)
    found = services.site.find(_address(request), request.headers.get("accept-encoding", ""))
    if isinstance(found, Moved):
        return Redirect(found.location, status_code=301, headers={"Cache-Control": "no-cache"})
    if found is None:
        if meant := addresses.other_spelling(_address(request)):
            return Redirect(quote(meant), status_code=301, headers={"Cache-Control": "no-cache"})
        return await _of_archive(request)
    if _has_it(request, found.headers):
        return Response(b"", status_code=304, headers=found.headers)
    try:
        return await _send(found, head=request.method == "HEAD")
    except FileNotFoundError:  # a new build took it away between finding and reading
        return _not_found(services)


@route("/journalpost/{arkiv:str}/{entry_id:str}", http_method=READ, include_in_schema=False)
async def journal_entry(request: AnyRequest, arkiv: FromPath[str], entry_id: FromPath[str]) -> Response[Any]:
    """A journal entry's permanent address: leads to the case that the entry lies in now."""
    path = services_of(request).settings.files.store
    address = await asyncio.to_thread(_place, path, arkiv, entry_id)
    if not address:
        raise ServiceError(
            404,
            "Vi finner ikke journalposten",
            "Den kan være trukket tilbake av arkivet, eller adressen kan være skrevet feil.",
        )
    return Redirect(address, status_code=303, headers={"Cache-Control": "no-cache"})


@route("/helse", http_method=READ, include_in_schema=False)
async def health(request: AnyRequest) -> Response[Any]:
    """Whether site and search are ready, for the web server and whoever watches it."""
    services = services_of(request)
    parts = {"nettsted": _has_frame(services), "sok": await services.searcher.ready(services.clock())}
    well = all(parts.values())
    return Response(
        {"status": "ok" if well else "mangler", **parts},
        status_code=200 if well else 503,
        headers={"Cache-Control": "no-store"},
    )


def _address(request: AnyRequest) -> str:
    """The decoded path with its «/» at the end, which the framework's own path has lost."""
    raw = request.scope.get("raw_path") or b""
    path: str = request.scope["path"]
    return f"{path}/" if raw.endswith(b"/") and not path.endswith("/") else path


async def _of_archive(request: AnyRequest) -> Response[Any]:
    """What is older than the files of the site, from the store; the address with its «/» when it lacks it."""
    services, address = services_of(request), _address(request)
    made = await services.archive.find(address)
    if made is not None and _has_it(request, made.headers):
        return Response(b"", status_code=304, headers=made.headers)
    if made is not None:
        return Response(made.content, media_type=made.content_type, headers=made.headers)
    if not address.endswith("/") and await services.archive.find(f"{address}/"):
        return Redirect(quote(f"{address}/"), status_code=301, headers={"Cache-Control": "no-cache"})
    return _not_found(services)


def _has_it(request: AnyRequest, headers: dict[str, str]) -> bool:
    asked = request.headers
    return is_unchanged(headers, asked.get("if-none-match", ""), asked.get("if-modified-since", ""))


def _not_found(services: Services) -> Response[Any]:
    page = services.site.not_found_page()
    if page is None:
        raise ServiceError(
            404, "Vi finner ikke siden", "Adressen kan være skrevet feil, eller siden kan være tatt bort."
        )
    return Response(page, status_code=404, media_type=MediaType.HTML, headers={"Cache-Control": "no-cache"})


async def _send(found: Found, *, head: bool) -> Response[Any]:
    if found.size <= WHOLE:
        return Response(found.path.read_bytes(), media_type=found.content_type, headers=found.headers)
    headers = {**found.headers, "Content-Length": str(found.size)}
    if head:
        return Response(b"", media_type=found.content_type, headers=headers)
    return Stream(_pieces(found.path), media_type=found.content_type, headers=headers)


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, WHOLE // 4):
            yield piece


def _place(path: Path, archive: str, entry_id: str) -> str:
    try:
        with Store.open(path, read_only=True) as store:
            entry = store.entry_at(archive, entry_id)
            return place_in_case(entry, store) if entry else ""
    except (StoreError, sqlite3.Error) as error:
        raise ServiceError(
            503, "Postlisten er ikke tilgjengelig akkurat nå", "Prøv igjen om noen minutter."
        ) from error


def _has_frame(services: Services) -> bool:
    try:
        services.theme.frame()
    except NotBuiltError:
        return False
    return True
