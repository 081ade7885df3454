"""What the browser asks for while it follows: events, script and styles, and a page that waits for a site."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

from litestar import MediaType, Response, get, route
from litestar.params import FromPath
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from plugins.views.rendering import environment
from search.service.client import READ, AnyRequest
from search.service.errors import ServiceError
from search.service.live.news import Moment, OpenPage, news
from search.service.live.watch import POLL_SECONDS, Live
from search.service.services import services_of

PREFIX = "/_utvikling/"
EVENTS = PREFIX + "hendelser"
WAITING = PREFIX + "venter"
HEARTBEAT_SECONDS = 15

NEVER_KEPT = {"Cache-Control": "no-store"}
BROWSER = Path(__file__).parent / "browser"
FILES = {"live.js": "text/javascript", "live.css": "text/css", "tokens.css": "text/css"}
"""The last is the theme's own: before the first build there is no style sheet to take colours from."""

_templates = environment(BROWSER)


@get(EVENTS, include_in_schema=False)
async def events(request: AnyRequest) -> ServerSentEvent:
    """Tells the page ``side``, which carries the mark ``sett``, what is new, for as long as it is open."""
    asked = request.query_params
    page = OpenPage.marked(asked.get("side", "/"), asked.get("sett", ""), built=asked.get("bygd") == "1")
    return ServerSentEvent(follow(page, request.app.state.live), headers=NEVER_KEPT)


async def follow(page: OpenPage, live: Live) -> AsyncIterator[ServerSentEventMessage]:
    """All that ``page`` is told; a comment now and then shows that there is somebody at the other end."""
    told: Moment | None = None
    silent = float(HEARTBEAT_SECONDS)
    while not live.ending:
        now = live.now()
        said = news(page, now) if now is not told else None
        told = now
        if said:
            page, silent = page.after(now), 0.0
            text = panel(now, has_site=live.has_site) if said == "feil" else said
            yield ServerSentEventMessage(event=said, id=now.mark, data=text)
        elif silent >= HEARTBEAT_SECONDS:
            silent = 0.0
            yield ServerSentEventMessage(data=None, comment="følger med")
        await asyncio.sleep(POLL_SECONDS)
        silent += POLL_SECONDS


@route(PREFIX + "{name:str}", http_method=READ, include_in_schema=False)
async def browser_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """The script and the styles."""
    if name not in FILES:
        raise ServiceError(404, "Vi finner ikke siden", "Adressen kan være skrevet feil.")
    theme = services_of(request).settings.theme / "static"
    path = theme / name if name == "tokens.css" else BROWSER / name
    content = path.read_bytes() if path.is_file() else b""
    return Response(content, media_type=FILES[name], headers=NEVER_KEPT)


@route(WAITING, http_method=READ, include_in_schema=False)
async def waiting_page() -> Response[str]:
    """What every address answers until there is a site."""
    page = _templates.get_template("venter.html").render()
    return Response(page, status_code=503, media_type=MediaType.HTML, headers=NEVER_KEPT)


def panel(now: Moment, *, has_site: bool) -> str:
    """The notice of what stopped the build."""
    return _templates.get_template("avvik.html").render(build=now.build, has_site=has_site)


def script(path: str, mark: str, *, built: bool) -> bytes:
    """The element that makes a page follow."""
    query = urlencode({"side": path, "bygd": int(built)}, errors="replace")
    return _templates.get_template("skript.html").render(events=f"{EVENTS}?{query}", mark=mark).encode()
